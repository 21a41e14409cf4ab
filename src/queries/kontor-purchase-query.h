/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-number.h"
#include "kontor-purchase.h"
#include "kontor-queries.h"
#include "kontor-reorder.h"

G_BEGIN_DECLS

/* Reads about buying; members of JSON are described in README.md. */

KontorPurchase *
kontor_query_purchase (KontorDatabase *database, const KontorUid *uid, GError **error);
KontorJson *
kontor_query_purchase_json (KontorDatabase *database, const KontorUid *uid, GError **error);
KontorJson *
kontor_query_purchase_codes (KontorDatabase *database, const KontorUid *uid, GError **error);
KontorJson *
kontor_query_receiving_json (KontorDatabase *database, const KontorUid *uid, GError **error);
KontorJson *kontor_query_buying_json (KontorDatabase  *database,
                                      const KontorUid *variant,
                                      const KontorUid *supplier,
                                      const char      *currency,
                                      GError         **error);
KontorJson *
kontor_query_supplier_json (KontorDatabase *database, const KontorUid *uid, GError **error);

/* What should be ordered. SQLite only: it reads the derived tables. */
KontorJson *
kontor_query_proposals (KontorDatabase *database, gint64 now, GTimeZone *zone, GError **error);
char *kontor_proposal_dup_reason (const KontorJson *reason, const KontorNumberStyle *style);

G_END_DECLS
