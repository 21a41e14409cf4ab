/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-payment-query.h"

#include <glib/gi18n-lib.h>

#include "kontor-match-private.h"
#include "kontor-query-private.h"

#define PAID_SINCE 180 /* days in which a payment may still come twice, or go back */
#define PERCENT_E6 G_GINT64_CONSTANT (100000000)

struct _KontorMatching
{
  GArray        *items;   /* (owned) (element-type KontorOpenItem) */
  GStringChunk  *texts;   /* (owned) */
  GHashTable    *ibans;   /* (owned): uid text of a customer to GPtrArray of texts */
  KontorMatcher *matcher; /* (owned) */
};

/* What is open, and what was paid of late. */
#define SELECT_ITEMS                                                                               \
  "SELECT i.uid, i.number, i.customer_name, i.currency, k.open_minor,"                             \
  " ifnull ((SELECT sum (s.amount_minor) FROM payment_share AS s WHERE s.invoice_uid = i.uid"      \
  " AND s.kind = 'payment'), 0), ifnull (i.due_on, i.issued_on), i.customer_uid, i.issued_on,"     \
  " CASE WHEN instr (i.snapshot, '\"discounts\":[{') > 0 THEN i.snapshot ELSE '' END,"             \
  " i.gross_minor, -1 FROM derived_invoice_key AS k JOIN invoice AS i ON i.id = k.id"              \
  " WHERE k.open_minor <> 0 OR i.uid IN (SELECT s.invoice_uid FROM payment AS p"                   \
  " JOIN payment_share AS s ON s.payment_uid = p.uid WHERE p.happened_on >= ?1)"                   \
  " ORDER BY i.issued_on, i.id"

/* The day for which the payment was ordered at the bank, when that is the newest word about it. */
#define ORDERED_ON                                                                                 \
  "ifnull ((SELECT max (x.from_on) FROM incoming_event AS e JOIN books_export AS x"                \
  " ON x.kind = 'sepa' AND x.made_at = e.happened_at WHERE e.incoming_uid = i.uid"                 \
  " AND e.kind = 'ordered' AND NOT EXISTS (SELECT 1 FROM incoming_event AS n"                      \
  " WHERE n.incoming_uid = i.uid AND n.kind IN ('ordered', 'order-withdrawn')"                     \
  " AND n.position > e.position)), -1)"

#define SELECT_INCOMING                                                                            \
  "SELECT i.uid, i.number, i.seller_name, i.currency, -(i.due_minor + ifnull ((SELECT sum "        \
  "(s.amount_minor) FROM payment_share AS s WHERE s.incoming_uid = i.uid), 0)), 0,"                \
  " ifnull (i.due_on, 0), NULL, ifnull (i.issued_on, 0),"                                          \
  " CASE WHEN instr (i.content, '\"discounts\":[{') > 0 THEN i.content ELSE '' END, "              \
  "i.due_minor, " ORDERED_ON " FROM incoming_invoice AS i"                                         \
  " WHERE i.state IN ('approved', 'booked') AND i.number <> '' AND i.due_minor > 0 AND ?1 >= 0"    \
  " AND i.due_minor + ifnull ((SELECT sum (s.amount_minor) FROM payment_share AS s"                \
  " WHERE s.incoming_uid = i.uid), 0) > 0 ORDER BY i.id"

/* Accounts from which a customer's invoices were paid, as far as nobody undid that. */
#define SELECT_IBANS                                                                               \
  "SELECT DISTINCT i.customer_uid, e.iban FROM payment AS p JOIN bank_entry AS e"                  \
  " ON e.uid = p.entry_uid JOIN payment_share AS s ON s.payment_uid = p.uid JOIN invoice AS i"     \
  " ON i.uid = s.invoice_uid WHERE e.iban <> '' AND i.customer_uid IS NOT NULL"                    \
  " GROUP BY i.customer_uid, e.iban HAVING sum (s.amount_minor) <> 0"

/* --- loading --- */

static gboolean
load_ibans (KontorMatching *self, KontorDatabase *database, GError **error)
{
  g_autoptr (KontorStatement) rows = kontor_database_query (
    database, SELECT_IBANS, error, KONTOR_NO_VALUES);
  KontorStep     step = KONTOR_STEP_FAILED;
  KontorUid      uid;
  GHashTableIter iter;
  gpointer       ended = NULL;

  while (rows != NULL && (step = kontor_statement_step (rows, error)) == KONTOR_STEP_ROW)
    {
      g_autofree char *customer = NULL;
      GPtrArray       *list = NULL;

      kontor_statement_get_uid (rows, 0, &uid);
      customer = kontor_uid_dup_text (&uid);
      list = g_hash_table_lookup (self->ibans, customer);
      if (list == NULL)
        {
          list = g_ptr_array_new ();
          g_hash_table_insert (self->ibans, g_strdup (customer), list);
        }
      g_ptr_array_add (
        list, g_string_chunk_insert_const (self->texts, kontor_statement_get_text (rows, 1)));
    }
  if (step != KONTOR_STEP_DONE)
    return FALSE;
  g_hash_table_iter_init (&iter, self->ibans);
  while (g_hash_table_iter_next (&iter, NULL, &ended))
    g_ptr_array_add (ended, NULL);
  return TRUE;
}

