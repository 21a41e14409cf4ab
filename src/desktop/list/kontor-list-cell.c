/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-list-cell.h"

#include <glib/gi18n.h>

#include "kontor-format.h"
#include "kontor-state.h"
#include "kontor-value-words.h"

/* Cells of a list: one label each, with an icon where the column is a state.
 *
 * A view has cells for two hundred rows, whatever can be seen of them, and a jump gives all of them
 * new ones. What a text measures is most of the work, so the cells that can be seen get theirs at
 * once, and the others in steps; a step looks first whether one of them can be seen by now. */
#define TOP_ROWS 48
#define STEP_CELLS 16
#define STEP_MS 16

typedef struct
{
  KontorRowList          *rows; /* (unowned): owns the view's life with it */
  const char             *list; /* its name */
  const KontorListColumn *column;
  guint                   index;
  int         state; /* index of the column that says whether it can still be late, or -1 */
  GHashTable *later; /* (owned): of GtkListItem (unowned): bound cells without their text yet */
  guint       later_id;
} Context;

gboolean
kontor_list_cell_is_number (KontorColumnType type)
{
  switch (type)
    {
    case KONTOR_COLUMN_COUNT:
    case KONTOR_COLUMN_MONEY:
    case KONTOR_COLUMN_PRICE:
    case KONTOR_COLUMN_QUANTITY:
      return TRUE;
    case KONTOR_COLUMN_TEXT:
    case KONTOR_COLUMN_TIME:
    case KONTOR_COLUMN_STATE:
      return FALSE;
    }
  return FALSE;
}

static GtkLabel *
label_of (GtkListItem *item)
{
  GtkWidget *child = gtk_list_item_get_child (item);

  return GTK_LABEL (GTK_IS_LABEL (child) ? child : gtk_widget_get_last_child (child));
}

static GtkWidget *
new_label (Context *context)
{
  GtkWidget *label = gtk_label_new (NULL);
  gboolean   number = kontor_list_cell_is_number (context->column->type);

  gtk_label_set_xalign (GTK_LABEL (label), number ? 1 : 0);
  gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (number || context->column->type == KONTOR_COLUMN_TIME || context->index == 0)
    gtk_widget_add_css_class (label, "numeric");
  return label;
}

/* What happens on a day and not at a moment stands at the day's beginning in UTC. */
static gboolean
is_day (gint64 time)
{
  return time != 0 && time % KONTOR_DAY == 0;
}

/* The exact time, when it is asked for: to set a tooltip asks the display where the pointer is, and
 * waits for the answer, which a list can't do for each of its cells. */
static gboolean
time_asked_cb (
  GtkWidget *label, int x, int y, gboolean by_keyboard, GtkTooltip *tooltip, GtkListItem *item)
{
  const Context       *context = g_object_get_data (G_OBJECT (item), "kontor-context");
  KontorRow           *row = gtk_list_item_get_item (item);
  const KontorListRow *data = row != NULL ? kontor_row_get_data (row) : NULL;
  g_autofree char     *exact = NULL;

  if (data == NULL || data->values[context->index].is_null
      || is_day (data->values[context->index].integer))
    return FALSE;
  exact = kontor_format_exact (data->values[context->index].integer);
  gtk_tooltip_set_text (tooltip, exact);
  return *exact != '\0';
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, Context *context)
{
  GtkWidget *label = new_label (context);
  GtkWidget *box = NULL;

  if (context->column->type == KONTOR_COLUMN_TIME)
    {
      gtk_widget_set_has_tooltip (label, TRUE);
      g_signal_connect_object (label, "query-tooltip", G_CALLBACK (time_asked_cb), item, 0);
    }
  if (context->column->type != KONTOR_COLUMN_STATE)
    {
      gtk_list_item_set_child (item, label);
      return;
    }
  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_box_append (GTK_BOX (box), gtk_image_new ());
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_item_set_child (item, box);
}

static void
show_state (GtkListItem *item, const char *list, const char *name)
{
  const KontorState *state = kontor_state_find_in (list, name);
  GtkWidget         *box = gtk_list_item_get_child (item);
  GtkImage          *icon = GTK_IMAGE (gtk_widget_get_first_child (box));
  const char        *classes[] = { state != NULL ? state->css_class : NULL, NULL };

  gtk_label_set_label (label_of (item), kontor_state_label_in (list, name));
  gtk_image_set_from_icon_name (icon, state != NULL ? state->icon_name : NULL);
  gtk_widget_set_css_classes (box, classes);
}

