/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-company.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_CUSTOMER_PANE (kontor_customer_pane_get_type ())
G_DECLARE_FINAL_TYPE (KontorCustomerPane, kontor_customer_pane, KONTOR, CUSTOMER_PANE, AdwBin)

KontorCompany    *kontor_customer_pane_get_company (KontorCustomerPane *self);
const KontorJson *kontor_customer_pane_get_customer (KontorCustomerPane *self);

G_END_DECLS
