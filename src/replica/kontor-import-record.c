/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-import-record.h"

#include "kontor-chain.h"

/* The first half of a file's hash names its failures. */
typedef struct
{
  KontorUid         file;
  const KontorJson *failures;
  const char       *header;
  const KontorJson *mapping;
} KontorImportRecord;

static gboolean
record_init (KontorImportRecord *self, const char *file_sha256)
{
  g_autofree char *half = g_strndup (file_sha256, 2 * sizeof self->file.bytes);

  return kontor_chain_parse_hex (half, self->file.bytes, sizeof self->file.bytes);
}

static gpointer
load_failures (KontorDatabase *database, gpointer data, GError **error)
{
  const KontorImportRecord *record = data;
  g_autoptr (GHashTable) lines = g_hash_table_new (NULL, NULL);
  g_autoptr (KontorStatement) statement = NULL;
  KontorStep step;

  statement = kontor_database_query (database,
                                     "SELECT line FROM import_failure WHERE batch_uid = ?1",
                                     error,
                                     KONTOR_VALUES (kontor_value_uid (&record->file)));
  if (statement == NULL)
    return NULL;
  while ((step = kontor_statement_step (statement, error)) == KONTOR_STEP_ROW)
    g_hash_table_add (lines,
                      GSIZE_TO_POINTER ((gsize) kontor_statement_get_integer (statement, 0)));
  return step == KONTOR_STEP_DONE ? g_steal_pointer (&lines) : NULL;
}

/**
 * kontor_import_record_load_failures:
 * @file_sha256: of the file's bytes, hexadecimal
 *
 * Returns: (transfer full): lines that were refused the last time, as keys
 */
GHashTable *
kontor_import_record_load_failures (KontorReplica *replica, const char *file_sha256, GError **error)
{
  KontorImportRecord record = { 0 };

  g_return_val_if_fail (record_init (&record, file_sha256), NULL);
  return kontor_replica_read (replica, load_failures, &record, error);
}

static gboolean
store_failures (KontorDatabase *database, gpointer data, GError **error)
{
  const KontorImportRecord *record = data;

  if (!kontor_database_run (database,
                            "DELETE FROM import_failure WHERE batch_uid = ?1",
                            error,
                            KONTOR_VALUES (kontor_value_uid (&record->file))))
    return FALSE;
  for (guint i = 0; i < kontor_json_length (record->failures); i++)
    {
      const KontorJson *failure = kontor_json_at (record->failures, i);

      if (!kontor_database_run (
            database,
            "INSERT INTO import_failure (batch_uid, line, message, content) VALUES (?1, ?2, ?3, '')"
            " ON CONFLICT (batch_uid, line) DO NOTHING",
            error,
            KONTOR_VALUES (kontor_value_uid (&record->file),
                           kontor_value_integer (kontor_json_get_integer (failure, "line", 0)),
                           kontor_value_text (kontor_json_get_string (failure, "message", "")))))
        return FALSE;
    }
  return TRUE;
}

/**
 * kontor_import_record_store_failures:
 * @failures: [{"line","message"}…]; replaces what was remembered of this file
 */
gboolean
kontor_import_record_store_failures (KontorReplica    *replica,
                                     const char       *file_sha256,
                                     const KontorJson *failures,
                                     GError          **error)
{
  KontorImportRecord record = { .failures = failures };

  g_return_val_if_fail (record_init (&record, file_sha256), FALSE);
  return kontor_replica_write (replica, store_failures, &record, error);
}

static gpointer
load_mapping (KontorDatabase *database, gpointer data, GError **error)
{
  const KontorImportRecord *record = data;
  g_autoptr (KontorStatement) statement = kontor_database_query (
    database,
    "SELECT content FROM import_mapping WHERE name = ?1",
    error,
    KONTOR_VALUES (kontor_value_text (record->header)));

  if (statement == NULL || !kontor_statement_step_row (statement, error))
    return NULL;
  return kontor_json_parse (kontor_statement_get_text (statement, 0), -1, error);
}

/**
 * kontor_import_record_load_mapping:
 * @header: the table's first line
 *
 * Returns: (transfer full) (nullable): what was said of a table with this header, or NULL without
 * an error
 */
KontorJson *
kontor_import_record_load_mapping (KontorReplica *replica, const char *header, GError **error)
{
  KontorImportRecord record = { .header = header };

  return kontor_replica_read (replica, load_mapping, &record, error);
}

static gboolean
store_mapping (KontorDatabase *database, gpointer data, GError **error)
{
  const KontorImportRecord *record = data;
  g_autofree char          *text = kontor_json_to_string (record->mapping);

  return kontor_database_run (
    database,
    "INSERT INTO import_mapping (name, content) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET "
    "content = excluded.content",
    error,
    KONTOR_VALUES (kontor_value_text (record->header), kontor_value_text (text)));
}

/**
 * kontor_import_record_store_mapping:
 *
 * Remembers which column is what, for the next table with this header.
 */
gboolean
kontor_import_record_store_mapping (KontorReplica    *replica,
                                    const char       *header,
                                    const KontorJson *mapping,
                                    GError          **error)
{
  KontorImportRecord record = { .header = header, .mapping = mapping };

  return kontor_replica_write (replica, store_mapping, &record, error);
}
