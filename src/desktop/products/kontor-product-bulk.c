/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-product-bulk.h"

#include <glib/gi18n.h>

#include "kontor-number.h"
#include "kontor-product-edit.h"
#include "kontor-product-run.h"
#include "kontor-product-words.h"

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KontorProductBulkRow, kontor_product_bulk_row, G_TYPE_OBJECT)

static void
kontor_product_bulk_row_finalize (GObject *object)
{
  KontorProductBulkRow *self = KONTOR_PRODUCT_BULK_ROW (object);

  g_clear_pointer (&self->product, kontor_json_unref);
  g_clear_pointer (&self->others, g_free);

  G_OBJECT_CLASS (kontor_product_bulk_row_parent_class)->finalize (object);
}

static void
kontor_product_bulk_row_class_init (KontorProductBulkRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = kontor_product_bulk_row_finalize;
  signals[CHANGED] = g_signal_new ("changed",
                                   KONTOR_TYPE_PRODUCT_BULK_ROW,
                                   G_SIGNAL_RUN_LAST,
                                   0,
                                   NULL,
                                   NULL,
                                   NULL,
                                   G_TYPE_NONE,
                                   0);
}

static void
kontor_product_bulk_row_init (KontorProductBulkRow *self)
{
  self->typed_e4 = -1;
  self->new_e4 = -1;
  self->others = g_strdup ("");
}

/**
 * kontor_product_bulk_add_rows:
 * @rows: (element-type KontorProductBulkRow): gets a row for each variant that is not archived
 * @products: an array as kontor_query_product_json() gives each
 */
void
kontor_product_bulk_add_rows (GListStore *rows, const KontorJson *products)
{
  g_autoptr (GPtrArray) added = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < kontor_json_length (products); i++)
    {
      const KontorJson *product = kontor_json_at (products, i);
      const KontorJson *variants = kontor_json_get_array (product, "variants");
      gboolean          first = TRUE;

      for (guint k = 0; variants != NULL && k < kontor_json_length (variants); k++)
        {
          KontorProductBulkRow *row = NULL;

          if (kontor_json_get (kontor_json_at (variants, k), "archived_at") != NULL)
            continue;
          row = g_object_new (KONTOR_TYPE_PRODUCT_BULK_ROW, NULL);
          row->product = kontor_json_ref ((KontorJson *) product); /* kept, not changed */
          row->variant = kontor_json_at (variants, k);
          row->first = first;
          first = FALSE;
          g_ptr_array_add (added, row);
        }
    }
  g_list_store_splice (
    rows, 0, g_list_model_get_n_items (G_LIST_MODEL (rows)), added->pdata, added->len);
}

static gint64
old_price (const KontorProductBulkRow *row)
{
  return kontor_json_get_integer (row->price, "price_e4", -1);
}

/* Whether it could be computed; -1 when it stays. */
static gboolean
compute_price (const KontorProductBulk *self, KontorProductBulkRow *row)
{
  gint64 changed = -1;

  row->new_e4 = -1;
  if (row->typed_e4 >= 0)
    changed = row->typed_e4;
  else if (self->price == KONTOR_PRICE_KEEP
           || (row->price == NULL && self->price != KONTOR_PRICE_SET))
    return TRUE;
  else if (!kontor_product_price_change (MAX (old_price (row), 0),
                                         self->price,
                                         self->amount,
                                         self->rounding,
                                         kontor_currency_digits (self->currency),
                                         &changed))
    return FALSE;
  if (changed != old_price (row))
    row->new_e4 = changed;
  return TRUE;
}

static void
append_change (GString *text, const char *what, const char *before, const char *after)
{
  g_string_append_printf (text,
                          "%s%s: %s → %s",
                          text->len > 0 ? " · " : "",
                          what,
                          *before != '\0' ? before : _ ("none"),
                          *after != '\0' ? after : _ ("none"));
}

static gboolean
changes_category (const KontorProductBulk *self, const KontorProductBulkRow *row)
{
  const KontorJson *category = kontor_json_get_object (row->product, "category");

  return row->first && self->category != NULL
         && !g_str_equal (self->category, kontor_json_get_string (category, "uid", ""));
}

