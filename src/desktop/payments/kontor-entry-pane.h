/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define KONTOR_TYPE_ENTRY_PANE (kontor_entry_pane_get_type ())
G_DECLARE_FINAL_TYPE (KontorEntryPane, kontor_entry_pane, KONTOR, ENTRY_PANE, AdwBin)

gboolean kontor_entry_pane_can_confirm (KontorEntryPane *self);

G_END_DECLS
