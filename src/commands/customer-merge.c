/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "kontor-customer.h"

/* What names a customer and moves along when two become one. Documents keep the name they were made
 * with. */
static const struct
{
  const char *member; /* of the parameters of customer.unmerge */
  KontorKind  kind;
  const char *list;
  const char *move;
} documents[] = {
  {
    "orders",
    KONTOR_KIND_ORDER,
    "SELECT uid FROM sales_order WHERE customer_uid = ?1 ORDER BY uid",
    "UPDATE sales_order SET customer_uid = ?3 WHERE uid = ?1 AND customer_uid = ?2",
  },
  {
    "returns",
    KONTOR_KIND_SALES_RETURN,
    "SELECT uid FROM sales_return WHERE customer_uid = ?1 ORDER BY uid",
    "UPDATE sales_return SET customer_uid = ?3 WHERE uid = ?1 AND customer_uid = ?2",
  },
  {
    "charges",
    KONTOR_KIND_OTHER_CHARGE,
    "SELECT uid FROM other_charge WHERE customer_uid = ?1 ORDER BY uid",
    "UPDATE other_charge SET customer_uid = ?3 WHERE uid = ?1 AND customer_uid = ?2",
  },
};

static KontorJson *
list_documents (KontorDatabase *database, guint i, const KontorUid *customer, GError **error)
{
  g_autoptr (KontorStatement) found = NULL;
  g_autoptr (KontorJson) uids = kontor_json_new_array ();
  g_autoptr (GError) failure = NULL;

  found = kontor_database_query (
    database, documents[i].list, error, KONTOR_VALUES (kontor_value_uid (customer)));
  if (found == NULL)
    return NULL;
  while (kontor_statement_step_row (found, &failure))
    {
      KontorUid uid;

      kontor_statement_get_uid (found, 0, &uid);
      kontor_json_append (uids, kontor_json_new_uid (&uid));
    }
  if (failure == NULL)
    return g_steal_pointer (&uids);

  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

static gboolean
move_documents (KontorCommandContext *context,
                guint                 i,
                const KontorJson     *uids,
                const KontorUid      *from,
                const KontorUid      *into,
                GError              **error)
{
  for (guint k = 0; k < kontor_json_length (uids); k++)
    {
      const char *text = kontor_json_string (kontor_json_at (uids, k));
      KontorUid   uid;

      if (text == NULL || !kontor_uid_parse (&uid, text))
        {
          kontor_command_set_error (error,
                                    KONTOR_COMMAND_ERROR_INVALID,
                                    documents[i].member,
                                    _ ("“%s” must be a list of ids (UUID)"),
                                    documents[i].member);
          return FALSE;
        }
      if (!kontor_database_run (context->database,
                                documents[i].move,
                                error,
                                KONTOR_VALUES (kontor_value_uid (&uid),
                                               kontor_value_uid (from),
                                               kontor_value_uid (into))))
        return FALSE;
      if (kontor_database_get_changes (context->database) > 0)
        kontor_command_context_touch (context, documents[i].kind, &uid);
    }
  return TRUE;
}

static gboolean
move_all (KontorCommandContext *context,
          const KontorUid      *from,
          const KontorUid      *into,
          KontorJson           *back,
          GError              **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    {
      KontorJson *uids = list_documents (context->database, i, from, error);

      if (uids == NULL)
        return FALSE;
      kontor_json_set (back, documents[i].member, uids);
      if (!move_documents (context, i, uids, from, into, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
contains (const KontorJson *list, const KontorJson *item)
{
  for (guint i = 0; i < kontor_json_length (list); i++)
    if (kontor_json_equal (kontor_json_at (list, i), item))
      return TRUE;
  return FALSE;
}

/* The items of @more that are not in @list. */
static KontorJson *
subtract (const KontorJson *more, const KontorJson *list)
{
  KontorJson *rest = kontor_json_new_array ();

  for (guint i = 0; i < kontor_json_length (more); i++)
    if (!contains (list, kontor_json_at (more, i)))
      kontor_json_append (rest, kontor_json_share (kontor_json_at (more, i)));
  return rest;
}

static KontorJson *
concatenate (const KontorJson *first, const KontorJson *second)
{
  KontorJson *both = kontor_json_new_array ();

  for (guint i = 0; i < kontor_json_length (first); i++)
    kontor_json_append (both, kontor_json_share (kontor_json_at (first, i)));
  for (guint i = 0; i < kontor_json_length (second); i++)
    kontor_json_append (both, kontor_json_share (kontor_json_at (second, i)));
  return both;
}

/* Addresses and contacts; what was added goes into @back. */
static void
unite_lists (KontorJson *merged, const KontorJson *from, KontorJson *back)
{
  static const char *const names[] = { "addresses", "contacts" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const KontorJson *have = kontor_json_get (merged, names[i]);
      KontorJson       *added = subtract (kontor_json_get (from, names[i]), have);

      kontor_json_set (merged, names[i], concatenate (have, added));
      kontor_json_set (back, names[i], added);
    }
}

static void
unite_tags (KontorJson *merged, const KontorJson *from, KontorJson *back)
{
  const KontorJson *have = kontor_json_get (merged, "tags");
  const KontorJson *more = kontor_json_get (from, "tags");

  kontor_json_set (back, "tags", kontor_form_subtract_words (more, have));
  kontor_json_set (merged, "tags", kontor_form_unite_words (have, more, NULL));
}

static const KontorFormField *
find_field (const char *key)
{
  for (const KontorFormField *field = kontor_customer_fields; field->key != NULL; field++)
    if (g_strcmp0 (field->key, key) == 0 && (field->flags & KONTOR_FORM_FIXED) == 0
        && !g_str_equal (key, "number"))
      return field;
  return NULL;
}

/* The fields that are to come from the other customer. */
static gboolean
take_fields (KontorJson *merged, const KontorJson *from, const KontorJson *params, GError **error)
{
  const KontorJson *take = kontor_json_get (params, "take");

  for (guint i = 0; i < kontor_json_length (take); i++)
    {
      const char *key = kontor_json_string (kontor_json_at (take, i));

      if (find_field (key) == NULL)
        {
          kontor_command_set_error (error,
                                    KONTOR_COMMAND_ERROR_INVALID,
                                    "take",
                                    _ ("there is no field “%s” to take over"),
                                    key != NULL ? key : "");
          return FALSE;
        }
      kontor_json_set (merged, key, kontor_json_share (kontor_json_get (from, key)));
    }
  return TRUE;
}

static gboolean
check_pair (const KontorJson *from, const KontorJson *into, GError **error)
{
  const char *merged = kontor_json_get_string (from, "merged_into", NULL);

  if (g_strcmp0 (merged, kontor_json_get_string (into, "uid", "")) == 0)
    {
      kontor_command_set_error (
        error, KONTOR_COMMAND_ERROR_ALREADY, NULL, _ ("the customers are merged already"));
      return FALSE;
    }
  if (kontor_json_equal (kontor_json_get (from, "uid"), kontor_json_get (into, "uid")))
    {
      kontor_command_set_error (
        error, KONTOR_COMMAND_ERROR_INVALID, "into", _ ("a customer can't be merged into itself"));
      return FALSE;
    }
  if (merged != NULL || kontor_json_get (into, "merged_into") != NULL)
    {
      kontor_command_set_error (error,
                                KONTOR_COMMAND_ERROR_STATE_CHANGED,
                                merged != NULL ? "from" : "into",
                                _ ("“%s” was merged into another customer already"),
                                kontor_json_get_string (merged != NULL ? from : into, "name", ""));
      return FALSE;
    }
  return TRUE;
}

static gboolean
retire (KontorCommandContext *context,
        const KontorJson     *from,
        const KontorUid      *into,
        GError              **error)
{
  g_autoptr (KontorJson) retired = kontor_json_with (
    from, "merged_into", kontor_json_new_uid (into));

  if (kontor_json_get (from, "archived_at") == NULL)
    kontor_json_set_integer (retired, "archived_at", context->command->at);
  return kontor_customer_store (context, retired, error);
}

static gboolean
merge (KontorCommandContext *context,
       const KontorJson     *params,
       const KontorJson     *from,
       const KontorJson     *into,
       KontorJson           *back,
       GError              **error)
{
  g_autoptr (KontorJson) merged = kontor_json_copy_object (into);
  KontorUid from_uid;
  KontorUid into_uid;

  if (!kontor_param_uid (from, "uid", &from_uid, error)
      || !kontor_param_uid (into, "uid", &into_uid, error)
      || !take_fields (merged, from, params, error))
    return FALSE;

  kontor_json_set (back, "from", kontor_json_new_uid (&from_uid));
  kontor_json_set (back, "into", kontor_json_new_uid (&into_uid));
  kontor_json_set (back, "archived_at", kontor_json_share (kontor_json_get (from, "archived_at")));
  kontor_json_set (back, "fields", kontor_form_diff (kontor_customer_fields, into, merged));
  unite_lists (merged, from, back);
  unite_tags (merged, from, back);
  return move_all (context, &from_uid, &into_uid, back, error)
         && kontor_customer_store (context, merged, error)
         && retire (context, from, &into_uid, error);
}

/* {from, into, take?: [field]} */
static gboolean
customer_merge (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  KontorUid from_uid;
  KontorUid into_uid;
  g_autoptr (KontorJson) from = kontor_customer_load (
    context->database, params, "from", &from_uid, error);
  g_autoptr (KontorJson) into = from != NULL ? kontor_customer_load (
                                  context->database, params, "into", &into_uid, error)
                                             : NULL;
  g_autoptr (KontorJson) back = NULL;

  if (into == NULL || !check_pair (from, into, error))
    return FALSE;

  back = kontor_json_new_object ();
  if (!merge (context, params, from, into, back, error))
    return FALSE;
  kontor_command_context_set_uid (context, "customer", &into_uid);
  kontor_command_context_set_inverse (context,
                                      "customer.unmerge",
                                      g_steal_pointer (&back),
                                      g_strdup_printf (_ ("Merge “%s” into “%s”"),
                                                       kontor_json_get_string (from, "name", ""),
                                                       kontor_json_get_string (into, "name", "")));
  return TRUE;
}

/* Fields that still have the value which the merge gave them get back the one from before. */
static gboolean
give_back_fields (KontorJson *customer, const KontorJson *params, KontorJson *taken, GError **error)
{
  const KontorJson *edits = kontor_json_get_object (params, "fields");

  for (guint i = 0; i < kontor_json_length (edits); i++)
    {
      const char       *key = kontor_json_key_at (edits, i);
      const KontorJson *edit = kontor_json_at (edits, i);

      if (find_field (key) == NULL)
        {
          kontor_command_set_error (error,
                                    KONTOR_COMMAND_ERROR_INVALID,
                                    "fields",
                                    _ ("there is no field “%s” to edit"),
                                    key);
          return FALSE;
        }
      kontor_json_append (taken, kontor_json_new_string (key));
      if (kontor_json_same (kontor_json_get (edit, "base"), kontor_json_get (customer, key)))
        kontor_json_set (customer, key, kontor_json_share (kontor_json_get (edit, "new")));
    }
  return TRUE;
}

/* What the values are checked by is the same as for an edit. */
static KontorJson *
part (KontorCommandContext *context,
      const KontorJson     *params,
      const KontorJson     *into,
      const KontorUid      *uid,
      KontorJson           *taken,
      GError              **error)
{
  g_autoptr (KontorJson) parted = kontor_json_copy_object (into);
  g_autoptr (KontorJson) form = NULL;

  if (!give_back_fields (parted, params, taken, error))
    return NULL;
  kontor_json_set (
    parted,
    "addresses",
    subtract (kontor_json_get (into, "addresses"), kontor_json_get_array (params, "addresses")));
  kontor_json_set (
    parted,
    "contacts",
    subtract (kontor_json_get (into, "contacts"), kontor_json_get_array (params, "contacts")));
  kontor_json_set (parted,
                   "tags",
                   kontor_form_subtract_words (kontor_json_get (into, "tags"),
                                               kontor_json_get_array (params, "tags")));

  form = kontor_customer_dup_params (parted);
  return kontor_customer_read (context, form, into, uid, error);
}

static gboolean
bring_back (KontorCommandContext *context,
            const KontorJson     *from,
            const KontorJson     *params,
            GError              **error)
{
  g_autoptr (KontorJson) back = kontor_json_with (from, "merged_into", kontor_json_new_null ());
  gint64 archived_at = 0;

  if (!kontor_param_integer_or (
        params, "archived_at", KONTOR_TIME_LEAST, KONTOR_TIME_MOST, 0, &archived_at, error))
    return FALSE;
  kontor_json_set (
    back, "archived_at", kontor_json_share (kontor_json_get (params, "archived_at")));
  return kontor_customer_store (context, back, error);
}

static gboolean
unmerge (KontorCommandContext *context,
         const KontorJson     *params,
         const KontorJson     *from,
         const KontorUid      *from_uid,
         const KontorJson     *into,
         const KontorUid      *into_uid,
         KontorJson           *taken,
         GError              **error)
{
  g_autoptr (KontorJson) parted = part (context, params, into, into_uid, taken, error);

  if (parted == NULL || !kontor_customer_store (context, parted, error)
      || !bring_back (context, from, params, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    if (!move_documents (context,
                         i,
                         kontor_json_get_array (params, documents[i].member),
                         into_uid,
                         from_uid,
                         error))
      return FALSE;
  return TRUE;
}

/* {from, into, fields, addresses, contacts, tags, orders, returns, charges, archived_at}: what
 * customer.merge gave for it. */
static gboolean
customer_unmerge (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  KontorUid from_uid;
  KontorUid into_uid;
  g_autoptr (KontorJson) from = kontor_customer_load (
    context->database, params, "from", &from_uid, error);
  g_autoptr (KontorJson) into = from != NULL ? kontor_customer_load (
                                  context->database, params, "into", &into_uid, error)
                                             : NULL;
  g_autoptr (KontorJson) taken = kontor_json_new_array ();
  KontorJson *back = NULL;

  if (into == NULL)
    return FALSE;
  if (!kontor_json_equal (kontor_json_get (from, "merged_into"), kontor_json_get (into, "uid")))
    {
      kontor_command_set_error (
        error, KONTOR_COMMAND_ERROR_STATE_CHANGED, "from", _ ("the customers are not merged"));
      return FALSE;
    }
  if (!unmerge (context, params, from, &from_uid, into, &into_uid, taken, error))
    return FALSE;

  back = kontor_json_new_object ();
  kontor_json_set (back, "from", kontor_json_new_uid (&from_uid));
  kontor_json_set (back, "into", kontor_json_new_uid (&into_uid));
  kontor_json_set (back, "take", g_steal_pointer (&taken));
  kontor_command_context_set_uid (context, "customer", &into_uid);
  kontor_command_context_set_inverse (
    context, "customer.merge", back, kontor_record_label (_ ("Separate “%s”"), from));
  return TRUE;
}

#define ROLES "staff finance admin"

const KontorCommandType kontor_customer_merge_commands[] = {
  {
    .name = "customer.merge",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge = "refused when one of them was merged already",
    .roles = ROLES,
    .help = "{from, into, take?: [field]}",
    .run = customer_merge,
  },
  {
    .name = "customer.unmerge",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge
    = "fields changed since the merge keep their new value; refused when they are not merged",
    .roles = ROLES,
    .help
    = "{from, into, fields, addresses, contacts, tags, orders, returns, charges, archived_at?}: as "
      "customer.merge says",
    .run = customer_unmerge,
  },
  { NULL },
};