static gboolean
changes_tax (const KontorProductBulk *self, const KontorProductBulkRow *row)
{
  return row->first && self->tax_code != NULL
         && !g_str_equal (self->tax_code, kontor_json_get_string (row->product, "tax_code", ""));
}

static gboolean
changes_published (const KontorProductBulk *self, const KontorProductBulkRow *row)
{
  return row->first && self->published >= 0
         && self->published != (kontor_json_get_boolean (row->product, "published", TRUE) ? 1 : 0);
}

static gboolean
has_word (const KontorJson *words, const char *word)
{
  for (guint i = 0; words != NULL && i < kontor_json_length (words); i++)
    if (g_strcmp0 (kontor_json_string (kontor_json_at (words, i)), word) == 0)
      return TRUE;
  return FALSE;
}

/* Those of @tags that the product has (or has not) now. */
static KontorJson *
pick_tags (const KontorProductBulkRow *row, char **tags, gboolean has)
{
  KontorJson *picked = kontor_json_new_array ();

  for (; row->first && tags != NULL && *tags != NULL; tags++)
    if (**tags != '\0' && has_word (kontor_json_get_array (row->product, "tags"), *tags) == has)
      kontor_json_append (picked, kontor_json_new_string (*tags));
  return picked;
}

static gboolean
changes_supplier (const KontorProductBulk *self, const KontorProductBulkRow *row)
{
  const KontorJson *suppliers = kontor_json_get_array (row->variant, "suppliers");

  for (guint i = 0; suppliers != NULL && i < kontor_json_length (suppliers); i++)
    if (g_strcmp0 (kontor_json_get_string (kontor_json_at (suppliers, i), "supplier", ""),
                   self->supplier)
        == 0)
      return FALSE;
  return self->supplier != NULL;
}

static void
append_words (GString *text, const char *what, const char *sign, const KontorJson *words)
{
  for (guint i = 0; i < kontor_json_length (words); i++)
    g_string_append_printf (text,
                            "%s%s: %s %s",
                            text->len > 0 ? " · " : "",
                            what,
                            sign,
                            kontor_json_string (kontor_json_at (words, i)));
}

static char *
dup_others (const KontorProductBulk *self, const KontorProductBulkRow *row)
{
  GString          *text = g_string_new (NULL);
  const KontorJson *category = kontor_json_get_object (row->product, "category");
  const char       *tax = kontor_json_get_string (row->product, "tax_code", "");
  g_autoptr (KontorJson) added = pick_tags (row, self->add_tags, FALSE);
  g_autoptr (KontorJson) removed = pick_tags (row, self->remove_tags, TRUE);

  if (changes_category (self, row))
    append_change (
      text, _ ("Category"), kontor_json_get_string (category, "name", ""), self->category_name);
  if (changes_tax (self, row))
    append_change (text,
                   _ ("Tax"),
                   kontor_product_choice_name (kontor_product_taxes, tax),
                   kontor_product_choice_name (kontor_product_taxes, self->tax_code));
  if (changes_published (self, row))
    append_change (text,
                   _ ("Published"),
                   self->published == 1 ? _ ("no") : _ ("yes"),
                   self->published == 1 ? _ ("yes") : _ ("no"));
  append_words (text, _ ("Tag"), "+", added);
  append_words (text, _ ("Tag"), "−", removed);
  if (changes_supplier (self, row))
    g_string_append_printf (
      text, "%s%s: + %s", text->len > 0 ? " · " : "", _ ("Supplier"), self->supplier_name);
  return g_string_free (text, FALSE);
}

/**
 * kontor_product_bulk_apply:
 * @rows: (element-type KontorProductBulkRow): get what they become
 * @count: (out): how much changes
 */
