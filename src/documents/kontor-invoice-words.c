/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"
#include "kontor-invoice-words.h"

#include <string.h>

typedef struct
{
  const char *key;
  const char *names[KONTOR_N_LANGUAGES];
} Name;

static const char *const words[KONTOR_INVOICE_N_WORDS][KONTOR_N_LANGUAGES] = {
  [KONTOR_INVOICE_WORD_ACCOUNT_HOLDER] = { "Account holder", "Kontoinhaber" },
  [KONTOR_INVOICE_WORD_ADVANCE_NOTE] = { "Advance payment for a supply that is still to come.",
                                         "Anzahlung für eine noch nicht ausgeführte Leistung." },
  [KONTOR_INVOICE_WORD_AMOUNT] = { "Amount", "Betrag" },
  [KONTOR_INVOICE_WORD_AMOUNTS] = { "Amounts in %s", "Beträge in %s" },
  [KONTOR_INVOICE_WORD_AMOUNTS_GROSS] = { "Amounts in %s, VAT included",
                                          "Beträge in %s einschließlich Umsatzsteuer" },
  [KONTOR_INVOICE_WORD_AMOUNTS_NET] = { "Amounts in %s, without VAT",
                                        "Beträge in %s ohne Umsatzsteuer" },
  [KONTOR_INVOICE_WORD_BIC] = { "BIC", "BIC" },
  [KONTOR_INVOICE_WORD_BUYER_REFERENCE] = { "Your reference", "Ihr Zeichen" },
  [KONTOR_INVOICE_WORD_CARD] = { "card", "Karte" },
  [KONTOR_INVOICE_WORD_CARRIED_OVER] = { "Carried forward", "Übertrag" },
  [KONTOR_INVOICE_WORD_CASH] = { "cash", "Barzahlung" },
  [KONTOR_INVOICE_WORD_CHARGE] = { "Surcharge", "Zuschlag" },
  [KONTOR_INVOICE_WORD_CONTACT] = { "Contact", "Ansprechpartner" },
  [KONTOR_INVOICE_WORD_CONTRACT] = { "Contract", "Vertrag" },
  [KONTOR_INVOICE_WORD_CREDIT_DUE] = { "To be refunded", "Erstattungsbetrag" },
  [KONTOR_INVOICE_WORD_CUSTOMER_NUMBER] = { "Customer no.", "Kundennummer" },
  [KONTOR_INVOICE_WORD_DATE] = { "Date", "Datum" },
  [KONTOR_INVOICE_WORD_DEBIT] = { "We collect %s on %s by SEPA direct debit.",
                                  "Wir buchen %s am %s per SEPA-Lastschrift ab." },
  [KONTOR_INVOICE_WORD_DEBIT_DETAILS] = { "Your account", "Ihr Konto" },
  [KONTOR_INVOICE_WORD_DELIVERY_DATE] = { "Date of supply", "Leistungsdatum" },
  [KONTOR_INVOICE_WORD_DELIVERY_NOTE] = { "Delivery note", "Lieferschein" },
  [KONTOR_INVOICE_WORD_DELIVERY_PLANNED] = { "Planned for", "Geplant für" },
  [KONTOR_INVOICE_WORD_DISCOUNT] = { "Discount", "Rabatt" },
  [KONTOR_INVOICE_WORD_DISCOUNT_UNTIL] = { "%s when paid by %s.", "%s bei Zahlung bis %s." },
  [KONTOR_INVOICE_WORD_DRAFT] = { "Draft", "Entwurf" },
  [KONTOR_INVOICE_WORD_DUE] = { "Amount due", "Zahlbetrag" },
  [KONTOR_INVOICE_WORD_DUE_DATE] = { "Due by", "Zahlbar bis" },
  [KONTOR_INVOICE_WORD_FOR_INVOICE] = { "For invoice", "Zu Rechnung" },
  [KONTOR_INVOICE_WORD_GROSS] = { "Gross", "Brutto" },
  [KONTOR_INVOICE_WORD_IBAN] = { "IBAN", "IBAN" },
  [KONTOR_INVOICE_WORD_INCLUDED_TAX] = { "VAT included", "Enthaltene Umsatzsteuer" },
  [KONTOR_INVOICE_WORD_ITEM] = { "Item", "Bezeichnung" },
  [KONTOR_INVOICE_WORD_LIST_PRICE] = { "List price %s", "Listenpreis %s" },
  [KONTOR_INVOICE_WORD_MANDATE] = { "Mandate %s, creditor ID %s", "Mandat %s, Gläubiger-ID %s" },
  [KONTOR_INVOICE_WORD_NET] = { "Net", "Netto" },
  [KONTOR_INVOICE_WORD_NET_TOTAL] = { "Total without VAT", "Nettobetrag" },
  [KONTOR_INVOICE_WORD_NUMBER] = { "Number", "Nummer" },
  [KONTOR_INVOICE_WORD_ONLINE] = { "online payment", "Online-Zahlung" },
  [KONTOR_INVOICE_WORD_OPEN_AMOUNT] = { "Open", "Offen" },
  [KONTOR_INVOICE_WORD_OUR_ORDER] = { "Our order no.", "Auftrag" },
  [KONTOR_INVOICE_WORD_PAID] = { "Already paid", "Bereits gezahlt" },
  [KONTOR_INVOICE_WORD_PAID_BY] = { "Paid by %s.", "Bezahlt per %s." },
  [KONTOR_INVOICE_WORD_PAID_NOTICE] = { "This invoice is paid. There is nothing left to do.",
                                        "Diese Rechnung ist bezahlt. Es ist nichts mehr zu tun." },
  [KONTOR_INVOICE_WORD_PAY] = { "To pay", "Zu zahlen" },
  [KONTOR_INVOICE_WORD_PAY_BY] = { "%s by %s", "%s bis %s" },
  [KONTOR_INVOICE_WORD_PAYEE] = { "Payee", "Empfänger" },
  [KONTOR_INVOICE_WORD_PERIOD] = { "Period of supply", "Leistungszeitraum" },
  [KONTOR_INVOICE_WORD_PHONE] = { "Phone", "Telefon" },
  [KONTOR_INVOICE_WORD_POSITION] = { "No.", "Pos." },
  [KONTOR_INVOICE_WORD_PRICE] = { "Unit price", "Einzelpreis" },
  [KONTOR_INVOICE_WORD_PRICE_PER] = { "Price per %s", "Preis je %s" },
  [KONTOR_INVOICE_WORD_PROJECT] = { "Project", "Projekt" },
  [KONTOR_INVOICE_WORD_QUANTITY] = { "Quantity", "Menge" },
  [KONTOR_INVOICE_WORD_REFUND] = { "Refund", "Erstattung" },
  [KONTOR_INVOICE_WORD_REGISTER] = { "Register no.", "Registernummer" },
  [KONTOR_INVOICE_WORD_REMITTANCE] = { "Reference", "Verwendungszweck" },
  [KONTOR_INVOICE_WORD_ROUNDING] = { "Rounding", "Rundung" },
  [KONTOR_INVOICE_WORD_SAMPLE] = { "Sample", "Muster" },
  [KONTOR_INVOICE_WORD_SCAN] = { "Scan with your banking app", "Mit der Banking-App scannen" },
  [KONTOR_INVOICE_WORD_SHIP_TO] = { "Delivered to", "Lieferung an" },
  [KONTOR_INVOICE_WORD_SKU] = { "Item no. %s", "Art.-Nr. %s" },
  [KONTOR_INVOICE_WORD_SUBTOTAL] = { "Subtotal", "Zwischensumme" },
  [KONTOR_INVOICE_WORD_SUM_OF_LINES] = { "Sum of items", "Summe der Positionen" },
  [KONTOR_INVOICE_WORD_TAX] = { "VAT", "USt." },
  [KONTOR_INVOICE_WORD_TAX_AMOUNT] = { "VAT", "Umsatzsteuer" },
  [KONTOR_INVOICE_WORD_TAX_NUMBER] = { "Tax no.", "Steuernummer" },
  [KONTOR_INVOICE_WORD_TOTAL] = { "Total", "Gesamtbetrag" },
  [KONTOR_INVOICE_WORD_TOTAL_CREDIT] = { "Total credit", "Korrekturbetrag" },
  [KONTOR_INVOICE_WORD_TOTAL_INVOICE] = { "Invoice total", "Rechnungsbetrag" },
  [KONTOR_INVOICE_WORD_VALID_UNTIL] = { "Valid until", "Gültig bis" },
  [KONTOR_INVOICE_WORD_VALIDITY] = { "This quotation is valid until %s.",
                                     "Dieses Angebot gilt bis zum %s." },
  [KONTOR_INVOICE_WORD_VAT_ID] = { "VAT ID", "USt-IdNr." },
  [KONTOR_INVOICE_WORD_YOUR_ORDER] = { "Your order", "Ihre Bestellung" },
  [KONTOR_INVOICE_WORD_YOUR_VAT_ID] = { "Your VAT ID", "Ihre USt-IdNr." },
};

