/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-count-pane.h"

G_BEGIN_DECLS

/* What can be done with a count beside the list. */

typedef struct
{
  const char *can;
  const char *action;
  const char *label; /* N_(), with mnemonic */
} KontorCountNext;

void                   kontor_count_actions_install (GtkWidgetClass *widget_class);
void                   kontor_count_actions_update (KontorCountPane *self);
const KontorCountNext *kontor_count_actions_suggested (const KontorJson *count);
gboolean               kontor_count_can (const KontorJson *count, const char *what);

G_END_DECLS
