/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "display-fixture.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "kontor-application.h"
#include "kontor-beside.h"
#include "kontor-list-page.h"
#include "kontor-order-dialog.h"
#include "kontor-order-pane.h"
#include "kontor-orders-page.h"
#include "kontor-page.h"
#include "kontor-pages.h"
#include "kontor-pane.h"
#include "kontor-product-picker.h"
#include "kontor-purchase-form-page.h"
#include "kontor-purchase-query.h"
#include "kontor-supplier-pane.h"
#include "kontor-tab-stop.h"
#include "kontor-text-scale.h"

#define DEFAULT_PANE_WIDTH 420 /* as the schema of the settings has it */

/* Every page and pane as it is built: what a screen reader and the keyboard need is there. */

static gboolean
has_words (GtkWidget *widget)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  /* Some get their words with the record that they show. */
  if (GTK_IS_LABEL (widget))
    return TRUE;
  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    if (!GTK_IS_POPOVER (child) && has_words (child))
      return TRUE;
  return FALSE;
}

static gboolean
has_name (GtkWidget *widget)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (widget);

  return gtk_test_accessible_has_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL)
         || gtk_test_accessible_has_relation (accessible, GTK_ACCESSIBLE_RELATION_LABELLED_BY);
}

static GtkWidget *
owner_of (GtkWidget *widget)
{
  /* Parts of the toolkit's own widgets are the toolkit's business. */
  while (widget != NULL && !g_str_has_prefix (G_OBJECT_TYPE_NAME (widget), "Kontor"))
    widget = gtk_widget_get_parent (widget);
  return widget;
}

static gboolean
is_inside (GtkWidget *widget, GType type)
{
  return gtk_widget_get_ancestor (gtk_widget_get_parent (widget), type) != NULL;
}

static void
complain (GtkWidget *widget, const char *what)
{
  GtkWidget *owner = owner_of (widget);

  g_test_message ("a %s in %s %s",
                  G_OBJECT_TYPE_NAME (widget),
                  owner != NULL ? G_OBJECT_TYPE_NAME (owner) : "nothing of ours",
                  what);
  g_test_fail ();
}

static void
check_button (GtkWidget *widget)
{
  const char *tooltip = gtk_widget_get_tooltip_text (widget);

  if (has_words (widget))
    return;
  if (tooltip == NULL && !has_name (widget))
    complain (widget, "has neither words nor a tooltip nor an accessible name");
  else if (tooltip == NULL)
    complain (widget, "shows only an icon and has no tooltip");
  else if (!has_name (widget))
    complain (widget, "shows only an icon and has no accessible name");
}

static gboolean
is_made_by_toolkit (GtkWidget *widget)
{
  return is_inside (widget, GTK_TYPE_MENU_BUTTON) || is_inside (widget, GTK_TYPE_DROP_DOWN)
         || is_inside (widget, GTK_TYPE_WINDOW_CONTROLS) || is_inside (widget, GTK_TYPE_COLUMN_VIEW)
         || is_inside (widget, GTK_TYPE_SEARCH_ENTRY)
         || is_inside (widget, ADW_TYPE_PREFERENCES_ROW) || is_inside (widget, GTK_TYPE_EXPANDER)
         || is_inside (widget, GTK_TYPE_POPOVER_MENU);
}

static void
check_entry (GtkWidget *widget)
{
  if (!has_name (widget) && !ADW_IS_ENTRY_ROW (widget))
    complain (widget, "has no accessible name");
}

static void
check (GtkWidget *widget)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  if (!gtk_widget_get_visible (widget))
    return;
  if ((GTK_IS_BUTTON (widget) || GTK_IS_MENU_BUTTON (widget)) && !is_made_by_toolkit (widget))
    check_button (widget);
  if ((GTK_IS_ENTRY (widget) || GTK_IS_TEXT_VIEW (widget)) && !is_made_by_toolkit (widget))
    check_entry (widget);
  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    check (child);
}

