/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-proposals-page.h"

#include <glib/gi18n.h>

#include "kontor-act.h"
#include "kontor-format.h"
#include "kontor-problem.h"
#include "kontor-proposal-item.h"
#include "kontor-proposal-row.h"
#include "kontor-purchase-query.h"
#include "kontor-text.h"
#include "kontor-weak.h"

#define READ_AFTER_MS 400

/**
 * KontorProposalsPage:
 *
 * What should be ordered, by supplier, each with the reason for its quantity; one key makes orders
 * of it.
 */
struct _KontorProposalsPage
{
  KontorPage parent_instance;

  GPtrArray    *items;       /* (owned) (element-type KontorProposalItem): all, by supplier */
  GListStore   *store;       /* (owned): those that are shown */
  GCancellable *cancellable; /* (owned) (nullable): of the reading under way */
  guint         read_id;
  gboolean      is_stale;

  /* Template children */
  AdwWindowTitle *title;
  GtkButton      *make;
  GtkStack       *stack;
  AdwStatusPage  *failed;
  GtkSearchEntry *search;
  GtkStack       *rows;
  GtkListView    *list;
  GtkLabel       *footer;
};

G_DEFINE_FINAL_TYPE (KontorProposalsPage, kontor_proposals_page, KONTOR_TYPE_PAGE)

static KontorCompany *
company_of (KontorProposalsPage *self)
{
  return kontor_page_get_company (KONTOR_PAGE (self));
}

static KontorProposalItem *
item_at (KontorProposalsPage *self, guint position)
{
  return self->items->pdata[position];
}

/* An order is made of what is chosen, has a supplier and is more than nothing. */
static gboolean
is_ordered (KontorProposalItem *item)
{
  return kontor_proposal_item_get_chosen (item) && *kontor_proposal_item_get_supplier (item) != '\0'
         && kontor_proposal_item_get_quantity (item) > 0;
}

/* --- sums --- */

typedef struct
{
  guint  n_items; /* that are ordered */
  guint  n_orders;
  guint  n_nowhere; /* chosen without a supplier */
  gint64 net_minor;
} Sums;

static Sums
sum_up (KontorProposalsPage *self)
{
  Sums        sums = { 0 };
  const char *last = NULL;

  for (guint i = 0; i < self->items->len; i++)
    {
      KontorProposalItem *item = item_at (self, i);
      const char         *supplier = kontor_proposal_item_get_supplier (item);

      if (kontor_proposal_item_get_chosen (item) && *supplier == '\0')
        sums.n_nowhere++;
      if (!is_ordered (item))
        continue;
      sums.n_items++;
      sums.net_minor += kontor_proposal_item_get_net (item);
      sums.n_orders += g_strcmp0 (last, supplier) != 0;
      last = supplier;
    }
  return sums;
}

static char *
dup_footer (KontorProposalsPage *self, const Sums *sums)
{
  g_autofree char *money = kontor_format_money (sums->net_minor,
                                                kontor_company_get_currency (company_of (self)));
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (
    text,
    /* Translators: chosen items, all items, what they cost */
    ngettext ("%u of %u item · %s net", "%u of %u items · %s net", self->items->len),
    sums->n_items,
    self->items->len,
    money);
  if (sums->n_nowhere > 0)
    {
      g_string_append (text, " · ");
      g_string_append_printf (text,
                              ngettext ("%u chosen item has no supplier yet",
                                        "%u chosen items have no supplier yet",
                                        sums->n_nowhere),
                              sums->n_nowhere);
    }
  return g_strdup (text->str);
}

static void
show_sums (KontorProposalsPage *self)
{
  Sums             sums = sum_up (self);
  g_autofree char *footer = dup_footer (self, &sums);
  g_autofree char *label = g_strdup_printf (
    ngettext ("_Make %u Order", "_Make %u Orders", sums.n_orders), sums.n_orders);

  gtk_label_set_label (self->footer, footer);
  gtk_button_set_label (self->make, label);
  gtk_widget_set_visible (GTK_WIDGET (self->make), self->items->len > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "proposals.make", sums.n_orders > 0);
}

