/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-shape-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "kontor-value-error.h"

#define MEMBER(type, data, field) (*(type *) (gpointer) ((char *) (data) + (field)->offset))
#define MEMBER_CONST(type, data, field)                                                            \
  (*(const type *) (gconstpointer) ((const char *) (data) + (field)->offset))

static void
init (const KontorShape *self, gpointer data)
{
  guint i;

  for (i = 0; i < self->n_fields; i++)
    {
      const KontorField *field = &self->fields[i];

      if (field->type == KONTOR_FIELD_ARRAY)
        MEMBER (GPtrArray *, data, field) = g_ptr_array_new_with_free_func (
          field->shape->free_func);
      else if (field->type == KONTOR_FIELD_STRUCT)
        init (field->shape, (char *) data + field->offset);
    }
}

static void
clear (const KontorShape *self, gpointer data)
{
  guint i;

  for (i = 0; i < self->n_fields; i++)
    {
      const KontorField *field = &self->fields[i];

      switch (field->type)
        {
        case KONTOR_FIELD_TEXT:
          g_clear_pointer (&MEMBER (char *, data, field), g_free);
          break;
        case KONTOR_FIELD_BYTES:
          g_clear_pointer (&MEMBER (GBytes *, data, field), g_bytes_unref);
          break;
        case KONTOR_FIELD_STRUCT:
          clear (field->shape, (char *) data + field->offset);
          break;
        case KONTOR_FIELD_POINTER:
          kontor_shape_free (field->shape, MEMBER (gpointer, data, field));
          MEMBER (gpointer, data, field) = NULL;
          break;
        case KONTOR_FIELD_ARRAY:
          g_clear_pointer (&MEMBER (GPtrArray *, data, field), g_ptr_array_unref);
          break;
        case KONTOR_FIELD_NUMBER:
        case KONTOR_FIELD_BOOLEAN:
        case KONTOR_FIELD_NAME:
          break;
        }
    }
}

/**
 * kontor_shape_new:
 * @self: a shape
 *
 * Returns: (transfer full): an empty struct of that shape, with empty arrays
 */
gpointer
kontor_shape_new (const KontorShape *self)
{
  gpointer data;

  g_return_val_if_fail (self != NULL, NULL);

  data = g_malloc0 (self->size);
  init (self, data);
  return data;
}

/**
 * kontor_shape_free:
 * @self: a shape
 * @data: (nullable) (transfer full): a struct of it
 *
 * Frees the struct with all that it holds.
 */
void
kontor_shape_free (const KontorShape *self, gpointer data)
{
  g_return_if_fail (self != NULL);

  if (data == NULL)
    return;

  clear (self, data);
  g_free (data);
}

static void
set_text (KontorJson *json, const char *key, const char *text)
{
  if (text != NULL && *text != '\0')
    kontor_json_set_string (json, key, text);
}

static void
set_bytes (KontorJson *json, const char *key, const GBytes *bytes)
{
  g_autofree char *text = NULL;
  gsize            size;
  const guchar    *data;

  if (bytes == NULL)
    return;

  data = g_bytes_get_data ((GBytes *) bytes, &size);
  text = g_base64_encode (data, size);
  kontor_json_set_string (json, key, text);
}

static void
set_object (KontorJson *json, const char *key, const KontorShape *shape, gconstpointer data)
{
  g_autoptr (KontorJson) object = kontor_shape_to_json (shape, data);

  if (kontor_json_length (object) > 0)
    kontor_json_set (json, key, g_steal_pointer (&object));
}

static void
set_array (KontorJson *json, const char *key, const KontorShape *shape, const GPtrArray *items)
{
  KontorJson *array;
  guint       i;

  if (items->len == 0)
    return;

  array = kontor_json_new_array ();
  for (i = 0; i < items->len; i++)
    kontor_json_append (array, kontor_shape_to_json (shape, g_ptr_array_index (items, i)));
  kontor_json_set (json, key, array);
}

