/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-company.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_OPEN_ITEMS_WINDOW (kontor_open_items_window_get_type ())
G_DECLARE_FINAL_TYPE (
  KontorOpenItemsWindow, kontor_open_items_window, KONTOR, OPEN_ITEMS_WINDOW, AdwWindow)

void kontor_open_items_window_present (GtkWidget *opener, KontorCompany *company);

G_END_DECLS
