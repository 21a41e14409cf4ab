/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-company.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_PRODUCT_FACTS (kontor_product_facts_get_type ())
G_DECLARE_FINAL_TYPE (KontorProductFacts, kontor_product_facts, KONTOR, PRODUCT_FACTS, AdwBin)

void kontor_product_facts_show (KontorProductFacts *self,
                                KontorCompany      *company,
                                const KontorJson   *product);

G_END_DECLS
