/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-query-private.h"

#include <glib/gi18n-lib.h>

#define N_ORDERS_SHOWN "50"
#define N_CHECKS_SHOWN "20"

#define SELECT_CUSTOMER                                                                            \
  "SELECT uid, number, kind, name, given_name, family_name, email, phone, vat_id, customer_group," \
  " language, buyer_reference, note, source, source_key, merged_into, created_at, changed_at,"     \
  " archived_at FROM customer WHERE uid = ?1"
#define CUSTOMER_SPEC                                                                              \
  "u:uid t:number t:kind t:name t:given_name t:family_name t:email t:phone t:vat_id"               \
  " t:customer_group t:language t:buyer_reference t:note t:source t:source_key u:merged_into"      \
  " i:created_at i:changed_at i:archived_at"

typedef struct
{
  const char *key;
  const char *sql;
  const char *spec;
} Part;

static const Part parts[] = {
  { "addresses",
    "SELECT position, kind, name, extra, street, postcode, city, region, country"
    " FROM customer_address WHERE customer_uid = ?1 ORDER BY position",
    "i:position t:kind t:name t:extra t:street t:postcode t:city t:region t:country" },
  { "contacts",
    "SELECT position, name, role, email, phone FROM customer_contact"
    " WHERE customer_uid = ?1 ORDER BY position",
    "i:position t:name t:role t:email t:phone" },
  { "figures",
    "SELECT currency, count (*), sum (gross_minor - refunded_minor), max (placed_at)"
    " FROM sales_order WHERE customer_uid = ?1 AND state NOT IN ('CART', 'CANCELLED')"
    " GROUP BY currency ORDER BY 2 DESC, 1",
    "t:currency i:orders i:revenue_minor i:last_order_at" },
  { "orders",
    "SELECT uid, number, state, placed_at, currency, gross_minor FROM sales_order"
    " WHERE customer_uid = ?1 ORDER BY placed_at DESC LIMIT " N_ORDERS_SHOWN,
    "u:uid t:number t:state i:placed_at t:currency i:gross_minor" },
  { "vat_checks",
    "SELECT vat_id, checked_at, is_valid, name, address, consultation, requester, service,"
    " author_name FROM vat_check WHERE customer_uid = ?1 ORDER BY checked_at DESC, uid"
    " LIMIT " N_CHECKS_SHOWN,
    "t:vat_id i:checked_at i:is_valid t:name t:address t:consultation t:requester t:service"
    " t:author" },
};

/* Each finds customers that may be the same one. */
static const Part likenesses[] = {
  { "email",
    "SELECT o.uid, o.number, o.name, o.email, 'email' FROM customer AS c JOIN customer AS o"
    " ON o.email = c.email AND o.uid <> c.uid WHERE c.uid = ?1 AND c.email <> ''"
    " AND o.archived_at IS NULL ORDER BY o.number",
    "u:uid t:number t:name t:email t:reason" },
  { "vat_id",
    "SELECT o.uid, o.number, o.name, o.email, 'vat_id' FROM customer AS c JOIN customer AS o"
    " ON o.vat_id = c.vat_id AND o.uid <> c.uid WHERE c.uid = ?1 AND c.vat_id <> ''"
    " AND o.archived_at IS NULL ORDER BY o.number",
    "u:uid t:number t:name t:email t:reason" },
};

/* The same name, however it is spelled; needs the derived keys. */
static const Part same_name = {
  "name",
  "SELECT o.uid, o.number, o.name, o.email, 'name' FROM customer AS c"
  " JOIN derived_customer_key AS k ON k.id = c.id"
  " JOIN derived_customer_key AS n ON n.name_key = k.name_key AND n.id <> k.id AND n.archived = 0"
  " JOIN customer AS o ON o.id = n.id WHERE c.uid = ?1 AND k.name_key <> '' ORDER BY o.number "
  "LIMIT 20",
  "u:uid t:number t:name t:email t:reason",
};

static gboolean
has_uid (const KontorJson *array, const char *uid)
{
  for (guint i = 0; i < kontor_json_length (array); i++)
    if (g_str_equal (kontor_json_get_string (kontor_json_at (array, i), "uid", ""), uid))
      return TRUE;

  return FALSE;
}

static gboolean
add_duplicates (KontorJson      *duplicates,
                KontorDatabase  *database,
                const KontorUid *uid,
                const Part      *likeness,
                GError         **error)
{
  g_autoptr (KontorJson) rows = kontor_query_rows (
    database, likeness->sql, likeness->spec, error, KONTOR_VALUES (kontor_value_uid (uid)));

  if (rows == NULL)
    return FALSE;

  for (guint i = 0; i < kontor_json_length (rows); i++)
    {
      const KontorJson *row = kontor_json_at (rows, i);

      if (!has_uid (duplicates, kontor_json_get_string (row, "uid", "")))
        kontor_json_append (duplicates, kontor_json_ref ((KontorJson *) row));
    }

  return TRUE;
}

