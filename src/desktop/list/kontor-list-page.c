/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-list-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "kontor-beside.h"
#include "kontor-customer-wrap.h"
#include "kontor-export.h"
#include "kontor-filter-entry.h"
#include "kontor-format.h"
#include "kontor-pages.h"
#include "kontor-pane.h"
#include "kontor-record-window.h"
#include "kontor-split-view.h"
#include "kontor-view-bar.h"

typedef struct
{
  KontorUid uid;    /* shown in the pane; nil for none */
  gboolean  opened; /* the person opened the pane while folded */
  gint64    wanted; /* position to select once the rows are there, -1 for none */

  /* Template children */
  KontorSplitView   *split;
  AdwHeaderBar      *header;
  GtkButton         *create;
  AdwButtonContent  *create_content;
  KontorFilterEntry *entry;
  GtkToggleButton   *pane_toggle;
  GtkMenuButton     *menu_button;
  GMenu             *list_menu;
  AdwBin            *notice;
  KontorViewBar     *views;
  GtkRevealer       *wrong;
  GtkLabel          *wrong_label;
  KontorGrid        *list;
  GtkRevealer       *bulk_bar;
  GtkLabel          *bulk_label;
  GtkLabel          *bulk_note;
  GtkBox            *bulk_box;
  GtkBox            *footer;
  GtkLabel          *count;
  GtkLabel          *age;
  AdwBin            *pane_bin;
} KontorListPagePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (KontorListPage, kontor_list_page, KONTOR_TYPE_PAGE)

static KontorListPagePrivate *
private_of (KontorListPage *self)
{
  return kontor_list_page_get_instance_private (self);
}

static KontorPane *
pane_of (KontorListPage *self)
{
  return KONTOR_PANE (adw_bin_get_child (private_of (self)->pane_bin));
}

static void
show_in_pane (KontorListPage *self, const KontorUid *uid)
{
  KontorListPagePrivate *priv = private_of (self);

  if (kontor_uid_equal (&priv->uid, uid))
    return;
  priv->uid = *uid;
  kontor_pane_show (pane_of (self), uid);
}

static void
open_pane (KontorListPage *self, const KontorUid *uid)
{
  KontorListPagePrivate *priv = private_of (self);

  priv->opened = TRUE;
  show_in_pane (self, uid);
  kontor_split_view_set_show_side (priv->split, TRUE);
}

/* The list is hidden behind it, and the keyboard must not stay there. */
static void
pane_mapped_cb (KontorListPage *self)
{
  KontorListPagePrivate *priv = private_of (self);

  if (kontor_split_view_get_folded (priv->split))
    gtk_widget_child_focus (GTK_WIDGET (priv->pane_bin), GTK_DIR_TAB_FORWARD);
}

static gboolean
close_pane (KontorListPage *self)
{
  KontorListPagePrivate *priv = private_of (self);
  gboolean               shown = kontor_split_view_get_show_side (priv->split);

  priv->opened = FALSE;
  kontor_split_view_set_show_side (priv->split, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (priv->list));
  return shown;
}

static void
row_chosen_cb (KontorListPage *self, KontorRow *row)
{
  show_in_pane (self, &kontor_row_get_data (row)->uid);
}

static void
row_opened_cb (KontorListPage *self, KontorRow *row, gboolean own_window)
{
  const KontorUid *uid = &kontor_row_get_data (row)->uid;

  if (own_window)
    kontor_record_window_present (GTK_WIDGET (self),
                                  kontor_page_get_company (KONTOR_PAGE (self)),
                                  KONTOR_LIST_PAGE_GET_CLASS (self)->get_pane_type (),
                                  uid);
  else
    open_pane (self, uid);
}

static void
show_wrong (KontorListPage *self, const GError *error)
{
  KontorListPagePrivate *priv = private_of (self);

  if (error != NULL)
    gtk_label_set_label (priv->wrong_label, error->message);
  gtk_revealer_set_reveal_child (priv->wrong, error != NULL);
  kontor_filter_entry_set_wrong (priv->entry, error != NULL);
}

