/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-attention-pane.h"

#include <glib/gi18n.h>

#include "kontor-act.h"
#include "kontor-compare-grid.h"
#include "kontor-format.h"
#include "kontor-matter-text.h"
#include "kontor-pane.h"
#include "kontor-problem.h"
#include "kontor-time.h"
#include "kontor-value-words.h"
#include "kontor-weak.h"

/**
 * KontorAttentionPane:
 *
 * One matter that a person must decide: what happened, what was there before, what was meant here
 * and what is there now, and what can be done about it as buttons.
 */
struct _KontorAttentionPane
{
  AdwBin parent_instance;

  KontorCompany *company;     /* (owned) (not nullable): construct only */
  KontorUid      uid;         /* nil: nothing is selected */
  KontorJson    *matter;      /* (owned) (nullable) until read */
  char          *decision;    /* (owned) (nullable): command of the offer that was taken */
  GCancellable  *cancellable; /* (owned) (nullable): of the reading under way */

  /* Template children */
  GtkStack          *stack;
  AdwStatusPage     *failed;
  GtkButton         *subject;
  GtkLabel          *since;
  GtkLabel          *message;
  KontorCompareGrid *compare;
  GtkBox            *offers;
  GtkLabel          *closed;
};

typedef enum
{
  PROP_COMPANY = 1,
} KontorAttentionPaneProperty;

static void kontor_attention_pane_pane_init (KontorPaneInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (KontorAttentionPane,
                               kontor_attention_pane,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (KONTOR_TYPE_PANE,
                                                      kontor_attention_pane_pane_init))

/* What an offered command is called on its button. */
static const struct
{
  const char *command;
  const char *label; /* N_() */
} labels[] = {
  { "order.reinstate", N_ ("Reinstate Order") },
  { "order.refund", N_ ("Record Refund") },
  { "order.unship", N_ ("Withdraw Delivery") },
  { "order.return", N_ ("Record Return") },
  { "order.ship", N_ ("Ship Anyway") },
  { "order.cancel", N_ ("Cancel Order") },
  { "order.edit", N_ ("Use My Value") },
  { "customer.edit", N_ ("Use My Value") },
  { "product.edit", N_ ("Use My Value") },
  { "attention.open", N_ ("Ask Finance") },
  { "order.reserve", N_ ("Try Again") },
  { "stock.request.approve", N_ ("Approve") },
  { "stock.request.refuse", N_ ("Refuse") },
  { "stock.void", N_ ("Take the Entry Back") },
  { "count.settle", N_ ("The Count Had Seen It") },
  { "count.exclude", N_ ("It Was Still on the Shelf") },
  { "count.plan", N_ ("Plan a New Count") },
};

static char *
dup_label (const KontorJson *offer)
{
  const char       *command = kontor_json_get_string (offer, "command", "");
  const char       *label = kontor_json_get_string (offer, "label", "");
  const KontorJson *params = kontor_json_get_object (offer, "params");
  gint64            booked_on = kontor_json_get_integer (params, "booked_on", 0);
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *day = kontor_time_format_local (booked_on, zone, "%x");

  if (*label != '\0')
    return g_strdup (label);
  if (booked_on != 0)
    /* Translators: a day */
    return g_strdup_printf (_ ("Book on %s"), day);
  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_str_equal (labels[i].command, command))
      return g_strdup (_ (labels[i].label));
  return g_strdup (g_str_has_prefix (command, "stock.") ? _ ("Try Again") : command);
}

static void
closed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GtkWidget) self = kontor_weak_take (user_data);
  g_autoptr (KontorJson) answer = kontor_replica_run_finish (
    KONTOR_REPLICA (source), result, &error);

  /* Some steps close their matter themselves. */
  if (self != NULL && error != NULL
      && !g_error_matches (error, KONTOR_COMMAND_ERROR, KONTOR_COMMAND_ERROR_ALREADY))
    kontor_problem_present (self, error);
}

static KontorJson *
dup_close_params (KontorAttentionPane *self, const char *decision)
{
  KontorJson *params = kontor_json_new_object ();

  kontor_json_set_string (params, "attention", kontor_json_get_string (self->matter, "uid", ""));
  kontor_json_set_string (params, "decision", decision);
  return params;
}

static void
offer_taken (GtkWidget *widget, const KontorJson *result)
{
  KontorAttentionPane *self = KONTOR_ATTENTION_PANE (widget);

  if (result != NULL && self->matter != NULL && self->decision != NULL)
    kontor_replica_run_async (kontor_company_get_replica (self->company),
                              "attention.close",
                              dup_close_params (self, self->decision),
                              NULL,
                              NULL,
                              closed_cb,
                              kontor_weak_new (self));
}

