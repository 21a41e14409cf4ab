/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-count-private.h"

#include <glib/gi18n-lib.h>

#include "kontor-form.h"
#include "kontor-stock.h"

/* Lines of a count as they are stored: one a key (variant, place, lot). */

static const char *const states[] = {
  "open", "recount", "agreed", "booked", "reopened", "left", "reversed",
};

#define SELECT_LINE                                                                                \
  "SELECT uid, count_uid, variant_uid, place_uid, lot_uid, state, counted, counted_at, hlc, book," \
  " adjustment, shown, reason, value_minor, currency, check_note, decided_by, booked_at, note,"    \
  " pass, decision FROM count_line "

KontorValue
kontor_count_value_uid (const KontorUid *uid)
{
  return kontor_value_uid (kontor_uid_is_nil (uid) ? NULL : uid);
}

/**
 * kontor_count_key_read:
 * @row: a row
 * @column: where variant, place and lot stand
 * @key: (out): the key
 */
void
kontor_count_key_read (KontorStatement *row, int column, KontorCountKey *key)
{
  kontor_statement_get_uid (row, column, &key->variant);
  kontor_statement_get_uid (row, column + 1, &key->place);
  kontor_statement_get_uid (row, column + 2, &key->lot);
}

/**
 * kontor_count_line_uid:
 * @count: a count
 * @key: what is counted
 * @uid: (out): uid of its line, the same on every station
 */
void
kontor_count_line_uid (const KontorUid *count, const KontorCountKey *key, KontorUid *uid)
{
  char             texts[4][KONTOR_UID_TEXT_SIZE];
  g_autofree char *name = g_strjoin ("/",
                                     kontor_uid_format (count, texts[0]),
                                     kontor_uid_format (&key->variant, texts[1]),
                                     kontor_uid_format (&key->place, texts[2]),
                                     kontor_uid_format (&key->lot, texts[3]),
                                     NULL);

  kontor_uid_from_name (uid, "count_line", name);
}

/**
 * kontor_count_line_new:
 * @count: a count
 * @key: what is counted
 *
 * Returns: (transfer full): a line that nothing was said about yet
 */
KontorCountLine *
kontor_count_line_new (const KontorCount *count, const KontorCountKey *key)
{
  KontorCountLine *self = g_new0 (KontorCountLine, 1);

  kontor_count_line_uid (&count->uid, key, &self->uid);
  self->count = count->uid;
  self->key = *key;
  self->state = "open";
  self->pass = 1;
  self->reason = g_strdup ("");
  self->currency = g_strdup (count->currency);
  self->checks = g_strdup ("");
  self->decided_by = g_strdup ("");
  self->note = g_strdup ("");
  self->decision = kontor_json_new_object ();
  return self;
}

/**
 * kontor_count_line_free:
 * @self: (nullable) (transfer full): a line
 */
void
kontor_count_line_free (KontorCountLine *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->reason, g_free);
  g_clear_pointer (&self->currency, g_free);
  g_clear_pointer (&self->checks, g_free);
  g_clear_pointer (&self->decided_by, g_free);
  g_clear_pointer (&self->note, g_free);
  g_clear_pointer (&self->decision, kontor_json_unref);
  g_free (self);
}

gboolean
kontor_count_line_is (const KontorCountLine *self, const char *state)
{
  return g_str_equal (self->state, state);
}

/**
 * kontor_count_line_is_posted:
 * @self: a line
 *
 * Returns: whether the ledger holds what it says
 */
gboolean
kontor_count_line_is_posted (const KontorCountLine *self)
{
  return kontor_count_line_is (self, "booked") || kontor_count_line_is (self, "reopened");
}

static const char *
find_state (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_str_equal (states[i], name))
      return states[i];
  return states[0];
}

static KontorCountLine *
read_line (KontorStatement *row)
{
  KontorCountLine *self = g_new0 (KontorCountLine, 1);

  kontor_statement_get_uid (row, 0, &self->uid);
  kontor_statement_get_uid (row, 1, &self->count);
  kontor_count_key_read (row, 2, &self->key);
  self->state = find_state (kontor_statement_get_text (row, 5));
  self->is_counted = !kontor_statement_is_null (row, 6);
  self->counted = kontor_statement_get_integer (row, 6);
  self->counted_at = kontor_statement_get_integer (row, 7);
  self->hlc = (guint64) kontor_statement_get_integer (row, 8);
  self->book = kontor_statement_get_integer (row, 9);
  self->adjustment = kontor_statement_get_integer (row, 10);
  self->shown = kontor_statement_get_integer (row, 11);
  self->reason = g_strdup (kontor_statement_get_text (row, 12));
  self->value_minor = kontor_statement_get_integer (row, 13);
  self->currency = g_strdup (kontor_statement_get_text (row, 14));
  self->checks = g_strdup (kontor_statement_get_text (row, 15));
  self->decided_by = g_strdup (kontor_statement_get_text (row, 16));
  self->booked_at = kontor_statement_get_integer (row, 17);
  self->note = g_strdup (kontor_statement_get_text (row, 18));
  self->pass = (guint) kontor_statement_get_integer (row, 19);
  self->decision = kontor_json_parse (kontor_statement_get_text (row, 20), -1, NULL);
  if (kontor_json_type (self->decision) != KONTOR_JSON_OBJECT)
    {
      g_clear_pointer (&self->decision, kontor_json_unref);
      self->decision = kontor_json_new_object ();
    }
  return self;
}

