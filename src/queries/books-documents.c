/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include <string.h>

#include "kontor-books-private.h"

/* Both statements go along the same index, so that documents and VAT groups come side by side. */
#define COLUMNS                                                                                    \
  "SELECT i.uid, i.kind, i.sign, i.number, i.customer_uid, i.customer_name, i.currency,"           \
  " i.order_number, i.due_on, coalesce (i.supplied_to, i.supplied_from, i.issued_on),"             \
  " i.issued_on, i.gross_minor, i.pdf_sha256, coalesce (p.account, 0), b.number, i.snapshot,"      \
  " i.prepaid_minor"                                                                               \
  " FROM invoice AS i LEFT JOIN party_account AS p ON p.uid = i.customer_uid"                      \
  " LEFT JOIN invoice AS b ON b.uid = i.preceding_uid WHERE i.sign <> 0 AND "
#define TAX_COLUMNS                                                                                \
  "SELECT i.uid, t.category, t.rate_bp, t.net_minor, t.tax_minor, t.gross_minor"                   \
  " FROM invoice AS i JOIN invoice_tax AS t ON t.invoice_uid = i.uid WHERE i.sign <> 0 AND "
#define IN_PERIOD "i.issued_on BETWEEN ?1 AND ?2 ORDER BY i.issued_on, i.id"

static KontorBooksDocument *
read_document (KontorStatement *row)
{
  KontorBooksDocument *self = kontor_books_document_new ();

  kontor_statement_get_uid (row, 0, &self->uid);
  kontor_invoice_kind_from_name (kontor_statement_get_text (row, 1), &self->kind);
  self->sign = (int) kontor_statement_get_integer (row, 2);
  self->number = g_strdup (kontor_statement_get_text (row, 3));
  kontor_statement_get_uid (row, 4, &self->customer);
  self->customer_name = g_strdup (kontor_statement_get_text (row, 5));
  self->currency = g_strdup (kontor_statement_get_text (row, 6));
  self->order = g_strdup (kontor_statement_get_text (row, 7));
  self->due_day = kontor_statement_get_integer (row, 8); /* 0 for NULL */
  self->supply_day = kontor_statement_get_integer (row, 9);
  self->day = kontor_statement_get_integer (row, 10);
  self->gross_minor = kontor_statement_get_integer (row, 11);
  self->pdf_sha256 = g_strdup (kontor_statement_get_text (row, 12));
  self->account = (guint) kontor_statement_get_integer (row, 13);
  self->preceding = g_strdup (kontor_statement_get_text (row, 14));
  self->prepaid_minor = kontor_statement_get_integer (row, 16);
  return self;
}

static void
read_tax (KontorStatement *row, GArray *taxes)
{
  KontorBooksTax tax = { .rate_bp = kontor_statement_get_integer (row, 2),
                         .net_minor = kontor_statement_get_integer (row, 3),
                         .tax_minor = kontor_statement_get_integer (row, 4),
                         .gross_minor = kontor_statement_get_integer (row, 5) };

  g_strlcpy (tax.category, kontor_statement_get_text (row, 1), sizeof tax.category);
  g_array_append_val (taxes, tax);
}

/* Takes the groups of a document; @step tells where the second statement stands. */
static gboolean
take_taxes (KontorBooksDocument *self, KontorStatement *taxes, KontorStep *step, GError **error)
{
  while (*step == KONTOR_STEP_ROW)
    {
      KontorUid uid;

      kontor_statement_get_uid (taxes, 0, &uid);
      if (!kontor_uid_equal (&uid, &self->uid))
        return TRUE;
      read_tax (taxes, self->taxes);
      *step = kontor_statement_step (taxes, error);
    }
  return *step != KONTOR_STEP_FAILED;
}

static GPtrArray *
read_all (KontorStatement *rows, KontorStatement *taxes, const char *home, GError **error)
{
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func (
    (GDestroyNotify) kontor_books_document_free);
  KontorStep tax_step = kontor_statement_step (taxes, error);
  KontorStep step = KONTOR_STEP_FAILED;

  if (tax_step == KONTOR_STEP_FAILED)
    return NULL;
  while ((step = kontor_statement_step (rows, error)) == KONTOR_STEP_ROW)
    {
      KontorBooksDocument *document = read_document (rows);

      g_ptr_array_add (documents, document);
      if (!take_taxes (document, taxes, &tax_step, error)
          || !kontor_books_document_classify (
            document, home, kontor_statement_get_text (rows, 15), error))
        return NULL;
    }
  return step == KONTOR_STEP_DONE ? g_steal_pointer (&documents) : NULL;
}

static int
compare_documents (gconstpointer a, gconstpointer b)
{
  const KontorBooksDocument *const *first = a;
  const KontorBooksDocument *const *second = b;

  if ((*first)->day != (*second)->day)
    return (*first)->day < (*second)->day ? -1 : 1;
  return strcmp ((*first)->number, (*second)->number);
}

/**
 * kontor_query_books_documents:
 * @database: a connection
 * @from: first day
 * @to: last day
 * @error: return location for an error
 *
 * Errors: #KontorDatabaseError, %KONTOR_BOOKS_ERROR_DOCUMENT when a snapshot cannot be read.
 *
 * Returns: (transfer full) (element-type KontorBooksDocument): the documents with a claim that were
 * issued in the period, by day and number, or %NULL
 */
GPtrArray *
kontor_query_books_documents (KontorDatabase *database, gint64 from, gint64 to, GError **error)
{
  g_autofree char *home = kontor_query_setting (database, "country", error);
  g_autoptr (KontorStatement) rows = NULL;
  g_autoptr (KontorStatement) taxes = NULL;
  GPtrArray *documents = NULL;

  if (home == NULL)
    return NULL;
  rows = kontor_database_query (
    database,
    COLUMNS IN_PERIOD,
    error,
    KONTOR_VALUES (kontor_value_integer (from), kontor_value_integer (to)));
  if (rows != NULL)
    taxes = kontor_database_query (
      database,
      TAX_COLUMNS IN_PERIOD ", t.rate_bp DESC, t.category",
      error,
      KONTOR_VALUES (kontor_value_integer (from), kontor_value_integer (to)));
  if (taxes != NULL)
    documents = read_all (rows, taxes, home, error);
  if (documents != NULL)
    g_ptr_array_sort (documents, compare_documents);
  return documents;
}

/**
 * kontor_books_load_document:
 * @database: a connection
 * @uid: an issued document
 * @error: return location for an error
 *
 * Returns: (transfer full): the document, or %NULL
 */
KontorBooksDocument *
kontor_books_load_document (KontorDatabase *database, const KontorUid *uid, GError **error)
{
  g_autofree char *home = kontor_query_setting (database, "country", error);
  g_autoptr (KontorStatement) rows = NULL;
  g_autoptr (KontorStatement) taxes = NULL;
  g_autoptr (GPtrArray) documents = NULL;

  if (home == NULL)
    return NULL;
  rows = kontor_database_query (
    database, COLUMNS "i.uid = ?1", error, KONTOR_VALUES (kontor_value_uid (uid)));
  if (rows != NULL)
    taxes = kontor_database_query (database,
                                   TAX_COLUMNS "i.uid = ?1 ORDER BY t.rate_bp DESC, t.category",
                                   error,
                                   KONTOR_VALUES (kontor_value_uid (uid)));
  if (taxes != NULL)
    documents = read_all (rows, taxes, home, error);
  if (documents == NULL)
    return NULL;
  return documents->len > 0 ? g_ptr_array_steal_index (documents, 0) : kontor_books_document_new ();
}
