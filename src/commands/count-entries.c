/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-count-private.h"

/* Scans as the rule wants them. */

#define SELECT_SCAN                                                                                \
  "SELECT variant_uid, place_uid, lot_uid, uid, corrects_uid, spot, pass, mode, condition,"        \
  " quantity, happened_at, hlc, author_uid, station FROM count_scan "                              \
  "WHERE count_uid = ?1 AND variant_uid IS NOT NULL"

/**
 * kontor_count_entries_free:
 * @self: (nullable) (transfer full): scans
 */
void
kontor_count_entries_free (KontorCountEntries *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->entries, g_array_unref);
  g_clear_pointer (&self->texts, g_string_chunk_free);
  g_free (self);
}

/* Without a name, people at one station are one. */
static const char *
name_counter (KontorCountEntries *self, KontorStatement *row, guint station)
{
  char             text[KONTOR_UID_TEXT_SIZE];
  g_autofree char *name = NULL;
  KontorUid        author;

  if (kontor_statement_get_uid (row, 12, &author))
    return g_string_chunk_insert_const (self->texts, kontor_uid_format (&author, text));
  name = g_strdup_printf ("station %u", station);
  return g_string_chunk_insert_const (self->texts, name);
}

static void
add_entry (KontorCountEntries *self, KontorStatement *row)
{
  KontorCountEntry entry = { 0 };

  kontor_count_key_read (row, 0, &entry.key);
  kontor_statement_get_uid (row, 3, &entry.scan.uid);
  kontor_statement_get_uid (row, 4, &entry.scan.corrects);
  entry.station = (guint) kontor_statement_get_integer (row, 13);
  entry.scan.spot = g_string_chunk_insert_const (self->texts, kontor_statement_get_text (row, 5));
  entry.scan.counter = name_counter (self, row, entry.station);
  entry.scan.pass = (guint) kontor_statement_get_integer (row, 6);
  entry.scan.sets = g_str_equal (kontor_statement_get_text (row, 7), "set");
  entry.scan.damaged = g_str_equal (kontor_statement_get_text (row, 8), "damaged");
  entry.scan.quantity = kontor_statement_get_integer (row, 9);
  entry.scan.at = kontor_statement_get_integer (row, 10);
  entry.scan.hlc = (guint64) kontor_statement_get_integer (row, 11);
  g_array_append_val (self->entries, entry);
}

static KontorStatement *
query (KontorDatabase *database, const KontorUid *count, const KontorCountKey *key, GError **error)
{
  if (key == NULL)
    return kontor_database_query (database,
                                  SELECT_SCAN " ORDER BY variant_uid, place_uid, lot_uid",
                                  error,
                                  KONTOR_VALUES (kontor_value_uid (count)));
  return kontor_database_query (database,
                                SELECT_SCAN " AND variant_uid = ?2 AND place_uid IS NOT DISTINCT "
                                            "FROM ?3 AND lot_uid IS NOT DISTINCT FROM ?4",
                                error,
                                KONTOR_VALUES (kontor_value_uid (count),
                                               kontor_value_uid (&key->variant),
                                               kontor_count_value_uid (&key->place),
                                               kontor_count_value_uid (&key->lot)));
}

/**
 * kontor_count_entries_load:
 * @database: a connection
 * @count: uid of a count
 * @key: (nullable): what was counted; %NULL for everything
 * @error: return location for an error of the database
 *
 * Returns: (transfer full): its scans whose code is known, those of a key side by side
 */
KontorCountEntries *
kontor_count_entries_load (KontorDatabase       *database,
                           const KontorUid      *count,
                           const KontorCountKey *key,
                           GError              **error)
{
  g_autoptr (KontorCountEntries) self = g_new0 (KontorCountEntries, 1);
  g_autoptr (KontorStatement) row = query (database, count, key, error);
  KontorStep step = KONTOR_STEP_FAILED;

  self->entries = g_array_new (FALSE, FALSE, sizeof (KontorCountEntry));
  self->texts = g_string_chunk_new (1024);
  while (row != NULL && (step = kontor_statement_step (row, error)) == KONTOR_STEP_ROW)
    add_entry (self, row);
  return step == KONTOR_STEP_DONE ? g_steal_pointer (&self) : NULL;
}
