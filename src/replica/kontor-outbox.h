/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-command.h"
#include "kontor-profile.h"

G_BEGIN_DECLS

/* The commands of this station (sync-spec.md 3.3). */
typedef enum
{
  KONTOR_OUTBOX_PENDING = 0,
  KONTOR_OUTBOX_ANSWERED = 1,
  KONTOR_OUTBOX_SETTLED = 2,
  KONTOR_OUTBOX_REFUSED = 3,
  KONTOR_OUTBOX_HELD = 4,
  KONTOR_OUTBOX_WITHDRAWN = 5,
} KontorOutboxState;

/* States of commands that are not in the server's rows yet, for SQL. */
#define KONTOR_OUTBOX_OPEN_STATES "(0, 1, 4)"

gboolean kontor_outbox_add (KontorDatabase      *database,
                            KontorProfile       *profile,
                            const KontorCommand *command,
                            GBytes              *changeset,
                            guint8               content_hash[32],
                            GError             **error);
gboolean kontor_outbox_renumber (KontorDatabase *database, KontorProfile *profile, GError **error);
gboolean kontor_outbox_settle (KontorDatabase      *database,
                               const KontorProfile *profile,
                               gint64               settled_n,
                               GError             **error);
gboolean kontor_outbox_forget_settled (KontorDatabase *database, GError **error);
gboolean
kontor_outbox_set_answer (KontorDatabase *database, const KontorJson *answer, GError **error);
GPtrArray *kontor_outbox_list_pending (KontorDatabase *database, guint limit, GError **error);

G_END_DECLS
