/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-count-session.h"

#include <glib/gi18n.h>
#include <string.h>

#include "kontor-count-query.h"
#include "kontor-weak.h"

#define LAST_SCANS 6

typedef enum
{
  JOB_CODE,
  JOB_VARIANT,
  JOB_QUANTITY,
  JOB_STEP,
  JOB_MARK,
  JOB_CORRECT,
} JobKind;

/* Something that was asked for and is not begun yet. */
typedef struct
{
  JobKind kind;
  char   *text;  /* (owned) (nullable): a code, a uid, a sum, a member */
  char   *value; /* (owned) (nullable) */
  gint64  quantity;
} Job;

struct _KontorCountSession
{
  GObject parent_instance;

  KontorReplica *replica; /* (owned) (not nullable) */
  KontorUid      count;
  KontorUid      author;      /* nil for nobody in particular */
  GCancellable  *cancellable; /* (owned): of what is only read; cancelled in dispose */

  GQueue  *jobs;  /* (owned) of Job */
  gboolean busy;  /* one of them is under way */
  char    *place; /* (owned) (nullable): uid of where the person stands; NULL: the main place */
  char    *spot;  /* (owned): part of the place, "" for none */
  gboolean by_quantity;

  KontorJson *last;     /* (owned) (nullable): parameters of the last scan that stands */
  char       *last_uid; /* (owned) (nullable): that scan */
  KontorJson *sent;     /* (owned) (nullable): parameters of the scan that is being written */
  KontorJson *waiting;  /* (owned) (nullable): what was scanned and has no quantity yet */

  KontorJson *places;    /* (owned) (nullable) until read */
  gboolean    has_begun; /* the person was taken to a place of the count */
  KontorJson *screen;    /* (owned) (nullable) until read */
  gboolean    reading;
  gboolean    read_again;
};

enum
{
  ANSWERED,
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KontorCountSession, kontor_count_session, G_TYPE_OBJECT)

static void begin_next (KontorCountSession *self);

static void
job_free (gpointer data)
{
  g_autofree Job *job = data;

  g_clear_pointer (&job->text, g_free);
  g_clear_pointer (&job->value, g_free);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)

