/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-books.h"
#include "kontor-queries.h"

G_BEGIN_DECLS

/* What the tax adviser and the tax office get. Days count from 1970-01-01, both ends belong to the
 * period. Members of what is JSON are described in src/queries/README.md. */

/* The bookings of a period, and what they came from. */
typedef struct
{
  GPtrArray *documents; /* (element-type KontorBooksDocument) issued, with a claim */
  GPtrArray *received;  /* (element-type KontorBooksReceived) approved */
  GPtrArray *postings;  /* (element-type KontorPosting) by day */
  GPtrArray *problems;  /* (element-type utf8) why something cannot be booked */
  gint64     sum_minor; /* of the documents, with VAT; what takes back counts negative */
} KontorBooksBatch;

void              kontor_books_batch_free (KontorBooksBatch *self);
KontorBooksBatch *kontor_query_books_batch (
  KontorDatabase *database, const KontorBooksPlan *plan, gint64 from, gint64 to, GError **error);
GPtrArray *
kontor_query_books_documents (KontorDatabase *database, gint64 from, gint64 to, GError **error);

KontorJson *kontor_query_vat (KontorDatabase *database, gint64 from, gint64 to, GError **error);
KontorJson *kontor_query_ec_list (KontorDatabase *database, gint64 from, gint64 to, GError **error);
KontorJson *kontor_query_oss (KontorDatabase *database, gint64 from, gint64 to, GError **error);
KontorJson *kontor_query_books_exports (KontorDatabase *database, guint limit, GError **error);
gboolean    kontor_query_count_exports (KontorDatabase *database,
                                        const char     *kind,
                                        gint64          from,
                                        gint64          to,
                                        gint64         *count,
                                        GError        **error);
KontorJson *kontor_query_month (KontorDatabase *database, gint64 from, gint64 to, GError **error);
KontorJson *kontor_query_procedure (KontorDatabase *database, GError **error);
GPtrArray *
kontor_query_z3 (KontorDatabase *database, gint64 from, gint64 to, gint64 *n_rows, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorBooksBatch, kontor_books_batch_free)

G_END_DECLS