static void
apply_filter (KontorListPage *self, const char *filter)
{
  KontorListPagePrivate *priv = private_of (self);
  g_autoptr (GError) error = NULL;

  /* Half a condition is no mistake while its rest is being offered. */
  if (!kontor_grid_set_filter (priv->list, filter, &error)
      && kontor_filter_entry_is_completing (priv->entry))
    g_clear_error (&error);
  show_wrong (self, error);
  kontor_view_bar_set_filter (priv->views, filter);
}

static void
filter_changed_cb (KontorListPage *self)
{
  g_autofree char *filter = kontor_filter_entry_dup_filter (private_of (self)->entry);

  apply_filter (self, filter);
}

static void
set_filter (KontorListPage *self, const char *filter)
{
  kontor_filter_entry_set_filter (private_of (self)->entry, filter);
  apply_filter (self, filter);
}

static void
view_chosen_cb (KontorListPage *self, const char *filter)
{
  set_filter (self, filter);
}

static void
filter_cleared_cb (KontorListPage *self)
{
  set_filter (self, "");
  gtk_widget_grab_focus (GTK_WIDGET (private_of (self)->entry));
}

/* Whether what can be done with several rows can be done at all; the subclass knows more. */
static void
enable_bulk (KontorListPage *self, gboolean enabled)
{
  const KontorBulkAction *bulk = KONTOR_LIST_PAGE_GET_CLASS (self)->bulk;

  for (; bulk != NULL && bulk->label != NULL; bulk++)
    {
      const char      *target = strstr (bulk->action, "::");
      g_autofree char *name = g_strndup (
        bulk->action, target != NULL ? (gsize) (target - bulk->action) : strlen (bulk->action));

      if (!g_str_has_prefix (name, "page.")) /* ours: they take any number */
        gtk_widget_action_set_enabled (GTK_WIDGET (self), name, enabled);
    }
}

static char *
describe_bulk (KontorListPage *self)
{
  KontorListPagePrivate *priv = private_of (self);
  KontorListPageClass   *klass = KONTOR_LIST_PAGE_GET_CLASS (self);
  g_autoptr (GPtrArray) rows = kontor_grid_get_selected (priv->list);
  g_autofree char *most = kontor_format_count (KONTOR_GRID_MOST_SELECTED);

  if (kontor_grid_count_selected (priv->list) > KONTOR_GRID_MOST_SELECTED)
    return g_strdup_printf (_ ("%s at a time are the most"), most);
  return rows->len > 0 && klass->bulk_changed != NULL ? klass->bulk_changed (self, rows) : NULL;
}

static void
update_bulk (KontorListPage *self)
{
  KontorListPagePrivate *priv = private_of (self);
  guint                  n_selected = kontor_grid_count_selected (priv->list);
  g_autofree char       *note = NULL;
  g_autofree char       *number = kontor_format_count (n_selected);
  g_autofree char *label = g_strdup_printf (ngettext ("%s selected", "%s selected", n_selected),
                                            number);

  gtk_label_set_label (priv->bulk_label, label);
  gtk_revealer_set_reveal_child (priv->bulk_bar, n_selected > 1);
  gtk_widget_set_visible (GTK_WIDGET (priv->footer), n_selected <= 1);
  if (n_selected <= 1)
    return;
  enable_bulk (self, kontor_grid_is_selection_loaded (priv->list));
  note = describe_bulk (self);
  gtk_label_set_label (priv->bulk_note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (priv->bulk_note), note != NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (priv->bulk_note), note);
}

/* How many is known as soon as their ids are; the sum under a broad filter takes longer, and comes
 * behind it. */
