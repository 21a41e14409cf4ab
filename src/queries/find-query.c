/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-list-private.h"
#include "kontor-query-private.h"

#include <glib/gi18n-lib.h>

/* Ways to name a thing, surest first; ?1 is the text, ?2 the text in capitals. Each selects a uid.
 */
typedef struct
{
  int         kind;
  const char *table;
  const char *ways[4];
} Names;

static const Names all_names[] = {
  { KIND_ORDER,
    "sales_order",
    { "SELECT uid FROM sales_order WHERE number IN (?1, ?2) ORDER BY id DESC" } },
  { KIND_PRODUCT,
    "product",
    { "SELECT product_uid FROM product_variant WHERE sku IN (?1, ?2) ORDER BY id",
      "SELECT v.product_uid FROM variant_barcode AS b JOIN product_variant AS v ON v.uid = "
      "b.variant_uid"
      " WHERE b.code IN (?1, ?2) ORDER BY v.id",
      "SELECT uid FROM product WHERE slug IN (?1, ?2) AND slug <> '' ORDER BY id" } },
  { KIND_CUSTOMER,
    "customer",
    { "SELECT uid FROM customer WHERE number IN (?1, ?2) ORDER BY id",
      "SELECT uid FROM customer WHERE email IN (?1, ?2) AND email <> '' ORDER BY id" } },
  { KIND_SALES_RETURN,
    "sales_return",
    { "SELECT uid FROM sales_return WHERE number IN (?1, ?2) ORDER BY id DESC" } },
  { KIND_OTHER_CHARGE,
    "other_charge",
    { "SELECT uid FROM other_charge WHERE number IN (?1, ?2) ORDER BY id DESC" } },
  { KIND_PURCHASE_ORDER,
    "purchase_order",
    { "SELECT uid FROM purchase_order WHERE number IN (?1, ?2) ORDER BY id DESC" } },
  { KIND_SUPPLIER,
    "supplier",
    { "SELECT uid FROM supplier WHERE name IN (?1, ?2) ORDER BY archived_at IS NOT NULL, id" } },
  { KIND_STOCK_MOVEMENT, "stock_movement", { NULL } },
  { KIND_STOCK_COUNT,
    "stock_count",
    { "SELECT uid FROM stock_count WHERE number IN (?1, ?2) ORDER BY id DESC" } },
  { KIND_COUNT_LINE, "count_line", { NULL } },
  { KIND_COUNT_SCAN, "count_scan", { NULL } },
  { KIND_IMPORT_BATCH, "import_batch", { NULL } },
  { KIND_ATTENTION, "attention", { NULL } },
  { KIND_LOCATION,
    "location",
    { "SELECT uid FROM location WHERE code IN (?1, ?2) AND code <> '' ORDER BY id",
      "SELECT uid FROM location WHERE name IN (?1, ?2) ORDER BY id" } },
  { KIND_LOT, "lot", { "SELECT uid FROM lot WHERE code IN (?1, ?2) ORDER BY id DESC" } },
  { KIND_STOCK_TRANSFER,
    "stock_transfer",
    { "SELECT uid FROM stock_transfer WHERE number IN (?1, ?2) ORDER BY id DESC" } },
  { KIND_INVOICE,
    "invoice",
    { "SELECT uid FROM invoice WHERE number IN (?1, ?2) ORDER BY id DESC",
      "SELECT i.uid FROM invoice AS i JOIN sales_order AS o ON o.uid = i.order_uid"
      " WHERE o.number IN (?1, ?2) AND i.sign > 0 ORDER BY i.id DESC" } },
  { KIND_INVOICE_DRAFT, "invoice_draft", { NULL } },
  { KIND_INCOMING_INVOICE,
    "incoming_invoice",
    { "SELECT uid FROM incoming_invoice WHERE number IN (?1, ?2) AND number <> ''"
      " ORDER BY state = 'returned', id DESC" } },
  { KIND_BANK_ENTRY,
    "bank_entry",
    { "SELECT uid FROM bank_entry WHERE bank_reference IN (?1, ?2) AND bank_reference <> '' ORDER "
      "BY id DESC" } },
  { KIND_PAYMENT, "payment", { NULL } },
};

static KontorStep
find_one (KontorDatabase    *database,
          const char        *sql,
          const KontorValue *values,
          gsize              n_values,
          KontorUid         *uid,
          GError           **error)
{
  g_autoptr (KontorStatement) statement = kontor_database_query (
    database, sql, error, values, n_values);
  KontorStep step = statement != NULL ? kontor_statement_step (statement, error)
                                      : KONTOR_STEP_FAILED;

  if (step == KONTOR_STEP_ROW)
    kontor_statement_get_uid (statement, 0, uid);
  return step;
}

static KontorStep
find_by_uid (
  KontorDatabase *database, const Names *names, const char *text, KontorUid *uid, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT uid FROM %s WHERE uid = ?1", names->table);
  KontorUid        wanted;

  if (!kontor_uid_parse (&wanted, text))
    return KONTOR_STEP_DONE;

  return find_one (database, sql, KONTOR_VALUES (kontor_value_uid (&wanted)), uid, error);
}

/**
 * kontor_query_find:
 * @database: a connection
 * @kind: number of a kind of aggregates
 * @number_or_uid: what people call it: an order's number; a product's SKU, barcode or slug; a
 * customer's number or e-mail address; or a uid
 * @uid: (out): the thing
 * @error: return location for an error
 *
 * Errors: %KONTOR_QUERY_ERROR_NOT_FOUND, any of #KontorDatabaseError.
 *
 * Returns: whether it was found
 */
gboolean
kontor_query_find (
  KontorDatabase *database, int kind, const char *number_or_uid, KontorUid *uid, GError **error)
{
  g_autofree char *upper = NULL;
  const Names     *names = NULL;
  KontorStep       step;

  g_return_val_if_fail (database != NULL && number_or_uid != NULL && uid != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  for (gsize i = 0; i < G_N_ELEMENTS (all_names); i++)
    if (all_names[i].kind == kind)
      names = &all_names[i];
  g_return_val_if_fail (names != NULL, FALSE);

  upper = g_utf8_strup (number_or_uid, -1);
  step = find_by_uid (database, names, number_or_uid, uid, error);
  for (gsize i = 0;
       step == KONTOR_STEP_DONE && i < G_N_ELEMENTS (names->ways) && names->ways[i] != NULL;
       i++)
    step = find_one (database,
                     names->ways[i],
                     KONTOR_VALUES (kontor_value_text (number_or_uid), kontor_value_text (upper)),
                     uid,
                     error);

  if (step == KONTOR_STEP_DONE)
    g_set_error (error,
                 KONTOR_QUERY_ERROR,
                 KONTOR_QUERY_ERROR_NOT_FOUND,
                 _ ("nothing is called “%s”"),
                 number_or_uid);
  return step == KONTOR_STEP_ROW;
}
