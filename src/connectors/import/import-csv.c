/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "kontor-import-product.h"
#include "kontor-import-record.h"
#include "kontor-number.h"
#include "kontor-text.h"

/* Any table of products or customers. A mapping says which column is what:
 * {"target":"products|customers","key":"sku","decimal":",","columns":{"sku":"Artikelnummer",…}}. It
 * is remembered for the next table with the same header. */

#define SOURCE "csv"

typedef struct
{
  const char *field;
  const char *words; /* folded names that columns of this meaning have, separated by | */
} Synonyms;

static const Synonyms product_fields[] = {
  { "sku", "sku|artikelnummer|artikelnr|art.-nr.|artikel-nr|item number|stock code|number" },
  { "title", "title|name|titel|bezeichnung|artikelname|artikel|produkt|product" },
  { "description", "description|beschreibung|text" },
  { "brand", "brand|vendor|marke|hersteller" },
  { "category_path", "category|kategorie|warengruppe|type" },
  { "price", "price|preis|vk|vk brutto|verkaufspreis|bruttopreis" },
  { "cost", "cost|ek|einkaufspreis|cost per item" },
  { "barcode", "barcode|ean|gtin|upc|ean-code" },
  { "tax_code", "tax|steuer|tax code" },
};

static const Synonyms customer_fields[] = {
  { "number", "customer number|kundennummer|kundennr|kunden-nr|number|id" },
  { "name", "name|customer|kunde|firma|company" },
  { "given_name", "given name|first name|vorname" },
  { "family_name", "family name|last name|surname|nachname" },
  { "email", "email|e-mail|mail|e-mail-adresse" },
  { "phone", "phone|telefon|tel|telefonnummer" },
  { "vat_id", "vat id|ust-id|ust-idnr|ustid|umsatzsteuer-id" },
  { "street", "street|strasse|str.|address|anschrift|address1" },
  { "postcode", "postcode|plz|zip|postleitzahl" },
  { "city", "city|ort|stadt" },
  { "country", "country|land" },
  { "note", "note|notiz|bemerkung|notes" },
};

typedef struct
{
  KontorImportJob  *job;
  const KontorJson *columns;
  const char       *key;
  const char       *currency;
  const char       *price_mode;
} Import;

static const char *
get (Import *self, const char *field)
{
  const char *column = kontor_json_get_string (self->columns, field, NULL);

  return column != NULL ? kontor_import_job_get (self->job, column) : "";
}

static void
copy (Import *self, KontorJson *object, const char *field)
{
  const char *value = get (self, field);

  if (*value != '\0')
    kontor_json_set_string (object, field, value);
}

static gboolean
get_price (Import *self, const char *field, gint64 *price_e4, GError **error)
{
  return *get (self, field) == '\0'
         || kontor_decimal_parse (get (self, field), 4, self->job->decimal, price_e4, error);
}

static KontorJson *
new_product (Import *self, const char *key, GError **error)
{
  g_autoptr (KontorJson) product = kontor_json_new_object ();
  g_autoptr (KontorJson) variant = kontor_json_new_object ();
  KontorJson *variants = kontor_json_new_array ();
  gint64      price_e4 = -1;
  gint64      cost_e4 = -1;

  kontor_json_set_string (product, "source", SOURCE);
  kontor_json_set_string (product, "source_key", key);
  kontor_json_set (product, "variants", variants);
  copy (self, product, "title");
  copy (self, product, "description");
  copy (self, product, "brand");
  copy (self, product, "category_path");
  copy (self, product, "tax_code");
  copy (self, variant, "sku");
  if (!get_price (self, "price", &price_e4, error) || !get_price (self, "cost", &cost_e4, error))
    return NULL;
  if (price_e4 >= 0)
    kontor_json_set (variant,
                     "prices",
                     kontor_import_product_price (self->currency, self->price_mode, price_e4, 0));
  if (cost_e4 >= 0)
    {
      kontor_json_set_integer (variant, "cost_e4", cost_e4);
      kontor_json_set_string (variant, "cost_currency", self->currency);
    }
  kontor_json_set (variant, "barcodes", kontor_import_product_barcode (get (self, "barcode")));
  kontor_json_append (variants, g_steal_pointer (&variant));
  return g_steal_pointer (&product);
}

