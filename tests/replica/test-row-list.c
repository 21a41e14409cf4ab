/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <malloc.h>
#include <string.h>

#include "kontor-replica-fixture.h"
#include "kontor-row-list.h"
#include "kontor-row-patch.h"

/* The sanitizers take ten times as long. */
static guint
get_n_rows (void)
{
  return g_strcmp0 (g_getenv ("KONTOR_TEST_LENGTH"), "brief") == 0 ? 10000 : 100000;
}

static gboolean
fill (KontorDatabase *database, gpointer data, GError **error)
{
  return kontor_database_run (
    database,
    "WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < ?1)"
    " INSERT INTO customer (uid, number, kind, name, created_at, changed_at)"
    " SELECT randomblob (16), printf ('K%06d', n), 'person', printf ('Name %06d', n), n, n FROM c",
    error,
    KONTOR_VALUES (kontor_value_integer (*(gint64 *) data)));
}

static void
fill_customers (KontorReplica *replica, gint64 n)
{
  g_autoptr (GError) error = NULL;

  kontor_replica_write (replica, fill, &n, &error);
  g_assert_no_error (error);
}

static KontorListQuery *
new_query (const char *filter, const char *sort)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (GError) error = NULL;
  KontorListQuery *query = kontor_list_query_new (
    kontor_list_type_find ("customers"), filter, sort, 0, zone, &error);

  g_assert_no_error (error);
  return query;
}

/* A view: the model's changes are applied to a copy of its ids, which must then be the same. */
typedef struct
{
  KontorRowList *list;
  GArray        *ids;
  gboolean       settled;
  guint          changes;
  guint          restarts;
  guint          most_read;  /* rows of a change that removes and adds */
  guint          most_early; /* rows of a change among the first that a view makes widgets for */
  guint          most_left;  /* likewise, of those that go and leave none */
} View;

static void
items_changed_cb (GListModel *model, guint position, guint removed, guint added, View *view)
{
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, view->ids->len - removed + added);
  if (removed > 0)
    g_array_remove_range (view->ids, position, removed);
  if (removed > 0 && added > 0)
    view->most_read = MAX (view->most_read, MAX (removed, added));
  if (position < 200)
    view->most_early = MAX (view->most_early, added);
  if (position < 200 && added == 0)
    view->most_left = MAX (view->most_left, MIN (removed, 200 - position));
  for (guint i = 0; i < added; i++)
    {
      g_autoptr (KontorRow) row = g_list_model_get_item (model, position + i);
      gint64 id = kontor_row_get_id (row);

      g_array_insert_val (view->ids, position + i, id);
    }
  view->changes++;
}

static void
settled_cb (KontorRowList *list, View *view)
{
  view->settled = TRUE;
}

static void
restarted_cb (KontorRowList *list, View *view)
{
  view->restarts++;
}

static void
view_start (View *view, KontorReplica *replica)
{
  view->list = kontor_row_list_new (replica);
  view->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_signal_connect (view->list, "items-changed", G_CALLBACK (items_changed_cb), view);
  g_signal_connect (view->list, "restarted", G_CALLBACK (restarted_cb), view);
  g_signal_connect (view->list, "settled", G_CALLBACK (settled_cb), view);
}

static void
view_stop (View *view)
{
  g_signal_handlers_disconnect_by_data (view->list, view);
  g_clear_object (&view->list);
  g_clear_pointer (&view->ids, g_array_unref);
}

static void
view_check (View *view)
{
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (view->list)), ==, view->ids->len);
  for (guint i = 0; i < view->ids->len; i += MAX (1, view->ids->len / 1000))
    {
      g_autoptr (KontorRow) row = g_list_model_get_item (G_LIST_MODEL (view->list), i);

      g_assert_cmpint (kontor_row_get_id (row), ==, g_array_index (view->ids, gint64, i));
    }
}

static void
view_show (View *view, const char *filter, const char *sort)
{
  g_autoptr (KontorListQuery) query = new_query (filter, sort);

  view->settled = FALSE;
  kontor_row_list_set_query (view->list, query);
  g_assert_true (kontor_row_list_is_loading (view->list));
  g_assert_true (kontor_fixture_wait (&view->settled, 30000));
  g_assert_false (kontor_row_list_is_loading (view->list));
  g_assert_null (kontor_row_list_get_error (view->list));
  view_check (view);
}

