/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-count-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "kontor-form.h"
#include "kontor-number.h"
#include "kontor-record.h"

/* From review into the ledger: each line at its own moment (sync-spec.md 9.1, rule 1). */

/* --- who may approve --- */

static gboolean
is_same_person (KontorCommandContext *context, KontorStatement *row)
{
  const KontorCommand *command = context->command;
  KontorUid            author;

  if (kontor_statement_get_uid (row, 0, &author) && !kontor_uid_is_nil (&command->author))
    return kontor_uid_equal (&author, &command->author);
  return g_strcmp0 (kontor_statement_get_text (row, 1),
                    command->author_name != NULL ? command->author_name : "")
         == 0;
}

static gboolean
has_counted (KontorCommandContext *context,
             const KontorCount    *count,
             gboolean             *counted,
             GError              **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    context->database,
    "SELECT DISTINCT author_uid, author_name FROM count_scan WHERE count_uid = ?1",
    error,
    KONTOR_VALUES (kontor_value_uid (&count->uid)));
  KontorStep step = KONTOR_STEP_FAILED;

  *counted = FALSE;
  while (row != NULL && (step = kontor_statement_step (row, error)) == KONTOR_STEP_ROW)
    *counted |= is_same_person (context, row);
  return step == KONTOR_STEP_DONE;
}

/* Of the whole count, or a large one would be booked in small parts. */
static gboolean
sum_values (KontorDatabase *database, const KontorCount *count, gint64 *sum, GError **error)
{
  g_autoptr (GPtrArray) lines = kontor_count_line_list (database, &count->uid, error);

  *sum = 0;
  for (guint i = 0; lines != NULL && i < lines->len; i++)
    {
      KontorCountLine *line = g_ptr_array_index (lines, i);

      if (!line->is_counted)
        continue;
      if (!kontor_count_line_is_posted (line) && !kontor_count_look_up_book (database, line, error))
        return FALSE;
      if (!kontor_add_checked (*sum, ABS (line->value_minor), sum))
        *sum = G_MAXINT64;
    }
  return lines != NULL;
}

/* Four eyes: above the limit, somebody who neither counted nor finished. */
static gboolean
check_approver (KontorCommandContext *context, const KontorCount *count, GError **error)
{
  g_autofree char *limit = NULL;
  gboolean         counted = FALSE;
  gint64           sum = 0;
  guint            digits = kontor_currency_digits (count->currency);

  if (count->approval_minor < 0)
    return TRUE;
  if (!sum_values (context->database, count, &sum, error)
      || !has_counted (context, count, &counted, error))
    return FALSE;
  if (sum <= count->approval_minor
      || (!counted && g_strcmp0 (count->finished_by, context->command->author_name) != 0))
    return TRUE;

  limit = kontor_decimal_format (count->approval_minor, digits, digits, &kontor_number_style_plain);
  return kontor_count_refuse (
    count,
    KONTOR_COMMAND_ERROR_FORBIDDEN,
    "count",
    error,
    /* Translators: an amount and its currency */
    _ ("its differences are above %s %s: somebody who did not count has to approve it"),
    limit,
    count->currency);
}

/* --- which lines --- */

static gboolean
is_ready (const KontorCountLine *line)
{
  return kontor_count_line_is (line, "agreed")
         || (kontor_count_line_is (line, "open") && line->is_counted && *line->checks == '\0');
}

static gboolean
is_done (const KontorCountLine *line)
{
  return kontor_count_line_is_posted (line) || kontor_count_line_is (line, "left")
         || kontor_count_line_is (line, "reversed");
}

static gboolean
refuse_undecided (KontorDatabase        *database,
                  const KontorCount     *count,
                  const KontorCountLine *line,
                  guint                  n_undecided,
                  GError               **error)
{
  g_autofree char *name = kontor_count_line_dup_name (database, &line->key, error);

  if (name == NULL)
    return FALSE;
  if (n_undecided == 1)
    return kontor_count_refuse (count,
                                KONTOR_COMMAND_ERROR_STATE_CHANGED,
                                "lines",
                                error,
                                _ ("“%s” is not decided yet"),
                                name);
  return kontor_count_refuse (
    count,
    KONTOR_COMMAND_ERROR_STATE_CHANGED,
    "lines",
    error,
    /* Translators: the number of lines that are not decided, and the name of one of them */
    ngettext (
      "%u line is not decided yet, as “%s”", "%u lines are not decided yet, as “%s”", n_undecided),
    n_undecided,
    name);
}

