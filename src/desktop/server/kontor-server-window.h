/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-company.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_SERVER_WINDOW (kontor_server_window_get_type ())
G_DECLARE_FINAL_TYPE (KontorServerWindow, kontor_server_window, KONTOR, SERVER_WINDOW, AdwWindow)

void kontor_server_window_present (GtkWidget *opener, KontorCompany *company);

G_END_DECLS
