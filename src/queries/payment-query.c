/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-payment-query.h"

#include <glib/gi18n-lib.h>

#include "kontor-match-private.h"
#include "kontor-query-private.h"

#define ENTRY_COLUMNS                                                                              \
  "SELECT e.uid, e.account_uid, a.name, e.statement_uid, e.booked_on, e.value_on, e.amount_minor," \
  " e.currency, e.name, e.iban, e.purpose, e.end_to_end, e.mandate, e.structured,"                 \
  " e.bank_reference, e.code, e.is_return, e.return_reason, k.left_minor"                          \
  " FROM derived_entry_key AS k JOIN bank_entry AS e ON e.id = k.id"                               \
  " LEFT JOIN bank_account AS a ON a.uid = e.account_uid"
#define ENTRY_SPEC                                                                                 \
  "u:uid u:account t:account_name u:statement i:booked_on i:value_on i:amount_minor t:currency"    \
  " t:name t:iban t:purpose t:end_to_end t:mandate t:structured t:bank_reference t:code"           \
  " b:is_return t:return_reason i:left_minor"

/* Shares that stand: not undone, and no counter rows. */
#define SHARE_COLUMNS                                                                              \
  "SELECT s.uid, s.kind, s.amount_minor, s.currency, s.explanation, s.by_rule, s.author_name,"     \
  " s.recorded_at, s.invoice_uid, s.incoming_uid, coalesce (i.number, n.number, ''),"              \
  " coalesce (i.customer_name, n.seller_name, '') FROM payment_share AS s"                         \
  " JOIN payment AS p ON p.uid = s.payment_uid LEFT JOIN invoice AS i ON i.uid = s.invoice_uid"    \
  " LEFT JOIN incoming_invoice AS n ON n.uid = s.incoming_uid WHERE s.reverses_uid IS NULL"        \
  " AND NOT EXISTS (SELECT 1 FROM payment_share AS r WHERE r.reverses_uid = s.uid)"
#define SHARE_SPEC                                                                                 \
  "u:uid t:kind i:amount_minor t:currency t:explanation t:rule t:author i:recorded_at u:invoice"   \
  " u:incoming t:number t:name"

/* What of a day was open of an issued document: both engines. */
#define SELECT_OPEN_ITEMS                                                                          \
  "SELECT * FROM (SELECT i.uid, i.number, i.kind, i.customer_uid, i.customer_name, i.issued_on,"   \
  " coalesce (i.due_on, i.issued_on) AS due_on, i.currency, i.gross_minor,"                        \
  " CASE WHEN i.sign < 0 AND i.preceding_uid IS NOT NULL THEN 0 ELSE i.sign * i.due_minor"         \
  " - CAST (coalesce ((SELECT sum (s.amount_minor) FROM payment_share AS s"                        \
  " WHERE s.invoice_uid = i.uid AND s.happened_on <= ?1), 0) AS BIGINT)"                           \
  " - CAST (coalesce ((SELECT sum (c.gross_minor) FROM invoice AS c WHERE c.preceding_uid = i.uid" \
  " AND c.sign < 0 AND c.issued_on <= ?1), 0) AS BIGINT) END AS open_minor,"                       \
  " coalesce ((SELECT max (d.level) FROM dunning AS d JOIN dunning_line AS l"                      \
  " ON l.dunning_uid = d.uid WHERE l.invoice_uid = i.uid AND d.made_on <= ?1 AND NOT EXISTS"       \
  " (SELECT 1 FROM invoice_event AS u WHERE u.invoice_uid = i.uid AND u.kind = 'note'"             \
  " AND u.data LIKE '%\"dunning\":\"' || d.number || '\"%')), -1) AS level"                        \
  " FROM invoice AS i WHERE i.issued_on <= ?1 AND i.sign <> 0) AS o WHERE o.open_minor <> 0"       \
  " ORDER BY o.due_on, o.number"
#define OPEN_ITEM_SPEC                                                                             \
  "u:uid t:number t:kind u:customer t:customer_name i:issued_on i:due_on t:currency i:gross_minor" \
  " i:open_minor i:dunning_level"

