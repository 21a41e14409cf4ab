/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#include "kontor-bank-import.h"
#include "kontor-number.h"
#include "kontor-payment-query.h"
#include "kontor-time.h"
#include "kontor-tool.h"

#define MOST_MATCHES 100000

static KontorToolStatus
run_command (KontorTool *self, const char *name, KontorJson *params, GError **error)
{
  g_autoptr (KontorJson) result = kontor_replica_run (self->replica, name, params, NULL, error);

  if (result == NULL)
    return KONTOR_TOOL_FAILED;
  kontor_tool_print_json (result);
  return KONTOR_TOOL_DONE;
}

static void
set_uid (KontorJson *params, const char *key, const KontorUid *uid)
{
  char text[KONTOR_UID_TEXT_SIZE];

  kontor_json_set_string (params, key, kontor_uid_format (uid, text));
}

static gboolean
parse_amount (const char *text, const char *currency, gint64 *minor, GError **error)
{
  return kontor_decimal_parse (
    text, kontor_currency_digits (currency), strchr (text, ',') != NULL ? "," : ".", minor, error);
}

/* --- bank --- */

/* JSON itself, or "@FILE" with it. */
static KontorJson *
read_mapping (const char *text, GError **error)
{
  g_autofree char *content = NULL;

  if (*text == '@' && !g_file_get_contents (text + 1, &content, NULL, error))
    return NULL;
  return kontor_json_parse (content != NULL ? content : text, -1, error);
}

static KontorToolStatus
run_import (KontorTool *self, int argc, char **argv, GError **error)
{
  g_autofree char *account = NULL;
  g_autofree char *mapping_text = NULL;
  g_autoptr (KontorJson) mapping = NULL;
  g_autoptr (KontorJson) report = NULL;
  g_autoptr (GBytes) bytes = NULL;
  const GOptionEntry entries[] = {
    { "account", 0, 0, G_OPTION_ARG_STRING, &account, NULL, NULL },
    { "mapping", 0, 0, G_OPTION_ARG_STRING, &mapping_text, NULL, NULL },
    { NULL },
  };

  if (!kontor_tool_parse_options (&argc, &argv, entries, 1, 1, error))
    return KONTOR_TOOL_USAGE;
  if (mapping_text != NULL)
    {
      mapping = read_mapping (mapping_text, error);
      if (mapping == NULL)
        return KONTOR_TOOL_USAGE;
    }
  bytes = kontor_tool_read_input (argv[1], error);
  if (bytes == NULL)
    return KONTOR_TOOL_FAILED;
  report = kontor_bank_import (self->replica, bytes, account, mapping, error);
  if (report == NULL)
    return KONTOR_TOOL_FAILED;
  kontor_tool_print_json (report);
  return KONTOR_TOOL_DONE;
}

/* What a table's columns are: as said here, as remembered, or as they are probably. */
static KontorToolStatus
run_columns (KontorTool *self, int argc, char **argv, GError **error)
{
  g_autofree char *mapping_text = NULL;
  g_autofree char *table = NULL;
  g_autoptr (KontorJson) mapping = NULL;
  g_autoptr (KontorJson) preview = NULL;
  g_autoptr (GBytes) bytes = NULL;
  const GOptionEntry entries[] = {
    { "mapping", 0, 0, G_OPTION_ARG_STRING, &mapping_text, NULL, NULL },
    { NULL },
  };

  if (!kontor_tool_parse_options (&argc, &argv, entries, 1, 1, error))
    return KONTOR_TOOL_USAGE;
  bytes = kontor_tool_read_input (argv[1], error);
  if (bytes == NULL)
    return KONTOR_TOOL_FAILED;
  mapping = mapping_text != NULL ? read_mapping (mapping_text, error)
                                 : kontor_bank_import_load_mapping (self->replica, bytes);
  if (mapping == NULL && mapping_text != NULL)
    return KONTOR_TOOL_USAGE;
  table = kontor_bank_dup_table (bytes);
  preview = table != NULL ? kontor_bank_preview (table, mapping) : NULL;
  if (preview == NULL)
    {
      g_set_error_literal (error,
                           KONTOR_BANK_ERROR,
                           KONTOR_BANK_ERROR_FORMAT,
                           _ ("the file is no table with columns that have names"));
      return KONTOR_TOOL_FAILED;
    }
  kontor_tool_print_json (preview);
  return KONTOR_TOOL_DONE;
}

