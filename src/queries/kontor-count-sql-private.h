/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

/* Parts of the statements about counts. v is the variant, p its product. */

#define SQL_VARIANT_TITLE                                                                          \
  "p.title || CASE v.value1 WHEN '' THEN '' ELSE ' ' || v.value1 END || CASE v.value2 WHEN ''"     \
  " THEN '' ELSE ' / ' || v.value2 END || CASE v.value3 WHEN '' THEN '' ELSE ' / ' || v.value3"    \
  " END"

/* A scan that was not taken back and takes none back. */
#define SQL_SCAN_STANDS(s)                                                                         \
  s ".corrects_uid IS NULL AND NOT EXISTS (SELECT 1 FROM count_scan AS back"                       \
    " WHERE back.corrects_uid = " s ".uid)"

/* Whether anything of an item i was counted. */
#define SQL_ITEM_COUNTED                                                                           \
  "EXISTS (SELECT 1 FROM count_scan AS s WHERE s.count_uid = i.count_uid"                          \
  " AND s.variant_uid = i.variant_uid AND s.place_uid IS NOT DISTINCT FROM i.place_uid"            \
  " AND s.lot_uid IS NOT DISTINCT FROM i.lot_uid AND " SQL_SCAN_STANDS ("s") ")"

/* The sum of the movements of a key. */
#define SQL_ON_HAND(k)                                                                             \
  "(SELECT CAST (coalesce (sum (m.quantity), 0) AS BIGINT) FROM stock_movement AS m"               \
  " WHERE m.variant_uid = " k ".variant_uid AND m.place_uid IS NOT DISTINCT FROM " k ".place_uid"  \
  " AND m.lot_uid IS NOT DISTINCT FROM " k ".lot_uid)"

/* The same before a line: with the movements of the very same moment, and what lines of this moment
 * wrote that have a smaller uid. */
#define SQL_BOOK(l)                                                                                \
  "(SELECT CAST (coalesce (sum (m.quantity), 0) AS BIGINT) FROM stock_movement AS m"               \
  " WHERE m.variant_uid = " l ".variant_uid AND m.place_uid IS NOT DISTINCT FROM " l ".place_uid"  \
  " AND m.lot_uid IS NOT DISTINCT FROM " l ".lot_uid AND m.happened_at <= " l ".counted_at"        \
  " AND (m.happened_at < " l ".counted_at OR m.hlc < " l ".hlc"                                    \
  " OR (m.hlc = " l ".hlc AND (m.count_line_uid IS NULL OR m.count_line_uid < " l ".uid))))"

#define SQL_COST(variant)                                                                          \
  "coalesce ((SELECT c.cost_e4 FROM product_cost AS c WHERE c.variant_uid = " variant              \
  " AND c.currency = " SQL_HOME_CURRENCY " ORDER BY c.uid LIMIT 1), 0)"
