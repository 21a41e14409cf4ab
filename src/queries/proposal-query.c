/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-proposal-private.h"

#include "kontor-time.h"

/* One pass over the items, each with what moved in its last 90 days, out of one index; only what
 * shall be ordered is looked at any further. */

#define SELECT_ITEMS                                                                               \
  "SELECT k.variant_uid, k.on_hand, k.reserved, k.unavailable, k.incoming, v.reorder_level,"       \
  " v.reorder_quantity, coalesce (k.last_moved_at, 0)"                                             \
  " FROM derived_stock_level AS k JOIN product_variant AS v ON v.id = k.id WHERE k.listed = 1"     \
  " AND NOT EXISTS (SELECT 1 FROM variant_part AS p WHERE p.variant_uid = k.variant_uid)"
#define SELECT_MOVEMENTS                                                                           \
  "SELECT happened_at, quantity, kind IN ('SALE', 'RETURN', 'CONSUME') FROM stock_movement"        \
  " WHERE variant_uid = ?1 AND happened_at >= ?2"
#define SELECT_SUPPLIERS "SELECT uid, name, lead_days FROM supplier WHERE archived_at IS NULL"
#define SELECT_LAST_BOUGHT                                                                         \
  "SELECT l.variant_uid, o.supplier_uid FROM purchase_order AS o JOIN purchase_line AS l"          \
  " ON l.purchase_uid = o.uid WHERE o.sent_at IS NOT NULL ORDER BY o.sent_at, o.uid"
#define SELECT_DRAFTED                                                                             \
  "SELECT l.variant_uid, sum (l.quantity) FROM purchase_order AS o JOIN purchase_line AS l"        \
  " ON l.purchase_uid = o.uid WHERE o.state = 'draft' GROUP BY l.variant_uid"
#define SELECT_SOURCES                                                                             \
  "SELECT variant_uid, supplier_uid, pack_quantity FROM variant_supplier"                          \
  " ORDER BY variant_uid, supplier_uid DESC"

static void
supplier_free (KontorProposalSupplier *self)
{
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->sort_key, g_free);
  g_free (self); /* the struct itself */
}

static void
source_free (KontorProposalSource *self)
{
  g_free (self); /* the struct itself */
}

static void
found_clear (KontorProposalFound *self)
{
  g_clear_pointer (&self->proposal, kontor_json_unref);
}

static void
finder_clear (KontorProposalFinder *self)
{
  g_clear_pointer (&self->suppliers, g_hash_table_unref);
  g_clear_pointer (&self->sources, g_hash_table_unref);
  g_clear_pointer (&self->currency, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KontorProposalFinder, finder_clear)

/* --- where goods come from --- */

static gboolean
read_suppliers (KontorProposalFinder *self, GError **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    self->database, SELECT_SUPPLIERS, error, KONTOR_NO_VALUES);
  KontorStep step = KONTOR_STEP_FAILED;

  self->suppliers = g_hash_table_new_full (
    kontor_uid_hash, kontor_uid_equal, NULL, (GDestroyNotify) supplier_free);
  while (row != NULL && (step = kontor_statement_step (row, error)) == KONTOR_STEP_ROW)
    {
      KontorProposalSupplier *supplier = g_new0 (KontorProposalSupplier, 1);

      kontor_statement_get_uid (row, 0, &supplier->uid);
      supplier->name = g_strdup (kontor_statement_get_text (row, 1));
      supplier->sort_key = g_utf8_collate_key (supplier->name, -1);
      supplier->lead_days = (int) kontor_statement_get_integer (row, 2);
      g_hash_table_replace (self->suppliers, &supplier->uid, supplier);
    }
  return step == KONTOR_STEP_DONE;
}

static KontorProposalSource *
ensure_source (KontorProposalFinder *self, const KontorUid *variant)
{
  KontorProposalSource *source = g_hash_table_lookup (self->sources, variant);

  if (source == NULL)
    {
      source = g_new0 (KontorProposalSource, 1);
      source->variant = *variant;
      g_hash_table_replace (self->sources, &source->variant, source);
    }
  return source;
}

