/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-order-dialog.h"

#include <glib/gi18n.h>

#include "kontor-act.h"
#include "kontor-format.h"
#include "kontor-order-part-row.h"
#include "kontor-text-scale.h"

/* Pixels; with goods the height of the template. */
#define WIDTH 520
#define LOW_HEIGHT 220

/**
 * KontorOrderDialog:
 *
 * The small forms of an order: what leaves and how, what came back, what is refunded, why it is
 * cancelled. One form whose fields depend on the command.
 */
struct _KontorOrderDialog
{
  AdwWindow parent_instance;

  KontorCompany     *company; /* (owned) */
  KontorJson        *order;   /* (owned) */
  const struct Form *form;
  GtkWidget         *opener; /* (owned): where the toast appears */
  GPtrArray         *parts;  /* (owned) of KontorOrderPartRow, unowned: in the group */

  /* Template children */
  AdwWindowTitle      *title;
  GtkButton           *go;
  AdwPreferencesGroup *lines;
  AdwComboRow         *carrier;
  AdwEntryRow         *tracking;
  AdwEntryRow         *shipping;
  AdwEntryRow         *reason;
  GtkLabel            *sum;
};

typedef struct Form
{
  const char *command;
  const char *title; /* N_() */
  const char *verb;  /* N_() with mnemonic */
  const char *done;  /* N_(), with the number of the order */
  const char *most;  /* (nullable): how it is found out what can be meant */
  gboolean    all;   /* begins with everything */
  gboolean    carrier;
  gboolean    shipping;
  gboolean    reason;
  gboolean    reason_needed;
  gboolean    conditions;
} Form;

static const Form forms[] = {
  { .command = "order.ship",
    .title = N_ ("Ship Order"),
    .verb = N_ ("_Ship Order"),
    .done = N_ ("Order %s shipped"),
    .most = "open",
    .all = TRUE,
    .carrier = TRUE },
  { .command = "order.return",
    .title = N_ ("Record Return"),
    .verb = N_ ("_Record Return"),
    .done = N_ ("Return of %s recorded"),
    .most = "out",
    .reason = TRUE,
    .conditions = TRUE },
  { .command = "order.refund",
    .title = N_ ("Record Refund"),
    .verb = N_ ("_Record Refund"),
    .done = N_ ("Refund of %s recorded"),
    .most = "quantity",
    .shipping = TRUE,
    .reason = TRUE,
    .reason_needed = TRUE },
  { .command = "order.cancel",
    .title = N_ ("Cancel Order"),
    .verb = N_ ("_Cancel Order"),
    .done = N_ ("Order %s cancelled"),
    .reason = TRUE,
    .reason_needed = TRUE },
};

static const char *const carriers[] = { "", "dhl", "dpd", "gls", "hermes", "ups" };

G_DEFINE_FINAL_TYPE (KontorOrderDialog, kontor_order_dialog, ADW_TYPE_WINDOW)

static const char *
text_of (AdwEntryRow *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static gboolean
is_gross (KontorOrderDialog *self)
{
  return g_str_equal (kontor_json_get_string (self->order, "price_mode", "gross"), "gross");
}

static gboolean
parse_shipping (KontorOrderDialog *self, gint64 *minor)
{
  guint digits = kontor_currency_digits (kontor_json_get_string (self->order, "currency", "EUR"));

  *minor = 0;
  return *text_of (self->shipping) == '\0'
         || (kontor_expression_parse (
               text_of (self->shipping), digits, kontor_format_decimal (), minor, NULL)
             && *minor >= 0);
}

static void
show_sum (KontorOrderDialog *self)
{
  gint64           shipping = 0;
  gint64           sum = 0;
  g_autofree char *amount = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < self->parts->len; i++)
    sum += kontor_order_part_row_get_amount (g_ptr_array_index (self->parts, i), is_gross (self));
  parse_shipping (self, &shipping);
  amount = kontor_format_money (sum + shipping,
                                kontor_json_get_string (self->order, "currency", ""));
  text = g_strdup_printf (_ ("Comes to %s"), amount);
  gtk_label_set_label (self->sum, text);
}

