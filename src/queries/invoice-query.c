/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-query-private.h"

#include <glib/gi18n-lib.h>

#define SELECT_INVOICE                                                                             \
  "SELECT uid, kind, series, position, number, customer_uid, customer_name, order_uid,"            \
  " order_number, preceding_uid, issued_on, due_on, currency, price_mode, net_minor, tax_minor,"   \
  " gross_minor, prepaid_minor, due_minor, sign, format, language, pdf_sha256, xml_sha256,"        \
  " author_name, station, issued_at, hash, snapshot FROM invoice WHERE uid = ?1"
#define INVOICE_SPEC                                                                               \
  "u:uid t:kind t:series i:position t:number u:customer t:customer_name u:order t:order_number"    \
  " u:preceding i:issued_on i:due_on t:currency t:price_mode i:net_minor i:tax_minor"              \
  " i:gross_minor i:prepaid_minor i:due_minor i:sign t:format t:language t:pdf_sha256"             \
  " t:xml_sha256 t:author i:station i:issued_at t:hash j:document"

/* Both engines can say what is open; the list has it from a derived table. */
#define SELECT_OPEN                                                                                \
  "SELECT CASE WHEN i.sign = 0 OR (i.sign < 0 AND i.preceding_uid IS NOT NULL) THEN 0"             \
  " ELSE i.sign * i.due_minor"                                                                     \
  " - CAST (coalesce ((SELECT sum (s.amount_minor) FROM payment_share AS s"                        \
  " WHERE s.invoice_uid = i.uid), 0) AS BIGINT)"                                                   \
  " - CAST (coalesce ((SELECT sum (c.gross_minor) FROM invoice AS c"                               \
  " WHERE c.preceding_uid = i.uid AND c.sign < 0), 0) AS BIGINT) END"                              \
  " FROM invoice AS i WHERE i.uid = ?1"

typedef struct
{
  const char *key;
  const char *sql;
  const char *spec;
} Part;

static const Part parts[] = {
  { "lines",
    "SELECT line, kind, order_line, sku, title, quantity, net_minor, gross_minor, category, rate_bp"
    " FROM invoice_line WHERE invoice_uid = ?1 ORDER BY line",
    "i:line t:kind i:order_line t:sku t:title i:quantity i:net_minor i:gross_minor t:category"
    " i:rate_bp" },
  { "taxes",
    "SELECT category, rate_bp, net_minor, tax_minor, gross_minor FROM invoice_tax"
    " WHERE invoice_uid = ?1 ORDER BY rate_bp DESC, category",
    "t:category i:rate_bp i:net_minor i:tax_minor i:gross_minor" },
  { "events",
    "SELECT kind, happened_at, author_name, station, data FROM invoice_event"
    " WHERE invoice_uid = ?1 ORDER BY happened_at, uid",
    "t:kind i:happened_at t:author i:station j:data" },
  { "payments",
    "SELECT s.uid, s.kind, s.amount_minor, s.happened_on, s.explanation, s.author_name, p.method,"
    " p.reference FROM payment_share AS s LEFT JOIN payment AS p ON p.uid = s.payment_uid"
    " WHERE s.invoice_uid = ?1 ORDER BY s.recorded_at, s.uid",
    "u:uid t:kind i:amount_minor i:happened_on t:explanation t:author t:method t:reference" },
  { "reminders",
    "SELECT d.uid, d.number, d.level, d.made_on, d.pay_by, d.recorded_at, d.author_name, d.station,"
    " d.pdf_sha256 FROM dunning_line AS l JOIN dunning AS d ON d.uid = l.dunning_uid"
    " WHERE l.invoice_uid = ?1 ORDER BY d.recorded_at, d.number",
    "u:uid t:number i:level i:made_on i:pay_by i:recorded_at t:author i:station t:pdf_sha256" },
  { "linked",
    "SELECT c.uid, c.kind, c.number, c.preceding_uid, c.issued_on, c.gross_minor, c.sign"
    " FROM invoice AS c"
    " WHERE c.uid <> ?1 AND (c.preceding_uid = ?1"
    " OR c.uid = (SELECT i.preceding_uid FROM invoice AS i WHERE i.uid = ?1)"
    " OR c.order_uid = (SELECT i.order_uid FROM invoice AS i WHERE i.uid = ?1))"
    " ORDER BY c.issued_on, c.number",
    "u:uid t:kind t:number u:preceding i:issued_on i:gross_minor i:sign" },
};

