/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-company.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_COUNT_ASSIGN_WINDOW (kontor_count_assign_window_get_type ())
G_DECLARE_FINAL_TYPE (
  KontorCountAssignWindow, kontor_count_assign_window, KONTOR, COUNT_ASSIGN_WINDOW, AdwWindow)

GtkWindow *kontor_count_assign (GtkWidget *widget, KontorCompany *company, const KontorJson *count);

G_END_DECLS
