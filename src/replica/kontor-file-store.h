/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-replica.h"

G_BEGIN_DECLS

/* Files by content: pictures of products and what else commands name by hash (sync-spec.md section
 * 17). */

#define KONTOR_FILE_STORE_MOST_BYTES (10 * 1024 * 1024)

#define KONTOR_LOGO_MOST_BYTES (500 * 1024) /* it is in memory as long as a company is open */

char *kontor_file_store_add (KontorReplica *replica, GBytes *bytes, GError **error); /* blocking */
char *kontor_file_store_keep (KontorReplica *replica,
                              GBytes        *bytes,
                              const char    *media_type,
                              GError       **error); /* blocking */
GBytes  *kontor_file_store_load (KontorReplica *replica,
                                 const char    *sha256,
                                 GError       **error); /* blocking; (nullable) without an error */
gpointer kontor_file_store_read (KontorDatabase *database,
                                 gpointer        sha256,
                                 GError        **error); /* KontorReadFunc of the same */
const char *
kontor_file_store_sniff (GBytes *bytes); /* (nullable): media type of a picture by its content */

G_END_DECLS
