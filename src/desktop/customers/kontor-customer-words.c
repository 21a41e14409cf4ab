/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-customer-words.h"

#include <glib/gi18n.h>

#include "kontor-codes.h"
#include "kontor-format.h"
#include "kontor-text.h"

static const KontorCustomerChoice countries[] = {
  { "", N_ ("Not given") },        { "DE", N_ ("Germany") },
  { "AT", N_ ("Austria") },        { "CH", N_ ("Switzerland") },
  { "AU", N_ ("Australia") },      { "BE", N_ ("Belgium") },
  { "BR", N_ ("Brazil") },         { "BG", N_ ("Bulgaria") },
  { "CA", N_ ("Canada") },         { "CN", N_ ("China") },
  { "HR", N_ ("Croatia") },        { "CY", N_ ("Cyprus") },
  { "CZ", N_ ("Czechia") },        { "DK", N_ ("Denmark") },
  { "EE", N_ ("Estonia") },        { "FI", N_ ("Finland") },
  { "FR", N_ ("France") },         { "GR", N_ ("Greece") },
  { "HK", N_ ("Hong Kong") },      { "HU", N_ ("Hungary") },
  { "IS", N_ ("Iceland") },        { "IN", N_ ("India") },
  { "IE", N_ ("Ireland") },        { "IL", N_ ("Israel") },
  { "IT", N_ ("Italy") },          { "JP", N_ ("Japan") },
  { "LV", N_ ("Latvia") },         { "LI", N_ ("Liechtenstein") },
  { "LT", N_ ("Lithuania") },      { "LU", N_ ("Luxembourg") },
  { "MT", N_ ("Malta") },          { "MX", N_ ("Mexico") },
  { "NL", N_ ("Netherlands") },    { "NZ", N_ ("New Zealand") },
  { "NO", N_ ("Norway") },         { "PL", N_ ("Poland") },
  { "PT", N_ ("Portugal") },       { "RO", N_ ("Romania") },
  { "RS", N_ ("Serbia") },         { "SG", N_ ("Singapore") },
  { "SK", N_ ("Slovakia") },       { "SI", N_ ("Slovenia") },
  { "KR", N_ ("South Korea") },    { "ES", N_ ("Spain") },
  { "SE", N_ ("Sweden") },         { "TR", N_ ("Türkiye") },
  { "UA", N_ ("Ukraine") },        { "AE", N_ ("United Arab Emirates") },
  { "GB", N_ ("United Kingdom") }, { "US", N_ ("United States") },
};

static const KontorCustomerChoice languages[] = {
  { "", N_ ("As the company") }, { "de", N_ ("German") },  { "en", N_ ("English") },
  { "fr", N_ ("French") },       { "it", N_ ("Italian") }, { "nl", N_ ("Dutch") },
  { "pl", N_ ("Polish") },       { "es", N_ ("Spanish") }, { "pt", N_ ("Portuguese") },
  { "da", N_ ("Danish") },       { "sv", N_ ("Swedish") }, { "cs", N_ ("Czech") },
};

static const KontorCustomerChoice kinds[] = {
  { "person", N_ ("Person") },
  { "company", N_ ("Company") },
};

static const KontorCustomerChoice titles[] = {
  { "name", N_ ("Name") },
  { "number", N_ ("Number") },
  { "kind", N_ ("Kind") },
  { "given_name", N_ ("Given name") },
  { "family_name", N_ ("Family name") },
  { "email", N_ ("E-mail") },
  { "phone", N_ ("Phone") },
  { "vat_id", N_ ("VAT ID") },
  { "customer_group", N_ ("Customer group") },
  { "language", N_ ("Language") },
  { "buyer_reference", N_ ("Buyer reference") },
  { "note", N_ ("Note") },
};

const KontorCustomerChoice *
kontor_customer_countries (guint *n_choices)
{
  *n_choices = G_N_ELEMENTS (countries);
  return countries;
}

const KontorCustomerChoice *
kontor_customer_languages (guint *n_choices)
{
  *n_choices = G_N_ELEMENTS (languages);
  return languages;
}

/**
 * kontor_customer_choice_name:
 *
 * Returns: (nullable): what people call it, translated; NULL when it is not in the list
 */
const char *
kontor_customer_choice_name (const KontorCustomerChoice *choices, guint n_choices, const char *code)
{
  for (guint i = 0; i < n_choices; i++)
    if (g_strcmp0 (choices[i].code, code) == 0)
      return _ (choices[i].name);
  return NULL;
}

