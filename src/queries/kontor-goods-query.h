/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-database.h"
#include "kontor-json.h"
#include "kontor-uid.h"

G_BEGIN_DECLS

/* Reads for the people who keep the catalog. */

KontorJson *kontor_query_suppliers (KontorDatabase *database, GError **error);
KontorJson *
kontor_query_goods_history (KontorDatabase *database, const KontorUid *product, GError **error);

G_END_DECLS
