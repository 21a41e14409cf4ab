/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <gtk/gtk.h>

#include "kontor-json.h"

G_BEGIN_DECLS

/* What can be done with the customer of a KontorCustomerPane. */

void kontor_customer_actions_install (GtkWidgetClass *widget_class);
void kontor_customer_actions_update (GtkWidget *pane, const KontorJson *customer);

G_END_DECLS
