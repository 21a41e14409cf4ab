/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-suppliers-page.h"

#include <glib/gi18n.h>

#include "kontor-ask-window.h"
#include "kontor-format.h"
#include "kontor-supplier-pane.h"

/**
 * KontorSuppliersPage:
 *
 * Everybody that goods are ordered from.
 */
struct _KontorSuppliersPage
{
  KontorListPage parent_instance;
};

G_DEFINE_FINAL_TYPE (KontorSuppliersPage, kontor_suppliers_page, KONTOR_TYPE_LIST_PAGE)

static char *
kontor_suppliers_page_dup_count (KontorListPage *self, gint64 count)
{
  g_autofree char *number = kontor_format_count (count);

  return g_strdup_printf (ngettext ("%s supplier", "%s suppliers", (gulong) count), number);
}

static void
supplier_created (GtkWidget *widget, const KontorJson *result)
{
  gtk_widget_activate_action (
    widget, "win.record", "(ss)", "supplier", kontor_json_get_string (result, "supplier", ""));
}

static gboolean
kontor_suppliers_page_create (KontorPage *page)
{
  KontorAskWindow *window = kontor_ask_window_new (
    GTK_WIDGET (page), kontor_page_get_company (page), _ ("New Supplier"), _ ("_Create"));

  kontor_ask_window_add_entry (window, "name", _ ("_Name"), KONTOR_ASK_TEXT, TRUE);
  kontor_ask_window_add_entry (window, "email", _ ("_E-Mail"), KONTOR_ASK_TEXT, FALSE);
  kontor_ask_window_add_entry (
    window, "lead_days", _ ("_Lead Time in Days"), KONTOR_ASK_COUNT, FALSE);
  kontor_ask_window_set_command (
    window, "supplier.create", NULL, _ ("Supplier created"), supplier_created);
  gtk_window_present (GTK_WINDOW (window));
  return TRUE;
}

static void
kontor_suppliers_page_class_init (KontorSuppliersPageClass *klass)
{
  KontorListPageClass *list_class = KONTOR_LIST_PAGE_CLASS (klass);

  KONTOR_PAGE_CLASS (klass)->create = kontor_suppliers_page_create;
  list_class->list = "suppliers";
  list_class->parent = "purchases";
  list_class->get_pane_type = kontor_supplier_pane_get_type;
  list_class->create_label = N_ ("New Supplier");
  list_class->empty_icon = "kontor-purchasing-symbolic";
  list_class->empty_title = N_ ("No Suppliers Yet");
  list_class->empty_description = N_ (
    "Suppliers have an address for the order, and a lead time that proposals reckon with.");
  list_class->empty_button = N_ ("_New Supplier");
  list_class->empty_action = "win.new";
  list_class->dup_count = kontor_suppliers_page_dup_count;
}

static void
kontor_suppliers_page_init (KontorSuppliersPage *self)
{
}
