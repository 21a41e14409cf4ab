/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-product-bulk-window.h"

#include <glib/gi18n.h>

#include "kontor-format.h"
#include "kontor-problem.h"
#include "kontor-product-bulk.h"
#include "kontor-product-cell.h"
#include "kontor-product-picker.h"
#include "kontor-product-read.h"
#include "kontor-product-run.h"
#include "kontor-product-words.h"
#include "kontor-text-scale.h"
#include "kontor-weak.h"

/**
 * KontorProductBulkWindow:
 *
 * Many products in a grid: what is to change on the left, what each becomes on the right, saved and
 * undone as one.
 */
struct _KontorProductBulkWindow
{
  AdwWindow parent_instance;

  KontorCompany *company;     /* (owned) */
  GListStore    *rows;        /* (owned) of KontorProductBulkRow */
  GtkWidget     *opener;      /* (owned): where the toast appears */
  GCancellable  *cancellable; /* (owned): cancelled in dispose */
  guint          n_products;

  /* Template children */
  AdwWindowTitle      *title;
  AdwToastOverlay     *toasts;
  GtkStack            *stack;
  GtkColumnView       *view;
  AdwComboRow         *price;
  AdwEntryRow         *amount;
  AdwComboRow         *rounding;
  KontorProductPicker *category;
  AdwComboRow         *tax;
  AdwComboRow         *published;
  AdwEntryRow         *add_tags;
  AdwEntryRow         *remove_tags;
  KontorProductPicker *supplier;
  GtkLabel            *count;
};

typedef enum
{
  COLUMN_PRODUCT,
  COLUMN_SKU,
  COLUMN_PRICE,
  COLUMN_NEW,
  COLUMN_OTHERS,
} Column;

G_DEFINE_FINAL_TYPE (KontorProductBulkWindow, kontor_product_bulk_window, ADW_TYPE_WINDOW)

static char *
dup_text (AdwEntryRow *row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
}

/* "−5" of a hundred is basis points; other amounts are in 1/10000. */
static gboolean
read_amount (KontorProductBulkWindow *self, KontorPriceChange change, gint64 *amount)
{
  g_autofree char *text = dup_text (self->amount);
  gboolean         right = change == KONTOR_PRICE_KEEP || *text == '\0';
  g_autoptr (GString) number = g_string_new (text);

  *amount = 0;
  g_string_replace (number, "%", "", 0);
  if (!right)
    right = kontor_expression_parse (number->str,
                                     change == KONTOR_PRICE_SCALE ? 2 : 4,
                                     kontor_format_decimal (),
                                     amount,
                                     NULL)
            && (change != KONTOR_PRICE_SET || *amount >= 0);
  if (right)
    gtk_widget_remove_css_class (GTK_WIDGET (self->amount), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->amount), "error");
  return right && (change == KONTOR_PRICE_KEEP || *text != '\0');
}

static char **
split_tags (AdwEntryRow *row)
{
  char **tags = g_strsplit (gtk_editable_get_text (GTK_EDITABLE (row)), ",", -1);

  for (char **tag = tags; *tag != NULL; tag++)
    g_strstrip (*tag);
  return tags;
}

/* The first choice keeps things as they are; for categories that is the picker without a choice. */
static void
read_bulk (KontorProductBulkWindow *self, KontorProductBulk *bulk)
{
  guint       tax = adw_combo_row_get_selected (self->tax);
  const char *category = kontor_product_picker_get_uid (self->category);
  const char *supplier = kontor_product_picker_get_uid (self->supplier);

  *bulk = (KontorProductBulk){ .published = (int) adw_combo_row_get_selected (self->published) };
  bulk->published = bulk->published == 0 ? -1 : bulk->published == 1 ? 1 : 0;
  bulk->price = (KontorPriceChange) adw_combo_row_get_selected (self->price);
  if (!read_amount (self, bulk->price, &bulk->amount))
    bulk->price = KONTOR_PRICE_KEEP;
  bulk->rounding = (KontorPriceRounding) adw_combo_row_get_selected (self->rounding);
  bulk->currency = kontor_company_get_currency (self->company);
  bulk->price_mode = kontor_json_get_string (
    kontor_company_get_settings (self->company), "price_mode", "gross");
  bulk->now = kontor_time_now ();
  bulk->category = *category != '\0' ? category : NULL;
  bulk->category_name = kontor_product_picker_get_name (self->category);
  bulk->tax_code = tax > 0 ? kontor_product_taxes[tax - 1].code : NULL;
  bulk->add_tags = split_tags (self->add_tags);
  bulk->remove_tags = split_tags (self->remove_tags);
  bulk->supplier = *supplier != '\0' ? supplier : NULL;
  bulk->supplier_name = kontor_product_picker_get_name (self->supplier);
}

