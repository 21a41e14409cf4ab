/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-order-pane.h"

G_BEGIN_DECLS

/* What can be done with the order in a pane. */

typedef struct
{
  const char *to; /* state that it leads to */
  const char *action;
  const char *label; /* N_(), a verb that names the thing */
} KontorOrderStep;

void                   kontor_order_actions_install (GtkWidgetClass *widget_class);
void                   kontor_order_actions_update (KontorOrderPane *self);
const KontorOrderStep *kontor_order_actions_suggested (const KontorJson *order);

G_END_DECLS
