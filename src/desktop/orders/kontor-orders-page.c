/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-orders-page.h"

#include <glib/gi18n.h>

#include "kontor-act.h"
#include "kontor-format.h"
#include "kontor-order-pane.h"
#include "kontor-order-print.h"
#include "kontor-order.h"

/**
 * KontorOrdersPage:
 *
 * All orders, with what can be done with several of them at once.
 */
struct _KontorOrdersPage
{
  KontorListPage parent_instance;
};

G_DEFINE_FINAL_TYPE (KontorOrdersPage, kontor_orders_page, KONTOR_TYPE_LIST_PAGE)

/* A step that several orders can take at once. */
static const struct
{
  const char      *action;
  const char      *command;
  KontorOrderState to;
  const char      *label; /* N_(), with the number of orders */
} steps[] = {
  { "orders.pay", "order.pay", KONTOR_ORDER_PAID, N_ ("Pa_y %u") },
  { "orders.process", "order.process", KONTOR_ORDER_PROCESSING, N_ ("Pac_k %u") },
  { "orders.ship", "order.ship", KONTOR_ORDER_SHIPPED, N_ ("Shi_p %u") },
};

static const KontorBulkAction bulk[] = {
  { N_ ("Pa_y"), "orders.pay" },
  { N_ ("Pac_k"), "orders.process" },
  { N_ ("Shi_p"), "orders.ship" },
  { N_ ("Print _Slips"), "orders.print::slip" },
  { N_ ("Pick _List"), "orders.print::pick" },
  { N_ ("_Invoice Together"), "orders.invoice" },
  { N_ ("E_xport…"), "page.export-selected" },
  { NULL },
};

static gboolean
can_take (KontorOrdersPage *self, KontorRow *row, KontorOrderState to)
{
  int                  column = kontor_list_page_find_column (KONTOR_LIST_PAGE (self), "state");
  const KontorListRow *data = kontor_row_get_data (row);
  KontorOrderState     state = KONTOR_ORDER_CART;

  return kontor_order_state_from_name (data->values[column].text, &state)
         && kontor_order_step_is_allowed (state, to) && state < to;
}

static guint
count_able (KontorOrdersPage *self, GPtrArray *rows, KontorOrderState to)
{
  guint n_able = 0;

  for (guint i = 0; i < rows->len; i++)
    n_able += can_take (self, g_ptr_array_index (rows, i), to) ? 1 : 0;
  return n_able;
}

static void
step_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorOrdersPage *self = KONTOR_ORDERS_PAGE (widget);
  g_autoptr (GPtrArray) rows = kontor_grid_get_selected (
    kontor_list_page_get_list (KONTOR_LIST_PAGE (self)));
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (
    (GDestroyNotify) kontor_replica_item_free);
  g_autofree char *done = NULL;
  gsize            step = 0;

  while (!g_str_equal (steps[step].action, name))
    step++;
  for (guint i = 0; i < rows->len; i++)
    if (can_take (self, g_ptr_array_index (rows, i), steps[step].to))
      {
        KontorJson      *params = kontor_json_new_object ();
        g_autofree char *uid = kontor_uid_dup_text (
          &kontor_row_get_data (g_ptr_array_index (rows, i))->uid);

        kontor_json_set_string (params, "order", uid);
        g_ptr_array_add (items, kontor_act_item (steps[step].command, params));
      }
  done = g_strdup_printf (ngettext ("%u order done", "%u orders done", items->len), items->len);
  kontor_act_many (widget, kontor_page_get_company (KONTOR_PAGE (self)), items, done);
}

static void
print_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorListPage *self = KONTOR_LIST_PAGE (widget);
  g_autoptr (GPtrArray) rows = kontor_grid_get_selected (kontor_list_page_get_list (self));
  g_autoptr (GArray) uids = g_array_new (FALSE, FALSE, sizeof (KontorUid));

  for (guint i = 0; i < rows->len; i++)
    g_array_append_val (uids, kontor_row_get_data (g_ptr_array_index (rows, i))->uid);
  if (uids->len > 0)
    kontor_order_print (widget,
                        kontor_page_get_company (KONTOR_PAGE (self)),
                        uids,
                        g_variant_get_string (parameter, NULL));
}

static void
drafted (GtkWidget *widget, const KontorJson *result)
{
  if (result != NULL)
    gtk_widget_activate_action (
      widget, "win.record", "(ss)", "invoice_draft", kontor_json_get_string (result, "draft", ""));
}

static void
invoice_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorListPage *self = KONTOR_LIST_PAGE (widget);
  g_autoptr (GPtrArray) rows = kontor_grid_get_selected (kontor_list_page_get_list (self));
  KontorJson *params = kontor_json_new_object ();
  KontorJson *orders = kontor_json_new_array ();

  for (guint i = 0; i < rows->len; i++)
    {
      g_autofree char *uid = kontor_uid_dup_text (&kontor_row_get_data (rows->pdata[i])->uid);

      kontor_json_append (orders, kontor_json_new_string (uid));
    }
  kontor_json_set (params, "orders", orders);
  kontor_act_then (widget,
                   kontor_page_get_company (KONTOR_PAGE (self)),
                   "invoice.draft",
                   params,
                   _ ("Draft made"),
                   drafted);
}

