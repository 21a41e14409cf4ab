/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-queries.h"

G_BEGIN_DECLS

/* Reads about money: entries of banks with what they may be for, payments, and what is open.
 * Proposals need the derived tables and run on SQLite. Members are in src/queries/README.md. */

KontorJson *
kontor_query_entry_json (KontorDatabase *database, const KontorUid *uid, GError **error);
KontorJson *
kontor_query_payment_json (KontorDatabase *database, const KontorUid *uid, GError **error);
KontorJson *kontor_query_bank_accounts (KontorDatabase *database, GError **error);
KontorJson *kontor_query_proposed_matches (KontorDatabase *database,
                                           gboolean        certain_only,
                                           guint           limit,
                                           GError        **error);
KontorJson *kontor_query_match_params (const KontorJson *entry);
KontorJson *kontor_query_open_items (KontorDatabase *database, gint64 as_of, GError **error);
KontorJson *
kontor_query_payable (KontorDatabase *database, gint64 until, gint64 day, GError **error);
KontorJson *kontor_query_pay_runs (KontorDatabase *database, GError **error);
KontorJson *kontor_query_dunning (KontorDatabase *database, gint64 day, GError **error);
KontorJson *kontor_query_reminders (KontorDatabase *database, GError **error);
KontorJson *
kontor_query_dunning_letter (KontorDatabase *database, const KontorJson *letter, GError **error);
KontorJson *kontor_query_open_invoices (
  KontorDatabase *database, const char *text, const char *currency, guint limit, GError **error);

G_END_DECLS
