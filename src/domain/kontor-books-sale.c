/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "kontor-books.h"
#include "kontor-number.h"
#include "kontor-tax.h"

G_DEFINE_QUARK (kontor_books_error, kontor_books_error)

static const char *const titles[KONTOR_N_SALES] = {
  [KONTOR_SALE_STANDARD] = N_ ("Standard rate"),
  [KONTOR_SALE_REDUCED] = N_ ("Reduced rate"),
  [KONTOR_SALE_OTHER_RATE] = N_ ("Other rate"),
  [KONTOR_SALE_OSS] = N_ ("One-Stop-Shop"),
  [KONTOR_SALE_ZERO] = N_ ("Zero rate"),
  [KONTOR_SALE_SMALL] = N_ ("Small business"),
  [KONTOR_SALE_MARGIN] = N_ ("Margin scheme"),
  [KONTOR_SALE_EXEMPT] = N_ ("Exempt"),
  [KONTOR_SALE_REVERSE_HOME] = N_ ("Reverse charge at home"),
  [KONTOR_SALE_UNION_SERVICE] = N_ ("Services for businesses in the EU"),
  [KONTOR_SALE_UNION_GOODS] = N_ ("Goods for businesses in the EU"),
  [KONTOR_SALE_EXPORT] = N_ ("Export"),
  [KONTOR_SALE_THIRD_COUNTRY] = N_ ("Services outside the EU"),
  [KONTOR_SALE_PASS_THROUGH] = N_ ("Pass-through items"),
};

/**
 * kontor_sale_get_title:
 *
 * Returns: what people call this kind of sale, untranslated
 */
const char *
kontor_sale_get_title (KontorSale sale)
{
  return titles[sale];
}

/**
 * kontor_books_document_new:
 *
 * Returns: (transfer full): an empty document
 */
KontorBooksDocument *
kontor_books_document_new (void)
{
  KontorBooksDocument *self = g_new0 (KontorBooksDocument, 1);

  self->taxes = g_array_new (FALSE, TRUE, sizeof (KontorBooksTax));
  return self;
}

/**
 * kontor_books_document_free:
 * @self: (transfer full) (nullable): a document
 */
void
kontor_books_document_free (KontorBooksDocument *self)
{
  if (self == NULL)
    return;

  g_free (self->number);
  g_free (self->preceding);
  g_free (self->customer_name);
  g_free (self->currency);
  g_free (self->order);
  g_free (self->country);
  g_free (self->vat_id);
  g_free (self->pdf_sha256);
  g_array_unref (self->taxes);
  g_free (self);
}

/* A rate at home: which one it was on that day. */
static KontorSale
sale_at_home (const char *home, gint64 rate_bp, gint64 day)
{
  gint64 rate = 0;

  if (kontor_tax_rate_find (home, "standard", day, &rate) && rate == rate_bp)
    return KONTOR_SALE_STANDARD;
  if (kontor_tax_rate_find (home, "reduced", day, &rate) && rate == rate_bp)
    return KONTOR_SALE_REDUCED;
  return KONTOR_SALE_OTHER_RATE;
}

/* Most documents are taxed at home and say so with rates alone: no need to read all of them. */
static gboolean
is_plain (KontorBooksDocument *self, const char *home, const char *snapshot)
{
  if (self->kind == KONTOR_INVOICE_FINAL || g_strcmp0 (self->currency, "EUR") != 0
      || strstr (snapshot, "\"one-stop-shop\"") != NULL
      || strstr (snapshot, "\"home-below-threshold\"") != NULL)
    return FALSE;

  for (guint i = 0; i < self->taxes->len; i++)
    {
      KontorBooksTax *tax = &g_array_index (self->taxes, KontorBooksTax, i);

      tax->sale = sale_at_home (home, tax->rate_bp, self->supply_day);
      if (strcmp (tax->category, "S") != 0 || tax->sale == KONTOR_SALE_OTHER_RATE)
        return FALSE;
    }
  return TRUE;
}

