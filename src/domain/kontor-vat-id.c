/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-codes.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef gboolean (*KontorVatCheck) (const char *body);

static guint
digit (char c)
{
  return (guint) g_ascii_digit_value (c);
}

static guint
weigh (const char *body, const char *weights)
{
  guint sum = 0;
  guint i;

  for (i = 0; weights[i] != '\0'; i++)
    sum += digit (body[i]) * digit (weights[i]);

  return sum;
}

static guint64
number (const char *text, guint length)
{
  guint64 value = 0;
  guint   i;

  for (i = 0; i < length; i++)
    value = value * 10 + digit (text[i]);

  return value;
}

/* ISO 7064 mod 11,10 over digits; the last is the check digit. */
static gboolean
check_iso_11_10 (const char *body)
{
  gsize length = strlen (body);
  guint product = 10;
  gsize i;

  for (i = 0; i + 1 < length; i++)
    {
      guint sum = (digit (body[i]) + product) % 10;

      product = 2 * (sum == 0 ? 10 : sum) % 11;
    }

  return (11 - product) % 10 == digit (body[length - 1]);
}

static gboolean
luhn (const char *body, gsize length)
{
  guint sum = 0;
  gsize i;

  for (i = 0; i < length; i++)
    {
      guint value = digit (body[length - 1 - i]) * (i % 2 == 1 ? 2 : 1);

      sum += value / 10 + value % 10;
    }

  return sum % 10 == 0;
}

static gboolean
check_at (const char *body) /* U and eight digits */
{
  guint sum = 4;
  guint i;

  for (i = 1; i < 8; i++)
    {
      guint value = digit (body[i]) * (i % 2 == 0 ? 2 : 1);

      sum += value / 10 + value % 10;
    }

  return (10 - sum % 10) % 10 == digit (body[8]);
}

static gboolean
check_be (const char *body)
{
  return 97 - number (body, 8) % 97 == number (body + 8, 2);
}

static gboolean
check_dk (const char *body)
{
  return weigh (body, "27654321") % 11 == 0;
}

static gboolean
check_ee (const char *body)
{
  return weigh (body, "371371371") % 10 == 0;
}

static gboolean
check_el (const char *body)
{
  guint sum = 0;
  guint i;

  for (i = 0; i < 8; i++)
    sum = (sum + digit (body[i])) * 2;

  return sum % 11 % 10 == digit (body[8]);
}

static gboolean
check_fi (const char *body)
{
  guint rest = weigh (body, "79") + digit (body[2]) * 10 + weigh (body + 3, "5842");

  return rest % 11 != 1 && (11 - rest % 11) % 11 == digit (body[7]);
}

static gboolean
check_fr (const char *body)
{
  if (!g_ascii_isdigit (body[0]) || !g_ascii_isdigit (body[1]))
    return TRUE; /* the newer keys with letters have no public rule */

  return (number (body + 2, 9) * 100 + 12) % 97 == number (body, 2);
}

static gboolean
check_hu (const char *body)
{
  return weigh (body, "97319731") % 10 == 0;
}

static gboolean
check_it (const char *body)
{
  return luhn (body, 11);
}

static gboolean
check_lu (const char *body)
{
  return number (body, 6) % 89 == number (body + 6, 2);
}

static gboolean
check_mt (const char *body)
{
  guint sum = weigh (body, "346789") + digit (body[6]) * 10 + digit (body[7]);

  return sum % 37 == 0;
}

/* Sole traders since 2020: ISO 7064 mod 97 over the whole id, letters as two digits. */
static gboolean
check_nl (const char *body)
{
  guint64     rest = 2321; /* "NL" */
  const char *c;

  if (weigh (body, "98765432") % 11 == digit (body[8]))
    return TRUE;

  for (c = body; *c != '\0'; c++)
    rest = g_ascii_isdigit (*c) ? (rest * 10 + digit (*c)) % 97
                                : (rest * 100 + (guint64) (*c - 'A' + 10)) % 97;

  return rest == 1;
}

static gboolean
check_pl (const char *body)
{
  return weigh (body, "657234567") % 11 == digit (body[9]);
}

static gboolean
check_pt (const char *body)
{
  return (11 - weigh (body, "98765432") % 11) % 11 % 10 == digit (body[8]);
}

static gboolean
check_se (const char *body)
{
  return luhn (body, 10);
}

static gboolean
check_si (const char *body)
{
  guint key = 11 - weigh (body, "8765432") % 11;

  return key != 11 && key % 10 == digit (body[7]);
}

static gboolean
check_sk (const char *body)
{
  return number (body, 10) % 11 == 0;
}

/* Forms by country: 9 stands for a digit, A for a letter, * for either, all else for itself; forms
 * are parted by blanks. European Commission, "VAT identification number structure" (VIES). */
