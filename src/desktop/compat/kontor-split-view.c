/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-split-view.h"

#include "kontor-text-scale.h"

#define GRIP_WIDTH 9

/**
 * KontorSplitView:
 *
 * A main part and a side part, side by side. Below "fold-below" pixels only one of them is shown:
 * the side while "show-side" holds, else the main part. Unfolded, "show-side" shows or hides the
 * side. The side has a width of its own, which the person may drag where "resizable" is set.
 * All lengths are those for text of the usual size and grow with it, unless "fixed" is set.
 */
struct _KontorSplitView
{
  GtkWidget parent_instance;

  GtkWidget *main_child; /* (nullable) */
  GtkWidget *side_child; /* (nullable) */
  GtkWidget *grip;

  gboolean side_at_end;
  gboolean show_side;
  gboolean folded;
  gboolean resizable;
  gboolean fixed;
  int      fold_below;
  int      side_width;
  int      least_width; /* of the side */
  int      most_width;
  int      drag_start;
  guint    notify_id;
};

typedef enum
{
  PROP_MAIN_CHILD = 1,
  PROP_SIDE_CHILD,
  PROP_SIDE_AT_END,
  PROP_SHOW_SIDE,
  PROP_FOLDED,
  PROP_RESIZABLE,
  PROP_FIXED,
  PROP_FOLD_BELOW,
  PROP_SIDE_WIDTH,
  PROP_LEAST_WIDTH,
  PROP_MOST_WIDTH,
} KontorSplitViewProperty;

static GParamSpec *properties[PROP_MOST_WIDTH + 1];

static void kontor_split_view_buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (KontorSplitView,
                               kontor_split_view,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE,
                                                      kontor_split_view_buildable_init))

static gboolean
is_shown (GtkWidget *child)
{
  return child != NULL && gtk_widget_get_visible (child);
}

static int
scaled (KontorSplitView *self, int length)
{
  return self->fixed ? length : kontor_text_scaled (GTK_WIDGET (self), length);
}

static int
effective_width (KontorSplitView *self, int width)
{
  int least = 0;
  int main_least = 0;
  int side = scaled (self, CLAMP (self->side_width, self->least_width, self->most_width));

  gtk_widget_measure (self->side_child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  if (is_shown (self->main_child))
    gtk_widget_measure (
      self->main_child, GTK_ORIENTATION_HORIZONTAL, -1, &main_least, NULL, NULL, NULL);
  return MAX (least, MIN (side, width - main_least));
}

static void
place (GtkWidget *child, int x, int width, int height)
{
  gtk_widget_set_child_visible (child, TRUE);
  gtk_widget_size_allocate (child, &(GtkAllocation){ x, 0, width, height }, -1);
}

static void
place_one (KontorSplitView *self, int width, int height)
{
  gboolean   side = self->show_side && is_shown (self->side_child);
  GtkWidget *shown = side ? self->side_child : self->main_child;
  GtkWidget *hidden = side ? self->main_child : self->side_child;

  gtk_widget_set_child_visible (self->grip, FALSE);
  if (hidden != NULL)
    gtk_widget_set_child_visible (hidden, FALSE);
  if (is_shown (shown))
    place (shown, 0, width, height);
}

static void
place_both (KontorSplitView *self, int width, int height)
{
  int      side = effective_width (self, width);
  gboolean at_end = self->side_at_end
                    != (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL);
  int edge = at_end ? width - side : side;

  place (self->side_child, at_end ? edge : 0, side, height);
  if (is_shown (self->main_child))
    place (self->main_child, at_end ? 0 : edge, width - side, height);
  gtk_widget_set_child_visible (self->grip, self->resizable);
  if (self->resizable)
    place (self->grip, edge - GRIP_WIDTH / 2, GRIP_WIDTH, height);
}

static gboolean
notify_folded_cb (gpointer data)
{
  KontorSplitView *self = data;

  self->notify_id = 0;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLDED]);
  return G_SOURCE_REMOVE;
}

static void
update_folded (KontorSplitView *self, int width)
{
  gboolean folded = width < scaled (self, self->fold_below);

  if (self->folded == folded)
    return;
  self->folded = folded;
  /* Told later: listeners change widgets, which must not happen while sizes are being given. */
  if (self->notify_id == 0)
    self->notify_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, notify_folded_cb, self, NULL);
}

static void
grip_drag_begin_cb (GtkGestureDrag *gesture, double x, double y, KontorSplitView *self)
{
  self->drag_start = gtk_widget_get_width (self->side_child);
}

