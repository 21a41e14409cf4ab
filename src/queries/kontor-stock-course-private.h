/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-cost.h"
#include "kontor-query-private.h"

G_BEGIN_DECLS

/* Walks along the movements of items, in the order in which books see them: one item after the
 * other, and its average cost with it. */

typedef struct
{
  gint64   booked_at; /* booked_on, else happened_at */
  gint64   happened_at;
  gint64   hlc;
  gint64   rank;
  guint    position; /* as the statement gave it: breaks what ties are left */
  gint64   quantity;
  gboolean is_restock;
  gboolean is_use; /* sold, returned or used up: what the stock is there for */
  gboolean is_sale;
  gboolean has_order; /* belongs to the line of an order */
  gboolean has_cost;  /* in the currency of the walk */
  gint64   cost_e4;
  gint64   id; /* of the movement, in this database */
} KontorCourseRow;

typedef struct
{
  const char      *currency;
  gint64           known_at;
  const KontorUid *variant; /* (nullable): only this one */
} KontorCourseQuestion;

/* All rows of one item, in order. */
typedef gboolean (*KontorCourseFunc) (const KontorUid *variant,
                                      const GArray    *rows,
                                      gpointer         user_data,
                                      GError         **error);

gboolean kontor_stock_course_walk (KontorDatabase             *database,
                                   const KontorCourseQuestion *question,
                                   KontorCourseFunc            func,
                                   gpointer                    user_data,
                                   GError                    **error);
gboolean kontor_stock_course_catalog_cost (KontorDatabase  *database,
                                           const KontorUid *variant,
                                           const char      *currency,
                                           gint64          *average_e8,
                                           gboolean        *known,
                                           GError         **error);

G_END_DECLS
