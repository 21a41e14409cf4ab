/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-count-late.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "kontor-count-private.h"
#include "kontor-form.h"
#include "kontor-matter-text.h"
#include "kontor-number.h"
#include "kontor-time.h"

/* What becomes known after a line was counted. The ledger keeps the sums right by itself; here
 * people are told, each time with what to do about it. Messages are the same on every station, and
 * so not translated. */

/* A delivery that was unpacked before the count and typed in with a later day. */
#define DELIVERY_DAYS 7

/* --- rows of "Needs attention" --- */

/**
 * kontor_count_attention_uid:
 * @kind: of the row
 * @about: what it is about
 * @uid: (out): uid of its one row
 */
void
kontor_count_attention_uid (const char *kind, const KontorUid *about, KontorUid *uid)
{
  char text[KONTOR_UID_TEXT_SIZE];

  kontor_uid_from_name (uid, kind, kontor_uid_format (about, text));
}

static char *
dup_json (const KontorJson *value)
{
  return value != NULL ? kontor_json_to_string (value) : g_strdup ("");
}

/**
 * kontor_count_open_attention:
 * @context: the running command
 * @uid: of the row
 * @count: uid of the count that it is about
 * @kind: what it is about; also the reason code
 * @message: a sentence
 * @base: (nullable): how it was
 * @mine: (nullable): how it is now
 * @theirs: (nullable): what came
 * @offers: what to do about it, the proposal first
 * @error: return location for an error of the database
 *
 * Opens the row, or opens it again with what is known now.
 *
 * Returns: whether it was written
 */
gboolean
kontor_count_open_attention (KontorCommandContext *context,
                             const KontorUid      *uid,
                             const KontorUid      *count,
                             const char           *kind,
                             const char           *message,
                             const KontorJson     *base,
                             const KontorJson     *mine,
                             const KontorJson     *theirs,
                             const KontorJson     *offers,
                             GError              **error)
{
  const KontorCommand *command = context->command;
  g_autofree char     *base_text = dup_json (base);
  g_autofree char     *mine_text = dup_json (mine);
  g_autofree char     *theirs_text = dup_json (theirs);
  g_autofree char     *offers_text = kontor_json_to_string (offers);

  kontor_command_context_touch (context, KONTOR_KIND_ATTENTION, uid);
  return kontor_database_run (
    context->database,
    "INSERT INTO attention (uid, kind, subject_kind, subject_uid, subject_title, command_uid,"
    " command_name, reason_code, message, base, mine, theirs, offers, opened_at)"
    " VALUES (?1, ?2, 'stock_count', ?3, coalesce ((SELECT number FROM stock_count WHERE uid = ?3),"
    " ''), ?4, ?5, ?2, ?6, ?7, ?8, ?9, ?10, ?11)"
    " ON CONFLICT (uid) DO UPDATE SET command_uid = excluded.command_uid,"
    " command_name = excluded.command_name, message = excluded.message, base = CASE WHEN"
    " attention.closed_at IS NULL THEN attention.base ELSE excluded.base END, mine = excluded.mine,"
    " theirs = excluded.theirs, offers = excluded.offers, opened_at = excluded.opened_at,"
    " closed_at = NULL, closed_by = '', decision = ''",
    error,
    KONTOR_VALUES (kontor_value_uid (uid),
                   kontor_value_text (kind),
                   kontor_value_uid (count),
                   kontor_value_uid (&command->uid),
                   kontor_value_text (command->name),
                   kontor_value_text (message),
                   kontor_value_text (base_text),
                   kontor_value_text (mine_text),
                   kontor_value_text (theirs_text),
                   kontor_value_text (offers_text),
                   kontor_value_integer (command->at)));
}

/**
 * kontor_count_close_attention:
 * @context: the running command
 * @uid: of a row
 * @decision: the command that decides
 * @error: return location for an error of the database
 *
 * Closes the row if it is open.
 *
 * Returns: whether it could be done
 */
