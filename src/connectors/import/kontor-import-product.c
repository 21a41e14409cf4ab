/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-import-product.h"

/**
 * kontor_import_product_price:
 * @price_e4: in 1/10000 of the currency
 * @compare_e4: the price struck through, 0 for none
 *
 * Returns: (transfer full): the prices of a variant that has just one
 */
KontorJson *
kontor_import_product_price (const char *currency,
                             const char *price_mode,
                             gint64      price_e4,
                             gint64      compare_e4)
{
  KontorJson *prices = kontor_json_new_array ();
  KontorJson *price = kontor_json_new_object ();

  kontor_json_set_string (price, "currency", currency);
  kontor_json_set_string (price, "price_mode", price_mode);
  kontor_json_set_integer (price, "price_e4", price_e4);
  if (compare_e4 > 0)
    kontor_json_set_integer (price, "compare_e4", compare_e4);
  kontor_json_append (prices, price);
  return prices;
}

/**
 * kontor_import_product_barcode:
 * @code: as the file has it; spreadsheets put an apostrophe before long numbers to keep them text
 *
 * Returns: (transfer full): the barcodes of a variant
 */
KontorJson *
kontor_import_product_barcode (const char *code)
{
  KontorJson *barcodes = kontor_json_new_array ();
  KontorJson *barcode;

  while (*code == '\'' || *code == ' ')
    code++;
  if (*code == '\0')
    return barcodes;
  barcode = kontor_json_new_object ();
  kontor_json_set_string (barcode, "code", code);
  kontor_json_append (barcodes, barcode);
  return barcodes;
}

/**
 * kontor_import_product_words:
 *
 * Returns: (transfer full): the parts of a list in one field, without empty ones
 */
KontorJson *
kontor_import_product_words (const char *text, const char *separator)
{
  g_auto (GStrv) parts = g_strsplit (text, separator, -1);
  KontorJson *words = kontor_json_new_array ();

  for (guint i = 0; parts[i] != NULL; i++)
    if (*g_strstrip (parts[i]) != '\0')
      kontor_json_append (words, kontor_json_new_string (parts[i]));
  return words;
}

static gpointer
settings_in_reader (KontorDatabase *database, gpointer data, GError **error)
{
  return kontor_query_settings (database, error);
}

/**
 * kontor_import_product_settings:
 *
 * Returns: (transfer full): the company's settings: currency and price mode are taken from them
 */
KontorJson *
kontor_import_product_settings (KontorReplica *replica, GError **error)
{
  return kontor_replica_read (replica, settings_in_reader, NULL, error);
}
