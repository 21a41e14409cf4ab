/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-query-private.h"

#include "kontor-text.h"

#include <string.h>

#define END_OF_PREFIXES "\U0010FFFF"

/* The price that applies: the customer's group before everybody, then the largest quantity reached,
 * then the latest. ?1 variant, ?2 currency, ?3 customer group, ?4 quantity, ?5 time. */
#define SELECT_PRICE                                                                               \
  "SELECT price_e4, price_mode, currency FROM variant_price WHERE variant_uid = ?1"                \
  " AND currency = ?2 AND customer_group IN ('', ?3) AND from_quantity <= ?4 AND valid_from <= ?5" \
  " ORDER BY customer_group DESC, from_quantity DESC, valid_from DESC LIMIT 1"

#define SELECT_VARIANT                                                                             \
  "SELECT v.uid, v.product_uid, v.sku, p.title || CASE v.value1 WHEN '' THEN '' ELSE ' ' || "      \
  "v.value1 END"                                                                                   \
  " || CASE v.value2 WHEN '' THEN '' ELSE ' / ' || v.value2 END"                                   \
  " || CASE v.value3 WHEN '' THEN '' ELSE ' / ' || v.value3 END, p.unit, p.tax_code, p.kind"       \
  " FROM product_variant AS v JOIN product AS p ON p.uid = v.product_uid"                          \
  " WHERE v.uid = ?1 AND v.archived_at IS NULL AND p.archived_at IS NULL"
#define VARIANT_SPEC "u:uid u:product t:sku t:title t:unit t:tax_code t:kind"

/* Ways to name one variant, surest first. ?1 the text, ?2 in capitals, ?3 the end of its prefixes.
 */
static const char *const exact_ways[] = {
  "SELECT variant_uid, code, pack_quantity FROM variant_barcode WHERE code = ?1 AND ?2 < ?3 LIMIT "
  "?4",
  "SELECT uid, NULL, NULL FROM product_variant WHERE sku IN (?1, ?2) AND ?2 < ?3 LIMIT ?4",
  "SELECT variant_uid, NULL, NULL FROM variant_supplier WHERE order_code IN (?1, ?2) AND ?2 < ?3 "
  "LIMIT ?4",
  "SELECT uid, NULL, NULL FROM product_variant WHERE sku >= ?2 AND sku < ?3 AND ?1 <> '' ORDER BY "
  "sku LIMIT ?4",
};

typedef struct
{
  KontorDatabase *database;
  const char     *text;
  const char     *currency;
  const char     *customer_group;
  gint64          quantity;
  gint64          at;
  guint           limit;
  GHashTable     *seen; /* (owned) of KontorUid */
  KontorJson     *found;
} Picking;

static gboolean
set_price (const Picking *self, KontorJson *variant, const KontorUid *uid, GError **error)
{
  g_autoptr (KontorJson) price = kontor_query_row (
    self->database,
    SELECT_PRICE,
    "i:price_e4 t:price_mode t:currency",
    error,
    KONTOR_VALUES (kontor_value_uid (uid),
                   kontor_value_text (self->currency),
                   kontor_value_text (self->customer_group),
                   kontor_value_integer (self->quantity),
                   kontor_value_integer (self->at)));
  gboolean has_price;

  if (price == NULL)
    return FALSE;

  has_price = kontor_json_type (price) == KONTOR_JSON_OBJECT;
  kontor_json_set (variant,
                   "price_e4",
                   has_price
                     ? kontor_json_new_integer (kontor_json_get_integer (price, "price_e4", 0))
                     : kontor_json_new_null ());
  kontor_json_set (variant,
                   "price_mode",
                   has_price
                     ? kontor_json_new_string (kontor_json_get_string (price, "price_mode", ""))
                     : kontor_json_new_null ());
  kontor_json_set (variant,
                   "currency",
                   has_price
                     ? kontor_json_new_string (kontor_json_get_string (price, "currency", ""))
                     : kontor_json_new_null ());
  return TRUE;
}