gboolean
kontor_count_close_attention (KontorCommandContext *context,
                              const KontorUid      *uid,
                              const char           *decision,
                              GError              **error)
{
  const char *author = context->command->author_name;

  if (!kontor_database_run (context->database,
                            "UPDATE attention SET closed_at = ?2, closed_by = ?3, decision = ?4"
                            " WHERE uid = ?1 AND closed_at IS NULL",
                            error,
                            KONTOR_VALUES (kontor_value_uid (uid),
                                           kontor_value_integer (context->command->at),
                                           kontor_value_text (author != NULL ? author : ""),
                                           kontor_value_text (decision))))
    return FALSE;
  if (kontor_database_get_changes (context->database) > 0)
    kontor_command_context_touch (context, KONTOR_KIND_ATTENTION, uid);
  return TRUE;
}

static KontorJson *
new_offer (const char *command, const char *key, const KontorUid *uid)
{
  KontorJson *offer = kontor_json_new_object ();
  KontorJson *params = kontor_json_new_object ();

  kontor_json_set (params, key, kontor_json_new_uid (uid));
  kontor_json_set_string (offer, "command", command);
  kontor_json_set (offer, "params", params);
  return offer;
}

/* Takes the variants. */
static KontorJson *
new_count_offer (const KontorCount *count, KontorJson *variants)
{
  KontorJson *offer = kontor_json_new_object ();
  KontorJson *params = kontor_json_new_object ();
  KontorJson *plan = kontor_json_new_object ();

  kontor_json_set (plan, "variants", variants);
  kontor_json_set_string (params, "title", count->number);
  kontor_json_set (params, "plan", plan);
  kontor_json_set_string (offer, "command", "count.plan");
  kontor_json_set (offer, "params", params);
  return offer;
}

static KontorJson *
new_difference (gint64 difference)
{
  KontorJson *object = kontor_json_new_object ();

  kontor_json_set_integer (object, "difference", difference);
  return object;
}

static KontorJson *
describe_movement (const KontorMovement *movement, const KontorUid *uid)
{
  KontorJson *object = kontor_json_new_object ();

  kontor_json_set (object, "movement", kontor_json_new_uid (uid));
  kontor_json_set_string (object, "kind", movement->kind);
  kontor_json_set_integer (object, "quantity", movement->quantity);
  kontor_json_set_integer (object, "happened_at", movement->happened_at);
  return object;
}

static char *
dup_quantity (gint64 quantity)
{
  return kontor_decimal_format (quantity, 3, 0, &kontor_number_style_plain);
}

/* --- a posted line had seen it --- */

/* The proposal is the one that leaves the smaller difference. What follows from another count says
 * nothing about the shelf. */
static KontorJson *
offer_settle_or_exclude (const KontorCountLine *line,
                         const KontorMovement  *movement,
                         const KontorUid       *uid,
                         gint64                 before)
{
  KontorJson *offers = kontor_json_new_array ();
  KontorJson *settle = new_offer ("count.settle", "line", &line->uid);
  KontorJson *exclude = NULL;
  gboolean    settle_first = ABS (line->shown) <= ABS (before);

  if (movement->rank != KONTOR_LEDGER_RANK_MOVEMENT)
    {
      kontor_json_append (offers, settle);
      return offers;
    }
  exclude = new_offer ("count.exclude", "line", &line->uid);
  kontor_json_set (
    (KontorJson *) kontor_json_get (exclude, "params"), "movement", kontor_json_new_uid (uid));
  kontor_json_append (offers, settle_first ? settle : exclude);
  kontor_json_append (offers, settle_first ? exclude : settle);
  return offers;
}

static char *
describe_reopened (const KontorCountLine *line,
                   const char            *name,
                   const KontorMovement  *movement,
                   gint64                 before)
{
  g_autofree char *moved = dup_quantity (movement->quantity);
  g_autofree char *was = dup_quantity (before);
  g_autofree char *is = dup_quantity (line->shown);

  return g_strdup_printf (KONTOR_MATTER_COUNT_REOPENED, moved, name, is, was);
}

