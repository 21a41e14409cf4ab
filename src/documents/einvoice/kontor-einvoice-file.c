/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-einvoice-file.h"

#include <string.h>

#include "kontor-einvoice-page.h"
#include "kontor-pdf-page.h"
#include "kontor-pdf.h"
#include "kontor-text.h"

#define HEAD 1024 /* within which a PDF says that it is one, ISO 32000-1 annex H.3.4.1 */

static const char *const names[] = { "factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml", NULL };

static gboolean
is_pdf (GBytes *bytes)
{
  gsize       length;
  const char *data = g_bytes_get_data (bytes, &length);

  return data != NULL && g_strstr_len (data, (gssize) MIN (length, HEAD), "%PDF-") != NULL;
}

/* --- PDF --- */

static gboolean
has_known_name (const KontorPdfAttachment *attachment)
{
  g_autofree char *name = g_ascii_strdown (attachment->name, -1);

  return g_strv_contains (names, name);
}

/* Takes the XML of one of the files inside, when it is an invoice. */
static gboolean
take (KontorEinvoiceFile        *self,
      const KontorPdfAttachment *attachment,
      KontorEinvoiceSchemas     *schemas,
      GError                   **error)
{
  if (attachment->bytes == NULL)
    {
      g_set_error_literal (
        error, KONTOR_EINVOICE_ERROR, KONTOR_EINVOICE_ERROR_FORMAT, attachment->problem);
      return FALSE;
    }

  self->einvoice = kontor_einvoice_read (attachment->bytes, schemas, error);
  if (self->einvoice == NULL)
    return FALSE;
  self->xml = g_bytes_ref (attachment->bytes);
  self->xml_name = g_strdup (attachment->name);
  return TRUE;
}

/* By its name; else the first that is an invoice. One that has the name and is none is told. */
static void
find_xml (KontorEinvoiceFile *self, GPtrArray *attachments, KontorEinvoiceSchemas *schemas)
{
  g_autoptr (GError) reason = NULL;

  for (guint i = 0; i < attachments->len && self->einvoice == NULL; i++)
    if (has_known_name (g_ptr_array_index (attachments, i)))
      {
        g_clear_error (&reason);
        take (self, g_ptr_array_index (attachments, i), schemas, &reason);
      }
  for (guint i = 0; i < attachments->len && self->einvoice == NULL; i++)
    if (!has_known_name (g_ptr_array_index (attachments, i)))
      take (self, g_ptr_array_index (attachments, i), schemas, NULL);

  if (self->einvoice == NULL && reason != NULL)
    kontor_findings_add (self->findings, "PDF-XML")->found = g_strdup (reason->message);
}

static gboolean
read_pdf (KontorEinvoiceFile    *self,
          GBytes                *bytes,
          KontorEinvoiceSchemas *schemas,
          char                 **text,
          GError               **error)
{
  g_autoptr (GPtrArray) attachments = kontor_pdf_read_attachments (bytes, error);

  if (attachments == NULL)
    return FALSE;

  self->is_pdf = TRUE;
  find_xml (self, attachments, schemas);
  *text = kontor_pdf_read_text (bytes, error);
  return *text != NULL;
}

/* --- both --- */

static void
steal_findings (GPtrArray *to, GPtrArray *from)
{
  while (from->len > 0)
    g_ptr_array_add (to, g_ptr_array_steal_index (from, 0));
}

/**
 * kontor_einvoice_file_read:
 * @bytes: a file of a stranger
 * @schemas: (nullable): also measure it by the official schemas; one thread at a time
 * @rules: code lists, rates
 * @error: return location for an error
 *
 * Looks into a file by its content, not by its name, as finance-spec.md section 7 says: a PDF with
 * an invoice inside, an invoice as XML, or a PDF with nothing but pages. What a PDF has inside and
 * on its pages is read in a process of its own. Blocks: for worker threads.
 *
 * Errors: #KontorEinvoiceError when it is neither PDF nor an electronic invoice,
 * %KONTOR_DOCUMENT_ERROR_INVALID when the PDF can't be read.
 *
 * Returns: (transfer full): what is in it with everything that is wrong with it, or %NULL
 */
