/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-invoice-proof.h"

#include "kontor-einvoice.h"
#include "kontor-pdf.h"

/* Two documents side by side: what was meant, and what a receiver's program reads. */
typedef struct
{
  const KontorInvoice *meant;
  const KontorInvoice *read;
  const char          *term; /* (nullable): of the first difference */
  guint                line; /* of it; 0: none */
  char                *was;  /* (owned) (nullable) */
  char                *is;   /* (owned) (nullable) */
} Proof;

static void
differ (Proof *self, const char *term, guint line, char *was, char *is)
{
  if (self->term != NULL)
    {
      g_free (was); /* only the first is told */
      g_free (is);  /* likewise */
      return;
    }
  self->term = term;
  self->line = line;
  self->was = was;
  self->is = is;
}

static void
compare_number (Proof *self, const char *term, guint line, gint64 was, gint64 is)
{
  if (was != is)
    differ (self,
            term,
            line,
            g_strdup_printf ("%" G_GINT64_FORMAT, was),
            g_strdup_printf ("%" G_GINT64_FORMAT, is));
}

/* XML knows no blanks at the ends, and no difference between empty and not there. */
static char *
normalise (const char *text)
{
  return g_strstrip (g_strdup (text != NULL ? text : ""));
}

static void
compare_text (Proof *self, const char *term, guint line, const char *was, const char *is)
{
  g_autofree char *a = normalise (was);
  g_autofree char *b = normalise (is);

  if (!g_str_equal (a, b))
    differ (self, term, line, g_steal_pointer (&a), g_steal_pointer (&b));
}

static void
compare_head (Proof *self)
{
  const KontorInvoice *meant = self->meant;
  const KontorInvoice *read = self->read;

  compare_text (self, "BT-1", 0, meant->number, read->number);
  compare_number (self, "BT-2", 0, meant->issue_day, read->issue_day);
  compare_text (self, "BT-5", 0, meant->currency, read->currency);
  compare_text (self, "BT-27", 0, meant->seller.address.name, read->seller.address.name);
  compare_text (self, "BT-31", 0, meant->seller.vat_id, read->seller.vat_id);
  compare_text (self, "BT-44", 0, meant->buyer.address.name, read->buyer.address.name);
  compare_text (self, "BT-48", 0, meant->buyer.vat_id, read->buyer.vat_id);
  compare_number (
    self, "BG-3", 0, meant->references.preceding->len, read->references.preceding->len);
}

static void
compare_accounts (Proof *self)
{
  const GPtrArray *meant = self->meant->payment.accounts;
  const GPtrArray *read = self->read->payment.accounts;

  compare_number (self, "BG-17", 0, meant->len, read->len);
  for (guint i = 0; i < MIN (meant->len, read->len); i++)
    {
      const KontorInvoiceAccount *was = g_ptr_array_index (meant, i);
      const KontorInvoiceAccount *is = g_ptr_array_index (read, i);

      compare_text (self, "BT-84", 0, was->iban, is->iban);
    }
}

static void
compare_lines (Proof *self)
{
  const GPtrArray *meant = self->meant->lines;
  const GPtrArray *read = self->read->lines;

  compare_number (self, "BG-25", 0, meant->len, read->len);
  for (guint i = 0; i < MIN (meant->len, read->len); i++)
    {
      const KontorInvoiceLine *was = g_ptr_array_index (meant, i);
      const KontorInvoiceLine *is = g_ptr_array_index (read, i);

      compare_text (self, "BT-153", i + 1, was->name, is->name);
      compare_number (self, "BT-129", i + 1, was->quantity_e6, is->quantity_e6);
      compare_number (self, "BT-131", i + 1, was->net_minor, is->net_minor);
      compare_text (self, "BT-151", i + 1, was->category, is->category);
      compare_number (self, "BT-152", i + 1, was->rate_bp, is->rate_bp);
    }
}

static const KontorInvoiceTax *
find_group (const KontorInvoice *invoice, const KontorInvoiceTax *like)
{
  for (guint i = 0; i < invoice->taxes->len; i++)
    {
      const KontorInvoiceTax *tax = g_ptr_array_index (invoice->taxes, i);

      if (g_strcmp0 (tax->category, like->category) == 0 && tax->rate_bp == like->rate_bp)
        return tax;
    }
  return NULL;
}