static void
loading_cb (KontorRow *row, GParamSpec *pspec, gboolean *done)
{
  *done = !kontor_row_is_loading (row);
}

/* As a factory binds it: want, and wait for the values. */
static char *
read_name (View *view, guint position)
{
  g_autoptr (KontorRow) row = g_list_model_get_item (G_LIST_MODEL (view->list), position);
  const KontorListType *type = kontor_list_type_find ("customers");
  gboolean              done = !kontor_row_is_loading (row);
  guint                 column = 0;

  kontor_row_list_want (view->list, position);
  g_signal_connect (row, "notify::loading", G_CALLBACK (loading_cb), &done);
  g_assert_true (kontor_fixture_wait (&done, 10000));
  g_signal_handlers_disconnect_by_data (row, &done);
  while (!g_str_equal (type->columns[column].key, "name"))
    column++;
  return g_strdup (kontor_row_get_data (row)->values[column].text);
}

static void
assert_name (View *view, guint position, const char *expected)
{
  g_autofree char *name = read_name (view, position);

  g_assert_cmpstr (name, ==, expected);
}

static void
assert_number (View *view, guint position, guint number)
{
  g_autofree char *expected = g_strdup_printf ("Name %06u", number);

  assert_name (view, position, expected);
}

static void
test_positions (KontorFixture *fixture, gconstpointer data)
{
  View  view = { 0 };
  guint n_rows = get_n_rows ();
  guint position;

  fill_customers (fixture->replica, n_rows);
  view_start (&view, fixture->replica);
  view_show (&view, "", "name");
  g_assert_cmpuint (view.ids->len, ==, n_rows);
  assert_number (&view, 0, 1);
  assert_number (&view, n_rows - 1, n_rows);
  assert_number (&view, n_rows / 2 + 555, n_rows / 2 + 556);
  g_assert_true (
    kontor_row_list_find (view.list, g_array_index (view.ids, gint64, 777), &position));
  g_assert_cmpuint (position, ==, 777);
  g_assert_false (kontor_row_list_find (view.list, -5, &position));
  view_show (&view, "", "-name");
  assert_number (&view, 0, n_rows);
  view_show (&view, "\"Name 0099\"", "name");
  g_assert_cmpuint (view.ids->len, ==, 100);
  view_show (&view, "nobody", "name");
  g_assert_cmpuint (view.ids->len, ==, 0);
  view_show (&view, "", "name");
  g_assert_cmpuint (view.ids->len, ==, n_rows);
  g_assert_cmpuint (view.most_read, <=, 256);
  view_stop (&view);
}

/* A new query comes in steps that a view can take in a frame, its rows loaded already. */
static void
test_steps (KontorFixture *fixture, gconstpointer data)
{
  View view = { 0 };
  g_autoptr (KontorRow) first = NULL;

  fill_customers (fixture->replica, 3000);
  view_start (&view, fixture->replica);
  view_show (&view, "", "name");
  g_assert_cmpuint (view.restarts, ==, 1);
  g_assert_cmpuint (view.most_early, ==, 24);
  first = g_list_model_get_item (G_LIST_MODEL (view.list), 0);
  g_assert_false (kontor_row_is_loading (first));
  view_show (&view, "", "-name");
  g_assert_cmpuint (view.restarts, ==, 2);
  g_assert_cmpuint (view.most_early, ==, 24);
  g_assert_cmpuint (view.ids->len, ==, 3000);
  view_show (&view, "K000007", "name"); /* one row instead of all */
  g_assert_cmpuint (view.ids->len, ==, 1);
  g_assert_cmpuint (view.most_early, ==, 24);
  g_assert_cmpuint (view.most_left, <=, 64);
  view_show (&view, "", "name");
  g_assert_cmpuint (view.ids->len, ==, 3000);
  g_assert_cmpuint (view.most_early, ==, 24);
  view_stop (&view);
}

