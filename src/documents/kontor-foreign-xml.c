/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-foreign-xml.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>

G_DEFINE_QUARK (kontor - foreign - xml - error - quark, kontor_foreign_xml_error)

/* What the parser is told besides the tree that libxml2 builds. */
typedef struct
{
  xmlSAXHandler                 builder; /* libxml2's own */
  const KontorForeignXmlLimits *limits;
  guint                         n_nodes;
  guint                         depth;
  gboolean                      is_refused;
  KontorForeignXmlError         refusal; /* while is_refused */
} KontorParse;

static void
refuse (xmlParserCtxt *context, KontorForeignXmlError refusal)
{
  KontorParse *parse = context->_private;

  if (!parse->is_refused)
    parse->refusal = refusal;
  parse->is_refused = TRUE;
  xmlStopParser (context);
}

/* This comes before anything in the document type is read. */
static void
document_type_cb (void *data, const xmlChar *name, const xmlChar *external, const xmlChar *system)
{
  refuse (data, KONTOR_FOREIGN_XML_ERROR_DOCUMENT_TYPE);
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
  if (parse->n_nodes > parse->limits->most_nodes || parse->depth > parse->limits->most_depth)
    {
      refuse (context, KONTOR_FOREIGN_XML_ERROR_NODES);
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

static void
characters_cb (void *data, const xmlChar *text, int length)
{
  xmlParserCtxt                *context = data;
  KontorParse                  *parse = context->_private;
  const KontorForeignXmlLimits *limits = parse->limits;
  GString                      *aside;

  if (context->node == NULL || limits->is_aside == NULL || !limits->is_aside (context->node))
    {
      parse->builder.characters (data, text, length);
      return;
    }

  aside = g_hash_table_lookup (limits->aside, context->node);
  if (aside == NULL)
    {
      aside = g_string_new (NULL);
      g_hash_table_insert (limits->aside, context->node, aside);
    }
  if (aside->len + (gsize) length > limits->most_aside)
    {
      refuse (context, KONTOR_FOREIGN_XML_ERROR_ASIDE);
      return;
    }

  g_string_append_len (aside, (const char *) text, length);
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
report_refusal (const KontorParse *parse, GError **error)
{
  g_autofree char *size = g_format_size (parse->limits->most_aside);

  switch (parse->refusal)
    {
    case KONTOR_FOREIGN_XML_ERROR_DOCUMENT_TYPE:
      g_set_error_literal (error,
                           KONTOR_FOREIGN_XML_ERROR,
                           KONTOR_FOREIGN_XML_ERROR_DOCUMENT_TYPE,
                           _ ("the file has a document type, which no file of its kind has"));
      return;
    case KONTOR_FOREIGN_XML_ERROR_NODES:
      g_set_error_literal (error,
                           KONTOR_FOREIGN_XML_ERROR,
                           KONTOR_FOREIGN_XML_ERROR_NODES,
                           _ ("the file has more elements than any file of its kind"));
      return;
    case KONTOR_FOREIGN_XML_ERROR_ASIDE:
      g_set_error (error,
                   KONTOR_FOREIGN_XML_ERROR,
                   KONTOR_FOREIGN_XML_ERROR_ASIDE,
                   _ ("a file inside it is larger than %s"),
                   size);
      return;
    case KONTOR_FOREIGN_XML_ERROR_FORMAT:
      break;
    }

  g_return_if_reached ();
}

static void
report (const xmlParserCtxt *context, const KontorParse *parse, GError **error)
{
  const xmlError  *last = &context->lastError;
  g_autofree char *message = g_strdup (last->message != NULL ? last->message : "");

  if (parse->is_refused)
    report_refusal (parse, error);
  else
    g_set_error (error,
                 KONTOR_FOREIGN_XML_ERROR,
                 KONTOR_FOREIGN_XML_ERROR_FORMAT,
                 _ ("the file is no well-formed XML: line %d: %s"),
                 last->line,
                 g_strchomp (message));
}

/**
 * kontor_foreign_xml_parse:
 * @bytes: up to 2 GiB; the caller has looked at the size
 * @limits: what the file may have
 * @error: return location for a `GError`, or %NULL
 *
 * Parses a stranger's XML: no document type, no entities but the five, no network, no more than the
 * limits allow. Byte order marks, UTF-16 and ISO-8859-1 are understood.
 *
 * Returns: (transfer full) (nullable): the tree, for xmlFreeDoc(); %NULL with an error of
 *   %KONTOR_FOREIGN_XML_ERROR
 */
xmlDoc *
kontor_foreign_xml_parse (GBytes *bytes, const KontorForeignXmlLimits *limits, GError **error)
{
  KontorParse    parse = { .limits = limits };
  gsize          size;
  const char    *data;
  xmlParserCtxt *context;
  xmlDoc        *doc;

  g_return_val_if_fail (bytes != NULL && g_bytes_get_size (bytes) <= G_MAXINT, NULL);
  g_return_val_if_fail (limits->is_aside == NULL || limits->aside != NULL, NULL);

  data = g_bytes_get_data (bytes, &size);
  context = xmlNewParserCtxt ();
  hook (context, &parse);
  doc = xmlCtxtReadMemory (
    context, data, (int) size, NULL, NULL, XML_PARSE_NONET | XML_PARSE_NOCDATA);
  if (doc != NULL && parse.is_refused)
    g_clear_pointer (&doc, xmlFreeDoc);
  if (doc == NULL)
    report (context, &parse, error);
  xmlFreeParserCtxt (context);
  return doc;
}
