/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <gio/gio.h>

#include "kontor-database.h"

G_BEGIN_DECLS

/**
 * KontorStore:
 *
 * A company's database on the server: one writing connection with its thread, two reading ones with
 * theirs. Work goes to them; the main thread waits for nothing.
 */
typedef struct _KontorStore KontorStore;

/* Runs on a thread of the store, inside a transaction: a read-write one that is committed when it
 * returns TRUE, or one snapshot. */
typedef gboolean (*KontorStoreFunc) (KontorDatabase *database, gpointer data, GError **error);

KontorStore *kontor_store_open (const char *location, GError **error);
void         kontor_store_close (KontorStore *self);
void         kontor_store_run_async (KontorStore        *self,
                                     gboolean            writes,
                                     KontorStoreFunc     func,
                                     gpointer            data,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data);
gboolean     kontor_store_run_finish (KontorStore *self, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorStore, kontor_store_close)

G_END_DECLS
