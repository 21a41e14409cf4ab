/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-replica.h"

G_BEGIN_DECLS

/* Belonging to a company's server: its address, and the number it gave this station. */

gboolean kontor_replica_set_enrolment (KontorReplica *self,
                                       const char    *server,
                                       guint          station,
                                       GError       **error); /* blocking */
char    *kontor_replica_dup_server (KontorReplica *self,
                                    GError **error); /* blocking; (nullable) without an error: none */
char    *kontor_replica_dup_station_uid (KontorReplica *self, GError **error); /* blocking */

G_END_DECLS
