/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-database.h"

G_BEGIN_DECLS

/**
 * KontorEngineClass:
 *
 * What an engine does for the front. A statement is prepared once, then any number of times started
 * with values, stepped, and reset.
 */
typedef struct
{
  KontorEngine kind;

  void (*close) (KontorDatabase *self);
  void (*interrupt) (KontorDatabase *self); /* (any thread) (nullable) */
  gboolean (*execute) (KontorDatabase *self, const char *script, GError **error);
  gboolean (*in_transaction) (KontorDatabase *self);
  gboolean (*begin) (KontorDatabase *self, GError **error);
  gboolean (*begin_read) (KontorDatabase *self, GError **error);
  gboolean (*commit) (KontorDatabase *self, GError **error);

  KontorStatement *(*prepare) (KontorDatabase *self, const char *sql, GError **error);
  gboolean (*start) (KontorStatement   *statement,
                     const KontorValue *values,
                     gsize              n_values,
                     gboolean           keep_values,
                     GError           **error);
  KontorStep (*step) (KontorStatement *statement, GError **error);
  gint64 (*count_changes) (KontorStatement *statement);
  void (*reset) (KontorStatement *statement);
  void (*finalize) (KontorStatement *statement);

  int (*get_n_columns) (KontorStatement *statement);
  int (*get_type) (KontorStatement *statement, int column);
  gint64 (*get_integer) (KontorStatement *statement, int column);
  const char *(*get_text) (KontorStatement *statement, int column, gsize *length);
  const void *(*get_blob) (KontorStatement *statement, int column, gsize *length);
} KontorEngineClass;

struct _KontorDatabase
{
  const KontorEngineClass *engine;
  char                    *name; /* (owned): for error texts, never with a password */

  GHashTable *idle;    /* (owned) SQL text to statement that nobody uses now */
  GQueue      recency; /* of the idle statements, latest used first */
  guint       n_busy;  /* statements that somebody uses */

  guint  savepoint_depth;
  gint64 changes;

  gboolean is_rewinding; /* rows that are only appended may be taken away */
};

struct _KontorStatement
{
  KontorDatabase *database; /* (not owned) */
  char           *sql;      /* (owned) */
  GList           link;     /* in the recency queue while idle */
  guint           n_parameters;
  gboolean        ended; /* stepped past its last row */
};

void kontor_database_init (KontorDatabase *self, const KontorEngineClass *engine, char *name);
void kontor_database_clear (KontorDatabase *self);
void kontor_database_forget_statements (KontorDatabase *self);

KontorStatement *kontor_statement_take (KontorDatabase *self, const char *sql, GError **error);
gboolean         kontor_statement_start (KontorStatement   *self,
                                         const KontorValue *values,
                                         gsize              n_values,
                                         gboolean           keep_values,
                                         GError           **error);
void             kontor_statement_init (KontorStatement *self,
                                        KontorDatabase  *database,
                                        const char      *sql,
                                        guint            n_parameters);
void             kontor_statement_clear (KontorStatement *self);

KontorDatabase *kontor_sqlite_open (const char *path, KontorDatabaseMode mode, GError **error);
KontorDatabase *
kontor_postgres_open (const char *conninfo, KontorDatabaseMode mode, GError **error);

/* Reads one integer, for settings and counts; FALSE with an error when the query fails or is empty.
 */
gboolean
kontor_database_read_integer (KontorDatabase *self, const char *sql, gint64 *value, GError **error);

G_END_DECLS
