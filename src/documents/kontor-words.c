/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"
#include "kontor-words.h"

#include "kontor-number.h"
#include "kontor-time.h"

typedef struct
{
  const char *key;
  const char *names[KONTOR_N_LANGUAGES];
} Name;

static const char *const words[KONTOR_N_WORDS][KONTOR_N_LANGUAGES] = {
  [KONTOR_WORD_BEFORE] = { "Before", "Bisher" },
  [KONTOR_WORD_CARRIER] = { "Carrier", "Versand" },
  [KONTOR_WORD_CHANNEL] = { "Channel", "Kanal" },
  [KONTOR_WORD_COMPLETE] = { "This completes your order.",
                             "Ihre Bestellung ist damit vollständig geliefert." },
  [KONTOR_WORD_COPY] = { "Copy", "Kopie" },
  [KONTOR_WORD_CUSTOMER] = { "Customer", "Kunde" },
  [KONTOR_WORD_CUSTOMER_NUMBER] = { "Customer no.", "Kundennummer" },
  [KONTOR_WORD_DATE] = { "Date", "Datum" },
  [KONTOR_WORD_DELIVERY_NOTE] = { "Delivery note", "Lieferschein" },
  [KONTOR_WORD_FOLLOWS] = { "To follow", "Folgt" },
  [KONTOR_WORD_INTRO_DATE] = { "of", "vom" },
  [KONTOR_WORD_INTRO_END] = { "we deliver:", "liefern wir Ihnen:" },
  [KONTOR_WORD_INTRO_START] = { "For your order", "Zu Ihrer Bestellung" },
  [KONTOR_WORD_ITEM] = { "Item", "Bezeichnung" },
  [KONTOR_WORD_ITEMS_MANY] = { "items", "Positionen" },
  [KONTOR_WORD_ITEMS_ONE] = { "item", "Position" },
  [KONTOR_WORD_NOTE] = { "Note", "Hinweis" },
  [KONTOR_WORD_NOTHING] = { "There is nothing to take from the shelf.",
                            "Hier ist nichts zu entnehmen." },
  [KONTOR_WORD_NOW] = { "Now", "Hiermit" },
  [KONTOR_WORD_NUMBER] = { "Number", "Nummer" },
  [KONTOR_WORD_OF] = { "of", "von" },
  [KONTOR_WORD_ORDER] = { "Order", "Bestellung" },
  [KONTOR_WORD_ORDERED] = { "Ordered", "Bestellt" },
  [KONTOR_WORD_ORDERS] = { "For orders", "Für Bestellungen" },
  [KONTOR_WORD_ORDERS_MANY] = { "orders", "Bestellungen" },
  [KONTOR_WORD_ORDERS_ONE] = { "order", "Bestellung" },
  [KONTOR_WORD_PACKED_BY] = { "Packed by", "Gepackt von" },
  [KONTOR_WORD_PACKING_SLIP] = { "Packing slip", "Packzettel" },
  [KONTOR_WORD_PAGE] = { "Page", "Seite" },
  [KONTOR_WORD_PICK_LIST] = { "Pick list", "Pickliste" },
  [KONTOR_WORD_PLACED] = { "Ordered on", "Bestellt am" },
  [KONTOR_WORD_POSITION] = { "Pos.", "Pos." },
  [KONTOR_WORD_PRINTED] = { "printed on", "gedruckt am" },
  [KONTOR_WORD_QUANTITY] = { "Quantity", "Menge" },
  [KONTOR_WORD_REST_FOLLOWS] = { "The rest follows with another delivery.",
                                 "Was noch fehlt, folgt mit einer weiteren Lieferung." },
  [KONTOR_WORD_SHIP_BY] = { "Ship by", "Versand bis" },
  [KONTOR_WORD_SHIP_TO] = { "Ship to", "Lieferadresse" },
  [KONTOR_WORD_SKU] = { "SKU", "Art.-Nr." },
  [KONTOR_WORD_STATUS] = { "Where your order stands", "Stand Ihrer Bestellung" },
  [KONTOR_WORD_TRACKING] = { "Tracking no.", "Sendungsnr." },
  [KONTOR_WORD_UNIT] = { "Unit", "Einheit" },
};

static const char *const months[] = {
  "January", "February", "March",     "April",   "May",      "June",
  "July",    "August",   "September", "October", "November", "December",
};

/* Units that the programme suggests; any other is printed as it was typed. */
static const Name units[] = {
  { "box", { "box", "Karton" } }, { "g", { "g", "g" } },         { "h", { "h", "Std." } },
  { "hour", { "h", "Std." } },    { "kg", { "kg", "kg" } },      { "l", { "l", "l" } },
  { "m", { "m", "m" } },          { "ml", { "ml", "ml" } },      { "pack", { "pack", "Packung" } },
  { "pair", { "pair", "Paar" } }, { "pcs", { "pcs", "Stück" } }, { "piece", { "pcs", "Stück" } },
  { "set", { "set", "Set" } },
};

