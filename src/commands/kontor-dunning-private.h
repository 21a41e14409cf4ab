/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-command-private.h"

G_BEGIN_DECLS

/* What several commands about reminders share. Events hang on the invoices: that is where people
 * look. */

gboolean kontor_dunning_read_held (KontorDatabase  *database,
                                   const KontorUid *invoice,
                                   gboolean        *is_held,
                                   GError         **error);
gboolean kontor_dunning_has_event (KontorDatabase  *database,
                                   const KontorUid *dunning,
                                   const char      *kind,
                                   const char      *key,
                                   const char      *number,
                                   gboolean        *exists,
                                   GError         **error);
gboolean kontor_dunning_add_event (KontorCommandContext *context,
                                   const KontorUid      *invoice,
                                   const char           *kind,
                                   const char           *key,
                                   const char           *number,
                                   const char           *words,
                                   GError              **error);

G_END_DECLS
