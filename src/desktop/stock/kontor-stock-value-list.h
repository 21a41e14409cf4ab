/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <gio/gio.h>

#include "kontor-json.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_STOCK_VALUE_ITEM (kontor_stock_value_item_get_type ())
G_DECLARE_FINAL_TYPE (
  KontorStockValueItem, kontor_stock_value_item, KONTOR, STOCK_VALUE_ITEM, GObject)

const KontorJson *kontor_stock_value_item_get_json (KontorStockValueItem *self);

#define KONTOR_TYPE_STOCK_VALUE_LIST (kontor_stock_value_list_get_type ())
G_DECLARE_FINAL_TYPE (
  KontorStockValueList, kontor_stock_value_list, KONTOR, STOCK_VALUE_LIST, GObject)

KontorStockValueList *kontor_stock_value_list_new (void);
void                  kontor_stock_value_list_set_items (KontorStockValueList *self,
                                                         const KontorJson     *items,
                                                         const KontorJson     *keys);
gint64                kontor_stock_value_list_get_sum (KontorStockValueList *self);
void kontor_stock_value_list_set_words (KontorStockValueList *self, const char *words);

G_END_DECLS
