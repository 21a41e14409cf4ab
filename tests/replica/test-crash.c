/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kontor-replica-fixture.h"

/* Set by main: this program, to be killed at work. */
static char *program;

/* Says what is saved, when it is. */
static void
acknowledge (const char *word, const char *text)
{
  printf ("%s %s\n", word, text);
  fflush (stdout);
}

/* A stream of commands and drafts until the end, which comes from outside. */
static int
work_until_killed (const char *folder, const char *seed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorReplica) replica = kontor_replica_open (folder, &error);
  g_autoptr (GRand) random = g_rand_new_with_seed ((guint32) strtoul (seed, NULL, 10));

  g_assert_no_error (error);
  for (guint i = 0;; i++)
    {
      g_autofree char *order = kontor_fixture_make_order (replica);
      g_autofree char *draft = g_strdup_printf ("%u", i);

      acknowledge ("order", order);
      if (g_rand_int_range (random, 0, 3) > 0)
        continue;
      g_free (kontor_fixture_run (
        replica, "order.place", kontor_fixture_json ("{'order':'%s'}", order), NULL));
      acknowledge ("placed", order);
      kontor_replica_save_draft (replica, "form", kontor_fixture_json ("{'i':%u}", i));
      kontor_json_unref (kontor_replica_load_draft (replica, "form"));
      acknowledge ("draft", draft);
    }
  return 0;
}

static pid_t
start (const char *folder, guint seed, int *output)
{
  g_autofree char *text = g_strdup_printf ("%u", seed);
  int              ends[2];
  pid_t            pid;

  g_assert_cmpint (pipe (ends), ==, 0);
  pid = fork ();
  g_assert_cmpint (pid, >=, 0);
  if (pid == 0)
    {
      dup2 (ends[1], STDOUT_FILENO);
      close (ends[0]);
      close (ends[1]);
      execl (program, program, "--work", folder, text, NULL);
      _exit (127);
    }
  close (ends[1]);
  *output = ends[0];
  return pid;
}

static gboolean
can_see (KontorReplica *replica, const char *word, const char *text)
{
  g_autofree char *sql = NULL;
  g_autofree char *hex = g_strdup (text);
  g_auto (GStrv) parts = g_strsplit (text, "-", -1);

  g_free (hex);
  hex = g_strjoinv ("", parts);
  if (g_str_equal (word, "draft"))
    {
      g_autoptr (KontorJson) draft = kontor_replica_load_draft (replica, "form");

      return kontor_json_get_integer (draft, "i", -1) >= g_ascii_strtoll (text, NULL, 10);
    }
  sql = g_strdup_printf ("SELECT count(*) FROM sales_order WHERE uid = x'%s'%s",
                         hex,
                         g_str_equal (word, "placed") ? " AND state <> 'CART'" : "");
  return kontor_fixture_count (replica, sql) == 1;
}

/* Lines that came whole through the pipe. */
static guint
check_acknowledged (KontorReplica *replica, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  guint n = 0;

  for (guint i = 0; lines[i] != NULL && lines[i + 1] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (lines[i], " ", 2);

      if (!can_see (replica, words[0], words[1]))
        {
          g_test_message ("lost: %s", lines[i]);
          g_test_fail ();
        }
      n++;
    }
  return n;
}

/* Every second time the program is killed while it works, else at any moment of its start. */
static void
wait_for_moment (guint round, int descriptor, GString *text)
{
  char buffer[64];

  if (round % 2 == 0)
    {
      gssize n = read (descriptor, buffer, sizeof buffer);

      g_string_append_len (text, buffer, MAX (n, 0));
    }
  g_usleep ((gulong) g_test_rand_int_range (1000, 250000));
}

static char *
read_all (int descriptor, GString *text)
{
  char   buffer[4096];
  gssize n;

  while ((n = read (descriptor, buffer, sizeof buffer)) > 0)
    g_string_append_len (text, buffer, n);
  close (descriptor);
  return g_string_free (text, FALSE);
}

static guint
kill_once (KontorFixture *fixture, guint round)
{
  int              output;
  int              status;
  pid_t            pid = start (fixture->folder, round, &output);
  GString         *early = g_string_new (NULL);
  g_autofree char *text = NULL;
  guint            n;

  wait_for_moment (round, output, early);
  kill (pid, SIGKILL);
  text = read_all (output, early);
  waitpid (pid, &status, 0);
  g_assert_true (WIFSIGNALED (status));
  kontor_fixture_open (fixture);
  n = check_acknowledged (fixture->replica, text);
  kontor_fixture_verify (fixture->replica);
  kontor_fixture_close (fixture);
  return n;
}