static gboolean
set_proposal (KontorJson *entry, KontorDatabase *database, GError **error)
{
  g_autoptr (KontorMatching) matching = NULL;

  if (kontor_json_get_integer (entry, "left_minor", 0) == 0)
    {
      kontor_json_set (entry, "proposal", kontor_json_new_null ());
      return TRUE;
    }
  matching = kontor_matching_load (
    database, kontor_json_get_integer (entry, "booked_on", 0), error);
  if (matching == NULL)
    return FALSE;
  kontor_json_set (entry, "proposal", kontor_matching_propose (matching, entry));
  return TRUE;
}

/**
 * kontor_query_entry_json:
 * @database: a connection to SQLite
 * @uid: an entry of a bank's statement
 * @error: return location for an error
 *
 * Errors: %KONTOR_QUERY_ERROR_NOT_FOUND, #KontorDatabaseError.
 *
 * Returns: (transfer full): the entry with what it was said to be for, and what it may be for
 */
KontorJson *
kontor_query_entry_json (KontorDatabase *database, const KontorUid *uid, GError **error)
{
  g_autoptr (KontorJson) entry = kontor_query_row (database,
                                                   ENTRY_COLUMNS " WHERE e.uid = ?1",
                                                   ENTRY_SPEC,
                                                   error,
                                                   KONTOR_VALUES (kontor_value_uid (uid)));

  if (entry == NULL || !kontor_query_check_found (entry, _ ("bank entry"), error)
      || !kontor_query_set_rows (entry,
                                 "shares",
                                 database,
                                 SHARE_COLUMNS " AND p.entry_uid = ?1 ORDER BY s.id",
                                 SHARE_SPEC,
                                 error,
                                 KONTOR_VALUES (kontor_value_uid (uid)))
      || !set_proposal (entry, database, error))
    return NULL;
  return g_steal_pointer (&entry);
}

/**
 * kontor_query_payment_json:
 * @database: a connection
 * @uid: a payment
 * @error: return location for an error
 *
 * Errors: %KONTOR_QUERY_ERROR_NOT_FOUND, #KontorDatabaseError.
 *
 * Returns: (transfer full): the payment with its shares that stand
 */
KontorJson *
kontor_query_payment_json (KontorDatabase *database, const KontorUid *uid, GError **error)
{
  g_autoptr (KontorJson) payment = kontor_query_row (
    database,
    "SELECT p.uid, p.method, p.happened_on, p.recorded_at, p.amount_minor, p.currency, p.entry_uid,"
    " p.customer_uid, p.order_uid, p.reference, p.note, p.reverses_uid, p.author_name, p.station,"
    " (SELECT r.uid FROM payment AS r WHERE r.reverses_uid = p.uid)"
    " FROM payment AS p WHERE p.uid = ?1",
    "u:uid t:method i:happened_on i:recorded_at i:amount_minor t:currency u:entry u:customer"
    " u:order t:reference t:note u:reverses t:author i:station u:reversed_by",
    error,
    KONTOR_VALUES (kontor_value_uid (uid)));

  if (payment == NULL || !kontor_query_check_found (payment, _ ("payment"), error)
      || !kontor_query_set_rows (payment,
                                 "shares",
                                 database,
                                 SHARE_COLUMNS " AND s.payment_uid = ?1 ORDER BY s.id",
                                 SHARE_SPEC,
                                 error,
                                 KONTOR_VALUES (kontor_value_uid (uid))))
    return NULL;
  return g_steal_pointer (&payment);
}

/**
 * kontor_query_bank_accounts:
 * @database: a connection
 * @error: return location for an error
 *
 * Errors: #KontorDatabaseError.
 *
 * Returns: (transfer full): the company's accounts with the last day that a statement covers
 */
KontorJson *
kontor_query_bank_accounts (KontorDatabase *database, GError **error)
{
  return kontor_query_rows (
    database,
    "SELECT a.uid, a.name, a.iban, a.bic, a.currency, a.ledger_account, a.archived_at,"
    " (SELECT max (s.to_on) FROM bank_statement AS s WHERE s.account_uid = a.uid),"
    " (SELECT s.closing_minor FROM bank_statement AS s WHERE s.account_uid = a.uid"
    " ORDER BY s.to_on DESC, s.imported_at DESC LIMIT 1)"
    " FROM bank_account AS a ORDER BY a.archived_at IS NOT NULL, a.name, a.uid",
    "u:uid t:name t:iban t:bic t:currency t:ledger_account i:archived_at i:known_until"
    " i:balance_minor",
    error,
    KONTOR_NO_VALUES);
}

