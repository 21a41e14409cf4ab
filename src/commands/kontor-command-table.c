/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-command-private.h"

/* Every command there is: a subject's file adds its list here. */
static const KontorCommandType *const subjects[] = {
  kontor_attention_commands,    kontor_category_commands,       kontor_charge_commands,
  kontor_company_commands,      kontor_count_commands,          kontor_customer_commands,
  kontor_customer_vat_commands, kontor_customer_merge_commands, kontor_import_commands,
  kontor_invoice_commands,      kontor_invoice_format_commands, kontor_location_commands,
  kontor_lot_commands,          kontor_order_commands,          kontor_order_reserve_commands,
  kontor_order_step_commands,   kontor_period_commands,         kontor_person_commands,
  kontor_product_commands,      kontor_sales_return_commands,   kontor_stock_commands,
  kontor_stock_hold_commands,   kontor_stock_notice_commands,   kontor_stock_request_commands,
  kontor_stock_split_commands,  kontor_stock_transfer_commands, kontor_supplier_commands,
  kontor_variant_commands,      kontor_view_commands,           kontor_purchase_commands,
  kontor_bank_commands,         kontor_payment_commands,        kontor_payment_order_commands,
  kontor_dunning_commands,      kontor_dunning_send_commands,   kontor_incoming_commands,
  kontor_books_commands,
};

typedef struct
{
  GPtrArray  *list;    /* (element-type KontorCommandType) sorted by name */
  GHashTable *by_name; /* (element-type utf8 KontorCommandType) */
} KontorCommandTable;

static int
compare_types (gconstpointer a, gconstpointer b)
{
  const KontorCommandType *const *first = a;
  const KontorCommandType *const *second = b;

  return g_strcmp0 ((*first)->name, (*second)->name);
}

static gpointer
build_table (gpointer unused)
{
  KontorCommandTable *table = g_new0 (KontorCommandTable, 1);

  table->list = g_ptr_array_new ();
  table->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < G_N_ELEMENTS (subjects); i++)
    for (const KontorCommandType *type = subjects[i]; type->name != NULL; type++)
      {
        gboolean is_new = g_hash_table_insert (
          table->by_name, (gpointer) type->name, (gpointer) type);

        g_assert (is_new);
        g_ptr_array_add (table->list, (gpointer) type);
      }
  g_ptr_array_sort (table->list, compare_types);
  return table;
}

static const KontorCommandTable *
get_table (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, build_table, NULL);
}

/**
 * kontor_command_type_find:
 * @name: "order.ship"
 *
 * Returns: (transfer none) (nullable): what is declared about the command; %NULL if there is none
 */
const KontorCommandType *
kontor_command_type_find (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  return g_hash_table_lookup (get_table ()->by_name, name);
}

/**
 * kontor_command_type_list:
 * @n_types: (out): how many there are
 *
 * Returns: (transfer none): every command, by name
 */
const KontorCommandType *const *
kontor_command_type_list (guint *n_types)
{
  g_return_val_if_fail (n_types != NULL, NULL);

  *n_types = get_table ()->list->len;
  return (const KontorCommandType *const *) get_table ()->list->pdata;
}