static gpointer
accounts_in_reader (KontorDatabase *database, gpointer data, GError **error)
{
  return kontor_query_bank_accounts (database, error);
}

static KontorToolStatus
run_accounts (KontorTool *self, int argc, char **argv, GError **error)
{
  g_autoptr (KontorJson) accounts = NULL;

  if (!kontor_tool_parse_options (&argc, &argv, NULL, 0, 0, error))
    return KONTOR_TOOL_USAGE;
  accounts = kontor_replica_read (self->replica, accounts_in_reader, NULL, error);
  if (accounts == NULL)
    return KONTOR_TOOL_FAILED;
  kontor_tool_print_json (accounts);
  return KONTOR_TOOL_DONE;
}

static gpointer
matches_in_reader (KontorDatabase *database, gpointer certain_only, GError **error)
{
  return kontor_query_proposed_matches (database, certain_only != NULL, MOST_MATCHES, error);
}

static void
print_match (const KontorJson *entry)
{
  const KontorJson *proposal = kontor_json_get_object (entry, "proposal");
  const KontorJson *shares = kontor_json_get_array (proposal, "shares");
  g_autofree char  *day = kontor_day_format_iso (kontor_json_get_integer (entry, "booked_on", 0));
  const char       *currency = kontor_json_get_string (entry, "currency", "EUR");
  g_autofree char  *amount = kontor_money_format (
    kontor_json_get_integer (entry, "left_minor", 0), currency, &kontor_number_style_plain);

  printf ("%s\t%s\t%s\t%s\t%s%s\t",
          kontor_json_get_string (entry, "uid", ""),
          day,
          amount,
          kontor_json_get_string (entry, "name", ""),
          kontor_json_get_string (proposal, "kind", ""),
          kontor_json_get_boolean (proposal, "certain", FALSE) ? "*" : "");
  for (guint i = 0; i < kontor_json_length (shares); i++)
    {
      const KontorJson *share = kontor_json_at (shares, i);
      g_autofree char  *part = kontor_money_format (
        kontor_json_get_integer (share, "amount_minor", 0), currency, &kontor_number_style_plain);

      printf ("%s%s=%s",
              i > 0 ? " " : "",
              kontor_json_get_string (share, "number", kontor_json_get_string (share, "kind", "")),
              part);
    }
  printf ("\t%s\n", kontor_json_get_string (proposal, "explanation", ""));
}

/* Books what is certain; each match is checked again by the command. */
static KontorToolStatus
book_matches (KontorTool *self, const KontorJson *matches, GError **error)
{
  g_autoptr (KontorJson) report = kontor_json_new_object ();
  guint n = 0;

  for (guint i = 0; i < kontor_json_length (matches); i++)
    {
      KontorJson *params = kontor_query_match_params (kontor_json_at (matches, i));
      g_autoptr (KontorJson) result = NULL;

      if (params == NULL)
        continue;
      result = kontor_replica_run (self->replica, "payment.allocate", params, NULL, error);
      if (result == NULL)
        return KONTOR_TOOL_FAILED;
      n++;
    }
  kontor_json_set_integer (report, "matched", n);
  kontor_tool_print_json (report);
  return KONTOR_TOOL_DONE;
}

static KontorToolStatus
run_match (KontorTool *self, int argc, char **argv, GError **error)
{
  gboolean apply = FALSE;
  g_autoptr (KontorJson) matches = NULL;
  const GOptionEntry entries[] = {
    { "apply", 0, 0, G_OPTION_ARG_NONE, &apply, NULL, NULL },
    { NULL },
  };

  if (!kontor_tool_parse_options (&argc, &argv, entries, 0, 0, error))
    return KONTOR_TOOL_USAGE;
  matches = kontor_replica_read (
    self->replica, matches_in_reader, GINT_TO_POINTER (apply ? 1 : 0), error);
  if (matches == NULL)
    return KONTOR_TOOL_FAILED;
  if (apply)
    return book_matches (self, matches, error);
  if (self->json)
    kontor_tool_print_json (matches);
  for (guint i = 0; !self->json && i < kontor_json_length (matches); i++)
    print_match (kontor_json_at (matches, i));
  return KONTOR_TOOL_DONE;
}

/* --- payment --- */

