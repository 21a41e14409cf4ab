/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-overdue-words.h"

#include <glib/gi18n.h>

#include "kontor-format.h"

/* What is said about an overdue invoice, the letters about it, and what comes next. */

/**
 * kontor_overdue_level_word:
 * @level: 0 to 3; -1 for none
 *
 * Returns: what a letter of the level is called
 */
const char *
kontor_overdue_level_word (gint64 level)
{
  switch (level)
    {
    case -1:
      return _ ("No letter yet");
    case 0:
      return _ ("Friendly reminder");
    case 1:
      return _ ("First dunning letter");
    case 2:
      return _ ("Second dunning letter");
    default:
      return _ ("Last dunning letter");
    }
}

/**
 * kontor_overdue_say_late:
 * @days: since the due day
 *
 * Returns: (transfer full): how late it is
 */
char *
kontor_overdue_say_late (gint64 days)
{
  g_autofree char *count = kontor_format_count (days);

  return g_strdup_printf (ngettext ("%s day late", "%s days late", (gulong) days), count);
}

/**
 * kontor_overdue_say_day:
 * @day: since 1970-01-01
 *
 * Returns: (transfer full): as the locale writes it
 */
char *
kontor_overdue_say_day (gint64 day)
{
  GTimeZone *zone = kontor_format_zone ();

  return kontor_time_format_local (kontor_day_start (day, zone), zone, "%x");
}

/**
 * kontor_overdue_say_letter:
 * @letter: as the rules propose it
 *
 * Returns: (transfer full): its level, and what it costs
 */
char *
kontor_overdue_say_letter (const KontorJson *letter)
{
  const char *currency = kontor_json_get_string (letter, "currency", "EUR");
  const char *level = kontor_overdue_level_word (kontor_json_get_integer (letter, "level", 0));
  gint64      costs = kontor_json_get_integer (letter, "interest_minor", 0)
                 + kontor_json_get_integer (letter, "fee_minor", 0)
                 + kontor_json_get_integer (letter, "lump_sum_minor", 0);
  g_autofree char *money = kontor_format_money (costs, currency);

  if (costs == 0)
    return g_strdup (level);
  /* Translators: a level of a letter, and what it asks for besides the invoices */
  return g_strdup_printf (_ ("%s, %s costs"), level, money);
}

/**
 * kontor_overdue_say_next:
 * @item: an invoice of a group
 *
 * Returns: (transfer full): what the rules do with it
 */
char *
kontor_overdue_say_next (const KontorJson *item)
{
  static const char *const words[][2] = {
    { "letter", N_ ("goes into the letter") },
    { "disputed", N_ ("Disputed") },
    { "credit", N_ ("A credit of the customer is open: settle it first") },
    { "matched", N_ ("A bank entry seems to pay it: match it first") },
    { "small", N_ ("Too little for a letter") },
    { "done", N_ ("Every letter was written") },
  };
  const char       *next = kontor_json_get_string (item, "next", "");
  const KontorJson *data = kontor_json_get_object (item, "hold_data");
  const char       *reason = data != NULL ? kontor_json_get_string (data, "text", "") : "";
  g_autofree char  *day = kontor_overdue_say_day (kontor_json_get_integer (item, "next_on", 0));

  if (g_str_equal (next, "waits"))
    return g_strdup_printf (_ ("Next letter from %s"), day);
  if (g_str_equal (next, "blocked"))
    return *reason != '\0' ? g_strdup_printf (_ ("Held back: %s"), reason)
                           : g_strdup (_ ("Held back"));
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i][0], next))
      return g_strdup (_ (words[i][1]));
  return g_strdup (next);
}

/**
 * kontor_overdue_say_rest:
 * @group: without a letter
 *
 * Returns: (transfer full): why there is none: what holds for all of its invoices, or for the first
 */
char *
kontor_overdue_say_rest (const KontorJson *group)
{
  return kontor_overdue_say_next (kontor_json_at (kontor_json_get_array (group, "items"), 0));
}

/**
 * kontor_overdue_say_reached:
 * @item: an invoice of a group
 *
 * Returns: (transfer full): the last letter about it
 */
char *
kontor_overdue_say_reached (const KontorJson *item)
{
  gint64           level = kontor_json_get_integer (item, "last_level", -1);
  g_autofree char *day = kontor_overdue_say_day (kontor_json_get_integer (item, "last_on", 0));

  if (level < 0)
    return g_strdup (kontor_overdue_level_word (level));
  /* Translators: kind of a letter, and its day */
  return g_strdup_printf (_ ("%s on %s"), kontor_overdue_level_word (level), day);
}
