/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-database-private.h"

/* Stands in for the PostgreSQL engine where Kontor is built without its server (-Dserver=false). */

KontorDatabase *
kontor_postgres_open (const char *conninfo, KontorDatabaseMode mode, GError **error)
{
  g_set_error_literal (error,
                       KONTOR_DATABASE_ERROR,
                       KONTOR_DATABASE_ERROR_UNREACHABLE,
                       "can't open a PostgreSQL database: this Kontor was built without it");
  return NULL;
}
