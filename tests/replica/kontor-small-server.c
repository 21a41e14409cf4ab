/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-small-server.h"

#include <string.h>

#include "kontor-aggregate.h"
#include "kontor-chain.h"
#include "kontor-migration.h"

struct _KontorSmallServer
{
  KontorDatabase *database;
  gint64          seq;
  GHashTable     *log;      /* "KIND UID" to its latest number */
  GHashTable     *last_n;   /* incarnation to the last command taken */
  GHashTable     *answers;  /* uid of a command to its answer */
  GPtrArray      *commands; /* contents in the order in which they ran */
};

static KontorDatabase *
new_database (void)
{
  g_autoptr (GError) error = NULL;
  KontorDatabase *database = kontor_database_open (":memory:", KONTOR_DATABASE_CREATE, &error);

  g_assert_no_error (error);
  kontor_migration_run (database, &error);
  g_assert_no_error (error);
  return database;
}

KontorSmallServer *
kontor_small_server_new (void)
{
  KontorSmallServer *self = g_new0 (KontorSmallServer, 1);

  self->database = new_database ();
  self->log = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->last_n = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->answers = g_hash_table_new_full (
    g_str_hash, g_str_equal, g_free, (GDestroyNotify) kontor_json_unref);
  self->commands = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
kontor_small_server_free (KontorSmallServer *self)
{
  kontor_database_close (self->database);
  g_hash_table_unref (self->log);
  g_hash_table_unref (self->last_n);
  g_hash_table_unref (self->answers);
  g_ptr_array_unref (self->commands);
  g_free (self);
}

KontorDatabase *
kontor_small_server_get_database (KontorSmallServer *self)
{
  return self->database;
}

static gint64 *
new_number (gint64 value)
{
  return g_memdup2 (&value, sizeof value);
}

static void
log_touch (KontorSmallServer *self, const KontorTouch *touch)
{
  char uid[KONTOR_UID_TEXT_SIZE];

  g_hash_table_replace (
    self->log,
    g_strdup_printf ("%d %s", touch->kind, kontor_uid_format (&touch->uid, uid)),
    new_number (++self->seq));
}

static void
open_attention (KontorDatabase      *database,
                const KontorCommand *command,
                const GError        *refusal,
                KontorTouch         *touch)
{
  g_autoptr (GError) error = NULL;

  touch->kind = KONTOR_KIND_ATTENTION;
  kontor_chain_attention_uid (&command->uid, &touch->uid);
  kontor_database_run (
    database,
    "INSERT INTO attention (uid, kind, command_uid, command_name, reason_code, "
    "message, opened_at) VALUES (?1, 'refused', ?2, ?3, ?4, ?5, ?6)",
    &error,
    KONTOR_VALUES (kontor_value_uid (&touch->uid),
                   kontor_value_uid (&command->uid),
                   kontor_value_text (command->name),
                   kontor_value_text (kontor_command_error_get_wire_code (refusal)),
                   kontor_value_text (refusal->message),
                   kontor_value_integer (command->at)));
  g_assert_no_error (error);
}

/* What happens to a command; the touches of a refused one are its row in Needs attention. */
static const char *
take (KontorDatabase *database, const char *content, GArray *touched, GError **refusal)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorCommand) command = kontor_command_parse (content, -1, &error);
  KontorCommandOutcome outcome = { 0 };
  const char          *status = "accepted";

  g_assert_no_error (error);
  kontor_database_begin (database, &error);
  g_assert_no_error (error);
  if (kontor_command_run (command, database, &outcome, refusal))
    g_array_append_vals (touched, outcome.touched->data, outcome.touched->len);
  else
    {
      g_assert_true ((*refusal)->domain == KONTOR_COMMAND_ERROR);
      status = "already";
      if ((*refusal)->code != KONTOR_COMMAND_ERROR_ALREADY)
        {
          KontorTouch touch = { 0 };

          open_attention (database, command, *refusal, &touch);
          g_array_append_val (touched, touch);
          status = "refused";
        }
    }
  kontor_command_outcome_clear (&outcome);
  kontor_database_commit (database, &error);
  g_assert_no_error (error);
  return status;
}

