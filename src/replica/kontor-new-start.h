/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-outbox.h"
#include "kontor-writer.h"

G_BEGIN_DECLS

/* The outbox begins another life because the server has another past (sync-spec.md section 14). */

gboolean kontor_new_start_outbox (KontorWriter *writer, const KontorJson *known, GError **error);

G_END_DECLS
