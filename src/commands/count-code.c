/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-count-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "kontor-codes.h"
#include "kontor-gs1.h"
#include "kontor-time.h"

/* What a scanned code means in this catalog. */

/* ?1 the code, ?2 the code in capitals; surest first. */
static const char *const ways[] = {
  "SELECT b.variant_uid, b.pack_quantity FROM variant_barcode AS b"
  " JOIN product_variant AS v ON v.uid = b.variant_uid WHERE b.code IN (?1, ?2)"
  " ORDER BY v.archived_at IS NOT NULL, v.uid LIMIT 1",
  "SELECT v.uid, 1000 FROM product_variant AS v WHERE v.sku IN (?1, ?2) AND v.sku <> ''"
  " ORDER BY v.archived_at IS NOT NULL, v.uid LIMIT 1",
};

static gboolean
find (KontorDatabase  *database,
      const char      *sql,
      const char      *code,
      KontorCountCode *result,
      GError         **error)
{
  g_autofree char *upper = g_utf8_strup (code, -1);
  g_autoptr (KontorStatement) row = kontor_database_query (
    database, sql, error, KONTOR_VALUES (kontor_value_text (code), kontor_value_text (upper)));
  KontorStep step = row != NULL ? kontor_statement_step (row, error) : KONTOR_STEP_FAILED;

  result->is_known = step == KONTOR_STEP_ROW;
  if (result->is_known)
    {
      kontor_statement_get_uid (row, 0, &result->variant);
      result->pack_quantity = kontor_statement_get_integer (row, 1);
    }
  return step != KONTOR_STEP_FAILED;
}

static gboolean
find_gtin (KontorDatabase *database, const char *digits, KontorCountCode *result, GError **error)
{
  char gtin[15] = "00000000000000";
  g_auto (GStrv) spellings = NULL;

  memcpy (gtin + 14 - strlen (digits), digits, strlen (digits));
  spellings = kontor_gtin_dup_spellings (gtin);
  for (guint i = 0; spellings[i] != NULL && !result->is_known; i++)
    if (!find (database, ways[0], spellings[i], result, error))
      return FALSE;
  return TRUE;
}

static gboolean
find_plain (KontorDatabase *database, const char *code, KontorCountCode *result, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (ways) && !result->is_known; i++)
    if (!find (database, ways[i], code, result, error))
      return FALSE;
  return result->is_known || !kontor_gtin_looks_like (code)
         || find_gtin (database, code, result, error);
}

static gboolean
take_gs1 (const KontorGs1 *gs1, KontorCountCode *result)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();

  result->is_serial = gs1->lot[0] == '\0' && gs1->serial[0] != '\0';
  g_strlcpy (result->lot, result->is_serial ? gs1->serial : gs1->lot, sizeof result->lot);
  if (gs1->best_before != KONTOR_GS1_NO_DAY)
    result->best_before = kontor_day_start (gs1->best_before + 1, zone) - 1;
  if (gs1->count > 0 && result->pack_quantity <= KONTOR_COUNT_MOST_QUANTITY / gs1->count)
    result->pack_quantity *= gs1->count;
  return TRUE;
}

/**
 * kontor_count_resolve_code:
 * @database: a connection
 * @code: as scanned
 * @at: when, UTC microseconds
 * @result: (out): what it names
 * @error: return location for an error
 *
 * Knows barcodes with their pack factors, SKUs, GS1 element strings and Digital Links.
 *
 * Errors: %KONTOR_COMMAND_ERROR_INVALID for a GS1 code that can't be right, #KontorDatabaseError.
 *
 * Returns: whether it could be found out; a code that nothing has is not known, and no error
 */
gboolean
kontor_count_resolve_code (
  KontorDatabase *database, const char *code, gint64 at, KontorCountCode *result, GError **error)
{
  KontorGs1 gs1;

  *result = (KontorCountCode){ .pack_quantity = 1000 };
  switch (kontor_gs1_parse (code, at / KONTOR_DAY, &gs1))
    {
    case KONTOR_GS1_OTHER:
      return find_plain (database, code, result, error);
    case KONTOR_GS1_READ:
      return (gs1.gtin[0] == '\0' || find_gtin (database, gs1.gtin, result, error))
             && take_gs1 (&gs1, result);
    case KONTOR_GS1_BROKEN:
      break;
    }
  kontor_command_set_error (
    error, KONTOR_COMMAND_ERROR_INVALID, "code", _ ("the code was not read right: scan it again"));
  return FALSE;
}

/**
 * kontor_count_plain_code:
 * @code: as scanned
 * @at: when, UTC microseconds
 *
 * Returns: (transfer full): what to write down as the barcode of goods: the GTIN of a GS1 code,
 *   else the code itself
 */
char *
kontor_count_plain_code (const char *code, gint64 at)
{
  KontorGs1 gs1;

  if (kontor_gs1_parse (code, at / KONTOR_DAY, &gs1) != KONTOR_GS1_READ || gs1.gtin[0] == '\0')
    return g_strdup (code);
  return g_strdup (gs1.gtin[0] == '0' ? gs1.gtin + 1 : gs1.gtin);
}
