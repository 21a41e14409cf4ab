/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-database.h"

G_BEGIN_DECLS

/* What came from a file or another program, by the key it has there. */

GHashTable *
kontor_query_source_keys (KontorDatabase *database, int kind, const char *source, GError **error);
GHashTable *
kontor_query_source_variants (KontorDatabase *database, const char *source, GError **error);

G_END_DECLS
