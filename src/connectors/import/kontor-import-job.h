/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-csv.h"
#include "kontor-import.h"
#include "kontor-source-query.h"

G_BEGIN_DECLS

/* What the importers share: the file's rows by column name, the commands that wait, and the report.
 */

typedef struct
{
  KontorReplica             *replica;
  const KontorImportOptions *options;
  const char                *importer;
  KontorUid                  batch;

  char            *text; /* (owned): the file as UTF-8 */
  gsize            length;
  const char      *encoding;
  char             separator;
  const char      *decimal; /* of amounts: "." or "," */
  KontorCsvReader *reader;  /* (owned) */
  GHashTable      *columns; /* (owned): folded name to index + 1 */
  GHashTable      *asked;   /* (owned): column as importers write it to index + 1 */
  GStrv            header;  /* (owned) */
  GPtrArray       *fields;  /* (unowned): the current row */
  guint64          line;    /* of the current row */

  GPtrArray  *items;     /* (owned) (element-type KontorReplicaItem): commands that wait */
  GPtrArray  *origins;   /* (owned) (element-type KontorImportOrigin): beside items */
  GHashTable *kinds;     /* (owned): kind to rows */
  GHashTable *created;   /* (owned): thing to count */
  GHashTable *changed;   /* (owned) */
  GHashTable *unchanged; /* (owned) */
  KontorJson *failures;  /* (owned) */
  GHashTable *
    wanted; /* (owned) (nullable): lines that failed the last time, when only those are asked for */
  guint64 rows;
  guint64 failed;
  guint64 settled; /* rows whose command ran */
  double  shown;   /* progress that was told; it never goes back */
} KontorImportJob;

/* Where a command came from: what the report says about it. */
typedef struct
{
  const char *thing; /* static: "order" */
  guint64     line;
  guint       rows; /* of the file that are in it */
  char       *key;  /* (owned) (nullable): filled into the map below when it was done */
  GHashTable *map;  /* (unowned) (nullable): key to uid text */
} KontorImportOrigin;

gboolean    kontor_import_job_open (KontorImportJob   *self,
                                    GBytes            *data,
                                    const char *const *needed,
                                    GError           **error);
void        kontor_import_job_clear (KontorImportJob *self);
gboolean    kontor_import_job_next (KontorImportJob *self, gboolean *has_row, GError **error);
const char *kontor_import_job_get (const KontorImportJob *self,
                                   const char *column); /* "" when there is no such column */
const char *kontor_import_job_get_any (const KontorImportJob *self, const char *const *columns);

void kontor_import_job_count (KontorImportJob *self, const char *kind, guint rows);
void kontor_import_job_fail (KontorImportJob *self, guint64 line, guint rows, const char *message);
void kontor_import_job_note (GHashTable *counts, const char *thing);

gboolean kontor_import_job_queue (KontorImportJob *self,
                                  const char      *command,
                                  KontorJson      *params,
                                  const char      *thing,
                                  guint64          line,
                                  guint            rows,
                                  const char      *key,
                                  GHashTable      *map,
                                  GError         **error); /* takes params */
gboolean kontor_import_job_flush (KontorImportJob *self, GError **error);

/* Things of a source that are here already: source key to uid text. */
GHashTable *kontor_import_job_known (KontorImportJob *self,
                                     KontorKind       kind,
                                     const char      *source,
                                     GError         **error);

/* The importers. Each reads all rows of an opened job. */
typedef gboolean (*KontorImportFunc) (KontorImportJob *job, GError **error);

gboolean kontor_import_online_retail (KontorImportJob *job, GError **error);
gboolean kontor_import_shopify_products (KontorImportJob *job, GError **error);
gboolean kontor_import_woocommerce_products (KontorImportJob *job, GError **error);
gboolean kontor_import_shopify_orders (KontorImportJob *job, GError **error);
gboolean kontor_import_csv (KontorImportJob *job, GError **error);

G_END_DECLS