static void
write_field (const KontorField *field, gconstpointer data, KontorJson *json)
{
  switch (field->type)
    {
    case KONTOR_FIELD_TEXT:
      set_text (json, field->key, MEMBER_CONST (char *, data, field));
      break;
    case KONTOR_FIELD_NUMBER:
      if (MEMBER_CONST (gint64, data, field) != 0)
        kontor_json_set_integer (json, field->key, MEMBER_CONST (gint64, data, field));
      break;
    case KONTOR_FIELD_BOOLEAN:
      if (MEMBER_CONST (gboolean, data, field))
        kontor_json_set_boolean (json, field->key, TRUE);
      break;
    case KONTOR_FIELD_BYTES:
      set_bytes (json, field->key, MEMBER_CONST (GBytes *, data, field));
      break;
    case KONTOR_FIELD_NAME:
      kontor_json_set_string (json, field->key, field->names[MEMBER_CONST (int, data, field)]);
      break;
    case KONTOR_FIELD_STRUCT:
      set_object (json, field->key, field->shape, (const char *) data + field->offset);
      break;
    case KONTOR_FIELD_POINTER:
      if (MEMBER_CONST (gpointer, data, field) != NULL)
        kontor_json_set (json,
                         field->key,
                         kontor_shape_to_json (field->shape, MEMBER_CONST (gpointer, data, field)));
      break;
    case KONTOR_FIELD_ARRAY:
      set_array (json, field->key, field->shape, MEMBER_CONST (GPtrArray *, data, field));
      break;
    }
}

/**
 * kontor_shape_to_json:
 * @self: a shape
 * @data: a struct of it
 *
 * Writes the fields that are not empty, in the order of the shape, so that the same struct gives
 * the same text.
 *
 * Returns: (transfer full): an object
 */
KontorJson *
kontor_shape_to_json (const KontorShape *self, gconstpointer data)
{
  KontorJson *json = kontor_json_new_object ();
  guint       i;

  for (i = 0; i < self->n_fields; i++)
    write_field (&self->fields[i], data, json);
  return json;
}

static gboolean
refuse (GError **error, char *sentence) /* (transfer full) */
{
  g_set_error_literal (error, KONTOR_VALUE_ERROR, KONTOR_VALUE_ERROR_INVALID, sentence);
  g_free (sentence);
  return FALSE;
}

static gboolean
read_bytes (const KontorJson *json, const char *path, GBytes **bytes, GError **error)
{
  const char      *text = kontor_json_string (json);
  g_autofree char *again = NULL;
  gsize            size;
  guchar          *data = g_base64_decode (text, &size);

  g_clear_pointer (bytes, g_bytes_unref);
  *bytes = g_bytes_new_take (data, size);
  again = g_base64_encode (g_bytes_get_data (*bytes, NULL), size);

  /* Decoding skips what it does not know. */
  if (strcmp (again, text) != 0)
    return refuse (error, g_strdup_printf (_ ("“%s” is not base64"), path));

  return TRUE;
}

static gboolean
read_name (
  const KontorField *field, const KontorJson *json, const char *path, int *value, GError **error)
{
  int i;

  for (i = 0; field->names[i] != NULL; i++)
    {
      if (strcmp (field->names[i], kontor_json_string (json)) == 0)
        {
          *value = i;
          return TRUE;
        }
    }

  return refuse (error, g_strdup_printf (_ ("“%s” has a name that is not known"), path));
}

static gboolean
read_array (const KontorShape *shape,
            const KontorJson  *json,
            const char        *path,
            GPtrArray         *items,
            GError           **error)
{
  guint i;

  for (i = 0; i < kontor_json_length (json); i++)
    {
      g_autofree char *inner = g_strdup_printf ("%s.%u", path, i);
      gpointer         item = kontor_shape_new (shape);

      g_ptr_array_add (items, item);
      if (!kontor_shape_from_json (shape, kontor_json_at (json, i), inner, item, error))
        return FALSE;
    }

  return TRUE;
}

