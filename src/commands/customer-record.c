/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "kontor-customer.h"

static const char *const customer_kinds[] = { "person", "company", NULL };
static const char *const address_kinds[] = { "billing", "shipping", NULL };

const KontorFormField kontor_customer_fields[] = {
  { "number", KONTOR_FORM_TEXT, KONTOR_FORM_REQUIRED | KONTOR_FORM_CAREFUL, .most = 60 },
  { "kind", KONTOR_FORM_CHOICE, 0, .choices = customer_kinds, .fallback = "person" },
  { "name", KONTOR_FORM_TEXT, 0, .most = 300 },
  { "given_name", KONTOR_FORM_TEXT, 0, .most = 150 },
  { "family_name", KONTOR_FORM_TEXT, 0, .most = 150 },
  { "email", KONTOR_FORM_TEXT, KONTOR_FORM_CAREFUL, .most = 254, .check = kontor_form_check_email },
  { "phone", KONTOR_FORM_TEXT, 0, .most = 60 },
  { "vat_id",
    KONTOR_FORM_TEXT,
    KONTOR_FORM_CAREFUL,
    .most = 40,
    .check = kontor_form_check_vat_id },
  { "customer_group", KONTOR_FORM_TEXT, 0, .most = 100 },
  { "language", KONTOR_FORM_TEXT, 0, .most = 3, .check = kontor_form_check_language },
  { "buyer_reference", KONTOR_FORM_TEXT, 0, .most = 200 },
  { "note", KONTOR_FORM_TEXT, 0, .most = 100000 },
  { "source", KONTOR_FORM_TEXT, KONTOR_FORM_FIXED, .most = 50 },
  { "source_key", KONTOR_FORM_TEXT, KONTOR_FORM_FIXED, .most = 500 },
  { "created_at",
    KONTOR_FORM_INTEGER,
    KONTOR_FORM_FIXED | KONTOR_FORM_NULLABLE,
    .least = KONTOR_TIME_LEAST,
    .most = KONTOR_TIME_MOST },
  { "archived_at",
    KONTOR_FORM_INTEGER,
    KONTOR_FORM_FIXED | KONTOR_FORM_NULLABLE,
    .least = KONTOR_TIME_LEAST,
    .most = KONTOR_TIME_MOST },
  { NULL },
};

static const char *const customer_members[] = { "customer", "addresses", "contacts", "tags", NULL };

static const KontorFormField address_fields[] = {
  { "kind", KONTOR_FORM_CHOICE, 0, .choices = address_kinds, .fallback = "billing" },
  { "name", KONTOR_FORM_TEXT, 0, .most = 300 },
  { "extra", KONTOR_FORM_TEXT, 0, .most = 300 },
  { "street", KONTOR_FORM_TEXT, 0, .most = 300 },
  { "postcode", KONTOR_FORM_TEXT, 0, .most = 30 },
  { "city", KONTOR_FORM_TEXT, 0, .most = 200 },
  { "region", KONTOR_FORM_TEXT, 0, .most = 200 },
  { "country", KONTOR_FORM_TEXT, 0, .most = 2, .check = kontor_form_check_country },
  { NULL },
};

static const KontorFormField contact_fields[] = {
  { "name", KONTOR_FORM_TEXT, KONTOR_FORM_REQUIRED, .most = 300 },
  { "role", KONTOR_FORM_TEXT, 0, .most = 100 },
  { "email", KONTOR_FORM_TEXT, 0, .most = 254, .check = kontor_form_check_email },
  { "phone", KONTOR_FORM_TEXT, 0, .most = 60 },
  { NULL },
};

static const struct
{
  const char            *name;
  const char            *table;
  const KontorFormField *fields;
} lists[] = {
  { "addresses", "customer_address", address_fields },
  { "contacts", "customer_contact", contact_fields },
};

static KontorJson *
nest_list (const KontorJson *rows, const KontorFormField *fields)
{
  KontorJson *list = kontor_json_new_array ();

  for (guint i = 0; i < kontor_json_length (rows); i++)
    kontor_json_append (list, kontor_form_pick (fields, kontor_json_at (rows, i)));
  return list;
}

