/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-ledger.h"

G_BEGIN_DECLS

/* What the ledger tells counts about movements that it writes. */

gboolean kontor_count_reopen (KontorCommandContext *context,
                              const KontorUid      *uid,
                              const KontorMovement *movement,
                              const KontorUid      *movement_uid,
                              gint64                change,
                              GError              **error);
gboolean kontor_count_note_movement (KontorCommandContext *context,
                                     const KontorMovement *movement,
                                     const KontorUid      *uid,
                                     GError              **error);

G_END_DECLS
