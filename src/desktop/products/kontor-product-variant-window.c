/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-product-variant-window.h"

#include <glib/gi18n.h>

#include "kontor-format.h"
#include "kontor-product-edit.h"
#include "kontor-product-picker.h"
#include "kontor-product-rows.h"
#include "kontor-product-run.h"
#include "kontor-text-scale.h"

/**
 * KontorProductVariantWindow:
 *
 * All of a variant: what it is called, its prices, barcodes, suppliers and parts. Saved as one.
 */
struct _KontorProductVariantWindow
{
  AdwWindow parent_instance;

  KontorCompany *company; /* (owned) */
  KontorJson    *product; /* (owned) */
  KontorJson    *variant; /* (owned) (nullable): NULL for a new one */
  GtkWidget     *opener;  /* (owned): where the toast appears */

  /* Template children */
  AdwWindowTitle      *title;
  AdwToastOverlay     *toasts;
  AdwEntryRow         *sku;
  AdwEntryRow         *value1;
  AdwEntryRow         *value2;
  AdwEntryRow         *value3;
  AdwEntryRow         *cost;
  AdwEntryRow         *weight;
  AdwEntryRow         *level;
  AdwEntryRow         *quantity;
  AdwEntryRow         *content;
  AdwEntryRow         *content_unit;
  KontorProductRows   *prices;
  KontorProductRows   *barcodes;
  KontorProductRows   *suppliers;
  KontorProductPicker *add_supplier;
  GtkBox              *parts_box;
  KontorProductRows   *parts;
  KontorProductPicker *add_part;
};

static const KontorRowsColumn price_columns[] = {
  { "price_e4", N_ ("Price"), KONTOR_ROWS_PRICE, .needed = TRUE },
  { "currency", N_ ("Currency"), KONTOR_ROWS_LABEL },
  { "price_mode", N_ ("Tax"), KONTOR_ROWS_CHOICE, .choices = kontor_product_price_modes },
  { "compare_e4", N_ ("Before"), KONTOR_ROWS_PRICE, .placeholder = "–" },
  { "customer_group", N_ ("Customer group"), KONTOR_ROWS_TEXT, .placeholder = N_ ("Everyone") },
  { "from_quantity", N_ ("From Quantity"), KONTOR_ROWS_QUANTITY, .placeholder = "1" },
  { "valid_from", N_ ("Valid from"), KONTOR_ROWS_DAY, .placeholder = N_ ("Always") },
};

static const KontorRowsColumn barcode_columns[] = {
  { "code", N_ ("Barcode"), KONTOR_ROWS_CODE, .placeholder = N_ ("Scan or type"), .needed = TRUE },
  { "pack_quantity", N_ ("Pieces in the pack"), KONTOR_ROWS_QUANTITY, .placeholder = "1" },
};

static const KontorRowsColumn supplier_columns[] = {
  { "name", N_ ("Supplier"), KONTOR_ROWS_LABEL },
  { "order_code", N_ ("Order code"), KONTOR_ROWS_TEXT, .placeholder = "–" },
  { "pack_quantity", N_ ("Pieces in the pack"), KONTOR_ROWS_QUANTITY, .placeholder = "1" },
};

static const KontorRowsColumn part_columns[] = {
  { "quantity", N_ ("Quantity"), KONTOR_ROWS_QUANTITY, .needed = TRUE },
  { "title", N_ ("Part"), KONTOR_ROWS_LABEL },
  { "sku", N_ ("SKU"), KONTOR_ROWS_LABEL },
};

G_DEFINE_FINAL_TYPE (KontorProductVariantWindow, kontor_product_variant_window, ADW_TYPE_WINDOW)

static char *
dup_text (AdwEntryRow *row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
}

/* Marks a field that can't be read. */
static gboolean
show_right (AdwEntryRow *row, gboolean right)
{
  if (right)
    gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  return right;
}

