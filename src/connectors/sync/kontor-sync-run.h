/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-replica.h"

G_BEGIN_DECLS

/* On the thread that calls. */
KontorJson *kontor_sync_run (KontorReplica *replica,
                             const char    *server,
                             const char    *token,
                             GCancellable  *cancellable,
                             GError       **error);
KontorJson *kontor_sync_greet (KontorReplica *replica,
                               const char    *server,
                               const char    *token,
                               GCancellable  *cancellable,
                               GError       **error);

G_END_DECLS
