/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-transfer-pane.h"

#include <glib/gi18n.h>

#include "kontor-act.h"
#include "kontor-ask-window.h"
#include "kontor-form.h"
#include "kontor-format.h"
#include "kontor-number.h"
#include "kontor-state.h"
#include "kontor-stock-query.h"
#include "kontor-stock-rows.h"
#include "kontor-stock-words.h"
#include "kontor-text-scale.h"

/**
 * KontorTransferPane:
 *
 * Goods between two places: what was sent, what arrived, and what becomes of the rest.
 */
struct _KontorTransferPane
{
  KontorRecordPane parent_instance;

  const KontorJson *transfer; /* (unowned) (nullable) until read */

  /* Template children */
  AdwWindowTitle *title;
  GtkLabel       *way;
  GtkLabel       *summary;
  GtkWidget      *buttons;
  GtkListBox     *lines;
};

G_DEFINE_FINAL_TYPE (KontorTransferPane, kontor_transfer_pane, KONTOR_TYPE_RECORD_PANE)

/* --- showing --- */

static gint64
get_left (const KontorJson *line)
{
  return kontor_json_get_integer (line, "quantity", 0)
         - kontor_json_get_integer (line, "received", 0);
}

static gboolean
is_under_way (KontorTransferPane *self)
{
  return self->transfer != NULL
         && g_str_equal (kontor_json_get_string (self->transfer, "state", ""), "sent");
}

static gboolean
has_arrived_partly (KontorTransferPane *self)
{
  const KontorJson *lines = kontor_json_get_array (self->transfer, "lines");

  for (guint i = 0; i < kontor_json_length (lines); i++)
    if (kontor_json_get_integer (kontor_json_at (lines, i), "received", 0) > 0)
      return TRUE;
  return FALSE;
}

static GtkWidget *
new_line_row (const KontorJson *transfer, const KontorJson *line)
{
  g_autofree char *sent = kontor_format_quantity (kontor_json_get_integer (line, "quantity", 0));
  g_autofree char *received = kontor_format_quantity (
    kontor_json_get_integer (line, "received", 0));
  /* Translators: how much of a line arrived, "2 of 5". */
  g_autofree char *amount = g_strdup_printf (_ ("%s of %s"), received, sent);
  const char      *lot = kontor_json_get_string (line, "lot_code", "");
  g_autofree char *of_lot = g_strdup_printf (_ ("lot %s"), lot);
  g_autofree char *subtitle = g_strconcat (kontor_json_get_string (line, "sku", ""),
                                           *lot != '\0' ? " · " : "",
                                           *lot != '\0' ? of_lot : "",
                                           NULL);
  GtkWidget       *row = kontor_stock_rows_new (
    kontor_json_get_string (line, "title", ""), subtitle, amount);

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.record");
  gtk_actionable_set_action_target (
    GTK_ACTIONABLE (row), "(ss)", "stock", kontor_json_get_string (line, "variant", ""));
  return row;
}

static void
show_transfer (KontorTransferPane *self)
{
  const KontorJson *transfer = self->transfer;
  g_autofree char  *way = g_strdup_printf (
    "%s → %s",
    kontor_json_get_string (transfer, "from_name", _ ("Main place")),
    kontor_json_get_string (transfer, "to_name", _ ("Main place")));
  g_autofree char *sent = kontor_format_when (kontor_json_get_integer (transfer, "sent_at", 0));
  g_autofree char *sent_words = g_strdup_printf (_ ("sent %s"), sent);
  const char      *note = kontor_json_get_string (transfer, "note", "");
  g_autofree char *summary = g_strconcat (
    kontor_state_label_in ("transfers", kontor_json_get_string (transfer, "state", "")),
    " · ",
    sent_words,
    *note != '\0' ? " · " : "",
    note,
    NULL);

  adw_window_title_set_title (self->title, kontor_json_get_string (transfer, "number", ""));
  gtk_label_set_label (self->way, way);
  gtk_label_set_label (self->summary, summary);
  gtk_widget_set_visible (self->buttons, is_under_way (self));
  kontor_stock_rows_fill (self->lines, transfer, "lines", G_MAXUINT, new_line_row);
}

static void
update_actions (KontorTransferPane *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean   under_way = is_under_way (self);

  gtk_widget_action_set_enabled (widget, "transfer.receive", under_way);
  gtk_widget_action_set_enabled (widget, "transfer.receive-part", under_way);
  gtk_widget_action_set_enabled (widget, "transfer.missing", under_way);
  gtk_widget_action_set_enabled (widget, "transfer.back", under_way);
  gtk_widget_action_set_enabled (widget, "transfer.never", under_way && !has_arrived_partly (self));
}

/* --- actions --- */

static const struct
{
  const char *action;
  const char *command;
  const char *flag; /* (nullable) */
  const char *done; /* N_() */
} ends[] = {
  { "transfer.receive", "stock.transfer.receive", NULL, N_ ("All of it has arrived") },
  { "transfer.missing", "stock.transfer.receive", "missing", N_ ("The rest is booked as lost") },
  { "transfer.back", "stock.transfer.cancel", NULL, N_ ("The rest is back where it was") },
  { "transfer.never", "stock.transfer.cancel", "never", N_ ("Transfer taken back") },
};

