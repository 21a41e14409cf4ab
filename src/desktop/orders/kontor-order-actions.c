/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-order-actions.h"

#include <glib/gi18n.h>

#include "kontor-act.h"
#include "kontor-order-dialog.h"
#include "kontor-order-print.h"
#include "kontor-toast.h"

#define ADVANCE_BP 3000 /* what is usual; changed on the draft */

static const KontorOrderStep steps[] = {
  { "PENDING_PAYMENT", "order.place", N_ ("Place Order") },
  { "PAID", "order.pay", N_ ("Record Payment") },
  { "PROCESSING", "order.process", N_ ("Mark as Packed") },
  { "SHIPPED", "order.ship", N_ ("Ship Order…") },
  { "DELIVERED", "order.deliver", N_ ("Mark as Delivered") },
};

static KontorJson *
params_for (KontorOrderPane *self)
{
  KontorJson *params = kontor_json_new_object ();

  kontor_json_set_string (
    params, "order", kontor_json_get_string (kontor_order_pane_get_order (self), "uid", ""));
  return params;
}

static void
simple_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  static const struct
  {
    const char *command;
    const char *done; /* N_() */
  } table[] = {
    { "order.place", N_ ("Order %s placed") },
    { "order.pay", N_ ("Payment of %s recorded") },
    { "order.process", N_ ("Order %s packed") },
    { "order.deliver", N_ ("Order %s delivered") },
  };
  KontorOrderPane *self = KONTOR_ORDER_PANE (widget);
  const char *number = kontor_json_get_string (kontor_order_pane_get_order (self), "number", "");

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    if (g_str_equal (table[i].command, name))
      {
        g_autoptr (GString) done = g_string_new (_ (table[i].done));

        g_string_replace (done, "%s", number, 1);
        kontor_act (
          widget, kontor_order_pane_get_company (self), name, params_for (self), done->str);
      }
}

static void
dialog_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorOrderPane *self = KONTOR_ORDER_PANE (widget);

  kontor_order_dialog_present (
    widget, kontor_order_pane_get_company (self), kontor_order_pane_get_order (self), name);
}

static void
invoice_issued (GtkWidget *widget, const KontorJson *result)
{
  if (result != NULL)
    gtk_widget_activate_action (
      widget, "win.record", "(ss)", "invoice", kontor_json_get_string (result, "invoice", ""));
}

static void
invoice_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorOrderPane *self = KONTOR_ORDER_PANE (widget);

  kontor_act_then (widget,
                   kontor_order_pane_get_company (self),
                   "invoice.issue",
                   params_for (self),
                   _ ("Invoice issued"),
                   invoice_issued);
}

static void
drafted (GtkWidget *widget, const KontorJson *result)
{
  if (result != NULL)
    gtk_widget_activate_action (
      widget, "win.record", "(ss)", "invoice_draft", kontor_json_get_string (result, "draft", ""));
}

/* What is asked for in advance stands on the draft and can be changed there. */
static void
draft_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorOrderPane *self = KONTOR_ORDER_PANE (widget);
  const char      *kind = g_variant_get_string (parameter, NULL);
  KontorJson      *params = params_for (self);

  kontor_json_set_string (params, "kind", kind);
  if (g_str_equal (kind, "advance"))
    kontor_json_set_integer (params, "percent", ADVANCE_BP);
  kontor_act_then (widget,
                   kontor_order_pane_get_company (self),
                   "invoice.draft",
                   params,
                   _ ("Draft made"),
                   drafted);
}

static void
print_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorOrderPane *self = KONTOR_ORDER_PANE (widget);
  const char      *what = g_variant_get_string (parameter, NULL);
  g_autoptr (GArray) uids = g_array_new (FALSE, FALSE, sizeof (KontorUid));
  KontorUid uid;

  if (!kontor_uid_parse (&uid,
                         kontor_json_get_string (kontor_order_pane_get_order (self), "uid", "")))
    return;
  g_array_append_val (uids, uid);
  kontor_order_print (widget, kontor_order_pane_get_company (self), uids, what);
}

static void
copy_number_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const KontorJson *order = kontor_order_pane_get_order (KONTOR_ORDER_PANE (widget));

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget),
                          kontor_json_get_string (order, "number", ""));
  kontor_toast (widget, _ ("Number copied"));
}