static gboolean
read_cost (KontorProductVariantWindow *self, gint64 *cost_e4)
{
  g_autofree char *text = dup_text (self->cost);

  *cost_e4 = -1;
  return show_right (self->cost, *text == '\0' || kontor_product_parse_price (text, cost_e4));
}

static gboolean
read_quantity (AdwEntryRow *row, gint64 *value)
{
  g_autofree char *text = dup_text (row);

  return show_right (row, kontor_product_parse_quantity (text, value));
}

static gboolean
read_weight (KontorProductVariantWindow *self, gint64 *grams)
{
  g_autofree char *text = dup_text (self->weight);

  *grams = 0;
  return show_right (
    self->weight,
    *text == '\0'
      || (kontor_expression_parse (text, 0, kontor_format_decimal (), grams, NULL) && *grams >= 0));
}

static void
changed_cb (KontorProductVariantWindow *self)
{
  gint64   number = 0;
  gboolean right = read_cost (self, &number);

  right = read_quantity (self->level, &number) && right;
  right = read_quantity (self->quantity, &number) && right;
  right = read_quantity (self->content, &number) && right;
  right = read_weight (self, &number) && right;
  right = right && kontor_product_rows_is_right (self->prices)
          && kontor_product_rows_is_right (self->barcodes)
          && kontor_product_rows_is_right (self->suppliers)
          && kontor_product_rows_is_right (self->parts);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.go", right);
}

typedef struct
{
  const char        *name;
  const char        *command;
  const char *const *members;
  KontorProductRows *rows;
} List;

#define N_LISTS 4

static void
get_lists (KontorProductVariantWindow *self, List lists[N_LISTS])
{
  lists[0] = (List){ "prices", "variant.set_prices", kontor_product_price_members, self->prices };
  lists[1] = (List){
    "barcodes", "variant.set_barcodes", kontor_product_barcode_members, self->barcodes
  };
  lists[2] = (List){
    "suppliers", "variant.set_suppliers", kontor_product_supplier_members, self->suppliers
  };
  lists[3] = (List){ "parts", "variant.set_parts", kontor_product_part_members, self->parts };
}

/* An empty pack means single pieces. */
static KontorJson *
fill_packs (KontorJson *list)
{
  for (guint i = 0; i < kontor_json_length (list); i++)
    {
      KontorJson *item = (KontorJson *) kontor_json_at (list,
                                                        i); /* made just now, not shared yet */

      if (kontor_json_has (item, "pack_quantity")
          && kontor_json_get_integer (item, "pack_quantity", 0) == 0)
        kontor_json_set_integer (item, "pack_quantity", KONTOR_QUANTITY_ONE);
    }
  return list;
}

static KontorJson *
dup_list (const List *list)
{
  g_autoptr (KontorJson) rows = kontor_product_rows_dup_list (list->rows);

  return fill_packs (kontor_product_pick_list (rows, list->members));
}

static void
add_lists (KontorProductVariantWindow *self, GPtrArray *items)
{
  List lists[N_LISTS];

  get_lists (self, lists);
  for (guint i = 0; i < N_LISTS; i++)
    {
      g_autoptr (KontorJson) list = dup_list (&lists[i]);
      g_autoptr (KontorJson) base = kontor_product_pick_list (
        kontor_json_get_array (self->variant, lists[i].name), lists[i].members);
      KontorJson *params = NULL;

      if (kontor_json_equal (list, base))
        continue;
      params = kontor_product_params ("variant", self->variant);
      kontor_json_set (params, lists[i].name, g_steal_pointer (&list));
      if (i == 0)
        kontor_json_set (params, "base", g_steal_pointer (&base));
      g_ptr_array_add (items, kontor_act_item (lists[i].command, params));
    }
}

typedef struct
{
  const char *key;
  KontorJson *value; /* (owned) */
} Field;

#define N_FIELDS 9

