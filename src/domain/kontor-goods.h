/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-uid.h"

G_BEGIN_DECLS

/* Goods as they are taken from the shelf or put there: which, how many, where, of which lot. */
typedef struct
{
  KontorUid variant;
  KontorUid place;    /* nil: the main place */
  KontorUid lot;      /* nil: none */
  gint64    quantity; /* thousandths */
} KontorGoods;

/* What lies at one place of one lot and may be taken. */
typedef struct
{
  KontorUid place;
  KontorUid lot;
  gint64    quantity;
  gint64    best_before; /* UTC microseconds; 0: it keeps */
  gint64    position;    /* of the place, on the way through the store */
  gboolean  is_packing;  /* picked already */
} KontorShelf;

void kontor_goods_propose (
  GArray *shelves, const KontorUid *variant, gint64 quantity, gint64 at, GArray *goods);
gint64 kontor_goods_scale (gint64 quantity, gint64 factor);
gint64 kontor_goods_share (gint64 total, gint64 part, gint64 whole);

G_END_DECLS
