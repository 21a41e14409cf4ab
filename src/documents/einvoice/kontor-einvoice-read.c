/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <libxml/parser.h>
#include <string.h>

#include "kontor-einvoice-reader-private.h"
#include "kontor-text.h"

/* How specifications end or begin; the first that fits counts. */
static const struct
{
  const char           *part;
  KontorEinvoiceProfile profile;
} profiles[] = {
  { "xrechnung", KONTOR_PROFILE_XRECHNUNG },
  { "extended", KONTOR_PROFILE_EXTENDED },
  { "basicwl", KONTOR_PROFILE_BASIC_WL },
  { "minimum", KONTOR_PROFILE_MINIMUM },
  { ":basic", KONTOR_PROFILE_BASIC },
  { ":comfort", KONTOR_PROFILE_EN16931 },
  { "urn:cen.eu:en16931:2017", KONTOR_PROFILE_EN16931 },
};

static KontorEinvoiceProfile
find_profile (const char *specification)
{
  guint i;

  for (i = 0; specification != NULL && i < G_N_ELEMENTS (profiles); i++)
    {
      if (strstr (specification, profiles[i].part) != NULL)
        return profiles[i].profile;
    }

  return KONTOR_PROFILE_UNKNOWN;
}

static gboolean
find_syntax (const xmlNode *root, KontorEinvoiceSyntax *syntax)
{
  static const struct
  {
    const char          *name;
    const char          *uri;
    KontorEinvoiceSyntax syntax;
  } roots[] = {
    { "CrossIndustryInvoice",
      "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100",
      KONTOR_SYNTAX_CII },
    { "Invoice", "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2", KONTOR_SYNTAX_UBL },
    { "CreditNote",
      "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2",
      KONTOR_SYNTAX_UBL },
    { "CrossIndustryDocument",
      "urn:ferd:CrossIndustryDocument:invoice:1p0",
      KONTOR_SYNTAX_ZUGFERD1 },
  };
  const char *uri = root != NULL && root->ns != NULL ? (const char *) root->ns->href : "";
  guint       i;

  for (i = 0; root != NULL && i < G_N_ELEMENTS (roots); i++)
    {
      if (strcmp (roots[i].name, kontor_node_name (root)) == 0 && strcmp (roots[i].uri, uri) == 0)
        {
          *syntax = roots[i].syntax;
          return TRUE;
        }
    }

  return FALSE;
}

static void
file_free (gpointer data)
{
  g_string_free (data, TRUE);
}

static KontorEinvoice *
einvoice_new (void)
{
  KontorEinvoice *self = g_new0 (KontorEinvoice, 1);

  self->invoice = kontor_invoice_new ();
  self->findings = kontor_findings_new ();
  return self;
}

/**
 * kontor_einvoice_free:
 * @self: (nullable) (transfer full): what was read
 *
 * Frees it.
 */
void
kontor_einvoice_free (KontorEinvoice *self)
{
  if (self == NULL)
    return;

  kontor_invoice_free (self->invoice);
  g_ptr_array_unref (self->findings);
  g_free (self);
}

/* Which of our own kinds a type code comes nearest to. */
static KontorInvoiceKind
get_kind (const KontorInvoice *invoice)
{
  static const char *const parts[] = { "326", "875", "876", NULL };

  if (kontor_invoice_is_credit (invoice))
    return KONTOR_INVOICE_CREDIT_NOTE;
  if (g_strcmp0 (invoice->type_code, "386") == 0)
    return KONTOR_INVOICE_ADVANCE;
  if (invoice->type_code != NULL && g_strv_contains (parts, invoice->type_code))
    return KONTOR_INVOICE_PART;

  return KONTOR_INVOICE_INVOICE;
}

static gboolean
has_empty_element (const xmlNode *node)
{
  const xmlNode *child = xmlFirstElementChild ((xmlNode *) node);

  if (child == NULL)
    {
      g_autofree char *text = kontor_node_dup_text (node);

      return text == NULL && strcmp (kontor_node_name (node), "ApplicableHeaderTradeDelivery") != 0
             && strcmp (kontor_node_name (node), "AttachmentBinaryObject") != 0
             && strcmp (kontor_node_name (node), "EmbeddedDocumentBinaryObject") != 0;
    }

  for (; child != NULL; child = xmlNextElementSibling ((xmlNode *) child))
    {
      if (has_empty_element (child))
        return TRUE;
    }

  return FALSE;
}

/* What only the bytes show. */
static void
judge_document (KontorEinvoiceReader *self, const xmlNode *root)
{
  const KontorInvoice *invoice = self->invoice;
  gboolean             is_xrechnung = self->result->profile == KONTOR_PROFILE_XRECHNUNG;

  if (kontor_text_is_blank (invoice->specification))
    kontor_reader_report (self, "BR-01");
  else if (self->result->profile == KONTOR_PROFILE_UNKNOWN)
    kontor_reader_report (self, "PROFILE")->found = g_strdup (invoice->specification);
  if (kontor_text_is_blank (invoice->type_code))
    kontor_reader_report (self, "BR-04");
  if (self->result->profile == KONTOR_PROFILE_MINIMUM
      || self->result->profile == KONTOR_PROFILE_BASIC_WL)
    kontor_reader_report (self, "PROFILE-BOOKING-AID");
  if (self->result->syntax == KONTOR_SYNTAX_ZUGFERD1)
    kontor_reader_report (self, "LEGACY");
  if (is_xrechnung && kontor_text_is_blank (invoice->process))
    kontor_reader_report (self, "PEPPOL-EN16931-R001");
  if (is_xrechnung && has_empty_element (root))
    kontor_reader_report (self, "PEPPOL-EN16931-R008");
}

