/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include <string.h>

#include "kontor-books-private.h"

/* What came from outside: received invoices that were approved, and money that moved. */

/* BU keys of input VAT. */
#define KEY_INPUT_STANDARD 9
#define KEY_INPUT_REDUCED 8
#define KEY_INPUT_REVERSE 94

static guint
read_account (const KontorJson *object, const char *key)
{
  return (guint) MAX (kontor_json_get_integer (object, key, 0),
                      g_ascii_strtoll (kontor_json_get_string (object, key, ""), NULL, 10));
}

static guint
key_of (const KontorJson *tax)
{
  gint64 rate_bp = kontor_json_get_integer (tax, "rate_bp", 0);

  if (strcmp (kontor_json_get_string (tax, "category", ""), "AE") == 0)
    return KEY_INPUT_REVERSE;
  if (rate_bp == 1900)
    return KEY_INPUT_STANDARD;
  return rate_bp == 700 ? KEY_INPUT_REDUCED : 0;
}

/* The rows that were chosen when it was approved. */
static GArray *
read_rows (const KontorJson *rows)
{
  GArray *parts = g_array_new (FALSE, TRUE, sizeof (KontorBooksPart));

  for (guint i = 0; i < kontor_json_length (rows); i++)
    {
      const KontorJson *row = kontor_json_at (rows, i);
      KontorBooksPart   part = { .gross_minor = kontor_json_get_integer (row, "gross_minor", 0),
                                 .account = read_account (row, "account"),
                                 .key = read_account (row, "key") };

      g_array_append_val (parts, part);
    }
  return parts;
}

/* Without chosen rows by the VAT groups that the invoice states, and without those in one part. */
static GArray *
read_parts (const KontorJson *content, const KontorJson *booking, gint64 gross_minor)
{
  const KontorJson *rows = kontor_json_get_array (booking, "rows");
  const KontorJson *taxes = kontor_json_get_array (content, "taxes");
  gint64            left = gross_minor;
  GArray           *parts = NULL;
  KontorBooksPart   rest = { 0 };

  if (rows != NULL && kontor_json_length (rows) > 0)
    return read_rows (rows);
  parts = g_array_new (FALSE, TRUE, sizeof (KontorBooksPart));
  for (guint i = 0; taxes != NULL && i < kontor_json_length (taxes); i++)
    {
      const KontorJson *tax = kontor_json_at (taxes, i);
      KontorBooksPart   part = { .gross_minor = kontor_json_get_integer (tax, "net_minor", 0)
                                                + kontor_json_get_integer (tax, "tax_minor", 0),
                                 .key = key_of (tax) };

      left -= part.gross_minor;
      g_array_append_val (parts, part);
    }
  rest.gross_minor = left;
  if (left != 0)
    g_array_append_val (parts, rest);
  return parts;
}

static KontorBooksReceived *
read_received (KontorStatement *row)
{
  KontorBooksReceived *self = g_new0 (KontorBooksReceived, 1);
  const char          *type = kontor_statement_get_text (row, 10);
  g_autoptr (KontorJson) content = kontor_json_parse (kontor_statement_get_text (row, 8), -1, NULL);
  g_autoptr (KontorJson) booking = kontor_json_parse (kontor_statement_get_text (row, 9), -1, NULL);
  g_autoptr (KontorJson) none = kontor_json_new_object ();

  kontor_statement_get_uid (row, 0, &self->uid);
  self->number = g_strdup (kontor_statement_get_text (row, 1));
  self->seller_name = g_strdup (kontor_statement_get_text (row, 2));
  self->currency = g_strdup (kontor_statement_get_text (row, 3));
  self->day = kontor_statement_get_integer (row, 4);
  self->due_day = kontor_statement_get_integer (row, 5);
  self->tax_minor = kontor_statement_get_integer (row, 7);
  self->account = (guint) kontor_statement_get_integer (row, 11);
  self->file_sha256 = g_strdup (kontor_statement_get_text (row, 12));
  self->file_name = g_strdup (kontor_statement_get_text (row, 13));
  self->is_credit = strcmp (type, "381") == 0 || strcmp (type, "261") == 0;
  self->parts = read_parts (content != NULL ? content : none,
                            booking != NULL ? booking : none,
                            kontor_statement_get_integer (row, 6));
  return self;
}

/**
 * kontor_books_load_received:
 * @database: a connection
 * @from: first day
 * @to: last day
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type KontorBooksReceived): approved invoices that are dated
 * into the period, or %NULL
 */
GPtrArray *
kontor_books_load_received (KontorDatabase *database, gint64 from, gint64 to, GError **error)
{
  g_autoptr (GPtrArray) received = g_ptr_array_new_with_free_func (
    (GDestroyNotify) kontor_books_received_free);
  KontorStep step = KONTOR_STEP_FAILED;
  g_autoptr (KontorStatement) rows = kontor_database_query (
    database,
    "SELECT i.uid, i.number, i.seller_name, i.currency, i.issued_on, i.due_on, i.gross_minor,"
    " i.tax_minor, i.content, i.booking, i.type_code, coalesce (p.account, 0), i.file_sha256,"
    " i.file_name FROM incoming_invoice AS i LEFT JOIN party_account AS p ON p.uid = i.supplier_uid"
    " WHERE i.state IN ('approved', 'booked', 'paid') AND i.issued_on BETWEEN ?1 AND ?2"
    " ORDER BY i.issued_on, i.uid",
    error,
    KONTOR_VALUES (kontor_value_integer (from), kontor_value_integer (to)));

  while (rows != NULL && (step = kontor_statement_step (rows, error)) == KONTOR_STEP_ROW)
    g_ptr_array_add (received, read_received (rows));
  return step == KONTOR_STEP_DONE ? g_steal_pointer (&received) : NULL;
}