/* Why an order can't be shipped now: what is missing, or what has happened already. */
static const char *
describe_obstacle (KontorOrderState state, guint n_orders)
{
  switch (state)
    {
    case KONTOR_ORDER_CART:
      return ngettext ("%u not placed", "%u not placed", n_orders);
    case KONTOR_ORDER_PENDING_PAYMENT:
      return ngettext ("%u not paid", "%u not paid", n_orders);
    case KONTOR_ORDER_PAID:
      return ngettext ("%u not packed", "%u not packed", n_orders);
    case KONTOR_ORDER_PROCESSING:
      return NULL;
    case KONTOR_ORDER_SHIPPED:
    case KONTOR_ORDER_DELIVERED:
      return ngettext ("%u shipped already", "%u shipped already", n_orders);
    case KONTOR_ORDER_CANCELLED:
      return ngettext ("%u cancelled", "%u cancelled", n_orders);
    case KONTOR_ORDER_RETURNED:
      return ngettext ("%u came back", "%u came back", n_orders);
    }
  return NULL;
}

static char *
describe_obstacles (KontorOrdersPage *self, GPtrArray *rows)
{
  int   column = kontor_list_page_find_column (KONTOR_LIST_PAGE (self), "state");
  guint counts[KONTOR_ORDER_N_STATES] = { 0 };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      const KontorListRow *row = kontor_row_get_data (g_ptr_array_index (rows, i));
      KontorOrderState     state = KONTOR_ORDER_CART;

      if (kontor_order_state_from_name (row->values[column].text, &state))
        counts[state == KONTOR_ORDER_DELIVERED ? KONTOR_ORDER_SHIPPED : state]++;
    }
  for (guint i = 0; i < KONTOR_ORDER_N_STATES; i++)
    {
      const char      *format = describe_obstacle ((KontorOrderState) i, counts[i]);
      g_autofree char *number = kontor_format_count (counts[i]);
      g_autoptr (GString) part = g_string_new (format);

      g_string_replace (part, "%u", number, 1);
      if (counts[i] > 0 && format != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", part->str);
    }
  return text->len > 0 ? g_strdup (text->str) : NULL;
}

static char *
kontor_orders_page_bulk_changed (KontorListPage *page, GPtrArray *rows)
{
  KontorOrdersPage *self = KONTOR_ORDERS_PAGE (page);

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      guint            n_able = count_able (self, rows, steps[i].to);
      g_autofree char *number = kontor_format_count (n_able);
      g_autoptr (GString) label = g_string_new (_ (steps[i].label));

      g_string_replace (label, "%u", number, 1);
      kontor_list_page_set_bulk_label (page, (guint) i, label->str);
      gtk_widget_action_set_enabled (GTK_WIDGET (self), steps[i].action, n_able > 0);
    }
  return describe_obstacles (self, rows);
}

static char *
kontor_orders_page_dup_count (KontorListPage *self, gint64 count)
{
  g_autofree char *number = kontor_format_count (count);

  return g_strdup_printf (ngettext ("%s order", "%s orders", (gulong) count), number);
}

static gboolean
kontor_orders_page_create (KontorPage *page)
{
  return gtk_widget_activate_action (GTK_WIDGET (page), "win.page", "s", "new-order");
}

static void
kontor_orders_page_class_init (KontorOrdersPageClass *klass)
{
  GtkWidgetClass      *widget_class = GTK_WIDGET_CLASS (klass);
  KontorListPageClass *list_class = KONTOR_LIST_PAGE_CLASS (klass);

  KONTOR_PAGE_CLASS (klass)->create = kontor_orders_page_create;
  list_class->list = "orders";
  list_class->get_pane_type = kontor_order_pane_get_type;
  list_class->create_label = N_ ("New Order");
  list_class->empty_icon = "kontor-orders-symbolic";
  list_class->empty_title = N_ ("No Orders Yet");
  list_class->empty_description = N_ ("Orders come from here, from an import, or from your shop.");
  list_class->empty_button = N_ ("_New Order");
  list_class->empty_action = "win.new";
  list_class->bulk = bulk;
  list_class->bulk_changed = kontor_orders_page_bulk_changed;
  list_class->dup_count = kontor_orders_page_dup_count;

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    gtk_widget_class_install_action (widget_class, steps[i].action, NULL, step_action);
  gtk_widget_class_install_action (widget_class, "orders.invoice", NULL, invoice_action);
  gtk_widget_class_install_action (widget_class, "orders.print", "s", print_action);
}

static void
kontor_orders_page_init (KontorOrdersPage *self)
{
}
