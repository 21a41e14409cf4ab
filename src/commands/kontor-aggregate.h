/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-command.h"

G_BEGIN_DECLS

/* Aggregates as rows on the wire (sync-spec.md section 6): a root row and its children, as JSON
 * arrays, columns in the order of the registry, without local ids. The same code writes and applies
 * them on every engine. */

/* Who may see an aggregate: a role and a station have a set of these bits (sync-spec.md section
 * 16). */
#define KONTOR_SCOPE_CATALOG 1
#define KONTOR_SCOPE_STOCK 2
#define KONTOR_SCOPE_ORDERS 4
#define KONTOR_SCOPE_CUSTOMERS 8
#define KONTOR_SCOPE_FINANCE 16
#define KONTOR_SCOPE_SETTINGS 32
#define KONTOR_SCOPE_ALL 63

typedef struct
{
  const char        *table;
  const char *const *columns; /* NULL-terminated, without @parent; the root's first is "uid" */
  const char        *types;   /* a letter a column: u uid, i integer, t text */
  guint n_keys; /* that many columns from the first are its key (together with @parent, unless it
                   has a uid) */
  const char *parent;  /* column that names the root; NULL for the root and for grandchildren */
  const char *through; /* grandchildren: table of this aggregate whose uid the first column names */
} KontorAggregateTable;

typedef struct
{
  KontorKind  kind;
  const char *name; /* "order" */
  gint64      scope;
  const KontorAggregateTable
    *tables; /* root first, children before their own; ends with an entry without a table */
} KontorAggregateType;

const KontorAggregateType        *kontor_aggregate_type_get (KontorKind kind);
const KontorAggregateType        *kontor_aggregate_type_find (const char *name);
const KontorAggregateType *const *kontor_aggregate_type_list (guint *n_types);

/* ["order", seq, "uid", …root columns…, [[child…],…], …] or ["-", seq, "order", "uid"] when it is
 * gone. */
gboolean kontor_aggregate_write (KontorDatabase  *database,
                                 KontorKind       kind,
                                 const KontorUid *uid,
                                 gint64           seq,
                                 GString         *out,
                                 GError         **error);
gboolean kontor_aggregate_apply (KontorDatabase   *database,
                                 const KontorJson *image,
                                 KontorTouch      *touch,
                                 GError          **error);
gboolean kontor_aggregate_delete (KontorDatabase  *database,
                                  KontorKind       kind,
                                  const KontorUid *uid,
                                  GError         **error);

G_END_DECLS