static KontorJson *
nest_tags (const KontorJson *rows)
{
  KontorJson *tags = kontor_json_new_array ();

  for (guint i = 0; i < kontor_json_length (rows); i++)
    kontor_json_append (tags,
                        kontor_json_share (kontor_json_get (kontor_json_at (rows, i), "tag")));
  return tags;
}

static KontorJson *
nest (const KontorJson *record)
{
  KontorJson *customer = kontor_form_pick (kontor_customer_fields, record);

  kontor_json_set (customer, "uid", kontor_json_share (kontor_json_get (record, "uid")));
  kontor_json_set (
    customer, "changed_at", kontor_json_share (kontor_json_get (record, "changed_at")));
  kontor_json_set (
    customer, "merged_into", kontor_json_share (kontor_json_get (record, "merged_into")));
  kontor_json_set (customer, "tags", nest_tags (kontor_json_get (record, "customer_tag")));
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    kontor_json_set (customer,
                     lists[i].name,
                     nest_list (kontor_json_get (record, lists[i].table), lists[i].fields));
  return customer;
}

/**
 * kontor_customer_find:
 * @database: a connection
 * @uid: uid of a customer
 * @customer: (out) (nullable): the customer; %NULL when there is none
 * @error: return location for an error
 *
 * Errors: #KontorDatabaseError.
 *
 * Returns: whether it could be asked
 */
gboolean
kontor_customer_find (KontorDatabase  *database,
                      const KontorUid *uid,
                      KontorJson     **customer,
                      GError         **error)
{
  g_autoptr (KontorJson) record = NULL;

  if (!kontor_record_find (database, KONTOR_KIND_CUSTOMER, uid, &record, error))
    return FALSE;
  *customer = record != NULL ? nest (record) : NULL;
  return TRUE;
}

/**
 * kontor_customer_load:
 * @database: a connection
 * @params: parameters
 * @key: member with the uid
 * @uid: (out): the uid
 * @error: return location for an error
 *
 * Errors: %KONTOR_COMMAND_ERROR_INVALID, %KONTOR_COMMAND_ERROR_NOT_FOUND, #KontorDatabaseError.
 *
 * Returns: (transfer full): the customer, or %NULL with @error set
 */
KontorJson *
kontor_customer_load (KontorDatabase   *database,
                      const KontorJson *params,
                      const char       *key,
                      KontorUid        *uid,
                      GError          **error)
{
  g_autoptr (KontorJson) record = kontor_record_load_param (
    database, KONTOR_KIND_CUSTOMER, params, key, uid, error);

  return record != NULL ? nest (record) : NULL;
}

static KontorJson *
flatten_list (const KontorJson *list)
{
  KontorJson *rows = kontor_json_new_array ();

  for (guint i = 0; i < kontor_json_length (list); i++)
    kontor_json_append (
      rows, kontor_json_with (kontor_json_at (list, i), "position", kontor_json_new_integer (i)));
  return rows;
}

static KontorJson *
flatten_tags (const KontorJson *tags)
{
  KontorJson *rows = kontor_json_new_array ();

  for (guint i = 0; i < kontor_json_length (tags); i++)
    {
      KontorJson *row = kontor_json_new_object ();

      kontor_json_set (row, "tag", kontor_json_share (kontor_json_at (tags, i)));
      kontor_json_append (rows, row);
    }
  return rows;
}

static gboolean
check_number (KontorDatabase *database, const KontorJson *customer, GError **error)
{
  g_autoptr (KontorStatement) other = NULL;
  const char *number = kontor_json_get_string (customer, "number", "");
  KontorStep  step = KONTOR_STEP_FAILED;
  KontorUid   uid;

  if (!kontor_param_uid (customer, "uid", &uid, error))
    return FALSE;
  other = kontor_database_query (
    database,
    "SELECT name FROM customer WHERE number = ?1 AND uid <> ?2 ORDER BY uid",
    error,
    KONTOR_VALUES (kontor_value_text (number), kontor_value_uid (&uid)));
  if (other != NULL)
    step = kontor_statement_step (other, error);
  if (step == KONTOR_STEP_ROW)
    kontor_command_set_error (error,
                              KONTOR_COMMAND_ERROR_CONFLICT,
                              "number",
                              _ ("the customer number “%s” belongs to “%s” already"),
                              number,
                              kontor_statement_get_text (other, 0));
  return step == KONTOR_STEP_DONE;
}

