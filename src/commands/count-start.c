/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-count-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "kontor-abc.h"
#include "kontor-text.h"
#include "kontor-time.h"

/* What a plan covers, when counting begins: every place where some of the goods lie, and one line
 * for goods that lie nowhere. It is written down, so that "not counted" can be told later. */

#define ABC_DAYS 365

typedef struct
{
  KontorUid parent;
  gint64    position;
  char     *name; /* (owned) folded */
  gboolean  is_transit;
  gboolean  is_covered;
} Place;

typedef struct
{
  KontorCountKey key;
  gint64         position; /* of the place */
  char          *place;    /* (not owned) folded */
  char          *title;    /* (owned) folded, with options and SKU */
  char          *lot;      /* (owned) */
} Item;

typedef struct
{
  KontorDatabase *database;
  gint64          at;
  KontorJson     *plan;
  GHashTable     *places;     /* (element-type KontorUid Place) */
  GHashTable     *categories; /* (nullable): those covered; NULL for all, as below */
  GHashTable     *variants;   /* (nullable) */
  GHashTable     *supplied;   /* (nullable): variants that a supplier has */
  GHashTable     *classes;    /* (nullable): variants of the classes */
  GHashTable     *recent;     /* (nullable): "variant/place" counted lately */
  gboolean        main;       /* whether the main place is covered */
  GArray         *items;      /* of Item */
} Cover;

static void
place_free (Place *self)
{
  g_clear_pointer (&self->name, g_free);
  g_free (self);
}

static void
item_clear (Item *self)
{
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->lot, g_free);
}

static void
cover_clear (Cover *self)
{
  g_clear_pointer (&self->plan, kontor_json_unref);
  g_clear_pointer (&self->places, g_hash_table_unref);
  g_clear_pointer (&self->categories, g_hash_table_unref);
  g_clear_pointer (&self->variants, g_hash_table_unref);
  g_clear_pointer (&self->supplied, g_hash_table_unref);
  g_clear_pointer (&self->classes, g_hash_table_unref);
  g_clear_pointer (&self->recent, g_hash_table_unref);
  g_clear_pointer (&self->items, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Cover, cover_clear)

static GHashTable *
new_set (void)
{
  return g_hash_table_new_full (kontor_uid_hash, kontor_uid_equal, g_free, NULL);
}

static void
add_uid (GHashTable *set, const KontorUid *uid)
{
  g_hash_table_add (set, g_memdup2 (uid, sizeof *uid));
}

/* Adds the first column of each row. */
static gboolean
add_rows (KontorDatabase    *database,
          GHashTable        *set,
          const char        *sql,
          const KontorValue *values,
          gsize              n_values,
          GError           **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (database, sql, error, values, n_values);
  KontorStep step = KONTOR_STEP_FAILED;

  while (row != NULL && (step = kontor_statement_step (row, error)) == KONTOR_STEP_ROW)
    {
      KontorUid uid;

      kontor_statement_get_uid (row, 0, &uid);
      add_uid (set, &uid);
    }
  return step == KONTOR_STEP_DONE;
}

/* The uids of a list of the plan; NULL when it has none. */
static GHashTable *
read_set (const KontorJson *plan, const char *key)
{
  const KontorJson *list = kontor_json_get_array (plan, key);
  GHashTable       *set = list != NULL ? new_set () : NULL;

  for (guint i = 0; i < kontor_json_length (list); i++)
    {
      const char *text = kontor_json_string (kontor_json_at (list, i));
      KontorUid   uid = { { 0 } };

      if (text == NULL || kontor_uid_parse (&uid, text))
        add_uid (set, &uid);
    }
  return set;
}

/* --- places --- */

static gboolean
read_places (Cover *self, GError **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    self->database,
    "SELECT uid, parent_uid, position, name, kind FROM location",
    error,
    KONTOR_NO_VALUES);
  KontorStep step = KONTOR_STEP_FAILED;

  self->places = g_hash_table_new_full (
    kontor_uid_hash, kontor_uid_equal, g_free, (GDestroyNotify) place_free);
  while (row != NULL && (step = kontor_statement_step (row, error)) == KONTOR_STEP_ROW)
    {
      Place    *place = g_new0 (Place, 1);
      KontorUid uid;

      kontor_statement_get_uid (row, 0, &uid);
      kontor_statement_get_uid (row, 1, &place->parent);
      place->position = kontor_statement_get_integer (row, 2);
      place->name = kontor_text_fold (kontor_statement_get_text (row, 3), -1);
      place->is_transit = g_str_equal (kontor_statement_get_text (row, 4), "transit");
      g_hash_table_insert (self->places, g_memdup2 (&uid, sizeof uid), place);
    }
  return step == KONTOR_STEP_DONE;
}