static void
update_footer (KontorListPage *self)
{
  KontorListPagePrivate   *priv = private_of (self);
  KontorRowList           *rows = kontor_grid_get_rows (priv->list);
  const KontorListSummary *summary = kontor_row_list_get_summary (rows);
  guint                    n_rows = 0;
  g_autofree char         *count = NULL;
  g_autofree char         *sum = NULL;
  g_autofree char         *text = NULL;

  if (summary == NULL && !kontor_row_list_get_count (rows, &n_rows))
    return;
  count = KONTOR_LIST_PAGE_GET_CLASS (self)->dup_count (self,
                                                        summary != NULL ? summary->count : n_rows);
  if (summary != NULL && summary->currency != NULL)
    sum = kontor_format_money (summary->total_minor, summary->currency);
  text = g_strjoin (" · ", count, sum, NULL);
  gtk_label_set_label (priv->count, text);
}

static void
shown_cb (KontorListPage *self)
{
  KontorListPagePrivate *priv = private_of (self);
  gboolean               shown = kontor_split_view_get_show_side (priv->split);
  gboolean               folded = kontor_split_view_get_folded (priv->split);
  gboolean               empty = !gtk_widget_get_visible (GTK_WIDGET (priv->pane_bin));
  GSettings *settings = kontor_list_columns_get_settings (kontor_grid_get_columns (priv->list));

  adw_header_bar_set_show_end_title_buttons (priv->header, !shown || folded || empty);
  if (!folded)
    g_settings_set_boolean (settings, "pane-shown", shown);
}

/* Beside a list without anything in it there is no detail to show. */
static void
update_empty (KontorListPage *self)
{
  KontorListPagePrivate *priv = private_of (self);
  gboolean               empty = kontor_grid_is_empty (priv->list);

  gtk_widget_set_visible (GTK_WIDGET (priv->pane_bin), !empty);
  gtk_widget_set_sensitive (GTK_WIDGET (priv->pane_toggle), !empty);
  shown_cb (self);
}

static void
settled_cb (KontorListPage *self)
{
  KontorListPagePrivate *priv = private_of (self);
  g_autofree char       *now = kontor_format_when (kontor_time_now ());
  /* Translators: how old the rows are; "as of Today 10:05". */
  g_autofree char *age = g_strdup_printf (_ ("as of %s"), now);

  gtk_label_set_label (priv->age, age);
  update_empty (self);
  if (priv->wanted < 0)
    return;
  kontor_grid_select (priv->list, (guint) priv->wanted);
  priv->wanted = -1;
}

static gboolean
is_typing (KontorListPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return root != NULL && GTK_IS_EDITABLE (gtk_root_get_focus (root));
}

static void
folded_cb (KontorListPage *self)
{
  KontorListPagePrivate *priv = private_of (self);
  gboolean               folded = kontor_split_view_get_folded (priv->split);
  GSettings *settings = kontor_list_columns_get_settings (kontor_grid_get_columns (priv->list));

  gtk_widget_set_visible (GTK_WIDGET (priv->pane_toggle), !folded);
  kontor_split_view_set_show_side (
    priv->split, folded ? priv->opened : g_settings_get_boolean (settings, "pane-shown"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "pane.close", folded);
  /* While it folded, the pane stood before the list and the keyboard left it. */
  if (folded && !priv->opened && gtk_widget_get_mapped (GTK_WIDGET (self)) && !is_typing (self))
    gtk_widget_grab_focus (GTK_WIDGET (priv->list));
}

static void
pane_close_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  close_pane (KONTOR_LIST_PAGE (widget));
}

static void
focus_list_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorGrid *list = private_of (KONTOR_LIST_PAGE (widget))->list;

  if (kontor_grid_count_selected (list) == 0)
    kontor_grid_select (list, 0);
  gtk_widget_grab_focus (GTK_WIDGET (list));
}

static void
unselect_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  kontor_grid_unselect_all (private_of (KONTOR_LIST_PAGE (widget))->list);
}

