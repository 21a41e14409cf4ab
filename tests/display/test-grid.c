/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "display-fixture.h"

#include "kontor-grid.h"

/* A list on the screen: its states, its columns, its order, what is selected. */

static void
add_orders (DisplayFixture *fixture, guint n_orders)
{
  for (guint i = 0; i < n_orders; i++)
    {
      g_autofree char *params = g_strdup_printf (
        "{\"customer_name\":\"Kunde "
        "%02u\",\"state\":\"%s\",\"lines\":[{\"title\":\"Tee\",\"quantity\":1000,"
        "\"price_e4\":%u0000,\"tax_code\":\"standard\"}]}",
        i,
        i % 2 == 0 ? "PAID" : "PENDING_PAYMENT",
        i + 1);

      display_fixture_run (fixture, "order.create", params, NULL);
    }
}

static KontorGrid *
show_orders (DisplayFixture *fixture, int width)
{
  KontorGrid *grid = g_object_new (KONTOR_TYPE_GRID, NULL);

  kontor_grid_set_up (grid, fixture->company, kontor_list_type_find ("orders"));
  kontor_grid_set_empty (
    grid, "kontor-orders-symbolic", "No Orders", "They come here.", NULL, NULL);
  display_fixture_show (fixture, GTK_WIDGET (grid), width, 600);
  return grid;
}

static guint
count_rows (KontorGrid *grid)
{
  return g_list_model_get_n_items (G_LIST_MODEL (kontor_grid_get_rows (grid)));
}

static const char *
state_shown (KontorGrid *grid)
{
  return gtk_stack_get_visible_child_name (display_child (grid, KONTOR_TYPE_GRID, "stack"));
}

static void
test_empty_then_rows (DisplayFixture *fixture, gconstpointer data)
{
  KontorGrid *grid = show_orders (fixture, 900);

  WAIT_FOR (g_str_equal (state_shown (grid), "empty"));
  g_assert_true (kontor_grid_is_empty (grid));
  add_orders (fixture, 3);
  WAIT_FOR (count_rows (grid) == 3);
  g_assert_cmpstr (state_shown (grid), ==, "list");
  g_assert_false (kontor_grid_is_empty (grid));
}

static void
test_filter_without_match (DisplayFixture *fixture, gconstpointer data)
{
  KontorGrid *grid = NULL;
  g_autoptr (GError) error = NULL;

  add_orders (fixture, 4);
  grid = show_orders (fixture, 900);
  WAIT_FOR (count_rows (grid) == 4);
  g_assert_true (kontor_grid_set_filter (grid, "state:to-pack", &error));
  WAIT_FOR (count_rows (grid) == 2);
  g_assert_true (kontor_grid_set_filter (grid, "nobody", &error));
  WAIT_FOR (g_str_equal (state_shown (grid), "no-match"));
  g_assert_false (kontor_grid_is_empty (grid));
  g_assert_false (kontor_grid_set_filter (grid, "state:nonsense", &error));
  g_assert_error (error, KONTOR_FILTER_ERROR, KONTOR_FILTER_ERROR_UNKNOWN);
  g_assert_cmpstr (kontor_grid_get_filter (grid), ==, "nobody");
}

static const char *
first_text (KontorGrid *grid, guint column)
{
  g_autoptr (KontorRow) row = g_list_model_get_item (G_LIST_MODEL (kontor_grid_get_rows (grid)), 0);
  const KontorListRow *data = row != NULL ? kontor_row_get_data (row) : NULL;

  return data != NULL ? data->values[column].text : NULL;
}

static void
test_sorting (DisplayFixture *fixture, gconstpointer data)
{
  KontorGrid        *grid = NULL;
  KontorListColumns *columns = NULL;

  add_orders (fixture, 5);
  grid = show_orders (fixture, 900);
  columns = kontor_grid_get_columns (grid);
  WAIT_FOR (count_rows (grid) == 5);
  g_action_group_activate_action (
    kontor_list_columns_get_actions (columns), "sort-by", g_variant_new_string ("-total"));
  g_assert_cmpstr (kontor_list_columns_get_sort (columns), ==, "-total");
  WAIT_FOR (g_strcmp0 (first_text (grid, 2), "Kunde 04") == 0);
  g_action_group_activate_action (
    kontor_list_columns_get_actions (columns), "sort-by", g_variant_new_string ("total"));
  WAIT_FOR (g_strcmp0 (first_text (grid, 2), "Kunde 00") == 0);
}

