/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-database.h"
#include "kontor-json.h"
#include "kontor-matching.h"
#include "kontor-number.h"

G_BEGIN_DECLS

/* For the payment queries in this folder: all open items, and what an entry may be for. */

typedef struct _KontorMatching KontorMatching;

KontorMatching *kontor_matching_load (KontorDatabase *database, gint64 day, GError **error);
void            kontor_matching_free (KontorMatching *self);
KontorJson     *kontor_matching_propose (KontorMatching *self, const KontorJson *entry);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorMatching, kontor_matching_free)

G_END_DECLS