static KontorJson *
new_customer (Import *self, const char *key, GError **error)
{
  static const char *const fields[] = { "number", "name",  "given_name", "family_name",
                                        "email",  "phone", "vat_id",     "note" };
  static const char *const parts[] = { "street", "postcode", "city", "country" };
  KontorJson              *customer = kontor_json_new_object ();
  KontorJson              *addresses = kontor_json_new_array ();
  g_autoptr (KontorJson) address = kontor_json_new_object ();

  kontor_json_set_string (customer, "source", SOURCE);
  kontor_json_set_string (customer, "source_key", key);
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    copy (self, customer, fields[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    copy (self, address, parts[i]);
  if (kontor_json_length (address) > 0)
    {
      kontor_json_set_string (address, "kind", "billing");
      kontor_json_append (addresses, g_steal_pointer (&address));
    }
  kontor_json_set (customer, "addresses", addresses);
  return customer;
}

static gboolean
take_row (Import *self, gboolean is_product, GError **error)
{
  g_autoptr (GError) refusal = NULL;
  const char *key = get (self, self->key);
  KontorJson *thing;

  kontor_import_job_count (self->job, is_product ? "product" : "customer", 1);
  if (*key == '\0')
    {
      kontor_import_job_fail (
        self->job, self->job->line, 1, _ ("the row has no key, so it could not be found again"));
      return TRUE;
    }
  thing = is_product ? new_product (self, key, &refusal) : new_customer (self, key, &refusal);
  if (thing == NULL)
    {
      kontor_import_job_fail (self->job, self->job->line, 1, refusal->message);
      return TRUE;
    }
  return kontor_import_job_queue (self->job,
                                  is_product ? "product.replace" : "customer.replace",
                                  thing,
                                  is_product ? "product" : "customer",
                                  self->job->line,
                                  1,
                                  NULL,
                                  NULL,
                                  error);
}

static gboolean
read_rows (Import *self, gboolean is_product, GError **error)
{
  gboolean has_row;

  while (kontor_import_job_next (self->job, &has_row, error))
    {
      if (!has_row)
        return kontor_import_job_flush (self->job, error);
      if (!take_row (self, is_product, error))
        return FALSE;
    }
  return FALSE;
}

static char *
header_of (const KontorImportJob *job)
{
  return g_strjoinv ("\t", job->header);
}

static const char *
column_for (const KontorImportJob *job, const Synonyms *synonyms)
{
  g_auto (GStrv) words = g_strsplit (synonyms->words, "|", -1);

  for (guint w = 0; words[w] != NULL; w++)
    for (guint i = 0; job->header[i] != NULL; i++)
      {
        g_autofree char *folded = kontor_text_fold (job->header[i], -1);

        if (g_str_equal (g_strstrip (folded), words[w]))
          return job->header[i];
      }
  return NULL;
}

static KontorJson *
propose_columns (const KontorImportJob *job, const Synonyms *fields, gsize n_fields)
{
  KontorJson *columns = kontor_json_new_object ();

  for (gsize i = 0; i < n_fields; i++)
    {
      const char *column = column_for (job, &fields[i]);

      if (column != NULL)
        kontor_json_set_string (columns, fields[i].field, column);
    }
  return columns;
}

/* "1.234,50" or "9,90" somewhere, and no "9.90": a decimal comma. */
static const char *
guess_decimal (const KontorImportJob *job)
{
  g_autoptr (GRegex) comma = g_regex_new (
    "(^|[\";\\t])-?[0-9.]*[0-9],[0-9]{1,4}([\";\\t\\r\\n]|$)", G_REGEX_MULTILINE, 0, NULL);

  if (job->options->form.decimal != NULL)
    return job->options->form.decimal;
  return job->separator != ',' && g_regex_match (comma, job->text, 0, NULL) ? "," : ".";
}

static KontorJson *
propose (const KontorImportJob *job)
{
  KontorJson *mapping = kontor_json_new_object ();
  KontorJson *products = propose_columns (job, product_fields, G_N_ELEMENTS (product_fields));
  KontorJson *customers = propose_columns (job, customer_fields, G_N_ELEMENTS (customer_fields));
  gboolean    is_product = kontor_json_length (products) >= kontor_json_length (customers);
  KontorJson *columns = is_product ? products : customers;
  const char *key = is_product                                    ? "sku"
                    : kontor_json_get (columns, "number") != NULL ? "number"
                                                                  : "email";

  kontor_json_unref (is_product ? customers : products);
  kontor_json_set_string (mapping, "target", is_product ? "products" : "customers");
  kontor_json_set_string (mapping, "decimal", guess_decimal (job));
  kontor_json_set_string (mapping, "key", key);
  kontor_json_set (mapping, "columns", columns);
  return mapping;
}

/**
 * kontor_import_propose_mapping:
 * @data: bytes of a table
 * @form: (nullable): how it is written, as far as that is told
 *
 * Returns: (transfer full) (nullable): {"header":[…],"mapping":{…},"remembered":bool}
 */
KontorJson *
kontor_import_propose_mapping (KontorReplica          *replica,
                               GBytes                 *data,
                               const KontorImportForm *form,
                               GError                **error)
{
  KontorImportOptions options = { .form = form != NULL ? *form : (KontorImportForm){ 0 } };
  KontorImportJob     job = { .replica = replica, .options = &options, .importer = "csv" };
  KontorJson         *answer = NULL;

  if (kontor_import_job_open (&job, data, NULL, error))
    {
      g_autofree char *header = header_of (&job);
      KontorJson      *remembered = kontor_import_record_load_mapping (replica, header, NULL);
      KontorJson      *names = kontor_json_new_array ();

      answer = kontor_json_new_object ();
      for (guint i = 0; job.header[i] != NULL; i++)
        kontor_json_append (names, kontor_json_new_string (job.header[i]));
      kontor_json_set (answer, "header", names);
      kontor_json_set_boolean (answer, "remembered", remembered != NULL);
      kontor_json_set (answer, "mapping", remembered != NULL ? remembered : propose (&job));
    }
  kontor_import_job_clear (&job);
  return answer;
}

static KontorJson *
choose_mapping (KontorImportJob *job, GError **error)
{
  g_autofree char *header = header_of (job);
  KontorJson      *mapping = NULL;

  if (job->options->mapping != NULL)
    {
      if (!kontor_import_record_store_mapping (job->replica, header, job->options->mapping, error))
        return NULL;
      return kontor_json_ref ((KontorJson *) job->options->mapping);
    }
  mapping = kontor_import_record_load_mapping (job->replica, header, NULL);
  return mapping != NULL ? mapping : propose (job);
}

static gboolean
check_mapping (KontorImportJob *job, const KontorJson *mapping, GError **error)
{
  const KontorJson *columns = kontor_json_get_object (mapping, "columns");
  const char       *target = kontor_json_get_string (mapping, "target", "");
  const char       *key = kontor_json_get_string (mapping, "key", "");

  if (!g_str_equal (target, "products") && !g_str_equal (target, "customers"))
    g_set_error (error,
                 KONTOR_IMPORT_ERROR,
                 KONTOR_IMPORT_ERROR_UNKNOWN,
                 _ ("the mapping's target must be products or customers"));
  else if (columns == NULL || kontor_json_get_string (columns, key, NULL) == NULL)
    g_set_error (error,
                 KONTOR_IMPORT_ERROR,
                 KONTOR_IMPORT_ERROR_UNKNOWN,
                 _ ("no column is known to hold the key “%s”; say which one in the mapping"),
                 key);
  else
    return TRUE;
  return FALSE;
}

/**
 * kontor_import_csv:
 *
 * Products or customers out of any table, by the mapping given, remembered or guessed.
 */
gboolean
kontor_import_csv (KontorImportJob *job, GError **error)
{
  g_autoptr (KontorJson) mapping = choose_mapping (job, error);
  g_autoptr (KontorJson) settings = mapping != NULL
                                      ? kontor_import_product_settings (job->replica, error)
                                      : NULL;
  Import self = { .job = job };

  if (settings == NULL || !check_mapping (job, mapping, error))
    return FALSE;
  self.columns = kontor_json_get_object (mapping, "columns");
  if (job->options->form.decimal == NULL)
    job->decimal = g_str_equal (kontor_json_get_string (mapping, "decimal", "."), ",") ? "," : ".";
  self.key = kontor_json_get_string (mapping, "key", "");
  self.currency = kontor_json_get_string (settings, "currency", "EUR");
  self.price_mode = kontor_json_get_string (settings, "price_mode", "gross");
  return read_rows (
    &self, g_str_equal (kontor_json_get_string (mapping, "target", ""), "products"), error);
}