/* An archived variant is left out without a word: pickers do not offer it. */
static gboolean
add_variant (
  Picking *self, const KontorUid *uid, const char *barcode, gint64 pack_quantity, GError **error)
{
  g_autoptr (KontorJson) variant = NULL;

  if (kontor_json_length (self->found) >= self->limit
      || !g_hash_table_add (self->seen, g_memdup2 (uid, sizeof *uid)))
    return TRUE;

  variant = kontor_query_row (
    self->database, SELECT_VARIANT, VARIANT_SPEC, error, KONTOR_VALUES (kontor_value_uid (uid)));
  if (variant == NULL)
    return FALSE;
  if (kontor_json_type (variant) == KONTOR_JSON_NULL)
    return TRUE;
  if (!set_price (self, variant, uid, error))
    return FALSE;

  if (barcode != NULL)
    {
      kontor_json_set_string (variant, "barcode", barcode);
      kontor_json_set_integer (variant, "pack_quantity", pack_quantity);
    }
  kontor_json_append (self->found, g_steal_pointer (&variant));
  return TRUE;
}

static gboolean
add_exact (Picking *self, const char *sql, GError **error)
{
  g_autofree char *upper = g_utf8_strup (self->text, -1);
  g_autofree char *end = g_strconcat (upper, END_OF_PREFIXES, NULL);
  g_autoptr (KontorJson) rows = kontor_query_rows (
    self->database,
    sql,
    "u:uid t:barcode i:pack_quantity",
    error,
    KONTOR_VALUES (kontor_value_text (self->text),
                   kontor_value_text (upper),
                   kontor_value_text (end),
                   kontor_value_integer (self->limit)));

  for (guint i = 0; rows != NULL && i < kontor_json_length (rows); i++)
    {
      const KontorJson *row = kontor_json_at (rows, i);
      KontorUid         uid;

      if (!kontor_uid_parse (&uid, kontor_json_get_string (row, "uid", ""))
          || !add_variant (self,
                           &uid,
                           kontor_json_get_string (row, "barcode", NULL),
                           kontor_json_get_integer (row, "pack_quantity", 0),
                           error))
        return FALSE;
    }

  return rows != NULL;
}

/* How many of the words the variant's own text has: "cedar 10" puts the 10 ml before the 5 ml. */
static guint
count_words (const char *folded, char **words)
{
  guint n_words = 0;

  for (gsize i = 0; words[i] != NULL; i++)
    n_words += *words[i] != '\0' && strstr (folded, words[i]) != NULL;

  return n_words;
}

typedef struct
{
  KontorUid uid;
  guint     score;
} Candidate;

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  return (int) ((const Candidate *) b)->score - (int) ((const Candidate *) a)->score;
}

static gboolean
add_of_product (Picking *self, const KontorUid *product, char **words, GError **error)
{
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  g_autoptr (KontorJson) rows = kontor_query_rows (
    self->database,
    "SELECT v.uid, p.title || ' ' || v.sku || ' ' || v.value1 || ' ' || v.value2"
    " || ' ' || v.value3 FROM product_variant AS v"
    " JOIN product AS p ON p.uid = v.product_uid"
    " WHERE v.product_uid = ?1 AND v.archived_at IS NULL ORDER BY v.position",
    "u:uid t:text",
    error,
    KONTOR_VALUES (kontor_value_uid (product)));

  for (guint i = 0; rows != NULL && i < kontor_json_length (rows); i++)
    {
      const KontorJson *row = kontor_json_at (rows, i);
      g_autofree char  *folded = kontor_text_fold (kontor_json_get_string (row, "text", ""), -1);
      Candidate         candidate = { .score = count_words (folded, words) };

      kontor_uid_parse (&candidate.uid, kontor_json_get_string (row, "uid", ""));
      g_array_append_val (candidates, candidate);
    }

  g_array_sort (candidates, compare_candidates);
  for (guint i = 0; i < candidates->len; i++)
    if (!add_variant (self, &g_array_index (candidates, Candidate, i).uid, NULL, 0, error))
      return FALSE;

  return rows != NULL;
}