void
kontor_product_bulk_apply (const KontorProductBulk *self,
                           GListModel              *rows,
                           KontorProductBulkCount  *count)
{
  *count = (KontorProductBulkCount){ 0 };
  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (KontorProductBulkRow) row = g_list_model_get_item (rows, i);

      row->price = kontor_product_price_now (row->variant, self->currency, self->now);
      if (!compute_price (self, row))
        count->n_refused++;
      g_clear_pointer (&row->others, g_free);
      row->others = dup_others (self, row);
      count->n_prices += row->new_e4 >= 0 ? 1 : 0;
      count->n_others += *row->others != '\0' ? 1 : 0;
      g_signal_emit (row, signals[CHANGED], 0);
    }
}

static void
add_price (const KontorProductBulk *self, const KontorProductBulkRow *row, GPtrArray *items)
{
  const KontorJson *prices = kontor_json_get_array (row->variant, "prices");
  KontorJson       *params = NULL;

  if (row->new_e4 < 0)
    return;
  params = kontor_product_params ("variant", row->variant);
  kontor_json_set (
    params,
    "prices",
    kontor_product_prices_with (prices, row->price, row->new_e4, self->currency, self->price_mode));
  kontor_json_set (params, "base", kontor_product_pick_list (prices, kontor_product_price_members));
  g_ptr_array_add (items, kontor_act_item ("variant.set_prices", params));
}

static void
add_fields (const KontorProductBulk *self, const KontorProductBulkRow *row, GPtrArray *items)
{
  KontorJson *params = NULL;

  if (!changes_category (self, row) && !changes_tax (self, row) && !changes_published (self, row))
    return;
  params = kontor_product_params ("product", row->product);
  if (changes_category (self, row))
    kontor_product_add_field (
      params, "category", NULL, kontor_product_text_or_null (self->category));
  if (changes_tax (self, row))
    kontor_product_add_field (
      params,
      "tax_code",
      kontor_json_new_string (kontor_json_get_string (row->product, "tax_code", "")),
      kontor_json_new_string (self->tax_code));
  if (changes_published (self, row))
    kontor_product_add_field (
      params, "published", NULL, kontor_json_new_boolean (self->published == 1));
  g_ptr_array_add (items, kontor_act_item ("product.edit", params));
}

static void
add_tags (const KontorProductBulk *self, const KontorProductBulkRow *row, GPtrArray *items)
{
  g_autoptr (KontorJson) added = pick_tags (row, self->add_tags, FALSE);
  g_autoptr (KontorJson) removed = pick_tags (row, self->remove_tags, TRUE);
  KontorJson *params = NULL;

  if (kontor_json_length (added) == 0 && kontor_json_length (removed) == 0)
    return;
  params = kontor_product_params ("product", row->product);
  kontor_json_set (params, "add", g_steal_pointer (&added));
  kontor_json_set (params, "remove", g_steal_pointer (&removed));
  g_ptr_array_add (items, kontor_act_item ("product.set_tags", params));
}

static void
add_supplier (const KontorProductBulk *self, const KontorProductBulkRow *row, GPtrArray *items)
{
  KontorJson *params = NULL;
  KontorJson *suppliers = NULL;
  KontorJson *supplier = NULL;

  if (!changes_supplier (self, row))
    return;
  suppliers = kontor_product_pick_list (kontor_json_get_array (row->variant, "suppliers"),
                                        kontor_product_supplier_members);
  supplier = kontor_json_new_object ();
  kontor_json_set_string (supplier, "supplier", self->supplier);
  kontor_json_append (suppliers, supplier);
  params = kontor_product_params ("variant", row->variant);
  kontor_json_set (params, "suppliers", suppliers);
  g_ptr_array_add (items, kontor_act_item ("variant.set_suppliers", params));
}

/**
 * kontor_product_bulk_dup_items:
 * @rows: (element-type KontorProductBulkRow): after kontor_product_bulk_apply()
 *
 * Returns: (transfer full) (element-type KontorReplicaItem): the commands
 */
GPtrArray *
kontor_product_bulk_dup_items (const KontorProductBulk *self, GListModel *rows)
{
  GPtrArray *items = kontor_product_items_new ();

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (KontorProductBulkRow) row = g_list_model_get_item (rows, i);

      add_price (self, row, items);
      add_fields (self, row, items);
      add_tags (self, row, items);
      add_supplier (self, row, items);
    }
  return items;
}
