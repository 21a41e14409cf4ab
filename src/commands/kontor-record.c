/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "kontor-form.h"
#include "kontor-record.h"

/* Beside a column of the shorter name the suffix stays: decided_by and decided_by_uid. */
static char *
member_name (const KontorAggregateTable *table, const char *column)
{
  g_autofree char *name = NULL;

  if (!g_str_has_suffix (column, "_uid"))
    return g_strdup (column);

  name = g_strndup (column, strlen (column) - strlen ("_uid"));
  return g_strv_contains (table->columns, name) ? g_strdup (column) : g_steal_pointer (&name);
}

static KontorJson *
row_to_object (const KontorAggregateTable *table, const KontorJson *row, guint first)
{
  KontorJson *object = kontor_json_new_object ();

  for (guint i = 0; table->columns[i] != NULL; i++)
    {
      g_autofree char *name = member_name (table, table->columns[i]);

      kontor_json_set (object, name, kontor_json_share (kontor_json_at (row, first + i)));
    }
  return object;
}

static void
append_object (const KontorAggregateTable *table, const KontorJson *object, KontorJson *row)
{
  for (guint i = 0; table->columns[i] != NULL; i++)
    {
      g_autofree char *name = member_name (table, table->columns[i]);

      kontor_json_append (row, kontor_json_share (kontor_json_get (object, name)));
    }
}

static KontorJson *
rows_to_objects (const KontorAggregateTable *table, const KontorJson *rows)
{
  KontorJson *objects = kontor_json_new_array ();

  for (guint i = 0; i < kontor_json_length (rows); i++)
    kontor_json_append (objects, row_to_object (table, kontor_json_at (rows, i), 0));
  return objects;
}

static KontorJson *
objects_to_rows (const KontorAggregateTable *table, const KontorJson *objects)
{
  KontorJson *rows = kontor_json_new_array ();

  for (guint i = 0; i < kontor_json_length (objects); i++)
    {
      KontorJson *row = kontor_json_new_array ();

      append_object (table, kontor_json_at (objects, i), row);
      kontor_json_append (rows, row);
    }
  return rows;
}

static KontorJson *
image_to_record (const KontorAggregateType *type, const KontorJson *image)
{
  KontorJson *record = row_to_object (type->tables, image, 2);
  guint       list = 2 + (guint) strlen (type->tables->types);

  for (const KontorAggregateTable *table = type->tables + 1; table->table != NULL; table++)
    kontor_json_set (record, table->table, rows_to_objects (table, kontor_json_at (image, list++)));
  return record;
}

/**
 * kontor_record_find:
 * @database: a connection
 * @kind: a kind of aggregate
 * @uid: its uid
 * @record: (out) (nullable): its record; %NULL when there is none
 * @error: return location for an error
 *
 * Errors: #KontorDatabaseError.
 *
 * Returns: whether it could be asked
 */
