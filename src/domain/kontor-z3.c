/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-z3.h"

#include "kontor-number.h"
#include "kontor-time.h"

/* The order is that of the statements in src/queries/z3-query.c. */
const KontorZ3Table kontor_z3_tables[KONTOR_Z3_N_TABLES] = {
  { "rechnungen.csv",
    "Rechnungen",
    "Ausgestellte Belege mit Summen, Prüfsumme und Kette",
    1,
    { { "Belegnummer", KONTOR_Z3_TEXT },
      { "Belegart", KONTOR_Z3_TEXT },
      { "Belegdatum", KONTOR_Z3_DAY },
      { "Leistung von", KONTOR_Z3_DAY },
      { "Leistung bis", KONTOR_Z3_DAY },
      { "Fällig am", KONTOR_Z3_DAY },
      { "Kunde", KONTOR_Z3_TEXT },
      { "Kundennummer", KONTOR_Z3_TEXT },
      { "Auftrag", KONTOR_Z3_TEXT },
      { "Bezug", KONTOR_Z3_TEXT },
      { "Vorzeichen", KONTOR_Z3_NUMBER },
      { "Währung", KONTOR_Z3_TEXT },
      { "Netto", KONTOR_Z3_AMOUNT },
      { "Umsatzsteuer", KONTOR_Z3_AMOUNT },
      { "Brutto", KONTOR_Z3_AMOUNT },
      { "Angezahlt", KONTOR_Z3_AMOUNT },
      { "Zahlbetrag", KONTOR_Z3_AMOUNT },
      { "Nummernkreis", KONTOR_Z3_TEXT },
      { "Position im Kreis", KONTOR_Z3_NUMBER },
      { "Ausgestellt von", KONTOR_Z3_TEXT },
      { "Ausgestellt am", KONTOR_Z3_TIME },
      { "SHA-256 der PDF-Datei", KONTOR_Z3_TEXT },
      { "Kettenglied", KONTOR_Z3_TEXT } } },
  { "positionen.csv",
    "Rechnungspositionen",
    "Positionen der Belege",
    2,
    { { "Belegnummer", KONTOR_Z3_TEXT },
      { "Position", KONTOR_Z3_NUMBER },
      { "Art", KONTOR_Z3_TEXT },
      { "Artikelnummer", KONTOR_Z3_TEXT },
      { "Bezeichnung", KONTOR_Z3_TEXT },
      { "Menge", KONTOR_Z3_QUANTITY },
      { "Netto", KONTOR_Z3_AMOUNT },
      { "Brutto", KONTOR_Z3_AMOUNT },
      { "Steuerkategorie", KONTOR_Z3_TEXT },
      { "Steuersatz", KONTOR_Z3_RATE } } },
  { "steuer.csv",
    "Steuergruppen",
    "Umsatzsteuer der Belege je Kategorie und Satz",
    3,
    { { "Belegnummer", KONTOR_Z3_TEXT },
      { "Steuerkategorie", KONTOR_Z3_TEXT },
      { "Steuersatz", KONTOR_Z3_RATE },
      { "Netto", KONTOR_Z3_AMOUNT },
      { "Umsatzsteuer", KONTOR_Z3_AMOUNT },
      { "Brutto", KONTOR_Z3_AMOUNT } } },
  { "ereignisse.csv",
    "Ereignisse",
    "Was nach der Ausstellung mit den Belegen geschah",
    0,
    { { "Belegnummer", KONTOR_Z3_TEXT },
      { "Art", KONTOR_Z3_TEXT },
      { "Zeitpunkt", KONTOR_Z3_TIME },
      { "Wer", KONTOR_Z3_TEXT },
      { "Station", KONTOR_Z3_NUMBER },
      { "Angaben", KONTOR_Z3_TEXT } } },
  { "zahlungen.csv",
    "Zahlungen",
    "Geldbewegungen; Rücknahmen sind eigene Zeilen",
    1,
    { { "Zahlung", KONTOR_Z3_TEXT },
      { "Art", KONTOR_Z3_TEXT },
      { "Datum", KONTOR_Z3_DAY },
      { "Erfasst am", KONTOR_Z3_TIME },
      { "Betrag", KONTOR_Z3_AMOUNT },
      { "Währung", KONTOR_Z3_TEXT },
      { "Kunde", KONTOR_Z3_TEXT },
      { "Referenz", KONTOR_Z3_TEXT },
      { "Nimmt zurück", KONTOR_Z3_TEXT },
      { "Wer", KONTOR_Z3_TEXT } } },
  { "zuordnungen.csv",
    "Zuordnungen",
    "Wofür gezahlt wurde, Skonto und Ausbuchungen",
    1,
    { { "Zuordnung", KONTOR_Z3_TEXT },
      { "Zahlung", KONTOR_Z3_TEXT },
      { "Belegnummer", KONTOR_Z3_TEXT },
      { "Eingangsrechnung", KONTOR_Z3_TEXT },
      { "Art", KONTOR_Z3_TEXT },
      { "Betrag", KONTOR_Z3_AMOUNT },
      { "Währung", KONTOR_Z3_TEXT },
      { "Datum", KONTOR_Z3_DAY },
      { "Erfasst am", KONTOR_Z3_TIME },
      { "Erläuterung", KONTOR_Z3_TEXT },
      { "Wer", KONTOR_Z3_TEXT } } },
  { "eingang.csv",
    "Eingangsrechnungen",
    "Erhaltene Rechnungen mit Entscheidung und Prüfsumme der Datei",
    0,
    { { "Lieferant", KONTOR_Z3_TEXT },
      { "USt-IdNr.", KONTOR_Z3_TEXT },
      { "Rechnungsnummer", KONTOR_Z3_TEXT },
      { "Rechnungsdatum", KONTOR_Z3_DAY },
      { "Fällig am", KONTOR_Z3_DAY },
      { "Währung", KONTOR_Z3_TEXT },
      { "Netto", KONTOR_Z3_AMOUNT },
      { "Vorsteuer", KONTOR_Z3_AMOUNT },
      { "Brutto", KONTOR_Z3_AMOUNT },
      { "Stand", KONTOR_Z3_TEXT },
      { "Erhalten am", KONTOR_Z3_TIME },
      { "Entschieden von", KONTOR_Z3_TEXT },
      { "Zweite Person", KONTOR_Z3_TEXT },
      { "SHA-256 der Datei", KONTOR_Z3_TEXT } } },
  { "kunden.csv",
    "Kunden",
    "Kunden der Belege mit Personenkonto",
    0,
    { { "Kundennummer", KONTOR_Z3_TEXT },
      { "Name", KONTOR_Z3_TEXT },
      { "USt-IdNr.", KONTOR_Z3_TEXT },
      { "Konto", KONTOR_Z3_NUMBER } } },
  { "ausgaben.csv",
    "Ausgegebene Dateien",
    "Dateien für Steuerberatung und Finanzamt mit Prüfsumme",
    0,
    { { "Art", KONTOR_Z3_TEXT },
      { "Von", KONTOR_Z3_DAY },
      { "Bis", KONTOR_Z3_DAY },
      { "Datei", KONTOR_Z3_TEXT },
      { "SHA-256", KONTOR_Z3_TEXT },
      { "Zeilen", KONTOR_Z3_NUMBER },
      { "Summe", KONTOR_Z3_AMOUNT },
      { "Ausgegeben am", KONTOR_Z3_TIME },
      { "Wer", KONTOR_Z3_TEXT } } },
};

