/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <adwaita.h>
#include <glib/gstdio.h>

#include "kontor-format.h"
#include "kontor-import-page.h"
#include "kontor-import.h"

/* The import assistant with real files on a temporary company. */

typedef struct
{
  char          *folder;
  KontorReplica *replica;
  KontorWorker  *documents;
  KontorCompany *company;
  GtkWindow     *window;
  GtkWidget     *page;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  GtkWidget *toasts = adw_toast_overlay_new ();

  fixture->folder = g_dir_make_tmp ("kontor-import-XXXXXX", &error);
  g_assert_no_error (error);
  kontor_replica_create_profile (fixture->folder, "Prüfladen", "DE", "EUR", NULL, &error);
  g_assert_no_error (error);
  fixture->replica = kontor_replica_open (fixture->folder, &error);
  g_assert_no_error (error);
  fixture->documents = kontor_worker_new ("documents");
  fixture->company = kontor_company_new (fixture->replica, fixture->documents);
  fixture->window = GTK_WINDOW (g_object_ref_sink (adw_window_new ()));
  fixture->page = g_object_new (KONTOR_TYPE_IMPORT_PAGE, "company", fixture->company, NULL);
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (toasts), fixture->page);
  adw_window_set_content (ADW_WINDOW (fixture->window), toasts);
  gtk_window_present (fixture->window);
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        remove_folder (path);
      else
        g_unlink (path);
    }
  g_rmdir (folder);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (fixture->window);
  g_clear_object (&fixture->window);
  g_object_run_dispose (G_OBJECT (fixture->company)); /* its readings end before the profile does */
  g_clear_object (&fixture->company);
  kontor_replica_close (fixture->replica);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&fixture->documents);
  g_clear_object (&fixture->replica);
  remove_folder (fixture->folder);
  g_clear_pointer (&fixture->folder, g_free);
}

/* Waits for a condition, thirty seconds at most. */
#define WAIT_FOR(condition)                                                                        \
  G_STMT_START                                                                                     \
  {                                                                                                \
    gint64   until = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;                                \
    gboolean met = FALSE;                                                                          \
    while (!(met = (condition)) && g_get_monotonic_time () < until)                                \
      if (!g_main_context_iteration (NULL, FALSE))                                                 \
        g_usleep (1000);                                                                           \
    g_assert_true (met);                                                                           \
  }                                                                                                \
  G_STMT_END

static gpointer
child_of (gpointer widget, const char *name)
{
  GObject *child = gtk_widget_get_template_child (widget, G_OBJECT_TYPE (widget), name);

  g_assert_nonnull (child);
  return child;
}

static const char *
first_text (AdwComboRow *row)
{
  return gtk_string_list_get_string (GTK_STRING_LIST (adw_combo_row_get_model (row)), 0);
}

static const char *
chosen_text (AdwComboRow *row)
{
  return gtk_string_list_get_string (GTK_STRING_LIST (adw_combo_row_get_model (row)),
                                     adw_combo_row_get_selected (row));
}

static gboolean
is_at (Fixture *fixture, const char *step)
{
  return g_str_equal (gtk_stack_get_visible_child_name (child_of (fixture->page, "stack")), step);
}

static gboolean
is_shown (Fixture *fixture, const char *name)
{
  return gtk_widget_get_visible (child_of (fixture->page, name));
}

static gpointer
count_customers (KontorDatabase *database, gpointer data, GError **error)
{
  g_autoptr (KontorListQuery) query = kontor_list_query_new (
    kontor_list_type_find ("customers"), "", NULL, 0, g_time_zone_new_utc (), NULL);
  g_autoptr (GArray) ids = kontor_list_query_fetch_ids (query, database, 0, error);

  return GUINT_TO_POINTER (ids->len);
}

static guint
customers (Fixture *fixture)
{
  return GPOINTER_TO_UINT (kontor_replica_read (fixture->replica, count_customers, NULL, NULL));
}

static void
open_text (Fixture *fixture, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  kontor_import_page_open_file (KONTOR_IMPORT_PAGE (fixture->page), file);
}

#define TABLE                                                                                      \
  "Kundennr;Firma;E-Mail;PLZ;Ort\n"                                                                \
  "K-1;B\xe4"                                                                                      \
  "ckerei \xd6hl;info@oehl.example;20095;Hamburg\n"                                                \
  "K-2;Caf\xe9 S\xfc"                                                                              \
  "d;no address;80331;M\xfcnchen\n"

