/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-replica.h"
#include "kontor-writer.h"

G_BEGIN_DECLS

gboolean kontor_rebase_apply (KontorWriter *writer, const KontorFeedPage *page, GError **error);

G_END_DECLS