/* All rows that the list shows, or those that are selected. */
static void
export_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorListPage        *self = KONTOR_LIST_PAGE (widget);
  KontorListPagePrivate *priv = private_of (self);
  g_auto (GStrv) columns = kontor_list_columns_dup_shown (kontor_grid_get_columns (priv->list));
  g_autoptr (GArray) ids = NULL;

  if (g_str_equal (name, "page.export-selected"))
    ids = kontor_grid_dup_selected_ids (priv->list);
  kontor_export_list_to_file (widget,
                              kontor_page_get_company (KONTOR_PAGE (self)),
                              kontor_row_list_get_query (kontor_grid_get_rows (priv->list)),
                              (const char *const *) columns,
                              ids);
}

static gboolean
kontor_list_page_search (KontorPage *page)
{
  KontorListPage *self = KONTOR_LIST_PAGE (page);

  if (kontor_split_view_get_folded (private_of (self)->split))
    close_pane (self);
  return gtk_widget_grab_focus (GTK_WIDGET (private_of (self)->entry));
}

static void
kontor_list_page_filter (KontorPage *page, const char *filter)
{
  KontorListPage *self = KONTOR_LIST_PAGE (page);

  if (kontor_split_view_get_folded (private_of (self)->split))
    close_pane (self);
  set_filter (self, filter);
}

static void
kontor_list_page_open (KontorPage *page, const KontorUid *uid)
{
  KontorListPage        *self = KONTOR_LIST_PAGE (page);
  KontorListPagePrivate *priv = private_of (self);

  priv->wanted = -1; /* not the first row any more */
  open_pane (self, uid);
  kontor_grid_reveal (priv->list, uid);
}

static void
kontor_list_page_shown (KontorPage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (private_of (KONTOR_LIST_PAGE (page))->list));
}

static gboolean
kontor_list_page_suggested (KontorPage *page)
{
  KontorListPage        *self = KONTOR_LIST_PAGE (page);
  KontorListPagePrivate *priv = private_of (self);

  return kontor_split_view_get_show_side (priv->split) && !kontor_uid_is_nil (&priv->uid)
         && kontor_pane_suggested (pane_of (self));
}

static gboolean
kontor_list_page_print (KontorPage *page)
{
  KontorListPage *self = KONTOR_LIST_PAGE (page);

  return !kontor_uid_is_nil (&private_of (self)->uid) && kontor_pane_print (pane_of (self));
}

static gboolean
kontor_list_page_back (KontorPage *page)
{
  KontorListPage        *self = KONTOR_LIST_PAGE (page);
  KontorListPagePrivate *priv = private_of (self);

  if (kontor_grid_count_selected (priv->list) > 1)
    {
      kontor_grid_unselect_all (priv->list);
      return TRUE;
    }
  if (kontor_split_view_get_show_side (priv->split) && close_pane (self))
    return TRUE;
  return KONTOR_LIST_PAGE_GET_CLASS (self)->parent != NULL
         && gtk_widget_activate_action (
           GTK_WIDGET (self), "win.page", "s", KONTOR_LIST_PAGE_GET_CLASS (self)->parent);
}

static gboolean
kontor_list_page_select (KontorPage *page, guint position)
{
  KontorListPagePrivate *priv = private_of (KONTOR_LIST_PAGE (page));

  if (g_list_model_get_n_items (G_LIST_MODEL (kontor_grid_get_rows (priv->list))) > position)
    kontor_grid_select (priv->list, position);
  else
    priv->wanted = position;
  return TRUE;
}

static char *
kontor_list_page_dup_count (KontorListPage *self, gint64 count)
{
  g_autofree char *number = kontor_format_count (count);

  return g_strdup_printf (ngettext ("%s row", "%s rows", (gulong) count), number);
}

