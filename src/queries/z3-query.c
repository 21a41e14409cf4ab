/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-books-query.h"
#include "kontor-z3.h"

/* In the order of kontor_z3_tables; each takes first and last day. */
static const char *const statements[KONTOR_Z3_N_TABLES] = {
  "SELECT i.number, i.kind, i.issued_on, i.supplied_from, i.supplied_to, i.due_on, i.customer_name,"
  " c.number, i.order_number, b.number, i.sign, i.currency, i.net_minor, i.tax_minor,"
  " i.gross_minor, i.prepaid_minor, i.due_minor, i.series, i.position, i.author_name, i.issued_at,"
  " i.pdf_sha256, i.hash FROM invoice AS i LEFT JOIN customer AS c ON c.uid = i.customer_uid"
  " LEFT JOIN invoice AS b ON b.uid = i.preceding_uid"
  " WHERE i.issued_on BETWEEN ?1 AND ?2 ORDER BY i.issued_on, i.id",
  "SELECT i.number, l.line, l.kind, l.sku, l.title, l.quantity, l.net_minor, l.gross_minor,"
  " l.category, l.rate_bp FROM invoice AS i JOIN invoice_line AS l ON l.invoice_uid = i.uid"
  " WHERE i.issued_on BETWEEN ?1 AND ?2 ORDER BY i.issued_on, i.id, l.line",
  "SELECT i.number, t.category, t.rate_bp, t.net_minor, t.tax_minor, t.gross_minor"
  " FROM invoice AS i JOIN invoice_tax AS t ON t.invoice_uid = i.uid"
  " WHERE i.issued_on BETWEEN ?1 AND ?2 ORDER BY i.issued_on, i.id, t.category, t.rate_bp",
  "SELECT i.number, e.kind, e.happened_at, e.author_name, e.station, e.data"
  " FROM invoice AS i JOIN invoice_event AS e ON e.invoice_uid = i.uid"
  " WHERE i.issued_on BETWEEN ?1 AND ?2 ORDER BY i.issued_on, i.id, e.happened_at, e.uid",
  "SELECT p.uid, p.method, p.happened_on, p.recorded_at, p.amount_minor, p.currency,"
  " c.name, p.reference, p.reverses_uid, p.author_name"
  " FROM payment AS p LEFT JOIN customer AS c ON c.uid = p.customer_uid"
  " WHERE p.happened_on BETWEEN ?1 AND ?2 ORDER BY p.happened_on, p.uid",
  "SELECT s.uid, s.payment_uid, i.number, r.number, s.kind, s.amount_minor, s.currency,"
  " s.happened_on, s.recorded_at, s.explanation, s.author_name FROM payment_share AS s"
  " LEFT JOIN invoice AS i ON i.uid = s.invoice_uid"
  " LEFT JOIN incoming_invoice AS r ON r.uid = s.incoming_uid"
  " WHERE s.happened_on BETWEEN ?1 AND ?2 ORDER BY s.happened_on, s.uid",
  "SELECT seller_name, seller_vat_id, number, issued_on, due_on, currency, net_minor, tax_minor,"
  " gross_minor, state, received_at, decided_by, second_by, file_sha256 FROM incoming_invoice"
  " WHERE issued_on BETWEEN ?1 AND ?2 ORDER BY issued_on, uid",
  "SELECT c.number, c.name, c.vat_id, p.account FROM customer AS c"
  " LEFT JOIN party_account AS p ON p.uid = c.uid WHERE EXISTS (SELECT 1 FROM invoice AS i"
  " WHERE i.customer_uid = c.uid AND i.issued_on BETWEEN ?1 AND ?2) ORDER BY c.number, c.uid",
  "SELECT kind, from_on, to_on, file_name, file_sha256, n_rows, sum_minor, made_at, author_name"
  " FROM books_export WHERE from_on <= ?2 AND to_on >= ?1 ORDER BY made_at, uid",
};

static void
append_names (GString *out, const KontorZ3Table *table)
{
  for (guint i = 0; i < KONTOR_Z3_MAX_COLUMNS && table->columns[i].name != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (out, ';');
      kontor_z3_append_cell (out, KONTOR_Z3_TEXT, 0, table->columns[i].name);
    }
  g_string_append (out, "\r\n");
}

/* Ids are told as text; what is not there stays empty. */
static void
append_cell (GString *out, KontorStatement *row, int column, KontorZ3Type type)
{
  KontorUid uid;
  gsize     length = 0;
  char      text[KONTOR_UID_TEXT_SIZE];

  if (kontor_statement_is_null (row, column))
    return;
  if (type != KONTOR_Z3_TEXT)
    kontor_z3_append_cell (out, type, kontor_statement_get_integer (row, column), NULL);
  else if (kontor_statement_get_value (row, column).type != KONTOR_VALUE_BLOB)
    kontor_z3_append_cell (out, type, 0, kontor_statement_get_text (row, column));
  else if (kontor_statement_get_blob (row, column, &length) != NULL && length == sizeof uid
           && kontor_statement_get_uid (row, column, &uid))
    kontor_z3_append_cell (out, type, 0, kontor_uid_format (&uid, text));
}

static void
append_row (GString *out, KontorStatement *row, const KontorZ3Table *table)
{
  for (int i = 0; i < KONTOR_Z3_MAX_COLUMNS && table->columns[i].name != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (out, ';');
      append_cell (out, row, i, table->columns[i].type);
    }
  g_string_append (out, "\r\n");
}

static GBytes *
read_table (
  KontorDatabase *database, guint table, gint64 from, gint64 to, gint64 *n_rows, GError **error)
{
  GString   *out = g_string_new (NULL);
  KontorStep step = KONTOR_STEP_FAILED;
  g_autoptr (KontorStatement) rows = kontor_database_query (
    database,
    statements[table],
    error,
    KONTOR_VALUES (kontor_value_integer (from), kontor_value_integer (to)));

  append_names (out, &kontor_z3_tables[table]);
  while (rows != NULL && (step = kontor_statement_step (rows, error)) == KONTOR_STEP_ROW)
    {
      append_row (out, rows, &kontor_z3_tables[table]);
      (*n_rows)++;
    }
  if (step == KONTOR_STEP_DONE)
    return g_string_free_to_bytes (out);
  g_string_free (out, TRUE);
  return NULL;
}

/**
 * kontor_query_z3:
 * @database: a connection
 * @from: first day
 * @to: last day
 * @n_rows: (out): of all tables
 * @error: return location for an error
 *
 * Errors: #KontorDatabaseError.
 *
 * Returns: (transfer full) (element-type GBytes): the tables of kontor_z3_tables as CSV: UTF-8, one
 * line of names, CRLF; or %NULL
 */
GPtrArray *
kontor_query_z3 (KontorDatabase *database, gint64 from, gint64 to, gint64 *n_rows, GError **error)
{
  g_autoptr (GPtrArray) tables = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  *n_rows = 0;
  for (guint i = 0; i < KONTOR_Z3_N_TABLES; i++)
    {
      GBytes *table = read_table (database, i, from, to, n_rows, error);

      if (table == NULL)
        return NULL;
      g_ptr_array_add (tables, table);
    }
  return g_steal_pointer (&tables);
}