/* ISO 3166-1: where small companies of Europe send to. Others are printed as their code. */
static const Name countries[] = {
  { "AD", { "ANDORRA", "ANDORRA" } },
  { "AE", { "UNITED ARAB EMIRATES", "VEREINIGTE ARABISCHE EMIRATE" } },
  { "AL", { "ALBANIA", "ALBANIEN" } },
  { "AR", { "ARGENTINA", "ARGENTINIEN" } },
  { "AT", { "AUSTRIA", "ÖSTERREICH" } },
  { "AU", { "AUSTRALIA", "AUSTRALIEN" } },
  { "BA", { "BOSNIA AND HERZEGOVINA", "BOSNIEN UND HERZEGOWINA" } },
  { "BE", { "BELGIUM", "BELGIEN" } },
  { "BG", { "BULGARIA", "BULGARIEN" } },
  { "BR", { "BRAZIL", "BRASILIEN" } },
  { "CA", { "CANADA", "KANADA" } },
  { "CH", { "SWITZERLAND", "SCHWEIZ" } },
  { "CL", { "CHILE", "CHILE" } },
  { "CN", { "CHINA", "CHINA" } },
  { "CY", { "CYPRUS", "ZYPERN" } },
  { "CZ", { "CZECH REPUBLIC", "TSCHECHIEN" } },
  { "DE", { "GERMANY", "DEUTSCHLAND" } },
  { "DK", { "DENMARK", "DÄNEMARK" } },
  { "EE", { "ESTONIA", "ESTLAND" } },
  { "EG", { "EGYPT", "ÄGYPTEN" } },
  { "ES", { "SPAIN", "SPANIEN" } },
  { "FI", { "FINLAND", "FINNLAND" } },
  { "FR", { "FRANCE", "FRANKREICH" } },
  { "GB", { "UNITED KINGDOM", "VEREINIGTES KÖNIGREICH" } },
  { "GR", { "GREECE", "GRIECHENLAND" } },
  { "HK", { "HONG KONG", "HONGKONG" } },
  { "HR", { "CROATIA", "KROATIEN" } },
  { "HU", { "HUNGARY", "UNGARN" } },
  { "IE", { "IRELAND", "IRLAND" } },
  { "IL", { "ISRAEL", "ISRAEL" } },
  { "IN", { "INDIA", "INDIEN" } },
  { "IS", { "ICELAND", "ISLAND" } },
  { "IT", { "ITALY", "ITALIEN" } },
  { "JP", { "JAPAN", "JAPAN" } },
  { "KR", { "KOREA (REPUBLIC)", "KOREA (REPUBLIK)" } },
  { "LI", { "LIECHTENSTEIN", "LIECHTENSTEIN" } },
  { "LT", { "LITHUANIA", "LITAUEN" } },
  { "LU", { "LUXEMBOURG", "LUXEMBURG" } },
  { "LV", { "LATVIA", "LETTLAND" } },
  { "MC", { "MONACO", "MONACO" } },
  { "MD", { "MOLDOVA", "MOLDAU" } },
  { "ME", { "MONTENEGRO", "MONTENEGRO" } },
  { "MK", { "NORTH MACEDONIA", "NORDMAZEDONIEN" } },
  { "MT", { "MALTA", "MALTA" } },
  { "MX", { "MEXICO", "MEXIKO" } },
  { "NL", { "NETHERLANDS", "NIEDERLANDE" } },
  { "NO", { "NORWAY", "NORWEGEN" } },
  { "NZ", { "NEW ZEALAND", "NEUSEELAND" } },
  { "PL", { "POLAND", "POLEN" } },
  { "PT", { "PORTUGAL", "PORTUGAL" } },
  { "RO", { "ROMANIA", "RUMÄNIEN" } },
  { "RS", { "SERBIA", "SERBIEN" } },
  { "SE", { "SWEDEN", "SCHWEDEN" } },
  { "SG", { "SINGAPORE", "SINGAPUR" } },
  { "SI", { "SLOVENIA", "SLOWENIEN" } },
  { "SK", { "SLOVAKIA", "SLOWAKEI" } },
  { "SM", { "SAN MARINO", "SAN MARINO" } },
  { "TR", { "TÜRKIYE", "TÜRKEI" } },
  { "UA", { "UKRAINE", "UKRAINE" } },
  { "US", { "UNITED STATES", "VEREINIGTE STAATEN" } },
  { "VA", { "VATICAN CITY", "VATIKANSTADT" } },
  { "XK", { "KOSOVO", "KOSOVO" } },
  { "ZA", { "SOUTH AFRICA", "SÜDAFRIKA" } },
};

static const char *
find_name (const Name *names, gsize n_names, const char *key, KontorLanguage language)
{
  for (gsize i = 0; i < n_names; i++)
    if (g_ascii_strcasecmp (names[i].key, key) == 0)
      return names[i].names[language];

  return key;
}

/*
 * kontor_language_from_code:
 * @code: (nullable): "de", "de-AT", "en", …
 *
 * Returns: German for any kind of German, English for everything else
 */
