/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-query-private.h"

#include "kontor-text.h"

#include <string.h>

#define SHORTEST_INDEXED 3
#define MAX_CANDIDATES 300
#define N_CUSTOMERS_WITH_ORDERS 3
#define END_OF_PREFIXES "\U0010FFFF"

void
kontor_hit_free (KontorHit *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->kind, g_free);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->subtitle, g_free);
  g_clear_pointer (&self->state, g_free);
  g_free (self); /* the array owned it */
}
char *
kontor_query_match (const char *kind, const char *text)
{
  g_autofree char *folded = kontor_text_fold (text, -1);
  g_auto (GStrv) words = g_strsplit_set (folded, " \t\n\"", -1);
  g_autoptr (GString) match = g_string_new (NULL);

  for (gsize i = 0; words[i] != NULL; i++)
    if (g_utf8_strlen (words[i], -1) >= SHORTEST_INDEXED)
      g_string_append_printf (match, "%s\"%s\"", match->len > 0 ? " AND " : "", words[i]);

  if (match->len == 0)
    return NULL;
  if (g_str_equal (kind, "product"))
    return g_string_free (g_steal_pointer (&match), FALSE);

  return g_strdup_printf ("kind : \"%.3s\" AND text : (%s)", kind, match->str);
}

/* 0: the document begins so; 1: a word of it does; 2: it is within a word. */
static guint
rank_document (const char *document, const char *folded)
{
  g_auto (GStrv) words = g_strsplit_set (folded, " \t\n\"", -1);
  guint rank = 0;

  if (g_str_has_prefix (document, folded))
    return 0;

  for (gsize i = 0; words[i] != NULL; i++)
    {
      const char *at = *words[i] != '\0' ? strstr (document, words[i]) : document;

      while (at != NULL && at != document && g_ascii_isalnum (at[-1]))
        at = strstr (at + 1, words[i]);
      rank = MAX (rank, at != NULL ? 1 : 2);
    }

  return rank;
}

static int
compare_hits (gconstpointer a, gconstpointer b)
{
  const KontorHit *first = *(const KontorHit *const *) a;
  const KontorHit *second = *(const KontorHit *const *) b;

  return (int) first->rank - (int) second->rank;
}

static gboolean
has_hit (GPtrArray *hits, const KontorUid *uid)
{
  for (guint i = 0; i < hits->len; i++)
    if (kontor_uid_equal (&((const KontorHit *) g_ptr_array_index (hits, i))->uid, uid))
      return TRUE;

  return FALSE;
}

static KontorHit *
add_hit (GPtrArray *hits, const char *kind, const KontorUid *uid, guint rank)
{
  KontorHit *hit = g_new0 (KontorHit, 1);

  hit->kind = g_strdup (kind);
  hit->uid = *uid;
  hit->rank = rank;
  g_ptr_array_add (hits, hit);
  return hit;
}

/* Rows of uid and (nullable) document. */
static gboolean
add_hits (GPtrArray         *hits,
          KontorDatabase    *database,
          const char        *kind,
          const char        *folded,
          const char        *sql,
          guint              rank,
          GError           **error,
          const KontorValue *values,
          gsize              n_values)
{
  g_autoptr (KontorStatement) statement = kontor_database_query (
    database, sql, error, values, n_values);
  KontorStep step = KONTOR_STEP_FAILED;

  while (statement != NULL && (step = kontor_statement_step (statement, error)) == KONTOR_STEP_ROW)
    {
      const char *document = kontor_statement_get_text (statement, 1);
      KontorUid   uid;

      kontor_statement_get_uid (statement, 0, &uid);
      if (!has_hit (hits, &uid))
        add_hit (
          hits, kind, &uid, document != NULL ? rank + rank_document (document, folded) : rank);
    }

  return step == KONTOR_STEP_DONE;
}

/* Those whose name begins so, before any other. */
static gboolean
add_by_name (GPtrArray      *hits,
             KontorDatabase *database,
             const char     *kind,
             const char     *folded,
             guint           limit,
             GError        **error)
{
  g_autofree char *end = g_strconcat (folded, END_OF_PREFIXES, NULL);
  const char      *sql
    = g_str_equal (kind, "customer")
        ? "SELECT c.uid, NULL FROM derived_customer_key AS k JOIN customer AS c ON c.id = k.id"
          " WHERE k.name_key >= ?1 AND k.name_key < ?2 AND k.archived = 0 ORDER BY k.name_key "
          "LIMIT ?3"
        : "SELECT p.uid, NULL FROM derived_product_key AS k JOIN product AS p ON p.id = k.id"
          " WHERE k.title_key >= ?1 AND k.title_key < ?2 AND k.archived = 0 ORDER BY k.title_key "
          "LIMIT ?3";

  if (g_str_equal (kind, "order"))
    return TRUE;

  return add_hits (hits,
                   database,
                   kind,
                   folded,
                   sql,
                   0,
                   error,
                   KONTOR_VALUES (kontor_value_text (folded),
                                  kontor_value_text (end),
                                  kontor_value_integer (limit)));
}

