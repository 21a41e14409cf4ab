/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-customers-page.h"

#include <glib/gi18n.h>

#include "kontor-act.h"
#include "kontor-customer-merge-window.h"
#include "kontor-customer-pane.h"
#include "kontor-format.h"

/**
 * KontorCustomersPage:
 *
 * Everybody who bought here or may do so, with what can be done with several of them at once.
 */
struct _KontorCustomersPage
{
  KontorListPage parent_instance;
};

G_DEFINE_FINAL_TYPE (KontorCustomersPage, kontor_customers_page, KONTOR_TYPE_LIST_PAGE)

static const KontorBulkAction bulk[] = {
  { N_ ("_Merge…"), "customers.merge" },
  { N_ ("_Archive"), "customers.archive" },
  { N_ ("_Export…"), "page.export-selected" },
  { NULL },
};

static GPtrArray *
selected_rows (GtkWidget *widget)
{
  return kontor_grid_get_selected (kontor_list_page_get_list (KONTOR_LIST_PAGE (widget)));
}

static const KontorUid *
uid_at (GPtrArray *rows, guint i)
{
  return &kontor_row_get_data (g_ptr_array_index (rows, i))->uid;
}

static void
merge_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GPtrArray) rows = selected_rows (widget);
  KontorCompany *company = kontor_page_get_company (KONTOR_PAGE (widget));

  if (rows->len == 2)
    kontor_customer_merge_window_present (widget, company, uid_at (rows, 0), uid_at (rows, 1));
}

static void
duplicates_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  kontor_customer_merge_window_present (
    widget, kontor_page_get_company (KONTOR_PAGE (widget)), NULL, NULL);
}

static void
archive_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GPtrArray) rows = selected_rows (widget);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (
    (GDestroyNotify) kontor_replica_item_free);
  g_autofree char *done = NULL;

  for (guint i = 0; i < rows->len; i++)
    {
      KontorJson      *params = kontor_json_new_object ();
      g_autofree char *uid = kontor_uid_dup_text (uid_at (rows, i));

      kontor_json_set_string (params, "customer", uid);
      g_ptr_array_add (items, kontor_act_item ("customer.archive", params));
    }
  done = g_strdup_printf (ngettext ("%u customer archived", "%u customers archived", items->len),
                          items->len);
  kontor_act_many (widget, kontor_page_get_company (KONTOR_PAGE (widget)), items, done);
}

static char *
kontor_customers_page_bulk_changed (KontorListPage *page, GPtrArray *rows)
{
  gboolean archived = strstr (kontor_grid_get_filter (kontor_list_page_get_list (page)),
                              "is:archived")
                      != NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (page), "customers.merge", rows->len == 2);
  gtk_widget_action_set_enabled (GTK_WIDGET (page), "customers.archive", !archived);
  return rows->len == 2 ? NULL : g_strdup (_ ("Two at a time can be merged"));
}

static char *
kontor_customers_page_dup_count (KontorListPage *self, gint64 count)
{
  g_autofree char *number = kontor_format_count (count);

  return g_strdup_printf (ngettext ("%s customer", "%s customers", (gulong) count), number);
}

static gboolean
kontor_customers_page_create (KontorPage *page)
{
  return gtk_widget_activate_action (GTK_WIDGET (page), "win.page", "s", "new-customer");
}

static void
kontor_customers_page_constructed (GObject *object)
{
  GObject *menu = NULL;
  g_autoptr (GMenu) section = g_menu_new ();

  G_OBJECT_CLASS (kontor_customers_page_parent_class)->constructed (object);

  menu = gtk_widget_get_template_child (GTK_WIDGET (object), KONTOR_TYPE_LIST_PAGE, "list_menu");
  g_menu_append (section, _ ("Find _Duplicates…"), "customers.duplicates");
  g_menu_append (section, _ ("_Import…"), "win.import");
  g_menu_append_section (G_MENU (menu), NULL, G_MENU_MODEL (section));
}

static void
kontor_customers_page_class_init (KontorCustomersPageClass *klass)
{
  GtkWidgetClass      *widget_class = GTK_WIDGET_CLASS (klass);
  KontorListPageClass *list_class = KONTOR_LIST_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = kontor_customers_page_constructed;
  KONTOR_PAGE_CLASS (klass)->create = kontor_customers_page_create;
  list_class->list = "customers";
  list_class->get_pane_type = kontor_customer_pane_get_type;
  list_class->create_label = N_ ("New Customer");
  list_class->empty_icon = "system-users-symbolic";
  list_class->empty_title = N_ ("No Customers Yet");
  list_class->empty_description = N_ ("Customers come with their first order, or from an import.");
  list_class->empty_button = N_ ("_New Customer");
  list_class->empty_action = "win.new";
  list_class->bulk = bulk;
  list_class->bulk_changed = kontor_customers_page_bulk_changed;
  list_class->dup_count = kontor_customers_page_dup_count;

  gtk_widget_class_install_action (widget_class, "customers.merge", NULL, merge_action);
  gtk_widget_class_install_action (widget_class, "customers.archive", NULL, archive_action);
  gtk_widget_class_install_action (widget_class, "customers.duplicates", NULL, duplicates_action);
}

static void
kontor_customers_page_init (KontorCustomersPage *self)
{
}