static void
changed (KontorCountSession *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
answer (KontorCountSession *self, KontorCountAnswer what, const char *words)
{
  g_signal_emit (self, signals[ANSWERED], 0, (int) what, words);
}

/* --- what the screen shows --- */

typedef struct
{
  KontorUid   count;
  KontorUid   place;
  KontorUid   author;
  guint       station;
  KontorJson *places; /* (owned) (nullable): once read */
  KontorJson *screen; /* (owned) (nullable): likewise */
} Reading;

static void
reading_free (gpointer data)
{
  g_autofree Reading *reading = data;

  g_clear_pointer (&reading->places, kontor_json_unref);
  g_clear_pointer (&reading->screen, kontor_json_unref);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reading, reading_free)

static gpointer
read_screen (KontorDatabase *database, gpointer data, GError **error)
{
  const Reading *wanted = data;
  g_autoptr (Reading) reading = g_new0 (Reading, 1);

  reading->places = kontor_query_count_places (database, &wanted->count, error);
  if (reading->places == NULL)
    return NULL;
  reading->screen = kontor_query_count_screen (
    database, &wanted->count, &wanted->place, &wanted->author, wanted->station, LAST_SCANS, error);
  return reading->screen != NULL ? g_steal_pointer (&reading) : NULL;
}

/* After a restart, the last scan is the one that the books have. */
static void
find_last (KontorCountSession *self)
{
  static const char *const kept[] = {
    "variant", "lot", "code", "condition", "spot", "expression",
  };
  const KontorJson *last = kontor_json_get_array (self->screen, "last");
  const KontorJson *scan = NULL;

  for (guint i = 0; scan == NULL && i < kontor_json_length (last); i++)
    if (kontor_json_get_boolean (kontor_json_at (last, i), "stands", FALSE))
      scan = kontor_json_at (last, i);
  g_clear_pointer (&self->last, kontor_json_unref);
  g_clear_pointer (&self->last_uid, g_free);
  if (scan == NULL)
    return;
  self->last_uid = g_strdup (kontor_json_get_string (scan, "scan", ""));
  self->last = kontor_json_new_object ();
  for (gsize i = 0; i < G_N_ELEMENTS (kept); i++)
    if (*kontor_json_get_string (scan, kept[i], "") != '\0')
      kontor_json_set_string (self->last, kept[i], kontor_json_get_string (scan, kept[i], ""));
  kontor_json_set_integer (self->last, "quantity", kontor_json_get_integer (scan, "quantity", 0));
  if (*kontor_json_get_string (scan, "place", "") != '\0')
    kontor_json_set_string (self->last, "place", kontor_json_get_string (scan, "place", ""));
}

/* Where the person goes on: at the place of the last scan; before the first one at the main place
 * if the count has anything there, else at the first place that is not done. */
static const char *
first_place (KontorCountSession *self)
{
  const char *found = "";
  gboolean    found_open = FALSE;

  if (self->last != NULL)
    return kontor_json_get_string (self->last, "place", "");
  for (guint i = 0; !found_open && i < kontor_json_length (self->places); i++)
    {
      const KontorJson *place = kontor_json_at (self->places, i);
      const char       *uid = kontor_json_get_string (place, "place", "");
      gint64            items = kontor_json_get_integer (place, "items", 0);

      if (items > 0 && *uid == '\0')
        return "";
      found_open = items > kontor_json_get_integer (place, "counted", 0);
      if (found_open || (items > 0 && *found == '\0'))
        found = uid;
    }
  return found;
}

static void
go_to_first_place (KontorCountSession *self)
{
  const char *place = first_place (self);

  self->has_begun = TRUE;
  if (self->place == NULL && *place != '\0')
    kontor_count_session_set_place (self, place);
}

static void
screen_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (KontorCountSession) self = kontor_weak_take (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (Reading) reading = kontor_replica_read_finish (
    KONTOR_REPLICA (source), result, &error);

  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->reading = FALSE;
  if (reading != NULL)
    {
      g_clear_pointer (&self->places, kontor_json_unref);
      g_clear_pointer (&self->screen, kontor_json_unref);
      self->places = g_steal_pointer (&reading->places);
      self->screen = g_steal_pointer (&reading->screen);
      if (!self->busy && !self->read_again)
        find_last (self);
      if (!self->has_begun)
        go_to_first_place (self);
    }
  else
    g_warning ("the counting screen was not read: %s", error->message);
  changed (self);
  if (self->read_again)
    kontor_count_session_refresh (self);
  begin_next (self);
}

/**
 * kontor_count_session_refresh:
 *
 * Reads what the screen shows. Readings that are asked for while one is under way become one.
 */
void
kontor_count_session_refresh (KontorCountSession *self)
{
  Reading *reading = NULL;

  g_return_if_fail (KONTOR_IS_COUNT_SESSION (self));

  self->read_again = self->reading;
  if (self->reading)
    return;
  self->reading = TRUE;
  reading = g_new0 (Reading, 1);
  reading->count = self->count;
  reading->author = self->author;
  reading->station = kontor_replica_get_station (self->replica);
  if (self->place != NULL)
    kontor_uid_parse (&reading->place, self->place);
  kontor_replica_read_async (self->replica,
                             read_screen,
                             reading,
                             reading_free,
                             reading_free,
                             self->cancellable,
                             screen_read_cb,
                             kontor_weak_new (self));
}

/* --- commands --- */

static KontorJson *
new_params (KontorCountSession *self)
{
  KontorJson *params = kontor_json_new_object ();
  char        text[KONTOR_UID_TEXT_SIZE];

  kontor_json_set_string (params, "count", kontor_uid_format (&self->count, text));
  return params;
}

static KontorJson *
new_scan (KontorCountSession *self, const char *key, const char *value)
{
  KontorJson *scan = new_params (self);

  kontor_json_set_string (scan, key, value);
  if (self->place != NULL)
    kontor_json_set_string (scan, "place", self->place);
  if (*self->spot != '\0')
    kontor_json_set_string (scan, "spot", self->spot);
  return scan;
}

/* What is done, is done: the next one is begun, and the screen follows. */
static void
finished (KontorCountSession *self)
{
  self->busy = FALSE;
  g_clear_pointer (&self->sent, kontor_json_unref);
  kontor_count_session_refresh (self);
  begin_next (self);
}

static void
refused (KontorCountSession *self, const GError *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    answer (self, KONTOR_COUNT_REFUSED, error->message);
  finished (self);
}

static void
remember_last (KontorCountSession *self, const KontorJson *result)
{
  const char *variant = kontor_json_get_string (result, "variant", "");

  g_clear_pointer (&self->last_uid, g_free);
  self->last_uid = g_strdup (kontor_json_get_string (result, "scan", ""));
  g_clear_pointer (&self->last, kontor_json_unref);
  self->last = g_steal_pointer (&self->sent);
  if (*variant != '\0')
    kontor_json_set_string (self->last, "variant", variant);
}

static void
scan_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (KontorCountSession) self = user_data; /* what is counted is written to its end */
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorJson) done = kontor_replica_run_finish (KONTOR_REPLICA (source), result, &error);
  gboolean is_known = done != NULL && kontor_json_get (done, "variant") != NULL;

  if (done == NULL)
    {
      refused (self, error);
      return;
    }
  remember_last (self, done);
  answer (self, is_known ? KONTOR_COUNT_TAKEN : KONTOR_COUNT_UNKNOWN, NULL);
  finished (self);
}

