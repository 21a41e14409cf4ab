/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-lots-page.h"

#include <glib/gi18n.h>

#include "kontor-format.h"
#include "kontor-lot-pane.h"

/**
 * KontorLotsPage:
 *
 * Lots and serial numbers: until when they are good, and who got them.
 */
struct _KontorLotsPage
{
  KontorListPage parent_instance;
};

G_DEFINE_FINAL_TYPE (KontorLotsPage, kontor_lots_page, KONTOR_TYPE_LIST_PAGE)

static const KontorBulkAction bulk[] = {
  { N_ ("_Export…"), "page.export-selected" },
  { NULL },
};

static char *
kontor_lots_page_dup_count (KontorListPage *self, gint64 count)
{
  g_autofree char *number = kontor_format_count (count);

  return g_strdup_printf (ngettext ("%s lot", "%s lots", (gulong) count), number);
}

static void
kontor_lots_page_class_init (KontorLotsPageClass *klass)
{
  KontorListPageClass *list_class = KONTOR_LIST_PAGE_CLASS (klass);

  list_class->list = "lots";
  list_class->parent = "stock";
  list_class->get_pane_type = kontor_lot_pane_get_type;
  list_class->empty_icon = "kontor-stock-symbolic";
  list_class->empty_title = N_ ("No Lots Yet");
  list_class->empty_description = N_ (
    "Lots come with the goods of a purchase order, or by hand from an item of the stock.");
  list_class->bulk = bulk;
  list_class->dup_count = kontor_lots_page_dup_count;
}

static void
kontor_lots_page_init (KontorLotsPage *self)
{
}
