/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <adwaita.h>
#include <glib/gstdio.h>

#include "kontor-file-store.h"
#include "kontor-pane.h"
#include "kontor-product-bulk-window.h"
#include "kontor-product-cell.h"
#include "kontor-product-files.h"
#include "kontor-product-form-page.h"
#include "kontor-product-label-window.h"
#include "kontor-product-pane.h"
#include "kontor-product-variant-window.h"
#include "kontor-products-page.h"

/* The real widgets over a temporary company. */

typedef struct
{
  char          *folder;
  KontorReplica *replica;
  KontorWorker  *documents;
  KontorCompany *company;
  GtkWindow     *window;
} Fixture;

/* Waits for a condition, ten seconds at most. */
#define WAIT_FOR(condition)                                                                        \
  G_STMT_START                                                                                     \
  {                                                                                                \
    gint64 until = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;                                  \
    while (!(condition) && g_get_monotonic_time () < until)                                        \
      if (!g_main_context_iteration (NULL, FALSE))                                                 \
        g_usleep (1000);                                                                           \
    g_assert_true (condition);                                                                     \
  }                                                                                                \
  G_STMT_END

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("kontor-products-XXXXXX", &error);
  g_assert_no_error (error);
  kontor_replica_create_profile (fixture->folder, "Prüfladen", "DE", "EUR", NULL, &error);
  g_assert_no_error (error);
  fixture->replica = kontor_replica_open (fixture->folder, &error);
  g_assert_no_error (error);
  fixture->documents = kontor_worker_new ("documents");
  fixture->company = kontor_company_new (fixture->replica, fixture->documents);
  WAIT_FOR (*kontor_company_get_name (fixture->company) != '\0');
  fixture->window = GTK_WINDOW (g_object_ref_sink (adw_window_new ()));
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

static GtkWidget *
show (Fixture *fixture, GtkWidget *widget)
{
  GtkWidget *toasts = adw_toast_overlay_new ();

  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (toasts), widget);
  adw_window_set_content (ADW_WINDOW (fixture->window), toasts);
  gtk_window_set_default_size (fixture->window, 1000, 700);
  gtk_window_present (fixture->window);
  return widget;
}

static gpointer
child_of (gpointer widget, const char *name)
{
  GObject *child = gtk_widget_get_template_child (widget, G_OBJECT_TYPE (widget), name);

  g_assert_nonnull (child);
  return child;
}

/* The nth widget of a type below another. */
static GtkWidget *
find (GtkWidget *widget, GType type, guint *n)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && (*n)-- == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type, n);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static KontorUid
create (Fixture *fixture, const char *title, const char *sku, gint64 price_e4)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_strdup_printf ("{\"title\":\"%s\",\"variants\":[{\"sku\":\"%s\",\"cost_"
                                           "e4\":40000,\"prices\":[{\"currency\":\"EUR\","
                                           "\"price_mode\":\"gross\",\"price_e4\":%" G_GINT64_FORMAT
                                           "}]}]}",
                                           title,
                                           sku,
                                           price_e4);
  g_autoptr (KontorJson) result = kontor_replica_run (
    fixture->replica, "product.create", kontor_json_parse (text, -1, NULL), NULL, &error);
  KontorUid uid;

  g_assert_no_error (error);
  g_assert_true (kontor_uid_parse (&uid, kontor_json_get_string (result, "product", "")));
  return uid;
}

static gpointer
read_product (KontorDatabase *database, gpointer data, GError **error)
{
  return kontor_query_product_json (database, data, error);
}

static KontorJson *
dup_product (Fixture *fixture, KontorUid *uid)
{
  KontorJson *product = kontor_replica_read (fixture->replica, read_product, uid, NULL);

  g_assert_nonnull (product);
  return product;
}

static gint64
price_of (Fixture *fixture, KontorUid *uid)
{
  g_autoptr (KontorJson) product = dup_product (fixture, uid);
  const KontorJson *variant = kontor_json_at (kontor_json_get_array (product, "variants"), 0);

  return kontor_json_get_integer (
    kontor_json_at (kontor_json_get_array (variant, "prices"), 0), "price_e4", -1);
}

static gboolean
has_title (Fixture *fixture, KontorUid *uid, const char *title)
{
  g_autoptr (KontorJson) product = dup_product (fixture, uid);

  return g_str_equal (kontor_json_get_string (product, "title", ""), title);
}

static GtkWidget *
show_pane (Fixture *fixture, const KontorUid *uid)
{
  GtkWidget *pane = show (
    fixture, g_object_new (KONTOR_TYPE_PRODUCT_PANE, "company", fixture->company, NULL));

  kontor_pane_show (KONTOR_PANE (pane), uid);
  WAIT_FOR (g_strcmp0 (gtk_stack_get_visible_child_name (child_of (pane, "stack")), "product")
            == 0);
  return pane;
}

