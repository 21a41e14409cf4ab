/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-database.h"

G_BEGIN_DECLS

/**
 * KontorRecording:
 *
 * What a stretch of work changed in the base tables, as a changeset (SQLite's session extension).
 * SQLite only: a server never rewinds.
 */
typedef struct _KontorRecording KontorRecording;

KontorRecording *
kontor_recording_start (KontorDatabase *database, const char *const *tables, GError **error);
GBytes *kontor_recording_finish (KontorRecording *self,
                                 GError **error); /* (transfer full); self stays to be freed */
void    kontor_recording_free (KontorRecording *self);

gboolean kontor_changeset_undo (KontorDatabase *database, GBytes *changeset, GError **error);

typedef void (*KontorChangeFunc) (
  const char *table, char operation, const KontorValue *key, int n_key, gpointer user_data);
gboolean kontor_changeset_foreach (GBytes          *changeset,
                                   KontorChangeFunc func,
                                   gpointer         user_data,
                                   GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorRecording, kontor_recording_free)

G_END_DECLS
