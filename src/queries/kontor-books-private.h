/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-books-query.h"

G_BEGIN_DECLS

/* For the files about the books in this folder. */

KontorBooksDocument *
kontor_books_load_document (KontorDatabase *database, const KontorUid *uid, GError **error);
GPtrArray *
kontor_books_load_received (KontorDatabase *database, gint64 from, gint64 to, GError **error);
GPtrArray *
kontor_books_load_shares (KontorDatabase *database, gint64 from, gint64 to, GError **error);

G_END_DECLS
