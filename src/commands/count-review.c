/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-count-private.h"

#include <glib/gi18n-lib.h>

#include "kontor-record.h"

/* Between counting and booking: lines are made, looked at, counted again, decided. */

/* --- count.finish --- */

typedef struct
{
  KontorCountKey key;
  guint          first; /* of its scans */
  guint          n;
} Group;

typedef struct
{
  KontorCommandContext *context;
  const KontorCount    *count;
  KontorCountEntries   *scans;
  GHashTable           *groups; /* (element-type KontorUid Group): by uid of the line */
  GHashTable           *lines;  /* (element-type KontorUid KontorCountLine): those there are */
  GArray               *picks;
} Finish;

static void
finish_clear (Finish *self)
{
  g_clear_pointer (&self->scans, kontor_count_entries_free);
  g_clear_pointer (&self->groups, g_hash_table_unref);
  g_clear_pointer (&self->lines, g_hash_table_unref);
  g_clear_pointer (&self->picks, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Finish, finish_clear)

static Group *
get_group (Finish *self, const KontorCountKey *key)
{
  KontorUid uid;
  Group    *group;

  kontor_count_line_uid (&self->count->uid, key, &uid);
  group = g_hash_table_lookup (self->groups, &uid);
  if (group != NULL)
    return group;
  group = g_new0 (Group, 1);
  group->key = *key;
  g_hash_table_insert (self->groups, g_memdup2 (&uid, sizeof uid), group);
  return group;
}

static void
group_scans (Finish *self)
{
  for (guint i = 0; i < self->scans->entries->len; i++)
    {
      Group *group = get_group (self,
                                &g_array_index (self->scans->entries, KontorCountEntry, i).key);

      if (group->n == 0)
        group->first = i;
      group->n++;
    }
}

/* What was planned and nobody counted is a line, too. */
static gboolean
group_items (Finish *self, GError **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    self->context->database,
    "SELECT variant_uid, place_uid, lot_uid FROM count_item WHERE count_uid = ?1",
    error,
    KONTOR_VALUES (kontor_value_uid (&self->count->uid)));
  KontorStep step = KONTOR_STEP_FAILED;

  while (row != NULL && (step = kontor_statement_step (row, error)) == KONTOR_STEP_ROW)
    {
      KontorCountKey key;

      kontor_count_key_read (row, 0, &key);
      get_group (self, &key);
    }
  return step == KONTOR_STEP_DONE;
}

static gboolean
load_lines (Finish *self, GError **error)
{
  g_autoptr (GPtrArray) lines = kontor_count_line_list (
    self->context->database, &self->count->uid, error);

  if (lines == NULL)
    return FALSE;
  self->lines = g_hash_table_new_full (
    kontor_uid_hash, kontor_uid_equal, NULL, (GDestroyNotify) kontor_count_line_free);
  while (lines->len > 0)
    {
      KontorCountLine *line = g_ptr_array_steal_index (lines, lines->len - 1);

      g_hash_table_insert (self->lines, &line->uid, line);
    }
  return TRUE;
}

static gboolean
write_line (Finish *self, const KontorUid *uid, const Group *group, GError **error)
{
  KontorCountLine *line = g_hash_table_lookup (self->lines, uid);

  if (line == NULL)
    {
      line = kontor_count_line_new (self->count, &group->key);
      g_hash_table_insert (self->lines, &line->uid, line);
    }
  if (kontor_count_line_is_posted (line) || kontor_count_line_is (line, "reversed"))
    return TRUE;
  return kontor_count_figure_line (self->context->database,
                                   self->count,
                                   (KontorCountEntry *) self->scans->entries->data + group->first,
                                   group->n,
                                   self->picks,
                                   line,
                                   error)
         && kontor_count_line_save (self->context, line, error);
}

static gboolean
write_lines (Finish *self, GError **error)
{
  GHashTableIter iter;
  gpointer       uid;
  gpointer       group;

  g_hash_table_iter_init (&iter, self->groups);
  while (g_hash_table_iter_next (&iter, &uid, &group))
    if (!write_line (self, uid, group, error))
      return FALSE;
  return TRUE;
}

