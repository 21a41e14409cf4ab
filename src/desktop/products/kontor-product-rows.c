/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-product-rows.h"

#include <glib/gi18n.h>

#include "kontor-format.h"
#include "kontor-product-cell.h"
#include "kontor-scan-router.h"

#define MOST_COLUMNS 8

/**
 * KontorProductRows:
 *
 * A small table of a list of objects: prices, barcodes, suppliers. Each row can be changed and
 * removed; members that no column shows are kept.
 */
struct _KontorProductRows
{
  AdwBin parent_instance;

  const KontorRowsColumn *columns;
  guint                   n_columns;
  gboolean                removable;
  GPtrArray              *rows; /* (owned) of Row */
  gboolean                setting;

  /* Template children */
  GtkGrid  *grid;
  GtkLabel *problem;
};

typedef struct
{
  KontorJson *item; /* (owned): as it was set */
  GtkWidget  *cells[MOST_COLUMNS];
  GtkWidget  *remove; /* (nullable) */
} Row;

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KontorProductRows, kontor_product_rows, ADW_TYPE_BIN)

static void
row_free (gpointer data)
{
  g_autofree Row *row = data;

  g_clear_pointer (&row->item, kontor_json_unref);
}

static gboolean
is_number (KontorRowsType type)
{
  return type == KONTOR_ROWS_PRICE || type == KONTOR_ROWS_QUANTITY;
}

static char *
dup_shown (const KontorRowsColumn *column, const KontorJson *item)
{
  gint64 value = kontor_json_get_integer (item, column->key, 0);

  switch (column->type)
    {
    case KONTOR_ROWS_PRICE:
      return kontor_json_get (item, column->key) != NULL ? kontor_product_price_text (value)
                                                         : g_strdup ("");
    case KONTOR_ROWS_QUANTITY:
      return kontor_product_quantity_text (value);
    case KONTOR_ROWS_DAY:
      return value != 0 ? kontor_time_format_local (value, kontor_format_zone (), "%Y-%m-%d")
                        : g_strdup ("");
    case KONTOR_ROWS_LABEL:
    case KONTOR_ROWS_TEXT:
    case KONTOR_ROWS_CODE:
    case KONTOR_ROWS_CHOICE:
      break;
    }
  return g_strdup (kontor_json_get_string (item, column->key, ""));
}

/* NULL with a sentence when it is wrong. */
static KontorJson *
read_number (const KontorRowsColumn *column, const char *text, char **problem)
{
  gint64 value = 0;

  if (*text == '\0')
    return column->type == KONTOR_ROWS_PRICE ? kontor_json_new_null ()
                                             : kontor_json_new_integer (0);
  if (column->type == KONTOR_ROWS_PRICE ? kontor_product_parse_price (text, &value)
                                        : kontor_product_parse_quantity (text, &value))
    return kontor_json_new_integer (value);
  *problem = g_strdup_printf (_ ("“%s” is no amount. A sum such as 12*3 works, too."), text);
  return NULL;
}

static KontorJson *
read_day (const char *text, char **problem)
{
  gint64 time = 0;

  if (*text == '\0' || kontor_time_parse (text, kontor_format_zone (), &time, NULL))
    return kontor_json_new_integer (time);
  *problem = g_strdup_printf (_ ("“%s” is no day. Write it as 2027-01-31."), text);
  return NULL;
}

static KontorJson *
read_cell (const KontorRowsColumn *column, GtkWidget *cell, char **problem)
{
  g_autofree char *text = NULL;

  if (column->type == KONTOR_ROWS_CHOICE)
    return kontor_json_new_string (
      column->choices[gtk_drop_down_get_selected (GTK_DROP_DOWN (cell))].code);
  text = g_strstrip (g_strdup (kontor_product_cell_get_text (KONTOR_PRODUCT_CELL (cell))));
  if (*text == '\0' && column->needed)
    {
      *problem = g_strdup_printf (_ ("“%s” is missing."), _ (column->title));
      return NULL;
    }
  if (is_number (column->type))
    return read_number (column, text, problem);
  if (column->type == KONTOR_ROWS_DAY)
    return read_day (text, problem);
  if (column->type == KONTOR_ROWS_CODE)
    *problem = kontor_product_barcode_problem (text);
  return *problem == NULL ? kontor_json_new_string (text) : NULL;
}

