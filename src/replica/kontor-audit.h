/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-command.h"
#include "kontor-profile.h"

G_BEGIN_DECLS

/* Who did what when, as a chain of hashes: an entry that is changed or taken out is noticed. */

gboolean kontor_audit_add (KontorDatabase      *database,
                           KontorProfile       *profile,
                           const KontorCommand *command,
                           const guint8         content_hash[32],
                           const GArray        *touched,
                           GError             **error);
gboolean kontor_audit_add_subjects (KontorDatabase  *database,
                                    const KontorUid *command,
                                    const GArray    *touched,
                                    GError         **error);

G_END_DECLS
