/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-bank-import.h"
#include "kontor-number.h"
#include "kontor-payment-query.h"
#include "kontor-sample-private.h"

/* What the bank says: a statement that was worked through, and one of the last days whose entries
 * wait. Both are files as banks send them, and are taken in like them. */

#define SPLIT_DAYS 14 /* the newer statement begins so long ago */
#define BEGIN_DAYS 62
#define MOST 12
#define OPENING 482317

/* How a company pays what it got by hand; by its position, the oldest first. */
typedef enum
{
  PAYS_NEVER,
  PAYS,
  PAYS_WITHOUT_CENTS,
  PAYS_WITH_THE_NEXT,
  PAID_BEFORE,
} Habit;

typedef struct
{
  const char *purpose; /* with the invoice's number */
  Habit       habit;
  guint       after; /* days after it was issued */
} Manner;

static const Manner manners[] = {
  { "Rechnung %s", PAYS, 19 },
  { "RG.NR. %s VIELEN DANK", PAYS, 16 },
  { "%s", PAYS, 13 },
  { NULL, PAYS_NEVER, 0 },
  { "Re %s abzgl. 2 %% Skonto", PAYS_WITHOUT_CENTS, 16 },
  { "Ihre Rechnungen %s und %s", PAYS_WITH_THE_NEXT, 20 },
  { NULL, PAID_BEFORE, 0 },
  { NULL, PAYS_NEVER, 0 },
  { "Praesentkoerbe", PAYS, 5 },
};

typedef struct
{
  char  *number; /* (owned) */
  char  *name;   /* (owned) */
  gint64 gross;
  gint64 issued_on;
} Claim;

typedef struct
{
  gint64 day;
  gint64 minor;
  char  *name;    /* (owned) */
  char  *purpose; /* (owned) */
} Line;

static void
claim_clear (gpointer data)
{
  Claim *self = data;

  g_clear_pointer (&self->number, g_free);
  g_clear_pointer (&self->name, g_free);
}

static void
line_clear (gpointer data)
{
  Line *self = data;

  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->purpose, g_free);
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  const Line *first = a;
  const Line *second = b;

  return first->day < second->day ? -1 : first->day > second->day;
}

static gpointer
find_claims (KontorDatabase *database, gpointer data, GError **error)
{
  GArray *claims = data;
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT number, customer_name, gross_minor, issued_on FROM invoice"
    " WHERE kind = 'invoice' AND order_uid IS NULL ORDER BY issued_on, number LIMIT ?1",
    error,
    KONTOR_VALUES (kontor_value_integer (MOST)));

  while (row != NULL && kontor_statement_step_row (row, error))
    {
      Claim claim = {
        .number = g_strdup (kontor_statement_get_text (row, 0)),
        .name = g_strdup (kontor_statement_get_text (row, 1)),
        .gross = kontor_statement_get_integer (row, 2),
        .issued_on = kontor_statement_get_integer (row, 3),
      };

      g_array_append_val (claims, claim);
    }
  return NULL;
}

/* --- what was paid --- */

static void
add_line (GArray *lines, gint64 day, gint64 minor, const char *name, char *purpose)
{
  Line line = { .day = day, .minor = minor, .name = g_strdup (name), .purpose = purpose };

  g_array_append_val (lines, line);
}

static void
add_claims (GArray *lines, GArray *claims)
{
  for (guint i = 0; i < claims->len && i < G_N_ELEMENTS (manners); i++)
    {
      const Claim  *claim = &g_array_index (claims, Claim, i);
      const Manner *manner = &manners[i];
      const Claim  *next = i + 1 < claims->len ? &g_array_index (claims, Claim, i + 1) : claim;
      gint64        minor = claim->gross;
      GString      *purpose = NULL;

      if (manner->habit == PAYS_NEVER || manner->habit == PAID_BEFORE)
        continue;
      purpose = g_string_new (manner->purpose);
      g_string_replace (purpose, "%%", "%", 0);
      g_string_replace (purpose, "%s", claim->number, 1);
      if (manner->habit == PAYS_WITH_THE_NEXT && next != claim)
        {
          g_string_replace (purpose, "%s", next->number, 1);
          minor += next->gross;
        }
      if (manner->habit == PAYS_WITHOUT_CENTS)
        minor -= (minor * 2 + 50) / 100;
      add_line (lines,
                claim->issued_on + manner->after,
                minor,
                claim->name,
                g_string_free (purpose, FALSE));
    }
}

