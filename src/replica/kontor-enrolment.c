/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-enrolment.h"

#include "kontor-profile.h"

typedef struct
{
  const char *server;
  guint       station;
} KontorEnrolment;

static gboolean
store_in_writer (KontorDatabase *database, gpointer data, GError **error)
{
  const KontorEnrolment *enrolment = data;
  g_autofree char       *station = g_strdup_printf ("%u", enrolment->station);

  return kontor_profile_set (database, "server", enrolment->server, error)
         && kontor_profile_set (database, "station", station, error);
}

/**
 * kontor_replica_set_enrolment:
 * @server: base address of the server
 * @station: number that it gave this station
 *
 * From now on changesets are kept: the server's rows may come between pending commands. Blocking.
 */
gboolean
kontor_replica_set_enrolment (KontorReplica *self,
                              const char    *server,
                              guint          station,
                              GError       **error)
{
  KontorEnrolment enrolment = { server, station };

  return kontor_replica_write (self, store_in_writer, &enrolment, error);
}

static gpointer
read_in_reader (KontorDatabase *database, gpointer data, GError **error)
{
  return kontor_profile_dup (database, data, error);
}

/**
 * kontor_replica_dup_server:
 *
 * Returns: (transfer full) (nullable): address of the server this profile belongs to; NULL without
 * an error when none
 */
char *
kontor_replica_dup_server (KontorReplica *self, GError **error)
{
  return kontor_replica_read (self, read_in_reader, (gpointer) "server", error);
}

/**
 * kontor_replica_dup_station_uid:
 *
 * Returns: (transfer full) (nullable): what the server knows this station by
 */
char *
kontor_replica_dup_station_uid (KontorReplica *self, GError **error)
{
  return kontor_replica_read (self, read_in_reader, (gpointer) "station_uid", error);
}
