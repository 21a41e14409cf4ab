/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-finance-rules.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "kontor-tax.h"
#include "kontor-text.h"
#include "kontor-time.h"
#include "kontor-value-error.h"

/* From data/finance, by scripts/embed-data. */
extern const char kontor_finance_rules_text[];
extern const char kontor_finance_codes_text[];

/* Each list with the member that names its rows. Rows of one key (and country) take turns by day.
 */
static const struct
{
  const char *list;
  const char *key;
} lists[] = {
  { "union", "country" }, { "territories", "country" }, { "thresholds", "key" },
  { "dates", "key" },     { "exemptions", "key" },      { "formats", "key" },
  { "rates", "code" },    { "base-rates", "key" },
};

struct _KontorFinanceRules
{
  KontorJson *data;    /* (owned) (not nullable) */
  KontorJson *changes; /* (owned) (nullable): beats data of the same day */
  GHashTable *codes;   /* (owned): name of a list to a set of codes */
};

static gboolean
check_row (const KontorJson *row, const char *list, const char *key, GError **error)
{
  const char *from = kontor_json_get_string (row, "from", NULL);
  gint64      day;

  if (kontor_json_get_string (row, key, NULL) != NULL
      && (from == NULL || kontor_day_parse (from, &day, NULL)))
    return TRUE;

  g_set_error (error,
               KONTOR_VALUE_ERROR,
               KONTOR_VALUE_ERROR_INVALID,
               _ ("a row of “%s” in the finance rules lacks “%s” or has no valid day"),
               list,
               key);
  return FALSE;
}

static gboolean
check (const KontorJson *data, GError **error)
{
  guint i;
  guint j;

  for (i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      const KontorJson *rows = kontor_json_get_array (data, lists[i].list);

      for (j = 0; j < kontor_json_length (rows); j++)
        {
          if (!check_row (kontor_json_at (rows, j), lists[i].list, lists[i].key, error))
            return FALSE;
        }
    }

  return TRUE;
}

static void
add_codes (GHashTable *set, const char *text)
{
  g_auto (GStrv) codes = g_strsplit (text, " ", -1);
  guint i;

  for (i = 0; codes[i] != NULL; i++)
    g_hash_table_add (set, g_strdup (codes[i]));
}

static GHashTable *
load_codes (void)
{
  g_autoptr (KontorJson) json = kontor_json_parse (kontor_finance_codes_text, -1, NULL);
  const KontorJson *codes = kontor_json_get_object (json, "lists");
  GHashTable       *table = g_hash_table_new_full (
    g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_hash_table_unref);
  guint i;
  guint j;

  for (i = 0; i < kontor_json_length (codes); i++)
    {
      const KontorJson *lines = kontor_json_at (codes, i);
      GHashTable       *set = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

      for (j = 0; j < kontor_json_length (lines); j++)
        add_codes (set, kontor_json_string (kontor_json_at (lines, j)));
      g_hash_table_insert (table, g_strdup (kontor_json_key_at (codes, i)), set);
    }

  return table;
}

/**
 * kontor_finance_rules_new:
 * @changes: (nullable): rows of a company in the form of data/finance/rules.json, and "rates" with
 *   country, code, from and bp; they beat built-in rows of the same key and day
 * @error: return location for an error of KONTOR_VALUE_ERROR
 *
 * Loads the rules.
 *
 * Returns: (transfer full) (nullable): the rules; %NULL when the changes have no meaning
 */
KontorFinanceRules *
kontor_finance_rules_new (const KontorJson *changes, GError **error)
{
  KontorFinanceRules *self;

  if (changes != NULL && !check (changes, error))
    return NULL;

  self = g_new0 (KontorFinanceRules, 1);
  self->data = kontor_json_parse (kontor_finance_rules_text, -1, NULL);
  self->changes = changes != NULL ? kontor_json_ref ((KontorJson *) changes) : NULL;
  self->codes = load_codes ();
  g_assert (self->data != NULL && check (self->data, NULL));
  return self;
}

/**
 * kontor_finance_rules_new_for_company:
 * @settings: the company's; "finance_rules" may hold changes as kontor_finance_rules_new() takes
 *   them, written as JSON
 * @error: return location for an error of KONTOR_VALUE_ERROR
 *
 * Returns: (transfer full): the rules that hold for the company, or %NULL
 */
KontorFinanceRules *
kontor_finance_rules_new_for_company (const KontorJson *settings, GError **error)
{
  const char *text = kontor_json_get_string (settings, "finance_rules", "");
  g_autoptr (KontorJson) changes = NULL;

  if (kontor_text_is_blank (text))
    return kontor_finance_rules_new (NULL, error);
  changes = kontor_json_parse (text, -1, error);
  return changes != NULL ? kontor_finance_rules_new (changes, error) : NULL;
}