/* What a click on a header does: the view's own sorter changes, and the list follows. */
static void
test_sorting_by_header (DisplayFixture *fixture, gconstpointer data)
{
  KontorGrid    *grid = NULL;
  GtkColumnView *view = NULL;
  g_autoptr (GtkColumnViewColumn) total = NULL;

  add_orders (fixture, 3);
  grid = show_orders (fixture, 900);
  view = display_child (grid, KONTOR_TYPE_GRID, "view");
  WAIT_FOR (count_rows (grid) == 3);
  total = g_list_model_get_item (gtk_column_view_get_columns (view), 4);
  gtk_column_view_sort_by_column (view, total, GTK_SORT_ASCENDING);
  g_assert_cmpstr (kontor_list_columns_get_sort (kontor_grid_get_columns (grid)), ==, "total");
  gtk_column_view_sort_by_column (view, total, GTK_SORT_DESCENDING);
  g_assert_cmpstr (kontor_list_columns_get_sort (kontor_grid_get_columns (grid)), ==, "-total");
}

static guint
count_columns (KontorGrid *grid)
{
  GtkColumnView *view = display_child (grid, KONTOR_TYPE_GRID, "view");
  GListModel    *columns = gtk_column_view_get_columns (view);
  guint          n_shown = 0;

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      n_shown += gtk_column_view_column_get_visible (column) ? 1 : 0;
    }
  return n_shown;
}

static gboolean
is_shown (KontorGrid *grid, const char *title)
{
  GtkColumnView *view = display_child (grid, KONTOR_TYPE_GRID, "view");
  GListModel    *columns = gtk_column_view_get_columns (view);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (g_str_equal (gtk_column_view_column_get_title (column), title))
        return gtk_column_view_column_get_visible (column);
    }
  return FALSE;
}

static void
test_columns_give_way (DisplayFixture *fixture, gconstpointer data)
{
  KontorGrid *wide = NULL;
  KontorGrid *narrow = NULL;
  guint       n_wide = 0;

  add_orders (fixture, 1);
  wide = show_orders (fixture, 1200);
  WAIT_FOR (count_rows (wide) == 1);
  display_settle (200);
  n_wide = count_columns (wide);
  narrow = show_orders (fixture, 520);
  gtk_window_set_default_size (fixture->window, 520, 600);
  WAIT_FOR (count_rows (narrow) == 1);
  WAIT_FOR (count_columns (narrow) < n_wide);
  g_assert_true (is_shown (narrow, "Number"));
  g_assert_true (is_shown (narrow, "Customer"));
  g_assert_true (is_shown (narrow, "State"));
  g_assert_false (is_shown (narrow, "Ship by"));
}

static void
test_chosen_columns_stay (DisplayFixture *fixture, gconstpointer data)
{
  KontorGrid   *grid = NULL;
  GActionGroup *actions = NULL;
  g_auto (GStrv) shown = NULL;

  add_orders (fixture, 1);
  grid = show_orders (fixture, 520);
  actions = kontor_list_columns_get_actions (kontor_grid_get_columns (grid));
  WAIT_FOR (count_rows (grid) == 1);
  g_action_group_change_action_state (actions, "country", g_variant_new_boolean (TRUE));
  display_settle (200);
  g_assert_true (is_shown (grid, "Country"));
  g_assert_true (is_shown (grid, "Ship by"));
  shown = kontor_list_columns_dup_shown (kontor_grid_get_columns (grid));
  g_assert_true (g_strv_contains ((const char *const *) shown, "country"));
  g_action_group_change_action_state (actions, "country", g_variant_new_boolean (FALSE));
  g_assert_false (is_shown (grid, "Country"));
}

static void
test_selection (DisplayFixture *fixture, gconstpointer data)
{
  KontorGrid *grid = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  add_orders (fixture, 3);
  grid = show_orders (fixture, 900);
  WAIT_FOR (count_rows (grid) == 3 && first_text (grid, 0) != NULL);
  kontor_grid_select (grid, 1);
  g_assert_cmpuint (kontor_grid_count_selected (grid), ==, 1);
  rows = kontor_grid_get_selected (grid);
  g_assert_cmpuint (rows->len, ==, 1);
  kontor_grid_unselect_all (grid);
  g_assert_cmpuint (kontor_grid_count_selected (grid), ==, 0);
}

