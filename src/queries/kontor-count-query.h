/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-database.h"
#include "kontor-json.h"
#include "kontor-uid.h"

G_BEGIN_DECLS

/* Reads about counts; members are described in README.md. */

KontorJson *
kontor_query_count_json (KontorDatabase *database, const KontorUid *count, GError **error);
KontorJson *kontor_query_count_lines (KontorDatabase  *database,
                                      const KontorUid *count,
                                      GError **error); /* all, in the order of the shelves */
KontorJson *kontor_query_count_inventory (KontorDatabase  *database,
                                          const KontorUid *count,
                                          GError         **error); /* lines at average cost */
KontorJson *
kontor_query_count_line_json (KontorDatabase *database, const KontorUid *line, GError **error);
KontorJson *kontor_query_count_items (KontorDatabase  *database,
                                      const KontorUid *count,
                                      GError         **error); /* what was planned, likewise */

/* The counting screen: who counts where, and what came last. */
KontorJson *kontor_query_count_screen (KontorDatabase  *database,
                                       const KontorUid *count,
                                       const KontorUid *place,
                                       const KontorUid *author,
                                       guint            station,
                                       guint            limit,
                                       GError         **error);
KontorJson *
kontor_query_count_places (KontorDatabase *database, const KontorUid *count, GError **error);
KontorJson *kontor_query_place_of_code (KontorDatabase *database,
                                        const char     *code,
                                        GError        **error); /* JSON null: no place has it */

/* What a plan may name, and what it names. */
KontorJson *kontor_query_count_choices (KontorDatabase *database, GError **error);
KontorJson *
kontor_query_count_cover (KontorDatabase *database, const KontorJson *plan, GError **error);

KontorJson *kontor_query_newest_count (KontorDatabase *database,
                                       const char     *state,
                                       guint           limit,
                                       GError        **error); /* JSON null: none is in it */

/* Things without a number, by name, code, SKU or uid. */
gboolean kontor_query_named (
  KontorDatabase *database, const char *kind, const char *name, KontorUid *uid, GError **error);

G_END_DECLS
