/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-order-goods.h"

#include <glib/gi18n.h>

#include "kontor-format.h"

/**
 * KontorOrderGoods:
 *
 * The lines of an order and what they come to: goods first, then shipping and discounts, then
 * tax, total, and what went back.
 */
struct _KontorOrderGoods
{
  AdwBin parent_instance;

  int row;

  /* Template children */
  GtkGrid *grid;
};

G_DEFINE_FINAL_TYPE (KontorOrderGoods, kontor_order_goods, ADW_TYPE_BIN)

static GtkWidget *
new_label (const char *text, float xalign, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
new_amount (const char *text, const char *css_class)
{
  GtkWidget *label = new_label (text, 1, css_class);

  gtk_label_set_wrap (GTK_LABEL (label), FALSE);
  gtk_widget_add_css_class (label, "numeric");
  return label;
}

static char *
describe (const KontorJson *line, const char *currency)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  const char *sku = kontor_json_get_string (line, "sku", "");
  gint64      quantity = kontor_json_get_integer (line, "quantity", 0);
  gint64      discount = kontor_json_get_integer (line, "discount_bp", 0);
  gint64      delivered = kontor_json_get_integer (line, "delivered", 0);
  gint64      returned = kontor_json_get_integer (line, "returned", 0);

  if (*sku != '\0')
    g_ptr_array_add (parts, g_strdup (sku));
  if (quantity != KONTOR_QUANTITY_ONE)
    {
      g_autofree char *price = kontor_format_price (kontor_json_get_integer (line, "price_e4", 0),
                                                    currency);

      /* Translators: price of one piece. */
      g_ptr_array_add (parts, g_strdup_printf (_ ("%s each"), price));
    }
  if (discount != 0)
    {
      g_autofree char *rate = kontor_format_rate (discount);

      g_ptr_array_add (parts, g_strdup_printf (_ ("%s off"), rate));
    }
  if (delivered > 0 && delivered < quantity)
    {
      g_autofree char *sent = kontor_format_quantity (delivered);

      g_ptr_array_add (parts, g_strdup_printf (_ ("%s shipped"), sent));
    }
  if (returned > 0)
    {
      g_autofree char *back = kontor_format_quantity (returned);

      g_ptr_array_add (parts, g_strdup_printf (_ ("%s returned"), back));
    }
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}

static void
add_line (KontorOrderGoods *self, const KontorJson *line, const char *currency, gboolean gross)
{
  gint64           amount = kontor_json_get_integer (line, gross ? "gross_minor" : "net_minor", 0);
  g_autofree char *quantity = kontor_format_quantity (
    kontor_json_get_integer (line, "quantity", 0));
  g_autofree char *unit = kontor_format_unit (kontor_json_get_string (line, "unit", ""));
  g_autofree char *times = g_strconcat (quantity, *unit != '\0' ? "\u00a0" : "", unit, " ×", NULL);
  g_autofree char *detail = describe (line, currency);
  g_autofree char *money = kontor_format_number (amount, currency);
  GtkWidget       *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  const char      *kind = kontor_json_get_string (line, "kind", "goods");
  gboolean         goods = g_str_equal (kind, "goods") || g_str_equal (kind, "service");

  gtk_box_append (GTK_BOX (box), new_label (kontor_json_get_string (line, "title", ""), 0, NULL));
  if (goods && *detail != '\0')
    gtk_box_append (GTK_BOX (box), new_label (detail, 0, "caption"));
  if (goods && *detail != '\0')
    gtk_widget_add_css_class (gtk_widget_get_last_child (box), "dim-label");
  gtk_widget_set_hexpand (box, TRUE);
  if (goods)
    gtk_grid_attach (self->grid, new_amount (times, "dim-label"), 0, self->row, 1, 1);
  gtk_grid_attach (self->grid, box, 1, self->row, 1, 1);
  gtk_grid_attach (self->grid, new_amount (money, NULL), 2, self->row++, 1, 1);
}

static void
add_sum (KontorOrderGoods *self, const char *title, const char *amount, const char *css_class)
{
  gtk_grid_attach (self->grid, new_label (title, 0, css_class), 1, self->row, 1, 1);
  gtk_grid_attach (self->grid, new_amount (amount, css_class), 2, self->row++, 1, 1);
}

static void
add_rule (KontorOrderGoods *self)
{
  gtk_grid_attach (
    self->grid, gtk_separator_new (GTK_ORIENTATION_HORIZONTAL), 0, self->row++, 3, 1);
}

static void
add_taxes (KontorOrderGoods *self, const KontorJson *order, const char *currency, gboolean gross)
{
  const KontorJson *taxes = kontor_json_get_array (order, "taxes");

  for (guint i = 0; taxes != NULL && i < kontor_json_length (taxes); i++)
    {
      const KontorJson *tax = kontor_json_at (taxes, i);
      g_autofree char  *rate = kontor_format_rate (kontor_json_get_integer (tax, "tax_rate_bp", 0));
      g_autofree char *amount = kontor_format_number (kontor_json_get_integer (tax, "tax_minor", 0),
                                                      currency);
      g_autofree char *title = g_strdup_printf (gross ? _ ("%s VAT included") : _ ("%s VAT"), rate);

      add_sum (self, title, amount, "dim-label");
    }
}

static void
add_totals (KontorOrderGoods *self, const KontorJson *order, const char *currency, gboolean gross)
{
  gint64           refunded = kontor_json_get_integer (order, "refunded_minor", 0);
  g_autofree char *net = kontor_format_number (kontor_json_get_integer (order, "net_minor", 0),
                                               currency);
  g_autofree char *total = kontor_format_money (kontor_json_get_integer (order, "gross_minor", 0),
                                                currency);
  g_autofree char *back = kontor_format_number (-refunded, currency);

  add_rule (self);
  if (!gross)
    {
      add_sum (self, _ ("Net"), net, NULL);
      add_taxes (self, order, currency, gross);
    }
  add_sum (self, _ ("Total"), total, "heading");
  if (gross)
    add_taxes (self, order, currency, gross);
  if (refunded != 0)
    add_sum (self, _ ("Refunded"), back, NULL);
}

static void
add_lines (KontorOrderGoods *self, const KontorJson *order, gboolean goods, gboolean gross)
{
  const KontorJson *lines = kontor_json_get_array (order, "lines");
  const char       *currency = kontor_json_get_string (order, "currency", "");

  for (guint i = 0; lines != NULL && i < kontor_json_length (lines); i++)
    {
      const KontorJson *line = kontor_json_at (lines, i);
      const char       *kind = kontor_json_get_string (line, "kind", "goods");

      if (goods == (g_str_equal (kind, "goods") || g_str_equal (kind, "service")))
        add_line (self, line, currency, gross);
    }
}

static void
kontor_order_goods_class_init (KontorOrderGoodsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-order-goods.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorOrderGoods, grid);
}

static void
kontor_order_goods_init (KontorOrderGoods *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kontor_order_goods_set_order:
 * @order: as kontor_query_order_json() gives it
 */
void
kontor_order_goods_set_order (KontorOrderGoods *self, const KontorJson *order)
{
  const char *currency = kontor_json_get_string (order, "currency", "");
  gboolean    gross = g_str_equal (kontor_json_get_string (order, "price_mode", "gross"), "gross");
  GtkWidget  *child = NULL;

  g_return_if_fail (KONTOR_IS_ORDER_GOODS (self));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
  self->row = 0;
  add_lines (self, order, TRUE, gross);
  add_lines (self, order, FALSE, gross);
  add_totals (self, order, currency, gross);
}
