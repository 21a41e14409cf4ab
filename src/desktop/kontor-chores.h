/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-replica.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_CHORES (kontor_chores_get_type ())
G_DECLARE_FINAL_TYPE (KontorChores, kontor_chores, KONTOR, CHORES, GObject)

KontorChores *kontor_chores_new (KontorReplica *replica);
void          kontor_chores_stop (KontorChores *self);

G_END_DECLS