static gsize
scroll_through (View *view)
{
  for (guint i = 0; i < view->ids->len; i += 128)
    g_free (read_name (view, i));
  return mallinfo2 ().uordblks;
}

/* Memory stays flat while somebody scrolls: what the first pass through everything took (mostly the
 * readers' page caches) is enough for the second. */
static void
test_memory (KontorFixture *fixture, gconstpointer data)
{
  View  view = { 0 };
  gsize first;
  gsize second;

  fill_customers (fixture->replica, get_n_rows ());
  view_start (&view, fixture->replica);
  view_show (&view, "", "name");
  first = scroll_through (&view);
  second = scroll_through (&view);
  g_test_message ("%zu kB after the first pass, %zu kB after another", first / 1024, second / 1024);
  g_assert_cmpuint (second, <, first + 8 * 1024 * 1024);
  view_stop (&view);
}

/* A change of one row is a small change of the list, and its values come along. */
static void
test_patches (KontorFixture *fixture, gconstpointer data)
{
  View             view = { 0 };
  g_autofree char *customer = NULL;

  fill_customers (fixture->replica, 2000);
  view_start (&view, fixture->replica);
  view_show (&view, "", "name");
  assert_name (&view, 0, "Name 000001");
  view.changes = 0;
  view.settled = FALSE;
  customer = kontor_fixture_run (
    fixture->replica, "customer.create", kontor_fixture_json ("{'name':'Aaa'}"), "customer");
  g_assert_true (kontor_fixture_wait (&view.settled, 5000));
  g_assert_cmpuint (view.changes, ==, 1);
  g_assert_cmpuint (view.ids->len, ==, 2001);
  assert_name (&view, 0, "Aaa");
  view.changes = 0;
  view.settled = FALSE;
  g_free (kontor_fixture_run (
    fixture->replica,
    "customer.edit",
    kontor_fixture_json ("{'customer':'%s','fields':{'name':{'new':'Zzz'}}}", customer),
    NULL));
  g_assert_true (kontor_fixture_wait (&view.settled, 5000));
  g_assert_cmpuint (view.changes, ==, 2); /* it moved: one row goes, one comes */
  view_check (&view);
  assert_name (&view, 2000, "Zzz");
  assert_name (&view, 0, "Name 000001");
  view_stop (&view);
}

/* A row that is shown gets its new values although its place stays. */
static void
test_values (KontorFixture *fixture, gconstpointer data)
{
  View             view = { 0 };
  g_autofree char *customer = kontor_fixture_run (
    fixture->replica, "customer.create", kontor_fixture_json ("{'name':'Kim'}"), "customer");
  g_autoptr (KontorRow) row = NULL;
  gboolean done = FALSE;

  view_start (&view, fixture->replica);
  view_show (&view, "", "name");
  assert_name (&view, 0, "Kim");
  row = g_list_model_get_item (G_LIST_MODEL (view.list), 0);
  g_signal_connect (row, "notify::loading", G_CALLBACK (loading_cb), &done);
  g_free (kontor_fixture_run (
    fixture->replica,
    "customer.edit",
    kontor_fixture_json ("{'customer':'%s','fields':{'name':{'new':'Kira'}}}", customer),
    NULL));
  g_assert_true (kontor_fixture_wait (&done, 5000));
  assert_name (&view, 0, "Kira");
  g_signal_handlers_disconnect_by_data (row, &done);
  view_stop (&view);
}

static void
summary_cb (KontorRowList *list, GParamSpec *pspec, gboolean *done)
{
  *done = kontor_row_list_get_summary (list) != NULL;
}

static void
test_summary (KontorFixture *fixture, gconstpointer data)
{
  View     view = { 0 };
  gboolean done = FALSE;
  guint    count = 0;

  fill_customers (fixture->replica, 700);
  view_start (&view, fixture->replica);
  g_signal_connect (view.list, "notify::summary", G_CALLBACK (summary_cb), &done);
  g_assert_false (kontor_row_list_get_count (view.list, &count));
  view_show (&view, "", "name");
  g_assert_true (kontor_row_list_get_count (view.list, &count));
  g_assert_cmpuint (count, ==, 700);
  g_assert_true (kontor_fixture_wait (&done, 5000));
  g_assert_cmpint (kontor_row_list_get_summary (view.list)->count, ==, 700);
  g_signal_handlers_disconnect_by_data (view.list, &done);
  view_stop (&view);
}

