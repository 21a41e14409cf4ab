/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-count-private.h"

#include <glib/gi18n-lib.h>

#include "kontor-record.h"

/* A booked count that was wrong: a counter-document takes every row of it back, at the same
 * moments, so that counts behind it stay right. The first one stays as it was. */

typedef struct
{
  KontorCommandContext *context;
  KontorCount          *count;   /* what is taken back */
  KontorCount          *counter; /* the document that does */
} Reversal;

static gboolean
sum_rows (KontorDatabase *database, const KontorCountLine *line, gint64 *sum, GError **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT CAST (coalesce (sum (quantity), 0) AS BIGINT) FROM stock_movement"
    " WHERE count_line_uid = ?1",
    error,
    KONTOR_VALUES (kontor_value_uid (&line->uid)));

  if (row == NULL || !kontor_statement_step_row (row, error))
    return FALSE;
  *sum = kontor_statement_get_integer (row, 0);
  return TRUE;
}

/* The line says nothing any more before its rows are taken back, so that they find the next one. */
static gboolean
close_line (const Reversal *self, KontorCountLine *line, GError **error)
{
  KontorUid attention;

  line->state = "reversed";
  kontor_count_attention_uid ("count_reopened", &line->uid, &attention);
  return kontor_count_line_save (self->context, line, error)
         && kontor_count_close_attention (self->context, &attention, "count.reverse", error);
}

static gboolean
write_counter_line (const Reversal *self, const KontorCountLine *line, gint64 sum, GError **error)
{
  g_autoptr (KontorCountLine) counter = kontor_count_line_new (self->counter, &line->key);
  KontorMovement row = { .variant = line->key.variant,
                         .place = line->key.place,
                         .lot = line->key.lot,
                         .kind = "COUNT",
                         .quantity = -sum,
                         .happened_at = line->counted_at,
                         .hlc = line->hlc,
                         .rank = KONTOR_LEDGER_RANK_BALANCE,
                         .document = self->counter->uid,
                         .count_line = line->uid, /* it stands where the line stood */
                         .reason = KONTOR_COUNT_TAKEN_BACK };

  counter->state = "reversed";
  counter->is_counted = line->is_counted;
  counter->counted = line->counted;
  counter->counted_at = line->counted_at;
  counter->hlc = line->hlc;
  counter->book = line->book;
  counter->adjustment = -line->adjustment;
  counter->shown = -sum;
  counter->value_minor = -line->value_minor;
  counter->booked_at = self->context->command->at;
  return kontor_count_line_save (self->context, counter, error)
         && kontor_ledger_append (self->context, &row, NULL, error);
}

static gboolean
reverse_lines (const Reversal *self, GError **error)
{
  g_autoptr (GPtrArray) lines = kontor_count_line_list (
    self->context->database, &self->count->uid, error);
  gint64 n = 0;

  for (guint i = 0; lines != NULL && i < lines->len; i++)
    {
      KontorCountLine *line = g_ptr_array_index (lines, i);
      gint64           sum = 0;

      if (!kontor_count_line_is_posted (line))
        continue;
      n++;
      if (!sum_rows (self->context->database, line, &sum, error) || !close_line (self, line, error)
          || !write_counter_line (self, line, sum, error))
        return FALSE;
    }
  kontor_json_set_integer (self->context->outcome->result, "lines", n);
  return lines != NULL;
}

/* As the first one, but for what makes it another document. */
static gboolean
write_counter (const Reversal *self, const KontorJson *params, GError **error)
{
  KontorCommandContext *context = self->context;
  const KontorCommand  *command = context->command;
  const char           *number = NULL;
  const char           *reason = NULL;
  g_autoptr (KontorJson) record = kontor_record_load (
    context->database, KONTOR_KIND_STOCK_COUNT, &self->count->uid, "count", error);
  g_autoptr (KontorJson) counter = NULL;

  if (record == NULL || !kontor_param_string (params, "number", 60, &number, error)
      || !kontor_param_string_or (params, "reason", 2000, "", &reason, error))
    return FALSE;
  counter = kontor_json_copy_object (record);
  kontor_json_set (counter, "uid", kontor_json_new_uid (&self->counter->uid));
  kontor_json_set_string (counter, "number", number);
  kontor_json_set_string (counter, "state", "booked");
  kontor_json_set (counter, "count_assignment", kontor_json_new_array ());
  kontor_json_set (counter, "count_item", kontor_json_new_array ());
  kontor_json_set_integer (counter, "created_at", command->at);
  kontor_json_set_integer (counter, "booked_at", command->at);
  kontor_json_set_integer (counter, "repeat_days", 0);
  kontor_json_set (counter, "author", kontor_json_new_uid (&command->author));
  kontor_json_set_string (counter, "author_name", command->author_name);
  kontor_json_set_string (counter, "booked_by", command->author_name);
  kontor_json_set (counter, "reverses", kontor_json_new_uid (&self->count->uid));
  kontor_json_set_string (counter, "note", reason);
  return kontor_record_store (context, KONTOR_KIND_STOCK_COUNT, counter, error);
}

static gboolean
check_reversible (KontorDatabase *database, const KontorCount *count, GError **error)
{
  gboolean counter = FALSE;

  if (kontor_count_is (count, "reversed"))
    return kontor_count_refuse (
      count, KONTOR_COMMAND_ERROR_ALREADY, "count", error, _ ("it is reversed already"));
  if (!kontor_count_is (count, "booked"))
    return kontor_count_refuse (
      count, KONTOR_COMMAND_ERROR_STATE_CHANGED, "count", error, _ ("it is not booked"));
  if (!kontor_record_exists (
        database,
        "SELECT 1 FROM stock_count WHERE uid = ?1 AND reverses_uid IS NOT NULL",
        KONTOR_VALUES (kontor_value_uid (&count->uid)),
        &counter,
        error))
    return FALSE;
  return !counter
         || kontor_count_refuse (count,
                                 KONTOR_COMMAND_ERROR_INVALID,
                                 "count",
                                 error,
                                 _ ("it takes another one back: count again instead"));
}

/**
 * kontor_count_run_reverse:
 * @context: the running command
 * @params: count, number, reason?
 * @error: return location for an error
 *
 * count.reverse: makes the counter-document of a booked count.
 *
 * Returns: whether it took effect
 */
gboolean
kontor_count_run_reverse (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  g_autoptr (KontorCount) count = kontor_count_load_param (context->database, params, error);
  g_autoptr (KontorCount) counter = NULL;
  Reversal  reversal = { .context = context, .count = count };
  KontorUid uid;

  if (count == NULL || !check_reversible (context->database, count, error))
    return FALSE;
  kontor_command_context_derive_uid (context, &uid);
  counter = kontor_count_load (context->database, &count->uid, error);
  if (counter == NULL)
    return FALSE;
  counter->uid = uid;
  reversal.counter = counter;
  if (!write_counter (&reversal, params, error))
    return FALSE;

  kontor_count_set_state (count, "reversed");
  count->closed_at = context->command->at;
  kontor_count_set_result (context, count);
  kontor_command_context_set_uid (context, "counter", &uid);
  kontor_json_set (context->outcome->result,
                   "counter_number",
                   kontor_json_share (kontor_json_get (params, "number")));
  return reverse_lines (&reversal, error) && kontor_count_save (context, count, error);
}
