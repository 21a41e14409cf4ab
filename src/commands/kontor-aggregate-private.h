/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-aggregate.h"

G_BEGIN_DECLS

#define KONTOR_AGGREGATE_MOST_COLUMNS 64

/* The statements of one table, made once: their text names a prepared statement, so it must not
 * change. */
typedef struct
{
  char *
    select; /* rows of the aggregate with the root's uid ?1; types and columns as in the registry */
  char *upsert; /* ?1…: the columns, then the parent */
  char *remove; /* ?1…: the key columns, then the parent where it is part of the key */
} KontorAggregateSql;

const KontorAggregateSql *kontor_aggregate_get_sql (const KontorAggregateTable *table);

/* The image as a value; NULL without an error when there is no such aggregate. */
KontorJson *kontor_aggregate_load (KontorDatabase            *database,
                                   const KontorAggregateType *type,
                                   const KontorUid           *uid,
                                   gint64                     seq,
                                   GError                   **error);

G_END_DECLS
