/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-incoming-words.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "kontor-einvoice-page.h"
#include "kontor-format.h"

static const char *
get (const KontorJson *incoming, const char *key)
{
  return kontor_json_get_string (incoming, key, "");
}

KontorIncomingType
kontor_incoming_words_type (const char *key)
{
  if (g_str_has_suffix (key, "_on"))
    return KONTOR_INCOMING_DAY;
  if (g_str_has_suffix (key, "_minor"))
    return KONTOR_INCOMING_MONEY;
  return KONTOR_INCOMING_TEXT;
}

char *
kontor_incoming_words_format_day (gint64 day)
{
  gint64 start = kontor_day_start (day, kontor_format_zone ());

  return kontor_time_format_local (start, kontor_format_zone (), "%x");
}

/**
 * kontor_incoming_words_format:
 * @incoming: of kontor_query_incoming_json()
 * @key: a member of it
 *
 * Returns: (transfer full): as a person reads it, "" when it is not known
 */
char *
kontor_incoming_words_format (const KontorJson *incoming, const char *key)
{
  switch (kontor_incoming_words_type (key))
    {
    case KONTOR_INCOMING_TEXT:
      return g_strdup (get (incoming, key));
    case KONTOR_INCOMING_DAY:
      return kontor_json_get (incoming, key) != NULL
               ? kontor_incoming_words_format_day (kontor_json_get_integer (incoming, key, 0))
               : g_strdup ("");
    case KONTOR_INCOMING_MONEY:
      return kontor_format_money (kontor_json_get_integer (incoming, key, 0),
                                  get (incoming, "currency"));
    }
  g_return_val_if_reached (NULL);
}

/* 2026-11-20, or 20.11.2026 as it stands on German pages. */
static KontorJson *
parse_day (const char *text)
{
  g_autofree char *iso = NULL;
  gint64           day = 0;
  int              d = 0;
  int              m = 0;
  int              y = 0;

  if (*text == '\0')
    return kontor_json_new_null ();
  if (sscanf (text, "%2d.%2d.%4d", &d, &m, &y) == 3)
    iso = g_strdup_printf ("%04d-%02d-%02d", y < 100 ? y + 2000 : y, m, d);
  return kontor_day_parse (iso != NULL ? iso : text, &day, NULL) ? kontor_json_new_integer (day)
                                                                 : NULL;
}

static KontorJson *
parse_money (const KontorJson *incoming, const char *text)
{
  const char *currency = get (incoming, "currency");
  const char *sign = kontor_format_currency_sign (currency);
  g_auto (GStrv) parts = g_strsplit (text, sign, -1);
  g_autofree char *bare = g_strjoinv ("", parts);
  gint64           minor = 0;

  g_strstrip (bare);
  if (*bare == '\0')
    return kontor_json_new_integer (0);
  return kontor_expression_parse (
           bare, kontor_currency_digits (currency), kontor_format_decimal (), &minor, NULL)
           ? kontor_json_new_integer (minor)
           : NULL;
}

/**
 * kontor_incoming_words_parse:
 * @incoming: whose currency counts
 * @key: what was typed
 * @text: the words
 *
 * Returns: (transfer full) (nullable): the value, %NULL when it has no meaning
 */
KontorJson *
kontor_incoming_words_parse (const KontorJson *incoming, const char *key, const char *text)
{
  switch (kontor_incoming_words_type (key))
    {
    case KONTOR_INCOMING_TEXT:
      return kontor_json_new_string (text);
    case KONTOR_INCOMING_DAY:
      return parse_day (text);
    case KONTOR_INCOMING_MONEY:
      return parse_money (incoming, text);
    }
  g_return_val_if_reached (NULL);
}

/**
 * kontor_incoming_words_spell:
 * @incoming: of kontor_query_incoming_json()
 * @key: a member of it
 *
 * Returns: (transfer full): ways in which its page may write it
 */
char **
kontor_incoming_words_spell (const KontorJson *incoming, const char *key)
{
  gint64 value = kontor_json_get_integer (incoming, key, 0);

  switch (kontor_incoming_words_type (key))
    {
    case KONTOR_INCOMING_TEXT:
      return kontor_spell_text (get (incoming, key));
    case KONTOR_INCOMING_DAY:
      return value != 0 ? kontor_spell_day (value) : kontor_spell_text (NULL);
    case KONTOR_INCOMING_MONEY:
      return kontor_spell_money (value, get (incoming, "currency"));
    }
  g_return_val_if_reached (NULL);
}

