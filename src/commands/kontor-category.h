/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-command-private.h"

G_BEGIN_DECLS

/* "A > B": finds or makes each category on the way. The uids of those made are appended to
 * @created. */
gboolean kontor_category_ensure_path (KontorCommandContext *context,
                                      const char           *path,
                                      KontorUid            *uid,
                                      KontorJson           *created,
                                      GError              **error);
gboolean
kontor_category_withdraw (KontorCommandContext *context, const KontorJson *created, GError **error);

G_END_DECLS
