/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-matching.h"

#include <glib/gi18n-lib.h>

/* In the order in which they are said. */
static const struct
{
  KontorMatchReasons reason;
  const char        *rule;
  const char        *words;
} reasons[] = {
  { KONTOR_MATCH_BY_RETURN, "return", N_ ("the bank sent an earlier payment back") },
  { KONTOR_MATCH_BY_REFERENCE, "reference", N_ ("its reference") },
  { KONTOR_MATCH_BY_NUMBER, "number", N_ ("its number") },
  { KONTOR_MATCH_BY_ALIKE, "alike", N_ ("a number that looks like it") },
  { KONTOR_MATCH_BY_SHORT, "short", N_ ("the end of its number") },
  { KONTOR_MATCH_BY_SUM, "sum", N_ ("several numbers that add up") },
  { KONTOR_MATCH_BY_AMOUNT, "amount", N_ ("the amount") },
  { KONTOR_MATCH_BY_ACCOUNT, "account", N_ ("an account that paid for this customer before") },
  { KONTOR_MATCH_BY_NAME, "name", N_ ("the name") },
  { KONTOR_MATCH_IN_TIME, "in-time", N_ ("the difference is within the cash discount, in time") },
  { KONTOR_MATCH_BY_ORDER,
    "ordered",
    N_ ("ordered at the bank while the cash discount was to be had") },
  { KONTOR_MATCH_BY_PROVIDER, "provider", N_ ("a payment provider, so no single invoice") },
  { KONTOR_MATCH_IS_SETTLED, "settled", N_ ("but nothing is open there") },
  { KONTOR_MATCH_IS_SMALL, "small", N_ ("but it is only a small part") },
  { KONTOR_MATCH_IS_UNCERTAIN, "uncertain", N_ ("but the numbers don't add up") },
};

/**
 * kontor_match_kind_to_name:
 * @kind: a kind
 *
 * Returns: its name in data, such as "psp_payout"
 */
const char *
kontor_match_kind_to_name (KontorMatchKind kind)
{
  switch (kind)
    {
    case KONTOR_MATCH_NONE:
      return "unmatched";
    case KONTOR_MATCH_FULL:
      return "full";
    case KONTOR_MATCH_PARTIAL:
      return "partial";
    case KONTOR_MATCH_OVERPAID:
      return "overpaid";
    case KONTOR_MATCH_DISCOUNT:
      return "discount";
    case KONTOR_MATCH_REFUND:
      return "refund";
    case KONTOR_MATCH_RETURN:
      return "return";
    case KONTOR_MATCH_PAYOUT:
      return "psp_payout";
    }

  g_assert_not_reached ();
}

/**
 * kontor_match_dup_rule:
 * @self: a match
 *
 * Returns: (transfer full): what it rests on, such as "number+amount"; "" for nothing
 */
char *
kontor_match_dup_rule (const KontorMatch *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if ((self->reasons & reasons[i].reason) != 0)
      g_string_append_printf (text, "%s%s", text->len > 0 ? "+" : "", reasons[i].rule);
  return g_string_free (text, FALSE);
}

/**
 * kontor_match_dup_explanation:
 * @self: a match
 *
 * Returns: (transfer full): the same for people, in their language
 */
char *
kontor_match_dup_explanation (const KontorMatch *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if ((self->reasons & reasons[i].reason) != 0)
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", _ (reasons[i].words));
  if (text->len == 0)
    g_string_append (text, _ ("no number, amount or name that is known"));
  return g_string_free (text, FALSE);
}
