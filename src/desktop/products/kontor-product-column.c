/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-product-column.h"

#include <glib/gi18n.h>

#include "kontor-product-thumbnail.h"

#define SIZE 28 /* pixels: the row keeps its height */
#define WIDTH 48

/* The column of pictures in the list of products. */

typedef struct
{
  KontorGrid    *list;    /* (unowned): outlives the column */
  KontorCompany *company; /* (unowned): outlives the list */
  int            picture; /* index of the value */
  int            title;
} Context;

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, Context *context)
{
  gtk_list_item_set_child (item, kontor_product_thumbnail_new (context->company, SIZE));
}

static void
show_row (GtkListItem *item, Context *context)
{
  KontorRow           *row = gtk_list_item_get_item (item);
  const KontorListRow *data = row != NULL ? kontor_row_get_data (row) : NULL;

  kontor_product_thumbnail_set_picture (KONTOR_PRODUCT_THUMBNAIL (gtk_list_item_get_child (item)),
                                        data != NULL ? data->values[context->picture].text : NULL,
                                        data != NULL ? data->values[context->title].text : NULL);
}

static void
row_loaded_cb (GtkListItem *item)
{
  show_row (item, g_object_get_data (G_OBJECT (item), "kontor-context"));
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, Context *context)
{
  kontor_row_list_want (kontor_grid_get_rows (context->list), gtk_list_item_get_position (item));
  g_object_set_data (G_OBJECT (item), "kontor-context", context);
  g_signal_connect_swapped (
    gtk_list_item_get_item (item), "notify::loading", G_CALLBACK (row_loaded_cb), item);
  show_row (item, context);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, Context *context)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), row_loaded_cb, item);
}

static void
free_context (gpointer data, GClosure *closure)
{
  g_free (data); /* the factory's own */
}

static GtkColumnView *
find_view (GtkWidget *widget)
{
  GtkColumnView *found = NULL;

  if (GTK_IS_COLUMN_VIEW (widget))
    return GTK_COLUMN_VIEW (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_view (child);
  return found;
}

static GtkColumnViewColumn *
find_column (KontorGrid *list, const char *title)
{
  GtkColumnView *view = find_view (GTK_WIDGET (list));
  GListModel    *columns = view != NULL ? gtk_column_view_get_columns (view) : NULL;

  for (guint i = 0; columns != NULL && i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (g_strcmp0 (gtk_column_view_column_get_title (column), title) == 0)
        return column; /* the view owns it */
    }
  return NULL;
}

/**
 * kontor_product_column_set_up:
 * @picture: index of the column that has the hash of the picture
 * @title: index of the column that has the name
 *
 * Shows pictures instead of their hashes, in a column just wide enough for them.
 */
void
kontor_product_column_set_up (KontorGrid *list, KontorCompany *company, int picture, int title)
{
  GtkColumnViewColumn *column = find_column (list, _ ("Picture"));
  g_autoptr (GtkListItemFactory) factory = NULL;
  Context *context = NULL;

  if (column == NULL || picture < 0 || title < 0)
    return;
  context = g_new0 (Context, 1);
  *context = (Context){ list, company, picture, title };
  factory = gtk_signal_list_item_factory_new ();
  g_signal_connect_data (
    factory, "setup", G_CALLBACK (setup_cb), context, free_context, G_CONNECT_DEFAULT);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), context);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), context);
  gtk_column_view_column_set_factory (column, factory);
  gtk_column_view_column_set_fixed_width (column, WIDTH);
  gtk_column_view_column_set_expand (column, FALSE);
  gtk_column_view_column_set_resizable (column, FALSE);
  gtk_column_view_column_set_title (column, "");
}
