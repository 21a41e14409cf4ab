/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "kontor-customer.h"
#include "kontor-number-series.h"

#define BY_SOURCE "SELECT uid FROM customer WHERE source = ?1 AND source_key = ?2 ORDER BY uid"

/* The number is given once, by the station that makes the customer. */
static gboolean
prepare_create (KontorDatabase *database, guint station, KontorCommand *command, GError **error)
{
  g_autofree char *number = NULL;
  KontorJson      *params = NULL;

  if (*kontor_json_get_string (command->params, "number", "") != '\0')
    return TRUE;
  number = kontor_number_take (database,
                               "customer",
                               "customer_number_pattern",
                               KONTOR_NUMBER_PATTERN_CUSTOMER,
                               command->at,
                               station,
                               kontor_customer_number_is_taken,
                               error);
  if (number == NULL)
    return FALSE;

  params = kontor_json_with (command->params, "number", kontor_json_new_string (number));
  kontor_json_unref (command->params); /* replaced by the copy with the number */
  command->params = params;
  return TRUE;
}

static gboolean
create_customer (KontorCommandContext *context,
                 const KontorJson     *params,
                 const KontorUid      *uid,
                 GError              **error)
{
  g_autoptr (KontorJson) customer = kontor_customer_read (context, params, NULL, uid, error);

  if (customer == NULL || !kontor_customer_store (context, customer, error))
    return FALSE;

  kontor_record_set_inverse (
    context, "customer.withdraw", "customer", uid, _ ("Create “%s”"), customer);
  kontor_command_context_set_uid (context, "customer", uid);
  kontor_json_set (
    context->outcome->result, "number", kontor_json_share (kontor_json_get (customer, "number")));
  return TRUE;
}

/* {number?, kind?, name or given_name and family_name, …}: see the help below */
static gboolean
customer_create (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  KontorUid uid;

  if (kontor_json_has (params, "customer"))
    {
      kontor_command_set_error (
        error, KONTOR_COMMAND_ERROR_INVALID, "customer", _ ("a new customer gets its id itself"));
      return FALSE;
    }
  kontor_command_context_derive_uid (context, &uid);
  return create_customer (context, params, &uid, error);
}

/* Takes @back. Nothing is stored when nothing changed. */
static gboolean
store_changed (KontorCommandContext *context,
               const KontorUid      *uid,
               const KontorJson     *before,
               const KontorJson     *after,
               const char           *inverse,
               KontorJson           *back,
               GError              **error)
{
  g_autoptr (KontorJson) owned = back;

  kontor_command_context_set_uid (context, "customer", uid);
  if (kontor_json_equal (before, after))
    return TRUE;

  kontor_json_set (back, "customer", kontor_json_new_uid (uid));
  kontor_command_context_set_inverse (
    context, inverse, g_steal_pointer (&owned), kontor_record_label (_ ("Edit “%s”"), before));
  return kontor_customer_store (context, after, error);
}

/* {customer or source and source_key, …as customer.create}: what is named is set, the rest stays.
 * Made when there is none. */
static gboolean
customer_replace (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  KontorUid uid;
  g_autoptr (KontorJson) before = NULL;
  g_autoptr (KontorJson) after = NULL;

  if (!kontor_record_resolve (context->database, BY_SOURCE, params, "customer", &uid, error)
      || !kontor_customer_find (context->database, &uid, &before, error))
    return FALSE;
  kontor_json_set_boolean (context->outcome->result, "created", before == NULL);
  kontor_json_set_boolean (context->outcome->result, "changed", TRUE);
  if (before == NULL)
    return create_customer (context, params, &uid, error);

  after = kontor_customer_read (context, params, before, &uid, error);
  if (after == NULL)
    return FALSE;
  kontor_json_set_boolean (context->outcome->result, "changed", !kontor_json_equal (before, after));
  return store_changed (
    context, &uid, before, after, "customer.replace", kontor_customer_dup_params (before), error);
}

/* A new customer needs a number also when it is made by customer.replace. */
static gboolean
prepare_replace (KontorDatabase *database, guint station, KontorCommand *command, GError **error)
{
  KontorUid uid;
  gboolean  exists = FALSE;

  if (!kontor_record_resolve (database, BY_SOURCE, command->params, "customer", &uid, error)
      || !kontor_record_exists (database,
                                "SELECT 1 FROM customer WHERE uid = ?1",
                                KONTOR_VALUES (kontor_value_uid (&uid)),
                                &exists,
                                error))
    return FALSE;
  return exists || prepare_create (database, station, command, error);
}