/**
 * kontor_finance_rules_free:
 * @self: (nullable) (transfer full): rules
 *
 * Frees them.
 */
void
kontor_finance_rules_free (KontorFinanceRules *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->data, kontor_json_unref);
  g_clear_pointer (&self->changes, kontor_json_unref);
  g_clear_pointer (&self->codes, g_hash_table_unref);
  g_free (self);
}

static gboolean
get_day (const KontorJson *row, const char *key, gint64 *day)
{
  const char *text = kontor_json_get_string (row, key, NULL);

  return text != NULL && kontor_day_parse (text, day, NULL);
}

/* A row for all countries has none; one for the country beats it whatever its day. */
typedef struct
{
  const char       *list;
  const char       *key_name;
  const char       *key;
  const char       *country; /* (nullable): rows of this list have none */
  gint64            day;
  const KontorJson *best;
  gboolean          best_is_local;
  gint64            best_from;
} KontorSearch;

static void
consider (KontorSearch *search, const KontorJson *row)
{
  const char *country = kontor_json_get_string (row, "country", "");
  gboolean    is_local = search->country != NULL && *country != '\0';
  gint64      from = G_MININT64;

  if (g_strcmp0 (kontor_json_get_string (row, search->key_name, NULL), search->key) != 0
      || (is_local && g_strcmp0 (country, search->country) != 0))
    return;
  if (get_day (row, "from", &from) && from > search->day)
    return;
  if (search->best != NULL
      && (search->best_is_local > is_local
          || (search->best_is_local == is_local && search->best_from > from)))
    return;

  search->best = row;
  search->best_is_local = is_local;
  search->best_from = from;
}

static const KontorJson *
find (const KontorFinanceRules *self, KontorSearch *search)
{
  const KontorJson *sources[] = { self->data, self->changes };
  guint             i;
  guint             j;

  for (i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      const KontorJson *rows = kontor_json_get_array (sources[i], search->list);

      for (j = 0; j < kontor_json_length (rows); j++)
        consider (search, kontor_json_at (rows, j));
    }

  return search->best;
}

/**
 * kontor_finance_rules_find_rate:
 * @self: rules
 * @country: (nullable): ISO 3166-1 alpha-2
 * @code: (nullable): standard, reduced, zero, exempt
 * @day: days since 1970-01-01
 * @rate_bp: (out): basis points; untouched when none is known
 *
 * Finds the rate that holds in a country on a day.
 *
 * Returns: whether one is known
 */
gboolean
kontor_finance_rules_find_rate (const KontorFinanceRules *self,
                                const char               *country,
                                const char               *code,
                                gint64                    day,
                                gint64                   *rate_bp)
{
  KontorSearch      search = { "rates", "code", code, country, day, NULL, FALSE, 0 };
  const KontorJson *row;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (rate_bp != NULL, FALSE);

  row = country != NULL ? find (self, &search) : NULL;
  if (row == NULL)
    return kontor_tax_rate_find (country, code, day, rate_bp);

  *rate_bp = kontor_json_get_integer (row, "bp", 0);
  return TRUE;
}

/**
 * kontor_finance_rules_is_in_union:
 * @self: rules
 * @country: (nullable): ISO 3166-1 alpha-2
 * @day: days since 1970-01-01
 *
 * Returns: whether the country belonged to the VAT area of the EU on that day
 */
gboolean
kontor_finance_rules_is_in_union (const KontorFinanceRules *self, const char *country, gint64 day)
{
  KontorSearch      search = { "union", "country", country, NULL, day, NULL, FALSE, 0 };
  const KontorJson *row;
  gint64            until;

  g_return_val_if_fail (self != NULL, FALSE);

  row = find (self, &search);
  return row != NULL && (!get_day (row, "until", &until) || day <= until);
}

static gboolean
has_postcode (const KontorJson *row, const char *postcode)
{
  const KontorJson *prefixes = kontor_json_get_array (row, "postcodes");
  guint             i;

  for (i = 0; postcode != NULL && i < kontor_json_length (prefixes); i++)
    {
      if (g_str_has_prefix (postcode, kontor_json_string (kontor_json_at (prefixes, i))))
        return TRUE;
    }

  return FALSE;
}

