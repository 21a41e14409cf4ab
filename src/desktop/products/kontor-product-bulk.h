/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <gio/gio.h>

#include "kontor-product-price.h"

G_BEGIN_DECLS

/* Many products changed at once: what each variant becomes, and the commands that make it so. */

typedef struct
{
  KontorPriceChange   price;
  gint64              amount; /* basis points or 1/10000, as price says */
  KontorPriceRounding rounding;
  const char         *currency;
  const char         *price_mode;    /* of prices that are not there yet */
  gint64              now;           /* UTC microseconds */
  const char         *category;      /* (nullable): uid, "" for none; NULL keeps */
  const char         *category_name; /* (nullable) */
  const char         *tax_code;      /* (nullable): NULL keeps */
  int                 published;     /* -1 keeps */
  char              **add_tags;
  char              **remove_tags;
  const char         *supplier;      /* (nullable): uid that is added; NULL keeps */
  const char         *supplier_name; /* (nullable) */
} KontorProductBulk;

#define KONTOR_TYPE_PRODUCT_BULK_ROW (kontor_product_bulk_row_get_type ())
G_DECLARE_FINAL_TYPE (
  KontorProductBulkRow, kontor_product_bulk_row, KONTOR, PRODUCT_BULK_ROW, GObject)

/* A variant and what it becomes. Signal "changed". */
struct _KontorProductBulkRow
{
  GObject parent_instance;

  KontorJson       *product;  /* (owned) */
  const KontorJson *variant;  /* of the product */
  const KontorJson *price;    /* (nullable): the one that applies, of the variant */
  gboolean          first;    /* of its product: carries what changes of the product itself */
  gint64            typed_e4; /* a price typed for this row alone, -1 for none */
  gint64            new_e4;   /* -1 when the price stays */
  char             *others;   /* (owned): what else changes, in words; "" for nothing */
};

typedef struct
{
  guint n_prices;
  guint n_others;  /* rows with other changes */
  guint n_refused; /* prices that would be less than nothing */
} KontorProductBulkCount;

void       kontor_product_bulk_add_rows (GListStore *rows, const KontorJson *products);
void       kontor_product_bulk_apply (const KontorProductBulk *self,
                                      GListModel              *rows,
                                      KontorProductBulkCount  *count);
GPtrArray *kontor_product_bulk_dup_items (const KontorProductBulk *self, GListModel *rows);

G_END_DECLS
