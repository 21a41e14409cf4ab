/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-purchase-query.h"
#include "kontor-query-private.h"

#include <glib/gi18n-lib.h>

#include "kontor-number.h"
#include "kontor-totals.h"

#define SELECT_PURCHASE                                                                            \
  "SELECT o.number, o.supplier_uid, o.supplier_name, o.state, o.currency, o.created_at,"           \
  " o.changed_at, o.sent_at, o.expected_at, o.closed_at, o.net_minor, o.note, s.contact, s.email," \
  " s.language, s.account, s.street, s.postcode, s.city, s.country"                                \
  " FROM purchase_order AS o LEFT JOIN supplier AS s ON s.uid = o.supplier_uid WHERE o.uid = ?1"
#define SELECT_LINES                                                                               \
  "SELECT l.line, l.variant_uid, v.product_uid, l.sku, l.title, l.order_code, p.unit, l.quantity," \
  " l.pack_quantity, l.price_e4, l.reason FROM purchase_line AS l"                                 \
  " LEFT JOIN product_variant AS v ON v.uid = l.variant_uid"                                       \
  " LEFT JOIN product AS p ON p.uid = v.product_uid WHERE l.purchase_uid = ?1 ORDER BY l.line"
#define SELECT_RECEIPTS                                                                            \
  "SELECT position, happened_at, recorded_at, delivery_note, author_name, station, withdrawn_at"   \
  " FROM purchase_receipt WHERE purchase_uid = ?1 ORDER BY position"
#define SELECT_PARTS                                                                               \
  "SELECT r.receipt, r.line, r.part, r.quantity, r.place_uid, p.name, r.lot_uid, l.code,"          \
  " l.best_before, r.movement_uid FROM receipt_line AS r"                                          \
  " LEFT JOIN location AS p ON p.uid = r.place_uid LEFT JOIN lot AS l ON l.uid = r.lot_uid"        \
  " WHERE r.purchase_uid = ?1 ORDER BY r.receipt, r.line, r.part"

typedef void (*ReadRow) (KontorStatement *statement, KontorPurchase *purchase);

static char *
dup_text (KontorStatement *statement, int column)
{
  const char *text = kontor_statement_get_text (statement, column);

  return g_strdup (text != NULL ? text : "");
}

static void
read_supplier (KontorStatement *statement, KontorPurchase *purchase)
{
  kontor_statement_get_uid (statement, 1, &purchase->supplier);
  purchase->supplier_name = dup_text (statement, 2);
  purchase->contact = dup_text (statement, 12);
  purchase->email = dup_text (statement, 13);
  purchase->language = dup_text (statement, 14);
  purchase->account = dup_text (statement, 15);
  purchase->address.name = dup_text (statement, 2);
  purchase->address.extra = dup_text (statement, 12);
  purchase->address.street = dup_text (statement, 16);
  purchase->address.postcode = dup_text (statement, 17);
  purchase->address.city = dup_text (statement, 18);
  purchase->address.region = g_strdup ("");
  purchase->address.country = dup_text (statement, 19);
}

static void
read_purchase (KontorStatement *statement, KontorPurchase *purchase)
{
  purchase->number = dup_text (statement, 0);
  read_supplier (statement, purchase);
  kontor_purchase_state_from_name (kontor_statement_get_text (statement, 3), &purchase->state);
  purchase->currency = dup_text (statement, 4);
  purchase->created_at = kontor_statement_get_integer (statement, 5);
  purchase->changed_at = kontor_statement_get_integer (statement, 6);
  purchase->sent_at = kontor_statement_get_integer (statement, 7);
  purchase->expected_at = kontor_statement_get_integer (statement, 8);
  purchase->closed_at = kontor_statement_get_integer (statement, 9);
  purchase->net_minor = kontor_statement_get_integer (statement, 10);
  purchase->note = dup_text (statement, 11);
}

static void
read_line (KontorStatement *statement, KontorPurchase *purchase)
{
  KontorPurchaseLine *line = g_new0 (KontorPurchaseLine, 1);

  line->line = (int) kontor_statement_get_integer (statement, 0);
  kontor_statement_get_uid (statement, 1, &line->variant);
  kontor_statement_get_uid (statement, 2, &line->product);
  line->sku = dup_text (statement, 3);
  line->title = dup_text (statement, 4);
  line->order_code = dup_text (statement, 5);
  line->unit = dup_text (statement, 6);
  line->quantity = kontor_statement_get_integer (statement, 7);
  line->pack_quantity = kontor_statement_get_integer (statement, 8);
  line->price_e4 = kontor_statement_get_integer (statement, 9);
  line->reason = dup_text (statement, 10);
  kontor_totals_line (line->quantity,
                      line->price_e4,
                      0,
                      kontor_currency_digits (purchase->currency),
                      &line->net_minor);
  g_ptr_array_add (purchase->lines, line);
}