static const char *
find_territory (const KontorJson *data, const char *country, const char *postcode)
{
  const KontorJson *rows = kontor_json_get_array (data, "territories");
  guint             i;

  for (i = 0; i < kontor_json_length (rows); i++)
    {
      const KontorJson *row = kontor_json_at (rows, i);

      if (g_strcmp0 (kontor_json_get_string (row, "country", ""), country) == 0
          && has_postcode (row, postcode))
        return kontor_json_get_string (row, "is", "");
    }

  return NULL;
}

/**
 * kontor_finance_rules_is_in_vat_area:
 * @self: rules
 * @country: (nullable): ISO 3166-1 alpha-2
 * @postcode: (nullable): tells territories with rules of their own, such as Helgoland or Åland
 * @goods: whether goods go there; Northern Ireland belongs to the area for goods alone
 * @day: days since 1970-01-01
 *
 * Returns: whether the place is in the VAT area of the EU (Art. 6 of Directive 2006/112/EC)
 */
gboolean
kontor_finance_rules_is_in_vat_area (const KontorFinanceRules *self,
                                     const char               *country,
                                     const char               *postcode,
                                     gboolean                  goods,
                                     gint64                    day)
{
  const char *is = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  is = find_territory (self->changes, country, postcode);
  if (is == NULL)
    is = find_territory (self->data, country, postcode);
  if (is == NULL)
    return kontor_finance_rules_is_in_union (self, country, day);
  if (goods && strcmp (is, "inside-for-goods") == 0)
    return TRUE;

  return strcmp (is, "outside") != 0 && kontor_finance_rules_is_in_union (self, country, day);
}

/**
 * kontor_finance_rules_find_threshold:
 * @self: rules
 * @key: distance-sales, small-invoice, small-business-last-year, small-business-this-year,
 *   e-invoice-small-seller
 * @country: (nullable): of the seller
 * @day: days since 1970-01-01
 * @minor: (out): cents of the euro; untouched when none is known
 *
 * Returns: whether there is such a threshold on that day
 */
gboolean
kontor_finance_rules_find_threshold (
  const KontorFinanceRules *self, const char *key, const char *country, gint64 day, gint64 *minor)
{
  KontorSearch      search = { "thresholds", "key", key, country, day, NULL, FALSE, 0 };
  const KontorJson *row;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (minor != NULL, FALSE);

  row = find (self, &search);
  if (row == NULL)
    return FALSE;

  *minor = kontor_json_get_integer (row, "minor", 0);
  return TRUE;
}

/**
 * kontor_finance_rules_find_base_rate:
 * @self: rules
 * @country: (nullable): whose
 * @day: days since 1970-01-01
 * @rate_bp: (out): basis points, below zero at times; untouched when none is known
 *
 * The rate that interest for late payment is above, § 247 BGB.
 *
 * Returns: whether one is known for the day
 */
gboolean
kontor_finance_rules_find_base_rate (const KontorFinanceRules *self,
                                     const char               *country,
                                     gint64                    day,
                                     gint64                   *rate_bp)
{
  KontorSearch      search = { "base-rates", "key", "late-payment", country, day, NULL, FALSE, 0 };
  const KontorJson *row;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (rate_bp != NULL, FALSE);

  row = find (self, &search);
  if (row == NULL)
    return FALSE;

  *rate_bp = kontor_json_get_integer (row, "bp", 0);
  return TRUE;
}

/* The last day of the half year that a day is in: § 247 Abs. 1 BGB knows no shorter time. */
static gint64
end_of_half_year (gint64 day)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (day * 86400);
  int month = g_date_time_get_month (date) <= 6 ? 7 : 1;
  int year = g_date_time_get_year (date) + (month == 1 ? 1 : 0);
  g_autoptr (GDateTime) next = g_date_time_new_utc (year, month, 1, 0, 0, 0);

  return g_date_time_to_unix (next) / 86400 - 1;
}

static void
vouch (const KontorJson *row, const char *country, const char *key, gint64 *end)
{
  gint64 day = 0;

  if (g_strcmp0 (kontor_json_get_string (row, "country", NULL), country) == 0
      && get_day (row, key, &day))
    *end = MAX (*end, key[0] == 'u' ? day : end_of_half_year (day));
}

/**
 * kontor_finance_rules_find_base_rate_end:
 * @self: rules
 * @country: (nullable): whose
 * @day: (out): days since 1970-01-01; untouched when there is no base rate at all
 *
 * Up to which day somebody looked what the base rate is: until the end of the last check that the
 * data tell of, or of the half year for which the company itself wrote down a rate.
 * kontor_finance_rules_find_base_rate() goes on with the last one after it, and whoever reckons
 * with that should say so.
 *
 * Returns: whether there is such a day
 */
