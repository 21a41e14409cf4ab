/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-purchase-query.h"
#include "kontor-query-private.h"

#include <glib/gi18n-lib.h>

static KontorJson *
address_to_json (const KontorAddress *address)
{
  KontorJson *object = kontor_json_new_object ();

  kontor_json_set_string (object, "name", address->name);
  kontor_json_set_string (object, "extra", address->extra);
  kontor_json_set_string (object, "street", address->street);
  kontor_json_set_string (object, "postcode", address->postcode);
  kontor_json_set_string (object, "city", address->city);
  kontor_json_set_string (object, "country", address->country);
  return object;
}

static void
set_head (KontorJson *object, const KontorPurchase *purchase)
{
  kontor_json_set_uid (object, "uid", &purchase->uid);
  kontor_json_set_string (object, "number", purchase->number);
  kontor_json_set_string (object, "state", kontor_purchase_state_to_name (purchase->state));
  kontor_json_set_uid (object, "supplier", &purchase->supplier);
  kontor_json_set_string (object, "supplier_name", purchase->supplier_name);
  kontor_json_set (object, "address", address_to_json (&purchase->address));
  kontor_json_set_string (object, "email", purchase->email);
  kontor_json_set_string (object, "language", purchase->language);
  kontor_json_set_string (object, "account", purchase->account);
  kontor_json_set_string (object, "currency", purchase->currency);
  kontor_json_set_integer (object, "created_at", purchase->created_at);
  kontor_json_set_integer (object, "changed_at", purchase->changed_at);
  kontor_json_set_time (object, "sent_at", purchase->sent_at);
  kontor_json_set_time (object, "expected_at", purchase->expected_at);
  kontor_json_set_time (object, "closed_at", purchase->closed_at);
  kontor_json_set_integer (object, "net_minor", purchase->net_minor);
  kontor_json_set_string (object, "note", purchase->note);
}

static gint64
get_left (const KontorPurchaseLine *line)
{
  return MAX (line->quantity - line->received, 0);
}

static gboolean
is_awaited (const KontorPurchase *purchase)
{
  return purchase->state == KONTOR_PURCHASE_SENT || purchase->state == KONTOR_PURCHASE_PART;
}

static KontorJson *
line_to_json (const KontorPurchase *purchase, const KontorPurchaseLine *line)
{
  KontorJson *object = kontor_json_new_object ();
  KontorJson *reason = kontor_json_parse (line->reason, -1, NULL);

  kontor_json_set_integer (object, "line", line->line);
  kontor_json_set_uid (object, "variant", &line->variant);
  kontor_json_set_uid (object, "product", &line->product);
  kontor_json_set_string (object, "sku", line->sku);
  kontor_json_set_string (object, "title", line->title);
  kontor_json_set_string (object, "order_code", line->order_code);
  kontor_json_set_string (object, "unit", line->unit);
  kontor_json_set_integer (object, "quantity", line->quantity);
  kontor_json_set_integer (object, "pack_quantity", line->pack_quantity);
  kontor_json_set_integer (object, "price_e4", line->price_e4);
  kontor_json_set_integer (object, "net_minor", line->net_minor);
  kontor_json_set_integer (object, "received", line->received);
  kontor_json_set_integer (object, "open", is_awaited (purchase) ? get_left (line) : 0);
  kontor_json_set (object, "reason", reason != NULL ? reason : kontor_json_new_object ());
  return object;
}

static KontorJson *
part_to_json (const KontorReceiptPart *part)
{
  KontorJson *object = kontor_json_new_object ();

  kontor_json_set_integer (object, "line", part->line);
  kontor_json_set_integer (object, "part", part->part);
  kontor_json_set_integer (object, "quantity", part->quantity);
  kontor_json_set_uid (object, "place", &part->place);
  kontor_json_set_string (object, "place_name", part->place_name);
  kontor_json_set_uid (object, "lot", &part->lot);
  kontor_json_set_string (object, "lot_code", part->lot_code);
  kontor_json_set_time (object, "best_before", part->best_before);
  kontor_json_set_uid (object, "movement", &part->movement);
  return object;
}

static KontorJson *
receipt_to_json (const KontorReceipt *receipt)
{
  KontorJson *object = kontor_json_new_object ();
  KontorJson *parts = kontor_json_new_array ();

  kontor_json_set_integer (object, "position", receipt->position);
  kontor_json_set_integer (object, "happened_at", receipt->happened_at);
  kontor_json_set_integer (object, "recorded_at", receipt->recorded_at);
  kontor_json_set_string (object, "delivery_note", receipt->delivery_note);
  kontor_json_set_string (object, "author", receipt->author_name);
  kontor_json_set_integer (object, "station", receipt->station);
  kontor_json_set_time (object, "withdrawn_at", receipt->withdrawn_at);
  kontor_json_set (object, "parts", parts);
  for (guint i = 0; i < receipt->parts->len; i++)
    kontor_json_append (parts, part_to_json (g_ptr_array_index (receipt->parts, i)));
  return object;
}

