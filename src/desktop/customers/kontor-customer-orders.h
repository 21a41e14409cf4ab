/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-json.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_CUSTOMER_ORDERS (kontor_customer_orders_get_type ())
G_DECLARE_FINAL_TYPE (KontorCustomerOrders, kontor_customer_orders, KONTOR, CUSTOMER_ORDERS, AdwBin)

void kontor_customer_orders_show (KontorCustomerOrders *self, const KontorJson *customer);

G_END_DECLS
