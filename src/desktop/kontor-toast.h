/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-problem.h"

G_BEGIN_DECLS

/* The only place that builds toasts: their titles are markup, and this escapes. */

void kontor_toast (GtkWidget *widget, const char *message);
void kontor_toast_with_action (GtkWidget  *widget,
                               const char *message,
                               const char *button,
                               const char *action);
void kontor_toast_problem (GtkWidget *widget, const KontorProblem *problem);

G_END_DECLS
