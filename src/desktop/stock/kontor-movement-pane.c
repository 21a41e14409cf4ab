/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-movement-pane.h"

#include <glib/gi18n.h>

#include "kontor-act.h"
#include "kontor-format.h"
#include "kontor-stock-query.h"
#include "kontor-stock-rows.h"
#include "kontor-stock-words.h"
#include "kontor-text-scale.h"

/**
 * KontorMovementPane:
 *
 * One row of the ledger: what moved, why, when it happened and when it became known, and what it
 * belongs to.
 */
struct _KontorMovementPane
{
  KontorRecordPane parent_instance;

  const KontorJson *movement; /* (unowned) (nullable) until read */

  /* Template children */
  AdwWindowTitle *title;
  GtkButton      *name;
  GtkLabel       *summary;
  GtkLabel       *quantity;
  GtkLabel       *taken_back;
  GtkButton      *take_back;
  GtkButton      *keep;
  GtkWidget      *buttons;
  GtkListBox     *facts;
};

G_DEFINE_FINAL_TYPE (KontorMovementPane, kontor_movement_pane, KONTOR_TYPE_RECORD_PANE)

static void
add_fact (KontorMovementPane *self, const char *title, const char *text)
{
  GtkWidget *row = NULL;

  if (text == NULL || *text == '\0')
    return;
  row = kontor_stock_rows_new (title, "", text);
  gtk_list_box_append (self->facts, row);
}

/* A fact that opens a record. */
static void
add_link (KontorMovementPane *self,
          const char         *title,
          const char         *number_key,
          const char         *kind,
          const char         *uid_key)
{
  const char *number = kontor_json_get_string (self->movement, number_key, "");
  GtkWidget  *row = NULL;

  if (*number == '\0')
    return;
  row = kontor_stock_rows_new (title, "", number);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.record");
  gtk_actionable_set_action_target (
    GTK_ACTIONABLE (row), "(ss)", kind, kontor_json_get_string (self->movement, uid_key, ""));
  gtk_list_box_append (self->facts, row);
}

static void
add_time (KontorMovementPane *self, const char *title, const char *key)
{
  g_autofree char *text = kontor_format_exact (kontor_json_get_integer (self->movement, key, 0));

  if (kontor_json_get (self->movement, key) != NULL)
    add_fact (self, title, text);
}

/* Documents write their number into the note of what they move. */
static gboolean
repeats_number (const KontorJson *movement)
{
  static const char *const numbers[] = {
    "order_number", "purchase_number", "transfer_number", "count_number"
  };
  const char *note = kontor_json_get_string (movement, "note", "");

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (*note != '\0' && g_str_equal (note, kontor_json_get_string (movement, numbers[i], "")))
      return TRUE;
  return FALSE;
}

static void
show_facts (KontorMovementPane *self)
{
  const KontorJson *movement = self->movement;
  g_autofree char  *best_before = kontor_format_day (
    kontor_json_get_integer (movement, "best_before", 0));
  g_autofree char *cost = kontor_format_price (kontor_json_get_integer (movement, "cost_e4", 0),
                                               kontor_json_get_string (movement, "currency", ""));
  g_autofree char *station = g_strdup_printf (
    "%d", (int) kontor_json_get_integer (movement, "station", 0));
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->facts))) != NULL)
    gtk_list_box_remove (self->facts, child);
  add_link (self, _ ("Order"), "order_number", "order", "order");
  add_link (self, _ ("Purchase order"), "purchase_number", "purchase_order", "purchase");
  add_link (self, _ ("Transfer"), "transfer_number", "transfer", "transfer");
  add_link (self, _ ("Count"), "count_number", "stock_count", "count");
  add_fact (
    self, _ ("Reason"), kontor_stock_reason_name (kontor_json_get_string (movement, "reason", "")));
  add_fact (self, _ ("Place"), kontor_json_get_string (movement, "place", _ ("Main place")));
  add_fact (self,
            _ ("Unavailable because"),
            kontor_stock_hold_name (kontor_json_get_string (movement, "hold", "")));
  add_link (self, _ ("Lot"), "lot_code", "lot", "lot");
  if (kontor_json_get (movement, "best_before") != NULL)
    add_fact (self, _ ("Best before"), best_before);
  if (kontor_json_get (movement, "cost_e4") != NULL)
    add_fact (self, _ ("Cost of one"), cost);
  if (!repeats_number (movement))
    add_fact (self, _ ("Note"), kontor_json_get_string (movement, "note", ""));
  add_time (self, _ ("Happened"), "happened_at");
  add_time (self, _ ("Recorded"), "recorded_at");
  add_time (self, _ ("Booked on"), "booked_on");
  add_fact (self, _ ("By"), kontor_json_get_string (movement, "author", ""));
  add_fact (self, _ ("Station"), station);
}