/**
 * kontor_count_line_load:
 * @database: a connection
 * @uid: of a line
 * @field: the parameter that names it
 * @error: return location for an error
 *
 * Errors: %KONTOR_COMMAND_ERROR_NOT_FOUND, #KontorDatabaseError.
 *
 * Returns: (transfer full): the line, or %NULL with @error set
 */
KontorCountLine *
kontor_count_line_load (KontorDatabase  *database,
                        const KontorUid *uid,
                        const char      *field,
                        GError         **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    database, SELECT_LINE "WHERE uid = ?1", error, KONTOR_VALUES (kontor_value_uid (uid)));
  KontorStep step = row != NULL ? kontor_statement_step (row, error) : KONTOR_STEP_FAILED;

  if (step == KONTOR_STEP_DONE)
    kontor_command_set_error (
      error, KONTOR_COMMAND_ERROR_NOT_FOUND, field, _ ("there is no such line of a count"));
  return step == KONTOR_STEP_ROW ? read_line (row) : NULL;
}

/**
 * kontor_count_line_list:
 * @database: a connection
 * @count: uid of a count
 * @error: return location for an error of the database
 *
 * Returns: (transfer full) (element-type KontorCountLine): its lines, by uid
 */
GPtrArray *
kontor_count_line_list (KontorDatabase *database, const KontorUid *count, GError **error)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (
    (GDestroyNotify) kontor_count_line_free);
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    SELECT_LINE "WHERE count_uid = ?1 ORDER BY uid",
    error,
    KONTOR_VALUES (kontor_value_uid (count)));
  KontorStep step = KONTOR_STEP_FAILED;

  while (row != NULL && (step = kontor_statement_step (row, error)) == KONTOR_STEP_ROW)
    g_ptr_array_add (lines, read_line (row));
  return step == KONTOR_STEP_DONE ? g_steal_pointer (&lines) : NULL;
}

static gboolean
is_listed (const GPtrArray *lines, const KontorUid *uid)
{
  for (guint i = 0; i < lines->len; i++)
    if (kontor_uid_equal (&((const KontorCountLine *) g_ptr_array_index (lines, i))->uid, uid))
      return TRUE;
  return FALSE;
}

static gboolean
add_line_param (KontorDatabase    *database,
                const KontorCount *count,
                const KontorJson  *value,
                GPtrArray         *lines,
                GError           **error)
{
  const char      *text = kontor_json_string (value);
  KontorCountLine *line;
  KontorUid        uid;

  if (text == NULL || !kontor_uid_parse (&uid, text))
    {
      kontor_command_set_error (
        error, KONTOR_COMMAND_ERROR_INVALID, "lines", _ ("“%s” must be ids (UUID)"), "lines");
      return FALSE;
    }
  if (is_listed (lines, &uid))
    return TRUE;
  line = kontor_count_line_load (database, &uid, "lines", error);
  if (line == NULL)
    return FALSE;
  g_ptr_array_add (lines, line);
  return kontor_uid_equal (&line->count, &count->uid)
         || kontor_count_refuse (count,
                                 KONTOR_COMMAND_ERROR_INVALID,
                                 "lines",
                                 error,
                                 _ ("the line belongs to another count"));
}

/**
 * kontor_count_line_list_param:
 * @database: a connection
 * @count: a count
 * @params: parameters with uids of lines as "lines"
 * @error: return location for an error
 *
 * Errors: %KONTOR_COMMAND_ERROR_INVALID, %KONTOR_COMMAND_ERROR_NOT_FOUND, #KontorDatabaseError.
 *
 * Returns: (transfer full) (element-type KontorCountLine): each line once, or %NULL with @error set
 */
GPtrArray *
kontor_count_line_list_param (KontorDatabase    *database,
                              const KontorCount *count,
                              const KontorJson  *params,
                              GError           **error)
{
  const KontorJson *values = kontor_json_get_array (params, "lines");
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (
    (GDestroyNotify) kontor_count_line_free);

  if (values == NULL || kontor_json_length (values) == 0)
    {
      kontor_command_set_error (error,
                                KONTOR_COMMAND_ERROR_INVALID,
                                "lines",
                                _ ("“%s” must be a list that is not empty"),
                                "lines");
      return NULL;
    }
  for (guint i = 0; i < kontor_json_length (values); i++)
    if (!add_line_param (database, count, kontor_json_at (values, i), lines, error))
      return NULL;
  return g_steal_pointer (&lines);
}