static void
grip_drag_update_cb (GtkGestureDrag *gesture, double x, double y, KontorSplitView *self)
{
  int      offset = (int) x;
  gboolean at_end = self->side_at_end
                    != (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL);
  int now = gtk_widget_get_width (self->side_child);
  int unit = scaled (self, 100);

  /* The grip moves with the edge, so the gesture's offset is from where the edge is now. */
  g_object_set (self, "side-width", (at_end ? now - offset : now + offset) * 100 / unit, NULL);
}

static void
kontor_split_view_measure (GtkWidget     *widget,
                           GtkOrientation orientation,
                           int            for_size,
                           int           *minimum,
                           int           *natural,
                           int           *minimum_baseline,
                           int           *natural_baseline)
{
  KontorSplitView *self = KONTOR_SPLIT_VIEW (widget);
  GtkWidget       *children[] = { self->main_child, self->side_child };

  for (gsize i = 0; i < G_N_ELEMENTS (children); i++)
    {
      int least = 0;
      int wish = 0;

      if (!is_shown (children[i]))
        continue;
      gtk_widget_measure (children[i], orientation, -1, &least, &wish, NULL, NULL);
      *minimum = MAX (*minimum, least);
      *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? *natural + wish : MAX (*natural, wish);
    }
}

static void
kontor_split_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  KontorSplitView *self = KONTOR_SPLIT_VIEW (widget);

  update_folded (self, width);
  if (!self->folded && self->show_side && is_shown (self->side_child))
    place_both (self, width, height);
  else if (self->folded)
    place_one (self, width, height);
  else
    {
      gtk_widget_set_child_visible (self->grip, FALSE);
      if (self->side_child != NULL)
        gtk_widget_set_child_visible (self->side_child, FALSE);
      if (is_shown (self->main_child))
        place (self->main_child, 0, width, height);
    }
}

static void
set_child (KontorSplitView *self, GtkWidget **place_of_child, GtkWidget *child)
{
  if (*place_of_child == child)
    return;
  g_clear_pointer (place_of_child, gtk_widget_unparent);
  *place_of_child = child;
  if (child != NULL)
    gtk_widget_insert_before (child, GTK_WIDGET (self), self->grip);
}

