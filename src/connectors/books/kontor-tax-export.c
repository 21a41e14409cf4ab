/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "kontor-books-private.h"
#include "kontor-books-query.h"
#include "kontor-csv.h"
#include "kontor-number.h"
#include "kontor-time.h"
#include "kontor-z3-index.h"
#include "kontor-zip.h"

/* What the tax office gets: figures as tables, and the package for an audit. */

typedef KontorJson *(*Ask) (KontorDatabase *, gint64, gint64, GError **);

typedef struct
{
  Ask                   ask;
  const KontorBooksJob *job;
} Question;

static gpointer
ask_in_reader (KontorDatabase *database, gpointer data, GError **error)
{
  const Question *question = data;

  return question->ask (database, question->job->from, question->job->to, error);
}

static void
append_line (GString *out, const char *const *cells)
{
  for (guint i = 0; cells[i] != NULL; i++)
    kontor_csv_append_field (out, cells[i], ',', i == 0);
  kontor_csv_append_end (out);
}

static char *
dup_amount (const KontorJson *row, const char *key)
{
  return kontor_decimal_format (
    kontor_json_get_integer (row, key, 0), 2, 2, &kontor_number_style_plain);
}

static char *
dup_euros (const KontorJson *row)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, kontor_json_get_integer (row, "base_euro", 0));
}

/* --- the rows of each kind --- */

static void
append_vat (GString *out, const KontorJson *row)
{
  g_autofree char  *base = dup_euros (row);
  g_autofree char  *net = dup_amount (row, "net_minor");
  g_autofree char  *tax = dup_amount (row, "tax_minor");
  const char *const cells[] = { kontor_json_get_string (row, "code", ""),
                                kontor_json_get_string (row, "tax_code", ""),
                                kontor_json_get_string (row, "title", ""),
                                base,
                                net,
                                tax,
                                NULL };

  append_line (out, cells);
}

/* As the form of the Bundeszentralamt takes it in: country and number apart, full euros, L for
 * goods and S for services. */
static void
append_ec (GString *out, const KontorJson *row)
{
  const char       *id = kontor_json_get_string (row, "vat_id", "");
  gboolean          is_goods = g_str_equal (kontor_json_get_string (row, "kind", ""), "goods");
  g_autofree char  *base = dup_euros (row);
  g_autofree char  *country = g_strndup (id, 2);
  const char *const cells[] = {
    country, strlen (id) > 2 ? id + 2 : "", base, is_goods ? "L" : "S", NULL
  };

  append_line (out, cells);
}

static void
append_oss (GString *out, const KontorJson *row)
{
  g_autofree char  *rate = dup_amount (row, "rate_bp");
  g_autofree char  *net = dup_amount (row, "net_minor");
  g_autofree char  *tax = dup_amount (row, "tax_minor");
  const char *const cells[] = { kontor_json_get_string (row, "country", ""), rate, net, tax, NULL };

  append_line (out, cells);
}

static const struct
{
  const char *kind;
  const char *file;
  Ask         ask;
  const char *rows;
  const char *sum;
  void (*append) (GString *out, const KontorJson *row);
  const char *names[7];
} types[] = {
  { "vat",
    "Umsatzsteuer_%s.csv",
    kontor_query_vat,
    "lines",
    "due_minor",
    append_vat,
    { "Kennzahl", "Kennzahl Steuer", "Bezeichnung", "Bemessungsgrundlage", "Netto", "Steuer" } },
  { "ec-list",
    "Zusammenfassende_Meldung_%s.csv",
    kontor_query_ec_list,
    "rows",
    "net_minor",
    append_ec,
    { "Laenderkennzeichen", "USt-IdNr.", "Betrag (Euro)", "Art der Leistung" } },
  { "oss",
    "OSS_%s.csv",
    kontor_query_oss,
    "rows",
    "tax_minor",
    append_oss,
    { "Land", "Steuersatz", "Netto", "Steuer" } },
};

/**
 * kontor_books_export_figures:
 * @replica: the company
 * @job: period and folder
 * @kind: "vat", "ec-list" or "oss"
 * @error: return location for an error
 *
 * Writes the figures of the period as CSV (UTF-8, comma, point) and logs the file. Blocking.
 *
 * Errors: #KontorBooksError, #KontorDatabaseError, #GFileError.
 *
 * Returns: (transfer full): what was written, or %NULL
 */