static void
get_fields (KontorProductVariantWindow *self, Field fields[N_FIELDS])
{
  g_autofree char *sku = dup_text (self->sku);
  g_autofree char *value1 = dup_text (self->value1);
  g_autofree char *value2 = dup_text (self->value2);
  g_autofree char *value3 = dup_text (self->value3);
  g_autofree char *unit = dup_text (self->content_unit);
  gint64           weight = 0;
  gint64           level = 0;
  gint64           quantity = 0;
  gint64           content = 0;

  read_weight (self, &weight);
  read_quantity (self->level, &level);
  read_quantity (self->quantity, &quantity);
  read_quantity (self->content, &content);
  fields[0] = (Field){ "sku", kontor_json_new_string (sku) };
  fields[1] = (Field){ "value1", kontor_json_new_string (value1) };
  fields[2] = (Field){ "value2", kontor_json_new_string (value2) };
  fields[3] = (Field){ "value3", kontor_json_new_string (value3) };
  fields[4] = (Field){ "weight_g", kontor_json_new_integer (weight) };
  fields[5] = (Field){ "reorder_level", kontor_json_new_integer (level) };
  fields[6] = (Field){ "reorder_quantity", kontor_json_new_integer (quantity) };
  fields[7] = (Field){ "content", kontor_json_new_integer (content) };
  fields[8] = (Field){ "content_unit", kontor_json_new_string (unit) };
}

static void
add_fields (KontorProductVariantWindow *self, GPtrArray *items)
{
  Field       fields[N_FIELDS];
  KontorJson *params = NULL;

  get_fields (self, fields);
  for (guint i = 0; i < N_FIELDS; i++)
    {
      const KontorJson *base = kontor_json_get (self->variant, fields[i].key);
      g_autoptr (KontorJson) value = fields[i].value;

      if (base != NULL && kontor_json_equal (base, value))
        continue;
      if (params == NULL)
        params = kontor_product_params ("variant", self->variant);
      kontor_product_add_field (params,
                                fields[i].key,
                                base != NULL ? kontor_json_ref ((KontorJson *) base) : NULL,
                                g_steal_pointer (&value));
    }
  if (params != NULL)
    g_ptr_array_add (items, kontor_act_item ("variant.edit", params));
}

static gint64
stored_cost (KontorProductVariantWindow *self)
{
  return kontor_json_get_integer (kontor_json_get_object (self->variant, "cost"), "cost_e4", -1);
}

static void
set_cost (KontorProductVariantWindow *self, KontorJson *params)
{
  gint64 cost_e4 = -1;

  read_cost (self, &cost_e4);
  kontor_json_set (
    params, "cost_e4", cost_e4 >= 0 ? kontor_json_new_integer (cost_e4) : kontor_json_new_null ());
}

static void
add_cost (KontorProductVariantWindow *self, GPtrArray *items)
{
  gint64      cost_e4 = -1;
  KontorJson *params = NULL;

  read_cost (self, &cost_e4);
  if (cost_e4 == stored_cost (self))
    return;
  params = kontor_product_params ("variant", self->variant);
  set_cost (self, params);
  g_ptr_array_add (items, kontor_act_item ("variant.set_cost", params));
}

static void
add_whole (KontorProductVariantWindow *self, GPtrArray *items)
{
  KontorJson *params = kontor_product_params ("product", self->product);
  Field       fields[N_FIELDS];
  List        lists[N_LISTS];

  get_fields (self, fields);
  get_lists (self, lists);
  for (guint i = 0; i < N_FIELDS; i++)
    kontor_json_set (params, fields[i].key, fields[i].value);
  for (guint i = 0; i < N_LISTS; i++)
    kontor_json_set (params, lists[i].name, dup_list (&lists[i]));
  set_cost (self, params);
  g_ptr_array_add (items, kontor_act_item ("variant.add", params));
}