/* The newest of those that have the words anywhere. */
static gboolean
add_by_words (GPtrArray      *hits,
              KontorDatabase *database,
              const char     *kind,
              const char     *folded,
              const char     *match,
              GError        **error)
{
  const char *sql
    = g_str_equal (kind, "product")
        ? "SELECT p.uid, k.text FROM derived_search_product AS s"
          " JOIN derived_product_key AS k ON k.id = s.rowid JOIN product AS p ON p.id = k.id"
          " WHERE s.derived_search_product MATCH ?1 ORDER BY s.rowid DESC LIMIT ?2"
        : "SELECT d.uid, d.text FROM derived_search AS s"
          " JOIN derived_search_doc AS d ON d.id = s.rowid"
          " WHERE s.derived_search MATCH ?1 ORDER BY s.rowid DESC LIMIT ?2";

  return add_hits (
    hits,
    database,
    kind,
    folded,
    sql,
    1,
    error,
    KONTOR_VALUES (kontor_value_text (match), kontor_value_integer (MAX_CANDIDATES)));
}

GPtrArray *
kontor_query_find_documents (
  KontorDatabase *database, const char *kind, const char *text, guint limit, GError **error)
{
  g_autoptr (GPtrArray) hits = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_hit_free);
  g_autofree char *folded = g_strstrip (kontor_text_fold (text, -1));
  g_autofree char *match = kontor_query_match (kind, text);

  if (*folded == '\0')
    return g_steal_pointer (&hits);

  if (!add_by_name (hits, database, kind, folded, limit, error)
      || (match != NULL && !add_by_words (hits, database, kind, folded, match, error)))
    return NULL;

  g_ptr_array_sort (hits, compare_hits);
  if (hits->len > limit)
    g_ptr_array_set_size (hits, (int) limit);
  return g_steal_pointer (&hits);
}

/* What a hit is called. Each selects title, subtitle, state. */
static const struct
{
  const char *kind;
  const char *sql;
} titles[] = {
  { "order", "SELECT number, customer_name, state FROM sales_order WHERE uid = ?1" },
  { "customer",
    "SELECT c.name, c.number || CASE k.city WHEN '' THEN '' ELSE ' · ' || k.city END, NULL"
    " FROM customer AS c JOIN derived_customer_key AS k ON k.id = c.id WHERE c.uid = ?1" },
  { "product",
    "SELECT p.title, k.sku || CASE WHEN k.sku <> '' AND p.brand <> '' THEN ' · ' ELSE '' END || "
    "p.brand,"
    " NULL FROM product AS p JOIN derived_product_key AS k ON k.id = p.id WHERE p.uid = ?1" },
};

static gboolean
complete_hit (KontorHit *hit, KontorDatabase *database, GError **error)
{
  g_autoptr (KontorStatement) statement = NULL;
  const char *sql = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    if (g_str_equal (titles[i].kind, hit->kind))
      sql = titles[i].sql;
  statement = kontor_database_query (
    database, sql, error, KONTOR_VALUES (kontor_value_uid (&hit->uid)));
  if (statement == NULL || kontor_statement_step (statement, error) != KONTOR_STEP_ROW)
    return FALSE;

  hit->title = g_strdup (kontor_statement_get_text (statement, 0));
  hit->subtitle = g_strdup (kontor_statement_get_text (statement, 1));
  hit->state = g_strdup (kontor_statement_get_text (statement, 2));
  return TRUE;
}

static KontorJson *
hit_to_json (const KontorHit *hit)
{
  KontorJson *object = kontor_json_new_object ();

  kontor_json_set_string (object, "kind", hit->kind);
  kontor_json_set_uid (object, "uid", &hit->uid);
  kontor_json_set_string (object, "title", hit->title);
  kontor_json_set_string (object, "subtitle", hit->subtitle);
  if (hit->state != NULL)
    kontor_json_set_string (object, "state", hit->state);
  return object;
}

/* Orders by the beginning of their number, its end, or a tracking number. */
static gboolean
add_by_number (
  GPtrArray *hits, KontorDatabase *database, const char *text, guint limit, GError **error)
{
  g_autofree char *upper = g_utf8_strup (text, -1);
  g_autofree char *upper_end = g_strconcat (upper, END_OF_PREFIXES, NULL);
  g_autofree char *folded = kontor_text_fold (text, -1);
  g_autofree char *tail = g_utf8_strreverse (folded, -1);
  g_autofree char *tail_end = g_strconcat (tail, END_OF_PREFIXES, NULL);

  if (!add_hits (hits,
                 database,
                 "order",
                 folded,
                 "SELECT uid, NULL FROM sales_order WHERE number >= ?1 AND number < ?2"
                 " ORDER BY number LIMIT ?3",
                 0,
                 error,
                 KONTOR_VALUES (kontor_value_text (upper),
                                kontor_value_text (upper_end),
                                kontor_value_integer (limit))))
    return FALSE;

  if (g_utf8_strlen (text, -1) < SHORTEST_INDEXED)
    return TRUE;

  return add_hits (
           hits,
           database,
           "order",
           folded,
           "SELECT o.uid, NULL FROM derived_order_key AS k JOIN sales_order AS o ON o.id = k.id"
           " WHERE k.number_tail >= ?1 AND k.number_tail < ?2 ORDER BY k.number_tail LIMIT ?3",
           1,
           error,
           KONTOR_VALUES (
             kontor_value_text (tail), kontor_value_text (tail_end), kontor_value_integer (limit)))
         && add_hits (hits,
                      database,
                      "order",
                      folded,
                      "SELECT order_uid, NULL FROM delivery"
                      " WHERE tracking_number >= ?1 AND tracking_number < ?2 LIMIT ?3",
                      1,
                      error,
                      KONTOR_VALUES (kontor_value_text (upper),
                                     kontor_value_text (upper_end),
                                     kontor_value_integer (limit)));
}

