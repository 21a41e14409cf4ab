/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-product-variants.h"

#include <glib/gi18n.h>
#include <string.h>

#include "kontor-format.h"
#include "kontor-product-cell.h"
#include "kontor-product-edit.h"
#include "kontor-product-price.h"
#include "kontor-product-variant-window.h"
#include "kontor-product-words.h"
#include "kontor-scan-router.h"

/**
 * KontorProductVariants:
 *
 * The variants of a product: what they are called and what they bring. Prices, costs, numbers and
 * barcodes are edited where they stand; the rest is a click away.
 *
 *   10 ml            14,90   72 %, 9,02   ⋮
 *   CED-10   4006381333931         3,50   5
 */
struct _KontorProductVariants
{
  AdwBin parent_instance;

  KontorCompany *company; /* (owned) (nullable) until shown */
  KontorJson    *product; /* (owned) (nullable) until shown */
  GPtrArray     *rows;    /* (owned) of Row */

  /* Template children */
  GtkGrid  *grid;
  GtkLabel *problem;
};

typedef enum
{
  CELL_PRICE,
  CELL_SKU,
  CELL_BARCODE,
  CELL_COST,
  CELL_LEVEL,
  N_CELLS,
} Cell;

typedef struct
{
  const KontorJson  *variant; /* of the product */
  GtkLabel          *name;
  GtkLabel          *margin;
  GtkMenuButton     *menu;
  KontorProductCell *cells[N_CELLS];
} Row;

#define LINES 2

G_DEFINE_FINAL_TYPE (KontorProductVariants, kontor_product_variants, ADW_TYPE_BIN)

static const KontorJson *
current_price (KontorProductVariants *self, const KontorJson *variant)
{
  return kontor_product_price_now (
    variant, kontor_company_get_currency (self->company), kontor_time_now ());
}

static gint64
cost_of (const KontorJson *variant)
{
  return kontor_json_get_integer (kontor_json_get_object (variant, "cost"), "cost_e4", -1);
}

static const KontorJson *
first_barcode (const KontorJson *variant)
{
  const KontorJson *barcodes = kontor_json_get_array (variant, "barcodes");

  return barcodes != NULL && kontor_json_length (barcodes) > 0 ? kontor_json_at (barcodes, 0)
                                                               : NULL;
}

static char *
dup_stored (KontorProductVariants *self, const KontorJson *variant, Cell cell)
{
  const KontorJson *price = current_price (self, variant);

  switch (cell)
    {
    case CELL_PRICE:
      return price != NULL
               ? kontor_product_price_text (kontor_json_get_integer (price, "price_e4", 0))
               : g_strdup ("");
    case CELL_SKU:
      return g_strdup (kontor_json_get_string (variant, "sku", ""));
    case CELL_BARCODE:
      return g_strdup (kontor_json_get_string (first_barcode (variant), "code", ""));
    case CELL_COST:
      return cost_of (variant) >= 0 ? kontor_product_price_text (cost_of (variant)) : g_strdup ("");
    case CELL_LEVEL:
      return kontor_product_quantity_text (kontor_json_get_integer (variant, "reorder_level", 0));
    case N_CELLS:
      break;
    }
  return g_strdup ("");
}

