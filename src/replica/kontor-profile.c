/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-profile.h"

#include <stdlib.h>
#include <string.h>

#include "kontor-outbox.h"

#define MACHINE_FILE "/etc/machine-id"

/**
 * kontor_profile_dup_file:
 *
 * Returns: (transfer full): where the database of a profile folder is
 */
char *
kontor_profile_dup_file (const char *folder)
{
  return g_build_filename (folder, KONTOR_PROFILE_FILE, NULL);
}

/**
 * kontor_profile_set:
 *
 * Sets a value of this profile, inside the caller's transaction.
 */
gboolean
kontor_profile_set (KontorDatabase *database, const char *key, const char *value, GError **error)
{
  return kontor_database_run (database,
                              "INSERT INTO profile (key, value) VALUES (?1, ?2)"
                              " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                              error,
                              KONTOR_VALUES (kontor_value_text (key), kontor_value_text (value)));
}

/**
 * kontor_profile_dup:
 *
 * Returns: (transfer full) (nullable): a value of this profile, "" when it is not set, NULL with an
 * error
 */
char *
kontor_profile_dup (KontorDatabase *database, const char *key, GError **error)
{
  g_autoptr (KontorStatement) statement = kontor_database_query (
    database,
    "SELECT value FROM profile WHERE key = ?1",
    error,
    KONTOR_VALUES (kontor_value_text (key)));

  if (statement == NULL)
    return NULL;
  switch (kontor_statement_step (statement, error))
    {
    case KONTOR_STEP_FAILED:
      return NULL;
    case KONTOR_STEP_ROW:
      return g_strdup (kontor_statement_get_text (statement, 0));
    case KONTOR_STEP_DONE:
      break;
    }
  return g_strdup ("");
}

static void
take_value (KontorProfile *self, const char *key, const char *value)
{
  if (g_str_equal (key, "incarnation"))
    kontor_uid_parse (&self->incarnation, value);
  else if (g_str_equal (key, "station_uid"))
    kontor_uid_parse (&self->station_uid, value);
  else if (g_str_equal (key, "station"))
    self->station = (guint) strtoul (value, NULL, 10);
  else if (g_str_equal (key, "n"))
    self->next_n = g_ascii_strtoll (value, NULL, 10);
  else if (g_str_equal (key, "chain"))
    kontor_chain_parse_hex (value, self->chain, KONTOR_CHAIN_SIZE);
  else if (g_str_equal (key, "hlc"))
    self->hlc.last = g_ascii_strtoull (value, NULL, 10);
  else if (g_str_equal (key, "redo"))
    self->redo = g_ascii_strtoll (value, NULL, 10);
  else if (g_str_equal (key, "server") || g_str_equal (key, "cursor"))
    self->records |= *value != '\0';
}

static gboolean
load_audit_end (KontorProfile *self, KontorDatabase *database, GError **error)
{
  g_autoptr (KontorStatement) statement = NULL;
  const void *chain;
  gsize       length;
  KontorStep  step;

  statement = kontor_database_query (
    database, "SELECT id, chain FROM audit ORDER BY id DESC LIMIT 1", error, KONTOR_NO_VALUES);
  if (statement == NULL)
    return FALSE;
  step = kontor_statement_step (statement, error);
  if (step == KONTOR_STEP_ROW)
    {
      self->audit_id = kontor_statement_get_integer (statement, 0);
      chain = kontor_statement_get_blob (statement, 1, &length);
      if (length == KONTOR_CHAIN_SIZE)
        memcpy (self->audit_chain, chain, KONTOR_CHAIN_SIZE);
    }
  return step != KONTOR_STEP_FAILED;
}

/**
 * kontor_profile_load:
 * @self: (out): filled
 *
 * Reads it inside the caller's transaction: another program may have written since.
 */
gboolean
kontor_profile_load (KontorProfile *self, KontorDatabase *database, GError **error)
{
  g_autoptr (KontorStatement) statement = kontor_database_query (
    database, "SELECT key, value FROM profile", error, KONTOR_NO_VALUES);
  KontorStep step;

  memset (self, 0, sizeof *self);
  self->next_n = 1;
  if (statement == NULL)
    return FALSE;
  while ((step = kontor_statement_step (statement, error)) == KONTOR_STEP_ROW)
    take_value (
      self, kontor_statement_get_text (statement, 0), kontor_statement_get_text (statement, 1));
  return step == KONTOR_STEP_DONE && load_audit_end (self, database, error);
}

static gboolean
set_number (KontorDatabase *database, const char *key, guint64 value, GError **error)
{
  char text[24];

  g_snprintf (text, sizeof text, "%" G_GUINT64_FORMAT, value);
  return kontor_profile_set (database, key, text, error);
}

