/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-list-page.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_ATTENTION_PAGE (kontor_attention_page_get_type ())
G_DECLARE_FINAL_TYPE (
  KontorAttentionPage, kontor_attention_page, KONTOR, ATTENTION_PAGE, KontorListPage)

G_END_DECLS