static void
test_names (DisplayFixture *fixture, gconstpointer data)
{
  guint                 n_pages = 0;
  const KontorPageInfo *pages = kontor_pages_list (&n_pages);

  for (guint i = 0; i < n_pages; i++)
    {
      GtkWidget *page = g_object_new (pages[i].get_type (), "company", fixture->company, NULL);

      g_test_message ("page %s", pages[i].name);
      display_fixture_show (fixture, page, 1000, 700);
      display_settle (150);
      check (page);
    }
}

/* The narrowest window that ui.md knows of. */
static void
test_narrow (DisplayFixture *fixture, gconstpointer data)
{
  guint                 n_pages = 0;
  const KontorPageInfo *pages = kontor_pages_list (&n_pages);

  for (guint i = 0; i < n_pages; i++)
    {
      GtkWidget *page = g_object_new (pages[i].get_type (), "company", fixture->company, NULL);
      int        least = 0;

      display_fixture_show (fixture, page, 460, 700);
      kontor_page_set_folded (KONTOR_PAGE (page), TRUE);
      display_settle (150);
      gtk_widget_measure (page, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
      g_test_message ("page %s needs %d pixels", pages[i].name, least);
      g_assert_cmpint (least, <=, 460);
    }
}

/* Text of twice the size: a window of 1280 pixels has room for every page beside the rail. */
static void
test_large_text (DisplayFixture *fixture, gconstpointer data)
{
  GtkSettings          *settings = gtk_settings_get_default ();
  guint                 n_pages = 0;
  const KontorPageInfo *pages = kontor_pages_list (&n_pages);
  int                   dpi = 0;

  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  g_object_set (settings, "gtk-xft-dpi", 192 * 1024, NULL);
  for (guint i = 0; i < n_pages; i++)
    {
      GtkWidget *page = g_object_new (pages[i].get_type (), "company", fixture->company, NULL);
      int        least = 0;

      display_fixture_show (fixture, page, 1220, 740);
      display_settle (150);
      gtk_widget_measure (page, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
      g_test_message ("page %s needs %d pixels", pages[i].name, least);
      g_assert_cmpint (least, <=, 1220);
      g_assert_cmpint (kontor_text_scaled (page, 100), >=, 150); /* also where the font is small */
    }
  g_object_set (settings, "gtk-xft-dpi", dpi, NULL);
}

static GtkWidget *
find_stack (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_STACK (widget) ? widget : NULL;
  GtkWidget *child = gtk_widget_get_first_child (widget);

  for (; found == NULL && child != NULL; child = gtk_widget_get_next_sibling (child))
    found = GTK_IS_POPOVER (child) ? NULL : find_stack (child);
  return found;
}

/* The widest of what the pane may show: nothing, a failure, a record. */
static int
least_width (GtkWidget *pane)
{
  GtkWidget *stack = find_stack (pane);
  int        widest = 0;

  g_assert_nonnull (stack);
  for (GtkWidget *child = gtk_widget_get_first_child (stack); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int least = 0;

      gtk_stack_set_visible_child (GTK_STACK (stack), child);
      gtk_widget_measure (pane, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
      widest = MAX (widest, least);
    }
  return widest;
}

/* Beside every list the pane is as wide as the person wants it, whatever stands in it. */
static void
test_pane_width (DisplayFixture *fixture, gconstpointer data)
{
  guint                 n_pages = 0;
  const KontorPageInfo *pages = kontor_pages_list (&n_pages);

  for (guint i = 0; i < n_pages; i++)
    {
      GtkWidget *page = g_object_new (pages[i].get_type (), "company", fixture->company, NULL);
      int        least = 0;

      display_fixture_show (fixture, page, 1060, 700);
      if (!KONTOR_IS_LIST_PAGE (page))
        continue;
      display_settle (50);
      least = least_width (kontor_list_page_get_pane (KONTOR_LIST_PAGE (page)));
      g_test_message ("the pane of %s needs %d pixels", pages[i].name, least);
      g_assert_cmpint (least, <=, DEFAULT_PANE_WIDTH);
    }
}

/* A newer gettext translates nothing in C.UTF-8, which every machine has. */
static gboolean
set_german (void)
{
  g_setenv ("LANGUAGE", "de", TRUE);
  return setlocale (LC_ALL, "de_DE.UTF-8") != NULL || setlocale (LC_ALL, "C.UTF-8") != NULL;
}

/* Also in a language with longer words. */
static void
test_german_pane_width (DisplayFixture *fixture, gconstpointer data)
{
  const char *languages = g_getenv ("KONTOR_LOCALE_DIR");

  g_assert_nonnull (languages); /* meson names it */
  g_assert_true (set_german ());
  bindtextdomain (GETTEXT_PACKAGE, languages);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_assert_cmpstr (_ ("Orders"), ==, "Aufträge");
  test_pane_width (fixture, data);
  g_setenv ("LANGUAGE", "en", TRUE);
  setlocale (LC_ALL, "C.UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

static KontorUid
create_order (DisplayFixture *fixture, const char *state)
{
  g_autofree char *params = g_strdup_printf (
    "{\"customer_name\":\"Anna Meier\",\"state\":\"%s\",\"lines\":["
    "{\"title\":\"Zeder 10 ml\",\"quantity\":2000,\"price_e4\":149000,\"tax_code\":\"standard\"},"
    "{\"title\":\"Versand\",\"kind\":\"shipping\",\"quantity\":1000,\"price_e4\":49000,"
    "\"tax_code\":\"standard\"}]}",
    state);

  return display_fixture_run (fixture, "order.create", params, "order");
}

static GtkWidget *
show_order (DisplayFixture *fixture, const KontorUid *uid)
{
  GtkWidget *pane = g_object_new (KONTOR_TYPE_ORDER_PANE, "company", fixture->company, NULL);

  display_fixture_show (fixture, pane, 460, 760);
  kontor_pane_show (KONTOR_PANE (pane), uid);
  WAIT_FOR (kontor_order_pane_get_order (KONTOR_ORDER_PANE (pane)) != NULL);
  return pane;
}

static const char *
state_of (GtkWidget *pane)
{
  return kontor_json_get_string (
    kontor_order_pane_get_order (KONTOR_ORDER_PANE (pane)), "state", "");
}

static void
test_order_takes_its_steps (DisplayFixture *fixture, gconstpointer data)
{
  KontorUid  uid = create_order (fixture, "PENDING_PAYMENT");
  GtkWidget *pane = show_order (fixture, &uid);

  check (pane);
  g_assert_true (kontor_pane_suggested (KONTOR_PANE (pane)));
  WAIT_FOR (g_str_equal (state_of (pane), "PAID"));
  g_assert_true (kontor_pane_suggested (KONTOR_PANE (pane)));
  WAIT_FOR (g_str_equal (state_of (pane), "PROCESSING"));
}

static GtkWidget *
find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (KONTOR_IS_ORDER_DIALOG (window))
        return window; /* kept by the toolkit while it is open */
    }
  return NULL;
}

static void
test_order_is_shipped (DisplayFixture *fixture, gconstpointer data)
{
  KontorUid         uid = create_order (fixture, "PAID");
  GtkWidget        *pane = show_order (fixture, &uid);
  const KontorJson *deliveries = NULL;

  g_assert_true (gtk_widget_activate_action (pane, "order.ship", NULL));
  g_assert_nonnull (find_dialog ());
  check (find_dialog ());
  gtk_editable_set_text (display_child (find_dialog (), KONTOR_TYPE_ORDER_DIALOG, "tracking"),
                         "00340434161094000000");
  g_assert_true (gtk_widget_activate_action (find_dialog (), "dialog.go", NULL));
  WAIT_FOR (g_str_equal (state_of (pane), "SHIPPED"));
  deliveries = kontor_json_get_array (kontor_order_pane_get_order (KONTOR_ORDER_PANE (pane)),
                                      "deliveries");
  g_assert_cmpuint (kontor_json_length (deliveries), ==, 1);
  g_assert_null (find_dialog ());
}

static void
test_cancelling_needs_a_reason (DisplayFixture *fixture, gconstpointer data)
{
  KontorUid  uid = create_order (fixture, "PAID");
  GtkWidget *pane = show_order (fixture, &uid);

  g_assert_true (gtk_widget_activate_action (pane, "order.cancel", NULL));
  /* Without a reason nothing happens: the dialog goes on asking. */
  gtk_widget_activate_action (find_dialog (), "dialog.go", NULL);
  display_settle (150);
  g_assert_nonnull (find_dialog ());
  g_assert_cmpstr (state_of (pane), ==, "PAID");
  gtk_editable_set_text (display_child (find_dialog (), KONTOR_TYPE_ORDER_DIALOG, "reason"),
                         "changed her mind");
  g_assert_true (gtk_widget_activate_action (find_dialog (), "dialog.go", NULL));
  WAIT_FOR (g_str_equal (state_of (pane), "CANCELLED"));
}

static void
test_pane_hides_beside_nothing (DisplayFixture *fixture, gconstpointer data)
{
  GtkWidget *page = g_object_new (KONTOR_TYPE_ORDERS_PAGE, "company", fixture->company, NULL);
  GtkWidget *bin = display_child (page, KONTOR_TYPE_LIST_PAGE, "pane_bin");

  display_fixture_show (fixture, page, 1100, 700);
  WAIT_FOR (!gtk_widget_get_visible (bin));
  create_order (fixture, "PAID");
  WAIT_FOR (gtk_widget_get_visible (bin));
}

#define ADD(name, func)                                                                            \
  g_test_add (name, DisplayFixture, NULL, display_fixture_set_up, func, display_fixture_tear_down)

static gpointer
read_supplier (KontorDatabase *database, gpointer data, GError **error)
{
  return kontor_query_supplier_json (database, data, error);
}

static char *
dup_supplier_member (DisplayFixture *fixture, const KontorUid *uid, const char *member)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorJson) supplier = kontor_replica_read (
    fixture->replica, read_supplier, (gpointer) uid, &error);

  g_assert_no_error (error);
  return g_strdup (kontor_json_get_string (supplier, member, ""));
}

static gboolean
is_stored (DisplayFixture *fixture, const KontorUid *uid, const char *member, const char *value)
{
  g_autofree char *stored = dup_supplier_member (fixture, uid, member);

  return g_str_equal (stored, value);
}

/* The name stands on top and is edited there; the country is chosen by its name. */
static void
test_supplier (DisplayFixture *fixture, gconstpointer data)
{
  KontorUid    uid = display_fixture_run (fixture,
                                       "supplier.create",
                                       "{\"name\":\"Holm\",\"country\":\"DE\",\"language\":\"de\"}",
                                       "supplier");
  GtkWidget   *pane = g_object_new (KONTOR_TYPE_SUPPLIER_PANE, "company", fixture->company, NULL);
  GtkEditable *name = NULL;
  GtkDropDown *country = NULL;

  display_fixture_show (fixture, pane, 460, 760);
  kontor_pane_show (KONTOR_PANE (pane), &uid);
  name = display_child (pane, KONTOR_TYPE_SUPPLIER_PANE, "name");
  country = display_child (pane, KONTOR_TYPE_SUPPLIER_PANE, "country");
  WAIT_FOR (g_str_equal (gtk_editable_get_text (name), "Holm"));
  check (pane);
  g_assert_cmpuint (gtk_drop_down_get_selected (country), ==, 1);
  gtk_drop_down_set_selected (country, 2);
  WAIT_FOR (is_stored (fixture, &uid, "country", "AT"));
  gtk_editable_set_text (name, "Töpferei Holm");
  g_signal_emit_by_name (name, "activate");
  WAIT_FOR (is_stored (fixture, &uid, "name", "Töpferei Holm"));
}

/* An order is written for the supplier that was asked for, but never instead of another one. */
static void
test_order_of_supplier (DisplayFixture *fixture, gconstpointer data)
{
  GtkWidget *page = g_object_new (
    KONTOR_TYPE_PURCHASE_FORM_PAGE, "company", fixture->company, NULL);
  KontorProductPicker *picker = display_child (page, KONTOR_TYPE_PURCHASE_FORM_PAGE, "supplier");

  display_fixture_show (fixture, page, 900, 600);
  kontor_purchase_form_page_start (
    KONTOR_PURCHASE_FORM_PAGE (page), "00000000-0000-7000-8000-000000000001", "Holm");
  WAIT_FOR (g_str_equal (kontor_product_picker_get_name (picker), "Holm"));
  kontor_purchase_form_page_start (
    KONTOR_PURCHASE_FORM_PAGE (page), "00000000-0000-7000-8000-000000000002", "Voss");
  display_settle (100);
  g_assert_cmpstr (kontor_product_picker_get_name (picker), ==, "Holm");
}

static GtkWidget *
add_column (GtkWidget *beside, int n_buttons)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_set_valign (column, GTK_ALIGN_START);
  for (int i = 0; i < n_buttons; i++)
    gtk_box_append (GTK_BOX (column), gtk_button_new_with_label ("?"));
  gtk_widget_set_parent (column, beside);
  return column;
}

