/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include <string.h>

#include "kontor-books-private.h"
#include "kontor-finance-rules.h"
#include "kontor-query-private.h"

/* --- the batch --- */

/**
 * kontor_books_batch_free:
 * @self: (transfer full) (nullable): a batch
 */
void
kontor_books_batch_free (KontorBooksBatch *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->documents, g_ptr_array_unref);
  g_clear_pointer (&self->received, g_ptr_array_unref);
  g_clear_pointer (&self->postings, g_ptr_array_unref);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_free (self);
}

/* What cannot be booked is told, and the others go on: people see all of it at once. */
static void
keep_problem (KontorBooksBatch *self, GError *error)
{
  if (error != NULL)
    g_ptr_array_add (self->problems, g_strdup (error->message));
}

static void
post_all (KontorBooksBatch *self, const KontorBooksPlan *plan, GPtrArray *shares)
{
  for (guint i = 0; i < self->documents->len; i++)
    {
      const KontorBooksDocument *document = g_ptr_array_index (self->documents, i);
      g_autoptr (GError) error = NULL;

      self->sum_minor += document->sign * document->gross_minor;
      kontor_books_post_document (plan, document, self->postings, &error);
      keep_problem (self, error);
    }
  for (guint i = 0; i < self->received->len; i++)
    {
      g_autoptr (GError) error = NULL;

      kontor_books_post_received (
        plan, g_ptr_array_index (self->received, i), self->postings, &error);
      keep_problem (self, error);
    }
  for (guint i = 0; i < shares->len; i++)
    {
      g_autoptr (GError) error = NULL;

      kontor_books_post_share (plan, g_ptr_array_index (shares, i), self->postings, &error);
      keep_problem (self, error);
    }
}

/**
 * kontor_query_books_batch:
 * @database: a connection
 * @plan: accounts
 * @from: first day
 * @to: last day
 * @error: return location for an error
 *
 * Errors: #KontorDatabaseError, %KONTOR_BOOKS_ERROR_DOCUMENT when a snapshot cannot be read.
 *
 * Returns: (transfer full): the bookings of the period, or %NULL
 */
KontorBooksBatch *
kontor_query_books_batch (
  KontorDatabase *database, const KontorBooksPlan *plan, gint64 from, gint64 to, GError **error)
{
  g_autoptr (KontorBooksBatch) self = g_new0 (KontorBooksBatch, 1);
  g_autoptr (GPtrArray) shares = NULL;

  self->documents = kontor_query_books_documents (database, from, to, error);
  if (self->documents != NULL)
    self->received = kontor_books_load_received (database, from, to, error);
  if (self->received != NULL)
    shares = kontor_books_load_shares (database, from, to, error);
  if (shares == NULL)
    return NULL;

  self->postings = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_posting_free);
  self->problems = g_ptr_array_new_with_free_func (g_free);
  post_all (self, plan, shares);
  return g_steal_pointer (&self);
}

/* --- figures --- */

