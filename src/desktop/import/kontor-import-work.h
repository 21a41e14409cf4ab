/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <gio/gio.h>

#include "kontor-import.h"

G_BEGIN_DECLS

/* A file to import, looked into but not imported yet. Immutable; crosses threads. */
typedef struct
{
  gatomicrefcount refs;
  char           *name; /* as people know it */
  GBytes         *bytes;
  const char     *importer; /* static: what it probably is */
  const char     *encoding; /* static */
  char            separator[2];
  KontorJson     *header;  /* texts */
  KontorJson     *samples; /* the first rows, arrays of texts */
  KontorJson     *mapping; /* proposed, or remembered from the last time */
  gboolean        remembered;
} KontorImportFile;

KontorImportFile *kontor_import_file_ref (KontorImportFile *self);
void              kontor_import_file_unref (KontorImportFile *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorImportFile, kontor_import_file_unref)

#define KONTOR_TYPE_IMPORT_WORK (kontor_import_work_get_type ())
G_DECLARE_FINAL_TYPE (KontorImportWork, kontor_import_work, KONTOR, IMPORT_WORK, GObject)

KontorImportWork *kontor_import_work_new (KontorReplica *replica);
double            kontor_import_work_get_progress (KontorImportWork *self, guint64 *rows);

void kontor_import_work_load_async (KontorImportWork   *self,
                                    GFile              *file,
                                    GCancellable       *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data);
KontorImportFile *
kontor_import_work_load_finish (KontorImportWork *self, GAsyncResult *result, GError **error);

typedef struct
{
  const char *importer;
  KontorJson *mapping; /* (nullable): of a general CSV file */
  gboolean    dry_run;
  gboolean    only_failed;
} KontorImportOrder;

void kontor_import_work_run_async (KontorImportWork        *self,
                                   KontorImportFile        *file,
                                   const KontorImportOrder *order,
                                   GCancellable            *cancellable,
                                   GAsyncReadyCallback      callback,
                                   gpointer                 user_data);
KontorJson *
kontor_import_work_run_finish (KontorImportWork *self, GAsyncResult *result, GError **error);

void  kontor_import_work_undo_async (KontorImportWork   *self,
                                     const char         *batch,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data);
char *kontor_import_work_undo_finish (KontorImportWork *self, GAsyncResult *result, GError **error);

/* Earlier imports, newest first: [{"batch","file","importer","at","summary":{…},"undone":bool}…] */
void kontor_import_work_list_async (KontorImportWork   *self,
                                    GCancellable       *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data);
KontorJson *
kontor_import_work_list_finish (KontorImportWork *self, GAsyncResult *result, GError **error);

G_END_DECLS