/* Whoever delivered it last is asked again. */
static gboolean
read_last_bought (KontorProposalFinder *self, GError **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    self->database, SELECT_LAST_BOUGHT, error, KONTOR_NO_VALUES);
  KontorStep step = KONTOR_STEP_FAILED;

  self->sources = g_hash_table_new_full (
    kontor_uid_hash, kontor_uid_equal, NULL, (GDestroyNotify) source_free);
  while (row != NULL && (step = kontor_statement_step (row, error)) == KONTOR_STEP_ROW)
    {
      KontorUid                     variant;
      KontorUid                     uid;
      const KontorProposalSupplier *supplier = NULL;

      kontor_statement_get_uid (row, 0, &variant);
      kontor_statement_get_uid (row, 1, &uid);
      supplier = g_hash_table_lookup (self->suppliers, &uid);
      if (supplier != NULL)
        ensure_source (self, &variant)->supplier = supplier;
    }
  return step == KONTOR_STEP_DONE;
}

/* Else the one that was entered first; in either case the pack is the supplier's. */
static gboolean
read_sources (KontorProposalFinder *self, GError **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    self->database, SELECT_SOURCES, error, KONTOR_NO_VALUES);
  KontorStep step = KONTOR_STEP_FAILED;

  while (row != NULL && (step = kontor_statement_step (row, error)) == KONTOR_STEP_ROW)
    {
      KontorUid                     variant;
      KontorUid                     uid;
      KontorProposalSource         *source = NULL;
      const KontorProposalSupplier *supplier = NULL;

      kontor_statement_get_uid (row, 0, &variant);
      kontor_statement_get_uid (row, 1, &uid);
      supplier = g_hash_table_lookup (self->suppliers, &uid);
      if (supplier == NULL)
        continue;
      source = ensure_source (self, &variant);
      if (source->supplier != NULL && source->supplier != supplier && !source->is_listed)
        continue;
      source->supplier = supplier;
      source->is_listed = TRUE;
      source->pack_quantity = kontor_statement_get_integer (row, 2);
    }
  return step == KONTOR_STEP_DONE;
}

/* What is in an order that only waits to be sent is not proposed again. */
static gboolean
read_drafted (KontorProposalFinder *self, GError **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    self->database, SELECT_DRAFTED, error, KONTOR_NO_VALUES);
  KontorStep step = KONTOR_STEP_FAILED;

  while (row != NULL && (step = kontor_statement_step (row, error)) == KONTOR_STEP_ROW)
    {
      KontorUid variant;

      kontor_statement_get_uid (row, 0, &variant);
      ensure_source (self, &variant)->drafted = kontor_statement_get_integer (row, 1);
    }
  return step == KONTOR_STEP_DONE;
}

/* --- what moved --- */

static void
set_days (KontorProposalFinder *self, gint64 now, GTimeZone *zone)
{
  gint64 today = kontor_day_from_time (now, zone);

  for (int i = 0; i < KONTOR_REORDER_DAYS; i++)
    self->days[i] = kontor_day_start (today - KONTOR_REORDER_DAYS + 1 + i, zone);
}

static int
count_days_ago (const KontorProposalFinder *self, gint64 at)
{
  int low = 0;
  int high = KONTOR_REORDER_DAYS;

  while (high - low > 1)
    {
      int middle = (low + high) / 2;

      if (self->days[middle] <= at)
        low = middle;
      else
        high = middle;
    }
  return KONTOR_REORDER_DAYS - 1 - low;
}

static gboolean
read_history (KontorProposalFinder *self,
              const KontorUid      *variant,
              KontorReorderHistory *history,
              GError              **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    self->database,
    SELECT_MOVEMENTS,
    error,
    KONTOR_VALUES (kontor_value_uid (variant), kontor_value_integer (self->days[0])));
  KontorStep step = KONTOR_STEP_FAILED;

  while (row != NULL && (step = kontor_statement_step (row, error)) == KONTOR_STEP_ROW)
    {
      gint64 quantity = kontor_statement_get_integer (row, 1);

      kontor_reorder_history_add (history,
                                  count_days_ago (self, kontor_statement_get_integer (row, 0)),
                                  quantity,
                                  kontor_statement_get_integer (row, 2) != 0 ? -quantity : 0);
    }
  return step == KONTOR_STEP_DONE;
}