static gboolean
make_lines (KontorCommandContext *context, const KontorCount *count, GError **error)
{
  g_auto (Finish) finish = { .context = context, .count = count };

  finish.groups = g_hash_table_new_full (kontor_uid_hash, kontor_uid_equal, g_free, g_free);
  finish.scans = kontor_count_entries_load (context->database, &count->uid, NULL, error);
  if (finish.scans == NULL || !load_lines (&finish, error))
    return FALSE;
  finish.picks = kontor_count_picks_load (context->database, NULL, count->started_at, error);
  if (finish.picks == NULL)
    return FALSE;
  group_scans (&finish);
  return group_items (&finish, error) && write_lines (&finish, error);
}

static void
set_resume (KontorCommandContext *context, const KontorCount *count)
{
  kontor_command_context_set_inverse (context,
                                      "count.resume",
                                      kontor_count_new_params (count),
                                      g_strdup_printf (_ ("Finish Count %s"), count->number));
}

/**
 * kontor_count_run_finish:
 * @context: the running command
 * @params: count
 * @error: return location for an error
 *
 * count.finish: counting is over; every key that was counted or planned becomes a line.
 *
 * Returns: whether it took effect
 */
gboolean
kontor_count_run_finish (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  g_autoptr (KontorCount) count = kontor_count_load_param (context->database, params, error);

  if (count == NULL)
    return FALSE;
  if (kontor_count_is (count, "review") || kontor_count_is (count, "booked"))
    return kontor_count_refuse (
      count, KONTOR_COMMAND_ERROR_ALREADY, "count", error, _ ("it is finished already"));
  if (!kontor_count_is (count, "counting"))
    return kontor_count_refuse (
      count, KONTOR_COMMAND_ERROR_STATE_CHANGED, "count", error, _ ("nobody is counting"));

  kontor_count_set_state (count, "review");
  count->finished_at = context->command->at;
  g_free (count->finished_by); /* of the time before it was resumed */
  count->finished_by = g_strdup (context->command->author_name);
  kontor_count_set_result (context, count);
  set_resume (context, count);
  return make_lines (context, count, error) && kontor_count_save (context, count, error);
}

/* --- count.recount --- */

static gboolean
check_in_review (const KontorCount *count, GError **error)
{
  return kontor_count_is (count, "review")
         || kontor_count_refuse (count,
                                 KONTOR_COMMAND_ERROR_STATE_CHANGED,
                                 "count",
                                 error,
                                 _ ("it is not being reviewed"));
}

static gboolean
refuse_posted (KontorDatabase        *database,
               const KontorCount     *count,
               const KontorCountLine *line,
               GError               **error)
{
  g_autofree char *name = kontor_count_line_dup_name (database, &line->key, error);

  /* Translators: the name of goods */
  return name != NULL
         && kontor_count_refuse (count,
                                 KONTOR_COMMAND_ERROR_STATE_CHANGED,
                                 "lines",
                                 error,
                                 _ ("“%s” is booked already"),
                                 name);
}

static gboolean
latest_pass (KontorDatabase *database, const KontorCountLine *line, gint64 *pass, GError **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT coalesce (max (pass), 0) FROM count_scan WHERE count_uid = ?1 AND variant_uid = ?2"
    " AND place_uid IS NOT DISTINCT FROM ?3 AND lot_uid IS NOT DISTINCT FROM ?4",
    error,
    KONTOR_VALUES (kontor_value_uid (&line->count),
                   kontor_value_uid (&line->key.variant),
                   kontor_count_value_uid (&line->key.place),
                   kontor_count_value_uid (&line->key.lot)));

  if (row == NULL || !kontor_statement_step_row (row, error))
    return FALSE;
  *pass = kontor_statement_get_integer (row, 0);
  return TRUE;
}