static void
ran_cb (GtkWidget *form, GPtrArray *items)
{
  gtk_window_close (GTK_WINDOW (gtk_widget_get_root (form)));
}

static void
go_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorProductVariantWindow *self = KONTOR_PRODUCT_VARIANT_WINDOW (widget);
  g_autoptr (GPtrArray) items = kontor_product_items_new ();

  if (self->variant == NULL)
    {
      add_whole (self, items);
    }
  else
    {
      add_fields (self, items);
      add_lists (self, items);
      add_cost (self, items);
    }
  if (items->len == 0)
    gtk_window_close (GTK_WINDOW (self));
  else
    kontor_product_run (GTK_WIDGET (self->toasts),
                        self->company,
                        items,
                        self->opener,
                        self->variant == NULL ? _ ("Variant added") : _ ("Variant saved"),
                        ran_cb);
}

static void
close_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_window_close (GTK_WINDOW (widget));
}

static void
add_price_cb (KontorProductVariantWindow *self)
{
  g_autoptr (KontorJson) price = kontor_json_new_object ();
  const KontorJson *settings = kontor_company_get_settings (self->company);

  kontor_json_set_string (price, "currency", kontor_company_get_currency (self->company));
  kontor_json_set_string (
    price, "price_mode", kontor_json_get_string (settings, "price_mode", "gross"));
  kontor_product_rows_append (self->prices, price, TRUE);
}

static void
add_barcode_cb (KontorProductVariantWindow *self)
{
  g_autoptr (KontorJson) barcode = kontor_json_new_object ();

  kontor_product_rows_append (self->barcodes, barcode, TRUE);
}

static void
supplier_chosen_cb (KontorProductVariantWindow *self, const char *uid, const char *name)
{
  g_autoptr (KontorJson) supplier = kontor_json_new_object ();

  kontor_product_picker_set_label (self->add_supplier, _ ("Add Supplier"));
  if (kontor_product_rows_has (self->suppliers, "supplier", uid))
    return;
  kontor_json_set_string (supplier, "supplier", uid);
  kontor_json_set_string (supplier, "name", name);
  kontor_product_rows_append (self->suppliers, supplier, TRUE);
}

static void
part_chosen_cb (KontorProductVariantWindow *self, const char *uid, const char *name)
{
  g_autoptr (KontorJson) part = kontor_json_new_object ();

  kontor_product_picker_set_label (self->add_part, _ ("Add Part"));
  if (kontor_product_rows_has (self->parts, "part", uid))
    return;
  kontor_json_set_string (part, "part", uid);
  kontor_json_set_string (part, "title", name);
  kontor_json_set_integer (part, "quantity", KONTOR_QUANTITY_ONE);
  kontor_product_rows_append (self->parts, part, TRUE);
}

static void
kontor_product_variant_window_dispose (GObject *object)
{
  KontorProductVariantWindow *self = KONTOR_PRODUCT_VARIANT_WINDOW (object);

  g_clear_object (&self->company);
  g_clear_object (&self->opener);
  g_clear_pointer (&self->product, kontor_json_unref);
  g_clear_pointer (&self->variant, kontor_json_unref);

  G_OBJECT_CLASS (kontor_product_variant_window_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, KontorProductVariantWindow, title);
  gtk_widget_class_bind_template_child (widget_class, KontorProductVariantWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, KontorProductVariantWindow, sku);
  gtk_widget_class_bind_template_child (widget_class, KontorProductVariantWindow, value1);
  gtk_widget_class_bind_template_child (widget_class, KontorProductVariantWindow, value2);
  gtk_widget_class_bind_template_child (widget_class, KontorProductVariantWindow, value3);
  gtk_widget_class_bind_template_child (widget_class, KontorProductVariantWindow, cost);
  gtk_widget_class_bind_template_child (widget_class, KontorProductVariantWindow, weight);
  gtk_widget_class_bind_template_child (widget_class, KontorProductVariantWindow, level);
  gtk_widget_class_bind_template_child (widget_class, KontorProductVariantWindow, quantity);
  gtk_widget_class_bind_template_child (widget_class, KontorProductVariantWindow, content);
  gtk_widget_class_bind_template_child (widget_class, KontorProductVariantWindow, content_unit);
  gtk_widget_class_bind_template_child (widget_class, KontorProductVariantWindow, prices);
  gtk_widget_class_bind_template_child (widget_class, KontorProductVariantWindow, barcodes);
  gtk_widget_class_bind_template_child (widget_class, KontorProductVariantWindow, suppliers);
  gtk_widget_class_bind_template_child (widget_class, KontorProductVariantWindow, add_supplier);
  gtk_widget_class_bind_template_child (widget_class, KontorProductVariantWindow, parts_box);
  gtk_widget_class_bind_template_child (widget_class, KontorProductVariantWindow, parts);
  gtk_widget_class_bind_template_child (widget_class, KontorProductVariantWindow, add_part);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_price_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_barcode_cb);
  gtk_widget_class_bind_template_callback (widget_class, supplier_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, part_chosen_cb);
}

