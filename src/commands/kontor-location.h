/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-command-private.h"

G_BEGIN_DECLS

gboolean
kontor_location_ensure_transit (KontorCommandContext *context, KontorUid *uid, GError **error);

G_END_DECLS
