/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-product-edit.h"

const char *const kontor_product_price_members[] = {
  "currency",   "price_mode", "customer_group", "from_quantity",
  "valid_from", "price_e4",   "compare_e4",     NULL,
};
const char *const kontor_product_barcode_members[] = { "code", "pack_quantity", NULL };
const char *const kontor_product_supplier_members[] = {
  "supplier", "order_code", "pack_quantity", NULL
};
const char *const kontor_product_part_members[] = { "variant", "quantity", NULL };
const char *const kontor_product_picture_members[] = { "sha256", "url", "alt", NULL };

static KontorJson *
share (const KontorJson *value)
{
  return kontor_json_ref ((KontorJson *) value); /* shared, never changed */
}

/**
 * kontor_product_params:
 * @member: "product" or "variant"
 * @thing: with its "uid"
 *
 * Returns: (transfer full): parameters that name it
 */
KontorJson *
kontor_product_params (const char *member, const KontorJson *thing)
{
  KontorJson *params = kontor_json_new_object ();

  kontor_json_set_string (params, member, kontor_json_get_string (thing, "uid", ""));
  return params;
}

/**
 * kontor_product_add_field:
 * @params: parameters of product.edit or variant.edit
 * @base: (transfer full) (nullable): what the person saw
 * @value: (transfer full): what it becomes
 *
 * Returns: @params
 */
KontorJson *
kontor_product_add_field (KontorJson *params, const char *key, KontorJson *base, KontorJson *value)
{
  KontorJson *fields = (KontorJson *) kontor_json_get_object (
    params, "fields"); /* made here, not shared yet */
  KontorJson *field = kontor_json_new_object ();

  if (fields == NULL)
    {
      fields = kontor_json_new_object ();
      kontor_json_set (params, "fields", fields);
    }
  if (base != NULL)
    kontor_json_set (field, "base", base);
  kontor_json_set (field, "new", value);
  kontor_json_set (fields, key, field);
  return params;
}

KontorJson *
kontor_product_field (
  const char *member, const KontorJson *thing, const char *key, KontorJson *base, KontorJson *value)
{
  return kontor_product_add_field (kontor_product_params (member, thing), key, base, value);
}

/**
 * kontor_product_text_or_null:
 * @text: (nullable): "" is none
 *
 * Returns: (transfer full): the text, or null
 */
KontorJson *
kontor_product_text_or_null (const char *text)
{
  return text != NULL && *text != '\0' ? kontor_json_new_string (text) : kontor_json_new_null ();
}

/**
 * kontor_product_pick_list:
 * @list: (nullable): an array of objects as a query gives them
 * @members: (array zero-terminated=1): what a command takes of them; "variant" may be called "part"
 *
 * Returns: (transfer full): the array as the command takes it
 */
KontorJson *
kontor_product_pick_list (const KontorJson *list, const char *const *members)
{
  KontorJson *picked = kontor_json_new_array ();

  for (guint i = 0; list != NULL && i < kontor_json_length (list); i++)
    {
      KontorJson *item = kontor_json_new_object ();

      for (guint k = 0; members[k] != NULL; k++)
        {
          const KontorJson *value = kontor_json_get (kontor_json_at (list, i), members[k]);

          if (value == NULL && g_str_equal (members[k], "variant"))
            value = kontor_json_get (kontor_json_at (list, i), "part");
          if (value != NULL)
            kontor_json_set (item, members[k], share (value));
        }
      kontor_json_append (picked, item);
    }
  return picked;
}

/**
 * kontor_product_words_with:
 * @words: (nullable): an array of texts
 * @add: (nullable): text that it has afterwards, too
 * @remove: (nullable): text that it has not afterwards
 *
 * Returns: (transfer full): the changed copy
 */
KontorJson *
kontor_product_words_with (const KontorJson *words, const char *add, const char *remove)
{
  KontorJson *changed = kontor_json_new_array ();
  gboolean    there = add == NULL;

  for (guint i = 0; words != NULL && i < kontor_json_length (words); i++)
    {
      const char *word = kontor_json_string (kontor_json_at (words, i));

      if (g_strcmp0 (word, remove) == 0)
        continue;
      there = there || g_str_equal (word, add);
      kontor_json_append (changed, kontor_json_new_string (word));
    }
  if (!there)
    kontor_json_append (changed, kontor_json_new_string (add));
  return changed;
}

/**
 * kontor_product_attributes_with:
 * @attributes: (nullable): {name: [text]}
 * @name: of the one to change
 * @words: (transfer full): its values; none removes it
 *
 * Returns: (transfer full): the changed copy
 */
KontorJson *
kontor_product_attributes_with (const KontorJson *attributes, const char *name, KontorJson *words)
{
  KontorJson *changed = kontor_json_new_object ();

  for (guint i = 0; attributes != NULL && i < kontor_json_length (attributes); i++)
    kontor_json_set (
      changed, kontor_json_key_at (attributes, i), share (kontor_json_at (attributes, i)));
  kontor_json_set (changed, name, words);
  return changed;
}