static KontorJson *
run_item (KontorSmallServer *self, const KontorOutboxItem *item, const char *uid)
{
  g_autoptr (GArray) touched = g_array_new (FALSE, FALSE, sizeof (KontorTouch));
  g_autoptr (GError) refusal = NULL;
  KontorJson *answer = kontor_json_new_object ();
  const char *status = take (self->database, item->content, touched, &refusal);

  for (guint i = 0; i < touched->len; i++)
    log_touch (self, &g_array_index (touched, KontorTouch, i));
  g_ptr_array_add (self->commands, g_strdup (item->content));
  kontor_json_set_string (answer, "uid", uid);
  kontor_json_set_string (answer, "status", status);
  if (g_str_equal (status, "refused"))
    {
      KontorJson *details = kontor_json_new_object ();

      kontor_json_set_string (details, "code", kontor_command_error_get_wire_code (refusal));
      kontor_json_set_string (details, "message", refusal->message);
      kontor_json_set (answer, "error", details);
    }
  return answer;
}

/* Takes at most so many; each once, in order, and the same answer for ever. */
KontorJson *
kontor_small_server_push (KontorSmallServer *self,
                          const char        *incarnation,
                          GPtrArray         *items,
                          guint              most)
{
  KontorJson *results = kontor_json_new_array ();
  gint64     *stored = g_hash_table_lookup (self->last_n, incarnation);
  gint64      last_n = stored != NULL ? *stored : 0;

  for (guint i = 0; i < items->len && i < most; i++)
    {
      const KontorOutboxItem *item = g_ptr_array_index (items, i);
      g_autoptr (KontorJson) content = kontor_json_parse (item->content, -1, NULL);
      const char *uid = kontor_json_get_string (content, "uid", "");
      KontorJson *answer = g_hash_table_lookup (self->answers, uid);

      g_assert_cmpint (item->n, <=, last_n + 1);
      if (answer == NULL)
        {
          g_assert_cmpint (item->n, ==, last_n + 1);
          answer = run_item (self, item, uid);
          g_hash_table_insert (self->answers, g_strdup (uid), answer);
        }
      last_n = MAX (last_n, item->n);
      kontor_json_append (results, kontor_json_ref (answer));
    }
  g_hash_table_replace (self->last_n, g_strdup (incarnation), new_number (last_n));
  return results;
}

static int
compare_images (gconstpointer a, gconstpointer b)
{
  gint64 first = kontor_json_integer (kontor_json_at (*(KontorJson *const *) a, 1));
  gint64 second = kontor_json_integer (kontor_json_at (*(KontorJson *const *) b, 1));

  return (first > second) - (first < second);
}

static KontorJson *
write_image (KontorSmallServer *self, const char *key, gint64 seq)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) parts = g_strsplit (key, " ", 2);
  KontorUid   uid;
  KontorJson *image;

  kontor_uid_parse (&uid, parts[1]);
  kontor_aggregate_write (
    self->database, (KontorKind) g_ascii_strtoll (parts[0], NULL, 10), &uid, seq, text, &error);
  g_assert_no_error (error);
  image = kontor_json_parse (text->str, -1, &error);
  g_assert_no_error (error);
  return image;
}

/* Everything behind the cursor. */
void
kontor_small_server_fill_page (KontorSmallServer *self,
                               const char        *incarnation,
                               const char        *cursor,
                               KontorFeedPage    *page)
{
  gint64        *last_n = g_hash_table_lookup (self->last_n, incarnation);
  gint64         from = g_ascii_strtoll (cursor, NULL, 10);
  GHashTableIter iter;
  gpointer       key;
  gpointer       seq;

  page->images = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_json_unref);
  page->settled_n = last_n != NULL ? *last_n : 0;
  page->cursor = g_strdup_printf ("%" G_GINT64_FORMAT, self->seq);
  g_hash_table_iter_init (&iter, self->log);
  while (g_hash_table_iter_next (&iter, &key, &seq))
    if (*(gint64 *) seq > from)
      g_ptr_array_add (page->images, write_image (self, key, *(gint64 *) seq));
  g_ptr_array_sort (page->images, compare_images);
}

