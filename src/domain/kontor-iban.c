/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"
#include "kontor-iban.h"

#include <string.h>

#define MIN_IBAN 15
#define MAX_IBAN 34
#define MAX_REFERENCE 21 /* of the creditor's own part */

/* IBAN registry, release 99: the countries of SEPA. Others are tested by their check digits alone.
 */
static const struct
{
  const char *country;
  gsize       length;
} lengths[] = {
  { "AD", 24 }, { "AL", 28 }, { "AT", 20 }, { "BE", 16 }, { "BG", 22 }, { "CH", 21 }, { "CY", 28 },
  { "CZ", 24 }, { "DE", 22 }, { "DK", 18 }, { "EE", 20 }, { "ES", 24 }, { "FI", 18 }, { "FR", 27 },
  { "GB", 22 }, { "GI", 23 }, { "GR", 27 }, { "HR", 21 }, { "HU", 28 }, { "IE", 22 }, { "IS", 26 },
  { "IT", 27 }, { "LI", 21 }, { "LT", 20 }, { "LU", 20 }, { "LV", 21 }, { "MC", 27 }, { "MD", 24 },
  { "ME", 22 }, { "MK", 19 }, { "MT", 31 }, { "NL", 18 }, { "NO", 15 }, { "PL", 28 }, { "PT", 25 },
  { "RO", 24 }, { "RS", 22 }, { "SE", 24 }, { "SI", 19 }, { "SK", 24 }, { "SM", 27 }, { "VA", 22 },
};

/* ISO 7064, mod 97-10: the rest of a text whose first four characters count last, letters as 10 to
 * 35. Returns: 97 when it has anything else in it */
static guint
rotated_rest (const char *text)
{
  gsize length = strlen (text);
  guint rest = 0;

  for (gsize i = 0; i < length; i++)
    {
      char sign = text[(i + 4) % length];

      if (g_ascii_isdigit (sign))
        rest = (rest * 10 + (guint) (sign - '0')) % 97;
      else if (g_ascii_isupper (sign))
        rest = (rest * 100 + (guint) (sign - 'A') + 10) % 97;
      else
        return 97;
    }

  return rest;
}

static gboolean
length_is_right (const char *iban)
{
  gsize length = strlen (iban);

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    if (strncmp (lengths[i].country, iban, 2) == 0)
      return length == lengths[i].length;

  return length >= MIN_IBAN && length <= MAX_IBAN;
}

/**
 * kontor_iban_normalise:
 * @text: as it was typed
 *
 * Returns: (transfer full): the text in upper case without blanks
 */
char *
kontor_iban_normalise (const char *text)
{
  GString *iban = g_string_new (NULL);

  g_return_val_if_fail (text != NULL, NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)))
      g_string_append_unichar (iban, g_unichar_toupper (g_utf8_get_char (p)));

  return g_string_free (iban, FALSE);
}

/**
 * kontor_iban_is_valid:
 * @iban: (nullable): from kontor_iban_normalise()
 *
 * Tests form, length (where the country is one of SEPA) and check digits (ISO 13616).
 *
 * Returns: whether it can be an IBAN
 */
gboolean
kontor_iban_is_valid (const char *iban)
{
  if (iban == NULL || strlen (iban) < MIN_IBAN || !length_is_right (iban))
    return FALSE;

  return g_ascii_isupper (iban[0]) && g_ascii_isupper (iban[1]) && g_ascii_isdigit (iban[2])
         && g_ascii_isdigit (iban[3]) && rotated_rest (iban) == 1;
}

/**
 * kontor_iban_format:
 * @iban: (nullable): from kontor_iban_normalise()
 *
 * Returns: (transfer full): "DE02 1203 0000 0000 2020 51" (ISO 13616, print format)
 */
char *
kontor_iban_format (const char *iban)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; iban != NULL && iban[i] != '\0'; i++)
    {
      if (i > 0 && i % 4 == 0)
        g_string_append_c (text, ' ');
      g_string_append_c (text, iban[i]);
    }

  return g_string_free (text, FALSE);
}

/**
 * kontor_bic_is_valid:
 * @bic: (nullable): in upper case
 *
 * Returns: whether it has the form of a BIC (ISO 9362): 8 or 11 letters and digits
 */
gboolean
kontor_bic_is_valid (const char *bic)
{
  return bic != NULL
         && g_regex_match_simple ("^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?\\z", bic, 0, 0);
}

static char *
keep_letters_and_digits (const char *number)
{
  GString *kept = g_string_new (NULL);

  for (const char *p = number; *p != '\0'; p++)
    if (g_ascii_isalnum (*p))
      g_string_append_c (kept, g_ascii_toupper (*p));

  return g_string_free (kept, FALSE);
}

/**
 * kontor_creditor_reference_make:
 * @number: of an invoice; anything but letters and digits is left out
 *
 * Makes the structured reference of a payment (ISO 11649): "RE-2026-0001" is "RF40RE20260001".
 *
 * Returns: (transfer full) (nullable): the reference; %NULL when nothing is left of @number or more
 * than 21 characters
 */
char *
kontor_creditor_reference_make (const char *number)
{
  g_autofree char *kept = NULL;
  g_autofree char *open = NULL;

  g_return_val_if_fail (number != NULL, NULL);

  kept = keep_letters_and_digits (number);
  if (*kept == '\0' || strlen (kept) > MAX_REFERENCE)
    return NULL;

  open = g_strconcat ("RF00", kept, NULL);
  return g_strdup_printf ("RF%02u%s", 98 - rotated_rest (open), kept);
}

/**
 * kontor_creditor_reference_is_valid:
 * @reference: (nullable): in upper case, without blanks
 *
 * Returns: whether it is a structured reference with right check digits (ISO 11649)
 */
gboolean
kontor_creditor_reference_is_valid (const char *reference)
{
  gsize length = reference != NULL ? strlen (reference) : 0;

  return length > 4 && length <= 4 + MAX_REFERENCE && g_str_has_prefix (reference, "RF")
         && g_ascii_isdigit (reference[2]) && g_ascii_isdigit (reference[3])
         && rotated_rest (reference) == 1;
}