/* "Gutschrift" is the law's word for an invoice by the buyer (§ 14 Abs. 2 UStG): never here. */
static const char *const titles[KONTOR_INVOICE_N_KINDS][KONTOR_N_LANGUAGES] = {
  [KONTOR_INVOICE_QUOTATION] = { "Quotation", "Angebot" },
  [KONTOR_INVOICE_CONFIRMATION] = { "Order confirmation", "Auftragsbestätigung" },
  [KONTOR_INVOICE_INVOICE] = { "Invoice", "Rechnung" },
  [KONTOR_INVOICE_PART] = { "Partial invoice", "Teilrechnung" },
  [KONTOR_INVOICE_ADVANCE] = { "Advance invoice", "Anzahlungsrechnung" },
  [KONTOR_INVOICE_FINAL] = { "Final invoice", "Schlussrechnung" },
  [KONTOR_INVOICE_CREDIT_NOTE] = { "Credit note", "Rechnungskorrektur" },
  [KONTOR_INVOICE_CANCELLATION] = { "Cancellation invoice", "Stornorechnung" },
};

static const char *const intros[KONTOR_INVOICE_N_KINDS][KONTOR_N_LANGUAGES] = {
  [KONTOR_INVOICE_QUOTATION] = { "We are glad to offer you:", "Gern bieten wir Ihnen an:" },
  [KONTOR_INVOICE_CONFIRMATION] = { "Thank you for your order, which we confirm as follows:",
                                    "Vielen Dank für Ihren Auftrag, den wir wie folgt "
                                    "bestätigen:" },
  [KONTOR_INVOICE_INVOICE] = { "Thank you for your order. We invoice you for:",
                               "Vielen Dank für Ihren Auftrag. Wir berechnen Ihnen:" },
  [KONTOR_INVOICE_PART] = { "For this part of your order we invoice you:",
                            "Für diesen Teil Ihres Auftrags berechnen wir Ihnen:" },
  [KONTOR_INVOICE_ADVANCE] = { "As agreed, we invoice an advance on your order:",
                               "Wie vereinbart berechnen wir eine Anzahlung auf Ihren Auftrag:" },
  [KONTOR_INVOICE_FINAL] = { "We settle your order as follows:",
                             "Wir rechnen Ihren Auftrag wie folgt ab:" },
  [KONTOR_INVOICE_CREDIT_NOTE] = { "We correct our invoice %s of %s as follows:",
                                   "Wir korrigieren unsere Rechnung %s vom %s wie folgt:" },
  [KONTOR_INVOICE_CANCELLATION] = { "We cancel our invoice %s of %s in full:",
                                    "Wir stornieren unsere Rechnung %s vom %s vollständig:" },
};

