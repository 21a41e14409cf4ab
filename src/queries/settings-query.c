/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-number-series.h"
#include "kontor-query-private.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *key;
  const char *value;
} defaults[] = {
  { "accent", "#1a5fb4" },
  { "company_name", "" },
  { "count_number_pattern", KONTOR_NUMBER_PATTERN_COUNT },
  { "country", "DE" },
  { "currency", "EUR" },
  { "customer_number_pattern", KONTOR_NUMBER_PATTERN_CUSTOMER },
  { "footer1", "" },
  { "footer2", "" },
  { "footer3", "" },
  { "footer4", "" },
  { "language", "de" },
  { "logo", "" },
  { "order_number_pattern", KONTOR_NUMBER_PATTERN_ORDER },
  { "price_mode", "gross" },
  { "purchase_cover_days", "30" },
  { "purchase_lead_days", "7" },
  { "purchase_number_pattern", KONTOR_NUMBER_PATTERN_PURCHASE },
  { "sender_line", "" },
  { "transfer_number_pattern", KONTOR_NUMBER_PATTERN_TRANSFER },
  { "vat_check_days", "90" },
};

/* The picture that the setting "logo" names by its hash, for letterheads; a station may not have
 * the file yet. */
static gboolean
add_logo (KontorJson *settings, KontorDatabase *database, GError **error)
{
  const char *sha256 = kontor_json_get_string (settings, "logo", "");
  g_autoptr (KontorStatement) row = NULL;
  g_autoptr (GBytes) png = NULL;
  g_autofree char *text = NULL;
  KontorStep       step = KONTOR_STEP_FAILED;

  if (*sha256 == '\0' || kontor_database_get_engine (database) != KONTOR_ENGINE_SQLITE)
    return TRUE;
  row = kontor_database_query (database,
                               "SELECT content FROM stored_file WHERE sha256 = ?1",
                               error,
                               KONTOR_VALUES (kontor_value_text (sha256)));
  if (row != NULL)
    step = kontor_statement_step (row, error);
  if (step == KONTOR_STEP_ROW)
    {
      png = kontor_statement_dup_bytes (row, 0);
      text = g_base64_encode (g_bytes_get_data (png, NULL), g_bytes_get_size (png));
      kontor_json_set_string (settings, "logo_png", text);
    }
  return step != KONTOR_STEP_FAILED;
}

/**
 * kontor_query_settings:
 * @database: a connection
 * @error: return location for an error
 *
 * Errors: any of #KontorDatabaseError.
 *
 * Returns: (transfer full): an object of texts: every setting, those not set with their defaults;
 * "company" is the company's name, "logo_png" its logo in base64
 */
KontorJson *
kontor_query_settings (KontorDatabase *database, GError **error)
{
  g_autoptr (KontorJson) settings = kontor_json_new_object ();
  g_autoptr (KontorStatement) statement = NULL;
  KontorStep step = KONTOR_STEP_FAILED;

  g_return_val_if_fail (database != NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (defaults); i++)
    kontor_json_set_string (settings, defaults[i].key, defaults[i].value);

  statement = kontor_database_query (
    database, "SELECT key, value FROM setting ORDER BY key", error, KONTOR_NO_VALUES);
  while (statement != NULL && (step = kontor_statement_step (statement, error)) == KONTOR_STEP_ROW)
    kontor_json_set_string (
      settings, kontor_statement_get_text (statement, 0), kontor_statement_get_text (statement, 1));
  if (step != KONTOR_STEP_DONE)
    return NULL;

  kontor_json_set_string (
    settings, "company", kontor_json_get_string (settings, "company_name", ""));
  return add_logo (settings, database, error) ? g_steal_pointer (&settings) : NULL;
}

/**
 * kontor_query_setting:
 * @database: a connection
 * @key: such as "currency"
 * @error: return location for an error
 *
 * Errors: any of #KontorDatabaseError.
 *
 * Returns: (transfer full): its value, its default, or "" when it has none; %NULL with @error set
 */
char *
kontor_query_setting (KontorDatabase *database, const char *key, GError **error)
{
  g_autoptr (KontorJson) settings = kontor_query_settings (database, error);

  return settings != NULL ? g_strdup (kontor_json_get_string (settings, key, "")) : NULL;
}

/**
 * kontor_query_attention_json:
 * @database: a connection
 * @uid: a matter that needs attention
 * @error: return location for an error
 *
 * Errors: %KONTOR_QUERY_ERROR_NOT_FOUND, any of #KontorDatabaseError.
 *
 * Returns: (transfer full): the matter, members as in README.md
 */
KontorJson *
kontor_query_attention_json (KontorDatabase *database, const KontorUid *uid, GError **error)
{
  g_autoptr (KontorJson) row = NULL;

  g_return_val_if_fail (database != NULL && uid != NULL, NULL);

  row = kontor_query_row (
    database,
    "SELECT uid, kind, subject_kind, subject_uid, subject_title, command_uid, command_name,"
    " reason_code, message, nullif (base, ''), nullif (mine, ''), nullif (theirs, ''), offers,"
    " opened_at, closed_at, closed_by, decision FROM attention WHERE uid = ?1",
    "u:uid t:kind t:subject_kind u:subject_uid t:subject_title u:command_uid t:command_name"
    " t:reason_code t:message j:base j:mine j:theirs j:offers i:opened_at i:closed_at t:closed_by"
    " t:decision",
    error,
    KONTOR_VALUES (kontor_value_uid (uid)));

  return kontor_query_check_found (row, _ ("matter"), error) ? g_steal_pointer (&row) : NULL;
}

/**
 * kontor_query_history_json:
 * @database: a connection
 * @subject: anything that commands have touched
 * @error: return location for an error
 *
 * Errors: any of #KontorDatabaseError.
 *
 * Returns: (transfer full): who did what to it, newest first, members as in README.md
 */
KontorJson *
kontor_query_history_json (KontorDatabase *database, const KontorUid *subject, GError **error)
{
  g_return_val_if_fail (database != NULL && subject != NULL, NULL);

  return kontor_query_rows (database,
                            "SELECT a.at, a.author_name, a.station, a.command_uid, a.command_name"
                            " FROM audit_subject AS s JOIN audit AS a ON a.id = s.audit_id"
                            " WHERE s.subject_uid = ?1 ORDER BY a.id DESC",
                            "i:at t:author i:station u:command t:name",
                            error,
                            KONTOR_VALUES (kontor_value_uid (subject)));
}
