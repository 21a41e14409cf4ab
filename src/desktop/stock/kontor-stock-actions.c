/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-stock-actions.h"

#include <glib/gi18n.h>

#include "kontor-act.h"
#include "kontor-stock-forms.h"
#include "kontor-stock-notice.h"
#include "kontor-stock-words.h"
#include "kontor-time.h"
#include "kontor-toast.h"

/* What can be done with an item of the stock. */

static const struct
{
  const char *name;
  void (*present) (GtkWidget *opener, KontorCompany *company, const KontorJson *item);
} forms[] = {
  { "stock.correct", kontor_stock_forms_correct }, { "stock.receive", kontor_stock_forms_receive },
  { "stock.hold", kontor_stock_forms_hold },       { "stock.release", kontor_stock_forms_release },
  { "stock.move", kontor_stock_forms_move },       { "stock.split", kontor_stock_forms_split },
  { "stock.new-lot", kontor_stock_forms_lot },
};

static void
form_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorStockPane  *self = KONTOR_STOCK_PANE (widget);
  const KontorJson *item = kontor_stock_pane_get_item (self);

  for (gsize i = 0; item != NULL && i < G_N_ELEMENTS (forms); i++)
    if (g_str_equal (forms[i].name, name))
      forms[i].present (widget, kontor_stock_pane_get_company (self), item);
}

static void
show_movements_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const KontorJson *item = kontor_stock_pane_get_item (KONTOR_STOCK_PANE (widget));
  g_autofree char  *filter = kontor_stock_dup_filter ("item",
                                                     kontor_json_get_string (item, "sku", ""));

  gtk_widget_activate_action (widget, "win.rows", "(ss)", "movements", filter);
}

static void
open_product_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const KontorJson *item = kontor_stock_pane_get_item (KONTOR_STOCK_PANE (widget));

  gtk_widget_activate_action (
    widget, "win.record", "(ss)", "product", kontor_json_get_string (item, "product", ""));
}

static void
copy_sku_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const KontorJson *item = kontor_stock_pane_get_item (KONTOR_STOCK_PANE (widget));

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget),
                          kontor_json_get_string (item, "sku", ""));
  kontor_toast (widget, _ ("SKU copied"));
}

/* Days from now; none: it is shown again. */
static void
snooze_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorStockPane  *self = KONTOR_STOCK_PANE (widget);
  const KontorJson *notice = kontor_stock_notice_find_open (kontor_stock_pane_get_item (self));
  int               days = g_variant_get_int32 (parameter);
  KontorJson       *params = NULL;

  if (notice == NULL)
    return;
  params = kontor_json_new_object ();
  kontor_json_set_string (params, "notice", kontor_json_get_string (notice, "notice", ""));
  if (days > 0)
    kontor_json_set_integer (params, "until", kontor_time_now () + days * KONTOR_DAY);
  kontor_act (widget,
              kontor_stock_pane_get_company (self),
              "stock.notice.snooze",
              params,
              days > 0 ? _ ("Notice snoozed") : _ ("Notice shown again"));
}

void
kontor_stock_actions_install (GtkWidgetClass *widget_class)
{
  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    gtk_widget_class_install_action (widget_class, forms[i].name, NULL, form_action);
  gtk_widget_class_install_action (
    widget_class, "stock.show-movements", NULL, show_movements_action);
  gtk_widget_class_install_action (widget_class, "stock.open-product", NULL, open_product_action);
  gtk_widget_class_install_action (widget_class, "stock.copy-sku", NULL, copy_sku_action);
  gtk_widget_class_install_action (widget_class, "stock.snooze", "i", snooze_action);
}

static gboolean
has_held (const KontorJson *item, gboolean held)
{
  const KontorJson *shelves = item != NULL ? kontor_json_get_array (item, "shelves") : NULL;

  for (guint i = 0; shelves != NULL && i < kontor_json_length (shelves); i++)
    if (kontor_stock_forms_is_held (kontor_json_at (shelves, i)) == held
        && kontor_json_get_integer (kontor_json_at (shelves, i), "quantity", 0) > 0)
      return TRUE;
  return FALSE;
}

/**
 * kontor_stock_actions_update:
 *
 * Enables what can be done with the item that is shown.
 */
void
kontor_stock_actions_update (KontorStockPane *self)
{
  const KontorJson *item = kontor_stock_pane_get_item (self);
  GtkWidget        *widget = GTK_WIDGET (self);
  gboolean          shown = item != NULL;
  gboolean          kept = shown && kontor_json_length (kontor_json_get_array (item, "parts")) == 0;
  gboolean          has_content = kept && kontor_json_get_object (item, "content_sums") != NULL;

  gtk_widget_action_set_enabled (widget, "stock.correct", kept);
  gtk_widget_action_set_enabled (widget, "stock.receive", kept);
  gtk_widget_action_set_enabled (widget, "stock.new-lot", kept);
  gtk_widget_action_set_enabled (widget, "stock.hold", kept && has_held (item, FALSE));
  gtk_widget_action_set_enabled (widget, "stock.move", kept && has_held (item, FALSE));
  gtk_widget_action_set_enabled (widget, "stock.release", kept && has_held (item, TRUE));
  gtk_widget_action_set_enabled (widget, "stock.split", has_content && has_held (item, FALSE));
  gtk_widget_action_set_enabled (widget, "stock.show-movements", shown);
  gtk_widget_action_set_enabled (widget, "stock.open-product", shown);
  gtk_widget_action_set_enabled (widget, "stock.copy-sku", shown);
  gtk_widget_action_set_enabled (
    widget, "stock.snooze", kontor_stock_notice_find_open (item) != NULL);
}