static void
add_bulk_buttons (KontorListPage *self, const KontorBulkAction *bulk)
{
  for (; bulk != NULL && bulk->label != NULL; bulk++)
    {
      GtkWidget *button = gtk_button_new_with_mnemonic (_ (bulk->label));

      gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (button), bulk->action);
      gtk_box_append (private_of (self)->bulk_box, button);
    }
}

/* A narrow header has room for the sign alone. */
static void
show_create (KontorListPage *self)
{
  const char *label = KONTOR_LIST_PAGE_GET_CLASS (self)->create_label;
  gboolean    folded = kontor_page_get_folded (KONTOR_PAGE (self));

  adw_button_content_set_label (private_of (self)->create_content, folded ? "" : _ (label));
}

/* Of a page that is reached from another one; in front of everything else in the header. */
static void
add_way_back (KontorListPage *self, const KontorPageInfo *parent)
{
  GtkWidget       *button = gtk_button_new_from_icon_name ("go-previous-symbolic");
  g_autofree char *action = g_strconcat ("win.page::", parent->name, NULL);
  /* Translators: a button; the name of the page it leads to. */
  g_autofree char *label = g_strdup_printf (_ ("Back to %s"), _ (parent->title));

  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_object_bind_property (
    self, "folded", button, "visible", G_BINDING_SYNC_CREATE | G_BINDING_INVERT_BOOLEAN);
  adw_header_bar_pack_start (private_of (self)->header, button);
}

static void
set_up_words (KontorListPage *self)
{
  KontorListPagePrivate *priv = private_of (self);
  KontorListPageClass   *klass = KONTOR_LIST_PAGE_GET_CLASS (self);

  gtk_widget_set_visible (GTK_WIDGET (priv->create), klass->create_label != NULL);
  if (klass->parent != NULL)
    add_way_back (self, kontor_pages_find (klass->parent));
  if (klass->create_label != NULL)
    {
      gtk_accessible_update_property (
        GTK_ACCESSIBLE (priv->create), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (klass->create_label), -1);
      gtk_widget_set_tooltip_text (GTK_WIDGET (priv->create), _ (klass->create_label));
      g_signal_connect (self, "notify::folded", G_CALLBACK (show_create), NULL);
      show_create (self);
    }
  kontor_grid_set_empty (priv->list,
                         klass->empty_icon,
                         klass->empty_title != NULL ? _ (klass->empty_title) : NULL,
                         klass->empty_description != NULL ? _ (klass->empty_description) : NULL,
                         klass->empty_button != NULL ? _ (klass->empty_button) : NULL,
                         klass->empty_action);
  add_bulk_buttons (self, klass->bulk);
}

static void
bind_settings (KontorListPage *self)
{
  KontorListPagePrivate *priv = private_of (self);
  GSettings *settings = kontor_list_columns_get_settings (kontor_grid_get_columns (priv->list));

  g_settings_bind (settings, "pane-width", priv->split, "side-width", G_SETTINGS_BIND_DEFAULT);
  kontor_split_view_set_show_side (priv->split, g_settings_get_boolean (settings, "pane-shown"));
}

