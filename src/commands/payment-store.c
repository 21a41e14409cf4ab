/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "kontor-payment-private.h"

/* What an invoice has open follows from its shares, as in derived-finance.sql, which SQLite alone
 * has. */
#define SELECT_OPEN                                                                                \
  "SELECT CASE WHEN i.sign = 0 OR (i.sign < 0 AND i.preceding_uid IS NOT NULL) THEN 0"             \
  " ELSE i.sign * i.due_minor - CAST (coalesce ((SELECT sum (s.amount_minor) FROM payment_share"   \
  " AS s WHERE s.invoice_uid = i.uid), 0) AS BIGINT)"                                              \
  " - CAST (coalesce ((SELECT sum (c.gross_minor) FROM invoice AS c"                               \
  " WHERE c.preceding_uid = i.uid AND c.sign < 0), 0) AS BIGINT) END,"                             \
  " CAST (coalesce ((SELECT sum (s.amount_minor) FROM payment_share AS s"                          \
  " WHERE s.invoice_uid = i.uid AND s.kind = 'payment'), 0) AS BIGINT)"                            \
  " FROM invoice AS i WHERE i.uid = ?1"

#define SELECT_INCOMING                                                                            \
  "SELECT i.due_minor + CAST (coalesce ((SELECT sum (s.amount_minor) FROM payment_share AS s"      \
  " WHERE s.incoming_uid = i.uid), 0) AS BIGINT) FROM incoming_invoice AS i WHERE i.uid = ?1"

/* Discounts and write-offs are no money. */
#define SELECT_SPENT                                                                               \
  "SELECT CAST (coalesce (sum (amount_minor), 0) AS BIGINT) FROM payment_share"                    \
  " WHERE payment_uid = ?1 AND kind NOT IN ('cash_discount', 'write_off')"

/* An entry of a bank is one payment, whichever station says first what it was for. */
void
kontor_payment_uid_of_entry (const KontorUid *entry, KontorUid *uid)
{
  char text[KONTOR_UID_TEXT_SIZE];

  kontor_uid_from_name (uid, "payment of entry", kontor_uid_format (entry, text));
}

static gboolean
read_numbers (KontorDatabase  *database,
              const char      *sql,
              const KontorUid *uid,
              gint64          *first,
              gint64          *second,
              GError         **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    database, sql, error, KONTOR_VALUES (kontor_value_uid (uid)));

  if (row == NULL || !kontor_statement_step_row (row, error))
    return FALSE;
  *first = kontor_statement_get_integer (row, 0);
  if (second != NULL)
    *second = kontor_statement_get_integer (row, 1);
  return TRUE;
}

/* What is to come (below zero: to go) for an issued document, and what came. */
gboolean
kontor_payment_read_open (KontorDatabase  *database,
                          const KontorUid *invoice,
                          gint64          *open_minor,
                          gint64          *paid_minor,
                          GError         **error)
{
  return read_numbers (database, SELECT_OPEN, invoice, open_minor, paid_minor, error);
}

/* What we still owe for a received invoice; its shares are below zero, as the money is. */
gboolean
kontor_payment_read_incoming_open (KontorDatabase  *database,
                                   const KontorUid *incoming,
                                   gint64          *open_minor,
                                   GError         **error)
{
  return read_numbers (database, SELECT_INCOMING, incoming, open_minor, NULL, error);
}

/* What of a payment was not said yet what it was for. */
gboolean
kontor_payment_read_free (KontorDatabase  *database,
                          const KontorUid *payment,
                          gint64           amount_minor,
                          gint64          *free_minor,
                          GError         **error)
{
  gint64 spent = 0;

  if (!read_numbers (database, SELECT_SPENT, payment, &spent, NULL, error))
    return FALSE;
  *free_minor = amount_minor - spent;
  return TRUE;
}

gboolean
kontor_payment_is_reversed (KontorDatabase  *database,
                            const char      *table,
                            const KontorUid *uid,
                            gboolean        *is_reversed,
                            GError         **error)
{
  return kontor_record_exists (database,
                               g_str_equal (table, "payment")
                                 ? "SELECT 1 FROM payment WHERE reverses_uid = ?1"
                                 : "SELECT 1 FROM payment_share WHERE reverses_uid = ?1",
                               KONTOR_VALUES (kontor_value_uid (uid)),
                               is_reversed,
                               error);
}

static void
sign_row (KontorCommandContext *context, KontorJson *record)
{
  const char *name = context->command->author_name;

  kontor_json_set_integer (record, "recorded_at", context->command->at);
  kontor_json_set_string (record, "author_name", name != NULL ? name : "");
  kontor_json_set_integer (record, "station", context->command->station);
}

static void
set_default (KontorJson *record, const char *key)
{
  if (!kontor_json_has (record, key))
    kontor_json_set_string (record, key, "");
}

gboolean
kontor_payment_store (KontorCommandContext *context,
                      KontorJson           *payment,
                      const KontorUid      *uid,
                      GError              **error)
{
  kontor_json_set (payment, "uid", kontor_json_new_uid (uid));
  set_default (payment, "reference");
  set_default (payment, "note");
  sign_row (context, payment);
  return kontor_record_store (context, KONTOR_KIND_PAYMENT, payment, error);
}

/* @uid is that of the new row. */
gboolean
kontor_payment_store_share (KontorCommandContext *context,
                            KontorJson           *share,
                            KontorUid            *uid,
                            GError              **error)
{
  kontor_command_context_derive_uid (context, uid);
  kontor_json_set (share, "uid", kontor_json_new_uid (uid));
  set_default (share, "explanation");
  set_default (share, "by_rule");
  sign_row (context, share);
  return kontor_record_store (context, KONTOR_KIND_PAYMENT_SHARE, share, error);
}
