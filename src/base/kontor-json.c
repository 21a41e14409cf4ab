/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-json-private.h"

#include <stdlib.h>
#include <string.h>

static KontorJson null_value = { .type = KONTOR_JSON_NULL };
static KontorJson booleans[2] = {
  { .type = KONTOR_JSON_BOOLEAN, .integer = 0 },
  { .type = KONTOR_JSON_BOOLEAN, .integer = 1 },
};

static gboolean
is_shared_constant (const KontorJson *self)
{
  return self->type == KONTOR_JSON_NULL || self->type == KONTOR_JSON_BOOLEAN;
}

static gboolean
has_type (const KontorJson *self, KontorJsonType type)
{
  return self != NULL && self->type == type;
}

static KontorJson *
new_node (KontorJsonType type, gsize extra)
{
  KontorJson *self = g_malloc (sizeof *self + extra);

  self->ref_count = 1;
  self->type = type;
  self->length = 0;
  self->capacity = 0;
  self->items = NULL;
  return self;
}

/* Private: a string node of @length bytes whose text the caller fills. */
KontorJson *
kontor_json_new_text (gsize length, char **text)
{
  KontorJson *self = new_node (KONTOR_JSON_STRING, length + 1);

  *text = (char *) (self + 1);
  (*text)[length] = '\0';
  return self;
}

/* Private: an array that takes over the values. */
KontorJson *
kontor_json_take_items (const KontorJsonMember *items, guint length)
{
  KontorJson *self = new_node (KONTOR_JSON_ARRAY, 0);
  guint       i = 0;

  self->items = length > 0 ? g_new (KontorJson *, length) : NULL;
  self->length = length;
  self->capacity = length;

  for (i = 0; i < length; i++)
    self->items[i] = items[i].value;

  return self;
}

/* Private: an object that takes over keys and values, which are sorted and without duplicates. */
KontorJson *
kontor_json_take_members (const KontorJsonMember *members, guint length)
{
  KontorJson *self = new_node (KONTOR_JSON_OBJECT, 0);

  self->members = g_memdup2 (members, length * sizeof *members);
  self->length = length;
  self->capacity = length;
  return self;
}

/* Private: for qsort. */
int
kontor_json_compare_members (const void *a, const void *b)
{
  return strcmp (((const KontorJsonMember *) a)->key, ((const KontorJsonMember *) b)->key);
}

/**
 * kontor_json_ref:
 * @self: a value
 *
 * May be called from any thread that holds a reference. A value with two references must not be
 * changed any more.
 *
 * Returns: (transfer full): @self
 */
KontorJson *
kontor_json_ref (KontorJson *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (!is_shared_constant (self))
    g_atomic_int_inc (&self->ref_count);

  return self;
}

/* The last owner needs no locked instruction: nobody else can take a reference any more. */
static gboolean
was_last_reference (KontorJson *self)
{
  return g_atomic_int_get (&self->ref_count) == 1 || g_atomic_int_dec_and_test (&self->ref_count);
}

static void
free_contents (KontorJson *self)
{
  guint i = 0;

  for (i = 0; i < self->length; i++)
    {
      if (self->type == KONTOR_JSON_OBJECT)
        g_free (self->members[i].key); /* owned by the array of plain structs */

      kontor_json_unref (self->type == KONTOR_JSON_OBJECT ? self->members[i].value
                                                          : self->items[i]);
    }

  if (self->type == KONTOR_JSON_ARRAY || self->type == KONTOR_JSON_OBJECT)
    g_free (self->items); /* the same word as members */
}

/**
 * kontor_json_unref:
 * @self: (transfer full): a value
 *
 * Gives a reference back, and frees the value with the last one.
 */
void
kontor_json_unref (KontorJson *self)
{
  g_return_if_fail (self != NULL);

  if (is_shared_constant (self) || !was_last_reference (self))
    return;

  free_contents (self);
  g_free (self); /* the node itself, at its end of life */
}

/**
 * kontor_json_new_null:
 *
 * Returns: (transfer full): null
 */
