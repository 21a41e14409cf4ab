/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-source-query.h"

#include "kontor-uid.h"

/* Kinds have the numbers of KontorKind, which this room does not see. */
static const char *const statements[] = {
  [6] = "SELECT source_key, uid FROM product WHERE source = ?1",
  [8] = "SELECT source_key, uid FROM customer WHERE source = ?1",
  [9] = "SELECT source_key, uid FROM sales_order WHERE source = ?1",
  [10] = "SELECT source_key, uid FROM sales_return WHERE source = ?1",
  [11] = "SELECT source_key, uid FROM other_charge WHERE source = ?1",
  [12] = "SELECT source_key, uid FROM stock_movement WHERE source = ?1",
};

static GHashTable *
read_keys (KontorDatabase *database, const char *sql, const char *source, GError **error)
{
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (KontorStatement) statement = NULL;
  KontorStep step;

  statement = kontor_database_query (
    database, sql, error, KONTOR_VALUES (kontor_value_text (source)));
  if (statement == NULL)
    return NULL;
  while ((step = kontor_statement_step (statement, error)) == KONTOR_STEP_ROW)
    {
      KontorUid uid;

      kontor_statement_get_uid (statement, 1, &uid);
      g_hash_table_insert (
        keys, g_strdup (kontor_statement_get_text (statement, 0)), kontor_uid_dup_text (&uid));
    }
  return step == KONTOR_STEP_DONE ? g_steal_pointer (&keys) : NULL;
}

/**
 * kontor_query_source_keys:
 * @kind: KontorKind of products, customers, orders, returns, charges or movements
 * @source: name of the file kind or program
 *
 * Returns: (transfer full): the key there to the uid here, as text
 */
GHashTable *
kontor_query_source_keys (KontorDatabase *database, int kind, const char *source, GError **error)
{
  g_return_val_if_fail (
    kind >= 0 && kind < (int) G_N_ELEMENTS (statements) && statements[kind] != NULL, NULL);

  return read_keys (database, statements[kind], source, error);
}

/**
 * kontor_query_source_variants:
 *
 * Returns: (transfer full): the product's key in the source to the uid of its first variant, as
 * text
 */
GHashTable *
kontor_query_source_variants (KontorDatabase *database, const char *source, GError **error)
{
  return read_keys (database,
                    "SELECT p.source_key, v.uid FROM product AS p JOIN product_variant AS v ON "
                    "v.product_uid = p.uid"
                    " WHERE p.source = ?1 ORDER BY v.position DESC",
                    source,
                    error);
}
