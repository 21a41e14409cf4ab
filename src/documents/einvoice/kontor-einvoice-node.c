/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include <string.h>

#include "kontor-einvoice-reader-private.h"

const char *
kontor_node_name (const xmlNode *node)
{
  return (const char *) node->name;
}

static xmlNode *
seek (xmlNode *node, const char *name, gsize length)
{
  for (; node != NULL; node = node->next)
    {
      if (node->type == XML_ELEMENT_NODE && strncmp (kontor_node_name (node), name, length) == 0
          && kontor_node_name (node)[length] == '\0' && kontor_einvoice_has_namespace (node))
        return node;
    }

  return NULL;
}

/* The first child of a name; NULL has none. */
xmlNode *
kontor_node_first (const xmlNode *node, const char *name)
{
  return node != NULL ? seek (node->children, name, strlen (name)) : NULL;
}

/* The next sibling of the same name. */
xmlNode *
kontor_node_next (const xmlNode *node)
{
  return seek (node->next, kontor_node_name (node), strlen (kontor_node_name (node)));
}

xmlNode *
kontor_node_find (const xmlNode *node, const char *path)
{
  xmlNode *at = (xmlNode *) node;

  while (at != NULL && path != NULL)
    {
      const char *slash = strchr (path, '/');

      at = seek (at->children, path, slash != NULL ? (gsize) (slash - path) : strlen (path));
      path = slash != NULL ? slash + 1 : NULL;
    }

  return at;
}

static gboolean
is_blank (const char *text)
{
  return *text == '\0';
}

/* What an element says, without white space around it; NULL when that is nothing. */
char *
kontor_node_dup_text (const xmlNode *node)
{
  xmlChar         *content = node != NULL ? xmlNodeGetContent (node) : NULL;
  g_autofree char *text = content != NULL ? g_strdup ((const char *) content) : NULL;

  if (content != NULL)
    xmlFree (content);
  if (text == NULL || is_blank (g_strstrip (text)))
    return NULL;

  return g_steal_pointer (&text);
}

/* Text of a path with its line breaks. */
char *
kontor_node_dup_lines (const xmlNode *node, const char *path)
{
  return kontor_node_dup_text (kontor_node_find (node, path));
}

/* Text of a path on one line: a name that a file breaks is one name. */
char *
kontor_node_dup (const xmlNode *node, const char *path)
{
  char *text = kontor_node_dup_lines (node, path);
  char *from;
  char *to;

  for (from = to = text; from != NULL && *from != '\0'; from++)
    {
      gboolean is_break = *from == '\n' || *from == '\r' || *from == '\t';

      if (!is_break)
        *to++ = *from;
      else if (to > text && to[-1] != ' ')
        *to++ = ' ';
    }
  if (to != NULL)
    *to = '\0';
  return text;
}

char *
kontor_node_dup_attribute (const xmlNode *node, const char *name)
{
  xmlChar         *content = node != NULL ? xmlGetNoNsProp (node, BAD_CAST name) : NULL;
  g_autofree char *text = content != NULL ? g_strdup ((const char *) content) : NULL;

  if (content != NULL)
    xmlFree (content);
  if (text == NULL || is_blank (g_strstrip (text)))
    return NULL;

  return g_steal_pointer (&text);
}

/* An identifier with the attribute that says its list. */
void
kontor_node_take_id (const xmlNode *node, KontorInvoiceId *id)
{
  g_free (id->id);
  g_free (id->scheme);
  id->id = kontor_node_dup_text (node);
  id->scheme = kontor_node_dup_attribute (node, "schemeID");
}