static void
forget_decision (KontorCountLine *line)
{
  g_clear_pointer (&line->decision, kontor_json_unref);
  line->decision = kontor_json_new_object ();
  g_free (line->decided_by); /* nobody, from now on */
  line->decided_by = g_strdup ("");
}

static gboolean
recount_line (KontorCommandContext *context,
              const KontorCount    *count,
              KontorCountLine      *line,
              GError              **error)
{
  gint64 pass = 0;

  if (kontor_count_line_is_posted (line) || kontor_count_line_is (line, "reversed"))
    return refuse_posted (context->database, count, line, error);
  if (!latest_pass (context->database, line, &pass, error))
    return FALSE;
  line->pass = pass == 0 ? 1 : MAX ((guint) pass, count->passes) + 1;
  line->state = "recount";
  forget_decision (line);
  return kontor_count_line_save (context, line, error)
         && kontor_count_refresh (context, count, &line->key, error);
}

/**
 * kontor_count_run_recount:
 * @context: the running command
 * @params: count, lines
 * @error: return location for an error
 *
 * count.recount: lines go back to the shelf. What is counted then decides alone.
 *
 * Returns: whether it took effect
 */
gboolean
kontor_count_run_recount (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  g_autoptr (KontorCount) count = kontor_count_load_param (context->database, params, error);
  g_autoptr (GPtrArray) lines = NULL;

  if (count == NULL || !check_in_review (count, error))
    return FALSE;
  lines = kontor_count_line_list_param (context->database, count, params, error);
  for (guint i = 0; lines != NULL && i < lines->len; i++)
    if (!recount_line (context, count, g_ptr_array_index (lines, i), error))
      return FALSE;
  kontor_count_set_result (context, count);
  return lines != NULL;
}

/* --- count.decide --- */

typedef struct
{
  KontorCommandContext *context;
  KontorCount          *count;
  const char           *uncounted; /* keep, zero or "" */
  const char           *picks;     /* in, out or "" */
  const KontorJson     *after;     /* (nullable) */
  gboolean              accept;
  const char           *reason; /* (nullable) */
  const char           *note;   /* (nullable) */
} Decision;

static gboolean
is_uncounted (const KontorCountLine *line)
{
  return !line->is_counted || kontor_json_has (line->decision, "uncounted");
}

static gboolean
refuse_line (const Decision        *self,
             const KontorCountLine *line,
             const char            *field,
             const char            *why,
             GError               **error)
{
  g_autofree char *name = kontor_count_line_dup_name (self->context->database, &line->key, error);

  return name != NULL
         && kontor_count_refuse (
           self->count, KONTOR_COMMAND_ERROR_STATE_CHANGED, field, error, "“%s”: %s", name, why);
}

/* Nothing lay there when counting ended, or the book is believed. */
static gboolean
decide_uncounted (const Decision *self, KontorCountLine *line, GError **error)
{
  if (*self->uncounted == '\0')
    return TRUE;
  if (!is_uncounted (line))
    return refuse_line (self, line, "uncounted", _ ("it was counted"), error);

  forget_decision (line);
  kontor_json_set_string (line->decision, "uncounted", self->uncounted);
  line->is_counted = g_str_equal (self->uncounted, "zero");
  line->counted = 0;
  line->counted_at = line->is_counted ? self->count->finished_at : 0;
  line->hlc = line->is_counted ? self->context->command->hlc : 0;
  line->state = line->is_counted ? "agreed" : "left";
  return TRUE;
}

static gboolean
decide_picks (const Decision *self, KontorCountLine *line, GError **error)
{
  g_autoptr (GArray) candidates = NULL;
  g_autoptr (GArray) picks = NULL;
  KontorJson *orders = NULL;
  gint64      picked = 0;

  if (*self->picks == '\0')
    return TRUE;
  if (is_uncounted (line))
    return refuse_line (self, line, "picks", _ ("it was not counted"), error);
  candidates = kontor_count_picks_load (
    self->context->database, &line->key.variant, self->count->started_at, error);
  if (candidates != NULL)
    picks = kontor_count_picks_of_line (self->context->database, candidates, line, error);
  if (picks == NULL)
    return FALSE;

  orders = kontor_json_new_array ();
  for (guint i = 0; i < picks->len; i++)
    {
      const KontorCountPick *pick = &g_array_index (picks, KontorCountPick, i);

      kontor_json_append (orders, kontor_json_new_uid (&pick->order));
      picked += g_str_equal (self->picks, "out") ? pick->quantity : 0;
    }
  kontor_json_set (line->decision, "picks", orders);
  kontor_json_set_integer (line->decision, "picked", picked);
  return TRUE;
}