/**
 * kontor_count_line_save:
 * @context: the running command
 * @line: a line
 * @error: return location for an error of the database
 *
 * Returns: whether it was written
 */
gboolean
kontor_count_line_save (KontorCommandContext *context, const KontorCountLine *line, GError **error)
{
  g_autofree char *decision = kontor_json_to_string (line->decision);
  KontorValue      counted = line->is_counted ? kontor_value_integer (line->counted)
                                              : kontor_value_null ();
  KontorValue      counted_at = line->is_counted ? kontor_value_integer (line->counted_at)
                                                 : kontor_value_null ();

  kontor_command_context_touch (context, KONTOR_KIND_COUNT_LINE, &line->uid);
  return kontor_database_run (
    context->database,
    "INSERT INTO count_line (uid, count_uid, variant_uid, place_uid, lot_uid, state, counted,"
    " counted_at, hlc, book, adjustment, shown, reason, value_minor, currency, check_note,"
    " decided_by, booked_at, note, pass, decision) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9,"
    " ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21)"
    " ON CONFLICT (uid) DO UPDATE SET state = excluded.state, counted = excluded.counted,"
    " counted_at = excluded.counted_at, hlc = excluded.hlc, book = excluded.book,"
    " adjustment = excluded.adjustment, shown = excluded.shown, reason = excluded.reason,"
    " value_minor = excluded.value_minor, currency = excluded.currency,"
    " check_note = excluded.check_note, decided_by = excluded.decided_by,"
    " booked_at = excluded.booked_at, note = excluded.note, pass = excluded.pass,"
    " decision = excluded.decision",
    error,
    KONTOR_VALUES (kontor_value_uid (&line->uid),
                   kontor_value_uid (&line->count),
                   kontor_value_uid (&line->key.variant),
                   kontor_count_value_uid (&line->key.place),
                   kontor_count_value_uid (&line->key.lot),
                   kontor_value_text (line->state),
                   counted,
                   counted_at,
                   kontor_value_integer ((gint64) line->hlc),
                   kontor_value_integer (line->book),
                   kontor_value_integer (line->adjustment),
                   kontor_value_integer (line->shown),
                   kontor_value_text (line->reason),
                   kontor_value_integer (line->value_minor),
                   kontor_value_text (line->currency),
                   kontor_value_text (line->checks),
                   kontor_value_text (line->decided_by),
                   line->booked_at != 0 ? kontor_value_integer (line->booked_at)
                                        : kontor_value_null (),
                   kontor_value_text (line->note),
                   kontor_value_integer (line->pass),
                   kontor_value_text (decision)));
}

/**
 * kontor_count_line_dup_name:
 * @database: a connection
 * @key: what is counted
 * @error: return location for an error of the database
 *
 * Returns: (transfer full): what people call it: title, options, SKU
 */
char *
kontor_count_line_dup_name (KontorDatabase *database, const KontorCountKey *key, GError **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT p.title, v.value1, v.sku FROM product_variant AS v"
    " JOIN product AS p ON p.uid = v.product_uid WHERE v.uid = ?1",
    error,
    KONTOR_VALUES (kontor_value_uid (&key->variant)));
  KontorStep step = row != NULL ? kontor_statement_step (row, error) : KONTOR_STEP_FAILED;
  GString   *name = NULL;

  if (step == KONTOR_STEP_FAILED)
    return NULL;
  if (step == KONTOR_STEP_DONE)
    return kontor_uid_dup_text (&key->variant);

  name = g_string_new (kontor_statement_get_text (row, 0));
  for (int i = 1; i < 3; i++)
    if (*kontor_statement_get_text (row, i) != '\0')
      g_string_append_printf (name, i == 1 ? " %s" : " (%s)", kontor_statement_get_text (row, i));
  return g_string_free (name, FALSE);
}

/**
 * kontor_count_read_cost:
 * @database: a connection
 * @variant: uid of a variant
 * @currency: of the company
 * @cost_e4: (out): average cost of one unit, 1/10000; 0 when it is not known
 * @error: return location for an error of the database
 *
 * Returns: whether it could be asked
 */
gboolean
kontor_count_read_cost (KontorDatabase  *database,
                        const KontorUid *variant,
                        const char      *currency,
                        gint64          *cost_e4,
                        GError         **error)
{
  gint64 average_e8 = 0;

  if (!kontor_stock_read_average_cost (database, variant, currency, &average_e8, error))
    return FALSE;
  *cost_e4 = (average_e8 + 5000) / 10000;
  return TRUE;
}
