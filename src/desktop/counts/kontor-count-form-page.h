/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-page.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_COUNT_FORM_PAGE (kontor_count_form_page_get_type ())
G_DECLARE_FINAL_TYPE (
  KontorCountFormPage, kontor_count_form_page, KONTOR, COUNT_FORM_PAGE, KontorPage)

G_END_DECLS
