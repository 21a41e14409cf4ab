/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <string.h>

#include "kontor-einvoice-reader-private.h"

/* What a stranger's file may have; an honest invoice is far below each. */
#define MOST_BYTES (50 * 1024 * 1024)
#define MOST_NODES 1000000 /* elements and attributes: 4 bytes of XML become 120 in memory */
#define MOST_DEPTH 64
#define MOST_FILE_BYTES (20 * 1024 * 1024)                              /* of an attachment */
#define MOST_FILE_TEXT (MOST_FILE_BYTES / 3 * 4 + MOST_FILE_BYTES / 30) /* with line ends */

/* What the parser is told besides the tree that libxml2 builds. */
typedef struct
{
  xmlSAXHandler builder; /* libxml2's own */
  GHashTable   *files;
  guint         n_nodes;
  guint         depth;
  const char   *refusal; /* (nullable): untranslated: why parsing was stopped */
} KontorParse;

static void
refuse (xmlParserCtxt *context, const char *sentence)
{
  KontorParse *parse = context->_private;

  if (parse->refusal == NULL)
    parse->refusal = sentence;
  xmlStopParser (context);
}

/* A document type can bring entities, and those can bring files or fill the memory; no invoice has
 * one. This comes before anything in it is read. */
static void
document_type_cb (void *data, const xmlChar *name, const xmlChar *external, const xmlChar *system)
{
  refuse (data, N_ ("the file has a document type, which no invoice has"));
}

static void
start_element_cb (void           *data,
                  const xmlChar  *name,
                  const xmlChar  *prefix,
                  const xmlChar  *uri,
                  int             n_namespaces,
                  const xmlChar **namespaces,
                  int             n_attributes,
                  int             n_defaulted,
                  const xmlChar **attributes)
{
  xmlParserCtxt *context = data;
  KontorParse   *parse = context->_private;

  parse->n_nodes += 1 + (guint) n_attributes + (guint) n_namespaces;
  parse->depth++;
  if (parse->n_nodes > MOST_NODES || parse->depth > MOST_DEPTH)
    {
      refuse (context, N_ ("the file has more elements than an invoice has"));
      return;
    }

  parse->builder.startElementNs (
    data, name, prefix, uri, n_namespaces, namespaces, n_attributes, n_defaulted, attributes);
}

static void
end_element_cb (void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
  xmlParserCtxt *context = data;
  KontorParse   *parse = context->_private;

  parse->depth--;
  parse->builder.endElementNs (data, name, prefix, uri);
}

static gboolean
holds_file (const xmlNode *node)
{
  const char *name = node != NULL ? (const char *) node->name : "";

  return strcmp (name, "AttachmentBinaryObject") == 0
         || strcmp (name, "EmbeddedDocumentBinaryObject") == 0;
}

/* Attachments are collected beside the tree: libxml2 allows 10 MB of text in one node, which is
 * right for all else. */
static void
characters_cb (void *data, const xmlChar *text, int length)
{
  xmlParserCtxt *context = data;
  KontorParse   *parse = context->_private;
  GString       *file;

  if (!holds_file (context->node))
    {
      parse->builder.characters (data, text, length);
      return;
    }

  file = g_hash_table_lookup (parse->files, context->node);
  if (file == NULL)
    {
      file = g_string_new (NULL);
      g_hash_table_insert (parse->files, context->node, file);
    }
  if (file->len + (gsize) length > MOST_FILE_TEXT)
    {
      refuse (context, N_ ("a file inside the invoice is larger than 20 MB"));
      return;
    }

  g_string_append_len (file, (const char *) text, length);
}

static void
error_cb (void *data, xmlError *error)
{
}

static void
hook (xmlParserCtxt *context, KontorParse *parse)
{
  parse->builder = *context->sax;
  context->_private = parse;
  context->sax->internalSubset = document_type_cb;
  context->sax->startElementNs = start_element_cb;
  context->sax->endElementNs = end_element_cb;
  context->sax->characters = characters_cb;
  context->sax->cdataBlock = characters_cb;
  context->sax->ignorableWhitespace = characters_cb;
  context->sax->serror = error_cb;
}

static void
report (const xmlParserCtxt *context, const KontorParse *parse, GError **error)
{
  const xmlError  *last = &context->lastError;
  g_autofree char *message = g_strdup (last->message != NULL ? last->message : "");

  if (parse->refusal != NULL)
    g_set_error_literal (
      error, KONTOR_EINVOICE_ERROR, KONTOR_EINVOICE_ERROR_HOSTILE, _ (parse->refusal));
  else
    g_set_error (error,
                 KONTOR_EINVOICE_ERROR,
                 KONTOR_EINVOICE_ERROR_FORMAT,
                 _ ("the file is no well-formed XML: line %d: %s"),
                 last->line,
                 g_strchomp (message));
}

/* Parses a stranger's XML: no document type, no entities but the five, no network, no more than an
 * invoice needs. Byte order marks, UTF-16 and ISO-8859-1 are understood. */
xmlDoc *
kontor_einvoice_parse (GBytes *bytes, GHashTable *files, GError **error)
{
  KontorParse    parse = { .files = files };
  gsize          size;
  const char    *data = g_bytes_get_data (bytes, &size);
  xmlParserCtxt *context;
  xmlDoc        *doc;

  if (size == 0 || size > MOST_BYTES)
    {
      g_set_error_literal (error,
                           KONTOR_EINVOICE_ERROR,
                           size == 0 ? KONTOR_EINVOICE_ERROR_FORMAT : KONTOR_EINVOICE_ERROR_HOSTILE,
                           size == 0 ? _ ("the file is empty")
                                     : _ ("the file is larger than 50 MB"));
      return NULL;
    }

  context = xmlNewParserCtxt ();
  hook (context, &parse);
  doc = xmlCtxtReadMemory (
    context, data, (int) size, NULL, NULL, XML_PARSE_NONET | XML_PARSE_NOCDATA);
  if (doc != NULL && parse.refusal != NULL)
    g_clear_pointer (&doc, xmlFreeDoc);
  if (doc == NULL)
    report (context, &parse, error);
  xmlFreeParserCtxt (context);
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
