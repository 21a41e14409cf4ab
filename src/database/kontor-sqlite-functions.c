/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-sqlite-private.h"

#include "kontor-number.h"
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

/* Minor units of a currency that lie at an amount in 1/10000, or next to it: above when up is not
 * 0. What stands for "no limit" stays. */
static void
call_minor (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  gint64      amount = sqlite3_value_int64 (values[0]);
  const char *currency = (const char *) sqlite3_value_text (values[1]);
  gboolean    up = sqlite3_value_int (values[2]) != 0;
  gint64      unit = 10000;
  gint64      minor = 0;

  if (amount == G_MININT64 || amount == G_MAXINT64)
    {
      sqlite3_result_int64 (context, amount);
      return;
    }
  for (guint i = kontor_currency_digits (currency != NULL ? currency : ""); i > 0; i--)
    unit /= 10;
  unit = MAX (unit, 1);
  minor = amount / unit;
  if (up && amount % unit > 0)
    minor++;
  if (!up && amount % unit < 0)
    minor--;
  sqlite3_result_int64 (context, minor);
}

static gboolean
register_minor (sqlite3 *handle)
{
  int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;

  return sqlite3_create_function_v2 (
           handle, "kontor_minor", 3, flags, NULL, call_minor, NULL, NULL, NULL)
         == SQLITE_OK;
}

/* What is only appended is guarded by triggers; rewinding commands that no server has seen takes
 * rows away all the same. */
static void
call_rewinds (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  const KontorDatabase *database = sqlite3_user_data (context);

  sqlite3_result_int (context, database->is_rewinding);
}

static gboolean
register_rewinds (KontorDatabase *self, sqlite3 *handle)
{
  int flags = SQLITE_UTF8 | SQLITE_INNOCUOUS;

  return sqlite3_create_function_v2 (
           handle, "kontor_rewinds", 0, flags, self, call_rewinds, NULL, NULL, NULL)
         == SQLITE_OK;
}

/* kontor_fold (text): as typed words are compared; kontor_reverse (text): for search from the end;
 * kontor_minor (amount, currency, up): what was typed as an amount, in minor units. */
gboolean
kontor_sqlite_register_functions (KontorDatabase *self, sqlite3 *handle)
{
  return register_function (handle, "kontor_fold", kontor_text_fold)
         && register_function (handle, "kontor_reverse", reverse) && register_minor (handle)
         && register_rewinds (self, handle);
}
