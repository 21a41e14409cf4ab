/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * KontorCsvReader:
 *
 * Reads separated values (RFC 4180, with any one-byte separator, LF or CRLF) out of memory, row by
 * row. The text must be UTF-8 and outlive the reader.
 */
typedef struct _KontorCsvReader KontorCsvReader;

KontorCsvReader *kontor_csv_reader_new (const char *text, gsize length, char separator);
void             kontor_csv_reader_free (KontorCsvReader *self);
gboolean         kontor_csv_reader_next (KontorCsvReader *self, GPtrArray **fields, GError **error);
guint64          kontor_csv_reader_get_line (const KontorCsvReader *self);
gdouble          kontor_csv_reader_get_progress (const KontorCsvReader *self);
char             kontor_csv_guess_separator (const char *text, gsize length);

void kontor_csv_append_field (GString *out, const char *field, char separator, gboolean first);
void kontor_csv_append_end (GString *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorCsvReader, kontor_csv_reader_free)

G_END_DECLS
