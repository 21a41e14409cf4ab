/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <string.h>

#include "kontor-iban.h"
#include "kontor-incoming-private.h"
#include "kontor-text.h"

static KontorUid
get_uid (const KontorJson *record, const char *key)
{
  KontorUid uid = { 0 };

  kontor_uid_parse (&uid, kontor_json_get_string (record, key, ""));
  return uid;
}

/**
 * kontor_incoming_read_invoice:
 * @record: of an incoming invoice
 *
 * Returns: (transfer full): what the file says; what was typed when it has only pages
 */
KontorInvoice *
kontor_incoming_read_invoice (const KontorJson *record)
{
  g_autoptr (KontorJson) content = NULL;
  KontorInvoice *invoice = NULL;

  if (*kontor_json_get_string (record, "format", "") != '\0')
    content = kontor_json_parse (kontor_json_get_string (record, "content", "{}"), -1, NULL);
  if (content != NULL)
    invoice = kontor_invoice_from_json (content, NULL);
  return invoice != NULL ? invoice : kontor_incoming_from_figures (record);
}

static void
set_text (KontorJson *record, const char *key, const char *value)
{
  kontor_json_set_string (record, key, value != NULL ? value : "");
}

static void
set_day (KontorJson *record, const char *key, gint64 day)
{
  kontor_json_set (record, key, day != 0 ? kontor_json_new_integer (day) : kontor_json_new_null ());
}

static char *
dup_first_iban (const KontorInvoice *invoice)
{
  const KontorInvoiceAccount *account = NULL;

  if (invoice->payment.accounts->len == 0)
    return g_strdup ("");
  account = g_ptr_array_index (invoice->payment.accounts, 0);
  return kontor_iban_normalise (account->iban != NULL ? account->iban : "");
}

/**
 * kontor_incoming_set_figures:
 * @record: of an incoming invoice
 * @invoice: what the file says
 *
 * Copies what lists and checks look at.
 */
void
kontor_incoming_set_figures (KontorJson *record, const KontorInvoice *invoice)
{
  g_autofree char *iban = dup_first_iban (invoice);

  set_text (record, "seller_name", invoice->seller.address.name);
  set_text (record, "seller_vat_id", invoice->seller.vat_id);
  set_text (record, "number", invoice->number);
  set_text (record, "type_code", invoice->type_code);
  set_text (record, "currency", invoice->currency);
  set_text (record, "iban", iban);
  set_day (record, "issued_on", invoice->issue_day);
  set_day (record, "due_on", invoice->payment.due_day);
  kontor_json_set_integer (record, "net_minor", invoice->totals.net_minor);
  kontor_json_set_integer (record, "tax_minor", invoice->totals.tax_minor);
  kontor_json_set_integer (record, "gross_minor", invoice->totals.gross_minor);
  kontor_json_set_integer (record, "due_minor", invoice->totals.due_minor);
}

/**
 * kontor_incoming_append_event:
 * @record: of an incoming invoice
 * @command: the running one
 * @kind: what happened
 * @note: "" for none
 *
 * Adds a row to its history.
 */
void
kontor_incoming_append_event (KontorJson          *record,
                              const KontorCommand *command,
                              const char          *kind,
                              const char          *note)
{
  const KontorJson *before = kontor_json_get_array (record, "incoming_event");
  KontorJson       *events = kontor_json_new_array ();
  KontorJson       *event = kontor_json_new_object ();

  for (guint i = 0; before != NULL && i < kontor_json_length (before); i++)
    kontor_json_append (events, kontor_json_share (kontor_json_at (before, i)));

  kontor_json_set_integer (event, "position", kontor_json_length (events) + 1);
  kontor_json_set_string (event, "kind", kind);
  kontor_json_set_integer (event, "happened_at", command->at);
  set_text (event, "author_name", command->author_name);
  kontor_json_set_integer (event, "station", command->station);
  kontor_json_set_string (event, "note", note);
  kontor_json_append (events, event);
  kontor_json_set (record, "incoming_event", events);
}

/* --- what the books know --- */

static gboolean
read_ibans (KontorDatabase   *database,
            const KontorUid  *uid,
            const KontorUid  *supplier,
            const KontorJson *record,
            GStrv            *ibans,
            gboolean         *is_known,
            GError          **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT DISTINCT iban FROM incoming_invoice WHERE uid <> ?1"
    " AND state IN ('approved', 'booked', 'paid')"
    " AND (supplier_uid = ?2 OR (seller_vat_id = ?3 AND seller_vat_id <> '')) ORDER BY iban",
    error,
    KONTOR_VALUES (kontor_value_uid (uid),
                   kontor_value_uid (supplier),
                   kontor_value_text (kontor_json_get_string (record, "seller_vat_id", ""))));
  KontorStep step = KONTOR_STEP_FAILED;

  while (row != NULL && (step = kontor_statement_step (row, error)) == KONTOR_STEP_ROW)
    {
      const char *iban = kontor_statement_get_text (row, 0);

      *is_known = TRUE;
      if (!kontor_text_is_blank (iban))
        g_ptr_array_add (found, g_strdup (iban));
    }
  g_ptr_array_add (found, NULL);
  *ibans = (GStrv) g_ptr_array_steal (found, NULL);
  return step == KONTOR_STEP_DONE;
}

