/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-count-fixture.h"
#include "kontor-count-query.h"

/* Reads about counts, on both engines: they must say the same. */

typedef KontorJson *(*Read) (KontorDatabase *database, const KontorUid *uid, GError **error);

static KontorJson *
read_both (CountFixture *self, Read read, const char *uid)
{
  g_autoptr (GError) error = NULL;
  KontorUid   parsed;
  KontorJson *json = NULL;

  g_assert_true (kontor_uid_parse (&parsed, uid));
  json = read (self->base.database, &parsed, &error);
  g_assert_no_error (error);
  if (self->base.server != NULL)
    {
      g_autoptr (KontorJson) other = read (self->base.server, &parsed, &error);
      g_autofree char *mine = NULL;
      g_autofree char *theirs = NULL;

      g_assert_no_error (error);
      mine = kontor_json_to_string (json);
      theirs = kontor_json_to_string (other);
      g_assert_cmpstr (mine, ==, theirs);
    }
  return json;
}

static gint64
get (const KontorJson *json, const char *object, const char *key)
{
  return kontor_json_get_integer (kontor_json_get_object (json, object), key, -1);
}

static const KontorJson *
find_line (const KontorJson *lines, const char *sku)
{
  for (guint i = 0; i < kontor_json_length (lines); i++)
    if (g_str_equal (kontor_json_get_string (kontor_json_at (lines, i), "sku", ""), sku))
      return kontor_json_at (lines, i);
  g_assert_not_reached ();
}

static gboolean
can (const KontorJson *count, const char *what)
{
  const KontorJson *list = kontor_json_get_array (count, "can");

  for (guint i = 0; i < kontor_json_length (list); i++)
    if (g_str_equal (kontor_json_string (kontor_json_at (list, i)), what))
      return TRUE;
  return FALSE;
}

static void
test_progress (CountFixture *self, gconstpointer unused)
{
  g_autoptr (KontorJson) before = NULL;
  g_autoptr (KontorJson) counting = NULL;

  g_free (count_move (self, self->cedar, 10, AT (8, 0)));
  g_free (count_move (self, self->pine, 4, AT (8, 0)));
  count_begin (self, "");
  before = read_both (self, kontor_query_count_json, self->count);
  g_assert_cmpint (get (before, "progress", "items"), ==, 3);
  g_assert_cmpint (get (before, "progress", "counted"), ==, 0);
  g_assert_cmpint (get (before, "progress", "uncounted_minor"), ==, 5800);
  g_assert_true (can (before, "finish"));
  g_assert_false (can (before, "approve"));

  g_free (count_scan (self, self->cedar, 8, AT (10, 0)));
  command_do (&self->base, "count.scan", "{'count':'%s','code':'12345'}", self->count);
  counting = read_both (self, kontor_query_count_json, self->count);
  g_assert_cmpint (get (counting, "progress", "counted"), ==, 1);
  g_assert_cmpint (get (counting, "progress", "counted_minor"), ==, 5000);
  g_assert_cmpuint (kontor_json_length (kontor_json_get_array (counting, "unknown")), ==, 1);
  g_assert_cmpuint (kontor_json_length (kontor_json_get_array (counting, "people")), ==, 1);
  g_assert_cmpuint (kontor_json_length (kontor_json_get_array (counting, "places")), ==, 1);
}

/* The document explains itself: book at the moment, what moved since, what was booked, and why. */
static void
test_explains (CountFixture *self, gconstpointer unused)
{
  g_autofree char *uid = NULL;
  g_autoptr (KontorJson) lines = NULL;
  g_autoptr (KontorJson) line = NULL;
  g_autoptr (KontorJson) count = NULL;
  const KontorJson *cedar;

  g_free (count_move (self, self->cedar, 10, AT (8, 0)));
  count_begin (self, "");
  g_free (count_scan (self, self->cedar, 8, AT (10, 0)));
  count_finish (self);
  g_free (count_move (self, self->cedar, -1, AT (11, 0)));
  lines = read_both (self, kontor_query_count_lines, self->count);
  cedar = find_line (lines, "CEDAR");
  g_assert_true (kontor_json_at (lines, 0) == cedar); /* the largest difference first */
  g_assert_cmpint (kontor_json_get_integer (cedar, "book", 0), ==, 10000);
  g_assert_cmpint (kontor_json_get_integer (cedar, "shown", 0), ==, -2000);
  g_assert_cmpint (kontor_json_get_integer (cedar, "since", 0), ==, -1000);
  g_assert_cmpint (kontor_json_get_integer (cedar, "value_minor", 0), ==, -1000);

  count_approve (self);
  g_free (count_move (self, self->cedar, -2, AT (9, 30)));
  uid = count_line (self, self->cedar);
  line = read_both (self, kontor_query_count_line_json, uid);
  g_assert_cmpstr (kontor_json_get_string (line, "state", ""), ==, "reopened");
  g_assert_cmpint (kontor_json_get_integer (line, "adjustment", 0), ==, -2000);
  g_assert_cmpint (kontor_json_get_integer (line, "shown", -1), ==, 0);
  g_assert_cmpint (kontor_json_get_integer (line, "on_hand", 0), ==, 7000);
  g_assert_cmpuint (kontor_json_length (kontor_json_get_array (line, "rows")), ==, 2);
  g_assert_cmpuint (kontor_json_length (kontor_json_get_array (line, "movements_since")), ==, 1);
  g_assert_cmpuint (kontor_json_length (kontor_json_get_array (line, "movements_before")), ==, 2);
  g_assert_cmpuint (kontor_json_length (kontor_json_get_array (line, "scans")), ==, 1);
  count = read_both (self, kontor_query_count_json, self->count);
  g_assert_true (can (count, "reverse"));
  g_assert_cmpint (get (count, "differences", "different"), ==, 0);
}

