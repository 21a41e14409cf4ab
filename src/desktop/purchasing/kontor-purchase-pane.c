/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-purchase-pane.h"

#include <glib/gi18n.h>

#include "kontor-act.h"
#include "kontor-date-entry.h"
#include "kontor-format.h"
#include "kontor-note-view.h"
#include "kontor-pane.h"
#include "kontor-problem.h"
#include "kontor-purchase-actions.h"
#include "kontor-purchase-goods.h"
#include "kontor-purchase-query.h"
#include "kontor-purchase-receipts.h"
#include "kontor-state.h"
#include "kontor-weak.h"

/**
 * KontorPurchasePane:
 *
 * One order to a supplier: what comes and what came, when, and the next step.
 */
struct _KontorPurchasePane
{
  AdwBin parent_instance;

  KontorCompany *company;     /* (owned) (not nullable): construct only */
  KontorUid      uid;         /* nil: nothing is selected */
  KontorJson    *purchase;    /* (owned) (nullable) until read */
  GCancellable  *cancellable; /* (owned) (nullable): of the reading under way */
  gboolean       filling;

  /* Template children */
  AdwWindowTitle         *title;
  GtkStack               *stack;
  AdwStatusPage          *failed;
  GtkScrolledWindow      *scroll;
  GtkButton              *supplier;
  GtkLabel               *summary;
  GtkImage               *state_icon;
  GtkLabel               *state;
  GtkLabel               *late;
  GtkButton              *suggested;
  GtkButton              *edit;
  KontorPurchaseGoods    *goods;
  GtkBox                 *receipts_box;
  KontorPurchaseReceipts *receipts;
  KontorDateEntry        *expected;
  KontorNoteView         *note;
};

typedef enum
{
  PROP_COMPANY = 1,
} KontorPurchasePaneProperty;

static void kontor_purchase_pane_pane_init (KontorPaneInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (KontorPurchasePane,
                               kontor_purchase_pane,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (KONTOR_TYPE_PANE,
                                                      kontor_purchase_pane_pane_init))

static gint64
get_time (KontorPurchasePane *self, const char *key)
{
  return kontor_json_get_integer (self->purchase, key, 0);
}

/* When the last of what is here came; that it was recorded later changes nothing. */
static gint64
last_receipt (KontorPurchasePane *self)
{
  const KontorJson *receipts = kontor_json_get_array (self->purchase, "receipts");
  gint64            last = 0;

  for (guint i = 0; i < kontor_json_length (receipts); i++)
    {
      const KontorJson *receipt = kontor_json_at (receipts, i);

      if (kontor_json_get (receipt, "withdrawn_at") == NULL)
        last = MAX (last, kontor_json_get_integer (receipt, "happened_at", 0));
    }
  return last;
}

/* "written Today 10:05 · sent 3 May · 54.90 €" */
static char *
dup_summary (KontorPurchasePane *self)
{
  g_autofree char *written = kontor_format_when (get_time (self, "created_at"));
  g_autofree char *sent = kontor_format_when (get_time (self, "sent_at"));
  gboolean is_here = g_str_equal (kontor_json_get_string (self->purchase, "state", ""), "received")
                     && last_receipt (self) != 0;
  g_autofree char *closed = kontor_format_when (is_here ? last_receipt (self)
                                                        : get_time (self, "closed_at"));
  g_autofree char *total = kontor_format_money (
    get_time (self, "net_minor"), kontor_json_get_string (self->purchase, "currency", ""));
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, _ ("written %s"), written);
  if (*sent != '\0')
    {
      g_string_append (text, " · ");
      g_string_append_printf (text, _ ("sent %s"), sent);
    }
  if (*closed != '\0')
    {
      g_string_append (text, " · ");
      g_string_append_printf (text, is_here ? _ ("came %s") : _ ("closed %s"), closed);
    }
  g_string_append_printf (text, " · %s", total);
  return g_strdup (text->str);
}

static void
show_head (KontorPurchasePane *self)
{
  const char        *name = kontor_json_get_string (self->purchase, "state", "");
  const KontorState *state = kontor_state_find (name);
  g_autofree char   *summary = dup_summary (self);
  gboolean           waits = g_str_equal (name, "sent") || g_str_equal (name, "part");
  g_autofree char   *late = waits ? kontor_format_late (get_time (self, "expected_at"),
                                                      kontor_time_now ())
                                  : NULL;

  adw_window_title_set_title (self->title, kontor_json_get_string (self->purchase, "number", ""));
  gtk_button_set_label (self->supplier,
                        kontor_json_get_string (self->purchase, "supplier_name", ""));
  gtk_label_set_label (self->summary, summary);
  gtk_label_set_label (self->state, kontor_state_label (name));
  gtk_image_set_from_icon_name (self->state_icon, state != NULL ? state->icon_name : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->late), late != NULL);
  gtk_label_set_label (self->late, late != NULL ? late : "");
}