/**
 * kontor_incoming_load_books:
 * @database: a connection
 * @record: of an incoming invoice
 * @books: (out): what is known of its supplier
 * @ibans: (out) (transfer full): what @books points to
 * @error: return location for an error
 *
 * Errors: #KontorDatabaseError.
 *
 * Returns: whether it could be asked
 */
gboolean
kontor_incoming_load_books (KontorDatabase      *database,
                            const KontorJson    *record,
                            KontorIncomingBooks *books,
                            GStrv               *ibans,
                            GError             **error)
{
  KontorUid uid = get_uid (record, "uid");
  KontorUid supplier = get_uid (record, "supplier");

  *books = (KontorIncomingBooks){ 0 };
  if (!read_ibans (database, &uid, &supplier, record, ibans, &books->is_known, error)
      || !kontor_record_exists (
        database,
        "SELECT 1 FROM incoming_invoice WHERE uid <> ?1 AND file_sha256 = ?2"
        " AND state <> 'returned'",
        KONTOR_VALUES (kontor_value_uid (&uid),
                       kontor_value_text (kontor_json_get_string (record, "file_sha256", ""))),
        &books->same_file,
        error))
    return FALSE;

  books->known_ibans = (const char *const *) *ibans;
  return kontor_record_exists (
    database,
    "SELECT 1 FROM incoming_invoice WHERE uid <> ?1 AND number = ?2 AND number <> ''"
    " AND state <> 'returned' AND (supplier_uid = ?3"
    " OR (seller_vat_id = ?4 AND seller_vat_id <> '')"
    " OR (seller_name = ?5 AND seller_name <> ''))",
    KONTOR_VALUES (kontor_value_uid (&uid),
                   kontor_value_text (kontor_json_get_string (record, "number", "")),
                   kontor_value_uid (&supplier),
                   kontor_value_text (kontor_json_get_string (record, "seller_vat_id", "")),
                   kontor_value_text (kontor_json_get_string (record, "seller_name", ""))),
    &books->same_number,
    error);
}

/* --- proposals --- */

static gboolean
read_previous (KontorDatabase   *database,
               const KontorJson *record,
               KontorJson      **previous,
               GError          **error)
{
  KontorUid uid = get_uid (record, "uid");
  KontorUid supplier = get_uid (record, "supplier");
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT booking FROM incoming_invoice WHERE uid <> ?1"
    " AND state IN ('approved', 'booked', 'paid')"
    " AND (supplier_uid = ?2 OR (seller_vat_id = ?3 AND seller_vat_id <> ''))"
    " ORDER BY changed_at DESC, uid DESC LIMIT 1",
    error,
    KONTOR_VALUES (kontor_value_uid (&uid),
                   kontor_value_uid (&supplier),
                   kontor_value_text (kontor_json_get_string (record, "seller_vat_id", ""))));
  KontorStep step = row != NULL ? kontor_statement_step (row, error) : KONTOR_STEP_FAILED;

  if (step == KONTOR_STEP_ROW)
    *previous = kontor_json_parse (kontor_statement_get_text (row, 0), -1, NULL);
  return step != KONTOR_STEP_FAILED;
}

/**
 * kontor_incoming_propose:
 * @database: a connection
 * @record: of an incoming invoice
 * @error: return location for an error
 *
 * Sets its booking to what kontor_incoming_propose_booking() says now.
 *
 * Errors: #KontorDatabaseError.
 *
 * Returns: whether it could be made
 */
gboolean
kontor_incoming_propose (KontorDatabase *database, KontorJson *record, GError **error)
{
  g_autofree char *chart = kontor_setting_read (database, "datev_chart", "03", error);
  g_autofree char *country = chart != NULL ? kontor_setting_read (database, "country", "DE", error)
                                           : NULL;
  g_autoptr (KontorInvoice) invoice = kontor_incoming_read_invoice (record);
  g_autoptr (KontorJson) previous = NULL;
  g_autoptr (KontorJson) booking = NULL;
  g_autofree char       *text = NULL;
  const char            *home = invoice->seller.address.country;
  KontorIncomingAccounts accounts = { 0 };

  if (country == NULL || !read_previous (database, record, &previous, error))
    return FALSE;

  accounts.chart = g_str_equal (chart, "04") ? "SKR04" : "SKR03";
  accounts.is_goods = kontor_json_get (record, "purchase") != NULL;
  accounts.is_foreign = !kontor_text_is_blank (home) && !g_str_equal (home, country);
  accounts.previous = previous;
  booking = kontor_incoming_propose_booking (invoice, &accounts);
  text = kontor_json_to_string (booking);
  kontor_json_set_string (record, "booking", text);
  return TRUE;
}