static gboolean
has_left (const KontorPurchase *purchase)
{
  for (guint i = 0; i < purchase->lines->len; i++)
    if (get_left (g_ptr_array_index (purchase->lines, i)) > 0)
      return TRUE;
  return FALSE;
}

static KontorJson *
abilities_to_json (const KontorPurchase *purchase)
{
  static const struct
  {
    const char        *name;
    KontorPurchaseStep step;
  } steps[] = {
    { "edit", KONTOR_PURCHASE_STEP_EDIT },     { "send", KONTOR_PURCHASE_STEP_SEND },
    { "unsend", KONTOR_PURCHASE_STEP_UNSEND }, { "receive", KONTOR_PURCHASE_STEP_RECEIVE },
    { "close", KONTOR_PURCHASE_STEP_CLOSE },   { "cancel", KONTOR_PURCHASE_STEP_CANCEL },
    { "reopen", KONTOR_PURCHASE_STEP_REOPEN },
  };
  KontorJson *object = kontor_json_new_object ();

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    kontor_json_set_boolean (
      object,
      steps[i].name,
      kontor_purchase_step_is_allowed (purchase->state, steps[i].step)
        && (steps[i].step != KONTOR_PURCHASE_STEP_REOPEN || has_left (purchase)));
  return object;
}

/**
 * kontor_query_purchase_json:
 * @database: a connection
 * @uid: an order to a supplier
 * @error: return location for an error
 *
 * Errors: %KONTOR_QUERY_ERROR_NOT_FOUND, any of #KontorDatabaseError.
 *
 * Returns: (transfer full): the order with all that belongs to it, members as in README.md
 */
KontorJson *
kontor_query_purchase_json (KontorDatabase *database, const KontorUid *uid, GError **error)
{
  g_autoptr (KontorPurchase) purchase = kontor_query_purchase (database, uid, error);
  KontorJson *object = NULL;
  KontorJson *lines = NULL;
  KontorJson *receipts = NULL;

  if (purchase == NULL)
    return NULL;

  object = kontor_json_new_object ();
  lines = kontor_json_new_array ();
  receipts = kontor_json_new_array ();
  set_head (object, purchase);
  kontor_json_set (object, "lines", lines);
  kontor_json_set (object, "receipts", receipts);
  for (guint i = 0; i < purchase->lines->len; i++)
    kontor_json_append (lines, line_to_json (purchase, g_ptr_array_index (purchase->lines, i)));
  for (guint i = 0; i < purchase->receipts->len; i++)
    kontor_json_append (receipts, receipt_to_json (g_ptr_array_index (purchase->receipts, i)));
  kontor_json_set (object, "can", abilities_to_json (purchase));
  return object;
}

/**
 * kontor_query_purchase_codes:
 * @database: a connection
 * @uid: an order to a supplier
 * @error: return location for an error
 *
 * What is scanned at the goods: every barcode and SKU of the lines, and the supplier's own codes.
 *
 * Errors: any of #KontorDatabaseError.
 *
 * Returns: (transfer full): "line", "code", "pack_quantity"; of each line the barcode of a single
 *   piece first
 */
KontorJson *
kontor_query_purchase_codes (KontorDatabase *database, const KontorUid *uid, GError **error)
{
  return kontor_query_rows (
    database,
    "SELECT line, code, pack_quantity FROM ("
    "SELECT l.line, b.code, b.pack_quantity, 0 AS way FROM purchase_line AS l JOIN variant_barcode "
    "AS b ON b.variant_uid = l.variant_uid WHERE l.purchase_uid = ?1"
    " UNION ALL SELECT l.line, l.sku, 1000, 1 FROM purchase_line AS l"
    " WHERE l.purchase_uid = ?1 AND l.sku <> ''"
    " UNION ALL SELECT l.line, l.order_code, 1000, 2 FROM purchase_line AS l"
    " WHERE l.purchase_uid = ?1 AND l.order_code <> '') AS codes"
    " ORDER BY line, way, pack_quantity, code",
    "i:line t:code i:pack_quantity",
    error,
    KONTOR_VALUES (kontor_value_uid (uid)));
}

