/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-company.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_SHARE_WINDOW (kontor_share_window_get_type ())
G_DECLARE_FINAL_TYPE (KontorShareWindow, kontor_share_window, KONTOR, SHARE_WINDOW, AdwWindow)

void
kontor_share_window_present (GtkWidget *opener, KontorCompany *company, const KontorJson *entry);

G_END_DECLS
