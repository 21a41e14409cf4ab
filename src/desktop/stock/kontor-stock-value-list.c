/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-stock-value-list.h"

#include <string.h>

/**
 * KontorStockValueItem:
 *
 * A row of the value of the stock: a name for what the answer holds.
 */
struct _KontorStockValueItem
{
  GObject parent_instance;

  KontorJson *json; /* (owned) */
};

G_DEFINE_FINAL_TYPE (KontorStockValueItem, kontor_stock_value_item, G_TYPE_OBJECT)

static void
kontor_stock_value_item_finalize (GObject *object)
{
  g_clear_pointer (&KONTOR_STOCK_VALUE_ITEM (object)->json, kontor_json_unref);

  G_OBJECT_CLASS (kontor_stock_value_item_parent_class)->finalize (object);
}

static void
kontor_stock_value_item_class_init (KontorStockValueItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = kontor_stock_value_item_finalize;
}

static void
kontor_stock_value_item_init (KontorStockValueItem *self)
{
}

const KontorJson *
kontor_stock_value_item_get_json (KontorStockValueItem *self)
{
  g_return_val_if_fail (KONTOR_IS_STOCK_VALUE_ITEM (self), NULL);

  return self->json;
}

/**
 * KontorStockValueList:
 *
 * The items of an answer, those that have the words in their names; an object is made only for a
 * row that is looked at.
 */
struct _KontorStockValueList
{
  GObject parent_instance;

  KontorJson *items; /* (owned) (nullable): array */
  KontorJson *keys;  /* (owned) (nullable): array of the folded names */
  GArray     *shown; /* (owned) of guint: positions in @items */
  char       *words; /* (owned): folded */
};

static GType
get_item_type (GListModel *model)
{
  return KONTOR_TYPE_STOCK_VALUE_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return ((KontorStockValueList *) model)->shown->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  KontorStockValueList *self = (KontorStockValueList *) model;
  KontorStockValueItem *item = NULL;

  if (position >= self->shown->len)
    return NULL;
  item = g_object_new (KONTOR_TYPE_STOCK_VALUE_ITEM, NULL);
  item->json = kontor_json_ref (
    (KontorJson *) kontor_json_at (self->items, g_array_index (self->shown, guint, position)));
  return item;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (KontorStockValueList,
                               kontor_stock_value_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
kontor_stock_value_list_finalize (GObject *object)
{
  KontorStockValueList *self = KONTOR_STOCK_VALUE_LIST (object);

  g_clear_pointer (&self->items, kontor_json_unref);
  g_clear_pointer (&self->keys, kontor_json_unref);
  g_clear_pointer (&self->shown, g_array_unref);
  g_clear_pointer (&self->words, g_free);

  G_OBJECT_CLASS (kontor_stock_value_list_parent_class)->finalize (object);
}

static void
kontor_stock_value_list_class_init (KontorStockValueListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = kontor_stock_value_list_finalize;
}

static void
kontor_stock_value_list_init (KontorStockValueList *self)
{
  self->shown = g_array_new (FALSE, TRUE, sizeof (guint));
  self->words = g_strdup ("");
}

KontorStockValueList *
kontor_stock_value_list_new (void)
{
  return g_object_new (KONTOR_TYPE_STOCK_VALUE_LIST, NULL);
}

/* All go, then those come that are shown: the view reads none of them in between. */
static void
refill (KontorStockValueList *self)
{
  guint n_before = self->shown->len;

  g_array_set_size (self->shown, 0);
  if (n_before > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, 0);
  for (guint i = 0; self->items != NULL && i < kontor_json_length (self->items); i++)
    if (strstr (kontor_json_string (kontor_json_at (self->keys, i)), self->words) != NULL)
      g_array_append_val (self->shown, i);
  if (self->shown->len > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, self->shown->len);
}

/**
 * kontor_stock_value_list_set_items:
 * @items: array of items
 * @keys: as many texts: what each is searched by, folded
 */
void
kontor_stock_value_list_set_items (KontorStockValueList *self,
                                   const KontorJson     *items,
                                   const KontorJson     *keys)
{
  g_autoptr (KontorJson) old_items = NULL;
  g_autoptr (KontorJson) old_keys = NULL;

  g_return_if_fail (KONTOR_IS_STOCK_VALUE_LIST (self));
  g_return_if_fail (kontor_json_length (items) == kontor_json_length (keys));

  old_items = self->items;
  old_keys = self->keys;
  self->items = kontor_json_ref ((KontorJson *) items);
  self->keys = kontor_json_ref ((KontorJson *) keys);
  refill (self);
}

/**
 * kontor_stock_value_list_set_words:
 * @words: what the names contain, however it is written; "" for all
 */
void
kontor_stock_value_list_set_words (KontorStockValueList *self, const char *words)
{
  g_return_if_fail (KONTOR_IS_STOCK_VALUE_LIST (self));

  g_free (self->words); /* replaced */
  self->words = g_utf8_casefold (words, -1);
  refill (self);
}

/**
 * kontor_stock_value_list_get_sum:
 *
 * Returns: what the items that are shown are worth, in minor units
 */
gint64
kontor_stock_value_list_get_sum (KontorStockValueList *self)
{
  gint64 sum = 0;

  g_return_val_if_fail (KONTOR_IS_STOCK_VALUE_LIST (self), 0);

  for (guint i = 0; i < self->shown->len; i++)
    sum += kontor_json_get_integer (
      kontor_json_at (self->items, g_array_index (self->shown, guint, i)), "value_minor", 0);
  return sum;
}
