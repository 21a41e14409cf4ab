/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-payment-query.h"

#include "kontor-query-private.h"

/* Approved, with something left, and not ordered at the bank since the last withdrawal. */
#define SELECT_PAYABLE                                                                             \
  "SELECT * FROM (SELECT i.uid, i.number, i.seller_name, i.iban, i.currency, i.due_on,"            \
  " i.due_minor + CAST (coalesce ((SELECT sum (s.amount_minor) FROM payment_share AS s"            \
  " WHERE s.incoming_uid = i.uid), 0) AS BIGINT) AS open_minor FROM incoming_invoice AS i"         \
  " WHERE i.state IN ('approved', 'booked') AND (i.due_on IS NULL OR i.due_on <= ?1)"              \
  " AND coalesce ((SELECT e.kind FROM incoming_event AS e WHERE e.incoming_uid = i.uid"            \
  " AND e.kind IN ('ordered', 'order-withdrawn') ORDER BY e.position DESC LIMIT 1), '')"           \
  " <> 'ordered') AS p WHERE p.open_minor > 0 ORDER BY p.due_on, p.number"

/**
 * kontor_query_payable:
 * @database: a connection
 * @until: last due day that is asked for
 * @error: return location for an error
 *
 * Errors: #KontorDatabaseError.
 *
 * Returns: (transfer full): received invoices that are to be paid: rows of uid, number, name, iban,
 *   currency, due_on, open_minor
 */
KontorJson *
kontor_query_payable (KontorDatabase *database, gint64 until, GError **error)
{
  return kontor_query_rows (database,
                            SELECT_PAYABLE,
                            "u:uid t:number t:name t:iban t:currency i:due_on i:open_minor",
                            error,
                            KONTOR_VALUES (kontor_value_integer (until)));
}
