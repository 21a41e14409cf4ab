/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-query-private.h"

G_BEGIN_DECLS

/* What left between two moments, less what came back: revenue of the order line without tax, in
 * proportion to what was delivered; cost at the average at which the goods left. A bundle has the
 * cost of its parts. */

/* Sums of one variant that was sold. */
typedef struct
{
  KontorUid variant;
  gint64    quantity;
  gint64    revenue_minor;
  gint64    cost_e11; /* thousandths of units times 1/100000000 */
} KontorSold;

typedef struct
{
  KontorDatabase *database;
  const char     *currency; /* orders in others are left out */
  gint64          from;     /* UTC microseconds, included */
  gint64          to;       /* not included */
  GHashTable     *sold;     /* (owned): the variant → KontorSold */
} KontorMargin;

void kontor_margin_init (
  KontorMargin *self, KontorDatabase *database, const char *currency, gint64 from, gint64 to);
void     kontor_margin_clear (KontorMargin *self);
gboolean kontor_margin_sum_delivered (KontorMargin *self, GError **error);
gboolean kontor_margin_sum_cost (KontorMargin *self, GError **error);
GArray  *kontor_margin_list (KontorMargin *self, GError **error); /* of KontorSold */
void     kontor_sold_set_figures (const KontorSold *self, const char *currency, KontorJson *item);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KontorMargin, kontor_margin_clear)

G_END_DECLS