/* {customer, fields} */
static gboolean
customer_edit (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  KontorUid uid;
  g_autoptr (KontorJson) before = kontor_customer_load (
    context->database, params, "customer", &uid, error);
  g_autoptr (KontorJson) edit = before != NULL
                                  ? kontor_form_edit (kontor_customer_fields, params, before, error)
                                  : NULL;
  g_autoptr (KontorJson) after = edit != NULL
                                   ? kontor_customer_read (context, edit, before, &uid, error)
                                   : NULL;
  KontorJson *back = NULL;

  if (after == NULL)
    return FALSE;

  back = kontor_json_new_object ();
  kontor_json_set (back, "fields", kontor_form_diff (kontor_customer_fields, before, after));
  return store_changed (context, &uid, before, after, "customer.edit", back, error);
}

static gboolean
check_list_base (const KontorJson *params,
                 const char       *name,
                 const KontorJson *before,
                 const KontorJson *list,
                 GError          **error)
{
  g_autoptr (KontorJson) base = NULL;
  g_autoptr (KontorJson) seen = NULL;

  if (kontor_json_equal (before, list) || !kontor_json_has (params, "base"))
    return TRUE;

  base = kontor_customer_read_list (name, kontor_json_get (params, "base"), error);
  if (base == NULL)
    return FALSE;
  seen = kontor_json_with (params, "base", kontor_json_ref (base));
  return kontor_form_check_base (seen, name, before, error);
}

static gboolean
set_list (KontorCommandContext *context,
          const KontorJson     *params,
          const char           *name,
          const char           *command,
          GError              **error)
{
  KontorUid uid;
  g_autoptr (KontorJson) before = kontor_customer_load (
    context->database, params, "customer", &uid, error);
  g_autoptr (KontorJson) list = before != NULL ? kontor_customer_read_list (
                                  name, kontor_json_get (params, name), error)
                                               : NULL;
  g_autoptr (KontorJson) after = NULL;
  KontorJson *back = NULL;

  if (list == NULL || !check_list_base (params, name, kontor_json_get (before, name), list, error))
    return FALSE;

  after = kontor_json_with (before, name, g_steal_pointer (&list));
  back = kontor_json_new_object ();
  kontor_json_set (back, name, kontor_json_share (kontor_json_get (before, name)));
  return store_changed (context, &uid, before, after, command, back, error);
}

/* {customer, addresses, base?} */
static gboolean
customer_set_addresses (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  return set_list (context, params, "addresses", "customer.set_addresses", error);
}

/* {customer, contacts, base?} */
static gboolean
customer_set_contacts (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  return set_list (context, params, "contacts", "customer.set_contacts", error);
}

/* {customer, add?: [text], remove?: [text]} */
static gboolean
customer_set_tags (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  KontorUid uid;
  g_autoptr (KontorJson) before = kontor_customer_load (
    context->database, params, "customer", &uid, error);
  g_autoptr (KontorJson) add = NULL;
  g_autoptr (KontorJson) remove = NULL;
  g_autoptr (KontorJson) after = NULL;
  const KontorJson *old = kontor_json_get (before, "tags");
  KontorJson       *tags = NULL;
  KontorJson       *back = NULL;

  if (before == NULL)
    return FALSE;
  add = kontor_form_read_words (kontor_json_get (params, "add"), 200, "add", error);
  remove = add != NULL
             ? kontor_form_read_words (kontor_json_get (params, "remove"), 200, "remove", error)
             : NULL;
  if (remove == NULL)
    return FALSE;

  tags = kontor_form_unite_words (old, add, remove);
  back = kontor_json_new_object ();
  kontor_json_set (back, "add", kontor_form_subtract_words (old, tags));
  kontor_json_set (back, "remove", kontor_form_subtract_words (tags, old));
  after = kontor_json_with (before, "tags", tags);
  return store_changed (context, &uid, before, after, "customer.set_tags", back, error);
}

/* {customer} */
static gboolean
customer_archive (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  return kontor_record_archive (context,
                                KONTOR_KIND_CUSTOMER,
                                params,
                                "customer",
                                TRUE,
                                "customer.restore",
                                _ ("Archive “%s”"),
                                error);
}

/* {customer} */
static gboolean
customer_restore (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  KontorUid uid;
  g_autoptr (KontorJson) customer = kontor_customer_load (
    context->database, params, "customer", &uid, error);

  if (customer == NULL)
    return FALSE;
  if (kontor_json_get (customer, "merged_into") != NULL)
    {
      kontor_command_set_error (error,
                                KONTOR_COMMAND_ERROR_STATE_CHANGED,
                                "customer",
                                _ ("“%s” was merged into another customer: undo the merge instead"),
                                kontor_json_get_string (customer, "name", ""));
      return FALSE;
    }
  return kontor_record_archive (context,
                                KONTOR_KIND_CUSTOMER,
                                params,
                                "customer",
                                FALSE,
                                "customer.archive",
                                _ ("Restore “%s”"),
                                error);
}

