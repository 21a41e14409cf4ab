/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-invoices-page.h"

#include <glib/gi18n.h>

#include "kontor-format.h"
#include "kontor-invoice-pane.h"

/**
 * KontorInvoicesPage:
 *
 * What was issued, and what is still to be paid of it.
 */
struct _KontorInvoicesPage
{
  KontorListPage parent_instance;
};

G_DEFINE_FINAL_TYPE (KontorInvoicesPage, kontor_invoices_page, KONTOR_TYPE_LIST_PAGE)

static char *
kontor_invoices_page_dup_count (KontorListPage *self, gint64 count)
{
  g_autofree char *number = kontor_format_count (count);

  return g_strdup_printf (ngettext ("%s document", "%s documents", (gulong) count), number);
}

static gboolean
kontor_invoices_page_create (KontorPage *page)
{
  return gtk_widget_activate_action (GTK_WIDGET (page), "win.page", "s", "invoice-draft");
}

static void
kontor_invoices_page_constructed (GObject *object)
{
  G_OBJECT_CLASS (kontor_invoices_page_parent_class)->constructed (object);
  kontor_list_page_add_item (
    KONTOR_LIST_PAGE (object), _ ("_Overdue and Reminders"), "win.page::overdue");
}

static void
kontor_invoices_page_class_init (KontorInvoicesPageClass *klass)
{
  KontorListPageClass *list_class = KONTOR_LIST_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = kontor_invoices_page_constructed;
  KONTOR_PAGE_CLASS (klass)->create = kontor_invoices_page_create;
  list_class->create_label = N_ ("New Invoice");
  list_class->list = "invoices";
  list_class->get_pane_type = kontor_invoice_pane_get_type;
  list_class->empty_icon = "kontor-invoices-symbolic";
  list_class->empty_title = N_ ("Nothing Issued Yet");
  list_class->empty_description = N_ (
    "Open an order and choose “Issue Invoice”, or write one by hand.");
  list_class->empty_button = N_ ("Open Orders");
  list_class->empty_action = "win.page::orders";
  list_class->dup_count = kontor_invoices_page_dup_count;
}

static void
kontor_invoices_page_init (KontorInvoicesPage *self)
{
}