static void
say (KontorProductVariants *self, const char *problem)
{
  gtk_label_set_label (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
}

static void
answered_cb (GtkWidget *widget, const KontorJson *result)
{
  KontorProductVariants *self = KONTOR_PRODUCT_VARIANTS (widget);

  /* Refused: what is stored stands there again. */
  if (result == NULL && self->product != NULL)
    kontor_product_variants_show (self, self->company, self->product);
}

static void
send (KontorProductVariants *self, const char *command, KontorJson *params, const char *done)
{
  kontor_act_then (GTK_WIDGET (self), self->company, command, params, done, answered_cb);
}

static char *
save_price (KontorProductVariants *self, const KontorJson *variant, const char *text)
{
  const KontorJson *price = current_price (self, variant);
  const KontorJson *prices = kontor_json_get_array (variant, "prices");
  const char       *mode = kontor_json_get_string (
    kontor_company_get_settings (self->company), "price_mode", "gross");
  KontorJson *params = NULL;
  gint64      price_e4 = 0;

  if (!kontor_product_parse_price (text, &price_e4))
    return g_strdup_printf (_ ("“%s” is no price. A sum such as 12*3 works, too."), text);
  params = kontor_product_params ("variant", variant);
  kontor_json_set (params,
                   "prices",
                   kontor_product_prices_with (
                     prices, price, price_e4, kontor_company_get_currency (self->company), mode));
  kontor_json_set (params, "base", kontor_product_pick_list (prices, kontor_product_price_members));
  send (self, "variant.set_prices", params, _ ("Price changed"));
  return NULL;
}

static char *
save_cost (KontorProductVariants *self, const KontorJson *variant, const char *text)
{
  KontorJson *params = NULL;
  gint64      cost_e4 = 0;

  if (*text != '\0' && !kontor_product_parse_price (text, &cost_e4))
    return g_strdup_printf (_ ("“%s” is no amount. A sum such as 12*3 works, too."), text);
  params = kontor_product_params ("variant", variant);
  kontor_json_set (
    params, "cost_e4", *text != '\0' ? kontor_json_new_integer (cost_e4) : kontor_json_new_null ());
  send (self, "variant.set_cost", params, _ ("Cost changed"));
  return NULL;
}

static char *
save_barcode (KontorProductVariants *self, const KontorJson *variant, const char *text)
{
  char             *problem = kontor_product_barcode_problem (text);
  KontorJson       *list = NULL;
  KontorJson       *params = NULL;
  const KontorJson *barcodes = kontor_json_get_array (variant, "barcodes");

  if (problem != NULL)
    return problem;
  list = kontor_json_new_array ();
  if (*text != '\0')
    {
      KontorJson *code = kontor_json_new_object ();

      kontor_json_set_string (code, "code", text);
      kontor_json_append (list, code);
    }
  for (guint i = 1; barcodes != NULL && i < kontor_json_length (barcodes); i++)
    kontor_json_append (list, kontor_json_ref ((KontorJson *) kontor_json_at (barcodes, i)));
  params = kontor_product_params ("variant", variant);
  kontor_json_set (params, "barcodes", list);
  send (self, "variant.set_barcodes", params, _ ("Barcode changed"));
  return NULL;
}

static char *
save_level (KontorProductVariants *self, const KontorJson *variant, const char *text)
{
  gint64 level = 0;

  if (!kontor_product_parse_quantity (text, &level))
    return g_strdup_printf (_ ("“%s” is no quantity. A sum such as 12+3 works, too."), text);
  send (self,
        "variant.edit",
        kontor_product_field (
          "variant", variant, "reorder_level", NULL, kontor_json_new_integer (level)),
        _ ("Reorder level changed"));
  return NULL;
}

static char *
save (KontorProductVariants *self,
      const KontorJson      *variant,
      Cell                   cell,
      const char            *base,
      const char            *text)
{
  switch (cell)
    {
    case CELL_PRICE:
      return save_price (self, variant, text);
    case CELL_COST:
      return save_cost (self, variant, text);
    case CELL_BARCODE:
      return save_barcode (self, variant, text);
    case CELL_LEVEL:
      return save_level (self, variant, text);
    case CELL_SKU:
      send (
        self,
        "variant.edit",
        kontor_product_field (
          "variant", variant, "sku", kontor_json_new_string (base), kontor_json_new_string (text)),
        _ ("SKU changed"));
      return NULL;
    case N_CELLS:
      break;
    }
  return NULL;
}

static void
edited_cb (KontorProductVariants *self,
           const char            *base,
           const char            *text,
           KontorProductCell     *widget)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = g_ptr_array_index (self->rows, i);

      for (guint cell = 0; cell < N_CELLS; cell++)
        if (row->cells[cell] == widget)
          {
            g_autofree char *problem = save (self, row->variant, (Cell) cell, base, text);

            if (problem != NULL)
              kontor_product_cell_refuse (widget, base, problem);
            say (self, problem);
          }
    }
}

