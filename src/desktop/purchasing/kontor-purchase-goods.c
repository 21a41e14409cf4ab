/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-purchase-goods.h"

#include <glib/gi18n.h>

#include "kontor-format.h"
#include "kontor-purchase-query.h"

/**
 * KontorPurchaseGoods:
 *
 * The lines of an order to a supplier: how many, what came of it, what it costs; and why that many,
 * when a proposal said so.
 */
struct _KontorPurchaseGoods
{
  AdwBin parent_instance;

  int row;

  /* Template children */
  GtkGrid *grid;
};

G_DEFINE_FINAL_TYPE (KontorPurchaseGoods, kontor_purchase_goods, ADW_TYPE_BIN)

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
  const char *code = kontor_json_get_string (line, "order_code", "");
  gint64      price = kontor_json_get_integer (line, "price_e4", 0);

  if (*sku != '\0')
    g_ptr_array_add (parts, g_strdup (sku));
  if (*code != '\0')
    /* Translators: the supplier's number of a product. */
    g_ptr_array_add (parts, g_strdup_printf (_ ("their no. %s"), code));
  if (price > 0)
    {
      g_autofree char *each = kontor_format_price (price, currency);

      g_ptr_array_add (parts, g_strdup_printf (_ ("%s each"), each));
    }
  else
    g_ptr_array_add (parts, g_strdup (_ ("no price")));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}

/* What came, and what is still to come. */
static char *
describe_progress (const KontorJson *line)
{
  gint64           quantity = kontor_json_get_integer (line, "quantity", 0);
  gint64           received = kontor_json_get_integer (line, "received", 0);
  gint64           open = kontor_json_get_integer (line, "open", 0);
  g_autofree char *came = kontor_format_quantity (received);
  g_autofree char *left = kontor_format_quantity (open);
  g_autofree char *over = kontor_format_quantity (received - quantity);

  if (received > quantity)
    return g_strdup_printf (_ ("%s came, %s more than ordered"), came, over);
  if (received == quantity)
    return g_strdup (_ ("all came"));
  if (received > 0 && open > 0)
    return g_strdup_printf (_ ("%s came, %s to come"), came, left);
  if (received > 0)
    return g_strdup_printf (_ ("%s came, the rest will not"), came);
  return NULL;
}

static void
add_reason (GtkWidget *box, const KontorJson *line)
{
  g_autofree char *text = kontor_proposal_dup_reason (kontor_json_get (line, "reason"),
                                                      kontor_format_style ());
  GtkWidget       *expander = NULL;

  if (*text == '\0')
    return;
  expander = gtk_expander_new_with_mnemonic (_ ("Wh_y this many"));
  gtk_widget_add_css_class (expander, "caption");
  gtk_expander_set_child (GTK_EXPANDER (expander), new_label (text, 0, "dim-label"));
  gtk_box_append (GTK_BOX (box), expander);
}

static void
add_line (KontorPurchaseGoods *self, const KontorJson *line, const char *currency)
{
  g_autofree char *quantity = kontor_format_quantity (
    kontor_json_get_integer (line, "quantity", 0));
  g_autofree char *unit = kontor_format_unit (kontor_json_get_string (line, "unit", ""));
  g_autofree char *times = g_strconcat (quantity, *unit != '\0' ? "\u00a0" : "", unit, " ×", NULL);
  g_autofree char *detail = describe (line, currency);
  g_autofree char *progress = describe_progress (line);
  g_autofree char *money = kontor_format_number (kontor_json_get_integer (line, "net_minor", 0),
                                                 currency);
  GtkWidget       *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget       *caption = new_label (detail, 0, "caption");

  gtk_box_append (GTK_BOX (box), new_label (kontor_json_get_string (line, "title", ""), 0, NULL));
  gtk_widget_add_css_class (caption, "dim-label");
  gtk_box_append (GTK_BOX (box), caption);
  if (progress != NULL)
    gtk_box_append (GTK_BOX (box), new_label (progress, 0, "caption"));
  add_reason (box, line);
  gtk_widget_set_hexpand (box, TRUE);
  gtk_grid_attach (self->grid, new_amount (times, "dim-label"), 0, self->row, 1, 1);
  gtk_grid_attach (self->grid, box, 1, self->row, 1, 1);
  gtk_grid_attach (self->grid, new_amount (money, NULL), 2, self->row++, 1, 1);
}

static void
add_total (KontorPurchaseGoods *self, const KontorJson *purchase, const char *currency)
{
  g_autofree char *total = kontor_format_money (kontor_json_get_integer (purchase, "net_minor", 0),
                                                currency);

  gtk_grid_attach (
    self->grid, gtk_separator_new (GTK_ORIENTATION_HORIZONTAL), 0, self->row++, 3, 1);
  gtk_grid_attach (self->grid, new_label (_ ("Net total"), 0, "heading"), 1, self->row, 1, 1);
  gtk_grid_attach (self->grid, new_amount (total, "heading"), 2, self->row++, 1, 1);
}

static void
kontor_purchase_goods_class_init (KontorPurchaseGoodsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-purchase-goods.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorPurchaseGoods, grid);
}

static void
kontor_purchase_goods_init (KontorPurchaseGoods *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kontor_purchase_goods_set_purchase:
 * @purchase: as kontor_query_purchase_json() gives it
 */
void
kontor_purchase_goods_set_purchase (KontorPurchaseGoods *self, const KontorJson *purchase)
{
  const KontorJson *lines = kontor_json_get_array (purchase, "lines");
  const char       *currency = kontor_json_get_string (purchase, "currency", "");
  GtkWidget        *child = NULL;

  g_return_if_fail (KONTOR_IS_PURCHASE_GOODS (self));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
  self->row = 0;
  for (guint i = 0; i < kontor_json_length (lines); i++)
    add_line (self, kontor_json_at (lines, i), currency);
  add_total (self, purchase, currency);
}