/* The movement is one of this key, and stands before the figure. */
static gboolean
check_movement (const Decision        *self,
                const KontorCountLine *line,
                const KontorJson      *value,
                GError               **error)
{
  const char *text = kontor_json_string (value);
  gboolean    exists = FALSE;
  KontorUid   uid;

  if (text == NULL || !kontor_uid_parse (&uid, text))
    {
      kontor_command_set_error (
        error, KONTOR_COMMAND_ERROR_INVALID, "after", _ ("“%s” must be ids (UUID)"), "after");
      return FALSE;
    }
  if (!kontor_record_exists (
        self->context->database,
        "SELECT 1 FROM stock_movement WHERE uid = ?1 AND variant_uid = ?2"
        " AND place_uid IS NOT DISTINCT FROM ?3 AND lot_uid IS NOT DISTINCT FROM ?4 AND rank = 0"
        " AND (happened_at < ?5 OR (happened_at = ?5 AND hlc <= ?6))",
        KONTOR_VALUES (kontor_value_uid (&uid),
                       kontor_value_uid (&line->key.variant),
                       kontor_count_value_uid (&line->key.place),
                       kontor_count_value_uid (&line->key.lot),
                       kontor_value_integer (line->counted_at),
                       kontor_value_integer ((gint64) line->hlc)),
        &exists,
        error))
    return FALSE;
  return exists
         || refuse_line (
           self, line, "after", _ ("there is no such movement before it was counted"), error);
}

static gboolean
decide_after (const Decision *self, KontorCountLine *line, GError **error)
{
  if (self->after == NULL)
    return TRUE;
  if (is_uncounted (line))
    return refuse_line (self, line, "after", _ ("it was not counted"), error);
  for (guint i = 0; i < kontor_json_length (self->after); i++)
    if (!check_movement (self, line, kontor_json_at (self->after, i), error))
      return FALSE;
  kontor_json_set (line->decision, "after", kontor_json_share (self->after));
  return TRUE;
}

static gboolean
decide_accept (const Decision *self, KontorCountLine *line, GError **error)
{
  if (!self->accept)
    return TRUE;
  if (is_uncounted (line))
    return refuse_line (self, line, "accept", _ ("it was not counted"), error);
  if (kontor_count_line_has_check (line, KONTOR_CHECK_NEGATIVE))
    return refuse_line (
      self, line, "accept", _ ("less than nothing can't be: count it again"), error);
  kontor_json_set_boolean (line->decision, "accepted", TRUE);
  return TRUE;
}

static void
decide_words (const Decision *self, KontorCountLine *line)
{
  const char *author = self->context->command->author_name;

  if (self->reason != NULL)
    {
      g_free (line->reason); /* another one takes its place */
      line->reason = g_strdup (self->reason);
    }
  if (self->note != NULL)
    {
      g_free (line->note); /* likewise */
      line->note = g_strdup (self->note);
    }
  g_free (line->decided_by); /* likewise */
  line->decided_by = g_strdup (author != NULL ? author : "");
}

/* Other lines of the same goods were asked about the same boxes. */
static gboolean
refresh_siblings (const Decision *self, const KontorCountLine *line, GError **error)
{
  g_autoptr (GPtrArray) lines = NULL;

  if (*self->picks == '\0')
    return TRUE;
  lines = kontor_count_line_list (self->context->database, &self->count->uid, error);
  for (guint i = 0; lines != NULL && i < lines->len; i++)
    {
      const KontorCountLine *other = g_ptr_array_index (lines, i);

      if (kontor_uid_equal (&other->key.variant, &line->key.variant)
          && !kontor_uid_equal (&other->uid, &line->uid)
          && !kontor_count_refresh (self->context, self->count, &other->key, error))
        return FALSE;
    }
  return lines != NULL;
}