static void
open_customer_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const KontorJson *order = kontor_order_pane_get_order (KONTOR_ORDER_PANE (widget));
  const KontorJson *customer = kontor_json_get_object (order, "customer");

  if (customer != NULL)
    gtk_widget_activate_action (
      widget, "win.record", "(ss)", "customer", kontor_json_get_string (customer, "uid", ""));
}

static gboolean
can (const KontorJson *order, const char *what)
{
  const KontorJson *can = kontor_json_get_object (order, "can");

  return can != NULL && kontor_json_get_boolean (can, what, FALSE);
}

static gboolean
may_follow (const KontorJson *order, const char *state)
{
  const KontorJson *next = kontor_json_get_array (order, "steps");

  for (guint i = 0; next != NULL && i < kontor_json_length (next); i++)
    if (g_str_equal (kontor_json_get_string (kontor_json_at (next, i), "to", ""), state))
      return TRUE;
  return FALSE;
}

static gboolean
is_agreed (const KontorJson *order)
{
  const char *state = order != NULL ? kontor_json_get_string (order, "state", "") : "CART";

  return !g_str_equal (state, "CART") && !g_str_equal (state, "CANCELLED");
}

void
kontor_order_actions_install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "order.place", NULL, simple_action);
  gtk_widget_class_install_action (widget_class, "order.pay", NULL, simple_action);
  gtk_widget_class_install_action (widget_class, "order.process", NULL, simple_action);
  gtk_widget_class_install_action (widget_class, "order.deliver", NULL, simple_action);
  gtk_widget_class_install_action (widget_class, "order.ship", NULL, dialog_action);
  gtk_widget_class_install_action (widget_class, "order.return", NULL, dialog_action);
  gtk_widget_class_install_action (widget_class, "order.refund", NULL, dialog_action);
  gtk_widget_class_install_action (widget_class, "order.cancel", NULL, dialog_action);
  gtk_widget_class_install_action (widget_class, "order.invoice", NULL, invoice_action);
  gtk_widget_class_install_action (widget_class, "order.draft", "s", draft_action);
  gtk_widget_class_install_action (widget_class, "order.print", "s", print_action);
  gtk_widget_class_install_action (widget_class, "order.copy-number", NULL, copy_number_action);
  gtk_widget_class_install_action (widget_class, "order.open-customer", NULL, open_customer_action);
}

/**
 * kontor_order_actions_update:
 *
 * Enables what the order allows now.
 */
void
kontor_order_actions_update (KontorOrderPane *self)
{
  const KontorJson *order = kontor_order_pane_get_order (self);
  GtkWidget        *widget = GTK_WIDGET (self);

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    gtk_widget_action_set_enabled (
      widget, steps[i].action, order != NULL && may_follow (order, steps[i].to));
  gtk_widget_action_set_enabled (widget, "order.ship", order != NULL && can (order, "deliver"));
  gtk_widget_action_set_enabled (widget, "order.return", order != NULL && can (order, "return"));
  gtk_widget_action_set_enabled (widget, "order.refund", order != NULL && can (order, "refund"));
  gtk_widget_action_set_enabled (widget, "order.cancel", order != NULL && can (order, "cancel"));
  gtk_widget_action_set_enabled (widget, "order.invoice", is_agreed (order));
  gtk_widget_action_set_enabled (widget, "order.draft", order != NULL);
  gtk_widget_action_set_enabled (widget, "order.print", order != NULL);
  gtk_widget_action_set_enabled (widget, "order.copy-number", order != NULL);
  gtk_widget_action_set_enabled (widget,
                                 "order.open-customer",
                                 order != NULL
                                   && kontor_json_get_object (order, "customer") != NULL);
}

/**
 * kontor_order_actions_suggested:
 *
 * Returns: (nullable): the step that most people take next; NULL when the order is done
 */
const KontorOrderStep *
kontor_order_actions_suggested (const KontorJson *order)
{
  const KontorJson *next = kontor_json_get_array (order, "steps");

  for (guint i = 0; next != NULL && i < kontor_json_length (next); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (steps); j++)
      if (kontor_json_get_boolean (kontor_json_at (next, i), "suggested", FALSE)
          && g_str_equal (kontor_json_get_string (kontor_json_at (next, i), "to", ""), steps[j].to))
        return &steps[j];
  return NULL;
}
