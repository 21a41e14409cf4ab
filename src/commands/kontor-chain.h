/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <glib.h>

#include "kontor-uid.h"

G_BEGIN_DECLS

/* What a station and the server both compute and must agree in: the chain over an incarnation's
 * commands (sync-spec.md 3.1), the uid of the attention row that belongs to a command, and the uid
 * of a company that was founded before companies had one. */

#define KONTOR_CHAIN_SIZE 16

void     kontor_chain_content_hash (const char *content, guint8 hash[32]);
void     kontor_chain_next (const guint8 previous[KONTOR_CHAIN_SIZE],
                            gint64       n,
                            const guint8 content_hash[32],
                            guint8       chain[KONTOR_CHAIN_SIZE]);
char    *kontor_chain_dup_hex (const guint8 *bytes, gsize length);
gboolean kontor_chain_parse_hex (const char *text, guint8 *bytes, gsize length);
void     kontor_chain_attention_uid (const KontorUid *command, KontorUid *attention);
void     kontor_chain_company_uid (const KontorUid *station, KontorUid *company);

G_END_DECLS
