/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <gtk/gtk.h>

#include "kontor-company.h"
#include "kontor-json.h"

G_BEGIN_DECLS

/* The proof of a customer's VAT id. @customer is as kontor_query_customer_json() gives it. */

void
kontor_customer_vat_check (GtkWidget *widget, KontorCompany *company, const KontorJson *customer);
char *kontor_customer_vat_dup_words (const KontorJson *customer);
char *kontor_customer_vat_dup_details (const KontorJson *customer);

G_END_DECLS
