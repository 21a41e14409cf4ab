/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-replica.h"

G_BEGIN_DECLS

/* What this computer remembers of imports: which lines of a file were refused, and which column of
 * a table is what. */

GHashTable *kontor_import_record_load_failures (KontorReplica *replica,
                                                const char    *file_sha256,
                                                GError       **error);
gboolean    kontor_import_record_store_failures (KontorReplica    *replica,
                                                 const char       *file_sha256,
                                                 const KontorJson *failures,
                                                 GError          **error);
KontorJson *
kontor_import_record_load_mapping (KontorReplica *replica, const char *header, GError **error);
gboolean kontor_import_record_store_mapping (KontorReplica    *replica,
                                             const char       *header,
                                             const KontorJson *mapping,
                                             GError          **error);

G_END_DECLS
