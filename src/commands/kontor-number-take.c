/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-command-private.h"
#include "kontor-number-series.h"
#include "kontor-time.h"

/**
 * kontor_setting_read:
 * @database: a connection
 * @key: "currency"
 * @fallback: its value when it is not set
 * @error: return location for an error
 *
 * Errors: #KontorDatabaseError.
 *
 * Returns: (transfer full): the company's setting, or %NULL with @error set
 */
char *
kontor_setting_read (KontorDatabase *database,
                     const char     *key,
                     const char     *fallback,
                     GError        **error)
{
  g_autoptr (KontorStatement) setting = NULL;
  KontorUid uid;

  kontor_uid_from_name (&uid, "setting", key);
  setting = kontor_database_query (database,
                                   "SELECT value FROM setting WHERE uid = ?1",
                                   error,
                                   KONTOR_VALUES (kontor_value_uid (&uid)));
  if (setting == NULL)
    return NULL;

  switch (kontor_statement_step (setting, error))
    {
    case KONTOR_STEP_ROW:
      return g_strdup (kontor_statement_get_text (setting, 0));
    case KONTOR_STEP_DONE:
      return g_strdup (fallback);
    case KONTOR_STEP_FAILED:
      return NULL;
    }
  return NULL;
}

static gboolean
count_on (KontorDatabase *database, const char *range, gint64 *last, GError **error)
{
  g_autoptr (KontorStatement) counted = NULL;

  counted = kontor_database_query (
    database,
    "INSERT INTO number_range (name, last) VALUES (?1, 1) ON CONFLICT (name) "
    "DO UPDATE SET last = number_range.last + 1 RETURNING last",
    error,
    KONTOR_VALUES (kontor_value_text (range)));
  if (counted == NULL || !kontor_statement_step_row (counted, error))
    return FALSE;

  *last = kontor_statement_get_integer (counted, 0);
  return TRUE;
}

/**
 * kontor_number_take:
 * @database: the connection of the station that gives the number
 * @kind: "order": names the range
 * @setting: setting that holds the pattern
 * @pattern: the pattern when it is not set
 * @at: moment that the number is given, UTC microseconds; its day in local time goes into the
 * number
 * @station: number of the station
 * @is_taken: (nullable): whether a number came in from elsewhere already
 * @error: return location for an error
 *
 * Counts the station's range on and gives the next number that is free (design.md section 6).
 *
 * Errors: #KontorDatabaseError, and those of @is_taken.
 *
 * Returns: (transfer full): a number, or %NULL with @error set
 */
char *
kontor_number_take (KontorDatabase     *database,
                    const char         *kind,
                    const char         *setting,
                    const char         *pattern,
                    gint64              at,
                    guint               station,
                    KontorNumberIsTaken is_taken,
                    GError            **error)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *wanted = kontor_setting_read (database, setting, pattern, error);
  g_autofree char *range = NULL;
  gint64           day = kontor_day_from_time (at, zone);
  gboolean         taken = TRUE;

  if (wanted == NULL)
    return NULL;

  range = kontor_number_range_name (kind, wanted, day, station);
  while (taken)
    {
      g_autofree char *number = NULL;
      gint64           last = 0;

      if (!count_on (database, range, &last, error))
        return NULL;
      number = kontor_number_format (wanted, day, station, last);
      taken = FALSE;
      if (is_taken != NULL && !is_taken (database, number, &taken, error))
        return NULL;
      if (!taken)
        return g_steal_pointer (&number);
    }
  return NULL;
}
