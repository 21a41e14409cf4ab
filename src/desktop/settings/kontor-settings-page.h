/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-page.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_SETTINGS_PAGE (kontor_settings_page_get_type ())
G_DECLARE_FINAL_TYPE (KontorSettingsPage, kontor_settings_page, KONTOR, SETTINGS_PAGE, KontorPage)

G_END_DECLS