/**
 * kontor_customer_store:
 * @context: the running command
 * @customer: what it shall be
 * @error: return location for an error
 *
 * Writes the rows that differ and notes the time of change.
 *
 * Errors: %KONTOR_COMMAND_ERROR_CONFLICT when the number belongs to another, #KontorDatabaseError.
 *
 * Returns: whether it is stored
 */
gboolean
kontor_customer_store (KontorCommandContext *context, const KontorJson *customer, GError **error)
{
  g_autoptr (KontorJson) record = kontor_json_copy_object (customer);

  kontor_json_set_integer (record, "changed_at", context->command->at);
  kontor_json_set (record, "customer_tag", flatten_tags (kontor_json_get (customer, "tags")));
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    kontor_json_set (
      record, lists[i].table, flatten_list (kontor_json_get (customer, lists[i].name)));
  return check_number (context->database, customer, error)
         && kontor_record_store (context, KONTOR_KIND_CUSTOMER, record, error);
}

/**
 * kontor_customer_read_list:
 * @name: "addresses" or "contacts"
 * @list: (nullable): an array of objects
 * @error: return location for an error
 *
 * Errors: %KONTOR_COMMAND_ERROR_INVALID with the field.
 *
 * Returns: (transfer full): the list in its one form, or %NULL with @error set
 */
KontorJson *
kontor_customer_read_list (const char *name, const KontorJson *list, GError **error)
{
  guint i = 0;

  while (!g_str_equal (lists[i].name, name))
    i++;
  return kontor_form_read_list (lists[i].fields, list, name, error);
}

static gboolean
read_lists (KontorJson *customer, const KontorJson *params, const KontorJson *base, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      KontorJson *list = NULL;

      if (base != NULL && !kontor_json_has (params, lists[i].name))
        list = kontor_json_share (kontor_json_get (base, lists[i].name));
      else
        list = kontor_customer_read_list (
          lists[i].name, kontor_json_get (params, lists[i].name), error);
      if (list == NULL)
        return FALSE;
      kontor_json_set (customer, lists[i].name, list);
    }
  return TRUE;
}

static gboolean
read_tags (KontorJson *customer, const KontorJson *params, const KontorJson *base, GError **error)
{
  g_autoptr (KontorJson) tags = NULL;

  if (base != NULL && !kontor_json_has (params, "tags"))
    {
      kontor_json_set (customer, "tags", kontor_json_share (kontor_json_get (base, "tags")));
      return TRUE;
    }

  tags = kontor_form_read_words (kontor_json_get (params, "tags"), 200, "tags", error);
  if (tags == NULL)
    return FALSE;
  kontor_json_set (customer, "tags", kontor_form_unite_words (NULL, tags, NULL));
  return TRUE;
}

static char *
compose_name (const KontorJson *customer)
{
  const char *given = kontor_json_get_string (customer, "given_name", "");
  const char *family = kontor_json_get_string (customer, "family_name", "");

  return g_strstrip (g_strconcat (given, " ", family, NULL));
}

/* The name of a person follows the given and family name as long as nobody gave another. */
static gboolean
fill_in_name (KontorJson       *customer,
              const KontorJson *params,
              const KontorJson *base,
              GError          **error)
{
  g_autofree char *composed = compose_name (customer);
  g_autofree char *before = base != NULL ? compose_name (base) : g_strdup ("");
  const char      *name = kontor_json_get_string (customer, "name", "");
  gboolean         follows = *name == '\0'
                     || (!kontor_json_has (params, "name") && g_str_equal (name, before));

  if (follows && *composed != '\0')
    kontor_json_set_string (customer, "name", composed);
  else if (*name == '\0')
    {
      kontor_command_set_error (error,
                                KONTOR_COMMAND_ERROR_INVALID,
                                "name",
                                _ ("a customer needs a name, or a given and a family name"));
      return FALSE;
    }
  return TRUE;
}