static void
kontor_list_page_constructed (GObject *object)
{
  KontorListPage        *self = KONTOR_LIST_PAGE (object);
  KontorListPagePrivate *priv = private_of (self);
  KontorListPageClass   *klass = KONTOR_LIST_PAGE_GET_CLASS (self);
  KontorCompany         *company = kontor_page_get_company (KONTOR_PAGE (self));
  const KontorListType  *type = kontor_list_type_find (klass->list);

  G_OBJECT_CLASS (kontor_list_page_parent_class)->constructed (object);

  adw_bin_set_child (priv->pane_bin,
                     g_object_new (klass->get_pane_type (), "company", company, NULL));
  kontor_grid_set_up (priv->list, company, type);
  kontor_filter_entry_set_list_type (priv->entry, type);
  kontor_view_bar_set_up (priv->views, company, type);
  g_menu_insert_section (
    priv->list_menu, 0, NULL, kontor_list_columns_get_menu (kontor_grid_get_columns (priv->list)));
  gtk_widget_insert_action_group (
    GTK_WIDGET (self),
    "columns",
    kontor_list_columns_get_actions (kontor_grid_get_columns (priv->list)));
  g_signal_connect_object (kontor_grid_get_rows (priv->list),
                           "notify::summary",
                           G_CALLBACK (update_footer),
                           self,
                           G_CONNECT_SWAPPED);
  set_up_words (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "pane.close", FALSE);
  bind_settings (self);
  shown_cb (self);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child_private (widget_class, KontorListPage, split);
  gtk_widget_class_bind_template_child_private (widget_class, KontorListPage, header);
  gtk_widget_class_bind_template_child_private (widget_class, KontorListPage, create);
  gtk_widget_class_bind_template_child_private (widget_class, KontorListPage, create_content);
  gtk_widget_class_bind_template_child_private (widget_class, KontorListPage, entry);
  gtk_widget_class_bind_template_child_private (widget_class, KontorListPage, pane_toggle);
  gtk_widget_class_bind_template_child_private (widget_class, KontorListPage, menu_button);
  gtk_widget_class_bind_template_child_private (widget_class, KontorListPage, list_menu);
  gtk_widget_class_bind_template_child_private (widget_class, KontorListPage, notice);
  gtk_widget_class_bind_template_child_private (widget_class, KontorListPage, views);
  gtk_widget_class_bind_template_child_private (widget_class, KontorListPage, wrong);
  gtk_widget_class_bind_template_child_private (widget_class, KontorListPage, wrong_label);
  gtk_widget_class_bind_template_child_private (widget_class, KontorListPage, list);
  gtk_widget_class_bind_template_child_private (widget_class, KontorListPage, bulk_bar);
  gtk_widget_class_bind_template_child_private (widget_class, KontorListPage, bulk_label);
  gtk_widget_class_bind_template_child_private (widget_class, KontorListPage, bulk_note);
  gtk_widget_class_bind_template_child_private (widget_class, KontorListPage, bulk_box);
  gtk_widget_class_bind_template_child_private (widget_class, KontorListPage, footer);
  gtk_widget_class_bind_template_child_private (widget_class, KontorListPage, count);
  gtk_widget_class_bind_template_child_private (widget_class, KontorListPage, age);
  gtk_widget_class_bind_template_child_private (widget_class, KontorListPage, pane_bin);
  gtk_widget_class_bind_template_callback (widget_class, row_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_bulk);
  gtk_widget_class_bind_template_callback (widget_class, settled_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_cleared_cb);
  gtk_widget_class_bind_template_callback (widget_class, view_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, folded_cb);
  gtk_widget_class_bind_template_callback (widget_class, shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, pane_mapped_cb);
}