static void
offer_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorAttentionPane *self = KONTOR_ATTENTION_PANE (widget);
  const KontorJson    *offers = kontor_json_get_array (self->matter, "offers");
  const KontorJson    *offer = kontor_json_at (offers, (guint) g_variant_get_int32 (parameter));
  const KontorJson    *params = kontor_json_get_object (offer, "params");
  g_autofree char     *label = dup_label (offer);

  g_clear_pointer (&self->decision, g_free);
  self->decision = g_strdup (kontor_json_get_string (offer, "command", ""));
  kontor_act_then (widget,
                   self->company,
                   kontor_json_get_string (offer, "command", ""),
                   params != NULL ? kontor_json_ref ((KontorJson *) params)
                                  : kontor_json_new_object (),
                   label,
                   offer_taken);
}

static void
keep_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorAttentionPane *self = KONTOR_ATTENTION_PANE (widget);

  kontor_act (
    widget, self->company, "attention.close", dup_close_params (self, "keep"), _ ("Kept as it is"));
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const KontorJson *matter = KONTOR_ATTENTION_PANE (widget)->matter;

  gtk_widget_activate_action (widget,
                              "win.record",
                              "(ss)",
                              kontor_json_get_string (matter, "subject_kind", ""),
                              kontor_json_get_string (matter, "subject_uid", ""));
}

static void
add_button (KontorAttentionPane *self, const char *label, const char *action, gboolean suggested)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (button), action);
  if (suggested)
    gtk_widget_add_css_class (button, "suggested-action");
  gtk_box_append (self->offers, button);
}

static gboolean
is_oversold (KontorAttentionPane *self)
{
  return g_str_equal (kontor_json_get_string (self->matter, "kind", ""), "oversold");
}

/* Whoever is to be told or to wait: the orders that took what was not there. */
static void
show_order (KontorAttentionPane *self, const char *key)
{
  const KontorJson *value = kontor_json_get (self->matter, key);
  const char       *number = value != NULL && kontor_json_type (value) == KONTOR_JSON_STRING
                               ? kontor_json_string (value)
                               : "";
  g_autofree char  *action = g_strdup_printf ("win.rows(('orders', 'number:%s'))", number);
  /* Translators: number of an order */
  g_autofree char *label = g_strdup_printf (_ ("Show Order %s"), number);

  if (*number != '\0')
    add_button (self, label, action, FALSE);
}

static void
show_offers (KontorAttentionPane *self)
{
  const KontorJson *offers = kontor_json_get_array (self->matter, "offers");
  gboolean          open = kontor_json_get_integer (self->matter, "closed_at", 0) == 0;
  GtkWidget        *child = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->offers))) != NULL)
    gtk_box_remove (self->offers, child);
  for (guint i = 0; open && offers != NULL && i < kontor_json_length (offers); i++)
    {
      g_autofree char *action = g_strdup_printf ("attention.offer(%u)", i);
      g_autofree char *label = dup_label (kontor_json_at (offers, i));

      add_button (self, label, action, i == 0);
    }
  if (is_oversold (self))
    {
      show_order (self, "mine");
      show_order (self, "theirs");
    }
  if (open)
    add_button (self, _ ("Keep as It Is"), "attention.keep", FALSE);
}

static void
show_closed (KontorAttentionPane *self)
{
  gint64           at = kontor_json_get_integer (self->matter, "closed_at", 0);
  g_autofree char *when = kontor_format_when (at);
  g_autofree char *decision = kontor_decision_text (
    kontor_json_get_string (self->matter, "decision", ""));
  const char *author = kontor_json_get_string (self->matter, "closed_by", "");
  g_autoptr (GString) text = g_string_new (decision);

  if (*author != '\0')
    g_string_append_printf (text, " · %s", author);
  g_string_append_printf (text, " · %s", when);
  gtk_label_set_label (self->closed, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->closed), at != 0);
}

static void
show_matter (KontorAttentionPane *self)
{
  gint64           opened = kontor_json_get_integer (self->matter, "opened_at", 0);
  g_autofree char *when = kontor_format_when (opened);
  g_autofree char *exact = kontor_format_exact (opened);
  const char      *title = kontor_json_get_string (self->matter, "subject_title", "");
  const char      *uid = kontor_json_get_string (self->matter, "subject_uid", "");
  g_autofree char *message = kontor_matter_dup_text (
    kontor_json_get_string (self->matter, "message", ""));

  gtk_button_set_label (self->subject, *title != '\0' ? title : _ ("This company"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "attention.open", *uid != '\0');
  gtk_label_set_label (self->since, when);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->since), exact);
  gtk_label_set_label (self->message, message);
  kontor_compare_grid_set_values (self->compare,
                                  kontor_json_get (self->matter, "base"),
                                  kontor_json_get (self->matter, "mine"),
                                  kontor_json_get (self->matter, "theirs"));
  /* Its sentence names the orders already. */
  gtk_widget_set_visible (GTK_WIDGET (self->compare), !is_oversold (self));
  show_offers (self);
  show_closed (self);
  gtk_stack_set_visible_child_name (self->stack, "record");
}