static char *
dup_margin (KontorProductVariants *self, const KontorJson *variant, gboolean *loss)
{
  const KontorJson *price = current_price (self, variant);
  gboolean          gross = price != NULL
                   && g_str_equal (kontor_json_get_string (price, "price_mode", ""), "gross");
  gint64           tax_bp = kontor_product_tax_rate (kontor_company_get_country (self->company),
                                           kontor_json_get_string (self->product, "tax_code", ""));
  KontorMargin     margin = { 0 };
  g_autofree char *rate = NULL;
  g_autofree char *left = NULL;

  *loss = FALSE;
  if (price == NULL || cost_of (variant) < 0
      || !kontor_product_margin (
        kontor_json_get_integer (price, "price_e4", 0), gross, tax_bp, cost_of (variant), &margin))
    return g_strdup ("–");
  *loss = margin.left_e4 < 0;
  rate = kontor_format_rate ((margin.rate_bp + 50) / 100 * 100);
  left = kontor_format_number ((margin.left_e4 + 50) / 100, "EUR");
  return g_strdup_printf ("%s · %s", rate, left);
}

static void
show_margin (KontorProductVariants *self, Row *row)
{
  gboolean         loss = FALSE;
  g_autofree char *margin = dup_margin (self, row->variant, &loss);

  gtk_label_set_label (row->margin, margin);
  gtk_widget_set_tooltip_text (
    GTK_WIDGET (row->margin),
    loss ? _ ("Sold for less than it costs")
         : _ ("Net price less cost, as a part of the net price and in money"));
  if (loss)
    gtk_widget_add_css_class (GTK_WIDGET (row->margin), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (row->margin), "error");
}

static void
add_menu_item (GMenu *menu, const char *label, const char *action, const char *uid)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "s", uid);
  g_menu_append_item (menu, item);
}

static void
show_menu (KontorProductVariants *self, Row *row)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  const char *uid = kontor_json_get_string (row->variant, "uid", "");
  gboolean    archived = kontor_json_get (row->variant, "archived_at") != NULL;
  gboolean    bundle = g_str_equal (kontor_json_get_string (self->product, "kind", ""), "bundle");

  add_menu_item (menu, _ ("_Edit Variant…"), "variants.edit", uid);
  add_menu_item (menu, _ ("_Price List…"), "variants.prices", uid);
  add_menu_item (menu, _ ("_Suppliers…"), "variants.suppliers", uid);
  if (bundle)
    add_menu_item (menu, _ ("Pa_rts…"), "variants.parts", uid);
  add_menu_item (menu,
                 archived ? _ ("_Restore Variant") : _ ("_Archive Variant"),
                 archived ? "variants.restore" : "variants.archive",
                 uid);
  gtk_menu_button_set_menu_model (row->menu, G_MENU_MODEL (menu));
}

static void
show_name (KontorProductVariants *self, Row *row)
{
  g_autofree char  *name = kontor_product_variant_name (row->variant);
  const KontorJson *prices = kontor_json_get_array (row->variant, "prices");
  guint             n_prices = prices != NULL ? kontor_json_length (prices) : 0;
  gboolean          archived = kontor_json_get (row->variant, "archived_at") != NULL;
  g_autofree char  *text = g_strdup_printf (archived ? _ ("%s (archived)") : "%s",
                                           *name != '\0' ? name : _ ("Single"));
  g_autofree char *tooltip = g_strdup_printf (
    ngettext ("%s: %u price in the list", "%s: %u prices in the list", n_prices), text, n_prices);

  gtk_label_set_label (row->name, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (row->name), tooltip);
}