static void
compare_groups (Proof *self)
{
  const GPtrArray *meant = self->meant->taxes;

  compare_number (self, "BG-23", 0, meant->len, self->read->taxes->len);
  for (guint i = 0; i < meant->len; i++)
    {
      const KontorInvoiceTax *was = g_ptr_array_index (meant, i);
      const KontorInvoiceTax *is = find_group (self->read, was);

      compare_number (self, "BT-116", 0, was->net_minor, is != NULL ? is->net_minor : 0);
      compare_number (self, "BT-117", 0, was->tax_minor, is != NULL ? is->tax_minor : 0);
    }
}

static void
compare_totals (Proof *self)
{
  const KontorInvoiceTotals *was = &self->meant->totals;
  const KontorInvoiceTotals *is = &self->read->totals;

  compare_number (self, "BT-106", 0, was->line_minor, is->line_minor);
  compare_number (self, "BT-109", 0, was->net_minor, is->net_minor);
  compare_number (self, "BT-110", 0, was->tax_minor, is->tax_minor);
  compare_number (self, "BT-112", 0, was->gross_minor, is->gross_minor);
  compare_number (self, "BT-113", 0, was->paid_minor, is->paid_minor);
  compare_number (self, "BT-115", 0, was->due_minor, is->due_minor);
}

static gboolean
tell (Proof *self, GError **error)
{
  g_autofree char *was = g_steal_pointer (&self->was);
  g_autofree char *is = g_steal_pointer (&self->is);

  if (self->term == NULL)
    return TRUE;
  g_set_error (error,
               KONTOR_DOCUMENT_ERROR,
               KONTOR_DOCUMENT_ERROR_FAILED,
               "the XML says “%s” where the document says “%s” (%s, line %u)",
               is,
               was,
               self->term,
               self->line);
  return FALSE;
}

/**
 * kontor_invoice_proof_xml:
 * @invoice: what was meant
 * @xml: a structured invoice
 * @error: (nullable): return location
 *
 * Reads the XML as a receiver's program does and compares head, lines, VAT groups, totals and
 * accounts with the model. Any thread.
 *
 * Returns: whether both say the same; else %KONTOR_DOCUMENT_ERROR_FAILED names the first difference
 */
gboolean
kontor_invoice_proof_xml (const KontorInvoice *invoice, GBytes *xml, GError **error)
{
  g_autoptr (KontorEinvoice) einvoice = NULL;
  Proof proof = { .meant = invoice };

  g_return_val_if_fail (invoice != NULL && xml != NULL, FALSE);

  einvoice = kontor_einvoice_read (xml, NULL, error);
  if (einvoice == NULL)
    return FALSE;
  proof.read = einvoice->invoice;
  compare_head (&proof);
  compare_accounts (&proof);
  compare_lines (&proof);
  compare_groups (&proof);
  compare_totals (&proof);
  return tell (&proof, error);
}

static GBytes *
find_xml (GPtrArray *attachments)
{
  for (guint i = 0; i < attachments->len; i++)
    {
      const KontorPdfAttachment *attachment = g_ptr_array_index (attachments, i);

      if (g_strcmp0 (attachment->name, "factur-x.xml") == 0
          || g_strcmp0 (attachment->name, "xrechnung.xml") == 0)
        return attachment->bytes;
    }
  return NULL;
}

/**
 * kontor_invoice_proof_pdf:
 * @invoice: what was meant
 * @pdf: the finished hybrid
 * @xml: what was put into it
 * @error: (nullable): return location
 *
 * Takes the XML out of the finished file again: it must be the same bytes, and say what was meant.
 *
 * Returns: whether it is
 */
gboolean
kontor_invoice_proof_pdf (const KontorInvoice *invoice, GBytes *pdf, GBytes *xml, GError **error)
{
  g_autoptr (GPtrArray) attachments = NULL;
  GBytes *inside = NULL;

  g_return_val_if_fail (pdf != NULL && xml != NULL, FALSE);

  attachments = kontor_pdf_read_own_attachments (pdf, error);
  if (attachments == NULL)
    return FALSE;
  inside = find_xml (attachments);
  if (inside != NULL && g_bytes_equal (inside, xml))
    return kontor_invoice_proof_xml (invoice, inside, error);

  g_set_error_literal (error,
                       KONTOR_DOCUMENT_ERROR,
                       KONTOR_DOCUMENT_ERROR_FAILED,
                       inside == NULL ? "the finished file has no XML inside"
                                      : "the XML inside the finished file is not what was written");
  return FALSE;
}
