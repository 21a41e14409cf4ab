/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <glib.h>
#include <libxml/tree.h>

G_BEGIN_DECLS

/**
 * KontorForeignXmlError:
 * @KONTOR_FOREIGN_XML_ERROR_FORMAT: no well-formed XML; the message says where
 * @KONTOR_FOREIGN_XML_ERROR_DOCUMENT_TYPE: a document type, which can bring entities
 * @KONTOR_FOREIGN_XML_ERROR_NODES: more elements than the limit, or deeper ones
 * @KONTOR_FOREIGN_XML_ERROR_ASIDE: a text that is kept aside is longer than its limit
 */
typedef enum
{
  KONTOR_FOREIGN_XML_ERROR_FORMAT,
  KONTOR_FOREIGN_XML_ERROR_DOCUMENT_TYPE,
  KONTOR_FOREIGN_XML_ERROR_NODES,
  KONTOR_FOREIGN_XML_ERROR_ASIDE,
} KontorForeignXmlError;

#define KONTOR_FOREIGN_XML_ERROR (kontor_foreign_xml_error_quark ())
GQuark kontor_foreign_xml_error_quark (void);

/**
 * KontorForeignXmlLimits:
 * @most_nodes: elements, attributes and namespaces: 4 bytes of XML become 120 in memory
 * @most_depth: of elements in each other
 * @is_aside: (nullable): whether the text of this element is kept out of the tree, in @aside;
 *   libxml2 allows 10 MB of text in one node, which is right for all else
 * @most_aside: bytes of one text that is kept aside
 * @aside: (nullable) (element-type xmlNode GString): filled while the file is read
 *
 * What a stranger's file may have.
 */
typedef struct
{
  guint most_nodes;
  guint most_depth;
  gboolean (*is_aside) (const xmlNode *node);
  gsize       most_aside;
  GHashTable *aside;
} KontorForeignXmlLimits;

xmlDoc *
kontor_foreign_xml_parse (GBytes *bytes, const KontorForeignXmlLimits *limits, GError **error);

G_END_DECLS