static gboolean
sum_input_tax (KontorDatabase *database, gint64 from, gint64 to, gint64 *minor, GError **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT CAST (coalesce (sum (CASE WHEN type_code IN ('381', '261') THEN -tax_minor"
    " ELSE tax_minor END), 0) AS BIGINT) FROM incoming_invoice"
    " WHERE state IN ('approved', 'booked', 'paid') AND currency = 'EUR'"
    " AND issued_on BETWEEN ?1 AND ?2",
    error,
    KONTOR_VALUES (kontor_value_integer (from), kontor_value_integer (to)));

  if (row == NULL || !kontor_statement_step_row (row, error))
    return FALSE;
  *minor = kontor_statement_get_integer (row, 0);
  return TRUE;
}

static KontorJson *
with_period (KontorJson *answer, gint64 from, gint64 to)
{
  kontor_json_set_integer (answer, "from", from);
  kontor_json_set_integer (answer, "to", to);
  kontor_json_set_string (answer, "currency", "EUR");
  return answer;
}

/**
 * kontor_query_vat:
 * @database: a connection
 * @from: first day
 * @to: last day
 * @error: return location for an error
 *
 * Errors: like kontor_query_books_documents().
 *
 * Returns: (transfer full): what kontor_vat_return() says about the period, or %NULL
 */
KontorJson *
kontor_query_vat (KontorDatabase *database, gint64 from, gint64 to, GError **error)
{
  g_autoptr (GPtrArray) documents = kontor_query_books_documents (database, from, to, error);
  gint64 input = 0;

  if (documents == NULL || !sum_input_tax (database, from, to, &input, error))
    return NULL;
  return with_period (kontor_vat_return (documents, input), from, to);
}

/**
 * kontor_query_ec_list:
 * @database: a connection
 * @from: first day
 * @to: last day
 * @error: return location for an error
 *
 * Errors: like kontor_query_books_documents().
 *
 * Returns: (transfer full): what kontor_ec_sales_list() says about the period, or %NULL
 */
KontorJson *
kontor_query_ec_list (KontorDatabase *database, gint64 from, gint64 to, GError **error)
{
  g_autoptr (GPtrArray) documents = kontor_query_books_documents (database, from, to, error);

  return documents != NULL ? with_period (kontor_ec_sales_list (documents), from, to) : NULL;
}

static void
calendar_year (gint64 day, gint64 *first, gint64 *last)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (day * 86400);
  int year = g_date_time_get_year (date);
  g_autoptr (GDateTime) start = g_date_time_new_utc (year, 1, 1, 0, 0, 0);
  g_autoptr (GDateTime) end = g_date_time_new_utc (year, 12, 31, 0, 0, 0);

  *first = g_date_time_to_unix (start) / 86400;
  *last = g_date_time_to_unix (end) / 86400;
}

/* How near the year's sales to consumers elsewhere in the EU come to the threshold. */
static gboolean
set_meter (KontorJson *answer, KontorDatabase *database, gint64 day, GError **error)
{
  g_autoptr (KontorJson) settings = kontor_query_settings (database, error);
  g_autoptr (KontorFinanceRules) rules = NULL;
  g_autoptr (GPtrArray) year = NULL;
  gint64 first = 0;
  gint64 last = 0;
  gint64 threshold = 0;

  calendar_year (day, &first, &last);
  rules = settings != NULL ? kontor_finance_rules_new_for_company (settings, error) : NULL;
  year = rules != NULL ? kontor_query_books_documents (database, first, last, error) : NULL;
  if (year == NULL)
    return FALSE;
  kontor_finance_rules_find_threshold (
    rules, "distance-sales", kontor_json_get_string (settings, "country", ""), day, &threshold);
  kontor_json_set_integer (answer, "year_minor", kontor_distance_sales (year));
  kontor_json_set_integer (answer, "threshold_minor", threshold);
  return TRUE;
}

/**
 * kontor_query_oss:
 * @database: a connection
 * @from: first day
 * @to: last day
 * @error: return location for an error
 *
 * Errors: like kontor_query_books_documents().
 *
 * Returns: (transfer full): what kontor_oss_report() says about the period, with the calendar
 * year's sales and the threshold of § 3c Abs. 4 UStG, or %NULL
 */
KontorJson *
kontor_query_oss (KontorDatabase *database, gint64 from, gint64 to, GError **error)
{
  g_autoptr (GPtrArray) documents = kontor_query_books_documents (database, from, to, error);
  g_autoptr (KontorJson) answer = NULL;

  if (documents == NULL)
    return NULL;
  answer = with_period (kontor_oss_report (documents), from, to);
  return set_meter (answer, database, to, error) ? g_steal_pointer (&answer) : NULL;
}

/* --- the log --- */

/**
 * kontor_query_books_exports:
 * @database: a connection
 * @limit: how many at most
 * @error: return location for an error
 *
 * Errors: #KontorDatabaseError.
 *
 * Returns: (transfer full): files that were handed out, newest first, or %NULL
 */
KontorJson *
kontor_query_books_exports (KontorDatabase *database, guint limit, GError **error)
{
  return kontor_query_rows (
    database,
    "SELECT uid, kind, from_on, to_on, file_name, file_sha256, n_rows, sum_minor, repeats_uid,"
    " author_name, made_at FROM books_export ORDER BY made_at DESC, id DESC LIMIT ?1",
    "u:uid t:kind i:from i:to t:file_name t:sha256 i:n_rows i:sum_minor u:repeats t:author "
    "i:made_at",
    error,
    KONTOR_VALUES (kontor_value_integer (limit)));
}

/**
 * kontor_query_count_exports:
 * @database: a connection
 * @kind: "datev"
 * @from: first day
 * @to: last day
 * @count: (out): how often just this period was exported
 * @error: return location for an error
 *
 * Errors: #KontorDatabaseError.
 *
 * Returns: whether it is known
 */
gboolean
kontor_query_count_exports (
  KontorDatabase *database, const char *kind, gint64 from, gint64 to, gint64 *count, GError **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT count (*) FROM books_export WHERE kind = ?1 AND from_on = ?2 AND to_on = ?3",
    error,
    KONTOR_VALUES (
      kontor_value_text (kind), kontor_value_integer (from), kontor_value_integer (to)));

  if (row == NULL || !kontor_statement_step_row (row, error))
    return FALSE;
  *count = kontor_statement_get_integer (row, 0);
  return TRUE;
}
