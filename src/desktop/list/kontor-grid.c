/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-grid.h"

#include <glib/gi18n.h>

#include "kontor-filter-words.h"
#include "kontor-format.h"
#include "kontor-list-cell.h"
#include "kontor-problem.h"
#include "kontor-weak.h"

/**
 * KontorGrid:
 *
 * A list of any size: columns and rows from its description, with the four states of a list page:
 * loading, empty, no match and failed.
 */
struct _KontorGrid
{
  AdwBin parent_instance;

  KontorCompany        *company; /* (owned) (nullable) until set up */
  const KontorListType *type;
  KontorRowList        *rows;      /* (owned) (nullable) until set up */
  KontorListColumns    *columns;   /* (owned) (nullable) until set up */
  GtkMultiSelection    *selection; /* (owned) (nullable) until set up */
  GPtrArray *selected; /* (owned) (nullable): of KontorRow, held so that they are loaded */
  char      *scope;    /* (owned): stands before every filter, "" for none */
  char      *filter;   /* (owned) */
  gboolean   double_click;
  gboolean   wants_focus; /* asked for while there were no rows yet */
  gint64     wanted_id;   /* of the row to select once it is there; 0 for none */
  guint      reveals;     /* a late answer to an earlier wish is dropped */
  guint      fit_id;
  guint      focus_id;

  /* Template children */
  GtkStack      *stack;
  GtkColumnView *view;
  AdwStatusPage *empty;
  GtkButton     *empty_button;
  AdwStatusPage *no_match;
  AdwStatusPage *failed;
};

enum
{
  ROW_CHOSEN,
  ROW_OPENED,
  SELECTION_CHANGED,
  SETTLED,
  FILTER_CLEARED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KontorGrid, kontor_grid, ADW_TYPE_BIN)

static const char *
state_of (KontorGrid *self)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->rows)) > 0)
    return "list";
  if (kontor_row_list_get_error (self->rows) != NULL)
    return "failed";
  if (kontor_row_list_is_loading (self->rows))
    return "loading";
  return self->filter != NULL && *self->filter != '\0' ? "no-match" : "empty";
}

static void
show_failure (KontorGrid *self, const GError *error)
{
  g_autoptr (KontorProblem) problem = kontor_problem_from_error (error);
  g_autofree char *description = g_markup_escape_text (problem->advice, -1);

  adw_status_page_set_title (self->failed, problem->title);
  adw_status_page_set_description (self->failed, description);
}

static GtkWidget *
inner_list (KontorGrid *self)
{
  GtkWidget *child = gtk_widget_get_last_child (GTK_WIDGET (self->view));

  while (child != NULL && !GTK_IS_LIST_VIEW (child))
    child = gtk_widget_get_prev_sibling (child);
  return child;
}

static GtkWidget *
selected_row (GtkWidget *list)
{
  GtkWidget *row = gtk_widget_get_first_child (list);

  while (row != NULL
         && (!gtk_widget_get_mapped (row)
             || (gtk_widget_get_state_flags (row) & GTK_STATE_FLAG_SELECTED) == 0))
    row = gtk_widget_get_next_sibling (row);
  return row;
}

/* The keyboard goes where the selection is, else where it was last. */
static gboolean
focus_rows (KontorGrid *self)
{
  GtkWidget *list = inner_list (self);
  GtkWidget *row = selected_row (list);

  if (gtk_widget_get_focus_child (list) != NULL
      && (row == NULL || gtk_widget_get_focus_child (list) == row))
    return TRUE;
  return row != NULL ? gtk_widget_grab_focus (row)
                     : gtk_widget_child_focus (list, GTK_DIR_TAB_FORWARD);
}

static gboolean
focus_cb (gpointer data)
{
  KontorGrid *self = data;
  GtkRoot    *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget  *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  self->focus_id = 0;
  if (!gtk_widget_get_mapped (GTK_WIDGET (self->view)))
    return G_SOURCE_REMOVE; /* asked again when it is */
  self->wants_focus = FALSE;
  /* A text that is being typed keeps it. */
  if (!GTK_IS_EDITABLE (focus))
    focus_rows (self);
  return G_SOURCE_REMOVE;
}

