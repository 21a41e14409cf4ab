/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-order-pane.h"

#include <glib/gi18n.h>

#include "kontor-act.h"
#include "kontor-edit-row.h"
#include "kontor-format.h"
#include "kontor-note-view.h"
#include "kontor-order-actions.h"
#include "kontor-order-events.h"
#include "kontor-order-goods.h"
#include "kontor-order-steps.h"
#include "kontor-timeline.h"
#include "kontor-value-words.h"

/**
 * KontorOrderPane:
 *
 * One order: its steps and the next one, its goods and what they come to, what left and came back,
 * for whom, and who did what.
 */
struct _KontorOrderPane
{
  KontorRecordPane parent_instance;

  const KontorJson *order; /* (unowned) (nullable) until read */

  /* Template children */
  AdwWindowTitle    *title;
  GtkButton         *customer;
  GtkLabel          *summary;
  GtkLabel          *late;
  KontorOrderSteps  *steps;
  GtkButton         *suggested;
  KontorOrderGoods  *goods;
  KontorOrderEvents *events;
  GtkLabel          *shipping;
  GtkExpander       *address_form;
  GtkBox            *address_rows;
  GtkLabel          *billing;
  GtkBox            *billing_box;
  GtkLabel          *email;
  KontorNoteView    *note;
  KontorTimeline    *timeline;
};

G_DEFINE_FINAL_TYPE (KontorOrderPane, kontor_order_pane, KONTOR_TYPE_RECORD_PANE)

static void
show_head (KontorOrderPane *self)
{
  const char       *name = kontor_json_get_string (self->order, "customer_name", "");
  const KontorJson *address = kontor_json_get_object (self->order, "shipping");
  const char       *city = address != NULL ? kontor_json_get_string (address, "city", "") : "";
  g_autofree char  *when = kontor_format_when (
    kontor_json_get_integer (self->order, "placed_at", 0));
  g_autofree char *exact = kontor_format_exact (
    kontor_json_get_integer (self->order, "placed_at", 0));
  g_autofree char *total = kontor_format_money (
    kontor_json_get_integer (self->order, "gross_minor", 0),
    kontor_json_get_string (self->order, "currency", ""));
  g_autofree char *summary = *city != '\0' ? g_strjoin (" · ", city, when, total, NULL)
                                           : g_strjoin (" · ", when, total, NULL);

  adw_window_title_set_title (self->title, kontor_json_get_string (self->order, "number", ""));
  gtk_button_set_label (self->customer, *name != '\0' ? name : _ ("Guest"));
  gtk_label_set_label (self->summary, summary);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->summary), exact);
}

static void
show_late (KontorOrderPane *self)
{
  const char      *state = kontor_json_get_string (self->order, "state", "");
  gboolean         waits = g_str_equal (state, "PAID") || g_str_equal (state, "PROCESSING");
  gint64           due = kontor_json_get_integer (self->order, "ship_by", 0);
  g_autofree char *late = waits ? kontor_format_late (due, kontor_time_now ()) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->late), late != NULL);
  gtk_label_set_label (self->late, late != NULL ? late : "");
}

static void
show_suggested (KontorOrderPane *self)
{
  const KontorOrderStep *step = kontor_order_actions_suggested (self->order);

  gtk_widget_set_visible (GTK_WIDGET (self->suggested), step != NULL);
  if (step == NULL)
    return;
  gtk_button_set_label (self->suggested, _ (step->label));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->suggested), step->action);
}

/* The name of a country other than the company's own. */
static const char *
country_of (KontorOrderPane *self, const KontorJson *address)
{
  const char *code = kontor_json_get_string (address, "country", "");

  return g_str_equal (
           code,
           kontor_company_get_country (kontor_record_pane_get_company (KONTOR_RECORD_PANE (self))))
           ? ""
           : kontor_country_name (code);
}

static char *
dup_address (KontorOrderPane *self, const KontorJson *json)
{
  KontorAddress address = { 0 };

  if (json == NULL)
    return g_strdup ("");
  /* Borrowed from json: nothing here is freed. */
  address.name = (char *) kontor_json_get_string (json, "name", "");
  address.extra = (char *) kontor_json_get_string (json, "extra", "");
  address.street = (char *) kontor_json_get_string (json, "street", "");
  address.postcode = (char *) kontor_json_get_string (json, "postcode", "");
  address.city = (char *) kontor_json_get_string (json, "city", "");
  address.region = (char *) kontor_json_get_string (json, "region", "");
  address.country = (char *) country_of (self, json);
  return kontor_format_address (&address);
}

static void
show_people (KontorOrderPane *self)
{
  const KontorJson *to = kontor_json_get_object (self->order, "shipping");
  g_autofree char  *shipping = dup_address (self, to);
  g_autofree char  *billing = dup_address (self, kontor_json_get_object (self->order, "billing"));
  const char       *email = kontor_json_get_string (self->order, "email", "");
  GtkWidget        *row = gtk_widget_get_first_child (GTK_WIDGET (self->address_rows));

  gtk_label_set_label (self->shipping, *shipping != '\0' ? shipping : _ ("No address"));
  gtk_label_set_label (self->billing, billing);
  gtk_widget_set_visible (GTK_WIDGET (self->billing_box),
                          *billing != '\0' && !g_str_equal (billing, shipping));
  gtk_label_set_label (self->email, email);
  gtk_widget_set_visible (GTK_WIDGET (self->email), *email != '\0');
  for (; row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      const char *key = kontor_edit_row_get_key (KONTOR_EDIT_ROW (row)) + strlen ("shipping_");

      kontor_edit_row_set_text (KONTOR_EDIT_ROW (row),
                                to != NULL ? kontor_json_get_string (to, key, "") : "");
    }
  kontor_note_view_set_text (self->note, kontor_json_get_string (self->order, "note", ""));
}

