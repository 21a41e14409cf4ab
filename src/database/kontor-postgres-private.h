/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <libpq-fe.h>

#include "kontor-database-private.h"

G_BEGIN_DECLS

typedef struct
{
  KontorDatabase parent;

  PGconn    *connection; /* (owned) */
  GPtrArray *dropped;    /* (owned) names of statements that the server may forget */
  guint      n_prepared; /* so far: makes the names */
} KontorPostgres;

typedef struct
{
  KontorStatement parent;

  char       name[16];
  PGresult  *result;  /* (owned) (nullable): all rows, while in use */
  GPtrArray *decoded; /* (owned) GBytes of this row's bytea columns, made on request */
  int        row;
} KontorPostgresStatement;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PGresult, PQclear)

void     kontor_postgres_set_error (KontorDatabase *self,
                                    const PGresult *result,
                                    const char     *tried,
                                    GError        **error);
gboolean kontor_postgres_is_done (const PGresult *result);
gboolean kontor_postgres_execute (KontorDatabase *self, const char *script, GError **error);

KontorStatement *kontor_postgres_prepare (KontorDatabase *self, const char *sql, GError **error);
gboolean         kontor_postgres_start (KontorStatement   *statement,
                                        const KontorValue *values,
                                        gsize              n_values,
                                        gboolean           keep_values,
                                        GError           **error);
KontorStep       kontor_postgres_step (KontorStatement *statement, GError **error);
gint64           kontor_postgres_count_changes (KontorStatement *statement);
void             kontor_postgres_reset (KontorStatement *statement);
void             kontor_postgres_finalize (KontorStatement *statement);
int              kontor_postgres_get_n_columns (KontorStatement *statement);
int              kontor_postgres_get_type (KontorStatement *statement, int column);
gint64           kontor_postgres_get_integer (KontorStatement *statement, int column);
const char      *kontor_postgres_get_text (KontorStatement *statement, int column, gsize *length);
const void      *kontor_postgres_get_blob (KontorStatement *statement, int column, gsize *length);

G_END_DECLS