/* What has no invoice of ours. */
static void
add_others (GArray *lines, gint64 today)
{
  static const struct
  {
    guint       days_ago;
    gint64      minor;
    const char *name;
    const char *purpose;
  } others[] = {
    { 51, -89000, "Hafenverwaltung Speicherquartier", "Miete Laden und Lager" },
    { 40, 121840, "Kartendienst Nord", "Sammelauszahlung Kartenumsaetze" },
    { 33, -790, "Musterbank", "Kontofuehrung" },
    { 26, 98615, "Kartendienst Nord", "Sammelauszahlung Kartenumsaetze" },
    { 21, -89000, "Hafenverwaltung Speicherquartier", "Miete Laden und Lager" },
    { 12, 134277, "Kartendienst Nord", "Sammelauszahlung Kartenumsaetze" },
    { 5, -4998, "Telefonwerk Foerde", "Rechnung 8827164 Festnetz und Internet" },
    { 3, -790, "Musterbank", "Kontofuehrung" },
    { 2, 88450, "Kartendienst Nord", "Sammelauszahlung Kartenumsaetze" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    add_line (lines,
              today - others[i].days_ago,
              others[i].minor,
              others[i].name,
              g_strdup (others[i].purpose));
}

/* --- the file (ISO 20022, camt.053.001.08) --- */

static char *
format_amount (gint64 minor)
{
  return kontor_decimal_format (ABS (minor), 2, 2, &kontor_number_style_plain);
}

static void
append_balance (GString *xml, const char *type, gint64 minor, gint64 day)
{
  g_autofree char *amount = format_amount (minor);
  g_autofree char *date = kontor_day_format_iso (day);

  g_string_append_printf (xml,
                          "<Bal><Tp><CdOrPrtry><Cd>%s</Cd></CdOrPrtry></Tp>"
                          "<Amt Ccy=\"EUR\">%s</Amt><CdtDbtInd>%s</CdtDbtInd>"
                          "<Dt><Dt>%s</Dt></Dt></Bal>",
                          type,
                          amount,
                          minor < 0 ? "DBIT" : "CRDT",
                          date);
}

static void
append_entry (GString *xml, const Line *line, guint number)
{
  g_autofree char *amount = format_amount (line->minor);
  g_autofree char *date = kontor_day_format_iso (line->day);
  g_autofree char *name = g_markup_escape_text (line->name, -1);
  g_autofree char *purpose = g_markup_escape_text (line->purpose, -1);
  const char      *party = line->minor < 0 ? "Cdtr" : "Dbtr";

  g_string_append_printf (
    xml,
    "<Ntry><Amt Ccy=\"EUR\">%s</Amt><CdtDbtInd>%s</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>"
    "<BookgDt><Dt>%s</Dt></BookgDt><ValDt><Dt>%s</Dt></ValDt>"
    "<AcctSvcrRef>%s-%04u</AcctSvcrRef><NtryDtls><TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId>"
    "</Refs><RltdPties><%s><Pty><Nm>%s</Nm></Pty></%s></RltdPties>"
    "<RmtInf><Ustrd>%s</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>",
    amount,
    line->minor < 0 ? "DBIT" : "CRDT",
    date,
    date,
    date,
    number,
    party,
    name,
    party,
    purpose);
}

static GBytes *
write_statement (
  const char *iban, GArray *lines, gint64 from, gint64 to, guint number, gint64 *balance)
{
  GString         *xml = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
                                       "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\">"
                                       "<BkToCstmrStmt>");
  GString         *entries = g_string_new (NULL);
  g_autofree char *date = kontor_day_format_iso (to);
  gint64           opening = *balance;

  for (guint i = 0; i < lines->len; i++)
    {
      const Line *line = &g_array_index (lines, Line, i);

      if (line->day < from || line->day > to)
        continue;
      append_entry (entries, line, i + 1);
      *balance += line->minor;
    }
  g_string_append_printf (xml,
                          "<GrpHdr><MsgId>%u</MsgId><CreDtTm>%sT20:00:00+01:00</CreDtTm></GrpHdr>"
                          "<Stmt><Id>%u</Id><ElctrncSeqNb>%u</ElctrncSeqNb>"
                          "<CreDtTm>%sT20:00:00+01:00</CreDtTm>"
                          "<Acct><Id><IBAN>%s</IBAN></Id><Ccy>EUR</Ccy></Acct>",
                          number,
                          date,
                          number,
                          number,
                          date,
                          iban);
  append_balance (xml, "PRCD", opening, from - 1);
  append_balance (xml, "CLBD", *balance, to);
  g_string_append (xml, entries->str);
  g_string_append (xml, "</Stmt></BkToCstmrStmt></Document>\n");
  g_string_free (entries, TRUE);
  return g_string_free_to_bytes (xml);
}

/* --- taking in --- */

static gboolean
take_in (Sample *self, GBytes *statement, gint64 at, GError **error)
{
  g_autoptr (KontorJson) report = NULL;

  kontor_replica_set_moment (self->replica, at);
  report = kontor_bank_import (self->replica, statement, NULL, NULL, error);
  return report != NULL;
}

static gpointer
read_matches (KontorDatabase *database, gpointer data, GError **error)
{
  return kontor_query_proposed_matches (database, TRUE, 100, error);
}

/* What is certain was confirmed in the evening. */
static gboolean
work_through (Sample *self, GError **error)
{
  g_autoptr (KontorJson) matches = kontor_replica_read (self->replica, read_matches, NULL, error);

  if (matches == NULL)
    return FALSE;
  for (guint i = 0; i < (guint) kontor_json_length (matches); i++)
    {
      KontorJson *params = kontor_query_match_params (kontor_json_at (matches, i));
      g_autoptr (KontorJson) result = NULL;

      if (params == NULL)
        continue;
      result = kontor_replica_run (self->replica, "payment.allocate", params, NULL, error);
      if (result == NULL)
        return FALSE;
    }
  return TRUE;
}

static gpointer
read_iban (KontorDatabase *database, gpointer data, GError **error)
{
  return kontor_query_setting (database, "iban", error);
}

static gboolean
name_account (Sample *self, const char *iban, GError **error)
{
  KontorJson *params = kontor_json_new_object ();
  g_autoptr (KontorJson) result = NULL;

  kontor_json_set_string (params, "name", "Geschäftskonto");
  kontor_json_set_string (params, "iban", iban);
  result = kontor_replica_run (self->replica, "bank.account.create", params, NULL, error);
  return result != NULL;
}

static gboolean
make_statements (Sample *self, const char *iban, GArray *lines, gint64 today, GError **error)
{
  gint64 balance = OPENING;
  g_autoptr (GBytes) older = write_statement (
    iban, lines, today - BEGIN_DAYS, today - SPLIT_DAYS, 10, &balance);
  g_autoptr (GBytes) newer = write_statement (
    iban, lines, today - SPLIT_DAYS + 1, today - 1, 11, &balance);

  return take_in (self, older, self->now - (SPLIT_DAYS - 1) * KONTOR_DAY, error)
         && work_through (self, error) && take_in (self, newer, self->now, error);
}

/**
 * kontor_sample_make_bank:
 * @self: a company with its invoices
 *
 * Takes in the bank's statements of two months.
 *
 * Returns: whether it was done
 */
gboolean
kontor_sample_make_bank (Sample *self, GError **error)
{
  g_autoptr (GArray) claims = g_array_new (FALSE, FALSE, sizeof (Claim));
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (Line));
  g_autofree char *iban = NULL;
  gint64           today = kontor_day_from_time (self->now, self->zone);
  GError          *reason = NULL;
  gboolean         done;

  g_array_set_clear_func (claims, claim_clear);
  g_array_set_clear_func (lines, line_clear);
  kontor_replica_read (self->replica, find_claims, claims, &reason);
  if (reason == NULL)
    iban = kontor_replica_read (self->replica, read_iban, NULL, &reason);
  if (iban == NULL)
    {
      g_propagate_error (error, reason);
      return FALSE;
    }
  add_claims (lines, claims);
  add_others (lines, today);
  g_array_sort (lines, compare_lines);
  done = name_account (self, iban, error) && make_statements (self, iban, lines, today, error);
  kontor_replica_set_moment (self->replica, 0);
  return done;
}
