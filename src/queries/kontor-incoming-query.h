/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-queries.h"

G_BEGIN_DECLS

/* Reads about received invoices; members of JSON are described in README.md. */

KontorJson *
kontor_query_incoming_json (KontorDatabase *database, const KontorUid *uid, GError **error);
KontorJson *kontor_query_incoming_queue (KontorDatabase *database, GError **error);

G_END_DECLS
