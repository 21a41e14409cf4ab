/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-list-private.h"

static const KontorListType *const types[] = {
  &kontor_list_orders,      &kontor_list_products, &kontor_list_variants,  &kontor_list_customers,
  &kontor_list_returns,     &kontor_list_charges,  &kontor_list_movements, &kontor_list_imports,
  &kontor_list_attention,   &kontor_list_stock,    &kontor_list_locations, &kontor_list_lots,
  &kontor_list_transfers,   &kontor_list_notices,  &kontor_list_counts,    &kontor_list_count_lines,
  &kontor_list_count_scans, &kontor_list_invoices, &kontor_list_drafts,    &kontor_list_purchases,
  &kontor_list_suppliers,   &kontor_list_incoming, &kontor_list_entries,   &kontor_list_payments,
};

/**
 * kontor_list_type_find:
 * @name: such as "orders"
 *
 * Returns: (nullable): the description of the list, static
 */
const KontorListType *
kontor_list_type_find (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_equal (types[i]->name, name))
      return types[i];

  return NULL;
}

/**
 * kontor_list_type_list:
 * @n_types: (out): their number
 *
 * Returns: (array length=n_types): all lists, static
 */
const KontorListType *const *
kontor_list_type_list (guint *n_types)
{
  g_return_val_if_fail (n_types != NULL, NULL);

  *n_types = G_N_ELEMENTS (types);
  return types;
}