/**
 * kontor_customer_read:
 * @context: the running command
 * @params: a customer as customer.create takes it
 * @base: (nullable): the customer as it is; members missing in @params stay
 * @uid: its uid
 * @error: return location for an error
 *
 * Errors: %KONTOR_COMMAND_ERROR_INVALID with the field.
 *
 * Returns: (transfer full): the customer, not stored yet, or %NULL with @error set
 */
KontorJson *
kontor_customer_read (KontorCommandContext *context,
                      const KontorJson     *params,
                      const KontorJson     *base,
                      const KontorUid      *uid,
                      GError              **error)
{
  g_autoptr (KontorJson) customer = kontor_form_read (
    kontor_customer_fields, customer_members, params, base, NULL, error);

  if (customer == NULL || !fill_in_name (customer, params, base, error)
      || !read_lists (customer, params, base, error) || !read_tags (customer, params, base, error))
    return NULL;

  if (kontor_json_get (customer, "created_at") == NULL)
    kontor_json_set_integer (customer, "created_at", context->command->at);
  kontor_json_set (customer, "uid", kontor_json_new_uid (uid));
  kontor_json_set (
    customer, "changed_at", kontor_json_share (kontor_json_get (base, "changed_at")));
  kontor_json_set (
    customer, "merged_into", kontor_json_share (kontor_json_get (base, "merged_into")));
  return g_steal_pointer (&customer);
}

/**
 * kontor_customer_dup_params:
 * @customer: a customer
 *
 * Returns: (transfer full): the parameters of customer.replace that bring it back as it is
 */
KontorJson *
kontor_customer_dup_params (const KontorJson *customer)
{
  KontorJson *params = kontor_form_pick (kontor_customer_fields, customer);

  kontor_json_set (params, "customer", kontor_json_share (kontor_json_get (customer, "uid")));
  kontor_json_set (
    params, "addresses", kontor_json_share (kontor_json_get (customer, "addresses")));
  kontor_json_set (params, "contacts", kontor_json_share (kontor_json_get (customer, "contacts")));
  kontor_json_set (params, "tags", kontor_json_share (kontor_json_get (customer, "tags")));
  return params;
}

/**
 * kontor_customer_is_used:
 * @database: a connection
 * @uid: uid of a customer
 * @used: (out): whether orders, returns, charges or merged customers name it
 * @error: return location for an error
 *
 * Errors: #KontorDatabaseError.
 *
 * Returns: whether it could be asked
 */
gboolean
kontor_customer_is_used (KontorDatabase  *database,
                         const KontorUid *uid,
                         gboolean        *used,
                         GError         **error)
{
  static const char *const queries[] = {
    "SELECT 1 FROM sales_order WHERE customer_uid = ?1",
    "SELECT 1 FROM sales_return WHERE customer_uid = ?1",
    "SELECT 1 FROM other_charge WHERE customer_uid = ?1",
    "SELECT 1 FROM customer WHERE merged_into = ?1",
  };

  *used = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (queries) && !*used; i++)
    if (!kontor_record_exists (
          database, queries[i], KONTOR_VALUES (kontor_value_uid (uid)), used, error))
      return FALSE;
  return TRUE;
}

/**
 * kontor_customer_number_is_taken:
 * @database: a connection
 * @number: a customer number
 * @taken: (out): whether a customer has it
 * @error: return location for an error
 *
 * Errors: #KontorDatabaseError.
 *
 * Returns: whether it could be asked
 */
gboolean
kontor_customer_number_is_taken (KontorDatabase *database,
                                 const char     *number,
                                 gboolean       *taken,
                                 GError        **error)
{
  return kontor_record_exists (database,
                               "SELECT 1 FROM customer WHERE number = ?1",
                               KONTOR_VALUES (kontor_value_text (number)),
                               taken,
                               error);
}