static const char *
destination_of (const KontorInvoice *invoice)
{
  if (invoice->ship_to != NULL && invoice->ship_to->address.country != NULL
      && *invoice->ship_to->address.country != '\0')
    return invoice->ship_to->address.country;
  return invoice->buyer.address.country != NULL ? invoice->buyer.address.country : "";
}

/* Why the lines of a group are taxed as they are; "" when nothing says it. */
static const char *
reason_of (const KontorInvoice *invoice, const KontorBooksTax *tax)
{
  for (guint i = 0; i < invoice->lines->len; i++)
    {
      const KontorInvoiceLine *line = g_ptr_array_index (invoice->lines, i);

      if (g_strcmp0 (line->category, tax->category) == 0 && line->rate_bp == tax->rate_bp
          && line->reason != NULL && *line->reason != '\0')
        return line->reason;
    }
  return "";
}

static const KontorInvoiceTax *
group_of (const KontorInvoice *invoice, const KontorBooksTax *tax)
{
  for (guint i = 0; i < invoice->taxes->len; i++)
    {
      const KontorInvoiceTax *group = g_ptr_array_index (invoice->taxes, i);

      if (g_strcmp0 (group->category, tax->category) == 0 && group->rate_bp == tax->rate_bp)
        return group;
    }
  return NULL;
}

static KontorSale
sale_exempt (const KontorInvoice *invoice, const KontorBooksTax *tax, const char *reason)
{
  static const char *const margins[] = {
    "VATEX-EU-F", "VATEX-EU-I", "VATEX-EU-J", "VATEX-EU-D", NULL
  };
  const KontorInvoiceTax *group = group_of (invoice, tax);
  const char *code = group != NULL && group->exemption_code != NULL ? group->exemption_code : "";
  const char *text = group != NULL && group->exemption_reason != NULL ? group->exemption_reason
                                                                      : "";

  if (g_str_has_prefix (reason, "margin-") || g_strv_contains (margins, code))
    return KONTOR_SALE_MARGIN;
  if (strcmp (reason, "small-business") == 0 || strstr (text, "§ 19") != NULL
      || strstr (text, "section 19") != NULL)
    return KONTOR_SALE_SMALL;
  return KONTOR_SALE_EXEMPT;
}

static KontorSale
sale_of (const KontorBooksDocument *self,
         const KontorInvoice       *invoice,
         const KontorBooksTax      *tax,
         const char                *home)
{
  const char *reason = reason_of (invoice, tax);
  KontorSale  at_home = sale_at_home (home, tax->rate_bp, self->supply_day);
  gboolean    is_abroad = g_strcmp0 (destination_of (invoice), home) != 0;

  if (strcmp (tax->category, "S") == 0)
    return strcmp (reason, "one-stop-shop") == 0 || (at_home == KONTOR_SALE_OTHER_RATE && is_abroad)
             ? KONTOR_SALE_OSS
             : at_home;
  if (strcmp (tax->category, "Z") == 0)
    return KONTOR_SALE_ZERO;
  if (strcmp (tax->category, "AE") == 0)
    return g_strcmp0 (invoice->buyer.address.country, home) == 0 ? KONTOR_SALE_REVERSE_HOME
                                                                 : KONTOR_SALE_UNION_SERVICE;
  if (strcmp (tax->category, "K") == 0)
    return KONTOR_SALE_UNION_GOODS;
  if (strcmp (tax->category, "G") == 0)
    return KONTOR_SALE_EXPORT;
  if (strcmp (tax->category, "O") == 0)
    return strcmp (reason, "pass-through") == 0 ? KONTOR_SALE_PASS_THROUGH
                                                : KONTOR_SALE_THIRD_COUNTRY;
  return sale_exempt (invoice, tax, reason);
}

/* What advance invoices asked for stands as lines below zero. */
static gint64
sum_advances (const KontorInvoice *invoice, const KontorBooksTax *tax)
{
  gint64 sum = 0;

  for (guint i = 0; i < invoice->lines->len; i++)
    {
      const KontorInvoiceLine *line = g_ptr_array_index (invoice->lines, i);

      if (line->net_minor < 0 && g_strcmp0 (line->kind, "advance") == 0
          && g_strcmp0 (line->category, tax->category) == 0 && line->rate_bp == tax->rate_bp)
        sum -= line->gross_minor;
    }
  return sum;
}