static void
end_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorTransferPane *self = KONTOR_TRANSFER_PANE (widget);

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    if (g_str_equal (ends[i].action, name))
      {
        KontorJson *params = kontor_json_new_object ();

        kontor_json_set_string (
          params, "transfer", kontor_json_get_string (self->transfer, "uid", ""));
        if (ends[i].flag != NULL)
          kontor_json_set_integer (params, ends[i].flag, 1);
        kontor_act_then (widget,
                         kontor_record_pane_get_company (KONTOR_RECORD_PANE (self)),
                         ends[i].command,
                         params,
                         _ (ends[i].done),
                         NULL);
      }
}

/* What is typed for each line, as the parts of one command. */
static KontorJson *
part_shape (const KontorJson *entered, gpointer data)
{
  const KontorJson *transfer = data;
  const KontorJson *lines = kontor_json_get_array (transfer, "lines");
  KontorJson       *params = kontor_json_new_object ();
  KontorJson       *parts = kontor_json_new_array ();

  for (guint i = 0; i < kontor_json_length (lines); i++)
    {
      gint64           line = kontor_json_get_integer (kontor_json_at (lines, i), "line", 0);
      g_autofree char *key = g_strdup_printf ("line%d", (int) line);
      gint64           quantity = kontor_json_get_integer (entered, key, 0);
      KontorJson      *part = NULL;

      if (quantity == 0)
        continue;
      part = kontor_json_new_object ();
      kontor_json_set_integer (part, "line", line);
      kontor_json_set_integer (part, "quantity", quantity);
      kontor_json_append (parts, part);
    }
  kontor_json_set_string (params, "transfer", kontor_json_get_string (transfer, "uid", ""));
  kontor_json_set (params, "lines", parts);
  return params;
}

static void
add_line (KontorAskWindow *window, const KontorJson *line)
{
  g_autofree char *key = g_strdup_printf ("line%d",
                                          (int) kontor_json_get_integer (line, "line", 0));
  g_autofree char *label = g_strdup_printf (
    "%s, %s", kontor_json_get_string (line, "title", ""), kontor_json_get_string (line, "sku", ""));
  g_autofree char *left = kontor_format_quantity (get_left (line));

  if (get_left (line) <= 0)
    return;
  kontor_ask_window_add_entry (window, key, label, KONTOR_ASK_QUANTITY, FALSE);
  kontor_ask_window_set_text (window, key, left);
}

static void
receive_part_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorTransferPane *self = KONTOR_TRANSFER_PANE (widget);
  const KontorJson   *lines = kontor_json_get_array (self->transfer, "lines");
  KontorAskWindow    *window = kontor_ask_window_new (
    widget,
    kontor_record_pane_get_company (KONTOR_RECORD_PANE (self)),
    _ ("What Has Arrived"),
    _ ("_Receive"));

  for (guint i = 0; i < kontor_json_length (lines); i++)
    add_line (window, kontor_json_at (lines, i));
  kontor_ask_window_set_hint (
    window, NULL, kontor_json_share (self->transfer), (GDestroyNotify) kontor_json_unref);
  kontor_ask_window_set_shape (window, part_shape);
  kontor_ask_window_set_command (
    window, "stock.transfer.receive", NULL, _ ("Receipt recorded"), NULL);
  gtk_window_present (GTK_WINDOW (window));
}

/* --- pane --- */

static void
kontor_transfer_pane_take (KontorRecordPane *pane, const KontorJson *transfer)
{
  KontorTransferPane *self = KONTOR_TRANSFER_PANE (pane);

  self->transfer = transfer;
  update_actions (self);
  if (transfer != NULL)
    show_transfer (self);
}

static gboolean
kontor_transfer_pane_suggested (KontorRecordPane *pane)
{
  return is_under_way (KONTOR_TRANSFER_PANE (pane))
         && gtk_widget_activate_action (GTK_WIDGET (pane), "transfer.receive", NULL);
}

static void
kontor_transfer_pane_class_init (KontorTransferPaneClass *klass)
{
  KontorRecordPaneClass *pane_class = KONTOR_RECORD_PANE_CLASS (klass);
  GtkWidgetClass        *widget_class = GTK_WIDGET_CLASS (klass);

  pane_class->query = kontor_query_transfer_json;
  pane_class->take = kontor_transfer_pane_take;
  pane_class->suggested = kontor_transfer_pane_suggested;

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    gtk_widget_class_install_action (widget_class, ends[i].action, NULL, end_action);
  gtk_widget_class_install_action (
    widget_class, "transfer.receive-part", NULL, receive_part_action);
  kontor_record_pane_class_set_template (
    pane_class, "/org/kontorapp/Kontor/ui/kontor-transfer-pane.ui", "transfer");
  gtk_widget_class_bind_template_child (widget_class, KontorTransferPane, title);
  gtk_widget_class_bind_template_child (widget_class, KontorTransferPane, way);
  gtk_widget_class_bind_template_child (widget_class, KontorTransferPane, summary);
  gtk_widget_class_bind_template_child (widget_class, KontorTransferPane, buttons);
  gtk_widget_class_bind_template_child (widget_class, KontorTransferPane, lines);
}

static void
kontor_transfer_pane_init (KontorTransferPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  kontor_text_scale_template (GTK_WIDGET (self));
}
