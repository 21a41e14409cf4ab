/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "kontor-replica-fixture.h"

#define COUNT_ORDERS "SELECT count(*) FROM sales_order"
#define COUNT_OUTBOX "SELECT count(*) FROM outbox"

/* Set by main: this program, for a second process on a profile. */
static char *program;

static void
test_create (KontorFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = kontor_fixture_text (
    fixture->replica, "SELECT value FROM setting WHERE key = 'company_name'");
  g_autofree char *empty = g_build_filename (fixture->base, "empty", NULL);
  GStatBuf         status;

  g_assert_cmpstr (name, ==, "Probe GmbH");
  g_assert_cmpint (g_stat (fixture->folder, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0700);
  g_assert_cmpuint (kontor_replica_get_station (fixture->replica), ==, 1);
  g_assert_cmpint (kontor_fixture_count (fixture->replica, COUNT_OUTBOX), ==, 3);
  kontor_fixture_verify (fixture->replica);

  g_assert_false (kontor_replica_create_profile (fixture->folder, "X", "DE", "EUR", NULL, &error));
  g_assert_error (error, KONTOR_REPLICA_ERROR, KONTOR_REPLICA_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_null (kontor_replica_open (empty, &error));
  g_assert_error (error, KONTOR_REPLICA_ERROR, KONTOR_REPLICA_ERROR_NO_PROFILE);
  g_clear_error (&error);
  g_mkdir (empty, 0700);
  g_assert_null (kontor_replica_open (empty, &error));
  g_assert_error (error, KONTOR_REPLICA_ERROR, KONTOR_REPLICA_ERROR_NO_PROFILE);
}

/* A wrong setting leaves nothing behind, so that the next try works. */
static void
test_create_wrong (KontorFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_build_filename (fixture->base, "wrong", NULL);
  g_autoptr (GDir) dir = NULL;

  g_assert_false (kontor_replica_create_profile (folder, "Probe", "DE", "EURO", NULL, &error));
  g_assert_error (error, KONTOR_COMMAND_ERROR, KONTOR_COMMAND_ERROR_INVALID);
  g_clear_error (&error);
  dir = g_dir_open (folder, 0, &error);
  g_assert_no_error (error);
  g_assert_null (g_dir_read_name (dir));
  g_assert_true (kontor_replica_create_profile (folder, "Probe", "DE", "EUR", NULL, &error));
}

static void
test_run (KontorFixture *fixture, gconstpointer data)
{
  g_autofree char *order = kontor_fixture_make_order (fixture->replica);
  g_autoptr (GError) error = NULL;
  gint64 before = kontor_fixture_count (fixture->replica, COUNT_OUTBOX);

  g_assert_cmpuint (strlen (order), ==, KONTOR_UID_TEXT_SIZE - 1);
  g_assert_cmpint (kontor_fixture_count (fixture->replica, COUNT_ORDERS), ==, 1);
  g_assert_null (kontor_replica_run (
    fixture->replica, "order.create", kontor_fixture_json ("{'lines':7}"), NULL, &error));
  g_assert_error (error, KONTOR_COMMAND_ERROR, KONTOR_COMMAND_ERROR_INVALID);
  g_assert_nonnull (kontor_command_error_get_field (error));
  g_clear_error (&error);
  g_assert_null (kontor_replica_run (
    fixture->replica, "order.vanish", kontor_fixture_json ("{}"), NULL, &error));
  g_assert_error (error, KONTOR_COMMAND_ERROR, KONTOR_COMMAND_ERROR_UNKNOWN_COMMAND);
  g_assert_cmpint (kontor_fixture_count (fixture->replica, COUNT_OUTBOX), ==, before);
  kontor_fixture_verify (fixture->replica);
}

static void
test_author (KontorFixture *fixture, gconstpointer data)
{
  g_autofree char *name = NULL;
  g_autofree char *order = NULL;
  KontorUid        mara;

  kontor_uid_generate (&mara);
  kontor_replica_set_author (fixture->replica, &mara, "Mara");
  order = kontor_fixture_make_order (fixture->replica);
  name = kontor_fixture_text (fixture->replica,
                              "SELECT author_name FROM audit ORDER BY id DESC LIMIT 1");
  g_assert_cmpstr (name, ==, "Mara");
  g_assert_cmpint (
    kontor_fixture_count (fixture->replica, "SELECT count(*) FROM audit_subject"), >=, 1);
}

static void
test_async (KontorFixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (KontorJson) answer = NULL;
  g_autoptr (GError) error = NULL;

  kontor_replica_run_async (fixture->replica,
                            "order.create",
                            kontor_fixture_order (1),
                            NULL,
                            NULL,
                            kontor_fixture_result_cb,
                            &result);
  done = kontor_fixture_take (&result);
  answer = kontor_replica_run_finish (fixture->replica, done, &error);
  g_assert_no_error (error);
  g_assert_nonnull (kontor_json_get_string (answer, "order", NULL));
  g_clear_object (&done);

  kontor_replica_run_async (fixture->replica,
                            "order.create",
                            kontor_fixture_json ("{}"),
                            NULL,
                            NULL,
                            kontor_fixture_result_cb,
                            &result);
  done = kontor_fixture_take (&result);
  g_assert_null (kontor_replica_run_finish (fixture->replica, done, &error));
  g_assert_error (error, KONTOR_COMMAND_ERROR, KONTOR_COMMAND_ERROR_INVALID);
}

/* Cancelled before: nothing happens. Cancelled on the way: all of it or nothing, and the answer
 * says that it was cancelled. */
static void
test_cancel (KontorFixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GAsyncResult) done = NULL;
      g_autoptr (GError) error = NULL;

      if (i == 0)
        g_cancellable_cancel (cancellable);
      else
        g_cancellable_reset (cancellable);
      kontor_replica_run_async (fixture->replica,
                                "order.create",
                                kontor_fixture_order (1),
                                NULL,
                                cancellable,
                                kontor_fixture_result_cb,
                                &result);
      g_cancellable_cancel (cancellable);
      done = kontor_fixture_take (&result);
      g_assert_null (kontor_replica_run_finish (fixture->replica, done, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      if (i == 0)
        g_assert_cmpint (kontor_fixture_count (fixture->replica, COUNT_ORDERS), ==, 0);
    }
  kontor_fixture_verify (fixture->replica);
}

static gpointer
count_long (KontorDatabase *database, gpointer data, GError **error)
{
  g_autoptr (KontorStatement) statement = kontor_database_query (
    database,
    "WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT max (n) FROM c",
    error,
    KONTOR_NO_VALUES);

  g_atomic_int_set ((int *) data, 1);
  if (statement != NULL)
    kontor_statement_step_row (statement, error);
  return NULL;
}

/* A query without end is interrupted. */
static void
test_cancel_read (KontorFixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  int begun = 0;

  kontor_replica_read_async (fixture->replica,
                             count_long,
                             &begun,
                             NULL,
                             NULL,
                             cancellable,
                             kontor_fixture_result_cb,
                             &result);
  while (!g_atomic_int_get (&begun))
    g_thread_yield ();
  g_cancellable_cancel (cancellable);
  while (result == NULL)
    {
      /* The interruption may come before the statement runs. */
      g_main_context_iteration (NULL, FALSE);
      g_thread_yield ();
    }
  done = g_steal_pointer (&result);
  g_assert_null (kontor_replica_read_finish (fixture->replica, done, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_closed (KontorFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) done = NULL;

  /* What was handed in before is done. */
  kontor_replica_run_async (fixture->replica,
                            "order.create",
                            kontor_fixture_order (1),
                            NULL,
                            NULL,
                            kontor_fixture_result_cb,
                            &result);
  kontor_replica_close (fixture->replica);
  kontor_replica_close (fixture->replica);
  done = kontor_fixture_take (&result);
  kontor_json_unref (kontor_replica_run_finish (fixture->replica, done, &error));
  g_assert_no_error (error);
  g_assert_null (
    kontor_replica_run (fixture->replica, "order.create", kontor_fixture_order (1), NULL, &error));
  g_assert_error (error, KONTOR_REPLICA_ERROR, KONTOR_REPLICA_ERROR_CLOSED);
  kontor_fixture_close (fixture);
  kontor_fixture_open (fixture);
  g_assert_cmpint (kontor_fixture_count (fixture->replica, COUNT_ORDERS), ==, 1);
}

/* What "changed" said. */
typedef struct
{
  gboolean came;
  gboolean anything;
  guint    n_touched;
} Change;

static void
changed_cb (KontorReplica *replica, GArray *touched, Change *change)
{
  change->came = TRUE;
  change->anything |= touched == NULL;
  change->n_touched += touched != NULL ? touched->len : 0;
}

static void
test_changed (KontorFixture *fixture, gconstpointer data)
{
  g_autofree char *order = NULL;
  Change           change = { 0 };

  g_signal_connect (fixture->replica, "changed", G_CALLBACK (changed_cb), &change);
  order = kontor_fixture_make_order (fixture->replica);
  g_assert_true (kontor_fixture_wait (&change.came, 5000));
  g_assert_false (change.anything);
  g_assert_cmpuint (change.n_touched, >=, 1);
  g_signal_handlers_disconnect_by_data (fixture->replica, &change);
}

static char *
undo (KontorReplica *replica)
{
  g_autoptr (GError) error = NULL;
  char *label = kontor_replica_undo (replica, &error);

  g_assert_no_error (error);
  g_assert_nonnull (label);
  return label;
}

static char *
redo (KontorReplica *replica, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) done = NULL;

  kontor_replica_redo_async (replica, NULL, kontor_fixture_result_cb, &result);
  done = kontor_fixture_take (&result);
  return kontor_replica_undo_finish (replica, done, error);
}

static void
edit_name (KontorReplica *replica, const char *customer, const char *name)
{
  g_free (kontor_fixture_run (
    replica,
    "customer.edit",
    kontor_fixture_json ("{'customer':'%s','fields':{'note':{'new':'%s'}}}", customer, name),
    NULL));
}

static void
assert_note (KontorReplica *replica, const char *expected)
{
  g_autofree char *note = kontor_fixture_text (replica, "SELECT note FROM customer LIMIT 1");

  g_assert_cmpstr (note, ==, expected);
}

static void
test_undo (KontorFixture *fixture, gconstpointer data)
{
  g_autofree char *customer = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (kontor_replica_undo (fixture->replica, &error));
  g_assert_error (error, KONTOR_REPLICA_ERROR, KONTOR_REPLICA_ERROR_NOTHING_TO_UNDO);
  g_clear_error (&error);
  customer = kontor_fixture_run (
    fixture->replica, "customer.create", kontor_fixture_json ("{'name':'Kim'}"), "customer");
  edit_name (fixture->replica, customer, "eins");
  edit_name (fixture->replica, customer, "zwei");
  g_free (undo (fixture->replica));
  assert_note (fixture->replica, "eins");
  g_free (undo (fixture->replica));
  assert_note (fixture->replica, "");
  g_free (redo (fixture->replica, &error));
  g_assert_no_error (error);
  assert_note (fixture->replica, "eins");
  g_free (redo (fixture->replica, &error));
  g_assert_no_error (error);
  assert_note (fixture->replica, "zwei");
  g_assert_null (redo (fixture->replica, &error));
  g_assert_error (error, KONTOR_REPLICA_ERROR, KONTOR_REPLICA_ERROR_NOTHING_TO_UNDO);
  g_clear_error (&error);
  g_free (undo (fixture->replica));
  assert_note (fixture->replica, "eins");
  edit_name (fixture->replica, customer, "drei");
  g_assert_null (redo (fixture->replica, &error)); /* another command came between */
  g_assert_error (error, KONTOR_REPLICA_ERROR, KONTOR_REPLICA_ERROR_NOTHING_TO_UNDO);
  g_free (undo (fixture->replica));
  assert_note (fixture->replica, "eins");
  kontor_fixture_verify (fixture->replica);
}

static GPtrArray *
new_items (guint n, guint wrong)
{
  GPtrArray *items = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_replica_item_free);

  for (guint i = 0; i < n; i++)
    {
      KontorReplicaItem *item = g_new0 (KontorReplicaItem, 1);

      item->name = "customer.create";
      item->params = i == wrong ? kontor_fixture_json ("{'name':''}")
                                : kontor_fixture_json ("{'name':'Kunde %u'}", i);
      g_ptr_array_add (items, item);
    }
  return items;
}

static void
test_batch (KontorFixture *fixture, gconstpointer data)
{
  const char *count = "SELECT count(*) FROM customer WHERE archived_at IS NULL";
  g_autoptr (GPtrArray) items = new_items (450, 7);
  g_autoptr (GPtrArray) strict = new_items (10, 7);
  g_autoptr (GError) error = NULL;
  g_autofree char *label = NULL;
  KontorUid        batch;

  kontor_uid_generate (&batch);
  g_assert_false (kontor_replica_run_many (fixture->replica, strict, &batch, TRUE, &error));
  g_assert_error (error, KONTOR_COMMAND_ERROR, KONTOR_COMMAND_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_cmpint (kontor_fixture_count (fixture->replica, count), ==, 0);
  g_assert_true (kontor_replica_run_many (fixture->replica, items, &batch, FALSE, &error));
  g_assert_cmpint (kontor_fixture_count (fixture->replica, count), ==, 449);
  for (guint i = 0; i < items->len; i++)
    {
      const KontorReplicaItem *item = g_ptr_array_index (items, i);

      g_assert_true ((item->error != NULL) == (i == 7));
      g_assert_true ((item->result != NULL) == (i != 7));
    }
  label = kontor_replica_undo_batch (fixture->replica, &batch, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_suffix (label, "(+448)"));
  g_assert_cmpint (kontor_fixture_count (fixture->replica, count), ==, 0);
  g_free (redo (fixture->replica, &error));
  g_assert_no_error (error);
  g_assert_cmpint (kontor_fixture_count (fixture->replica, count), ==, 449);
  g_free (undo (fixture->replica));
  g_assert_cmpint (kontor_fixture_count (fixture->replica, count), ==, 0);
  g_assert_null (kontor_replica_undo_batch (fixture->replica, &batch, &error));
  g_assert_error (error, KONTOR_REPLICA_ERROR, KONTOR_REPLICA_ERROR_NOTHING_TO_UNDO);
  kontor_fixture_verify (fixture->replica);
}

static void
test_many_async (KontorFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) items = new_items (450, G_MAXUINT);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;

  kontor_replica_run_many_async (
    fixture->replica, items, NULL, FALSE, NULL, kontor_fixture_result_cb, &result);
  /* A person's command gets in between two pieces. */
  g_free (kontor_fixture_make_order (fixture->replica));
  done = kontor_fixture_take (&result);
  g_assert_true (kontor_replica_run_many_finish (fixture->replica, done, &error));
  g_assert_no_error (error);
  g_assert_cmpint (
    kontor_fixture_count (fixture->replica, "SELECT count(*) FROM customer"), ==, 450);
}

static void
test_drafts (KontorFixture *fixture, gconstpointer data)
{
  g_autoptr (KontorJson) draft = NULL;

  g_assert_null (kontor_replica_load_draft (fixture->replica, "order-new"));
  kontor_replica_save_draft (
    fixture->replica, "order-new", kontor_fixture_json ("{'customer':'Kim'}"));
  draft = kontor_replica_load_draft (fixture->replica, "order-new");
  g_assert_cmpstr (kontor_json_get_string (draft, "customer", ""), ==, "Kim");
  g_clear_pointer (&draft, kontor_json_unref);
  kontor_replica_save_draft (
    fixture->replica, "order-new", kontor_fixture_json ("{'customer':'Kira'}"));
  kontor_fixture_close (fixture);
  kontor_fixture_open (fixture);
  draft = kontor_replica_load_draft (fixture->replica, "order-new");
  g_assert_cmpstr (kontor_json_get_string (draft, "customer", ""), ==, "Kira");
  kontor_replica_save_draft (fixture->replica, "order-new", NULL);
  g_assert_null (kontor_replica_load_draft (fixture->replica, "order-new"));
}

static GAsyncResult *
create_from_form (KontorFixture *fixture, const char *name)
{
  g_autoptr (GAsyncResult) result = NULL;

  kontor_replica_save_draft (
    fixture->replica, "customer-new", kontor_fixture_json ("{'name':'Kim'}"));
  kontor_replica_run_form_async (fixture->replica,
                                 "customer-new",
                                 "customer.create",
                                 kontor_fixture_json ("{'name':'%s'}", name),
                                 NULL,
                                 kontor_fixture_result_cb,
                                 &result);
  /* A draft that was typed before goes before, whoever else waits. */
  return kontor_fixture_take (&result);
}

/* What was typed is there once: as a draft, or as what was made of it. */
static void
test_draft_goes_with_its_command (KontorFixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) done = create_from_form (fixture, "Kim");
  g_autoptr (GAsyncResult) refused = NULL;
  g_autoptr (KontorJson) answer = kontor_replica_run_finish (fixture->replica, done, NULL);
  g_autoptr (KontorJson) draft = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (answer);
  g_assert_null (kontor_replica_load_draft (fixture->replica, "customer-new"));
  refused = create_from_form (fixture, "");
  g_assert_null (kontor_replica_run_finish (fixture->replica, refused, &error));
  g_assert_error (error, KONTOR_COMMAND_ERROR, KONTOR_COMMAND_ERROR_INVALID);
  draft = kontor_replica_load_draft (fixture->replica, "customer-new");
  g_assert_cmpstr (kontor_json_get_string (draft, "name", ""), ==, "Kim");
}

static gboolean
write_mapping (KontorDatabase *database, gpointer data, GError **error)
{
  return kontor_database_run (database,
                              "INSERT INTO import_mapping (name, content) VALUES ('a', '{}')",
                              error,
                              KONTOR_NO_VALUES);
}

static void
test_write (KontorFixture *fixture, gconstpointer data)
{
  const char *count = "SELECT count(*) FROM import_mapping";
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (kontor_replica_write (fixture->replica, write_mapping, NULL, &error));
  g_assert_cmpint (kontor_fixture_count (fixture->replica, count), ==, 1);
  kontor_replica_write_async (
    fixture->replica, write_mapping, NULL, NULL, NULL, kontor_fixture_result_cb, &result);
  done = kontor_fixture_take (&result);
  g_assert_false (kontor_replica_write_finish (fixture->replica, done, &error));
  g_assert_error (error, KONTOR_DATABASE_ERROR, KONTOR_DATABASE_ERROR_CONSTRAINT);
}

/* Two programs, and two replicas in this one: no number is given twice, the chains hold, and each
 * learns of the others' work. */
static void
test_two_programs (KontorFixture *fixture, gconstpointer data)
{
  g_autoptr (KontorReplica) other = NULL;
  g_autoptr (GSubprocess) child = NULL;
  g_autoptr (GError) error = NULL;
  Change change = { 0 };

  other = kontor_replica_open (fixture->folder, &error);
  g_assert_no_error (error);
  g_signal_connect (fixture->replica, "changed", G_CALLBACK (changed_cb), &change);
  child = g_subprocess_new (
    G_SUBPROCESS_FLAGS_NONE, &error, program, "--child", fixture->folder, "25", NULL);
  g_assert_no_error (error);
  for (guint i = 0; i < 25; i++)
    {
      g_free (kontor_fixture_make_order (fixture->replica));
      g_free (kontor_fixture_make_order (other));
    }
  g_assert_true (g_subprocess_wait_check (child, NULL, &error));
  g_assert_cmpint (kontor_fixture_count (fixture->replica, COUNT_ORDERS), ==, 75);
  g_assert_cmpint (
    kontor_fixture_count (fixture->replica, "SELECT count(DISTINCT number) FROM sales_order"),
    ==,
    75);
  g_assert_true (kontor_fixture_wait (&change.anything, 5000));
  kontor_fixture_verify (other);
  g_signal_handlers_disconnect_by_data (fixture->replica, &change);
  kontor_replica_close (other);
}

/* Without a word of its own, a program learns of another's commit within a second. */
static void
test_notices (KontorFixture *fixture, gconstpointer data)
{
  g_autoptr (KontorReplica) other = NULL;
  g_autoptr (GError) error = NULL;
  Change change = { 0 };

  other = kontor_replica_open (fixture->folder, &error);
  g_assert_no_error (error);
  g_signal_connect (other, "changed", G_CALLBACK (changed_cb), &change);
  g_free (kontor_fixture_make_order (fixture->replica));
  g_assert_true (kontor_fixture_wait (&change.anything, 3000));
  g_signal_handlers_disconnect_by_data (other, &change);
  kontor_replica_close (other);
}

static void
test_in_use (KontorFixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "kontor.db", NULL);
  g_autoptr (KontorDatabase) holder = NULL;
  g_autoptr (GError) error = NULL;

  holder = kontor_database_open (path, KONTOR_DATABASE_READ_WRITE, &error);
  g_assert_no_error (error);
  kontor_database_begin (holder, &error);
  g_assert_no_error (error);
  g_assert_null (
    kontor_replica_run (fixture->replica, "order.create", kontor_fixture_order (1), NULL, &error));
  g_assert_error (error, KONTOR_REPLICA_ERROR, KONTOR_REPLICA_ERROR_IN_USE);
  g_clear_error (&error);
  kontor_database_rollback (holder);
  g_free (kontor_fixture_make_order (fixture->replica));
}