/* What the law wants on paper where no VAT is charged; by VATEX code or by category. */
static const Name exemptions[] = {
  { "VATEX-EU-D", { "Margin scheme – travel agents", "Sonderregelung für Reisebüros" } },
  { "VATEX-EU-F",
    { "Margin scheme – second-hand goods", "Gebrauchtgegenstände/Sonderregelung (§ 25a UStG)" } },
  { "VATEX-EU-I",
    { "Margin scheme – works of art", "Kunstgegenstände/Sonderregelung (§ 25a UStG)" } },
  { "VATEX-EU-J",
    { "Margin scheme – collector’s items and antiques",
      "Sammlungsstücke und Antiquitäten/Sonderregelung (§ 25a UStG)" } },
  { "AE",
    { "Reverse charge: the recipient is liable for VAT "
      "(Steuerschuldnerschaft des Leistungsempfängers)",
      "Steuerschuldnerschaft des Leistungsempfängers" } },
  { "E", { "Exempt from VAT", "Von der Umsatzsteuer befreit" } },
  { "G", { "Export outside the EU, exempt from VAT", "Steuerfreie Ausfuhrlieferung (§ 6 UStG)" } },
  { "K",
    { "Intra-Community supply, exempt from VAT",
      "Steuerfreie innergemeinschaftliche Lieferung (§ 6a UStG)" } },
  { "O", { "Not subject to German VAT", "Im Inland nicht steuerbare Leistung" } },
  { "Z", { "Zero-rated (§ 12 (3) UStG)", "Nullsteuersatz (§ 12 Abs. 3 UStG)" } },
};

