/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-customer-actions.h"

#include <glib/gi18n.h>

#include "kontor-customer-edit.h"
#include "kontor-customer-merge-window.h"
#include "kontor-customer-pane.h"
#include "kontor-customer-vat.h"
#include "kontor-window.h"

/* When an action is offered. */
typedef enum
{
  WHEN_HERE,     /* neither archived nor merged */
  WHEN_ARCHIVED, /* but not merged */
  WHEN_MERGED,
  WHEN_EMAIL,
  WHEN_VAT_ID,
  WHEN_SHOWN,
} When;

static const KontorJson *
customer_of (GtkWidget *widget)
{
  return kontor_customer_pane_get_customer (KONTOR_CUSTOMER_PANE (widget));
}

static KontorCompany *
company_of (GtkWidget *widget)
{
  return kontor_customer_pane_get_company (KONTOR_CUSTOMER_PANE (widget));
}

static void
new_order_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorWindow *window = kontor_window_of (widget);
  KontorPage   *page = window != NULL ? kontor_window_show_page (window, "new-order") : NULL;
  KontorUid     uid;

  if (page == NULL || !kontor_customer_uid (customer_of (widget), &uid))
    return;
  kontor_page_open (page, &uid);
  gtk_window_present (GTK_WINDOW (window));
}

static void
archive_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const KontorJson *customer = customer_of (widget);
  gboolean          archive = g_str_equal (name, "customer.archive");
  g_autofree char  *done = g_strdup_printf (archive ? _ ("%s archived") : _ ("%s restored"),
                                           kontor_json_get_string (customer, "name", ""));

  kontor_act (widget,
              company_of (widget),
              archive ? "customer.archive" : "customer.restore",
              kontor_customer_params (customer),
              done);
}

static void
open_merged_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *into = kontor_json_get_string (customer_of (widget), "merged_into", NULL);

  if (into != NULL)
    gtk_widget_activate_action (widget, "win.record", "(ss)", "customer", into);
}

static void
merge_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const KontorJson *twins = kontor_json_get_array (customer_of (widget), "duplicates");
  KontorUid         uid;
  KontorUid         twin;
  gboolean          has_twin = twins != NULL && kontor_json_length (twins) > 0
                      && kontor_customer_uid (kontor_json_at (twins, 0), &twin);

  if (kontor_customer_uid (customer_of (widget), &uid))
    kontor_customer_merge_window_present (
      widget, company_of (widget), &uid, has_twin ? &twin : NULL);
}

static void
email_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char      *email = kontor_json_get_string (customer_of (widget), "email", "");
  g_autofree char *escaped = g_uri_escape_string (email, "@", FALSE);
  g_autofree char *uri = g_strconcat ("mailto:", escaped, NULL);

  gtk_show_uri (GTK_WINDOW (gtk_widget_get_root (widget)), uri, GDK_CURRENT_TIME);
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget),
                          kontor_json_get_string (customer_of (widget), "number", ""));
}

static void
check_vat_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  kontor_customer_vat_check (widget, company_of (widget), customer_of (widget));
}

static const struct
{
  const char                 *name;
  GtkWidgetActionActivateFunc func;
  When                        when;
} actions[] = {
  { "customer.new-order", new_order_action, WHEN_HERE },
  { "customer.merge", merge_action, WHEN_HERE },
  { "customer.archive", archive_action, WHEN_HERE },
  { "customer.restore", archive_action, WHEN_ARCHIVED },
  { "customer.open-merged", open_merged_action, WHEN_MERGED },
  { "customer.email", email_action, WHEN_EMAIL },
  { "customer.check-vat", check_vat_action, WHEN_VAT_ID },
  { "customer.copy-number", copy_action, WHEN_SHOWN },
};

void
kontor_customer_actions_install (GtkWidgetClass *widget_class)
{
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, NULL, actions[i].func);
}

static gboolean
is_offered (When when, const KontorJson *customer)
{
  gboolean merged = kontor_json_get_string (customer, "merged_into", NULL) != NULL;
  gboolean archived = kontor_json_get_integer (customer, "archived_at", 0) != 0;

  switch (when)
    {
    case WHEN_HERE:
      return !merged && !archived;
    case WHEN_ARCHIVED:
      return archived && !merged;
    case WHEN_MERGED:
      return merged;
    case WHEN_EMAIL:
      return *kontor_json_get_string (customer, "email", "") != '\0';
    case WHEN_VAT_ID:
      return *kontor_json_get_string (customer, "vat_id", "") != '\0';
    case WHEN_SHOWN:
      return TRUE;
    }
  return FALSE;
}

/**
 * kontor_customer_actions_update:
 * @customer: (nullable): what is shown
 */
void
kontor_customer_actions_update (GtkWidget *pane, const KontorJson *customer)
{
  gtk_widget_action_set_enabled (pane, "customer.add-address", customer != NULL);
  gtk_widget_action_set_enabled (pane, "customer.add-contact", customer != NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_action_set_enabled (
      pane, actions[i].name, customer != NULL && is_offered (actions[i].when, customer));
}
