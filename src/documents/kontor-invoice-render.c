/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-invoice-render.h"

#include "kontor-einvoice.h"
#include "kontor-invoice-paper.h"
#include "kontor-invoice-proof.h"
#include "kontor-letterhead.h"

typedef struct
{
  const char          *format;
  KontorEinvoiceFormat syntax;
  const char          *inside; /* (nullable): level of the XML that travels in the PDF */
} KontorInvoiceFormat;

/* An XRechnung is a file of its own; the page beside it is for people. */
static const KontorInvoiceFormat formats[] = {
  { "facturx", KONTOR_EINVOICE_FACTURX, "EN 16931" },
  { "xrechnung-cii", KONTOR_EINVOICE_XRECHNUNG_CII, NULL },
  { "xrechnung-ubl", KONTOR_EINVOICE_XRECHNUNG_UBL, NULL },
};

static const KontorInvoiceFormat *
find_format (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_str_equal (formats[i].format, name))
      return &formats[i];
  return NULL;
}

static gboolean
is_sample (const KontorJson *settings)
{
  return *kontor_json_get_string (settings, "sample", "") != '\0';
}

/* What goes out is read as the receiver will read it. */
static gboolean
proof (const KontorInvoice       *invoice,
       const KontorInvoiceFormat *format,
       GBytes                    *pdf,
       GBytes                    *xml,
       GError                   **error)
{
  return format->inside != NULL ? kontor_invoice_proof_pdf (invoice, pdf, xml, error)
                                : kontor_invoice_proof_xml (invoice, xml, error);
}

/**
 * kontor_invoice_render:
 * @invoice: computed, with its number
 * @settings: the company's settings: its letterhead
 * @format: "plain", "facturx", "xrechnung-cii" or "xrechnung-ubl"
 * @issued_at: UTC microseconds; becomes the file's time, so that the same document gives the same
 *   bytes
 * @pdf: (out): the file for people, PDF/A-3b
 * @xml: (out) (nullable): the structured invoice; %NULL for "plain"
 * @error: return location for an error
 *
 * Returns: whether both were made
 */
gboolean
kontor_invoice_render (const KontorInvoice *invoice,
                       const KontorJson    *settings,
                       const char          *format,
                       gint64               issued_at,
                       GBytes             **pdf,
                       GBytes             **xml,
                       GError             **error)
{
  const KontorInvoiceFormat *wanted = find_format (format);
  KontorLetterhead           head = { 0 };
  KontorInvoiceInside        inside = { 0 };
  g_autoptr (KontorFinanceRules) rules = NULL;
  g_autoptr (GBytes) structured = NULL;

  if (wanted != NULL)
    {
      rules = kontor_finance_rules_new (NULL, error);
      if (rules != NULL)
        structured = kontor_einvoice_write (invoice, wanted->syntax, rules, error);
      if (structured == NULL)
        return FALSE;
    }

  if (wanted != NULL && wanted->inside != NULL)
    inside = (KontorInvoiceInside){ .xml = structured, .xml_level = wanted->inside };
  kontor_letterhead_from_settings (&head, settings);
  *pdf = kontor_invoice_pdf_render (invoice,
                                    &head,
                                    is_sample (settings) ? KONTOR_PAPER_SAMPLE
                                                         : KONTOR_PAPER_ORIGINAL,
                                    &inside,
                                    issued_at,
                                    error);
  kontor_letterhead_clear (&head);
  if (*pdf == NULL)
    return FALSE;
  if (structured != NULL && !proof (invoice, wanted, *pdf, structured, error))
    {
      g_clear_pointer (pdf, g_bytes_unref);
      return FALSE;
    }
  *xml = g_steal_pointer (&structured);
  return TRUE;
}
