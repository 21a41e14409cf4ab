/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "kontor-finance-rules.h"
#include "kontor-iban.h"
#include "kontor-number-series.h"
#include "kontor-record.h"
#include "kontor-time.h"

#define MOST_VALUE 20000

typedef struct
{
  const char     *key;
  KontorFormCheck check;
  gboolean        careful;
} KontorSettingRule;

static char *
check_price_mode (const char *text, char **message)
{
  if (g_str_equal (text, "net") || g_str_equal (text, "gross"))
    return g_strdup (text);

  *message = g_strdup_printf (_ ("“%s” is no price mode: prices are “net” or “gross”"), text);
  return NULL;
}

static char *
check_pattern (const char *text, char **message)
{
  g_autoptr (GError) error = NULL;

  if (kontor_number_pattern_check (text, &error))
    return g_strdup (text);

  *message = g_strdup (error->message);
  return NULL;
}

static char *
check_iban (const char *text, char **message)
{
  g_autofree char *iban = kontor_iban_normalise (text);

  if (kontor_iban_is_valid (iban))
    return g_steal_pointer (&iban);

  *message = g_strdup_printf (_ ("“%s” is no IBAN: its check digits do not match"), text);
  return NULL;
}

static char *
check_bic (const char *text, char **message)
{
  g_autofree char *bic = g_ascii_strup (text, -1);

  if (kontor_bic_is_valid (bic))
    return g_steal_pointer (&bic);

  *message = g_strdup_printf (_ ("“%s” is no BIC: it has 8 or 11 letters and digits"), text);
  return NULL;
}

static char *
check_colour (const char *text, char **message)
{
  g_autofree char *colour = g_ascii_strdown (text, -1);

  if (g_regex_match_simple ("^#[0-9a-f]{6}$", colour, 0, 0))
    return g_steal_pointer (&colour);

  *message = g_strdup_printf (_ ("“%s” is no colour, like #3584e4"), text);
  return NULL;
}

static char *
check_day (const char *text, char **message)
{
  gint64 day = 0;

  if (kontor_day_parse (text, &day, NULL))
    return kontor_day_format_iso (day);

  *message = g_strdup_printf (_ ("“%s” is no day, like 2025-12-31"), text);
  return NULL;
}

static char *
check_logo (const char *text, char **message)
{
  g_autofree char *hash = g_ascii_strdown (text, -1);

  if (g_regex_match_simple ("^[0-9a-f]{64}$", hash, 0, 0))
    return g_steal_pointer (&hash);

  *message = g_strdup_printf (_ ("“%s” is no hash of a picture"), text);
  return NULL;
}

static char *
check_payment_days (const char *text, char **message)
{
  if (g_regex_match_simple ("^[0-9]{1,3}$", text, 0, 0) && g_ascii_strtoll (text, NULL, 10) <= 365)
    return g_strdup (text);

  *message = g_strdup_printf (_ ("“%s” is no number of days up to 365"), text);
  return NULL;
}

static char *
check_days (const char *text, char **message)
{
  if (g_regex_match_simple ("^[0-9]{1,4}$", text, 0, 0) && g_ascii_strtoll (text, NULL, 10) <= 3650)
    return g_strdup (text);

  *message = g_strdup_printf (_ ("“%s” is no number of days up to 3650"), text);
  return NULL;
}

static char *
check_amount (const char *text, char **message)
{
  if (g_regex_match_simple ("^[0-9]{1,15}$", text, 0, 0))
    return g_strdup (text);

  *message = g_strdup_printf (_ ("“%s” is no amount"), text);
  return NULL;
}

static char *
check_finance_rules (const char *text, char **message)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorJson) changes = kontor_json_parse (text, -1, &error);
  g_autoptr (KontorFinanceRules) finance = NULL;

  if (changes != NULL)
    finance = kontor_finance_rules_new (changes, &error);
  if (finance != NULL)
    return g_strdup (text);

  *message = g_strdup (error->message);
  return NULL;
}

/* Settings whose values have a form. Others are kept as they come. */
static const KontorSettingRule rules[] = {
  { "accent", check_colour, FALSE },
  { "bic", check_bic, TRUE },
  { "count_number_pattern", check_pattern, FALSE },
  { "country", kontor_form_check_country, TRUE },
  { "currency", kontor_form_check_currency, TRUE },
  { "customer_number_pattern", check_pattern, FALSE },
  { "email", kontor_form_check_email, TRUE },
  { "finance_rules", check_finance_rules, TRUE },
  { "iban", check_iban, TRUE },
  { "language", kontor_form_check_language, FALSE },
  { "logo", check_logo, FALSE },
  { "one_stop_shop_from", check_day, TRUE },
  { "order_number_pattern", check_pattern, FALSE },
  { "payment_days", check_payment_days, FALSE },
  { "price_mode", check_price_mode, TRUE },
  { "purchase_cover_days", check_days, FALSE },
  { "purchase_lead_days", check_days, FALSE },
  { "purchase_number_pattern", check_pattern, FALSE },
  { "return_number_pattern", check_pattern, FALSE },
  { "small_business_from", check_day, TRUE },
  { "small_business_until", check_day, TRUE },
  { "stock_second_person_minor", check_amount, TRUE },
  { "tax_number", NULL, TRUE },
  { "transfer_number_pattern", check_pattern, FALSE },
  { "vat_check_days", check_days, FALSE },
  { "vat_id", kontor_form_check_vat_id, TRUE },
};