static gboolean
waits_for_us (const KontorListRow *row, Context *context)
{
  const char *state = context->state >= 0 ? row->values[context->state].text : NULL;

  return g_strcmp0 (state, "PAID") == 0 || g_strcmp0 (state, "PROCESSING") == 0;
}

/* When it should leave is asked only until it has left. */
static gboolean
is_past_asking (const KontorListRow *row, Context *context)
{
  const char *state = context->state >= 0 ? row->values[context->state].text : NULL;

  return state != NULL && !waits_for_us (row, context) && g_strcmp0 (state, "PENDING_PAYMENT") != 0;
}

static void
show_time (GtkLabel *label, Context *context, const KontorListRow *row)
{
  gint64           time = row->values[context->index].integer;
  gint64           now = kontor_time_now ();
  g_autofree char *late = waits_for_us (row, context) ? kontor_format_late (time, now) : NULL;
  g_autofree char *text = NULL;

  if (late != NULL)
    text = g_strdup (late);
  else if (is_day (time)) /* noon is on the same day in nearly every zone */
    text = kontor_format_day (time + KONTOR_DAY / 2);
  else
    text = kontor_format_when_at (time, now);

  gtk_label_set_label (label, is_past_asking (row, context) ? "" : text);
  if (late != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (label), "warning");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (label), "warning");
}

static char *
dup_text (const KontorListRow *row, Context *context)
{
  gint64      value = row->values[context->index].integer;
  const char *text = row->values[context->index].text;

  switch (context->column->type)
    {
    case KONTOR_COLUMN_MONEY:
      return kontor_format_money_markup (value, row->currency);
    case KONTOR_COLUMN_PRICE:
      return kontor_format_price_markup (value, row->currency);
    case KONTOR_COLUMN_QUANTITY:
      return kontor_format_quantity (value);
    case KONTOR_COLUMN_COUNT:
      return kontor_format_count (value);
    case KONTOR_COLUMN_TEXT:
      return kontor_value_words (context->list, context->column->key, text != NULL ? text : "");
    case KONTOR_COLUMN_TIME:
    case KONTOR_COLUMN_STATE:
      return g_strdup (text != NULL ? text : "");
    }
  return g_strdup ("");
}

static void
show_nothing (GtkListItem *item)
{
  GtkWidget *child = gtk_list_item_get_child (item);

  gtk_label_set_label (label_of (item), "");
  if (GTK_IS_BOX (child))
    gtk_image_clear (GTK_IMAGE (gtk_widget_get_first_child (child)));
}

static void
show_row (GtkListItem *item, Context *context)
{
  KontorRow           *row = gtk_list_item_get_item (item);
  const KontorListRow *data = row != NULL ? kontor_row_get_data (row) : NULL;
  GtkLabel            *label = label_of (item);
  g_autofree char     *text = NULL;
  gboolean             markup = context->column->type == KONTOR_COLUMN_MONEY
                    || context->column->type == KONTOR_COLUMN_PRICE;

  if (data == NULL || data->values[context->index].is_null)
    {
      show_nothing (item);
      return;
    }
  if (context->column->type == KONTOR_COLUMN_STATE)
    {
      show_state (item, context->list, data->values[context->index].text);
      return;
    }
  if (context->column->type == KONTOR_COLUMN_TIME)
    {
      show_time (label, context, data);
      return;
    }
  text = dup_text (data, context);
  gtk_label_set_use_markup (label, markup);
  gtk_label_set_label (label, text);
}

/* Or nearly. A list whose length has just changed begins at its top. */
static gboolean
can_be_seen (GtkListItem *item, Context *context)
{
  GtkWidget *view = gtk_widget_get_ancestor (gtk_list_item_get_child (item), GTK_TYPE_COLUMN_VIEW);
  GtkAdjustment *adjustment = NULL;
  guint          position = gtk_list_item_get_position (item);
  double         rows = g_list_model_get_n_items (G_LIST_MODEL (context->rows));
  double         first, n_seen;

  if (view == NULL || position < TOP_ROWS)
    return TRUE;
  adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view));
  rows /= MAX (gtk_adjustment_get_upper (adjustment), 1);
  first = gtk_adjustment_get_value (adjustment) * rows;
  n_seen = gtk_adjustment_get_page_size (adjustment) * rows;
  return position >= first - n_seen / 2 && position <= first + 1.5 * n_seen + 1;
}

