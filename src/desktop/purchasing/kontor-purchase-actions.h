/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-purchase-pane.h"

G_BEGIN_DECLS

typedef struct
{
  const char *can;    /* what must be possible */
  const char *action; /* of the pane */
  const char *label;  /* N_() */
} KontorPurchaseNext;

void                      kontor_purchase_actions_install (GtkWidgetClass *widget_class);
void                      kontor_purchase_actions_update (KontorPurchasePane *self);
const KontorPurchaseNext *kontor_purchase_actions_suggested (const KontorJson *purchase);

G_END_DECLS
