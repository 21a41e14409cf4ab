/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-company.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_CUSTOMER_PARTS (kontor_customer_parts_get_type ())
G_DECLARE_FINAL_TYPE (KontorCustomerParts, kontor_customer_parts, KONTOR, CUSTOMER_PARTS, AdwBin)

void kontor_customer_parts_show (KontorCustomerParts *self,
                                 KontorCompany       *company,
                                 KontorJson          *customer);
void kontor_customer_parts_add (KontorCustomerParts *self);

G_END_DECLS