static gboolean
is_complete (KontorOrderDialog *self)
{
  gint64 shipping = 0;
  gint64 quantity = 0;

  for (guint i = 0; i < self->parts->len; i++)
    {
      if (!kontor_order_part_row_is_right (g_ptr_array_index (self->parts, i)))
        return FALSE;
      quantity += kontor_order_part_row_get_quantity (g_ptr_array_index (self->parts, i));
    }
  if (!parse_shipping (self, &shipping))
    return FALSE;
  if (self->form->most != NULL && quantity == 0 && shipping == 0)
    return FALSE;
  return !self->form->reason_needed || *text_of (self->reason) != '\0';
}

static void
changed_cb (KontorOrderDialog *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.go", is_complete (self));
  if (self->form->shipping)
    show_sum (self);
}

static void
add_parts (KontorOrderDialog *self, KontorJson *params)
{
  KontorJson *lines = kontor_json_new_array ();

  for (guint i = 0; i < self->parts->len; i++)
    {
      KontorOrderPartRow *row = g_ptr_array_index (self->parts, i);
      KontorJson         *part = NULL;

      if (kontor_order_part_row_get_quantity (row) == 0)
        continue;
      part = kontor_order_part_row_dup_part (row);
      if (self->form->shipping)
        kontor_json_set_integer (
          part, "amount_minor", kontor_order_part_row_get_amount (row, is_gross (self)));
      kontor_json_append (lines, part);
    }
  kontor_json_set (params, "lines", lines);
}

static KontorJson *
dup_params (KontorOrderDialog *self)
{
  KontorJson *params = kontor_json_new_object ();
  gint64      shipping = 0;

  kontor_json_set_string (params, "order", kontor_json_get_string (self->order, "uid", ""));
  if (self->form->most != NULL)
    add_parts (self, params);
  if (self->form->carrier && adw_combo_row_get_selected (self->carrier) > 0)
    kontor_json_set_string (
      params, "carrier", carriers[adw_combo_row_get_selected (self->carrier)]);
  if (self->form->carrier && *text_of (self->tracking) != '\0')
    kontor_json_set_string (params, "tracking_number", text_of (self->tracking));
  if (self->form->shipping && parse_shipping (self, &shipping) && shipping > 0)
    kontor_json_set_integer (params, "shipping_minor", shipping);
  if (self->form->reason && *text_of (self->reason) != '\0')
    kontor_json_set_string (params, "reason", text_of (self->reason));
  return params;
}

static void
go_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorOrderDialog *self = KONTOR_ORDER_DIALOG (widget);
  g_autoptr (GString) done = g_string_new (_ (self->form->done));

  g_string_replace (done, "%s", kontor_json_get_string (self->order, "number", ""), 1);
  kontor_act (self->opener, self->company, self->form->command, dup_params (self), done->str);
  gtk_window_close (GTK_WINDOW (self));
}

static void
close_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_window_close (GTK_WINDOW (widget));
}

static void
kontor_order_dialog_dispose (GObject *object)
{
  KontorOrderDialog *self = KONTOR_ORDER_DIALOG (object);

  g_clear_object (&self->company);
  g_clear_object (&self->opener);
  g_clear_pointer (&self->order, kontor_json_unref);
  g_clear_pointer (&self->parts, g_ptr_array_unref);

  G_OBJECT_CLASS (kontor_order_dialog_parent_class)->dispose (object);
}

static void
kontor_order_dialog_class_init (KontorOrderDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_order_dialog_dispose;
  gtk_widget_class_install_action (widget_class, "dialog.go", NULL, go_action);
  gtk_widget_class_install_action (widget_class, "dialog.close", NULL, close_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "dialog.close", NULL);
  gtk_widget_class_add_binding_action (
    widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "dialog.go", NULL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-order-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorOrderDialog, title);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderDialog, go);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderDialog, lines);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderDialog, carrier);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderDialog, tracking);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderDialog, shipping);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderDialog, reason);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderDialog, sum);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