/* Many askers at once; ThreadSanitizer watches. */
static gpointer
work_thread (gpointer data)
{
  KontorReplica *replica = data;

  for (guint i = 0; i < 20; i++)
    {
      g_free (kontor_fixture_make_order (replica));
      g_assert_cmpint (kontor_fixture_count (replica, COUNT_ORDERS), >, 0);
      kontor_replica_save_draft (replica, "form", kontor_fixture_json ("{'i':%u}", i));
    }
  return NULL;
}

static void
test_threads (KontorFixture *fixture, gconstpointer data)
{
  GThread *threads[4];
  Change   change = { 0 };

  g_signal_connect (fixture->replica, "changed", G_CALLBACK (changed_cb), &change);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("worker", work_thread, fixture->replica);
  g_assert_true (kontor_fixture_wait (&change.came, 30000));
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  g_assert_cmpint (kontor_fixture_count (fixture->replica, COUNT_ORDERS), ==, 80);
  kontor_fixture_verify (fixture->replica);
  g_signal_handlers_disconnect_by_data (fixture->replica, &change);
}

static void
test_reopen (KontorFixture *fixture, gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  g_free (kontor_fixture_make_order (fixture->replica));
  before = kontor_fixture_text (fixture->replica, "SELECT value FROM profile WHERE key = 'chain'");
  kontor_fixture_close (fixture);
  kontor_fixture_open (fixture);
  after = kontor_fixture_text (fixture->replica, "SELECT value FROM profile WHERE key = 'chain'");
  g_assert_cmpstr (before, ==, after);
  g_free (kontor_fixture_make_order (fixture->replica));
  kontor_fixture_verify (fixture->replica);
}

