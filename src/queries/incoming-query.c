/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-incoming-query.h"

#include <glib/gi18n-lib.h>

#include "kontor-incoming.h"
#include "kontor-number.h"
#include "kontor-purchase-query.h"
#include "kontor-query-private.h"

#define SELECT_INCOMING                                                                            \
  "SELECT i.uid, i.state, i.supplier_uid, s.name, i.seller_name, i.seller_vat_id, i.number,"       \
  " i.type_code, i.issued_on, i.due_on, i.currency, i.net_minor, i.tax_minor, i.gross_minor,"      \
  " i.due_minor, i.iban, i.format, i.profile, i.file_sha256, i.xml_sha256, i.file_name, "          \
  "i.channel,"                                                                                     \
  " i.content, i.findings, i.purchase_uid, p.number, i.booking, i.received_at, i.changed_at,"      \
  " i.decided_by, i.decided_by_uid, i.second_by, i.note FROM incoming_invoice AS i"                \
  " LEFT JOIN supplier AS s ON s.uid = i.supplier_uid"                                             \
  " LEFT JOIN purchase_order AS p ON p.uid = i.purchase_uid WHERE i.uid = ?1"
#define INCOMING_SPEC                                                                              \
  "u:uid t:state u:supplier t:supplier_name t:seller_name t:seller_vat_id t:number t:type_code"    \
  " i:issued_on i:due_on t:currency i:net_minor i:tax_minor i:gross_minor i:due_minor t:iban"      \
  " t:format t:profile t:file_sha256 t:xml_sha256 t:file_name t:channel j:content j:findings"      \
  " u:purchase t:purchase_number j:booking i:received_at i:changed_at t:decided_by"                \
  " u:decided_by_uid t:second_by t:note"
#define SELECT_EVENTS                                                                              \
  "SELECT position, kind, happened_at, author_name, station, note FROM incoming_event"             \
  " WHERE incoming_uid = ?1 ORDER BY position"

/* Whose it is: the supplier; else the VAT id; else the name as it was written. */
#define OF_SUPPLIER "(supplier_uid = ?2 OR (seller_vat_id = ?3 AND seller_vat_id <> ''))"
#define SELECT_SAME                                                                                \
  "SELECT uid, number, state, received_at, CASE WHEN file_sha256 = ?5 THEN 1 ELSE 0 END"           \
  " FROM incoming_invoice WHERE uid <> ?1 AND state <> 'returned' AND (file_sha256 = ?5"           \
  " OR (number = ?4 AND number <> '' AND (" OF_SUPPLIER                                            \
  " OR (seller_name = ?6 AND seller_name <> '')))) ORDER BY received_at, uid"
#define SELECT_IBANS                                                                               \
  "SELECT DISTINCT iban FROM incoming_invoice WHERE uid <> ?1"                                     \
  " AND state IN ('approved', 'booked', 'paid') AND " OF_SUPPLIER " ORDER BY iban"
#define SELECT_CHARGED                                                                             \
  "SELECT CAST (coalesce (sum (CASE WHEN type_code IN ('381', '261') THEN -net_minor"              \
  " ELSE net_minor END), 0) AS BIGINT) FROM incoming_invoice"                                      \
  " WHERE purchase_uid = ?1 AND uid <> ?2 AND state <> 'returned'"

static KontorUid
get_uid (const KontorJson *incoming, const char *key)
{
  KontorUid uid = { 0 };

  kontor_uid_parse (&uid, kontor_json_get_string (incoming, key, ""));
  return uid;
}

static KontorInvoice *
read_invoice (const KontorJson *incoming)
{
  const KontorJson *content = kontor_json_get_object (incoming, "content");
  KontorInvoice    *invoice = NULL;

  if (content != NULL && *kontor_json_get_string (incoming, "format", "") != '\0')
    invoice = kontor_invoice_from_json (content, NULL);
  return invoice != NULL ? invoice : kontor_incoming_from_figures (incoming);
}

/* --- what the books know --- */

