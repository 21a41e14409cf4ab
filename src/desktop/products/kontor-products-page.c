/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-products-page.h"

#include <glib/gi18n.h>

#include "kontor-act.h"
#include "kontor-format.h"
#include "kontor-product-bulk-window.h"
#include "kontor-product-column.h"
#include "kontor-product-label-window.h"
#include "kontor-product-pane.h"
#include "kontor-product-run.h"

/**
 * KontorProductsPage:
 *
 * What is sold here, with what can be done with several products at once.
 */
struct _KontorProductsPage
{
  KontorListPage parent_instance;
};

G_DEFINE_FINAL_TYPE (KontorProductsPage, kontor_products_page, KONTOR_TYPE_LIST_PAGE)

static const KontorBulkAction bulk[] = {
  { N_ ("_Edit…"), "products.edit" },
  { N_ ("Print _Labels…"), "products.labels" },
  { N_ ("A_rchive"), "products.archive" },
  { N_ ("E_xport…"), "page.export-selected" },
  { NULL },
};

static void
archive_products (KontorProductsPage *self, GArray *uids)
{
  g_autoptr (GPtrArray) items = kontor_product_items_new ();
  g_autofree char *done = NULL;

  for (guint i = 0; i < uids->len; i++)
    {
      g_autofree char *uid = kontor_uid_dup_text (&g_array_index (uids, KontorUid, i));
      KontorJson      *params = kontor_json_new_object ();

      kontor_json_set_string (params, "product", uid);
      g_ptr_array_add (items, kontor_act_item ("product.archive", params));
    }
  done = g_strdup_printf (ngettext ("%u product archived", "%u products archived", items->len),
                          items->len);
  kontor_act_many (GTK_WIDGET (self), kontor_page_get_company (KONTOR_PAGE (self)), items, done);
}

static GArray *
dup_selected (KontorProductsPage *self)
{
  g_autoptr (GPtrArray) rows = kontor_grid_get_selected (
    kontor_list_page_get_list (KONTOR_LIST_PAGE (self)));
  GArray *uids = g_array_new (FALSE, FALSE, sizeof (KontorUid));

  for (guint i = 0; i < rows->len; i++)
    g_array_append_val (uids, kontor_row_get_data (g_ptr_array_index (rows, i))->uid);
  return uids;
}

static gboolean
is_archived (KontorProductsPage *self, KontorRow *row)
{
  int column = kontor_list_page_find_column (KONTOR_LIST_PAGE (self), "status");

  return g_strcmp0 (kontor_row_get_data (row)->values[column].text, "archived") == 0;
}

static void
edit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GArray) uids = dup_selected (KONTOR_PRODUCTS_PAGE (widget));

  if (uids->len > 0)
    kontor_product_bulk_window_present (
      widget, kontor_page_get_company (KONTOR_PAGE (widget)), uids);
}

static void
labels_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GArray) uids = dup_selected (KONTOR_PRODUCTS_PAGE (widget));

  if (uids->len > 0)
    kontor_product_label_window_present (
      widget, kontor_page_get_company (KONTOR_PAGE (widget)), uids);
}

static void
archive_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GArray) uids = dup_selected (KONTOR_PRODUCTS_PAGE (widget));

  if (uids->len > 0)
    archive_products (KONTOR_PRODUCTS_PAGE (widget), uids);
}

static char *
kontor_products_page_bulk_changed (KontorListPage *page, GPtrArray *rows)
{
  KontorProductsPage *self = KONTOR_PRODUCTS_PAGE (page);
  guint               n_archived = 0;

  for (guint i = 0; i < rows->len; i++)
    n_archived += is_archived (self, g_ptr_array_index (rows, i)) ? 1 : 0;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "products.archive", n_archived == 0);
  if (n_archived == 0)
    return NULL;
  return g_strdup_printf (
    ngettext ("%u of them is archived already", "%u of them are archived already", n_archived),
    n_archived);
}

static char *
kontor_products_page_dup_count (KontorListPage *self, gint64 count)
{
  g_autofree char *number = kontor_format_count (count);

  return g_strdup_printf (ngettext ("%s product", "%s products", (gulong) count), number);
}

static gboolean
kontor_products_page_create (KontorPage *page)
{
  return gtk_widget_activate_action (GTK_WIDGET (page), "win.page", "s", "new-product");
}

static void
kontor_products_page_constructed (GObject *object)
{
  G_OBJECT_CLASS (kontor_products_page_parent_class)->constructed (object);

  kontor_product_column_set_up (kontor_list_page_get_list (KONTOR_LIST_PAGE (object)),
                                kontor_page_get_company (KONTOR_PAGE (object)),
                                kontor_list_page_find_column (KONTOR_LIST_PAGE (object), "picture"),
                                kontor_list_page_find_column (KONTOR_LIST_PAGE (object), "title"));
}

static void
kontor_products_page_class_init (KontorProductsPageClass *klass)
{
  GtkWidgetClass      *widget_class = GTK_WIDGET_CLASS (klass);
  KontorListPageClass *list_class = KONTOR_LIST_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = kontor_products_page_constructed;
  KONTOR_PAGE_CLASS (klass)->create = kontor_products_page_create;
  list_class->list = "products";
  list_class->get_pane_type = kontor_product_pane_get_type;
  list_class->create_label = N_ ("New Product");
  list_class->empty_icon = "kontor-products-symbolic";
  list_class->empty_title = N_ ("No Products Yet");
  list_class->empty_description = N_ ("Products come from an import, or one by one.");
  list_class->empty_button = N_ ("_New Product");
  list_class->empty_action = "win.new";
  list_class->bulk = bulk;
  list_class->bulk_changed = kontor_products_page_bulk_changed;
  list_class->dup_count = kontor_products_page_dup_count;

  gtk_widget_class_install_action (widget_class, "products.edit", NULL, edit_action);
  gtk_widget_class_install_action (widget_class, "products.labels", NULL, labels_action);
  gtk_widget_class_install_action (widget_class, "products.archive", NULL, archive_action);
}

static void
kontor_products_page_init (KontorProductsPage *self)
{
}