static gboolean
check_unknown (KontorDatabase *database, const KontorCount *count, GError **error)
{
  gboolean unknown = FALSE;

  if (!kontor_record_exists (
        database,
        "SELECT 1 FROM count_scan AS s WHERE s.count_uid = ?1 AND s.variant_uid IS NULL"
        " AND s.corrects_uid IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM count_scan AS c WHERE c.corrects_uid = s.uid)",
        KONTOR_VALUES (kontor_value_uid (&count->uid)),
        &unknown,
        error))
    return FALSE;
  return !unknown
         || kontor_count_refuse (
           count,
           KONTOR_COMMAND_ERROR_STATE_CHANGED,
           "lines",
           error,
           _ ("there are codes that nobody knows: say what they are, or take them back"));
}

/* Keeps those that are to be posted; refuses when one can't be. */
static gboolean
keep_ready (KontorDatabase *database, const KontorCount *count, GPtrArray *lines, GError **error)
{
  const KontorCountLine *undecided = NULL;
  guint                  n_undecided = 0;

  for (guint i = 0; i < lines->len; i++)
    {
      const KontorCountLine *line = g_ptr_array_index (lines, i);

      if (is_ready (line) || is_done (line))
        continue;
      undecided = line;
      n_undecided++;
    }
  if (undecided != NULL)
    return refuse_undecided (database, count, undecided, n_undecided, error);
  for (guint i = lines->len; i > 0; i--)
    if (is_done (g_ptr_array_index (lines, i - 1)))
      g_ptr_array_remove_index (lines, i - 1);
  return TRUE;
}

static GPtrArray *
choose_lines (KontorDatabase    *database,
              const KontorCount *count,
              const KontorJson  *params,
              GError           **error)
{
  g_autoptr (GPtrArray) lines = NULL;

  if (kontor_json_get (params, "lines") != NULL)
    lines = kontor_count_line_list_param (database, count, params, error);
  else if (check_unknown (database, count, error))
    lines = kontor_count_line_list (database, &count->uid, error);
  if (lines == NULL || !keep_ready (database, count, lines, error))
    return NULL;
  if (lines->len > 0 || kontor_json_get (params, "lines") == NULL)
    return g_steal_pointer (&lines);
  kontor_count_refuse (
    count, KONTOR_COMMAND_ERROR_ALREADY, "lines", error, _ ("these lines are booked already"));
  return NULL;
}

/* --- posting --- */

static KontorMovement
new_row (const KontorCountLine *line)
{
  return (KontorMovement){
    .variant = line->key.variant,
    .place = line->key.place,
    .lot = line->key.lot,
    .happened_at = line->counted_at,
    .hlc = line->hlc,
    .document = line->count,
    .count_line = line->uid,
  };
}

static gboolean
append_adjustment (KontorCommandContext *context, const KontorCountLine *line, GError **error)
{
  KontorMovement row = new_row (line);

  row.kind = "COUNT";
  row.quantity = line->adjustment;
  row.rank = KONTOR_LEDGER_RANK_COUNT;
  row.reason = line->reason;
  row.note = line->note;
  return kontor_ledger_append (context, &row, NULL, error);
}

static gboolean
sum_held (KontorDatabase *database, const KontorCountLine *line, gint64 *held, GError **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT CAST (coalesce (sum (quantity), 0) AS BIGINT) FROM stock_movement"
    " WHERE variant_uid = ?1 AND place_uid IS NOT DISTINCT FROM ?2"
    " AND lot_uid IS NOT DISTINCT FROM ?3 AND hold = 'damaged'",
    error,
    KONTOR_VALUES (kontor_value_uid (&line->key.variant),
                   kontor_count_value_uid (&line->key.place),
                   kontor_count_value_uid (&line->key.lot)));

  if (row == NULL || !kontor_statement_step_row (row, error))
    return FALSE;
  *held = kontor_statement_get_integer (row, 0);
  return TRUE;
}

/* What was counted as damaged is put aside, as far as it isn't yet. */
static gboolean
append_damaged (KontorCommandContext *context, const KontorCountLine *line, GError **error)
{
  gint64         damaged = kontor_json_get_integer (line->decision, "damaged", 0);
  gint64         held = 0;
  KontorMovement row = new_row (line);

  if (damaged <= 0)
    return TRUE;
  if (!sum_held (context->database, line, &held, error))
    return FALSE;
  if (damaged <= held)
    return TRUE;

  memset (&row.count_line, 0, sizeof row.count_line); /* no part of the difference */
  row.kind = "ADJUSTMENT";
  row.reason = KONTOR_LEDGER_HOLD;
  row.quantity = held - damaged;
  if (!kontor_ledger_append (context, &row, NULL, error))
    return FALSE;
  row.hold = "damaged";
  row.quantity = damaged - held;
  return kontor_ledger_append (context, &row, NULL, error);
}

