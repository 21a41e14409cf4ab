/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "kontor-import-job.h"
#include "kontor-number.h"
#include "kontor-text.h"
#include "kontor-time.h"

/* Order lines as the UCI Machine Learning Repository publishes them ("Online Retail"): a row a
 * line, the invoice's number on each. The data says nothing of tax: prices are taken as what was
 * paid, at no tax rate. */

#define SOURCE "online-retail"
#define CURRENCY "GBP"

typedef enum
{
  ROW_GOODS,
  ROW_POSTAGE,
  ROW_MANUAL,
  ROW_VOUCHER,
  ROW_FEE,
  ROW_DISCOUNT,
  ROW_SAMPLE,
  ROW_BAD_DEBT,
} RowKind;

typedef struct
{
  guint64 line;
  char   *code;  /* (owned): upper case */
  char   *title; /* (owned) */
  gint64  quantity;
  gint64  price_e4;
  RowKind kind;
} Row;

typedef struct
{
  char      *number;   /* (owned) */
  char      *customer; /* (owned): "" when unknown */
  char      *country;  /* (owned): ISO code */
  gint64     at;
  GPtrArray *rows; /* (owned) (element-type Row) */
} Invoice;

typedef struct
{
  KontorImportJob *job;
  GTimeZone       *london;    /* (owned): where the shop is */
  GPtrArray       *invoices;  /* (owned) (element-type Invoice): in the file's order */
  GHashTable      *by_number; /* (owned): number to Invoice */
  GHashTable      *titles;    /* (owned): code to its first description */
  GHashTable      *customers; /* (owned): key to uid */
  GHashTable      *products;  /* (owned) */
  GHashTable      *variants;  /* (owned): code to variant uid */
  GHashTable      *orders;    /* (owned) */
  GHashTable      *returns;   /* (owned) */
  GHashTable      *charges;   /* (owned) */
  GHashTable      *movements; /* (owned) */
} Import;

static const struct
{
  const char *name;
  const char *code;
} countries[] = {
  { "United Kingdom", "GB" },
  { "France", "FR" },
  { "Australia", "AU" },
  { "Netherlands", "NL" },
  { "Germany", "DE" },
  { "Norway", "NO" },
  { "EIRE", "IE" },
  { "Switzerland", "CH" },
  { "Spain", "ES" },
  { "Poland", "PL" },
  { "Portugal", "PT" },
  { "Italy", "IT" },
  { "Belgium", "BE" },
  { "Lithuania", "LT" },
  { "Japan", "JP" },
  { "Iceland", "IS" },
  { "Channel Islands", "JE" },
  { "Denmark", "DK" },
  { "Cyprus", "CY" },
  { "Sweden", "SE" },
  { "Austria", "AT" },
  { "Israel", "IL" },
  { "Finland", "FI" },
  { "Bahrain", "BH" },
  { "Greece", "GR" },
  { "Hong Kong", "HK" },
  { "Singapore", "SG" },
  { "Lebanon", "LB" },
  { "United Arab Emirates", "AE" },
  { "Saudi Arabia", "SA" },
  { "Czech Republic", "CZ" },
  { "Canada", "CA" },
  { "Brazil", "BR" },
  { "USA", "US" },
  { "Malta", "MT" },
  { "RSA", "ZA" },
};

static void
row_free (Row *self)
{
  g_clear_pointer (&self->code, g_free);
  g_clear_pointer (&self->title, g_free);
  g_free (self); /* owned by its invoice */
}

static void
invoice_free (Invoice *self)
{
  g_clear_pointer (&self->number, g_free);
  g_clear_pointer (&self->customer, g_free);
  g_clear_pointer (&self->country, g_free);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_free (self); /* owned by the import */
}

static const char *
country_code (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (countries); i++)
    if (g_str_equal (countries[i].name, name))
      return countries[i].code;
  return "";
}

