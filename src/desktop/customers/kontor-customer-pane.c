/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-customer-pane.h"

#include <glib/gi18n.h>

#include "kontor-customer-actions.h"
#include "kontor-customer-edit.h"
#include "kontor-customer-facts.h"
#include "kontor-customer-field.h"
#include "kontor-customer-figures.h"
#include "kontor-customer-orders.h"
#include "kontor-customer-parts.h"
#include "kontor-customer-tags.h"
#include "kontor-format.h"
#include "kontor-note-view.h"
#include "kontor-pane.h"
#include "kontor-problem.h"
#include "kontor-text-scale.h"
#include "kontor-weak.h"

/**
 * KontorCustomerPane:
 *
 * Everything of one customer on one page: how to reach them, what they bought, where it goes, whom
 * to speak to, and all of it edited where it stands.
 */
struct _KontorCustomerPane
{
  AdwBin parent_instance;

  KontorCompany *company;     /* (owned) (not nullable): construct only */
  KontorUid      uid;         /* nil: nothing is selected */
  KontorJson    *customer;    /* (owned) (nullable) until read */
  GCancellable  *cancellable; /* (owned) (nullable): of the reading under way */

  /* Template children */
  AdwWindowTitle        *title;
  GtkStack              *stack;
  AdwStatusPage         *failed;
  GtkScrolledWindow     *scroll;
  GtkEntry              *name;
  GtkLabel              *summary;
  GtkBox                *gone;
  GtkLabel              *gone_label;
  GtkButton             *gone_button;
  GtkButton             *suggested;
  GtkBox                *twin;
  GtkLabel              *twin_label;
  KontorCustomerFigures *figures;
  KontorCustomerFacts   *facts;
  KontorCustomerTags    *tags;
  KontorCustomerParts   *addresses;
  KontorCustomerParts   *contacts;
  KontorNoteView        *note;
  KontorCustomerOrders  *orders;
};

typedef enum
{
  PROP_COMPANY = 1,
} KontorCustomerPaneProperty;

static void kontor_customer_pane_pane_init (KontorPaneInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (KontorCustomerPane,
                               kontor_customer_pane,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (KONTOR_TYPE_PANE,
                                                      kontor_customer_pane_pane_init))

static gboolean
is_typing (KontorCustomerPane *self)
{
  return (gtk_widget_get_state_flags (GTK_WIDGET (self->name)) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;
}

static void
show_name (KontorCustomerPane *self)
{
  const char *name = kontor_json_get_string (self->customer, "name", "");

  if (!is_typing (self) && !g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self->name)), name))
    gtk_editable_set_text (GTK_EDITABLE (self->name), name);
  gtk_widget_remove_css_class (GTK_WIDGET (self->name), "error");
}

static char *
dup_day (gint64 time)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, kontor_format_zone ());

  /* Translators: a day as in "customer since 9 May 2026". */
  return g_strstrip (g_date_time_format (local, _ ("%-d %B %Y")));
}

static void
show_head (KontorCustomerPane *self)
{
  gint64   created_at = kontor_json_get_integer (self->customer, "created_at", 0);
  gboolean company = g_str_equal (kontor_json_get_string (self->customer, "kind", ""), "company");
  const char      *group = kontor_json_get_string (self->customer, "customer_group", "");
  g_autofree char *when = dup_day (created_at);
  g_autofree char *exact = kontor_format_exact (created_at);
  g_autofree char *since = g_strdup_printf (_ ("customer since %s"), when);
  g_autofree char *summary = g_strjoin (
    " · ", company ? _ ("Company") : _ ("Person"), since, *group != '\0' ? group : NULL, NULL);

  adw_window_title_set_title (self->title, kontor_json_get_string (self->customer, "number", ""));
  show_name (self);
  gtk_label_set_label (self->summary, summary);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->summary), exact);
}