kontor_order_dialog_init (KontorOrderDialog *self)
{
  self->form = &forms[0];
  self->parts = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  kontor_text_scale_template (GTK_WIDGET (self));
}

static gint64
most_of (const KontorJson *line, const char *what)
{
  gint64 out = kontor_json_get_integer (line, "delivered", 0)
               - kontor_json_get_integer (line, "returned", 0);

  return g_str_equal (what, "out") ? out : kontor_json_get_integer (line, what, 0);
}

static gboolean
is_meant (const KontorJson *line, const Form *form)
{
  const char *kind = kontor_json_get_string (line, "kind", "goods");
  gboolean    goods = g_str_equal (kind, "goods");

  return most_of (line, form->most) > 0
         && (goods || (form->shipping && g_str_equal (kind, "service")));
}

static void
add_rows (KontorOrderDialog *self)
{
  const KontorJson *lines = kontor_json_get_array (self->order, "lines");

  for (guint i = 0; lines != NULL && i < kontor_json_length (lines); i++)
    {
      const KontorJson *line = kontor_json_at (lines, i);
      GtkWidget        *row = NULL;
      gint64            most = 0;

      if (!is_meant (line, self->form))
        continue;
      most = most_of (line, self->form->most);
      row = kontor_order_part_row_new (
        line, most, self->form->all ? most : 0, self->form->conditions);
      g_signal_connect_object (row, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
      adw_preferences_group_add (self->lines, row);
      g_ptr_array_add (self->parts, row);
    }
}

static void
set_up (KontorOrderDialog *self)
{
  const Form *form = self->form;

  adw_window_title_set_title (self->title, _ (form->title));
  adw_window_title_set_subtitle (self->title, kontor_json_get_string (self->order, "number", ""));
  gtk_button_set_label (self->go, _ (form->verb));
  if (g_str_equal (form->command, "order.cancel"))
    gtk_widget_set_css_classes (GTK_WIDGET (self->go),
                                (const char *[]){ "destructive-action", NULL });
  if (form->most == NULL) /* a reason is all that is asked for */
    gtk_window_set_default_size (GTK_WINDOW (self), WIDTH, LOW_HEIGHT);
  gtk_widget_set_visible (GTK_WIDGET (self->lines), form->most != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->carrier), form->carrier);
  gtk_widget_set_visible (GTK_WIDGET (self->tracking), form->carrier);
  gtk_widget_set_visible (GTK_WIDGET (self->shipping), form->shipping);
  gtk_widget_set_visible (GTK_WIDGET (self->sum), form->shipping);
  gtk_widget_set_visible (GTK_WIDGET (self->reason), form->reason);
  if (form->most != NULL)
    add_rows (self);
  gtk_widget_grab_focus (GTK_WIDGET (form->carrier ? self->tracking : self->reason));
  changed_cb (self);
}

/**
 * kontor_order_dialog_present:
 * @parent: the pane that shows the order; toasts appear there
 * @order: as kontor_query_order_json() gives it
 * @command: order.ship, order.return, order.refund or order.cancel
 */
void
kontor_order_dialog_present (GtkWidget        *parent,
                             KontorCompany    *company,
                             const KontorJson *order,
                             const char       *command)
{
  KontorOrderDialog *self = g_object_new (
    KONTOR_TYPE_ORDER_DIALOG, "transient-for", gtk_widget_get_root (parent), NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    if (g_str_equal (forms[i].command, command))
      self->form = &forms[i];
  self->company = g_object_ref (company);
  self->opener = g_object_ref (parent);
  self->order = kontor_json_ref ((KontorJson *) order); /* not changed, only kept */
  set_up (self);
  gtk_window_present (GTK_WINDOW (self));
}