static void
kontor_list_page_class_init (KontorListPageClass *klass)
{
  GtkWidgetClass  *widget_class = GTK_WIDGET_CLASS (klass);
  KontorPageClass *page_class = KONTOR_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = kontor_list_page_constructed;
  page_class->search = kontor_list_page_search;
  page_class->filter = kontor_list_page_filter;
  page_class->open = kontor_list_page_open;
  page_class->shown = kontor_list_page_shown;
  page_class->suggested = kontor_list_page_suggested;
  page_class->print = kontor_list_page_print;
  page_class->back = kontor_list_page_back;
  page_class->select = kontor_list_page_select;
  klass->dup_count = kontor_list_page_dup_count;

  g_type_ensure (KONTOR_TYPE_BESIDE);
  g_type_ensure (KONTOR_TYPE_CUSTOMER_WRAP);
  g_type_ensure (KONTOR_TYPE_SPLIT_VIEW);
  g_type_ensure (KONTOR_TYPE_FILTER_ENTRY);
  g_type_ensure (KONTOR_TYPE_VIEW_BAR);
  g_type_ensure (KONTOR_TYPE_GRID);
  gtk_widget_class_install_action (widget_class, "pane.close", NULL, pane_close_action);
  gtk_widget_class_install_action (widget_class, "page.focus-list", NULL, focus_list_action);
  gtk_widget_class_install_action (widget_class, "page.unselect", NULL, unselect_action);
  gtk_widget_class_install_action (widget_class, "page.export", NULL, export_action);
  gtk_widget_class_install_action (widget_class, "page.export-selected", NULL, export_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-list-page.ui");
  bind_children (widget_class);
}

static void
kontor_list_page_init (KontorListPage *self)
{
  private_of (self)->wanted = 0;
  gtk_widget_init_template (GTK_WIDGET (self));
}

KontorGrid *
kontor_list_page_get_list (KontorListPage *self)
{
  return private_of (self)->list;
}

GtkWidget *
kontor_list_page_get_pane (KontorListPage *self)
{
  return GTK_WIDGET (pane_of (self));
}

/**
 * kontor_list_page_find_column:
 * @key: of a column
 *
 * Returns: its index in the values of a row, -1 when the list has none of this key
 */
int
kontor_list_page_find_column (KontorListPage *self, const char *key)
{
  const KontorListType *type = kontor_list_type_find (KONTOR_LIST_PAGE_GET_CLASS (self)->list);

  for (guint i = 0; type->columns[i].key != NULL; i++)
    if (g_str_equal (type->columns[i].key, key))
      return (int) i;
  return -1;
}

/**
 * kontor_list_page_set_scope:
 * @scope: text of the filter language
 *
 * What the page is about, whatever is filtered on it: it stands before every filter, unseen.
 */
void
kontor_list_page_set_scope (KontorListPage *self, const char *scope)
{
  KontorListPagePrivate *priv = private_of (self);
  g_autofree char       *filter = kontor_filter_entry_dup_filter (priv->entry);

  if (g_strcmp0 (kontor_grid_get_scope (priv->list), scope) == 0)
    return;
  kontor_grid_set_scope (priv->list, scope);
  kontor_view_bar_set_scope (priv->views, scope);
  priv->wanted = 0;
  apply_filter (self, filter);
}

void
kontor_list_page_set_notice (KontorListPage *self, GtkWidget *widget)
{
  adw_bin_set_child (private_of (self)->notice, widget);
}

/**
 * kontor_list_page_set_bulk_label:
 * @index: of the class's bulk actions
 * @label: with mnemonic; says to how many of the selected rows it will be done
 */
void
kontor_list_page_set_bulk_label (KontorListPage *self, guint index, const char *label)
{
  GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (private_of (self)->bulk_box));

  while (button != NULL && index-- > 0)
    button = gtk_widget_get_next_sibling (button);
  g_return_if_fail (button != NULL);

  gtk_button_set_label (GTK_BUTTON (button), label);
}

/**
 * kontor_list_page_add_button:
 * @label: with mnemonic
 * @action: detailed name
 *
 * Adds a button beside the one that makes something.
 */
void
kontor_list_page_add_button (KontorListPage *self, const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (button), action);
  adw_header_bar_pack_start (private_of (self)->header, button);
}

/**
 * kontor_list_page_add_item:
 * @label: with mnemonic
 * @action: detailed name
 *
 * Adds an entry to the list's menu.
 */
void
kontor_list_page_add_item (KontorListPage *self, const char *label, const char *action)
{
  GMenu *menu = G_MENU (g_menu_model_get_item_link (
    G_MENU_MODEL (private_of (self)->list_menu),
    g_menu_model_get_n_items (G_MENU_MODEL (private_of (self)->list_menu)) - 1,
    G_MENU_LINK_SECTION));

  g_menu_append (menu, label, action);
  g_object_unref (menu); /* the link gives a reference */
}
