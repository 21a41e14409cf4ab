/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "display-fixture.h"

#include "kontor-books-page.h"

/* The end of the month: what is open stands in the list and goes when it is done. */

static const char *
shown (gpointer page)
{
  return gtk_stack_get_visible_child_name (display_child (page, KONTOR_TYPE_BOOKS_PAGE, "stack"));
}

static guint
count_rows (gpointer page, const char *list)
{
  GtkWidget *child = gtk_widget_get_first_child (
    display_child (page, KONTOR_TYPE_BOOKS_PAGE, list));
  guint n_rows = 0;

  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    n_rows++;
  return n_rows;
}

static gboolean
has_row (gpointer page, const char *list, const char *title)
{
  GtkWidget *child = gtk_widget_get_first_child (
    display_child (page, KONTOR_TYPE_BOOKS_PAGE, list));

  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    if (g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (child)), title) == 0)
      return TRUE;
  return FALSE;
}

static GtkWidget *
open_month (DisplayFixture *self, const char *month)
{
  GtkWidget *page = g_object_new (KONTOR_TYPE_BOOKS_PAGE, "company", self->company, NULL);

  display_fixture_show (self, page, 1000, 700);
  kontor_page_filter (KONTOR_PAGE (page), month);
  WAIT_FOR (g_strcmp0 (shown (page), "month") == 0);
  return page;
}

static void
set (DisplayFixture *self, const char *key, const char *value)
{
  g_autofree char *params = g_strdup_printf ("{\"key\":\"%s\",\"value\":\"%s\"}", key, value);

  display_fixture_run (self, "company.set", params, NULL);
}

static void
test_checklist (DisplayFixture *self, gconstpointer unused)
{
  GtkWidget *page = open_month (self, "2025-10");

  WAIT_FOR (has_row (page, "checks", "The numbers for DATEV are missing"));
  g_assert_true (has_row (page, "checks", "No drafts are waiting"));
  g_assert_true (has_row (page, "vat", "VAT to pay"));
  g_assert_true (has_row (page, "abroad", "Sales to consumers in the EU"));
  g_assert_cmpuint (count_rows (page, "exports"), ==, 1);

  set (self, "datev_adviser", "1001");
  set (self, "datev_client", "1");
  WAIT_FOR (has_row (page, "checks", "Everything can be booked"));
  g_assert_false (has_row (page, "checks", "The numbers for DATEV are missing"));
}

static void
test_export (DisplayFixture *self, gconstpointer unused)
{
  GtkWidget *page = open_month (self, "2025-10");
  const char *export = "{\"kind\":\"z3\",\"from\":20089,\"to\":20453,\"file_name\":\"Z3_2025.zip\","
                       "\"sha256\":\"0123456789abcdef0123456789abcdef0123456789abcdef0123456789ab"
                       "cdef\",\"n_rows\":1,\"sum_minor\":0}";

  WAIT_FOR (has_row (page, "exports", "Nothing was handed out yet"));
  display_fixture_run (self, "books.export", export, NULL);
  WAIT_FOR (!has_row (page, "exports", "Nothing was handed out yet"));
  g_assert_cmpuint (count_rows (page, "exports"), ==, 1);
}

static void
test_closing (DisplayFixture *self, gconstpointer unused)
{
  GtkWidget      *page = open_month (self, "2025-10");
  AdwWindowTitle *title = display_child (page, KONTOR_TYPE_BOOKS_PAGE, "title");
  GtkWidget      *close = display_child (page, KONTOR_TYPE_BOOKS_PAGE, "close");

  g_assert_cmpstr (adw_window_title_get_title (title), ==, "October 2025");
  WAIT_FOR (gtk_widget_is_sensitive (close));
  display_fixture_run (self, "period.close", "{\"until\":\"2025-11-01\"}", NULL);
  WAIT_FOR (g_strcmp0 (adw_window_title_get_subtitle (title), "closed") == 0);
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (close)), ==, "_Open Again…");

  kontor_page_filter (KONTOR_PAGE (page), "2025-11");
  WAIT_FOR (g_strcmp0 (adw_window_title_get_subtitle (title), "") == 0);
  kontor_page_filter (KONTOR_PAGE (page), "2999-01"); /* not over */
  g_assert_false (gtk_widget_is_sensitive (close));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
#define ADD(name, func)                                                                            \
  g_test_add (                                                                                     \
    "/books/" name, DisplayFixture, NULL, display_fixture_set_up, func, display_fixture_tear_down)
  ADD ("checklist", test_checklist);
  ADD ("export", test_export);
  ADD ("closing", test_closing);
  return g_test_run ();
}