static KontorJson *
copy_without (const KontorJson *object, const char *key)
{
  KontorJson *result = kontor_json_new_object ();

  for (guint i = 0; i < kontor_json_length (object); i++)
    if (g_strcmp0 (kontor_json_key_at (object, i), key) != 0)
      kontor_json_set (result,
                       kontor_json_key_at (object, i),
                       kontor_json_ref ((KontorJson *) kontor_json_at (object, i)));
  return result;
}

static KontorJson *
copy (const KontorJson *object)
{
  return copy_without (object, NULL);
}

static void
write_scan (KontorCountSession *self, KontorJson *scan)
{
  g_clear_pointer (&self->sent, kontor_json_unref);
  self->sent = copy (scan);
  self->busy = TRUE;
  kontor_replica_run_async (
    self->replica, "count.scan", scan, NULL, NULL, scan_written_cb, g_object_ref (self));
}

/* --- replacing the last scan --- */

typedef struct
{
  KontorCountSession *session; /* (owned) */
  GPtrArray          *items;   /* (owned) */
} Replacing;

static void
replacing_free (Replacing *self)
{
  g_clear_object (&self->session);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_free (self); /* allocated in replace_last() */
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Replacing, replacing_free)

static void
replaced_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Replacing) replacing = user_data;
  KontorCountSession *self = replacing->session;
  g_autoptr (GError) error = NULL;
  const KontorReplicaItem *scan = g_ptr_array_index (replacing->items, 1);

  if (!kontor_replica_run_many_finish (KONTOR_REPLICA (source), result, &error))
    {
      refused (self, error);
      return;
    }
  remember_last (self, scan->result);
  answer (self, KONTOR_COUNT_TAKEN, NULL);
  finished (self);
}

static KontorReplicaItem *
new_item (const char *name, KontorJson *params)
{
  KontorReplicaItem *item = g_new0 (KontorReplicaItem, 1);

  item->name = name;
  item->params = params;
  return item;
}

/* A scan stays as it was made: another row takes it back, and the right one is added. Goods are
 * named as they were understood: a code that is learned meanwhile changes nothing. */
static void
replace_last (KontorCountSession *self, const char *key, const char *value)
{
  Replacing  *replacing = g_new0 (Replacing, 1);
  KontorJson *back = new_params (self);
  KontorJson *scan = copy_without (self->last, g_str_equal (key, "expression") ? "quantity" : NULL);
  KontorUid   batch;

  kontor_json_set_string (back, "scan", self->last_uid);
  kontor_json_set (scan, "count", kontor_json_ref ((KontorJson *) kontor_json_get (back, "count")));
  kontor_json_set_string (scan, key, value);
  g_clear_pointer (&self->sent, kontor_json_unref);
  self->sent = copy (scan);
  replacing->session = g_object_ref (self);
  replacing->items = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_replica_item_free);
  g_ptr_array_add (replacing->items, new_item ("count.correct", back));
  g_ptr_array_add (replacing->items, new_item ("count.scan", scan));
  self->busy = TRUE;
  kontor_uid_generate (&batch);
  kontor_replica_run_many_async (
    self->replica, replacing->items, &batch, TRUE, NULL, replaced_cb, replacing);
}

static void
corrected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (KontorCountSession) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorJson) done = kontor_replica_run_finish (KONTOR_REPLICA (source), result, &error);

  if (done == NULL)
    {
      refused (self, error);
      return;
    }
  g_clear_pointer (&self->last, kontor_json_unref);
  g_clear_pointer (&self->last_uid, g_free);
  answer (self, KONTOR_COUNT_CORRECTED, NULL);
  finished (self);
}