/* The same commands on an empty database (I6). */
KontorDatabase *
kontor_small_server_run_again (KontorSmallServer *self)
{
  KontorDatabase *database = new_database ();

  for (guint i = 0; i < self->commands->len; i++)
    {
      g_autoptr (GArray) touched = g_array_new (FALSE, FALSE, sizeof (KontorTouch));
      g_autoptr (GError) refusal = NULL;

      take (database, g_ptr_array_index (self->commands, i), touched, &refusal);
    }
  return database;
}

static void
append_value (GString *row, KontorStatement *statement, int column, char type)
{
  KontorUid   bytes;
  char        uid[KONTOR_UID_TEXT_SIZE];
  const char *text;

  g_string_append_c (row, '|');
  if (kontor_statement_is_null (statement, column))
    g_string_append (row, "NULL");
  else if (type == 'i')
    g_string_append_printf (
      row, "%" G_GINT64_FORMAT, kontor_statement_get_integer (statement, column));
  else if (type == 'u')
    {
      kontor_statement_get_uid (statement, column, &bytes);
      g_string_append (row, kontor_uid_format (&bytes, uid));
    }
  else
    {
      text = kontor_statement_get_text (statement, column);
      g_string_append (row, text);
    }
}

static void
append_rows (KontorDatabase *database, const KontorAggregateTable *table, GPtrArray *rows)
{
  g_autofree char *columns = g_strjoinv (", ", (char **) table->columns);
  g_autofree char *sql = g_strdup_printf ("SELECT %s%s%s FROM %s",
                                          columns,
                                          table->parent != NULL ? ", " : "",
                                          table->parent != NULL ? table->parent : "",
                                          table->table);
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorStatement) statement = kontor_database_query (
    database, sql, &error, KONTOR_NO_VALUES);

  g_assert_no_error (error);
  while (kontor_statement_step_row (statement, &error))
    {
      GString *row = g_string_new (table->table);

      for (int i = 0; table->types[i] != '\0'; i++)
        append_value (row, statement, i, table->types[i]);
      if (table->parent != NULL)
        append_value (row, statement, (int) strlen (table->types), 'u');
      g_ptr_array_add (rows, g_string_free (row, FALSE));
    }
  g_assert_no_error (error);
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* All base tables without local ids, sorted. */
char *
kontor_small_server_dump (KontorDatabase *database, gboolean with_attention)
{
  guint                             n_types;
  const KontorAggregateType *const *types = kontor_aggregate_type_list (&n_types);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < n_types; i++)
    for (const KontorAggregateTable *table = types[i]->tables; table->table != NULL; table++)
      if (with_attention || types[i]->kind != KONTOR_KIND_ATTENTION)
        append_rows (database, table, rows);
  g_ptr_array_sort (rows, compare_rows);
  g_ptr_array_add (rows, NULL);
  return g_strjoinv ("\n", (char **) rows->pdata);
}

void
kontor_small_server_assert_same (const char *what, const char *mine, const char *theirs)
{
  g_auto (GStrv) a = g_strsplit (mine, "\n", -1);
  g_auto (GStrv) b = g_strsplit (theirs, "\n", -1);
  guint i = 0;

  while (a[i] != NULL && b[i] != NULL && g_str_equal (a[i], b[i]))
    i++;
  if (a[i] == NULL && b[i] == NULL)
    return;
  g_test_message ("%s, row %u:\n  %s\n  %s", what, i, a[i], b[i]);
  g_assert_not_reached ();
}
