/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-secrets.h"
#include "kontor-sync-client.h"
#include "kontor-sync-keeper.h"
#include "kontor-worker.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_SERVER_LINK (kontor_server_link_get_type ())
G_DECLARE_FINAL_TYPE (KontorServerLink, kontor_server_link, KONTOR, SERVER_LINK, GObject)

KontorServerLink      *
kontor_server_link_new (KontorReplica *replica, KontorSecrets *secrets, KontorWorker *keyring);
void kontor_server_link_start (KontorServerLink *self);
void kontor_server_link_stop (KontorServerLink *self);
gboolean        kontor_server_link_sync_now (KontorServerLink *self);
KontorSyncState kontor_server_link_get_state (KontorServerLink *self);
const GError   *kontor_server_link_get_error (KontorServerLink *self);
const char     *kontor_server_link_get_server (KontorServerLink *self);
gint64          kontor_server_link_get_synced_at (KontorServerLink *self);

void kontor_server_link_greet_async (KontorServerLink   *self,
                                     const char         *address,
                                     const char         *token,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data);
KontorJson      *
kontor_server_link_greet_finish (KontorServerLink *self, GAsyncResult *result, GError **error);
void kontor_server_link_join_async (KontorServerLink   *self,
                                    const char         *address,
                                    const char         *token,
                                    GCancellable       *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data);
gboolean kontor_server_link_join_finish (KontorServerLink *self,
                                         GAsyncResult     *result,
                                         gboolean         *lasting,
                                         GError          **error);
void     kontor_server_link_leave_async (KontorServerLink   *self,
                                         GAsyncReadyCallback callback,
                                         gpointer            user_data);
gboolean
kontor_server_link_leave_finish (KontorServerLink *self, GAsyncResult *result, GError **error);

G_END_DECLS