static gboolean
tell_reopened (KontorCommandContext  *context,
               const KontorCountLine *line,
               const KontorMovement  *movement,
               const KontorUid       *uid,
               gint64                 before,
               GError               **error)
{
  g_autofree char *name = kontor_count_line_dup_name (context->database, &line->key, error);
  g_autofree char *message = NULL;
  g_autoptr (KontorJson) base = new_difference (before);
  g_autoptr (KontorJson) mine = new_difference (line->shown);
  g_autoptr (KontorJson) theirs = describe_movement (movement, uid);
  g_autoptr (KontorJson) offers = offer_settle_or_exclude (line, movement, uid, before);
  KontorUid attention;

  if (name == NULL)
    return FALSE;
  message = describe_reopened (line, name, movement, before);
  kontor_count_attention_uid ("count_reopened", &line->uid, &attention);
  return kontor_count_open_attention (context,
                                      &attention,
                                      &line->count,
                                      "count_reopened",
                                      message,
                                      base,
                                      mine,
                                      theirs,
                                      offers,
                                      error);
}

/**
 * kontor_count_reopen:
 * @context: the running command
 * @uid: of a posted line
 * @movement: what became known and lies before it
 * @movement_uid: its uid
 * @change: what the balance row adds to the difference
 * @error: return location for an error
 *
 * Opens the line again, with the difference that is shown now and a row in "Needs attention"
 * (sync-spec.md 9.1, rule 4).
 *
 * Errors: #KontorDatabaseError.
 *
 * Returns: whether it was written
 */
gboolean
kontor_count_reopen (KontorCommandContext *context,
                     const KontorUid      *uid,
                     const KontorMovement *movement,
                     const KontorUid      *movement_uid,
                     gint64                change,
                     GError              **error)
{
  g_autoptr (KontorCountLine) line = kontor_count_line_load (context->database, uid, "line", error);
  gint64 before;
  gint64 cost_e4 = 0;

  if (line == NULL
      || !kontor_count_read_cost (
        context->database, &line->key.variant, line->currency, &cost_e4, error))
    return FALSE;
  before = line->shown;
  line->state = "reopened";
  line->shown += change;
  if (!kontor_count_value (line->shown, cost_e4, line->currency, &line->value_minor))
    line->value_minor = 0;
  return kontor_count_line_save (context, line, error)
         && tell_reopened (context, line, movement, movement_uid, before, error);
}

/* --- a delivery that explains a difference --- */

static void
derive_pair (const KontorUid *line, const KontorUid *movement, KontorUid *uid)
{
  char             texts[2][KONTOR_UID_TEXT_SIZE];
  g_autofree char *name = g_strconcat (
    kontor_uid_format (line, texts[0]), "/", kontor_uid_format (movement, texts[1]), NULL);

  kontor_uid_from_name (uid, "count_delivery", name);
}

static gboolean
tell_delivery (KontorCommandContext  *context,
               const KontorCountLine *line,
               const KontorMovement  *movement,
               const KontorUid       *uid,
               GError               **error)
{
  g_autofree char *name = kontor_count_line_dup_name (context->database, &line->key, error);
  g_autofree char *quantity = dup_quantity (movement->quantity);
  g_autofree char *message = NULL;
  g_autoptr (KontorJson) base = new_difference (line->shown);
  g_autoptr (KontorJson) theirs = describe_movement (movement, uid);
  g_autoptr (KontorJson) offers = kontor_json_new_array ();
  KontorUid attention;

  if (name == NULL)
    return FALSE;
  message = g_strdup_printf (KONTOR_MATTER_COUNT_DELIVERY, name, quantity, quantity);
  kontor_json_append (offers, new_offer ("stock.void", "movement", uid));
  derive_pair (&line->uid, uid, &attention);
  return kontor_count_open_attention (context,
                                      &attention,
                                      &line->count,
                                      "count_equals_delivery",
                                      message,
                                      base,
                                      NULL,
                                      theirs,
                                      offers,
                                      error);
}

static gboolean
is_delivery (const KontorMovement *movement)
{
  return g_str_equal (movement->kind, "RESTOCK") && movement->quantity > 0
         && movement->rank == KONTOR_LEDGER_RANK_MOVEMENT && kontor_uid_is_nil (&movement->about);
}

/**
 * kontor_count_note_posted:
 * @context: the running command
 * @line: a line that was posted just now
 * @error: return location for an error
 *
 * Looks for a delivery of just its difference that is dated after it (sync-spec.md 9.2, example 4).
 *
 * Errors: #KontorDatabaseError.
 *
 * Returns: whether it could be done
 */
