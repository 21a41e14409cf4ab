/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * KontorZip:
 *
 * Writes an archive that holds files as they are, one after the other into a stream: PDFs and
 * hybrids are packed already. Below 4 GiB and 65,535 files. The same input gives the same bytes.
 */
typedef struct _KontorZip KontorZip;

KontorZip *kontor_zip_new (GOutputStream *stream, gint64 day);
void       kontor_zip_free (KontorZip *self);
gboolean   kontor_zip_add (KontorZip *self, const char *name, GBytes *bytes, GError **error);
gboolean   kontor_zip_finish (KontorZip *self, GError **error);
gboolean   kontor_zip_has_room (KontorZip *self, gsize n_bytes);
guint32    kontor_zip_sum (const guint8 *data, gsize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorZip, kontor_zip_free)

G_END_DECLS