static void
test_table_is_checked_imported_and_undone (Fixture *fixture, gconstpointer data)
{
  g_assert_true (is_at (fixture, "start"));
  open_text (fixture, "kunden.csv", TABLE);
  WAIT_FOR (is_at (fixture, "plan"));
  g_assert_true (is_shown (fixture, "mapping"));
  g_assert_cmpstr (chosen_text (child_of (child_of (fixture->page, "format"), "encoding")),
                   ==,
                   "windows-1252, recognised");

  gtk_widget_activate_action (fixture->page, "import.check", NULL);
  WAIT_FOR (is_at (fixture, "report"));
  g_assert_true (is_shown (fixture, "import"));
  g_assert_cmpuint (customers (fixture), ==, 0);

  gtk_widget_activate_action (fixture->page, "import.run", NULL);
  WAIT_FOR (is_at (fixture, "report") && is_shown (fixture, "done_buttons"));
  g_assert_cmpuint (customers (fixture), ==, 1);
  g_assert_true (is_shown (fixture, "show_failed"));

  gtk_widget_activate_action_variant (
    fixture->page,
    "import.undo",
    gtk_actionable_get_action_target_value (child_of (fixture->page, "undo")));
  WAIT_FOR (is_at (fixture, "start"));
  g_assert_cmpuint (customers (fixture), ==, 0);
  WAIT_FOR (gtk_widget_get_visible (child_of (child_of (fixture->page, "history"), "group")));
}

static void
choose_encoding (Fixture *fixture, const char *name)
{
  AdwComboRow *row = child_of (child_of (fixture->page, "format"), "encoding");
  GListModel  *model = adw_combo_row_get_model (row);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    if (g_str_equal (gtk_string_list_get_string (GTK_STRING_LIST (model), i), name))
      adw_combo_row_set_selected (row, i);
  g_assert_cmpstr (chosen_text (row), ==, name);
}

static gint64
count_products (Fixture *fixture, const char *title)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorListQuery) query = kontor_list_query_new (kontor_list_type_find ("products"),
                                                             title,
                                                             NULL,
                                                             kontor_time_now (),
                                                             kontor_format_zone (),
                                                             &error);
  g_autoptr (GBytes) csv = NULL;

  g_assert_no_error (error);
  csv = kontor_export_list (fixture->replica, query, NULL, NULL, &error);
  g_assert_no_error (error);
  return strstr (g_bytes_get_data (csv, NULL), title) != NULL ? 1 : 0;
}

/* What was recognised wrongly, a person says: here what DOS called a capital of letters. */
static void
test_encoding_is_told (Fixture *fixture, gconstpointer data)
{
  AdwComboRow *row = NULL;

  open_text (fixture,
             "dos.csv",
             "sku;title;price\nA-1;Gr\x94\xe1"
             "e;1,50\n");
  WAIT_FOR (is_at (fixture, "plan"));
  row = child_of (child_of (fixture->page, "format"), "encoding");
  choose_encoding (fixture, "Unicode (UTF-8)"); /* that it is not */
  WAIT_FOR (g_str_equal (chosen_text (row), "windows-1252, recognised"));
  choose_encoding (fixture, "Western (DOS)");
  WAIT_FOR (g_str_equal (first_text (row), "Recognise It"));
  g_assert_cmpstr (chosen_text (row), ==, "Western (DOS)");
  g_assert_true (is_at (fixture, "plan"));
  gtk_widget_activate_action (fixture->page, "import.check", NULL);
  WAIT_FOR (is_at (fixture, "report"));
  gtk_widget_activate_action (fixture->page, "import.run", NULL);
  WAIT_FOR (is_at (fixture, "report") && is_shown (fixture, "done_buttons"));
  g_assert_cmpint (count_products (fixture, "Größe"), ==, 1);
}

static void
test_missing_key_is_said (Fixture *fixture, gconstpointer data)
{
  open_text (fixture, "table.csv", "Firma;Umsatz\nA;1\n");
  WAIT_FOR (is_at (fixture, "plan"));
  g_assert_true (is_shown (fixture, "problem"));
  gtk_widget_activate_action (fixture->page, "import.check", NULL);
  g_assert_true (is_at (fixture, "plan"));
}

static void
test_known_kind_is_recognised (Fixture *fixture, gconstpointer data)
{
  open_text (fixture,
             "lines.csv",
             "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"
             "536365,85123A,HOLDER,6,2010-12-01 08:26:00,2.55,17850,United Kingdom\n");
  WAIT_FOR (is_at (fixture, "plan"));
  g_assert_false (is_shown (fixture, "mapping"));
  g_assert_cmpuint (adw_combo_row_get_selected (child_of (fixture->page, "kind")), ==, 0);
  g_assert_true (kontor_page_back (KONTOR_PAGE (fixture->page)));
  g_assert_true (is_at (fixture, "start"));
}

#define ADD(path, func) g_test_add ("/import/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  /* Not isolated: icons are found through the system's data folders. */
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  ADD ("table-is-checked-imported-and-undone", test_table_is_checked_imported_and_undone);
  ADD ("encoding-is-told", test_encoding_is_told);
  ADD ("missing-key-is-said", test_missing_key_is_said);
  ADD ("known-kind-is-recognised", test_known_kind_is_recognised);
  return g_test_run ();
}
