/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How much of an item to order, and why. Quantities are thousandths of the item's unit. */

#define KONTOR_REORDER_DAYS 90
#define KONTOR_REORDER_MONTH 30 /* days that a rate is told for */

/* What moved in the last days, today last. Fill it with kontor_reorder_history_add() in any order,
 * then look at it. */
typedef struct
{
  gint64 moved[KONTOR_REORDER_DAYS]; /* what the stock changed by */
  gint64 sold[KONTOR_REORDER_DAYS];  /* what left for customers, less what came back */
} KontorReorderHistory;

typedef struct
{
  gint64 on_hand;
  gint64 reserved;
  gint64 unavailable;
  gint64 incoming; /* of open purchase orders */
  gint64 reorder_level;
  gint64 reorder_quantity;  /* ordered at least; 0: nothing is wished */
  gint64 pack_quantity;     /* of the supplier; orders are whole packs */
  int    lead_days;         /* of the supplier; 0: not known */
  int    default_lead_days; /* when it is not known */
  int    cover_days;        /* an order lasts that long after its arrival */
} KontorReorderItem;

typedef enum
{
  KONTOR_REORDER_NONE,     /* there is enough */
  KONTOR_REORDER_PROMISED, /* more is promised than there is and comes */
  KONTOR_REORDER_LEVEL,    /* at or below the reorder level */
  KONTOR_REORDER_RUNS_OUT, /* would run out before an order could arrive */
} KontorReorderCause;

#define KONTOR_REORDER_N_CAUSES 4

/* Every figure that the proposal follows from. */
typedef struct
{
  KontorReorderCause cause;
  gint64             sold;         /* on the days that count */
  int                days;         /* that count */
  int                missing_days; /* when there was nothing to sell */
  gint64             month_rate;   /* in 30 days; younger sales weigh more */
  gint64             available;
  gint64             incoming;
  gint64             position; /* available and incoming: what there is to live on */
  int                lead_days;
  gboolean           lead_is_assumed;
  gint64             lead_demand; /* sold until an order arrives */
  gint64             safety;      /* for sales above the usual until then */
  gint64             level;       /* at or below it an order is due */
  int                cover_days;
  gint64             cover_demand;
  gint64             target;  /* up to which an order fills */
  gint64             needed;  /* before minimum and packs */
  gint64             minimum; /* the reorder quantity */
  gint64             pack_quantity;
  gint64             packs;
  gint64             quantity;  /* to order: whole packs; 0 for KONTOR_REORDER_NONE */
  int                days_left; /* until available is sold; -1 when nothing is sold */
} KontorReorderProposal;

void
kontor_reorder_history_add (KontorReorderHistory *self, int days_ago, gint64 moved, gint64 sold);
KontorReorderProposal kontor_reorder_propose (const KontorReorderItem    *item,
                                              const KontorReorderHistory *history);

const char *kontor_reorder_cause_to_name (KontorReorderCause cause);
gboolean    kontor_reorder_cause_from_name (const char *name, KontorReorderCause *cause);

G_END_DECLS
