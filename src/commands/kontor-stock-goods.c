/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-stock.h"

#include <glib/gi18n-lib.h>

#include "kontor-form.h"

/* Deeper bundles are not asked; data/schema/derived-stock.sql has the same limits. */
#define MOST_LEVELS 8
#define MOST_FACTOR G_GINT64_CONSTANT (1000000000)

/* --- bundles --- */

static void
add_leaf (GArray *goods, const KontorUid *variant, gint64 factor)
{
  KontorGoods leaf = { .variant = *variant, .quantity = factor };

  for (guint i = 0; i < goods->len; i++)
    {
      KontorGoods *other = &g_array_index (goods, KontorGoods, i);

      if (kontor_uid_equal (&other->variant, variant))
        {
          other->quantity += factor;
          return;
        }
    }
  g_array_append_val (goods, leaf);
}

static GArray *
list_parts (KontorDatabase *database, const KontorUid *variant, GError **error)
{
  g_autoptr (GArray) parts = g_array_new (FALSE, TRUE, sizeof (KontorGoods));
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT part_uid, quantity FROM variant_part WHERE variant_uid = ?1 ORDER BY part_uid",
    error,
    KONTOR_VALUES (kontor_value_uid (variant)));
  KontorStep step = KONTOR_STEP_FAILED;

  while (row != NULL && (step = kontor_statement_step (row, error)) == KONTOR_STEP_ROW)
    {
      KontorGoods part = { .quantity = kontor_statement_get_integer (row, 1) };

      kontor_statement_get_uid (row, 0, &part.variant);
      g_array_append_val (parts, part);
    }
  return step == KONTOR_STEP_DONE ? g_steal_pointer (&parts) : NULL;
}

