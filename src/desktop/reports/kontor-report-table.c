/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-report-table.h"

#include <glib/gi18n.h>

#include "kontor-format.h"
#include "kontor-list-cell.h"
#include "kontor-pages.h"
#include "kontor-tab-stop.h"

/**
 * KontorReportTable:
 *
 * The rows of a report, each figure opening what it is made of.
 */
struct _KontorReportTable
{
  AdwBin parent_instance;

  KontorJson         *report; /* (owned) (nullable) */
  KontorReportView    view;
  GtkStringList      *rows;      /* (owned): the numbers of the rows */
  GtkSingleSelection *selection; /* (owned) */

  /* Template children */
  GtkColumnView *columns;
};

G_DEFINE_FINAL_TYPE (KontorReportTable, kontor_report_table, ADW_TYPE_BIN)

/* A column of the table; what its cells show. */
typedef struct
{
  KontorReportTable        *table;  /* (unowned): owns the columns */
  const KontorReportColumn *column; /* (nullable): the name of the row */
  gboolean                  before; /* of the time that is compared with */
  int                       cell;   /* of a grid, -1: none */
} Cell;

static const KontorJson *
row_of (KontorReportTable *self, GtkListItem *item)
{
  GtkStringObject *number = gtk_list_item_get_item (item);

  return kontor_report_view_row (
    &self->view, (guint) g_ascii_strtoull (gtk_string_object_get_string (number), NULL, 10));
}

static gboolean
is_text (const Cell *cell)
{
  return cell->cell < 0 && (cell->column == NULL || cell->column->type == KONTOR_FIGURE_TEXT);
}

static void
cell_made_cb (GtkListItemFactory *factory, GtkListItem *item, const Cell *cell)
{
  GtkWidget *child = is_text (cell) ? gtk_label_new (NULL) : kontor_report_link_new ();

  if (is_text (cell))
    {
      gtk_label_set_xalign (GTK_LABEL (child), 0);
      gtk_label_set_ellipsize (GTK_LABEL (child), PANGO_ELLIPSIZE_END);
      gtk_label_set_width_chars (GTK_LABEL (child), cell->column == NULL ? 16 : 9);
    }
  if (cell->before)
    gtk_widget_add_css_class (child, "dim-label");
  gtk_list_item_set_child (item, child);
}

/* What the row is called, or what identifies it to machines. */
static void
bind_text (const Cell *cell, const KontorJson *row, GtkWidget *label)
{
  const KontorReportView *view = &cell->table->view;
  g_autofree char        *text = cell->column == NULL
                                   ? kontor_report_view_label (view, row, FALSE)
                                   : kontor_report_view_figure (view, cell->column, row);

  gtk_label_set_label (GTK_LABEL (label), text);
  gtk_widget_set_tooltip_text (label, text);
}

static void
bind_grid_cell (KontorReportTable *self, const KontorJson *row, int index, GtkWidget *link)
{
  const KontorJson *cells = kontor_json_get_array (row, "cells");
  gboolean          there = cells != NULL && (guint) index < kontor_json_length (cells);
  const KontorJson *cell = there ? kontor_json_at (cells, (guint) index) : NULL;
  g_autofree char  *text = NULL;
  g_autofree char  *title = g_strdup_printf (_ ("After %d months"), index + 1);

  if (there && kontor_json_get (cell, "share_bp") != NULL)
    text = kontor_report_view_axis (
      &self->view, KONTOR_FIGURE_RATE, kontor_json_get_integer (cell, "share_bp", 0));
  kontor_report_link_set (link, text != NULL ? text : "", title, cell);
}

static void
cell_bound_cb (GtkListItemFactory *factory, GtkListItem *item, const Cell *cell)
{
  KontorReportTable *self = cell->table;
  const KontorJson  *row = row_of (self, item);
  GtkWidget         *child = gtk_list_item_get_child (item);
  g_autofree char   *text = NULL;

  if (cell->cell >= 0)
    {
      bind_grid_cell (self, row, cell->cell, child);
      return;
    }
  if (is_text (cell))
    {
      bind_text (cell, row, child);
      return;
    }
  if (cell->before)
    row = kontor_json_get_object (row, "before");
  text = kontor_report_view_figure (&self->view, cell->column, row);
  kontor_report_link_set (child,
                          text,
                          cell->before ? _ ("before") : _ (cell->column->title),
                          kontor_report_target (row, cell->column->key));
}

static void
cell_free (gpointer data, GClosure *closure)
{
  g_free (data); /* a closure's data */
}

/* The column and its factory share what the cells show; the factory owns it. */
static void
add_column (KontorReportTable *self, const char *title, const Cell *cell)
{
  GtkListItemFactory  *factory = gtk_signal_list_item_factory_new ();
  Cell                *kept = g_memdup2 (cell, sizeof *cell);
  GtkColumnViewColumn *column = gtk_column_view_column_new (title, factory);
  gboolean             is_name = cell->column == NULL && cell->cell < 0;

  kept->table = self;
  g_signal_connect_data (factory, "setup", G_CALLBACK (cell_made_cb), kept, cell_free, 0);
  g_signal_connect (factory, "bind", G_CALLBACK (cell_bound_cb), kept);
  gtk_column_view_column_set_expand (column, is_name);
  gtk_column_view_column_set_resizable (column, !is_name);
  gtk_column_view_append_column (self->columns, column);
  if (!is_text (kept))
    kontor_list_cell_align_title (
      self->columns, g_list_model_get_n_items (gtk_column_view_get_columns (self->columns)) - 1);
  g_object_unref (column); /* the view holds it */
}

