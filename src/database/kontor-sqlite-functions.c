/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-sqlite-private.h"

#include "kontor-text.h"

typedef char *(*TextFunc) (const char *text, gssize length);

static char *
reverse (const char *text, gssize length)
{
  return g_utf8_strreverse (text, length);
}

/* A function of one text whose answer is a text. The C function is the user data. */
static void
call_text_function (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  TextFunc    func = (TextFunc) sqlite3_user_data (context);
  const char *text = (const char *) sqlite3_value_text (values[0]);
  int         length = sqlite3_value_bytes (values[0]);

  if (text == NULL) /* NULL in, NULL out */
    return;

  if (g_utf8_validate_len (text, (gsize) length, NULL))
    sqlite3_result_text (context, func (text, length), -1, g_free);
  else
    sqlite3_result_error (context, "the text is not UTF-8", -1);
}

static gboolean
register_function (sqlite3 *handle, const char *name, TextFunc func)
{
  /* Innocuous, because triggers and indexes use them while the schema is not trusted. */
  int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;

  return sqlite3_create_function_v2 (
           handle, name, 1, flags, (void *) func, call_text_function, NULL, NULL, NULL)
         == SQLITE_OK;
}

/* kontor_fold (text): as typed words are compared; kontor_reverse (text): for search from the end.
 */
gboolean
kontor_sqlite_register_functions (sqlite3 *handle)
{
  return register_function (handle, "kontor_fold", kontor_text_fold)
         && register_function (handle, "kontor_reverse", reverse);
}
