/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-codes.h"

#include <string.h>

/* ISO 3166-1 alpha-2, all officially assigned codes, each with a blank behind it. */
static const char countries[]
  = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR "
    "BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ "
    "EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW "
    "GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY "
    "KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV "
    "MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY "
    "QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG "
    "TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM "
    "ZW ";

static gboolean
is_digits (const char *text, gsize length)
{
  gsize i;

  for (i = 0; i < length; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return FALSE;
    }

  return TRUE;
}

/**
 * kontor_gtin_check_digit:
 * @digits: the digits before the check digit, 7 to 17 of them
 *
 * GS1 General Specifications section 7.9: weights 3 and 1 from the right, up to the next ten.
 *
 * Returns: the check digit as a character; '\0' when @digits has anything but digits
 */
char
kontor_gtin_check_digit (const char *digits)
{
  gsize length;
  guint sum = 0;
  gsize i;

  g_return_val_if_fail (digits != NULL, '\0');

  length = strlen (digits);
  if (length == 0 || length > 17 || !is_digits (digits, length))
    return '\0';

  for (i = 0; i < length; i++)
    sum += (guint) g_ascii_digit_value (digits[i]) * ((length - i) % 2 == 1 ? 3 : 1);

  return "0987654321"[sum % 10];
}

/**
 * kontor_gtin_looks_like:
 * @code: (nullable): a code as scanned or typed
 *
 * Returns: whether it has only digits, as many as a GTIN-8, -12, -13 or -14
 */
gboolean
kontor_gtin_looks_like (const char *code)
{
  gsize length = code != NULL ? strlen (code) : 0;

  return (length == 8 || (length >= 12 && length <= 14)) && is_digits (code, length);
}

/**
 * kontor_gtin_is_valid:
 * @code: (nullable): a code as scanned or typed
 *
 * Returns: whether it is a GTIN-8, -12, -13 or -14 with the right check digit
 */
gboolean
kontor_gtin_is_valid (const char *code)
{
  g_autofree char *body = NULL;
  gsize            length;

  if (!kontor_gtin_looks_like (code))
    return FALSE;

  length = strlen (code);
  body = g_strndup (code, length - 1);
  return kontor_gtin_check_digit (body) == code[length - 1];
}

/**
 * kontor_country_is_known:
 * @code: (nullable): two capitals
 *
 * Returns: whether ISO 3166-1 assigns it to a country
 */
gboolean
kontor_country_is_known (const char *code)
{
  const char *at;

  if (code == NULL || strlen (code) != 2 || !g_ascii_isupper (code[0]))
    return FALSE;

  at = strstr (countries, code);
  return at != NULL && (at - countries) % 3 == 0;
}

static gboolean
domain_is_plausible (const char *domain)
{
  g_auto (GStrv) labels = g_strsplit (domain, ".", -1);
  guint i;

  for (i = 0; labels[i] != NULL; i++)
    {
      gsize length = strlen (labels[i]);

      if (length == 0 || length > 63 || labels[i][0] == '-' || labels[i][length - 1] == '-')
        return FALSE;
    }

  return i >= 2;
}

/**
 * kontor_email_is_plausible:
 * @text: (nullable): UTF-8
 *
 * Looks for what people mistype: the "@", blanks, commas, a domain without a dot. It does not try
 * to be RFC 5321.
 *
 * Returns: whether a mail could be sent there
 */
gboolean
kontor_email_is_plausible (const char *text)
{
  const char *at;
  const char *c;

  if (text == NULL || strlen (text) > 254)
    return FALSE;

  at = strrchr (text, '@');
  if (at == NULL || at == text || at - text > 64 || text[0] == '.' || at[-1] == '.')
    return FALSE;

  for (c = text; *c != '\0'; c++)
    {
      if ((guchar) *c <= ' ' || *c == 0x7f || strchr (",;:<>()[]\\\"", *c) != NULL
          || (*c == '@' && c != at))
        return FALSE;
    }

  return strstr (text, "..") == NULL && domain_is_plausible (at + 1);
}

/**
 * kontor_tracking_url:
 * @carrier: (nullable): dhl, dpd, gls, hermes or ups, in any case
 * @number: (nullable): the tracking number as printed
 *
 * The carriers' public pages for customers.
 *
 * Returns: (transfer full) (nullable): the page that follows the parcel; NULL when the carrier is
 *   not known or there is no number
 */
char *
kontor_tracking_url (const char *carrier, const char *number)
{
  static const struct
  {
    const char *carrier;
    const char *address;
  } pages[] = {
    { "dhl", "https://www.dhl.de/de/privatkunden/pakete-empfangen/verfolgen.html?piececode=" },
    { "dpd", "https://tracking.dpd.de/status/de_DE/parcel/" },
    { "gls", "https://www.gls-pakete.de/sendungsverfolgung?trackingNumber=" },
    { "hermes", "https://www.myhermes.de/empfangen/sendungsverfolgung/sendungsinformation#" },
    { "ups", "https://www.ups.com/track?tracknum=" },
  };
  g_autofree char *escaped = NULL;
  guint            i;

  if (carrier == NULL || number == NULL || number[0] == '\0')
    return NULL;

  escaped = g_uri_escape_string (number, NULL, FALSE);
  for (i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      if (g_ascii_strcasecmp (pages[i].carrier, carrier) == 0)
        return g_strconcat (pages[i].address, escaped, NULL);
    }

  return NULL;
}