static gboolean
set_same (KontorJson          *incoming,
          KontorDatabase      *database,
          KontorIncomingBooks *books,
          GError             **error)
{
  KontorUid         uid = get_uid (incoming, "uid");
  KontorUid         supplier = get_uid (incoming, "supplier");
  const KontorJson *same = NULL;

  if (!kontor_query_set_rows (
        incoming,
        "same",
        database,
        SELECT_SAME,
        "u:uid t:number t:state i:received_at b:same_file",
        error,
        KONTOR_VALUES (kontor_value_uid (&uid),
                       kontor_value_uid (&supplier),
                       kontor_value_text (kontor_json_get_string (incoming, "seller_vat_id", "")),
                       kontor_value_text (kontor_json_get_string (incoming, "number", "")),
                       kontor_value_text (kontor_json_get_string (incoming, "file_sha256", "")),
                       kontor_value_text (kontor_json_get_string (incoming, "seller_name", "")))))
    return FALSE;

  same = kontor_json_get_array (incoming, "same");
  for (guint i = 0; i < kontor_json_length (same); i++)
    if (kontor_json_get_boolean (kontor_json_at (same, i), "same_file", FALSE))
      books->same_file = TRUE;
    else
      books->same_number = TRUE;
  return TRUE;
}

static KontorJson *
read_ibans (const KontorJson *incoming, KontorDatabase *database, GError **error)
{
  KontorUid uid = get_uid (incoming, "uid");
  KontorUid supplier = get_uid (incoming, "supplier");

  return kontor_query_texts (
    database,
    SELECT_IBANS,
    error,
    KONTOR_VALUES (kontor_value_uid (&uid),
                   kontor_value_uid (&supplier),
                   kontor_value_text (kontor_json_get_string (incoming, "seller_vat_id", ""))));
}

static gboolean
check_books (KontorJson          *incoming,
             KontorDatabase      *database,
             const KontorInvoice *invoice,
             GPtrArray           *findings,
             GError             **error)
{
  g_autoptr (KontorJson) ibans = read_ibans (incoming, database, error);
  g_autoptr (GPtrArray) known = g_ptr_array_new ();
  KontorIncomingBooks books = { 0 };
  gboolean            is_changed = FALSE;
  gint64              limit = -1;
  g_autofree char    *setting = NULL;

  if (ibans == NULL || !set_same (incoming, database, &books, error))
    return FALSE;
  setting = kontor_query_setting (database, "incoming_second_person_minor", error);
  if (setting == NULL)
    return FALSE;

  for (guint i = 0; i < kontor_json_length (ibans); i++)
    if (*kontor_json_string (kontor_json_at (ibans, i)) != '\0')
      g_ptr_array_add (known, (gpointer) kontor_json_string (kontor_json_at (ibans, i)));
  g_ptr_array_add (known, NULL);
  books.is_known = kontor_json_length (ibans) > 0;
  books.known_ibans = (const char *const *) known->pdata;
  kontor_incoming_check_books (&books, invoice, findings);

  is_changed = kontor_findings_have (findings, "IBAN-CHANGED");
  if (*setting == '\0' || !kontor_decimal_parse (setting, 0, ".", &limit, NULL))
    limit = -1;
  kontor_json_set_boolean (
    incoming,
    "needs_second",
    kontor_incoming_needs_second (
      kontor_json_get_integer (incoming, "gross_minor", 0), limit, is_changed));
  return TRUE;
}

/* --- what was ordered --- */

static gboolean
read_charged (KontorDatabase  *database,
              const KontorUid *purchase,
              const KontorUid *uid,
              gint64          *charged_minor,
              GError         **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    SELECT_CHARGED,
    error,
    KONTOR_VALUES (kontor_value_uid (purchase), kontor_value_uid (uid)));

  if (row == NULL || !kontor_statement_step_row (row, error))
    return FALSE;
  *charged_minor = kontor_statement_get_integer (row, 0);
  return TRUE;
}

static KontorJson *
order_to_json (const KontorPurchase *purchase, gint64 charged_minor)
{
  KontorJson *order = kontor_json_new_object ();
  KontorJson *lines = kontor_json_new_array ();

  for (guint i = 0; i < purchase->lines->len; i++)
    {
      const KontorPurchaseLine *line = g_ptr_array_index (purchase->lines, i);
      KontorJson               *json = kontor_json_new_object ();

      kontor_json_set_integer (json, "line", line->line);
      kontor_json_set_string (json, "sku", line->sku);
      kontor_json_set_string (json, "title", line->title);
      kontor_json_set_integer (json, "quantity", line->quantity);
      kontor_json_set_integer (json, "received", line->received);
      kontor_json_set_integer (json, "price_e4", line->price_e4);
      kontor_json_append (lines, json);
    }
  kontor_json_set_string (order, "number", purchase->number);
  kontor_json_set_string (order, "state", kontor_purchase_state_to_name (purchase->state));
  kontor_json_set_string (order, "currency", purchase->currency);
  kontor_json_set_integer (order, "net_minor", purchase->net_minor);
  kontor_json_set_integer (order, "charged_minor", charged_minor);
  kontor_json_set (order, "lines", lines);
  return order;
}

