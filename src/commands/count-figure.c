/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-count-private.h"

#include <glib/gi18n-lib.h>

#include "kontor-form.h"

/* From scans to a line in review: its figure, what the ledger said at that moment, and why a person
 * has to look. What a person decided about a figure is forgotten when the figure changes. */

/* Everything that is asked about one line. */
typedef struct
{
  KontorDatabase         *database;
  const KontorCount      *count;
  const KontorCountEntry *entries;
  gsize                   n_entries;
  const GArray           *picks; /* candidates */
  KontorCountLine        *line;
  KontorCountFigure       figure;
  GString                *checks;
} Work;

gboolean
kontor_count_line_has_check (const KontorCountLine *line, const char *check)
{
  g_auto (GStrv) words = g_strsplit (line->checks, " ", -1);

  return g_strv_contains ((const char *const *) words, check);
}

static void
add_check (Work *self, const char *check)
{
  if (self->checks->len > 0)
    g_string_append_c (self->checks, ' ');
  g_string_append (self->checks, check);
}

static gboolean
too_large (GError **error)
{
  kontor_command_set_error (
    error, KONTOR_COMMAND_ERROR_INVALID, "quantity", _ ("this is more than can be counted"));
  return FALSE;
}

/* --- what a person decided --- */

static KontorJson *
describe_figure (const KontorCountFigure *figure)
{
  KontorJson *value = kontor_json_new_array ();

  kontor_json_append (value, kontor_json_new_integer (figure->quantity));
  kontor_json_append (value, kontor_json_new_integer (figure->at));
  kontor_json_append (value, kontor_json_new_integer ((gint64) figure->hlc));
  kontor_json_append (value, kontor_json_new_integer (figure->damaged));
  return value;
}

/* Keeps the decision if it is about this figure. */
static void
keep_decision (Work *self)
{
  g_autoptr (KontorJson) figure = describe_figure (&self->figure);
  const KontorJson *before = kontor_json_get_array (self->line->decision, "figure");

  if (before != NULL && kontor_json_equal (before, figure))
    return;
  g_clear_pointer (&self->line->decision, kontor_json_unref);
  self->line->decision = kontor_json_new_object ();
  kontor_json_set (self->line->decision, "figure", g_steal_pointer (&figure));
  if (self->figure.damaged > 0)
    kontor_json_set_integer (self->line->decision, "damaged", self->figure.damaged);
  g_free (self->line->decided_by); /* somebody who saw another figure */
  self->line->decided_by = g_strdup ("");
}

static gboolean
has_decided (const Work *self, const char *what)
{
  return kontor_json_has (self->line->decision, what);
}

/* --- checks --- */

static gboolean
ask (const Work        *self,
     const char        *sql,
     const KontorValue *values,
     gsize              n,
     gboolean          *yes,
     GError           **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (self->database, sql, error, values, n);
  KontorStep step = row != NULL ? kontor_statement_step (row, error) : KONTOR_STEP_FAILED;

  *yes = step == KONTOR_STEP_ROW;
  return step != KONTOR_STEP_FAILED;
}

#define OF_KEY                                                                                     \
  " FROM stock_movement WHERE variant_uid = ?1 AND place_uid IS NOT DISTINCT FROM ?2"              \
  " AND lot_uid IS NOT DISTINCT FROM ?3 AND rank = 0 AND reason NOT IN ('" KONTOR_LEDGER_HOLD      \
  "', '" KONTOR_LEDGER_RELEASE "')"

/* A movement between the first and the last spot: did the first spot still have it? */
static gboolean
check_between (Work *self, GError **error)
{
  const KontorCountFigure *figure = &self->figure;
  gboolean                 moved = FALSE;

  if (figure->n_spots < 2 || has_decided (self, "after"))
    return TRUE;
  if (!ask (self,
            "SELECT 1" OF_KEY " AND (happened_at > ?4 OR (happened_at = ?4 AND hlc > ?5))"
            " AND (happened_at < ?6 OR (happened_at = ?6 AND hlc <= ?7)) LIMIT 1",
            KONTOR_VALUES (kontor_value_uid (&self->line->key.variant),
                           kontor_count_value_uid (&self->line->key.place),
                           kontor_count_value_uid (&self->line->key.lot),
                           kontor_value_integer (figure->first_at),
                           kontor_value_integer ((gint64) figure->first_hlc),
                           kontor_value_integer (figure->at),
                           kontor_value_integer ((gint64) figure->hlc)),
            &moved,
            error))
    return FALSE;
  if (moved)
    add_check (self, KONTOR_CHECK_BETWEEN);
  return TRUE;
}

static guint
find_station (const Work *self)
{
  for (gsize i = 0; i < self->n_entries; i++)
    if (kontor_uid_equal (&self->entries[i].scan.uid, &self->figure.scan))
      return self->entries[i].station;
  return 0;
}

