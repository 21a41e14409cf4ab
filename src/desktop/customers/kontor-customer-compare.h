/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-json.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_CUSTOMER_COMPARE (kontor_customer_compare_get_type ())
G_DECLARE_FINAL_TYPE (
  KontorCustomerCompare, kontor_customer_compare, KONTOR, CUSTOMER_COMPARE, AdwBin)

void
kontor_customer_compare_show (KontorCustomerCompare *self, KontorJson *left, KontorJson *right);
KontorJson       *kontor_customer_compare_dup_params (KontorCustomerCompare *self);
const KontorJson *kontor_customer_compare_get_into (KontorCustomerCompare *self);
const KontorJson *kontor_customer_compare_get_from (KontorCustomerCompare *self);

G_END_DECLS
