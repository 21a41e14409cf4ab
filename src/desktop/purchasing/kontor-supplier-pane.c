/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-supplier-pane.h"

#include <glib/gi18n.h>

#include "kontor-act.h"
#include "kontor-edit-row.h"
#include "kontor-format.h"
#include "kontor-note-view.h"
#include "kontor-pane.h"
#include "kontor-problem.h"
#include "kontor-purchase-query.h"
#include "kontor-state.h"
#include "kontor-weak.h"

/**
 * KontorSupplierPane:
 *
 * One supplier: where it is, how long it takes, and what was ordered there.
 */
struct _KontorSupplierPane
{
  AdwBin parent_instance;

  KontorCompany *company;     /* (owned) (not nullable): construct only */
  KontorUid      uid;         /* nil: nothing is selected */
  KontorJson    *supplier;    /* (owned) (nullable) until read */
  GCancellable  *cancellable; /* (owned) (nullable): of the reading under way */

  /* Template children */
  AdwWindowTitle    *title;
  GtkStack          *stack;
  AdwStatusPage     *failed;
  GtkScrolledWindow *scroll;
  GtkBox            *fields;
  KontorNoteView    *note;
  GtkWidget         *nothing;
  GtkListBox        *purchases;
};

typedef enum
{
  PROP_COMPANY = 1,
} KontorSupplierPaneProperty;

static void kontor_supplier_pane_pane_init (KontorPaneInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (KontorSupplierPane,
                               kontor_supplier_pane,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (KONTOR_TYPE_PANE,
                                                      kontor_supplier_pane_pane_init))

/* --- showing --- */

static void
show_fields (KontorSupplierPane *self)
{
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->fields));

  for (; row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      const char      *key = kontor_edit_row_get_key (KONTOR_EDIT_ROW (row));
      gint64           days = kontor_json_get_integer (self->supplier, "lead_days", 0);
      g_autofree char *number = days > 0 ? g_strdup_printf ("%d", (int) days) : g_strdup ("");

      kontor_edit_row_set_text (
        KONTOR_EDIT_ROW (row),
        g_str_equal (key, "lead_days") ? number : kontor_json_get_string (self->supplier, key, ""));
    }
  kontor_note_view_set_text (self->note, kontor_json_get_string (self->supplier, "note", ""));
}

static GtkWidget *
new_purchase_row (const KontorJson *purchase)
{
  GtkWidget       *row = adw_action_row_new ();
  g_autofree char *when = kontor_format_when (kontor_json_get_integer (purchase, "created_at", 0));
  g_autofree char *total = kontor_format_money (kontor_json_get_integer (purchase, "net_minor", 0),
                                                kontor_json_get_string (purchase, "currency", ""));
  const char      *state = kontor_state_label (kontor_json_get_string (purchase, "state", ""));
  g_autofree char *subtitle = g_strdup_printf ("%s · %s", state, when);
  GtkWidget       *amount = gtk_label_new (total);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 kontor_json_get_string (purchase, "number", ""));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_add_css_class (amount, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), amount);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.record");
  gtk_actionable_set_action_target (
    GTK_ACTIONABLE (row), "(ss)", "purchase_order", kontor_json_get_string (purchase, "uid", ""));
  return row;
}

static void
show_purchases (KontorSupplierPane *self)
{
  const KontorJson *purchases = kontor_json_get_array (self->supplier, "purchases");
  guint             n_purchases = kontor_json_length (purchases);
  GtkWidget        *child = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->purchases))) != NULL)
    gtk_list_box_remove (self->purchases, child);
  for (guint i = 0; i < n_purchases; i++)
    gtk_list_box_append (self->purchases, new_purchase_row (kontor_json_at (purchases, i)));
  gtk_widget_set_visible (GTK_WIDGET (self->purchases), n_purchases > 0);
  gtk_widget_set_visible (self->nothing, n_purchases == 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "supplier.show-orders", n_purchases > 0);
}

static gboolean
is_archived (KontorSupplierPane *self)
{
  return kontor_json_get_integer (self->supplier, "archived_at", 0) != 0;
}