static KontorJsonType
get_json_type (KontorFieldType type)
{
  switch (type)
    {
    case KONTOR_FIELD_NUMBER:
      return KONTOR_JSON_INTEGER;
    case KONTOR_FIELD_BOOLEAN:
      return KONTOR_JSON_BOOLEAN;
    case KONTOR_FIELD_ARRAY:
      return KONTOR_JSON_ARRAY;
    case KONTOR_FIELD_STRUCT:
    case KONTOR_FIELD_POINTER:
      return KONTOR_JSON_OBJECT;
    case KONTOR_FIELD_TEXT:
    case KONTOR_FIELD_BYTES:
    case KONTOR_FIELD_NAME:
      return KONTOR_JSON_STRING;
    }

  g_return_val_if_reached (KONTOR_JSON_NULL);
}

static void
read_text (const KontorJson *json, char **text)
{
  g_free (*text);
  *text = g_strdup (kontor_json_string (json));
}

static gboolean
read_field (
  const KontorField *field, const KontorJson *json, const char *path, gpointer data, GError **error)
{
  switch (field->type)
    {
    case KONTOR_FIELD_TEXT:
      read_text (json, &MEMBER (char *, data, field));
      break;
    case KONTOR_FIELD_NUMBER:
      MEMBER (gint64, data, field) = kontor_json_integer (json);
      break;
    case KONTOR_FIELD_BOOLEAN:
      MEMBER (gboolean, data, field) = kontor_json_boolean (json);
      break;
    case KONTOR_FIELD_BYTES:
      return read_bytes (json, path, &MEMBER (GBytes *, data, field), error);
    case KONTOR_FIELD_NAME:
      return read_name (field, json, path, &MEMBER (int, data, field), error);
    case KONTOR_FIELD_STRUCT:
      return kontor_shape_from_json (
        field->shape, json, path, (char *) data + field->offset, error);
    case KONTOR_FIELD_POINTER:
      kontor_shape_free (field->shape, MEMBER (gpointer, data, field));
      MEMBER (gpointer, data, field) = kontor_shape_new (field->shape);
      return kontor_shape_from_json (
        field->shape, json, path, MEMBER (gpointer, data, field), error);
    case KONTOR_FIELD_ARRAY:
      g_ptr_array_set_size (MEMBER (GPtrArray *, data, field), 0);
      return read_array (field->shape, json, path, MEMBER (GPtrArray *, data, field), error);
    }

  return TRUE;
}

static const KontorField *
find_field (const KontorShape *self, const char *key)
{
  guint i;

  for (i = 0; i < self->n_fields; i++)
    {
      if (strcmp (self->fields[i].key, key) == 0)
        return &self->fields[i];
    }

  return NULL;
}

/**
 * kontor_shape_from_json:
 * @self: a shape
 * @json: an object
 * @path: where the object stands, "" at the top; for the sentence of an error
 * @data: an empty struct of the shape
 * @error: return location for an error of KONTOR_VALUE_ERROR
 *
 * Fills the struct. A key that the shape does not have is refused rather than skipped: what was
 * meant by it would be lost.
 *
 * Returns: FALSE when something in the object has no place in the struct
 */
gboolean
kontor_shape_from_json (
  const KontorShape *self, const KontorJson *json, const char *path, gpointer data, GError **error)
{
  guint i;

  g_return_val_if_fail (path != NULL, FALSE);

  if (kontor_json_type (json) != KONTOR_JSON_OBJECT)
    return refuse (error, g_strdup_printf (_ ("“%s” is no object"), path));

  for (i = 0; i < kontor_json_length (json); i++)
    {
      const char        *key = kontor_json_key_at (json, i);
      const KontorJson  *value = kontor_json_at (json, i);
      const KontorField *field = find_field (self, key);
      g_autofree char   *inner = *path == '\0' ? g_strdup (key)
                                               : g_strdup_printf ("%s.%s", path, key);

      if (field == NULL)
        return refuse (error, g_strdup_printf (_ ("an invoice has no field “%s”"), inner));
      if (kontor_json_type (value) == KONTOR_JSON_NULL)
        continue;
      if (kontor_json_type (value) != get_json_type (field->type))
        return refuse (error, g_strdup_printf (_ ("“%s” has a value of the wrong type"), inner));
      if (!read_field (field, value, inner, data, error))
        return FALSE;
    }

  return TRUE;
}
