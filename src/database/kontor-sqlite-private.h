/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

/* The session extension is part of the library, but declared only on request. */
#define SQLITE_ENABLE_PREUPDATE_HOOK 1
#define SQLITE_ENABLE_SESSION 1
#include <sqlite3.h>

#include "kontor-database-private.h"

G_BEGIN_DECLS

/* "KONT" in the header of every database file of Kontor. */
#define KONTOR_APPLICATION_ID 0x4b4f4e54

typedef struct
{
  KontorDatabase parent;

  sqlite3 *handle; /* (owned) */
} KontorSqlite;

typedef struct
{
  KontorStatement parent;

  sqlite3_stmt *handle;        /* (owned) */
  gint64        total_changes; /* of the connection, before this ran */
} KontorSqliteStatement;

sqlite3 *kontor_sqlite_get_handle (KontorDatabase *self);
void kontor_sqlite_set_error (KontorDatabase *self, int code, const char *tried, GError **error);
gboolean kontor_sqlite_register_functions (KontorDatabase *self, sqlite3 *handle);

KontorStatement *kontor_sqlite_prepare (KontorDatabase *self, const char *sql, GError **error);
gboolean         kontor_sqlite_start (KontorStatement   *statement,
                                      const KontorValue *values,
                                      gsize              n_values,
                                      gboolean           keep_values,
                                      GError           **error);
KontorStep       kontor_sqlite_step (KontorStatement *statement, GError **error);
gint64           kontor_sqlite_count_changes (KontorStatement *statement);
void             kontor_sqlite_reset (KontorStatement *statement);
void             kontor_sqlite_finalize (KontorStatement *statement);
int              kontor_sqlite_get_n_columns (KontorStatement *statement);
int              kontor_sqlite_get_type (KontorStatement *statement, int column);
gint64           kontor_sqlite_get_integer (KontorStatement *statement, int column);
const char      *kontor_sqlite_get_text (KontorStatement *statement, int column, gsize *length);
const void      *kontor_sqlite_get_blob (KontorStatement *statement, int column, gsize *length);

G_END_DECLS
