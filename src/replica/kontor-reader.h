/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-job-queue.h"

G_BEGIN_DECLS

/* Threads that read, each with a connection of its own that can't write. */

typedef struct _KontorReaders KontorReaders;

KontorReaders  *kontor_readers_new (const char *path, GError **error);
void            kontor_readers_free (KontorReaders *self);
KontorJobQueue *kontor_readers_get_queue (KontorReaders *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorReaders, kontor_readers_free)

G_END_DECLS