/* A movement of another station, nearer than both clocks can tell. */
static gboolean
check_clock (Work *self, GError **error)
{
  gint64   reach = 2 * KONTOR_CLOCK_UNCERTAINTY - 1;
  gboolean close = FALSE;

  if (!ask (self,
            "SELECT 1" OF_KEY " AND happened_at BETWEEN ?4 AND ?5 AND station <> ?6 LIMIT 1",
            KONTOR_VALUES (kontor_value_uid (&self->line->key.variant),
                           kontor_count_value_uid (&self->line->key.place),
                           kontor_count_value_uid (&self->line->key.lot),
                           kontor_value_integer (self->figure.at - reach),
                           kontor_value_integer (self->figure.at + reach),
                           kontor_value_integer (find_station (self))),
            &close,
            error))
    return FALSE;
  if (close)
    add_check (self, KONTOR_CHECK_CLOCK);
  return TRUE;
}

static gboolean
check_picks (Work *self, GError **error)
{
  g_autoptr (GArray) picks = NULL;

  if (has_decided (self, "picks"))
    return TRUE;
  picks = kontor_count_picks_of_line (self->database, self->picks, self->line, error);
  if (picks == NULL)
    return FALSE;
  if (picks->len > 0)
    add_check (self, KONTOR_CHECK_PICKS);
  return TRUE;
}

