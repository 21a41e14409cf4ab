/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-purchasing-page.h"

#include <glib/gi18n.h>

#include "kontor-act.h"
#include "kontor-format.h"
#include "kontor-purchase-pane.h"
#include "kontor-purchase-print.h"
#include "kontor-purchase.h"

/**
 * KontorPurchasingPage:
 *
 * All orders to suppliers. What should be ordered, and the suppliers, are a step away.
 */
struct _KontorPurchasingPage
{
  KontorListPage parent_instance;
};

G_DEFINE_FINAL_TYPE (KontorPurchasingPage, kontor_purchasing_page, KONTOR_TYPE_LIST_PAGE)

static const KontorBulkAction bulk[] = {
  { N_ ("Mark as _Sent"), "purchases.send" },
  { N_ ("_Print"), "purchases.print" },
  { NULL },
};

static gboolean
can_send (KontorPurchasingPage *self, KontorRow *row)
{
  int                 column = kontor_list_page_find_column (KONTOR_LIST_PAGE (self), "state");
  KontorPurchaseState state = KONTOR_PURCHASE_CANCELLED;

  return kontor_purchase_state_from_name (kontor_row_get_data (row)->values[column].text, &state)
         && kontor_purchase_step_is_allowed (state, KONTOR_PURCHASE_STEP_SEND);
}

static GPtrArray *
get_selected (KontorPurchasingPage *self)
{
  return kontor_grid_get_selected (kontor_list_page_get_list (KONTOR_LIST_PAGE (self)));
}

static void
send_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorPurchasingPage *self = KONTOR_PURCHASING_PAGE (widget);
  g_autoptr (GPtrArray) rows = get_selected (self);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (
    (GDestroyNotify) kontor_replica_item_free);
  g_autofree char *done = NULL;

  for (guint i = 0; i < rows->len; i++)
    {
      g_autofree char *uid = NULL;
      KontorJson      *params = NULL;

      if (!can_send (self, rows->pdata[i]))
        continue;
      uid = kontor_uid_dup_text (&kontor_row_get_data (rows->pdata[i])->uid);
      params = kontor_json_new_object ();
      kontor_json_set_string (params, "purchase", uid);
      g_ptr_array_add (items, kontor_act_item ("purchase.send", params));
    }
  done = g_strdup_printf (
    ngettext ("%u order marked as sent", "%u orders marked as sent", items->len), items->len);
  kontor_act_many (widget, kontor_page_get_company (KONTOR_PAGE (self)), items, done);
}

static void
print_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorPurchasingPage *self = KONTOR_PURCHASING_PAGE (widget);
  g_autoptr (GPtrArray) rows = get_selected (self);

  for (guint i = 0; i < rows->len; i++)
    kontor_purchase_print (widget,
                           kontor_page_get_company (KONTOR_PAGE (self)),
                           &kontor_row_get_data (rows->pdata[i])->uid,
                           0);
}

static char *
kontor_purchasing_page_bulk_changed (KontorListPage *page, GPtrArray *rows)
{
  KontorPurchasingPage *self = KONTOR_PURCHASING_PAGE (page);
  guint                 n_drafts = 0;
  guint                 n_others = 0;

  for (guint i = 0; i < rows->len; i++)
    n_drafts += can_send (self, rows->pdata[i]) ? 1 : 0;
  n_others = rows->len - n_drafts;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "purchases.send", n_drafts > 0);
  if (n_others == 0)
    return NULL;
  return g_strdup_printf (ngettext ("%u is no draft", "%u are no drafts", n_others), n_others);
}

static char *
kontor_purchasing_page_dup_count (KontorListPage *self, gint64 count)
{
  g_autofree char *number = kontor_format_count (count);

  return g_strdup_printf (ngettext ("%s purchase order", "%s purchase orders", (gulong) count),
                          number);
}

static gboolean
kontor_purchasing_page_create (KontorPage *page)
{
  return gtk_widget_activate_action (GTK_WIDGET (page), "win.page", "s", "new-purchase");
}

static void
kontor_purchasing_page_constructed (GObject *object)
{
  KontorListPage *self = KONTOR_LIST_PAGE (object);

  G_OBJECT_CLASS (kontor_purchasing_page_parent_class)->constructed (object);
  kontor_list_page_add_item (self, _ ("_What to Order"), "win.page::proposals");
  kontor_list_page_add_item (self, _ ("_Suppliers"), "win.page::suppliers");
}

static void
kontor_purchasing_page_class_init (KontorPurchasingPageClass *klass)
{
  GtkWidgetClass      *widget_class = GTK_WIDGET_CLASS (klass);
  KontorListPageClass *list_class = KONTOR_LIST_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = kontor_purchasing_page_constructed;
  KONTOR_PAGE_CLASS (klass)->create = kontor_purchasing_page_create;
  list_class->list = "purchases";
  list_class->get_pane_type = kontor_purchase_pane_get_type;
  list_class->create_label = N_ ("New Purchase");
  list_class->empty_icon = "kontor-purchasing-symbolic";
  list_class->empty_title = N_ ("No Purchase Orders Yet");
  list_class->empty_description = N_ (
    "Orders to suppliers are made from what is running low, or by hand.");
  list_class->empty_button = N_ ("_What to Order");
  list_class->empty_action = "win.page::proposals";
  list_class->bulk = bulk;
  list_class->bulk_changed = kontor_purchasing_page_bulk_changed;
  list_class->dup_count = kontor_purchasing_page_dup_count;

  gtk_widget_class_install_action (widget_class, "purchases.send", NULL, send_action);
  gtk_widget_class_install_action (widget_class, "purchases.print", NULL, print_action);
}

static void
kontor_purchasing_page_init (KontorPurchasingPage *self)
{
}