gboolean
kontor_count_note_posted (KontorCommandContext  *context,
                          const KontorCountLine *line,
                          GError               **error)
{
  g_autoptr (KontorStatement) row = NULL;
  KontorMovement movement = { .kind = "RESTOCK", .quantity = line->shown };
  KontorStep     step = KONTOR_STEP_FAILED;
  KontorUid      uid;

  if (line->shown <= 0)
    return TRUE;
  row = kontor_database_query (
    context->database,
    "SELECT m.uid, m.happened_at FROM stock_movement AS m WHERE m.variant_uid = ?1"
    " AND m.place_uid IS NOT DISTINCT FROM ?2 AND m.lot_uid IS NOT DISTINCT FROM ?3"
    " AND m.kind = 'RESTOCK' AND m.rank = 0 AND m.about_uid IS NULL AND m.quantity = ?4"
    " AND m.happened_at > ?5 AND m.happened_at <= ?6 AND NOT EXISTS (SELECT 1 FROM stock_movement"
    " AS r WHERE r.about_uid = m.uid AND r.rank = 0) ORDER BY m.happened_at, m.uid LIMIT 1",
    error,
    KONTOR_VALUES (kontor_value_uid (&line->key.variant),
                   kontor_count_value_uid (&line->key.place),
                   kontor_count_value_uid (&line->key.lot),
                   kontor_value_integer (line->shown),
                   kontor_value_integer (line->counted_at),
                   kontor_value_integer (line->counted_at + DELIVERY_DAYS * KONTOR_DAY)));
  if (row != NULL)
    step = kontor_statement_step (row, error);
  if (step != KONTOR_STEP_ROW)
    return step == KONTOR_STEP_DONE;
  kontor_statement_get_uid (row, 0, &uid);
  movement.happened_at = kontor_statement_get_integer (row, 1);
  return tell_delivery (context, line, &movement, &uid, error);
}

/* --- a movement comes --- */

/* Lines of its key that it may mean something for. */
static GPtrArray *
list_concerned (KontorDatabase *database, const KontorMovement *movement, GError **error)
{
  g_autoptr (GPtrArray) uids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT uid FROM count_line WHERE variant_uid = ?1 AND place_uid IS NOT DISTINCT FROM ?2"
    " AND lot_uid IS NOT DISTINCT FROM ?3 AND counted_at >= ?4"
    " AND state IN ('open', 'recount', 'agreed', 'booked', 'reopened') ORDER BY uid",
    error,
    KONTOR_VALUES (kontor_value_uid (&movement->variant),
                   kontor_count_value_uid (&movement->place),
                   kontor_count_value_uid (&movement->lot),
                   kontor_value_integer (movement->happened_at - DELIVERY_DAYS * KONTOR_DAY)));
  KontorStep step = KONTOR_STEP_FAILED;

  while (row != NULL && (step = kontor_statement_step (row, error)) == KONTOR_STEP_ROW)
    {
      KontorUid *uid = g_new (KontorUid, 1);

      kontor_statement_get_uid (row, 0, uid);
      g_ptr_array_add (uids, uid);
    }
  return step == KONTOR_STEP_DONE ? g_steal_pointer (&uids) : NULL;
}

/* In review, the line shows what is true now. */
static gboolean
refresh (KontorCommandContext *context, const KontorCountLine *line, GError **error)
{
  g_autoptr (KontorCount) count = kontor_count_load (context->database, &line->count, error);

  if (count == NULL)
    return FALSE;
  return !kontor_count_is (count, "review")
         || kontor_count_refresh (context, count, &line->key, error);
}

static gboolean
is_from_elsewhere (KontorCommandContext  *context,
                   const KontorCountLine *line,
                   gboolean              *elsewhere,
                   GError               **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    context->database,
    "SELECT station FROM count_scan WHERE count_uid = ?1 AND variant_uid = ?2"
    " AND happened_at = ?3 AND hlc = ?4 ORDER BY uid DESC LIMIT 1",
    error,
    KONTOR_VALUES (kontor_value_uid (&line->count),
                   kontor_value_uid (&line->key.variant),
                   kontor_value_integer (line->counted_at),
                   kontor_value_integer ((gint64) line->hlc)));
  KontorStep step = row != NULL ? kontor_statement_step (row, error) : KONTOR_STEP_FAILED;

  *elsewhere = step == KONTOR_STEP_ROW
               && kontor_statement_get_integer (row, 0) != context->command->station;
  return step != KONTOR_STEP_FAILED;
}

