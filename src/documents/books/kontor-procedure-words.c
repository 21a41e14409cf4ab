/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-procedure-private.h"

#include <string.h>

/* In the order of KontorLanguage: English, German. What a chapter says must be true of the program:
 * whoever changes that, changes this. */

const char *const kontor_procedure_title[] = { "Procedure documentation",
                                               "Verfahrensdokumentation" };
const char *const kontor_procedure_none[] = { "None so far.", "Bisher keine." };

const KontorProcedureChapter kontor_procedure_chapters[KONTOR_PROCEDURE_N_CHAPTERS] = {
  {
    .title = { "The company and the program", "Unternehmen und Programm" },
    .text
    = { "This document describes how the company's vouchers and records are made, kept and "
        "handed out with Kontor. It was written by the program from the settings of the day "
        "that it bears; print it anew after every change and keep the versions.",
        "Dieses Dokument beschreibt, wie Belege und Aufzeichnungen des Unternehmens mit Kontor "
        "entstehen, aufbewahrt und herausgegeben werden. Das Programm hat es aus den "
        "Einstellungen des angegebenen Tages erstellt; es ist nach jeder Änderung neu zu "
        "drucken, frühere Fassungen sind aufzubewahren." },
    .rows = "company",
    .keys = { "name", "value" },
    .headings = { { "What", "Was" }, { "Value", "Wert" } },
  },
  {
    .title = { "How data is kept", "Wie Daten gehalten werden" },
    .text = { "Every change is a command with its author, station and time. It runs in one "
              "transaction: all of it is written, or nothing. The log of commands is appended and "
              "chained by SHA-256, so that a missing or changed entry is found.\n\n"
              "Each station works on a database of its own and sends its commands to the company's "
              "server where there is one. The server runs the same command again and checks it; "
              "what it refuses is kept under “Needs Attention” and never dropped.",
              "Jede Änderung ist ein Befehl mit Urheber, Station und Zeitpunkt. Er läuft in einer "
              "Transaktion: Alles wird geschrieben oder nichts. Das Protokoll der Befehle wird nur "
              "fortgeschrieben und ist durch SHA-256 verkettet, sodass ein fehlender oder "
              "veränderter Eintrag auffällt.\n\n"
              "Jede Station arbeitet auf einer eigenen Datenbank und sendet ihre Befehle an den "
              "Server des Unternehmens, wenn es einen gibt. Der Server führt denselben Befehl noch "
              "einmal aus und prüft ihn; was er ablehnt, bleibt unter „Klärungsbedarf“ stehen und "
              "geht nie verloren." },
    .rows = "stations",
    .keys = { "number", "name" },
    .headings = { { "Station", "Station" }, { "Name", "Name" } },
  },
  {
    .title = { "Issued documents and their numbers", "Ausgangsbelege und Nummernkreise" },
    .text
    = { "A document gets its number when it is issued, in the same transaction in which its "
        "content is frozen and its PDF and XML are stored with their hash. Each station has "
        "a range of its own for every kind and year, without gaps. The database itself "
        "refuses to change or delete what was issued; a mistake is corrected by a credit "
        "note or a cancellation, which names the document.\n\n"
        "The documents of a range are chained by SHA-256. “kontorctl verify” recomputes the "
        "chain and names the first broken link.",
        "Ein Beleg erhält seine Nummer beim Ausstellen, in derselben Transaktion, in der sein "
        "Inhalt festgeschrieben und PDF und XML mit Prüfsumme gespeichert werden. Jede "
        "Station hat je Belegart und Jahr einen eigenen Nummernkreis ohne Lücken. Die "
        "Datenbank selbst verweigert das Ändern und Löschen ausgestellter Belege; Fehler "
        "werden durch Rechnungskorrektur oder Stornorechnung berichtigt, die den Beleg "
        "nennt.\n\n"
        "Die Belege eines Kreises sind durch SHA-256 verkettet. „kontorctl verify“ rechnet "
        "die Kette nach und nennt das erste gebrochene Glied." },
    .rows = "series",
    .keys = { "series", "first", "last", "count" },
    .headings = { { "Range", "Kreis" },
                  { "First", "Erste Nummer" },
                  { "Last", "Letzte Nummer" },
                  { "Number", "Anzahl" } },
  },
  {
    .title = { "Received invoices", "Eingangsrechnungen" },
    .text
    = { "What is received is stored unchanged with its hash, its time and its way. "
        "Structured invoices are checked for format, rules and content; totals are "
        "recomputed, duplicates and a changed bank account are reported. Somebody approves "
        "each invoice or returns it with a reason; above the limit set below a second person "
        "has to agree.",
        "Eingehende Rechnungen werden unverändert mit Prüfsumme, Zeitpunkt und Eingangsweg "
        "gespeichert. Strukturierte Rechnungen werden auf Format, Regeln und Inhalt geprüft; "
        "Summen werden nachgerechnet, Dubletten und geänderte Bankverbindungen gemeldet. Jede "
        "Rechnung wird freigegeben oder mit Begründung zurückgegeben; über der unten genannten "
        "Grenze muss eine zweite Person zustimmen." },
  },
  {
    .title = { "Payments", "Zahlungen" },
    .text
    = { "Payments and what they were for are appended. A mistake is taken back by a row of its "
        "own that names the wrong one. Bank statements are imported once; what does not add "
        "up is noted.",
        "Zahlungen und ihre Zuordnung werden nur fortgeschrieben. Ein Fehler wird durch eine "
        "eigene Zeile zurückgenommen, die die falsche nennt. Kontoauszüge werden nur einmal "
        "eingelesen; was nicht aufgeht, wird vermerkt." },
  },
  {
    .title = { "Who may do what", "Berechtigungen" },
    .text = { "Rights follow roles: staff works with orders and goods, a counter counts, finance "
              "issues, books and closes, an administrator does all of it and changes settings.",
              "Rechte folgen Rollen: Mitarbeitende bearbeiten Aufträge und Waren, Zählende zählen, "
              "die Buchhaltung stellt Belege aus, bucht und schließt ab, die Verwaltung darf alles "
              "und ändert Einstellungen." },
    .rows = "people",
    .keys = { "name", "role", "state" },
    .headings = { { "Person", "Person" }, { "Role", "Rolle" }, { "State", "Stand" } },
  },
  {
    .title = { "Retention", "Aufbewahrung" },
    .text
    = { "Invoices and vouchers are kept for eight years, books and this documentation for ten, "
        "business letters for six, from the end of the calendar year (§ 147 AO, § 14b UStG), "
        "and longer while a tax assessment is open. The program deletes none of it.",
        "Rechnungen und Buchungsbelege werden acht Jahre aufbewahrt, Bücher und diese "
        "Dokumentation zehn, Handelsbriefe sechs, jeweils ab Ende des Kalenderjahres (§ 147 "
        "AO, § 14b UStG), und länger, solange eine Steuerfestsetzung offen ist. Das Programm "
        "löscht nichts davon." },
  },
  {
    .title = { "Backup", "Datensicherung" },
    .text
    = { "“kontorctl backup” writes a copy of the whole database with all stored files, opens "
        "it and checks it. Before the tables are brought to a new version the program makes a "
        "copy by itself. A restored copy gives no number twice: it gets a new incarnation. "
        "Who makes copies, how often and where they lie is to be noted here by hand.",
        "„kontorctl backup“ schreibt eine Kopie der ganzen Datenbank mit allen gespeicherten "
        "Dateien, öffnet und prüft sie. Bevor die Tabellen auf eine neue Fassung gebracht "
        "werden, legt das Programm selbst eine Kopie an. Eine zurückgespielte Kopie vergibt "
        "keine Nummer doppelt: Sie beginnt eine neue Inkarnation. Wer wie oft sichert und wo "
        "die Kopien liegen, ist hier von Hand zu ergänzen." },
  },
  {
    .title = { "Files that were handed out", "Herausgegebene Dateien" },
    .text
    = { "Booking batches go to the tax adviser in DATEV's format, Windows-1252, one file a "
        "month; the package for an audit (Z3) holds tables as CSV with index.xml. Each file "
        "is logged with its hash; a second one over the same days says so in its name.",
        "Buchungsstapel gehen im DATEV-Format an die Steuerberatung, Windows-1252, eine Datei "
        "je Monat; das Paket für eine Prüfung (Z3) enthält Tabellen als CSV mit index.xml. "
        "Jede Datei wird mit Prüfsumme protokolliert; eine Wiederholung über dieselben Tage "
        "steht im Namen." },
    .rows = "exports",
    .keys = { "kind", "count", "last" },
    .headings = { { "Kind", "Art" }, { "Number", "Anzahl" }, { "Last file", "Letzte Datei" } },
  },
  {
    .title = { "Settings in force", "Geltende Einstellungen" },
    .text
    = { "Settings that books and documents follow. Each change of a setting is in the log.",
        "Einstellungen, denen Bücher und Belege folgen. Jede Änderung einer Einstellung steht "
        "im Protokoll." },
    .rows = "settings",
    .keys = { "name", "value" },
    .headings = { { "Setting", "Einstellung" }, { "Value", "Wert" } },
  },
};