static RowKind
kind_of_code (const char *code)
{
  static const struct
  {
    const char *code;
    RowKind     kind;
  } special[] = {
    { "POST", ROW_POSTAGE },     { "DOT", ROW_POSTAGE }, { "C2", ROW_POSTAGE },
    { "C3", ROW_POSTAGE },       { "M", ROW_MANUAL },    { "D", ROW_DISCOUNT },
    { "S", ROW_SAMPLE },         { "B", ROW_BAD_DEBT },  { "AMAZONFEE", ROW_FEE },
    { "BANK CHARGES", ROW_FEE }, { "CRUK", ROW_FEE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (special); i++)
    if (g_str_equal (special[i].code, code))
      return special[i].kind;
  return g_str_has_prefix (code, "GIFT_") ? ROW_VOUCHER : ROW_GOODS;
}

static Invoice *
invoice_of (Import *self, const char *number, const char *customer, gint64 at)
{
  Invoice *invoice = g_hash_table_lookup (self->by_number, number);
  char    *dot;

  if (invoice != NULL)
    return invoice;
  invoice = g_new0 (Invoice, 1);
  invoice->number = g_strdup (number);
  invoice->customer = g_strdup (customer);
  dot = strchr (invoice->customer, '.');
  if (dot != NULL)
    *dot = '\0'; /* "17850.0" */
  invoice->country = g_strdup (country_code (kontor_import_job_get (self->job, "Country")));
  invoice->at = at;
  invoice->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) row_free);
  g_ptr_array_add (self->invoices, invoice);
  g_hash_table_insert (self->by_number, invoice->number, invoice);
  return invoice;
}

static gboolean
parse_row (Import *self, Row *row, gint64 *at, GError **error)
{
  row->code = g_ascii_strup (kontor_import_job_get (self->job, "StockCode"), -1);
  row->title = g_strstrip (g_strdup (kontor_import_job_get (self->job, "Description")));
  row->line = self->job->line;
  row->kind = kind_of_code (row->code);
  if (*row->code == '\0' || *kontor_import_job_get (self->job, "InvoiceNo") == '\0')
    {
      g_set_error_literal (error,
                           KONTOR_IMPORT_ERROR,
                           KONTOR_IMPORT_ERROR_DAMAGED,
                           _ ("the row has no invoice number or stock code"));
      return FALSE;
    }
  return kontor_decimal_parse (kontor_import_job_get (self->job, "Quantity"),
                               3,
                               self->job->decimal,
                               &row->quantity,
                               error)
         && kontor_decimal_parse (kontor_import_job_get (self->job, "UnitPrice"),
                                  4,
                                  self->job->decimal,
                                  &row->price_e4,
                                  error)
         && kontor_time_parse (
           kontor_import_job_get (self->job, "InvoiceDate"), self->london, at, error);
}