/* Archived or merged: what that means, and the way back. */
static void
show_gone (KontorCustomerPane *self)
{
  gboolean merged = kontor_json_get_string (self->customer, "merged_into", NULL) != NULL;
  gboolean archived = kontor_json_has (self->customer, "archived_at")
                      && kontor_json_get_integer (self->customer, "archived_at", 0) != 0;

  gtk_widget_set_visible (GTK_WIDGET (self->gone), merged || archived);
  gtk_label_set_label (self->gone_label,
                       merged ? _ ("Merged into another customer, who has the orders now.")
                              : _ ("Archived: not offered for new orders."));
  gtk_button_set_label (self->gone_button, merged ? _ ("_Open") : _ ("_Restore"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->gone_button),
                                  merged ? "customer.open-merged" : "customer.restore");
  gtk_widget_set_visible (GTK_WIDGET (self->suggested), !merged && !archived);
}

static const char *
likeness (const char *reason)
{
  if (g_str_equal (reason, "email"))
    return _ ("the same e-mail address");
  if (g_str_equal (reason, "vat_id"))
    return _ ("the same VAT ID");
  return _ ("the same name");
}

static void
show_twin (KontorCustomerPane *self)
{
  const KontorJson *twins = kontor_json_get_array (self->customer, "duplicates");
  gboolean          merged = kontor_json_get_string (self->customer, "merged_into", NULL) != NULL;
  guint             n_twins = twins != NULL && !merged ? kontor_json_length (twins) : 0;
  const KontorJson *twin = n_twins > 0 ? kontor_json_at (twins, 0) : NULL;
  g_autofree char  *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->twin), twin != NULL);
  if (twin == NULL)
    return;
  /* Translators: name and number of another customer, and what they have in common. */
  text = g_strdup_printf (_ ("Maybe the same as %s (%s): %s."),
                          kontor_json_get_string (twin, "name", ""),
                          kontor_json_get_string (twin, "number", ""),
                          likeness (kontor_json_get_string (twin, "reason", "")));
  gtk_label_set_label (self->twin_label, text);
}

static void
show_customer (KontorCustomerPane *self)
{
  show_head (self);
  show_gone (self);
  show_twin (self);
  kontor_customer_figures_show (self->figures, self->customer);
  kontor_customer_facts_show (self->facts, self->company, self->customer);
  kontor_customer_tags_show (self->tags, kontor_json_get_array (self->customer, "tags"));
  kontor_customer_parts_show (self->addresses, self->company, self->customer);
  kontor_customer_parts_show (self->contacts, self->company, self->customer);
  kontor_note_view_set_text (self->note, kontor_json_get_string (self->customer, "note", ""));
  kontor_customer_orders_show (self->orders, self->customer);
  kontor_customer_actions_update (GTK_WIDGET (self), self->customer);
  gtk_stack_set_visible_child_name (self->stack, "record");
}

static void
show_failure (KontorCustomerPane *self, const GError *error)
{
  g_autoptr (KontorProblem) problem = kontor_problem_from_error (error);

  adw_window_title_set_title (self->title, "");
  adw_status_page_set_title (self->failed, problem->title);
  adw_status_page_set_description (self->failed, problem->advice);
  kontor_customer_actions_update (GTK_WIDGET (self), NULL);
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

static void
customer_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorCustomerPane) self = kontor_weak_take (user_data);
  g_autoptr (KontorJson) customer = kontor_company_query_finish (NULL, result, &error);
  gboolean other = FALSE;

  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  other = self->customer == NULL || customer == NULL
          || !kontor_json_equal (kontor_json_get (self->customer, "uid"),
                                 kontor_json_get (customer, "uid"));
  g_clear_pointer (&self->customer, kontor_json_unref);
  self->customer = g_steal_pointer (&customer);
  if (self->customer == NULL)
    {
      show_failure (self, error);
      return;
    }
  show_customer (self);
  if (other)
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroll), 0);
}

