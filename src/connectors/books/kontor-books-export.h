/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-replica.h"

G_BEGIN_DECLS

/* Files for the tax adviser and the tax office, written into a folder and logged with their hash.
 * All of it blocks: for tools and workers. */

/* Days count from 1970-01-01, both ends belong to the period. Strings are borrowed. */
typedef struct
{
  gint64      from;
  gint64      to;
  const char *folder;   /* is made when it is not there */
  gboolean    pictures; /* the documents' PDFs beside the bookings */
} KontorBooksJob;

/* {"kind","folder","repeats","n_rows","sum_minor","missing":[number…],
 * "files":[{"name","sha256","n_bytes"}…]}; missing are documents whose picture is not here. */
KontorJson *
kontor_books_export_datev (KontorReplica *replica, const KontorBooksJob *job, GError **error);
KontorJson *kontor_books_export_figures (KontorReplica        *replica,
                                         const KontorBooksJob *job,
                                         const char           *kind,
                                         GError              **error); /* vat, ec-list, oss */
KontorJson *
kontor_books_export_z3 (KontorReplica *replica, const KontorBooksJob *job, GError **error);
KontorJson *
kontor_books_export_procedure (KontorReplica *replica, const KontorBooksJob *job, GError **error);

G_END_DECLS
