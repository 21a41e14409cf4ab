/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-database.h"

#include <string.h>

/**
 * kontor_value_null:
 *
 * Returns: the value that binds NULL
 */
KontorValue
kontor_value_null (void)
{
  return (KontorValue){ .type = KONTOR_VALUE_NULL };
}

/**
 * kontor_value_integer:
 * @value: any 64 bit integer
 *
 * Returns: the value that binds @value
 */
KontorValue
kontor_value_integer (gint64 value)
{
  return (KontorValue){ .type = KONTOR_VALUE_INTEGER, .integer = value };
}

/**
 * kontor_value_text:
 * @text: (nullable): UTF-8, borrowed until the call that binds it returns
 *
 * Returns: the value that binds @text, or NULL for %NULL
 */
KontorValue
kontor_value_text (const char *text)
{
  if (text == NULL)
    return kontor_value_null ();

  return (KontorValue){ .type = KONTOR_VALUE_TEXT, .data = text, .length = strlen (text) };
}

/**
 * kontor_value_blob:
 * @data: (nullable): bytes, borrowed until the call that binds them returns
 * @length: number of bytes; an empty blob needs a @data that is not %NULL
 *
 * Returns: the value that binds @data, or NULL for %NULL
 */
KontorValue
kontor_value_blob (const void *data, gsize length)
{
  if (data == NULL)
    return kontor_value_null ();

  return (KontorValue){ .type = KONTOR_VALUE_BLOB, .data = data, .length = length };
}

/**
 * kontor_value_bytes:
 * @bytes: (nullable): borrowed until the call that binds it returns
 *
 * Returns: the value that binds @bytes, or NULL for %NULL
 */
KontorValue
kontor_value_bytes (GBytes *bytes)
{
  gsize       length;
  const void *data;

  if (bytes == NULL)
    return kontor_value_null ();

  data = g_bytes_get_data (bytes, &length);
  return kontor_value_blob (data != NULL ? data : "", length); /* empty is not NULL */
}

/**
 * kontor_value_uid:
 * @uid: (nullable): borrowed until the call that binds it returns
 *
 * Returns: the value that binds the 16 bytes of @uid, or NULL for %NULL
 */
KontorValue
kontor_value_uid (const KontorUid *uid)
{
  return kontor_value_blob (uid, sizeof *uid);
}
