/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-replica.h"

G_BEGIN_DECLS

/**
 * KontorSyncState:
 * @KONTOR_SYNC_STATE_STILL: not started, or stopped
 * @KONTOR_SYNC_STATE_RESTING: in step with the server, listening for changes
 * @KONTOR_SYNC_STATE_WORKING: sending and fetching
 * @KONTOR_SYNC_STATE_OFFLINE: the server does not answer; it is tried again by itself
 * @KONTOR_SYNC_STATE_REFUSED: trying again would not help; a person must do something
 */
typedef enum
{
  KONTOR_SYNC_STATE_STILL,
  KONTOR_SYNC_STATE_RESTING,
  KONTOR_SYNC_STATE_WORKING,
  KONTOR_SYNC_STATE_OFFLINE,
  KONTOR_SYNC_STATE_REFUSED,
} KontorSyncState;

#define KONTOR_TYPE_SYNC_KEEPER (kontor_sync_keeper_get_type ())
G_DECLARE_FINAL_TYPE (KontorSyncKeeper, kontor_sync_keeper, KONTOR, SYNC_KEEPER, GObject)

KontorSyncKeeper      *
kontor_sync_keeper_new (KontorReplica *replica, const char *server, const char *token);
void kontor_sync_keeper_start (KontorSyncKeeper *self);
void kontor_sync_keeper_stop (KontorSyncKeeper *self);
void kontor_sync_keeper_sync_now (KontorSyncKeeper *self);
KontorSyncState kontor_sync_keeper_get_state (KontorSyncKeeper *self);
const GError   *kontor_sync_keeper_get_error (KontorSyncKeeper *self); /* (nullable) */
gint64          kontor_sync_keeper_get_synced_at (KontorSyncKeeper *self);

G_END_DECLS
