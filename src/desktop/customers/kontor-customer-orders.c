/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-customer-orders.h"

#include <glib/gi18n.h>

#include "kontor-format.h"
#include "kontor-state.h"

/**
 * KontorCustomerOrders:
 *
 * The newest orders of a customer; a row opens its order, the button below shows all of them.
 */
struct _KontorCustomerOrders
{
  AdwBin parent_instance;

  KontorJson *orders; /* (owned) (nullable) until shown */

  /* Template children */
  GtkLabel     *none;
  GtkListBox   *rows;
  GtkButton    *all;
  GtkSizeGroup *numbers;
  GtkSizeGroup *dates;
  GtkSizeGroup *states;
};

G_DEFINE_FINAL_TYPE (KontorCustomerOrders, kontor_customer_orders, ADW_TYPE_BIN)

static GtkWidget *
new_label (const char *text, float xalign, GtkSizeGroup *group, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "numeric");
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  if (group != NULL)
    gtk_size_group_add_widget (group, label);
  return label;
}

static GtkWidget *
new_state (KontorCustomerOrders *self, const char *name)
{
  const KontorState *state = kontor_state_find (name);
  GtkWidget         *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  if (state != NULL)
    gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (state->icon_name));
  gtk_box_append (GTK_BOX (box), new_label (kontor_state_label (name), 0, NULL, NULL));
  if (state != NULL && state->css_class != NULL)
    gtk_widget_add_css_class (box, state->css_class);
  gtk_size_group_add_widget (self->states, box);
  return box;
}

static void
name_row (GtkWidget *row, const KontorJson *order, const char *when, const char *total)
{
  g_autofree char *name = g_strjoin (
    ", ",
    kontor_json_get_string (order, "number", ""),
    when,
    kontor_state_label (kontor_json_get_string (order, "state", "")),
    total,
    NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
add_row (KontorCustomerOrders *self, const KontorJson *order)
{
  GtkWidget       *row = gtk_list_box_row_new ();
  GtkWidget       *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gint64           placed_at = kontor_json_get_integer (order, "placed_at", 0);
  gint64           minor = kontor_json_get_integer (order, "gross_minor", 0);
  const char      *currency = kontor_json_get_string (order, "currency", "");
  g_autofree char *when = kontor_format_when (placed_at);
  g_autofree char *exact = kontor_format_exact (placed_at);
  g_autofree char *total = kontor_format_money (minor, currency);
  GtkWidget       *date = new_label (when, 0, self->dates, "dim-label");
  GtkWidget       *amount = new_label (total, 1, NULL, NULL);

  gtk_widget_set_tooltip_text (date, exact);
  gtk_widget_set_hexpand (amount, TRUE);
  gtk_widget_add_css_class (box, "customer-order");
  gtk_box_append (GTK_BOX (box),
                  new_label (kontor_json_get_string (order, "number", ""), 0, self->numbers, NULL));
  gtk_box_append (GTK_BOX (box), date);
  gtk_box_append (GTK_BOX (box), new_state (self, kontor_json_get_string (order, "state", "")));
  gtk_box_append (GTK_BOX (box), amount);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_actionable_set_action_target (
    GTK_ACTIONABLE (row), "(ss)", "order", kontor_json_get_string (order, "uid", ""));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.record");
  name_row (row, order, when, total);
  gtk_list_box_append (self->rows, row);
}

static void
show_all_button (KontorCustomerOrders *self, const KontorJson *customer, guint n_shown)
{
  gint64           n_orders = kontor_json_get_integer (customer, "order_count", 0);
  g_autofree char *count = kontor_format_count (n_orders);
  g_autofree char *label = g_strdup_printf (_ ("Show All %s Orders"), count);
  g_autofree char *filter = g_strdup_printf ("customer-number:\"%s\"",
                                             kontor_json_get_string (customer, "number", ""));

  gtk_button_set_label (self->all, label);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->all), "(ss)", "orders", filter);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->all), "win.rows");
  gtk_widget_set_visible (GTK_WIDGET (self->all), n_orders > n_shown);
}

static void
kontor_customer_orders_dispose (GObject *object)
{
  g_clear_pointer (&KONTOR_CUSTOMER_ORDERS (object)->orders, kontor_json_unref);

  G_OBJECT_CLASS (kontor_customer_orders_parent_class)->dispose (object);
}

static void
kontor_customer_orders_class_init (KontorCustomerOrdersClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_customer_orders_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/kontorapp/Kontor/ui/kontor-customer-orders.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerOrders, none);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerOrders, rows);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerOrders, all);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerOrders, numbers);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerOrders, dates);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerOrders, states);
}

static void
kontor_customer_orders_init (KontorCustomerOrders *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kontor_customer_orders_show:
 * @customer: as kontor_query_customer_json() gives it
 */
void
kontor_customer_orders_show (KontorCustomerOrders *self, const KontorJson *customer)
{
  const KontorJson *orders = kontor_json_get_array (customer, "orders");
  guint             n_orders = orders != NULL ? kontor_json_length (orders) : 0;
  GtkWidget        *row = NULL;

  g_return_if_fail (KONTOR_IS_CUSTOMER_ORDERS (self));

  show_all_button (self, customer, n_orders);
  if (self->orders != NULL && orders != NULL && kontor_json_equal (self->orders, orders))
    return; /* rows that stay the same keep the focus */
  g_clear_pointer (&self->orders, kontor_json_unref);
  self->orders = orders != NULL ? kontor_json_ref ((KontorJson *) orders) : NULL;
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->rows))) != NULL)
    gtk_list_box_remove (self->rows, row);
  for (guint i = 0; i < n_orders; i++)
    add_row (self, kontor_json_at (orders, i));
  gtk_widget_set_visible (GTK_WIDGET (self->rows), n_orders > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->none), n_orders == 0);
}