/* A place is covered with all that is inside it. A ring of parents ends after as many steps as
 * there are places. */
static gboolean
is_inside (const Cover *self, const KontorUid *uid, GHashTable *covered)
{
  guint most = g_hash_table_size (self->places);

  for (guint i = 0; i <= most; i++)
    {
      const Place *place = g_hash_table_lookup (self->places, uid);

      if (g_hash_table_contains (covered, uid))
        return TRUE;
      if (place == NULL || kontor_uid_is_nil (&place->parent))
        return FALSE;
      uid = &place->parent;
    }
  return FALSE;
}

static void
cover_places (Cover *self)
{
  static const KontorUid main = { { 0 } };
  g_autoptr (GHashTable) covered = read_set (self->plan, "places");
  GHashTableIter iter;
  gpointer       uid;
  gpointer       value;

  self->main = covered == NULL || g_hash_table_contains (covered, &main);
  g_hash_table_iter_init (&iter, self->places);
  while (g_hash_table_iter_next (&iter, &uid, &value))
    ((Place *) value)->is_covered = !((Place *) value)->is_transit
                                    && (covered == NULL || is_inside (self, uid, covered));
}

static gboolean
is_place_covered (const Cover *self, const KontorUid *uid)
{
  const Place *place = g_hash_table_lookup (self->places, uid);

  return kontor_uid_is_nil (uid) ? self->main : place != NULL && place->is_covered;
}

/* --- goods --- */