KontorJson *
kontor_json_new_null (void)
{
  return &null_value;
}

/**
 * kontor_json_new_boolean:
 * @value: the truth
 *
 * Returns: (transfer full): true or false
 */
KontorJson *
kontor_json_new_boolean (gboolean value)
{
  return &booleans[value ? 1 : 0];
}

/**
 * kontor_json_new_integer:
 * @value: the number
 *
 * Returns: (transfer full): a number
 */
KontorJson *
kontor_json_new_integer (gint64 value)
{
  KontorJson *self = new_node (KONTOR_JSON_INTEGER, 0);

  self->integer = value;
  return self;
}

/**
 * kontor_json_new_string:
 * @value: (nullable): UTF-8 text
 *
 * Returns: (transfer full): a string, or null if @value is %NULL
 */
KontorJson *
kontor_json_new_string (const char *value)
{
  KontorJson *self = NULL;
  char       *text = NULL;
  gsize       length = 0;

  if (value == NULL)
    return kontor_json_new_null ();

  length = strlen (value);
  g_return_val_if_fail (g_utf8_validate_len (value, length, NULL), kontor_json_new_null ());

  self = kontor_json_new_text (length, &text);
  memcpy (text, value, length);
  return self;
}

/**
 * kontor_json_new_array:
 *
 * Returns: (transfer full): an empty array
 */
KontorJson *
kontor_json_new_array (void)
{
  return new_node (KONTOR_JSON_ARRAY, 0);
}

/**
 * kontor_json_new_object:
 *
 * Returns: (transfer full): an empty object
 */
KontorJson *
kontor_json_new_object (void)
{
  return new_node (KONTOR_JSON_OBJECT, 0);
}

static void
reserve_one (KontorJson *self, gsize item_size)
{
  if (self->length < self->capacity)
    return;

  self->capacity = MAX (8, self->capacity * 2);
  self->items = g_realloc_n (self->items, self->capacity, item_size);
}

/**
 * kontor_json_append:
 * @self: an array with one owner
 * @value: (transfer full): what is put at its end
 */
void
kontor_json_append (KontorJson *self, KontorJson *value)
{
  g_return_if_fail (has_type (self, KONTOR_JSON_ARRAY));
  g_return_if_fail (g_atomic_int_get (&self->ref_count) == 1);
  g_return_if_fail (value != NULL && value != self);

  reserve_one (self, sizeof *self->items);
  self->items[self->length++] = value;
}

/* Where the key is, or where it belongs. */
static gboolean
find_member (const KontorJson *self, const char *key, guint *position)
{
  guint low = 0;
  guint high = self->length;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      int   order = strcmp (self->members[middle].key, key);

      if (order == 0)
        low = high = middle;
      else if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }

  *position = low;
  return low < self->length && strcmp (self->members[low].key, key) == 0;
}

static void
insert_member (KontorJson *self, guint position, const char *key, KontorJson *value)
{
  reserve_one (self, sizeof *self->members);
  memmove (self->members + position + 1,
           self->members + position,
           (self->length - position) * sizeof *self->members);
  self->members[position] = (KontorJsonMember){ .key = g_strdup (key), .value = value };
  self->length++;
}

/**
 * kontor_json_set:
 * @self: an object with one owner
 * @key: UTF-8 text
 * @value: (transfer full): what is put under the key, in place of what was there
 */
void
kontor_json_set (KontorJson *self, const char *key, KontorJson *value)
{
  guint position = 0;

  g_return_if_fail (has_type (self, KONTOR_JSON_OBJECT));
  g_return_if_fail (g_atomic_int_get (&self->ref_count) == 1);
  g_return_if_fail (key != NULL);
  g_return_if_fail (value != NULL && value != self);

  if (!find_member (self, key, &position))
    {
      insert_member (self, position, key, value);
      return;
    }

  kontor_json_unref (self->members[position].value);
  self->members[position].value = value;
}

/**
 * kontor_json_set_string:
 * @self: an object with one owner
 * @key: UTF-8 text
 * @value: (nullable): UTF-8 text; %NULL sets null
 */
