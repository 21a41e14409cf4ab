/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-import-words.h"

#include <glib/gi18n.h>

#include "kontor-format.h"
#include "kontor-import.h"

typedef struct
{
  const char *name;
  const char *words; /* N_() */
} Words;

static const Words kinds[] = {
  { "goods sold", N_ ("Goods sold") },
  { "goods sold, line repeated", N_ ("Goods sold, the same line again") },
  { "goods given free", N_ ("Goods given free") },
  { "goods returned", N_ ("Goods returned") },
  { "postage", N_ ("Postage") },
  { "postage returned", N_ ("Postage returned") },
  { "manual line", N_ ("Lines by hand") },
  { "manual line returned", N_ ("Lines by hand, returned") },
  { "gift voucher", N_ ("Gift vouchers") },
  { "gift voucher returned", N_ ("Gift vouchers returned") },
  { "stock written off", N_ ("Stock written off") },
  { "stock found", N_ ("Stock found") },
  { "fee", N_ ("Fees") },
  { "discount", N_ ("Discounts") },
  { "sample", N_ ("Samples") },
  { "bad debt", N_ ("Bad debts") },
  { "correction", N_ ("Corrections") },
  { "order line", N_ ("Order lines") },
  { "product", N_ ("Products") },
  { "customer", N_ ("Customers") },
  { "variant", N_ ("Variants") },
  { "picture", N_ ("Pictures") },
  { "simple product", N_ ("Simple products") },
  { "product with variations", N_ ("Products with variations") },
  { "variation", N_ ("Variations") },
  { "grouped product", N_ ("Groups of products") },
  { "product sold elsewhere", N_ ("Products sold elsewhere") },
  { "unreadable row", N_ ("Rows that can't be read") },
  { "not asked for", N_ ("Rows passed over") },
};

static const Words things[] = {
  { "order", N_ ("Orders") },       { "product", N_ ("Products") },
  { "customer", N_ ("Customers") }, { "return", N_ ("Returns") },
  { "charge", N_ ("Charges") },     { "movement", N_ ("Stock movements") },
};

static const Words separators[] = {
  { ",", N_ ("Comma") },
  { ";", N_ ("Semicolon") },
  { "\t", N_ ("Tab") },
  { "|", N_ ("Vertical bar") },
};

static const char *
find (const Words *words, gsize n_words, const char *name)
{
  for (gsize i = 0; i < n_words; i++)
    if (g_strcmp0 (words[i].name, name) == 0)
      return _ (words[i].words);
  return name;
}

const char *
kontor_import_words_kind (const char *kind)
{
  return find (kinds, G_N_ELEMENTS (kinds), kind);
}

const char *
kontor_import_words_thing (const char *thing)
{
  return find (things, G_N_ELEMENTS (things), thing);
}

const char *
kontor_import_words_separator (const char *separator)
{
  return find (separators, G_N_ELEMENTS (separators), separator);
}

const char *
kontor_import_words_importer (const char *importer)
{
  guint                 n_importers = 0;
  const KontorImporter *importers = kontor_importer_list (&n_importers);

  for (guint i = 0; i < n_importers; i++)
    if (g_strcmp0 (importers[i].name, importer) == 0)
      return _ (importers[i].title);
  return importer;
}

/**
 * kontor_import_words_sum:
 * @counts: (nullable): an object of numbers
 */
gint64
kontor_import_words_sum (const KontorJson *counts)
{
  gint64 sum = 0;

  for (guint i = 0; counts != NULL && i < kontor_json_length (counts); i++)
    sum += kontor_json_integer (kontor_json_at (counts, i));
  return sum;
}

/**
 * kontor_import_words_things:
 * @counts: (nullable): an object of numbers, "created" of a report
 *
 * Returns: (transfer full): "Orders 12 · Customers 8", "" for none
 */
char *
kontor_import_words_things (const KontorJson *counts)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; counts != NULL && i < kontor_json_length (counts); i++)
    {
      g_autofree char *count = kontor_format_count (
        kontor_json_integer (kontor_json_at (counts, i)));

      g_string_append_printf (text,
                              "%s%s %s",
                              i > 0 ? " · " : "",
                              kontor_import_words_thing (kontor_json_key_at (counts, i)),
                              count);
    }
  return g_string_free (text, FALSE);
}