static void
kontor_product_variant_window_class_init (KontorProductVariantWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_product_variant_window_dispose;

  g_type_ensure (KONTOR_TYPE_PRODUCT_PICKER);
  g_type_ensure (KONTOR_TYPE_PRODUCT_ROWS);
  gtk_widget_class_install_action (widget_class, "dialog.go", NULL, go_action);
  gtk_widget_class_install_action (widget_class, "dialog.close", NULL, close_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "dialog.close", NULL);
  gtk_widget_class_add_binding_action (
    widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "dialog.go", NULL);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/kontorapp/Kontor/ui/kontor-product-variant-window.ui");
  bind_children (widget_class);
}

static void
kontor_product_variant_window_init (KontorProductVariantWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  kontor_text_scale_template (GTK_WIDGET (self));
  kontor_product_rows_set_up (self->prices, price_columns, G_N_ELEMENTS (price_columns), TRUE);
  kontor_product_rows_set_up (
    self->barcodes, barcode_columns, G_N_ELEMENTS (barcode_columns), TRUE);
  kontor_product_rows_set_up (
    self->suppliers, supplier_columns, G_N_ELEMENTS (supplier_columns), TRUE);
  kontor_product_rows_set_up (self->parts, part_columns, G_N_ELEMENTS (part_columns), TRUE);
}

static void
show_option (KontorProductVariantWindow *self,
             AdwEntryRow                *row,
             const char                 *option,
             const char                 *value)
{
  const char *title = kontor_json_get_string (self->product, option, "");
  const char *text = kontor_json_get_string (self->variant, value, "");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), *title != '\0' ? title : _ ("Option"));
  gtk_editable_set_text (GTK_EDITABLE (row), text);
  gtk_widget_set_visible (GTK_WIDGET (row), *title != '\0' || *text != '\0');
}

static void
show_numbers (KontorProductVariantWindow *self)
{
  g_autofree char *cost = stored_cost (self) >= 0 ? kontor_product_price_text (stored_cost (self))
                                                  : g_strdup ("");
  g_autofree char *level = kontor_product_quantity_text (
    kontor_json_get_integer (self->variant, "reorder_level", 0));
  g_autofree char *quantity = kontor_product_quantity_text (
    kontor_json_get_integer (self->variant, "reorder_quantity", 0));
  gint64           grams = kontor_json_get_integer (self->variant, "weight_g", 0);
  g_autofree char *content = kontor_product_quantity_text (
    kontor_json_get_integer (self->variant, "content", 0));
  g_autofree char *weight = g_strdup_printf ("%" G_GINT64_FORMAT, grams);

  gtk_editable_set_text (GTK_EDITABLE (self->cost), cost);
  gtk_editable_set_text (GTK_EDITABLE (self->level), level);
  gtk_editable_set_text (GTK_EDITABLE (self->quantity), quantity);
  gtk_editable_set_text (GTK_EDITABLE (self->content), content);
  gtk_editable_set_text (GTK_EDITABLE (self->content_unit),
                         kontor_json_get_string (self->variant, "content_unit", ""));
  gtk_editable_set_text (GTK_EDITABLE (self->weight), grams > 0 ? weight : "");
}