static gboolean
match_order (KontorJson          *incoming,
             KontorDatabase      *database,
             const KontorInvoice *invoice,
             GPtrArray           *findings,
             GError             **error)
{
  KontorUid uid = get_uid (incoming, "uid");
  KontorUid order = get_uid (incoming, "purchase");
  gint64    charged_minor = 0;
  g_autoptr (KontorPurchase) purchase = NULL;

  if (kontor_uid_is_nil (&order))
    return TRUE;
  purchase = kontor_query_purchase (database, &order, error);
  if (purchase == NULL || !read_charged (database, &order, &uid, &charged_minor, error))
    return FALSE;

  kontor_incoming_match (invoice, purchase, charged_minor, findings);
  kontor_json_set (incoming, "order", order_to_json (purchase, charged_minor));
  return TRUE;
}

/* --- the whole --- */

static void
set_can (KontorJson *incoming)
{
  const char              *state = kontor_json_get_string (incoming, "state", "");
  KontorJson              *can = kontor_json_new_array ();
  static const char *const open[] = { "approve", "return", "later", "edit" };

  for (guint i = 0; g_str_equal (state, "received") && i < G_N_ELEMENTS (open); i++)
    kontor_json_append (can, kontor_json_new_string (open[i]));
  if (g_str_equal (state, "approved"))
    kontor_json_append (can, kontor_json_new_string ("return"));
  if (g_str_equal (state, "approved") || g_str_equal (state, "returned"))
    kontor_json_append (can, kontor_json_new_string ("reopen"));
  kontor_json_set (incoming, "can", can);
}

/**
 * kontor_query_incoming_json:
 * @database: a connection
 * @uid: a received invoice
 * @error: return location for an error
 *
 * What came, what the file shows to be wrong, and what books, purchase order and goods say about it
 * now.
 *
 * Errors: %KONTOR_QUERY_ERROR_NOT_FOUND, #KontorDatabaseError.
 *
 * Returns: (transfer full): members as in README.md, or %NULL
 */
KontorJson *
kontor_query_incoming_json (KontorDatabase *database, const KontorUid *uid, GError **error)
{
  g_autoptr (KontorJson) incoming = kontor_query_row (
    database, SELECT_INCOMING, INCOMING_SPEC, error, KONTOR_VALUES (kontor_value_uid (uid)));
  g_autoptr (KontorInvoice) invoice = NULL;
  g_autoptr (GPtrArray) checks = kontor_findings_new ();

  if (!kontor_query_check_found (incoming, _ ("incoming invoice"), error)
      || !kontor_query_set_rows (incoming,
                                 "events",
                                 database,
                                 SELECT_EVENTS,
                                 "i:position t:kind i:happened_at t:author i:station t:note",
                                 error,
                                 KONTOR_VALUES (kontor_value_uid (uid))))
    return NULL;

  invoice = read_invoice (incoming);
  if (!check_books (incoming, database, invoice, checks, error)
      || !match_order (incoming, database, invoice, checks, error))
    return NULL;
  kontor_json_set (incoming, "checks", kontor_findings_to_json (checks));
  set_can (incoming);
  return g_steal_pointer (&incoming);
}

/**
 * kontor_query_incoming_queue:
 * @database: a connection
 * @error: return location for an error
 *
 * What is to be decided, in the order in which it comes to the desk: as it was received, but behind
 * the others what was put off.
 *
 * Errors: #KontorDatabaseError.
 *
 * Returns: (transfer full): an array, members as in README.md
 */
KontorJson *
kontor_query_incoming_queue (KontorDatabase *database, GError **error)
{
  return kontor_query_rows (
    database,
    "SELECT i.uid, i.seller_name, i.number, i.gross_minor, i.currency, i.received_at, i.file_name,"
    " CASE WHEN i.decided_by <> '' THEN 1 ELSE 0 END FROM incoming_invoice AS i"
    " WHERE i.state = 'received' ORDER BY coalesce ((SELECT max (e.happened_at)"
    " FROM incoming_event AS e WHERE e.incoming_uid = i.uid AND e.kind = 'later'), i.received_at),"
    " i.received_at, i.uid",
    "u:uid t:seller_name t:number i:gross_minor t:currency i:received_at t:file_name b:waits",
    error,
    KONTOR_NO_VALUES);
}