/* --- money --- */

#define SELECT_SHARES                                                                              \
  "SELECT s.kind, p.method, s.amount_minor, s.happened_on, s.currency, s.invoice_uid,"             \
  " s.incoming_uid IS NOT NULL, coalesce (i.number, r.number, p.reference, ''),"                   \
  " coalesce (i.customer_name, r.seller_name, c.name, ''), coalesce (a.account, 0),"               \
  " coalesce (b.ledger_account, ''), coalesce (r.content, '')"                                     \
  " FROM payment_share AS s LEFT JOIN payment AS p ON p.uid = s.payment_uid"                       \
  " LEFT JOIN invoice AS i ON i.uid = s.invoice_uid"                                               \
  " LEFT JOIN incoming_invoice AS r ON r.uid = s.incoming_uid"                                     \
  " LEFT JOIN customer AS c ON c.uid = p.customer_uid"                                             \
  " LEFT JOIN party_account AS a"                                                                  \
  " ON a.uid = coalesce (i.customer_uid, r.supplier_uid, p.customer_uid)"                          \
  " LEFT JOIN bank_entry AS e ON e.uid = p.entry_uid"                                              \
  " LEFT JOIN bank_account AS b ON b.uid = e.account_uid"                                          \
  " WHERE s.happened_on BETWEEN ?1 AND ?2 ORDER BY s.happened_on, s.uid"

static gboolean
splits_over_rates (const KontorBooksShare *share)
{
  return strcmp (share->kind, "cash_discount") == 0 || strcmp (share->kind, "write_off") == 0;
}

/* The rates of what was received, as it states them: only those that input VAT is taken of. */
static GArray *
read_taxes (const char *text)
{
  g_autoptr (KontorJson) content = *text != '\0' ? kontor_json_parse (text, -1, NULL) : NULL;
  const KontorJson *taxes = kontor_json_get_array (content, "taxes");
  GArray           *array = g_array_new (FALSE, TRUE, sizeof (KontorBooksTax));

  for (guint i = 0; i < kontor_json_length (taxes); i++)
    {
      const KontorJson *from = kontor_json_at (taxes, i);
      guint             key = key_of (from);
      KontorBooksTax    tax = { .sale = KONTOR_SALE_EXEMPT };

      if (key == KEY_INPUT_STANDARD)
        tax.sale = KONTOR_SALE_STANDARD;
      else if (key == KEY_INPUT_REDUCED)
        tax.sale = KONTOR_SALE_REDUCED;
      tax.gross_minor = kontor_json_get_integer (from, "net_minor", 0)
                        + kontor_json_get_integer (from, "tax_minor", 0);
      g_array_append_val (array, tax);
    }
  return array;
}

static KontorBooksShare *
read_share (KontorDatabase *database, KontorStatement *row, GError **error)
{
  g_autoptr (KontorBooksShare) self = g_new0 (KontorBooksShare, 1);
  g_autoptr (KontorBooksDocument) document = NULL;
  KontorUid invoice;

  self->kind = g_strdup (kontor_statement_get_text (row, 0));
  self->method = g_strdup (kontor_statement_get_text (row, 1));
  self->amount_minor = kontor_statement_get_integer (row, 2);
  self->day = kontor_statement_get_integer (row, 3);
  self->currency = g_strdup (kontor_statement_get_text (row, 4));
  self->is_incoming = kontor_statement_get_integer (row, 6) != 0;
  if (self->is_incoming) /* there money that leaves makes the claim smaller */
    self->amount_minor = -self->amount_minor;
  self->voucher = g_strdup (kontor_statement_get_text (row, 7));
  self->name = g_strdup (kontor_statement_get_text (row, 8));
  self->account = (guint) kontor_statement_get_integer (row, 9);
  self->money = (guint) g_ascii_strtoull (kontor_statement_get_text (row, 10), NULL, 10);
  if (self->is_incoming && splits_over_rates (self))
    self->taxes = read_taxes (kontor_statement_get_text (row, 11));
  if (!kontor_statement_get_uid (row, 5, &invoice) || !splits_over_rates (self))
    return g_steal_pointer (&self);

  document = kontor_books_load_document (database, &invoice, error);
  if (document == NULL)
    return NULL;
  self->taxes = g_array_ref (document->taxes);
  return g_steal_pointer (&self);
}

/**
 * kontor_books_load_shares:
 * @database: a connection
 * @from: first day
 * @to: last day
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type KontorBooksShare): what was paid, deducted or given up in
 * the period, or %NULL
 */
GPtrArray *
kontor_books_load_shares (KontorDatabase *database, gint64 from, gint64 to, GError **error)
{
  g_autoptr (GPtrArray) shares = g_ptr_array_new_with_free_func (
    (GDestroyNotify) kontor_books_share_free);
  KontorStep step = KONTOR_STEP_FAILED;
  g_autoptr (KontorStatement) rows = kontor_database_query (
    database,
    SELECT_SHARES,
    error,
    KONTOR_VALUES (kontor_value_integer (from), kontor_value_integer (to)));

  while (rows != NULL && (step = kontor_statement_step (rows, error)) == KONTOR_STEP_ROW)
    {
      KontorBooksShare *share = read_share (database, rows, error);

      if (share == NULL)
        return NULL;
      g_ptr_array_add (shares, share);
    }
  return step == KONTOR_STEP_DONE ? g_steal_pointer (&shares) : NULL;
}
