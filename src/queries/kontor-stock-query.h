/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-queries.h"

G_BEGIN_DECLS

/* Reads about the stock; their members are described in src/queries/README.md. Those that need the
 * derived tables run on SQLite. Quantities are thousandths, times UTC microseconds. */

gboolean    kontor_query_find_variant (KontorDatabase *database,
                                       const char     *name,
                                       KontorUid      *uid,
                                       GError        **error); /* SKU, barcode or uid */
KontorJson *kontor_query_stock_json (KontorDatabase  *database,
                                     const KontorUid *variant,
                                     gint64           now,
                                     GError         **error);
KontorJson *kontor_query_lot_json (KontorDatabase *database, const KontorUid *lot, GError **error);
KontorJson *
kontor_query_transfer_json (KontorDatabase *database, const KontorUid *transfer, GError **error);
KontorJson *
kontor_query_movement_json (KontorDatabase *database, const KontorUid *movement, GError **error);
KontorJson *
kontor_query_notice_json (KontorDatabase *database, const KontorUid *notice, GError **error);
KontorJson *kontor_query_places_json (KontorDatabase *database, GError **error);
KontorJson *
kontor_query_place_json (KontorDatabase *database, const KontorUid *place, GError **error);
KontorJson *
kontor_query_split_targets (KontorDatabase *database, const KontorUid *variant, GError **error);
KontorJson *kontor_query_ship_goods (KontorDatabase  *database,
                                     const KontorUid *order,
                                     gint64           at,
                                     GError         **error);

/* What lay there along time: a step after each movement, of many movements one an interval. */
KontorJson *kontor_query_stock_history (KontorDatabase  *database,
                                        const KontorUid *variant,
                                        gint64           from,
                                        gint64           to,
                                        guint            most_points,
                                        GError         **error);

/* What was there and what it was worth at a moment, as it was known at another one. */
typedef struct
{
  gint64           at;       /* value and books see what was booked before it */
  gint64           known_at; /* G_MAXINT64: all that is known today */
  const KontorUid *variant;  /* (nullable): of one item only */
  gboolean         items;    /* whether to list them */
} KontorStockValueQuestion;

KontorJson *kontor_query_stock_value (KontorDatabase                 *database,
                                      const KontorStockValueQuestion *question,
                                      GError                        **error);

/* What was sold between two moments, what it cost, and what stayed. */
KontorJson *
kontor_query_stock_margin (KontorDatabase *database, gint64 from, gint64 to, GError **error);

G_END_DECLS
