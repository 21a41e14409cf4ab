/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-command.h"

G_BEGIN_DECLS

/* Rows in Needs attention that this station makes by itself, outside of any command. */

#define KONTOR_ATTENTION_REFUSED "refused" /* by the server, which makes the same row */
#define KONTOR_ATTENTION_REPLAY "replay"   /* does not hold any more on the server's state */

gboolean kontor_attention_note_open (KontorDatabase  *database,
                                     const KontorUid *command,
                                     const char      *kind,
                                     const char      *reason_code,
                                     const char      *message,
                                     GError         **error);
gboolean
kontor_attention_note_remove (KontorDatabase *database, const KontorUid *command, GError **error);

G_END_DECLS
