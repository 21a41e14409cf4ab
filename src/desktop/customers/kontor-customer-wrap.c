/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-customer-wrap.h"

#define SPACING 6

/**
 * KontorCustomerWrap:
 *
 * Children one after the other, each as wide as it wants to be, in as many lines as they need.
 * Those that expand share what is left of their line.
 */
struct _KontorCustomerWrap
{
  GtkLayoutManager parent_instance;
};

typedef struct
{
  GtkWidget *first; /* (nullable) of the line under way */
  int        n_expanding;
  int        width;
  int        height;
} Line;

typedef struct
{
  GtkWidget *widget;
  int        width;
  int        y;
  Line       line;
  gboolean   allocate;
} Flow;

G_DEFINE_FINAL_TYPE (KontorCustomerWrap, kontor_customer_wrap, GTK_TYPE_LAYOUT_MANAGER)

static int
wanted_width (Flow *flow, GtkWidget *child)
{
  int width = 0;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  return MIN (width, flow->width);
}

static gboolean
expands (GtkWidget *child)
{
  return gtk_widget_compute_expand (child, GTK_ORIENTATION_HORIZONTAL);
}

static void
place (Flow *flow, GtkWidget *child, int x, int width)
{
  gboolean      rtl = gtk_widget_get_direction (flow->widget) == GTK_TEXT_DIR_RTL;
  GtkAllocation area = { rtl ? flow->width - x - width : x, flow->y, width, flow->line.height };

  gtk_widget_size_allocate (child, &area, -1);
}

/* The children from the line's first one up to @end. */
static void
end_line (Flow *flow, GtkWidget *end)
{
  Line *line = &flow->line;
  int   left = flow->width - line->width;
  int   x = 0;

  for (GtkWidget *child = line->first; flow->allocate && child != end;
       child = gtk_widget_get_next_sibling (child))
    {
      int width;

      if (!gtk_widget_should_layout (child))
        continue;
      width = wanted_width (flow, child);
      if (expands (child))
        {
          width += left / line->n_expanding;
          left -= left / line->n_expanding;
          line->n_expanding--;
        }
      place (flow, child, x, width);
      x += width + SPACING;
    }
  flow->y += line->height + (end != NULL ? SPACING : 0);
  flow->line = (Line){ .first = end };
}

static void
add (Flow *flow, GtkWidget *child)
{
  Line *line = &flow->line;
  int   width = wanted_width (flow, child);
  int   height = 0;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);
  if (line->first != NULL && line->width + SPACING + width > flow->width)
    end_line (flow, child);
  line->width += width + (line->first != NULL && line->first != child ? SPACING : 0);
  if (line->first == NULL)
    line->first = child;
  line->height = MAX (line->height, height);
  line->n_expanding += expands (child) ? 1 : 0;
}

static int
run (GtkWidget *widget, int width, gboolean allocate)
{
  Flow flow = { .widget = widget, .width = width, .allocate = allocate };

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_should_layout (child))
      add (&flow, child);
  end_line (&flow, NULL);
  return flow.y;
}

static void
measure_width (GtkWidget *widget, int *minimum, int *natural)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int least = 0;
      int most = 0;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, &most, NULL, NULL);
      *minimum = MAX (*minimum, least);
      *natural += most + (*natural > 0 ? SPACING : 0);
    }
}

static void
kontor_customer_wrap_measure (GtkLayoutManager *manager,
                              GtkWidget        *widget,
                              GtkOrientation    orientation,
                              int               for_size,
                              int              *minimum,
                              int              *natural,
                              int              *minimum_baseline,
                              int              *natural_baseline)
{
  int least = 0;
  int wanted = 0;

  measure_width (widget, &least, &wanted);
  *minimum = least;
  *natural = wanted;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = run (widget, for_size >= 0 ? MAX (for_size, least) : wanted, FALSE);
}

static void
kontor_customer_wrap_allocate (
  GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  run (widget, width, TRUE);
}

static GtkSizeRequestMode
kontor_customer_wrap_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
kontor_customer_wrap_class_init (KontorCustomerWrapClass *klass)
{
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  manager_class->measure = kontor_customer_wrap_measure;
  manager_class->allocate = kontor_customer_wrap_allocate;
  manager_class->get_request_mode = kontor_customer_wrap_get_request_mode;
}

static void
kontor_customer_wrap_init (KontorCustomerWrap *self)
{
}
