/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-database.h"

G_BEGIN_DECLS

/* Checks of a profile's database. Each appends a sentence for what is wrong and fails only when it
 * could not look. */

void     kontor_verify_add (GPtrArray *findings, const char *format, ...) G_GNUC_PRINTF (2, 3);
gboolean kontor_verify_chains (KontorDatabase *database, GPtrArray *findings, GError **error);
gboolean kontor_verify_books (KontorDatabase *database, GPtrArray *findings, GError **error);
gboolean kontor_verify_counts (KontorDatabase *database, GPtrArray *findings, GError **error);
gboolean kontor_verify_derived (KontorDatabase *database,
                                const char     *folder,
                                GPtrArray      *findings,
                                GError        **error);

G_END_DECLS