static gboolean
decide_line (const Decision *self, KontorCountLine *line, GError **error)
{
  if (kontor_count_line_is_posted (line) || kontor_count_line_is (line, "reversed"))
    return refuse_posted (self->context->database, self->count, line, error);
  if (!decide_uncounted (self, line, error) || !decide_picks (self, line, error)
      || !decide_after (self, line, error) || !decide_accept (self, line, error))
    return FALSE;
  decide_words (self, line);
  return kontor_count_line_save (self->context, line, error)
         && kontor_count_refresh (self->context, self->count, &line->key, error)
         && refresh_siblings (self, line, error);
}

/* All that nobody counted. */
static gboolean
decide_rest (Decision *self, GError **error)
{
  g_autoptr (GPtrArray) lines = NULL;
  gint64 n = 0;

  if (*self->uncounted == '\0' || *self->picks != '\0' || self->after != NULL || self->accept)
    {
      kontor_command_set_error (
        error, KONTOR_COMMAND_ERROR_INVALID, "lines", _ ("“%s” is missing"), "lines");
      return FALSE;
    }
  lines = kontor_count_line_list (self->context->database, &self->count->uid, error);
  for (guint i = 0; lines != NULL && i < lines->len; i++)
    {
      KontorCountLine *line = g_ptr_array_index (lines, i);

      if (kontor_count_line_is_posted (line) || kontor_count_line_is (line, "reversed")
          || !is_uncounted (line))
        continue;
      n++;
      if (!decide_line (self, line, error))
        return FALSE;
    }
  g_free (self->count->uncounted); /* what was said before */
  self->count->uncounted = g_strdup (self->uncounted);
  kontor_json_set_integer (self->context->outcome->result, "lines", n);
  return lines != NULL && kontor_count_save (self->context, self->count, error);
}

static gboolean
read_decision (Decision *self, const KontorJson *params, GError **error)
{
  static const char *const uncounted[] = { "", "keep", "zero", NULL };
  static const char *const picks[] = { "", "in", "out", NULL };
  static const char *const reasons[] = { "",      "damaged",    "lost",       "stolen", "expired",
                                         "found", "not_booked", "miscounted", "other",  NULL };

  if (!kontor_param_choice (params, "uncounted", uncounted, "", &self->uncounted, error)
      || !kontor_param_choice (params, "picks", picks, "", &self->picks, error)
      || !kontor_param_string_or (params, "note", 2000, NULL, &self->note, error))
    return FALSE;
  if (kontor_json_get (params, "reason") != NULL
      && !kontor_param_choice (params, "reason", reasons, "", &self->reason, error))
    return FALSE;
  self->accept = kontor_json_get_boolean (params, "accept", FALSE);
  self->after = kontor_json_get_array (params, "after");
  if (self->after == NULL && kontor_json_get (params, "after") != NULL)
    {
      kontor_command_set_error (
        error, KONTOR_COMMAND_ERROR_INVALID, "after", _ ("“%s” must be a list"), "after");
      return FALSE;
    }
  return TRUE;
}

/**
 * kontor_count_run_decide:
 * @context: the running command
 * @params: see the help in count.c
 * @error: return location for an error
 *
 * count.decide: what a person says about lines in review.
 *
 * Returns: whether it took effect
 */
gboolean
kontor_count_run_decide (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  g_autoptr (KontorCount) count = kontor_count_load_param (context->database, params, error);
  g_autoptr (GPtrArray) lines = NULL;
  Decision decision = { .context = context, .count = count };

  if (count == NULL || !check_in_review (count, error) || !read_decision (&decision, params, error))
    return FALSE;
  kontor_count_set_result (context, count);
  if (kontor_json_get (params, "lines") == NULL)
    return decide_rest (&decision, error);
  lines = kontor_count_line_list_param (context->database, count, params, error);
  for (guint i = 0; lines != NULL && i < lines->len; i++)
    if (!decide_line (&decision, g_ptr_array_index (lines, i), error))
      return FALSE;
  return lines != NULL;
}

