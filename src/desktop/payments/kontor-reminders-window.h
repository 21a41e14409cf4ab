/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-company.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_REMINDERS_WINDOW (kontor_reminders_window_get_type ())
G_DECLARE_FINAL_TYPE (
  KontorRemindersWindow, kontor_reminders_window, KONTOR, REMINDERS_WINDOW, AdwWindow)

KontorRemindersWindow *
kontor_reminders_window_new (GtkWidget *opener, KontorCompany *company, gint64 day);

G_END_DECLS
