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

static GtkWidget *
focused_row (GtkWidget *widget)
{
  GtkRoot   *root = gtk_widget_get_root (widget);
  GtkWidget *row = root != NULL ? gtk_root_get_focus (root) : NULL;

  while (row != NULL && !GTK_IS_LIST_VIEW (gtk_widget_get_parent (row)))
    row = gtk_widget_get_parent (row);
  return row;
}

/* Not beyond the row: that would be the next one, or what stands beside the list. */
static gboolean
key_pressed_cb (GtkWidget *widget, guint key, guint code, GdkModifierType state)
{
  GtkWidget *row = focused_row (widget);
  gboolean   rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  gboolean   forward = (key == GDK_KEY_Right) != rtl;

  if ((key != GDK_KEY_Left && key != GDK_KEY_Right) || row == NULL
      || (state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;
  gtk_widget_child_focus (row, forward ? GTK_DIR_TAB_FORWARD : GTK_DIR_TAB_BACKWARD);
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

  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}