/* A record that was opened from elsewhere is the selected row, wherever the list has it. */
static void
test_reveal (DisplayFixture *fixture, gconstpointer data)
{
  KontorUid   last = { 0 };
  KontorGrid *grid = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  add_orders (fixture, 5);
  last = display_fixture_run (fixture,
                              "order.create",
                              "{\"customer_name\":\"Anna\",\"lines\":[{\"title\":\"Tee\","
                              "\"quantity\":1000,\"price_e4\":10000,\"tax_code\":\"standard\"}]}",
                              "order");
  grid = show_orders (fixture, 900);
  kontor_grid_reveal (grid, &last); /* before the list has any row */
  WAIT_FOR (kontor_grid_count_selected (grid) == 1 && first_text (grid, 0) != NULL);
  rows = kontor_grid_get_selected (grid);
  g_assert_true (kontor_uid_equal (&kontor_row_get_data (g_ptr_array_index (rows, 0))->uid, &last));
  g_assert_true (kontor_grid_set_filter (grid, "kunde", NULL));
  WAIT_FOR (count_rows (grid) == 5);
  kontor_grid_reveal (grid, &last); /* not in it */
  WAIT_FOR (kontor_grid_count_selected (grid) == 0);
}

/* For the keyboard the list is one stop, however long it is. */
static void
test_tab_leaves (DisplayFixture *fixture, gconstpointer data)
{
  KontorGrid *grid = NULL;
  GtkWidget  *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget  *after = gtk_button_new_with_label ("after");

  add_orders (fixture, 3);
  grid = g_object_new (KONTOR_TYPE_GRID, "vexpand", TRUE, NULL);
  kontor_grid_set_up (grid, fixture->company, kontor_list_type_find ("orders"));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (grid));
  gtk_box_append (GTK_BOX (box), after);
  display_fixture_show (fixture, box, 900, 600);
  WAIT_FOR (count_rows (grid) == 3 && first_text (grid, 0) != NULL);
  display_settle (100);
  kontor_grid_select (grid, 1);
  g_assert_true (gtk_widget_grab_focus (GTK_WIDGET (grid)));
  g_assert_true (
    gtk_widget_is_ancestor (gtk_window_get_focus (fixture->window), GTK_WIDGET (grid)));
  gtk_widget_child_focus (GTK_WIDGET (fixture->window), GTK_DIR_TAB_FORWARD);
  g_assert_true (gtk_window_get_focus (fixture->window) == after);
}

/* Rows that were never on the screen belong to the selection like all others. */
static void
test_selection_is_whole (DisplayFixture *fixture, gconstpointer data)
{
  KontorGrid    *grid = NULL;
  GtkColumnView *view = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GArray) ids = NULL;
  guint n_paid = 0;

  add_orders (fixture, 700);
  grid = show_orders (fixture, 900);
  view = display_child (grid, KONTOR_TYPE_GRID, "view");
  WAIT_FOR (count_rows (grid) == 700 && first_text (grid, 0) != NULL);
  gtk_selection_model_select_all (gtk_column_view_get_model (view));
  g_assert_cmpuint (kontor_grid_count_selected (grid), ==, 700);
  g_assert_false (kontor_grid_is_selection_loaded (grid));
  rows = kontor_grid_get_selected (grid);
  g_assert_cmpuint (rows->len, ==, 0); /* not a part of them */
  g_clear_pointer (&rows, g_ptr_array_unref);
  WAIT_FOR (kontor_grid_is_selection_loaded (grid));
  rows = kontor_grid_get_selected (grid);
  g_assert_cmpuint (rows->len, ==, 700);
  for (guint i = 0; i < rows->len; i++)
    {
      const KontorListRow *row = kontor_row_get_data (g_ptr_array_index (rows, i));

      n_paid += g_str_equal (row->values[19].text, "PAID") ? 1 : 0;
    }
  g_assert_cmpuint (n_paid, ==, 350);
  ids = kontor_grid_dup_selected_ids (grid);
  g_assert_cmpuint (ids->len, ==, 700);
}

#define ADD(name, func)                                                                            \
  g_test_add (name, DisplayFixture, NULL, display_fixture_set_up, func, display_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  ADD ("/grid/empty", test_empty_then_rows);
  ADD ("/grid/no-match", test_filter_without_match);
  ADD ("/grid/sort", test_sorting);
  ADD ("/grid/sort-by-header", test_sorting_by_header);
  ADD ("/grid/columns-give-way", test_columns_give_way);
  ADD ("/grid/selection", test_selection);
  ADD ("/grid/reveal", test_reveal);
  ADD ("/grid/whole-selection", test_selection_is_whole);
  ADD ("/grid/tab", test_tab_leaves);
  ADD ("/grid/chosen-columns-stay", test_chosen_columns_stay);
  return g_test_run ();
}
