/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-count-words.h"

static const char *const words[KONTOR_N_COUNT_WORDS][KONTOR_N_LANGUAGES] = {
  [KONTOR_COUNT_WORD_BOOK] = { "Book", "Buch" },
  [KONTOR_COUNT_WORD_CHECKED_BY] = { "Checked by", "Geprüft von" },
  [KONTOR_COUNT_WORD_COST] = { "Cost", "EK-Preis" },
  [KONTOR_COUNT_WORD_COUNTED] = { "Counted", "Gezählt" },
  [KONTOR_COUNT_WORD_COUNTED_AT] = { "counted", "gezählt" },
  [KONTOR_COUNT_WORD_COUNTED_BY] = { "Counted by", "Gezählt von" },
  [KONTOR_COUNT_WORD_DIFFERENCE] = { "Difference", "Differenz" },
  [KONTOR_COUNT_WORD_INVENTORY] = { "Inventory list", "Inventarliste" },
  [KONTOR_COUNT_WORD_ITEM] = { "Item", "Bezeichnung" },
  [KONTOR_COUNT_WORD_LATER] = { "known only later", "erst später bekannt" },
  [KONTOR_COUNT_WORD_LESS] = { "Less", "Minder" },
  [KONTOR_COUNT_WORD_LOT] = { "Lot", "Charge" },
  [KONTOR_COUNT_WORD_MAIN_PLACE] = { "Main place", "Hauptlager" },
  [KONTOR_COUNT_WORD_MORE] = { "More", "Mehr" },
  [KONTOR_COUNT_WORD_NOTE] = { "Note", "Bemerkung" },
  [KONTOR_COUNT_WORD_NOTHING] = { "There is nothing on this list.", "Diese Liste ist leer." },
  [KONTOR_COUNT_WORD_NOT_COUNTED] = { "not counted, taken from the books",
                                      "nicht gezählt, aus dem Buch übernommen" },
  [KONTOR_COUNT_WORD_PRINTED] = { "printed on", "gedruckt am" },
  [KONTOR_COUNT_WORD_QUANTITY] = { "Quantity", "Menge" },
  [KONTOR_COUNT_WORD_RECORD] = { "Stock count", "Inventur" },
  [KONTOR_COUNT_WORD_REVERSED] = { "taken back by", "zurückgenommen durch" },
  [KONTOR_COUNT_WORD_SHEET] = { "Count sheet", "Zählliste" },
  [KONTOR_COUNT_WORD_SINCE] = { "moved since", "seither bewegt" },
  [KONTOR_COUNT_WORD_SKU] = { "SKU", "Art.-Nr." },
  [KONTOR_COUNT_WORD_STILL_THERE] = { "still on the shelf", "noch im Regal" },
  [KONTOR_COUNT_WORD_SUM] = { "Total", "Summe" },
  [KONTOR_COUNT_WORD_TAKES_BACK] = { "takes back", "nimmt zurück:" },
  [KONTOR_COUNT_WORD_UNIT] = { "Unit", "Einheit" },
  [KONTOR_COUNT_WORD_VALUE] = { "Value", "Wert" },
};

static const struct
{
  const char *reason;
  const char *words[KONTOR_N_LANGUAGES];
} reasons[] = {
  { "damaged", { "damaged", "beschädigt" } },
  { "lost", { "lost", "verloren" } },
  { "stolen", { "stolen", "gestohlen" } },
  { "expired", { "expired", "abgelaufen" } },
  { "found", { "found", "gefunden" } },
  { "not_booked", { "not booked", "nicht gebucht" } },
  { "miscounted", { "miscounted", "verzählt" } },
  { "other", { "other", "anderes" } },
};

/* Returns: the word in the language of the paper */
const char *
kontor_count_word (KontorLanguage language, KontorCountWord word)
{
  return words[word][language];
}

/* Returns: why there is a difference, as people say it; "" for none */
const char *
kontor_count_reason_word (KontorLanguage language, const char *reason)
{
  for (gsize i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (g_strcmp0 (reasons[i].reason, reason) == 0)
      return reasons[i].words[language];
  return "";
}