/* The rows that the focus waited for are here, but they have no place yet. */
static void
take_focus (KontorGrid *self)
{
  if (self->focus_id == 0)
    self->focus_id = g_timeout_add (50, focus_cb, self);
}

static void
update_state (KontorGrid *self)
{
  const char      *state = state_of (self);
  g_autofree char *words = kontor_filter_dup_words (self->type,
                                                    self->filter != NULL ? self->filter : "");
  g_autofree char *escaped = g_markup_escape_text (words, -1);
  g_autofree char *description = NULL;

  if (g_str_equal (state, "failed"))
    show_failure (self, kontor_row_list_get_error (self->rows));
  if (g_str_equal (state, "no-match"))
    {
      description = g_strdup_printf (_ ("Nothing here matches “%s”."), escaped);
      adw_status_page_set_description (self->no_match, description);
    }
  gtk_stack_set_visible_child_name (self->stack, state);
  if (self->wants_focus && g_str_equal (state, "list"))
    take_focus (self);
}

static void
reveal_wanted (KontorGrid *self)
{
  guint position = 0;

  if (self->wanted_id == 0 || kontor_row_list_is_loading (self->rows))
    return;
  if (kontor_row_list_find (self->rows, self->wanted_id, &position))
    kontor_grid_select (self, position);
  else
    kontor_grid_unselect_all (self);
  self->wanted_id = 0;
}

/* Holds the selected rows, also those that were never on the screen, and has them read. */
static void
hold_selected (KontorGrid *self)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (
    GTK_SELECTION_MODEL (self->selection));
  GtkBitsetIter iter;
  guint         position = 0;
  guint64       n_selected = gtk_bitset_get_size (selected);

  g_clear_pointer (&self->selected, g_ptr_array_unref);
  if (n_selected > KONTOR_GRID_MOST_SELECTED)
    return;
  self->selected = g_ptr_array_new_full ((guint) n_selected, g_object_unref);
  for (gboolean more = gtk_bitset_iter_init_first (&iter, selected, &position); more;
       more = gtk_bitset_iter_next (&iter, &position))
    g_ptr_array_add (self->selected,
                     g_list_model_get_item (G_LIST_MODEL (self->selection), position));
  kontor_row_list_load (self->rows, self->selected);
}

static void
rows_loaded_cb (KontorGrid *self)
{
  if (self->selected != NULL && self->selected->len > 1)
    g_signal_emit (self, signals[SELECTION_CHANGED], 0);
}

static void
settled_cb (KontorGrid *self)
{
  update_state (self);
  reveal_wanted (self);
  /* What was being read for the filter before is asked for again. */
  hold_selected (self);
  rows_loaded_cb (self);
  g_signal_emit (self, signals[SETTLED], 0);
}

static KontorRow *
only_selected (KontorGrid *self)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (
    GTK_SELECTION_MODEL (self->selection));

  if (gtk_bitset_get_size (selected) != 1)
    return NULL;
  return g_list_model_get_item (G_LIST_MODEL (self->selection), gtk_bitset_get_minimum (selected));
}

static void
chosen_loaded_cb (KontorGrid *self)
{
  g_autoptr (KontorRow) row = only_selected (self);

  if (row != NULL && kontor_row_get_data (row) != NULL)
    g_signal_emit (self, signals[ROW_CHOSEN], 0, row);
}

static void
selection_changed_cb (KontorGrid *self)
{
  g_autoptr (KontorRow) row = only_selected (self);

  hold_selected (self);
  if (row != NULL && kontor_row_get_data (row) == NULL)
    g_signal_connect_object (
      row, "notify::loading", G_CALLBACK (chosen_loaded_cb), self, G_CONNECT_SWAPPED);
  chosen_loaded_cb (self);
  g_signal_emit (self, signals[SELECTION_CHANGED], 0);
}

static void
activate_cb (KontorGrid *self, guint position)
{
  g_autoptr (KontorRow) row = g_list_model_get_item (G_LIST_MODEL (self->selection), position);
  gboolean own_window = self->double_click;

  self->double_click = FALSE;
  if (row != NULL && kontor_row_get_data (row) != NULL)
    g_signal_emit (self, signals[ROW_OPENED], 0, row, own_window);
}

