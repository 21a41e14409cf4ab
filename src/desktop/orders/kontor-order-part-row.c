/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-order-part-row.h"

#include <glib/gi18n.h>

#include "kontor-format.h"

/**
 * KontorOrderPartRow:
 *
 * A line of an order in a form: how much of it leaves, comes back or is refunded, and in what
 * condition.
 */
struct _KontorOrderPartRow
{
  AdwActionRow parent_instance;

  KontorJson *line; /* (owned) */
  gint64      most; /* thousandths */
  gboolean    conditions;

  /* Template children */
  GtkEntry    *quantity;
  GtkLabel    *limit;
  GtkDropDown *condition;
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const char *const condition_names[] = { "resell", "damaged", "lost" };

G_DEFINE_FINAL_TYPE (KontorOrderPartRow, kontor_order_part_row, ADW_TYPE_ACTION_ROW)

static gboolean
parse (KontorOrderPartRow *self, gint64 *quantity)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->quantity));

  *quantity = 0;
  if (*text == '\0')
    return TRUE;
  return kontor_expression_parse (text, 3, kontor_format_decimal (), quantity, NULL)
         && *quantity >= 0 && *quantity <= self->most;
}

static void
changed_cb (KontorOrderPartRow *self)
{
  gboolean right = kontor_order_part_row_is_right (self);

  if (right)
    gtk_widget_remove_css_class (GTK_WIDGET (self->quantity), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->quantity), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->quantity),
                               GTK_ACCESSIBLE_STATE_INVALID,
                               right ? GTK_ACCESSIBLE_INVALID_FALSE : GTK_ACCESSIBLE_INVALID_TRUE,
                               -1);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
kontor_order_part_row_finalize (GObject *object)
{
  g_clear_pointer (&KONTOR_ORDER_PART_ROW (object)->line, kontor_json_unref);

  G_OBJECT_CLASS (kontor_order_part_row_parent_class)->finalize (object);
}

static void
kontor_order_part_row_class_init (KontorOrderPartRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = kontor_order_part_row_finalize;
  signals[CHANGED] = g_signal_new (
    "changed", KONTOR_TYPE_ORDER_PART_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-order-part-row.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorOrderPartRow, quantity);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderPartRow, limit);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderPartRow, condition);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
kontor_order_part_row_init (KontorOrderPartRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kontor_order_part_row_new:
 * @line: of an order, as kontor_query_order_json() gives it
 * @most: thousandths that can be meant
 * @quantity: thousandths to begin with
 * @conditions: ask in what condition it is
 */
GtkWidget *
kontor_order_part_row_new (const KontorJson *line,
                           gint64            most,
                           gint64            quantity,
                           gboolean          conditions)
{
  KontorOrderPartRow *self = g_object_new (KONTOR_TYPE_ORDER_PART_ROW, NULL);
  g_autofree char    *text = kontor_format_quantity (quantity);
  g_autofree char    *most_text = kontor_format_quantity (most);
  /* Translators: "of 3": how many there are at most. */
  g_autofree char *limit = g_strdup_printf (_ ("of %s"), most_text);
  g_autofree char *title = g_markup_escape_text (kontor_json_get_string (line, "title", ""), -1);
  g_autofree char *sku = g_markup_escape_text (kontor_json_get_string (line, "sku", ""), -1);

  self->line = kontor_json_ref ((KontorJson *) line); /* not changed, only kept */
  self->most = most;
  self->conditions = conditions;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), sku);
  gtk_label_set_label (self->limit, limit);
  gtk_widget_set_visible (GTK_WIDGET (self->condition), conditions);
  gtk_editable_set_text (GTK_EDITABLE (self->quantity), text);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self->quantity), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  return GTK_WIDGET (self);
}

gboolean
kontor_order_part_row_is_right (KontorOrderPartRow *self)
{
  gint64 quantity = 0;

  return parse (self, &quantity);
}

/**
 * kontor_order_part_row_get_quantity:
 *
 * Returns: thousandths; 0 when it is left out or wrong
 */
gint64
kontor_order_part_row_get_quantity (KontorOrderPartRow *self)
{
  gint64 quantity = 0;

  return parse (self, &quantity) ? quantity : 0;
}

/**
 * kontor_order_part_row_get_amount:
 *
 * Returns: what this part of the line came to, in minor units
 */
gint64
kontor_order_part_row_get_amount (KontorOrderPartRow *self, gboolean gross)
{
  gint64 all = kontor_json_get_integer (self->line, gross ? "gross_minor" : "net_minor", 0);
  gint64 quantity = kontor_json_get_integer (self->line, "quantity", 0);
  gint64 amount = 0;

  if (quantity == 0
      || !kontor_scale_rounded (all, kontor_order_part_row_get_quantity (self), quantity, &amount))
    return 0;
  return amount;
}

/**
 * kontor_order_part_row_dup_part:
 *
 * Returns: (transfer full): as the commands want it
 */
KontorJson *
kontor_order_part_row_dup_part (KontorOrderPartRow *self)
{
  KontorJson *part = kontor_json_new_object ();

  kontor_json_set_integer (part, "line", kontor_json_get_integer (self->line, "line", 0));
  kontor_json_set_integer (part, "quantity", kontor_order_part_row_get_quantity (self));
  if (self->conditions)
    kontor_json_set_string (
      part, "condition", condition_names[gtk_drop_down_get_selected (self->condition)]);
  return part;
}