/* At the very same moment a movement stands before a count. */
static gboolean
is_before (const KontorMovement *movement, const KontorCountLine *line)
{
  return movement->happened_at < line->counted_at
         || (movement->happened_at == line->counted_at && movement->hlc <= line->hlc);
}

/* By the rule the count has not seen it; who knows better can only look again. */
static KontorJson *
offer_settle_or_count (const KontorCount *count, const KontorCountLine *line)
{
  KontorJson *variants = kontor_json_new_array ();
  KontorJson *offers;

  kontor_json_append (variants, kontor_json_new_uid (&line->key.variant));
  offers = kontor_json_new_array ();
  kontor_json_append (offers, new_offer ("count.settle", "line", &line->uid));
  kontor_json_append (offers, new_count_offer (count, variants));
  return offers;
}

static gboolean
tell_close (KontorCommandContext  *context,
            const KontorCountLine *line,
            const KontorMovement  *movement,
            const KontorUid       *uid,
            GError               **error)
{
  g_autoptr (KontorCount) count = kontor_count_load (context->database, &line->count, error);
  g_autofree char *name = kontor_count_line_dup_name (context->database, &line->key, error);
  g_autofree char *quantity = dup_quantity (movement->quantity);
  g_autofree char *message = NULL;
  g_autoptr (KontorJson) mine = new_difference (line->shown);
  g_autoptr (KontorJson) theirs = describe_movement (movement, uid);
  g_autoptr (KontorJson) offers = NULL;
  KontorUid attention;

  if (count == NULL || name == NULL)
    return FALSE;
  message = g_strdup_printf (KONTOR_MATTER_COUNT_CLOCKS, quantity, name);
  offers = offer_settle_or_count (count, line);
  kontor_count_attention_uid ("count_reopened", &line->uid, &attention);
  return kontor_count_open_attention (context,
                                      &attention,
                                      &line->count,
                                      "count_reopened",
                                      message,
                                      mine,
                                      mine,
                                      theirs,
                                      offers,
                                      error);
}

/* Too near for two clocks: the rule is applied, and the line says so (9.1, rule 8). One that comes
 * before the line has opened it already, and people were told what that changed. */
static gboolean
mark_close (KontorCommandContext *context,
            KontorCountLine      *line,
            const KontorMovement *movement,
            const KontorUid      *uid,
            GError              **error)
{
  gboolean elsewhere = FALSE;

  if (!kontor_count_is_close (
        line->counted_at, KONTOR_CLOCK_UNCERTAINTY, movement->happened_at, KONTOR_CLOCK_UNCERTAINTY)
      || kontor_count_line_has_check (line, KONTOR_CHECK_CLOCK))
    return TRUE;
  if (!is_from_elsewhere (context, line, &elsewhere, error))
    return FALSE;
  if (!elsewhere)
    return TRUE;
  g_free (line->checks); /* with one more */
  line->checks = g_strdup (KONTOR_CHECK_CLOCK);
  line->state = "reopened";
  return kontor_count_line_save (context, line, error)
         && (is_before (movement, line) || tell_close (context, line, movement, uid, error));
}

static gboolean
look_at_line (KontorCommandContext *context,
              const KontorUid      *line_uid,
              const KontorMovement *movement,
              const KontorUid      *uid,
              GError              **error)
{
  g_autoptr (KontorCountLine) line = kontor_count_line_load (
    context->database, line_uid, "line", error);
  KontorUid pair;

  if (line == NULL)
    return FALSE;
  if (!kontor_count_line_is_posted (line))
    return refresh (context, line, error);
  if (movement->rank != KONTOR_LEDGER_RANK_MOVEMENT)
    return TRUE;
  if (!kontor_uid_is_nil (&movement->about))
    {
      derive_pair (&line->uid, &movement->about, &pair);
      return kontor_count_close_attention (context, &pair, context->command->name, error);
    }
  if (is_delivery (movement) && movement->quantity == line->shown
      && movement->happened_at > line->counted_at)
    return tell_delivery (context, line, movement, uid, error);
  return mark_close (context, line, movement, uid, error);
}