static void
clear_bulk (KontorProductBulk *bulk)
{
  g_clear_pointer (&bulk->add_tags, g_strfreev);
  g_clear_pointer (&bulk->remove_tags, g_strfreev);
}

static void
say_count (KontorProductBulkWindow *self, const KontorProductBulkCount *count)
{
  g_autofree char *prices = g_strdup_printf (
    ngettext ("%u price changes", "%u prices change", count->n_prices), count->n_prices);
  g_autofree char *others = g_strdup_printf (
    ngettext ("%u other change", "%u other changes", count->n_others), count->n_others);
  g_autofree char *refused = g_strdup_printf (ngettext ("%u price would be below zero and stays",
                                                        "%u prices would be below zero and stay",
                                                        count->n_refused),
                                              count->n_refused);
  g_autofree char *text = g_strjoin (
    " · ", prices, others, count->n_refused > 0 ? refused : NULL, NULL);
  gboolean nothing = count->n_prices == 0 && count->n_others == 0;

  gtk_label_set_label (self->count,
                       nothing && count->n_refused == 0 ? _ ("Nothing changes yet") : text);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.go", !nothing);
}

static void
changed_cb (KontorProductBulkWindow *self)
{
  KontorProductBulk      bulk;
  KontorProductBulkCount count;
  gboolean               keeps = adw_combo_row_get_selected (self->price) == KONTOR_PRICE_KEEP;

  if (self->company == NULL)
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->amount), !keeps);
  gtk_widget_set_sensitive (GTK_WIDGET (self->rounding), !keeps);
  read_bulk (self, &bulk);
  kontor_product_bulk_apply (&bulk, G_LIST_MODEL (self->rows), &count);
  clear_bulk (&bulk);
  say_count (self, &count);
}

static void
price_chosen_cb (KontorProductBulkWindow *self)
{
  static const char *const titles[] = {
    N_ ("_Amount"), N_ ("New _price"), N_ ("Per _cent, such as −5"), N_ ("_Amount, such as −0,50")
  };
  guint change = adw_combo_row_get_selected (self->price);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->amount), _ (titles[MIN (change, 3)]));
  changed_cb (self);
  if (change != KONTOR_PRICE_KEEP && self->company != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->amount));
}

static void
ran_cb (GtkWidget *form, GPtrArray *items)
{
  gtk_window_close (GTK_WINDOW (gtk_widget_get_root (form)));
}

static void
go_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorProductBulkWindow *self = KONTOR_PRODUCT_BULK_WINDOW (widget);
  KontorProductBulk        bulk;
  KontorProductBulkCount   count;
  g_autoptr (GPtrArray) items = NULL;
  g_autofree char *done = NULL;

  read_bulk (self, &bulk);
  kontor_product_bulk_apply (&bulk, G_LIST_MODEL (self->rows), &count);
  items = kontor_product_bulk_dup_items (&bulk, G_LIST_MODEL (self->rows));
  clear_bulk (&bulk);
  if (count.n_others == 0)
    done = g_strdup_printf (
      ngettext ("Price of %u item changed", "Price of %u items changed", count.n_prices),
      count.n_prices);
  else
    done = g_strdup_printf (
      ngettext ("%u product changed", "%u products changed", self->n_products), self->n_products);
  kontor_product_run (GTK_WIDGET (self->toasts), self->company, items, self->opener, done, ran_cb);
}

static void
close_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_window_close (GTK_WINDOW (widget));
}

static char *
dup_shown (KontorProductBulkWindow *self, const KontorProductBulkRow *row, Column column)
{
  gint64 old_e4 = kontor_json_get_integer (row->price, "price_e4", -1);

  switch (column)
    {
    case COLUMN_PRODUCT:
      return kontor_product_variant_title (row->product, row->variant);
    case COLUMN_SKU:
      return g_strdup (kontor_json_get_string (row->variant, "sku", ""));
    case COLUMN_PRICE:
      return old_e4 >= 0 ? kontor_format_price (old_e4, kontor_company_get_currency (self->company))
                         : g_strdup ("–");
    case COLUMN_NEW:
      return row->new_e4 >= 0 ? kontor_product_price_text (row->new_e4) : g_strdup ("");
    case COLUMN_OTHERS:
      break;
    }
  return g_strdup (row->others);
}

