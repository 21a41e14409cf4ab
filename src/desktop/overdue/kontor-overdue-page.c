/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-overdue-page.h"

#include <glib/gi18n.h>

#include "kontor-act.h"
#include "kontor-banner.h"
#include "kontor-format.h"
#include "kontor-overdue-item.h"
#include "kontor-overdue-letters.h"
#include "kontor-overdue-pane.h"
#include "kontor-overdue-row.h"
#include "kontor-payment-query.h"
#include "kontor-problem.h"
#include "kontor-split-view.h"
#include "kontor-weak.h"

/**
 * KontorOverduePage:
 *
 * Who owes what since when, which letter the rules propose, and those that were made and did not go
 * out yet. One key makes all that are chosen.
 */
struct _KontorOverduePage
{
  KontorPage parent_instance;

  GListStore         *store;       /* (owned): customers, those with a letter first */
  GtkSingleSelection *selection;   /* (owned) */
  KontorJson         *reminders;   /* (owned) (nullable): letters there were */
  GCancellable       *cancellable; /* (owned) (nullable): of the reading under way */
  gboolean            is_stale;
  gboolean            wants_focus; /* it was shown before its rows were there */
  gboolean            opened;      /* the person opened the pane while folded */

  /* Template children */
  KontorSplitView   *split;
  AdwHeaderBar      *header;
  AdwWindowTitle    *title;
  GtkButton         *make;
  KontorBanner      *banner;
  GtkRevealer       *ready;
  GtkLabel          *ready_label;
  GtkStack          *stack;
  AdwStatusPage     *failed;
  GtkListView       *list;
  GtkLabel          *footer;
  KontorOverduePane *pane;
};

G_DEFINE_FINAL_TYPE (KontorOverduePage, kontor_overdue_page, KONTOR_TYPE_PAGE)

static KontorCompany *
company_of (KontorOverduePage *self)
{
  return kontor_page_get_company (KONTOR_PAGE (self));
}

static guint
count_items (KontorOverduePage *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->store));
}

static KontorOverdueItem *
ref_item (KontorOverduePage *self, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (self->store), position);
}

static KontorOverdueItem *
get_selected (KontorOverduePage *self)
{
  return gtk_single_selection_get_selected_item (self->selection);
}

/* --- sums --- */

static void
show_sums (KontorOverduePage *self)
{
  guint            n_chosen = 0;
  guint            n_invoices = 0;
  gint64           open = 0;
  g_autofree char *label = NULL;
  g_autofree char *money = NULL;
  g_autofree char *footer = NULL;

  for (guint i = 0; i < count_items (self); i++)
    {
      g_autoptr (KontorOverdueItem) item = ref_item (self, i);
      const KontorJson *group = kontor_overdue_item_get_group (item);

      n_chosen += kontor_overdue_item_get_chosen (item);
      n_invoices += kontor_json_length (kontor_json_get_array (group, "items"));
      if (g_str_equal (kontor_json_get_string (group, "currency", ""),
                       kontor_company_get_currency (company_of (self))))
        open += kontor_json_get_integer (group, "open_minor", 0);
    }
  money = kontor_format_money (open, kontor_company_get_currency (company_of (self)));
  footer = g_strdup_printf (
    ngettext ("%u invoice overdue · %s", "%u invoices overdue · %s", n_invoices),
    n_invoices,
    money);
  label = g_strdup_printf (ngettext ("_Make %u Letter", "_Make %u Letters", n_chosen), n_chosen);
  gtk_label_set_label (self->footer, footer);
  gtk_button_set_label (self->make, label);
  gtk_widget_set_visible (GTK_WIDGET (self->make), count_items (self) > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "overdue.make", n_chosen > 0);
}

/* --- letters that did not go out yet --- */

static KontorJson *
dup_ready (KontorOverduePage *self)
{
  KontorJson *ready = kontor_json_new_array ();

  for (guint i = 0; i < kontor_json_length (self->reminders); i++)
    {
      const KontorJson *reminder = kontor_json_at (self->reminders, i);

      if (!kontor_json_get_boolean (reminder, "undone", FALSE)
          && kontor_json_get_integer (reminder, "sent_at", 0) == 0)
        kontor_json_append (ready, kontor_json_ref ((KontorJson *) reminder));
    }
  return ready;
}

