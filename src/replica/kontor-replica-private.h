/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-replica.h"
#include "kontor-writer.h"

G_BEGIN_DECLS

/* For the files of this room: how a call gets to the thread that does it. */

KontorAuthor *kontor_replica_dup_author (KontorReplica *self);
void          kontor_author_free (KontorAuthor *self);
gboolean      kontor_replica_call (KontorReplica    *self,
                                   KontorJobPriority priority,
                                   KontorJobFunc     func,
                                   KontorJobMore     more,
                                   gpointer          data,
                                   GError          **error);
void          kontor_replica_send (KontorReplica *self, KontorJob *job);
gboolean kontor_replica_remove_draft (KontorDatabase *database, const char *form, GError **error);
void     kontor_replica_set_station (KontorReplica *self, guint station);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorAuthor, kontor_author_free)

G_END_DECLS