static void
show_row (KontorProductVariants *self, Row *row)
{
  gboolean archived = kontor_json_get (row->variant, "archived_at") != NULL;

  for (guint cell = 0; cell < N_CELLS; cell++)
    {
      g_autofree char *text = dup_stored (self, row->variant, (Cell) cell);

      kontor_product_cell_set_text (row->cells[cell], text);
      gtk_widget_set_sensitive (GTK_WIDGET (row->cells[cell]), !archived);
    }
  show_name (self, row);
  show_margin (self, row);
  show_menu (self, row);
}

static KontorProductCell *
add_cell (
  KontorProductVariants *self, const char *label, gboolean numeric, int chars, int column, int line)
{
  GtkWidget *cell = kontor_product_cell_new (label, "–", numeric);

  kontor_product_cell_set_width (KONTOR_PRODUCT_CELL (cell), chars);

  g_signal_connect_object (cell, "edited", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
  gtk_grid_attach (self->grid, cell, column, line, 1, 1);
  return KONTOR_PRODUCT_CELL (cell);
}

static GtkLabel *
add_label (KontorProductVariants *self, float xalign, int column, int line)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_margin_start (label, 6);
  gtk_widget_set_margin_end (label, 6);
  gtk_grid_attach (self->grid, label, column, line, 1, 1);
  return GTK_LABEL (label);
}

static GtkMenuButton *
add_menu (KontorProductVariants *self, int line)
{
  GtkWidget *button = gtk_menu_button_new ();

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_halign (button, GTK_ALIGN_END);
  gtk_widget_set_tooltip_text (button, _ ("Variant menu"));
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Variant menu"), -1);
  gtk_grid_attach (self->grid, button, 3, line, 1, 1);
  return GTK_MENU_BUTTON (button);
}

static void
add_row (KontorProductVariants *self)
{
  Row *row = g_new0 (Row, 1);
  int  line = 1 + (int) self->rows->len * (LINES + 1);

  row->name = add_label (self, 0, 0, line);
  gtk_widget_add_css_class (GTK_WIDGET (row->name), "heading");
  gtk_widget_set_hexpand (GTK_WIDGET (row->name), TRUE);
  row->cells[CELL_PRICE] = add_cell (self, _ ("Price"), TRUE, 8, 1, line);
  row->margin = add_label (self, 1, 2, line);
  gtk_widget_add_css_class (GTK_WIDGET (row->margin), "numeric");
  row->menu = add_menu (self, line);
  row->cells[CELL_SKU] = add_cell (self, _ ("SKU"), FALSE, 8, 0, line + 1);
  row->cells[CELL_BARCODE] = add_cell (self, _ ("Barcode"), TRUE, 13, 1, line + 1);
  kontor_scan_router_leave (GTK_WIDGET (row->cells[CELL_BARCODE]));
  row->cells[CELL_COST] = add_cell (self, _ ("Cost"), TRUE, 7, 2, line + 1);
  row->cells[CELL_LEVEL] = add_cell (self, _ ("Reorder level"), TRUE, 3, 3, line + 1);
  gtk_grid_attach (self->grid, gtk_separator_new (GTK_ORIENTATION_HORIZONTAL), 0, line + 2, 4, 1);
  g_ptr_array_add (self->rows, row);
}

static void
remove_last (KontorProductVariants *self)
{
  int line = 1 + (int) (self->rows->len - 1) * (LINES + 1);

  for (int i = 0; i < LINES + 1; i++)
    gtk_grid_remove_row (self->grid, line);
  g_ptr_array_remove_index (self->rows, self->rows->len - 1);
}