static guint
count_cells (KontorReportTable *self)
{
  guint most = 0;

  for (guint i = 0; i < kontor_report_view_n_rows (&self->view); i++)
    {
      const KontorJson *cells = kontor_json_get_array (kontor_report_view_row (&self->view, i),
                                                       "cells");
      guint             n_cells = cells != NULL ? kontor_json_length (cells) : 0;

      most = MAX (most, n_cells);
    }
  return most;
}

static void
make_columns (KontorReportTable *self)
{
  const KontorReportType   *type = self->view.type;
  const KontorReportColumn *main = kontor_report_type_find_column (type, type->figures[0]);
  guint                     n_cells = count_cells (self);

  add_column (self, _ (type->label_title), &(Cell){ .cell = -1 });
  for (const KontorReportColumn *column = type->columns; column->key != NULL; column++)
    {
      add_column (self, _ (column->title), &(Cell){ .column = column, .cell = -1 });
      if (column == main && kontor_json_get_object (self->report, "compared") != NULL)
        add_column (self, _ ("before"), &(Cell){ .column = column, .before = TRUE, .cell = -1 });
    }
  for (guint i = 0; i < n_cells; i++)
    {
      g_autofree char *title = g_strdup_printf ("+%u", i + 1);

      add_column (self, title, &(Cell){ .cell = (int) i });
    }
}

static void
clear_columns (KontorReportTable *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->columns);

  while (g_list_model_get_n_items (columns) > 0)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);

      gtk_column_view_remove_column (self->columns, column);
    }
}

static void
open_target (KontorReportTable *self, const KontorJson *target)
{
  const char *list = target != NULL ? kontor_json_get_string (target, "list", "") : "";

  if (kontor_pages_find (list) != NULL)
    gtk_widget_activate_action (
      GTK_WIDGET (self), "win.rows", "(ss)", list, kontor_json_get_string (target, "filter", ""));
}

static void
activated_cb (KontorReportTable *self, guint position)
{
  kontor_report_table_open (self, (int) position, -1);
}

static void
kontor_report_table_dispose (GObject *object)
{
  KontorReportTable *self = KONTOR_REPORT_TABLE (object);

  if (self->columns != NULL)
    gtk_column_view_set_model (self->columns, NULL);
  g_clear_object (&self->selection);
  g_clear_object (&self->rows);

  G_OBJECT_CLASS (kontor_report_table_parent_class)->dispose (object);
}

static void
kontor_report_table_finalize (GObject *object)
{
  g_clear_pointer (&KONTOR_REPORT_TABLE (object)->report, kontor_json_unref);

  G_OBJECT_CLASS (kontor_report_table_parent_class)->finalize (object);
}

static void
kontor_report_table_class_init (KontorReportTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_report_table_dispose;
  G_OBJECT_CLASS (klass)->finalize = kontor_report_table_finalize;
  g_type_ensure (KONTOR_TYPE_TAB_STOP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-report-table.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorReportTable, columns);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
kontor_report_table_init (KontorReportTable *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = gtk_string_list_new (NULL);
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
}

/**
 * kontor_report_table_set_report:
 * @report: of kontor_query_report()
 */
void
kontor_report_table_set_report (KontorReportTable      *self,
                                const KontorReportType *type,
                                KontorJson             *report)
{
  g_autoptr (GtkStringList) rows = gtk_string_list_new (NULL);

  g_return_if_fail (KONTOR_IS_REPORT_TABLE (self));

  gtk_column_view_set_model (self->columns, NULL);
  clear_columns (self);
  g_clear_pointer (&self->report, kontor_json_unref);
  self->report = kontor_json_ref (report);
  self->view = (KontorReportView){ type, report, kontor_format_style () };
  for (guint i = 0; i < kontor_report_view_n_rows (&self->view); i++)
    gtk_string_list_take (rows, g_strdup_printf ("%u", i));
  g_set_object (&self->rows, rows);
  make_columns (self);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->rows));
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  gtk_column_view_set_model (self->columns, GTK_SELECTION_MODEL (self->selection));
}

/**
 * kontor_report_table_point_at:
 * @row: the row that the chart's cursor stands on
 */
void
kontor_report_table_point_at (KontorReportTable *self, int row)
{
  GtkWidget *list = gtk_widget_get_last_child (GTK_WIDGET (self->columns));

  gtk_single_selection_set_selected (self->selection, (guint) row);
  gtk_widget_activate_action (list, "list.scroll-to-item", "u", (guint) row);
}

/**
 * kontor_report_table_open:
 * @row: a row
 * @column: of a grid, -1 for the row itself
 *
 * Opens the rows behind the first figure of a row, or behind a cell.
 */
void
kontor_report_table_open (KontorReportTable *self, int row, int column)
{
  const KontorReportType *type = self->view.type;
  const KontorJson       *json = kontor_report_view_row (&self->view, (guint) row);
  const KontorJson       *cells = kontor_json_get_array (json, "cells");

  if (column >= 0 && cells != NULL && (guint) column < kontor_json_length (cells))
    open_target (self, kontor_json_at (cells, (guint) column));
  else
    open_target (
      self, kontor_report_target (json, cells != NULL ? type->columns[0].key : type->figures[0]));
}