static void
count_item (KontorProposalGroup *group, KontorProposalItem *item)
{
  group->n_items++;
  if (!kontor_proposal_item_get_chosen (item))
    return;
  group->n_chosen++;
  group->net_minor += kontor_proposal_item_get_net (item);
}

/* The figures of the groups, and which of the shown items are the first of theirs. */
static void
show_groups (KontorProposalsPage *self)
{
  g_autoptr (GPtrArray) groups = g_ptr_array_new_with_free_func (
    (GDestroyNotify) kontor_proposal_group_unref);
  KontorProposalGroup *group = NULL;
  KontorProposalGroup *last = NULL;

  for (guint i = 0; i < self->items->len; i++)
    {
      KontorProposalItem *item = item_at (self, i);
      const char         *supplier = kontor_proposal_item_get_supplier (item);

      if (group == NULL || !g_str_equal (group->supplier, supplier))
        group = kontor_proposal_group_new (supplier, kontor_proposal_item_get_supplier_name (item));
      else
        kontor_proposal_group_ref (group);
      g_ptr_array_add (groups, group);
      count_item (group, item);
    }
  /* Told only now that the figures are complete; what is not shown comes first of none. */
  for (guint i = 0; i < self->items->len; i++)
    kontor_proposal_item_set_group (item_at (self, i), groups->pdata[i], FALSE);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->store)); i++)
    {
      g_autoptr (KontorProposalItem) item = g_list_model_get_item (G_LIST_MODEL (self->store), i);

      group = kontor_proposal_item_get_group (item);
      if (group != last)
        kontor_proposal_item_set_group (item, group, TRUE);
      last = group;
    }
  show_sums (self);
}

/* --- rows --- */

static void
group_chosen_cb (KontorProposalsPage *self, gboolean chosen, KontorProposalRow *row)
{
  KontorProposalGroup *group = kontor_proposal_item_get_group (kontor_proposal_row_get_item (row));

  for (guint i = 0; i < self->items->len; i++)
    if (kontor_proposal_item_get_group (item_at (self, i)) == group)
      kontor_proposal_item_set_chosen (item_at (self, i), chosen);
  show_groups (self);
}

static int  compare_items (gconstpointer a, gconstpointer b);
static void show_found (KontorProposalsPage *self);

/* For those of the group that are chosen; all of them when none is. */
static void
supplier_cb (KontorProposalsPage *self, const char *uid, const char *name, KontorProposalRow *row)
{
  g_autoptr (KontorProposalItem) first = g_object_ref (kontor_proposal_row_get_item (row));
  KontorProposalGroup *group = kontor_proposal_item_get_group (first);
  gboolean             all = group->n_chosen == 0;

  for (guint i = 0; i < self->items->len; i++)
    {
      KontorProposalItem *item = item_at (self, i);

      if (kontor_proposal_item_get_group (item) != group
          || (!all && !kontor_proposal_item_get_chosen (item)))
        continue;
      kontor_proposal_item_set_supplier (item, uid, name);
      kontor_proposal_item_set_chosen (item, TRUE);
    }
  g_ptr_array_sort (self->items, compare_items);
  show_found (self);
}