KontorLanguage
kontor_language_from_code (const char *code)
{
  if (code != NULL && g_ascii_strncasecmp (code, "de", 2) == 0 && !g_ascii_isalpha (code[2]))
    return KONTOR_LANGUAGE_DE;

  return KONTOR_LANGUAGE_EN;
}

/* Returns: (transfer none): "de" or "en" */
const char *
kontor_language_get_code (KontorLanguage language)
{
  return language == KONTOR_LANGUAGE_DE ? "de" : "en";
}

/* Returns: (transfer none): the word, never %NULL */
const char *
kontor_language_get_word (KontorLanguage language, KontorWord word)
{
  g_assert (word < KONTOR_N_WORDS);

  return words[word][language];
}

/*
 * kontor_language_get_unit:
 * @unit: (nullable): as it stands in an order's line
 *
 * Returns: (transfer none): the unit's short name, or @unit itself when it is the user's own
 */
const char *
kontor_language_get_unit (KontorLanguage language, const char *unit)
{
  return find_name (units, G_N_ELEMENTS (units), unit != NULL ? unit : "", language);
}

/*
 * kontor_language_get_country:
 * @country: (nullable): ISO 3166-1 alpha-2
 *
 * Returns: (transfer none): the name in capitals, as the last line of an address wants it
 * (Universal Postal Union, S42), or @country itself when its name is not known here
 */
const char *
kontor_language_get_country (KontorLanguage language, const char *country)
{
  return find_name (countries, G_N_ELEMENTS (countries), country != NULL ? country : "", language);
}

/*
 * kontor_language_format_quantity:
 * @quantity: thousandths
 *
 * Returns: (transfer full): "1.250,5" or "1,250.5": only the decimals that are there
 */
char *
kontor_language_format_quantity (KontorLanguage language, gint64 quantity)
{
  static const KontorNumberStyle styles[KONTOR_N_LANGUAGES] = {
    [KONTOR_LANGUAGE_EN] = { ".", "," },
    [KONTOR_LANGUAGE_DE] = { ",", "." },
  };

  return kontor_decimal_format (quantity, 3, 0, &styles[language]);
}

/*
 * kontor_language_format_date:
 * @time: UTC microseconds
 * @zone: (nullable): %NULL is the machine's
 *
 * Returns: (transfer full): "23.05.2025" (DIN 5008) or "23 May 2025"; "" for a time that no
 * calendar has
 */
char *
kontor_language_format_date (KontorLanguage language, gint64 time, GTimeZone *zone)
{
  gint64 seconds = time / KONTOR_SECOND - (time % KONTOR_SECOND < 0 ? 1 : 0);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (seconds);
  g_autoptr (GDateTime) local = NULL;
  int year, month, day;

  if (utc != NULL)
    local = zone != NULL ? g_date_time_to_timezone (utc, zone) : g_date_time_to_local (utc);
  if (local == NULL)
    return g_strdup ("");

  g_date_time_get_ymd (local, &year, &month, &day);
  if (language == KONTOR_LANGUAGE_DE)
    return g_strdup_printf ("%02d.%02d.%04d", day, month, year);

  return g_strdup_printf ("%d %s %d", day, months[month - 1], year);
}

/* Returns: (transfer full): "Page 1 of 3" */
char *
kontor_language_format_page (KontorLanguage language, guint page, guint n_pages)
{
  return g_strdup_printf ("%s %u %s %u",
                          kontor_language_get_word (language, KONTOR_WORD_PAGE),
                          page,
                          kontor_language_get_word (language, KONTOR_WORD_OF),
                          n_pages);
}

static void
add_line (GStrvBuilder *lines, const char *text)
{
  if (text != NULL && *text != '\0')
    g_strv_builder_add (lines, text);
}

static char *
join_words (const char *first, const char *second, const char *third)
{
  const char *parts[] = { first, second, third };
  GString    *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      if (parts[i] == NULL || *parts[i] == '\0')
        continue;
      if (text->len > 0)
        g_string_append_c (text, ' ');
      g_string_append (text, parts[i]);
    }

  return g_string_free (text, FALSE);
}

static gboolean
town_comes_first (const char *country)
{
  static const char *const codes[] = { "AU", "CA", "GB", "IE", "IN", "NZ", "US", NULL };

  return country != NULL && g_strv_contains (codes, country);
}

/*
 * kontor_language_format_address:
 * @address: the address
 * @home: (nullable): the sender's country, whose name is left out
 *
 * Returns: (transfer full): the lines of an address, without empty ones
 */
char **
kontor_language_format_address (KontorLanguage       language,
                                const KontorAddress *address,
                                const char          *home)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  g_autofree char *town = NULL;

  add_line (lines, address->name);
  add_line (lines, address->extra);
  add_line (lines, address->street);

  if (town_comes_first (address->country))
    town = join_words (address->city, address->region, address->postcode);
  else
    town = join_words (address->postcode, address->city, NULL);
  add_line (lines, town);

  if (home == NULL || g_strcmp0 (home, address->country) != 0)
    add_line (lines, kontor_language_get_country (language, address->country));

  return g_strv_builder_end (lines);
}