/**
 * kontor_query_receiving_json:
 * @database: a connection
 * @uid: an order to a supplier
 * @error: return location for an error
 *
 * What is needed where its goods are unpacked.
 *
 * Errors: %KONTOR_QUERY_ERROR_NOT_FOUND, any of #KontorDatabaseError.
 *
 * Returns: (transfer full): the order as kontor_query_purchase_json() gives it, with "codes" as
 *   kontor_query_purchase_codes() does, and "places": "uid", "name", "code", along the way through
 *   the store
 */
KontorJson *
kontor_query_receiving_json (KontorDatabase *database, const KontorUid *uid, GError **error)
{
  g_autoptr (KontorJson) purchase = kontor_query_purchase_json (database, uid, error);
  KontorJson *codes = NULL;

  if (purchase == NULL)
    return NULL;
  codes = kontor_query_purchase_codes (database, uid, error);
  if (codes == NULL)
    return NULL;
  kontor_json_set (purchase, "codes", codes);
  if (!kontor_query_set_rows (
        purchase,
        "places",
        database,
        "SELECT uid, name, code FROM location WHERE archived_at IS NULL AND kind <> 'transit'"
        " ORDER BY position, name, uid",
        "u:uid t:name t:code",
        error,
        KONTOR_NO_VALUES))
    return NULL;
  return g_steal_pointer (&purchase);
}

/**
 * kontor_query_buying_json:
 * @database: a connection
 * @variant: what is to be bought
 * @supplier: (nullable): where; %NULL or nil when that is not known
 * @currency: of the order
 * @error: return location for an error
 *
 * How a variant is bought, as purchase.create fills it in: "order_code", "pack_quantity",
 * "price_e4" (paid last there, or the cost; each null when it is not known).
 *
 * Errors: any of #KontorDatabaseError.
 *
 * Returns: (transfer full): an object, JSON null when there is no such variant
 */
KontorJson *
kontor_query_buying_json (KontorDatabase  *database,
                          const KontorUid *variant,
                          const KontorUid *supplier,
                          const char      *currency,
                          GError         **error)
{
  const KontorUid *known = supplier != NULL && !kontor_uid_is_nil (supplier) ? supplier : NULL;

  return kontor_query_row (
    database,
    "SELECT s.order_code, s.pack_quantity,"
    " coalesce ((SELECT l.price_e4 FROM purchase_line AS l JOIN purchase_order AS o ON o.uid ="
    " l.purchase_uid WHERE l.variant_uid = v.uid AND o.supplier_uid = ?2 AND o.currency = ?3"
    " AND o.sent_at IS NOT NULL AND l.price_e4 > 0 ORDER BY o.sent_at DESC, o.uid DESC, l.line"
    " DESC LIMIT 1), (SELECT c.cost_e4 FROM product_cost AS c WHERE c.variant_uid = v.uid"
    " AND c.currency = ?3 ORDER BY c.uid LIMIT 1))"
    " FROM product_variant AS v LEFT JOIN variant_supplier AS s ON s.variant_uid = v.uid"
    " AND s.supplier_uid = ?2 WHERE v.uid = ?1",
    "t:order_code i:pack_quantity i:price_e4",
    error,
    KONTOR_VALUES (
      kontor_value_uid (variant), kontor_value_uid (known), kontor_value_text (currency)));
}

/**
 * kontor_query_supplier_json:
 * @database: a connection
 * @uid: a supplier
 * @error: return location for an error
 *
 * Errors: %KONTOR_QUERY_ERROR_NOT_FOUND, any of #KontorDatabaseError.
 *
 * Returns: (transfer full): the supplier, members as in README.md
 */
KontorJson *
kontor_query_supplier_json (KontorDatabase *database, const KontorUid *uid, GError **error)
{
  g_autoptr (KontorJson) supplier = kontor_query_row (
    database,
    "SELECT uid, name, email, phone, lead_days, note, archived_at, contact, street, postcode, city,"
    " country, language, account FROM supplier WHERE uid = ?1",
    "u:uid t:name t:email t:phone i:lead_days t:note i:archived_at t:contact t:street t:postcode"
    " t:city t:country t:language t:account",
    error,
    KONTOR_VALUES (kontor_value_uid (uid)));

  if (!kontor_query_check_found (supplier, _ ("supplier"), error)
      || !kontor_query_set_rows (
        supplier,
        "purchases",
        database,
        "SELECT uid, number, state, created_at, expected_at, currency, net_minor FROM "
        "purchase_order WHERE supplier_uid = ?1 ORDER BY created_at DESC, uid DESC LIMIT 50",
        "u:uid t:number t:state i:created_at i:expected_at t:currency i:net_minor",
        error,
        KONTOR_VALUES (kontor_value_uid (uid))))
    return NULL;
  return g_steal_pointer (&supplier);
}
