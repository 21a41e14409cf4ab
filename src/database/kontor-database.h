/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <glib.h>

#include "kontor-uid.h"

G_BEGIN_DECLS

/**
 * KontorDatabaseError:
 * @KONTOR_DATABASE_ERROR_FAILED: anything the caller can only report
 * @KONTOR_DATABASE_ERROR_BUSY: somebody else holds the lock; the same call may work later
 * @KONTOR_DATABASE_ERROR_FULL: the disk is full; nothing was written
 * @KONTOR_DATABASE_ERROR_CONSTRAINT: the rows would break a rule of the schema
 * @KONTOR_DATABASE_ERROR_DAMAGED: the file is damaged or is not a Kontor database
 * @KONTOR_DATABASE_ERROR_NEWER: the file was written by a newer version of Kontor
 * @KONTOR_DATABASE_ERROR_READ_ONLY: the file or its folder can't be written
 * @KONTOR_DATABASE_ERROR_MISSING: there is no such database
 * @KONTOR_DATABASE_ERROR_UNREACHABLE: the database server does not answer or refuses the sign-in
 * @KONTOR_DATABASE_ERROR_INTERRUPTED: the query was interrupted on request
 */
typedef enum
{
  KONTOR_DATABASE_ERROR_FAILED,
  KONTOR_DATABASE_ERROR_BUSY,
  KONTOR_DATABASE_ERROR_FULL,
  KONTOR_DATABASE_ERROR_CONSTRAINT,
  KONTOR_DATABASE_ERROR_DAMAGED,
  KONTOR_DATABASE_ERROR_NEWER,
  KONTOR_DATABASE_ERROR_READ_ONLY,
  KONTOR_DATABASE_ERROR_MISSING,
  KONTOR_DATABASE_ERROR_UNREACHABLE,
  KONTOR_DATABASE_ERROR_INTERRUPTED,
} KontorDatabaseError;

#define KONTOR_DATABASE_ERROR (kontor_database_error_quark ())
GQuark kontor_database_error_quark (void);

/**
 * KontorDatabase:
 *
 * One connection to one database, on either engine. It belongs to one thread at a time.
 * Locations: a path (SQLite), ":memory:" (SQLite), "postgresql://..." or "postgres:" and libpq's
 * keywords (PostgreSQL).
 */
typedef struct _KontorDatabase  KontorDatabase;
typedef struct _KontorStatement KontorStatement;

typedef enum
{
  KONTOR_DATABASE_READ_ONLY,
  KONTOR_DATABASE_READ_WRITE,
  KONTOR_DATABASE_CREATE,
} KontorDatabaseMode;

typedef enum
{
  KONTOR_ENGINE_SQLITE,
  KONTOR_ENGINE_POSTGRES,
} KontorEngine;

KontorDatabase              *
kontor_database_open (const char *location, KontorDatabaseMode mode, GError **error);
void         kontor_database_close (KontorDatabase *self);
KontorEngine kontor_database_get_engine (const KontorDatabase *self);
void         kontor_database_set_rewinding (KontorDatabase *self, gboolean is_rewinding);
void         kontor_database_interrupt (KontorDatabase *self); /* from any thread; SQLite only */

/* A value bound to a parameter of a statement. Text, blobs and uids are borrowed for the call. */
typedef struct
{
  enum
  {
    KONTOR_VALUE_NULL,
    KONTOR_VALUE_INTEGER,
    KONTOR_VALUE_TEXT,
    KONTOR_VALUE_BLOB,
  } type;
  gint64      integer;
  const void *data;
  gsize       length;
} KontorValue;

KontorValue kontor_value_null (void);
KontorValue kontor_value_integer (gint64 value);
KontorValue kontor_value_text (const char *text);               /* NULL binds NULL */
KontorValue kontor_value_blob (const void *data, gsize length); /* NULL data binds NULL */
KontorValue kontor_value_bytes (GBytes *bytes);                 /* NULL binds NULL */
KontorValue kontor_value_uid (const KontorUid *uid);            /* NULL binds NULL */

/* The trailing arguments of kontor_database_run() and kontor_database_query(): values, count. */
#define KONTOR_VALUES(...)                                                                         \
  ((const KontorValue[]){ __VA_ARGS__ }), G_N_ELEMENTS (((const KontorValue[]){ __VA_ARGS__ }))
#define KONTOR_NO_VALUES NULL, 0

typedef enum
{
  KONTOR_STEP_FAILED,
  KONTOR_STEP_ROW,
  KONTOR_STEP_DONE,
} KontorStep;

/* SQL is the common subset with ?1-style parameters. Statements are prepared once per connection
 * and text; releasing one (g_autoptr) resets it and clears its values. */
gboolean kontor_database_run (
  KontorDatabase *self, const char *sql, GError **error, const KontorValue *values, gsize n_values);
KontorStatement *kontor_database_query (
  KontorDatabase *self, const char *sql, GError **error, const KontorValue *values, gsize n_values);
gboolean kontor_database_execute (KontorDatabase *self, const char *script, GError **error);
gint64   kontor_database_get_changes (KontorDatabase *self); /* rows changed by the last run */

KontorStep kontor_statement_step (KontorStatement *self, GError **error);
gboolean   kontor_statement_step_row (KontorStatement *self,
                                      GError         **error); /* TRUE exactly when there is a row */
int        kontor_statement_get_n_columns (KontorStatement *self);
gboolean   kontor_statement_is_null (KontorStatement *self, int column);
gint64     kontor_statement_get_integer (KontorStatement *self, int column);
const char *
kontor_statement_get_text (KontorStatement *self,
                           int column); /* borrowed until the next step; NULL for NULL */
const void         *
kontor_statement_get_blob (KontorStatement *self, int column, gsize *length); /* likewise */
GBytes *kontor_statement_dup_bytes (KontorStatement *self, int column);
gboolean    kontor_statement_get_uid (KontorStatement *self,
                                      int              column,
                                      KontorUid       *uid); /* FALSE and nil for NULL */
KontorValue kontor_statement_get_value (KontorStatement *self, int column); /* borrowed likewise */
void        kontor_statement_release (KontorStatement *self);

/* Transactions do not nest; savepoints do. */
gboolean kontor_database_begin (KontorDatabase *self, GError **error);
gboolean kontor_database_begin_read (KontorDatabase *self,
                                     GError        **error); /* one snapshot for several reads */
gboolean kontor_database_commit (KontorDatabase *self, GError **error);
void     kontor_database_rollback (KontorDatabase *self);
gboolean kontor_database_savepoint (KontorDatabase *self, GError **error);
gboolean kontor_database_release_savepoint (KontorDatabase *self, GError **error);
void     kontor_database_rollback_savepoint (KontorDatabase *self);
gboolean kontor_database_in_transaction (KontorDatabase *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorDatabase, kontor_database_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorStatement, kontor_statement_release)

G_END_DECLS
