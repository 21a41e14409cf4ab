/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-postgres-private.h"

#include <string.h>

#include "kontor-sql-private.h"

#define CAN_NOT_RUN "can't run a statement on"

#define INTEGER_SIZE 24 /* of the longest integer as text */

/* Types of columns by their number. Source: PostgreSQL's catalog pg_type, where these never change.
 */
enum
{
  TYPE_BOOL = 16,
  TYPE_BYTEA = 17,
  TYPE_INT8 = 20,
  TYPE_INT2 = 21,
  TYPE_INT4 = 23,
  TYPE_OID = 26,
  TYPE_NUMERIC = 1700, /* what sum() of 64 bit integers is */
};

static gboolean
forget_dropped (KontorPostgres *self, GError **error)
{
  g_autoptr (GString) script = NULL;

  /* In a failed transaction the server refuses even this; there is time. */
  if (self->dropped->len == 0 || PQtransactionStatus (self->connection) == PQTRANS_INERROR)
    return TRUE;

  script = g_string_new (NULL);
  for (guint i = 0; i < self->dropped->len; i++)
    g_string_append_printf (script, "DEALLOCATE %s;", (char *) self->dropped->pdata[i]);
  g_ptr_array_set_size (self->dropped, 0);

  return kontor_postgres_execute (&self->parent, script->str, error);
}

KontorStatement *
kontor_postgres_prepare (KontorDatabase *self, const char *sql, GError **error)
{
  KontorPostgres          *postgres = (KontorPostgres *) self;
  KontorPostgresStatement *statement;
  g_autoptr (PGresult) result = NULL;
  guint            n_parameters;
  g_autofree char *numbered = kontor_sql_number_parameters (sql, &n_parameters);
  char             name[16];

  if (!forget_dropped (postgres, error))
    return NULL;

  g_snprintf (name, sizeof name, "kontor_%u", ++postgres->n_prepared % 100000000);
  result = PQprepare (postgres->connection, name, numbered, 0, NULL);
  if (!kontor_postgres_is_done (result))
    {
      kontor_postgres_set_error (self, result, "can't prepare a statement on", error);
      return NULL;
    }

  statement = g_new0 (KontorPostgresStatement, 1);
  memcpy (statement->name, name, sizeof name);
  kontor_statement_init (&statement->parent, self, sql, n_parameters);
  return &statement->parent;
}

gboolean
kontor_postgres_start (KontorStatement   *statement,
                       const KontorValue *values,
                       gsize              n_values,
                       gboolean           keep_values,
                       GError           **error)
{
  KontorPostgresStatement *self = (KontorPostgresStatement *) statement;
  PGconn                  *connection = ((KontorPostgres *) statement->database)->connection;
  g_autofree const char  **texts = g_new0 (const char *, n_values);
  g_autofree int          *lengths = g_new0 (int, n_values);
  g_autofree int          *formats = g_new0 (int, n_values);
  g_autofree char         *integers = g_malloc (n_values * INTEGER_SIZE);

  for (gsize i = 0; i < n_values; i++)
    {
      char *integer = integers + i * INTEGER_SIZE;

      texts[i] = values[i].data;
      lengths[i] = (int) values[i].length;
      formats[i] = values[i].type == KONTOR_VALUE_BLOB;
      if (values[i].type == KONTOR_VALUE_INTEGER)
        {
          g_snprintf (integer, INTEGER_SIZE, "%" G_GINT64_FORMAT, values[i].integer);
          texts[i] = integer;
        }
    }

  self->row = -1;
  self->result = PQexecPrepared (
    connection, self->name, (int) n_values, texts, lengths, formats, 0);
  if (kontor_postgres_is_done (self->result))
    return TRUE;

  kontor_postgres_set_error (statement->database, self->result, CAN_NOT_RUN, error);
  return FALSE;
}

/* Where SQLite's sum() fails, PostgreSQL's answers a longer number than anybody here can hold. */
static gboolean
check_numbers (KontorPostgresStatement *self, GError **error)
{
  for (int column = 0; column < PQnfields (self->result); column++)
    {
      const char      *text = PQgetvalue (self->result, self->row, column);
      g_autofree char *integer = NULL;

      if (PQftype (self->result, column) != TYPE_NUMERIC || *text == '\0')
        continue;

      integer = g_strndup (text, strcspn (text, "."));
      if (g_ascii_string_to_signed (integer, 10, G_MININT64, G_MAXINT64, NULL, NULL))
        continue;

      g_set_error (error,
                   KONTOR_DATABASE_ERROR,
                   KONTOR_DATABASE_ERROR_FAILED,
                   "%s “%s”: a number is too large",
                   CAN_NOT_RUN,
                   self->parent.database->name);
      return FALSE;
    }
  return TRUE;
}

