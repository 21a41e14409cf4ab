/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-sqlite-private.h"

#include <errno.h>

/* SQLite itself knows only ENOSPC as a full disk; quotas and size limits arrive as I/O errors. */
static gboolean
is_full (int code, int system_errno)
{
  int primary = code & 0xff;

  if (primary == SQLITE_FULL)
    return TRUE;

  return (primary == SQLITE_IOERR || primary == SQLITE_CANTOPEN)
         && (system_errno == ENOSPC || system_errno == EDQUOT || system_errno == EFBIG);
}

static KontorDatabaseError
convert_code (int code, int system_errno)
{
  if (is_full (code, system_errno))
    return KONTOR_DATABASE_ERROR_FULL;

  switch (code & 0xff)
    {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
      return KONTOR_DATABASE_ERROR_BUSY;
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
      return KONTOR_DATABASE_ERROR_CONSTRAINT;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return KONTOR_DATABASE_ERROR_DAMAGED;
    case SQLITE_CANTOPEN:
      return system_errno == ENOENT ? KONTOR_DATABASE_ERROR_MISSING
                                    : KONTOR_DATABASE_ERROR_READ_ONLY;
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return KONTOR_DATABASE_ERROR_READ_ONLY;
    case SQLITE_INTERRUPT:
      return KONTOR_DATABASE_ERROR_INTERRUPTED;
    default:
      return KONTOR_DATABASE_ERROR_FAILED;
    }
}

static const char *
get_reason (sqlite3 *handle, int code, int system_errno)
{
  if (is_full (code, system_errno))
    return "the disk is full";

  switch (code & 0xff)
    {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
      return "another program is writing to it";
    case SQLITE_NOTADB:
      return "it is not a Kontor database";
    case SQLITE_CORRUPT:
      return "the file is damaged";
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return "it can't be written";
    case SQLITE_CANTOPEN:
    case SQLITE_IOERR:
      return system_errno != 0 ? g_strerror (system_errno) : sqlite3_errstr (code);
    default:
      return sqlite3_extended_errcode (handle) == code ? sqlite3_errmsg (handle)
                                                       : sqlite3_errstr (code);
    }
}

/* tried: "can't run a statement on", in front of the name of the database. */
void
kontor_sqlite_set_error (KontorDatabase *self, int code, const char *tried, GError **error)
{
  sqlite3 *handle = ((KontorSqlite *) self)->handle;
  int      system_errno = sqlite3_system_errno (handle);

  g_set_error (error,
               KONTOR_DATABASE_ERROR,
               convert_code (code, system_errno),
               "%s “%s”: %s",
               tried,
               self->name,
               get_reason (handle, code, system_errno));
}
