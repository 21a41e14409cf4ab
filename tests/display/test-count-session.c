/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>

#include "display-fixture.h"
#include "kontor-count-session.h"

/* A scanner that reads twenty codes a second, and a computer whose plug is pulled: whatever was
 * shown as taken is in the books, and nothing that was scanned is lost or counted twice. The codes
 * go the way that they go on the counting screen. */

#define PAUSE_MS 50
#define KILLS 3

/* --- the one that counts; another process, because it will be killed --- */

typedef struct
{
  KontorCountSession *session;
  GMainLoop          *loop;
  int                 next;
  int                 end;
  int                 taken;
} Counting;

static void
answered_cb (Counting *self, int answer, const char *words)
{
  g_assert_cmpint (answer, ==, KONTOR_COUNT_TAKEN);
  /* What the screen shows as taken now. */
  printf ("%s\n", kontor_count_session_get_last_scan (self->session));
  fflush (stdout);
  self->taken++;
  if (self->taken == self->end)
    g_main_loop_quit (self->loop);
}

/* The scanner waits for nobody. */
static gboolean
scan_cb (gpointer data)
{
  Counting        *self = data;
  g_autofree char *code = g_strdup_printf ("CODE-%d", self->next);

  kontor_count_session_take_code (self->session, code);
  self->next++;
  return self->next < self->end ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static int
count (char **words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorReplica) replica = kontor_replica_open (words[0], &error);
  Counting  self = { .taken = atoi (words[2]), .next = atoi (words[2]), .end = atoi (words[3]) };
  KontorUid uid;

  g_assert_no_error (error);
  g_assert_true (kontor_uid_parse (&uid, words[1]));
  self.loop = g_main_loop_new (NULL, FALSE);
  self.session = kontor_count_session_new (replica, &uid);
  g_signal_connect_swapped (self.session, "answered", G_CALLBACK (answered_cb), &self);
  g_timeout_add (PAUSE_MS, scan_cb, &self);
  g_main_loop_run (self.loop);
  g_clear_object (&self.session);
  kontor_replica_close (replica);
  g_clear_pointer (&self.loop, g_main_loop_unref);
  return 0;
}

/* --- the one that pulls the plug --- */

static const char *program;

static int
number_of_items (void)
{
  return g_strcmp0 (g_getenv ("KONTOR_TEST_LENGTH"), "full") == 0 ? 5000 : 120;
}

static void
add_products (KontorReplica *replica, int n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (
    (GDestroyNotify) kontor_replica_item_free);

  for (int i = 0; i < n; i++)
    {
      g_autofree char *text = g_strdup_printf (
        "{\"title\":\"Item %d\",\"kind\":\"goods\",\"variants\":[{\"sku\":\"SKU-%d\","
        "\"barcodes\":[{\"code\":\"CODE-%d\"}]}]}",
        i,
        i,
        i);
      KontorReplicaItem *item = g_new0 (KontorReplicaItem, 1);

      item->name = "product.create";
      item->params = kontor_json_parse (text, -1, &error);
      g_assert_no_error (error);
      g_ptr_array_add (items, item);
    }
  kontor_replica_run_many (replica, items, NULL, TRUE, &error);
  g_assert_no_error (error);
}

static char *
begin (KontorReplica *replica)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorJson) plan = kontor_json_parse ("{\"title\":\"All\"}", -1, NULL);
  g_autoptr (KontorJson) params = kontor_json_new_object ();
  g_autoptr (KontorJson) planned = NULL;
  g_autoptr (KontorJson) started = NULL;

  planned = kontor_replica_run (replica, "count.plan", g_steal_pointer (&plan), NULL, &error);
  g_assert_no_error (error);
  kontor_json_set_string (params, "count", kontor_json_get_string (planned, "count", ""));
  started = kontor_replica_run (replica, "count.start", g_steal_pointer (&params), NULL, &error);
  g_assert_no_error (error);
  return g_strdup (kontor_json_get_string (planned, "count", ""));
}

static gpointer
read_scans (KontorDatabase *database, gpointer data, GError **error)
{
  GHashTable *scans = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (KontorStatement) row = kontor_database_query (
    database, "SELECT uid, code FROM count_scan", error, KONTOR_NO_VALUES);

  g_assert_nonnull (row);
  while (kontor_statement_step (row, error) == KONTOR_STEP_ROW)
    {
      KontorUid uid;

      kontor_statement_get_uid (row, 0, &uid);
      g_hash_table_add (scans, kontor_uid_dup_text (&uid));
      g_assert_true (g_hash_table_add (codes, g_strdup (kontor_statement_get_text (row, 1))));
    }
  return scans;
}

/* All scans that the books have, after what was left by a process that was killed. */
static GHashTable *
look (const char *folder)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorReplica) replica = kontor_replica_open (folder, &error);
  GHashTable *scans = NULL;

  g_assert_no_error (error);
  scans = kontor_replica_read (replica, read_scans, NULL, &error);
  g_assert_no_error (error);
  kontor_replica_close (replica);
  return scans;
}

static void
check_kept (GHashTable *scans, GPtrArray *acknowledged)
{
  for (guint i = 0; i < acknowledged->len; i++)
    g_assert_true (g_hash_table_contains (scans, acknowledged->pdata[i]));
}

