/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-books-words.h"

#include <glib/gi18n.h>

#include "kontor-format.h"

static const char *const months[] = {
  N_ ("January"),   N_ ("February"), N_ ("March"),    N_ ("April"),
  N_ ("May"),       N_ ("June"),     N_ ("July"),     N_ ("August"),
  N_ ("September"), N_ ("October"),  N_ ("November"), N_ ("December"),
};

/* One sentence for one, one for many, and what to do about it. */
static const struct
{
  const char *key;
  const char *none;
  const char *one; /* "%s" is the number */
  const char *many;
  const char *advice;
} checks[] = {
  { "drafts",
    N_ ("No drafts are waiting"),
    N_ ("%s draft is not issued"),
    N_ ("%s drafts are not issued"),
    N_ ("Issue them or throw them away.") },
  { "incoming",
    N_ ("All received invoices are decided"),
    N_ ("%s received invoice is not decided"),
    N_ ("%s received invoices are not decided"),
    N_ ("Only approved ones are booked.") },
  { "unmatched",
    N_ ("Every line of the bank is explained"),
    N_ ("%s line of the bank is not explained"),
    N_ ("%s lines of the bank are not explained"),
    N_ ("Say what the money was for.") },
  { "overdue",
    N_ ("Nothing of the month is overdue"),
    N_ ("%s invoice is overdue"),
    N_ ("%s invoices are overdue"),
    N_ ("It does not keep the month from being closed.") },
  { "attention",
    N_ ("Nothing needs a decision"),
    N_ ("%s matter needs a decision"),
    N_ ("%s matters need a decision"),
    N_ ("Decide it before the month is closed.") },
  { "unsent",
    N_ ("All changes are sent"),
    N_ ("%s change is not sent yet"),
    N_ ("%s changes are not sent yet"),
    N_ ("Other stations may still have documents of the month.") },
  { "settings",
    N_ ("The numbers for DATEV are set"),
    N_ ("The numbers for DATEV are missing"),
    N_ ("The numbers for DATEV are missing"),
    N_ ("Enter what your tax adviser told you, below.") },
  { "problems",
    N_ ("Everything can be booked"),
    N_ ("%s document cannot be booked"),
    N_ ("%s documents cannot be booked"),
    NULL },
  { "export",
    N_ ("The tax adviser has the newest bookings"),
    N_ ("The tax adviser does not have the newest bookings"),
    N_ ("The tax adviser does not have the newest bookings"),
    N_ ("Save the booking batch.") },
};

static const struct
{
  const char *kind;
  const char *title;
} exports[] = {
  { "datev", N_ ("Booking Batch") },
  { "z3", N_ ("Audit Package (Z3)") },
  { "sepa", N_ ("Credit Transfers") },
  { "vat", N_ ("VAT Figures") },
  { "ec-list", N_ ("EC Sales List") },
  { "oss", N_ ("One-Stop-Shop") },
  { "procedure", N_ ("Procedure Documentation") },
};

static GDateTime *
date_of (gint64 day)
{
  return g_date_time_new_from_unix_utc (day * 86400);
}

/**
 * kontor_books_first_of_month:
 *
 * Returns: the first day of the month that lies @months after the one of @day
 */
gint64
kontor_books_first_of_month (gint64 day, int months_later)
{
  g_autoptr (GDateTime) date = date_of (day);
  g_autoptr (GDateTime) first = g_date_time_new_utc (
    g_date_time_get_year (date), g_date_time_get_month (date), 1, 0, 0, 0);
  g_autoptr (GDateTime) moved = g_date_time_add_months (first, months_later);

  return g_date_time_to_unix (moved) / 86400;
}

char *
kontor_books_dup_month (gint64 first_day)
{
  g_autoptr (GDateTime) date = date_of (first_day);

  /* Translators: a month and its year, "October 2026" */
  return g_strdup_printf (
    _ ("%s %d"), _ (months[g_date_time_get_month (date) - 1]), g_date_time_get_year (date));
}

char *
kontor_books_dup_short_day (gint64 day)
{
  g_autoptr (GDateTime) date = date_of (day);

  return g_date_time_format (date, "%x");
}

/* A whole month by its name, a year by its number, other periods by their days. */
char *
kontor_books_dup_period (gint64 from, gint64 to)
{
  g_autoptr (GDateTime) start = date_of (from);
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;

  if (kontor_books_first_of_month (from, 0) == from
      && kontor_books_first_of_month (from, 1) == to + 1)
    return kontor_books_dup_month (from);
  if (g_date_time_get_month (start) == 1 && g_date_time_get_day_of_month (start) == 1
      && kontor_books_first_of_month (from, 12) == to + 1)
    return g_strdup_printf ("%d", g_date_time_get_year (start));
  first = kontor_books_dup_short_day (from);
  last = kontor_books_dup_short_day (to);
  return g_strdup_printf ("%s – %s", first, last);
}

static gsize
find_check (const KontorJson *item)
{
  const char *key = kontor_json_get_string (item, "key", "");
  gsize       i = 0;

  while (i + 1 < G_N_ELEMENTS (checks) && !g_str_equal (checks[i].key, key))
    i++;
  return i;
}

/**
 * kontor_books_dup_check_title:
 * @item: an item of the checklist
 *
 * Returns: (transfer full): what is open, in one sentence
 */
char *
kontor_books_dup_check_title (const KontorJson *item)
{
  gsize            i = find_check (item);
  gint64           count = kontor_json_get_integer (item, "count", 0);
  g_autofree char *number = kontor_format_count (count);
  const char      *text = count == 0   ? _ (checks[i].none)
                          : count == 1 ? _ (checks[i].one)
                                       : _ (checks[i].many);
  g_auto (GStrv) parts = g_strsplit (text, "%s", 2);

  return g_strjoinv (number, parts);
}

const char *
kontor_books_check_advice (const KontorJson *item)
{
  const char *advice = checks[find_check (item)].advice;

  return advice != NULL && kontor_json_get_integer (item, "count", 0) > 0 ? _ (advice) : "";
}

const char *
kontor_books_export_title (const char *kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (exports); i++)
    if (g_str_equal (exports[i].kind, kind))
      return _ (exports[i].title);
  return kind;
}