static void
pressed_cb (KontorGrid *self, int n_press)
{
  self->double_click = n_press == 2;
}

/* Another filter or order begins at the top. */
static void
restarted_cb (KontorGrid *self)
{
  GtkWidget *list = inner_list (self);

  if (list != NULL)
    gtk_widget_activate_action (list, "list.scroll-to-item", "u", 0);
}

static void
step (KontorGrid *self, int by)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (
    GTK_SELECTION_MODEL (self->selection));
  guint  n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  gint64 position = gtk_bitset_is_empty (selected)
                      ? 0
                      : (gint64) gtk_bitset_get_minimum (selected) + by;

  if (position >= 0 && position < n_rows)
    {
      gtk_widget_child_focus (inner_list (self), by > 0 ? GTK_DIR_DOWN : GTK_DIR_UP);
      kontor_grid_select (self, (guint) position);
    }
}

static gboolean
key_pressed_cb (KontorGrid *self, guint key, guint code, GdkModifierType state)
{
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0 || (key != GDK_KEY_j && key != GDK_KEY_k))
    return GDK_EVENT_PROPAGATE;
  step (self, key == GDK_KEY_j ? 1 : -1);
  return GDK_EVENT_STOP;
}

static void
clear_cb (KontorGrid *self)
{
  g_signal_emit (self, signals[FILTER_CLEARED], 0);
}

static void
apply_query (KontorGrid *self)
{
  g_autoptr (GError) error = NULL;

  if (!kontor_grid_set_filter (self, self->filter, &error))
    g_warning ("the list was not sorted: %s", error->message);
}

static void
retry_cb (KontorGrid *self)
{
  apply_query (self);
  update_state (self);
}

static const KontorListColumn *
column_of (KontorGrid *self, GtkColumnViewColumn *column)
{
  const char *title = gtk_column_view_column_get_title (column);

  for (guint i = 0; self->type->columns[i].key != NULL; i++)
    if (g_strcmp0 (_ (self->type->columns[i].title), title) == 0)
      return &self->type->columns[i];
  return NULL;
}

static void
align_titles (KontorGrid *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
      const KontorListColumn *info = column_of (self, column);

      if (info != NULL && kontor_list_cell_is_number (info->type))
        kontor_list_cell_align_title (self->view, i);
    }
}

static gboolean
fit_cb (gpointer data)
{
  KontorGrid    *self = data;
  GtkAdjustment *adjustment = gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (self->view));

  self->fit_id = 0;
  kontor_list_columns_set_room (self->columns, (int) gtk_adjustment_get_page_size (adjustment));
  return G_SOURCE_REMOVE;
}

/* Later: columns must not change while sizes are being given. */
static void
width_changed_cb (KontorGrid *self)
{
  if (self->fit_id == 0)
    self->fit_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, fit_cb, self, NULL);
}

static gboolean
kontor_grid_grab_focus (GtkWidget *widget)
{
  KontorGrid *self = KONTOR_GRID (widget);

  self->wants_focus = g_list_model_get_n_items (G_LIST_MODEL (self->rows)) == 0
                      || !gtk_widget_get_mapped (GTK_WIDGET (self->view));
  return !self->wants_focus && focus_rows (self);
}

/* A million rows are one stop on the way through the window: the toolkit would go through them all.
 */
static gboolean
kontor_grid_focus (GtkWidget *widget, GtkDirectionType direction)
{
  KontorGrid *self = KONTOR_GRID (widget);

  if ((direction != GTK_DIR_TAB_FORWARD && direction != GTK_DIR_TAB_BACKWARD)
      || !gtk_widget_get_mapped (GTK_WIDGET (self->view)))
    return GTK_WIDGET_CLASS (kontor_grid_parent_class)->focus (widget, direction);
  return gtk_widget_get_focus_child (inner_list (self)) == NULL && focus_rows (self);
}

