/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-count-text.h"

#include <glib/gi18n.h>

#include "kontor-format.h"

typedef struct
{
  const char *value;
  const char *words; /* N_() */
} Word;

static const Word reasons[] = {
  { "damaged", N_ ("Damaged") },       { "lost", N_ ("Lost") },
  { "stolen", N_ ("Stolen") },         { "expired", N_ ("Expired") },
  { "found", N_ ("Found") },           { "not_booked", N_ ("Not booked") },
  { "miscounted", N_ ("Miscounted") }, { "other", N_ ("Another reason") },
};

static const Word checks[] = {
  { "passes", N_ ("The two counts differ") },
  { "missing", N_ ("The second count is missing") },
  { "counters", N_ ("Two people differ") },
  { "negative", N_ ("Less than nothing") },
  { "between", N_ ("Moved while it was counted") },
  { "clock", N_ ("Moved at the same moment") },
  { "picks", N_ ("Being packed") },
};

static const Word advice[] = {
  { "passes", N_ ("Count it a third time, or accept the figure.") },
  { "missing", N_ ("Let a second person count it, or accept the figure.") },
  { "counters", N_ ("Count it again, or accept the later figure.") },
  { "negative", N_ ("Count it again.") },
  { "between",
    N_ ("Something moved between the first shelf and the last. Say whether the figure has it.") },
  { "clock", N_ ("Two clocks can’t tell what was first. Count it again, or accept the figure.") },
  { "picks",
    N_ ("Goods of an order lay in a box when the shelf was counted. Say whether the figure has "
        "them.") },
};

static const Word kinds[] = {
  { "SALE", N_ ("Sold") },          { "RESTOCK", N_ ("Received") },
  { "RETURN", N_ ("Came back") },   { "ADJUSTMENT", N_ ("Corrected") },
  { "TRANSFER", N_ ("Moved") },     { "CONSUME", N_ ("Used up") },
  { "COUNT", N_ ("By the count") },
};

static const char *
find (const Word *words, gsize n_words, const char *value)
{
  for (gsize i = 0; i < n_words; i++)
    if (g_strcmp0 (words[i].value, value) == 0)
      return _ (words[i].words);
  return value;
}

/**
 * kontor_count_place_name:
 * @name: of a place; "" for the main place
 *
 * Returns: what people call it
 */
const char *
kontor_count_place_name (const char *name)
{
  return *name != '\0' ? name : _ ("Main place");
}

const char *
kontor_count_reason_name (const char *reason)
{
  return find (reasons, G_N_ELEMENTS (reasons), reason);
}

/* Why a person has to look, and what to do then. */
const char *
kontor_count_check_name (const char *check)
{
  return find (checks, G_N_ELEMENTS (checks), check);
}

const char *
kontor_count_check_advice (const char *check)
{
  return find (advice, G_N_ELEMENTS (advice), check);
}

const char *
kontor_count_movement_name (const char *kind)
{
  return find (kinds, G_N_ELEMENTS (kinds), kind);
}

char *
kontor_count_dup_change (gint64 quantity)
{
  g_autofree char *text = kontor_format_quantity (quantity);

  return g_strconcat (quantity > 0 ? "+" : "", text, NULL);
}

static void
add_names (GPtrArray *parts, const KontorJson *cover, const char *key, gboolean are_places)
{
  const KontorJson *names = kontor_json_get_array (cover, key);

  for (guint i = 0; i < kontor_json_length (names); i++)
    {
      const char *name = kontor_json_string (kontor_json_at (names, i));

      g_ptr_array_add (parts, g_strdup (are_places ? kontor_count_place_name (name) : name));
    }
}

/**
 * kontor_count_dup_cover:
 * @count: as kontor_query_count_json() gives it
 *
 * Returns: (transfer full): what it is about: "Cellar, Shelf A, Tea"
 */
char *
kontor_count_dup_cover (const KontorJson *count)
{
  const KontorJson *cover = kontor_json_get_object (count, "cover");
  const KontorJson *plan = kontor_json_get_object (count, "plan");
  const char       *abc = kontor_json_get_string (plan, "abc", "");
  gint64            days = kontor_json_get_integer (plan, "not_since_days", 0);
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  add_names (parts, cover, "places", TRUE);
  add_names (parts, cover, "categories", FALSE);
  add_names (parts, cover, "suppliers", FALSE);
  add_names (parts, cover, "variants", FALSE);
  if (*abc != '\0')
    /* Translators: classes of goods by what they sell: "class AB". */
    g_ptr_array_add (parts, g_strdup_printf (_ ("class %s"), abc));
  if (days > 0)
    g_ptr_array_add (
      parts,
      g_strdup_printf (
        ngettext ("not counted for %d day", "not counted for %d days", (gulong) days), (int) days));
  if (parts->len == 0)
    g_ptr_array_add (parts, g_strdup (_ ("Everything in stock")));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (", ", (char **) parts->pdata);
}

/**
 * kontor_count_dup_manner:
 * @count: as kontor_query_count_json() gives it
 *
 * Returns: (transfer full): how it is counted: "twice, blind"
 */
char *
kontor_count_dup_manner (const KontorJson *count)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();

  if (kontor_json_get_integer (count, "passes", 1) > 1)
    g_ptr_array_add (parts, (gpointer) _ ("twice, each without seeing the other"));
  else if (kontor_json_get_boolean (count, "blind", FALSE))
    g_ptr_array_add (parts, (gpointer) _ ("blind: the book is not shown"));
  else
    g_ptr_array_add (parts, (gpointer) _ ("the book may be seen"));
  if (kontor_json_get_boolean (count, "prefilled", TRUE))
    g_ptr_array_add (parts, (gpointer) _ ("items are listed"));
  else
    g_ptr_array_add (parts, (gpointer) _ ("the sheet is blank"));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (", ", (char **) parts->pdata);
}

/* "Cellar: Anna, second count" */
char *
kontor_count_dup_assignment (const KontorJson *assignment)
{
  const char *person = kontor_json_get_string (assignment, "person_name", "");
  gboolean    second = kontor_json_get_integer (assignment, "pass", 1) > 1;
  const char *who = *person != '\0' ? person : _ ("anybody");

  if (second)
    return g_strdup_printf (_ ("%s, second count"), who);
  return g_strdup (who);
}
