/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-xml.h"

#include "kontor-text.h"

typedef struct
{
  char    *name;
  GString *attributes;
  gboolean is_written; /* its start tag */
  gboolean has_children;
} KontorXmlElement;

struct _KontorXml
{
  GString   *out;   /* (owned) */
  GPtrArray *stack; /* (owned) (element-type KontorXmlElement): what is open */
};

static void
element_free (gpointer data)
{
  KontorXmlElement *self = data;

  g_free (self->name);
  g_string_free (self->attributes, TRUE);
  g_free (self);
}

/**
 * kontor_xml_new:
 *
 * Returns: (transfer full): an empty document
 */
KontorXml *
kontor_xml_new (void)
{
  KontorXml *self = g_new0 (KontorXml, 1);

  self->out = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
  self->stack = g_ptr_array_new_with_free_func (element_free);
  return self;
}

/**
 * kontor_xml_free:
 * @self: (nullable) (transfer full): a document
 *
 * Frees it with what was written.
 */
void
kontor_xml_free (KontorXml *self)
{
  if (self == NULL)
    return;

  if (self->out != NULL)
    g_string_free (self->out, TRUE);
  g_ptr_array_unref (self->stack);
  g_free (self);
}

/* The characters that XML 1.0 has no place for, not even escaped, become a blank. */
static gboolean
is_allowed (gunichar letter)
{
  return letter >= 0x20 ? letter != 0xfffe && letter != 0xffff : letter == '\t' || letter == '\n';
}

static void
append_escaped (GString *out, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  const char      *at;

  for (at = valid; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);

      if (letter == '&')
        g_string_append (out, "&amp;");
      else if (letter == '<')
        g_string_append (out, "&lt;");
      else if (letter == '>')
        g_string_append (out, "&gt;");
      else if (letter == '"')
        g_string_append (out, "&quot;");
      else if (is_allowed (letter))
        g_string_append_unichar (out, letter);
      else if (letter != '\r')
        g_string_append_c (out, ' ');
    }
}

static void
new_line (KontorXml *self, guint depth)
{
  guint i;

  g_string_append_c (self->out, '\n');
  for (i = 0; i < depth; i++)
    g_string_append (self->out, "  ");
}

/* Writes the start tags that are due. */
static void
write_open (KontorXml *self)
{
  guint i;

  for (i = 0; i < self->stack->len; i++)
    {
      KontorXmlElement *element = g_ptr_array_index (self->stack, i);

      if (element->is_written)
        continue;

      if (i > 0)
        ((KontorXmlElement *) g_ptr_array_index (self->stack, i - 1))->has_children = TRUE;
      new_line (self, i);
      g_string_append_printf (self->out, "<%s%s>", element->name, element->attributes->str);
      element->is_written = TRUE;
    }
}

static KontorXmlElement *
get_last (KontorXml *self)
{
  g_assert (self->stack->len > 0);

  return g_ptr_array_index (self->stack, self->stack->len - 1);
}

/**
 * kontor_xml_open:
 * @self: a document
 * @name: of the element, with prefix
 *
 * Opens an element in the one that is open.
 */
void
kontor_xml_open (KontorXml *self, const char *name)
{
  KontorXmlElement *element;

  g_return_if_fail (self != NULL);
  g_return_if_fail (name != NULL);

  element = g_new0 (KontorXmlElement, 1);
  element->name = g_strdup (name);
  element->attributes = g_string_new (NULL);
  g_ptr_array_add (self->stack, element);
}

/**
 * kontor_xml_attribute:
 * @self: a document with an open element that nothing was written into
 * @name: of the attribute
 * @value: (nullable): nothing is written without one
 *
 * Gives the open element an attribute. That alone does not make it be written.
 */
void
kontor_xml_attribute (KontorXml *self, const char *name, const char *value)
{
  KontorXmlElement *element;

  g_return_if_fail (self != NULL);
  g_return_if_fail (name != NULL);

  element = get_last (self);
  g_return_if_fail (!element->is_written);
  if (value == NULL || *value == '\0')
    return;

  g_string_append_printf (element->attributes, " %s=\"", name);
  append_escaped (element->attributes, value);
  g_string_append_c (element->attributes, '"');
}

/**
 * kontor_xml_keep:
 * @self: a document with an open element
 *
 * Has the open element written even if it stays empty, for the few that a schema demands.
 */
void
kontor_xml_keep (KontorXml *self)
{
  g_return_if_fail (self != NULL);

  write_open (self);
}

/**
 * kontor_xml_text:
 * @self: a document with an open element
 * @text: (nullable): UTF-8; nothing is written when it is blank
 *
 * Writes text into the open element.
 */
void
kontor_xml_text (KontorXml *self, const char *text)
{
  g_return_if_fail (self != NULL);

  if (kontor_text_is_blank (text))
    return;

  write_open (self);
  append_escaped (self->out, text);
}

/**
 * kontor_xml_close:
 * @self: a document with an open element
 *
 * Closes the open element; if nothing was written into it, it is as if it had not been opened.
 */
void
kontor_xml_close (KontorXml *self)
{
  KontorXmlElement *element;

  g_return_if_fail (self != NULL);

  element = get_last (self);
  if (element->is_written)
    {
      if (element->has_children)
        new_line (self, self->stack->len - 1);
      g_string_append_printf (self->out, "</%s>", element->name);
    }

  g_ptr_array_set_size (self->stack, (int) self->stack->len - 1);
}

/**
 * kontor_xml_leaf:
 * @self: a document
 * @name: of the element
 * @text: (nullable): its text; without it there is no element
 *
 * Writes an element that holds text.
 */
void
kontor_xml_leaf (KontorXml *self, const char *name, const char *text)
{
  kontor_xml_leaf_with (self, name, text, NULL, NULL);
}

/**
 * kontor_xml_leaf_with:
 * @self: a document
 * @name: of the element
 * @text: (nullable): its text; without it there is no element
 * @attribute: (nullable): of its attribute
 * @value: (nullable): of the attribute; without it there is no attribute
 *
 * Writes an element that holds text and has an attribute.
 */
void
kontor_xml_leaf_with (
  KontorXml *self, const char *name, const char *text, const char *attribute, const char *value)
{
  kontor_xml_open (self, name);
  if (attribute != NULL)
    kontor_xml_attribute (self, attribute, value);
  kontor_xml_text (self, text);
  kontor_xml_close (self);
}

/**
 * kontor_xml_finish:
 * @self: a document with nothing open
 *
 * Ends the document; nothing can be written after it.
 *
 * Returns: (transfer full): UTF-8 without a byte order mark, with a line feed at the end
 */
GBytes *
kontor_xml_finish (KontorXml *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (self->stack->len == 0, NULL);

  g_string_append_c (self->out, '\n');
  return g_string_free_to_bytes (g_steal_pointer (&self->out));
}