static gboolean
step_cb (gpointer data)
{
  Context       *context = data;
  GHashTableIter iter;
  gpointer       item;
  guint          n_others = 0;

  g_hash_table_iter_init (&iter, context->later);
  while (g_hash_table_iter_next (&iter, &item, NULL))
    if (can_be_seen (item, context) || n_others++ < STEP_CELLS)
      {
        show_row (item, context);
        g_hash_table_iter_remove (&iter);
      }
  if (g_hash_table_size (context->later) > 0)
    return G_SOURCE_CONTINUE;
  context->later_id = 0;
  return G_SOURCE_REMOVE;
}

static void
show_soon (GtkListItem *item, Context *context)
{
  KontorRow *row = gtk_list_item_get_item (item);

  if (row != NULL && kontor_row_get_data (row) != NULL && !can_be_seen (item, context))
    {
      show_nothing (item);
      g_hash_table_add (context->later, item);
      if (context->later_id == 0)
        context->later_id = g_timeout_add_full (
          G_PRIORITY_DEFAULT_IDLE, STEP_MS, step_cb, context, NULL);
      return;
    }
  g_hash_table_remove (context->later, item);
  show_row (item, context);
}

static void
row_loaded_cb (GtkListItem *item)
{
  show_soon (item, g_object_get_data (G_OBJECT (item), "kontor-context"));
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, Context *context)
{
  kontor_row_list_want (context->rows, gtk_list_item_get_position (item));
  g_object_set_data (G_OBJECT (item), "kontor-context", context);
  g_signal_connect_swapped (
    gtk_list_item_get_item (item), "notify::loading", G_CALLBACK (row_loaded_cb), item);
  show_soon (item, context);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, Context *context)
{
  g_hash_table_remove (context->later, item);
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), row_loaded_cb, item);
}

static int
find_state (const KontorListType *type)
{
  for (int i = 0; type->columns[i].key != NULL; i++)
    if (g_str_equal (type->columns[i].key, "state"))
      return i;
  return -1;
}

static void
free_context (gpointer data, GObject *factory)
{
  Context *context = data;

  g_clear_handle_id (&context->later_id, g_source_remove);
  g_clear_pointer (&context->later, g_hash_table_unref);
  g_free (context); /* the factory's own */
}

/**
 * kontor_list_cell_factory_new:
 * @rows: the list; asked for the rows that come into view; outlives the factory's items
 * @type: its description
 * @column: index of the column
 *
 * Returns: (transfer full): makes the cells of a column
 */
GtkListItemFactory *
kontor_list_cell_factory_new (KontorRowList *rows, const KontorListType *type, guint column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  Context            *context = g_new0 (Context, 1);

  context->rows = rows;
  context->list = type->name;
  context->column = &type->columns[column];
  context->index = column;
  context->later = g_hash_table_new (NULL, NULL);
  context->state = g_str_equal (context->column->key, "ship_by") ? find_state (type) : -1;
  g_object_weak_ref (G_OBJECT (factory), free_context, context);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), context);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), context);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), context);
  return factory;
}

/**
 * kontor_list_cell_align_title:
 * @position: of a column with numbers
 *
 * Its title stands at the end like the numbers, the arrow before it; the column view has no
 * property for that.
 */
void
kontor_list_cell_align_title (GtkColumnView *view, guint position)
{
  GtkWidget *title = gtk_widget_get_first_child (gtk_widget_get_first_child (GTK_WIDGET (view)));
  GtkWidget *box = NULL;

  for (; title != NULL && position > 0; position--)
    title = gtk_widget_get_next_sibling (title);
  box = title != NULL ? gtk_widget_get_first_child (title) : NULL;
  if (box == NULL || gtk_widget_get_last_child (box) == NULL)
    return;
  gtk_widget_set_halign (box, GTK_ALIGN_END);
  gtk_widget_insert_after (gtk_widget_get_last_child (box), box, NULL);
}