static const KontorJson *
find_variant (KontorProductVariants *self, GVariant *parameter)
{
  const KontorJson *variants = kontor_json_get_array (self->product, "variants");
  const char       *uid = g_variant_get_string (parameter, NULL);

  for (guint i = 0; variants != NULL && i < kontor_json_length (variants); i++)
    if (g_strcmp0 (kontor_json_get_string (kontor_json_at (variants, i), "uid", ""), uid) == 0)
      return kontor_json_at (variants, i);
  return NULL;
}

static void
window_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorProductVariants *self = KONTOR_PRODUCT_VARIANTS (widget);
  const KontorJson      *variant = find_variant (self, parameter);

  if (variant != NULL)
    kontor_product_variant_window_present (
      widget, self->company, self->product, variant, name + strlen ("variants."));
}

static void
archive_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorProductVariants *self = KONTOR_PRODUCT_VARIANTS (widget);
  const KontorJson      *variant = find_variant (self, parameter);
  gboolean               restore = g_str_equal (name, "variants.restore");

  if (variant != NULL)
    send (self,
          restore ? "variant.restore" : "variant.archive",
          kontor_product_params ("variant", variant),
          restore ? _ ("Variant restored") : _ ("Variant archived"));
}

static void
kontor_product_variants_dispose (GObject *object)
{
  KontorProductVariants *self = KONTOR_PRODUCT_VARIANTS (object);

  g_clear_object (&self->company);
  g_clear_pointer (&self->product, kontor_json_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (kontor_product_variants_parent_class)->dispose (object);
}

static void
kontor_product_variants_class_init (KontorProductVariantsClass *klass)
{
  static const char *const windows[] = {
    "variants.edit", "variants.prices", "variants.suppliers", "variants.parts"
  };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_product_variants_dispose;
  for (gsize i = 0; i < G_N_ELEMENTS (windows); i++)
    gtk_widget_class_install_action (widget_class, windows[i], "s", window_action);
  gtk_widget_class_install_action (widget_class, "variants.archive", "s", archive_action);
  gtk_widget_class_install_action (widget_class, "variants.restore", "s", archive_action);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/kontorapp/Kontor/ui/kontor-product-variants.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorProductVariants, grid);
  gtk_widget_class_bind_template_child (widget_class, KontorProductVariants, problem);
}

static void
kontor_product_variants_init (KontorProductVariants *self)
{
  self->rows = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kontor_product_variants_show:
 * @product: as kontor_query_product_json() gives it
 */
void
kontor_product_variants_show (KontorProductVariants *self,
                              KontorCompany         *company,
                              const KontorJson      *product)
{
  KontorJson       *kept = kontor_json_ref ((KontorJson *) product); /* kept, not changed */
  const KontorJson *variants = kontor_json_get_array (product, "variants");
  guint             n_variants = variants != NULL ? kontor_json_length (variants) : 0;

  g_return_if_fail (KONTOR_IS_PRODUCT_VARIANTS (self));

  g_set_object (&self->company, company);
  g_clear_pointer (&self->product, kontor_json_unref);
  self->product = kept;
  say (self, NULL);
  while (self->rows->len > n_variants)
    remove_last (self);
  while (self->rows->len < n_variants)
    add_row (self);
  for (guint i = 0; i < n_variants; i++)
    {
      Row *row = g_ptr_array_index (self->rows, i);

      row->variant = kontor_json_at (variants, i);
      show_row (self, row);
    }
}

/**
 * kontor_product_variants_focus_price:
 *
 * Goes to the first variant without a price.
 */
void
kontor_product_variants_focus_price (KontorProductVariants *self)
{
  g_return_if_fail (KONTOR_IS_PRODUCT_VARIANTS (self));

  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = g_ptr_array_index (self->rows, i);

      if (current_price (self, row->variant) != NULL)
        continue;
      gtk_widget_child_focus (GTK_WIDGET (row->cells[CELL_PRICE]), GTK_DIR_TAB_FORWARD);
      return;
    }
}
