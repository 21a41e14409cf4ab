/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-command.h"

G_BEGIN_DECLS

/* What can be done about a command that was refused elsewhere: offers of its row in "Needs
 * attention" (sync-spec.md sections 8 and 9.1, rule 6). */

char *kontor_refusal_dup_offers (KontorDatabase      *database,
                                 const KontorCommand *command,
                                 const char          *reason_code);

G_END_DECLS
