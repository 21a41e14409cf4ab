/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-customer-merge-window.h"

#include <glib/gi18n.h>

#include "kontor-act.h"
#include "kontor-customer-compare.h"
#include "kontor-problem.h"
#include "kontor-text-scale.h"
#include "kontor-weak.h"

#define MOST_GROUPS 200
#define MOST_FOUND 20

/**
 * KontorCustomerMergeWindow:
 *
 * Finds customers who are in the books twice, or lets one be chosen by name; shows the two side by
 * side; and makes them one.
 *
 *   duplicates ─┬─> comparison ──> merged
 *   choice ─────┘
 */
struct _KontorCustomerMergeWindow
{
  AdwWindow parent_instance;

  KontorCompany *company;     /* (owned) */
  GtkWidget     *opener;      /* (owned): where the toast appears */
  KontorJson    *left;        /* (owned) (nullable) until read */
  KontorUid      uid;         /* of the customer to find the other one for; nil: any */
  KontorUid      other;       /* being read for the comparison */
  GCancellable  *cancellable; /* (owned): cancelled in dispose */
  GCancellable  *search;      /* (owned) (nullable): of the newest search */

  /* Template children */
  GtkStack              *stack;
  GtkButton             *back;
  GtkButton             *go;
  AdwStatusPage         *failed;
  GtkListBox            *groups;
  GtkLabel              *question;
  GtkSearchEntry        *entry;
  GtkListBox            *found;
  KontorCustomerCompare *compare;
};

G_DEFINE_FINAL_TYPE (KontorCustomerMergeWindow, kontor_customer_merge_window, ADW_TYPE_WINDOW)

static void
show (KontorCustomerMergeWindow *self, const char *page)
{
  gboolean comparing = g_str_equal (page, "compare");

  gtk_stack_set_visible_child_name (self->stack, page);
  gtk_widget_set_visible (GTK_WIDGET (self->back), comparing);
  gtk_widget_set_visible (GTK_WIDGET (self->go), comparing);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "merge.go", comparing);
}

static void
show_failure (KontorCustomerMergeWindow *self, const GError *error)
{
  g_autoptr (KontorProblem) problem = kontor_problem_from_error (error);

  adw_status_page_set_title (self->failed, problem->title);
  adw_status_page_set_description (self->failed, problem->advice);
  show (self, "failed");
}

static void
read_customer (KontorCustomerMergeWindow *self, const KontorUid *uid, GAsyncReadyCallback callback)
{
  kontor_company_query_uid_async (self->company,
                                  kontor_query_customer_json,
                                  uid,
                                  self->cancellable,
                                  callback,
                                  kontor_weak_new (self));
}

static void
right_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorCustomerMergeWindow) self = kontor_weak_take (user_data);
  g_autoptr (KontorJson) right = kontor_company_query_finish (NULL, result, &error);

  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (right == NULL)
    {
      show_failure (self, error);
      return;
    }
  show (self, "compare");
  kontor_customer_compare_show (self->compare, self->left, right);
}

static void
left_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorCustomerMergeWindow) self = kontor_weak_take (user_data);
  g_autoptr (KontorJson) left = kontor_company_query_finish (NULL, result, &error);
  g_autofree char *question = NULL;

  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (left == NULL)
    {
      show_failure (self, error);
      return;
    }
  g_clear_pointer (&self->left, kontor_json_unref);
  self->left = g_steal_pointer (&left);
  if (!kontor_uid_is_nil (&self->other))
    {
      read_customer (self, &self->other, right_read_cb);
      return;
    }
  question = g_strdup_printf (_ ("Who is the same as %s?"),
                              kontor_json_get_string (self->left, "name", ""));
  gtk_label_set_label (self->question, question);
  show (self, "choice");
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
compare_pair (KontorCustomerMergeWindow *self, const KontorUid *left, const KontorUid *right)
{
  self->other = *right;
  read_customer (self, left, left_read_cb);
}

