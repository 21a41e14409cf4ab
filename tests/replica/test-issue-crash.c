/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kontor-invoice-command.h"
#include "kontor-invoice-render.h"
#include "kontor-replica-fixture.h"

/* A program that issues invoices is killed at any moment: what it said is there, the numbers have
 * no gap, and no document is there by half. */

static char *program; /* this one, to be killed at work */

static const char *const facts[][2] = {
  { "company_name", "Probe GmbH" }, { "street", "Hafen 1" },
  { "postcode", "24103" },          { "city", "Kiel" },
  { "vat_id", "DE136695976" },      { "iban", "DE89370400440532013000" },
};

static void
set_company (KontorReplica *replica)
{
  for (gsize i = 0; i < G_N_ELEMENTS (facts); i++)
    g_free (kontor_fixture_run (
      replica,
      "company.set",
      kontor_fixture_json ("{'key':'%s','value':'%s'}", facts[i][0], facts[i][1]),
      NULL));
}

/* Invoices until the end, which comes from outside: with XML, as drafts and at once. */
static int
issue_until_killed (const char *folder)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorReplica) replica = kontor_replica_open (folder, &error);

  g_assert_no_error (error);
  for (guint i = 0;; i++)
    {
      g_autofree char *order = kontor_fixture_make_order (replica);
      g_autofree char *draft = NULL;
      g_autofree char *number = NULL;
      const char      *what = "order";

      if (i % 2 == 1)
        {
          draft = kontor_fixture_run (
            replica, "invoice.draft", kontor_fixture_json ("{'order':'%s'}", order), "draft");
          what = "draft";
        }
      number = kontor_fixture_run (
        replica,
        "invoice.issue",
        kontor_fixture_json ("{'%s':'%s','format':'facturx'}", what, draft != NULL ? draft : order),
        "number");
      printf ("%s\n", number);
      fflush (stdout);
    }
  return 0;
}

static pid_t
start (const char *folder, int *output)
{
  int   ends[2];
  pid_t pid;

  g_assert_cmpint (pipe (ends), ==, 0);
  pid = fork ();
  g_assert_cmpint (pid, >=, 0);
  if (pid == 0)
    {
      dup2 (ends[1], STDOUT_FILENO);
      close (ends[0]);
      close (ends[1]);
      execl (program, program, "--issue", folder, NULL);
      _exit (127);
    }
  close (ends[1]);
  *output = ends[0];
  return pid;
}

static char *
read_all (int descriptor)
{
  GString *text = g_string_new (NULL);
  char     buffer[4096];
  gssize   n;

  while ((n = read (descriptor, buffer, sizeof buffer)) > 0)
    g_string_append_len (text, buffer, n);
  close (descriptor);
  return g_string_free (text, FALSE);
}

/* Numbers that came whole through the pipe. */
static guint
check_said (KontorReplica *replica, const char *text)
{
  g_auto (GStrv) numbers = g_strsplit (text, "\n", -1);
  guint n = 0;

  for (; numbers[n] != NULL && numbers[n + 1] != NULL; n++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM invoice WHERE number = '%s'",
                                              numbers[n]);

      g_assert_cmpint (kontor_fixture_count (replica, sql), ==, 1);
    }
  return n;
}

static void
check_whole (KontorReplica *replica)
{
  g_assert_cmpint (
    kontor_fixture_count (replica, "SELECT count (*) - coalesce (max (position), 0) FROM invoice"),
    ==,
    0);
  g_assert_cmpint (
    kontor_fixture_count (replica, "SELECT count (*) - count (DISTINCT number) FROM invoice"),
    ==,
    0);
  /* Both files of each, and none of a document that is not there. */
  g_assert_cmpint (kontor_fixture_count (replica,
                                         "SELECT count (*) FROM invoice WHERE pdf_sha256 NOT IN"
                                         " (SELECT sha256 FROM stored_file) OR xml_sha256 NOT IN"
                                         " (SELECT sha256 FROM stored_file)"),
                   ==,
                   0);
  g_assert_cmpint (kontor_fixture_count (replica,
                                         "SELECT count (*) FROM stored_file WHERE sha256 NOT IN"
                                         " (SELECT pdf_sha256 FROM invoice UNION ALL"
                                         " SELECT xml_sha256 FROM invoice)"),
                   ==,
                   0);
  g_assert_cmpint (kontor_fixture_count (replica,
                                         "SELECT count (*) FROM invoice AS i WHERE NOT EXISTS"
                                         " (SELECT 1 FROM invoice_line AS l"
                                         " WHERE l.invoice_uid = i.uid) OR NOT EXISTS"
                                         " (SELECT 1 FROM invoice_tax AS t"
                                         " WHERE t.invoice_uid = i.uid)"),
                   ==,
                   0);
  g_assert_cmpint (kontor_fixture_count (replica,
                                         "SELECT count (*) FROM invoice_draft WHERE"
                                         " (closed_at IS NULL) <> (issued_uid IS NULL)"
                                         " OR issued_uid NOT IN (SELECT uid FROM invoice)"),
                   ==,
                   0);
  kontor_fixture_verify (replica);
}

/* Every second time after the first invoice, else at any moment of the start. */
static guint
kill_once (KontorFixture *fixture, guint round)
{
  int              output = -1;
  int              status = 0;
  char             first = '\0';
  GString         *said = g_string_new (NULL);
  pid_t            pid = start (fixture->folder, &output);
  g_autofree char *rest = NULL;
  guint            n = 0;

  if (round % 2 == 0 && read (output, &first, 1) == 1)
    g_string_append_c (said, first);
  g_usleep ((gulong) g_test_rand_int_range (1000, 120000));
  kill (pid, SIGKILL);
  rest = read_all (output);
  g_string_append (said, rest);
  waitpid (pid, &status, 0);
  g_assert_true (WIFSIGNALED (status));
  kontor_fixture_open (fixture);
  n = check_said (fixture->replica, said->str);
  check_whole (fixture->replica);
  kontor_fixture_close (fixture);
  g_string_free (said, TRUE);
  return n;
}

static void
test_kill (KontorFixture *fixture, gconstpointer data)
{
  gboolean full = g_strcmp0 (g_getenv ("KONTOR_TEST_LENGTH"), "full") == 0;
  guint    rounds = full ? 200 : 12;
  guint    n = 0;

  set_company (fixture->replica);
  kontor_fixture_close (fixture);
  for (guint i = 0; i < rounds; i++)
    n += kill_once (fixture, i);
  g_test_message ("%u kills, %u invoices said, none lost", rounds, n);
  g_assert_cmpuint (n, >=, rounds / 2);
  kontor_fixture_open (fixture);
}

int
main (int argc, char **argv)
{
  kontor_invoice_set_render (kontor_invoice_render);
  if (argc == 3 && strcmp (argv[1], "--issue") == 0)
    return issue_until_killed (argv[2]);
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  program = argv[0];
  g_test_add ("/issue-crash/kill",
              KontorFixture,
              NULL,
              kontor_fixture_set_up,
              test_kill,
              kontor_fixture_tear_down);
  return g_test_run ();
}