static void
update_actions (KontorSupplierPane *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_widget_action_set_enabled (
    widget, "supplier.archive", self->supplier != NULL && !is_archived (self));
  gtk_widget_action_set_enabled (
    widget, "supplier.restore", self->supplier != NULL && is_archived (self));
}

static void
show_supplier (KontorSupplierPane *self)
{
  adw_window_title_set_title (self->title, kontor_json_get_string (self->supplier, "name", ""));
  adw_window_title_set_subtitle (self->title, is_archived (self) ? _ ("Archived") : "");
  show_fields (self);
  show_purchases (self);
  update_actions (self);
  gtk_stack_set_visible_child_name (self->stack, "supplier");
}

static void
show_failure (KontorSupplierPane *self, const GError *error)
{
  g_autoptr (KontorProblem) problem = kontor_problem_from_error (error);

  adw_window_title_set_title (self->title, "");
  adw_status_page_set_title (self->failed, problem->title);
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

static void
supplier_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorSupplierPane) self = kontor_weak_take (user_data);
  g_autoptr (KontorJson) supplier = kontor_company_query_finish (NULL, result, &error);

  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_pointer (&self->supplier, kontor_json_unref);
  self->supplier = g_steal_pointer (&supplier);
  if (self->supplier != NULL)
    show_supplier (self);
  else
    show_failure (self, error);
}

static void
read_supplier (KontorSupplierPane *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (kontor_uid_is_nil (&self->uid))
    return;
  self->cancellable = g_cancellable_new ();
  kontor_company_query_uid_async (self->company,
                                  kontor_query_supplier_json,
                                  &self->uid,
                                  self->cancellable,
                                  supplier_read_cb,
                                  kontor_weak_new (self));
}

static void
changed_cb (KontorSupplierPane *self, const GArray *touched)
{
  if (kontor_touched_has (touched, &self->uid)
      || kontor_touched_has_kind (touched, KONTOR_KIND_PURCHASE_ORDER))
    read_supplier (self);
}

/* --- editing --- */

static void
edited_cb (GtkWidget *widget, const KontorJson *result)
{
  if (result == NULL)
    read_supplier (KONTOR_SUPPLIER_PANE (widget)); /* what was refused is put back */
}

static void
edit (KontorSupplierPane *self, const char *key, KontorJson *base, KontorJson *value)
{
  KontorJson *params = kontor_json_new_object ();
  KontorJson *fields = kontor_json_new_object ();
  KontorJson *field = kontor_json_new_object ();

  kontor_json_set (field, "base", base);
  kontor_json_set (field, "new", value);
  kontor_json_set (fields, key, field);
  kontor_json_set_string (params, "supplier", kontor_json_get_string (self->supplier, "uid", ""));
  kontor_json_set (params, "fields", fields);
  kontor_act_then (GTK_WIDGET (self), self->company, "supplier.edit", params, NULL, edited_cb);
}

static void
field_edited_cb (KontorSupplierPane *self, const char *base, const char *text, GtkWidget *row)
{
  const char *key = kontor_edit_row_get_key (KONTOR_EDIT_ROW (row));
  gint64      days = 0;

  if (self->supplier == NULL)
    return;
  if (!g_str_equal (key, "lead_days"))
    {
      edit (self, key, kontor_json_new_string (base), kontor_json_new_string (text));
      return;
    }
  if (*text != '\0' && !g_ascii_string_to_signed (text, 10, 0, 3650, &days, NULL))
    {
      show_fields (self); /* no number of days */
      return;
    }
  edit (self,
        key,
        kontor_json_new_integer (kontor_json_get_integer (self->supplier, key, 0)),
        kontor_json_new_integer (days));
}

static void
note_edited_cb (KontorSupplierPane *self, const char *base, const char *text)
{
  if (self->supplier != NULL)
    edit (self, "note", kontor_json_new_string (base), kontor_json_new_string (text));
}

static void
archive_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorSupplierPane *self = KONTOR_SUPPLIER_PANE (widget);
  KontorJson         *params = kontor_json_new_object ();

  kontor_json_set_string (params, "supplier", kontor_json_get_string (self->supplier, "uid", ""));
  kontor_act (widget,
              self->company,
              name,
              params,
              g_str_equal (name, "supplier.archive") ? _ ("Supplier archived")
                                                     : _ ("Supplier restored"));
}