/* The newest orders of the customers found. */
static gboolean
add_of_customers (
  GPtrArray *hits, KontorDatabase *database, GPtrArray *customers, guint limit, GError **error)
{
  for (guint i = 0; i < MIN (customers->len, N_CUSTOMERS_WITH_ORDERS); i++)
    {
      const KontorHit *customer = g_ptr_array_index (customers, i);

      if (!add_hits (
            hits,
            database,
            "order",
            "",
            "SELECT uid, NULL FROM sales_order WHERE customer_uid = ?1"
            " ORDER BY placed_at DESC LIMIT ?2",
            4 + i,
            error,
            KONTOR_VALUES (kontor_value_uid (&customer->uid), kontor_value_integer (limit))))
        return FALSE;
    }

  return TRUE;
}

static GPtrArray *
find_orders (
  KontorDatabase *database, const char *text, GPtrArray *customers, guint limit, GError **error)
{
  g_autoptr (GPtrArray) guests = kontor_query_find_documents (
    database, "order", text, limit, error);
  g_autoptr (GPtrArray) hits = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_hit_free);

  if (guests == NULL || !add_by_number (hits, database, text, limit, error))
    return NULL;

  for (guint i = 0; i < guests->len; i++)
    {
      const KontorHit *guest = g_ptr_array_index (guests, i);

      if (!has_hit (hits, &guest->uid))
        add_hit (hits, "order", &guest->uid, 2);
    }

  if (!add_of_customers (hits, database, customers, limit, error))
    return NULL;

  if (hits->len > limit)
    g_ptr_array_set_size (hits, (int) limit);
  return g_steal_pointer (&hits);
}

static gboolean
append_hits (KontorJson *array, KontorDatabase *database, GPtrArray *hits, GError **error)
{
  for (guint i = 0; i < hits->len; i++)
    {
      KontorHit *hit = g_ptr_array_index (hits, i);

      if (!complete_hit (hit, database, error))
        return FALSE;
      kontor_json_append (array, hit_to_json (hit));
    }

  return TRUE;
}

static guint
get_best_rank (GPtrArray *hits)
{
  return hits->len > 0 ? ((const KontorHit *) g_ptr_array_index (hits, 0))->rank : G_MAXUINT;
}

/* The kind whose first hit is best comes first. */
static gboolean
append_in_order (KontorJson *array, KontorDatabase *database, GPtrArray *kinds[3], GError **error)
{
  for (guint rank = 0; rank <= 5; rank++)
    for (guint i = 0; i < 3; i++)
      {
        guint best = MIN (get_best_rank (kinds[i]), 5);

        if (best == rank && !append_hits (array, database, kinds[i], error))
          return FALSE;
      }

  return TRUE;
}

/**
 * kontor_query_search:
 * @database: a connection to SQLite
 * @text: words as typed
 * @limit: hits of each kind at most
 * @error: return location for an error
 *
 * Searches orders, customers and products by all that they are called.
 *
 * Errors: any of #KontorDatabaseError.
 *
 * Returns: (transfer full): hits, best first, members as in README.md
 */
KontorJson *
kontor_query_search (KontorDatabase *database, const char *text, guint limit, GError **error)
{
  g_autoptr (KontorJson) array = kontor_json_new_array ();
  g_autoptr (GPtrArray) orders = NULL;
  g_autoptr (GPtrArray) customers = NULL;
  g_autoptr (GPtrArray) products = NULL;
  g_autofree char *stripped = NULL;

  g_return_val_if_fail (database != NULL && text != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  stripped = g_strstrip (g_strdup (text));
  if (*stripped == '\0')
    return g_steal_pointer (&array);

  customers = kontor_query_find_documents (database, "customer", stripped, limit, error);
  if (customers == NULL)
    return NULL;
  products = kontor_query_find_documents (database, "product", stripped, limit, error);
  if (products == NULL)
    return NULL;
  orders = find_orders (database, stripped, customers, limit, error);
  if (orders == NULL)
    return NULL;

  {
    GPtrArray *kinds[] = { orders, customers, products };

    return append_in_order (array, database, kinds, error) ? g_steal_pointer (&array) : NULL;
  }
}
