/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-stock-figures.h"

#include <glib/gi18n.h>

#include "kontor-format.h"
#include "kontor-stock-words.h"

/**
 * KontorStockFigures:
 *
 * The figures of an item; each opens the rows that it is the sum of.
 */
struct _KontorStockFigures
{
  AdwBin parent_instance;

  /* Template children */
  GtkLabel  *on_hand;
  GtkLabel  *reserved;
  GtkLabel  *unavailable;
  GtkLabel  *available;
  GtkLabel  *incoming;
  GtkLabel  *value;
  GtkButton *on_hand_button;
  GtkButton *reserved_button;
  GtkButton *unavailable_button;
  GtkButton *incoming_button;
  GtkButton *value_button;
};

G_DEFINE_FINAL_TYPE (KontorStockFigures, kontor_stock_figures, ADW_TYPE_BIN)

static void
show_quantity (GtkLabel *label, const KontorJson *item, const char *key)
{
  gint64           quantity = kontor_json_get_integer (item, key, 0);
  g_autofree char *text = kontor_stock_dup_amount (quantity,
                                                   kontor_json_get_string (item, "unit", ""));

  gtk_label_set_label (label, text);
  if (quantity < 0)
    gtk_widget_add_css_class (GTK_WIDGET (label), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (label), "error");
}

static void
set_rows (
  GtkButton *button, const KontorJson *item, const char *page, const char *key, const char *more)
{
  g_autofree char *filter = kontor_stock_dup_filter (key, kontor_json_get_string (item, "sku", ""));
  g_autofree char *all = g_strconcat (filter, more, NULL);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(ss)", page, all);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.rows");
}

static void
kontor_stock_figures_class_init (KontorStockFiguresClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-stock-figures.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorStockFigures, on_hand);
  gtk_widget_class_bind_template_child (widget_class, KontorStockFigures, reserved);
  gtk_widget_class_bind_template_child (widget_class, KontorStockFigures, unavailable);
  gtk_widget_class_bind_template_child (widget_class, KontorStockFigures, available);
  gtk_widget_class_bind_template_child (widget_class, KontorStockFigures, incoming);
  gtk_widget_class_bind_template_child (widget_class, KontorStockFigures, value);
  gtk_widget_class_bind_template_child (widget_class, KontorStockFigures, on_hand_button);
  gtk_widget_class_bind_template_child (widget_class, KontorStockFigures, reserved_button);
  gtk_widget_class_bind_template_child (widget_class, KontorStockFigures, unavailable_button);
  gtk_widget_class_bind_template_child (widget_class, KontorStockFigures, incoming_button);
  gtk_widget_class_bind_template_child (widget_class, KontorStockFigures, value_button);
}

static void
kontor_stock_figures_init (KontorStockFigures *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kontor_stock_figures_set_item:
 * @item: as kontor_query_stock_json() gives it
 */
void
kontor_stock_figures_set_item (KontorStockFigures *self, const KontorJson *item)
{
  g_autofree char *value = kontor_format_money (kontor_json_get_integer (item, "value_minor", 0),
                                                kontor_json_get_string (item, "currency", ""));

  g_return_if_fail (KONTOR_IS_STOCK_FIGURES (self));

  show_quantity (self->on_hand, item, "on_hand");
  show_quantity (self->reserved, item, "reserved");
  show_quantity (self->unavailable, item, "unavailable");
  show_quantity (self->available, item, "available");
  show_quantity (self->incoming, item, "incoming");
  gtk_label_set_label (self->value, value);
  set_rows (self->on_hand_button, item, "movements", "item", "");
  set_rows (self->unavailable_button, item, "movements", "item", " is:held");
  set_rows (self->reserved_button, item, "orders", "promises", "");
  set_rows (self->incoming_button, item, "purchases", "brings", "");
  set_rows (self->value_button, item, "stock-value", "sku", "");
}