static void
read_customer (KontorCustomerPane *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (kontor_uid_is_nil (&self->uid))
    return;
  self->cancellable = g_cancellable_new ();
  kontor_company_query_uid_async (self->company,
                                  kontor_query_customer_json,
                                  &self->uid,
                                  self->cancellable,
                                  customer_read_cb,
                                  kontor_weak_new (self));
}

static void
changed_cb (KontorCustomerPane *self, const GArray *touched)
{
  if (kontor_touched_has (touched, &self->uid)
      || kontor_touched_has_kind (touched, KONTOR_KIND_ORDER)
      || kontor_touched_has_kind (touched, KONTOR_KIND_CUSTOMER)
      || kontor_touched_has_kind (touched, KONTOR_KIND_VAT_CHECK))
    read_customer (self);
}

static void
retry_cb (KontorCustomerPane *self)
{
  read_customer (self);
}

static void
edited (GtkWidget *widget, const KontorJson *result)
{
  if (result == NULL)
    show_customer (KONTOR_CUSTOMER_PANE (widget)); /* refused: back to what is stored */
}

static void
edit (KontorCustomerPane *self, const char *key, const char *value)
{
  kontor_customer_edit_field (GTK_WIDGET (self), self->company, self->customer, key, value, edited);
}

static void
name_left_cb (KontorCustomerPane *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name))));

  if (self->customer == NULL
      || g_str_equal (name, kontor_json_get_string (self->customer, "name", "")))
    return;
  if (*name != '\0')
    edit (self, "name", name);
  else /* a customer needs a name: the stored one stays */
    gtk_editable_set_text (GTK_EDITABLE (self->name),
                           kontor_json_get_string (self->customer, "name", ""));
}

static void
name_activated_cb (KontorCustomerPane *self)
{
  gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

static gboolean
name_key_cb (KontorCustomerPane *self, guint key)
{
  const char *stored = kontor_json_get_string (self->customer, "name", "");

  if (key != GDK_KEY_Escape
      || g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self->name)), stored))
    return GDK_EVENT_PROPAGATE;
  gtk_editable_set_text (GTK_EDITABLE (self->name), stored);
  return GDK_EVENT_STOP;
}

static void
note_edited_cb (KontorCustomerPane *self, const char *base, const char *text)
{
  edit (self, "note", text);
}

static void
tag_added_cb (KontorCustomerPane *self, const char *tag)
{
  kontor_customer_edit_tag (GTK_WIDGET (self), self->company, self->customer, tag, TRUE);
}

static void
tag_removed_cb (KontorCustomerPane *self, const char *tag)
{
  kontor_customer_edit_tag (GTK_WIDGET (self), self->company, self->customer, tag, FALSE);
}

static void
add_part_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorCustomerPane *self = KONTOR_CUSTOMER_PANE (widget);
  gboolean            address = g_str_equal (name, "customer.add-address");

  kontor_customer_parts_add (address ? self->addresses : self->contacts);
}

static void
kontor_customer_pane_show (KontorPane *pane, const KontorUid *uid)
{
  KontorCustomerPane *self = KONTOR_CUSTOMER_PANE (pane);

  self->uid = uid != NULL ? *uid : (KontorUid){ 0 };
  if (uid == NULL)
    {
      g_clear_pointer (&self->customer, kontor_json_unref);
      adw_window_title_set_title (self->title, "");
      kontor_customer_actions_update (GTK_WIDGET (self), NULL);
      gtk_stack_set_visible_child_name (self->stack, "none");
    }
  read_customer (self);
}

static gboolean
kontor_customer_pane_suggested (KontorPane *pane)
{
  return gtk_widget_activate_action (GTK_WIDGET (pane), "customer.new-order", NULL);
}

static void
kontor_customer_pane_pane_init (KontorPaneInterface *iface)
{
  iface->show = kontor_customer_pane_show;
  iface->suggested = kontor_customer_pane_suggested;
}