static void
test_screen (CountFixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorJson) screen = NULL;
  g_autoptr (KontorJson) places = NULL;
  const KontorJson *last;
  KontorUid         count;
  KontorUid         shelf;

  g_free (count_move (self, self->cedar, 10, AT (8, 0)));
  count_begin (self, "");
  command_do (&self->base,
              "count.scan",
              "{'count':'%s','code':'" CODE_CEDAR "','place':'%s'}",
              self->count,
              self->shelf);
  command_do (&self->base,
              "count.scan",
              "{'count':'%s','code':'" CODE_CEDAR_BOX "','place':'%s'}",
              self->count,
              self->shelf);
  g_assert_true (kontor_uid_parse (&count, self->count));
  g_assert_true (kontor_uid_parse (&shelf, self->shelf));
  screen = kontor_query_count_screen (self->base.database, &count, &shelf, NULL, 1, 6, &error);
  g_assert_no_error (error);
  g_assert_cmpint (kontor_json_get_integer (screen, "items", 0), ==, 3);
  g_assert_cmpint (kontor_json_get_integer (screen, "items_here", -1), ==, 0);
  last = kontor_json_at (kontor_json_get_array (screen, "last"), 0);
  g_assert_cmpint (kontor_json_get_integer (last, "quantity", 0), ==, 6000);
  g_assert_cmpint (kontor_json_get_integer (last, "figure", 0), ==, 7000);
  g_assert_false (kontor_json_get_boolean (last, "is_planned", TRUE));
  g_assert_cmpstr (kontor_json_get_string (last, "planned_place", ""), ==, "-");

  places = read_both (self, kontor_query_count_places, self->count);
  g_assert_cmpuint (kontor_json_length (places), ==, 3);
  g_assert_cmpint (kontor_json_get_integer (kontor_json_at (places, 0), "items", 0), ==, 3);
}

static void
test_place_code (CountFixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorJson) shelf = kontor_query_place_of_code (self->base.database, "A-1", &error);
  g_autoptr (KontorJson) none = kontor_query_place_of_code (
    self->base.database, CODE_CEDAR, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (kontor_json_get_string (shelf, "name", ""), ==, "Shelf");
  g_assert_cmpint (kontor_json_type (none), ==, KONTOR_JSON_NULL);
}

/* A plan that repeats is due again until somebody plans the next one. */
static void
test_due (CountFixture *self, gconstpointer unused)
{
  g_autoptr (KontorJson) booked = NULL;
  g_autoptr (KontorJson) repeated = NULL;

  count_begin (self, "'repeat_days':30");
  g_free (count_scan (self, self->cedar, 8, AT (10, 0)));
  count_finish (self);
  count_approve (self);
  booked = read_both (self, kontor_query_count_json, self->count);
  g_assert_cmpint (kontor_json_get_integer (booked, "due_at", 0),
                   ==,
                   kontor_json_get_integer (booked, "booked_at", 0)
                     + 30 * G_GINT64_CONSTANT (86400000000));
  g_assert_true (can (booked, "repeat"));
  command_do (&self->base, "count.plan", "{'title':'Next','repeats':'%s'}", self->count);
  repeated = read_both (self, kontor_query_count_json, self->count);
  g_assert_null (kontor_json_get (repeated, "due_at"));
}

typedef void (*Test) (CountFixture *self, gconstpointer data);

static void
add (const char *name, Test test)
{
  g_autofree char *path = g_strconcat ("/count-queries/", name, NULL);

  g_test_add (path, CountFixture, NULL, count_set_up, test, count_tear_down);
}

int
main (int argc, char *argv[])
{
  int result = 0;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  add ("progress", test_progress);
  add ("explains", test_explains);
  add ("screen", test_screen);
  add ("place-code", test_place_code);
  add ("due", test_due);
  result = g_test_run ();
  command_fixture_stop_server ();
  return result;
}