static void
kontor_grid_map (GtkWidget *widget)
{
  KontorGrid *self = KONTOR_GRID (widget);

  GTK_WIDGET_CLASS (kontor_grid_parent_class)->map (widget);
  if (self->wants_focus && self->rows != NULL
      && g_list_model_get_n_items (G_LIST_MODEL (self->rows)) > 0)
    take_focus (self);
}

static void
kontor_grid_dispose (GObject *object)
{
  KontorGrid *self = KONTOR_GRID (object);

  g_clear_handle_id (&self->fit_id, g_source_remove);
  g_clear_handle_id (&self->focus_id, g_source_remove);
  if (self->view != NULL)
    gtk_column_view_set_model (self->view, NULL);
  g_clear_pointer (&self->selected, g_ptr_array_unref);
  g_clear_object (&self->selection);
  g_clear_object (&self->columns);
  g_clear_object (&self->rows);
  g_clear_object (&self->company);

  G_OBJECT_CLASS (kontor_grid_parent_class)->dispose (object);
}

static void
kontor_grid_finalize (GObject *object)
{
  g_clear_pointer (&KONTOR_GRID (object)->scope, g_free);
  g_clear_pointer (&KONTOR_GRID (object)->filter, g_free);

  G_OBJECT_CLASS (kontor_grid_parent_class)->finalize (object);
}

static guint
new_signal (const char *name, guint n_params, GType first, GType second)
{
  return g_signal_new (name,
                       KONTOR_TYPE_GRID,
                       G_SIGNAL_RUN_LAST,
                       0,
                       NULL,
                       NULL,
                       NULL,
                       G_TYPE_NONE,
                       n_params,
                       first,
                       second);
}

static void
kontor_grid_class_init (KontorGridClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_grid_dispose;
  G_OBJECT_CLASS (klass)->finalize = kontor_grid_finalize;
  widget_class->grab_focus = kontor_grid_grab_focus;
  widget_class->focus = kontor_grid_focus;
  widget_class->map = kontor_grid_map;

  signals[ROW_CHOSEN] = new_signal ("row-chosen", 1, KONTOR_TYPE_ROW, 0);
  signals[ROW_OPENED] = new_signal ("row-opened", 2, KONTOR_TYPE_ROW, G_TYPE_BOOLEAN);
  signals[SELECTION_CHANGED] = new_signal ("selection-changed", 0, 0, 0);
  signals[SETTLED] = new_signal ("settled", 0, 0, 0);
  signals[FILTER_CLEARED] = new_signal ("filter-cleared", 0, 0, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-grid.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorGrid, stack);
  gtk_widget_class_bind_template_child (widget_class, KontorGrid, view);
  gtk_widget_class_bind_template_child (widget_class, KontorGrid, empty);
  gtk_widget_class_bind_template_child (widget_class, KontorGrid, empty_button);
  gtk_widget_class_bind_template_child (widget_class, KontorGrid, no_match);
  gtk_widget_class_bind_template_child (widget_class, KontorGrid, failed);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
}