/* Recursion: a bundle may hold bundles. */
static gboolean
add_leaves (KontorDatabase  *database,
            const KontorUid *variant,
            gint64           factor,
            guint            level,
            GArray          *goods,
            gboolean        *is_bundle,
            GError         **error)
{
  g_autoptr (GArray) parts = list_parts (database, variant, error);

  if (parts == NULL)
    return FALSE;
  if (parts->len == 0)
    {
      add_leaf (goods, variant, factor);
      return TRUE;
    }

  *is_bundle = TRUE;
  for (guint i = 0; i < parts->len && level < MOST_LEVELS; i++)
    {
      const KontorGoods *part = &g_array_index (parts, KontorGoods, i);
      gint64             each = MIN (part->quantity, MOST_FACTOR);

      if (level > 0)
        each = MIN (kontor_goods_scale (factor, each), MOST_FACTOR);
      if (!add_leaves (database, &part->variant, each, level + 1, goods, is_bundle, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * kontor_stock_expand:
 * @database: a connection
 * @variant: what is sold
 * @quantity: thousandths
 * @is_bundle: (out) (optional): whether it consists of parts
 * @error: return location for an error
 *
 * What has to be taken from the shelves for it: the variant itself, or the parts of a bundle, and
 * theirs. How many are in one is rounded down at each level, then multiplied.
 *
 * Errors: #KontorDatabaseError.
 *
 * Returns: (transfer full) (element-type KontorGoods): goods without places and lots, or %NULL with
 *   @error set
 */
GArray *
kontor_stock_expand (KontorDatabase  *database,
                     const KontorUid *variant,
                     gint64           quantity,
                     gboolean        *is_bundle,
                     GError         **error)
{
  g_autoptr (GArray) goods = g_array_new (FALSE, TRUE, sizeof (KontorGoods));
  gboolean consists = FALSE;

  if (!add_leaves (database, variant, 1000, 0, goods, &consists, error))
    return NULL;
  if (is_bundle != NULL)
    *is_bundle = consists;
  for (guint i = 0; i < goods->len; i++)
    {
      KontorGoods *part = &g_array_index (goods, KontorGoods, i);

      part->quantity = kontor_goods_scale (quantity, part->quantity);
    }
  return g_steal_pointer (&goods);
}

/* --- where it is taken --- */

#define SHELF_COLUMNS                                                                              \
  "SELECT s.place_uid, s.lot_uid, s.quantity, coalesce (l.best_before, 0),"                        \
  " coalesce (p.position, 0), coalesce (p.kind, '')"
#define SHELF_JOINS                                                                                \
  " AS s LEFT JOIN location AS p ON p.uid = s.place_uid LEFT JOIN lot AS l ON l.uid = s.lot_uid"   \
  " WHERE l.recalled_at IS NULL AND coalesce (p.kind, '') NOT IN ('transit', 'quarantine')"

static const char kept_shelves[] = SHELF_COLUMNS
  " FROM (SELECT * FROM derived_stock_key WHERE variant_uid = ?1 AND hold = '')" SHELF_JOINS;
static const char summed_shelves[] = SHELF_COLUMNS
  " FROM (SELECT place_uid, lot_uid, CAST (sum (quantity) AS BIGINT) AS quantity"
  "  FROM stock_movement WHERE variant_uid = ?1 AND hold = ''"
  "  GROUP BY place_uid, lot_uid)" SHELF_JOINS;

static void
read_uid_or_nil (KontorStatement *row, int column, KontorUid *uid)
{
  gsize length = 0;

  *uid = (KontorUid){ { 0 } };
  if (kontor_statement_get_blob (row, column, &length) != NULL && length == sizeof uid->bytes)
    kontor_statement_get_uid (row, column, uid);
}

static GArray *
list_shelves (KontorDatabase *database, const KontorUid *variant, GError **error)
{
  gboolean is_kept = kontor_database_get_engine (database) == KONTOR_ENGINE_SQLITE;
  g_autoptr (GArray) shelves = g_array_new (FALSE, TRUE, sizeof (KontorShelf));
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    is_kept ? kept_shelves : summed_shelves,
    error,
    KONTOR_VALUES (kontor_value_uid (variant)));
  KontorStep step = KONTOR_STEP_FAILED;

  while (row != NULL && (step = kontor_statement_step (row, error)) == KONTOR_STEP_ROW)
    {
      KontorShelf shelf = { .quantity = kontor_statement_get_integer (row, 2),
                            .best_before = kontor_statement_get_integer (row, 3),
                            .position = kontor_statement_get_integer (row, 4) };

      read_uid_or_nil (row, 0, &shelf.place);
      read_uid_or_nil (row, 1, &shelf.lot);
      shelf.is_packing = g_str_equal (kontor_statement_get_text (row, 5), "packing");
      g_array_append_val (shelves, shelf);
    }
  return step == KONTOR_STEP_DONE ? g_steal_pointer (&shelves) : NULL;
}

static gboolean
append_proposal (
  KontorDatabase *database, const KontorGoods *part, gint64 at, GArray *goods, GError **error)
{
  g_autoptr (GArray) shelves = list_shelves (database, &part->variant, error);

  if (shelves == NULL)
    return FALSE;
  kontor_goods_propose (shelves, &part->variant, part->quantity, at, goods);
  return TRUE;
}

/**
 * kontor_stock_propose:
 * @database: a connection
 * @variant: what is sold
 * @quantity: thousandths
 * @at: when it leaves, UTC microseconds
 * @error: return location for an error
 *
 * Proposes where to take it: parts of a bundle each for itself, from places and lots as
 * kontor_goods_propose() has it. What is put aside, under way, in quarantine or recalled is not
 * taken.
 *
 * Errors: #KontorDatabaseError.
 *
 * Returns: (transfer full) (element-type KontorGoods): goods, or %NULL with @error set
 */
GArray *
kontor_stock_propose (
  KontorDatabase *database, const KontorUid *variant, gint64 quantity, gint64 at, GError **error)
{
  g_autoptr (GArray) parts = kontor_stock_expand (database, variant, quantity, NULL, error);
  g_autoptr (GArray) goods = g_array_new (FALSE, TRUE, sizeof (KontorGoods));

  for (guint i = 0; parts != NULL && i < parts->len; i++)
    if (!append_proposal (database, &g_array_index (parts, KontorGoods, i), at, goods, error))
      return NULL;
  return parts != NULL ? g_steal_pointer (&goods) : NULL;
}

/* --- in parameters --- */

static const KontorFormField goods_fields[] = {
  { "variant", KONTOR_FORM_UID, KONTOR_FORM_NULLABLE },
  { "place", KONTOR_FORM_UID, KONTOR_FORM_NULLABLE },
  { "lot", KONTOR_FORM_UID, KONTOR_FORM_NULLABLE },
  { "quantity",
    KONTOR_FORM_INTEGER,
    KONTOR_FORM_REQUIRED,
    .least = 1,
    .most = KONTOR_STOCK_MOST_QUANTITY },
  { NULL },
};

/**
 * kontor_stock_read_goods:
 * @list: [{variant?, place?, lot?, quantity}]
 * @path: "goods": names it in messages
 * @error: return location for an error
 *
 * Errors: %KONTOR_COMMAND_ERROR_INVALID.
 *
 * Returns: (transfer full) (element-type KontorGoods): goods, the variant nil where it was not
 *   given; or %NULL with @error set
 */
GArray *
kontor_stock_read_goods (const KontorJson *list, const char *path, GError **error)
{
  g_autoptr (KontorJson) rows = kontor_form_read_list (goods_fields, list, path, error);
  g_autoptr (GArray) goods = g_array_new (FALSE, TRUE, sizeof (KontorGoods));

  for (guint i = 0; rows != NULL && i < kontor_json_length (rows); i++)
    {
      const KontorJson *row = kontor_json_at (rows, i);
      KontorGoods       part = { .quantity = kontor_json_get_integer (row, "quantity", 0) };

      if (!kontor_param_uid_or_nil (row, "variant", &part.variant, error)
          || !kontor_param_uid_or_nil (row, "place", &part.place, error)
          || !kontor_param_uid_or_nil (row, "lot", &part.lot, error))
        return NULL;
      g_array_append_val (goods, part);
    }
  return rows != NULL ? g_steal_pointer (&goods) : NULL;
}

static void
set_uid (KontorJson *object, const char *key, const KontorUid *uid)
{
  if (!kontor_uid_is_nil (uid))
    kontor_json_set (object, key, kontor_json_new_uid (uid));
}

/**
 * kontor_stock_goods_to_json:
 * @goods: (element-type KontorGoods): goods
 *
 * Returns: (transfer full): what kontor_stock_read_goods() reads
 */
KontorJson *
kontor_stock_goods_to_json (const GArray *goods)
{
  KontorJson *list = kontor_json_new_array ();

  for (guint i = 0; i < goods->len; i++)
    {
      const KontorGoods *part = &g_array_index (goods, KontorGoods, i);
      KontorJson        *object = kontor_json_new_object ();

      set_uid (object, "variant", &part->variant);
      set_uid (object, "place", &part->place);
      set_uid (object, "lot", &part->lot);
      kontor_json_set_integer (object, "quantity", part->quantity);
      kontor_json_append (list, object);
    }
  return list;
}

/**
 * kontor_stock_goods_are_plain:
 * @goods: (element-type KontorGoods): goods
 * @variant: a variant
 *
 * Returns: whether they are just the variant, at the main place, of no lot: what is meant when
 *   nothing is said
 */
gboolean
kontor_stock_goods_are_plain (const GArray *goods, const KontorUid *variant)
{
  const KontorGoods *first = &g_array_index (goods, KontorGoods, 0);

  return goods->len == 1 && kontor_uid_equal (&first->variant, variant)
         && kontor_uid_is_nil (&first->place) && kontor_uid_is_nil (&first->lot);
}
