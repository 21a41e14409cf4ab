/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-ledger.h"

G_BEGIN_DECLS

/* Shared by the files of the ledger. */

gboolean
kontor_ledger_set_period (KontorCommandContext *context, KontorMovement *movement, GError **error);
gboolean kontor_ledger_stays_in_its_key (const KontorMovement *movement);

G_END_DECLS