static void
read_receipt (KontorStatement *statement, KontorPurchase *purchase)
{
  KontorReceipt *receipt = g_new0 (KontorReceipt, 1);

  receipt->position = (int) kontor_statement_get_integer (statement, 0);
  receipt->happened_at = kontor_statement_get_integer (statement, 1);
  receipt->recorded_at = kontor_statement_get_integer (statement, 2);
  receipt->delivery_note = dup_text (statement, 3);
  receipt->author_name = dup_text (statement, 4);
  receipt->station = (guint) kontor_statement_get_integer (statement, 5);
  receipt->withdrawn_at = kontor_statement_get_integer (statement, 6);
  receipt->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_receipt_part_free);
  g_ptr_array_add (purchase->receipts, receipt);
}

/* A receipt that was taken back is listed and does not count. */
static void
add_to_line (KontorPurchase *purchase, const KontorReceipt *receipt, const KontorReceiptPart *part)
{
  for (guint i = 0; i < purchase->lines->len; i++)
    {
      KontorPurchaseLine *line = g_ptr_array_index (purchase->lines, i);

      if (line->line == part->line && receipt->withdrawn_at == 0)
        line->received += part->quantity;
    }
}

static void
read_part (KontorStatement *statement, KontorPurchase *purchase)
{
  int position = (int) kontor_statement_get_integer (statement, 0);

  for (guint i = 0; i < purchase->receipts->len; i++)
    {
      KontorReceipt     *receipt = g_ptr_array_index (purchase->receipts, i);
      KontorReceiptPart *part = NULL;

      if (receipt->position != position)
        continue;
      part = g_new0 (KontorReceiptPart, 1);
      part->line = (int) kontor_statement_get_integer (statement, 1);
      part->part = (int) kontor_statement_get_integer (statement, 2);
      part->quantity = kontor_statement_get_integer (statement, 3);
      kontor_statement_get_uid (statement, 4, &part->place);
      part->place_name = dup_text (statement, 5);
      kontor_statement_get_uid (statement, 6, &part->lot);
      part->lot_code = dup_text (statement, 7);
      part->best_before = kontor_statement_get_integer (statement, 8);
      kontor_statement_get_uid (statement, 9, &part->movement);
      g_ptr_array_add (receipt->parts, part);
      add_to_line (purchase, receipt, part);
    }
}

static gboolean
read_all (
  KontorDatabase *database, KontorPurchase *purchase, const char *sql, ReadRow read, GError **error)
{
  g_autoptr (KontorStatement) statement = kontor_database_query (
    database, sql, error, KONTOR_VALUES (kontor_value_uid (&purchase->uid)));
  KontorStep step = KONTOR_STEP_FAILED;

  while (statement != NULL && (step = kontor_statement_step (statement, error)) == KONTOR_STEP_ROW)
    read (statement, purchase);
  return step == KONTOR_STEP_DONE;
}

/**
 * kontor_query_purchase:
 * @database: a connection
 * @uid: an order to a supplier
 * @error: return location for an error
 *
 * Reads an order to a supplier with all that belongs to it, and the supplier's address of today.
 *
 * Errors: %KONTOR_QUERY_ERROR_NOT_FOUND, any of #KontorDatabaseError.
 *
 * Returns: (transfer full): the order, or %NULL with @error set
 */
KontorPurchase *
kontor_query_purchase (KontorDatabase *database, const KontorUid *uid, GError **error)
{
  g_autoptr (KontorPurchase) purchase = kontor_purchase_new ();
  g_autoptr (KontorStatement) statement = NULL;
  KontorStep step;

  g_return_val_if_fail (database != NULL && uid != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  purchase->uid = *uid;
  statement = kontor_database_query (
    database, SELECT_PURCHASE, error, KONTOR_VALUES (kontor_value_uid (uid)));
  step = statement != NULL ? kontor_statement_step (statement, error) : KONTOR_STEP_FAILED;
  if (step == KONTOR_STEP_DONE)
    g_set_error (error,
                 KONTOR_QUERY_ERROR,
                 KONTOR_QUERY_ERROR_NOT_FOUND,
                 _ ("there is no %s with this id"),
                 _ ("purchase order"));
  if (step != KONTOR_STEP_ROW)
    return NULL;

  read_purchase (statement, purchase);
  if (!read_all (database, purchase, SELECT_LINES, read_line, error)
      || !read_all (database, purchase, SELECT_RECEIPTS, read_receipt, error)
      || !read_all (database, purchase, SELECT_PARTS, read_part, error))
    return NULL;
  return g_steal_pointer (&purchase);
}