static void
correct (KontorCountSession *self)
{
  if (self->waiting != NULL)
    {
      g_clear_pointer (&self->waiting, kontor_json_unref);
      changed (self);
      begin_next (self);
      return;
    }
  self->busy = TRUE;
  kontor_replica_run_async (self->replica,
                            "count.correct",
                            new_params (self),
                            NULL,
                            NULL,
                            corrected_cb,
                            g_object_ref (self));
}

/* --- codes --- */

static const KontorJson *
find_place (KontorCountSession *self, const char *key, const char *value)
{
  for (guint i = 0; i < kontor_json_length (self->places); i++)
    {
      const KontorJson *place = kontor_json_at (self->places, i);

      if (g_ascii_strcasecmp (kontor_json_get_string (place, key, ""), value) == 0)
        return place;
    }
  return NULL;
}

static void
go_to (KontorCountSession *self, const KontorJson *place)
{
  const char *uid = kontor_json_get_string (place, "place", "");

  kontor_count_session_set_place (self, uid);
  answer (self, KONTOR_COUNT_PLACE, kontor_count_session_get_place_name (self));
}

static void
waiting_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (KontorCountSession) self = kontor_weak_take (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorJson) goods = kontor_replica_read_finish (
    KONTOR_REPLICA (source), result, &error);

  if (self == NULL || goods == NULL)
    {
      if (self != NULL)
        refused (self, error);
      return;
    }
  self->busy = FALSE;
  g_clear_pointer (&self->waiting, kontor_json_unref);
  self->waiting = kontor_json_type (goods) == KONTOR_JSON_OBJECT ? copy (goods)
                                                                 : kontor_json_new_object ();
  kontor_json_set (self->waiting, "scan", g_steal_pointer (&self->sent));
  answer (self, KONTOR_COUNT_WAITING, NULL);
  changed (self);
  begin_next (self);
}

static gpointer
find_goods (KontorDatabase *database, gpointer data, GError **error)
{
  return kontor_query_scan_variant (database, data, 1, error);
}

/* Shown at once, counted with its quantity. */
static void
wait_for_quantity (KontorCountSession *self, KontorJson *scan)
{
  const char *variant = kontor_json_get_string (scan, "variant", NULL);
  g_autoptr (KontorJson) before = g_steal_pointer (&self->waiting);

  if (before != NULL)
    answer (self, KONTOR_COUNT_REFUSED, _ ("The one before has no quantity and was not counted"));
  g_clear_pointer (&self->sent, kontor_json_unref);
  self->sent = scan;
  self->busy = TRUE;
  kontor_replica_read_async (
    self->replica,
    find_goods,
    g_strdup (variant != NULL ? variant : kontor_json_get_string (scan, "code", "")),
    g_free,
    (GDestroyNotify) kontor_json_unref,
    self->cancellable,
    waiting_found_cb,
    kontor_weak_new (self));
}

static void
take_code (KontorCountSession *self, const char *code)
{
  const KontorJson *place = find_place (self, "code", code);

  if (place != NULL)
    {
      go_to (self, place);
      begin_next (self);
    }
  else if (self->by_quantity)
    wait_for_quantity (self, new_scan (self, "code", code));
  else
    write_scan (self, new_scan (self, "code", code));
}

static void
take_quantity (KontorCountSession *self, const char *expression)
{
  if (self->waiting != NULL)
    {
      g_autoptr (KontorJson) waiting = g_steal_pointer (&self->waiting);
      KontorJson *scan = copy (kontor_json_get_object (waiting, "scan"));

      kontor_json_set_string (scan, "expression", expression);
      write_scan (self, scan);
    }
  else if (self->last != NULL)
    replace_last (self, "expression", expression);
  else
    {
      answer (self, KONTOR_COUNT_REFUSED, _ ("Scan something before its quantity is typed"));
      begin_next (self);
    }
}

