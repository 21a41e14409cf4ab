/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-purchase-actions.h"

#include <glib/gi18n.h>

#include "kontor-act.h"
#include "kontor-purchase-print.h"
#include "kontor-receive-window.h"
#include "kontor-toast.h"

/* Steps that need nothing else said. */
static const struct
{
  const char *action;
  const char *can;
  const char *done; /* N_(), with the number */
} steps[] = {
  { "purchase.send", "send", N_ ("Purchase order %s marked as sent") },
  { "purchase.unsend", "unsend", N_ ("Purchase order %s is a draft again") },
  { "purchase.close", "close", N_ ("Purchase order %s closed") },
  { "purchase.cancel", "cancel", N_ ("Purchase order %s cancelled") },
  { "purchase.reopen", "reopen", N_ ("Purchase order %s reopened") },
};

/* The first that is possible is what most people do next. */
static const KontorPurchaseNext next[] = {
  { "send", "purchase.send", N_ ("Mark as Sent") },
  { "close", "purchase.receive", N_ ("Receive Goods…") },
  { "unsend", "purchase.receive", N_ ("Receive Goods…") },
};

static gboolean
can (const KontorJson *purchase, const char *what)
{
  return kontor_json_get_boolean (kontor_json_get_object (purchase, "can"), what, FALSE);
}

static KontorJson *
params_for (KontorPurchasePane *self)
{
  KontorJson *params = kontor_json_new_object ();

  kontor_json_set_string (
    params,
    "purchase",
    kontor_json_get_string (kontor_purchase_pane_get_purchase (self), "uid", ""));
  return params;
}

static void
step_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorPurchasePane *self = KONTOR_PURCHASE_PANE (widget);
  const char         *number = kontor_json_get_string (
    kontor_purchase_pane_get_purchase (self), "number", "");

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    if (g_str_equal (steps[i].action, name))
      {
        g_autoptr (GString) done = g_string_new (_ (steps[i].done));

        g_string_replace (done, "%s", number, 1);
        kontor_act (
          widget, kontor_purchase_pane_get_company (self), name, params_for (self), done->str);
      }
}

static void
receive_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorPurchasePane *self = KONTOR_PURCHASE_PANE (widget);

  kontor_receive_window_present (
    widget, kontor_purchase_pane_get_company (self), kontor_purchase_pane_get_purchase (self));
}

static void
unreceive_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorPurchasePane *self = KONTOR_PURCHASE_PANE (widget);
  KontorJson         *params = params_for (self);

  kontor_json_set_integer (params, "receipt", g_variant_get_int32 (parameter));
  kontor_act (widget,
              kontor_purchase_pane_get_company (self),
              "purchase.unreceive",
              params,
              _ ("Receipt taken back"));
}

static gboolean
find_uid (KontorPurchasePane *self, KontorUid *uid)
{
  return kontor_uid_parse (
    uid, kontor_json_get_string (kontor_purchase_pane_get_purchase (self), "uid", NULL));
}

static void
print_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorPurchasePane *self = KONTOR_PURCHASE_PANE (widget);
  KontorUid           uid;

  if (find_uid (self, &uid))
    kontor_purchase_print (widget,
                           kontor_purchase_pane_get_company (self),
                           &uid,
                           parameter != NULL ? g_variant_get_int32 (parameter) : 0);
}

static void
edit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorPurchasePane *self = KONTOR_PURCHASE_PANE (widget);

  gtk_widget_activate_action (
    widget,
    "win.record",
    "(ss)",
    "purchase-draft",
    kontor_json_get_string (kontor_purchase_pane_get_purchase (self), "uid", ""));
}

static void
open_supplier_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorPurchasePane *self = KONTOR_PURCHASE_PANE (widget);

  gtk_widget_activate_action (
    widget,
    "win.record",
    "(ss)",
    "supplier",
    kontor_json_get_string (kontor_purchase_pane_get_purchase (self), "supplier", ""));
}

static void
copy_number_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const KontorJson *purchase = kontor_purchase_pane_get_purchase (KONTOR_PURCHASE_PANE (widget));

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget),
                          kontor_json_get_string (purchase, "number", ""));
  kontor_toast (widget, _ ("Number copied"));
}

void
kontor_purchase_actions_install (GtkWidgetClass *widget_class)
{
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    gtk_widget_class_install_action (widget_class, steps[i].action, NULL, step_action);
  gtk_widget_class_install_action (widget_class, "purchase.receive", NULL, receive_action);
  gtk_widget_class_install_action (widget_class, "purchase.unreceive", "i", unreceive_action);
  gtk_widget_class_install_action (widget_class, "purchase.print", NULL, print_action);
  gtk_widget_class_install_action (widget_class, "purchase.labels", "i", print_action);
  gtk_widget_class_install_action (widget_class, "purchase.edit", NULL, edit_action);
  gtk_widget_class_install_action (
    widget_class, "purchase.open-supplier", NULL, open_supplier_action);
  gtk_widget_class_install_action (widget_class, "purchase.copy-number", NULL, copy_number_action);
}

/**
 * kontor_purchase_actions_update:
 *
 * Enables what the order allows now.
 */
void
kontor_purchase_actions_update (KontorPurchasePane *self)
{
  static const char *const always[] = { "purchase.print",
                                        "purchase.labels",
                                        "purchase.open-supplier",
                                        "purchase.copy-number",
                                        "purchase.unreceive" };
  const KontorJson        *purchase = kontor_purchase_pane_get_purchase (self);
  GtkWidget               *widget = GTK_WIDGET (self);

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    gtk_widget_action_set_enabled (
      widget, steps[i].action, purchase != NULL && can (purchase, steps[i].can));
  for (gsize i = 0; i < G_N_ELEMENTS (always); i++)
    gtk_widget_action_set_enabled (widget, always[i], purchase != NULL);
  gtk_widget_action_set_enabled (
    widget, "purchase.receive", purchase != NULL && can (purchase, "receive"));
  gtk_widget_action_set_enabled (
    widget, "purchase.edit", purchase != NULL && can (purchase, "edit"));
}

/**
 * kontor_purchase_actions_suggested:
 *
 * Returns: (nullable): what most people do next; %NULL when the order is done
 */
const KontorPurchaseNext *
kontor_purchase_actions_suggested (const KontorJson *purchase)
{
  for (gsize i = 0; i < G_N_ELEMENTS (next); i++)
    if (can (purchase, next[i].can))
      return &next[i];
  return NULL;
}