static gpointer
entry_in_reader (KontorDatabase *database, gpointer uid, GError **error)
{
  return kontor_query_entry_json (database, uid, error);
}

static gpointer
invoice_in_reader (KontorDatabase *database, gpointer uid, GError **error)
{
  return kontor_query_invoice_json (database, uid, error);
}

static KontorToolStatus
run_confirm (KontorTool *self, int argc, char **argv, GError **error)
{
  g_autoptr (KontorJson) entry = NULL;
  KontorJson *params = NULL;
  KontorUid   uid;

  if (!kontor_tool_parse_options (&argc, &argv, NULL, 1, 1, error))
    return KONTOR_TOOL_USAGE;
  if (!kontor_tool_find (self, KONTOR_KIND_BANK_ENTRY, argv[1], &uid, error))
    return KONTOR_TOOL_FAILED;
  entry = kontor_replica_read (self->replica, entry_in_reader, &uid, error);
  params = entry != NULL ? kontor_query_match_params (entry) : NULL;
  if (params != NULL)
    return run_command (self, "payment.allocate", params, error);
  if (entry != NULL)
    g_set_error_literal (error,
                         KONTOR_QUERY_ERROR,
                         KONTOR_QUERY_ERROR_NOT_FOUND,
                         _ ("nothing is proposed for this entry: say what it is for"));
  return KONTOR_TOOL_FAILED;
}

/* "RE-2026-10001=12,50", "fee=-3", "overpayment=0.05", "RE-2026-10001:cash_discount=2" */
static KontorJson *
read_share (KontorTool *self, const char *word, const char *currency, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (word, "=", 2);
  g_auto (GStrv) names = g_strsplit (parts[0] != NULL ? parts[0] : "", ":", 2);
  g_autoptr (KontorJson) share = kontor_json_new_object ();
  KontorUid uid;
  gint64    minor = 0;

  if (parts[0] == NULL || parts[1] == NULL || names[0] == NULL)
    {
      kontor_tool_usage (error, _ ("A share is written as NUMBER=AMOUNT, not “%s”"), word);
      return NULL;
    }
  if (!parse_amount (parts[1], currency, &minor, error))
    return NULL;
  kontor_json_set_integer (share, "amount_minor", minor);
  if (names[1] != NULL)
    kontor_json_set_string (share, "kind", names[1]);
  if (g_str_equal (names[0], "fee") || g_str_equal (names[0], "overpayment"))
    kontor_json_set_string (share, "kind", names[0]);
  else if (kontor_tool_find (self, KONTOR_KIND_INVOICE, names[0], &uid, NULL))
    set_uid (share, "invoice", &uid);
  else if (kontor_tool_find (self, KONTOR_KIND_INCOMING_INVOICE, names[0], &uid, error))
    set_uid (share, "incoming", &uid);
  else
    return NULL;
  return g_steal_pointer (&share);
}

static KontorToolStatus
run_allocate (KontorTool *self, int argc, char **argv, GError **error)
{
  g_autoptr (KontorJson) params = kontor_json_new_object ();
  g_autoptr (KontorJson) entry = NULL;
  KontorJson *shares = kontor_json_new_array ();
  KontorUid   uid;

  kontor_json_set (params, "shares", shares);
  if (!kontor_tool_parse_options (&argc, &argv, NULL, 2, -1, error))
    return KONTOR_TOOL_USAGE;
  if (!kontor_tool_find (self, KONTOR_KIND_BANK_ENTRY, argv[1], &uid, error))
    return KONTOR_TOOL_FAILED;
  entry = kontor_replica_read (self->replica, entry_in_reader, &uid, error);
  if (entry == NULL)
    return KONTOR_TOOL_FAILED;
  set_uid (params, "entry", &uid);
  for (int i = 2; i < argc; i++)
    {
      KontorJson *share = read_share (
        self, argv[i], kontor_json_get_string (entry, "currency", "EUR"), error);

      if (share == NULL)
        return KONTOR_TOOL_FAILED;
      kontor_json_append (shares, share);
    }
  return run_command (self, "payment.allocate", g_steal_pointer (&params), error);
}

