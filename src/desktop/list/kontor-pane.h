/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <gtk/gtk.h>

#include "kontor-company.h"

G_BEGIN_DECLS

/**
 * KontorPane:
 *
 * The detail of one record, beside a list or in a window of its own. It is made with the property
 * "company" and has a header bar of its own, whose close button names the action "pane.close".
 */
#define KONTOR_TYPE_PANE (kontor_pane_get_type ())
G_DECLARE_INTERFACE (KontorPane, kontor_pane, KONTOR, PANE, GtkWidget)

struct _KontorPaneInterface
{
  GTypeInterface parent_iface;

  void (*show) (KontorPane *self, const KontorUid *uid); /* uid NULL: nothing is selected */
  gboolean (*suggested) (KontorPane *self);              /* TRUE when there was a next step */
  gboolean (*print) (KontorPane *self);
};

void     kontor_pane_show (KontorPane *self, const KontorUid *uid);
gboolean kontor_pane_suggested (KontorPane *self);
gboolean kontor_pane_print (KontorPane *self);

G_END_DECLS