/* A copy that wakes up on another machine is another station, and numbers its open commands anew.
 */
static void
test_other_machine (KontorFixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "kontor.db", NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (KontorDatabase) database = NULL;
  g_autoptr (GError) error = NULL;

  if (!g_file_test ("/etc/machine-id", G_FILE_TEST_EXISTS))
    {
      g_test_skip ("this machine has no id");
      return;
    }
  before = kontor_replica_get_incarnation (fixture->replica, &error);
  kontor_fixture_close (fixture);
  database = kontor_database_open (path, KONTOR_DATABASE_READ_WRITE, &error);
  g_assert_no_error (error);
  kontor_database_run (database,
                       "UPDATE profile SET value = 'elsewhere' WHERE key = 'machine'",
                       &error,
                       KONTOR_NO_VALUES);
  g_assert_no_error (error);
  g_clear_pointer (&database, kontor_database_close);
  kontor_fixture_open (fixture);
  after = kontor_replica_get_incarnation (fixture->replica, &error);
  g_assert_cmpstr (before, !=, after);
  g_free (kontor_fixture_make_order (fixture->replica));
  kontor_fixture_verify (fixture->replica);
}

typedef void (*Test) (KontorFixture *fixture, gconstpointer data);

static void
add (const char *path, Test test)
{
  g_test_add (path, KontorFixture, NULL, kontor_fixture_set_up, test, kontor_fixture_tear_down);
}

