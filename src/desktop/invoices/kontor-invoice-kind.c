/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-invoice-kind.h"

#include <glib/gi18n.h>

typedef struct
{
  const char *name;
  const char *word; /* N_() */
} Word;

static const char *
find (const Word *words, gsize n_words, const char *name)
{
  for (gsize i = 0; i < n_words; i++)
    if (g_strcmp0 (words[i].name, name) == 0)
      return _ (words[i].word);
  return name;
}

/**
 * kontor_invoice_kind_word:
 * @kind: "credit-note"
 *
 * Returns: (transfer none): its name for people, translated
 */
const char *
kontor_invoice_kind_word (const char *kind)
{
  static const Word words[] = {
    { "quotation", N_ ("Quotation") },     { "confirmation", N_ ("Order confirmation") },
    { "invoice", N_ ("Invoice") },         { "part", N_ ("Part invoice") },
    { "advance", N_ ("Advance invoice") }, { "final", N_ ("Final invoice") },
    { "credit-note", N_ ("Credit note") }, { "cancellation", N_ ("Cancellation") },
  };

  return find (words, G_N_ELEMENTS (words), kind);
}

/**
 * kontor_invoice_format_word:
 * @format: "facturx"
 *
 * Returns: (transfer none): its name for people, translated
 */
const char *
kontor_invoice_format_word (const char *format)
{
  static const Word words[] = {
    { "plain", N_ ("Plain PDF") },
    { "facturx", N_ ("ZUGFeRD (PDF with XML)") },
    { "xrechnung-cii", N_ ("XRechnung (CII)") },
    { "xrechnung-ubl", N_ ("XRechnung (UBL)") },
  };

  return find (words, G_N_ELEMENTS (words), format);
}