static void
show_variant (KontorProductVariantWindow *self)
{
  List     lists[N_LISTS];
  gboolean bundle = g_str_equal (kontor_json_get_string (self->product, "kind", ""), "bundle");
  const KontorJson *parts = kontor_json_get_array (self->variant, "parts");
  g_autofree char  *name = self->variant != NULL ? kontor_product_variant_name (self->variant)
                                                 : g_strdup (_ ("New variant"));

  adw_window_title_set_title (self->title, kontor_json_get_string (self->product, "title", ""));
  adw_window_title_set_subtitle (self->title, name);
  gtk_editable_set_text (GTK_EDITABLE (self->sku),
                         kontor_json_get_string (self->variant, "sku", ""));
  show_option (self, self->value1, "option1", "value1");
  show_option (self, self->value2, "option2", "value2");
  show_option (self, self->value3, "option3", "value3");
  show_numbers (self);
  get_lists (self, lists);
  for (guint i = 0; i < N_LISTS; i++)
    kontor_product_rows_set_list (lists[i].rows,
                                  kontor_json_get_array (self->variant, lists[i].name));
  gtk_widget_set_visible (GTK_WIDGET (self->parts_box),
                          bundle || (parts != NULL && kontor_json_length (parts) > 0));
  kontor_product_picker_set_up (self->add_supplier, self->company, KONTOR_PICK_SUPPLIER, NULL);
  kontor_product_picker_set_label (self->add_supplier, _ ("Add Supplier"));
  kontor_product_picker_set_up (self->add_part, self->company, KONTOR_PICK_VARIANT, NULL);
  kontor_product_picker_set_label (self->add_part, _ ("Add Part"));
  changed_cb (self);
}

static void
focus_section (KontorProductVariantWindow *self, const char *section)
{
  GtkWidget *widget = GTK_WIDGET (self->sku);

  if (g_strcmp0 (section, "prices") == 0)
    widget = GTK_WIDGET (self->prices);
  else if (g_strcmp0 (section, "suppliers") == 0)
    widget = GTK_WIDGET (self->add_supplier);
  else if (g_strcmp0 (section, "parts") == 0)
    widget = GTK_WIDGET (self->add_part);
  if (!gtk_widget_child_focus (widget, GTK_DIR_TAB_FORWARD) && g_strcmp0 (section, "prices") == 0)
    add_price_cb (self);
}

/**
 * kontor_product_variant_window_present:
 * @opener: the pane that shows the product; toasts appear there
 * @product: as kontor_query_product_json() gives it
 * @variant: (nullable): one of its variants; NULL makes a new one
 * @section: (nullable): where to begin: "prices", "suppliers" or "parts"
 */
void
kontor_product_variant_window_present (GtkWidget        *opener,
                                       KontorCompany    *company,
                                       const KontorJson *product,
                                       const KontorJson *variant,
                                       const char       *section)
{
  KontorProductVariantWindow *self = g_object_new (
    KONTOR_TYPE_PRODUCT_VARIANT_WINDOW, "transient-for", gtk_widget_get_root (opener), NULL);

  self->company = g_object_ref (company);
  self->opener = g_object_ref (opener);
  self->product = kontor_json_ref ((KontorJson *) product); /* kept, not changed */
  self->variant = variant != NULL ? kontor_json_ref ((KontorJson *) variant) : NULL;
  show_variant (self);
  gtk_window_present (GTK_WINDOW (self));
  focus_section (self, section);
}
