/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-customer-wrap.h"

#define SPACING 6

/**
 * KontorCustomerWrap:
 *
 * Children one after the other, each as wide as it wants to be, in as many lines as they need.
 */
struct _KontorCustomerWrap
{
  GtkLayoutManager parent_instance;
};

typedef struct
{
  GtkWidget *widget; /* for its text direction */
  int        width;
  int        x;
  int        y;
  int        line_height;
  gboolean   allocate;
} Flow;

G_DEFINE_FINAL_TYPE (KontorCustomerWrap, kontor_customer_wrap, GTK_TYPE_LAYOUT_MANAGER)

static void
place (Flow *flow, GtkWidget *child)
{
  int width = 0;
  int height = 0;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  width = MIN (width, flow->width);
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);
  if (flow->x > 0 && flow->x + width > flow->width)
    {
      flow->x = 0;
      flow->y += flow->line_height + SPACING;
      flow->line_height = 0;
    }
  if (flow->allocate)
    {
      gboolean      rtl = gtk_widget_get_direction (flow->widget) == GTK_TEXT_DIR_RTL;
      GtkAllocation area = {
        rtl ? flow->width - flow->x - width : flow->x, flow->y, width, height
      };

      gtk_widget_size_allocate (child, &area, -1);
    }
  flow->x += width + SPACING;
  flow->line_height = MAX (flow->line_height, height);
}

static int
run (GtkWidget *widget, int width, gboolean allocate)
{
  Flow flow = { widget, width, 0, 0, 0, allocate };

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_should_layout (child))
      place (&flow, child);
  return flow.y + flow.line_height;
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
