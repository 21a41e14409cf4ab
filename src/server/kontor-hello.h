/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-push.h"

G_BEGIN_DECLS

/* Whether a station and this server still have the same past (sync-spec.md section 14). */

#define KONTOR_HELLO_MOST_UIDS 10000

KontorJson *
kontor_hello_answer (KontorDatabase *database, const KontorJson *request, GError **error);
KontorJson *
kontor_hello_known (KontorDatabase *database, const KontorJson *request, GError **error);

G_END_DECLS
