/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-json.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_CUSTOMER_FIELD (kontor_customer_field_get_type ())
G_DECLARE_FINAL_TYPE (KontorCustomerField, kontor_customer_field, KONTOR, CUSTOMER_FIELD, AdwBin)

/* Signal "edited" (const char *text): left with another text, and nothing is wrong with it. */

void        kontor_customer_field_show (KontorCustomerField *self, const KontorJson *customer);
const char *kontor_customer_field_get_key (KontorCustomerField *self);

G_END_DECLS