/**
 * kontor_count_note_movement:
 * @context: the running command
 * @movement: what was written just now
 * @uid: of its row
 * @error: return location for an error
 *
 * Looks at the count lines of its key: those in review are computed anew, a delivery that equals a
 * difference is pointed out, and so is a moment too near to a count's.
 *
 * Errors: #KontorDatabaseError.
 *
 * Returns: whether it could be done
 */
gboolean
kontor_count_note_movement (KontorCommandContext *context,
                            const KontorMovement *movement,
                            const KontorUid      *uid,
                            GError              **error)
{
  g_autoptr (GPtrArray) lines = list_concerned (context->database, movement, error);

  for (guint i = 0; lines != NULL && i < lines->len; i++)
    if (!look_at_line (context, g_ptr_array_index (lines, i), movement, uid, error))
      return FALSE;
  return lines != NULL;
}

/* --- a scan comes --- */

static gboolean
read_offered (KontorDatabase *database, const KontorUid *uid, KontorJson *variants, GError **error)
{
  g_autoptr (KontorJson) offers = NULL;
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT offers FROM attention WHERE uid = ?1 AND closed_at IS NULL",
    error,
    KONTOR_VALUES (kontor_value_uid (uid)));
  KontorStep        step = row != NULL ? kontor_statement_step (row, error) : KONTOR_STEP_FAILED;
  const KontorJson *list = NULL;

  if (step == KONTOR_STEP_ROW)
    {
      offers = kontor_json_parse (kontor_statement_get_text (row, 0), -1, NULL);
      list = kontor_json_get_array (
        kontor_json_get_object (kontor_json_get_object (kontor_json_at (offers, 0), "params"),
                                "plan"),
        "variants");
    }
  for (guint i = 0; i < kontor_json_length (list); i++)
    kontor_json_append (variants, kontor_json_share (kontor_json_at (list, i)));
  return step != KONTOR_STEP_FAILED;
}

static void
add_once (KontorJson *list, const KontorUid *uid)
{
  KontorJson *value = kontor_json_new_uid (uid);

  for (guint i = 0; i < kontor_json_length (list); i++)
    if (kontor_json_equal (kontor_json_at (list, i), value))
      {
        kontor_json_unref (value); /* it is there */
        return;
      }
  kontor_json_append (list, value);
}

static KontorJson *
offer_new_count (const KontorCount *count, KontorJson *variants)
{
  KontorJson *offers = kontor_json_new_array ();

  kontor_json_append (offers, new_count_offer (count, variants));
  return offers;
}

/**
 * kontor_count_note_late_scan:
 * @context: the running command
 * @count: a count that is over, for this key or as a whole
 * @variant: what was scanned; nil when the code is not known
 * @error: return location for an error
 *
 * The scan is kept, and a person is told that it changes nothing any more.
 *
 * Errors: #KontorDatabaseError.
 *
 * Returns: whether it was written
 */
gboolean
kontor_count_note_late_scan (KontorCommandContext *context,
                             const KontorCount    *count,
                             const KontorUid      *variant,
                             GError              **error)
{
  g_autoptr (KontorJson) variants = kontor_json_new_array ();
  g_autoptr (KontorJson) offers = NULL;
  g_autofree char *message = g_strdup_printf (KONTOR_MATTER_COUNT_LATE_SCAN, count->number);
  KontorUid        uid;

  kontor_count_attention_uid ("count_late_scan", &count->uid, &uid);
  if (!read_offered (context->database, &uid, variants, error))
    return FALSE;
  if (!kontor_uid_is_nil (variant))
    add_once (variants, variant);
  offers = kontor_json_length (variants) > 0 ? offer_new_count (count, g_steal_pointer (&variants))
                                             : kontor_json_new_array ();
  return kontor_count_open_attention (
    context, &uid, &count->uid, "count_late_scan", message, NULL, NULL, NULL, offers, error);
}