static void
append_quoted (GString *out, const char *text)
{
  g_string_append_c (out, '"');
  for (const char *at = text; *at != '\0'; at++)
    {
      if (*at == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, (guchar) *at < 0x20 ? ' ' : *at);
    }
  g_string_append_c (out, '"');
}

static void
append_day (GString *out, gint64 day)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autofree char *text = kontor_time_format_local (day * KONTOR_DAY, zone, "%d.%m.%Y");

  g_string_append (out, text);
}

/**
 * kontor_z3_append_cell:
 * @out: a line
 * @type: of the column
 * @value: of what is a number
 * @text: (nullable): of what is text
 *
 * Appends a value as index.xml says that it is written: decimal comma, days as 31.12.2026, text in
 * quotes and without line ends.
 */
void
kontor_z3_append_cell (GString *out, KontorZ3Type type, gint64 value, const char *text)
{
  const KontorNumberStyle comma = { ",", "" };
  g_autofree char        *cell = NULL;

  switch (type)
    {
    case KONTOR_Z3_TEXT:
      append_quoted (out, text != NULL ? text : "");
      return;
    case KONTOR_Z3_DAY:
      append_day (out, value);
      return;
    case KONTOR_Z3_TIME:
      cell = kontor_time_format_iso (value);
      append_quoted (out, cell);
      return;
    case KONTOR_Z3_NUMBER:
      g_string_append_printf (out, "%" G_GINT64_FORMAT, value);
      return;
    case KONTOR_Z3_AMOUNT:
    case KONTOR_Z3_RATE:
      cell = kontor_decimal_format (value, 2, 2, &comma);
      break;
    case KONTOR_Z3_QUANTITY:
      cell = kontor_decimal_format (value, 3, 3, &comma);
      break;
    }
  g_string_append (out, cell);
}
