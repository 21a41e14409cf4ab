/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-company.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_CUSTOMER_FACTS (kontor_customer_facts_get_type ())
G_DECLARE_FINAL_TYPE (KontorCustomerFacts, kontor_customer_facts, KONTOR, CUSTOMER_FACTS, AdwBin)

void kontor_customer_facts_show (KontorCustomerFacts *self,
                                 KontorCompany       *company,
                                 KontorJson          *customer);

G_END_DECLS
