/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-einvoice-file.h"
#include "kontor-replica.h"

G_BEGIN_DECLS

/**
 * KontorIncomingTaker:
 *
 * Takes files of others in as incoming invoices. Compiles the official schemas once. One thread at
 * a time; not the main one.
 */
typedef struct _KontorIncomingTaker KontorIncomingTaker;

KontorIncomingTaker *kontor_incoming_taker_new (KontorReplica *replica, GError **error);
void                 kontor_incoming_taker_free (KontorIncomingTaker *self);
KontorJson          *kontor_incoming_taker_take (KontorIncomingTaker *self,
                                                 GBytes              *bytes,
                                                 const char          *file_name,
                                                 const char          *channel,
                                                 GError             **error); /* blocking */
KontorJson          *kontor_incoming_taker_take_path (KontorIncomingTaker *self,
                                                      const char          *path,
                                                      const char          *channel,
                                                      GError             **error); /* blocking */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorIncomingTaker, kontor_incoming_taker_free)

G_END_DECLS