static void
show_row (GtkListItem *item)
{
  KontorProductBulkWindow *self = g_object_get_data (G_OBJECT (item), "kontor-window");
  Column column = (Column) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (item), "kontor-column"));
  KontorProductBulkRow *row = gtk_list_item_get_item (item);
  GtkWidget            *child = gtk_list_item_get_child (item);
  g_autofree char      *text = dup_shown (self, row, column);

  if (column == COLUMN_NEW)
    {
      kontor_product_cell_set_text (KONTOR_PRODUCT_CELL (child), text);
      return;
    }
  gtk_label_set_label (GTK_LABEL (child), text);
  gtk_widget_set_tooltip_text (child, text);
  if (column == COLUMN_PRICE && row->new_e4 >= 0)
    gtk_widget_add_css_class (child, "dim-label");
  else if (column == COLUMN_PRICE)
    gtk_widget_remove_css_class (child, "dim-label");
}

/* A price typed for one row stands above the rule; emptied, the rule counts again. */
static void
price_typed_cb (GtkListItem *item, const char *base, const char *text, KontorProductCell *cell)
{
  KontorProductBulkWindow *self = g_object_get_data (G_OBJECT (item), "kontor-window");
  KontorProductBulkRow    *row = gtk_list_item_get_item (item);
  gint64                   price_e4 = -1;

  if (*text != '\0' && !kontor_product_parse_price (text, &price_e4))
    {
      kontor_product_cell_refuse (
        cell, base, _ ("This is no price. A sum such as 12*3 works, too."));
      return;
    }
  row->typed_e4 = price_e4;
  changed_cb (self);
}

static GtkWidget *
new_child (GtkListItem *item, Column column)
{
  GtkWidget *label = NULL;

  if (column == COLUMN_NEW)
    {
      GtkWidget *cell = kontor_product_cell_new (_ ("New price"), "–", TRUE);

      g_signal_connect_swapped (cell, "edited", G_CALLBACK (price_typed_cb), item);
      return cell;
    }
  label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (label), column == COLUMN_PRICE ? 1 : 0);
  /* The end of a name tells variants apart. */
  gtk_label_set_ellipsize (GTK_LABEL (label),
                           column == COLUMN_PRODUCT ? PANGO_ELLIPSIZE_MIDDLE : PANGO_ELLIPSIZE_END);
  if (column == COLUMN_PRICE)
    gtk_widget_add_css_class (label, "numeric");
  return label;
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, KontorProductBulkWindow *self)
{
  gpointer column = g_object_get_data (G_OBJECT (factory), "kontor-column");

  g_object_set_data (G_OBJECT (item), "kontor-window", self);
  g_object_set_data (G_OBJECT (item), "kontor-column", column);
  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_child (item, new_child (item, (Column) GPOINTER_TO_INT (column)));
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, KontorProductBulkWindow *self)
{
  g_signal_connect_swapped (gtk_list_item_get_item (item), "changed", G_CALLBACK (show_row), item);
  show_row (item);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, KontorProductBulkWindow *self)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), show_row, item);
}

static void
add_column (KontorProductBulkWindow *self, const char *title, Column column, int width)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) added = gtk_column_view_column_new (title, factory);

  g_object_set_data (G_OBJECT (factory), "kontor-column", GINT_TO_POINTER (column));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), self);
  gtk_column_view_column_set_fixed_width (added, width);
  gtk_column_view_column_set_expand (added, width < 0);
  gtk_column_view_column_set_resizable (added, TRUE);
  gtk_column_view_append_column (self->view, added);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorProductBulkWindow) self = kontor_weak_take (user_data);
  g_autoptr (KontorJson) products = kontor_product_read_many_finish (result, &error);

  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (products == NULL)
    {
      kontor_problem_present (GTK_WIDGET (self->toasts), error);
      return;
    }
  kontor_product_bulk_add_rows (self->rows, products);
  gtk_stack_set_visible_child_name (self->stack, "rows");
  changed_cb (self);
}