static void
matter_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorAttentionPane) self = kontor_weak_take (user_data);
  g_autoptr (KontorJson) matter = kontor_company_query_finish (NULL, result, &error);
  g_autoptr (KontorProblem) problem = NULL;

  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_pointer (&self->matter, kontor_json_unref);
  self->matter = g_steal_pointer (&matter);
  if (self->matter != NULL)
    {
      show_matter (self);
      return;
    }
  problem = kontor_problem_from_error (error);
  adw_status_page_set_title (self->failed, problem->title);
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

static void
read_matter (KontorAttentionPane *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (kontor_uid_is_nil (&self->uid))
    return;
  self->cancellable = g_cancellable_new ();
  kontor_company_query_uid_async (self->company,
                                  kontor_query_attention_json,
                                  &self->uid,
                                  self->cancellable,
                                  matter_read_cb,
                                  kontor_weak_new (self));
}

static void
changed_cb (KontorAttentionPane *self, const GArray *touched)
{
  if (kontor_touched_has (touched, &self->uid))
    read_matter (self);
}

static void
kontor_attention_pane_show (KontorPane *pane, const KontorUid *uid)
{
  KontorAttentionPane *self = KONTOR_ATTENTION_PANE (pane);

  self->uid = uid != NULL ? *uid : (KontorUid){ 0 };
  if (uid == NULL)
    gtk_stack_set_visible_child_name (self->stack, "none");
  read_matter (self);
}

static gboolean
kontor_attention_pane_suggested (KontorPane *pane)
{
  KontorAttentionPane *self = KONTOR_ATTENTION_PANE (pane);
  GtkWidget           *button = gtk_widget_get_first_child (GTK_WIDGET (self->offers));

  return button != NULL && gtk_widget_has_css_class (button, "suggested-action")
         && gtk_widget_activate (button);
}

static void
kontor_attention_pane_pane_init (KontorPaneInterface *iface)
{
  iface->show = kontor_attention_pane_show;
  iface->suggested = kontor_attention_pane_suggested;
}

static void
kontor_attention_pane_get_property (GObject    *object,
                                    guint       property_id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  switch ((KontorAttentionPaneProperty) property_id)
    {
    case PROP_COMPANY:
      g_value_set_object (value, KONTOR_ATTENTION_PANE (object)->company);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
kontor_attention_pane_set_property (GObject      *object,
                                    guint         property_id,
                                    const GValue *value,
                                    GParamSpec   *pspec)
{
  switch ((KontorAttentionPaneProperty) property_id)
    {
    case PROP_COMPANY:
      g_set_object (&KONTOR_ATTENTION_PANE (object)->company, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
kontor_attention_pane_constructed (GObject *object)
{
  KontorAttentionPane *self = KONTOR_ATTENTION_PANE (object);

  G_OBJECT_CLASS (kontor_attention_pane_parent_class)->constructed (object);
  g_signal_connect_object (
    self->company, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

static void
kontor_attention_pane_dispose (GObject *object)
{
  KontorAttentionPane *self = KONTOR_ATTENTION_PANE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->company);
  g_clear_pointer (&self->matter, kontor_json_unref);
  g_clear_pointer (&self->decision, g_free);

  G_OBJECT_CLASS (kontor_attention_pane_parent_class)->dispose (object);
}

static void
kontor_attention_pane_class_init (KontorAttentionPaneClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = kontor_attention_pane_get_property;
  object_class->set_property = kontor_attention_pane_set_property;
  object_class->constructed = kontor_attention_pane_constructed;
  object_class->dispose = kontor_attention_pane_dispose;
  g_object_class_override_property (object_class, PROP_COMPANY, "company");

  g_type_ensure (KONTOR_TYPE_COMPARE_GRID);
  gtk_widget_class_install_action (widget_class, "attention.offer", "i", offer_action);
  gtk_widget_class_install_action (widget_class, "attention.keep", NULL, keep_action);
  gtk_widget_class_install_action (widget_class, "attention.open", NULL, open_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-attention-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorAttentionPane, stack);
  gtk_widget_class_bind_template_child (widget_class, KontorAttentionPane, failed);
  gtk_widget_class_bind_template_child (widget_class, KontorAttentionPane, subject);
  gtk_widget_class_bind_template_child (widget_class, KontorAttentionPane, since);
  gtk_widget_class_bind_template_child (widget_class, KontorAttentionPane, message);
  gtk_widget_class_bind_template_child (widget_class, KontorAttentionPane, compare);
  gtk_widget_class_bind_template_child (widget_class, KontorAttentionPane, offers);
  gtk_widget_class_bind_template_child (widget_class, KontorAttentionPane, closed);
}

static void
kontor_attention_pane_init (KontorAttentionPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