/**
 * kontor_profile_store:
 *
 * Writes what commands move on, inside their transaction.
 */
gboolean
kontor_profile_store (const KontorProfile *self, KontorDatabase *database, GError **error)
{
  g_autofree char *chain = kontor_chain_dup_hex (self->chain, KONTOR_CHAIN_SIZE);

  return set_number (database, "n", (guint64) self->next_n, error)
         && kontor_profile_set (database, "chain", chain, error)
         && set_number (database, "hlc", self->hlc.last, error)
         && set_number (database, "redo", (guint64) self->redo, error);
}

static char *
dup_machine (void)
{
  g_autofree char *text = NULL;

  if (!g_file_get_contents (MACHINE_FILE, &text, NULL, NULL))
    return g_strdup ("");
  return g_strdup (g_strstrip (text));
}

static gboolean
set_fresh_uid (KontorDatabase *database, const char *key, GError **error)
{
  KontorUid uid;
  char      text[KONTOR_UID_TEXT_SIZE];

  kontor_uid_generate (&uid);
  return kontor_profile_set (database, key, kontor_uid_format (&uid, text), error);
}

static gboolean
set_company (KontorDatabase *database, const KontorUid *company, GError **error)
{
  char text[KONTOR_UID_TEXT_SIZE];

  return kontor_profile_set (database, "company", kontor_uid_format (company, text), error);
}

/**
 * kontor_profile_prepare:
 * @company: (nullable): uid of the company that this is another station of; NULL founds one
 *
 * Gives an empty database its identity, inside the caller's transaction: station 1 until a server
 * says otherwise.
 */
gboolean
kontor_profile_prepare (KontorDatabase *database, const KontorUid *company, GError **error)
{
  KontorProfile    profile = { .next_n = 1 };
  g_autofree char *machine = dup_machine ();

  return set_fresh_uid (database, "profile_uid", error)
         && (company != NULL ? set_company (database, company, error)
                             : set_fresh_uid (database, "company", error))
         && set_fresh_uid (database, "station_uid", error)
         && set_fresh_uid (database, "incarnation", error)
         && kontor_profile_set (database, "station", "1", error)
         && kontor_profile_set (database, "machine", machine, error)
         && kontor_profile_store (&profile, database, error);
}

/**
 * kontor_profile_renew:
 * @new_station: whether this is another device than before, too
 *
 * A new start (sync-spec.md section 14), inside the caller's transaction: a new incarnation, in
 * which the commands that wait are numbered from 1 in their old order. Their content stays, so that
 * a server that has one already knows it by its uid.
 */
gboolean
kontor_profile_renew (KontorDatabase *database, gboolean new_station, GError **error)
{
  KontorProfile profile;

  if (!set_fresh_uid (database, "incarnation", error)
      || (new_station && !set_fresh_uid (database, "station_uid", error))
      || !kontor_profile_load (&profile, database, error))
    return FALSE;
  profile.next_n = 1;
  memset (profile.chain, 0, KONTOR_CHAIN_SIZE);
  return kontor_outbox_renumber (database, &profile, error)
         && kontor_profile_store (&profile, database, error);
}

/**
 * kontor_profile_name_company:
 *
 * A profile that is older than the uids of companies gets one, inside the caller's transaction. One
 * that has a server asks it at the next run: there the company's first station decides.
 */
gboolean
kontor_profile_name_company (KontorDatabase *database, GError **error)
{
  g_autofree char *present = kontor_profile_dup (database, "company", error);
  g_autofree char *server = present != NULL ? kontor_profile_dup (database, "server", error) : NULL;
  KontorProfile    profile;
  KontorUid        company;

  if (server == NULL)
    return FALSE;
  if (*present != '\0' || *server != '\0')
    return TRUE;
  if (!kontor_profile_load (&profile, database, error))
    return FALSE;
  kontor_chain_company_uid (&profile.station_uid, &company);
  return set_company (database, &company, error);
}

/**
 * kontor_profile_check_machine:
 *
 * A profile that was copied to another machine must not go on with the numbers of the first: it
 * becomes a station of its own. Inside the caller's transaction.
 */
gboolean
kontor_profile_check_machine (KontorDatabase *database, GError **error)
{
  g_autofree char *machine = dup_machine ();
  g_autofree char *before = kontor_profile_dup (database, "machine", error);

  if (before == NULL)
    return FALSE;
  if (*machine == '\0' || g_str_equal (machine, before))
    return TRUE;
  return kontor_profile_set (database, "machine", machine, error)
         && (*before == '\0' || kontor_profile_renew (database, TRUE, error));
}