gboolean
kontor_finance_rules_find_base_rate_end (const KontorFinanceRules *self,
                                         const char               *country,
                                         gint64                   *day)
{
  const KontorJson *checks;
  const KontorJson *rows;
  gint64            end = G_MININT64;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (day != NULL, FALSE);

  checks = kontor_json_get_array (self->data, "checks");
  rows = kontor_json_get_array (self->changes, "base-rates");
  for (guint i = 0; i < kontor_json_length (checks); i++)
    if (g_strcmp0 (kontor_json_get_string (kontor_json_at (checks, i), "list", NULL), "base-rates")
        == 0)
      vouch (kontor_json_at (checks, i), country, "until", &end);
  for (guint i = 0; i < kontor_json_length (rows); i++)
    vouch (kontor_json_at (rows, i), country, "from", &end);
  if (end != G_MININT64)
    *day = end;
  return end != G_MININT64;
}

/**
 * kontor_finance_rules_find_date:
 * @self: rules
 * @key: e-invoice-receive, e-invoice-issue, e-invoice-issue-small-seller
 * @country: (nullable): of the seller
 * @day: (out): the first day of the duty; untouched when none is known
 *
 * Returns: whether there is such a duty
 */
gboolean
kontor_finance_rules_find_date (const KontorFinanceRules *self,
                                const char               *key,
                                const char               *country,
                                gint64                   *day)
{
  KontorSearch      search = { "dates",    "key", key,   country != NULL ? country : "",
                               G_MAXINT64, NULL,  FALSE, 0 };
  const KontorJson *row;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (day != NULL, FALSE);

  row = find (self, &search);
  return row != NULL && get_day (row, "from", day);
}

/**
 * kontor_finance_rules_find_exemption:
 * @self: rules
 * @key: (nullable): a reason of kontor-invoice-vat.h
 * @country: (nullable): of the seller, whose law the text names
 * @day: days since 1970-01-01
 * @language: (nullable): "de" or "en"; English when it is another
 * @exemption: (out caller-allocates): category, code and text
 *
 * Finds what a document says about the tax that it does not show (BT-120, BT-121).
 *
 * Returns: whether the key says why there is no tax
 */
gboolean
kontor_finance_rules_find_exemption (const KontorFinanceRules *self,
                                     const char               *key,
                                     const char               *country,
                                     gint64                    day,
                                     const char               *language,
                                     KontorExemption          *exemption)
{
  KontorSearch      search = { "exemptions", "key", key,   country != NULL ? country : "",
                               day,          NULL,  FALSE, 0 };
  const KontorJson *row;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (exemption != NULL, FALSE);

  row = find (self, &search);
  if (row == NULL)
    return FALSE;

  exemption->category = kontor_json_get_string (row, "category", "E");
  exemption->code = kontor_json_get_string (row, "code", "");
  exemption->text = kontor_json_get_string (row, "en", "");
  if (language != NULL && strlen (language) == 2)
    exemption->text = kontor_json_get_string (row, language, exemption->text);
  return TRUE;
}

/**
 * kontor_finance_rules_find_format:
 * @self: rules
 * @key: facturx or xrechnung
 * @day: days since 1970-01-01: the issue date
 * @version: (out caller-allocates): how the format calls itself
 *
 * Returns: whether a version was in use on that day
 */
gboolean
kontor_finance_rules_find_format (const KontorFinanceRules *self,
                                  const char               *key,
                                  gint64                    day,
                                  KontorFormatVersion      *version)
{
  KontorSearch      search = { "formats", "key", key, NULL, day, NULL, FALSE, 0 };
  const KontorJson *row;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (version != NULL, FALSE);

  row = find (self, &search);
  if (row == NULL)
    return FALSE;

  version->name = kontor_json_get_string (row, "name", key);
  version->specification = kontor_json_get_string (row, "specification", "");
  version->process = kontor_json_get_string (row, "process", "");
  return TRUE;
}

/**
 * kontor_finance_rules_has_code:
 * @self: rules
 * @list: a list of data/finance/codes.json: "1001-invoice", "4461", "eas", "units", …
 * @code: (nullable): a code
 *
 * Returns: whether the list has the code
 */
gboolean
kontor_finance_rules_has_code (const KontorFinanceRules *self, const char *list, const char *code)
{
  GHashTable *set;

  g_return_val_if_fail (self != NULL, FALSE);

  set = g_hash_table_lookup (self->codes, list);
  g_return_val_if_fail (set != NULL, FALSE);
  return code != NULL && g_hash_table_contains (set, code);
}