static void
row_made_cb (KontorProposalsPage *self, GtkListItem *list_item)
{
  GtkWidget *row = kontor_proposal_row_new (company_of (self));

  g_signal_connect_object (row, "edited", G_CALLBACK (show_groups), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
    row, "group-chosen", G_CALLBACK (group_chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "supplier", G_CALLBACK (supplier_cb), self, G_CONNECT_SWAPPED);
  gtk_list_item_set_activatable (list_item, FALSE);
  gtk_list_item_set_selectable (list_item, FALSE);
  gtk_list_item_set_child (list_item, row);
}

static void
row_bound_cb (KontorProposalsPage *self, GtkListItem *list_item)
{
  kontor_proposal_row_set_item (KONTOR_PROPOSAL_ROW (gtk_list_item_get_child (list_item)),
                                gtk_list_item_get_item (list_item));
}

static void
row_unbound_cb (KontorProposalsPage *self, GtkListItem *list_item)
{
  kontor_proposal_row_set_item (KONTOR_PROPOSAL_ROW (gtk_list_item_get_child (list_item)), NULL);
}

/* --- what is shown --- */

static gboolean
is_found (KontorProposalItem *item, char **words)
{
  g_autofree char *text = g_strjoin ("\n",
                                     kontor_proposal_item_get_text (item, "title"),
                                     kontor_proposal_item_get_text (item, "sku"),
                                     kontor_proposal_item_get_text (item, "order_code"),
                                     kontor_proposal_item_get_supplier_name (item),
                                     NULL);
  g_autofree char *folded = kontor_text_fold (text, -1);

  for (char **word = words; *word != NULL; word++)
    if (**word != '\0' && strstr (folded, *word) == NULL)
      return FALSE;
  return TRUE;
}

static void
show_found (KontorProposalsPage *self)
{
  g_autofree char *folded = kontor_text_fold (gtk_editable_get_text (GTK_EDITABLE (self->search)),
                                              -1);
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  for (guint i = 0; i < self->items->len; i++)
    if (is_found (item_at (self, i), words))
      g_ptr_array_add (found, item_at (self, i));
  g_list_store_splice (self->store,
                       0,
                       g_list_model_get_n_items (G_LIST_MODEL (self->store)),
                       found->pdata,
                       found->len);
  gtk_stack_set_visible_child_name (self->rows, found->len > 0 ? "found" : "none");
  show_groups (self);
}

static void
search_changed_cb (KontorProposalsPage *self)
{
  show_found (self);
}

/* As the query sorts: by supplier, those without one last; their order among each other stays. */
static int
compare_items (gconstpointer a, gconstpointer b)
{
  KontorProposalItem *first = *(KontorProposalItem *const *) a;
  KontorProposalItem *second = *(KontorProposalItem *const *) b;
  const char         *first_uid = kontor_proposal_item_get_supplier (first);
  const char         *second_uid = kontor_proposal_item_get_supplier (second);
  int                 order = (*first_uid == '\0') - (*second_uid == '\0');

  if (order == 0)
    order = g_utf8_collate (kontor_proposal_item_get_supplier_name (first),
                            kontor_proposal_item_get_supplier_name (second));
  return order != 0 ? order : g_strcmp0 (first_uid, second_uid);
}

static GPtrArray *
new_items (KontorProposalsPage *self, const KontorJson *proposals)
{
  g_autoptr (GHashTable) before = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->items->len; i++)
    g_hash_table_insert (before,
                         (char *) kontor_proposal_item_get_text (item_at (self, i), "variant"),
                         item_at (self, i));
  for (guint i = 0; i < kontor_json_length (proposals); i++)
    {
      KontorProposalItem *item = kontor_proposal_item_new (kontor_json_at (proposals, i));
      KontorProposalItem *old = g_hash_table_lookup (
        before, kontor_proposal_item_get_text (item, "variant"));

      if (old != NULL)
        kontor_proposal_item_copy_wishes (item, old);
      g_ptr_array_add (items, item);
    }
  g_ptr_array_sort (items, compare_items);
  return items;
}

static void
show_proposals (KontorProposalsPage *self, const KontorJson *proposals)
{
  g_autoptr (GPtrArray) old = self->items;

  self->items = new_items (self, proposals);
  show_found (self);
  gtk_stack_set_visible_child_name (self->stack, self->items->len > 0 ? "list" : "empty");
}

static void
show_failure (KontorProposalsPage *self, const GError *error)
{
  g_autoptr (KontorProblem) problem = kontor_problem_from_error (error);

  adw_status_page_set_title (self->failed, problem->title);
  adw_status_page_set_description (self->failed, problem->advice);
  gtk_widget_set_visible (GTK_WIDGET (self->make), FALSE);
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

/* --- reading --- */

static KontorJson *
query_proposals (KontorDatabase *database, const char *text, guint limit, GError **error)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();

  return kontor_query_proposals (database, kontor_time_now (), zone, error);
}

