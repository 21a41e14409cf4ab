/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-gs1.h"
#include "kontor-list-private.h"
#include "kontor-query-private.h"

#include <string.h>

/* What a scanned code names. */

#define SELECT_VARIANT                                                                             \
  "SELECT v.uid, v.product_uid, v.sku, p.title || CASE v.value1 WHEN '' THEN '' ELSE ' ' ||"       \
  " v.value1 END, p.unit FROM product_variant AS v JOIN product AS p ON p.uid = v.product_uid"
#define VARIANT_SPEC "u:variant u:product t:sku t:title t:unit"
#define MICROSECONDS_OF_DAY G_GINT64_CONSTANT (86400000000)

static KontorJson *
find_variant (KontorDatabase *database, const char *sql, const char *code, GError **error)
{
  g_autofree char *upper = g_utf8_strup (code, -1);

  return kontor_query_row (database,
                           sql,
                           VARIANT_SPEC,
                           error,
                           KONTOR_VALUES (kontor_value_text (code), kontor_value_text (upper)));
}

static KontorJson *
find_barcode (KontorDatabase *database, const char *code, GError **error)
{
  return find_variant (database,
                       SELECT_VARIANT
                       " JOIN variant_barcode AS b ON b.variant_uid = v.uid WHERE b.code IN"
                       " (?1, ?2) ORDER BY v.archived_at IS NOT NULL, v.uid LIMIT 1",
                       code,
                       error);
}

static gboolean
is_found (const KontorJson *row)
{
  return row != NULL && kontor_json_type (row) == KONTOR_JSON_OBJECT;
}

/* A GTIN is written with 8 to 14 digits. */
static KontorJson *
find_gtin (KontorDatabase *database, const char *gtin, GError **error)
{
  g_auto (GStrv) spellings = kontor_gtin_dup_spellings (gtin);
  KontorJson *row = kontor_json_new_null ();

  for (guint i = 0; spellings[i] != NULL && row != NULL && !is_found (row); i++)
    {
      kontor_json_unref (row); /* the null of the spelling before */
      row = find_barcode (database, spellings[i], error);
    }
  return row;
}

static KontorJson *
find_plain (KontorDatabase *database, const char *code, GError **error)
{
  g_autoptr (KontorJson) row = NULL;
  g_autofree char *gtin = NULL;
  KontorUid        uid;

  if (kontor_uid_parse (&uid, code))
    return kontor_query_row (database,
                             SELECT_VARIANT " WHERE v.uid = ?1",
                             VARIANT_SPEC,
                             error,
                             KONTOR_VALUES (kontor_value_uid (&uid)));
  row = find_barcode (database, code, error);
  if (row == NULL || is_found (row))
    return g_steal_pointer (&row);
  if (strspn (code, "0123456789") == strlen (code) && strlen (code) >= 8 && strlen (code) < 14)
    {
      g_autoptr (KontorJson) found = NULL;

      gtin = g_strdup_printf ("%014" G_GINT64_FORMAT, g_ascii_strtoll (code, NULL, 10));
      found = find_gtin (database, gtin, error);
      if (found == NULL || is_found (found))
        return g_steal_pointer (&found);
    }
  return find_variant (database,
                       SELECT_VARIANT " WHERE v.sku IN (?1, ?2) AND v.sku <> ''"
                                      " ORDER BY v.archived_at IS NOT NULL, v.uid LIMIT 1",
                       code,
                       error);
}

/**
 * kontor_query_scan_variant:
 * @database: a connection
 * @code: as scanned: a barcode, a SKU, or a GS1 code; or the uid of a variant
 * @limit: unused
 * @error: return location for an error
 *
 * Errors: any of #KontorDatabaseError.
 *
 * Returns: (transfer full): the goods: "variant", "product", "sku", "title", "unit"; JSON null when
 *   nothing has this code
 */
KontorJson *
kontor_query_scan_variant (KontorDatabase *database, const char *code, guint limit, GError **error)
{
  KontorGs1 gs1;

  g_return_val_if_fail (database != NULL && code != NULL, NULL);

  switch (kontor_gs1_parse (code, g_get_real_time () / MICROSECONDS_OF_DAY, &gs1))
    {
    case KONTOR_GS1_READ:
      if (gs1.gtin[0] == '\0')
        break;
      return find_gtin (database, gs1.gtin, error);
    case KONTOR_GS1_OTHER:
      return find_plain (database, code, error);
    case KONTOR_GS1_BROKEN:
      break;
    }
  return kontor_json_new_null ();
}

/* Records that have papers with their number on it. */
static const struct
{
  int         kind;
  const char *name;
} papers[] = {
  { KIND_ORDER, "order" },
  { KIND_INVOICE, "invoice" },
  { KIND_PURCHASE_ORDER, "purchase_order" },
  { KIND_STOCK_COUNT, "stock_count" },
};

static KontorJson *
new_record (const char *kind, const char *uid)
{
  KontorJson *record = kontor_json_new_object ();

  kontor_json_set_string (record, "kind", kind);
  kontor_json_set_string (record, "uid", uid);
  return record;
}

/**
 * kontor_query_scanned:
 * @database: a connection
 * @code: as scanned
 * @limit: unused
 * @error: return location for an error
 *
 * Errors: any of #KontorDatabaseError.
 *
 * Returns: (transfer full): the record that the code names: "kind", "uid"; JSON null when nothing
 *   does
 */
KontorJson *
kontor_query_scanned (KontorDatabase *database, const char *code, guint limit, GError **error)
{
  g_autoptr (KontorJson) goods = kontor_query_scan_variant (database, code, limit, error);

  if (goods == NULL)
    return NULL;
  if (is_found (goods))
    return new_record ("product", kontor_json_get_string (goods, "product", ""));
  for (gsize i = 0; i < G_N_ELEMENTS (papers); i++)
    {
      g_autoptr (GError) problem = NULL;
      g_autofree char *text = NULL;
      KontorUid        uid;

      if (kontor_query_find (database, papers[i].kind, code, &uid, &problem))
        {
          text = kontor_uid_dup_text (&uid);
          return new_record (papers[i].name, text);
        }
      if (!g_error_matches (problem, KONTOR_QUERY_ERROR, KONTOR_QUERY_ERROR_NOT_FOUND))
        {
          g_propagate_error (error, g_steal_pointer (&problem));
          return NULL;
        }
    }
  return kontor_json_new_null ();
}