/* The profile says which rules hold while the rest is read. */
static void
read_profile (KontorEinvoiceReader *self, const xmlNode *root)
{
  g_autofree char *specification = kontor_node_dup (
    root,
    self->result->syntax == KONTOR_SYNTAX_UBL
      ? "CustomizationID"
      : "ExchangedDocumentContext/GuidelineSpecifiedDocumentContextParameter/ID");

  self->result->profile = find_profile (specification);
}

static gboolean
read_document (KontorEinvoiceReader *self, KontorEinvoiceSchemas *schemas, GError **error)
{
  xmlNode *root = xmlDocGetRootElement (self->doc);

  if (!find_syntax (root, &self->result->syntax))
    {
      g_set_error_literal (error,
                           KONTOR_EINVOICE_ERROR,
                           KONTOR_EINVOICE_ERROR_FORMAT,
                           _ ("the file is XML but no electronic invoice"));
      return FALSE;
    }

  if (self->result->syntax == KONTOR_SYNTAX_ZUGFERD1)
    kontor_zugferd1_rename (root);
  read_profile (self, root);
  if (schemas != NULL && self->result->syntax != KONTOR_SYNTAX_ZUGFERD1)
    kontor_einvoice_validate (self, schemas, root);
  if (self->result->syntax == KONTOR_SYNTAX_UBL)
    kontor_ubl_read (self, root);
  else
    kontor_cii_read (self, root);
  self->invoice->kind = get_kind (self->invoice);
  judge_document (self, root);
  return TRUE;
}

/**
 * kontor_einvoice_read:
 * @bytes: the XML of a stranger
 * @schemas: (nullable): also measure it by the official schema of its profile; one thread at a time
 * @error: return location for an error of KONTOR_EINVOICE_ERROR
 *
 * Reads an electronic invoice: CII and Factur-X of every profile, ZUGFeRD 1 and 2, UBL, XRechnung
 * in both syntaxes. What it is, is told from the content. Values that are not of their type and
 * everything else that the model can't show become findings; what can be read is read. Document
 * types, entities, and files beyond what an invoice needs are refused. Any thread.
 *
 * Returns: (transfer full) (nullable): the invoice with findings; %NULL when the bytes are no
 * e-invoice
 */
KontorEinvoice *
kontor_einvoice_read (GBytes *bytes, KontorEinvoiceSchemas *schemas, GError **error)
{
  g_autoptr (KontorEinvoice) result = einvoice_new ();
  g_autoptr (GHashTable) files = g_hash_table_new_full (NULL, NULL, NULL, file_free);
  KontorEinvoiceReader reader = { .files = files, .result = result, .invoice = result->invoice };
  gboolean             done;

  g_return_val_if_fail (bytes != NULL, NULL);

  reader.doc = kontor_einvoice_parse (bytes, files, error);
  if (reader.doc == NULL)
    return NULL;

  done = read_document (&reader, schemas, error);
  xmlFreeDoc (reader.doc);
  return done ? g_steal_pointer (&result) : NULL;
}

static KontorCheckKind
get_check_kind (KontorEinvoiceProfile profile)
{
  switch (profile)
    {
    case KONTOR_PROFILE_MINIMUM:
      return KONTOR_CHECK_MINIMUM;
    case KONTOR_PROFILE_BASIC_WL:
      return KONTOR_CHECK_BASIC_WL;
    case KONTOR_PROFILE_XRECHNUNG:
      return KONTOR_CHECK_XRECHNUNG;
    case KONTOR_PROFILE_BASIC:
    case KONTOR_PROFILE_EN16931:
    case KONTOR_PROFILE_EXTENDED:
    case KONTOR_PROFILE_UNKNOWN:
      return KONTOR_CHECK_EN16931;
    }

  g_return_val_if_reached (KONTOR_CHECK_EN16931);
}

static void
move_finding (GPtrArray *to, const KontorFinding *finding)
{
  KontorFinding *copy = kontor_findings_add (to, finding->rule);

  copy->severity = finding->severity;
  copy->field = finding->field;
  copy->line = finding->line;
  copy->part = finding->part;
  copy->expected = g_strdup (finding->expected);
  copy->found = g_strdup (finding->found);
}

static char *
dup_key (const KontorFinding *finding)
{
  return g_strdup_printf ("%s %u %u", finding->rule, finding->line, finding->part);
}

/**
 * kontor_einvoice_check:
 * @self: what was read
 * @rules: code lists, rates
 *
 * Everything that is known to be wrong with a received invoice: what reading it showed, then what
 * kontor_invoice_check() finds by the rules of its profile, without what reading had found already.
 * Any thread.
 *
 * Returns: (transfer full) (element-type KontorFinding): the rules that are broken; empty when none
 */
GPtrArray *
kontor_einvoice_check (const KontorEinvoice *self, const KontorFinanceRules *rules)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) found = NULL;
  GPtrArray *all = kontor_findings_new ();
  guint      i;

  g_return_val_if_fail (self != NULL, all);

  for (i = 0; i < self->findings->len; i++)
    {
      const KontorFinding *finding = g_ptr_array_index (self->findings, i);

      move_finding (all, finding);
      g_hash_table_add (known, dup_key (finding));
    }

  found = kontor_invoice_check (self->invoice, get_check_kind (self->profile), rules);
  for (i = 0; i < found->len; i++)
    {
      const KontorFinding *finding = g_ptr_array_index (found, i);
      g_autofree char     *key = dup_key (finding);

      if (!g_hash_table_contains (known, key))
        move_finding (all, finding);
    }

  return all;
}