static void
show_ready (KontorOverduePage *self)
{
  g_autoptr (KontorJson) ready = dup_ready (self);
  guint            n_ready = kontor_json_length (ready);
  g_autofree char *words = g_strdup_printf (
    ngettext ("%u letter is ready to be sent", "%u letters are ready to be sent", n_ready),
    n_ready);

  if (n_ready > 0)
    gtk_label_set_label (self->ready_label, words);
  gtk_revealer_set_reveal_child (self->ready, n_ready > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "overdue.print-ready", n_ready > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "overdue.save-ready", n_ready > 0);
}

static void
print_ready_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorOverduePage *self = KONTOR_OVERDUE_PAGE (widget);

  kontor_overdue_letters_print (widget, company_of (self), dup_ready (self), FALSE);
}

static void
save_ready_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorOverduePage *self = KONTOR_OVERDUE_PAGE (widget);

  kontor_overdue_letters_save (widget, company_of (self), dup_ready (self), FALSE);
}

/* --- customers --- */

static gboolean
has_letter (KontorOverdueItem *item)
{
  return kontor_json_get_object (kontor_overdue_item_get_group (item), "letter") != NULL;
}

static int
compare_items (gconstpointer a, gconstpointer b)
{
  KontorOverdueItem *first = *(KontorOverdueItem *const *) a;
  KontorOverdueItem *second = *(KontorOverdueItem *const *) b;
  int                order = has_letter (second) - has_letter (first);
  gint64 late = kontor_json_get_integer (kontor_overdue_item_get_group (second), "days_late", 0)
                - kontor_json_get_integer (kontor_overdue_item_get_group (first), "days_late", 0);

  return order != 0 ? order : (late > 0) - (late < 0);
}

/* What was struck out stays so when the rows are read again. */
static GHashTable *
find_struck_out (KontorOverduePage *self)
{
  GHashTable *keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < count_items (self); i++)
    {
      g_autoptr (KontorOverdueItem) item = ref_item (self, i);

      if (kontor_overdue_item_get_letter (item) != NULL && !kontor_overdue_item_get_chosen (item))
        g_hash_table_add (keys, kontor_overdue_item_dup_key (item));
    }
  return keys;
}

static GPtrArray *
new_items (KontorOverduePage *self, const KontorJson *answer)
{
  g_autoptr (GHashTable) struck_out = find_struck_out (self);
  const KontorJson *groups = kontor_json_get_array (answer, "groups");
  gboolean          may_write = !kontor_json_has (answer, "blocked");
  GPtrArray        *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < kontor_json_length (groups); i++)
    {
      KontorOverdueItem *item = kontor_overdue_item_new (kontor_json_at (groups, i), may_write);
      g_autofree char   *key = kontor_overdue_item_dup_key (item);

      if (g_hash_table_contains (struck_out, key))
        kontor_overdue_item_set_chosen (item, FALSE);
      g_ptr_array_add (items, item);
    }
  g_ptr_array_sort (items, compare_items);
  return items;
}

static void
set_headings (GPtrArray *items)
{
  guint n_letters = 0;

  while (n_letters < items->len && has_letter (items->pdata[n_letters]))
    n_letters++;
  for (guint i = 0; i < items->len; i++)
    kontor_overdue_item_set_heading (items->pdata[i],
                                     i == 0 && n_letters > 0 ? _ ("To Be Written To")
                                     : i == n_letters        ? _ ("Not Now")
                                                             : NULL);
}

static guint
find_key (GPtrArray *items, const char *key)
{
  for (guint i = 0; i < items->len; i++)
    {
      g_autofree char *other = kontor_overdue_item_dup_key (items->pdata[i]);

      if (g_strcmp0 (key, other) == 0)
        return i;
    }
  return 0;
}

static void
show_selected (KontorOverduePage *self)
{
  KontorOverdueItem *item = get_selected (self);

  kontor_overdue_pane_show (self->pane,
                            item != NULL ? kontor_overdue_item_get_group (item) : NULL,
                            item != NULL ? kontor_overdue_item_get_letter (item) : NULL,
                            self->reminders);
}

static gboolean
has_focus (KontorOverduePage *self)
{
  GtkRoot   *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->list));
}

