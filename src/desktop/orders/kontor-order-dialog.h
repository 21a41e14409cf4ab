/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-company.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_ORDER_DIALOG (kontor_order_dialog_get_type ())
G_DECLARE_FINAL_TYPE (KontorOrderDialog, kontor_order_dialog, KONTOR, ORDER_DIALOG, AdwWindow)

void kontor_order_dialog_present (GtkWidget        *parent,
                                  KontorCompany    *company,
                                  const KontorJson *order,
                                  const char       *command);

G_END_DECLS