/* Counts from the one on until so many were acknowledged, then pulls the plug. */
static void
count_until (
  const char *folder, const char *uid, int first, int end, int enough, GPtrArray *acknowledged)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *from = g_strdup_printf ("%d", first);
  g_autofree char *to = g_strdup_printf ("%d", end);
  const char      *argv[] = { program, "--count", folder, uid, from, to, NULL };
  char             line[100];
  GPid             pid = 0;
  int              out = -1;
  int              n = 0;
  FILE            *file = NULL;

  g_spawn_async_with_pipes (NULL,
                            (char **) argv,
                            NULL,
                            G_SPAWN_DO_NOT_REAP_CHILD,
                            NULL,
                            NULL,
                            &pid,
                            NULL,
                            &out,
                            NULL,
                            &error);
  g_assert_no_error (error);
  file = fdopen (out, "r");
  while (fgets (line, sizeof line, file) != NULL)
    {
      g_ptr_array_add (acknowledged, g_strdup (g_strchomp (line)));
      if (++n == enough)
        kill (pid, SIGKILL);
    }
  fclose (file);
  waitpid (pid, NULL, 0);
  g_spawn_close_pid (pid);
}

static void
test_nothing_is_lost (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("kontor-counting-XXXXXX", &error);
  g_autofree char *uid = NULL;
  g_autoptr (GPtrArray) acknowledged = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) scans = NULL;
  int n = number_of_items ();

  g_assert_no_error (error);
  kontor_replica_create_profile (folder, "Prüfladen", "DE", "EUR", NULL, &error);
  g_assert_no_error (error);
  {
    g_autoptr (KontorReplica) replica = kontor_replica_open (folder, &error);

    g_assert_no_error (error);
    add_products (replica, n);
    uid = begin (replica);
    kontor_replica_close (replica);
  }
  for (int kills = 0; kills <= KILLS; kills++)
    {
      int first = scans != NULL ? (int) g_hash_table_size (scans) : 0;
      int left = n - first;
      int enough = kills < KILLS ? g_test_rand_int_range (1, MAX (2, left / 2)) : left + 1;

      count_until (folder, uid, first, n, enough, acknowledged);
      g_clear_pointer (&scans, g_hash_table_unref);
      scans = look (folder);
      check_kept (scans, acknowledged);
    }
  g_assert_cmpuint (g_hash_table_size (scans), ==, n);
  /* Who is killed between writing and saying so leaves a scan that was not acknowledged: at most
   * one each time. */
  g_assert_cmpuint (acknowledged->len + KILLS, >=, n);
  display_fixture_remove_folder (folder);
}

/* --- where it begins --- */

static char *
run_for (KontorReplica *replica, const char *command, const char *key, const char *format, ...)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorJson) result = NULL;
  g_autofree char  *text = NULL;
  const KontorJson *value = NULL;
  va_list           arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  result = kontor_replica_run (replica, command, kontor_json_parse (text, -1, NULL), NULL, &error);
  g_assert_no_error (error);
  value = kontor_json_get (result, key);
  if (value != NULL && kontor_json_type (value) == KONTOR_JSON_ARRAY)
    value = kontor_json_at (value, 0);
  return g_strdup (value != NULL ? kontor_json_string (value) : "");
}

static char *
dup_first_place (KontorReplica *replica, const char *count)
{
  g_autoptr (KontorCountSession) session = NULL;
  KontorUid uid;

  g_assert_true (kontor_uid_parse (&uid, count));
  session = kontor_count_session_new (replica, &uid);
  WAIT_FOR (kontor_count_session_get_places (session) != NULL);
  return g_strdup (kontor_count_session_get_place (session));
}

/* A count of one shelf begins there, and goes on at the place of the last scan. */
static void
test_begins_at_its_place (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("kontor-counting-XXXXXX", &error);
  g_autoptr (KontorReplica) replica = NULL;
  g_autofree char *item = NULL;
  g_autofree char *cellar = NULL;
  g_autofree char *loft = NULL;
  g_autofree char *count = NULL;
  g_autofree char *first = NULL;
  g_autofree char *next = NULL;

  g_assert_no_error (error);
  kontor_replica_create_profile (folder, "Prüfladen", "DE", "EUR", NULL, &error);
  g_assert_no_error (error);
  replica = kontor_replica_open (folder, &error);
  g_assert_no_error (error);
  item = run_for (replica,
                  "product.create",
                  "variants",
                  "{\"title\":\"Item\",\"variants\":[{\"sku\":\"ITEM\"}]}");
  cellar = run_for (replica, "location.create", "location", "{\"name\":\"Cellar\"}");
  loft = run_for (replica, "location.create", "location", "{\"name\":\"Loft\"}");
  g_free (run_for (replica,
                   "stock.receive",
                   "movement",
                   "{\"variant\":\"%s\",\"quantity\":5000,\"place\":\"%s\"}",
                   item,
                   cellar));
  count = run_for (replica,
                   "count.plan",
                   "count",
                   "{\"title\":\"Cellar\",\"plan\":{\"places\":[\"%s\"]}}",
                   cellar);
  g_free (run_for (replica, "count.start", "count", "{\"count\":\"%s\"}", count));
  first = dup_first_place (replica, count);
  g_assert_cmpstr (first, ==, cellar);

  g_free (run_for (replica,
                   "count.scan",
                   "scan",
                   "{\"count\":\"%s\",\"variant\":\"%s\",\"place\":\"%s\"}",
                   count,
                   item,
                   loft));
  next = dup_first_place (replica, count);
  g_assert_cmpstr (next, ==, loft);
  kontor_replica_close (replica);
  display_fixture_remove_folder (folder);
}

int
main (int argc, char **argv)
{
  if (argc == 6 && g_str_equal (argv[1], "--count"))
    return count (argv + 2);
  program = argv[0];
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/count-session/nothing-is-lost", test_nothing_is_lost);
  g_test_add_func ("/count-session/begins-at-its-place", test_begins_at_its_place);
  return g_test_run ();
}