static gboolean
set_amount (
  KontorTool *self, KontorJson *params, const KontorUid *invoice, const char *text, GError **error)
{
  g_autoptr (KontorJson) found = kontor_replica_read (
    self->replica, invoice_in_reader, (gpointer) invoice, error);
  gint64 minor = 0;

  if (found == NULL
      || !parse_amount (text, kontor_json_get_string (found, "currency", "EUR"), &minor, error))
    return FALSE;
  kontor_json_set_integer (params, "amount_minor", minor);
  return TRUE;
}

static KontorToolStatus
run_record (KontorTool *self, int argc, char **argv, GError **error)
{
  g_autofree char *method = NULL;
  g_autofree char *day = NULL;
  g_autofree char *reference = NULL;
  g_autoptr (KontorJson) params = kontor_json_new_object ();
  KontorUid          invoice;
  gint64             happened_on = 0;
  const GOptionEntry entries[] = {
    { "method", 0, 0, G_OPTION_ARG_STRING, &method, NULL, NULL },
    { "on", 0, 0, G_OPTION_ARG_STRING, &day, NULL, NULL },
    { "reference", 0, 0, G_OPTION_ARG_STRING, &reference, NULL, NULL },
    { NULL },
  };

  if (!kontor_tool_parse_options (&argc, &argv, entries, 2, 2, error)
      || (day != NULL && !kontor_day_parse (day, &happened_on, error)))
    return KONTOR_TOOL_USAGE;
  if (!kontor_tool_find (self, KONTOR_KIND_INVOICE, argv[1], &invoice, error)
      || !set_amount (self, params, &invoice, argv[2], error))
    return KONTOR_TOOL_FAILED;
  set_uid (params, "invoice", &invoice);
  kontor_json_set_string (params, "method", method != NULL ? method : "transfer");
  if (day != NULL)
    kontor_json_set_integer (params, "happened_on", happened_on);
  if (reference != NULL)
    kontor_json_set_string (params, "reference", reference);
  return run_command (self, "payment.record", g_steal_pointer (&params), error);
}

static KontorToolStatus
run_write_off (KontorTool *self, int argc, char **argv, GError **error)
{
  g_autofree char *reason = NULL;
  gboolean         discount = FALSE;
  g_autoptr (KontorJson) params = kontor_json_new_object ();
  KontorUid          invoice;
  const GOptionEntry entries[] = {
    { "reason", 0, 0, G_OPTION_ARG_STRING, &reason, NULL, NULL },
    { "discount", 0, 0, G_OPTION_ARG_NONE, &discount, NULL, NULL },
    { NULL },
  };

  if (!kontor_tool_parse_options (&argc, &argv, entries, 1, 2, error))
    return KONTOR_TOOL_USAGE;
  if (!kontor_tool_find (self, KONTOR_KIND_INVOICE, argv[1], &invoice, error)
      || (argc > 2 && !set_amount (self, params, &invoice, argv[2], error)))
    return KONTOR_TOOL_FAILED;
  set_uid (params, "invoice", &invoice);
  kontor_json_set_string (params, "kind", discount ? "cash_discount" : "write_off");
  if (reason != NULL)
    kontor_json_set_string (params, "explanation", reason);
  return run_command (self, "payment.write_off", g_steal_pointer (&params), error);
}

static KontorToolStatus
run_undo (KontorTool *self, int argc, char **argv, GError **error)
{
  KontorJson *params = NULL;
  KontorUid   uid;

  if (!kontor_tool_parse_options (&argc, &argv, NULL, 1, 1, error))
    return KONTOR_TOOL_USAGE;
  params = kontor_json_new_object ();
  if (kontor_tool_find (self, KONTOR_KIND_BANK_ENTRY, argv[1], &uid, NULL))
    set_uid (params, "entry", &uid);
  else
    kontor_json_set_string (params, "payment", argv[1]);
  return run_command (self, "payment.undo", params, error);
}

/* --- open items --- */

static gpointer
open_in_reader (KontorDatabase *database, gpointer day, GError **error)
{
  return kontor_query_open_items (database, *(gint64 *) day, error);
}

