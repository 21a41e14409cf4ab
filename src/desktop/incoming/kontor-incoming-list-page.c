/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-incoming-list-page.h"

#include <glib/gi18n.h>

#include "kontor-format.h"
#include "kontor-incoming-pane.h"

/**
 * KontorIncomingListPage:
 *
 * All invoices that ever came, with what was decided about them.
 */
struct _KontorIncomingListPage
{
  KontorListPage parent_instance;
};

G_DEFINE_FINAL_TYPE (KontorIncomingListPage, kontor_incoming_list_page, KONTOR_TYPE_LIST_PAGE)

static char *
kontor_incoming_list_page_dup_count (KontorListPage *self, gint64 count)
{
  g_autofree char *number = kontor_format_count (count);

  return g_strdup_printf (ngettext ("%s received invoice", "%s received invoices", (gulong) count),
                          number);
}

static void
kontor_incoming_list_page_constructed (GObject *object)
{
  G_OBJECT_CLASS (kontor_incoming_list_page_parent_class)->constructed (object);
  kontor_list_page_add_item (KONTOR_LIST_PAGE (object), _ ("_Pay Invoices"), "win.page::pay-out");
}

static void
kontor_incoming_list_page_class_init (KontorIncomingListPageClass *klass)
{
  KontorListPageClass *list_class = KONTOR_LIST_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = kontor_incoming_list_page_constructed;
  list_class->list = "incoming";
  list_class->parent = "incoming";
  list_class->get_pane_type = kontor_incoming_pane_get_type;
  list_class->empty_icon = "kontor-incoming-symbolic";
  list_class->empty_title = N_ ("No Invoice Came Yet");
  list_class->empty_description = N_ (
    "Invoices that others send are taken in on the page “Incoming”.");
  list_class->empty_button = N_ ("Open _Incoming");
  list_class->empty_action = "win.page::incoming";
  list_class->dup_count = kontor_incoming_list_page_dup_count;
}

static void
kontor_incoming_list_page_init (KontorIncomingListPage *self)
{
}