static void
take_party (KontorBooksDocument *self, const KontorInvoice *invoice, const char *home)
{
  const char *country = invoice->buyer.address.country;
  gboolean    goes = FALSE;

  for (guint i = 0; i < self->taxes->len; i++)
    {
      KontorBooksTax *tax = &g_array_index (self->taxes, KontorBooksTax, i);

      tax->sale = sale_of (self, invoice, tax, home);
      tax->advance_minor = sum_advances (invoice, tax);
      tax->is_distance = tax->sale == KONTOR_SALE_OSS
                         || strcmp (reason_of (invoice, tax), "home-below-threshold") == 0;
      goes |= tax->sale == KONTOR_SALE_OSS || tax->sale == KONTOR_SALE_UNION_GOODS;
    }
  self->country = g_strdup (goes ? destination_of (invoice) : country != NULL ? country : "");
  self->vat_id = g_strdup (invoice->buyer.vat_id != NULL ? invoice->buyer.vat_id : "");
}

/* The rate that the VAT in euros was stated with (BT-111); units of the currency for a euro. */
static void
take_rate (KontorBooksDocument *self, const KontorInvoice *invoice)
{
  const KontorInvoiceTotals *totals = &invoice->totals;

  if (g_strcmp0 (self->currency, "EUR") == 0)
    self->rate_e6 = 1000000;
  else if (g_strcmp0 (invoice->tax_currency, "EUR") != 0 || totals->accounting_tax_minor == 0
           || !kontor_scale_rounded (
             totals->tax_minor, 1000000, totals->accounting_tax_minor, &self->rate_e6))
    self->rate_e6 = 0;
}

/* What a provider took lies there until it is paid out; other money came by the bank and is booked
 * from its statement. UNTDID 4461: bank, credit and debit card, online payment service. */
static gboolean
is_paid_online (const char *snapshot)
{
  static const char *const means[] = { "48", "54", "55", "68" };

  for (gsize i = 0; i < G_N_ELEMENTS (means); i++)
    {
      g_autofree char *member = g_strdup_printf ("\"means\":\"%s\"", means[i]);

      if (strstr (snapshot, member) != NULL)
        return TRUE;
    }
  return FALSE;
}

/**
 * kontor_books_document_classify:
 * @self: a document with its kind, currency, days and VAT groups
 * @home: the company's country
 * @snapshot: the frozen invoice model, JSON
 * @error: return location for an error
 *
 * Says for each VAT group what it is to the tax office (finance-spec.md sections 4 and 10), and
 * fills in country, VAT id and rate of exchange where they matter. Most documents need no reading
 * of the snapshot.
 *
 * Errors: %KONTOR_BOOKS_ERROR_DOCUMENT when the snapshot cannot be read.
 *
 * Returns: whether it is known
 */
gboolean
kontor_books_document_classify (KontorBooksDocument *self,
                                const char          *home,
                                const char          *snapshot,
                                GError             **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (KontorJson) json = NULL;
  g_autoptr (KontorInvoice) invoice = NULL;

  if (self->prepaid_minor != 0 && (self->sign < 0 || !is_paid_online (snapshot)))
    self->prepaid_minor = 0;
  if (is_plain (self, home, snapshot))
    {
      self->rate_e6 = 1000000;
      return TRUE;
    }

  json = kontor_json_parse (snapshot, -1, &reason);
  invoice = json != NULL ? kontor_invoice_from_json (json, &reason) : NULL;
  if (invoice == NULL)
    {
      g_set_error (error,
                   KONTOR_BOOKS_ERROR,
                   KONTOR_BOOKS_ERROR_DOCUMENT,
                   _ ("document %s cannot be read: %s"),
                   self->number,
                   reason->message);
      return FALSE;
    }
  take_party (self, invoice, home);
  take_rate (self, invoice);
  return TRUE;
}
