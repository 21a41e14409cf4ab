/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-customer-figures.h"

#include <glib/gi18n.h>

#include "kontor-format.h"

/**
 * KontorCustomerFigures:
 *
 * What a customer bought, in three figures. Behind the first two stand the orders.
 */
struct _KontorCustomerFigures
{
  AdwBin parent_instance;

  /* Template children */
  GtkButton *orders_button;
  GtkLabel  *revenue;
  GtkLabel  *orders;
  GtkLabel  *last;
  GtkLabel  *more;
};

G_DEFINE_FINAL_TYPE (KontorCustomerFigures, kontor_customer_figures, ADW_TYPE_BIN)

static char *
revenue_text (const KontorJson *figure)
{
  return kontor_format_money (kontor_json_get_integer (figure, "revenue_minor", 0),
                              kontor_json_get_string (figure, "currency", ""));
}

/* Revenue in other currencies is not added up: a line of its own. */
static void
show_more (KontorCustomerFigures *self, const KontorJson *figures)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 1; figures != NULL && i < kontor_json_length (figures); i++)
    {
      const KontorJson *figure = kontor_json_at (figures, i);
      gint64            n_orders = kontor_json_get_integer (figure, "orders", 0);
      g_autofree char  *count = kontor_format_count (n_orders);
      g_autofree char  *revenue = revenue_text (figure);

      g_string_append_printf (text,
                              ngettext ("%s%s in %s order", "%s%s in %s orders", (gulong) n_orders),
                              i > 1 ? " · " : "",
                              revenue,
                              count);
    }
  gtk_label_set_label (self->more, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->more), text->len > 0);
}

static void
kontor_customer_figures_class_init (KontorCustomerFiguresClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/kontorapp/Kontor/ui/kontor-customer-figures.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerFigures, orders_button);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerFigures, revenue);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerFigures, orders);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerFigures, last);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerFigures, more);
}

static void
kontor_customer_figures_init (KontorCustomerFigures *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kontor_customer_figures_show:
 * @customer: as kontor_query_customer_json() gives it
 */
void
kontor_customer_figures_show (KontorCustomerFigures *self, const KontorJson *customer)
{
  const KontorJson *figures = kontor_json_get_array (customer, "figures");
  gboolean          has_one = figures != NULL && kontor_json_length (figures) > 0;
  const KontorJson *first = has_one ? kontor_json_at (figures, 0) : NULL;
  g_autofree char  *revenue = first != NULL ? revenue_text (first) : g_strdup ("–");
  g_autofree char  *orders = kontor_format_count (
    kontor_json_get_integer (customer, "order_count", 0));
  gint64 last_at = first != NULL ? kontor_json_get_integer (first, "last_order_at", 0) : 0;
  g_autofree char *last = first != NULL ? kontor_format_when (last_at) : g_strdup ("–");
  g_autofree char *exact = first != NULL ? kontor_format_exact (last_at) : NULL;
  g_autofree char *filter = g_strdup_printf ("customer-number:\"%s\"",
                                             kontor_json_get_string (customer, "number", ""));

  g_return_if_fail (KONTOR_IS_CUSTOMER_FIGURES (self));

  gtk_label_set_label (self->revenue, revenue);
  gtk_label_set_label (self->orders, orders);
  gtk_label_set_label (self->last, last);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->last), exact);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->orders_button), "(ss)", "orders", filter);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->orders_button), "win.rows");
  show_more (self, figures);
}
