/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * KontorUid:
 *
 * A UUID (RFC 9562) that names a thing on every device. Fresh ones are version 7, so that they sort
 * by time; derived ones are version 8.
 */
typedef struct
{
  guint8 bytes[16];
} KontorUid;

#define KONTOR_UID_TEXT_SIZE 37

void     kontor_uid_generate (KontorUid *self);
void     kontor_uid_from_parts (KontorUid *self, gint64 unix_ms, const guint8 random[10]);
void     kontor_uid_derive (KontorUid *self, const KontorUid *parent, guint32 counter);
void     kontor_uid_from_name (KontorUid *self, const char *space, const char *name);
gboolean kontor_uid_parse (KontorUid *self, const char *text);
char    *kontor_uid_format (const KontorUid *self, char text[KONTOR_UID_TEXT_SIZE]);
char    *kontor_uid_dup_text (const KontorUid *self);
gboolean kontor_uid_equal (gconstpointer a, gconstpointer b);
guint    kontor_uid_hash (gconstpointer self);
int      kontor_uid_compare (const KontorUid *a, const KontorUid *b);
gboolean kontor_uid_is_nil (const KontorUid *self);

G_END_DECLS
