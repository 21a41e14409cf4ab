/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-incoming-inbox.h"
#include "kontor-replica.h"
#include "kontor-secrets.h"
#include "kontor-server-link.h"
#include "kontor-worker.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_COMPANY (kontor_company_get_type ())
G_DECLARE_FINAL_TYPE (KontorCompany, kontor_company, KONTOR, COMPANY, GObject)

/* Signal "changed" (GArray *touched): as the replica's. */

KontorCompany       *kontor_company_new (KontorReplica *replica, KontorWorker *documents);
void                 kontor_company_close (KontorCompany *self);
KontorReplica       *kontor_company_get_replica (KontorCompany *self);
KontorWorker        *kontor_company_get_documents (KontorCompany *self);
KontorWorker        *kontor_company_get_worker (KontorCompany *self);
KontorSecrets       *kontor_company_get_secrets (KontorCompany *self);
KontorIncomingInbox *kontor_company_get_inbox (KontorCompany *self);
KontorWorker        *kontor_company_get_keyring (KontorCompany *self);
KontorServerLink    *kontor_company_get_link (KontorCompany *self);
const char          *kontor_company_get_folder (KontorCompany *self);
const char          *kontor_company_get_name (KontorCompany *self);
const char          *kontor_company_get_currency (KontorCompany *self);
const char          *kontor_company_get_country (KontorCompany *self);
gboolean             kontor_company_is_sample (KontorCompany *self);
const KontorJson    *kontor_company_get_settings (KontorCompany *self);
const KontorJson    *kontor_company_get_today (KontorCompany *self);
const KontorJson    *kontor_company_get_status (KontorCompany *self);
gint64               kontor_company_count_work (KontorCompany *self, const char *keys);
void                 kontor_company_refresh (KontorCompany *self);

/* Who works here now: the name on what is done from this window. */
void kontor_company_set_person (KontorCompany *self, const KontorUid *uid, const char *name);
const KontorUid *kontor_company_get_person (KontorCompany *self);
const char      *kontor_company_get_person_name (KontorCompany *self);

/* Reads in one line: the answer of a query of queries/ that takes a uid or a text. */
typedef KontorJson *(*KontorUidQuery) (KontorDatabase  *database,
                                       const KontorUid *uid,
                                       GError         **error);
void kontor_company_query_uid_async (KontorCompany      *self,
                                     KontorUidQuery      query,
                                     const KontorUid    *uid,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data);
typedef KontorJson *(*KontorTextQuery) (KontorDatabase *database,
                                        const char     *text,
                                        guint           limit,
                                        GError        **error);
void        kontor_company_query_text_async (KontorCompany      *self,
                                             KontorTextQuery     query,
                                             const char         *text,
                                             guint               limit,
                                             GCancellable       *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer            user_data);
KontorJson *kontor_company_query_finish (KontorCompany *self, GAsyncResult *result, GError **error);

gboolean kontor_touched_has (const GArray *touched, const KontorUid *uid);
gboolean kontor_touched_has_kind (const GArray *touched, int kind);

G_END_DECLS