static gboolean
set_duplicates (KontorJson      *customer,
                KontorDatabase  *database,
                const KontorUid *uid,
                GError         **error)
{
  KontorJson *duplicates = kontor_json_new_array ();

  kontor_json_set (customer, "duplicates", duplicates);
  for (gsize i = 0; i < G_N_ELEMENTS (likenesses); i++)
    if (!add_duplicates (duplicates, database, uid, &likenesses[i], error))
      return FALSE;

  return kontor_database_get_engine (database) != KONTOR_ENGINE_SQLITE
         || add_duplicates (duplicates, database, uid, &same_name, error);
}

static gboolean
set_tags_and_count (KontorJson      *customer,
                    KontorDatabase  *database,
                    const KontorUid *uid,
                    GError         **error)
{
  g_autoptr (KontorJson) count = NULL;
  KontorJson *tags = kontor_query_texts (
    database,
    "SELECT tag FROM customer_tag WHERE customer_uid = ?1 ORDER BY tag",
    error,
    KONTOR_VALUES (kontor_value_uid (uid)));

  if (tags == NULL)
    return FALSE;

  kontor_json_set (customer, "tags", tags);
  count = kontor_query_row (database,
                            "SELECT count (*) FROM sales_order WHERE customer_uid = ?1",
                            "i:orders",
                            error,
                            KONTOR_VALUES (kontor_value_uid (uid)));
  if (count == NULL)
    return FALSE;

  kontor_json_set_integer (customer, "order_count", kontor_json_get_integer (count, "orders", 0));
  return TRUE;
}

/**
 * kontor_query_customer_json:
 * @database: a connection
 * @uid: a customer
 * @error: return location for an error
 *
 * Errors: %KONTOR_QUERY_ERROR_NOT_FOUND, any of #KontorDatabaseError.
 *
 * Returns: (transfer full): the customer with all that belongs to it, members as in README.md
 */
KontorJson *
kontor_query_customer_json (KontorDatabase *database, const KontorUid *uid, GError **error)
{
  g_autoptr (KontorJson) customer = NULL;

  g_return_val_if_fail (database != NULL && uid != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  customer = kontor_query_row (
    database, SELECT_CUSTOMER, CUSTOMER_SPEC, error, KONTOR_VALUES (kontor_value_uid (uid)));
  if (!kontor_query_check_found (customer, _ ("customer"), error))
    return NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (!kontor_query_set_rows (customer,
                                parts[i].key,
                                database,
                                parts[i].sql,
                                parts[i].spec,
                                error,
                                KONTOR_VALUES (kontor_value_uid (uid))))
      return NULL;

  if (!set_tags_and_count (customer, database, uid, error)
      || !set_duplicates (customer, database, uid, error))
    return NULL;

  return g_steal_pointer (&customer);
}

static gboolean
add_groups (KontorJson     *groups,
            KontorDatabase *database,
            const char     *reason,
            const char     *values_sql,
            const char     *members_sql,
            guint           limit,
            GError        **error)
{
  g_autoptr (KontorJson) values = kontor_query_texts (
    database, values_sql, error, KONTOR_VALUES (kontor_value_integer (limit)));

  for (guint i = 0; values != NULL && i < kontor_json_length (values); i++)
    {
      const char *value = kontor_json_string (kontor_json_at (values, i));
      KontorJson *group = kontor_json_new_object ();

      kontor_json_append (groups, group);
      kontor_json_set_string (group, "reason", reason);
      kontor_json_set_string (group, "value", value);
      if (!kontor_query_set_rows (group,
                                  "customers",
                                  database,
                                  members_sql,
                                  "u:uid t:number t:name t:email",
                                  error,
                                  KONTOR_VALUES (kontor_value_text (value))))
        return FALSE;
    }

  return values != NULL;
}

/**
 * kontor_query_duplicate_customers:
 * @database: a connection
 * @limit: groups of each reason at most
 * @error: return location for an error
 *
 * Customers with the same e-mail address; and, on SQLite, those with the same name.
 *
 * Errors: any of #KontorDatabaseError.
 *
 * Returns: (transfer full): groups, members as in README.md
 */
KontorJson *
kontor_query_duplicate_customers (KontorDatabase *database, guint limit, GError **error)
{
  g_autoptr (KontorJson) groups = kontor_json_new_array ();

  g_return_val_if_fail (database != NULL, NULL);

  if (!add_groups (groups,
                   database,
                   "email",
                   "SELECT email FROM customer WHERE email <> '' AND archived_at IS NULL"
                   " GROUP BY email HAVING count (*) > 1 ORDER BY email LIMIT ?1",
                   "SELECT uid, number, name, email FROM customer"
                   " WHERE email = ?1 AND archived_at IS NULL ORDER BY number",
                   limit,
                   error))
    return NULL;

  if (kontor_database_get_engine (database) == KONTOR_ENGINE_SQLITE
      && !add_groups (
        groups,
        database,
        "name",
        "SELECT name_key FROM derived_customer_key WHERE name_key <> '' AND archived = 0"
        " GROUP BY name_key HAVING count (*) > 1 ORDER BY name_key LIMIT ?1",
        "SELECT c.uid, c.number, c.name, c.email FROM derived_customer_key AS k"
        " JOIN customer AS c ON c.id = k.id WHERE k.name_key = ?1 AND k.archived = 0"
        " ORDER BY c.number",
        limit,
        error))
    return NULL;

  return g_steal_pointer (&groups);
}