static void
show_suggested (KontorPurchasePane *self)
{
  const KontorPurchaseNext *next = kontor_purchase_actions_suggested (self->purchase);
  const KontorJson         *can = kontor_json_get_object (self->purchase, "can");

  gtk_widget_set_visible (GTK_WIDGET (self->suggested), next != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->edit), kontor_json_get_boolean (can, "edit", FALSE));
  if (next == NULL)
    return;
  gtk_button_set_label (self->suggested, _ (next->label));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->suggested), next->action);
}

static void
show_purchase (KontorPurchasePane *self)
{
  const KontorJson *receipts = kontor_json_get_array (self->purchase, "receipts");

  show_head (self);
  show_suggested (self);
  kontor_purchase_goods_set_purchase (self->goods, self->purchase);
  kontor_purchase_receipts_set_purchase (self->receipts, self->purchase);
  gtk_widget_set_visible (GTK_WIDGET (self->receipts_box), kontor_json_length (receipts) > 0);
  self->filling = TRUE;
  kontor_date_entry_set_end (self->expected, get_time (self, "expected_at"));
  self->filling = FALSE;
  kontor_note_view_set_text (self->note, kontor_json_get_string (self->purchase, "note", ""));
  kontor_purchase_actions_update (self);
  gtk_stack_set_visible_child_name (self->stack, "purchase");
}

static void
show_failure (KontorPurchasePane *self, const GError *error)
{
  g_autoptr (KontorProblem) problem = kontor_problem_from_error (error);

  adw_window_title_set_title (self->title, "");
  adw_status_page_set_title (self->failed, problem->title);
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

static void
purchase_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorPurchasePane) self = kontor_weak_take (user_data);
  g_autoptr (KontorJson) purchase = kontor_company_query_finish (NULL, result, &error);

  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_pointer (&self->purchase, kontor_json_unref);
  self->purchase = g_steal_pointer (&purchase);
  if (self->purchase != NULL)
    show_purchase (self);
  else
    show_failure (self, error);
}

static void
read_purchase (KontorPurchasePane *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (kontor_uid_is_nil (&self->uid))
    return;
  self->cancellable = g_cancellable_new ();
  kontor_company_query_uid_async (self->company,
                                  kontor_query_purchase_json,
                                  &self->uid,
                                  self->cancellable,
                                  purchase_read_cb,
                                  kontor_weak_new (self));
}

static void
changed_cb (KontorPurchasePane *self, const GArray *touched)
{
  if (kontor_touched_has (touched, &self->uid))
    read_purchase (self);
}

static void
edit (KontorPurchasePane *self, const char *key, KontorJson *base, KontorJson *value)
{
  KontorJson *params = kontor_json_new_object ();
  KontorJson *fields = kontor_json_new_object ();
  KontorJson *field = kontor_json_new_object ();

  kontor_json_set (field, "base", base);
  kontor_json_set (field, "new", value);
  kontor_json_set (fields, key, field);
  kontor_json_set_string (params, "purchase", kontor_json_get_string (self->purchase, "uid", ""));
  kontor_json_set (params, "fields", fields);
  kontor_act (GTK_WIDGET (self), self->company, "purchase.edit", params, NULL);
}

static KontorJson *
new_time (gint64 time)
{
  return time != 0 ? kontor_json_new_integer (time) : kontor_json_new_null ();
}

/* Saved when it is left, as all fields that are edited where they stand. */
static void
expected_left_cb (KontorPurchasePane *self)
{
  gint64 before = self->purchase != NULL ? get_time (self, "expected_at") : 0;
  gint64 after = kontor_date_entry_get_end (self->expected);

  if (self->filling || self->purchase == NULL || !kontor_date_entry_is_right (self->expected)
      || before == after)
    return;
  edit (self, "expected_at", new_time (before), new_time (after));
}

static void
note_edited_cb (KontorPurchasePane *self, const char *base, const char *text)
{
  if (self->purchase != NULL)
    edit (self, "note", kontor_json_new_string (base), kontor_json_new_string (text));
}

static void
kontor_purchase_pane_show (KontorPane *pane, const KontorUid *uid)
{
  KontorPurchasePane *self = KONTOR_PURCHASE_PANE (pane);

  self->uid = uid != NULL ? *uid : (KontorUid){ 0 };
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroll), 0);
  if (uid == NULL)
    {
      g_clear_pointer (&self->purchase, kontor_json_unref);
      kontor_purchase_actions_update (self);
      gtk_stack_set_visible_child_name (self->stack, "none");
    }
  read_purchase (self);
}