static void
step (KontorCountSession *self, gint64 quantity)
{
  const char *variant = kontor_json_get_string (self->last, "variant", "");
  KontorJson *scan = NULL;

  if (self->last == NULL)
    {
      answer (self, KONTOR_COUNT_REFUSED, _ ("Nothing was counted that could be more or less"));
      begin_next (self);
      return;
    }
  if (*variant != '\0')
    scan = new_scan (self, "variant", variant);
  else
    scan = new_scan (self, "code", kontor_json_get_string (self->last, "code", ""));
  if (*kontor_json_get_string (self->last, "lot", "") != '\0')
    kontor_json_set_string (scan, "lot", kontor_json_get_string (self->last, "lot", ""));
  kontor_json_set_integer (scan, "quantity", quantity);
  write_scan (self, scan);
}

static void
mark (KontorCountSession *self, const char *key, const char *value)
{
  if (self->last != NULL)
    {
      replace_last (self, key, value);
      return;
    }
  answer (self, KONTOR_COUNT_REFUSED, _ ("Scan something first"));
  begin_next (self);
}

/* --- one after the other --- */

static void
begin (KontorCountSession *self, const Job *job)
{
  switch (job->kind)
    {
    case JOB_CODE:
      take_code (self, job->text);
      break;
    case JOB_VARIANT:
      if (self->by_quantity)
        wait_for_quantity (self, new_scan (self, "variant", job->text));
      else
        write_scan (self, new_scan (self, "variant", job->text));
      break;
    case JOB_QUANTITY:
      take_quantity (self, job->text);
      break;
    case JOB_STEP:
      step (self, job->quantity);
      break;
    case JOB_MARK:
      mark (self, job->text, job->value);
      break;
    case JOB_CORRECT:
      correct (self);
      break;
    }
}

static void
begin_next (KontorCountSession *self)
{
  g_autoptr (Job) job = NULL;

  /* Without the places a code of one would be taken for goods. */
  if (self->busy || self->places == NULL)
    return;
  job = g_queue_pop_head (self->jobs);
  if (job != NULL)
    begin (self, job);
}

static void
ask (KontorCountSession *self, JobKind kind, const char *text, const char *value, gint64 quantity)
{
  Job *job = g_new0 (Job, 1);

  job->kind = kind;
  job->text = g_strdup (text);
  job->value = g_strdup (value);
  job->quantity = quantity;
  g_queue_push_tail (self->jobs, job);
  begin_next (self);
}

static void
kontor_count_session_dispose (GObject *object)
{
  KontorCountSession *self = KONTOR_COUNT_SESSION (object);

  g_cancellable_cancel (self->cancellable);

  G_OBJECT_CLASS (kontor_count_session_parent_class)->dispose (object);
}

static void
kontor_count_session_finalize (GObject *object)
{
  KontorCountSession *self = KONTOR_COUNT_SESSION (object);

  g_clear_object (&self->replica);
  g_clear_object (&self->cancellable);
  g_queue_free_full (self->jobs, job_free);
  g_clear_pointer (&self->place, g_free);
  g_clear_pointer (&self->spot, g_free);
  g_clear_pointer (&self->last_uid, g_free);
  g_clear_pointer (&self->last, kontor_json_unref);
  g_clear_pointer (&self->sent, kontor_json_unref);
  g_clear_pointer (&self->waiting, kontor_json_unref);
  g_clear_pointer (&self->places, kontor_json_unref);
  g_clear_pointer (&self->screen, kontor_json_unref);

  G_OBJECT_CLASS (kontor_count_session_parent_class)->finalize (object);
}

