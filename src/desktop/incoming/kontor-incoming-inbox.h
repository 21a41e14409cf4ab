/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <gio/gio.h>

#include "kontor-replica.h"

G_BEGIN_DECLS

/**
 * KontorIncomingInbox:
 *
 * Where invoices of others come in: files that somebody gives, and a folder that is watched. Signal
 * "scanned" (guint n_taken, GStrv problems): the folder was looked through and had something new.
 */
#define KONTOR_TYPE_INCOMING_INBOX (kontor_incoming_inbox_get_type ())
G_DECLARE_FINAL_TYPE (KontorIncomingInbox, kontor_incoming_inbox, KONTOR, INCOMING_INBOX, GObject)

KontorIncomingInbox *kontor_incoming_inbox_new (KontorReplica *replica);
void                 kontor_incoming_inbox_stop (KontorIncomingInbox *self);
void                 kontor_incoming_inbox_take_async (KontorIncomingInbox *self,
                                                       GFile               *file,
                                                       const char          *channel,
                                                       GCancellable        *cancellable,
                                                       GAsyncReadyCallback  callback,
                                                       gpointer             user_data);
KontorJson *
kontor_incoming_inbox_take_finish (KontorIncomingInbox *self, GAsyncResult *result, GError **error);
const char *kontor_incoming_inbox_get_folder (KontorIncomingInbox *self);
void        kontor_incoming_inbox_watch (KontorIncomingInbox *self, const char *folder);

G_END_DECLS
