/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-count-line-pane.h"

G_BEGIN_DECLS

/* What can be said about a line of a count, and the question that it asks. */

void        kontor_count_decisions_install (GtkWidgetClass *widget_class);
void        kontor_count_decisions_update (KontorCountLinePane *self);
void        kontor_count_decisions_ask (KontorCountLinePane *self, GtkBox *box);
const char *kontor_count_decisions_suggested (const KontorJson *line);

G_END_DECLS