/* --- about it --- */

static const char *
kind_of (const KontorJson *incoming)
{
  static const char *const words[][2] = {
    { "326", N_ ("Part invoice") },        { "381", N_ ("Correction") },
    { "384", N_ ("Corrected invoice") },   { "386", N_ ("Advance invoice") },
    { "389", N_ ("Self-billed invoice") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i][0], get (incoming, "type_code")))
      return _ (words[i][1]);
  return _ ("Invoice");
}

static const char *
format_of (const KontorJson *incoming)
{
  static const char *const profiles[][2] = {
    { "minimum", "Factur-X Minimum" },   { "basic-wl", "Factur-X Basic WL" },
    { "basic", "Factur-X Basic" },       { "en16931", "EN 16931" },
    { "extended", "Factur-X Extended" }, { "xrechnung", "XRechnung" },
  };

  if (g_str_equal (get (incoming, "format"), "zugferd1"))
    return "ZUGFeRD 1";
  for (gsize i = 0; i < G_N_ELEMENTS (profiles); i++)
    if (g_str_equal (profiles[i][0], get (incoming, "profile")))
      return profiles[i][1];
  return *get (incoming, "format") == '\0' ? _ ("only pages") : _ ("electronic invoice");
}

/**
 * kontor_incoming_words_about:
 *
 * Returns: (transfer full): what it is, and since when it is here
 */
char *
kontor_incoming_words_about (const KontorJson *incoming)
{
  g_autofree char *when = kontor_format_when (kontor_json_get_integer (incoming, "received_at", 0));

  return g_strdup_printf ("%s · %s · %s", kind_of (incoming), format_of (incoming), when);
}

static char *
say_open (const KontorJson *incoming)
{
  g_autofree char *due = kontor_incoming_words_format (incoming, "due_on");

  if (*get (incoming, "decided_by") != '\0')
    return g_strdup_printf (_ ("%s approved it: a second person has to look at it."),
                            get (incoming, "decided_by"));
  if (kontor_json_get_boolean (incoming, "needs_second", FALSE))
    return g_strdup (_ ("Two people have to approve it."));
  if (*due != '\0')
    return g_strdup_printf (_ ("To be paid until %s."), due);
  return g_strdup ("");
}

/**
 * kontor_incoming_words_state:
 *
 * Returns: (transfer full): what was decided, or what it waits for
 */
char *
kontor_incoming_words_state (const KontorJson *incoming)
{
  const char *state = get (incoming, "state");

  if (g_str_equal (state, "received"))
    return say_open (incoming);
  if (g_str_equal (state, "returned"))
    return g_strdup_printf (
      _ ("Returned by %s: %s"), get (incoming, "decided_by"), get (incoming, "note"));
  if (*get (incoming, "second_by") != '\0')
    return g_strdup_printf (
      _ ("Approved by %s and %s."), get (incoming, "decided_by"), get (incoming, "second_by"));
  return g_strdup_printf (_ ("Approved by %s."), get (incoming, "decided_by"));
}

const char *
kontor_incoming_words_event (const char *kind)
{
  static const char *const words[][2] = {
    { "received", N_ ("Taken in") },
    { "edited", N_ ("Changed") },
    { "later", N_ ("Put off") },
    { "checked", N_ ("Approved by the first") },
    { "approved", N_ ("Approved") },
    { "returned", N_ ("Sent back") },
    { "reopened", N_ ("Taken up again") },
    { "ordered", N_ ("Payment ordered") },
    { "order-withdrawn", N_ ("Payment not ordered any more") },
    { "overridden", N_ ("Broken rules accepted") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i][0], kind))
      return _ (words[i][1]);
  return kind;
}

const char *
kontor_incoming_words_reason (const char *reason)
{
  if (g_str_equal (reason, "history"))
    return _ ("as last time");
  if (g_str_equal (reason, "goods"))
    return _ ("usual for goods");
  if (g_str_equal (reason, "expense"))
    return _ ("usual for expenses");
  return _ ("chosen");
}
