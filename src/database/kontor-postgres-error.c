/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-postgres-private.h"

/* PostgreSQL's SQLSTATE by its beginning; the first that fits decides. Source: PostgreSQL's manual,
 * appendix "PostgreSQL Error Codes". */
static const struct
{
  const char         *prefix;
  KontorDatabaseError code;
} states[] = {
  { "08", KONTOR_DATABASE_ERROR_UNREACHABLE },    /* connection */
  { "23", KONTOR_DATABASE_ERROR_CONSTRAINT },     /* integrity */
  { "25006", KONTOR_DATABASE_ERROR_READ_ONLY },   /* transaction that only reads */
  { "28", KONTOR_DATABASE_ERROR_UNREACHABLE },    /* sign-in */
  { "3D000", KONTOR_DATABASE_ERROR_MISSING },     /* no such database */
  { "40001", KONTOR_DATABASE_ERROR_BUSY },        /* serialization */
  { "40P01", KONTOR_DATABASE_ERROR_BUSY },        /* deadlock */
  { "42501", KONTOR_DATABASE_ERROR_READ_ONLY },   /* no privilege */
  { "53100", KONTOR_DATABASE_ERROR_FULL },        /* disk */
  { "53300", KONTOR_DATABASE_ERROR_UNREACHABLE }, /* too many connections */
  { "55P03", KONTOR_DATABASE_ERROR_BUSY },        /* lock not available */
  { "57014", KONTOR_DATABASE_ERROR_INTERRUPTED }, /* cancelled, or over the time limit */
  { "57P", KONTOR_DATABASE_ERROR_UNREACHABLE },   /* shut down */
  { "XX001", KONTOR_DATABASE_ERROR_DAMAGED },     /* table */
  { "XX002", KONTOR_DATABASE_ERROR_DAMAGED },     /* index */
};

static KontorDatabaseError
convert_state (const char *state, PGconn *connection)
{
  for (gsize i = 0; state != NULL && i < G_N_ELEMENTS (states); i++)
    {
      if (g_str_has_prefix (state, states[i].prefix))
        return states[i].code;
    }

  return PQstatus (connection) == CONNECTION_BAD ? KONTOR_DATABASE_ERROR_UNREACHABLE
                                                 : KONTOR_DATABASE_ERROR_FAILED;
}

/* The primary message only: the detail may quote what customers told the company. */
static char *
dup_reason (const PGresult *result, PGconn *connection)
{
  const char *message = PQresultErrorField (result, PG_DIAG_MESSAGE_PRIMARY);

  if (message == NULL)
    message = PQerrorMessage (connection);
  if (*message == '\0')
    message = "the server did not answer";

  return g_strdelimit (g_strchomp (g_strdup (message)), "\n", ' ');
}

/* tried: "can't run a statement on", in front of the name of the database. */
void
kontor_postgres_set_error (KontorDatabase *self,
                           const PGresult *result,
                           const char     *tried,
                           GError        **error)
{
  PGconn          *connection = ((KontorPostgres *) self)->connection;
  g_autofree char *reason = dup_reason (result, connection);

  g_set_error (error,
               KONTOR_DATABASE_ERROR,
               convert_state (PQresultErrorField (result, PG_DIAG_SQLSTATE), connection),
               "%s “%s”: %s",
               tried,
               self->name,
               reason);
}