static void
read_item (KontorProposalFinder       *self,
           KontorStatement            *row,
           const KontorProposalSource *source,
           KontorReorderItem          *item)
{
  item->on_hand = kontor_statement_get_integer (row, 1);
  item->reserved = kontor_statement_get_integer (row, 2);
  item->unavailable = kontor_statement_get_integer (row, 3);
  item->incoming = kontor_statement_get_integer (row, 4);
  item->reorder_level = kontor_statement_get_integer (row, 5);
  item->reorder_quantity = kontor_statement_get_integer (row, 6);
  item->pack_quantity = 1000;
  item->default_lead_days = self->lead_days;
  item->cover_days = self->cover_days;
  if (source == NULL)
    return;
  item->incoming += source->drafted;
  if (source->is_listed)
    item->pack_quantity = source->pack_quantity;
  if (source->supplier != NULL)
    item->lead_days = source->supplier->lead_days;
}

/* What did not move for 90 days needs no history. */
static gboolean
look_at (KontorProposalFinder *self, KontorStatement *row, GError **error)
{
  static const KontorReorderHistory nothing;
  KontorReorderHistory              history;
  KontorReorderItem                 item = { 0 };
  KontorReorderProposal             proposal;
  const KontorProposalSource       *source = NULL;
  KontorUid                         variant;
  gboolean                          moved = FALSE;

  kontor_statement_get_uid (row, 0, &variant);
  source = g_hash_table_lookup (self->sources, &variant);
  read_item (self, row, source, &item);
  moved = kontor_statement_get_integer (row, 7) >= self->days[0];
  if (moved)
    {
      memset (&history, 0, sizeof history);
      if (!read_history (self, &variant, &history, error))
        return FALSE;
    }
  else if (item.reorder_level == 0 && item.on_hand + item.incoming >= item.reserved)
    return TRUE;

  proposal = kontor_reorder_propose (&item, moved ? &history : &nothing);
  return proposal.cause == KONTOR_REORDER_NONE
         || kontor_proposal_append (self, &variant, source, &proposal, error);
}

static gboolean
read_setting_days (KontorDatabase *database, const char *key, int *days, GError **error)
{
  g_autofree char *text = kontor_query_setting (database, key, error);
  gint64           value = 0;

  if (text == NULL)
    return FALSE;
  g_ascii_string_to_signed (text, 10, 0, 3650, &value, NULL);
  *days = (int) value;
  return TRUE;
}

static gboolean
prepare (KontorProposalFinder *self, GError **error)
{
  self->currency = kontor_query_setting (self->database, "currency", error);
  return self->currency != NULL
         && read_setting_days (self->database, "purchase_cover_days", &self->cover_days, error)
         && read_setting_days (self->database, "purchase_lead_days", &self->lead_days, error)
         && read_suppliers (self, error) && read_last_bought (self, error)
         && read_sources (self, error) && read_drafted (self, error);
}

/**
 * kontor_query_proposals:
 * @database: a connection to SQLite, in a transaction when it shall agree with other reads
 * @now: UTC microseconds
 * @zone: where days begin
 * @error: return location for an error
 *
 * Everything that should be ordered, and why: what is at its reorder level, what would run out
 * before an order can arrive, and what is promised and not there (product.md 6.3).
 *
 * Errors: any of #KontorDatabaseError.
 *
 * Returns: (transfer full): proposals by supplier, the most pressing first; members as in README.md
 */
KontorJson *
kontor_query_proposals (KontorDatabase *database, gint64 now, GTimeZone *zone, GError **error)
{
  g_auto (KontorProposalFinder) self = { .database = database };
  g_autoptr (KontorStatement) row = NULL;
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (KontorProposalFound));
  KontorStep step = KONTOR_STEP_FAILED;

  g_return_val_if_fail (database != NULL && zone != NULL, NULL);

  g_array_set_clear_func (found, (GDestroyNotify) found_clear);
  self.found = found;
  set_days (&self, now, zone);
  if (prepare (&self, error))
    row = kontor_database_query (database, SELECT_ITEMS, error, KONTOR_NO_VALUES);
  while (row != NULL && (step = kontor_statement_step (row, error)) == KONTOR_STEP_ROW)
    if (!look_at (&self, row, error))
      return NULL;
  return step == KONTOR_STEP_DONE ? kontor_proposal_sort (found) : NULL;
}