static int
run_child (const char *folder, const char *count)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorReplica) replica = kontor_replica_open (folder, &error);

  g_assert_no_error (error);
  for (gint64 i = g_ascii_strtoll (count, NULL, 10); i > 0; i--)
    g_free (kontor_fixture_make_order (replica));
  kontor_replica_close (replica);
  return 0;
}

int
main (int argc, char **argv)
{
  if (argc == 4 && strcmp (argv[1], "--child") == 0)
    return run_child (argv[2], argv[3]);
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  program = argv[0];
  add ("/replica/create", test_create);
  add ("/replica/create/wrong", test_create_wrong);
  add ("/replica/run", test_run);
  add ("/replica/author", test_author);
  add ("/replica/async", test_async);
  add ("/replica/cancel", test_cancel);
  add ("/replica/cancel/read", test_cancel_read);
  add ("/replica/closed", test_closed);
  add ("/replica/changed", test_changed);
  add ("/replica/undo", test_undo);
  add ("/replica/batch", test_batch);
  add ("/replica/batch/async", test_many_async);
  add ("/replica/drafts", test_drafts);
  add ("/replica/draft-with-command", test_draft_goes_with_its_command);
  add ("/replica/write", test_write);
  add ("/replica/two-programs", test_two_programs);
  add ("/replica/notices", test_notices);
  add ("/replica/in-use", test_in_use);
  add ("/replica/threads", test_threads);
  add ("/replica/reopen", test_reopen);
  add ("/replica/other-machine", test_other_machine);
  return g_test_run ();
}