/* A high part is gone through before the low one beside it. */
static void
test_beside_focus (DisplayFixture *fixture, gconstpointer data)
{
  GtkWidget *beside = g_object_new (KONTOR_TYPE_BESIDE, NULL);
  GtkWidget *first = add_column (beside, 3);
  GtkWidget *second = add_column (beside, 1);

  display_fixture_show (fixture, beside, 1000, 400);
  display_settle (150);
  gtk_widget_grab_focus (gtk_widget_get_first_child (first));
  for (int i = 0; i < 3; i++)
    {
      g_assert_true (gtk_widget_get_focus_child (beside) == first);
      g_assert_true (gtk_widget_child_focus (beside, GTK_DIR_TAB_FORWARD));
    }
  g_assert_true (gtk_widget_get_focus_child (beside) == second);
  g_assert_true (gtk_widget_child_focus (beside, GTK_DIR_TAB_BACKWARD));
  g_assert_true (gtk_widget_get_focus_child (beside) == first);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, gtk_button_new_with_label ("?"));
}

/* A list is one stop, however many rows it has. */
static void
test_tab_stop (DisplayFixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "a", "b", "c", NULL };
  GtkListItemFactory      *factory = gtk_signal_list_item_factory_new ();
  GtkSelectionModel       *rows = GTK_SELECTION_MODEL (
    gtk_no_selection_new (G_LIST_MODEL (gtk_string_list_new (names))));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *stop = g_object_new (KONTOR_TYPE_TAB_STOP, NULL);
  GtkWidget *window = gtk_scrolled_window_new ();
  GtkWidget *after = gtk_button_new_with_label ("?");

  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), gtk_list_view_new (rows, factory));
  gtk_widget_set_vexpand (window, TRUE);
  adw_bin_set_child (ADW_BIN (stop), window);
  gtk_box_append (GTK_BOX (box), stop);
  gtk_box_append (GTK_BOX (box), after);
  display_fixture_show (fixture, box, 400, 400);
  display_settle (150);
  gtk_widget_grab_focus (after);
  g_assert_true (gtk_widget_child_focus (box, GTK_DIR_TAB_BACKWARD));
  g_assert_true (gtk_widget_get_focus_child (box) == stop);
  g_assert_true (gtk_widget_child_focus (box, GTK_DIR_TAB_FORWARD));
  g_assert_true (gtk_widget_get_focus_child (box) == after);
  g_assert_true (gtk_widget_child_focus (box, GTK_DIR_TAB_BACKWARD));
  g_assert_true (gtk_widget_get_focus_child (box) == stop);
}

int
main (int argc, char **argv)
{
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  ADD ("/pages/names", test_names);
  ADD ("/pages/narrow", test_narrow);
  ADD ("/pages/large-text", test_large_text);
  ADD ("/pages/pane-width", test_pane_width);
  ADD ("/pages/german-pane-width", test_german_pane_width);
  ADD ("/pages/order/steps", test_order_takes_its_steps);
  ADD ("/pages/order/ship", test_order_is_shipped);
  ADD ("/pages/order/cancel", test_cancelling_needs_a_reason);
  ADD ("/pages/supplier", test_supplier);
  ADD ("/pages/supplier/order", test_order_of_supplier);
  ADD ("/pages/beside/focus", test_beside_focus);
  ADD ("/pages/tab-stop", test_tab_stop);
  ADD ("/pages/list/empty", test_pane_hides_beside_nothing);
  return g_test_run ();
}
