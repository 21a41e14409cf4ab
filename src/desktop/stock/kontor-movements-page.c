/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-movements-page.h"

#include <glib/gi18n.h>

#include "kontor-format.h"
#include "kontor-movement-pane.h"

/**
 * KontorMovementsPage:
 *
 * The ledger of the stock: every row that its figures are the sum of.
 */
struct _KontorMovementsPage
{
  KontorListPage parent_instance;
};

G_DEFINE_FINAL_TYPE (KontorMovementsPage, kontor_movements_page, KONTOR_TYPE_LIST_PAGE)

static const KontorBulkAction bulk[] = {
  { N_ ("_Export…"), "page.export-selected" },
  { NULL },
};

static char *
kontor_movements_page_dup_count (KontorListPage *self, gint64 count)
{
  g_autofree char *number = kontor_format_count (count);

  return g_strdup_printf (ngettext ("%s movement", "%s movements", (gulong) count), number);
}

static void
kontor_movements_page_class_init (KontorMovementsPageClass *klass)
{
  KontorListPageClass *list_class = KONTOR_LIST_PAGE_CLASS (klass);

  list_class->list = "movements";
  list_class->parent = "stock";
  list_class->get_pane_type = kontor_movement_pane_get_type;
  list_class->empty_icon = "kontor-stock-symbolic";
  list_class->empty_title = N_ ("Nothing Moved Yet");
  list_class->empty_description = N_ (
    "Each delivery, sale, transfer and correction becomes a row here.");
  list_class->bulk = bulk;
  list_class->dup_count = kontor_movements_page_dup_count;
}

static void
kontor_movements_page_init (KontorMovementsPage *self)
{
}
