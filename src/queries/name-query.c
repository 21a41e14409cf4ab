/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-count-query.h"
#include "kontor-query-private.h"

#include <glib/gi18n-lib.h>

/* Things without a number, by what people call them. */

static const struct
{
  const char *kind;
  const char *by_uid;
  const char *by_name;
} names[] = {
  { "place",
    "SELECT uid FROM location WHERE uid = ?1",
    "SELECT uid FROM location WHERE (name = ?1 OR code = ?1) AND archived_at IS NULL" },
  { "category",
    "SELECT uid FROM category WHERE uid = ?1",
    "SELECT uid FROM category WHERE name = ?1 AND archived_at IS NULL" },
  { "supplier",
    "SELECT uid FROM supplier WHERE uid = ?1",
    "SELECT uid FROM supplier WHERE name = ?1 AND archived_at IS NULL" },
  { "person",
    "SELECT uid FROM person WHERE uid = ?1",
    "SELECT uid FROM person WHERE (name = ?1 OR email = ?1) AND archived_at IS NULL" },
  { "variant",
    "SELECT uid FROM product_variant WHERE uid = ?1",
    "SELECT v.uid FROM product_variant AS v WHERE v.sku = ?1 OR v.uid IN (SELECT b.variant_uid FROM"
    " variant_barcode AS b WHERE b.code = ?1)" },
};

/**
 * kontor_query_named:
 * @database: a connection
 * @kind: "place", "category", "supplier", "person" or "variant"
 * @name: its name, code, e-mail address, SKU or uid
 * @uid: (out): the thing
 * @error: return location for an error
 *
 * Errors: %KONTOR_QUERY_ERROR_NOT_FOUND, also when several have the name; any of
 * #KontorDatabaseError.
 *
 * Returns: whether it was found
 */
gboolean
kontor_query_named (
  KontorDatabase *database, const char *kind, const char *name, KontorUid *uid, GError **error)
{
  const char *sql = NULL;
  gboolean    is_uid = kontor_uid_parse (uid, name);
  KontorValue value = is_uid ? kontor_value_uid (uid) : kontor_value_text (name);
  KontorUid   wanted = *uid;
  g_autoptr (KontorJson) found = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i].kind, kind))
      sql = is_uid ? names[i].by_uid : names[i].by_name;
  g_return_val_if_fail (sql != NULL, FALSE);

  if (is_uid)
    value = kontor_value_uid (&wanted);
  found = kontor_query_rows (database, sql, "u:uid", error, &value, 1);
  if (found == NULL)
    return FALSE;
  if (kontor_json_length (found) == 1)
    return kontor_uid_parse (uid, kontor_json_get_string (kontor_json_at (found, 0), "uid", ""));

  g_set_error (error,
               KONTOR_QUERY_ERROR,
               KONTOR_QUERY_ERROR_NOT_FOUND,
               kontor_json_length (found) == 0 ? _ ("nothing is called “%s”")
                                               : _ ("several things are called “%s”"),
               name);
  return FALSE;
}
