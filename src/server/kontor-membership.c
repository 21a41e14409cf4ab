/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-membership.h"

#include "kontor-chain.h"

static gboolean
set_company (KontorDatabase *database, const KontorUid *company, GError **error)
{
  char text[KONTOR_UID_TEXT_SIZE];

  return kontor_database_run (
    database,
    "INSERT INTO profile (key, value) VALUES ('company', ?1) ON CONFLICT (key) DO NOTHING",
    error,
    KONTOR_VALUES (kontor_value_text (kontor_uid_format (company, text))));
}

/**
 * kontor_membership_prepare:
 *
 * A server that is older than the uids of companies gets the one that its first station gives
 * itself; inside the caller's transaction. One without stations waits for the first.
 */
gboolean
kontor_membership_prepare (KontorDatabase *database, GError **error)
{
  g_autoptr (KontorStatement) statement = kontor_database_query (
    database, "SELECT uid FROM sync_station ORDER BY number LIMIT 1", error, KONTOR_NO_VALUES);
  KontorUid station;
  KontorUid company;

  if (statement == NULL)
    return FALSE;
  switch (kontor_statement_step (statement, error))
    {
    case KONTOR_STEP_FAILED:
      return FALSE;
    case KONTOR_STEP_DONE:
      return TRUE;
    case KONTOR_STEP_ROW:
      break;
    }
  kontor_statement_get_uid (statement, 0, &station);
  g_clear_pointer (&statement, kontor_statement_release);
  kontor_chain_company_uid (&station, &company);
  return set_company (database, &company, error);
}

/**
 * kontor_membership_dup_company:
 *
 * Returns: (transfer full) (nullable): uid of the company as text; "" before any station brought
 * one, NULL with an error
 */
char *
kontor_membership_dup_company (KontorDatabase *database, GError **error)
{
  g_autoptr (KontorStatement) statement = kontor_database_query (
    database, "SELECT value FROM profile WHERE key = 'company'", error, KONTOR_NO_VALUES);

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

static gboolean
read_company (const KontorJson *request, KontorUid *company, GError **error)
{
  if (kontor_uid_parse (company, kontor_json_get_string (request, "company", "")))
    return TRUE;
  g_set_error_literal (
    error,
    KONTOR_PUSH_ERROR,
    KONTOR_PUSH_ERROR_OUTDATED,
    "this station does not say which company it belongs to: update Kontor there");
  return FALSE;
}

/**
 * kontor_membership_begin:
 * @request: {"company":uid,…}: of a station that enrols
 *
 * The first station brings the company; later ones must belong to it. Inside the caller's write
 * transaction.
 *
 * Returns: FALSE with KONTOR_PUSH_ERROR_OTHER_COMPANY or KONTOR_PUSH_ERROR_OUTDATED
 */
gboolean
kontor_membership_begin (KontorDatabase *database, const KontorJson *request, GError **error)
{
  KontorUid company;

  return read_company (request, &company, error) && set_company (database, &company, error)
         && kontor_membership_check (database, request, error);
}

/**
 * kontor_membership_check:
 * @request: {"company":uid,…}: of a station
 *
 * Two companies in one set of books could not be told apart again.
 *
 * Returns: FALSE with KONTOR_PUSH_ERROR_OTHER_COMPANY or KONTOR_PUSH_ERROR_OUTDATED
 */
gboolean
kontor_membership_check (KontorDatabase *database, const KontorJson *request, GError **error)
{
  g_autofree char *text = kontor_membership_dup_company (database, error);
  KontorUid        ours;
  KontorUid        theirs;

  if (text == NULL || !read_company (request, &theirs, error))
    return FALSE;
  if (kontor_uid_parse (&ours, text) && kontor_uid_equal (&ours, &theirs))
    return TRUE;
  g_set_error_literal (error,
                       KONTOR_PUSH_ERROR,
                       KONTOR_PUSH_ERROR_OTHER_COMPANY,
                       "this server keeps another company than the one of this station");
  return FALSE;
}
