/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-command-private.h"

G_BEGIN_DECLS

/* Lots are known by their variant and code: whoever meets one first makes the same row. */

void     kontor_lot_derive_uid (const KontorUid *variant, const char *code, KontorUid *uid);
gboolean kontor_lot_ensure (KontorCommandContext *context,
                            const KontorUid      *variant,
                            const char           *code,
                            gint64                best_before,
                            KontorUid            *uid,
                            GError              **error);

G_END_DECLS