static void
show_orders_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorSupplierPane *self = KONTOR_SUPPLIER_PANE (widget);
  g_autofree char    *filter = g_strdup_printf ("supplier:\"%s\"",
                                             kontor_json_get_string (self->supplier, "name", ""));

  gtk_widget_activate_action (widget, "win.rows", "(ss)", "purchases", filter);
}

/* --- pane --- */

static void
kontor_supplier_pane_show (KontorPane *pane, const KontorUid *uid)
{
  KontorSupplierPane *self = KONTOR_SUPPLIER_PANE (pane);

  self->uid = uid != NULL ? *uid : (KontorUid){ 0 };
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroll), 0);
  if (uid == NULL)
    {
      g_clear_pointer (&self->supplier, kontor_json_unref);
      update_actions (self);
      gtk_stack_set_visible_child_name (self->stack, "none");
    }
  read_supplier (self);
}

static void
kontor_supplier_pane_pane_init (KontorPaneInterface *iface)
{
  iface->show = kontor_supplier_pane_show;
}

static void
kontor_supplier_pane_get_property (GObject    *object,
                                   guint       property_id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  switch ((KontorSupplierPaneProperty) property_id)
    {
    case PROP_COMPANY:
      g_value_set_object (value, KONTOR_SUPPLIER_PANE (object)->company);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
kontor_supplier_pane_set_property (GObject      *object,
                                   guint         property_id,
                                   const GValue *value,
                                   GParamSpec   *pspec)
{
  switch ((KontorSupplierPaneProperty) property_id)
    {
    case PROP_COMPANY:
      g_set_object (&KONTOR_SUPPLIER_PANE (object)->company, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
kontor_supplier_pane_constructed (GObject *object)
{
  KontorSupplierPane *self = KONTOR_SUPPLIER_PANE (object);

  G_OBJECT_CLASS (kontor_supplier_pane_parent_class)->constructed (object);
  g_signal_connect_object (
    self->company, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  update_actions (self);
}

static void
kontor_supplier_pane_dispose (GObject *object)
{
  KontorSupplierPane *self = KONTOR_SUPPLIER_PANE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->company);
  g_clear_pointer (&self->supplier, kontor_json_unref);

  G_OBJECT_CLASS (kontor_supplier_pane_parent_class)->dispose (object);
}

static void
kontor_supplier_pane_class_init (KontorSupplierPaneClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = kontor_supplier_pane_get_property;
  object_class->set_property = kontor_supplier_pane_set_property;
  object_class->constructed = kontor_supplier_pane_constructed;
  object_class->dispose = kontor_supplier_pane_dispose;
  g_object_class_override_property (object_class, PROP_COMPANY, "company");

  g_type_ensure (KONTOR_TYPE_EDIT_ROW);
  g_type_ensure (KONTOR_TYPE_NOTE_VIEW);
  gtk_widget_class_install_action (widget_class, "supplier.archive", NULL, archive_action);
  gtk_widget_class_install_action (widget_class, "supplier.restore", NULL, archive_action);
  gtk_widget_class_install_action (widget_class, "supplier.show-orders", NULL, show_orders_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-supplier-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorSupplierPane, title);
  gtk_widget_class_bind_template_child (widget_class, KontorSupplierPane, stack);
  gtk_widget_class_bind_template_child (widget_class, KontorSupplierPane, failed);
  gtk_widget_class_bind_template_child (widget_class, KontorSupplierPane, scroll);
  gtk_widget_class_bind_template_child (widget_class, KontorSupplierPane, fields);
  gtk_widget_class_bind_template_child (widget_class, KontorSupplierPane, note);
  gtk_widget_class_bind_template_child (widget_class, KontorSupplierPane, nothing);
  gtk_widget_class_bind_template_child (widget_class, KontorSupplierPane, purchases);
  gtk_widget_class_bind_template_callback (widget_class, field_edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, note_edited_cb);
}

static void
kontor_supplier_pane_init (KontorSupplierPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