KontorStep
kontor_postgres_step (KontorStatement *statement, GError **error)
{
  KontorPostgresStatement *self = (KontorPostgresStatement *) statement;

  g_clear_pointer (&self->decoded, g_ptr_array_unref);
  self->row++;
  if (self->row >= PQntuples (self->result))
    return KONTOR_STEP_DONE;

  return check_numbers (self, error) ? KONTOR_STEP_ROW : KONTOR_STEP_FAILED;
}

gint64
kontor_postgres_count_changes (KontorStatement *statement)
{
  PGresult   *result = ((KontorPostgresStatement *) statement)->result;
  const char *tag = PQcmdStatus (result);

  if (!g_str_has_prefix (tag, "INSERT") && !g_str_has_prefix (tag, "UPDATE")
      && !g_str_has_prefix (tag, "DELETE"))
    return 0;

  return g_ascii_strtoll (PQcmdTuples (result), NULL, 10);
}

void
kontor_postgres_reset (KontorStatement *statement)
{
  KontorPostgresStatement *self = (KontorPostgresStatement *) statement;

  g_clear_pointer (&self->decoded, g_ptr_array_unref);
  g_clear_pointer (&self->result, PQclear);
}

void
kontor_postgres_finalize (KontorStatement *statement)
{
  KontorPostgres *postgres = (KontorPostgres *) statement->database;

  g_ptr_array_add (postgres->dropped, g_strdup (((KontorPostgresStatement *) statement)->name));
  kontor_statement_clear (statement);
  g_free (statement); /* the last owner was the engine */
}

static PGresult *
get_result (KontorStatement *statement)
{
  return ((KontorPostgresStatement *) statement)->result;
}

static int
get_row (KontorStatement *statement)
{
  return ((KontorPostgresStatement *) statement)->row;
}

int
kontor_postgres_get_n_columns (KontorStatement *statement)
{
  return PQnfields (get_result (statement));
}

int
kontor_postgres_get_type (KontorStatement *statement, int column)
{
  if (PQgetisnull (get_result (statement), get_row (statement), column))
    return KONTOR_VALUE_NULL;

  switch (PQftype (get_result (statement), column))
    {
    case TYPE_BOOL:
    case TYPE_INT8:
    case TYPE_INT2:
    case TYPE_INT4:
    case TYPE_OID:
    case TYPE_NUMERIC:
      return KONTOR_VALUE_INTEGER;
    case TYPE_BYTEA:
      return KONTOR_VALUE_BLOB;
    default:
      return KONTOR_VALUE_TEXT;
    }
}

/* bytea comes as \x and hexadecimal digits, because the session says so. */
static GBytes *
decode_bytes (const char *text)
{
  gsize   length = strlen (text) / 2 - 1;
  guint8 *data = g_malloc (length + 1);

  for (gsize i = 0; i < length; i++)
    data[i] = (guint8) (g_ascii_xdigit_value (text[2 * i + 2]) << 4
                        | g_ascii_xdigit_value (text[2 * i + 3]));
  data[length] = 0; /* so that it may be read as text */
  return g_bytes_new_take (data, length);
}

static void
free_bytes (gpointer bytes)
{
  if (bytes != NULL) /* the columns that nobody asked for */
    g_bytes_unref (bytes);
}

static const char *
get_decoded (KontorStatement *statement, int column, gsize *length)
{
  KontorPostgresStatement *self = (KontorPostgresStatement *) statement;
  gpointer                *slot;

  if (self->decoded == NULL)
    {
      self->decoded = g_ptr_array_new_full ((guint) PQnfields (self->result), free_bytes);
      g_ptr_array_set_size (self->decoded, PQnfields (self->result));
    }

  slot = &self->decoded->pdata[column];
  if (*slot == NULL)
    *slot = decode_bytes (PQgetvalue (self->result, self->row, column));

  *length = g_bytes_get_size (*slot);
  return *length > 0 ? g_bytes_get_data (*slot, NULL) : "";
}

const char *
kontor_postgres_get_text (KontorStatement *statement, int column, gsize *length)
{
  PGresult   *result = get_result (statement);
  const char *text = PQgetvalue (result, get_row (statement), column);

  *length = 0;
  if (PQgetisnull (result, get_row (statement), column))
    return NULL;
  if (PQftype (result, column) == TYPE_BYTEA)
    return get_decoded (statement, column, length);
  if (PQftype (result, column) == TYPE_BOOL)
    text = *text == 't' ? "1" : "0"; /* as SQLite answers */

  *length = strlen (text);
  return text;
}

gint64
kontor_postgres_get_integer (KontorStatement *statement, int column)
{
  gsize       length;
  const char *text = kontor_postgres_get_text (statement, column, &length);

  return text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
}

const void *
kontor_postgres_get_blob (KontorStatement *statement, int column, gsize *length)
{
  return kontor_postgres_get_text (statement, column, length);
}