static void
kontor_grid_init (KontorGrid *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
connect_rows (KontorGrid *self)
{
  g_signal_connect_object (gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (self->view)),
                           "notify::page-size",
                           G_CALLBACK (width_changed_cb),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (
    self->rows, "notify::loading", G_CALLBACK (update_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
    self->rows, "notify::error", G_CALLBACK (update_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
    self->rows, "items-changed", G_CALLBACK (update_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
    self->rows, "restarted", G_CALLBACK (restarted_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->rows, "settled", G_CALLBACK (settled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
    self->rows, "loaded", G_CALLBACK (rows_loaded_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection,
                           "selection-changed",
                           G_CALLBACK (selection_changed_cb),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (
    self->columns, "sort-changed", G_CALLBACK (apply_query), self, G_CONNECT_SWAPPED);
}

/**
 * kontor_grid_set_up:
 * @type: the list to show; call it once
 */
void
kontor_grid_set_up (KontorGrid *self, KontorCompany *company, const KontorListType *type)
{
  g_return_if_fail (KONTOR_IS_GRID (self));
  g_return_if_fail (type != NULL && self->type == NULL);

  self->company = g_object_ref (company);
  self->type = type;
  self->scope = g_strdup ("");
  self->filter = g_strdup ("");
  self->rows = kontor_row_list_new (kontor_company_get_replica (company));
  self->columns = kontor_list_columns_new (self->view, self->rows, type);
  self->selection = gtk_multi_selection_new (G_LIST_MODEL (g_object_ref (self->rows)));
  connect_rows (self);
  apply_query (self);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  gtk_widget_insert_action_group (
    GTK_WIDGET (self), "columns", kontor_list_columns_get_actions (self->columns));
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (type->title), -1);
  align_titles (self);
  update_state (self);
}

/**
 * kontor_grid_set_empty:
 * @title: what comes here
 * @button: (nullable): the first step
 * @action: (nullable): its detailed action name
 *
 * Says what an empty list is for.
 */
void
kontor_grid_set_empty (KontorGrid *self,
                       const char *icon_name,
                       const char *title,
                       const char *description,
                       const char *button,
                       const char *action)
{
  g_return_if_fail (KONTOR_IS_GRID (self));

  adw_status_page_set_icon_name (self->empty, icon_name);
  adw_status_page_set_title (self->empty, title);
  adw_status_page_set_description (self->empty, description);
  gtk_widget_set_visible (GTK_WIDGET (self->empty_button), button != NULL);
  if (button == NULL)
    return;
  gtk_button_set_label (self->empty_button, button);
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (self->empty_button), action);
}

/**
 * kontor_grid_set_scope:
 * @scope: text of the filter language; "" for the whole list
 *
 * What the list is about, whatever is filtered in it. Holds from the next filter on.
 */
void
kontor_grid_set_scope (KontorGrid *self, const char *scope)
{
  g_return_if_fail (KONTOR_IS_GRID (self));

  g_free (self->scope); /* replaced by the next line */
  self->scope = g_strdup (scope);
}

const char *
kontor_grid_get_scope (KontorGrid *self)
{
  return self->scope;
}

/**
 * kontor_grid_set_filter:
 * @filter: text of the filter language
 *
 * Returns: FALSE with a KontorFilterError when it can't be read; the list then stays as it is
 */
gboolean
kontor_grid_set_filter (KontorGrid *self, const char *filter, GError **error)
{
  g_autoptr (KontorListQuery) query = NULL;
  g_autofree char *copy = g_strdup (filter);
  g_autofree char *whole = g_strjoin (" ", self->scope, filter, NULL);

  g_return_val_if_fail (KONTOR_IS_GRID (self), FALSE);

  query = kontor_list_query_new (self->type,
                                 whole,
                                 kontor_list_columns_get_sort (self->columns),
                                 kontor_time_now (),
                                 kontor_format_zone (),
                                 error);
  if (query == NULL)
    return FALSE;
  g_free (self->filter); /* replaced by the next line */
  self->filter = g_steal_pointer (&copy);
  kontor_row_list_set_query (self->rows, query);
  return TRUE;
}

const char *
kontor_grid_get_filter (KontorGrid *self)
{
  return self->filter;
}

KontorRowList *
kontor_grid_get_rows (KontorGrid *self)
{
  return self->rows;
}

KontorListColumns *
kontor_grid_get_columns (KontorGrid *self)
{
  return self->columns;
}

/**
 * kontor_grid_get_selected:
 *
 * Returns: (transfer full) (element-type KontorRow): the selected rows with their values: all of
 * them when kontor_grid_is_selection_loaded(), none before
 */
GPtrArray *
kontor_grid_get_selected (KontorGrid *self)
{
  g_return_val_if_fail (KONTOR_IS_GRID (self), NULL);

  if (!kontor_grid_is_selection_loaded (self))
    return g_ptr_array_new_with_free_func (g_object_unref);
  return g_ptr_array_ref (self->selected);
}

/**
 * kontor_grid_is_selection_loaded:
 *
 * Returns: whether the values of all selected rows are there; they are read after each change, up
 * to KONTOR_GRID_MOST_SELECTED rows
 */
gboolean
kontor_grid_is_selection_loaded (KontorGrid *self)
{
  g_return_val_if_fail (KONTOR_IS_GRID (self), FALSE);

  if (self->selected == NULL)
    return FALSE;
  for (guint i = 0; i < self->selected->len; i++)
    if (kontor_row_get_data (g_ptr_array_index (self->selected, i)) == NULL)
      return FALSE;
  return TRUE;
}

/**
 * kontor_grid_dup_selected_ids:
 *
 * Returns: (transfer full) (element-type gint64): ids of all selected rows, however many, in the
 * order of the list
 */
GArray *
kontor_grid_dup_selected_ids (KontorGrid *self)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GtkBitset) selected = NULL;
  GtkBitsetIter iter;
  guint         position = 0;

  g_return_val_if_fail (KONTOR_IS_GRID (self), ids);

  selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  for (gboolean more = gtk_bitset_iter_init_first (&iter, selected, &position); more;
       more = gtk_bitset_iter_next (&iter, &position))
    {
      g_autoptr (KontorRow) row = g_list_model_get_item (G_LIST_MODEL (self->rows), position);
      gint64 id = kontor_row_get_id (row);

      g_array_append_val (ids, id);
    }
  return ids;
}

guint
kontor_grid_count_selected (KontorGrid *self)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (
    GTK_SELECTION_MODEL (self->selection));

  return (guint) gtk_bitset_get_size (selected);
}

/**
 * kontor_grid_select:
 * @position: of the row to select; brought into view
 */
void
kontor_grid_select (KontorGrid *self, guint position)
{
  GtkWidget *list = inner_list (self);

  if (position >= g_list_model_get_n_items (G_LIST_MODEL (self->selection)))
    return;
  kontor_row_list_want (self->rows, position);
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
  if (list == NULL)
    return;
  gtk_widget_activate_action (list, "list.scroll-to-item", "u", position);
  /* Keys act on what is selected, not on the row that had the keyboard before. */
  if (gtk_widget_get_focus_child (list) != NULL)
    take_focus (self);
}

typedef struct
{
  gpointer              grid; /* of kontor_weak_new() */
  guint                 reveal;
  const KontorListType *type;
  KontorUid             uid;
} Reveal;

static gpointer
find_id (KontorDatabase *database, gpointer data, GError **error)
{
  Reveal *reveal = data;
  gint64  id = 0;

  return kontor_list_type_find_row (reveal->type, database, &reveal->uid, &id, error)
           ? g_memdup2 (&id, sizeof id)
           : NULL;
}

static void
id_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Reveal *reveal = user_data;
  g_autoptr (KontorGrid) self = kontor_weak_take (reveal->grid);
  g_autofree gint64 *id = kontor_replica_read_finish (KONTOR_REPLICA (source), result, NULL);

  if (self == NULL || self->reveals != reveal->reveal)
    return;
  if (id == NULL)
    {
      kontor_grid_unselect_all (self);
      return;
    }
  self->wanted_id = *id;
  reveal_wanted (self);
}

/**
 * kontor_grid_reveal:
 * @uid: of a record
 *
 * Selects its row once it is known where that is; nothing when the list does not show it.
 */
void
kontor_grid_reveal (KontorGrid *self, const KontorUid *uid)
{
  Reveal *reveal = NULL;

  g_return_if_fail (KONTOR_IS_GRID (self));

  reveal = g_new0 (Reveal, 1);
  reveal->grid = kontor_weak_new (self);
  reveal->reveal = ++self->reveals;
  reveal->type = self->type;
  reveal->uid = *uid;
  kontor_replica_read_async (kontor_company_get_replica (self->company),
                             find_id,
                             reveal,
                             NULL,
                             g_free,
                             NULL,
                             id_found_cb,
                             reveal);
}

void
kontor_grid_unselect_all (KontorGrid *self)
{
  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->selection));
}

/**
 * kontor_grid_is_empty:
 *
 * Returns: whether there is nothing in the whole list; a filter without a match does not count
 */
gboolean
kontor_grid_is_empty (KontorGrid *self)
{
  g_return_val_if_fail (KONTOR_IS_GRID (self), FALSE);

  return g_str_equal (state_of (self), "empty");
}