static void
proposals_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorProposalsPage) self = kontor_weak_take (user_data);
  g_autoptr (KontorJson) proposals = kontor_company_query_finish (NULL, result, &error);

  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (proposals != NULL)
    show_proposals (self, proposals);
  else
    show_failure (self, error);
}

static void
read_proposals (KontorProposalsPage *self)
{
  g_clear_handle_id (&self->read_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->is_stale = FALSE;
  kontor_company_query_text_async (company_of (self),
                                   query_proposals,
                                   "",
                                   0,
                                   self->cancellable,
                                   proposals_read_cb,
                                   kontor_weak_new (self));
}

static gboolean
read_later_cb (gpointer data)
{
  KontorProposalsPage *self = data;

  self->read_id = 0;
  read_proposals (self);
  return G_SOURCE_REMOVE;
}

/* Sales at a till move goods all the time: what is looked at is read again after a while, what is
 * not, when it is shown. */
static void
changed_cb (KontorProposalsPage *self, const GArray *touched)
{
  if (!kontor_touched_has_kind (touched, KONTOR_KIND_STOCK_MOVEMENT)
      && !kontor_touched_has_kind (touched, KONTOR_KIND_PURCHASE_ORDER)
      && !kontor_touched_has_kind (touched, KONTOR_KIND_ORDER)
      && !kontor_touched_has_kind (touched, KONTOR_KIND_PRODUCT)
      && !kontor_touched_has_kind (touched, KONTOR_KIND_SUPPLIER)
      && !kontor_touched_has_kind (touched, KONTOR_KIND_SETTING))
    return;
  self->is_stale = TRUE;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)) && self->read_id == 0)
    self->read_id = g_timeout_add (READ_AFTER_MS, read_later_cb, self);
}

/* --- orders --- */

static KontorJson *
new_order (KontorProposalItem *item, const char *currency)
{
  KontorJson *order = kontor_json_new_object ();

  kontor_json_set_string (order, "supplier", kontor_proposal_item_get_supplier (item));
  kontor_json_set_string (order, "currency", currency);
  kontor_json_set (order, "lines", kontor_json_new_array ());
  return order;
}

static GPtrArray *
new_orders (KontorProposalsPage *self)
{
  GPtrArray  *orders = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_replica_item_free);
  KontorJson *order = NULL;

  for (guint i = 0; i < self->items->len; i++)
    {
      KontorProposalItem *item = item_at (self, i);
      const char         *supplier = kontor_proposal_item_get_supplier (item);

      if (!is_ordered (item))
        continue;
      if (order == NULL || !g_str_equal (kontor_json_get_string (order, "supplier", ""), supplier))
        {
          order = new_order (item, kontor_company_get_currency (company_of (self)));
          g_ptr_array_add (orders, kontor_act_item ("purchase.create", order));
        }
      kontor_json_append ((KontorJson *) kontor_json_get_array (order, "lines"),
                          kontor_proposal_item_dup_line (item));
    }
  return orders;
}

static void
orders_made (GtkWidget *widget, const KontorJson *result)
{
  if (result != NULL)
    gtk_widget_activate_action (widget, "win.rows", "(ss)", "purchases", "state:draft");
}

static void
make_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorProposalsPage *self = KONTOR_PROPOSALS_PAGE (widget);
  g_autoptr (GPtrArray) orders = new_orders (self);
  g_autofree char *done = g_strdup_printf (
    ngettext ("%u purchase order made", "%u purchase orders made", orders->len), orders->len);

  if (orders->len == 0)
    return;
  gtk_widget_action_set_enabled (widget, "proposals.make", FALSE); /* once is enough */
  kontor_act_many_then (widget, company_of (self), orders, done, orders_made);
}

static void
again_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorProposalsPage *self = KONTOR_PROPOSALS_PAGE (widget);

  gtk_stack_set_visible_child_name (self->stack, "loading");
  read_proposals (self);
}

/* --- page --- */

static gboolean
kontor_proposals_page_search (KontorPage *page)
{
  return gtk_widget_grab_focus (GTK_WIDGET (KONTOR_PROPOSALS_PAGE (page)->search));
}

