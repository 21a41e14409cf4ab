/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-database.h"

G_BEGIN_DECLS

/* Copies of a profile's database: before each migration, daily, and on request. */

/* Today's backup, on a thread of its own. */
typedef struct _KontorDaily KontorDaily;

gboolean     kontor_backup_before_migration (KontorDatabase *database,
                                             const char     *folder,
                                             int             version,
                                             GError        **error);
gboolean     kontor_backup_write (KontorDatabase *database, const char *path, GError **error);
gint64       kontor_backup_get_newest (const char *folder);
KontorDaily *kontor_daily_start (const char *folder);
void         kontor_daily_free (KontorDaily *self);

G_END_DECLS