static gboolean
kontor_purchase_pane_suggested (KontorPane *pane)
{
  KontorPurchasePane       *self = KONTOR_PURCHASE_PANE (pane);
  const KontorPurchaseNext *next = self->purchase != NULL
                                     ? kontor_purchase_actions_suggested (self->purchase)
                                     : NULL;

  return next != NULL && gtk_widget_activate_action (GTK_WIDGET (self), next->action, NULL);
}

static gboolean
kontor_purchase_pane_print (KontorPane *pane)
{
  return gtk_widget_activate_action (GTK_WIDGET (pane), "purchase.print", NULL);
}

static void
kontor_purchase_pane_pane_init (KontorPaneInterface *iface)
{
  iface->show = kontor_purchase_pane_show;
  iface->suggested = kontor_purchase_pane_suggested;
  iface->print = kontor_purchase_pane_print;
}

static void
kontor_purchase_pane_get_property (GObject    *object,
                                   guint       property_id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  switch ((KontorPurchasePaneProperty) property_id)
    {
    case PROP_COMPANY:
      g_value_set_object (value, KONTOR_PURCHASE_PANE (object)->company);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
kontor_purchase_pane_set_property (GObject      *object,
                                   guint         property_id,
                                   const GValue *value,
                                   GParamSpec   *pspec)
{
  switch ((KontorPurchasePaneProperty) property_id)
    {
    case PROP_COMPANY:
      g_set_object (&KONTOR_PURCHASE_PANE (object)->company, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
kontor_purchase_pane_constructed (GObject *object)
{
  KontorPurchasePane *self = KONTOR_PURCHASE_PANE (object);

  G_OBJECT_CLASS (kontor_purchase_pane_parent_class)->constructed (object);
  kontor_date_entry_set_label (self->expected, _ ("Expected"));
  g_signal_connect_object (
    self->company, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  kontor_purchase_actions_update (self);
}

static void
kontor_purchase_pane_dispose (GObject *object)
{
  KontorPurchasePane *self = KONTOR_PURCHASE_PANE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->company);
  g_clear_pointer (&self->purchase, kontor_json_unref);

  G_OBJECT_CLASS (kontor_purchase_pane_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, KontorPurchasePane, title);
  gtk_widget_class_bind_template_child (widget_class, KontorPurchasePane, stack);
  gtk_widget_class_bind_template_child (widget_class, KontorPurchasePane, failed);
  gtk_widget_class_bind_template_child (widget_class, KontorPurchasePane, scroll);
  gtk_widget_class_bind_template_child (widget_class, KontorPurchasePane, supplier);
  gtk_widget_class_bind_template_child (widget_class, KontorPurchasePane, summary);
  gtk_widget_class_bind_template_child (widget_class, KontorPurchasePane, state_icon);
  gtk_widget_class_bind_template_child (widget_class, KontorPurchasePane, state);
  gtk_widget_class_bind_template_child (widget_class, KontorPurchasePane, late);
  gtk_widget_class_bind_template_child (widget_class, KontorPurchasePane, suggested);
  gtk_widget_class_bind_template_child (widget_class, KontorPurchasePane, edit);
  gtk_widget_class_bind_template_child (widget_class, KontorPurchasePane, goods);
  gtk_widget_class_bind_template_child (widget_class, KontorPurchasePane, receipts_box);
  gtk_widget_class_bind_template_child (widget_class, KontorPurchasePane, receipts);
  gtk_widget_class_bind_template_child (widget_class, KontorPurchasePane, expected);
  gtk_widget_class_bind_template_child (widget_class, KontorPurchasePane, note);
  gtk_widget_class_bind_template_callback (widget_class, expected_left_cb);
  gtk_widget_class_bind_template_callback (widget_class, note_edited_cb);
}

static void
kontor_purchase_pane_class_init (KontorPurchasePaneClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = kontor_purchase_pane_get_property;
  object_class->set_property = kontor_purchase_pane_set_property;
  object_class->constructed = kontor_purchase_pane_constructed;
  object_class->dispose = kontor_purchase_pane_dispose;
  g_object_class_override_property (object_class, PROP_COMPANY, "company");

  g_type_ensure (KONTOR_TYPE_PURCHASE_GOODS);
  g_type_ensure (KONTOR_TYPE_PURCHASE_RECEIPTS);
  g_type_ensure (KONTOR_TYPE_DATE_ENTRY);
  g_type_ensure (KONTOR_TYPE_NOTE_VIEW);
  kontor_purchase_actions_install (widget_class);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-purchase-pane.ui");
  bind_children (widget_class);
}

static void
kontor_purchase_pane_init (KontorPurchasePane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kontor_purchase_pane_get_purchase:
 *
 * Returns: (nullable): the order shown, as kontor_query_purchase_json() gives it
 */
const KontorJson *
kontor_purchase_pane_get_purchase (KontorPurchasePane *self)
{
  return self->purchase;
}

KontorCompany *
kontor_purchase_pane_get_company (KontorPurchasePane *self)
{
  return self->company;
}