void
kontor_json_set_string (KontorJson *self, const char *key, const char *value)
{
  kontor_json_set (self, key, kontor_json_new_string (value));
}

/**
 * kontor_json_set_integer:
 * @self: an object with one owner
 * @key: UTF-8 text
 * @value: a number
 */
void
kontor_json_set_integer (KontorJson *self, const char *key, gint64 value)
{
  kontor_json_set (self, key, kontor_json_new_integer (value));
}

/**
 * kontor_json_set_boolean:
 * @self: an object with one owner
 * @key: UTF-8 text
 * @value: the truth
 */
void
kontor_json_set_boolean (KontorJson *self, const char *key, gboolean value)
{
  kontor_json_set (self, key, kontor_json_new_boolean (value));
}

/**
 * kontor_json_type:
 * @self: (nullable): a value
 *
 * Returns: its type; %KONTOR_JSON_NULL for %NULL
 */
KontorJsonType
kontor_json_type (const KontorJson *self)
{
  return self != NULL ? self->type : KONTOR_JSON_NULL;
}

/**
 * kontor_json_boolean:
 * @self: (nullable): a value
 *
 * Returns: whether it is true; %FALSE for every other type
 */
gboolean
kontor_json_boolean (const KontorJson *self)
{
  return has_type (self, KONTOR_JSON_BOOLEAN) && self->integer != 0;
}

/**
 * kontor_json_integer:
 * @self: (nullable): a value
 *
 * Returns: the number; 0 for every other type
 */
gint64
kontor_json_integer (const KontorJson *self)
{
  return has_type (self, KONTOR_JSON_INTEGER) ? self->integer : 0;
}

/**
 * kontor_json_string:
 * @self: (nullable): a value
 *
 * Returns: (transfer none) (nullable): the text; %NULL for every other type
 */
const char *
kontor_json_string (const KontorJson *self)
{
  return has_type (self, KONTOR_JSON_STRING) ? (const char *) (self + 1) : NULL;
}

/**
 * kontor_json_length:
 * @self: (nullable): a value
 *
 * Returns: the number of items or members; 0 for every other type
 */
guint
kontor_json_length (const KontorJson *self)
{
  return self != NULL ? self->length : 0;
}

/**
 * kontor_json_at:
 * @self: (nullable): an array or an object
 * @index: a position
 *
 * Members of an object stand in the order of the bytes of their keys.
 *
 * Returns: (transfer none) (nullable): the item or member; %NULL behind the end
 */
const KontorJson *
kontor_json_at (const KontorJson *self, guint index)
{
  if (index >= kontor_json_length (self))
    return NULL;

  return self->type == KONTOR_JSON_OBJECT ? self->members[index].value : self->items[index];
}

/**
 * kontor_json_key_at:
 * @self: (nullable): an object
 * @index: a position
 *
 * Returns: (transfer none) (nullable): the key there; %NULL behind the end and for other types
 */
const char *
kontor_json_key_at (const KontorJson *self, guint index)
{
  if (!has_type (self, KONTOR_JSON_OBJECT) || index >= self->length)
    return NULL;

  return self->members[index].key;
}

static gboolean
contents_equal (const KontorJson *a, const KontorJson *b)
{
  guint i = 0;

  if (a->length != b->length)
    return FALSE;

  for (i = 0; i < a->length; i++)
    {
      if (g_strcmp0 (kontor_json_key_at (a, i), kontor_json_key_at (b, i)) != 0)
        return FALSE;

      if (!kontor_json_equal (kontor_json_at (a, i), kontor_json_at (b, i)))
        return FALSE;
    }

  return TRUE;
}

/**
 * kontor_json_equal:
 * @a: (nullable): a value
 * @b: (nullable): another one; %NULL counts as null
 *
 * Returns: whether both have the same canonical text
 */
