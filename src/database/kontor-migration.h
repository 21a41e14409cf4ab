/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-database.h"

G_BEGIN_DECLS

/* The schema: numbered migrations of the base tables (both engines from one source), and the
 * derived tables with their triggers (SQLite only, dropped and built anew when their text changed).
 */

int      kontor_migration_get_latest (void);
int      kontor_migration_get_version (KontorDatabase *database,
                                       GError        **error); /* 0: empty; -1 with error set */
gboolean kontor_migration_run (KontorDatabase *database, GError **error);
gboolean kontor_migration_rebuild_derived (KontorDatabase *database, GError **error);

/* Base tables that are recorded and replicated, NULL-terminated, those that refer to others first;
 * and the derived ones. */
const char *const *kontor_schema_get_base_tables (void);
const char *const *kontor_schema_get_derived_tables (void);

gboolean kontor_database_check (KontorDatabase *database,
                                GError        **error); /* quick_check, foreign keys */
gboolean kontor_database_copy_to (KontorDatabase *database,
                                  const char     *path,
                                  GError        **error); /* SQLite: online backup, synced */

G_END_DECLS
