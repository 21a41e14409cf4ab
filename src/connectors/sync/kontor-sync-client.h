/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-replica.h"

G_BEGIN_DECLS

/**
 * KontorSyncError:
 * @KONTOR_SYNC_ERROR_OFFLINE: the server does not answer; try again later
 * @KONTOR_SYNC_ERROR_REFUSED: the server refuses this station, or none is known
 * @KONTOR_SYNC_ERROR_PROTOCOL: the answer can't be understood; nothing was changed
 * @KONTOR_SYNC_ERROR_FORKED: this station's past and the server's differ (restored or copied
 * profile)
 * @KONTOR_SYNC_ERROR_ADDRESS: there is no server of Kontor at this address
 * @KONTOR_SYNC_ERROR_TOKEN: the server does not take this token
 * @KONTOR_SYNC_ERROR_OTHER_COMPANY: the server keeps another company; nothing was sent
 */
typedef enum
{
  KONTOR_SYNC_ERROR_OFFLINE,
  KONTOR_SYNC_ERROR_REFUSED,
  KONTOR_SYNC_ERROR_PROTOCOL,
  KONTOR_SYNC_ERROR_FORKED,
  KONTOR_SYNC_ERROR_ADDRESS,
  KONTOR_SYNC_ERROR_TOKEN,
  KONTOR_SYNC_ERROR_OTHER_COMPANY,
} KontorSyncError;

#define KONTOR_SYNC_ERROR (kontor_sync_error_quark ())
GQuark kontor_sync_error_quark (void);

#define KONTOR_TYPE_SYNC_CLIENT (kontor_sync_client_get_type ())
G_DECLARE_FINAL_TYPE (KontorSyncClient, kontor_sync_client, KONTOR, SYNC_CLIENT, GObject)

KontorSyncClient      *
kontor_sync_client_new (KontorReplica *replica, const char *server_url, const char *token);
void kontor_sync_client_sync_async (KontorSyncClient   *self,
                                    GCancellable       *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data); /* enrol if needed, push all, pull all */
KontorJson      *
kontor_sync_client_sync_finish (KontorSyncClient *self,
                                     GAsyncResult     *result,
                                     GError          **error); /* {"pushed":n,"refused":n,"pulled":n} */
void kontor_sync_client_greet_async (KontorSyncClient   *self,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data); /* changes nothing */
KontorJson *
kontor_sync_client_greet_finish (KontorSyncClient *self, GAsyncResult *result, GError **error);

G_END_DECLS
