/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-sample-private.h"

/* New shelves: one day all that lay around was put into them, by what it is. Some of it turned out
 * to be broken, and some waits to be looked at. */

#define SHELVES_AGE (20 * KONTOR_DAY)

typedef struct
{
  KontorUid variant;
  gint64    quantity;
} Heap;

static gboolean
make_place (Sample     *self,
            const char *name,
            const char *code,
            const char *kind,
            guint       position,
            GError    **error)
{
  KontorJson *params = kontor_json_new_object ();

  kontor_json_set_string (params, "name", name);
  kontor_json_set_string (params, "code", code);
  kontor_json_set_string (params, "kind", kind);
  kontor_json_set_integer (params, "position", position);
  return kontor_sample_queue (self, "location.create", params, error);
}

/**
 * kontor_sample_make_places:
 *
 * Where goods can lie, apart from the main place.
 */
gboolean
kontor_sample_make_places (Sample *self, GError **error)
{
  return make_place (self, "Regal A", "A", "shelf", 1, error)
         && make_place (self, "Regal B", "B", "shelf", 2, error)
         && make_place (self, "Regal C", "C", "shelf", 3, error)
         && make_place (self, "Keller", "K", "shelf", 4, error)
         && make_place (self, "Packtisch", "P", "packing", 5, error)
         && make_place (self, "Sperrlager", "S", "quarantine", 6, error)
         && kontor_sample_flush (self, error);
}

/* --- what goes where --- */

static const SampleVariant *
find_variant (Sample *self, const KontorUid *uid)
{
  g_autofree char *text = kontor_uid_dup_text (uid);

  for (guint i = 0; i < self->variants->len; i++)
    {
      const SampleVariant *variant = &g_array_index (self->variants, SampleVariant, i);

      if (g_str_equal (variant->uid, text))
        return variant;
    }
  return NULL;
}

static const char *
shelf_for (Sample *self, const SampleVariant *variant)
{
  const char *category = self->products[variant->product].category;

  if (variant->content > 0)
    return variant->share == 0 ? "K" : variant->content > 2000 ? "B" : "A";
  if (g_str_has_prefix (category, "Tee") || g_str_has_prefix (category, "Vorrat"))
    return "A";
  if (g_str_has_prefix (category, "Küche") || g_str_has_prefix (category, "Bad"))
    return "B";
  return "C";
}

static gpointer
read_heaps (KontorDatabase *database, gpointer data, GError **error)
{
  g_autoptr (GArray) heaps = g_array_new (FALSE, TRUE, sizeof (Heap));
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT variant_uid, sum (quantity) FROM stock_movement"
    " WHERE place_uid IS NULL AND lot_uid IS NULL AND hold = ''"
    " GROUP BY variant_uid HAVING sum (quantity) > 0",
    error,
    KONTOR_NO_VALUES);
  KontorStep step = KONTOR_STEP_FAILED;

  while (row != NULL && (step = kontor_statement_step (row, error)) == KONTOR_STEP_ROW)
    {
      Heap heap = { .quantity = kontor_statement_get_integer (row, 1) };

      kontor_statement_get_uid (row, 0, &heap.variant);
      g_array_append_val (heaps, heap);
    }
  return step == KONTOR_STEP_DONE ? g_steal_pointer (&heaps) : NULL;
}

/* In the order of the catalog: uids are different each time. */
static int
compare_heaps (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const SampleVariant *first = find_variant (user_data, &((const Heap *) a)->variant);
  const SampleVariant *second = find_variant (user_data, &((const Heap *) b)->variant);

  return (first > second) - (first < second);
}