static void
show_movement (KontorMovementPane *self)
{
  const char *kind = kontor_stock_kind_name (kontor_json_get_string (self->movement, "kind", ""));
  gboolean    taken_back = kontor_json_get_boolean (self->movement, "taken_back", FALSE);
  g_autofree char *change = kontor_stock_dup_change (
    kontor_json_get_integer (self->movement, "quantity", 0));
  g_autofree char *when = kontor_format_when (
    kontor_json_get_integer (self->movement, "happened_at", 0));
  g_autofree char *summary = g_strdup_printf (
    "%s · %s", kontor_json_get_string (self->movement, "sku", ""), when);

  adw_window_title_set_title (self->title, kind);
  gtk_button_set_label (self->name, kontor_json_get_string (self->movement, "title", ""));
  gtk_label_set_label (self->summary, summary);
  gtk_label_set_label (self->quantity, change);
  gtk_widget_set_visible (GTK_WIDGET (self->taken_back), taken_back);
  show_facts (self);
}

static void
update_actions (KontorMovementPane *self)
{
  gboolean own = kontor_json_get_boolean (self->movement, "own", FALSE);
  gboolean taken_back = kontor_json_get_boolean (self->movement, "taken_back", FALSE);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "movement.take-back", own && !taken_back);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "movement.keep", own && taken_back);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "movement.open-item", self->movement != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->take_back), own && !taken_back);
  gtk_widget_set_visible (GTK_WIDGET (self->keep), own && taken_back);
  gtk_widget_set_visible (self->buttons, own);
}

static void
standing_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorMovementPane *self = KONTOR_MOVEMENT_PANE (widget);
  gboolean            keep = g_str_equal (name, "movement.keep");
  KontorJson         *params = kontor_json_new_object ();

  kontor_json_set_string (params, "movement", kontor_json_get_string (self->movement, "uid", ""));
  kontor_act (widget,
              kontor_record_pane_get_company (KONTOR_RECORD_PANE (self)),
              keep ? "stock.unvoid" : "stock.void",
              params,
              keep ? _ ("The movement counts again") : _ ("Movement taken back"));
}

static void
open_item_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorMovementPane *self = KONTOR_MOVEMENT_PANE (widget);

  gtk_widget_activate_action (
    widget, "win.record", "(ss)", "stock", kontor_json_get_string (self->movement, "variant", ""));
}

/* --- pane --- */

static void
kontor_movement_pane_take (KontorRecordPane *pane, const KontorJson *movement)
{
  KontorMovementPane *self = KONTOR_MOVEMENT_PANE (pane);

  self->movement = movement;
  update_actions (self);
  if (movement != NULL)
    show_movement (self);
}

static gboolean
kontor_movement_pane_concerns (KontorRecordPane *pane, const GArray *touched)
{
  return kontor_touched_has_kind (touched, KONTOR_KIND_STOCK_MOVEMENT);
}

static void
kontor_movement_pane_class_init (KontorMovementPaneClass *klass)
{
  KontorRecordPaneClass *pane_class = KONTOR_RECORD_PANE_CLASS (klass);
  GtkWidgetClass        *widget_class = GTK_WIDGET_CLASS (klass);

  pane_class->query = kontor_query_movement_json;
  pane_class->take = kontor_movement_pane_take;
  pane_class->concerns = kontor_movement_pane_concerns;

  gtk_widget_class_install_action (widget_class, "movement.take-back", NULL, standing_action);
  gtk_widget_class_install_action (widget_class, "movement.keep", NULL, standing_action);
  gtk_widget_class_install_action (widget_class, "movement.open-item", NULL, open_item_action);
  kontor_record_pane_class_set_template (
    pane_class, "/org/kontorapp/Kontor/ui/kontor-movement-pane.ui", "movement");
  gtk_widget_class_bind_template_child (widget_class, KontorMovementPane, title);
  gtk_widget_class_bind_template_child (widget_class, KontorMovementPane, name);
  gtk_widget_class_bind_template_child (widget_class, KontorMovementPane, summary);
  gtk_widget_class_bind_template_child (widget_class, KontorMovementPane, quantity);
  gtk_widget_class_bind_template_child (widget_class, KontorMovementPane, taken_back);
  gtk_widget_class_bind_template_child (widget_class, KontorMovementPane, take_back);
  gtk_widget_class_bind_template_child (widget_class, KontorMovementPane, keep);
  gtk_widget_class_bind_template_child (widget_class, KontorMovementPane, buttons);
  gtk_widget_class_bind_template_child (widget_class, KontorMovementPane, facts);
}

static void
kontor_movement_pane_init (KontorMovementPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  kontor_text_scale_template (GTK_WIDGET (self));
}