static void
kontor_split_view_get_property (GObject    *object,
                                guint       property_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  KontorSplitView *self = KONTOR_SPLIT_VIEW (object);

  switch ((KontorSplitViewProperty) property_id)
    {
    case PROP_MAIN_CHILD:
      g_value_set_object (value, self->main_child);
      break;
    case PROP_SIDE_CHILD:
      g_value_set_object (value, self->side_child);
      break;
    case PROP_SIDE_AT_END:
      g_value_set_boolean (value, self->side_at_end);
      break;
    case PROP_SHOW_SIDE:
      g_value_set_boolean (value, self->show_side);
      break;
    case PROP_FOLDED:
      g_value_set_boolean (value, self->folded);
      break;
    case PROP_RESIZABLE:
      g_value_set_boolean (value, self->resizable);
      break;
    case PROP_FIXED:
      g_value_set_boolean (value, self->fixed);
      break;
    case PROP_FOLD_BELOW:
      g_value_set_int (value, self->fold_below);
      break;
    case PROP_SIDE_WIDTH:
      g_value_set_int (value, self->side_width);
      break;
    case PROP_LEAST_WIDTH:
      g_value_set_int (value, self->least_width);
      break;
    case PROP_MOST_WIDTH:
      g_value_set_int (value, self->most_width);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
kontor_split_view_set_property (GObject      *object,
                                guint         property_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  KontorSplitView *self = KONTOR_SPLIT_VIEW (object);

  switch ((KontorSplitViewProperty) property_id)
    {
    case PROP_MAIN_CHILD:
      set_child (self, &self->main_child, g_value_get_object (value));
      break;
    case PROP_SIDE_CHILD:
      set_child (self, &self->side_child, g_value_get_object (value));
      break;
    case PROP_SIDE_AT_END:
      self->side_at_end = g_value_get_boolean (value);
      break;
    case PROP_SHOW_SIDE:
      kontor_split_view_set_show_side (self, g_value_get_boolean (value));
      return;
    case PROP_RESIZABLE:
      self->resizable = g_value_get_boolean (value);
      break;
    case PROP_FIXED:
      self->fixed = g_value_get_boolean (value);
      break;
    case PROP_FOLD_BELOW:
      if (self->fold_below == g_value_get_int (value))
        return;
      self->fold_below = g_value_get_int (value);
      break;
    case PROP_SIDE_WIDTH:
      /* Set with each change of the window's size: nothing must happen when it stays. */
      if (self->side_width == CLAMP (g_value_get_int (value), self->least_width, self->most_width))
        return;
      self->side_width = CLAMP (g_value_get_int (value), self->least_width, self->most_width);
      break;
    case PROP_LEAST_WIDTH:
      self->least_width = g_value_get_int (value);
      break;
    case PROP_MOST_WIDTH:
      self->most_width = g_value_get_int (value);
      break;
    case PROP_FOLDED:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
  g_object_notify_by_pspec (object, pspec);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
kontor_split_view_add_child (GtkBuildable *buildable,
                             GtkBuilder   *builder,
                             GObject      *child,
                             const char   *type)
{
  g_object_set (
    buildable, g_strcmp0 (type, "side") == 0 ? "side-child" : "main-child", child, NULL);
}

static void
kontor_split_view_buildable_init (GtkBuildableIface *iface)
{
  iface->add_child = kontor_split_view_add_child;
}

static void
kontor_split_view_dispose (GObject *object)
{
  KontorSplitView *self = KONTOR_SPLIT_VIEW (object);

  g_clear_handle_id (&self->notify_id, g_source_remove);
  g_clear_pointer (&self->main_child, gtk_widget_unparent);
  g_clear_pointer (&self->side_child, gtk_widget_unparent);
  g_clear_pointer (&self->grip, gtk_widget_unparent);

  G_OBJECT_CLASS (kontor_split_view_parent_class)->dispose (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  properties[PROP_MAIN_CHILD] = g_param_spec_object (
    "main-child", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_SIDE_CHILD] = g_param_spec_object (
    "side-child", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_SIDE_AT_END] = g_param_spec_boolean ("side-at-end", NULL, NULL, FALSE, flags);
  properties[PROP_SHOW_SIDE] = g_param_spec_boolean ("show-side", NULL, NULL, TRUE, flags);
  properties[PROP_FOLDED] = g_param_spec_boolean (
    "folded", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_RESIZABLE] = g_param_spec_boolean ("resizable", NULL, NULL, FALSE, flags);
  properties[PROP_FIXED] = g_param_spec_boolean ("fixed", NULL, NULL, FALSE, flags);
  properties[PROP_FOLD_BELOW] = g_param_spec_int (
    "fold-below", NULL, NULL, 0, G_MAXINT, 720, flags);
  properties[PROP_SIDE_WIDTH] = g_param_spec_int (
    "side-width", NULL, NULL, 0, G_MAXINT, 400, flags);
  properties[PROP_LEAST_WIDTH] = g_param_spec_int (
    "least-width", NULL, NULL, 0, G_MAXINT, 0, flags);
  properties[PROP_MOST_WIDTH] = g_param_spec_int (
    "most-width", NULL, NULL, 0, G_MAXINT, G_MAXINT, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
kontor_split_view_class_init (KontorSplitViewClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = kontor_split_view_get_property;
  object_class->set_property = kontor_split_view_set_property;
  object_class->dispose = kontor_split_view_dispose;
  widget_class->measure = kontor_split_view_measure;
  widget_class->size_allocate = kontor_split_view_size_allocate;

  install_properties (object_class);
  gtk_widget_class_set_css_name (widget_class, "splitview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
kontor_split_view_init (KontorSplitView *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  self->show_side = TRUE;
  self->fold_below = 720;
  self->side_width = 400;
  self->most_width = G_MAXINT;
  self->grip = g_object_new (GTK_TYPE_SEPARATOR, "css-name", "grip", "can-focus", FALSE, NULL);
  gtk_widget_set_cursor_from_name (self->grip, "col-resize");
  gtk_widget_set_parent (self->grip, GTK_WIDGET (self));
  g_signal_connect (drag, "drag-begin", G_CALLBACK (grip_drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (grip_drag_update_cb), self);
  gtk_widget_add_controller (self->grip, GTK_EVENT_CONTROLLER (drag));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

gboolean
kontor_split_view_get_folded (KontorSplitView *self)
{
  g_return_val_if_fail (KONTOR_IS_SPLIT_VIEW (self), FALSE);

  return self->folded;
}

gboolean
kontor_split_view_get_show_side (KontorSplitView *self)
{
  g_return_val_if_fail (KONTOR_IS_SPLIT_VIEW (self), FALSE);

  return self->show_side;
}

void
kontor_split_view_set_show_side (KontorSplitView *self, gboolean show_side)
{
  g_return_if_fail (KONTOR_IS_SPLIT_VIEW (self));

  if (self->show_side == show_side)
    return;
  self->show_side = show_side;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_SIDE]);
}