static void
kontor_product_bulk_window_dispose (GObject *object)
{
  KontorProductBulkWindow *self = KONTOR_PRODUCT_BULK_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  if (self->view != NULL)
    gtk_column_view_set_model (self->view, NULL);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->rows);
  g_clear_object (&self->company);
  g_clear_object (&self->opener);

  G_OBJECT_CLASS (kontor_product_bulk_window_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, KontorProductBulkWindow, title);
  gtk_widget_class_bind_template_child (widget_class, KontorProductBulkWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, KontorProductBulkWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, KontorProductBulkWindow, view);
  gtk_widget_class_bind_template_child (widget_class, KontorProductBulkWindow, price);
  gtk_widget_class_bind_template_child (widget_class, KontorProductBulkWindow, amount);
  gtk_widget_class_bind_template_child (widget_class, KontorProductBulkWindow, rounding);
  gtk_widget_class_bind_template_child (widget_class, KontorProductBulkWindow, category);
  gtk_widget_class_bind_template_child (widget_class, KontorProductBulkWindow, tax);
  gtk_widget_class_bind_template_child (widget_class, KontorProductBulkWindow, published);
  gtk_widget_class_bind_template_child (widget_class, KontorProductBulkWindow, add_tags);
  gtk_widget_class_bind_template_child (widget_class, KontorProductBulkWindow, remove_tags);
  gtk_widget_class_bind_template_child (widget_class, KontorProductBulkWindow, supplier);
  gtk_widget_class_bind_template_child (widget_class, KontorProductBulkWindow, count);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, price_chosen_cb);
}

static void
kontor_product_bulk_window_class_init (KontorProductBulkWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_product_bulk_window_dispose;

  g_type_ensure (KONTOR_TYPE_PRODUCT_PICKER);
  gtk_widget_class_install_action (widget_class, "dialog.go", NULL, go_action);
  gtk_widget_class_install_action (widget_class, "dialog.close", NULL, close_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "dialog.close", NULL);
  gtk_widget_class_add_binding_action (
    widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "dialog.go", NULL);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/kontorapp/Kontor/ui/kontor-product-bulk-window.ui");
  bind_children (widget_class);
}

static void
kontor_product_bulk_window_init (KontorProductBulkWindow *self)
{
  GtkSelectionModel *selection = NULL;

  self->cancellable = g_cancellable_new ();
  self->rows = g_list_store_new (KONTOR_TYPE_PRODUCT_BULK_ROW);
  gtk_widget_init_template (GTK_WIDGET (self));
  kontor_text_scale_template (GTK_WIDGET (self));
  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->rows))));
  gtk_column_view_set_model (self->view, selection);
  g_object_unref (selection); /* the view has it */
  add_column (self, _ ("Product"), COLUMN_PRODUCT, 190);
  add_column (self, _ ("SKU"), COLUMN_SKU, 88);
  add_column (self, _ ("Price"), COLUMN_PRICE, 80);
  add_column (self, _ ("New price"), COLUMN_NEW, 88);
  add_column (self, _ ("Other changes"), COLUMN_OTHERS, -1);
}

/**
 * kontor_product_bulk_window_present:
 * @opener: where it was asked for; the toast with Undo appears there
 * @uids: (element-type KontorUid): products
 */
void
kontor_product_bulk_window_present (GtkWidget *opener, KontorCompany *company, GArray *uids)
{
  KontorProductBulkWindow *self = g_object_new (
    KONTOR_TYPE_PRODUCT_BULK_WINDOW, "transient-for", gtk_widget_get_root (opener), NULL);
  g_autoptr (GtkStringList) taxes = kontor_product_tax_model (kontor_company_get_country (company),
                                                              _ ("As it is"));
  g_autofree char *subtitle = g_strdup_printf (ngettext ("%u product", "%u products", uids->len),
                                               uids->len);

  self->opener = g_object_ref (opener);
  self->n_products = uids->len;
  adw_window_title_set_subtitle (self->title, subtitle);
  adw_combo_row_set_model (self->tax, G_LIST_MODEL (taxes));
  kontor_product_picker_set_up (self->category, company, KONTOR_PICK_CATEGORY, _ ("As it is"));
  kontor_product_picker_set_up (self->supplier, company, KONTOR_PICK_SUPPLIER, _ ("As it is"));
  self->company = g_object_ref (company);
  kontor_product_read_many_async (
    company, uids, self->cancellable, read_cb, kontor_weak_new (self));
  changed_cb (self);
  /* Never wider than the window it stands before. */
  gtk_window_set_default_size (
    GTK_WINDOW (self),
    CLAMP (gtk_widget_get_width (GTK_WIDGET (gtk_widget_get_root (opener))) - 20, 720, 1060),
    580);
  gtk_window_present (GTK_WINDOW (self));
}
