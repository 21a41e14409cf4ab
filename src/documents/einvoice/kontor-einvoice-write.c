/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "kontor-einvoice-writer-private.h"
#include "kontor-number.h"
#include "kontor-text.h"

G_DEFINE_QUARK (kontor_einvoice_error_quark, kontor_einvoice_error)

gboolean
kontor_einvoice_is_given (const char *text)
{
  return !kontor_text_is_blank (text);
}

/* XRechnung has no 386 (BR-DE-17): there an advance invoice is a partial one. */
const char *
kontor_einvoice_get_type_code (const KontorEinvoiceWriter *self)
{
  if (kontor_einvoice_is_given (self->invoice->type_code))
    return self->invoice->type_code;
  if (self->is_xrechnung && self->invoice->kind == KONTOR_INVOICE_ADVANCE)
    return kontor_invoice_kind_to_type_code (KONTOR_INVOICE_PART);

  return kontor_invoice_kind_to_type_code (self->invoice->kind);
}

/* The sum of what is there is written even when it is nothing (BR-CO-11, BR-CO-12). */
gboolean
kontor_einvoice_has_adjustment (const KontorEinvoiceWriter *self, gboolean is_charge)
{
  const GPtrArray *adjustments = self->invoice->adjustments;
  guint            i;

  for (i = 0; i < adjustments->len; i++)
    {
      const KontorInvoiceAdjustment *adjustment = g_ptr_array_index (adjustments, i);

      if (!adjustment->is_charge == !is_charge)
        return TRUE;
    }

  return FALSE;
}

char *
kontor_einvoice_dup_amount (const KontorEinvoiceWriter *self, gint64 minor)
{
  guint digits = kontor_currency_digits (self->invoice->currency);

  return kontor_decimal_format (minor, digits, digits, &kontor_number_style_plain);
}

char *
kontor_einvoice_dup_decimal (gint64 value, guint scale)
{
  return kontor_decimal_format (value, scale, 0, &kontor_number_style_plain);
}

/* BT-20: the sentence, then the cash discounts in the form of BR-DE-18, each on a line of its own.
 */
char *
kontor_einvoice_dup_terms (const KontorEinvoiceWriter *self)
{
  const KontorInvoicePayment *payment = &self->invoice->payment;
  GString                    *out = g_string_new (payment->terms);
  guint                       i;

  if (payment->discounts->len > 0 && out->len > 0)
    g_string_append_c (out, '\n');

  for (i = 0; i < payment->discounts->len; i++)
    {
      const KontorInvoiceDiscount *discount = g_ptr_array_index (payment->discounts, i);
      g_autofree char             *percent = kontor_decimal_format (
        discount->percent_e6 / 10000, 2, 2, &kontor_number_style_plain);

      g_string_append_printf (
        out, "#SKONTO#TAGE=%" G_GINT64_FORMAT "#PROZENT=%s#", discount->days, percent);
      if (discount->base_minor != 0)
        {
          g_autofree char *base = kontor_decimal_format (
            discount->base_minor, 2, 2, &kontor_number_style_plain);

          g_string_append_printf (out, "BASISBETRAG=%s#", base);
        }
      g_string_append_c (out, '\n');
    }

  return g_string_free (out, FALSE);
}

char *
kontor_einvoice_dup_iban (const char *iban)
{
  GString    *out = g_string_new (NULL);
  const char *at;

  for (at = iban; at != NULL && *at != '\0'; at++)
    {
      if (!g_ascii_isspace (*at))
        g_string_append_c (out, *at);
    }

  return g_string_free (out, FALSE);
}

void
kontor_einvoice_write_decimal (const KontorEinvoiceWriter *self,
                               const char                 *name,
                               gint64                      value,
                               guint                       scale)
{
  g_autofree char *text = kontor_einvoice_dup_decimal (value, scale);

  kontor_xml_leaf (self->xml, name, text);
}

void
kontor_einvoice_write_quantity (const KontorEinvoiceWriter *self,
                                const char                 *name,
                                gint64                      quantity_e6,
                                const char                 *unit)
{
  g_autofree char *text = kontor_einvoice_dup_decimal (quantity_e6, 6);

  kontor_xml_leaf_with (self->xml, name, text, "unitCode", unit);
}

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, KONTOR_EINVOICE_ERROR, KONTOR_EINVOICE_ERROR_UNSUITABLE, sentence);
  return FALSE;
}

static gboolean
prepare (KontorEinvoiceWriter     *self,
         KontorEinvoiceFormat      format,
         const KontorFinanceRules *rules,
         GError                  **error)
{
  self->is_xrechnung = format != KONTOR_EINVOICE_FACTURX;
  if (kontor_einvoice_get_type_code (self) == NULL)
    return refuse (error,
                   _ ("a quotation or confirmation is no invoice and has no electronic form"));
  if (!kontor_currency_is_known (self->invoice->currency)
      || kontor_currency_digits (self->invoice->currency) > 2)
    return refuse (error, _ ("an electronic invoice can't be written in this currency"));
  if (!kontor_finance_rules_find_format (rules,
                                         self->is_xrechnung ? "xrechnung" : "facturx",
                                         self->invoice->issue_day,
                                         &self->version))
    return refuse (error, _ ("no version of this format is known for the date of the invoice"));

  if (!self->is_xrechnung && kontor_einvoice_is_given (self->invoice->specification))
    self->version.specification = self->invoice->specification;
  if (kontor_einvoice_is_given (self->invoice->process))
    self->version.process = self->invoice->process;
  return TRUE;
}

/**
 * kontor_einvoice_write:
 * @invoice: a computed invoice
 * @format: which format
 * @rules: which versions of the formats there are; the issue date picks one
 * @error: return location for an error of KONTOR_EINVOICE_ERROR
 *
 * Writes an invoice as XML: the field map of finance-spec.md section 2 in the order of the schemas.
 * It writes what is given and checks nothing but that it can: kontor_invoice_check() says whether
 * the result keeps the rules. The same invoice gives the same bytes. Any thread.
 *
 * Returns: (transfer full) (nullable): UTF-8; %NULL when the document has no electronic form
 */
GBytes *
kontor_einvoice_write (const KontorInvoice      *invoice,
                       KontorEinvoiceFormat      format,
                       const KontorFinanceRules *rules,
                       GError                  **error)
{
  KontorEinvoiceWriter writer = { NULL, invoice, { NULL, NULL, NULL }, FALSE };
  g_autoptr (KontorXml) xml = kontor_xml_new ();

  g_return_val_if_fail (invoice != NULL, NULL);
  g_return_val_if_fail (rules != NULL, NULL);

  if (!prepare (&writer, format, rules, error))
    return NULL;

  writer.xml = xml;
  if (format == KONTOR_EINVOICE_XRECHNUNG_UBL)
    kontor_ubl_write (&writer);
  else
    kontor_cii_write (&writer);

  return kontor_xml_finish (xml);
}