static void
print_open (const KontorJson *answer)
{
  const KontorJson *items = kontor_json_get_array (answer, "items");
  const KontorJson *ages = kontor_json_get_array (answer, "ages");

  for (guint i = 0; i < kontor_json_length (items); i++)
    {
      const KontorJson *item = kontor_json_at (items, i);
      g_autofree char  *due = kontor_day_format_iso (kontor_json_get_integer (item, "due_on", 0));
      g_autofree char  *open = kontor_money_format (kontor_json_get_integer (item, "open_minor", 0),
                                                   kontor_json_get_string (item, "currency", ""),
                                                   &kontor_number_style_plain);

      printf ("%s\t%s\t%s\t%s\t%s\n",
              kontor_json_get_string (item, "number", ""),
              kontor_json_get_string (item, "customer_name", ""),
              due,
              kontor_json_get_string (item, "age", ""),
              open);
    }
  for (guint i = 0; i < kontor_json_length (ages); i++)
    {
      const KontorJson *age = kontor_json_at (ages, i);
      g_autofree char  *open = kontor_money_format (kontor_json_get_integer (age, "open_minor", 0),
                                                   kontor_json_get_string (age, "currency", ""),
                                                   &kontor_number_style_plain);

      printf ("%s\t%s\n", kontor_json_get_string (age, "age", ""), open);
    }
}

static KontorToolStatus
run_open_items (KontorTool *self, int argc, char **argv, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (KontorJson) answer = NULL;
  gint64             day = kontor_day_from_time (kontor_time_now (), zone);
  const GOptionEntry entries[] = {
    { "on", 0, 0, G_OPTION_ARG_STRING, &text, NULL, NULL },
    { NULL },
  };

  if (!kontor_tool_parse_options (&argc, &argv, entries, 0, 0, error)
      || (text != NULL && !kontor_day_parse (text, &day, error)))
    return KONTOR_TOOL_USAGE;
  answer = kontor_replica_read (self->replica, open_in_reader, &day, error);
  if (answer == NULL)
    return KONTOR_TOOL_FAILED;
  if (self->json)
    kontor_tool_print_json (answer);
  else
    print_open (answer);
  return KONTOR_TOOL_DONE;
}

/* --- words --- */

static const KontorToolCommand bank_commands[] = {
  { "import", NULL, NULL, TRUE, run_import },
  { "columns", NULL, NULL, TRUE, run_columns },
  { "accounts", NULL, NULL, TRUE, run_accounts },
  { "match", NULL, NULL, TRUE, run_match },
};

static const KontorToolCommand payment_commands[] = {
  { "record", NULL, NULL, TRUE, run_record },     { "confirm", NULL, NULL, TRUE, run_confirm },
  { "allocate", NULL, NULL, TRUE, run_allocate }, { "write-off", NULL, NULL, TRUE, run_write_off },
  { "undo", NULL, NULL, TRUE, run_undo },
};

static KontorToolStatus
run_bank (KontorTool *self, int argc, char **argv, GError **error)
{
  for (gsize i = 0; argc > 1 && i < G_N_ELEMENTS (bank_commands); i++)
    if (g_str_equal (bank_commands[i].name, argv[1]))
      return bank_commands[i].run (self, argc - 1, argv + 1, error);
  return kontor_tool_usage (error, _ ("What is to be done: import, columns, accounts, or match"));
}

static KontorToolStatus
run_payment (KontorTool *self, int argc, char **argv, GError **error)
{
  for (gsize i = 0; argc > 1 && i < G_N_ELEMENTS (payment_commands); i++)
    if (g_str_equal (payment_commands[i].name, argv[1]))
      return payment_commands[i].run (self, argc - 1, argv + 1, error);
  return kontor_tool_usage (
    error, _ ("What is to be done: record, confirm, allocate, write-off, or undo"));
}

const KontorToolCommand kontor_tool_payment_commands[] = {
  { "bank",
    "import FILE|- [--account IBAN|NAME --mapping JSON|@FILE] | columns FILE|- [--mapping "
    "JSON|@FILE] | "
    "accounts | match [--apply]",
    N_ ("take in statements (CAMT, MT940, CSV, ZIP), and match them with what is open"),
    TRUE,
    run_bank },
  { "payment",
    "record INVOICE AMOUNT [--method M --on DAY --reference TEXT] | confirm ENTRY | allocate ENTRY "
    "NUMBER=AMOUNT… | write-off INVOICE [AMOUNT] [--discount --reason TEXT] | undo ENTRY|PAYMENT",
    N_ ("record payments, say what they were for, and take that back"),
    TRUE,
    run_payment },
  { "open-items",
    "[--on DAY]",
    N_ ("what customers owe, by age, today or at the end of a past day"),
    TRUE,
    run_open_items },
  { NULL },
};