/* New rows are not where the keyboard was. */
static void
restore_focus (KontorOverduePage *self, gboolean had_focus)
{
  if (count_items (self) == 0 || (!had_focus && !self->wants_focus))
    return;
  self->wants_focus = FALSE;
  gtk_widget_activate_action (GTK_WIDGET (self->list),
                              "list.scroll-to-item",
                              "u",
                              gtk_single_selection_get_selected (self->selection));
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

static void
update_header (KontorOverduePage *self)
{
  gboolean shown = kontor_split_view_get_show_side (self->split);
  gboolean folded = kontor_split_view_get_folded (self->split);

  adw_header_bar_set_show_end_title_buttons (
    self->header, !shown || folded || !gtk_widget_get_visible (GTK_WIDGET (self->pane)));
}

static void
show_items (KontorOverduePage *self, const KontorJson *answer)
{
  gboolean         had_focus = has_focus (self);
  g_autofree char *key = get_selected (self) != NULL
                           ? kontor_overdue_item_dup_key (get_selected (self))
                           : NULL;
  g_autoptr (GPtrArray) items = new_items (self, answer);

  set_headings (items);
  g_signal_handlers_block_by_func (self->selection, show_selected, self);
  g_list_store_splice (self->store, 0, count_items (self), items->pdata, items->len);
  gtk_single_selection_set_selected (self->selection, find_key (items, key));
  g_signal_handlers_unblock_by_func (self->selection, show_selected, self);
  gtk_stack_set_visible_child_name (self->stack, items->len > 0 ? "list" : "empty");
  gtk_widget_set_visible (GTK_WIDGET (self->pane), items->len > 0);
  update_header (self);
  restore_focus (self, had_focus);
  show_selected (self);
  show_sums (self);
}

static void
show_answer (KontorOverduePage *self, const KontorJson *answer)
{
  const KontorJson *reminders = kontor_json_get_array (answer, "reminders");
  const char       *blocked = kontor_json_get_string (answer, "blocked", NULL);
  const char       *notice = kontor_json_get_string (answer, "notice", NULL);

  g_clear_pointer (&self->reminders, kontor_json_unref);
  self->reminders = kontor_json_ref ((KontorJson *) reminders);
  show_items (self, answer);
  show_ready (self);
  if (blocked != NULL && count_items (self) > 0)
    kontor_banner_show (self->banner, blocked, _ ("Open Payments"), "win.page::payments");
  else if (notice != NULL)
    kontor_banner_show (self->banner, notice, NULL, NULL);
  else
    kontor_banner_hide (self->banner);
}

static void
show_failure (KontorOverduePage *self, const GError *error)
{
  g_autoptr (KontorProblem) problem = kontor_problem_from_error (error);

  adw_status_page_set_title (self->failed, problem->title);
  adw_status_page_set_description (self->failed, problem->advice);
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

/* --- reading --- */

static KontorJson *
query_overdue (KontorDatabase *database, const char *text, guint limit, GError **error)
{
  gint64 day = kontor_day_from_time (kontor_time_now (), kontor_format_zone ());
  g_autoptr (KontorJson) answer = kontor_query_dunning (database, day, error);
  KontorJson *reminders = answer != NULL ? kontor_query_reminders (database, error) : NULL;

  if (reminders == NULL)
    return NULL;
  kontor_json_set (answer, "reminders", reminders);
  return g_steal_pointer (&answer);
}

static void
overdue_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorOverduePage) self = kontor_weak_take (user_data);
  g_autoptr (KontorJson) answer = kontor_company_query_finish (NULL, result, &error);

  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (answer != NULL)
    show_answer (self, answer);
  else
    show_failure (self, error);
}

static void
read_overdue (KontorOverduePage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->is_stale = FALSE;
  kontor_company_query_text_async (company_of (self),
                                   query_overdue,
                                   "",
                                   0,
                                   self->cancellable,
                                   overdue_read_cb,
                                   kontor_weak_new (self));
}

static void
changed_cb (KontorOverduePage *self, const GArray *touched)
{
  if (!kontor_touched_has_kind (touched, KONTOR_KIND_INVOICE)
      && !kontor_touched_has_kind (touched, KONTOR_KIND_INVOICE_EVENT)
      && !kontor_touched_has_kind (touched, KONTOR_KIND_DUNNING)
      && !kontor_touched_has_kind (touched, KONTOR_KIND_PAYMENT_SHARE)
      && !kontor_touched_has_kind (touched, KONTOR_KIND_BANK_STATEMENT)
      && !kontor_touched_has_kind (touched, KONTOR_KIND_SETTING))
    return;
  self->is_stale = TRUE;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    read_overdue (self);
}

/* --- letters --- */