/* {customer}: takes back a customer.create. */
static gboolean
customer_withdraw (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  KontorUid uid;
  g_autoptr (KontorJson) customer = kontor_customer_load (
    context->database, params, "customer", &uid, error);
  gboolean used = FALSE;

  if (customer == NULL || !kontor_customer_is_used (context->database, &uid, &used, error))
    return FALSE;

  kontor_command_context_set_uid (context, "customer", &uid);
  if (!used && kontor_json_get (customer, "merged_into") == NULL)
    {
      kontor_command_context_set_inverse (context,
                                          "customer.replace",
                                          kontor_customer_dup_params (customer),
                                          kontor_record_label (_ ("Delete “%s”"), customer));
      return kontor_record_delete (context, KONTOR_KIND_CUSTOMER, &uid, error);
    }
  return kontor_json_get (customer, "archived_at") != NULL
         || customer_archive (context, params, error);
}

#define ROLES "staff finance admin"
#define FIELDS                                                                                     \
  "number?, kind? (person, company), name or given_name and family_name, email?, phone?, "         \
  "vat_id?, "                                                                                      \
  "customer_group?, language?, buyer_reference?, note?, addresses? [{kind?, name?, extra?, "       \
  "street?, postcode?, "                                                                           \
  "city?, region?, country?}], contacts? [{name, role?, email?, phone?}], tags?, source?, "        \
  "source_key?, created_at?}"

const KontorCommandType kontor_customer_commands[] = {
  {
    .name = "customer.create",
    .version = 1,
    .kind = KONTOR_COMMAND_EDIT,
    .merge = "refused when the number belongs to another customer",
    .roles = ROLES,
    .help = "{" FIELDS,
    .run = customer_create,
    .prepare = prepare_create,
  },
  {
    .name = "customer.replace",
    .version = 1,
    .kind = KONTOR_COMMAND_EDIT,
    .merge
    = "what is named is set, the newest wins; refused when the number belongs to another customer",
    .roles = ROLES,
    .help = "{customer, or source and source_key; " FIELDS,
    .run = customer_replace,
    .prepare = prepare_replace,
  },
  {
    .name = "customer.edit",
    .version = 1,
    .kind = KONTOR_COMMAND_EDIT,
    .merge = "by field: the newest value wins; number, e-mail and VAT id are refused when somebody "
             "else changed them since",
    .roles = ROLES,
    .help = "{customer, fields: {name: {base?, new}, …}}",
    .run = customer_edit,
  },
  {
    .name = "customer.set_addresses",
    .version = 1,
    .kind = KONTOR_COMMAND_EDIT,
    .merge = "as a whole; refused when somebody else changed them since",
    .roles = ROLES,
    .help = "{customer, addresses: [{kind?, name?, extra?, street?, postcode?, city?, region?, "
            "country?}], base?}",
    .run = customer_set_addresses,
  },
  {
    .name = "customer.set_contacts",
    .version = 1,
    .kind = KONTOR_COMMAND_EDIT,
    .merge = "as a whole; refused when somebody else changed them since",
    .roles = ROLES,
    .help = "{customer, contacts: [{name, role?, email?, phone?}], base?}",
    .run = customer_set_contacts,
  },
  {
    .name = "customer.set_tags",
    .version = 1,
    .kind = KONTOR_COMMAND_EDIT,
    .merge = "by element: what is added is there, what is removed is not",
    .roles = ROLES,
    .help = "{customer, add?: [text], remove?: [text]}",
    .run = customer_set_tags,
  },
  {
    .name = "customer.archive",
    .version = 1,
    .kind = KONTOR_COMMAND_EDIT,
    .merge = "done already: settled without noise",
    .roles = ROLES,
    .help = "{customer}",
    .run = customer_archive,
  },
  {
    .name = "customer.restore",
    .version = 1,
    .kind = KONTOR_COMMAND_EDIT,
    .merge = "done already: settled without noise; refused for one that was merged",
    .roles = ROLES,
    .help = "{customer}",
    .run = customer_restore,
  },
  {
    .name = "customer.withdraw",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge = "deleted when nothing names it, else archived",
    .roles = ROLES,
    .help = "{customer}: takes back what customer.create made",
    .run = customer_withdraw,
  },
  { NULL },
};
