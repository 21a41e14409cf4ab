/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-list.h"
#include "kontor-order.h"

G_BEGIN_DECLS

/* Reads of single things. Each runs on any connection, in whatever transaction it is in. */

/**
 * KontorQueryError:
 * @KONTOR_QUERY_ERROR_NOT_FOUND: nothing has this number or id
 */
typedef enum
{
  KONTOR_QUERY_ERROR_NOT_FOUND,
} KontorQueryError;

#define KONTOR_QUERY_ERROR (kontor_query_error_quark ())
GQuark kontor_query_error_quark (void);

KontorOrder *kontor_query_order (KontorDatabase *database, const KontorUid *uid, GError **error);
gboolean     kontor_query_find (
      KontorDatabase *database,
      int             kind,
      const char     *number_or_uid,
      KontorUid      *uid,
      GError        **error); /* order number, SKU or barcode or slug, customer number or e-mail, uid */

/* Whole things as JSON for showing and scripting: members are described in src/queries/README.md.
 */
KontorJson *
kontor_query_order_json (KontorDatabase *database, const KontorUid *uid, GError **error);
KontorJson *
kontor_query_product_json (KontorDatabase *database, const KontorUid *uid, GError **error);
KontorJson *
kontor_query_customer_json (KontorDatabase *database, const KontorUid *uid, GError **error);
KontorJson *
kontor_query_attention_json (KontorDatabase *database, const KontorUid *uid, GError **error);
KontorJson *
kontor_query_invoice_json (KontorDatabase *database, const KontorUid *uid, GError **error);
KontorJson *
kontor_query_draft_json (KontorDatabase *database, const KontorUid *uid, GError **error);
KontorJson *
kontor_query_drafts_json (KontorDatabase *database, const char *text, guint limit, GError **error);
KontorJson *kontor_query_history_json (KontorDatabase  *database,
                                       const KontorUid *subject,
                                       GError         **error); /* audit entries of one thing */

/* Settings with their defaults: company, currency, country, price mode, number patterns, letterhead
 * lines. */
KontorJson *kontor_query_settings (KontorDatabase *database, GError **error);
char       *kontor_query_setting (KontorDatabase *database, const char *key, GError **error);

/* What needs doing now:
 * {"to_pay":{"count":n,"filter":"…"},"to_pack":…,"to_ship":…,"late":…,"attention":n, …} and
 * figures: {"days":[{"day":n,"revenue_minor":n,"orders":n}… 60], "currency":"EUR"}. */
KontorJson *
kontor_query_today (KontorDatabase *database, gint64 now, GTimeZone *zone, GError **error);

/* Search over everything, best first; at most limit per kind:
 * [{"kind":"order","uid":"…","title":"…","subtitle":"…"}…] */
KontorJson *
kontor_query_search (KontorDatabase *database, const char *text, guint limit, GError **error);

/* What a scanned code names: goods, or a record with its number. JSON null: nothing. */
KontorJson *
kontor_query_scan_variant (KontorDatabase *database, const char *code, guint limit, GError **error);
KontorJson *
kontor_query_scanned (KontorDatabase *database, const char *code, guint limit, GError **error);

/* For pickers: variants by SKU, barcode, order code or words, with the price that applies. */
KontorJson *kontor_query_pick_variant (KontorDatabase *database,
                                       const char     *text,
                                       const char     *currency,
                                       const char     *customer_group,
                                       gint64          quantity,
                                       gint64          at,
                                       guint           limit,
                                       GError        **error);
KontorJson *kontor_query_pick_customer (KontorDatabase *database,
                                        const char     *text,
                                        guint           limit,
                                        GError        **error);
KontorJson *kontor_query_categories (KontorDatabase *database, GError **error);
KontorJson *
kontor_query_duplicate_customers (KontorDatabase *database, guint limit, GError **error);

G_END_DECLS