static gboolean
add_by_words (Picking *self, GError **error)
{
  g_autofree char *folded = kontor_text_fold (self->text, -1);
  g_auto (GStrv) words = g_strsplit_set (folded, " \t\n", -1);
  g_autoptr (GPtrArray) products = kontor_query_find_documents (
    self->database, "product", self->text, self->limit, error);

  for (guint i = 0; products != NULL && i < products->len; i++)
    {
      const KontorHit *product = g_ptr_array_index (products, i);

      if (!add_of_product (self, &product->uid, words, error))
        return FALSE;
    }

  return products != NULL;
}

/* A barcode names one variant and nothing else; words are looked for when no code is meant. */
static gboolean
pick_variants (Picking *self, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (exact_ways); i++)
    {
      if (!add_exact (self, exact_ways[i], error))
        return FALSE;
      if (i == 0 && kontor_json_length (self->found) > 0)
        return TRUE;
    }

  return kontor_json_length (self->found) > 0 || add_by_words (self, error);
}

/**
 * kontor_query_pick_variant:
 * @database: a connection to SQLite
 * @text: a barcode, SKU, order code, or words
 * @currency: ISO 4217
 * @customer_group: (nullable): the customer's group
 * @quantity: thousandths; decides the price
 * @at: UTC microseconds; decides the price
 * @limit: variants at most
 * @error: return location for an error
 *
 * Errors: any of #KontorDatabaseError.
 *
 * Returns: (transfer full): variants that can be sold, surest first, members as in README.md
 */
KontorJson *
kontor_query_pick_variant (KontorDatabase *database,
                           const char     *text,
                           const char     *currency,
                           const char     *customer_group,
                           gint64          quantity,
                           gint64          at,
                           guint           limit,
                           GError        **error)
{
  g_autofree char *stripped = NULL;
  g_autoptr (GHashTable) seen = NULL;
  g_autoptr (KontorJson) found = NULL;
  Picking picking = {
    .database = database, .currency = currency, .quantity = quantity, .at = at, .limit = limit
  };

  g_return_val_if_fail (database != NULL && text != NULL && currency != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  stripped = g_strstrip (g_strdup (text));
  seen = g_hash_table_new_full (kontor_uid_hash, kontor_uid_equal, g_free, NULL);
  found = kontor_json_new_array ();
  picking.text = stripped;
  picking.customer_group = customer_group != NULL ? customer_group : "";
  picking.seen = seen;
  picking.found = found;
  if (*stripped != '\0' && !pick_variants (&picking, error))
    return NULL;

  return g_steal_pointer (&found);
}

/**
 * kontor_query_pick_customer:
 * @database: a connection to SQLite
 * @text: a number, or words of all that a customer is called
 * @limit: customers at most
 * @error: return location for an error
 *
 * Errors: any of #KontorDatabaseError.
 *
 * Returns: (transfer full): customers that are not archived, best first, members as in README.md
 */
KontorJson *
kontor_query_pick_customer (KontorDatabase *database, const char *text, guint limit, GError **error)
{
  g_autoptr (GPtrArray) hits = NULL;
  g_autoptr (KontorJson) found = kontor_json_new_array ();

  g_return_val_if_fail (database != NULL && text != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  hits = kontor_query_find_documents (database, "customer", text, limit, error);
  for (guint i = 0; hits != NULL && i < hits->len; i++)
    {
      const KontorHit *hit = g_ptr_array_index (hits, i);
      KontorJson      *customer = kontor_query_row (
        database,
        "SELECT c.uid, c.number, c.name, c.email, k.city, k.country, c.customer_group"
             " FROM customer AS c JOIN derived_customer_key AS k ON k.id = c.id"
             " WHERE c.uid = ?1 AND c.archived_at IS NULL",
        "u:uid t:number t:name t:email t:city t:country t:customer_group",
        error,
        KONTOR_VALUES (kontor_value_uid (&hit->uid)));

      if (customer == NULL)
        return NULL;
      if (kontor_json_type (customer) == KONTOR_JSON_OBJECT)
        kontor_json_append (found, customer);
      else
        kontor_json_unref (customer);
    }

  return hits != NULL ? g_steal_pointer (&found) : NULL;
}
