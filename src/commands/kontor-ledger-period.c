/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-ledger-private.h"

#include <glib/gi18n-lib.h>

#include "kontor-matter-text.h"
#include "kontor-time.h"

/* Far above what a command derives for the rows that it makes. */
#define PERIOD_COUNTER 0xC105ED01u
#define ISO_DAY 10 /* characters of a day in ISO 8601 */

/**
 * kontor_ledger_read_closed:
 * @database: a connection
 * @until: (out): first moment that is open, UTC microseconds; the least number when all is
 * @error: return location for an error
 *
 * Errors: #KontorDatabaseError.
 *
 * Returns: whether it could be read
 */
gboolean
kontor_ledger_read_closed (KontorDatabase *database, gint64 *until, GError **error)
{
  g_autofree char *text = kontor_setting_read (database, KONTOR_LEDGER_CLOSED_SETTING, "", error);

  if (text == NULL)
    return FALSE;
  if (!g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, until, NULL))
    *until = G_MININT64;
  return TRUE;
}

/**
 * kontor_ledger_check_period:
 * @database: a connection
 * @happened_at: when something that a person dates by hand happened, UTC microseconds
 * @booked_on: day in an open period that the person chose for value and books, 0 for none
 * @error: return location for an error
 *
 * To be asked before anything is written. Movements that follow from an order are not asked: they
 * are written all the same, and kontor_ledger_append() gives them their day.
 *
 * Errors: %KONTOR_COMMAND_ERROR_CLOSED_PERIOD, #KontorDatabaseError.
 *
 * Returns: whether it may be written
 */
gboolean
kontor_ledger_check_period (KontorDatabase *database,
                            gint64          happened_at,
                            gint64          booked_on,
                            GError        **error)
{
  g_autoptr (GTimeZone) zone = NULL;
  g_autofree char *day = NULL;
  gint64           until = 0;

  if (!kontor_ledger_read_closed (database, &until, error))
    return FALSE;
  if (happened_at >= until || booked_on >= until)
    return TRUE;

  zone = g_time_zone_new_local ();
  day = kontor_time_format_local (until, zone, "%Y-%m-%d");
  kontor_command_set_error (error,
                            KONTOR_COMMAND_ERROR_CLOSED_PERIOD,
                            "happened_at",
                            /* Translators: a day */
                            _ ("this period is closed: the first open day is %s"),
                            day);
  return FALSE;
}

/* One row for all movements of the command. */
static gboolean
open_period_attention (KontorCommandContext *context,
                       const KontorMovement *movement,
                       GError              **error)
{
  const KontorCommand *command = context->command;
  g_autofree char     *happened = kontor_time_format_iso (movement->happened_at);
  g_autofree char     *booked = kontor_time_format_iso (movement->booked_on);
  g_autofree char     *happened_on = NULL;
  g_autofree char     *booked_on = NULL;
  g_autofree char     *message = NULL;
  KontorUid            uid;

  kontor_uid_derive (&uid, &command->uid, PERIOD_COUNTER);
  kontor_command_context_touch (context, KONTOR_KIND_ATTENTION, &uid);
  happened_on = g_strndup (happened, ISO_DAY);
  booked_on = g_strndup (booked, ISO_DAY);
  message = g_strdup_printf (KONTOR_MATTER_CLOSED_PERIOD, happened_on, booked_on);
  return kontor_database_run (
    context->database,
    "INSERT INTO attention (uid, kind, subject_kind, subject_uid, subject_title, command_uid,"
    " command_name, reason_code, message, base, mine, theirs, opened_at)"
    " SELECT ?1, 'moved_in_closed_period', 'order', ?2, number, ?3, ?4, 'closed_period', ?5, '', "
    "?6,"
    " ?7, ?8 FROM sales_order WHERE uid = ?2 ON CONFLICT (uid) DO NOTHING",
    error,
    KONTOR_VALUES (kontor_value_uid (&uid),
                   kontor_value_uid (&movement->order),
                   kontor_value_uid (&command->uid),
                   kontor_value_text (command->name),
                   kontor_value_text (message),
                   kontor_value_text (happened),
                   kontor_value_text (booked),
                   kontor_value_integer (command->at)));
}

/**
 * kontor_ledger_set_period:
 * @context: the running command
 * @movement: a movement that is about to be written
 * @error: return location for an error
 *
 * Gives a movement that lies in a closed period the first open day for value and books. One that
 * follows from an order opens a row in "Needs attention".
 *
 * Errors: #KontorDatabaseError.
 *
 * Returns: whether it could be done
 */
gboolean
kontor_ledger_set_period (KontorCommandContext *context, KontorMovement *movement, GError **error)
{
  gint64 until = 0;

  if (!kontor_ledger_read_closed (context->database, &until, error))
    return FALSE;
  if (movement->happened_at >= until || movement->booked_on >= until)
    return TRUE;

  movement->booked_on = until;
  return kontor_uid_is_nil (&movement->order) || open_period_attention (context, movement, error);
}