/* Types into a cell and leaves it. */
static void
type_into (GtkWidget *cell, const char *text)
{
  guint      first = 0;
  GtkWidget *entry = find (cell, GTK_TYPE_ENTRY, &first);

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_signal_emit_by_name (entry, "activate");
}

static void
test_pane (Fixture *fixture, gconstpointer data)
{
  KontorUid  uid = create (fixture, "Cedar", "C-1", 119000);
  GtkWidget *pane = show_pane (fixture, &uid);
  GtkWidget *variants = child_of (pane, "variants");
  guint      price = 0;

  type_into (child_of (pane, "name"), "Zeder");
  WAIT_FOR (has_title (fixture, &uid, "Zeder"));
  type_into (find (variants, KONTOR_TYPE_PRODUCT_CELL, &price), "10*3");
  WAIT_FOR (price_of (fixture, &uid) == 300000);
}

static void
test_barcode_refused (Fixture *fixture, gconstpointer data)
{
  KontorUid  uid = create (fixture, "Cedar", "C-1", 119000);
  GtkWidget *pane = show_pane (fixture, &uid);
  GtkWidget *variants = child_of (pane, "variants");
  GtkLabel  *problem = child_of (variants, "problem");
  guint      barcode = 2;

  type_into (find (variants, KONTOR_TYPE_PRODUCT_CELL, &barcode), "4006381333932");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (problem)));
  g_assert_nonnull (strstr (gtk_label_get_label (problem), "lead to 1"));
}

static void
test_archive (Fixture *fixture, gconstpointer data)
{
  KontorUid  uid = create (fixture, "Cedar", "C-1", 119000);
  GtkWidget *pane = show_pane (fixture, &uid);
  GtkButton *suggested = child_of (pane, "suggested");

  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (suggested)));
  g_assert_true (gtk_widget_activate_action (pane, "product.archive", NULL));
  WAIT_FOR (
    g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (suggested)), "product.restore")
    == 0);
  g_assert_true (kontor_pane_suggested (KONTOR_PANE (pane)));
  WAIT_FOR (!gtk_widget_get_visible (GTK_WIDGET (suggested)));
}

static GtkWidget *
find_dialog (GtkWindow *window, GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) dialog = g_list_model_get_item (windows, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (dialog, type))
        return dialog; /* it keeps itself until it is closed */
    }
  return NULL;
}

static void
test_bulk (Fixture *fixture, gconstpointer data)
{
  KontorUid  uids[] = { create (fixture, "Cedar", "C-1", 100000),
                        create (fixture, "Rose", "R-1", 200000) };
  GtkWidget *page = show (
    fixture, g_object_new (KONTOR_TYPE_PRODUCTS_PAGE, "company", fixture->company, NULL));
  guint view = 0;
  g_autoptr (GError) error = NULL;
  g_autofree char *undone = NULL;
  GtkWidget       *dialog = NULL;

  WAIT_FOR (g_list_model_get_n_items (G_LIST_MODEL (
              kontor_grid_get_rows (kontor_list_page_get_list (KONTOR_LIST_PAGE (page)))))
            == 2);
  gtk_selection_model_select_all (
    gtk_column_view_get_model (GTK_COLUMN_VIEW (find (page, GTK_TYPE_COLUMN_VIEW, &view))));
  g_assert_true (gtk_widget_activate_action (page, "products.edit", NULL));
  WAIT_FOR ((dialog = find_dialog (fixture->window, KONTOR_TYPE_PRODUCT_BULK_WINDOW)) != NULL);
  WAIT_FOR (g_strcmp0 (gtk_stack_get_visible_child_name (child_of (dialog, "stack")), "rows") == 0);
  adw_combo_row_set_selected (child_of (dialog, "price"), 2);
  gtk_editable_set_text (GTK_EDITABLE (child_of (dialog, "amount")), "-10");
  g_assert_cmpstr (
    gtk_label_get_label (child_of (dialog, "count")), ==, "2 prices change · 0 other changes");
  g_assert_true (gtk_widget_activate_action (dialog, "dialog.go", NULL));
  WAIT_FOR (price_of (fixture, &uids[0]) == 90000 && price_of (fixture, &uids[1]) == 180000);
  WAIT_FOR (find_dialog (fixture->window, KONTOR_TYPE_PRODUCT_BULK_WINDOW) == NULL);

  /* Both at once. */
  undone = kontor_replica_undo (fixture->replica, &error);
  g_assert_no_error (error);
  g_assert_cmpint (price_of (fixture, &uids[0]), ==, 100000);
  g_assert_cmpint (price_of (fixture, &uids[1]), ==, 200000);
}

static KontorJson *
load_draft (Fixture *fixture)
{
  return kontor_replica_load_draft (fixture->replica, "product.new");
}

static gboolean
has_draft (Fixture *fixture)
{
  g_autoptr (KontorJson) draft = load_draft (fixture);

  return draft != NULL;
}

