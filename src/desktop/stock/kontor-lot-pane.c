/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-lot-pane.h"

#include <glib/gi18n.h>

#include "kontor-act.h"
#include "kontor-ask-window.h"
#include "kontor-csv.h"
#include "kontor-form.h"
#include "kontor-format.h"
#include "kontor-state.h"
#include "kontor-stock-csv.h"
#include "kontor-stock-query.h"
#include "kontor-stock-rows.h"
#include "kontor-stock-words.h"
#include "kontor-text-scale.h"

/**
 * KontorLotPane:
 *
 * One lot: until when it is good, where the rest of it lies, and who got some of it: the list for a
 * recall.
 */
struct _KontorLotPane
{
  KontorRecordPane parent_instance;

  const KontorJson *lot; /* (unowned) (nullable) until read */

  /* Template children */
  AdwWindowTitle *title;
  GtkButton      *name;
  GtkLabel       *summary;
  GtkLabel       *recalled;
  GtkButton      *recall;
  GtkButton      *unrecall;
  GtkListBox     *shelves;
  GtkListBox     *orders;
};

G_DEFINE_FINAL_TYPE (KontorLotPane, kontor_lot_pane, KONTOR_TYPE_RECORD_PANE)

/* --- showing --- */

static gboolean
is_recalled (KontorLotPane *self)
{
  return kontor_json_get (self->lot, "recalled_at") != NULL;
}

static GtkWidget *
new_shelf_row (const KontorJson *lot, const KontorJson *shelf)
{
  g_autofree char *place = kontor_stock_dup_place (shelf);
  g_autofree char *amount = kontor_format_quantity (kontor_json_get_integer (shelf, "quantity", 0));

  return kontor_stock_rows_new (
    place, kontor_stock_hold_name (kontor_json_get_string (shelf, "hold", "")), amount);
}

static GtkWidget *
new_order_row (const KontorJson *lot, const KontorJson *order)
{
  g_autofree char *when = kontor_format_when (kontor_json_get_integer (order, "shipped_at", 0));
  g_autofree char *amount = kontor_format_quantity (kontor_json_get_integer (order, "quantity", 0));
  const char      *email = kontor_json_get_string (order, "email", "");
  g_autofree char *title = g_strdup_printf ("%s · %s",
                                            kontor_json_get_string (order, "number", ""),
                                            kontor_json_get_string (order, "customer_name", ""));
  g_autofree char *subtitle = g_strconcat (when, *email != '\0' ? " · " : "", email, NULL);
  GtkWidget       *row = kontor_stock_rows_new (title, subtitle, amount);

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.record");
  gtk_actionable_set_action_target (
    GTK_ACTIONABLE (row), "(ss)", "order", kontor_json_get_string (order, "order", ""));
  return row;
}

/* "Serial number · best before 3 May 2027 · opened in May" */
static char *
dup_summary (const KontorJson *lot)
{
  gint64           best_before = kontor_json_get_integer (lot, "best_before", 0);
  const char      *note = kontor_json_get_string (lot, "note", "");
  g_autofree char *day = kontor_format_day (best_before);
  g_autoptr (GString) text = g_string_new (kontor_json_get_string (lot, "sku", ""));

  if (kontor_json_get_boolean (lot, "is_serial", FALSE))
    g_string_append_printf (text, " · %s", _ ("serial number"));
  if (best_before != 0)
    {
      g_string_append (text, " · ");
      g_string_append_printf (text, _ ("best before %s"), day);
    }
  if (*note != '\0')
    g_string_append_printf (text, " · %s", note);
  return g_strdup (text->str);
}

static void
show_recall (KontorLotPane *self)
{
  g_autofree char *when = kontor_format_when (
    kontor_json_get_integer (self->lot, "recalled_at", 0));
  g_autofree char *text = g_strdup_printf (
    _ ("Recalled %s: %s"), when, kontor_json_get_string (self->lot, "recall_reason", ""));

  gtk_label_set_label (self->recalled, text);
  gtk_widget_set_visible (GTK_WIDGET (self->recalled), is_recalled (self));
  gtk_widget_set_visible (GTK_WIDGET (self->recall), !is_recalled (self));
  gtk_widget_set_visible (GTK_WIDGET (self->unrecall), is_recalled (self));
}

