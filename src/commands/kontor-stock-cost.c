/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-number.h"
#include "kontor-stock.h"

/**
 * kontor_stock_read_catalog_cost:
 * @database: a connection
 * @variant: a variant
 * @currency: which one
 * @cost_e4: (out): of one unit, 1/10000
 * @known: (out): whether the catalog has a cost
 * @error: return location for an error
 *
 * Errors: #KontorDatabaseError.
 *
 * Returns: whether it could be asked
 */
gboolean
kontor_stock_read_catalog_cost (KontorDatabase  *database,
                                const KontorUid *variant,
                                const char      *currency,
                                gint64          *cost_e4,
                                gboolean        *known,
                                GError         **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT cost_e4 FROM product_cost WHERE variant_uid = ?1 AND currency = ?2 ORDER BY uid LIMIT "
    "1",
    error,
    KONTOR_VALUES (kontor_value_uid (variant), kontor_value_text (currency)));
  KontorStep step = row != NULL ? kontor_statement_step (row, error) : KONTOR_STEP_FAILED;

  *known = step == KONTOR_STEP_ROW;
  *cost_e4 = *known ? kontor_statement_get_integer (row, 0) : 0;
  return step != KONTOR_STEP_FAILED;
}

static gboolean
follow_course (KontorDatabase   *database,
               const KontorUid  *variant,
               const char       *currency,
               KontorCostCourse *course,
               GError          **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT quantity, kind, cost_e4, currency FROM stock_movement WHERE variant_uid = ?1"
    " ORDER BY coalesce (booked_on, happened_at), happened_at, hlc, rank, quantity DESC, kind,"
    " currency, cost_e4",
    error,
    KONTOR_VALUES (kontor_value_uid (variant)));
  KontorStep step = KONTOR_STEP_FAILED;

  while (row != NULL && (step = kontor_statement_step (row, error)) == KONTOR_STEP_ROW)
    kontor_cost_course_add (course,
                            kontor_statement_get_integer (row, 0),
                            g_str_equal (kontor_statement_get_text (row, 3), currency),
                            kontor_statement_get_integer (row, 2),
                            g_str_equal (kontor_statement_get_text (row, 1), "RESTOCK"));
  return step == KONTOR_STEP_DONE;
}

/**
 * kontor_stock_read_average_cost:
 * @database: a connection
 * @variant: a variant
 * @currency: which one
 * @average_e8: (out): of one unit, 1/100000000; 0 when it is not known
 * @error: return location for an error
 *
 * The moving average over all its movements; of an item whose movements tell no cost, that of the
 * catalog.
 *
 * Errors: #KontorDatabaseError.
 *
 * Returns: whether it could be asked
 */
gboolean
kontor_stock_read_average_cost (KontorDatabase  *database,
                                const KontorUid *variant,
                                const char      *currency,
                                gint64          *average_e8,
                                GError         **error)
{
  KontorCostCourse course = { 0 };
  gint64           cost_e4 = 0;
  gboolean         known = FALSE;

  if (!follow_course (database, variant, currency, &course, error))
    return FALSE;
  if (!course.is_known
      && !kontor_stock_read_catalog_cost (database, variant, currency, &cost_e4, &known, error))
    return FALSE;
  *average_e8 = course.is_known ? course.average_e8 : cost_e4 * 10000;
  return TRUE;
}

/**
 * kontor_stock_read_value:
 * @database: a connection
 * @variant: a variant
 * @quantity: thousandths
 * @value_minor: (out): what it is worth at average cost, in minor units of the company's currency
 * @currency: (out) (transfer full) (optional): that currency
 * @error: return location for an error
 *
 * Errors: #KontorDatabaseError.
 *
 * Returns: whether it could be asked
 */
gboolean
kontor_stock_read_value (KontorDatabase  *database,
                         const KontorUid *variant,
                         gint64           quantity,
                         gint64          *value_minor,
                         char           **currency,
                         GError         **error)
{
  g_autofree char *home = kontor_setting_read (database, "currency", "EUR", error);
  gint64           average_e8 = 0;

  if (home == NULL || !kontor_stock_read_average_cost (database, variant, home, &average_e8, error))
    return FALSE;
  *value_minor = kontor_cost_value (quantity, average_e8, kontor_currency_digits (home));
  if (currency != NULL)
    *currency = g_steal_pointer (&home);
  return TRUE;
}