/* Without these a company can't work: they may be changed, not emptied. */
static const char *const needed[] = { "company_name", "country", "currency", "price_mode", NULL };

static const KontorSettingRule *
find_rule (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (g_str_equal (rules[i].key, key))
      return &rules[i];
  return NULL;
}

static gboolean
check_key (const char *key, GError **error)
{
  if (g_regex_match_simple ("^[a-z][a-z0-9_.-]{0,63}$", key, 0, 0))
    return TRUE;

  kontor_command_set_error (error,
                            KONTOR_COMMAND_ERROR_INVALID,
                            "key",
                            _ ("“%s” is no key of a setting: small letters, digits and “_.-”"),
                            key);
  return FALSE;
}

/* The value in its one form; NULL with an error. */
static char *
check_value (const char *key, const char *value, GError **error)
{
  const KontorSettingRule *rule = find_rule (key);
  g_autofree char         *text = g_strstrip (g_strdup (value));
  g_autofree char         *checked = NULL;
  g_autofree char         *message = NULL;

  if (*text == '\0' && g_strv_contains (needed, key))
    {
      kontor_command_set_error (
        error, KONTOR_COMMAND_ERROR_INVALID, key, _ ("“%s” must not be empty"), key);
      return NULL;
    }
  if (*text == '\0' || rule == NULL || rule->check == NULL)
    return g_steal_pointer (&text);

  checked = rule->check (text, &message);
  if (checked == NULL)
    kontor_command_set_error (error, KONTOR_COMMAND_ERROR_INVALID, key, "%s", message);
  return g_steal_pointer (&checked);
}

static void
set_inverse (KontorCommandContext *context,
             const char           *key,
             const KontorJson     *before,
             const KontorJson     *after)
{
  KontorJson *back = kontor_json_new_object ();

  kontor_json_set_string (back, "key", key);
  kontor_json_set (back, "value", kontor_json_share (before));
  kontor_json_set (back, "base", kontor_json_share (after));
  kontor_command_context_set_inverse (
    context, "company.set", back, g_strdup_printf (_ ("Change Setting “%s”"), key));
}

static gboolean
store_setting (KontorCommandContext *context,
               const KontorUid      *uid,
               const char           *key,
               const KontorJson     *value,
               GError              **error)
{
  g_autoptr (KontorJson) record = NULL;

  if (kontor_json_type (value) == KONTOR_JSON_NULL)
    return kontor_record_delete (context, KONTOR_KIND_SETTING, uid, error);

  record = kontor_json_new_object ();
  kontor_json_set (record, "uid", kontor_json_new_uid (uid));
  kontor_json_set_string (record, "key", key);
  kontor_json_set (record, "value", kontor_json_share (value));
  return kontor_record_store (context, KONTOR_KIND_SETTING, record, error);
}

static gboolean
change_setting (KontorCommandContext *context,
                const KontorJson     *params,
                const char           *key,
                const char           *value,
                GError              **error)
{
  KontorUid uid;
  g_autoptr (KontorJson) record = NULL;
  g_autoptr (KontorJson) wanted = kontor_json_new_string (value);
  const KontorJson *before = NULL;

  kontor_uid_from_name (&uid, "setting", key);
  if (!kontor_record_find (context->database, KONTOR_KIND_SETTING, &uid, &record, error))
    return FALSE;

  before = kontor_json_get (record, "value");
  kontor_json_set_string (context->outcome->result, "key", key);
  if (value != NULL ? kontor_json_equal (before, wanted) : before == NULL)
    return TRUE;
  if (find_rule (key) != NULL && find_rule (key)->careful
      && !kontor_form_check_base (params, key, before, error))
    return FALSE;

  set_inverse (context, key, before, wanted);
  return store_setting (context, &uid, key, wanted, error);
}

/* {key, value, base?}: null for the value takes the setting away, so that its default holds again.
 */
static gboolean
company_set (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  const char      *key = NULL;
  const char      *value = NULL;
  g_autofree char *checked = NULL;

  if (!kontor_param_string (params, "key", 64, &key, error) || !check_key (key, error)
      || !kontor_param_string_or (params, "value", MOST_VALUE, NULL, &value, error))
    return FALSE;
  if (value == NULL && !kontor_json_has (params, "value"))
    {
      kontor_command_set_error (
        error, KONTOR_COMMAND_ERROR_INVALID, "value", _ ("“%s” is missing"), "value");
      return FALSE;
    }

  if (value != NULL)
    {
      checked = check_value (key, value, error);
      if (checked == NULL)
        return FALSE;
    }
  return change_setting (context, params, key, checked, error);
}

const KontorCommandType kontor_company_commands[] = {
  {
    .name = "company.set",
    .version = 1,
    .kind = KONTOR_COMMAND_EDIT,
    .merge = "by setting: the newest value wins; bank account, tax numbers, e-mail, country, "
             "currency and price mode "
             "are refused when somebody else changed them since",
    .roles = "admin",
    .help = "{key, value, base?}",
    .run = company_set,
  },
  { NULL },
};
