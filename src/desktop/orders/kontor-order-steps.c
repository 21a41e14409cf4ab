/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-order-steps.h"

#include <glib/gi18n.h>

#include "kontor-format.h"
#include "kontor-order.h"
#include "kontor-state.h"

#define DOT 12
#define LINE 2
#define GAP 6

/**
 * KontorOrderSteps:
 *
 * The way of an order as a line of dots with words: what is done is filled, what comes next has a
 * ring. An order that was cancelled or came back ends there.
 */
struct _KontorOrderSteps
{
  GtkWidget parent_instance;

  guint n_steps;
  guint n_reached;
};

G_DEFINE_FINAL_TYPE (KontorOrderSteps, kontor_order_steps, GTK_TYPE_WIDGET)

static const KontorOrderState way[] = {
  KONTOR_ORDER_PENDING_PAYMENT, KONTOR_ORDER_PAID,      KONTOR_ORDER_PROCESSING,
  KONTOR_ORDER_SHIPPED,         KONTOR_ORDER_DELIVERED,
};

static void
kontor_order_steps_measure (GtkWidget     *widget,
                            GtkOrientation orientation,
                            int            for_size,
                            int           *minimum,
                            int           *natural,
                            int           *minimum_baseline,
                            int           *natural_baseline)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);
  int        widest = 0;

  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int least = 0;
      int wish = 0;

      gtk_widget_measure (child, orientation, -1, &least, &wish, NULL, NULL);
      widest = MAX (widest, wish);
      *minimum += orientation == GTK_ORIENTATION_HORIZONTAL ? least : 0;
    }
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *natural = MAX (*minimum, widest * (int) KONTOR_ORDER_STEPS (widget)->n_steps);
  else
    *minimum = *natural = DOT + GAP + widest;
}

static void
kontor_order_steps_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  KontorOrderSteps *self = KONTOR_ORDER_STEPS (widget);
  GtkWidget        *child = gtk_widget_get_first_child (widget);
  int               each = self->n_steps > 0 ? width / (int) self->n_steps : width;

  for (int i = 0; child != NULL; i++, child = gtk_widget_get_next_sibling (child))
    gtk_widget_size_allocate (
      child, &(GtkAllocation){ i * each, DOT + GAP, each, height - DOT - GAP }, -1);
}

static void
draw_dot (GtkSnapshot *snapshot, float x, const GdkRGBA *color, gboolean filled)
{
  GskRoundedRect dot;

  gsk_rounded_rect_init_from_rect (
    &dot, &GRAPHENE_RECT_INIT (x - DOT / 2.0f, 0, DOT, DOT), DOT / 2.0f);
  if (filled)
    {
      gtk_snapshot_push_rounded_clip (snapshot, &dot);
      gtk_snapshot_append_color (snapshot, color, &dot.bounds);
      gtk_snapshot_pop (snapshot);
    }
  else
    gtk_snapshot_append_border (
      snapshot, &dot, (float[]){ 2, 2, 2, 2 }, (GdkRGBA[]){ *color, *color, *color, *color });
}

static void
kontor_order_steps_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  KontorOrderSteps *self = KONTOR_ORDER_STEPS (widget);
  GtkStyleContext  *style = gtk_widget_get_style_context (widget);
  float             each = (float) gtk_widget_get_width (widget) / (float) MAX (self->n_steps, 1);
  GdkRGBA           strong;
  GdkRGBA           faint;

  gtk_style_context_get_color (style, &strong);
  faint = strong;
  faint.alpha *= 0.3f;
  for (guint i = 0; i < self->n_steps; i++)
    {
      float    middle = ((float) i + 0.5f) * each;
      gboolean reached = i < self->n_reached;

      if (i > 0)
        gtk_snapshot_append_color (
          snapshot,
          reached ? &strong : &faint,
          &GRAPHENE_RECT_INIT (middle - each + DOT, (DOT - LINE) / 2.0f, each - 2 * DOT, LINE));
      draw_dot (snapshot, middle, reached ? &strong : &faint, reached);
    }
  GTK_WIDGET_CLASS (kontor_order_steps_parent_class)->snapshot (widget, snapshot);
}

static void
kontor_order_steps_dispose (GObject *object)
{
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (kontor_order_steps_parent_class)->dispose (object);
}

static void
kontor_order_steps_class_init (KontorOrderStepsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_order_steps_dispose;
  widget_class->measure = kontor_order_steps_measure;
  widget_class->size_allocate = kontor_order_steps_size_allocate;
  widget_class->snapshot = kontor_order_steps_snapshot;
  gtk_widget_class_set_css_name (widget_class, "steps");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
kontor_order_steps_init (KontorOrderSteps *self)
{
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Steps of the order"), -1);
}

/* When a state was reached last, 0 for never. */
static gint64
reached_at (const KontorJson *order, const char *state)
{
  const KontorJson *steps = kontor_json_get_array (order, "transitions");
  gint64            at = 0;

  for (guint i = 0; steps != NULL && i < kontor_json_length (steps); i++)
    if (g_str_equal (kontor_json_get_string (kontor_json_at (steps, i), "to", ""), state))
      at = kontor_json_get_integer (kontor_json_at (steps, i), "happened_at", 0);
  return at;
}

static void
add_step (KontorOrderSteps *self, const KontorJson *order, KontorOrderState state, gboolean reached)
{
  const char      *name = kontor_order_state_to_name (state);
  GtkWidget       *label = gtk_label_new (_ (kontor_state_find (name)->step));
  g_autofree char *when = kontor_format_exact (reached_at (order, name));

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, reached ? "caption-heading" : "caption");
  if (!reached)
    gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_set_tooltip_text (label, reached && *when != '\0' ? when : NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (label),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  reached ? _ ("done") : _ ("not yet"),
                                  -1);
  gtk_widget_set_parent (label, GTK_WIDGET (self));
  self->n_steps++;
  self->n_reached += reached ? 1 : 0;
}

static void
clear (KontorOrderSteps *self)
{
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  self->n_steps = 0;
  self->n_reached = 0;
}

/**
 * kontor_order_steps_set_order:
 * @order: as kontor_query_order_json() gives it
 */
void
kontor_order_steps_set_order (KontorOrderSteps *self, const KontorJson *order)
{
  KontorOrderState state = KONTOR_ORDER_CART;
  gboolean         stopped = FALSE;

  g_return_if_fail (KONTOR_IS_ORDER_STEPS (self));

  clear (self);
  kontor_order_state_from_name (kontor_json_get_string (order, "state", "CART"), &state);
  stopped = state == KONTOR_ORDER_CANCELLED || state == KONTOR_ORDER_RETURNED;
  for (gsize i = 0; i < G_N_ELEMENTS (way); i++)
    {
      gboolean reached = stopped ? reached_at (order, kontor_order_state_to_name (way[i])) != 0
                                 : state >= way[i];

      if (reached || !stopped)
        add_step (self, order, way[i], reached);
    }
  if (stopped)
    add_step (self, order, state, TRUE);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
