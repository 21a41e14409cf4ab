/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <adwaita.h>
#include <glib/gstdio.h>

#include "kontor-customer-compare.h"
#include "kontor-customer-field.h"
#include "kontor-customer-form-page.h"
#include "kontor-customer-pane.h"
#include "kontor-customer-words.h"
#include "kontor-customers-page.h"
#include "kontor-pane.h"

/* The real widgets over a temporary company. */

typedef struct
{
  char          *folder;
  KontorReplica *replica;
  KontorWorker  *documents;
  KontorCompany *company;
  GtkWindow     *window;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("kontor-customers-XXXXXX", &error);
  g_assert_no_error (error);
  kontor_replica_create_profile (fixture->folder, "Prüfladen", "DE", "EUR", NULL, &error);
  g_assert_no_error (error);
  fixture->replica = kontor_replica_open (fixture->folder, &error);
  g_assert_no_error (error);
  fixture->documents = kontor_worker_new ("documents");
  fixture->company = kontor_company_new (fixture->replica, fixture->documents);
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
  gtk_window_set_default_size (fixture->window, 480, 700);
  gtk_window_present (fixture->window);
  return widget;
}

/* Waits for a condition, ten seconds at most. */
#define WAIT_FOR(condition)                                                                        \
  G_STMT_START                                                                                     \
  {                                                                                                \
    gint64   until = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;                                \
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

static KontorUid
create (Fixture *fixture, const char *params)
{
  g_autoptr (GError) error = NULL;
  KontorUid uid;
  g_autoptr (KontorJson) result = kontor_replica_run (
    fixture->replica, "customer.create", kontor_json_parse (params, -1, NULL), NULL, &error);

  g_assert_no_error (error);
  g_assert_true (kontor_uid_parse (&uid, kontor_json_get_string (result, "customer", "")));
  return uid;
}

static const char *
name_shown (GtkWidget *pane)
{
  return gtk_editable_get_text (child_of (pane, "name"));
}

static const char *
stored (GtkWidget *pane, const char *key)
{
  const KontorJson *customer = kontor_customer_pane_get_customer (KONTOR_CUSTOMER_PANE (pane));

  return customer != NULL ? kontor_json_get_string (customer, key, "") : "";
}

static void
test_pane_shows_and_archives (Fixture *fixture, gconstpointer data)
{
  KontorUid  uid = create (fixture, "{\"name\":\"Anna Meier\",\"email\":\"anna@example.org\"}");
  GtkWidget *pane = show (
    fixture, g_object_new (KONTOR_TYPE_CUSTOMER_PANE, "company", fixture->company, NULL));

  g_assert_cmpstr (gtk_stack_get_visible_child_name (child_of (pane, "stack")), ==, "none");
  kontor_pane_show (KONTOR_PANE (pane), &uid);
  WAIT_FOR (g_str_equal (name_shown (pane), "Anna Meier"));
  g_assert_cmpstr (gtk_stack_get_visible_child_name (child_of (pane, "stack")), ==, "record");
  g_assert_false (gtk_widget_get_visible (child_of (pane, "gone")));

  gtk_widget_activate_action (pane, "customer.archive", NULL);
  WAIT_FOR (gtk_widget_get_visible (child_of (pane, "gone")));
  g_assert_false (gtk_widget_get_visible (child_of (pane, "suggested")));
  gtk_widget_activate_action (pane, "customer.restore", NULL);
  WAIT_FOR (!gtk_widget_get_visible (child_of (pane, "gone")));
}

static void
test_pane_edits_in_place (Fixture *fixture, gconstpointer data)
{
  KontorUid  uid = create (fixture, "{\"name\":\"Anna Meier\"}");
  GtkWidget *pane = show (
    fixture, g_object_new (KONTOR_TYPE_CUSTOMER_PANE, "company", fixture->company, NULL));

  kontor_pane_show (KONTOR_PANE (pane), &uid);
  WAIT_FOR (g_str_equal (name_shown (pane), "Anna Meier"));
  g_signal_emit_by_name (child_of (pane, "note"), "edited", "", "klingelt nie");
  WAIT_FOR (g_str_equal (stored (pane, "note"), "klingelt nie"));
  g_signal_emit_by_name (child_of (pane, "tags"), "added", "Stammkunde");
  WAIT_FOR (kontor_json_length (kontor_json_get_array (
              kontor_customer_pane_get_customer (KONTOR_CUSTOMER_PANE (pane)), "tags"))
            == 1);
}

static void
test_pane_names_what_is_gone (Fixture *fixture, gconstpointer data)
{
  KontorUid  nobody;
  GtkWidget *pane = show (
    fixture, g_object_new (KONTOR_TYPE_CUSTOMER_PANE, "company", fixture->company, NULL));

  kontor_uid_generate (&nobody);
  kontor_pane_show (KONTOR_PANE (pane), &nobody);
  WAIT_FOR (g_str_equal (gtk_stack_get_visible_child_name (child_of (pane, "stack")), "failed"));
}

static void
test_compare_takes_what_is_known (void)
{
  g_autoptr (KontorJson) left = kontor_json_parse (
    "{\"uid\":\"a\",\"number\":\"K1\",\"name\":\"Jo\",\"email\":\"\",\"phone\":\"1\",\"order_"
    "count\":3,\"created_at\":1}",
    -1,
    NULL);
  g_autoptr (KontorJson) right = kontor_json_parse (
    "{\"uid\":\"b\",\"number\":\"K2\",\"name\":\"Jo Weber\",\"email\":\"jo@example.org\","
    "\"phone\":\"2\",\"order_count\":1,\"created_at\":2}",
    -1,
    NULL);
  g_autoptr (GtkWidget) compare = g_object_ref_sink (
    g_object_new (KONTOR_TYPE_CUSTOMER_COMPARE, NULL));
  g_autoptr (KontorJson) params = NULL;
  const KontorJson *take = NULL;

  kontor_customer_compare_show (KONTOR_CUSTOMER_COMPARE (compare), left, right);
  params = kontor_customer_compare_dup_params (KONTOR_CUSTOMER_COMPARE (compare));
  take = kontor_json_get_array (params, "take");
  g_assert_cmpstr (kontor_json_get_string (params, "into", ""), ==, "a");
  g_assert_cmpstr (kontor_json_get_string (params, "from", ""), ==, "b");
  g_assert_cmpuint (kontor_json_length (take), ==, 1);
  g_assert_cmpstr (kontor_json_string (kontor_json_at (take, 0)), ==, "email");
}

static void
test_form_keeps_a_draft (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page = show (
    fixture, g_object_new (KONTOR_TYPE_CUSTOMER_FORM_PAGE, "company", fixture->company, NULL));
  GtkWidget *again = NULL;
  g_autoptr (KontorJson) draft = NULL;

  gtk_editable_set_text (child_of (page, "family_name"), "Weber");
  WAIT_FOR ((draft = kontor_replica_load_draft (fixture->replica, "new-customer")) != NULL);
  g_assert_cmpstr (kontor_json_get_string (draft, "family_name", ""), ==, "Weber");

  again = show (fixture,
                g_object_new (KONTOR_TYPE_CUSTOMER_FORM_PAGE, "company", fixture->company, NULL));
  WAIT_FOR (g_str_equal (gtk_editable_get_text (child_of (again, "family_name")), "Weber"));
}

static void
test_form_creates (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page = show (
    fixture, g_object_new (KONTOR_TYPE_CUSTOMER_FORM_PAGE, "company", fixture->company, NULL));

  gtk_editable_set_text (child_of (page, "family_name"), "Weber");
  gtk_editable_set_text (child_of (page, "email"), "no address");
  gtk_widget_activate_action (page, "form.create", NULL);
  g_assert_true (gtk_widget_get_visible (child_of (page, "message")));

  gtk_editable_set_text (child_of (page, "email"), "jo@example.org");
  gtk_editable_set_text (child_of (page, "city"), "Köln");
  gtk_widget_activate_action (page, "form.create", NULL);
  WAIT_FOR (*gtk_editable_get_text (child_of (page, "family_name")) == '\0');
  /* The same address again is pointed out. */
  gtk_editable_set_text (child_of (page, "email"), "jo@example.org");
  WAIT_FOR (gtk_widget_get_visible (child_of (page, "twin_box")));
}

static void
test_fields_are_checked (void)
{
  g_assert_nonnull (kontor_customer_field_check ("name", "  "));
  g_assert_nonnull (kontor_customer_field_check ("email", "nobody"));
  g_assert_null (kontor_customer_field_check ("email", ""));
  g_assert_null (kontor_customer_field_check ("email", "anna@example.org"));
  g_assert_nonnull (kontor_customer_field_check ("vat_id", "DE123456789"));
  g_assert_null (kontor_customer_field_check ("vat_id", "DE 136 695 976"));
  g_assert_null (kontor_customer_field_check ("phone", "anything"));
}

#define ADD(path, func) g_test_add ("/customers/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  /* Not isolated: icons are found through the system's data folders. */
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/customers/fields-are-checked", test_fields_are_checked);
  g_test_add_func ("/customers/compare-takes-what-is-known", test_compare_takes_what_is_known);
  ADD ("pane-shows-and-archives", test_pane_shows_and_archives);
  ADD ("pane-edits-in-place", test_pane_edits_in_place);
  ADD ("pane-names-what-is-gone", test_pane_names_what_is_gone);
  ADD ("form-keeps-a-draft", test_form_keeps_a_draft);
  ADD ("form-creates", test_form_creates);
  return g_test_run ();
}