static GtkWidget *
new_row (const KontorJson *customer, const char *subtitle)
{
  GtkWidget       *row = adw_action_row_new ();
  g_autofree char *name = g_markup_escape_text (kontor_json_get_string (customer, "name", ""), -1);
  g_autofree char *text = g_markup_escape_text (subtitle, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  return row;
}

static char *
describe_pair (const KontorJson *group, const KontorJson *left, const KontorJson *right)
{
  gboolean    by_email = g_str_equal (kontor_json_get_string (group, "reason", ""), "email");
  const char *email = kontor_json_get_string (right, "email", "");
  const char *same = by_email ? _ ("the same e-mail address") : _ ("the same name");

  /* Translators: number, name and number of two customers, and what they have in common. */
  return g_strdup_printf (_ ("%s and %s (%s): %s%s%s"),
                          kontor_json_get_string (left, "number", ""),
                          kontor_json_get_string (right, "name", ""),
                          kontor_json_get_string (right, "number", ""),
                          same,
                          by_email && *email != '\0' ? ", " : "",
                          by_email ? email : "");
}

/* A group of three is two rows: each with the first. */
static void
add_group (KontorCustomerMergeWindow *self, const KontorJson *group)
{
  const KontorJson *customers = kontor_json_get_array (group, "customers");

  for (guint i = 1; customers != NULL && i < kontor_json_length (customers); i++)
    {
      const KontorJson *left = kontor_json_at (customers, 0);
      const KontorJson *right = kontor_json_at (customers, i);
      g_autofree char  *text = describe_pair (group, left, right);
      GtkWidget        *row = new_row (left, text);
      const char       *uids[] = { kontor_json_get_string (left, "uid", ""),
                                   kontor_json_get_string (right, "uid", "") };

      gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "(ss)", uids[0], uids[1]);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "merge.pair");
      gtk_list_box_append (self->groups, row);
    }
}

static void
remove_rows (GtkListBox *box)
{
  GtkWidget *row = NULL;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_list_box_remove (box, row);
}

static gpointer
read_groups (KontorDatabase *database, gpointer data, GError **error)
{
  return kontor_query_duplicate_customers (database, MOST_GROUPS, error);
}

static void
groups_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorCustomerMergeWindow) self = kontor_weak_take (user_data);
  g_autoptr (KontorJson) groups = kontor_replica_read_finish (
    KONTOR_REPLICA (source), result, &error);

  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (groups == NULL)
    {
      show_failure (self, error);
      return;
    }
  remove_rows (self->groups);
  for (guint i = 0; i < kontor_json_length (groups); i++)
    add_group (self, kontor_json_at (groups, i));
  show (self, kontor_json_length (groups) > 0 ? "groups" : "none");
}

static void
find_groups (KontorCustomerMergeWindow *self)
{
  kontor_replica_read_async (kontor_company_get_replica (self->company),
                             read_groups,
                             NULL,
                             NULL,
                             (GDestroyNotify) kontor_json_unref,
                             self->cancellable,
                             groups_read_cb,
                             kontor_weak_new (self));
}

static void
add_found (KontorCustomerMergeWindow *self, const KontorJson *customer)
{
  const char *uid = kontor_json_get_string (customer, "uid", "");
  const char *email = kontor_json_get_string (customer, "email", "");
  const char *city = kontor_json_get_string (customer, "city", "");
  g_autoptr (GString) text = g_string_new (kontor_json_get_string (customer, "number", ""));
  GtkWidget *row = NULL;

  if (g_str_equal (uid, kontor_json_get_string (self->left, "uid", "")))
    return;
  if (*city != '\0')
    g_string_append_printf (text, " · %s", city);
  if (*email != '\0')
    g_string_append_printf (text, " · %s", email);
  row = new_row (customer, text->str);
  gtk_actionable_set_action_target (
    GTK_ACTIONABLE (row), "(ss)", kontor_json_get_string (self->left, "uid", ""), uid);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "merge.pair");
  gtk_list_box_append (self->found, row);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorCustomerMergeWindow) self = kontor_weak_take (user_data);
  g_autoptr (KontorJson) found = kontor_company_query_finish (NULL, result, &error);

  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  remove_rows (self->found);
  for (guint i = 0; found != NULL && i < kontor_json_length (found); i++)
    add_found (self, kontor_json_at (found, i));
  gtk_widget_set_visible (GTK_WIDGET (self->found),
                          gtk_widget_get_first_child (GTK_WIDGET (self->found)) != NULL);
}

static void
search_cb (KontorCustomerMergeWindow *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  g_cancellable_cancel (self->search);
  g_clear_object (&self->search);
  if (*text == '\0')
    {
      remove_rows (self->found);
      gtk_widget_set_visible (GTK_WIDGET (self->found), FALSE);
      return;
    }
  self->search = g_cancellable_new ();
  kontor_company_query_text_async (self->company,
                                   kontor_query_pick_customer,
                                   text,
                                   MOST_FOUND,
                                   self->search,
                                   found_cb,
                                   kontor_weak_new (self));
}