static void
show_order (KontorOrderPane *self)
{
  show_head (self);
  show_late (self);
  kontor_order_steps_set_order (self->steps, self->order);
  show_suggested (self);
  kontor_order_goods_set_order (self->goods, self->order);
  kontor_order_events_set_order (self->events, self->order);
  show_people (self);
  kontor_timeline_clear (self->timeline);
  kontor_timeline_add_transitions (self->timeline,
                                   kontor_json_get_array (self->order, "transitions"));
}

static void
edit (KontorOrderPane *self, const char *key, const char *base, const char *text)
{
  KontorJson *params = kontor_json_new_object ();
  KontorJson *fields = kontor_json_new_object ();
  KontorJson *field = kontor_json_new_object ();

  kontor_json_set_string (field, "base", base);
  kontor_json_set_string (field, "new", text);
  kontor_json_set (fields, key, field);
  kontor_json_set_string (params, "order", kontor_json_get_string (self->order, "uid", ""));
  kontor_json_set (params, "fields", fields);
  kontor_act (GTK_WIDGET (self),
              kontor_record_pane_get_company (KONTOR_RECORD_PANE (self)),
              "order.edit",
              params,
              NULL);
}

static void
field_edited_cb (KontorOrderPane *self, const char *base, const char *text, KontorEditRow *row)
{
  if (self->order != NULL)
    edit (self, kontor_edit_row_get_key (row), base, text);
}

static void
note_edited_cb (KontorOrderPane *self, const char *base, const char *text)
{
  if (self->order != NULL)
    edit (self, "note", base, text);
}

static void
kontor_order_pane_leave (KontorRecordPane *pane)
{
  gtk_expander_set_expanded (KONTOR_ORDER_PANE (pane)->address_form, FALSE);
}

static void
kontor_order_pane_take (KontorRecordPane *pane, const KontorJson *order)
{
  KontorOrderPane *self = KONTOR_ORDER_PANE (pane);

  self->order = order;
  kontor_order_actions_update (self);
  if (order != NULL)
    show_order (self);
}

static gboolean
kontor_order_pane_suggested (KontorRecordPane *pane)
{
  KontorOrderPane       *self = KONTOR_ORDER_PANE (pane);
  const KontorOrderStep *step = self->order != NULL ? kontor_order_actions_suggested (self->order)
                                                    : NULL;

  return step != NULL && gtk_widget_activate_action (GTK_WIDGET (self), step->action, NULL);
}

static gboolean
kontor_order_pane_print (KontorRecordPane *pane)
{
  KontorOrderPane *self = KONTOR_ORDER_PANE (pane);

  return gtk_widget_activate_action (GTK_WIDGET (self), "order.print", "s", "slip");
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, KontorOrderPane, title);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderPane, customer);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderPane, summary);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderPane, late);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderPane, steps);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderPane, suggested);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderPane, goods);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderPane, events);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderPane, shipping);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderPane, address_form);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderPane, address_rows);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderPane, billing);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderPane, billing_box);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderPane, email);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderPane, note);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderPane, timeline);
  gtk_widget_class_bind_template_callback (widget_class, field_edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, note_edited_cb);
}

static void
kontor_order_pane_class_init (KontorOrderPaneClass *klass)
{
  KontorRecordPaneClass *pane_class = KONTOR_RECORD_PANE_CLASS (klass);
  GtkWidgetClass        *widget_class = GTK_WIDGET_CLASS (klass);

  pane_class->query = kontor_query_order_json;
  pane_class->leave = kontor_order_pane_leave;
  pane_class->take = kontor_order_pane_take;
  pane_class->suggested = kontor_order_pane_suggested;
  pane_class->print = kontor_order_pane_print;

  g_type_ensure (KONTOR_TYPE_ORDER_STEPS);
  g_type_ensure (KONTOR_TYPE_ORDER_GOODS);
  g_type_ensure (KONTOR_TYPE_ORDER_EVENTS);
  g_type_ensure (KONTOR_TYPE_EDIT_ROW);
  g_type_ensure (KONTOR_TYPE_NOTE_VIEW);
  g_type_ensure (KONTOR_TYPE_TIMELINE);
  kontor_order_actions_install (widget_class);
  kontor_record_pane_class_set_template (
    pane_class, "/org/kontorapp/Kontor/ui/kontor-order-pane.ui", "order");
  bind_children (widget_class);
}

static void
kontor_order_pane_init (KontorOrderPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kontor_order_pane_get_order:
 *
 * Returns: (nullable): the order shown, as kontor_query_order_json() gives it
 */
const KontorJson *
kontor_order_pane_get_order (KontorOrderPane *self)
{
  return self->order;
}

KontorCompany *
kontor_order_pane_get_company (KontorOrderPane *self)
{
  return kontor_record_pane_get_company (KONTOR_RECORD_PANE (self));
}
