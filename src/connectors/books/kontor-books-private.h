/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-books-export.h"

G_BEGIN_DECLS

/* For the files in this folder. */

/* One export on its way: what was written so far is taken away again when it fails. */
typedef struct
{
  KontorReplica        *replica;
  const KontorBooksJob *job;
  const char           *kind;
  gint64                now;
  gint64                n_before; /* how often this period was exported already */
  KontorJson           *files;    /* (owned) */
  GPtrArray            *paths;    /* (owned) (element-type utf8) */
} KontorBooksWork;

gboolean kontor_books_work_begin (KontorBooksWork      *self,
                                  KontorReplica        *replica,
                                  const KontorBooksJob *job,
                                  const char           *kind,
                                  GError              **error);
void     kontor_books_work_clear (KontorBooksWork *self);
void     kontor_books_work_forget (KontorBooksWork *self);
char    *kontor_books_work_dup_name (const KontorBooksWork *self, const char *format);
char    *kontor_books_work_dup_path (KontorBooksWork *self, const char *name);
void     kontor_books_work_note (KontorBooksWork *self, const char *name, GBytes *bytes);
gboolean
kontor_books_work_write (KontorBooksWork *self, const char *name, GBytes *bytes, GError **error);
KontorJson *kontor_books_work_finish (
  KontorBooksWork *self, gint64 n_rows, gint64 sum_minor, KontorJson *missing, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KontorBooksWork, kontor_books_work_clear)

G_END_DECLS
