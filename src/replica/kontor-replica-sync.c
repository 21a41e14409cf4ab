/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-backup.h"
#include "kontor-outbox.h"
#include "kontor-rebase.h"
#include "kontor-replica-private.h"

/**
 * kontor_outbox_item_free:
 * @self: (transfer full): a command that waits
 */
void
kontor_outbox_item_free (KontorOutboxItem *self)
{
  g_clear_pointer (&self->content, g_free);
  g_clear_pointer (&self->chain, g_free);
  g_free (self); /* the struct itself, after its fields */
}

static gpointer
list_pending (KontorDatabase *database, gpointer data, GError **error)
{
  return kontor_outbox_list_pending (database, *(guint *) data, error);
}

/**
 * kontor_replica_get_pending:
 * @limit: most commands
 *
 * Returns: (transfer full) (element-type KontorOutboxItem): what the server has not answered,
 * oldest first; at most a mebibyte. Blocks.
 */
GPtrArray *
kontor_replica_get_pending (KontorReplica *self, guint limit, GError **error)
{
  return kontor_replica_read (self, list_pending, &limit, error);
}

static gboolean
set_answers (gpointer context, KontorDatabase *database, gpointer data, GError **error)
{
  KontorWriter     *writer = context;
  const KontorJson *results = data;

  for (guint i = 0; i < kontor_json_length (results); i++)
    if (!kontor_outbox_set_answer (database, kontor_json_at (results, i), error))
      return FALSE;
  writer->has_status = TRUE;
  writer->touched_anything = TRUE;
  return TRUE;
}

/**
 * kontor_replica_set_answers:
 * @results: array of {"uid","status","error"?}: what the server decided
 *
 * Notes the answers; each refused command gets its row in Needs attention. Blocks.
 */
gboolean
kontor_replica_set_answers (KontorReplica *self, const KontorJson *results, GError **error)
{
  return kontor_replica_call (
    self, KONTOR_JOB_NORMAL, set_answers, NULL, (gpointer) results, error);
}

static gboolean
apply_page (gpointer context, KontorDatabase *database, gpointer data, GError **error)
{
  return kontor_rebase_apply (context, data, error);
}

/**
 * kontor_replica_apply_page:
 * @page: the server's rows from the cursor on; from nothing: all of them
 *
 * Rewinds, applies, replays (README.md), with the cursor, in one transaction. Blocks.
 */
gboolean
kontor_replica_apply_page (KontorReplica *self, const KontorFeedPage *page, GError **error)
{
  return kontor_replica_call (self, KONTOR_JOB_BULK, apply_page, NULL, (gpointer) page, error);
}

static gpointer
read_value (KontorDatabase *database, gpointer data, GError **error)
{
  return kontor_profile_dup (database, data, error);
}

/**
 * kontor_replica_get_cursor:
 *
 * Returns: (transfer full) (nullable): how far the feed was applied; "" before the first pull
 */
char *
kontor_replica_get_cursor (KontorReplica *self, GError **error)
{
  return kontor_replica_read (self, read_value, (gpointer) "cursor", error);
}

/**
 * kontor_replica_get_incarnation:
 *
 * Returns: (transfer full) (nullable): uid of the outbox's present life, as text
 */
char *
kontor_replica_get_incarnation (KontorReplica *self, GError **error)
{
  return kontor_replica_read (self, read_value, (gpointer) "incarnation", error);
}

/**
 * kontor_replica_get_server:
 *
 * Returns: (transfer full): address of the server that this profile joined, "" for none
 */
char *
kontor_replica_get_server (KontorReplica *self)
{
  g_autoptr (GError) error = NULL;
  char *server = kontor_replica_read (self, read_value, (gpointer) "server", &error);

  return server != NULL ? server : g_strdup ("");
}

/* Where a station belongs. */
typedef struct
{
  const char *server;
  guint       number;
} KontorEnrolment;

static gboolean
set_enrolment (gpointer context, KontorDatabase *database, gpointer data, GError **error)
{
  KontorWriter          *writer = context;
  const KontorEnrolment *enrolment = data;
  char                   number[16];

  g_snprintf (number, sizeof number, "%u", enrolment->number);
  if (!kontor_profile_set (database, "server", enrolment->server, error)
      || !kontor_profile_set (database, "has_joined", "1", error)
      || (enrolment->number > 0 && !kontor_profile_set (database, "station", number, error)))
    return FALSE;
  /* Commands of the same transaction are recorded and carry the new number. */
  if (enrolment->number > 0)
    writer->profile.station = enrolment->number;
  writer->profile.records |= *enrolment->server != '\0';
  return TRUE;
}

/**
 * kontor_replica_set_enrolment:
 * @server: address of the server that took this station in
 * @number: number that it gave the station, 0 to keep the present one
 *
 * From now on commands keep their changesets, and new numbers of documents carry @number. Blocks.
 */