KontorJson *
kontor_books_export_figures (KontorReplica        *replica,
                             const KontorBooksJob *job,
                             const char           *kind,
                             GError              **error)
{
  guint which = 0;
  g_auto (KontorBooksWork) work = { 0 };
  g_autoptr (KontorJson) answer = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char  *name = NULL;
  Question          question = { .job = job };
  const KontorJson *rows = NULL;
  GString          *out = NULL;

  while (which < G_N_ELEMENTS (types) && !g_str_equal (types[which].kind, kind))
    which++;
  g_return_val_if_fail (which < G_N_ELEMENTS (types), NULL);

  question.ask = types[which].ask;
  answer = kontor_replica_read (replica, ask_in_reader, &question, error);
  if (answer == NULL || !kontor_books_work_begin (&work, replica, job, types[which].kind, error))
    return NULL;
  rows = kontor_json_get_array (answer, types[which].rows);
  out = g_string_new (NULL);
  append_line (out, types[which].names);
  for (guint i = 0; i < kontor_json_length (rows); i++)
    types[which].append (out, kontor_json_at (rows, i));
  bytes = g_string_free_to_bytes (out);
  name = kontor_books_work_dup_name (&work, types[which].file);
  if (!kontor_books_work_write (&work, name, bytes, error))
    return NULL;
  return kontor_books_work_finish (&work,
                                   kontor_json_length (rows),
                                   kontor_json_get_integer (answer, types[which].sum, 0),
                                   kontor_json_new_array (),
                                   error);
}

/* --- the package --- */

typedef struct
{
  const KontorBooksJob *job;
  GPtrArray            *tables;   /* (owned) (element-type GBytes) */
  KontorJson           *settings; /* (owned) */
  gint64                n_rows;
} Package;

static void
package_clear (Package *self)
{
  g_clear_pointer (&self->tables, g_ptr_array_unref);
  g_clear_pointer (&self->settings, kontor_json_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Package, package_clear)

static gpointer
read_package (KontorDatabase *database, gpointer data, GError **error)
{
  Package *self = data;

  self->settings = kontor_query_settings (database, error);
  if (self->settings != NULL)
    self->tables = kontor_query_z3 (database, self->job->from, self->job->to, &self->n_rows, error);
  return self->tables;
}

static gboolean
fill_package (KontorZip *zip, const Package *package, GError **error)
{
  g_autoptr (GBytes) dtd = kontor_z3_dtd ();
  g_autoptr (GBytes) index = kontor_z3_index (
    kontor_json_get_string (package->settings, "company_name", ""),
    kontor_json_get_string (package->settings, "city", ""),
    package->job->from,
    package->job->to);

  if (!kontor_zip_add (zip, "index.xml", index, error)
      || !kontor_zip_add (zip, KONTOR_Z3_DTD_NAME, dtd, error))
    return FALSE;
  for (guint i = 0; i < KONTOR_Z3_N_TABLES; i++)
    if (!kontor_zip_add (
          zip, kontor_z3_tables[i].file, g_ptr_array_index (package->tables, i), error))
      return FALSE;
  return kontor_zip_finish (zip, error);
}

static gboolean
write_package (KontorBooksWork *work, const Package *package, GError **error)
{
  g_autofree char *name = kontor_books_work_dup_name (work, "Z3_%s.zip");
  g_autofree char *path = kontor_books_work_dup_path (work, name);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileOutputStream) stream = g_file_replace (
    file, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, error);
  g_autoptr (KontorZip) zip = NULL;

  if (stream == NULL)
    return FALSE;
  zip = kontor_zip_new (G_OUTPUT_STREAM (stream), work->job->to);
  if (!fill_package (zip, package, error))
    return FALSE;
  kontor_books_work_note (work, name, NULL);
  return TRUE;
}

/**
 * kontor_books_export_z3:
 * @replica: the company
 * @job: period and folder
 * @error: return location for an error
 *
 * Writes the package for an audit (Z3, § 147 Abs. 6 AO): invoices, lines, VAT groups, events,
 * payments and what they were for, received invoices, customers and exports as tables, with
 * index.xml. Blocking.
 *
 * Errors: #KontorDatabaseError, #GFileError, #GIOErrorEnum.
 *
 * Returns: (transfer full): what was written, or %NULL
 */
KontorJson *
kontor_books_export_z3 (KontorReplica *replica, const KontorBooksJob *job, GError **error)
{
  g_auto (KontorBooksWork) work = { 0 };
  g_auto (Package) package = { .job = job };

  if (kontor_replica_read (replica, read_package, &package, error) == NULL
      || !kontor_books_work_begin (&work, replica, job, "z3", error))
    return NULL;
  if (!write_package (&work, &package, error))
    {
      kontor_books_work_forget (&work);
      return NULL;
    }
  return kontor_books_work_finish (&work, package.n_rows, 0, kontor_json_new_array (), error);
}
