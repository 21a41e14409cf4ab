/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#pragma once

#include "kontor-queries.h"

G_BEGIN_DECLS

/* Rows as JSON. spec names the columns in order, "u:uid t:number i:gross_minor b:published
 * j:offers": u a uid, t text, i an integer, b a boolean, j text that is JSON. NULL becomes null. */
KontorJson *kontor_query_rows (KontorDatabase    *database,
                               const char        *sql,
                               const char        *spec,
                               GError           **error,
                               const KontorValue *values,
                               gsize              n_values);
KontorJson *kontor_query_row (KontorDatabase    *database,
                              const char        *sql,
                              const char        *spec,
                              GError           **error,
                              const KontorValue *values,
                              gsize              n_values); /* JSON null without a row */
KontorJson *kontor_query_texts (KontorDatabase    *database,
                                const char        *sql,
                                GError           **error,
                                const KontorValue *values,
                                gsize              n_values); /* first column */
gboolean    kontor_query_set_rows (KontorJson        *object,
                                   const char        *key,
                                   KontorDatabase    *database,
                                   const char        *sql,
                                   const char        *spec,
                                   GError           **error,
                                   const KontorValue *values,
                                   gsize              n_values);
gboolean    kontor_query_check_found (KontorJson *row, const char *what, GError **error);
void
kontor_json_set_uid (KontorJson *object, const char *key, const KontorUid *uid); /* nil: null */
void kontor_json_set_time (KontorJson *object, const char *key, gint64 time);    /* 0: null */

/* An expression of FTS5 for documents of a kind with all the words that have three characters or
 * more; NULL without one. */
char *kontor_query_match (const char *kind, const char *text);

typedef struct
{
  KontorUid uid;
  char     *kind;
  char     *title;
  char     *subtitle;
  char     *state; /* (nullable): of orders */
  guint     rank;  /* less is better */
} KontorHit;

void kontor_hit_free (KontorHit *self);
GPtrArray *
kontor_query_find_documents (KontorDatabase *database,
                             const char     *kind,
                             const char     *text,
                             guint           limit,
                             GError        **error); /* (element-type KontorHit) without title */

G_END_DECLS