static void
kontor_customer_pane_get_property (GObject    *object,
                                   guint       property_id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  switch ((KontorCustomerPaneProperty) property_id)
    {
    case PROP_COMPANY:
      g_value_set_object (value, KONTOR_CUSTOMER_PANE (object)->company);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
kontor_customer_pane_set_property (GObject      *object,
                                   guint         property_id,
                                   const GValue *value,
                                   GParamSpec   *pspec)
{
  switch ((KontorCustomerPaneProperty) property_id)
    {
    case PROP_COMPANY:
      g_set_object (&KONTOR_CUSTOMER_PANE (object)->company, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
kontor_customer_pane_constructed (GObject *object)
{
  KontorCustomerPane *self = KONTOR_CUSTOMER_PANE (object);

  G_OBJECT_CLASS (kontor_customer_pane_parent_class)->constructed (object);

  kontor_customer_actions_update (GTK_WIDGET (self), NULL);
  g_signal_connect_object (
    self->company, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

static void
kontor_customer_pane_dispose (GObject *object)
{
  KontorCustomerPane *self = KONTOR_CUSTOMER_PANE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->company);
  g_clear_pointer (&self->customer, kontor_json_unref);

  G_OBJECT_CLASS (kontor_customer_pane_parent_class)->dispose (object);
}

static void
ensure_types (void)
{
  g_type_ensure (KONTOR_TYPE_CUSTOMER_FACTS);
  g_type_ensure (KONTOR_TYPE_CUSTOMER_FIGURES);
  g_type_ensure (KONTOR_TYPE_CUSTOMER_ORDERS);
  g_type_ensure (KONTOR_TYPE_CUSTOMER_PARTS);
  g_type_ensure (KONTOR_TYPE_CUSTOMER_TAGS);
  g_type_ensure (KONTOR_TYPE_NOTE_VIEW);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerPane, title);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerPane, stack);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerPane, failed);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerPane, scroll);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerPane, name);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerPane, summary);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerPane, gone);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerPane, gone_label);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerPane, gone_button);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerPane, suggested);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerPane, twin);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerPane, twin_label);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerPane, figures);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerPane, facts);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerPane, tags);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerPane, addresses);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerPane, contacts);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerPane, note);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerPane, orders);
}

static void
kontor_customer_pane_class_init (KontorCustomerPaneClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = kontor_customer_pane_get_property;
  object_class->set_property = kontor_customer_pane_set_property;
  object_class->constructed = kontor_customer_pane_constructed;
  object_class->dispose = kontor_customer_pane_dispose;
  g_object_class_override_property (object_class, PROP_COMPANY, "company");

  ensure_types ();
  kontor_customer_actions_install (widget_class);
  gtk_widget_class_install_action (widget_class, "customer.add-address", NULL, add_part_action);
  gtk_widget_class_install_action (widget_class, "customer.add-contact", NULL, add_part_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-customer-pane.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
  gtk_widget_class_bind_template_callback (widget_class, name_left_cb);
  gtk_widget_class_bind_template_callback (widget_class, name_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, name_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, note_edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, tag_added_cb);
  gtk_widget_class_bind_template_callback (widget_class, tag_removed_cb);
}

static void
kontor_customer_pane_init (KontorCustomerPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  kontor_text_scale_template (GTK_WIDGET (self));
}

KontorCompany *
kontor_customer_pane_get_company (KontorCustomerPane *self)
{
  g_return_val_if_fail (KONTOR_IS_CUSTOMER_PANE (self), NULL);

  return self->company;
}

/**
 * kontor_customer_pane_get_customer:
 *
 * Returns: (nullable): what is shown
 */
const KontorJson *
kontor_customer_pane_get_customer (KontorCustomerPane *self)
{
  g_return_val_if_fail (KONTOR_IS_CUSTOMER_PANE (self), NULL);

  return self->customer;
}