gboolean
kontor_replica_set_enrolment (KontorReplica *self, const char *server, guint number, GError **error)
{
  KontorEnrolment enrolment = { server, number };

  g_return_val_if_fail (server != NULL, FALSE);
  if (!kontor_replica_call (self, KONTOR_JOB_NORMAL, set_enrolment, NULL, &enrolment, error))
    return FALSE;
  if (number > 0)
    kontor_replica_set_station (self, number);
  return TRUE;
}

static gboolean
leave (gpointer context, KontorDatabase *database, gpointer data, GError **error)
{
  KontorWriter *writer = context;

  if (!kontor_profile_set (database, "server", "", error)
      || !kontor_profile_set (database, "cursor", "", error))
    return FALSE;
  writer->profile.records = FALSE;
  writer->has_status = TRUE;
  return TRUE;
}

/**
 * kontor_replica_leave_server:
 *
 * The profile goes on by itself. Everything stays here; what was not sent waits for a server, which
 * is read from the beginning when this profile joins again. Blocks.
 */
gboolean
kontor_replica_leave_server (KontorReplica *self, GError **error)
{
  return kontor_replica_call (self, KONTOR_JOB_NORMAL, leave, NULL, NULL, error);
}

static gboolean
set_company (gpointer context, KontorDatabase *database, gpointer data, GError **error)
{
  char text[KONTOR_UID_TEXT_SIZE];

  return kontor_profile_set (database, "company", kontor_uid_format (data, text), error);
}

/**
 * kontor_replica_set_company:
 * @uid: of the company that this profile turned out to belong to
 *
 * For one that has nothing of its own yet, or that the company's server knows. Blocks.
 */
gboolean
kontor_replica_set_company (KontorReplica *self, const KontorUid *uid, GError **error)
{
  return kontor_replica_call (self, KONTOR_JOB_NORMAL, set_company, NULL, (gpointer) uid, error);
}

static gboolean
add_number (
  KontorDatabase *database, const char *sql, KontorJson *status, const char *key, GError **error)
{
  g_autoptr (KontorStatement) statement = kontor_database_query (
    database, sql, error, KONTOR_NO_VALUES);

  if (statement == NULL || !kontor_statement_step_row (statement, error))
    return FALSE;
  kontor_json_set_integer (status, key, kontor_statement_get_integer (statement, 0));
  return TRUE;
}

static gboolean
add_text (KontorDatabase *database, KontorJson *status, const char *key, GError **error)
{
  g_autofree char *value = kontor_profile_dup (database, key, error);

  if (value == NULL)
    return FALSE;
  kontor_json_set_string (status, key, value);
  return TRUE;
}

/* Nothing was done in it but to found it, and no server ever took it in. */
static gboolean
add_is_new (KontorDatabase *database, KontorJson *status, GError **error)
{
  g_autoptr (KontorStatement) statement = kontor_database_query (
    database,
    "SELECT EXISTS (SELECT 1 FROM audit WHERE command_name <> 'company.set')"
    " OR EXISTS (SELECT 1 FROM profile WHERE key = 'has_joined')",
    error,
    KONTOR_NO_VALUES);

  if (statement == NULL || !kontor_statement_step_row (statement, error))
    return FALSE;
  kontor_json_set_boolean (status, "is_new", kontor_statement_get_integer (statement, 0) == 0);
  return TRUE;
}

static gpointer
read_status (KontorDatabase *database, gpointer data, GError **error)
{
  g_autoptr (KontorJson) status = kontor_json_new_object ();
  KontorProfile profile;

  if (!kontor_profile_load (&profile, database, error)
      || !add_number (
        database, "SELECT count (*) FROM outbox WHERE state = 0", status, "pending", error)
      || !add_number (
        database, "SELECT count (*) FROM outbox WHERE state = 3", status, "refused", error)
      || !add_number (database,
                      "SELECT count (*) FROM attention WHERE closed_at IS NULL",
                      status,
                      "attention",
                      error)
      || !add_text (database, status, "cursor", error)
      || !add_text (database, status, "incarnation", error)
      || !add_text (database, status, "server", error)
      || !add_text (database, status, "station_uid", error)
      || !add_text (database, status, "company", error) || !add_is_new (database, status, error))
    return NULL;
  kontor_json_set_integer (status, "station", profile.station);
  return g_steal_pointer (&status);
}

/**
 * kontor_replica_get_status:
 *
 * Returns: (transfer full) (nullable): {"pending","refused","attention","cursor","incarnation",
 * "server","station_uid","station","company","is_new","last_backup"}; company is its uid, ""
 * until a profile of an older version has asked its server; is_new says that the profile has
 * nothing of its own yet; last_backup is UTC microseconds, 0 for none. Blocks.
 */
KontorJson *
kontor_replica_get_status (KontorReplica *self, GError **error)
{
  KontorJson *status = kontor_replica_read (self, read_status, NULL, error);

  if (status != NULL)
    kontor_json_set_integer (
      status, "last_backup", kontor_backup_get_newest (kontor_replica_get_folder (self)));
  return status;
}
