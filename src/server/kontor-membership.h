/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-push.h"

G_BEGIN_DECLS

/* Which company a server keeps: its uid, not its name, because two can be called the same. */

gboolean kontor_membership_prepare (KontorDatabase *database, GError **error);
char    *kontor_membership_dup_company (KontorDatabase *database, GError **error);
gboolean
kontor_membership_begin (KontorDatabase *database, const KontorJson *request, GError **error);
gboolean
kontor_membership_check (KontorDatabase *database, const KontorJson *request, GError **error);

G_END_DECLS
