/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-replica.h"

G_BEGIN_DECLS

/**
 * KontorImportError:
 * @KONTOR_IMPORT_ERROR_NOT_THIS: the file is not what the importer reads
 * @KONTOR_IMPORT_ERROR_DAMAGED: it is, but ends or breaks in the middle
 * @KONTOR_IMPORT_ERROR_UNKNOWN: there is no such importer, list or column
 * @KONTOR_IMPORT_ERROR_TOO_LARGE: the file is larger than what is read at once
 */
typedef enum
{
  KONTOR_IMPORT_ERROR_NOT_THIS,
  KONTOR_IMPORT_ERROR_DAMAGED,
  KONTOR_IMPORT_ERROR_UNKNOWN,
  KONTOR_IMPORT_ERROR_TOO_LARGE,
} KontorImportError;

#define KONTOR_IMPORT_ERROR (kontor_import_error_quark ())
GQuark kontor_import_error_quark (void);

typedef void (*KontorImportProgress) (double   fraction,
                                      guint64  rows,
                                      gpointer user_data); /* on the importing thread */

/* How a file is written, as far as a person says it instead of having it found out. */
typedef struct
{
  const char *encoding;  /* (nullable): "windows-1252"; any name that iconv knows */
  char        separator; /* 0 to find it out; no quote and no end of a line */
  const char *decimal;   /* (nullable): "." or "," */
} KontorImportForm;

typedef struct
{
  const char          *file_name;   /* as people know it */
  const KontorJson    *mapping;     /* (nullable): columns of a general CSV file */
  gboolean             dry_run;     /* report, write nothing */
  gboolean             only_failed; /* only the rows that failed the last time */
  GCancellable        *cancellable;
  KontorImportProgress progress; /* (nullable) */
  gpointer             progress_data;
  KontorImportForm     form;
} KontorImportOptions;

typedef struct
{
  const char *name;  /* "shopify-products" */
  const char *title; /* N_() */
  const char *help;  /* N_(): one sentence: what the file is, where it comes from */
} KontorImporter;

const KontorImporter *kontor_importer_list (guint *n_importers);

/* The importer that fits the file's first line best: its name, or "csv". */
const char *kontor_import_guess (GBytes *data, const KontorImportForm *form);

/* Blocking; for tools and worker threads. The report:
 * {"importer","file","batch":uid,"rows":n,"kinds":{"order
 * line":n,…},"created":{"order":n,…},"changed":{…},"unchanged":{…},
 *  "failed":n,"failures":[{"line":n,"message":"…"}…at most
 * 1000],"encoding","separator","decimal","dry_run":bool} Every row of the file is counted in
 * exactly one of "kinds"; their sum is "rows". */
KontorJson *kontor_import_run (KontorReplica             *replica,
                               const char                *importer,
                               GBytes                    *data,
                               const KontorImportOptions *options,
                               GError                   **error);
char       *kontor_import_undo (KontorReplica *replica, const char *batch, GError **error);

/* For a general CSV file: its columns with samples and the fields they probably are, or the mapping
 * remembered for the same header. */
KontorJson *kontor_import_propose_mapping (KontorReplica          *replica,
                                           GBytes                 *data,
                                           const KontorImportForm *form,
                                           GError                **error);

/* What a list shows, as CSV: exactly its rows in its order; products in Shopify's layout come back
 * with 0 changes. */
GBytes *kontor_export_list (KontorReplica     *replica,
                            KontorListQuery   *query,
                            const char *const *columns,
                            GCancellable      *cancellable,
                            GError           **error);
GBytes *kontor_export_rows (KontorReplica     *replica,
                            KontorListQuery   *query,
                            GArray            *ids,
                            const char *const *columns,
                            GCancellable      *cancellable,
                            GError           **error);
GBytes *kontor_export_products (KontorReplica   *replica,
                                const char      *layout,
                                KontorListQuery *query,
                                GCancellable    *cancellable,
                                GError         **error);

G_END_DECLS
