/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-list-columns.h"

#include <glib/gi18n.h>

#include "kontor-format.h"
#include "kontor-list-cell.h"
#include "kontor-state.h"
#include "kontor-text-scale.h"

/* Pixels for text of the usual size. */
#define LEAST_NAME_WIDTH 168
#define LEAST_PRODUCT_WIDTH 150
#define LEAST_VARIANT_WIDTH 220
#define LEAST_SENTENCE_WIDTH 440
#define CELL_PADDING 18 /* with the line behind the column */
#define ARROW_WIDTH 20  /* of the order, in a header */
#define STATE_ICON_WIDTH 22
#define MOST_STATE_WIDTH 116

#define BUSY_NOON (G_GINT64_CONSTANT (1758880680) * KONTOR_SECOND) /* a date with many digits */

/**
 * KontorListColumns:
 *
 * The columns of a list: built from its description, shown, ordered, sized and sorted as the person
 * left them. Until the person chooses columns, those of less weight give way where there is no room
 * for all. Offers the actions "columns.KEY" (shown or not) and "columns.sort-by".
 */
struct _KontorListColumns
{
  GObject parent_instance;

  const KontorListType *type;
  GtkColumnView        *view;     /* (unowned): owns this through the list view */
  GPtrArray            *columns;  /* (owned) of GtkColumnViewColumn, in the order of the type */
  GSettings            *settings; /* (owned) */
  GSimpleActionGroup   *actions;  /* (owned) */
  GMenu                *menu;     /* (owned) */
  GArray               *wanted;   /* (owned) of gboolean: columns that the person wants to see */
  GArray               *widths;   /* (owned) of int: pixels that the person chose, 0 for ours */
  GArray               *defaults; /* (owned) of int: pixels, -1 for what is left */
  int                   room;     /* pixels for all columns, 0 while unknown */
  char                 *sort;     /* (owned) (nullable): "-placed"; NULL for the list's own */
  int                   probed;   /* column whose sorter was asked last */
  guint                 save_id;
  gboolean              restoring;
};

enum
{
  SORT_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KontorListColumns, kontor_list_columns, G_TYPE_OBJECT)

static int
find_key (KontorListColumns *self, const char *key)
{
  for (guint i = 0; self->type->columns[i].key != NULL; i++)
    if (g_strcmp0 (self->type->columns[i].key, key) == 0)
      return (int) i;
  return -1;
}

static int
measure (KontorListColumns *self, const char *text, gboolean strong)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self->view), text);
  int width = 0;

  if (strong)
    {
      g_autoptr (PangoAttrList) bold = pango_attr_list_new ();

      pango_attr_list_insert (bold, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
      pango_layout_set_attributes (layout, bold);
    }
  pango_layout_get_pixel_size (layout, &width, NULL);
  return width;
}

