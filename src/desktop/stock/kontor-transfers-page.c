/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-transfers-page.h"

#include <glib/gi18n.h>

#include "kontor-format.h"
#include "kontor-transfer-pane.h"

/**
 * KontorTransfersPage:
 *
 * Goods on their way from place to place.
 */
struct _KontorTransfersPage
{
  KontorListPage parent_instance;
};

G_DEFINE_FINAL_TYPE (KontorTransfersPage, kontor_transfers_page, KONTOR_TYPE_LIST_PAGE)

static const KontorBulkAction bulk[] = {
  { N_ ("_Export…"), "page.export-selected" },
  { NULL },
};

static char *
kontor_transfers_page_dup_count (KontorListPage *self, gint64 count)
{
  g_autofree char *number = kontor_format_count (count);

  return g_strdup_printf (ngettext ("%s transfer", "%s transfers", (gulong) count), number);
}

static void
kontor_transfers_page_class_init (KontorTransfersPageClass *klass)
{
  KontorListPageClass *list_class = KONTOR_LIST_PAGE_CLASS (klass);

  list_class->list = "transfers";
  list_class->parent = "stock";
  list_class->get_pane_type = kontor_transfer_pane_get_type;
  list_class->empty_icon = "kontor-stock-symbolic";
  list_class->empty_title = N_ ("Nothing Was Sent Yet");
  list_class->empty_description = N_ ("Goods go from place to place in two steps: sent, and "
                                      "received. Begin at an item of the stock.");
  list_class->bulk = bulk;
  list_class->dup_count = kontor_transfers_page_dup_count;
}

static void
kontor_transfers_page_init (KontorTransfersPage *self)
{
}
