/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-count-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "kontor-form.h"

/* Counts as they are stored. */

static void
replace (char **field, const char *text)
{
  g_free (*field); /* the one before */
  *field = g_strdup (text);
}

/**
 * kontor_count_free:
 * @self: (nullable) (transfer full): a count
 */
void
kontor_count_free (KontorCount *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->number, g_free);
  g_clear_pointer (&self->state, g_free);
  g_clear_pointer (&self->currency, g_free);
  g_clear_pointer (&self->finished_by, g_free);
  g_clear_pointer (&self->booked_by, g_free);
  g_clear_pointer (&self->uncounted, g_free);
  g_free (self);
}

static KontorCount *
read_count (KontorStatement *row, const KontorUid *uid)
{
  KontorCount *self = g_new0 (KontorCount, 1);

  self->uid = *uid;
  replace (&self->number, kontor_statement_get_text (row, 0));
  replace (&self->state, kontor_statement_get_text (row, 1));
  self->passes = (guint) kontor_statement_get_integer (row, 2);
  self->tolerance.quantity = kontor_statement_get_integer (row, 3);
  self->tolerance.minor = kontor_statement_get_integer (row, 4);
  self->approval_minor = kontor_statement_is_null (row, 5) ? -1
                                                           : kontor_statement_get_integer (row, 5);
  self->started_at = kontor_statement_get_integer (row, 6);
  self->finished_at = kontor_statement_get_integer (row, 7);
  self->booked_at = kontor_statement_get_integer (row, 8);
  self->closed_at = kontor_statement_get_integer (row, 9);
  replace (&self->finished_by, kontor_statement_get_text (row, 10));
  replace (&self->booked_by, kontor_statement_get_text (row, 11));
  replace (&self->uncounted, kontor_statement_get_text (row, 12));
  return self;
}

/**
 * kontor_count_load:
 * @database: a connection
 * @uid: of a count
 * @error: return location for an error
 *
 * Errors: %KONTOR_COMMAND_ERROR_NOT_FOUND, #KontorDatabaseError.
 *
 * Returns: (transfer full): the count, or %NULL with @error set
 */
KontorCount *
kontor_count_load (KontorDatabase *database, const KontorUid *uid, GError **error)
{
  g_autoptr (KontorCount) self = NULL;
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT number, state, passes, tolerance_quantity, tolerance_minor, approval_minor, started_at,"
    " finished_at, booked_at, closed_at, finished_by, booked_by, uncounted"
    " FROM stock_count WHERE uid = ?1",
    error,
    KONTOR_VALUES (kontor_value_uid (uid)));
  KontorStep step = row != NULL ? kontor_statement_step (row, error) : KONTOR_STEP_FAILED;

  if (step == KONTOR_STEP_DONE)
    kontor_command_set_error (
      error, KONTOR_COMMAND_ERROR_NOT_FOUND, "count", _ ("there is no such count"));
  if (step != KONTOR_STEP_ROW)
    return NULL;

  self = read_count (row, uid);
  self->currency = kontor_setting_read (database, "currency", "EUR", error);
  self->tolerance.currency = self->currency;
  return self->currency != NULL ? g_steal_pointer (&self) : NULL;
}

/**
 * kontor_count_load_param:
 * @params: parameters with the count's uid as "count"
 *
 * Like kontor_count_load().
 *
 * Returns: (transfer full): the count, or %NULL with @error set
 */
KontorCount *
kontor_count_load_param (KontorDatabase *database, const KontorJson *params, GError **error)
{
  KontorUid uid;

  if (!kontor_param_uid (params, "count", &uid, error))
    return NULL;
  return kontor_count_load (database, &uid, error);
}

gboolean
kontor_count_is (const KontorCount *self, const char *state)
{
  return g_str_equal (self->state, state);
}

void
kontor_count_set_state (KontorCount *self, const char *state)
{
  replace (&self->state, state);
}

static KontorValue
value_time (gint64 time)
{
  return time != 0 ? kontor_value_integer (time) : kontor_value_null ();
}

/**
 * kontor_count_save:
 * @context: the running command
 * @count: a count whose state changed
 * @error: return location for an error of the database
 *
 * Writes what changes in the life of a count; its plan, people and items stay.
 *
 * Returns: whether it was written
 */
gboolean
kontor_count_save (KontorCommandContext *context, const KontorCount *count, GError **error)
{
  kontor_command_context_touch (context, KONTOR_KIND_STOCK_COUNT, &count->uid);
  return kontor_database_run (
    context->database,
    "UPDATE stock_count SET state = ?2, started_at = ?3, finished_at = ?4, booked_at = ?5,"
    " closed_at = ?6, finished_by = ?7, booked_by = ?8, uncounted = ?9 WHERE uid = ?1",
    error,
    KONTOR_VALUES (kontor_value_uid (&count->uid),
                   kontor_value_text (count->state),
                   value_time (count->started_at),
                   value_time (count->finished_at),
                   value_time (count->booked_at),
                   value_time (count->closed_at),
                   kontor_value_text (count->finished_by),
                   kontor_value_text (count->booked_by),
                   kontor_value_text (count->uncounted)));
}

/**
 * kontor_count_refuse:
 * @count: a count
 * @code: why
 * @field: (nullable): the parameter that is to blame
 * @error: return location for the error
 * @format: what stands against it, translated, a clause without a full stop
 *
 * Returns: FALSE
 */
gboolean
kontor_count_refuse (const KontorCount *count,
                     KontorCommandError code,
                     const char        *field,
                     GError           **error,
                     const char        *format,
                     ...)
{
  g_autofree char *why = NULL;
  va_list          arguments;

  va_start (arguments, format);
  why = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  /* Translators: a count's number, and what stands against it */
  kontor_command_set_error (error, code, field, _ ("count %s: %s"), count->number, why);
  return FALSE;
}

/**
 * kontor_count_set_result:
 * @context: the running command
 * @count: what it changed
 *
 * Puts the count's uid, number and state into the result.
 */
void
kontor_count_set_result (KontorCommandContext *context, const KontorCount *count)
{
  kontor_command_context_set_uid (context, "count", &count->uid);
  kontor_json_set_string (context->outcome->result, "number", count->number);
  kontor_json_set_string (context->outcome->result, "state", count->state);
}

/**
 * kontor_count_new_params:
 * @count: a count
 *
 * Returns: (transfer full): {"count": its uid}
 */
KontorJson *
kontor_count_new_params (const KontorCount *count)
{
  KontorJson *params = kontor_json_new_object ();

  kontor_json_set (params, "count", kontor_json_new_uid (&count->uid));
  return params;
}
