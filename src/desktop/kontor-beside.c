/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-beside.h"

#include "kontor-text-scale.h"

/**
 * KontorBeside:
 *
 * Two children beside each other, the first with "first-percent" of the width; one above the other
 * where there are fewer than "stack-below" pixels, more of them with larger text.
 */
struct _KontorBeside
{
  GtkWidget parent_instance;

  int stack_below;
  int spacing;
  int first_percent;
};

typedef enum
{
  PROP_STACK_BELOW = 1,
  PROP_SPACING,
  PROP_FIRST_PERCENT,
} KontorBesideProperty;

static GParamSpec *properties[PROP_FIRST_PERCENT + 1];

G_DEFINE_FINAL_TYPE (KontorBeside, kontor_beside, GTK_TYPE_WIDGET)

static int
stack_below (KontorBeside *self)
{
  return kontor_text_scaled (GTK_WIDGET (self), self->stack_below);
}

static int
first_width (KontorBeside *self, int width)
{
  return (width - self->spacing) * self->first_percent / 100;
}

/* Widths of both children: the same when they stand one above the other, all of it for one that is
 * alone. */
static gboolean
is_alone (KontorBeside *self)
{
  GtkWidget *last = gtk_widget_get_last_child (GTK_WIDGET (self));

  return last == NULL || !gtk_widget_get_visible (last);
}

static void
get_widths (KontorBeside *self, int width, int widths[2])
{
  widths[0] = widths[1] = width;
  if (width < stack_below (self) || is_alone (self))
    return;
  widths[0] = first_width (self, width);
  widths[1] = width - self->spacing - widths[0];
}

static GtkSizeRequestMode
kontor_beside_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure_width (GtkWidget *widget, int *minimum, int *natural)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int least = 0;
      int wish = 0;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, &wish, NULL, NULL);
      *minimum = MAX (*minimum, least);
      *natural += wish;
    }
  *natural = MAX (*natural + KONTOR_BESIDE (widget)->spacing, stack_below (KONTOR_BESIDE (widget)));
}

static void
measure_height (GtkWidget *widget, int for_width, int *minimum, int *natural)
{
  KontorBeside *self = KONTOR_BESIDE (widget);
  GtkWidget    *child = gtk_widget_get_first_child (widget);
  int           width = for_width >= 0 ? for_width : stack_below (self);
  int           widths[2] = { 0, 0 };

  get_widths (self, width, widths);
  for (int i = 0; child != NULL && i < 2; i++, child = gtk_widget_get_next_sibling (child))
    {
      gboolean stacked = width < stack_below (self);
      int      least = 0;
      int      wish = 0;
      int      gap = stacked && i > 0 ? self->spacing : 0;

      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, widths[i], &least, &wish, NULL, NULL);
      *minimum = stacked ? *minimum + gap + least : MAX (*minimum, least);
      *natural = stacked ? *natural + gap + wish : MAX (*natural, wish);
    }
}

static void
kontor_beside_measure (GtkWidget     *widget,
                       GtkOrientation orientation,
                       int            for_size,
                       int           *minimum,
                       int           *natural,
                       int           *minimum_baseline,
                       int           *natural_baseline)
{
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    measure_width (widget, minimum, natural);
  else
    measure_height (widget, for_size, minimum, natural);
}

static void
kontor_beside_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  KontorBeside *self = KONTOR_BESIDE (widget);
  GtkWidget    *child = gtk_widget_get_first_child (widget);
  gboolean      stacked = width < stack_below (self);
  int           widths[2] = { 0, 0 };
  int           x = 0;
  int           y = 0;

  get_widths (self, width, widths);
  for (int i = 0; child != NULL && i < 2; i++, child = gtk_widget_get_next_sibling (child))
    {
      int wish = height;

      if (stacked)
        gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, widths[i], NULL, &wish, NULL, NULL);
      gtk_widget_size_allocate (child, &(GtkAllocation){ x, y, widths[i], wish }, -1);
      x += stacked ? 0 : widths[i] + self->spacing;
      y += stacked ? wish + self->spacing : 0;
    }
}

/* The toolkit goes by the middle of what it finds, so that a low second part came before a high
 * first one; people read one after the other. */
static gboolean
kontor_beside_focus (GtkWidget *widget, GtkDirectionType direction)
{
  gboolean   forward = direction == GTK_DIR_TAB_FORWARD;
  GtkWidget *child = gtk_widget_get_focus_child (widget);

  if (!forward && direction != GTK_DIR_TAB_BACKWARD)
    return GTK_WIDGET_CLASS (kontor_beside_parent_class)->focus (widget, direction);
  if (child == NULL)
    child = forward ? gtk_widget_get_first_child (widget) : gtk_widget_get_last_child (widget);
  while (child != NULL && !gtk_widget_child_focus (child, direction))
    child = forward ? gtk_widget_get_next_sibling (child) : gtk_widget_get_prev_sibling (child);
  return child != NULL;
}

static void
kontor_beside_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  KontorBeside *self = KONTOR_BESIDE (object);

  switch ((KontorBesideProperty) property_id)
    {
    case PROP_STACK_BELOW:
      g_value_set_int (value, self->stack_below);
      break;
    case PROP_SPACING:
      g_value_set_int (value, self->spacing);
      break;
    case PROP_FIRST_PERCENT:
      g_value_set_int (value, self->first_percent);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
kontor_beside_set_property (GObject      *object,
                            guint         property_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  KontorBeside *self = KONTOR_BESIDE (object);

  switch ((KontorBesideProperty) property_id)
    {
    case PROP_STACK_BELOW:
      self->stack_below = g_value_get_int (value);
      break;
    case PROP_SPACING:
      self->spacing = g_value_get_int (value);
      break;
    case PROP_FIRST_PERCENT:
      self->first_percent = g_value_get_int (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
kontor_beside_dispose (GObject *object)
{
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (kontor_beside_parent_class)->dispose (object);
}

static void
kontor_beside_class_init (KontorBesideClass *klass)
{
  GObjectClass     *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass   *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = kontor_beside_get_property;
  object_class->set_property = kontor_beside_set_property;
  object_class->dispose = kontor_beside_dispose;
  widget_class->get_request_mode = kontor_beside_get_request_mode;
  widget_class->focus = kontor_beside_focus;
  widget_class->measure = kontor_beside_measure;
  widget_class->size_allocate = kontor_beside_size_allocate;

  properties[PROP_STACK_BELOW] = g_param_spec_int (
    "stack-below", NULL, NULL, 0, G_MAXINT, 800, flags);
  properties[PROP_SPACING] = g_param_spec_int ("spacing", NULL, NULL, 0, G_MAXINT, 24, flags);
  properties[PROP_FIRST_PERCENT] = g_param_spec_int ("first-percent", NULL, NULL, 1, 99, 40, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
kontor_beside_init (KontorBeside *self)
{
}