static gboolean
read_rows (Import *self, GError **error)
{
  gboolean has_row = TRUE;

  while (TRUE)
    {
      g_autoptr (GError) refusal = NULL;
      Row   *row;
      gint64 at = 0;

      if (!kontor_import_job_next (self->job, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      row = g_new0 (Row, 1);
      if (!parse_row (self, row, &at, &refusal))
        {
          kontor_import_job_count (self->job, "unreadable row", 1);
          kontor_import_job_fail (self->job, self->job->line, 1, refusal->message);
          row_free (row);
          continue;
        }
      g_ptr_array_add (invoice_of (self,
                                   kontor_import_job_get (self->job, "InvoiceNo"),
                                   kontor_import_job_get (self->job, "CustomerID"),
                                   at)
                         ->rows,
                       row);
      if (row->kind == ROW_GOODS && *row->title != '\0' && row->price_e4 > 0
          && !g_hash_table_contains (self->titles, row->code))
        g_hash_table_insert (self->titles, g_strdup (row->code), g_strdup (row->title));
    }
}

static gboolean
load_known (Import *self, GError **error)
{
  self->customers = kontor_import_job_known (self->job, KONTOR_KIND_CUSTOMER, SOURCE, error);
  self->products = self->customers != NULL
                     ? kontor_import_job_known (self->job, KONTOR_KIND_PRODUCT, SOURCE, error)
                     : NULL;
  self->orders = self->products != NULL
                   ? kontor_import_job_known (self->job, KONTOR_KIND_ORDER, SOURCE, error)
                   : NULL;
  self->returns = self->orders != NULL
                    ? kontor_import_job_known (self->job, KONTOR_KIND_SALES_RETURN, SOURCE, error)
                    : NULL;
  self->charges = self->returns != NULL
                    ? kontor_import_job_known (self->job, KONTOR_KIND_OTHER_CHARGE, SOURCE, error)
                    : NULL;
  self->movements = self->charges != NULL ? kontor_import_job_known (
                      self->job, KONTOR_KIND_STOCK_MOVEMENT, SOURCE, error)
                                          : NULL;
  return self->movements != NULL;
}

static KontorJson *
new_product (const char *code, const char *title)
{
  KontorJson *product = kontor_json_new_object ();
  KontorJson *variants = kontor_json_new_array ();
  KontorJson *variant = kontor_json_new_object ();

  kontor_json_set_string (product, "title", title != NULL ? title : code);
  kontor_json_set_string (product, "tax_code", "zero");
  kontor_json_set_string (product, "source", SOURCE);
  kontor_json_set_string (product, "source_key", code);
  kontor_json_set_string (variant, "sku", code);
  kontor_json_append (variants, variant);
  kontor_json_set (product, "variants", variants);
  return product;
}

static gboolean
import_products (Import *self, GError **error)
{
  for (guint i = 0; i < self->invoices->len; i++)
    {
      const Invoice *invoice = g_ptr_array_index (self->invoices, i);

      for (guint j = 0; j < invoice->rows->len; j++)
        {
          const Row *row = g_ptr_array_index (invoice->rows, j);

          if (row->kind != ROW_GOODS || g_hash_table_contains (self->products, row->code))
            continue;
          g_hash_table_insert (self->products, g_strdup (row->code), g_strdup (""));
          if (!kontor_import_job_queue (
                self->job,
                "product.create",
                new_product (row->code, g_hash_table_lookup (self->titles, row->code)),
                "product",
                row->line,
                0,
                row->code,
                self->products,
                error))
            return FALSE;
        }
    }
  return kontor_import_job_flush (self->job, error);
}

static KontorJson *
new_customer (const Invoice *invoice)
{
  KontorJson      *customer = kontor_json_new_object ();
  g_autofree char *name = g_strdup_printf ("Customer %s", invoice->customer);

  kontor_json_set_string (customer, "number", invoice->customer);
  kontor_json_set_string (customer, "kind", "company");
  kontor_json_set_string (customer, "name", name);
  kontor_json_set_string (customer, "source", SOURCE);
  kontor_json_set_string (customer, "source_key", invoice->customer);
  kontor_json_set_integer (customer, "created_at", invoice->at);
  if (*invoice->country != '\0')
    {
      KontorJson *addresses = kontor_json_new_array ();
      KontorJson *address = kontor_json_new_object ();

      kontor_json_set_string (address, "kind", "billing");
      kontor_json_set_string (address, "name", name);
      kontor_json_set_string (address, "country", invoice->country);
      kontor_json_append (addresses, address);
      kontor_json_set (customer, "addresses", addresses);
    }
  return customer;
}

static gboolean
import_customers (Import *self, GError **error)
{
  for (guint i = 0; i < self->invoices->len; i++)
    {
      const Invoice *invoice = g_ptr_array_index (self->invoices, i);
      const Row     *first = g_ptr_array_index (invoice->rows, 0);

      if (*invoice->customer == '\0' || g_hash_table_contains (self->customers, invoice->customer))
        continue;
      g_hash_table_insert (self->customers, g_strdup (invoice->customer), g_strdup (""));
      if (!kontor_import_job_queue (self->job,
                                    "customer.create",
                                    new_customer (invoice),
                                    "customer",
                                    first->line,
                                    0,
                                    invoice->customer,
                                    self->customers,
                                    error))
        return FALSE;
    }
  return kontor_import_job_flush (self->job, error);
}

static gboolean
import_charge (Import        *self,
               const Invoice *invoice,
               const Row     *row,
               const char    *kind,
               const char    *counted_as,
               GError       **error)
{
  KontorJson      *charge;
  g_autofree char *key = g_strdup_printf ("%s/%" G_GUINT64_FORMAT, invoice->number, row->line);
  const char      *customer = g_hash_table_lookup (self->customers, invoice->customer);
  gint64           amount = 0;

  kontor_import_job_count (self->job, counted_as, 1);
  if (g_hash_table_contains (self->charges, key))
    {
      kontor_import_job_note (self->job->unchanged, "charge");
      return TRUE;
    }
  if (!kontor_scale_rounded (row->quantity, row->price_e4, 1000 * 100, &amount))
    {
      kontor_import_job_fail (self->job, row->line, 1, _ ("the amount is too large"));
      return TRUE;
    }
  charge = kontor_json_new_object ();
  kontor_json_set_string (charge, "number", invoice->number);
  kontor_json_set_string (charge, "kind", kind);
  kontor_json_set_string (charge, "title", *row->title != '\0' ? row->title : row->code);
  kontor_json_set_integer (charge, "happened_at", invoice->at);
  kontor_json_set_string (charge, "currency", CURRENCY);
  kontor_json_set_integer (charge, "amount_minor", amount);
  kontor_json_set_string (charge, "source", SOURCE);
  kontor_json_set_string (charge, "source_key", key);
  if (customer != NULL && *customer != '\0')
    kontor_json_set_string (charge, "customer", customer);
  return kontor_import_job_queue (
    self->job, "charge.create", charge, "charge", row->line, 1, NULL, NULL, error);
}

static const char *
reason_of (const Row *row)
{
  g_autofree char *text = kontor_text_fold (row->title, -1);

  if (row->quantity > 0)
    return "found";
  if (strstr (text, "damage") != NULL || strstr (text, "broken") != NULL
      || strstr (text, "crush") != NULL || strstr (text, "smash") != NULL
      || strstr (text, "wet") != NULL || strstr (text, "rust") != NULL
      || strstr (text, "mould") != NULL || strstr (text, "faulty") != NULL)
    return "damaged";
  if (strstr (text, "lost") != NULL || strstr (text, "missing") != NULL)
    return "lost";
  return "write_off";
}

static gboolean
import_movement (Import *self, const Invoice *invoice, const Row *row, GError **error)
{
  KontorJson      *movement;
  g_autofree char *key = g_strdup_printf ("%s/%" G_GUINT64_FORMAT, invoice->number, row->line);
  const char      *variant = g_hash_table_lookup (self->variants, row->code);

  kontor_import_job_count (self->job, row->quantity < 0 ? "stock written off" : "stock found", 1);
  if (g_hash_table_contains (self->movements, key))
    {
      kontor_import_job_note (self->job->unchanged, "movement");
      return TRUE;
    }
  if (variant == NULL)
    {
      kontor_import_job_fail (self->job, row->line, 1, _ ("the product was not imported"));
      return TRUE;
    }
  movement = kontor_json_new_object ();
  kontor_json_set_string (movement, "variant", variant);
  kontor_json_set_integer (movement, "quantity", row->quantity);
  kontor_json_set_string (movement, "reason", reason_of (row));
  kontor_json_set_string (movement, "note", row->title);
  kontor_json_set_integer (movement, "happened_at", invoice->at);
  kontor_json_set_string (movement, "source", SOURCE);
  kontor_json_set_string (movement, "source_key", key);
  return kontor_import_job_queue (
    self->job, "stock.adjust", movement, "movement", row->line, 1, NULL, NULL, error);
}

static const char *
line_kind (RowKind kind)
{
  switch (kind)
    {
    case ROW_GOODS:
      return "goods";
    case ROW_POSTAGE:
      return "shipping";
    case ROW_MANUAL:
    case ROW_VOUCHER:
      return "service";
    case ROW_FEE:
    case ROW_DISCOUNT:
    case ROW_SAMPLE:
    case ROW_BAD_DEBT:
      return NULL; /* no line: a charge of its own */
    }
  g_assert_not_reached ();
}

static KontorJson *
new_line (Import *self, const Row *row)
{
  KontorJson *line = kontor_json_new_object ();
  const char *variant = row->kind == ROW_GOODS ? g_hash_table_lookup (self->variants, row->code)
                                               : NULL;
  const char *title = *row->title != '\0' ? row->title
                                          : g_hash_table_lookup (self->titles, row->code);

  kontor_json_set_string (line, "kind", line_kind (row->kind));
  kontor_json_set_string (line, "sku", row->code);
  kontor_json_set_string (line, "title", title != NULL ? title : row->code);
  kontor_json_set_integer (line, "quantity", ABS (row->quantity));
  kontor_json_set_integer (line, "price_e4", row->price_e4);
  if (variant != NULL)
    kontor_json_set_string (line, "variant", variant);
  return line;
}

static KontorJson *
new_transitions (const Invoice *invoice)
{
  static const char *const path[] = {
    "PENDING_PAYMENT", "PAID", "PROCESSING", "SHIPPED", "DELIVERED"
  };
  KontorJson *transitions = kontor_json_new_array ();

  for (gsize i = 0; i < G_N_ELEMENTS (path); i++)
    {
      KontorJson *step = kontor_json_new_object ();

      kontor_json_set_string (step, "to", path[i]);
      kontor_json_set_integer (step, "at", invoice->at);
      kontor_json_append (transitions, step);
    }
  return transitions;
}

static KontorJson *
new_document (Import *self, const Invoice *invoice, KontorJson *lines)
{
  KontorJson *document = kontor_json_new_object ();
  const char *customer = g_hash_table_lookup (self->customers, invoice->customer);

  kontor_json_set_string (document, "number", invoice->number);
  kontor_json_set_string (document, "currency", CURRENCY);
  kontor_json_set_string (document, "source", SOURCE);
  kontor_json_set_string (document, "source_key", invoice->number);
  kontor_json_set (document, "lines", lines);
  if (customer != NULL && *customer != '\0')
    kontor_json_set_string (document, "customer", customer);
  return document;
}

static gboolean
queue_order (Import *self, const Invoice *invoice, KontorJson *lines, guint64 line, GError **error)
{
  KontorJson *order = new_document (self, invoice, lines);
  KontorJson *billing = kontor_json_new_object ();

  for (guint i = 0; i < kontor_json_length (lines); i++)
    {
      KontorJson *entry = (KontorJson *) kontor_json_at (lines, i);

      kontor_json_set_string (entry, "tax_code", "zero");
      kontor_json_set_integer (entry, "tax_rate_bp", 0);
    }
  kontor_json_set_string (billing, "country", invoice->country);
  kontor_json_set (order, "billing", billing);
  kontor_json_set_string (order, "channel", "shop");
  kontor_json_set_string (order, "price_mode", "gross");
  kontor_json_set_string (order, "state", "DELIVERED");
  kontor_json_set_integer (order, "placed_at", invoice->at);
  kontor_json_set (order, "transitions", new_transitions (invoice));
  return kontor_import_job_queue (
    self->job, "order.create", order, "order", line, kontor_json_length (lines), NULL, NULL, error);
}

static gboolean
queue_return (Import *self, const Invoice *invoice, KontorJson *lines, guint64 line, GError **error)
{
  KontorJson *document = new_document (self, invoice, lines);

  kontor_json_set_integer (document, "happened_at", invoice->at);
  kontor_json_set_string (document, "reason", "Cancellation");
  return kontor_import_job_queue (self->job,
                                  "return.create",
                                  document,
                                  "return",
                                  line,
                                  kontor_json_length (lines),
                                  NULL,
                                  NULL,
                                  error);
}

/* Nobody bought it and nothing was paid: somebody put the stock right. */
static gboolean
is_stock_correction (const Invoice *invoice)
{
  for (guint i = 0; i < invoice->rows->len; i++)
    {
      const Row *row = g_ptr_array_index (invoice->rows, i);

      if (row->price_e4 != 0 || row->kind != ROW_GOODS)
        return FALSE;
    }
  return *invoice->customer == '\0';
}

static gboolean
is_repeated (const Invoice *invoice, guint position)
{
  const Row *row = g_ptr_array_index (invoice->rows, position);

  for (guint i = 0; i < position; i++)
    {
      const Row *other = g_ptr_array_index (invoice->rows, i);

      if (g_str_equal (other->code, row->code) && other->quantity == row->quantity
          && other->price_e4 == row->price_e4 && g_str_equal (other->title, row->title))
        return TRUE;
    }
  return FALSE;
}

static const char *
counted_as (const Invoice *invoice, guint position, gboolean is_return)
{
  const Row *row = g_ptr_array_index (invoice->rows, position);

  if (row->kind == ROW_POSTAGE)
    return is_return ? "postage returned" : "postage";
  if (row->kind == ROW_MANUAL)
    return is_return ? "manual line returned" : "manual line";
  if (row->kind == ROW_VOUCHER)
    return is_return ? "gift voucher returned" : "gift voucher";
  if (is_return)
    return "goods returned";
  if (row->price_e4 == 0)
    return "goods given free";
  return is_repeated (invoice, position) ? "goods sold, line repeated" : "goods sold";
}

static gboolean
import_separate_row (Import *self, const Invoice *invoice, const Row *row, GError **error)
{
  switch (row->kind)
    {
    case ROW_FEE:
      return import_charge (self, invoice, row, "fee", "fee", error);
    case ROW_DISCOUNT:
      return import_charge (self, invoice, row, "discount", "discount", error);
    case ROW_SAMPLE:
      return import_charge (self, invoice, row, "sample", "sample", error);
    case ROW_BAD_DEBT:
      return import_charge (self, invoice, row, "bad_debt", "bad debt", error);
    case ROW_GOODS:
    case ROW_POSTAGE:
    case ROW_MANUAL:
    case ROW_VOUCHER:
      break;
    }
  if (row->kind == ROW_GOODS)
    return import_movement (self, invoice, row, error);
  return import_charge (self, invoice, row, "correction", "correction", error);
}

static gboolean
import_invoice (Import *self, const Invoice *invoice, GError **error)
{
  gboolean    is_return = g_ascii_toupper (*invoice->number) == 'C';
  gboolean    is_correction = is_stock_correction (invoice);
  GHashTable *known = is_return ? self->returns : self->orders;
  const char *thing = is_return ? "return" : "order";
  g_autoptr (KontorJson) lines = kontor_json_new_array ();

  for (guint i = 0; i < invoice->rows->len; i++)
    {
      const Row *row = g_ptr_array_index (invoice->rows, i);
      gboolean   fits = is_return ? row->quantity < 0 : row->quantity > 0;

      if (line_kind (row->kind) == NULL || is_correction || !fits || row->price_e4 < 0)
        {
          if (!import_separate_row (self, invoice, row, error))
            return FALSE;
          continue;
        }
      kontor_import_job_count (self->job, counted_as (invoice, i, is_return), 1);
      kontor_json_append (lines, new_line (self, row));
    }
  if (kontor_json_length (lines) == 0)
    return TRUE;
  if (g_hash_table_contains (known, invoice->number))
    {
      kontor_import_job_note (self->job->unchanged, thing);
      return TRUE;
    }
  return is_return ? queue_return (self,
                                   invoice,
                                   g_steal_pointer (&lines),
                                   ((Row *) g_ptr_array_index (invoice->rows, 0))->line,
                                   error)
                   : queue_order (self,
                                  invoice,
                                  g_steal_pointer (&lines),
                                  ((Row *) g_ptr_array_index (invoice->rows, 0))->line,
                                  error);
}

static gpointer
variants_in_reader (KontorDatabase *database, gpointer data, GError **error)
{
  return kontor_query_source_variants (database, data, error);
}

static gboolean
import_invoices (Import *self, GError **error)
{
  self->variants = kontor_replica_read (
    self->job->replica, variants_in_reader, (gpointer) SOURCE, error);
  if (self->variants == NULL)
    return FALSE;
  for (guint i = 0; i < self->invoices->len; i++)
    if (!import_invoice (self, g_ptr_array_index (self->invoices, i), error))
      return FALSE;
  return kontor_import_job_flush (self->job, error);
}

/**
 * kontor_import_online_retail:
 *
 * Orders, returns, charges and stock corrections out of the UCI "Online Retail" layout. A row's
 * place follows from its invoice number (C: returned), its stock code (postage, fees, manual lines
 * are no goods) and its price and quantity.
 */
gboolean
kontor_import_online_retail (KontorImportJob *job, GError **error)
{
  Import   self = { .job = job };
  gboolean done;

  self.london = g_time_zone_new_identifier ("Europe/London");
  self.invoices = g_ptr_array_new_with_free_func ((GDestroyNotify) invoice_free);
  self.by_number = g_hash_table_new (g_str_hash, g_str_equal);
  self.titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  done = load_known (&self, error) && read_rows (&self, error) && import_products (&self, error)
         && import_customers (&self, error) && import_invoices (&self, error);
  g_clear_pointer (&self.london, g_time_zone_unref);
  g_clear_pointer (&self.by_number, g_hash_table_unref);
  g_clear_pointer (&self.invoices, g_ptr_array_unref);
  g_clear_pointer (&self.titles, g_hash_table_unref);
  g_clear_pointer (&self.customers, g_hash_table_unref);
  g_clear_pointer (&self.products, g_hash_table_unref);
  g_clear_pointer (&self.variants, g_hash_table_unref);
  g_clear_pointer (&self.orders, g_hash_table_unref);
  g_clear_pointer (&self.returns, g_hash_table_unref);
  g_clear_pointer (&self.charges, g_hash_table_unref);
  g_clear_pointer (&self.movements, g_hash_table_unref);
  return done;
}
