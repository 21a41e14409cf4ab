/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-stock-page.h"

#include <glib/gi18n.h>

#include "kontor-format.h"
#include "kontor-stock-pane.h"

/**
 * KontorStockPage:
 *
 * All that is kept: how much is there, promised and free. Movements, lots, transfers and places are
 * a step away.
 */
struct _KontorStockPage
{
  KontorListPage parent_instance;
};

G_DEFINE_FINAL_TYPE (KontorStockPage, kontor_stock_page, KONTOR_TYPE_LIST_PAGE)

static const KontorBulkAction bulk[] = {
  { N_ ("_Export…"), "page.export-selected" },
  { NULL },
};

static char *
kontor_stock_page_dup_count (KontorListPage *self, gint64 count)
{
  g_autofree char *number = kontor_format_count (count);

  return g_strdup_printf (ngettext ("%s item", "%s items", (gulong) count), number);
}

static void
kontor_stock_page_constructed (GObject *object)
{
  KontorListPage *self = KONTOR_LIST_PAGE (object);

  G_OBJECT_CLASS (kontor_stock_page_parent_class)->constructed (object);
  kontor_list_page_add_item (self, _ ("_Value at a Past Day"), "win.page::stock-value");
  kontor_list_page_add_item (self, _ ("_Movements"), "win.page::movements");
  kontor_list_page_add_item (self, _ ("_Transfers"), "win.page::transfers");
  kontor_list_page_add_item (self, _ ("_Lots"), "win.page::lots");
  kontor_list_page_add_item (self, _ ("_Places"), "win.page::places");
  kontor_list_page_add_item (self, _ ("L_ow Stock"), "win.page::notices");
}

static void
kontor_stock_page_class_init (KontorStockPageClass *klass)
{
  KontorListPageClass *list_class = KONTOR_LIST_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = kontor_stock_page_constructed;
  list_class->list = "stock";
  list_class->get_pane_type = kontor_stock_pane_get_type;
  list_class->empty_icon = "kontor-stock-symbolic";
  list_class->empty_title = N_ ("Nothing Is Kept Yet");
  list_class->empty_description = N_ (
    "Here stands how much there is of each product, where it lies and what is promised.");
  list_class->empty_button = N_ ("New _Product");
  list_class->empty_action = "win.page::new-product";
  list_class->bulk = bulk;
  list_class->dup_count = kontor_stock_page_dup_count;
}

static void
kontor_stock_page_init (KontorStockPage *self)
{
}
