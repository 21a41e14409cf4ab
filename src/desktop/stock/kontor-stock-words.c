/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-stock-words.h"

#include <glib/gi18n.h>

#include "kontor-format.h"

typedef struct
{
  const char *value;
  const char *words; /* N_() */
} Words;

static const Words kinds[] = {
  { "SALE", N_ ("Sale") },         { "RESTOCK", N_ ("Goods in") },
  { "RETURN", N_ ("Return") },     { "ADJUSTMENT", N_ ("Correction") },
  { "TRANSFER", N_ ("Transfer") }, { "CONSUME", N_ ("Used up") },
  { "COUNT", N_ ("Count") },
};

/* The first eight are those that people choose from. */
static const Words reasons[] = {
  { "correction", N_ ("Correction of the books") },
  { "damaged", N_ ("Damaged") },
  { "lost", N_ ("Lost") },
  { "found", N_ ("Found") },
  { "expired", N_ ("Expired") },
  { "sample", N_ ("Sample, gift") },
  { "own_use", N_ ("Own use") },
  { "write_off", N_ ("Written off") },
  { "hold", N_ ("Put aside") },
  { "release", N_ ("Released") },
  { "split", N_ ("Filled into smaller ones") },
  { "loss", N_ ("Loss in filling") },
  { "never_was", N_ ("Taken back") },
  { "seen_by_count", N_ ("Seen by a count already") },
};

#define N_REASONS_TO_CHOOSE 8

/* The first six are those that people choose from. */
static const Words holds[] = {
  { "damaged", N_ ("Damaged") },
  { "expired", N_ ("Expired") },
  { "quarantine", N_ ("Quarantine") },
  { "inspection", N_ ("To be inspected") },
  { "customer", N_ ("Set aside for a customer") },
  { "other", N_ ("Another reason") },
  { "transit", N_ ("In transit") },
};

#define N_HOLDS_TO_CHOOSE 6

static const char *
find (const Words *words, gsize n_words, const char *value)
{
  for (gsize i = 0; i < n_words; i++)
    if (g_strcmp0 (words[i].value, value) == 0)
      return _ (words[i].words);
  return value;
}

/**
 * kontor_stock_kind_name:
 * @kind: of a movement
 *
 * Returns: what happened, in the person's language
 */
const char *
kontor_stock_kind_name (const char *kind)
{
  return find (kinds, G_N_ELEMENTS (kinds), kind);
}

/**
 * kontor_stock_reason_name:
 * @reason: of a movement; may be a text of a person
 *
 * Returns: why, in the person's language; @reason itself when it is another
 */
const char *
kontor_stock_reason_name (const char *reason)
{
  return find (reasons, G_N_ELEMENTS (reasons), reason);
}

/**
 * kontor_stock_hold_name:
 * @hold: why goods can't be sold
 *
 * Returns: the reason in the person's language; "" when they can
 */
const char *
kontor_stock_hold_name (const char *hold)
{
  return find (holds, G_N_ELEMENTS (holds), hold);
}

/**
 * kontor_stock_dup_amount:
 * @quantity: thousandths
 * @unit: machine name of a unit
 *
 * Returns: (transfer full): "12", "740 ml"
 */
char *
kontor_stock_dup_amount (gint64 quantity, const char *unit)
{
  g_autofree char *number = kontor_format_quantity (quantity);
  g_autofree char *sign = kontor_format_unit (unit);

  return *sign != '\0' ? g_strconcat (number, "\u00a0", sign, NULL) : g_steal_pointer (&number);
}

/**
 * kontor_stock_dup_change:
 * @quantity: thousandths, negative leaves
 *
 * Returns: (transfer full): "+12", "−1"
 */
char *
kontor_stock_dup_change (gint64 quantity)
{
  g_autofree char *number = kontor_format_quantity (ABS (quantity));

  if (quantity == 0)
    return g_steal_pointer (&number);
  return g_strconcat (quantity > 0 ? "+" : "\u2212", number, NULL);
}

/**
 * kontor_stock_dup_item:
 * @item: with "title" and "options"
 *
 * Returns: (transfer full): "Cedar, 10 ml"
 */
char *
kontor_stock_dup_item (const KontorJson *item)
{
  const char *title = kontor_json_get_string (item, "title", "");
  const char *options = kontor_json_get_string (item, "options", "");

  return *options != '\0' ? g_strconcat (title, ", ", options, NULL) : g_strdup (title);
}

/**
 * kontor_stock_dup_filter:
 * @key: of a filter
 * @value: any text
 *
 * Returns: (transfer full): the condition, as the filter entry reads it
 */
char *
kontor_stock_dup_filter (const char *key, const char *value)
{
  g_autoptr (GString) plain = g_string_new (value);

  g_string_replace (plain, "\"", "", 0);
  return g_strdup_printf ("%s:\"%s\"", key, plain->str);
}

static KontorAskChoice *
new_choices (const Words *words, guint n_words)
{
  KontorAskChoice *choices = g_new0 (KontorAskChoice, n_words);

  for (guint i = 0; i < n_words; i++)
    choices[i] = (KontorAskChoice){ words[i].value, _ (words[i].words) };
  return choices;
}

/**
 * kontor_stock_reason_choices:
 * @n_choices: (out): how many
 *
 * Returns: (transfer container): reasons of a correction
 */
KontorAskChoice *
kontor_stock_reason_choices (guint *n_choices)
{
  *n_choices = N_REASONS_TO_CHOOSE;
  return new_choices (reasons, N_REASONS_TO_CHOOSE);
}

/**
 * kontor_stock_hold_choices:
 * @n_choices: (out): how many
 *
 * Returns: (transfer container): why goods can be put aside
 */
KontorAskChoice *
kontor_stock_hold_choices (guint *n_choices)
{
  *n_choices = N_HOLDS_TO_CHOOSE;
  return new_choices (holds, N_HOLDS_TO_CHOOSE);
}
