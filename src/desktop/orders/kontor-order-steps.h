/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <gtk/gtk.h>

#include "kontor-json.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_ORDER_STEPS (kontor_order_steps_get_type ())
G_DECLARE_FINAL_TYPE (KontorOrderSteps, kontor_order_steps, KONTOR, ORDER_STEPS, GtkWidget)

void kontor_order_steps_set_order (KontorOrderSteps *self, const KontorJson *order);

G_END_DECLS