/**
 * kontor_query_proposed_matches:
 * @database: a connection to SQLite
 * @certain_only: whether only those are wanted that may be booked without being looked at
 * @limit: most of them
 * @error: return location for an error
 *
 * Goes through the entries that are not matched, oldest first. A certain match counts for the ones
 * after it as if it were booked.
 *
 * Errors: #KontorDatabaseError.
 *
 * Returns: (transfer full): entries with their proposal
 */
KontorJson *
kontor_query_proposed_matches (KontorDatabase *database,
                               gboolean        certain_only,
                               guint           limit,
                               GError        **error)
{
  g_autoptr (KontorJson) entries = kontor_query_rows (
    database,
    ENTRY_COLUMNS " WHERE k.left_minor <> 0 ORDER BY e.booked_on, e.id",
    ENTRY_SPEC,
    error,
    KONTOR_NO_VALUES);
  g_autoptr (KontorMatching) matching = NULL;
  KontorJson *found = NULL;
  guint       n = kontor_json_length (entries);

  if (entries == NULL)
    return NULL;
  found = kontor_json_new_array ();
  if (n == 0)
    return found;
  matching = kontor_matching_load (
    database, kontor_json_get_integer (kontor_json_at (entries, 0), "booked_on", 0), error);
  if (matching == NULL)
    {
      kontor_json_unref (found);
      return NULL;
    }
  for (guint i = 0; i < n && kontor_json_length (found) < limit; i++)
    {
      KontorJson *entry = (KontorJson *) kontor_json_at (entries, i); /* still ours alone */
      KontorJson *proposal = kontor_matching_propose (matching, entry);
      gboolean    wanted = !certain_only || kontor_json_get_boolean (proposal, "certain", FALSE);

      kontor_json_set (entry, "proposal", proposal);
      if (wanted)
        kontor_json_append (found, kontor_json_ref (entry));
    }
  return found;
}

/**
 * kontor_query_match_params:
 * @entry: an entry with its proposal
 *
 * Returns: (transfer full) (nullable): parameters of payment.allocate that do what is proposed;
 *   %NULL when nothing is
 */
KontorJson *
kontor_query_match_params (const KontorJson *entry)
{
  static const char *const keys[] = { "invoice", "incoming", "kind", "amount_minor" };
  const KontorJson        *proposal = kontor_json_get_object (entry, "proposal");
  const KontorJson        *from = kontor_json_get_array (proposal, "shares");
  KontorJson              *params = NULL;
  KontorJson              *shares = NULL;

  if (kontor_json_length (from) == 0)
    return NULL;
  params = kontor_json_new_object ();
  shares = kontor_json_new_array ();
  for (guint i = 0; i < kontor_json_length (from); i++)
    {
      KontorJson *share = kontor_json_new_object ();

      for (guint j = 0; j < G_N_ELEMENTS (keys); j++)
        {
          const KontorJson *value = kontor_json_get (kontor_json_at (from, i), keys[j]);

          if (value != NULL)
            kontor_json_set (share, keys[j], kontor_json_ref ((KontorJson *) value));
        }
      kontor_json_append (shares, share);
    }
  kontor_json_set_string (params, "entry", kontor_json_get_string (entry, "uid", ""));
  kontor_json_set (params, "shares", shares);
  kontor_json_set_string (params, "by_rule", kontor_json_get_string (proposal, "rule", ""));
  kontor_json_set_string (
    params, "explanation", kontor_json_get_string (proposal, "explanation", ""));
  return params;
}

/* --- open items --- */

static const struct
{
  const char *name;
  gint64      least; /* days late */
} ages[] = {
  { "not_due", G_MININT64 }, { "1-30", 1 }, { "31-60", 31 }, { "61-90", 61 }, { "91+", 91 },
};

static guint
find_age (gint64 days_late)
{
  guint age = 0;

  for (guint i = 0; i < G_N_ELEMENTS (ages); i++)
    if (days_late >= ages[i].least)
      age = i;
  return age;
}

typedef struct
{
  gint64 count[G_N_ELEMENTS (ages)];
  gint64 open_minor[G_N_ELEMENTS (ages)];
} KontorAges;