static const struct
{
  const char    *country;
  const char    *forms;
  KontorVatCheck check; /* (nullable) */
} rules[] = {
  { "AT", "U99999999", check_at },
  { "BE", "0999999999 1999999999", check_be },
  { "BG", "999999999 9999999999", NULL },
  { "CY", "99999999A", NULL },
  { "CZ", "99999999 999999999 9999999999", NULL },
  { "DE", "999999999", check_iso_11_10 },
  { "DK", "99999999", check_dk },
  { "EE", "999999999", check_ee },
  { "EL", "999999999", check_el },
  { "ES", "A9999999A A99999999 99999999A", NULL },
  { "FI", "99999999", check_fi },
  { "FR", "**999999999", check_fr },
  { "HR", "99999999999", check_iso_11_10 },
  { "HU", "99999999", check_hu },
  { "IE", "9*99999A 9999999A 9999999AA", NULL },
  { "IT", "99999999999", check_it },
  { "LT", "999999999 999999999999", NULL },
  { "LU", "99999999", check_lu },
  { "LV", "99999999999", NULL },
  { "MT", "99999999", check_mt },
  { "NL", "999999999B99", check_nl },
  { "PL", "9999999999", check_pl },
  { "PT", "999999999", check_pt },
  { "RO", "99 999 9999 99999 999999 9999999 99999999 999999999 9999999999", NULL },
  { "SE", "999999999901", check_se },
  { "SI", "99999999", check_si },
  { "SK", "9999999999", check_sk },
  { "XI", "999999999 999999999999 GD999 HA999", NULL },
};

static gboolean
fits_character (char form, char c)
{
  switch (form)
    {
    case '9':
      return g_ascii_isdigit (c);
    case 'A':
      return g_ascii_isupper (c);
    case '*':
      return g_ascii_isdigit (c) || g_ascii_isupper (c);
    default:
      return form == c;
    }
}

static gboolean
fits_form (const char *form, const char *body)
{
  gsize i;

  if (strlen (form) != strlen (body))
    return FALSE;

  for (i = 0; form[i] != '\0'; i++)
    {
      if (!fits_character (form[i], body[i]))
        return FALSE;
    }

  return TRUE;
}

static gboolean
fits_any_form (const char *forms, const char *body)
{
  g_auto (GStrv) list = g_strsplit (forms, " ", -1);
  guint i;

  for (i = 0; list[i] != NULL; i++)
    {
      if (fits_form (list[i], body))
        return TRUE;
    }

  return FALSE;
}

static gboolean
answer (const char **reason, const char *text)
{
  if (reason != NULL)
    *reason = text;

  return text == NULL;
}

/**
 * kontor_vat_id_normalise:
 * @text: a VAT id as typed or printed, UTF-8
 *
 * Returns: (transfer full): in capitals, without blanks, dots, dashes and slashes
 */
char *
kontor_vat_id_normalise (const char *text)
{
  g_autoptr (GString) out = g_string_new (NULL);
  const char *c;

  g_return_val_if_fail (text != NULL, NULL);

  for (c = text; *c != '\0'; c++)
    {
      if (!g_ascii_isspace (*c) && strchr (".-/", *c) == NULL)
        g_string_append_c (out, g_ascii_toupper (*c));
    }

  return g_string_free (g_steal_pointer (&out), FALSE);
}

/**
 * kontor_vat_id_is_plausible:
 * @vat_id: (nullable): a VAT id, normalised
 * @reason: (out) (optional) (nullable) (transfer none): why not, an untranslated sentence
 *
 * Tests the form that the country gives its VAT ids, and the check digits of the countries whose
 * rule is public (AT, BE, DE, DK, EE, EL, FI, FR, HR, HU, IT, LU, MT, NL, PL, PT, SE, SI, SK).
 * Whether the id is really given to somebody only VIES knows.
 *
 * Returns: whether it can be a VAT id of the EU or of Northern Ireland
 */
gboolean
kontor_vat_id_is_plausible (const char *vat_id, const char **reason)
{
  guint i;

  if (vat_id == NULL || strlen (vat_id) < 4)
    return answer (reason, N_ ("A VAT id has two letters for the country and a number."));

  for (i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      if (strncmp (rules[i].country, vat_id, 2) != 0)
        continue;
      if (!fits_any_form (rules[i].forms, vat_id + 2))
        return answer (reason, N_ ("VAT ids of this country have another form."));
      if (rules[i].check != NULL && !rules[i].check (vat_id + 2))
        return answer (reason, N_ ("The check digit does not match; a digit may be mistyped."));
      return answer (reason, NULL);
    }

  return answer (reason, N_ ("This is no country of the EU with VAT ids."));
}
