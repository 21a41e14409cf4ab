/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-purchase-pane.h"

#include <glib/gi18n.h>

#include "kontor-act.h"
#include "kontor-date-entry.h"
#include "kontor-format.h"
#include "kontor-note-view.h"
#include "kontor-purchase-actions.h"
#include "kontor-purchase-goods.h"
#include "kontor-purchase-query.h"
#include "kontor-purchase-receipts.h"
#include "kontor-state.h"

/**
 * KontorPurchasePane:
 *
 * One order to a supplier: what comes and what came, when, and the next step.
 */
struct _KontorPurchasePane
{
  KontorRecordPane parent_instance;

  const KontorJson *purchase; /* (unowned) (nullable) until read */
  gboolean          filling;

  /* Template children */
  AdwWindowTitle         *title;
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

G_DEFINE_FINAL_TYPE (KontorPurchasePane, kontor_purchase_pane, KONTOR_TYPE_RECORD_PANE)

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
  kontor_act (GTK_WIDGET (self),
              kontor_record_pane_get_company (KONTOR_RECORD_PANE (self)),
              "purchase.edit",
              params,
              NULL);
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
kontor_purchase_pane_take (KontorRecordPane *pane, const KontorJson *purchase)
{
  KontorPurchasePane *self = KONTOR_PURCHASE_PANE (pane);

  self->purchase = purchase;
  kontor_purchase_actions_update (self);
  if (purchase != NULL)
    show_purchase (self);
}

static gboolean
kontor_purchase_pane_suggested (KontorRecordPane *pane)
{
  KontorPurchasePane       *self = KONTOR_PURCHASE_PANE (pane);
  const KontorPurchaseNext *next = self->purchase != NULL
                                     ? kontor_purchase_actions_suggested (self->purchase)
                                     : NULL;

  return next != NULL && gtk_widget_activate_action (GTK_WIDGET (self), next->action, NULL);
}

static gboolean
kontor_purchase_pane_print (KontorRecordPane *pane)
{
  return gtk_widget_activate_action (GTK_WIDGET (pane), "purchase.print", NULL);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, KontorPurchasePane, title);
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
  KontorRecordPaneClass *pane_class = KONTOR_RECORD_PANE_CLASS (klass);
  GtkWidgetClass        *widget_class = GTK_WIDGET_CLASS (klass);

  pane_class->query = kontor_query_purchase_json;
  pane_class->take = kontor_purchase_pane_take;
  pane_class->suggested = kontor_purchase_pane_suggested;
  pane_class->print = kontor_purchase_pane_print;

  g_type_ensure (KONTOR_TYPE_PURCHASE_GOODS);
  g_type_ensure (KONTOR_TYPE_PURCHASE_RECEIPTS);
  g_type_ensure (KONTOR_TYPE_DATE_ENTRY);
  g_type_ensure (KONTOR_TYPE_NOTE_VIEW);
  kontor_purchase_actions_install (widget_class);
  kontor_record_pane_class_set_template (
    pane_class, "/org/kontorapp/Kontor/ui/kontor-purchase-pane.ui", "purchase");
  bind_children (widget_class);
}

static void
kontor_purchase_pane_init (KontorPurchasePane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  kontor_date_entry_set_label (self->expected, _ ("Expected"));
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
  return kontor_record_pane_get_company (KONTOR_RECORD_PANE (self));
}
