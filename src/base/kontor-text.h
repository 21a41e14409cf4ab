/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Words: folding for search, slugs, checking and converting what people type and files contain. */

char    *kontor_text_fold (const char *text, gssize length);
char    *kontor_text_slug (const char *text);
gboolean kontor_text_is_blank (const char *text);
char    *kontor_text_to_utf8 (
     const char *data, gsize length, gsize *out_length, const char **encoding, GError **error);
char *kontor_text_from (
  const char *data, gsize length, const char *encoding, gsize *out_length, GError **error);
char *kontor_text_sha256 (const void *data, gsize length);
void  kontor_sha256 (const void *data, gsize length, guint8 digest[32]);

G_END_DECLS