static gboolean
kontor_proposals_page_suggested (KontorPage *page)
{
  return gtk_widget_activate_action (GTK_WIDGET (page), "proposals.make", NULL);
}

static gboolean
kontor_proposals_page_back (KontorPage *page)
{
  return gtk_widget_activate_action (GTK_WIDGET (page), "win.page", "s", "purchases");
}

static gboolean
kontor_proposals_page_create (KontorPage *page)
{
  return gtk_widget_activate_action (GTK_WIDGET (page), "win.page", "s", "new-purchase");
}

static void
kontor_proposals_page_shown (KontorPage *page)
{
  KontorProposalsPage *self = KONTOR_PROPOSALS_PAGE (page);

  if (self->is_stale)
    read_proposals (self);
}

/* Opens the reason of a proposal, for pictures and tests. */
static gboolean
kontor_proposals_page_select (KontorPage *page, guint position)
{
  KontorProposalsPage *self = KONTOR_PROPOSALS_PAGE (page);

  if (position >= self->items->len)
    return FALSE;
  kontor_proposal_item_set_open (item_at (self, position), TRUE);
  return TRUE;
}

static void
kontor_proposals_page_constructed (GObject *object)
{
  KontorProposalsPage *self = KONTOR_PROPOSALS_PAGE (object);

  G_OBJECT_CLASS (kontor_proposals_page_parent_class)->constructed (object);
  g_signal_connect_object (
    company_of (self), "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  read_proposals (self);
}

static void
kontor_proposals_page_dispose (GObject *object)
{
  KontorProposalsPage *self = KONTOR_PROPOSALS_PAGE (object);

  g_clear_handle_id (&self->read_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (kontor_proposals_page_parent_class)->dispose (object);
}

static void
kontor_proposals_page_finalize (GObject *object)
{
  KontorProposalsPage *self = KONTOR_PROPOSALS_PAGE (object);

  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (kontor_proposals_page_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, KontorProposalsPage, title);
  gtk_widget_class_bind_template_child (widget_class, KontorProposalsPage, make);
  gtk_widget_class_bind_template_child (widget_class, KontorProposalsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, KontorProposalsPage, failed);
  gtk_widget_class_bind_template_child (widget_class, KontorProposalsPage, search);
  gtk_widget_class_bind_template_child (widget_class, KontorProposalsPage, rows);
  gtk_widget_class_bind_template_child (widget_class, KontorProposalsPage, list);
  gtk_widget_class_bind_template_child (widget_class, KontorProposalsPage, footer);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
}

static void
kontor_proposals_page_class_init (KontorProposalsPageClass *klass)
{
  GObjectClass    *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass  *widget_class = GTK_WIDGET_CLASS (klass);
  KontorPageClass *page_class = KONTOR_PAGE_CLASS (klass);

  object_class->constructed = kontor_proposals_page_constructed;
  object_class->dispose = kontor_proposals_page_dispose;
  object_class->finalize = kontor_proposals_page_finalize;
  page_class->search = kontor_proposals_page_search;
  page_class->suggested = kontor_proposals_page_suggested;
  page_class->back = kontor_proposals_page_back;
  page_class->create = kontor_proposals_page_create;
  page_class->shown = kontor_proposals_page_shown;
  page_class->select = kontor_proposals_page_select;

  gtk_widget_class_install_action (widget_class, "proposals.make", NULL, make_action);
  gtk_widget_class_install_action (widget_class, "proposals.again", NULL, again_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-proposals-page.ui");
  bind_children (widget_class);
}

static void
kontor_proposals_page_init (KontorProposalsPage *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkSelectionModel  *selection = NULL;

  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->store = g_list_store_new (KONTOR_TYPE_PROPOSAL_ITEM);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (factory, "setup", G_CALLBACK (row_made_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (row_bound_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (row_unbound_cb), self, G_CONNECT_SWAPPED);
  selection = GTK_SELECTION_MODEL (
    gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->store))));
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, selection);
  g_object_unref (factory);   /* the list has its own reference */
  g_object_unref (selection); /* likewise */
}