/* --- what a line had not seen --- */

static gboolean
find_movement (KontorDatabase        *database,
               const KontorCountLine *line,
               const KontorUid       *movement,
               gint64                *quantity,
               gint64                *excluded,
               GError               **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT m.quantity, CAST (coalesce ((SELECT sum (x.quantity) FROM stock_movement AS x"
    " WHERE x.about_uid = m.uid AND x.count_line_uid = ?2 AND x.reason = '" KONTOR_COUNT_STILL_THERE
    "'), 0) AS BIGINT) FROM stock_movement AS m WHERE m.uid = ?1 AND m.variant_uid = ?3"
    " AND m.place_uid IS NOT DISTINCT FROM ?4 AND m.lot_uid IS NOT DISTINCT FROM ?5 AND m.rank = 0"
    " AND (m.happened_at < ?6 OR (m.happened_at = ?6 AND m.hlc <= ?7))",
    error,
    KONTOR_VALUES (kontor_value_uid (movement),
                   kontor_value_uid (&line->uid),
                   kontor_value_uid (&line->key.variant),
                   kontor_count_value_uid (&line->key.place),
                   kontor_count_value_uid (&line->key.lot),
                   kontor_value_integer (line->counted_at),
                   kontor_value_integer ((gint64) line->hlc)));
  KontorStep step = row != NULL ? kontor_statement_step (row, error) : KONTOR_STEP_FAILED;

  if (step == KONTOR_STEP_DONE)
    kontor_command_set_error (error,
                              KONTOR_COMMAND_ERROR_NOT_FOUND,
                              "movement",
                              _ ("there is no such movement before it was counted"));
  if (step != KONTOR_STEP_ROW)
    return FALSE;
  *quantity = kontor_statement_get_integer (row, 0);
  *excluded = kontor_statement_get_integer (row, 1);
  return TRUE;
}

static gboolean
look_up_value (KontorDatabase *database, KontorCountLine *line, GError **error)
{
  gint64 cost_e4 = 0;

  if (!kontor_count_read_cost (database, &line->key.variant, line->currency, &cost_e4, error))
    return FALSE;
  if (kontor_count_value (line->shown, cost_e4, line->currency, &line->value_minor))
    return TRUE;
  kontor_command_set_error (
    error, KONTOR_COMMAND_ERROR_INVALID, "quantity", _ ("this is more than can be counted"));
  return FALSE;
}

/* Appends what is missing until the movement is excluded, or isn't. */
static gboolean
append_exclusion (KontorCommandContext *context,
                  KontorCountLine      *line,
                  const KontorUid      *movement,
                  gboolean              exclude,
                  GError              **error)
{
  KontorMovement row = new_row (line);
  gint64         quantity = 0;
  gint64         excluded = 0;

  if (!find_movement (context->database, line, movement, &quantity, &excluded, error))
    return FALSE;
  row.kind = "COUNT";
  row.quantity = (exclude ? quantity : 0) - excluded;
  row.rank = KONTOR_LEDGER_RANK_BALANCE;
  row.about = *movement;
  row.reason = KONTOR_COUNT_STILL_THERE;
  if (row.quantity == 0)
    {
      kontor_command_set_error (error,
                                KONTOR_COMMAND_ERROR_ALREADY,
                                "movement",
                                exclude ? _ ("that is what the count says already")
                                        : _ ("the count has seen this movement"));
      return FALSE;
    }
  line->shown += row.quantity;
  return kontor_ledger_append (context, &row, NULL, error)
         && look_up_value (context->database, line, error);
}

static gboolean
append_decided_exclusions (KontorCommandContext *context, KontorCountLine *line, GError **error)
{
  const KontorJson *after = kontor_json_get_array (line->decision, "after");

  for (guint i = 0; i < kontor_json_length (after); i++)
    {
      const char *text = kontor_json_string (kontor_json_at (after, i));
      KontorUid   movement;

      if (text != NULL && kontor_uid_parse (&movement, text)
          && !append_exclusion (context, line, &movement, TRUE, error))
        return FALSE;
    }
  return TRUE;
}

/* The line is a posted one before its rows come, so that they find the next one behind it. */
static gboolean
post_line (KontorCommandContext *context, KontorCountLine *line, GError **error)
{
  const char *author = context->command->author_name;

  if (!kontor_count_look_up_book (context->database, line, error))
    return FALSE;
  line->state = "booked";
  line->booked_at = context->command->at;
  g_free (line->decided_by); /* whoever approves answers for it */
  line->decided_by = g_strdup (author != NULL ? author : "");
  return kontor_count_line_save (context, line, error) && append_adjustment (context, line, error)
         && append_decided_exclusions (context, line, error)
         && append_damaged (context, line, error) && kontor_count_line_save (context, line, error)
         && kontor_count_note_posted (context, line, error);
}

static gboolean
has_open_lines (KontorDatabase *database, const KontorCount *count, gboolean *open, GError **error)
{
  return kontor_record_exists (
    database,
    "SELECT 1 FROM count_line WHERE count_uid = ?1 AND state IN ('open', 'recount', 'agreed')",
    KONTOR_VALUES (kontor_value_uid (&count->uid)),
    open,
    error);
}

static gboolean
finish_booking (KontorCommandContext *context, KontorCount *count, GError **error)
{
  gboolean open = FALSE;

  if (!has_open_lines (context->database, count, &open, error))
    return FALSE;
  if (!open)
    {
      kontor_count_set_state (count, "booked");
      count->booked_at = context->command->at;
      g_free (count->booked_by); /* nobody */
      count->booked_by = g_strdup (context->command->author_name);
    }
  kontor_count_set_result (context, count);
  return kontor_count_save (context, count, error);
}

/**
 * kontor_count_run_approve:
 * @context: the running command
 * @params: count, lines?
 * @error: return location for an error
 *
 * count.approve: lines go into the ledger, each once. Without lines, all of them.
 *
 * Returns: whether it took effect
 */
gboolean
kontor_count_run_approve (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  g_autoptr (KontorCount) count = kontor_count_load_param (context->database, params, error);
  g_autoptr (GPtrArray) lines = NULL;

  if (count == NULL)
    return FALSE;
  if (kontor_count_is (count, "booked") || kontor_count_is (count, "reversed"))
    return kontor_count_refuse (
      count, KONTOR_COMMAND_ERROR_ALREADY, "count", error, _ ("it is booked already"));
  if (!kontor_count_is (count, "review"))
    return kontor_count_refuse (
      count, KONTOR_COMMAND_ERROR_STATE_CHANGED, "count", error, _ ("it is not being reviewed"));
  lines = choose_lines (context->database, count, params, error);
  if (lines == NULL || !check_approver (context, count, error))
    return FALSE;
  for (guint i = 0; i < lines->len; i++)
    if (!post_line (context, g_ptr_array_index (lines, i), error))
      return FALSE;
  kontor_json_set_integer (context->outcome->result, "booked", lines->len);
  return finish_booking (context, count, error);
}

/* --- count.settle, count.exclude --- */

static KontorCountLine *
load_posted (KontorDatabase *database, const KontorJson *params, GError **error)
{
  g_autoptr (KontorCountLine) line = NULL;
  KontorUid uid;

  if (!kontor_param_uid (params, "line", &uid, error))
    return NULL;
  line = kontor_count_line_load (database, &uid, "line", error);
  if (line == NULL || kontor_count_line_is_posted (line))
    return g_steal_pointer (&line);
  kontor_command_set_error (
    error, KONTOR_COMMAND_ERROR_STATE_CHANGED, "line", _ ("this line is not booked"));
  return NULL;
}

/* Movements that became known behind the line. */
static KontorJson *
list_balanced (KontorDatabase *database, const KontorCountLine *line, GError **error)
{
  g_autoptr (KontorJson) list = kontor_json_new_array ();
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT about_uid FROM stock_movement WHERE count_line_uid = ?1 AND rank = 2"
    " AND reason = 'seen_by_count' ORDER BY about_uid",
    error,
    KONTOR_VALUES (kontor_value_uid (&line->uid)));
  KontorStep step = KONTOR_STEP_FAILED;

  while (row != NULL && (step = kontor_statement_step (row, error)) == KONTOR_STEP_ROW)
    {
      KontorUid uid;

      kontor_statement_get_uid (row, 0, &uid);
      kontor_json_append (list, kontor_json_new_uid (&uid));
    }
  return step == KONTOR_STEP_DONE ? g_steal_pointer (&list) : NULL;
}

static void
set_decision (KontorCountLine *line, const char *key, KontorJson *value)
{
  KontorJson *changed = kontor_json_with (line->decision, key, value);

  kontor_json_unref (line->decision); /* the copy takes its place */
  line->decision = changed;
}

static gboolean
settle (KontorCommandContext *context, KontorCountLine *line, KontorJson *settled, GError **error)
{
  KontorUid attention;

  set_decision (line, "settled", settled);
  line->state = "booked";
  kontor_count_attention_uid ("count_reopened", &line->uid, &attention);
  return kontor_count_line_save (context, line, error)
         && kontor_count_close_attention (context, &attention, context->command->name, error);
}

static void
set_line_result (KontorCommandContext *context, const KontorCountLine *line)
{
  kontor_command_context_set_uid (context, "count", &line->count);
  kontor_command_context_set_uid (context, "line", &line->uid);
  kontor_json_set_string (context->outcome->result, "state", line->state);
  kontor_json_set_integer (context->outcome->result, "difference", line->shown);
}

/**
 * kontor_count_run_settle:
 * @context: the running command
 * @params: line
 * @error: return location for an error
 *
 * count.settle: what became known late had been seen by the count, as it is booked.
 *
 * Returns: whether it took effect
 */
gboolean
kontor_count_run_settle (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  g_autoptr (KontorCountLine) line = load_posted (context->database, params, error);
  KontorJson *settled = NULL;

  if (line == NULL)
    return FALSE;
  if (kontor_count_line_is (line, "booked"))
    {
      kontor_command_set_error (
        error, KONTOR_COMMAND_ERROR_ALREADY, "line", _ ("this line is settled already"));
      return FALSE;
    }
  settled = list_balanced (context->database, line, error);
  if (settled == NULL || !settle (context, line, settled, error))
    return FALSE;
  set_line_result (context, line);
  return TRUE;
}

static gboolean
contains (const KontorJson *list, const KontorJson *value)
{
  for (guint i = 0; i < kontor_json_length (list); i++)
    if (kontor_json_equal (kontor_json_at (list, i), value))
      return TRUE;
  return FALSE;
}

/* Deciding about one movement decides about the line when it was the last to be decided. */
static gboolean
settle_movement (KontorCommandContext *context,
                 KontorCountLine      *line,
                 const KontorUid      *movement,
                 GError              **error)
{
  g_autoptr (KontorJson) balanced = list_balanced (context->database, line, error);
  g_autoptr (KontorJson) settled = kontor_json_new_array ();
  g_autoptr (KontorJson) decided = kontor_json_new_uid (movement);
  const KontorJson *before = kontor_json_get_array (line->decision, "settled");
  gboolean          all = TRUE;

  for (guint i = 0; i < kontor_json_length (balanced); i++)
    {
      const KontorJson *one = kontor_json_at (balanced, i);

      if (contains (before, one) || kontor_json_equal (one, decided))
        kontor_json_append (settled, kontor_json_share (one));
      else
        all = FALSE;
    }
  if (balanced == NULL)
    return FALSE;
  if (all)
    return settle (context, line, g_steal_pointer (&settled), error);
  set_decision (line, "settled", g_steal_pointer (&settled));
  return kontor_count_line_save (context, line, error);
}

static void
set_include (KontorCommandContext *context,
             const KontorJson     *params,
             gboolean              exclude,
             const char           *name)
{
  KontorJson *back = kontor_json_new_object ();

  kontor_json_set (back, "line", kontor_json_share (kontor_json_get (params, "line")));
  kontor_json_set (back, "movement", kontor_json_share (kontor_json_get (params, "movement")));
  kontor_json_set_boolean (back, "excluded", !exclude);
  kontor_command_context_set_inverse (
    context, "count.exclude", back, g_strdup_printf (_ ("Correct Count of “%s”"), name));
}

/**
 * kontor_count_run_exclude:
 * @context: the running command
 * @params: line, movement, excluded?
 * @error: return location for an error
 *
 * count.exclude: a movement before the count was still on the shelf when it was counted, so what it
 * took is taken behind it (sync-spec.md 9.1, rule 4).
 *
 * Returns: whether it took effect
 */
gboolean
kontor_count_run_exclude (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  g_autoptr (KontorCountLine) line = load_posted (context->database, params, error);
  gboolean         exclude = kontor_json_get_boolean (params, "excluded", TRUE);
  g_autofree char *name = NULL;
  KontorUid        movement;

  if (line == NULL || !kontor_param_uid (params, "movement", &movement, error)
      || !append_exclusion (context, line, &movement, exclude, error)
      || !settle_movement (context, line, &movement, error))
    return FALSE;
  name = kontor_count_line_dup_name (context->database, &line->key, error);
  if (name == NULL)
    return FALSE;
  set_include (context, params, exclude, name);
  set_line_result (context, line);
  return TRUE;
}