static void
pair_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *left = NULL;
  const char *right = NULL;
  KontorUid   uids[2];

  g_variant_get (parameter, "(&s&s)", &left, &right);
  if (kontor_uid_parse (&uids[0], left) && kontor_uid_parse (&uids[1], right))
    compare_pair (KONTOR_CUSTOMER_MERGE_WINDOW (widget), &uids[0], &uids[1]);
}

static void
back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorCustomerMergeWindow *self = KONTOR_CUSTOMER_MERGE_WINDOW (widget);

  if (!g_str_equal (gtk_stack_get_visible_child_name (self->stack), "compare"))
    gtk_window_close (GTK_WINDOW (self));
  else if (kontor_uid_is_nil (&self->uid))
    find_groups (self);
  else
    {
      self->other = (KontorUid){ 0 };
      read_customer (self, &self->uid, left_read_cb);
    }
}

static void
go_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorCustomerMergeWindow *self = KONTOR_CUSTOMER_MERGE_WINDOW (widget);
  const KontorJson          *into = kontor_customer_compare_get_into (self->compare);
  const KontorJson          *from = kontor_customer_compare_get_from (self->compare);
  g_autofree char           *done = g_strdup_printf (_ ("%s merged into %s"),
                                           kontor_json_get_string (from, "number", ""),
                                           kontor_json_get_string (into, "number", ""));

  kontor_act (self->opener,
              self->company,
              "customer.merge",
              kontor_customer_compare_dup_params (self->compare),
              done);
  gtk_widget_activate_action (
    self->opener, "win.record", "(ss)", "customer", kontor_json_get_string (into, "uid", ""));
  gtk_window_close (GTK_WINDOW (self));
}

static void
kontor_customer_merge_window_dispose (GObject *object)
{
  KontorCustomerMergeWindow *self = KONTOR_CUSTOMER_MERGE_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->search);
  g_clear_object (&self->search);
  g_clear_object (&self->company);
  g_clear_object (&self->opener);
  g_clear_pointer (&self->left, kontor_json_unref);

  G_OBJECT_CLASS (kontor_customer_merge_window_parent_class)->dispose (object);
}

static void
kontor_customer_merge_window_finalize (GObject *object)
{
  g_clear_object (&KONTOR_CUSTOMER_MERGE_WINDOW (object)->cancellable);

  G_OBJECT_CLASS (kontor_customer_merge_window_parent_class)->finalize (object);
}

static void
kontor_customer_merge_window_class_init (KontorCustomerMergeWindowClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = kontor_customer_merge_window_dispose;
  object_class->finalize = kontor_customer_merge_window_finalize;

  g_type_ensure (KONTOR_TYPE_CUSTOMER_COMPARE);
  gtk_widget_class_install_action (widget_class, "merge.pair", "(ss)", pair_action);
  gtk_widget_class_install_action (widget_class, "merge.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "merge.go", NULL, go_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "merge.back", NULL);
  gtk_widget_class_add_binding_action (
    widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "merge.go", NULL);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/kontorapp/Kontor/ui/kontor-customer-merge-window.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerMergeWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerMergeWindow, back);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerMergeWindow, go);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerMergeWindow, failed);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerMergeWindow, groups);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerMergeWindow, question);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerMergeWindow, entry);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerMergeWindow, found);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerMergeWindow, compare);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
}

static void
kontor_customer_merge_window_init (KontorCustomerMergeWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  kontor_text_scale_template (GTK_WIDGET (self));
  show (self, "loading");
}

/**
 * kontor_customer_merge_window_present:
 * @opener: where it was asked for
 * @left: (nullable): a customer; NULL to look for all that are there twice
 * @right: (nullable): who may be the same; NULL to let the person choose
 */
void
kontor_customer_merge_window_present (GtkWidget       *opener,
                                      KontorCompany   *company,
                                      const KontorUid *left,
                                      const KontorUid *right)
{
  KontorCustomerMergeWindow *self = g_object_new (
    KONTOR_TYPE_CUSTOMER_MERGE_WINDOW, "transient-for", gtk_widget_get_root (opener), NULL);

  self->company = g_object_ref (company);
  self->opener = g_object_ref (opener);
  if (left != NULL)
    self->uid = *left;
  if (right != NULL)
    self->other = *right;
  if (left != NULL)
    read_customer (self, &self->uid, left_read_cb);
  else
    find_groups (self);
  gtk_window_present (GTK_WINDOW (self));
}