gboolean
kontor_json_equal (const KontorJson *a, const KontorJson *b)
{
  if (a == b)
    return TRUE;

  if (kontor_json_type (a) != kontor_json_type (b))
    return FALSE;

  switch (kontor_json_type (a))
    {
    case KONTOR_JSON_NULL:
      return TRUE;
    case KONTOR_JSON_BOOLEAN:
      return kontor_json_boolean (a) == kontor_json_boolean (b);
    case KONTOR_JSON_INTEGER:
      return a->integer == b->integer;
    case KONTOR_JSON_STRING:
      return strcmp (kontor_json_string (a), kontor_json_string (b)) == 0;
    case KONTOR_JSON_ARRAY:
    case KONTOR_JSON_OBJECT:
      return contents_equal (a, b);
    }

  g_return_val_if_reached (FALSE);
}

static const KontorJson *
find (const KontorJson *self, const char *key, KontorJsonType type)
{
  const KontorJson *value = kontor_json_get (self, key);

  return has_type (value, type) ? value : NULL;
}

/**
 * kontor_json_has:
 * @self: (nullable): an object
 * @key: UTF-8 text
 *
 * Tells a member that is null from one that is missing, which kontor_json_get() does not.
 *
 * Returns: whether there is such a member
 */
gboolean
kontor_json_has (const KontorJson *self, const char *key)
{
  guint position = 0;

  g_return_val_if_fail (key != NULL, FALSE);

  return has_type (self, KONTOR_JSON_OBJECT) && find_member (self, key, &position);
}

/**
 * kontor_json_get:
 * @self: (nullable): an object
 * @key: UTF-8 text
 *
 * Returns: (transfer none) (nullable): the member; %NULL if it is missing or null, or if @self is
 * no object
 */
const KontorJson *
kontor_json_get (const KontorJson *self, const char *key)
{
  guint position = 0;

  g_return_val_if_fail (key != NULL, NULL);

  if (!has_type (self, KONTOR_JSON_OBJECT) || !find_member (self, key, &position))
    return NULL;

  return has_type (self->members[position].value, KONTOR_JSON_NULL) ? NULL
                                                                    : self->members[position].value;
}

/**
 * kontor_json_get_string:
 * @self: (nullable): an object
 * @key: UTF-8 text
 * @fallback: (nullable): the answer if there is no such string
 *
 * Returns: (transfer none) (nullable): the text or @fallback
 */
const char *
kontor_json_get_string (const KontorJson *self, const char *key, const char *fallback)
{
  const KontorJson *value = find (self, key, KONTOR_JSON_STRING);

  return value != NULL ? kontor_json_string (value) : fallback;
}

/**
 * kontor_json_get_integer:
 * @self: (nullable): an object
 * @key: UTF-8 text
 * @fallback: the answer if there is no such number
 *
 * Returns: the number or @fallback
 */
gint64
kontor_json_get_integer (const KontorJson *self, const char *key, gint64 fallback)
{
  const KontorJson *value = find (self, key, KONTOR_JSON_INTEGER);

  return value != NULL ? value->integer : fallback;
}

/**
 * kontor_json_get_boolean:
 * @self: (nullable): an object
 * @key: UTF-8 text
 * @fallback: the answer if there is no such boolean
 *
 * Returns: the truth or @fallback
 */
gboolean
kontor_json_get_boolean (const KontorJson *self, const char *key, gboolean fallback)
{
  const KontorJson *value = find (self, key, KONTOR_JSON_BOOLEAN);

  return value != NULL ? value->integer != 0 : fallback;
}

/**
 * kontor_json_get_array:
 * @self: (nullable): an object
 * @key: UTF-8 text
 *
 * Returns: (transfer none) (nullable): the array, or %NULL if there is none
 */
const KontorJson *
kontor_json_get_array (const KontorJson *self, const char *key)
{
  return find (self, key, KONTOR_JSON_ARRAY);
}

/**
 * kontor_json_get_object:
 * @self: (nullable): an object
 * @key: UTF-8 text
 *
 * Returns: (transfer none) (nullable): the object, or %NULL if there is none
 */
const KontorJson *
kontor_json_get_object (const KontorJson *self, const char *key)
{
  return find (self, key, KONTOR_JSON_OBJECT);
}