static KontorJson *
new_transfer (Sample *self, const GArray *heaps, const char *shelf)
{
  KontorJson *params = kontor_json_new_object ();
  KontorJson *lines = kontor_json_new_array ();

  for (guint i = 0; i < heaps->len; i++)
    {
      const Heap          *heap = &g_array_index (heaps, Heap, i);
      const SampleVariant *variant = find_variant (self, &heap->variant);
      KontorJson          *line = NULL;

      if (variant == NULL || !g_str_equal (shelf_for (self, variant), shelf))
        continue;
      line = kontor_json_new_object ();
      kontor_json_set_string (line, "variant", variant->uid);
      kontor_json_set_integer (line, "quantity", heap->quantity);
      kontor_json_append (lines, line);
    }
  kontor_json_set (params, "lines", lines);
  kontor_json_set_string (params, "to", shelf);
  kontor_json_set_string (params, "note", "Neue Regale eingeräumt");
  kontor_json_set_integer (params, "happened_at", self->now - SHELVES_AGE);
  return params;
}

static gboolean
move_to (Sample *self, const GArray *heaps, const char *shelf, GError **error)
{
  KontorJson *params = new_transfer (self, heaps, shelf);
  g_autoptr (KontorJson) sent = NULL;

  if (kontor_json_length (kontor_json_get_array (params, "lines")) == 0)
    {
      kontor_json_unref (params);
      return TRUE;
    }
  sent = kontor_replica_run (self->replica, "stock.transfer.send", params, NULL, error);
  if (sent == NULL)
    return FALSE;
  params = kontor_json_new_object ();
  kontor_json_set_string (params, "transfer", kontor_json_get_string (sent, "transfer", ""));
  kontor_json_set_integer (params, "happened_at", self->now - SHELVES_AGE + 3600 * KONTOR_SECOND);
  return kontor_sample_queue (self, "stock.transfer.receive", params, error);
}

/* --- what can not be sold --- */

static gboolean
hold (Sample              *self,
      const SampleVariant *variant,
      gint64               quantity,
      const char          *reason,
      const char          *note,
      GError             **error)
{
  KontorJson *params = kontor_json_new_object ();

  kontor_json_set_string (params, "variant", variant->uid);
  kontor_json_set_integer (params, "quantity", quantity);
  kontor_json_set_string (params, "place", shelf_for (self, variant));
  kontor_json_set_string (params, "reason", reason);
  kontor_json_set_string (params, "note", note);
  kontor_json_set_integer (params, "happened_at", self->now - 2 * KONTOR_DAY);
  return kontor_sample_queue (self, "stock.hold", params, error);
}

/* A few of what there is plenty of. */
static gboolean
hold_some (Sample *self, const GArray *heaps, GError **error)
{
  guint held = 0;

  for (guint i = 2; i < heaps->len && held < 3; i += 5)
    {
      const Heap          *heap = &g_array_index (heaps, Heap, i);
      const SampleVariant *variant = find_variant (self, &heap->variant);

      if (heap->quantity < 6000 || variant == NULL)
        continue;
      if (!hold (self,
                 variant,
                 held == 0 ? 1000 : 2000,
                 held == 0 ? "damaged" : "inspection",
                 held == 0 ? "Ecke abgestoßen" : "Reklamation aus derselben Lieferung",
                 error))
        return FALSE;
      held++;
    }
  return TRUE;
}

/**
 * kontor_sample_fill_shelves:
 * @self: a company whose stock is made
 *
 * Puts what lies at the main place on shelves.
 */
gboolean
kontor_sample_fill_shelves (Sample *self, GError **error)
{
  static const char *const shelves[] = { "A", "B", "C", "K" };
  g_autoptr (GArray) heaps = kontor_replica_read (self->replica, read_heaps, NULL, error);

  if (heaps == NULL)
    return FALSE;
  g_array_sort_with_data (heaps, compare_heaps, self);
  for (gsize i = 0; i < G_N_ELEMENTS (shelves); i++)
    if (!move_to (self, heaps, shelves[i], error))
      return FALSE;
  return kontor_sample_flush (self, error) && hold_some (self, heaps, error)
         && kontor_sample_flush (self, error);
}