/* The newest query wins, however fast they come; a list may go while reads are on their way. */
static void
test_haste (KontorFixture *fixture, gconstpointer data)
{
  View view = { 0 };

  fill_customers (fixture->replica, 5000);
  view_start (&view, fixture->replica);
  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (KontorListQuery) query = new_query (i % 2 == 0 ? "" : "\"Name 0000\"", "name");

      view.settled = FALSE; /* an earlier query may have been quick */
      kontor_row_list_set_query (view.list, query);
      g_main_context_iteration (NULL, FALSE);
    }
  g_assert_true (kontor_fixture_wait (&view.settled, 10000));
  view_check (&view);
  g_assert_cmpuint (view.ids->len, ==, 99);
  kontor_row_list_want (view.list, 0);
  g_main_context_iteration (NULL, FALSE);
  view_stop (&view);
  kontor_fixture_close (fixture);
}

static void
test_failure (KontorFixture *fixture, gconstpointer data)
{
  View     view = { 0 };
  gboolean failed = FALSE;
  g_autoptr (KontorListQuery) query = new_query ("", "name");

  view_start (&view, fixture->replica);
  kontor_replica_close (fixture->replica);
  kontor_row_list_set_query (view.list, query);
  for (guint i = 0; i < 1000 && !failed; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      failed = kontor_row_list_get_error (view.list) != NULL;
    }
  g_assert_true (failed);
  g_assert_false (kontor_row_list_is_loading (view.list));
  g_assert_error (
    kontor_row_list_get_error (view.list), KONTOR_REPLICA_ERROR, KONTOR_REPLICA_ERROR_CLOSED);
  view_stop (&view);
}

static void
apply (GArray *ids, const KontorRowChange *change, const GArray *after)
{
  if (change->removed > 0)
    g_array_remove_range (ids, change->position, change->removed);
  if (change->added > 0)
    g_array_insert_vals (
      ids, change->position, &g_array_index (after, gint64, change->position), change->added);
}

/* Whatever two lists of ids are, the changes lead from one to the other. */
static void
test_patch (void)
{
  guint n_rounds = g_strcmp0 (g_getenv ("KONTOR_TEST_LENGTH"), "brief") == 0 ? 2000 : 20000;

  for (guint round = 0; round < n_rounds; round++)
    {
      g_autoptr (GArray) before = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_autoptr (GArray) after = g_array_new (FALSE, FALSE, sizeof (gint64));
      KontorRowChange changes[KONTOR_ROW_MOST_CHANGES];
      int             most = round % 50 == 0 ? 900 : 12;
      guint           n_before = (guint) g_test_rand_int_range (0, most);
      guint           n_after = (guint) g_test_rand_int_range (0, most);
      guint           n_changes;

      for (gint64 i = 0; i < n_before; i++)
        g_array_append_val (before, i);
      for (guint i = 0; i < n_after; i++)
        {
          gint64 id = g_test_rand_int_range (0, 3) == 0 ? g_test_rand_int_range (0, 12)
                                                        : (gint64) i;

          g_array_append_val (after, id);
        }
      n_changes = kontor_row_patch (&g_array_index (before, gint64, 0),
                                    before->len,
                                    &g_array_index (after, gint64, 0),
                                    after->len,
                                    changes);
      for (guint i = 0; i < n_changes; i++)
        {
          g_assert_false (changes[i].removed > 256 && changes[i].added > 0);
          apply (before, &changes[i], after);
        }
      g_assert_cmpmem (before->data, before->len * 8, after->data, after->len * 8);
    }
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
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/row-list/patch", test_patch);
  add ("/row-list/positions", test_positions);
  add ("/row-list/steps", test_steps);
  add ("/row-list/memory", test_memory);
  add ("/row-list/patches", test_patches);
  add ("/row-list/values", test_values);
  add ("/row-list/summary", test_summary);
  add ("/row-list/haste", test_haste);
  add ("/row-list/failure", test_failure);
  return g_test_run ();
}