/* What people call the thing gets the room that is left; the rest gets what it usually needs. */
static int
text_width (KontorListColumns *self, const char *key)
{
  static const struct
  {
    const char *key;
    const char *usual; /* (nullable): NULL for what is left */
  } texts[] = {
    { "title", NULL },
    { "name", NULL },
    { "customer", NULL },
    { "message", NULL },
    { "subject", NULL },
    { "kind", NULL },
    { "product", NULL },
    { "supplier", NULL },
    { "seller", NULL },
    { "from", NULL },
    { "to", NULL },
    { "file", NULL },
    { "sku", "WOL-001-10" },
    { "number", "PO250000-0000" },
    { "channel", "Online" },
    { "country", "Deutschland" },
    { "picture", "MMM" },
    { "email", "anna@beispiel.example" },
    { "brand", "Buchbinderei Hansen" },
    { "category", "Schwarztee" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (g_str_equal (texts[i].key, key))
      return texts[i].usual != NULL ? measure (self, texts[i].usual, FALSE) : -1;
  return measure (self, "Charlottenburg", FALSE);
}

static int
state_width (KontorListColumns *self)
{
  guint              n_states = 0;
  const KontorState *states = kontor_state_list (&n_states);
  int                widest = 0;

  for (guint i = 0; i < n_states; i++)
    if (kontor_state_is_seen_in (&states[i], self->type->name))
      widest = MAX (widest, measure (self, _ (states[i].label), FALSE));
  return MIN (widest, kontor_text_scaled (GTK_WIDGET (self->view), MOST_STATE_WIDTH))
         + STATE_ICON_WIDTH;
}

static int
time_width (KontorListColumns *self)
{
  g_autofree char *yesterday = kontor_format_when_at (BUSY_NOON, BUSY_NOON + KONTOR_DAY);
  g_autofree char *long_ago = kontor_format_when_at (BUSY_NOON, BUSY_NOON + 500 * KONTOR_DAY);

  return MAX (measure (self, yesterday, FALSE), measure (self, long_ago, FALSE));
}

static int
usual_width (KontorListColumns *self, guint index)
{
  const KontorListColumn *column = &self->type->columns[index];
  g_autofree char        *amount = kontor_format_money (888888, "EUR");

  switch (column->type)
    {
    case KONTOR_COLUMN_TEXT:
      return text_width (self, column->key);
    case KONTOR_COLUMN_TIME:
      return time_width (self);
    case KONTOR_COLUMN_STATE:
      return state_width (self);
    case KONTOR_COLUMN_COUNT:
    case KONTOR_COLUMN_QUANTITY:
      return measure (self, "88888", FALSE);
    case KONTOR_COLUMN_MONEY:
    case KONTOR_COLUMN_PRICE:
      return measure (self, amount, FALSE);
    }
  return -1;
}

/* Neither the values nor the title are cut. */
static int
default_width (KontorListColumns *self, guint index)
{
  const KontorListColumn *column = &self->type->columns[index];
  gboolean                sorts = column->ascending != NULL || column->descending != NULL;
  int                     width = usual_width (self, index);

  if (width < 0)
    return -1;
  return CELL_PADDING
         + MAX (width, measure (self, _ (column->title), TRUE) + (sorts ? ARROW_WIDTH : 0));
}

static gboolean
is_wanted (KontorListColumns *self, guint index)
{
  return g_array_index (self->wanted, gboolean, index);
}

/* Who chose columns gets these and scrolls. */
static gboolean
is_chosen (KontorListColumns *self)
{
  for (guint i = 0; i < self->columns->len; i++)
    if (is_wanted (self, i) != self->type->columns[i].shown)
      return TRUE;
  return FALSE;
}

static int
width_of (KontorListColumns *self, guint index)
{
  int chosen = g_array_index (self->widths, int, index);

  return chosen > 0 ? chosen : g_array_index (self->defaults, int, index);
}

/* Cut, it says nothing; and it stands in full beside the list. */
static gboolean
is_sentence (KontorListColumns *self, guint index)
{
  return g_str_equal (self->type->columns[index].key, "message");
}

/* Of the stock, the end of the name is what tells its variants apart. */
static int
least_name_width (KontorListColumns *self, guint index)
{
  const char *key = self->type->columns[index].key;

  if (is_sentence (self, index))
    return LEAST_SENTENCE_WIDTH;
  if (!g_str_equal (key, "product"))
    return LEAST_NAME_WIDTH;
  return g_str_equal (self->type->name, "stock") ? LEAST_VARIANT_WIDTH : LEAST_PRODUCT_WIDTH;
}

static int
needed_width (KontorListColumns *self, guint index)
{
  int width = width_of (self, index);

  return width > 0 ? width
                   : kontor_text_scaled (GTK_WIDGET (self->view), least_name_width (self, index));
}

/* Of several columns with a sign, the last one is the row's state; the others say what it is. */
static gboolean
is_state_of_row (KontorListColumns *self, guint index)
{
  for (guint i = index + 1; i < self->columns->len; i++)
    if (self->type->columns[i].type == KONTOR_COLUMN_STATE && self->type->columns[i].shown)
      return FALSE;
  return TRUE;
}

/* The greater, the sooner the column gives way: never what the thing is called, who it is for and
 * its state; amounts late, other words soon. */
static int
weightlessness (KontorListColumns *self, guint index)
{
  const KontorListColumn *column = &self->type->columns[index];
  const char             *sort = self->sort != NULL ? self->sort : self->type->default_sort;

  if (is_sentence (self, index))
    return 6;
  if (index == 0 || g_array_index (self->defaults, int, index) < 0)
    return 0;
  if (column->type == KONTOR_COLUMN_MONEY || column->type == KONTOR_COLUMN_PRICE)
    return 1;
  if (sort != NULL && g_str_equal (*sort == '-' ? sort + 1 : sort, column->key))
    return 2;
  switch (column->type)
    {
    case KONTOR_COLUMN_STATE:
      return is_state_of_row (self, index) ? 0 : 5;
    case KONTOR_COLUMN_MONEY:
    case KONTOR_COLUMN_PRICE:
      return 1;
    case KONTOR_COLUMN_COUNT:
    case KONTOR_COLUMN_QUANTITY:
      return 3;
    case KONTOR_COLUMN_TIME:
      return 4;
    case KONTOR_COLUMN_TEXT:
      return 5;
    }
  return 5;
}

/* The column to hide next, -1 when all that are left must stay. */
static int
lightest (KontorListColumns *self, const gboolean *shown)
{
  int best = -1;

  for (guint i = 0; i < self->columns->len; i++)
    if (shown[i] && weightlessness (self, i) > 0
        && (best < 0 || weightlessness (self, i) >= weightlessness (self, (guint) best)))
      best = (int) i;
  return best;
}

static void
show_column (KontorListColumns *self, guint index, gboolean shown)
{
  GtkColumnViewColumn *column = g_ptr_array_index (self->columns, index);
  gboolean             before = self->restoring;

  self->restoring = TRUE;
  gtk_column_view_column_set_visible (column, shown);
  /* The floor's column view keeps room for the fixed width of a hidden column. */
  gtk_column_view_column_set_fixed_width (column, shown ? width_of (self, index) : -1);
  self->restoring = before;
}

/* Rows fill the list: where nothing shown is a name, the last column takes what is left. */
static void
expand (KontorListColumns *self, const gboolean *shown)
{
  int      last = -1;
  gboolean named = FALSE;

  for (guint i = 0; i < self->columns->len; i++)
    if (shown[i])
      {
        last = (int) i;
        named = named || g_array_index (self->defaults, int, i) < 0;
      }
  for (guint i = 0; i < self->columns->len; i++)
    gtk_column_view_column_set_expand (g_ptr_array_index (self->columns, i),
                                       g_array_index (self->defaults, int, i) < 0
                                         || (!named && (int) i == last));
}

static void
fit (KontorListColumns *self)
{
  g_autofree gboolean *shown = g_new0 (gboolean, self->columns->len);
  gboolean             fixed = self->room == 0 || is_chosen (self);
  int                  needed = 0;

  for (guint i = 0; i < self->columns->len; i++)
    {
      shown[i] = is_wanted (self, i);
      needed += shown[i] ? needed_width (self, i) : 0;
    }
  for (int index = 0; !fixed && needed > self->room && (index = lightest (self, shown)) >= 0;)
    {
      shown[index] = FALSE;
      needed -= needed_width (self, (guint) index);
    }
  for (guint i = 0; i < self->columns->len; i++)
    show_column (self, i, shown[i]);
  expand (self, shown);
}

static gboolean
save_cb (gpointer data)
{
  KontorListColumns *self = data;
  GListModel        *shown = gtk_column_view_get_columns (self->view);
  GVariantBuilder    builder;

  self->save_id = 0;
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(sbi)"));
  for (guint i = 0; i < g_list_model_get_n_items (shown); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (shown, i);
      guint index = 0;

      g_ptr_array_find (self->columns, column, &index);
      g_variant_builder_add (&builder,
                             "(sbi)",
                             self->type->columns[index].key,
                             is_wanted (self, index),
                             g_array_index (self->widths, int, index));
    }
  g_settings_set_value (self->settings, "columns", g_variant_builder_end (&builder));
  return G_SOURCE_REMOVE;
}

static void
save_soon (KontorListColumns *self)
{
  if (self->save_id == 0 && !self->restoring)
    self->save_id = g_timeout_add (500, save_cb, self);
}

static void
set_sort (KontorListColumns *self, const char *sort)
{
  g_autofree char *copy = g_strdup (sort);

  if (g_strcmp0 (self->sort, sort) == 0)
    return;
  g_free (self->sort); /* replaced by the next line */
  self->sort = g_steal_pointer (&copy);
  g_settings_set_string (self->settings, "sort", sort != NULL ? sort : "");
  g_action_group_change_action_state (
    G_ACTION_GROUP (self->actions), "sort-by", g_variant_new_string (sort != NULL ? sort : ""));
  g_signal_emit (self, signals[SORT_CHANGED], 0);
}

typedef struct
{
  KontorListColumns *self; /* (unowned): frees the sorter with the columns */
  int                column;
} Probe;

/* The rows are sorted by the database; this only tells which header was clicked (see
 * sort_clicked_cb). */
static int
probe_cb (gconstpointer a, gconstpointer b, gpointer user_data)
{
  Probe *probe = user_data;

  probe->self->probed = probe->column;
  return -1;
}

static void
sort_clicked_cb (KontorListColumns *self)
{
  GtkSorter       *sorter = gtk_column_view_get_sorter (self->view);
  GtkOrdering      order = GTK_ORDERING_EQUAL;
  g_autofree char *sort = NULL;

  if (self->restoring)
    return;
  /* The floor's column view does not say what it sorts by. Comparing two things asks the sorter of
   * the clicked column first, and turns its answer round when the order is descending. */
  self->probed = -1;
  order = gtk_sorter_compare (sorter, self->view, sorter);
  if (self->probed < 0 || order == GTK_ORDERING_EQUAL)
    return;
  sort = g_strconcat (
    order == GTK_ORDERING_LARGER ? "-" : "", self->type->columns[self->probed].key, NULL);
  set_sort (self, sort);
}

static void
show_sort (KontorListColumns *self)
{
  const char *sort = self->sort != NULL ? self->sort : self->type->default_sort;
  gboolean    descending = sort != NULL && *sort == '-';
  int         index = find_key (self, descending ? sort + 1 : sort);

  if (index < 0)
    return;
  self->restoring = TRUE;
  gtk_column_view_sort_by_column (self->view,
                                  g_ptr_array_index (self->columns, (guint) index),
                                  descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
  self->restoring = FALSE;
}

static void
sort_by_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  KontorListColumns *self = user_data;
  const char        *sort = g_variant_get_string (parameter, NULL);

  set_sort (self, *sort != '\0' ? sort : NULL);
  show_sort (self);
}

static void
sort_state_cb (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  g_simple_action_set_state (action, state);
}

static void
add_sorter (KontorListColumns *self, GtkColumnViewColumn *column, guint index)
{
  g_autoptr (GtkSorter) sorter = NULL;
  Probe *probe = NULL;

  if (self->type->columns[index].ascending == NULL && self->type->columns[index].descending == NULL)
    return;
  probe = g_new0 (Probe, 1);
  probe->self = self;
  probe->column = (int) index;
  sorter = GTK_SORTER (gtk_custom_sorter_new (probe_cb, probe, g_free));
  gtk_column_view_column_set_sorter (column, sorter);
}

static void
add_column (KontorListColumns *self, KontorRowList *rows, guint index)
{
  const KontorListColumn *info = &self->type->columns[index];
  GtkListItemFactory     *factory = kontor_list_cell_factory_new (rows, self->type, index);
  GtkColumnViewColumn    *column = gtk_column_view_column_new (_ (info->title), factory);
  int                     chosen = 0;
  int                     width = default_width (self, index);

  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_column_set_expand (column, width < 0);
  add_sorter (self, column, index);
  g_array_append_val (self->wanted, info->shown);
  g_array_append_val (self->widths, chosen);
  g_array_append_val (self->defaults, width);
  g_ptr_array_add (self->columns, column);
  show_column (self, index, info->shown);
}

static void
column_state_cb (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  KontorListColumns *self = user_data;
  int                index = find_key (self, g_action_get_name (G_ACTION (action)));

  g_array_index (self->wanted, gboolean, index) = g_variant_get_boolean (state);
  g_simple_action_set_state (action, state);
  fit (self);
  save_soon (self);
}

static void
add_column_action (KontorListColumns *self, guint index)
{
  g_autoptr (GSimpleAction) action = g_simple_action_new_stateful (
    self->type->columns[index].key, NULL, g_variant_new_boolean (is_wanted (self, index)));

  g_signal_connect_object (
    action, "change-state", G_CALLBACK (column_state_cb), self, G_CONNECT_DEFAULT);
  g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (action));
}

static void
add_actions (KontorListColumns *self)
{
  g_autoptr (GMenu) shown = g_menu_new ();
  g_autoptr (GMenu) sorts = g_menu_new ();

  for (guint i = 0; i < self->columns->len; i++)
    {
      const KontorListColumn *info = &self->type->columns[i];
      g_autofree char        *name = g_strconcat ("columns.", info->key, NULL);
      g_autofree char        *sort = g_strdup_printf (
        "columns.sort-by::%s%s", info->ascending == NULL ? "-" : "", info->key);

      add_column_action (self, i);
      g_menu_append (shown, _ (info->title), name);
      if (info->ascending != NULL || info->descending != NULL)
        g_menu_append (sorts, _ (info->title), sort);
    }
  g_menu_append_submenu (self->menu, _ ("_Columns"), G_MENU_MODEL (shown));
  g_menu_append_submenu (self->menu, _ ("_Sort By"), G_MENU_MODEL (sorts));
}

static void
insert_saved (KontorListColumns *self)
{
  g_autoptr (GVariant) saved = g_settings_get_value (self->settings, "columns");
  GVariantIter iter;
  const char  *key = NULL;
  gboolean     visible = FALSE;
  int          width = 0;
  guint        position = 0;

  g_variant_iter_init (&iter, saved);
  while (g_variant_iter_next (&iter, "(&sbi)", &key, &visible, &width))
    {
      int                  index = find_key (self, key);
      GtkColumnViewColumn *column = NULL;

      if (index < 0)
        continue;
      column = g_ptr_array_index (self->columns, (guint) index);
      g_array_index (self->wanted, gboolean, index) = visible;
      g_array_index (self->widths, int, index) = width;
      show_column (self, (guint) index, visible);
      gtk_column_view_insert_column (self->view, position++, column);
    }
  for (guint i = 0; i < self->columns->len; i++)
    if (gtk_column_view_column_get_column_view (g_ptr_array_index (self->columns, i)) == NULL)
      gtk_column_view_append_column (self->view, g_ptr_array_index (self->columns, i));
}

static void
width_changed_cb (KontorListColumns *self, GParamSpec *pspec, GtkColumnViewColumn *column)
{
  guint index = 0;

  if (self->restoring || !g_ptr_array_find (self->columns, column, &index))
    return;
  g_array_index (self->widths, int, index) = gtk_column_view_column_get_fixed_width (column);
  save_soon (self);
}

static void
watch (KontorListColumns *self)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      GObject *column = g_ptr_array_index (self->columns, i);

      g_signal_connect_object (
        column, "notify::fixed-width", G_CALLBACK (width_changed_cb), self, G_CONNECT_SWAPPED);
    }
  g_signal_connect_object (gtk_column_view_get_columns (self->view),
                           "items-changed",
                           G_CALLBACK (save_soon),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_column_view_get_sorter (self->view),
                           "changed",
                           G_CALLBACK (sort_clicked_cb),
                           self,
                           G_CONNECT_SWAPPED);
}