/* UN/ECE Recommendation 20, and packages of Recommendation 21 with an X in front. */
static const Name units[] = {
  { "ANN", { "year", "Jahr" } },   { "C62", { "", "" } },           { "CMT", { "cm", "cm" } },
  { "DAY", { "day", "Tag" } },     { "GRM", { "g", "g" } },         { "H87", { "pcs", "Stück" } },
  { "HUR", { "h", "Std." } },      { "KGM", { "kg", "kg" } },       { "KMT", { "km", "km" } },
  { "KWH", { "kWh", "kWh" } },     { "LS", { "flat", "pausch." } }, { "LTR", { "l", "l" } },
  { "MIN", { "min", "Min." } },    { "MLT", { "ml", "ml" } },       { "MMT", { "mm", "mm" } },
  { "MON", { "month", "Monat" } }, { "MTK", { "m²", "m²" } },       { "MTQ", { "m³", "m³" } },
  { "MTR", { "m", "m" } },         { "P1", { "%", "%" } },          { "PR", { "pair", "Paar" } },
  { "SET", { "set", "Set" } },     { "TNE", { "t", "t" } },         { "WEE", { "week", "Woche" } },
  { "XBO", { "bottle", "Fl." } },  { "XBX", { "box", "Karton" } },  { "XPK", { "pack", "Pck." } },
  { "XPP", { "piece", "Stück" } },
};

/* UNTDID 4461: those that may stand in "Paid by …". */
static const struct
{
  const char       *code;
  KontorInvoiceWord word;
} means_words[] = {
  { "10", KONTOR_INVOICE_WORD_CASH },   { "48", KONTOR_INVOICE_WORD_CARD },
  { "54", KONTOR_INVOICE_WORD_CARD },   { "55", KONTOR_INVOICE_WORD_CARD },
  { "68", KONTOR_INVOICE_WORD_ONLINE },
};

static const char *
find_name (const Name *names, gsize n_names, const char *key, KontorLanguage language)
{
  for (gsize i = 0; i < n_names; i++)
    if (g_strcmp0 (names[i].key, key) == 0)
      return names[i].names[language];

  return NULL;
}