/**
 * kontor_customer_choice_model:
 * @extra: (nullable): a code that is shown, too, when it is not in the list
 *
 * Returns: (transfer full): the names for a drop-down
 */
GtkStringList *
kontor_customer_choice_model (const KontorCustomerChoice *choices,
                              guint                       n_choices,
                              const char                 *extra)
{
  GtkStringList *model = gtk_string_list_new (NULL);

  for (guint i = 0; i < n_choices; i++)
    gtk_string_list_append (model, _ (choices[i].name));
  if (extra != NULL && kontor_customer_choice_name (choices, n_choices, extra) == NULL)
    gtk_string_list_append (model, extra);
  return model;
}

/**
 * kontor_customer_choice_find:
 *
 * Returns: position in the model that was made with @code as the extra one
 */
guint
kontor_customer_choice_find (const KontorCustomerChoice *choices, guint n_choices, const char *code)
{
  for (guint i = 0; i < n_choices; i++)
    if (g_strcmp0 (choices[i].code, code) == 0)
      return i;
  return n_choices;
}

const char *
kontor_customer_field_title (const char *key)
{
  const char *title = kontor_customer_choice_name (titles, G_N_ELEMENTS (titles), key);

  return title != NULL ? title : key;
}

/**
 * kontor_customer_reason:
 * @reason: sentence of kontor_vat_id_is_plausible()
 *
 * Returns: (transfer none): the sentence for people
 */
const char *
kontor_customer_reason (const char *reason)
{
  return _ (reason);
}

/**
 * kontor_customer_field_check:
 * @key: a field of a customer or contact
 * @text: what was typed
 *
 * Returns: (transfer none) (nullable): what is wrong with it, in one sentence
 */
const char *
kontor_customer_field_check (const char *key, const char *text)
{
  const char *reason = NULL;

  if (g_strcmp0 (key, "name") == 0 && kontor_text_is_blank (text))
    return _ ("A customer needs a name.");
  if (kontor_text_is_blank (text))
    return NULL;
  if (g_strcmp0 (key, "email") == 0 && !kontor_email_is_plausible (text))
    return _ ("An e-mail address looks like name@example.org.");
  if (g_strcmp0 (key, "vat_id") == 0)
    {
      g_autofree char *vat_id = kontor_vat_id_normalise (text);

      if (!kontor_vat_id_is_plausible (vat_id, &reason))
        return kontor_customer_reason (reason);
    }
  return NULL;
}

/**
 * kontor_customer_value_text:
 * @key: a field
 * @value: what is stored
 *
 * Returns: (transfer full): the value as people read it, "" for none
 */
char *
kontor_customer_value_text (const char *key, const char *value)
{
  const char *name = NULL;

  if (g_strcmp0 (key, "kind") == 0)
    name = kontor_customer_choice_name (kinds, G_N_ELEMENTS (kinds), value);
  else if (g_strcmp0 (key, "language") == 0 && *value != '\0')
    name = kontor_customer_choice_name (languages, G_N_ELEMENTS (languages), value);
  return g_strdup (name != NULL ? name : value);
}

static void
append_line (GString *out, const char *separator, const char *text)
{
  if (*text == '\0')
    return;
  if (out->len > 0)
    g_string_append (out, separator);
  g_string_append (out, text);
}

/**
 * kontor_customer_address_text:
 * @address: as kontor_query_customer_json() gives it
 *
 * Returns: (transfer full): two or three lines: who, street, town and country
 */
char *
kontor_customer_address_text (const KontorJson *address)
{
  const char      *code = kontor_json_get_string (address, "country", "");
  const char      *country = *code != '\0'
                               ? kontor_customer_choice_name (countries, G_N_ELEMENTS (countries), code)
                               : "";
  const char      *postcode = kontor_json_get_string (address, "postcode", "");
  const char      *city = kontor_json_get_string (address, "city", "");
  g_autofree char *town = g_strstrip (g_strjoin (" ", postcode, city, NULL));
  GString         *text = g_string_new (NULL);

  append_line (text, "\n", kontor_json_get_string (address, "name", ""));
  append_line (text, "\n", kontor_json_get_string (address, "extra", ""));
  append_line (text, "\n", kontor_json_get_string (address, "street", ""));
  append_line (text, "\n", town);
  append_line (text, ", ", kontor_json_get_string (address, "region", ""));
  append_line (text, ", ", country != NULL ? country : code);
  return g_string_free (text, FALSE);
}
