/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-migration.h"

G_BEGIN_DECLS

/* The texts of the schema, as they were built into the program. */

char   *kontor_schema_dup_migration_name (int version);
GBytes *kontor_schema_get_migration (int version);
GBytes *kontor_schema_get_derived (void);
GBytes *kontor_schema_get_guards (KontorEngine engine);

/* A line of the derived scripts: above it stands what defines, below it what fills. */
#define KONTOR_DERIVED_FILL_LINE "\n-- FILL"

gboolean kontor_derived_drop (KontorDatabase *database, GError **error);
gboolean kontor_derived_refresh (KontorDatabase *database, GError **error);

gboolean kontor_database_check_references (KontorDatabase *database, GError **error);

G_END_DECLS