static void
make_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorOverduePage *self = KONTOR_OVERDUE_PAGE (widget);
  g_autoptr (GPtrArray) commands = g_ptr_array_new_with_free_func (
    (GDestroyNotify) kontor_replica_item_free);
  g_autofree char *done = NULL;

  for (guint i = 0; i < count_items (self); i++)
    {
      g_autoptr (KontorOverdueItem) item = ref_item (self, i);
      const KontorJson *letter = kontor_overdue_item_get_letter (item);
      KontorJson       *params = NULL;

      if (!kontor_overdue_item_get_chosen (item) || letter == NULL)
        continue;
      params = kontor_json_new_object ();
      kontor_json_set (params, "letter", kontor_json_ref ((KontorJson *) letter));
      g_ptr_array_add (commands, kontor_act_item ("dunning.make", params));
    }
  if (commands->len == 0)
    return;
  done = g_strdup_printf (ngettext ("%u letter made", "%u letters made", commands->len),
                          commands->len);
  gtk_widget_action_set_enabled (widget, "overdue.make", FALSE); /* once is enough */
  kontor_act_many (widget, company_of (self), commands, done);
}

static void
choose (KontorOverduePage *self, gboolean chosen)
{
  for (guint i = 0; i < count_items (self); i++)
    {
      g_autoptr (KontorOverdueItem) item = ref_item (self, i);

      kontor_overdue_item_set_chosen (item, chosen);
    }
  show_sums (self);
}

static void
choose_all_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  choose (KONTOR_OVERDUE_PAGE (widget), TRUE);
}

static void
choose_none_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  choose (KONTOR_OVERDUE_PAGE (widget), FALSE);
}

static void
again_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorOverduePage *self = KONTOR_OVERDUE_PAGE (widget);

  gtk_stack_set_visible_child_name (self->stack, "loading");
  read_overdue (self);
}

/* Space in the list, beside the box: the same as a click on it. */
static gboolean
space_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  KontorOverduePage *self = KONTOR_OVERDUE_PAGE (user_data);
  KontorOverdueItem *item = get_selected (self);
  GtkWidget         *focus = gtk_root_get_focus (gtk_widget_get_root (widget));

  if (item == NULL || GTK_IS_CHECK_BUTTON (focus))
    return FALSE;
  kontor_overdue_item_set_chosen (item, !kontor_overdue_item_get_chosen (item));
  show_sums (self);
  return TRUE;
}

static void
add_shortcuts (KontorOverduePage *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (controller),
    gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_space, 0),
                      gtk_callback_action_new (space_cb, self, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self->list), controller);
}

/* --- rows --- */

static void
row_made_cb (KontorOverduePage *self, GtkListItem *list_item)
{
  GtkWidget *row = kontor_overdue_row_new ();

  g_signal_connect_object (row, "edited", G_CALLBACK (show_sums), self, G_CONNECT_SWAPPED);
  gtk_list_item_set_child (list_item, row);
}

static void
row_bound_cb (KontorOverduePage *self, GtkListItem *list_item)
{
  kontor_overdue_row_set_item (KONTOR_OVERDUE_ROW (gtk_list_item_get_child (list_item)),
                               gtk_list_item_get_item (list_item));
}

static void
row_unbound_cb (KontorOverduePage *self, GtkListItem *list_item)
{
  kontor_overdue_row_set_item (KONTOR_OVERDUE_ROW (gtk_list_item_get_child (list_item)), NULL);
}

/* --- page --- */

static void
folded_cb (KontorOverduePage *self)
{
  gboolean folded = kontor_split_view_get_folded (self->split);

  kontor_split_view_set_show_side (self->split, !folded || self->opened);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "pane.close", folded);
  update_header (self);
}

static void
activated_cb (KontorOverduePage *self)
{
  self->opened = TRUE;
  kontor_split_view_set_show_side (self->split, TRUE);
  if (kontor_split_view_get_folded (self->split))
    gtk_widget_child_focus (GTK_WIDGET (self->pane), GTK_DIR_TAB_FORWARD);
}

static gboolean
close_pane (KontorOverduePage *self)
{
  if (!kontor_split_view_get_folded (self->split) || !self->opened)
    return FALSE;
  self->opened = FALSE;
  kontor_split_view_set_show_side (self->split, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
  return TRUE;
}

static void
pane_close_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  close_pane (KONTOR_OVERDUE_PAGE (widget));
}

static gboolean
kontor_overdue_page_suggested (KontorPage *page)
{
  return gtk_widget_activate_action (GTK_WIDGET (page), "overdue.make", NULL);
}

static gboolean
kontor_overdue_page_print (KontorPage *page)
{
  return gtk_widget_activate_action (GTK_WIDGET (page), "overdue.print-ready", NULL);
}

static gboolean
kontor_overdue_page_back (KontorPage *page)
{
  return close_pane (KONTOR_OVERDUE_PAGE (page))
         || gtk_widget_activate_action (GTK_WIDGET (page), "win.page", "s", "invoices");
}