/* --- whose it is --- */

static gboolean
find_by_vat_id (KontorDatabase *database, const char *vat_id, KontorUid *supplier, GError **error)
{
  g_autoptr (KontorStatement) row = NULL;
  KontorStep step = KONTOR_STEP_FAILED;

  if (*vat_id == '\0')
    return TRUE;
  row = kontor_database_query (database,
                               "SELECT supplier_uid FROM incoming_invoice WHERE seller_vat_id = ?1"
                               " AND supplier_uid IS NOT NULL AND state <> 'returned'"
                               " ORDER BY received_at DESC, uid DESC LIMIT 1",
                               error,
                               KONTOR_VALUES (kontor_value_text (vat_id)));
  step = row != NULL ? kontor_statement_step (row, error) : KONTOR_STEP_FAILED;
  if (step == KONTOR_STEP_ROW)
    kontor_statement_get_uid (row, 0, supplier);
  return step != KONTOR_STEP_FAILED;
}

/* Both engines fold capitals in ways of their own, so it is done here. */
static gboolean
find_by_name (KontorDatabase *database, const char *name, KontorUid *supplier, GError **error)
{
  g_autofree char *wanted = kontor_text_fold (name, -1);
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT uid, name FROM supplier WHERE archived_at IS NULL ORDER BY uid",
    error,
    KONTOR_NO_VALUES);
  KontorStep step = KONTOR_STEP_FAILED;

  while (row != NULL && (step = kontor_statement_step (row, error)) == KONTOR_STEP_ROW)
    {
      g_autofree char *folded = kontor_text_fold (kontor_statement_get_text (row, 1), -1);

      if (*wanted != '\0' && strcmp (folded, wanted) == 0)
        {
          kontor_statement_get_uid (row, 0, supplier);
          return TRUE;
        }
    }
  return step == KONTOR_STEP_DONE;
}

/**
 * kontor_incoming_find_supplier:
 * @database: a connection
 * @record: of an incoming invoice
 * @supplier: (inout): nil when it is not known
 * @error: return location for an error
 *
 * Finds the supplier by the VAT id of earlier invoices, else by the name.
 *
 * Errors: #KontorDatabaseError.
 *
 * Returns: whether it could be asked
 */
gboolean
kontor_incoming_find_supplier (KontorDatabase   *database,
                               const KontorJson *record,
                               KontorUid        *supplier,
                               GError          **error)
{
  if (!find_by_vat_id (
        database, kontor_json_get_string (record, "seller_vat_id", ""), supplier, error))
    return FALSE;
  return !kontor_uid_is_nil (supplier)
         || find_by_name (
           database, kontor_json_get_string (record, "seller_name", ""), supplier, error);
}

/**
 * kontor_incoming_find_purchase:
 * @database: a connection
 * @invoice: what the file says
 * @record: of an incoming invoice
 * @purchase: (inout): nil when there is none
 * @supplier: (inout): whose it is; becomes that of the order where it was nil
 * @error: return location for an error
 *
 * Finds the purchase order by the number that the supplier gives back (BT-13). The order of another
 * supplier is not taken.
 *
 * Errors: #KontorDatabaseError.
 *
 * Returns: whether it could be asked
 */
gboolean
kontor_incoming_find_purchase (KontorDatabase      *database,
                               const KontorInvoice *invoice,
                               const KontorJson    *record,
                               KontorUid           *purchase,
                               KontorUid           *supplier,
                               GError             **error)
{
  g_autoptr (KontorStatement) row = NULL;
  KontorStep step = KONTOR_STEP_FAILED;
  KontorUid  owner;

  if (kontor_text_is_blank (invoice->references.order))
    return TRUE;

  row = kontor_database_query (
    database,
    "SELECT uid, supplier_uid FROM purchase_order WHERE number = ?1 AND state <> 'cancelled'"
    " ORDER BY uid LIMIT 1",
    error,
    KONTOR_VALUES (kontor_value_text (invoice->references.order)));
  step = row != NULL ? kontor_statement_step (row, error) : KONTOR_STEP_FAILED;
  if (step != KONTOR_STEP_ROW)
    return step == KONTOR_STEP_DONE;

  kontor_statement_get_uid (row, 1, &owner);
  if (!kontor_uid_is_nil (supplier) && !kontor_uid_equal (supplier, &owner))
    return TRUE;
  kontor_statement_get_uid (row, 0, purchase);
  *supplier = owner;
  return TRUE;
}
