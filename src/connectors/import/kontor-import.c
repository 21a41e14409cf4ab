/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-import.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "kontor-import-record.h"
#include "kontor-import-job.h"
#include "kontor-text.h"

G_DEFINE_QUARK (kontor_import_error, kontor_import_error)

#define MOST_BYTES (G_GINT64_CONSTANT (512) * 1024 * 1024)

typedef struct
{
  KontorImporter     importer;
  const char *const *needed; /* columns */
  KontorImportFunc   run;
} KontorImporterType;

static const char *const online_retail_columns[] = { "InvoiceNo",  "StockCode",   "Description",
                                                     "Quantity",   "InvoiceDate", "UnitPrice",
                                                     "CustomerID", NULL };
static const char *const shopify_product_columns[] = {
  "Handle", "Title", "Option1 Name", "Option1 Value", NULL
};
static const char *const woocommerce_columns[] = { "ID",   "Type",          "SKU",
                                                   "Name", "Regular price", NULL };
static const char *const shopify_order_columns[] = {
  "Name", "Email", "Financial Status", "Lineitem quantity", "Lineitem name", "Lineitem price", NULL
};

static const KontorImporterType types[] = {
  { { "online-retail",
      N_ ("Order Lines (Online Retail)"),
      N_ ("One row a line, with invoice number, stock code, quantity and price.") },
    online_retail_columns,
    kontor_import_online_retail },
  { { "shopify-products",
      N_ ("Shopify Products"),
      N_ ("The product export of Shopify: several rows a product.") },
    shopify_product_columns,
    kontor_import_shopify_products },
  { { "woocommerce-products",
      N_ ("WooCommerce Products"),
      N_ ("The product export of WooCommerce.") },
    woocommerce_columns,
    kontor_import_woocommerce_products },
  { { "shopify-orders", N_ ("Shopify Orders"), N_ ("The order export of Shopify: a row a line.") },
    shopify_order_columns,
    kontor_import_shopify_orders },
  { { "csv",
      N_ ("Other CSV File"),
      N_ ("Products or customers from any table; you say which column is what.") },
    NULL,
    kontor_import_csv },
};

/**
 * kontor_importer_list:
 *
 * Returns: (transfer none) (array length=n_importers): what can be read
 */
const KontorImporter *
kontor_importer_list (guint *n_importers)
{
  static KontorImporter list[G_N_ELEMENTS (types)];
  static gsize          once;

  if (g_once_init_enter (&once))
    {
      for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
        list[i] = types[i].importer;
      g_once_init_leave (&once, 1);
    }
  *n_importers = G_N_ELEMENTS (types);
  return list;
}

static const KontorImporterType *
find_type (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_equal (types[i].importer.name, name))
      return &types[i];
  return NULL;
}

/**
 * kontor_import_guess:
 * @data: a file's bytes
 * @form: (nullable): how it is written, as far as that is told
 *
 * Returns: (transfer none): name of the importer whose columns the first line has, or "csv"
 */
const char *
kontor_import_guess (GBytes *data, const KontorImportForm *form)
{
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      KontorImportOptions options = { .form = form != NULL ? *form : (KontorImportForm){ 0 } };
      KontorImportJob     job = { .options = &options, .importer = types[i].importer.name };
      gboolean            fits = types[i].needed != NULL
                      && kontor_import_job_open (&job, data, types[i].needed, NULL);

      kontor_import_job_clear (&job);
      if (fits)
        return types[i].importer.name;
    }
  return "csv";
}

static KontorJson *
counts_to_json (GHashTable *counts)
{
  KontorJson    *object = kontor_json_new_object ();
  GHashTableIter iter;
  gpointer       key;
  gpointer       value;

  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &key, &value))
    kontor_json_set_integer (object, key, (gint64) GPOINTER_TO_SIZE (value));
  return object;
}

static KontorJson *
new_report (const KontorImportJob *job)
{
  KontorJson *report = kontor_json_new_object ();
  char        separator[2] = { job->separator, '\0' };
  char        batch[KONTOR_UID_TEXT_SIZE];

  kontor_json_set_string (report, "importer", job->importer);
  kontor_json_set_string (
    report, "file", job->options->file_name != NULL ? job->options->file_name : "");
  kontor_json_set_string (report, "batch", kontor_uid_format (&job->batch, batch));
  kontor_json_set_string (report, "encoding", job->encoding);
  kontor_json_set_string (report, "separator", separator);
  kontor_json_set_string (report, "decimal", job->decimal);
  kontor_json_set_boolean (report, "dry_run", job->options->dry_run);
  kontor_json_set_integer (report, "rows", (gint64) job->rows);
  kontor_json_set_integer (report, "failed", (gint64) job->failed);
  kontor_json_set (report, "kinds", counts_to_json (job->kinds));
  kontor_json_set (report, "created", counts_to_json (job->created));
  kontor_json_set (report, "changed", counts_to_json (job->changed));
  kontor_json_set (report, "unchanged", counts_to_json (job->unchanged));
  kontor_json_set (report, "failures", kontor_json_ref (job->failures));
  return report;
}

static gboolean
begin_batch (KontorImportJob *job, const char *sha256, GError **error)
{
  KontorJson *params = kontor_json_new_object ();
  g_autoptr (KontorJson) result = NULL;

  kontor_json_set_string (params, "importer", job->importer);
  kontor_json_set_string (
    params, "file_name", job->options->file_name != NULL ? job->options->file_name : "");
  kontor_json_set_string (params, "file_sha256", sha256);
  result = kontor_replica_run (job->replica, "import.begin", params, NULL, error);
  return result != NULL
         && kontor_uid_parse (&job->batch, kontor_json_get_string (result, "batch", ""));
}