/* NULL when something in it is wrong; then the cell and the sentence below say so. */
static KontorJson *
read_row (KontorProductRows *self, Row *row, char **problem)
{
  g_autoptr (KontorJson) item = kontor_json_new_object ();

  for (guint i = 0; i < kontor_json_length (row->item); i++)
    kontor_json_set (item,
                     kontor_json_key_at (row->item, i),
                     kontor_json_ref ((KontorJson *) kontor_json_at (row->item, i)));
  for (guint i = 0; i < self->n_columns; i++)
    {
      KontorJson *value = NULL;

      if (self->columns[i].type == KONTOR_ROWS_LABEL)
        continue;
      value = read_cell (&self->columns[i], row->cells[i], problem);
      if (value == NULL)
        return NULL;
      kontor_json_set (item, self->columns[i].key, value);
    }
  return g_steal_pointer (&item);
}

static void
check (KontorProductRows *self)
{
  g_autofree char *problem = NULL;

  for (guint i = 0; i < self->rows->len && problem == NULL; i++)
    {
      KontorJson *item = read_row (self, g_ptr_array_index (self->rows, i), &problem);

      g_clear_pointer (&item, kontor_json_unref);
    }
  gtk_label_set_label (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
}

static void
changed_cb (KontorProductRows *self)
{
  if (self->setting)
    return;
  check (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Left: what was computed stands there. */
static void
edited_cb (KontorProductRows *self, const char *base, const char *text, KontorProductCell *cell)
{
  const KontorRowsColumn *column = g_object_get_data (G_OBJECT (cell), "kontor-column");
  g_autofree char        *problem = NULL;
  g_autoptr (KontorJson) value = read_cell (column, GTK_WIDGET (cell), &problem);

  if (problem != NULL)
    kontor_product_cell_refuse (cell, base, problem);
  if (problem == NULL && is_number (column->type) && *text != '\0')
    {
      gint64           amount = kontor_json_integer (value);
      g_autofree char *shown = column->type == KONTOR_ROWS_PRICE
                                 ? kontor_product_price_text (amount)
                                 : kontor_product_quantity_text (amount);

      kontor_product_cell_set_text (cell, shown);
    }
  changed_cb (self);
}

static GtkWidget *
new_choice (KontorProductRows *self, const KontorRowsColumn *column, const KontorJson *item)
{
  g_autoptr (GtkStringList) model = kontor_product_choice_model (column->choices, NULL);
  GtkWidget *choice = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&model)), NULL);
  guint      position = kontor_product_choice_find (column->choices,
                                               kontor_json_get_string (item, column->key, ""));

  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice),
                              position != GTK_INVALID_LIST_POSITION ? position : 0);
  gtk_widget_add_css_class (choice, "flat");
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (column->title), -1);
  g_signal_connect_object (
    choice, "notify::selected", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  return choice;
}

static GtkWidget *
new_label (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_margin_start (label, 8);
  gtk_widget_set_tooltip_text (label, text);
  return label;
}

static GtkWidget *
new_cell (KontorProductRows *self, const KontorRowsColumn *column, const KontorJson *item)
{
  g_autofree char *text = dup_shown (column, item);
  GtkWidget       *cell = NULL;

  if (column->type == KONTOR_ROWS_CHOICE)
    return new_choice (self, column, item);
  if (column->type == KONTOR_ROWS_LABEL)
    return new_label (text);
  cell = kontor_product_cell_new (_ (column->title),
                                  column->placeholder != NULL ? _ (column->placeholder) : NULL,
                                  is_number (column->type));
  g_object_set_data (G_OBJECT (cell), "kontor-column", (gpointer) column);
  kontor_product_cell_set_text (KONTOR_PRODUCT_CELL (cell), text);
  if (column->type == KONTOR_ROWS_CODE)
    kontor_scan_router_leave (cell);
  g_signal_connect_object (cell, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (cell, "edited", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
  return cell;
}

static void
remove_cb (KontorProductRows *self, GtkWidget *button)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (((Row *) g_ptr_array_index (self->rows, i))->remove == button)
      {
        g_ptr_array_remove_index (self->rows, i);
        gtk_grid_remove_row (self->grid, (int) i + 1);
        break;
      }
  changed_cb (self);
}

static GtkWidget *
new_remove (KontorProductRows *self)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_set_tooltip_text (button, _ ("Remove"));
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Remove"), -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  return button;
}