static const struct
{
  const char *name;
  const char *words[KONTOR_N_LANGUAGES];
} names[] = {
  { "Kontor", { "Program version", "Programmversion" } },
  { "company_name", { "Company", "Unternehmen" } },
  { "street", { "Street", "Straße" } },
  { "postcode", { "Postcode", "Postleitzahl" } },
  { "city", { "City", "Ort" } },
  { "country", { "Country", "Land" } },
  { "vat_id", { "VAT id", "USt-IdNr." } },
  { "tax_number", { "Tax number", "Steuernummer" } },
  { "register_number", { "Register number", "Registernummer" } },
  { "staff", { "Staff", "Mitarbeit" } },
  { "counter", { "Counter", "Zählung" } },
  { "finance", { "Finance", "Buchhaltung" } },
  { "admin", { "Administrator", "Verwaltung" } },
  { "archived", { "archived", "archiviert" } },
  { "datev", { "Booking batch", "Buchungsstapel" } },
  { "z3", { "Audit package", "Prüfungspaket" } },
  { "sepa", { "Credit transfers", "Überweisungen" } },
  { "vat", { "VAT figures", "Umsatzsteuerzahlen" } },
  { "ec-list", { "EC sales list", "Zusammenfassende Meldung" } },
  { "oss", { "One-Stop-Shop", "One-Stop-Shop" } },
  { "procedure", { "Procedure documentation", "Verfahrensdokumentation" } },
};

/* What people call a thing; the name itself where it has no other. */
const char *
kontor_procedure_call (const char *name, KontorLanguage language)
{
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (names[i].name, name) == 0)
      return names[i].words[language];
  return name;
}