/* Returns: (transfer none): the word, never %NULL */
const char *
kontor_invoice_words_get (KontorLanguage language, KontorInvoiceWord word)
{
  g_assert (word < KONTOR_INVOICE_N_WORDS);

  return words[word][language];
}

static char *
fill (const char *pattern, const char *first, const char *second)
{
  const char *values[] = { first, second };
  g_auto (GStrv) parts = g_strsplit (pattern, "%s", 3);
  GString *text = g_string_new (parts[0]);

  for (guint i = 0; parts[i + 1] != NULL; i++)
    {
      g_string_append (text, values[i] != NULL ? values[i] : "");
      g_string_append (text, parts[i + 1]);
    }

  return g_string_free (text, FALSE);
}

/* Returns: (transfer full): a sentence with its "%s" filled, in the order of the sentence */
char *
kontor_invoice_words_format (KontorLanguage    language,
                             KontorInvoiceWord word,
                             const char       *first,
                             const char       *second)
{
  return fill (kontor_invoice_words_get (language, word), first, second);
}

/* Returns: (transfer none): what the document is called */
const char *
kontor_invoice_words_get_title (KontorLanguage language, KontorInvoiceKind kind)
{
  g_assert (kind < KONTOR_INVOICE_N_KINDS);

  return titles[kind][language];
}

/* Returns: (transfer full): the sentence above the lines, the invoice's own or a usual one */
char *
kontor_invoice_words_make_intro (KontorLanguage language, const KontorInvoice *invoice)
{
  const char                   *pattern = intros[invoice->kind][language];
  const KontorInvoicePreceding *preceding;
  g_autofree char              *day = NULL;

  if (invoice->intro != NULL && *invoice->intro != '\0')
    return g_strdup (invoice->intro);
  if (strstr (pattern, "%s") == NULL)
    return g_strdup (pattern);
  if (invoice->references.preceding->len != 1)
    return g_strdup ("");

  preceding = g_ptr_array_index (invoice->references.preceding, 0);
  day = kontor_language_format_day (language, preceding->day);
  return fill (pattern, preceding->number, day);
}

/* Returns: (transfer none) (nullable): why no VAT is charged, %NULL for a category with VAT */
const char *
kontor_invoice_words_get_exemption (KontorLanguage language, const char *category, const char *code)
{
  const char *text = find_name (exemptions, G_N_ELEMENTS (exemptions), code, language);

  return text != NULL ? text
                      : find_name (exemptions, G_N_ELEMENTS (exemptions), category, language);
}

/* Returns: (transfer none): the unit's short name, or the code itself where there is none */
const char *
kontor_invoice_words_get_unit (KontorLanguage language, const char *unit)
{
  const char *name = find_name (units, G_N_ELEMENTS (units), unit, language);

  if (name != NULL)
    return name;

  return unit != NULL ? unit : "";
}

/* Returns: (transfer none) (nullable): how it was paid, for a sentence */
const char *
kontor_invoice_words_get_means (KontorLanguage language, const char *means)
{
  for (guint i = 0; i < G_N_ELEMENTS (means_words); i++)
    if (g_strcmp0 (means_words[i].code, means) == 0)
      return kontor_invoice_words_get (language, means_words[i].word);

  return NULL;
}

/* Returns: (transfer full): what an allowance or a charge is called, with its percentage */
char *
kontor_invoice_words_name_adjustment (KontorLanguage                 language,
                                      const KontorInvoiceAdjustment *adjustment)
{
  g_autofree char *percent = NULL;
  const char      *name = adjustment->reason;

  if (name == NULL || *name == '\0')
    name = kontor_invoice_words_get (
      language, adjustment->is_charge ? KONTOR_INVOICE_WORD_CHARGE : KONTOR_INVOICE_WORD_DISCOUNT);
  if (adjustment->percent_e6 == 0 || strchr (name, '%') != NULL)
    return g_strdup (name);

  percent = kontor_language_format_percent (language, adjustment->percent_e6);
  return g_strdup_printf ("%s %s", name, percent);
}
