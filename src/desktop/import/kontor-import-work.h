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
  char           *told_encoding;  /* (nullable): by the person; NULL when it was found out */
  char            told_separator; /* likewise, 0 when it was found out */
  const char     *importer;       /* static: what it probably is */
  const char     *encoding;       /* static, or what was told */
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

/* Looks into the bytes of a file again, written as the person says. */
void kontor_import_work_look_async (KontorImportWork   *self,
                                    KontorImportFile   *file,
                                    const char         *encoding,
                                    char                separator,
                                    GCancellable       *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data); /* finish as above */

typedef struct
{
  const char *importer;
  KontorJson *mapping; /* (nullable): of a general CSV file */
  const char *decimal; /* (nullable) (static): where the mapping does not say it */
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
