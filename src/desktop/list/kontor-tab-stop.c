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

static void
kontor_tab_stop_class_init (KontorTabStopClass *klass)
{
  GTK_WIDGET_CLASS (klass)->focus = kontor_tab_stop_focus;
}

static void
kontor_tab_stop_init (KontorTabStop *self)
{
}