static void
test_draft (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page = show (
    fixture, g_object_new (KONTOR_TYPE_PRODUCT_FORM_PAGE, "company", fixture->company, NULL));
  GtkWidget *again = NULL;
  g_autoptr (KontorJson) draft = NULL;

  gtk_editable_set_text (GTK_EDITABLE (child_of (page, "name")), "Lavender");
  gtk_editable_set_text (GTK_EDITABLE (child_of (page, "values1")), "5 ml, 10 ml");
  WAIT_FOR (has_draft (fixture));
  draft = load_draft (fixture);
  g_assert_cmpuint (kontor_json_length (kontor_json_get_array (draft, "rows")), ==, 2);

  again = show (fixture,
                g_object_new (KONTOR_TYPE_PRODUCT_FORM_PAGE, "company", fixture->company, NULL));
  WAIT_FOR (
    g_str_equal (gtk_editable_get_text (GTK_EDITABLE (child_of (again, "name"))), "Lavender"));
  g_assert_true (gtk_widget_activate_action (again, "form.create", NULL));
  WAIT_FOR (*gtk_editable_get_text (GTK_EDITABLE (child_of (again, "name"))) == '\0');
  g_assert_null (load_draft (fixture));
}

static void
files_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
test_wrong_picture (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "notes.txt", NULL);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "no picture at all", -1, NULL));
  g_ptr_array_add (files, g_file_new_for_path (path));
  kontor_product_files_add_async (fixture->company, files, NULL, files_cb, &result);
  WAIT_FOR (result != NULL);
  g_assert_null (kontor_product_files_add_finish (fixture->company, result, &error));
  g_assert_error (error, KONTOR_COMMAND_ERROR, KONTOR_COMMAND_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "“notes.txt” was not added"));
}

/* Of the last variant. */
static void
assert_content (Fixture *fixture, const KontorUid *uid, gint64 content, const char *unit)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorJson) product = kontor_replica_read (
    fixture->replica, read_product, (gpointer) uid, &error);
  const KontorJson *variants = kontor_json_get_array (product, "variants");
  const KontorJson *last = kontor_json_at (variants, kontor_json_length (variants) - 1);

  g_assert_no_error (error);
  g_assert_cmpint (kontor_json_get_integer (last, "content", 0), ==, content);
  g_assert_cmpstr (kontor_json_get_string (last, "content_unit", ""), ==, unit);
}

static void
test_windows (Fixture *fixture, gconstpointer data)
{
  KontorUid  uid = create (fixture, "Cedar", "C-1", 100000);
  GtkWidget *pane = show_pane (fixture, &uid);
  GtkWidget *dialog = NULL;

  g_assert_true (gtk_widget_activate_action (pane, "product.add-variant", NULL));
  dialog = find_dialog (fixture->window, KONTOR_TYPE_PRODUCT_VARIANT_WINDOW);
  gtk_editable_set_text (GTK_EDITABLE (child_of (dialog, "sku")), "C-2");
  gtk_editable_set_text (GTK_EDITABLE (child_of (dialog, "content")), "10*10");
  gtk_editable_set_text (GTK_EDITABLE (child_of (dialog, "content_unit")), "ml");
  g_assert_true (gtk_widget_activate_action (dialog, "dialog.go", NULL));
  WAIT_FOR (find_dialog (fixture->window, KONTOR_TYPE_PRODUCT_VARIANT_WINDOW) == NULL);
  assert_content (fixture, &uid, 100000, "ml");

  g_assert_true (gtk_widget_activate_action (pane, "product.labels", NULL));
  dialog = find_dialog (fixture->window, KONTOR_TYPE_PRODUCT_LABEL_WINDOW);
  WAIT_FOR (gtk_picture_get_paintable (child_of (dialog, "preview")) != NULL);
  g_assert_cmpstr (gtk_label_get_label (child_of (dialog, "count")), ==, "2 labels");
  g_assert_true (gtk_widget_activate_action (dialog, "dialog.close", NULL));
}

int
main (int argc, char **argv)
{
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  /* Not isolated: icons are found through the system's data folders. */
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add ("/products/pane", Fixture, NULL, set_up, test_pane, tear_down);
  g_test_add ("/products/barcode-refused", Fixture, NULL, set_up, test_barcode_refused, tear_down);
  g_test_add ("/products/archive", Fixture, NULL, set_up, test_archive, tear_down);
  g_test_add ("/products/bulk", Fixture, NULL, set_up, test_bulk, tear_down);
  g_test_add ("/products/draft", Fixture, NULL, set_up, test_draft, tear_down);
  g_test_add ("/products/wrong-picture", Fixture, NULL, set_up, test_wrong_picture, tear_down);
  g_test_add ("/products/windows", Fixture, NULL, set_up, test_windows, tear_down);
  return g_test_run ();
}