static void
show_lot (KontorLotPane *self)
{
  g_autofree char *summary = dup_summary (self->lot);

  adw_window_title_set_title (self->title, kontor_json_get_string (self->lot, "code", ""));
  gtk_button_set_label (self->name, kontor_json_get_string (self->lot, "title", ""));
  gtk_label_set_label (self->summary, summary);
  show_recall (self);
  kontor_stock_rows_fill (self->shelves, self->lot, "shelves", G_MAXUINT, new_shelf_row);
  kontor_stock_rows_fill (self->orders, self->lot, "orders", G_MAXUINT, new_order_row);
}

static void
update_actions (KontorLotPane *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean   shown = self->lot != NULL;

  gtk_widget_action_set_enabled (widget, "lot.recall", shown && !is_recalled (self));
  gtk_widget_action_set_enabled (widget, "lot.unrecall", shown && is_recalled (self));
  gtk_widget_action_set_enabled (widget, "lot.edit", shown);
  gtk_widget_action_set_enabled (widget, "lot.open-item", shown);
  gtk_widget_action_set_enabled (
    widget,
    "lot.export",
    shown && kontor_json_length (kontor_json_get_array (self->lot, "orders")) > 0);
}

/* --- actions --- */

static KontorJson *
new_params (KontorLotPane *self)
{
  KontorJson *params = kontor_json_new_object ();

  kontor_json_set_string (params, "lot", kontor_json_get_string (self->lot, "uid", ""));
  return params;
}

static void
recall_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorLotPane   *self = KONTOR_LOT_PANE (widget);
  KontorAskWindow *window = kontor_ask_window_new (
    widget,
    kontor_record_pane_get_company (KONTOR_RECORD_PANE (self)),
    _ ("Recall Lot"),
    _ ("_Recall"));

  kontor_ask_window_set_about (window,
                               _ ("Nothing of a recalled lot is proposed for an order any more."));
  kontor_ask_window_add_entry (window, "reason", _ ("_Reason"), KONTOR_ASK_TEXT, TRUE);
  kontor_ask_window_set_command (window, "lot.recall", new_params (self), _ ("Lot recalled"), NULL);
  gtk_window_present (GTK_WINDOW (window));
}

static void
unrecall_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorLotPane *self = KONTOR_LOT_PANE (widget);

  kontor_act (widget,
              kontor_record_pane_get_company (KONTOR_RECORD_PANE (self)),
              "lot.unrecall",
              new_params (self),
              _ ("Recall taken back"));
}

static KontorJson *
new_change (const KontorJson *before, const KontorJson *after)
{
  KontorJson *change = kontor_json_new_object ();

  kontor_json_set (change, "base", kontor_json_share (before));
  kontor_json_set (change, "new", kontor_json_share (after));
  return change;
}

/* What was changed, with what it was: other stations may have changed it, too. */
static KontorJson *
edit_shape (const KontorJson *entered, gpointer data)
{
  const KontorJson *lot = data;
  KontorJson       *params = kontor_json_new_object ();
  KontorJson       *fields = kontor_json_new_object ();
  KontorJson       *note = kontor_json_new_string (kontor_json_get_string (entered, "note", ""));

  if (kontor_json_get_integer (entered, "best_before", 0)
      != kontor_json_get_integer (lot, "best_before", 0))
    kontor_json_set (
      fields,
      "best_before",
      new_change (kontor_json_get (lot, "best_before"), kontor_json_get (entered, "best_before")));
  if (!g_str_equal (kontor_json_string (note), kontor_json_get_string (lot, "note", "")))
    kontor_json_set (fields, "note", new_change (kontor_json_get (lot, "note"), note));
  kontor_json_set_string (params, "lot", kontor_json_get_string (lot, "uid", ""));
  kontor_json_set (params, "fields", fields);
  kontor_json_unref (note); /* shared above */
  return params;
}

static void
edit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorLotPane   *self = KONTOR_LOT_PANE (widget);
  KontorAskWindow *window = kontor_ask_window_new (
    widget,
    kontor_record_pane_get_company (KONTOR_RECORD_PANE (self)),
    _ ("Edit Lot"),
    _ ("_Save"));

  kontor_ask_window_add_entry (window, "best_before", _ ("_Best before"), KONTOR_ASK_DAY, FALSE);
  kontor_ask_window_add_entry (window, "note", _ ("_Note"), KONTOR_ASK_TEXT, FALSE);
  kontor_ask_window_set_day (
    window, "best_before", kontor_json_get_integer (self->lot, "best_before", 0));
  kontor_ask_window_set_text (window, "note", kontor_json_get_string (self->lot, "note", ""));
  kontor_ask_window_set_hint (
    window, NULL, kontor_json_share (self->lot), (GDestroyNotify) kontor_json_unref);
  kontor_ask_window_set_shape (window, edit_shape);
  kontor_ask_window_set_command (window, "lot.edit", NULL, _ ("Lot saved"), NULL);
  gtk_window_present (GTK_WINDOW (window));
}