static gboolean
collect_checks (Work *self, GError **error)
{
  static const struct
  {
    KontorCountChecks bit;
    const char       *word;
  } words[] = {
    { KONTOR_COUNT_CHECK_PASSES, KONTOR_CHECK_PASSES },
    { KONTOR_COUNT_CHECK_MISSING, KONTOR_CHECK_MISSING },
    { KONTOR_COUNT_CHECK_COUNTERS, KONTOR_CHECK_COUNTERS },
    { KONTOR_COUNT_CHECK_NEGATIVE, KONTOR_CHECK_NEGATIVE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if ((self->figure.checks & words[i].bit) != 0)
      add_check (self, words[i].word);
  return check_between (self, error) && check_clock (self, error) && check_picks (self, error);
}

/* --- the line --- */

/**
 * kontor_count_look_up_book:
 * @database: a connection
 * @line: a line that was counted and is not posted
 * @error: return location for an error
 *
 * Sets what the ledger says about the line's moment, what posting it would append, and its value.
 *
 * Errors: %KONTOR_COMMAND_ERROR_INVALID, #KontorDatabaseError.
 *
 * Returns: whether it could be told
 */
gboolean
kontor_count_look_up_book (KontorDatabase *database, KontorCountLine *line, GError **error)
{
  KontorLedgerMoment moment = { line->counted_at, line->hlc, line->uid };
  gint64             cost_e4 = 0;

  if (!kontor_ledger_on_hand (database,
                              &line->key.variant,
                              &line->key.place,
                              &line->key.lot,
                              line->is_counted ? &moment : NULL,
                              &line->book,
                              error)
      || !kontor_count_read_cost (database, &line->key.variant, line->currency, &cost_e4, error))
    return FALSE;

  line->adjustment = 0;
  if (line->is_counted && !kontor_count_adjustment (line->counted, line->book, &line->adjustment))
    return too_large (error);
  line->shown = line->adjustment;
  return kontor_count_value (line->shown, cost_e4, line->currency, &line->value_minor)
         || too_large (error);
}

static void
take_figure (Work *self)
{
  KontorCountLine *line = self->line;

  keep_decision (self);
  line->is_counted = TRUE;
  line->counted = self->figure.quantity + kontor_json_get_integer (line->decision, "picked", 0);
  line->counted_at = self->figure.at;
  line->hlc = self->figure.hlc;
}

/* Nobody counted it: what was decided about that stays. */
static void
take_nothing (Work *self)
{
  KontorCountLine *line = self->line;

  if (has_decided (self, "figure"))
    {
      g_clear_pointer (&line->decision, kontor_json_unref);
      line->decision = kontor_json_new_object ();
    }
  if (g_strcmp0 (kontor_json_get_string (line->decision, "uncounted", ""), "zero") == 0)
    return;
  line->is_counted = FALSE;
  line->counted = 0;
  line->counted_at = 0;
  line->hlc = 0;
}

static gboolean
needs_another_count (const Work *self)
{
  return (self->figure.checks
          & (KONTOR_COUNT_CHECK_PASSES | KONTOR_COUNT_CHECK_MISSING | KONTOR_COUNT_CHECK_COUNTERS
             | KONTOR_COUNT_CHECK_NEGATIVE))
         != 0;
}

/* The second blind count when that is missing, else one more than there are. */
static guint
next_pass (const Work *self)
{
  if ((self->figure.checks & KONTOR_COUNT_CHECK_MISSING) != 0)
    return self->figure.pass == 1 ? 2 : 1;
  return MAX (self->figure.pass, self->count->passes) + 1;
}

/* Where the book says that nothing lies, there is nothing to decide. */
static const char *
state_uncounted (Work *self)
{
  const char *decided = kontor_json_get_string (self->line->decision, "uncounted", "");

  if (kontor_count_line_is (self->line, "recount"))
    return "recount";
  if (g_str_equal (decided, "zero"))
    return "agreed";
  return g_str_equal (decided, "keep") || self->line->book == 0 ? "left" : "open";
}

static const char *
state_counted (Work *self)
{
  KontorCountLine *line = self->line;

  if (kontor_count_line_is (line, "recount") && line->pass > self->count->passes
      && self->figure.pass < line->pass)
    return "recount";
  if (has_decided (self, "accepted"))
    return "agreed";
  if (!needs_another_count (self))
    return "open";
  line->pass = next_pass (self);
  return "recount";
}

static gboolean
finish_line (Work *self, GError **error)
{
  if (!self->figure.is_counted)
    {
      take_nothing (self);
      if (!kontor_count_look_up_book (self->database, self->line, error))
        return FALSE;
      self->line->state = state_uncounted (self);
      return TRUE;
    }
  take_figure (self);
  self->line->state = state_counted (self);
  return kontor_count_look_up_book (self->database, self->line, error)
         && collect_checks (self, error);
}

/**
 * kontor_count_figure_line:
 * @database: a connection
 * @count: the count
 * @entries: (array length=n_entries): all scans of the line's key
 * @n_entries: how many
 * @picks: orders whose goods may have been in a box
 * @line: a line that is not posted
 * @error: return location for an error
 *
 * Sets everything about the line that follows from its scans and the ledger.
 *
 * Errors: %KONTOR_COMMAND_ERROR_INVALID, #KontorDatabaseError.
 *
 * Returns: whether it could be told
 */
gboolean
kontor_count_figure_line (KontorDatabase         *database,
                          const KontorCount      *count,
                          const KontorCountEntry *entries,
                          gsize                   n_entries,
                          const GArray           *picks,
                          KontorCountLine        *line,
                          GError                **error)
{
  g_autofree KontorCountScan *scans = g_new (KontorCountScan, MAX (n_entries, 1));
  g_autoptr (GString) checks = g_string_new (NULL);
  KontorCountTolerance tolerance = count->tolerance;
  Work                 work = { .database = database,
                                .count = count,
                                .entries = entries,
                                .n_entries = n_entries,
                                .picks = picks,
                                .line = line,
                                .checks = checks };

  if (!kontor_count_read_cost (
        database, &line->key.variant, count->currency, &tolerance.cost_e4, error))
    return FALSE;
  for (gsize i = 0; i < n_entries; i++)
    scans[i] = entries[i].scan;
  if (!kontor_count_sum (scans, n_entries, count->passes, &tolerance, &work.figure))
    return too_large (error);
  if (!finish_line (&work, error))
    return FALSE;

  g_free (line->checks); /* those of the figure before */
  line->checks = g_strdup (checks->str);
  return TRUE;
}

static gboolean
load_or_new (KontorDatabase       *database,
             const KontorCount    *count,
             const KontorCountKey *key,
             KontorCountLine     **line,
             GError              **error)
{
  g_autoptr (GError) failure = NULL;
  KontorUid uid;

  kontor_count_line_uid (&count->uid, key, &uid);
  *line = kontor_count_line_load (database, &uid, "line", &failure);
  if (*line == NULL
      && g_error_matches (failure, KONTOR_COMMAND_ERROR, KONTOR_COMMAND_ERROR_NOT_FOUND))
    {
      *line = kontor_count_line_new (count, key);
      return TRUE;
    }
  if (*line == NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  return *line != NULL;
}

/**
 * kontor_count_refresh:
 * @context: the running command
 * @count: a count in review
 * @key: what a scan or a decision was about
 * @error: return location for an error
 *
 * Computes the line of a key anew, unless the ledger holds it already.
 *
 * Errors: %KONTOR_COMMAND_ERROR_INVALID, #KontorDatabaseError.
 *
 * Returns: whether it was written
 */
gboolean
kontor_count_refresh (KontorCommandContext *context,
                      const KontorCount    *count,
                      const KontorCountKey *key,
                      GError              **error)
{
  g_autoptr (KontorCountLine) line = NULL;
  g_autoptr (KontorCountEntries) scans = NULL;
  g_autoptr (GArray) picks = NULL;

  if (!load_or_new (context->database, count, key, &line, error))
    return FALSE;
  if (kontor_count_line_is_posted (line) || kontor_count_line_is (line, "reversed"))
    return TRUE;

  scans = kontor_count_entries_load (context->database, &count->uid, key, error);
  if (scans == NULL)
    return FALSE;
  picks = kontor_count_picks_load (context->database, &key->variant, count->started_at, error);
  return picks != NULL
         && kontor_count_figure_line (context->database,
                                      count,
                                      &g_array_index (scans->entries, KontorCountEntry, 0),
                                      scans->entries->len,
                                      picks,
                                      line,
                                      error)
         && kontor_count_line_save (context, line, error);
}