static gboolean
set_open (KontorJson *invoice, KontorDatabase *database, const KontorUid *uid, GError **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    database, SELECT_OPEN, error, KONTOR_VALUES (kontor_value_uid (uid)));

  if (row == NULL || !kontor_statement_step_row (row, error))
    return FALSE;
  kontor_json_set_integer (invoice, "open_minor", kontor_statement_get_integer (row, 0));
  return TRUE;
}

/**
 * kontor_query_invoice_json:
 * @database: a connection
 * @uid: an issued document
 * @error: return location for an error
 *
 * Errors: #KONTOR_QUERY_ERROR_NOT_FOUND, #KontorDatabaseError.
 *
 * Returns: (transfer full): the document as src/queries/README.md describes it, or %NULL
 */
KontorJson *
kontor_query_invoice_json (KontorDatabase *database, const KontorUid *uid, GError **error)
{
  g_autoptr (KontorJson) invoice = kontor_query_row (
    database, SELECT_INVOICE, INVOICE_SPEC, error, KONTOR_VALUES (kontor_value_uid (uid)));

  if (invoice == NULL || !kontor_query_check_found (invoice, _ ("invoice"), error)
      || !set_open (invoice, database, uid, error))
    return NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (!kontor_query_set_rows (invoice,
                                parts[i].key,
                                database,
                                parts[i].sql,
                                parts[i].spec,
                                error,
                                KONTOR_VALUES (kontor_value_uid (uid))))
      return NULL;
  return g_steal_pointer (&invoice);
}

/**
 * kontor_query_draft_json:
 * @database: a connection
 * @uid: a draft
 * @error: return location for an error
 *
 * Errors: #KONTOR_QUERY_ERROR_NOT_FOUND, #KontorDatabaseError.
 *
 * Returns: (transfer full): the draft with its content as an object, or %NULL
 */
KontorJson *
kontor_query_draft_json (KontorDatabase *database, const KontorUid *uid, GError **error)
{
  g_autoptr (KontorJson) draft = kontor_query_row (
    database,
    "SELECT uid, kind, customer_uid, customer_name, order_uid, currency, gross_minor, content,"
    " author_name, created_at, changed_at, issued_uid, closed_at FROM invoice_draft WHERE uid = ?1",
    "u:uid t:kind u:customer t:customer_name u:order t:currency i:gross_minor j:content t:author"
    " i:created_at i:changed_at u:issued i:closed_at",
    error,
    KONTOR_VALUES (kontor_value_uid (uid)));

  if (draft == NULL || !kontor_query_check_found (draft, _ ("draft"), error))
    return NULL;
  return g_steal_pointer (&draft);
}

/**
 * kontor_query_drafts_json:
 * @database: a connection
 * @text: of the customer's name, or "" for all
 * @limit: drafts at most
 * @error: return location for an error
 *
 * Errors: #KontorDatabaseError.
 *
 * Returns: (transfer full): an array of the drafts that are neither issued nor thrown away, those
 *   changed last first; or %NULL
 */
KontorJson *
kontor_query_drafts_json (KontorDatabase *database, const char *text, guint limit, GError **error)
{
  g_autoptr (KontorJson) holder = kontor_json_new_object ();

  if (!kontor_query_set_rows (
        holder,
        "drafts",
        database,
        "SELECT uid, kind, customer_name, currency, gross_minor, author_name, changed_at"
        " FROM invoice_draft WHERE closed_at IS NULL AND (?1 = '' OR customer_name = ?1)"
        " ORDER BY changed_at DESC LIMIT ?2",
        "u:uid t:kind t:customer_name t:currency i:gross_minor t:author i:changed_at",
        error,
        KONTOR_VALUES (kontor_value_text (text), kontor_value_integer ((gint64) limit))))
    return NULL;
  return kontor_json_ref ((KontorJson *) kontor_json_get_array (holder, "drafts"));
}