KontorEinvoiceFile *
kontor_einvoice_file_read (GBytes                   *bytes,
                           KontorEinvoiceSchemas    *schemas,
                           const KontorFinanceRules *rules,
                           GError                  **error)
{
  g_autoptr (KontorEinvoiceFile) self = g_new0 (KontorEinvoiceFile, 1);
  g_autoptr (GPtrArray) findings = NULL;
  g_autofree char *text = NULL;

  g_return_val_if_fail (bytes != NULL && rules != NULL, NULL);

  self->findings = kontor_findings_new ();
  if (is_pdf (bytes))
    {
      if (!read_pdf (self, bytes, schemas, &text, error))
        return NULL;
    }
  else
    {
      self->einvoice = kontor_einvoice_read (bytes, schemas, error);
      self->xml = self->einvoice != NULL ? g_bytes_ref (bytes) : NULL;
      if (self->einvoice == NULL)
        return NULL;
    }

  if (self->einvoice != NULL)
    {
      findings = kontor_einvoice_check (self->einvoice, rules);
      steal_findings (self->findings, findings);
      if (text != NULL)
        kontor_einvoice_compare_page (self->einvoice->invoice, text, self->findings);
    }
  return g_steal_pointer (&self);
}

/**
 * kontor_einvoice_file_free:
 * @self: (nullable) (transfer full): a file
 *
 * Frees it.
 */
void
kontor_einvoice_file_free (KontorEinvoiceFile *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->xml, g_bytes_unref);
  g_clear_pointer (&self->xml_name, g_free);
  g_clear_pointer (&self->einvoice, kontor_einvoice_free);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  g_free (self); /* allocated in kontor_einvoice_file_read() */
}

static const char *
get_format (const KontorEinvoiceFile *self)
{
  if (self->einvoice == NULL)
    return "";

  switch (self->einvoice->syntax)
    {
    case KONTOR_SYNTAX_CII:
      return "cii";
    case KONTOR_SYNTAX_UBL:
      return "ubl";
    case KONTOR_SYNTAX_ZUGFERD1:
      return "zugferd1";
    }
  g_return_val_if_reached ("");
}

static const char *
get_profile (const KontorEinvoiceFile *self)
{
  if (self->einvoice == NULL)
    return "";

  switch (self->einvoice->profile)
    {
    case KONTOR_PROFILE_UNKNOWN:
      return "";
    case KONTOR_PROFILE_MINIMUM:
      return "minimum";
    case KONTOR_PROFILE_BASIC_WL:
      return "basic-wl";
    case KONTOR_PROFILE_BASIC:
      return "basic";
    case KONTOR_PROFILE_EN16931:
      return "en16931";
    case KONTOR_PROFILE_EXTENDED:
      return "extended";
    case KONTOR_PROFILE_XRECHNUNG:
      return "xrechnung";
    }
  g_return_val_if_reached ("");
}

/* Files inside the invoice stay in the bytes that were received. */
static KontorJson *
invoice_to_json (const KontorInvoice *invoice)
{
  g_autoptr (KontorInvoice) copy = kontor_invoice_copy (invoice);

  for (guint i = 0; i < copy->references.attachments->len; i++)
    {
      KontorInvoiceAttachment *attachment = g_ptr_array_index (copy->references.attachments, i);

      g_clear_pointer (&attachment->data, g_bytes_unref);
    }
  return kontor_invoice_to_json (copy);
}

/**
 * kontor_einvoice_file_to_json:
 * @self: a file that was read
 *
 * Returns: (transfer full): {"format" (cii, ubl, zugferd1, "" for pages only), "profile",
 *   "xml_name"?, "xml_sha256"?, "content"? (the invoice), "findings"}: what incoming.receive is
 *   given
 */
KontorJson *
kontor_einvoice_file_to_json (const KontorEinvoiceFile *self)
{
  KontorJson *json = kontor_json_new_object ();

  g_return_val_if_fail (self != NULL, json);

  kontor_json_set_string (json, "format", get_format (self));
  kontor_json_set_string (json, "profile", get_profile (self));
  kontor_json_set (json, "findings", kontor_findings_to_json (self->findings));
  if (self->einvoice != NULL)
    kontor_json_set (json, "content", invoice_to_json (self->einvoice->invoice));
  if (self->xml_name != NULL)
    kontor_json_set_string (json, "xml_name", self->xml_name);
  if (self->xml != NULL)
    {
      g_autofree char *sha256 = kontor_text_sha256 (g_bytes_get_data (self->xml, NULL),
                                                    (gssize) g_bytes_get_size (self->xml));

      kontor_json_set_string (json, "xml_sha256", sha256);
    }
  return json;
}