static gboolean
finish_batch (KontorImportJob *job, const KontorJson *report, GError **error)
{
  KontorJson *params = kontor_json_new_object ();
  KontorJson *summary = kontor_json_new_object ();
  g_autoptr (KontorJson) result = NULL;
  char batch[KONTOR_UID_TEXT_SIZE];

  kontor_json_set_integer (summary, "rows", (gint64) job->rows);
  kontor_json_set_integer (summary, "failed", (gint64) job->failed);
  kontor_json_set (
    summary, "created", kontor_json_ref ((KontorJson *) kontor_json_get (report, "created")));
  kontor_json_set (
    summary, "changed", kontor_json_ref ((KontorJson *) kontor_json_get (report, "changed")));
  kontor_json_set_string (params, "batch", kontor_uid_format (&job->batch, batch));
  kontor_json_set (params, "summary", summary);
  result = kontor_replica_run (job->replica, "import.finish", params, NULL, error);
  return result != NULL;
}

static KontorJson *
run_type (KontorReplica             *replica,
          const KontorImporterType  *type,
          GBytes                    *data,
          const KontorImportOptions *options,
          GError                   **error)
{
  KontorImportJob job = { .replica = replica, .options = options, .importer = type->importer.name };
  g_autofree char *sha256 = kontor_text_sha256 (g_bytes_get_data (data, NULL),
                                                g_bytes_get_size (data));
  g_autoptr (KontorJson) report = NULL;

  if (options->only_failed)
    job.wanted = kontor_import_record_load_failures (replica, sha256, error);
  if ((!options->only_failed || job.wanted != NULL)
      && kontor_import_job_open (&job, data, type->needed, error)
      && begin_batch (&job, sha256, error) && type->run (&job, error))
    {
      report = new_report (&job);
      if (!finish_batch (&job, report, error)
          || !kontor_import_record_store_failures (replica, sha256, job.failures, error))
        g_clear_pointer (&report, kontor_json_unref);
      else if (options->progress != NULL)
        options->progress (1, job.rows, options->progress_data);
    }
  kontor_import_job_clear (&job);
  return g_steal_pointer (&report);
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        remove_folder (path);
      else
        g_unlink (path);
    }
  g_rmdir (folder);
}

/* The rules decide, on a copy: what a dry run says is what would happen. */
static KontorJson *
run_on_copy (KontorReplica             *replica,
             const KontorImporterType  *type,
             GBytes                    *data,
             const KontorImportOptions *options,
             GError                   **error)
{
  g_autofree char *folder = g_dir_make_tmp ("kontor-dry-run-XXXXXX", error);
  g_autofree char *path = folder != NULL ? g_build_filename (folder, "kontor.db", NULL) : NULL;
  g_autoptr (KontorReplica) copy = NULL;
  KontorJson *report = NULL;

  if (folder == NULL)
    return NULL;
  if (kontor_replica_backup (replica, path, error))
    copy = kontor_replica_open (folder, error);
  if (copy != NULL)
    {
      report = run_type (copy, type, data, options, error);
      kontor_replica_close (copy);
    }
  remove_folder (folder);
  return report;
}

/**
 * kontor_import_run:
 * @importer: name of one
 * @data: the file's bytes
 * @options: how
 *
 * Reads a file of another program. Rows that can't be taken are in the report, with their reason;
 * the others are in the books. A file read before changes nothing. Blocking.
 *
 * Returns: (transfer full) (nullable): the report
 */
KontorJson *
kontor_import_run (KontorReplica             *replica,
                   const char                *importer,
                   GBytes                    *data,
                   const KontorImportOptions *options,
                   GError                   **error)
{
  const KontorImporterType *type = find_type (importer);

  if (type == NULL)
    {
      g_set_error (error,
                   KONTOR_IMPORT_ERROR,
                   KONTOR_IMPORT_ERROR_UNKNOWN,
                   _ ("there is no importer “%s”"),
                   importer);
      return NULL;
    }
  if ((gint64) g_bytes_get_size (data) > MOST_BYTES)
    {
      g_set_error_literal (error,
                           KONTOR_IMPORT_ERROR,
                           KONTOR_IMPORT_ERROR_TOO_LARGE,
                           _ ("the file is larger than 512 MB; split it"));
      return NULL;
    }
  return options->dry_run ? run_on_copy (replica, type, data, options, error)
                          : run_type (replica, type, data, options, error);
}

/**
 * kontor_import_undo:
 * @batch: its uid as text, from the report
 *
 * Undoes all that an import did and that nothing else builds on since.
 *
 * Returns: (transfer full): what was undone, for people
 */
char *
kontor_import_undo (KontorReplica *replica, const char *batch, GError **error)
{
  KontorUid        uid;
  KontorJson      *params;
  g_autofree char *label = NULL;
  g_autoptr (KontorJson) noted = NULL;

  if (!kontor_uid_parse (&uid, batch))
    {
      g_set_error (error,
                   KONTOR_IMPORT_ERROR,
                   KONTOR_IMPORT_ERROR_UNKNOWN,
                   _ ("“%s” is no import's id"),
                   batch);
      return NULL;
    }
  label = kontor_replica_undo_batch (replica, &uid, error);
  if (label == NULL)
    return NULL;
  params = kontor_json_new_object ();
  kontor_json_set_string (params, "batch", batch);
  noted = kontor_replica_run (replica, "import.undone", params, NULL, error);
  return noted != NULL ? g_steal_pointer (&label) : NULL;
}