static gboolean
reckon_discount (const KontorJson *discount, gint64 whole_minor, gint64 *minor)
{
  gint64 base = kontor_json_get_integer (discount, "base_minor", 0);
  gint64 percent = kontor_json_get_integer (discount, "percent_e6", 0);

  return kontor_scale_rounded (base != 0 ? base : whole_minor, percent, PERCENT_E6, minor);
}

/* The largest discount; its days count from the issue. What we ordered at the bank had the largest
 * one of that day, whenever the bank booked it. Of what a supplier wants nothing may be paid yet,
 * as kontor_query_payable() has it. */
static void
read_discount (KontorOpenItem *item, KontorStatement *row)
{
  const char *text = kontor_statement_get_text (row, 9);
  g_autoptr (KontorJson) snapshot = *text != '\0' ? kontor_json_parse (text, -1, NULL) : NULL;
  const KontorJson *list = kontor_json_get_array (kontor_json_get_object (snapshot, "payment"),
                                                  "discounts");
  gint64            whole_minor = kontor_statement_get_integer (row, 10);
  gint64            ordered_on = kontor_statement_get_integer (row, 11);

  if (item->is_incoming && item->open_minor != -whole_minor)
    return;
  for (guint i = 0; i < kontor_json_length (list); i++)
    {
      const KontorJson *discount = kontor_json_at (list, i);
      gint64            until = kontor_statement_get_integer (row, 8)
                     + kontor_json_get_integer (discount, "days", 0);
      gint64 minor = 0;

      if (until < ordered_on || !reckon_discount (discount, whole_minor, &minor)
          || minor <= item->discount_minor)
        continue;
      item->discount_minor = minor;
      item->discount_until = until;
    }
  item->is_ordered = ordered_on >= 0 && item->discount_minor > 0;
}

static void
add_item (KontorMatching *self, KontorStatement *row, gboolean is_incoming)
{
  KontorOpenItem item = { .is_incoming = is_incoming };

  kontor_statement_get_uid (row, 0, &item.uid);
  item.number = g_string_chunk_insert (self->texts, kontor_statement_get_text (row, 1));
  item.name = g_string_chunk_insert (self->texts, kontor_statement_get_text (row, 2));
  item.currency = g_string_chunk_insert_const (self->texts, kontor_statement_get_text (row, 3));
  item.open_minor = kontor_statement_get_integer (row, 4);
  item.paid_minor = kontor_statement_get_integer (row, 5);
  item.due_on = kontor_statement_get_integer (row, 6);
  if (!kontor_statement_is_null (row, 7))
    {
      g_autofree char *customer = NULL;
      KontorUid        uid;
      GPtrArray       *ibans = NULL;

      kontor_statement_get_uid (row, 7, &uid);
      customer = kontor_uid_dup_text (&uid);
      ibans = g_hash_table_lookup (self->ibans, customer);
      if (ibans != NULL)
        item.ibans = (const char *const *) ibans->pdata;
    }
  read_discount (&item, row);
  g_array_append_val (self->items, item);
}

static gboolean
load_items (KontorMatching *self,
            KontorDatabase *database,
            const char     *sql,
            gint64          since,
            gboolean        is_incoming,
            GError        **error)
{
  g_autoptr (KontorStatement) rows = kontor_database_query (
    database, sql, error, KONTOR_VALUES (kontor_value_integer (since)));
  KontorStep step = KONTOR_STEP_FAILED;

  while (rows != NULL && (step = kontor_statement_step (rows, error)) == KONTOR_STEP_ROW)
    add_item (self, rows, is_incoming);
  return step == KONTOR_STEP_DONE;
}