static void
test_kill (KontorFixture *fixture, gconstpointer data)
{
  gboolean full = g_strcmp0 (g_getenv ("KONTOR_TEST_LENGTH"), "full") == 0;
  guint    rounds = full ? 200 : 20;
  guint    n = 0;

  kontor_fixture_close (fixture);
  for (guint i = 0; i < rounds; i++)
    n += kill_once (fixture, i);
  g_test_message ("%u kills, %u acknowledged, none lost", rounds, n);
  g_assert_cmpuint (n, >=, rounds / 2);
  kontor_fixture_open (fixture);
}

/* A profile that is being made is there whole or not at all. */
static void
test_kill_create (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *base = g_dir_make_tmp ("kontor-replica-XXXXXX", &error);

  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *folder = g_strdup_printf ("%s/%u", base, i);
      g_autofree char *path = g_build_filename (folder, "kontor.db", NULL);
      g_autoptr (KontorReplica) replica = NULL;
      pid_t pid = fork ();

      if (pid == 0)
        {
          execl (program, program, "--create", folder, NULL);
          _exit (127);
        }
      g_usleep ((gulong) g_test_rand_int_range (1000, 60000));
      kill (pid, SIGKILL);
      waitpid (pid, NULL, 0);
      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        kontor_replica_create_profile (folder, "Probe", "DE", "EUR", NULL, &error);
      g_assert_no_error (error);
      replica = kontor_replica_open (folder, &error);
      g_assert_no_error (error);
      kontor_fixture_verify (replica);
      kontor_replica_close (replica);
    }
  kontor_fixture_remove_tree (base);
}

/* A disk that fills up: the command is refused with the reason, what was saved stays, and with room
 * again work goes on. In a process of its own, because of the limit. */
static int
fill_disk (const char *folder)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorReplica) replica = kontor_replica_open (folder, &error);
  struct rlimit limit;
  gint64        saved = 0;

  g_assert_no_error (error);
  signal (SIGXFSZ, SIG_IGN);
  getrlimit (RLIMIT_FSIZE, &limit);
  limit.rlim_cur = 1024 * 1024;
  setrlimit (RLIMIT_FSIZE, &limit);
  while (error == NULL && saved < 20000)
    {
      g_autoptr (KontorJson) result = kontor_replica_run (
        replica, "order.create", kontor_fixture_order (1), NULL, &error);

      saved += result != NULL ? 1 : 0;
    }
  /* A limit answers with EFBIG, which SQLite calls an I/O error; a full disk says ENOSPC. */
  g_assert_true (g_error_matches (error, KONTOR_DATABASE_ERROR, KONTOR_DATABASE_ERROR_FULL)
                 || g_error_matches (error, KONTOR_DATABASE_ERROR, KONTOR_DATABASE_ERROR_FAILED));
  limit.rlim_cur = RLIM_INFINITY;
  setrlimit (RLIMIT_FSIZE, &limit);
  g_assert_cmpint (kontor_fixture_count (replica, "SELECT count(*) FROM sales_order"), ==, saved);
  g_free (kontor_fixture_make_order (replica));
  kontor_fixture_verify (replica);
  kontor_replica_close (replica);
  return 0;
}

static void
test_full_disk (KontorFixture *fixture, gconstpointer data)
{
  pid_t pid;
  int   status = 0;

  kontor_fixture_close (fixture);
  pid = fork ();
  if (pid == 0)
    {
      execl (program, program, "--fill", fixture->folder, NULL);
      _exit (127);
    }
  waitpid (pid, &status, 0);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);
  kontor_fixture_open (fixture);
  kontor_fixture_verify (fixture->replica);
}

typedef void (*Test) (KontorFixture *fixture, gconstpointer data);

static void
add (const char *path, Test test)
{
  g_test_add (path, KontorFixture, NULL, kontor_fixture_set_up, test, kontor_fixture_tear_down);
}

int
main (int argc, char **argv)
{
  if (argc == 4 && strcmp (argv[1], "--work") == 0)
    return work_until_killed (argv[2], argv[3]);
  if (argc == 3 && strcmp (argv[1], "--create") == 0)
    return kontor_replica_create_profile (argv[2], "Probe", "DE", "EUR", NULL, NULL) ? 0 : 1;
  if (argc == 3 && strcmp (argv[1], "--fill") == 0)
    return fill_disk (argv[2]);
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  program = argv[0];
  add ("/crash/kill", test_kill);
  g_test_add_func ("/crash/kill-create", test_kill_create);
  add ("/crash/full-disk", test_full_disk);
  return g_test_run ();
}