static void
kontor_product_rows_dispose (GObject *object)
{
  g_clear_pointer (&KONTOR_PRODUCT_ROWS (object)->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (kontor_product_rows_parent_class)->dispose (object);
}

static void
kontor_product_rows_class_init (KontorProductRowsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_product_rows_dispose;
  signals[CHANGED] = g_signal_new (
    "changed", KONTOR_TYPE_PRODUCT_ROWS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-product-rows.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorProductRows, grid);
  gtk_widget_class_bind_template_child (widget_class, KontorProductRows, problem);
}

static void
kontor_product_rows_init (KontorProductRows *self)
{
  self->rows = g_ptr_array_new_with_free_func (row_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kontor_product_rows_set_up:
 * @columns: (array length=n_columns): what is shown of each object; kept, not copied
 */
void
kontor_product_rows_set_up (KontorProductRows      *self,
                            const KontorRowsColumn *columns,
                            guint                   n_columns,
                            gboolean                removable)
{
  g_return_if_fail (KONTOR_IS_PRODUCT_ROWS (self));
  g_return_if_fail (n_columns <= MOST_COLUMNS && self->columns == NULL);

  self->columns = columns;
  self->n_columns = n_columns;
  self->removable = removable;
  for (guint i = 0; i < n_columns; i++)
    {
      GtkWidget *title = gtk_label_new (_ (columns[i].title));

      gtk_label_set_xalign (GTK_LABEL (title), is_number (columns[i].type) ? 1 : 0);
      gtk_widget_add_css_class (title, "caption");
      gtk_widget_add_css_class (title, "dim-label");
      gtk_widget_set_margin_start (title, 8);
      gtk_widget_set_margin_end (title, 8);
      gtk_grid_attach (self->grid, title, (int) i, 0, 1, 1);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->grid), FALSE);
}

/**
 * kontor_product_rows_set_list:
 * @list: (nullable): an array of objects
 */
void
kontor_product_rows_set_list (KontorProductRows *self, const KontorJson *list)
{
  g_return_if_fail (KONTOR_IS_PRODUCT_ROWS (self));

  self->setting = TRUE;
  while (self->rows->len > 0)
    {
      gtk_grid_remove_row (self->grid, (int) self->rows->len);
      g_ptr_array_remove_index (self->rows, self->rows->len - 1);
    }
  for (guint i = 0; list != NULL && i < kontor_json_length (list); i++)
    kontor_product_rows_append (self, kontor_json_at (list, i), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->grid), self->rows->len > 0);
  self->setting = FALSE;
  check (self);
}

/**
 * kontor_product_rows_append:
 * @item: an object
 * @focus: it is to be filled in now
 */
void
kontor_product_rows_append (KontorProductRows *self, const KontorJson *item, gboolean focus)
{
  Row *row = g_new0 (Row, 1);
  int  position = 0;

  g_return_if_fail (KONTOR_IS_PRODUCT_ROWS (self));

  row->item = kontor_json_ref ((KontorJson *) item); /* kept, not changed */
  g_ptr_array_add (self->rows, row);
  position = (int) self->rows->len;
  for (guint i = 0; i < self->n_columns; i++)
    {
      row->cells[i] = new_cell (self, &self->columns[i], item);
      gtk_grid_attach (self->grid, row->cells[i], (int) i, position, 1, 1);
    }
  if (self->removable)
    {
      row->remove = new_remove (self);
      gtk_grid_attach (self->grid, row->remove, (int) self->n_columns, position, 1, 1);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->grid), TRUE);
  if (!focus)
    return;
  changed_cb (self);
  for (guint i = 0; i < self->n_columns; i++)
    if (self->columns[i].type != KONTOR_ROWS_LABEL
        && gtk_widget_child_focus (row->cells[i], GTK_DIR_TAB_FORWARD))
      return;
}

/**
 * kontor_product_rows_dup_list:
 *
 * Returns: (transfer full): the rows without anything wrong in them, with all members
 */
KontorJson *
kontor_product_rows_dup_list (KontorProductRows *self)
{
  KontorJson *list = kontor_json_new_array ();

  g_return_val_if_fail (KONTOR_IS_PRODUCT_ROWS (self), list);

  for (guint i = 0; i < self->rows->len; i++)
    {
      g_autofree char *problem = NULL;
      KontorJson      *item = read_row (self, g_ptr_array_index (self->rows, i), &problem);

      if (item != NULL)
        kontor_json_append (list, item);
    }
  return list;
}

/**
 * kontor_product_rows_has:
 *
 * Returns: whether the member @key is @text in one of the rows
 */
gboolean
kontor_product_rows_has (KontorProductRows *self, const char *key, const char *text)
{
  g_return_val_if_fail (KONTOR_IS_PRODUCT_ROWS (self), FALSE);

  for (guint i = 0; i < self->rows->len; i++)
    if (g_strcmp0 (
          kontor_json_get_string (((Row *) g_ptr_array_index (self->rows, i))->item, key, NULL),
          text)
        == 0)
      return TRUE;
  return FALSE;
}

gboolean
kontor_product_rows_is_right (KontorProductRows *self)
{
  g_return_val_if_fail (KONTOR_IS_PRODUCT_ROWS (self), FALSE);

  return !gtk_widget_get_visible (GTK_WIDGET (self->problem));
}