/* --- count.cancel, count.resume --- */

static gboolean
has_posted (KontorDatabase *database, const KontorCount *count, gboolean *posted, GError **error)
{
  return kontor_record_exists (
    database,
    "SELECT 1 FROM count_line WHERE count_uid = ?1 AND state IN ('booked', 'reopened', 'reversed')",
    KONTOR_VALUES (kontor_value_uid (&count->uid)),
    posted,
    error);
}

/**
 * kontor_count_run_cancel:
 * @context: the running command
 * @params: count
 * @error: return location for an error
 *
 * count.cancel: nothing comes of this count. Its scans stay.
 *
 * Returns: whether it took effect
 */
gboolean
kontor_count_run_cancel (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  g_autoptr (KontorCount) count = kontor_count_load_param (context->database, params, error);
  gboolean posted = FALSE;

  if (count == NULL)
    return FALSE;
  if (kontor_count_is (count, "cancelled"))
    return kontor_count_refuse (
      count, KONTOR_COMMAND_ERROR_ALREADY, "count", error, _ ("it is cancelled already"));
  if (!has_posted (context->database, count, &posted, error))
    return FALSE;
  if (posted || kontor_count_is (count, "booked") || kontor_count_is (count, "reversed"))
    return kontor_count_refuse (count,
                                KONTOR_COMMAND_ERROR_STATE_CHANGED,
                                "count",
                                error,
                                _ ("part of it is booked: reverse it instead"));

  kontor_count_set_state (count, "cancelled");
  count->closed_at = context->command->at;
  kontor_count_set_result (context, count);
  kontor_command_context_set_inverse (context,
                                      "count.resume",
                                      kontor_count_new_params (count),
                                      g_strdup_printf (_ ("Cancel Count %s"), count->number));
  return kontor_count_save (context, count, error);
}

/* One step back: from cancelled to where it was, from review to counting. */
static const char *
state_before (const KontorCount *count)
{
  if (kontor_count_is (count, "review"))
    return "counting";
  if (!kontor_count_is (count, "cancelled"))
    return NULL;
  if (count->finished_at != 0)
    return "review";
  return count->started_at != 0 ? "counting" : "planned";
}

static void
set_back (KontorCommandContext *context, const KontorCount *count, const char *state)
{
  const char *inverse = g_str_equal (state, "counting") && kontor_count_is (count, "review")
                          ? "count.finish"
                          : "count.cancel";

  kontor_command_context_set_inverse (context,
                                      inverse,
                                      kontor_count_new_params (count),
                                      g_strdup_printf (_ ("Resume Count %s"), count->number));
}

/**
 * kontor_count_run_resume:
 * @context: the running command
 * @params: count
 * @error: return location for an error
 *
 * count.resume: a count goes on, after it was cancelled, or finished too early.
 *
 * Returns: whether it took effect
 */
gboolean
kontor_count_run_resume (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  g_autoptr (KontorCount) count = kontor_count_load_param (context->database, params, error);
  const char *state = count != NULL ? state_before (count) : NULL;
  gboolean    posted = FALSE;

  if (count == NULL || !has_posted (context->database, count, &posted, error))
    return FALSE;
  if (state == NULL || posted)
    return kontor_count_refuse (count,
                                KONTOR_COMMAND_ERROR_STATE_CHANGED,
                                "count",
                                error,
                                posted ? _ ("part of it is booked")
                                       : _ ("there is nothing to resume"));

  set_back (context, count, state);
  if (kontor_count_is (count, "review"))
    count->finished_at = 0;
  count->closed_at = 0;
  kontor_count_set_state (count, state);
  kontor_count_set_result (context, count);
  return kontor_count_save (context, count, error);
}
