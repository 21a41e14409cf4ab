/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-tab-stop.h"

/**
 * KontorTabStop:
 *
 * A list in it is one stop of the Tab key, as elsewhere: arrows go from row to row, and the next
 * Tab leaves it. The toolkit's own lists stop at every row until GTK 4.12.
 */
struct _KontorTabStop
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (KontorTabStop, kontor_tab_stop, ADW_TYPE_BIN)

static gboolean
kontor_tab_stop_focus (GtkWidget *widget, GtkDirectionType direction)
{
  gboolean   is_tab = direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD;
  GtkWidget *child = adw_bin_get_child (ADW_BIN (widget));

  if (is_tab && gtk_widget_get_focus_child (widget) != NULL)
    return FALSE;
  return child != NULL && gtk_widget_child_focus (child, direction);
}

/* What has the keyboard, or is around it, in a widget for which @is_inside holds. */
static GtkWidget *
find_focused (GtkWidget *widget, gboolean (*is_inside) (GtkWidget *parent))
{
  GtkRoot   *root = gtk_widget_get_root (widget);
  GtkWidget *found = root != NULL ? gtk_root_get_focus (root) : NULL;

  while (found != NULL && !is_inside (gtk_widget_get_parent (found)))
    found = found != widget ? gtk_widget_get_parent (found) : NULL;
  return found;
}

static gboolean
is_list (GtkWidget *parent)
{
  return GTK_IS_LIST_VIEW (parent);
}

static gboolean
is_row (GtkWidget *parent)
{
  return parent != NULL && is_list (gtk_widget_get_parent (parent));
}

/* Not beyond the row: that would be the next one, or what stands beside the list. */
static void
move_in_row (GtkWidget *row, GtkWidget *cell, gboolean forward)
{
  do
    cell = cell == NULL ? gtk_widget_get_first_child (row)
           : forward    ? gtk_widget_get_next_sibling (cell)
                        : gtk_widget_get_prev_sibling (cell);
  while (cell != NULL && !gtk_widget_child_focus (cell, GTK_DIR_TAB_FORWARD));
}

static gboolean
key_pressed_cb (GtkWidget *widget, guint key, guint code, GdkModifierType state)
{
  GtkWidget *row = find_focused (widget, is_list);
  GtkWidget *cell = find_focused (widget, is_row);
  gboolean   rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;

  if ((key != GDK_KEY_Left && key != GDK_KEY_Right) || row == NULL
      || (state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;
  if (GTK_IS_EDITABLE (gtk_root_get_focus (gtk_widget_get_root (widget))))
    return GDK_EVENT_PROPAGATE;
  move_in_row (row, cell, (key == GDK_KEY_Right) != rtl);
  return GDK_EVENT_STOP;
}

static void
kontor_tab_stop_class_init (KontorTabStopClass *klass)
{
  GTK_WIDGET_CLASS (klass)->focus = kontor_tab_stop_focus;
}

static void
kontor_tab_stop_init (KontorTabStop *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  /* The list would take the keys and do nothing with them. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}