/* With all that stands below them. */
static gboolean
read_categories (Cover *self, GError **error)
{
  guint before = 0;

  self->categories = read_set (self->plan, "categories");
  while (self->categories != NULL && g_hash_table_size (self->categories) > before)
    {
      g_autoptr (KontorStatement) row = kontor_database_query (
        self->database,
        "SELECT uid, parent_uid FROM category WHERE parent_uid IS NOT NULL",
        error,
        KONTOR_NO_VALUES);
      KontorStep step = KONTOR_STEP_FAILED;

      before = g_hash_table_size (self->categories);
      while (row != NULL && (step = kontor_statement_step (row, error)) == KONTOR_STEP_ROW)
        {
          KontorUid uid;
          KontorUid parent;

          kontor_statement_get_uid (row, 0, &uid);
          kontor_statement_get_uid (row, 1, &parent);
          if (g_hash_table_contains (self->categories, &parent))
            add_uid (self->categories, &uid);
        }
      if (step != KONTOR_STEP_DONE)
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_suppliers (Cover *self, GError **error)
{
  g_autoptr (GHashTable) suppliers = read_set (self->plan, "suppliers");
  GHashTableIter iter;
  gpointer       uid;

  if (suppliers == NULL)
    return TRUE;
  self->supplied = new_set ();
  g_hash_table_iter_init (&iter, suppliers);
  while (g_hash_table_iter_next (&iter, &uid, NULL))
    if (!add_rows (self->database,
                   self->supplied,
                   "SELECT variant_uid FROM variant_supplier WHERE supplier_uid = ?1",
                   KONTOR_VALUES (kontor_value_uid (uid)),
                   error))
      return FALSE;
  return TRUE;
}

static GArray *
read_revenue (const Cover *self, GError **error)
{
  g_autoptr (GArray) entries = g_array_new (FALSE, TRUE, sizeof (KontorAbcEntry));
  g_autofree char *currency = kontor_setting_read (self->database, "currency", "EUR", error);
  g_autoptr (KontorStatement) row = NULL;
  KontorStep step = KONTOR_STEP_FAILED;

  if (currency == NULL)
    return NULL;
  row = kontor_database_query (
    self->database,
    "SELECT v.uid, CAST (coalesce ((SELECT sum (l.net_minor) FROM order_line AS l"
    " JOIN sales_order AS o ON o.uid = l.order_uid WHERE l.variant_uid = v.uid"
    " AND o.placed_at >= ?1 AND o.currency = ?2 AND o.state NOT IN ('CART', 'CANCELLED')), 0)"
    " AS BIGINT) FROM product_variant AS v",
    error,
    KONTOR_VALUES (kontor_value_integer (self->at - ABC_DAYS * KONTOR_DAY),
                   kontor_value_text (currency)));
  while (row != NULL && (step = kontor_statement_step (row, error)) == KONTOR_STEP_ROW)
    {
      KontorAbcEntry entry = { .revenue = kontor_statement_get_integer (row, 1) };

      kontor_statement_get_uid (row, 0, &entry.uid);
      g_array_append_val (entries, entry);
    }
  return step == KONTOR_STEP_DONE ? g_steal_pointer (&entries) : NULL;
}

static gboolean
read_classes (Cover *self, GError **error)
{
  const char *letters = kontor_json_get_string (self->plan, "abc", NULL);
  g_autoptr (GArray) entries = NULL;

  if (letters == NULL)
    return TRUE;
  entries = read_revenue (self, error);
  if (entries == NULL)
    return FALSE;
  if (!kontor_abc_assign (&g_array_index (entries, KontorAbcEntry, 0), entries->len))
    {
      kontor_command_set_error (error,
                                KONTOR_COMMAND_ERROR_INVALID,
                                "plan.abc",
                                _ ("the revenue is too large to be added"));
      return FALSE;
    }
  self->classes = new_set ();
  for (guint i = 0; i < entries->len; i++)
    {
      const KontorAbcEntry *entry = &g_array_index (entries, KontorAbcEntry, i);

      if (strchr (letters, entry->letter) != NULL)
        add_uid (self->classes, &entry->uid);
    }
  return TRUE;
}

static char *
name_pair (const KontorUid *variant, const KontorUid *place)
{
  char texts[2][KONTOR_UID_TEXT_SIZE];

  return g_strconcat (
    kontor_uid_format (variant, texts[0]), "/", kontor_uid_format (place, texts[1]), NULL);
}

static gboolean
read_recent (Cover *self, GError **error)
{
  gint64 days = kontor_json_get_integer (self->plan, "not_since_days", 0);
  g_autoptr (KontorStatement) row = NULL;
  KontorStep step = KONTOR_STEP_FAILED;

  if (days == 0)
    return TRUE;
  self->recent = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  row = kontor_database_query (self->database,
                               "SELECT DISTINCT variant_uid, place_uid FROM count_line"
                               " WHERE state IN ('booked', 'reopened') AND counted_at > ?1",
                               error,
                               KONTOR_VALUES (kontor_value_integer (self->at - days * KONTOR_DAY)));
  while (row != NULL && (step = kontor_statement_step (row, error)) == KONTOR_STEP_ROW)
    {
      KontorUid variant;
      KontorUid place;

      kontor_statement_get_uid (row, 0, &variant);
      kontor_statement_get_uid (row, 1, &place);
      g_hash_table_add (self->recent, name_pair (&variant, &place));
    }
  return step == KONTOR_STEP_DONE;
}

static gboolean
is_in (GHashTable *set, const KontorUid *uid)
{
  return set == NULL || g_hash_table_contains (set, uid);
}

static gboolean
is_recent (const Cover *self, const KontorCountKey *key)
{
  g_autofree char *pair = self->recent != NULL ? name_pair (&key->variant, &key->place) : NULL;

  return pair != NULL && g_hash_table_contains (self->recent, pair);
}

/* --- items --- */

static void
add_item (Cover *self, const KontorCountKey *key, const char *title, const char *lot)
{
  const Place *place = g_hash_table_lookup (self->places, &key->place);
  Item         item = { .key = *key,
                        .position = place != NULL ? place->position : G_MININT64,
                        .place = place != NULL ? place->name : (char *) "",
                        .title = g_strdup (title),
                        .lot = g_strdup (lot) };

  if (is_recent (self, key))
    item_clear (&item);
  else
    g_array_append_val (self->items, item);
}

/* What lies where of one variant, while its rows come in. */
typedef struct
{
  KontorUid      variant;
  char          *title; /* (owned) folded */
  gboolean       in_use;
  gboolean       lies_somewhere; /* an item was made, or it lies out of what is covered */
  gboolean       was_covered;    /* it lay in a covered place at some time */
  KontorCountKey last;           /* there, without a lot */
} Goods;

/* Goods in use that lie nowhere: once, at the place where they lay, or the main place. */
static void
finish_goods (Cover *self, Goods *goods)
{
  KontorCountKey key = { .variant = goods->variant };

  if (goods->title != NULL && goods->in_use && !goods->lies_somewhere)
    {
      if (goods->was_covered)
        add_item (self, &goods->last, goods->title, "");
      else if (self->main)
        add_item (self, &key, goods->title, "");
    }
  g_clear_pointer (&goods->title, g_free);
}

static void
begin_goods (Goods *goods, KontorStatement *row)
{
  g_autofree char *title = g_strjoin (" ",
                                      kontor_statement_get_text (row, 6),
                                      kontor_statement_get_text (row, 7),
                                      kontor_statement_get_text (row, 8),
                                      NULL);

  *goods = (Goods){ .title = kontor_text_fold (title, -1),
                    .in_use = kontor_statement_get_integer (row, 5) == 0 };
  kontor_statement_get_uid (row, 0, &goods->variant);
}

static void
take_row (Cover *self, Goods *goods, KontorStatement *row)
{
  KontorCountKey key;
  gint64         quantity = kontor_statement_get_integer (row, 3);

  if (kontor_statement_is_null (row, 3))
    return; /* never moved */
  kontor_count_key_read (row, 0, &key);
  if (quantity != 0)
    goods->lies_somewhere = TRUE;
  if (!is_place_covered (self, &key.place))
    return;
  if (quantity != 0)
    add_item (self, &key, goods->title, kontor_statement_get_text (row, 9));
  goods->was_covered = TRUE;
  goods->last = key;
  memset (&goods->last.lot, 0, sizeof goods->last.lot);
}

static gboolean
is_covered (const Cover *self, KontorStatement *row, const KontorUid *variant)
{
  KontorUid category;

  kontor_statement_get_uid (row, 4, &category);
  return is_in (self->categories, &category) && is_in (self->variants, variant)
         && is_in (self->supplied, variant) && is_in (self->classes, variant);
}

/* Sums of the ledger, so that both engines give the same; derived levels are SQLite's. */
static gboolean
read_items (Cover *self, GError **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    self->database,
    "SELECT v.uid, m.place_uid, m.lot_uid, CAST (sum (m.quantity) AS BIGINT), p.category_uid,"
    " CASE WHEN v.archived_at IS NULL AND p.archived_at IS NULL THEN 0 ELSE 1 END,"
    " p.title, v.value1, v.sku, coalesce ((SELECT l.code FROM lot AS l WHERE l.uid = m.lot_uid), "
    "'')"
    " FROM product_variant AS v JOIN product AS p ON p.uid = v.product_uid"
    " LEFT JOIN stock_movement AS m ON m.variant_uid = v.uid WHERE p.kind = 'goods'"
    " GROUP BY v.uid, m.place_uid, m.lot_uid, p.category_uid, v.archived_at, p.archived_at, "
    "p.title,"
    " v.value1, v.sku ORDER BY v.uid, m.place_uid IS NULL, m.place_uid, m.lot_uid IS NULL, "
    "m.lot_uid",
    error,
    KONTOR_NO_VALUES);
  KontorStep step = KONTOR_STEP_FAILED;
  Goods      goods = { 0 };

  while (row != NULL && (step = kontor_statement_step (row, error)) == KONTOR_STEP_ROW)
    {
      KontorUid variant;

      kontor_statement_get_uid (row, 0, &variant);
      if (!is_covered (self, row, &variant))
        continue;
      if (!kontor_uid_equal (&variant, &goods.variant))
        {
          finish_goods (self, &goods);
          begin_goods (&goods, row);
        }
      take_row (self, &goods, row);
    }
  finish_goods (self, &goods);
  return step == KONTOR_STEP_DONE;
}

/* The way through the store, then by name. */
static int
compare_items (gconstpointer a, gconstpointer b)
{
  const Item *first = a;
  const Item *second = b;
  int         result = (first->position > second->position) - (first->position < second->position);

  if (result == 0)
    result = strcmp (first->place, second->place);
  if (result == 0)
    result = kontor_uid_compare (&first->key.place, &second->key.place);
  if (result == 0)
    result = strcmp (first->title, second->title);
  if (result == 0)
    result = kontor_uid_compare (&first->key.variant, &second->key.variant);
  if (result == 0)
    result = strcmp (first->lot, second->lot);
  return result != 0 ? result : kontor_uid_compare (&first->key.lot, &second->key.lot);
}

static gboolean
write_items (KontorCommandContext *context,
             const KontorUid      *count,
             const Cover          *cover,
             GError              **error)
{
  for (guint i = 0; i < cover->items->len; i++)
    {
      const Item *item = &g_array_index (cover->items, Item, i);

      if (!kontor_database_run (
            context->database,
            "INSERT INTO count_item (count_uid, position, variant_uid, place_uid, lot_uid)"
            " VALUES (?1, ?2, ?3, ?4, ?5)",
            error,
            KONTOR_VALUES (kontor_value_uid (count),
                           kontor_value_integer ((gint64) i + 1),
                           kontor_value_uid (&item->key.variant),
                           kontor_count_value_uid (&item->key.place),
                           kontor_count_value_uid (&item->key.lot))))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_plan (Cover *self, const KontorUid *count, GError **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    self->database,
    "SELECT plan FROM stock_count WHERE uid = ?1",
    error,
    KONTOR_VALUES (kontor_value_uid (count)));

  if (row == NULL || !kontor_statement_step_row (row, error))
    return FALSE;
  self->plan = kontor_json_parse (kontor_statement_get_text (row, 0), -1, error);
  return self->plan != NULL;
}

static gboolean
find_items (Cover *self, const KontorUid *count, GError **error)
{
  self->items = g_array_new (FALSE, FALSE, sizeof (Item));
  g_array_set_clear_func (self->items, (GDestroyNotify) item_clear);
  if (!read_plan (self, count, error) || !read_places (self, error)
      || !read_categories (self, error) || !read_suppliers (self, error)
      || !read_classes (self, error) || !read_recent (self, error))
    return FALSE;
  cover_places (self);
  self->variants = read_set (self->plan, "variants");
  if (!read_items (self, error))
    return FALSE;
  g_array_sort (self->items, compare_items);
  return TRUE;
}

/**
 * kontor_count_run_start:
 * @context: the running command
 * @params: count
 * @error: return location for an error
 *
 * count.start: counting begins. What the plan covers now is written down.
 *
 * Returns: whether it took effect
 */
gboolean
kontor_count_run_start (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  g_autoptr (KontorCount) count = kontor_count_load_param (context->database, params, error);
  g_auto (Cover) cover = { .database = context->database, .at = context->command->at };

  if (count == NULL)
    return FALSE;
  if (kontor_count_is (count, "counting"))
    return kontor_count_refuse (
      count, KONTOR_COMMAND_ERROR_ALREADY, "count", error, _ ("it has begun already"));
  if (!kontor_count_is (count, "planned"))
    return kontor_count_refuse (
      count, KONTOR_COMMAND_ERROR_STATE_CHANGED, "count", error, _ ("it is over"));
  if (!find_items (&cover, &count->uid, error))
    return FALSE;
  if (cover.items->len == 0)
    return kontor_count_refuse (
      count, KONTOR_COMMAND_ERROR_INVALID, "count", error, _ ("its plan covers no goods at all"));

  kontor_count_set_state (count, "counting");
  count->started_at = context->command->at;
  kontor_count_set_result (context, count);
  kontor_json_set_integer (context->outcome->result, "items", cover.items->len);
  return write_items (context, &count->uid, &cover, error)
         && kontor_count_save (context, count, error);
}