static void
kontor_list_columns_dispose (GObject *object)
{
  KontorListColumns *self = KONTOR_LIST_COLUMNS (object);

  g_clear_handle_id (&self->save_id, g_source_remove);
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_clear_pointer (&self->wanted, g_array_unref);
  g_clear_pointer (&self->widths, g_array_unref);
  g_clear_pointer (&self->defaults, g_array_unref);
  g_clear_object (&self->settings);
  g_clear_object (&self->actions);
  g_clear_object (&self->menu);

  G_OBJECT_CLASS (kontor_list_columns_parent_class)->dispose (object);
}

static void
kontor_list_columns_finalize (GObject *object)
{
  g_clear_pointer (&KONTOR_LIST_COLUMNS (object)->sort, g_free);

  G_OBJECT_CLASS (kontor_list_columns_parent_class)->finalize (object);
}

static void
kontor_list_columns_class_init (KontorListColumnsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = kontor_list_columns_dispose;
  G_OBJECT_CLASS (klass)->finalize = kontor_list_columns_finalize;

  signals[SORT_CHANGED] = g_signal_new ("sort-changed",
                                        KONTOR_TYPE_LIST_COLUMNS,
                                        G_SIGNAL_RUN_LAST,
                                        0,
                                        NULL,
                                        NULL,
                                        NULL,
                                        G_TYPE_NONE,
                                        0);
}