static void
kontor_count_session_class_init (KontorCountSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = kontor_count_session_dispose;
  object_class->finalize = kontor_count_session_finalize;

  signals[ANSWERED] = g_signal_new ("answered",
                                    KONTOR_TYPE_COUNT_SESSION,
                                    G_SIGNAL_RUN_LAST,
                                    0,
                                    NULL,
                                    NULL,
                                    NULL,
                                    G_TYPE_NONE,
                                    2,
                                    G_TYPE_INT,
                                    G_TYPE_STRING);
  signals[CHANGED] = g_signal_new (
    "changed", KONTOR_TYPE_COUNT_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
kontor_count_session_init (KontorCountSession *self)
{
  self->cancellable = g_cancellable_new ();
  self->jobs = g_queue_new ();
  self->spot = g_strdup ("");
}

/**
 * kontor_count_session_new:
 * @count: a count that has been started
 */
KontorCountSession *
kontor_count_session_new (KontorReplica *replica, const KontorUid *count)
{
  KontorCountSession *self = g_object_new (KONTOR_TYPE_COUNT_SESSION, NULL);

  self->replica = g_object_ref (replica);
  self->count = *count;
  kontor_count_session_refresh (self);
  return self;
}

/**
 * kontor_count_session_set_author:
 * @author: who counts from now on; nil for nobody in particular
 */
void
kontor_count_session_set_author (KontorCountSession *self, const KontorUid *author)
{
  self->author = *author;
  kontor_count_session_refresh (self);
}

/* A code as it was scanned or typed: goods, or a place. */
void
kontor_count_session_take_code (KontorCountSession *self, const char *code)
{
  ask (self, JOB_CODE, code, NULL, 0);
}

void
kontor_count_session_take_variant (KontorCountSession *self, const char *uid)
{
  ask (self, JOB_VARIANT, uid, NULL, 0);
}

/**
 * kontor_count_session_take_quantity:
 * @expression: "12+12+3"
 *
 * How many there are of what was scanned last, instead of what its scan said.
 */
void
kontor_count_session_take_quantity (KontorCountSession *self, const char *expression)
{
  ask (self, JOB_QUANTITY, expression, NULL, 0);
}

/* So many more of what was scanned last, in thousandths. */
void
kontor_count_session_step (KontorCountSession *self, gint64 quantity)
{
  ask (self, JOB_STEP, NULL, NULL, quantity);
}

/* Says something of the last scan: "condition" or "note". */
void
kontor_count_session_mark (KontorCountSession *self, const char *key, const char *value)
{
  ask (self, JOB_MARK, key, value, 0);
}

/* Takes the last scan back. */
void
kontor_count_session_correct (KontorCountSession *self)
{
  ask (self, JOB_CORRECT, NULL, NULL, 0);
}

/**
 * kontor_count_session_set_place:
 * @uid: where the next scans are made; "" for the main place
 */
void
kontor_count_session_set_place (KontorCountSession *self, const char *uid)
{
  g_clear_pointer (&self->place, g_free);
  self->place = *uid != '\0' ? g_strdup (uid) : NULL;
  g_clear_pointer (&self->spot, g_free);
  self->spot = g_strdup ("");
  changed (self);
  kontor_count_session_refresh (self);
}

/* Two people who count parts of one place name them, so that the parts add up. */
void
kontor_count_session_set_spot (KontorCountSession *self, const char *spot)
{
  g_clear_pointer (&self->spot, g_free);
  self->spot = g_strdup (spot);
  changed (self);
}

/* Whether each scan waits for a quantity that is typed, instead of counting one. */
void
kontor_count_session_set_by_quantity (KontorCountSession *self, gboolean by_quantity)
{
  self->by_quantity = by_quantity;
  if (!by_quantity)
    g_clear_pointer (&self->waiting, kontor_json_unref);
  changed (self);
}

const KontorUid *
kontor_count_session_get_count (KontorCountSession *self)
{
  return &self->count;
}

/* Uid of the place; "" for the main place. */
const char *
kontor_count_session_get_place (KontorCountSession *self)
{
  return self->place != NULL ? self->place : "";
}

const char *
kontor_count_session_get_place_name (KontorCountSession *self)
{
  const KontorJson *place = self->place != NULL ? find_place (self, "place", self->place) : NULL;

  return place != NULL ? kontor_json_get_string (place, "name", "") : "";
}

const char *
kontor_count_session_get_spot (KontorCountSession *self)
{
  return self->spot;
}

gboolean
kontor_count_session_get_by_quantity (KontorCountSession *self)
{
  return self->by_quantity;
}

/* How many wait to be written. */
guint
kontor_count_session_get_pending (KontorCountSession *self)
{
  return g_queue_get_length (self->jobs) + (self->busy ? 1 : 0);
}

/* Uid of the last scan that stands; "" for none. */
const char *
kontor_count_session_get_last_scan (KontorCountSession *self)
{
  return self->last_uid != NULL ? self->last_uid : "";
}

/* (nullable): what waits for its quantity: "title" and others, when the code is known. */
const KontorJson *
kontor_count_session_get_waiting (KontorCountSession *self)
{
  return self->waiting;
}

/* (nullable): as kontor_query_count_places() gives them. */
const KontorJson *
kontor_count_session_get_places (KontorCountSession *self)
{
  return self->places;
}

/* (nullable): as kontor_query_count_screen() gives it. */
const KontorJson *
kontor_count_session_get_screen (KontorCountSession *self)
{
  return self->screen;
}