static void
kontor_overdue_page_shown (KontorPage *page)
{
  KontorOverduePage *self = KONTOR_OVERDUE_PAGE (page);

  if (self->is_stale)
    read_overdue (self);
  self->wants_focus = count_items (self) == 0;
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

static gboolean
kontor_overdue_page_select (KontorPage *page, guint position)
{
  KontorOverduePage *self = KONTOR_OVERDUE_PAGE (page);

  if (position >= count_items (self))
    return FALSE;
  gtk_single_selection_set_selected (self->selection, position);
  return TRUE;
}

static void
kontor_overdue_page_constructed (GObject *object)
{
  KontorOverduePage *self = KONTOR_OVERDUE_PAGE (object);

  G_OBJECT_CLASS (kontor_overdue_page_parent_class)->constructed (object);
  g_signal_connect_object (
    company_of (self), "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
    company_of (self), "notify::settings", G_CALLBACK (show_selected), self, G_CONNECT_SWAPPED);
  kontor_overdue_pane_set_company (self->pane, company_of (self));
  folded_cb (self);
  read_overdue (self);
}

static void
kontor_overdue_page_dispose (GObject *object)
{
  KontorOverduePage *self = KONTOR_OVERDUE_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (kontor_overdue_page_parent_class)->dispose (object);
}

static void
kontor_overdue_page_finalize (GObject *object)
{
  KontorOverduePage *self = KONTOR_OVERDUE_PAGE (object);

  g_clear_pointer (&self->reminders, kontor_json_unref);
  g_clear_object (&self->selection);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (kontor_overdue_page_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, KontorOverduePage, split);
  gtk_widget_class_bind_template_child (widget_class, KontorOverduePage, header);
  gtk_widget_class_bind_template_child (widget_class, KontorOverduePage, title);
  gtk_widget_class_bind_template_child (widget_class, KontorOverduePage, make);
  gtk_widget_class_bind_template_child (widget_class, KontorOverduePage, banner);
  gtk_widget_class_bind_template_child (widget_class, KontorOverduePage, ready);
  gtk_widget_class_bind_template_child (widget_class, KontorOverduePage, ready_label);
  gtk_widget_class_bind_template_child (widget_class, KontorOverduePage, stack);
  gtk_widget_class_bind_template_child (widget_class, KontorOverduePage, failed);
  gtk_widget_class_bind_template_child (widget_class, KontorOverduePage, list);
  gtk_widget_class_bind_template_child (widget_class, KontorOverduePage, footer);
  gtk_widget_class_bind_template_child (widget_class, KontorOverduePage, pane);
  gtk_widget_class_bind_template_callback (widget_class, folded_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_header);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "overdue.make", NULL, make_action);
  gtk_widget_class_install_action (widget_class, "overdue.print-ready", NULL, print_ready_action);
  gtk_widget_class_install_action (widget_class, "overdue.save-ready", NULL, save_ready_action);
  gtk_widget_class_install_action (widget_class, "overdue.choose-all", NULL, choose_all_action);
  gtk_widget_class_install_action (widget_class, "overdue.choose-none", NULL, choose_none_action);
  gtk_widget_class_install_action (widget_class, "overdue.again", NULL, again_action);
  gtk_widget_class_install_action (widget_class, "pane.close", NULL, pane_close_action);
}

static void
kontor_overdue_page_class_init (KontorOverduePageClass *klass)
{
  GObjectClass    *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass  *widget_class = GTK_WIDGET_CLASS (klass);
  KontorPageClass *page_class = KONTOR_PAGE_CLASS (klass);

  object_class->constructed = kontor_overdue_page_constructed;
  object_class->dispose = kontor_overdue_page_dispose;
  object_class->finalize = kontor_overdue_page_finalize;
  page_class->suggested = kontor_overdue_page_suggested;
  page_class->print = kontor_overdue_page_print;
  page_class->back = kontor_overdue_page_back;
  page_class->shown = kontor_overdue_page_shown;
  page_class->select = kontor_overdue_page_select;

  g_type_ensure (KONTOR_TYPE_BANNER);
  g_type_ensure (KONTOR_TYPE_SPLIT_VIEW);
  g_type_ensure (KONTOR_TYPE_OVERDUE_PANE);
  install_actions (widget_class);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-overdue-page.ui");
  bind_children (widget_class);
}

static void
kontor_overdue_page_init (KontorOverduePage *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  self->store = g_list_store_new (KONTOR_TYPE_OVERDUE_ITEM);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->store)));
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (factory, "setup", G_CALLBACK (row_made_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (row_bound_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (row_unbound_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
    self->selection, "notify::selected-item", G_CALLBACK (show_selected), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  add_shortcuts (self);
}