static void
open_item_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorLotPane *self = KONTOR_LOT_PANE (widget);

  gtk_widget_activate_action (
    widget, "win.record", "(ss)", "stock", kontor_json_get_string (self->lot, "variant", ""));
}

static void
append_order (GString *csv, const KontorJson *lot, const KontorJson *order)
{
  g_autofree char *shipped = kontor_time_format_local (
    kontor_json_get_integer (order, "shipped_at", 0), kontor_format_zone (), "%Y-%m-%d");
  g_autofree char *quantity = kontor_decimal_format (
    kontor_json_get_integer (order, "quantity", 0), 3, 0, &kontor_number_style_plain);
  const char *fields[] = { kontor_json_get_string (lot, "code", ""),
                           kontor_json_get_string (lot, "sku", ""),
                           kontor_json_get_string (order, "number", ""),
                           kontor_json_get_string (order, "customer_name", ""),
                           kontor_json_get_string (order, "email", ""),
                           shipped,
                           quantity };

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    kontor_csv_append_field (csv, fields[i], ',', i == 0);
  kontor_csv_append_end (csv);
}

static void
export_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorLotPane    *self = KONTOR_LOT_PANE (widget);
  const KontorJson *orders = kontor_json_get_array (self->lot, "orders");
  g_autofree char  *file = g_strdup_printf (_ ("Lot %s.csv"),
                                           kontor_json_get_string (self->lot, "code", ""));
  GString          *csv = g_string_new ("lot,sku,order,customer,email,shipped,quantity\r\n");

  for (guint i = 0; i < kontor_json_length (orders); i++)
    append_order (csv, self->lot, kontor_json_at (orders, i));
  kontor_stock_csv_save (widget,
                         kontor_record_pane_get_company (KONTOR_RECORD_PANE (self)),
                         _ ("Export Recall List"),
                         file,
                         csv);
}

/* --- pane --- */

static void
kontor_lot_pane_take (KontorRecordPane *pane, const KontorJson *lot)
{
  KontorLotPane *self = KONTOR_LOT_PANE (pane);

  self->lot = lot;
  update_actions (self);
  if (lot != NULL)
    show_lot (self);
}

static gboolean
kontor_lot_pane_concerns (KontorRecordPane *pane, const GArray *touched)
{
  return kontor_touched_has_kind (touched, KONTOR_KIND_STOCK_MOVEMENT);
}

static void
kontor_lot_pane_class_init (KontorLotPaneClass *klass)
{
  KontorRecordPaneClass *pane_class = KONTOR_RECORD_PANE_CLASS (klass);
  GtkWidgetClass        *widget_class = GTK_WIDGET_CLASS (klass);

  pane_class->query = kontor_query_lot_json;
  pane_class->take = kontor_lot_pane_take;
  pane_class->concerns = kontor_lot_pane_concerns;

  gtk_widget_class_install_action (widget_class, "lot.recall", NULL, recall_action);
  gtk_widget_class_install_action (widget_class, "lot.unrecall", NULL, unrecall_action);
  gtk_widget_class_install_action (widget_class, "lot.edit", NULL, edit_action);
  gtk_widget_class_install_action (widget_class, "lot.open-item", NULL, open_item_action);
  gtk_widget_class_install_action (widget_class, "lot.export", NULL, export_action);
  kontor_record_pane_class_set_template (
    pane_class, "/org/kontorapp/Kontor/ui/kontor-lot-pane.ui", "lot");
  gtk_widget_class_bind_template_child (widget_class, KontorLotPane, title);
  gtk_widget_class_bind_template_child (widget_class, KontorLotPane, name);
  gtk_widget_class_bind_template_child (widget_class, KontorLotPane, summary);
  gtk_widget_class_bind_template_child (widget_class, KontorLotPane, recalled);
  gtk_widget_class_bind_template_child (widget_class, KontorLotPane, recall);
  gtk_widget_class_bind_template_child (widget_class, KontorLotPane, unrecall);
  gtk_widget_class_bind_template_child (widget_class, KontorLotPane, shelves);
  gtk_widget_class_bind_template_child (widget_class, KontorLotPane, orders);
}

static void
kontor_lot_pane_init (KontorLotPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  kontor_text_scale_template (GTK_WIDGET (self));
}
