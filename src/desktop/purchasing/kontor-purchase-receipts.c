/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-purchase-receipts.h"

#include <glib/gi18n.h>

#include "kontor-format.h"

/**
 * KontorPurchaseReceipts:
 *
 * What came, the newest first: when, by whom, how many of what, where it was put and of which lot.
 * Its buttons name actions of the pane around it.
 */
struct _KontorPurchaseReceipts
{
  AdwBin parent_instance;

  /* Template children */
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (KontorPurchaseReceipts, kontor_purchase_receipts, ADW_TYPE_BIN)

static const KontorJson *
find_line (const KontorJson *purchase, gint64 number)
{
  const KontorJson *lines = kontor_json_get_array (purchase, "lines");

  for (guint i = 0; i < kontor_json_length (lines); i++)
    if (kontor_json_get_integer (kontor_json_at (lines, i), "line", 0) == number)
      return kontor_json_at (lines, i);
  return NULL;
}

/* "3 × Cedar, 10 ml · Cellar · lot L1, best before 3 May 2027" */
static void
append_part (GString *text, const KontorJson *purchase, const KontorJson *part)
{
  const KontorJson *line = find_line (purchase, kontor_json_get_integer (part, "line", 0));
  g_autofree char  *quantity = kontor_format_quantity (
    kontor_json_get_integer (part, "quantity", 0));
  g_autofree char *date = kontor_format_day (kontor_json_get_integer (part, "best_before", 0));
  const char      *place = kontor_json_get_string (part, "place_name", "");
  const char      *lot = kontor_json_get_string (part, "lot_code", "");

  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append_printf (text, "%s × %s", quantity, kontor_json_get_string (line, "title", ""));
  if (*place != '\0')
    g_string_append_printf (text, " · %s", place);
  if (*lot == '\0')
    return;
  g_string_append (text, " · ");
  g_string_append_printf (text, _ ("lot %s"), lot);
  if (*date != '\0')
    {
      g_string_append (text, ", ");
      g_string_append_printf (text, _ ("best before %s"), date);
    }
}

static char *
dup_subtitle (const KontorJson *purchase, const KontorJson *receipt)
{
  const KontorJson *parts = kontor_json_get_array (receipt, "parts");
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < kontor_json_length (parts); i++)
    append_part (text, purchase, kontor_json_at (parts, i));
  if (kontor_json_get (receipt, "withdrawn_at") != NULL)
    g_string_append_printf (text, "\n%s", _ ("This receipt was taken back."));
  return g_markup_escape_text (text->str, -1);
}

static char *
dup_title (const KontorJson *receipt)
{
  g_autofree char *when = kontor_format_when (kontor_json_get_integer (receipt, "happened_at", 0));
  const char      *author = kontor_json_get_string (receipt, "author", "");
  const char      *note = kontor_json_get_string (receipt, "delivery_note", "");
  g_autoptr (GString) text = g_string_new (when);

  if (*author != '\0')
    g_string_append_printf (text, " · %s", author);
  if (*note != '\0')
    g_string_append_printf (text, " · %s", note);
  return g_markup_escape_text (text->str, -1);
}

static void
add_button (GtkWidget *row, const char *icon, const char *label, const char *action, int position)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "i", position);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static void
add_receipt (KontorPurchaseReceipts *self, const KontorJson *purchase, const KontorJson *receipt)
{
  g_autofree char *title = dup_title (receipt);
  g_autofree char *subtitle = dup_subtitle (purchase, receipt);
  int              position = (int) kontor_json_get_integer (receipt, "position", 0);
  GtkWidget       *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  if (kontor_json_get (receipt, "withdrawn_at") == NULL)
    {
      add_button (row, "printer-symbolic", _ ("Print Labels"), "purchase.labels", position);
      add_button (
        row, "edit-undo-symbolic", _ ("Take Back This Receipt"), "purchase.unreceive", position);
    }
  else
    gtk_widget_add_css_class (row, "dim-label");
  gtk_list_box_append (self->list, row);
}

static void
kontor_purchase_receipts_class_init (KontorPurchaseReceiptsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/kontorapp/Kontor/ui/kontor-purchase-receipts.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorPurchaseReceipts, list);
}

static void
kontor_purchase_receipts_init (KontorPurchaseReceipts *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kontor_purchase_receipts_set_purchase:
 * @purchase: as kontor_query_purchase_json() gives it
 */
void
kontor_purchase_receipts_set_purchase (KontorPurchaseReceipts *self, const KontorJson *purchase)
{
  const KontorJson *receipts = kontor_json_get_array (purchase, "receipts");
  GtkWidget        *child = NULL;

  g_return_if_fail (KONTOR_IS_PURCHASE_RECEIPTS (self));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  for (guint i = kontor_json_length (receipts); i > 0; i--)
    add_receipt (self, purchase, kontor_json_at (receipts, i - 1));
}