static void
add_to_ages (GHashTable *by_currency, const char *currency, guint age, gint64 open_minor)
{
  KontorAges *sums = g_hash_table_lookup (by_currency, currency);

  if (sums == NULL)
    {
      sums = g_new0 (KontorAges, 1);
      g_hash_table_insert (by_currency, g_strdup (currency), sums);
    }
  sums->count[age]++;
  sums->open_minor[age] += open_minor;
}

static KontorJson *
write_ages (GHashTable *by_currency)
{
  g_autoptr (GList) currencies = g_list_sort (g_hash_table_get_keys (by_currency),
                                              (GCompareFunc) g_strcmp0);
  KontorJson *list = kontor_json_new_array ();

  for (GList *at = currencies; at != NULL; at = at->next)
    {
      const KontorAges *sums = g_hash_table_lookup (by_currency, at->data);

      for (guint i = 0; i < G_N_ELEMENTS (ages); i++)
        {
          KontorJson *age = kontor_json_new_object ();

          kontor_json_set_string (age, "age", ages[i].name);
          kontor_json_set_string (age, "currency", at->data);
          kontor_json_set_integer (age, "count", sums->count[i]);
          kontor_json_set_integer (age, "open_minor", sums->open_minor[i]);
          kontor_json_append (list, age);
        }
    }
  return list;
}

/**
 * kontor_query_open_items:
 * @database: a connection
 * @as_of: day; what was issued and paid after it does not count
 * @error: return location for an error
 *
 * What customers owed at the end of a day, and what was owed to them, by due day.
 *
 * Errors: #KontorDatabaseError.
 *
 * Returns: (transfer full): {"as_of","items":[…],"ages":[…]}
 */
KontorJson *
kontor_query_open_items (KontorDatabase *database, gint64 as_of, GError **error)
{
  g_autoptr (KontorJson) items = kontor_query_rows (database,
                                                    SELECT_OPEN_ITEMS,
                                                    OPEN_ITEM_SPEC,
                                                    error,
                                                    KONTOR_VALUES (kontor_value_integer (as_of)));
  g_autoptr (GHashTable) by_currency = g_hash_table_new_full (
    g_str_hash, g_str_equal, g_free, g_free);
  KontorJson *answer = NULL;

  if (items == NULL)
    return NULL;
  for (guint i = 0; i < kontor_json_length (items); i++)
    {
      KontorJson *item = (KontorJson *) kontor_json_at (items, i);
      gint64      late = as_of - kontor_json_get_integer (item, "due_on", 0);
      guint       age = find_age (late);

      kontor_json_set_integer (item, "days_late", MAX (late, 0));
      kontor_json_set_string (item, "age", ages[age].name);
      add_to_ages (by_currency,
                   kontor_json_get_string (item, "currency", ""),
                   age,
                   kontor_json_get_integer (item, "open_minor", 0));
    }

  answer = kontor_json_new_object ();
  kontor_json_set_integer (answer, "as_of", as_of);
  kontor_json_set (answer, "items", g_steal_pointer (&items));
  kontor_json_set (answer, "ages", write_ages (by_currency));
  return answer;
}

/**
 * kontor_query_open_invoices:
 * @database: a connection to SQLite
 * @text: words of number or customer; "" for the oldest ones
 * @currency: of the payment
 * @limit: most rows
 * @error: return location for an error
 *
 * For pickers: documents with something open.
 *
 * Errors: #KontorDatabaseError.
 *
 * Returns: (transfer full): rows of uid, number, customer_name, due_on, open_minor, currency
 */
KontorJson *
kontor_query_open_invoices (
  KontorDatabase *database, const char *text, const char *currency, guint limit, GError **error)
{
  return kontor_query_rows (
    database,
    "SELECT i.uid, i.number, i.customer_name, coalesce (i.due_on, i.issued_on), k.open_minor,"
    " i.currency FROM derived_invoice_key AS k JOIN invoice AS i ON i.id = k.id"
    " WHERE k.open_minor <> 0 AND i.currency = ?2"
    " AND instr (kontor_fold (i.number || char (10) || i.customer_name), kontor_fold (?1)) > 0"
    " ORDER BY coalesce (i.due_on, i.issued_on), i.id LIMIT ?3",
    "u:uid t:number t:customer_name i:due_on i:open_minor t:currency",
    error,
    KONTOR_VALUES (
      kontor_value_text (text), kontor_value_text (currency), kontor_value_integer (limit)));
}
