/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-postgres-private.h"

#define CONNECT_TIMEOUT_S "10"

/* The lock timeout equals SQLite's, so that both engines are busy in the same way. */
static const char settings[] = "SET client_min_messages = warning;"
                               "SET synchronous_commit = on;"
                               "SET standard_conforming_strings = on;"
                               "SET bytea_output = hex;"
                               "SET lock_timeout = '5s';"
                               "SET statement_timeout = '30s';";

static void
close_postgres (KontorDatabase *self)
{
  KontorPostgres *postgres = (KontorPostgres *) self;

  PQfinish (postgres->connection);
  g_ptr_array_unref (postgres->dropped);
  kontor_database_clear (self);
  g_free (self); /* the last owner was the engine */
}

gboolean
kontor_postgres_is_done (const PGresult *result)
{
  ExecStatusType status = PQresultStatus (result);

  return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY;
}

static PGresult *
execute_as (KontorDatabase *self, const char *script, const char *tried, GError **error)
{
  g_autoptr (PGresult) result = PQexec (((KontorPostgres *) self)->connection, script);

  if (kontor_postgres_is_done (result))
    return g_steal_pointer (&result);

  kontor_postgres_set_error (self, result, tried, error);
  return NULL;
}

gboolean
kontor_postgres_execute (KontorDatabase *self, const char *script, GError **error)
{
  g_autoptr (PGresult) result = execute_as (self, script, "can't run a statement on", error);

  return result != NULL;
}

static gboolean
in_transaction (KontorDatabase *self)
{
  PGTransactionStatusType status = PQtransactionStatus (((KontorPostgres *) self)->connection);

  return status == PQTRANS_INTRANS || status == PQTRANS_INERROR;
}

static gboolean
begin (KontorDatabase *self, GError **error)
{
  g_autoptr (PGresult) result = execute_as (self, "BEGIN", "can't write to", error);

  return result != NULL;
}

static gboolean
begin_read (KontorDatabase *self, GError **error)
{
  /* The snapshot is taken by the first read, not by BEGIN. */
  const char *script = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SELECT 1";
  g_autoptr (PGresult) result = execute_as (self, script, "can't read from", error);

  return result != NULL;
}

static gboolean
commit (KontorDatabase *self, GError **error)
{
  const char *tried = "can't save the changes in";
  g_autoptr (PGresult) result = execute_as (self, "COMMIT", tried, error);

  if (result == NULL)
    return FALSE;
  if (g_str_equal (PQcmdStatus (result), "COMMIT"))
    return TRUE;

  /* After a failed statement PostgreSQL answers COMMIT with ROLLBACK, and calls it success. */
  g_set_error (error,
               KONTOR_DATABASE_ERROR,
               KONTOR_DATABASE_ERROR_FAILED,
               "%s “%s”: a statement before it failed",
               tried,
               self->name);
  return FALSE;
}

static const KontorEngineClass engine = {
  .kind = KONTOR_ENGINE_POSTGRES,
  .close = close_postgres,
  .execute = kontor_postgres_execute,
  .in_transaction = in_transaction,
  .begin = begin,
  .begin_read = begin_read,
  .commit = commit,
  .prepare = kontor_postgres_prepare,
  .start = kontor_postgres_start,
  .step = kontor_postgres_step,
  .count_changes = kontor_postgres_count_changes,
  .reset = kontor_postgres_reset,
  .finalize = kontor_postgres_finalize,
  .get_n_columns = kontor_postgres_get_n_columns,
  .get_type = kontor_postgres_get_type,
  .get_integer = kontor_postgres_get_integer,
  .get_text = kontor_postgres_get_text,
  .get_blob = kontor_postgres_get_blob,
};

static void
notice_cb (void *user_data, const char *message)
{
  g_debug ("%s", message);
}

static const char *
find_option (const PQconninfoOption *options, const char *keyword)
{
  for (; options->keyword != NULL; options++)
    {
      if (g_str_equal (options->keyword, keyword))
        return options->val;
    }
  return NULL;
}

/* Database and host alone; the location may hold a password. NULL when libpq can't read it. */
static char *
dup_name (const char *conninfo)
{
  PQconninfoOption *options = PQconninfoParse (conninfo, NULL);
  const char       *database;
  const char       *host;
  char             *name;

  if (options == NULL)
    return NULL;

  database = find_option (options, "dbname");
  host = find_option (options, "host");
  name = g_strdup_printf (
    "%s@%s", database != NULL ? database : "", host != NULL ? host : "localhost");
  PQconninfoFree (options); /* has no autoptr: libpq's type is a plain array */
  return name;
}

static PGconn *
connect_to_server (const char *conninfo)
{
  /* What stands before dbname is a default for it, what stands after overrules it. */
  const char *const keywords[] = {
    "connect_timeout", "fallback_application_name", "dbname", "client_encoding", NULL
  };
  const char *const values[] = { CONNECT_TIMEOUT_S, "kontor", conninfo, "UTF8", NULL };

  return PQconnectdbParams (keywords, values, TRUE);
}

KontorDatabase *
kontor_postgres_open (const char *conninfo, KontorDatabaseMode mode, GError **error)
{
  g_autoptr (KontorDatabase) self = NULL;
  g_autofree char *name = dup_name (conninfo);
  KontorPostgres  *postgres;

  if (name == NULL)
    {
      g_set_error (error,
                   KONTOR_DATABASE_ERROR,
                   KONTOR_DATABASE_ERROR_UNREACHABLE,
                   "can't reach the database server: its address is not valid");
      return NULL;
    }

  self = (KontorDatabase *) g_new0 (KontorPostgres, 1);
  kontor_database_init (self, &engine, g_steal_pointer (&name));
  postgres = (KontorPostgres *) self;
  postgres->dropped = g_ptr_array_new_with_free_func (g_free);
  postgres->connection = connect_to_server (conninfo);
  if (PQstatus (postgres->connection) != CONNECTION_OK)
    {
      kontor_postgres_set_error (self, NULL, "can't reach", error);
      return NULL;
    }

  PQsetNoticeProcessor (postgres->connection, notice_cb, NULL);
  if (!kontor_postgres_execute (self, settings, error))
    return NULL;
  if (mode == KONTOR_DATABASE_READ_ONLY
      && !kontor_postgres_execute (self, "SET default_transaction_read_only = on", error))
    return NULL;

  return g_steal_pointer (&self);
}