static void
kontor_list_columns_init (KontorListColumns *self)
{
  static const GActionEntry entries[] = { { "sort-by", sort_by_action, "s", "''", sort_state_cb } };

  self->columns = g_ptr_array_new_with_free_func (g_object_unref);
  self->wanted = g_array_new (FALSE, FALSE, sizeof (gboolean));
  self->widths = g_array_new (FALSE, FALSE, sizeof (int));
  self->defaults = g_array_new (FALSE, FALSE, sizeof (int));
  self->actions = g_simple_action_group_new ();
  self->menu = g_menu_new ();
  g_action_map_add_action_entries (
    G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
}

KontorListColumns *
kontor_list_columns_new (GtkColumnView *view, KontorRowList *rows, const KontorListType *type)
{
  KontorListColumns *self = g_object_new (KONTOR_TYPE_LIST_COLUMNS, NULL);
  g_autofree char   *path = g_strdup_printf ("/org/kontorapp/Kontor/lists/%s/", type->name);
  g_autofree char   *sort = NULL;

  self->view = view;
  self->type = type;
  self->settings = g_settings_new_with_path ("org.kontorapp.Kontor.List", path);
  self->restoring = TRUE;
  for (guint i = 0; type->columns[i].key != NULL; i++)
    add_column (self, rows, i);
  insert_saved (self);
  add_actions (self);
  watch (self);
  sort = g_settings_get_string (self->settings, "sort");
  if (find_key (self, *sort == '-' ? sort + 1 : sort) >= 0)
    set_sort (self, sort);
  show_sort (self);
  self->restoring = FALSE;
  return self;
}

/**
 * kontor_list_columns_set_room:
 * @room: pixels that all columns have together
 */
void
kontor_list_columns_set_room (KontorListColumns *self, int room)
{
  g_return_if_fail (KONTOR_IS_LIST_COLUMNS (self));

  if (self->room == room)
    return;
  self->room = room;
  fit (self);
}

/**
 * kontor_list_columns_get_sort:
 *
 * Returns: (nullable): the column sorted by, "-" before it for descending; NULL for the list's own
 */
const char *
kontor_list_columns_get_sort (KontorListColumns *self)
{
  return self->sort;
}

GActionGroup *
kontor_list_columns_get_actions (KontorListColumns *self)
{
  return G_ACTION_GROUP (self->actions);
}

GMenuModel *
kontor_list_columns_get_menu (KontorListColumns *self)
{
  return G_MENU_MODEL (self->menu);
}

GSettings *
kontor_list_columns_get_settings (KontorListColumns *self)
{
  return self->settings;
}

/**
 * kontor_list_columns_dup_shown:
 *
 * Returns: (transfer full): keys of the columns that the person wants to see, in their order
 */
char **
kontor_list_columns_dup_shown (KontorListColumns *self)
{
  GListModel   *columns = gtk_column_view_get_columns (self->view);
  GStrvBuilder *builder = g_strv_builder_new ();
  char        **shown = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
      guint index = 0;

      /* Also those that give way for the moment. */
      if (g_ptr_array_find (self->columns, column, &index) && is_wanted (self, index))
        g_strv_builder_add (builder, self->type->columns[index].key);
    }
  shown = g_strv_builder_end (builder);
  g_strv_builder_unref (builder);
  return shown;
}
