/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "kontor-einvoice-reader-private.h"
#include "kontor-foreign-xml.h"

/* What a stranger's file may have; an honest invoice is far below each. */
#define MOST_BYTES (50 * 1024 * 1024)
#define MOST_NODES 1000000
#define MOST_DEPTH 64
#define MOST_FILE_BYTES (20 * 1024 * 1024)                              /* of an attachment */
#define MOST_FILE_TEXT (MOST_FILE_BYTES / 3 * 4 + MOST_FILE_BYTES / 30) /* with line ends */

static gboolean
holds_file (const xmlNode *node)
{
  const char *name = node != NULL ? (const char *) node->name : "";

  return strcmp (name, "AttachmentBinaryObject") == 0
         || strcmp (name, "EmbeddedDocumentBinaryObject") == 0;
}

/* Byte order marks, UTF-16 and ISO-8859-1 are understood; attachments come beside the tree. */
xmlDoc *
kontor_einvoice_parse (GBytes *bytes, GHashTable *files, GError **error)
{
  const KontorForeignXmlLimits limits = {
    .most_nodes = MOST_NODES,
    .most_depth = MOST_DEPTH,
    .is_aside = holds_file,
    .most_aside = MOST_FILE_TEXT,
    .aside = files,
  };
  g_autoptr (GError) cause = NULL;
  gsize   size = g_bytes_get_size (bytes);
  xmlDoc *doc;

  if (size == 0 || size > MOST_BYTES)
    {
      g_set_error_literal (error,
                           KONTOR_EINVOICE_ERROR,
                           size == 0 ? KONTOR_EINVOICE_ERROR_FORMAT : KONTOR_EINVOICE_ERROR_HOSTILE,
                           size == 0 ? _ ("the file is empty")
                                     : _ ("the file is larger than 50 MB"));
      return NULL;
    }

  doc = kontor_foreign_xml_parse (bytes, &limits, &cause);
  if (doc == NULL)
    g_set_error_literal (
      error,
      KONTOR_EINVOICE_ERROR,
      g_error_matches (cause, KONTOR_FOREIGN_XML_ERROR, KONTOR_FOREIGN_XML_ERROR_FORMAT)
        ? KONTOR_EINVOICE_ERROR_FORMAT
        : KONTOR_EINVOICE_ERROR_HOSTILE,
      cause->message);
  return doc;
}

/* CII, UBL and ZUGFeRD 1 each have a family of namespaces; what is of no family is not looked at.
 */
gboolean
kontor_einvoice_has_namespace (const xmlNode *node)
{
  const char *uri = node->ns != NULL ? (const char *) node->ns->href : "";

  return g_str_has_prefix (uri, "urn:un:unece:uncefact:data:standard:")
         || g_str_has_prefix (uri, "urn:oasis:names:specification:ubl:schema:xsd:")
         || g_str_has_prefix (uri, "urn:ferd:CrossIndustryDocument:");
}

/* What ZUGFeRD 1 calls otherwise than its successors. */
static const struct
{
  const char *before;
  const char *now;
} names[] = {
  { "SpecifiedExchangedDocumentContext", "ExchangedDocumentContext" },
  { "HeaderExchangedDocument", "ExchangedDocument" },
  { "SpecifiedSupplyChainTradeTransaction", "SupplyChainTradeTransaction" },
  { "ApplicableSupplyChainTradeAgreement", "ApplicableHeaderTradeAgreement" },
  { "ApplicableSupplyChainTradeDelivery", "ApplicableHeaderTradeDelivery" },
  { "ApplicableSupplyChainTradeSettlement", "ApplicableHeaderTradeSettlement" },
  { "SpecifiedSupplyChainTradeAgreement", "SpecifiedLineTradeAgreement" },
  { "SpecifiedSupplyChainTradeDelivery", "SpecifiedLineTradeDelivery" },
  { "SpecifiedSupplyChainTradeSettlement", "SpecifiedLineTradeSettlement" },
  { "ApplicablePercent", "RateApplicablePercent" },
};

static const char *
get_new_name (const xmlNode *node)
{
  const char *name = (const char *) node->name;
  guint       i;

  if (strcmp (name, "SpecifiedTradeSettlementMonetarySummation") == 0)
    return strcmp ((const char *) node->parent->name, "ApplicableHeaderTradeSettlement") == 0
             ? "SpecifiedTradeSettlementHeaderMonetarySummation"
             : "SpecifiedTradeSettlementLineMonetarySummation";

  for (i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (strcmp (names[i].before, name) == 0)
        return names[i].now;
    }

  return NULL;
}

/* Gives a ZUGFeRD 1 document the names of CII, so that one reader reads both. The depth is limited
 * by the parser. */
void
kontor_zugferd1_rename (xmlNode *root)
{
  xmlNode *child;

  for (child = xmlFirstElementChild (root); child != NULL; child = xmlNextElementSibling (child))
    {
      const char *name = get_new_name (child);

      if (name != NULL)
        xmlNodeSetName (child, BAD_CAST name);
      kontor_zugferd1_rename (child);
    }
}
