/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-sample-data.h"
#include "kontor-sample.h"
#include "kontor-time.h"

G_BEGIN_DECLS

/* Shared by the files that make a sample company. */

#define KONTOR_SAMPLE_DAYS 425 /* fourteen months */
#define KONTOR_SAMPLE_MONTH (30 * KONTOR_DAY)
#define KONTOR_SAMPLE_MONTHS (KONTOR_SAMPLE_DAYS / 30 + 1)

/* A variant that can be bought. */
typedef struct
{
  char    *uid; /* (owned) */
  gint64   price_e4;
  gint64   cost_e4;
  gint64   content; /* thousandths of a millilitre; 0: no measure */
  guint    share;
  guint    product;                      /* position in the table */
  gboolean is_part;                      /* of the set */
  gint64   wanted[KONTOR_SAMPLE_MONTHS]; /* ordered in each month, thousandths */
} SampleVariant;

typedef struct
{
  char    *uid;  /* (owned) */
  char    *name; /* (owned) */
  gint64   since;
  gboolean is_company;
} SampleCustomer;

typedef struct
{
  const KontorSampleSupplier *data;
  char                       *uid; /* (owned) */
} SampleSupplier;

/* What is ordered at the beginning of a month. */
typedef struct
{
  const SampleVariant *variant;
  guint                month;
  gint64               quantity;
  gint64               cost_e4;
} SampleBuy;

typedef struct
{
  KontorReplica             *replica;
  const KontorSampleProduct *products;
  GRand                     *random;
  GTimeZone                 *zone;
  GArray                    *variants;  /* (owned) of SampleVariant */
  GArray                    *customers; /* (owned) of SampleCustomer */
  GArray                    *suppliers; /* (owned) of SampleSupplier: of the products */
  GArray                    *buys;      /* (owned) of SampleBuy */
  GPtrArray                 *items;     /* (owned) of KontorReplicaItem */
  guint                      batch;     /* so many items are committed together */
  guint                      shares;    /* sum */
  guint                      bundle; /* position of the set among the variants; 0: there is none */
  gint64                     now;
  guint                      orders;
  gint64                     number_day;
  guint                      number;
  GCancellable              *cancellable;
  KontorSampleProgress       progress;
  gpointer                   progress_data;
} Sample;

guint kontor_sample_below (Sample *self, guint limit);
gboolean
kontor_sample_queue (Sample *self, const char *command, KontorJson *params, GError **error);
gboolean kontor_sample_flush (Sample *self, GError **error);

/* kontor-sample-stock.c: what came in, so that what was sold was there */
gint64   kontor_sample_month_begin (const Sample *self, guint month);
gint64   kontor_sample_bottle_cost (const KontorSampleProduct *product);
gboolean kontor_sample_make_stock (Sample *self, gboolean is_shop, GError **error);
gboolean kontor_sample_notice_low (Sample *self, GError **error);

/* kontor-sample-purchase.c: whom it was ordered from, and what is on its way */
gboolean              kontor_sample_make_suppliers (Sample *self, GError **error);
const SampleSupplier *kontor_sample_find_supplier (Sample *self, const char *brand);
void
kontor_sample_set_suppliers (Sample *self, const KontorSampleProduct *product, KontorJson *params);
gboolean kontor_sample_make_purchases (Sample *self, GError **error);
gboolean kontor_sample_make_lots (Sample *self, GError **error);
gboolean kontor_sample_make_open_purchases (Sample *self, GError **error);

/* kontor-sample-shelf.c: where it lies */
gboolean kontor_sample_make_places (Sample *self, GError **error);
gboolean kontor_sample_fill_shelves (Sample *self, GError **error);

/* kontor-sample-count.c: what was counted */
gboolean kontor_sample_make_counts (Sample *self, GError **error);

/* kontor-sample-money.c: what was billed */
gboolean kontor_sample_make_invoices (Sample *self, gboolean is_shop, GError **error);

/* kontor-sample-incoming.c: what suppliers want for their goods */
gboolean kontor_sample_make_incoming (Sample *self, GError **error);

/* kontor-sample-bank.c: what the bank says */
gboolean kontor_sample_make_bank (Sample *self, GError **error);

G_END_DECLS