gboolean
kontor_record_find (KontorDatabase  *database,
                    KontorKind       kind,
                    const KontorUid *uid,
                    KontorJson     **record,
                    GError         **error)
{
  const KontorAggregateType *type = kontor_aggregate_type_get (kind);
  g_autoptr (GError) failure = NULL;
  g_autoptr (KontorJson) image = kontor_aggregate_load (database, type, uid, 0, &failure);

  *record = image != NULL ? image_to_record (type, image) : NULL;
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static const char *const not_found[] = {
  [KONTOR_KIND_SETTING] = N_ ("there is no such setting"),
  [KONTOR_KIND_PERSON] = N_ ("there is no such person"),
  [KONTOR_KIND_STATION] = N_ ("there is no such station"),
  [KONTOR_KIND_CATEGORY] = N_ ("there is no such category"),
  [KONTOR_KIND_SUPPLIER] = N_ ("there is no such supplier"),
  [KONTOR_KIND_PRODUCT] = N_ ("there is no such product"),
  [KONTOR_KIND_PRODUCT_COST] = N_ ("there is no such cost"),
  [KONTOR_KIND_CUSTOMER] = N_ ("there is no such customer"),
  [KONTOR_KIND_ORDER] = N_ ("there is no such order"),
  [KONTOR_KIND_SALES_RETURN] = N_ ("there is no such return"),
  [KONTOR_KIND_OTHER_CHARGE] = N_ ("there is no such charge"),
  [KONTOR_KIND_STOCK_MOVEMENT] = N_ ("there is no such stock movement"),
  [KONTOR_KIND_SAVED_VIEW] = N_ ("there is no such view"),
  [KONTOR_KIND_IMPORT_BATCH] = N_ ("there is no such import"),
  [KONTOR_KIND_ATTENTION] = N_ ("there is no such matter"),
  [KONTOR_KIND_LOCATION] = N_ ("there is no such place"),
  [KONTOR_KIND_LOT] = N_ ("there is no such lot"),
  [KONTOR_KIND_STOCK_TRANSFER] = N_ ("there is no such transfer"),
  [KONTOR_KIND_STOCK_NOTICE] = N_ ("there is no such notice"),
  [KONTOR_KIND_STOCK_REQUEST] = N_ ("there is no such stock request"),
  [KONTOR_KIND_PURCHASE_ORDER] = N_ ("there is no such purchase order"),
  [KONTOR_KIND_STOCK_COUNT] = N_ ("there is no such count"),
  [KONTOR_KIND_COUNT_SCAN] = N_ ("there is no such scan"),
  [KONTOR_KIND_COUNT_LINE] = N_ ("there is no such line of a count"),
  [KONTOR_KIND_INVOICE] = N_ ("there is no such invoice"),
  [KONTOR_KIND_INVOICE_EVENT] = N_ ("there is no such entry about an invoice"),
  [KONTOR_KIND_INVOICE_DRAFT] = N_ ("there is no such draft"),
  [KONTOR_KIND_INCOMING_INVOICE] = N_ ("there is no such incoming invoice"),
  [KONTOR_KIND_BANK_ACCOUNT] = N_ ("there is no such bank account"),
  [KONTOR_KIND_BANK_STATEMENT] = N_ ("there is no such bank statement"),
  [KONTOR_KIND_BANK_ENTRY] = N_ ("there is no such bank entry"),
  [KONTOR_KIND_PAYMENT] = N_ ("there is no such payment"),
  [KONTOR_KIND_PAYMENT_SHARE] = N_ ("there is no such share of a payment"),
  [KONTOR_KIND_DUNNING] = N_ ("there is no such reminder"),
  [KONTOR_KIND_BOOKS_EXPORT] = N_ ("there is no such export"),
  [KONTOR_KIND_PARTY_ACCOUNT] = N_ ("there is no such account"),
  [KONTOR_KIND_VAT_CHECK] = N_ ("there is no such check"),
};

static const char *
say_not_found (KontorKind kind)
{
  if (kind < G_N_ELEMENTS (not_found) && not_found[kind] != NULL)
    return _ (not_found[kind]);
  return _ ("there is no such thing");
}

/**
 * kontor_record_load:
 * @field: (nullable): parameter that named it, for the message
 *
 * Like kontor_record_find() for what must be there.
 *
 * Errors: %KONTOR_COMMAND_ERROR_NOT_FOUND, #KontorDatabaseError.
 *
 * Returns: (transfer full): its record, or %NULL with @error set
 */
KontorJson *
kontor_record_load (KontorDatabase  *database,
                    KontorKind       kind,
                    const KontorUid *uid,
                    const char      *field,
                    GError         **error)
{
  KontorJson *record = NULL;

  if (kontor_record_find (database, kind, uid, &record, error) && record == NULL)
    kontor_command_set_error (
      error, KONTOR_COMMAND_ERROR_NOT_FOUND, field, "%s", say_not_found (kind));
  return record;
}

/**
 * kontor_record_load_param:
 * @params: an object
 * @key: its member with the uid
 * @uid: (out): the uid
 *
 * Like kontor_record_load() for a uid among the parameters.
 *
 * Returns: (transfer full): its record, or %NULL with @error set
 */
KontorJson *
kontor_record_load_param (KontorDatabase   *database,
                          KontorKind        kind,
                          const KontorJson *params,
                          const char       *key,
                          KontorUid        *uid,
                          GError          **error)
{
  if (!kontor_param_uid (params, key, uid, error))
    return NULL;
  return kontor_record_load (database, kind, uid, key, error);
}

/**
 * kontor_record_store:
 * @context: the running command
 * @kind: a kind of aggregate
 * @record: (nullable): what it shall be; nothing is done for %NULL, whose error is set already
 * @error: return location for an error
 *
 * Writes the rows that differ and notes the aggregate as touched.
 *
 * Errors: #KontorDatabaseError.
 *
 * Returns: whether it is stored
 */
gboolean
kontor_record_store (KontorCommandContext *context,
                     KontorKind            kind,
                     const KontorJson     *record,
                     GError              **error)
{
  const KontorAggregateType *type = kontor_aggregate_type_get (kind);
  g_autoptr (KontorJson) image = NULL;
  KontorTouch touch;

  if (record == NULL)
    return FALSE;

  image = kontor_json_new_array ();
  kontor_json_append (image, kontor_json_new_string (type->name));
  kontor_json_append (image, kontor_json_new_integer (0));
  append_object (type->tables, record, image);
  for (const KontorAggregateTable *table = type->tables + 1; table->table != NULL; table++)
    kontor_json_append (image,
                        objects_to_rows (table, kontor_json_get_array (record, table->table)));

  if (!kontor_aggregate_apply (context->database, image, &touch, error))
    return FALSE;
  kontor_command_context_touch (context, kind, &touch.uid);
  return TRUE;
}

/**
 * kontor_record_delete:
 * @context: the running command
 * @kind: a kind of aggregate
 * @uid: its uid
 * @error: return location for an error
 *
 * Deletes the aggregate and notes it.
 *
 * Errors: #KontorDatabaseError.
 *
 * Returns: whether it is gone
 */
gboolean
kontor_record_delete (KontorCommandContext *context,
                      KontorKind            kind,
                      const KontorUid      *uid,
                      GError              **error)
{
  if (!kontor_aggregate_delete (context->database, kind, uid, error))
    return FALSE;
  kontor_command_context_touch_deleted (context, kind, uid);
  return TRUE;
}

/**
 * kontor_record_exists:
 * @database: a connection
 * @sql: a query
 * @values: what it is asked with
 * @n_values: how many
 * @exists: (out): whether it has a row
 * @error: return location for an error
 *
 * Errors: #KontorDatabaseError.
 *
 * Returns: whether it could be asked
 */
gboolean
kontor_record_exists (KontorDatabase    *database,
                      const char        *sql,
                      const KontorValue *values,
                      gsize              n_values,
                      gboolean          *exists,
                      GError           **error)
{
  g_autoptr (KontorStatement) statement = kontor_database_query (
    database, sql, error, values, n_values);
  KontorStep step = KONTOR_STEP_FAILED;

  if (statement != NULL)
    step = kontor_statement_step (statement, error);
  *exists = step == KONTOR_STEP_ROW;
  return step != KONTOR_STEP_FAILED;
}

/**
 * kontor_record_resolve:
 * @database: a connection
 * @sql: finds uids by source (?1) and source_key (?2)
 * @params: parameters with @key, or with "source" and "source_key"
 * @key: "product": the member with the uid; also names the space that new uids come from
 * @uid: (out): the uid given, else that of the thing with this source and key, else one made from
 * them, so that two stations which read the same file make the same thing
 * @error: return location for an error
 *
 * Errors: %KONTOR_COMMAND_ERROR_INVALID, #KontorDatabaseError.
 *
 * Returns: whether it could be found out
 */
gboolean
kontor_record_resolve (KontorDatabase   *database,
                       const char       *sql,
                       const KontorJson *params,
                       const char       *key,
                       KontorUid        *uid,
                       GError          **error)
{
  g_autoptr (KontorStatement) found = NULL;
  g_autofree char *name = NULL;
  const char      *source = NULL;
  const char      *source_key = NULL;
  KontorStep       step = KONTOR_STEP_FAILED;

  if (kontor_json_get (params, key) != NULL || kontor_json_get (params, "source_key") == NULL)
    return kontor_param_uid (params, key, uid, error);
  if (!kontor_param_string_or (params, "source", 50, "", &source, error)
      || !kontor_param_string (params, "source_key", 500, &source_key, error))
    return FALSE;

  found = kontor_database_query (
    database,
    sql,
    error,
    KONTOR_VALUES (kontor_value_text (source), kontor_value_text (source_key)));
  if (found != NULL)
    step = kontor_statement_step (found, error);
  if (step == KONTOR_STEP_ROW)
    kontor_statement_get_uid (found, 0, uid);
  else if (step == KONTOR_STEP_DONE)
    {
      name = g_strconcat (source, "/", source_key, NULL);
      kontor_uid_from_name (uid, key, name);
    }
  return step != KONTOR_STEP_FAILED;
}