/* All that an entry may be for. */
KontorMatching *
kontor_matching_load (KontorDatabase *database, gint64 day, GError **error)
{
  g_autoptr (KontorMatching) self = g_new0 (KontorMatching, 1);

  self->items = g_array_new (FALSE, FALSE, sizeof (KontorOpenItem));
  self->texts = g_string_chunk_new (4096);
  self->ibans = g_hash_table_new_full (
    g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  if (!load_ibans (self, database, error)
      || !load_items (self, database, SELECT_ITEMS, day - PAID_SINCE, FALSE, error)
      || !load_items (self, database, SELECT_INCOMING, 0, TRUE, error))
    return NULL;
  self->matcher = kontor_matcher_new ((const KontorOpenItem *) (gpointer) self->items->data,
                                      self->items->len);
  return g_steal_pointer (&self);
}

void
kontor_matching_free (KontorMatching *self)
{
  g_clear_pointer (&self->matcher, kontor_matcher_free);
  g_clear_pointer (&self->items, g_array_unref);
  g_clear_pointer (&self->ibans, g_hash_table_unref);
  g_clear_pointer (&self->texts, g_string_chunk_free);
  g_free (self);
}

/* --- what is said of a match --- */

static KontorJson *
new_share (const char *kind, gint64 amount_minor)
{
  KontorJson *share = kontor_json_new_object ();

  kontor_json_set_string (share, "kind", kind);
  kontor_json_set_integer (share, "amount_minor", amount_minor);
  return share;
}

static void
set_item (KontorJson *share, const KontorOpenItem *item)
{
  kontor_json_set_uid (share, item->is_incoming ? "incoming" : "invoice", &item->uid);
  kontor_json_set_string (share, "number", item->number);
  kontor_json_set_string (share, "name", item->name);
  kontor_json_set_integer (share, "open_minor", item->open_minor);
}

static void
add_shares (const KontorMatching *self, const KontorMatch *match, gint64 left, KontorJson *shares)
{
  for (guint i = 0; i < match->shares->len; i++)
    {
      const KontorMatchShare *from = &g_array_index (match->shares, KontorMatchShare, i);
      KontorJson             *share = new_share ("payment", from->amount_minor);

      set_item (share, &g_array_index (self->items, KontorOpenItem, from->item));
      kontor_json_append (shares, share);
    }
  if (match->discount_minor != 0)
    {
      KontorJson *share = new_share ("cash_discount", match->discount_minor);

      set_item (share,
                &g_array_index (self->items,
                                KontorOpenItem,
                                g_array_index (match->shares, KontorMatchShare, 0).item));
      kontor_json_append (shares, share);
    }
  if (match->over_minor != 0)
    kontor_json_append (shares, new_share ("overpayment", match->over_minor));
  if (match->fee_minor != 0)
    kontor_json_append (shares, new_share ("fee", -match->fee_minor));
  if (match->kind == KONTOR_MATCH_PAYOUT)
    kontor_json_append (shares, new_share ("payment", left));
}

/* Certain matches count for what comes after them, as if they were booked. */
static void
apply (KontorMatching *self, const KontorMatch *match)
{
  for (guint i = 0; i < match->shares->len; i++)
    {
      const KontorMatchShare *share = &g_array_index (match->shares, KontorMatchShare, i);
      KontorOpenItem         *item = &g_array_index (self->items, KontorOpenItem, share->item);

      item->open_minor -= share->amount_minor;
      item->paid_minor += share->amount_minor;
    }
}

/* @entry is as SELECT_ENTRY of payment-query.c reads it. */
KontorJson *
kontor_matching_propose (KontorMatching *self, const KontorJson *entry)
{
  KontorBankLine line = {
    .amount_minor = kontor_json_get_integer (entry, "left_minor", 0),
    .currency = kontor_json_get_string (entry, "currency", ""),
    .name = kontor_json_get_string (entry, "name", ""),
    .iban = kontor_json_get_string (entry, "iban", ""),
    .purpose = kontor_json_get_string (entry, "purpose", ""),
    .end_to_end = kontor_json_get_string (entry, "end_to_end", ""),
    .structured = kontor_json_get_string (entry, "structured", ""),
    .is_return = kontor_json_get_boolean (entry, "is_return", FALSE),
    .booked_on = kontor_json_get_integer (entry, "booked_on", 0),
  };
  g_autoptr (KontorMatch) match = kontor_matcher_find (self->matcher, &line);
  g_autofree char *rule = kontor_match_dup_rule (match);
  g_autofree char *words = kontor_match_dup_explanation (match);
  KontorJson      *proposal = kontor_json_new_object ();
  KontorJson      *shares = kontor_json_new_array ();

  kontor_json_set_string (proposal, "kind", kontor_match_kind_to_name (match->kind));
  kontor_json_set_boolean (proposal, "certain", match->is_automatic);
  kontor_json_set_integer (proposal, "score", match->score);
  kontor_json_set_string (proposal, "rule", rule);
  kontor_json_set_string (proposal, "explanation", words);
  kontor_json_set (proposal, "shares", shares);
  add_shares (self, match, line.amount_minor, shares);
  if (match->is_automatic)
    apply (self, match);
  return proposal;
}
