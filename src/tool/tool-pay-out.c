/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n.h>

#include "kontor-iban.h"
#include "kontor-pay-out.h"
#include "kontor-payment-query.h"
#include "kontor-time.h"
#include "kontor-tool.h"

typedef struct
{
  KontorJson *settings; /* (owned) */
  KontorJson *accounts; /* (owned) */
  KontorJson *payable;  /* (owned) */
  gint64      until;
  gint64      day;
} KontorPayOuts;

static void
clear_pay_out (KontorPayOuts *self)
{
  g_clear_pointer (&self->settings, kontor_json_unref);
  g_clear_pointer (&self->accounts, kontor_json_unref);
  g_clear_pointer (&self->payable, kontor_json_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KontorPayOuts, clear_pay_out)

static gpointer
read_in_reader (KontorDatabase *database, gpointer data, GError **error)
{
  KontorPayOuts *self = data;

  self->settings = kontor_query_settings (database, error);
  if (self->settings != NULL)
    self->accounts = kontor_query_bank_accounts (database, error);
  if (self->accounts != NULL)
    self->payable = kontor_query_payable (database, self->until, self->day, error);
  return self->payable != NULL ? self : NULL;
}

static const KontorJson *
find_account (const KontorPayOuts *self, const char *name, GError **error)
{
  g_autofree char  *iban = kontor_iban_normalise (name != NULL ? name : "");
  const KontorJson *found = NULL;
  guint             n = 0;

  for (guint i = 0; i < kontor_json_length (self->accounts); i++)
    {
      const KontorJson *account = kontor_json_at (self->accounts, i);

      if (kontor_json_get (account, "archived_at") != NULL)
        continue;
      if (name == NULL || g_str_equal (kontor_json_get_string (account, "iban", ""), iban)
          || g_str_equal (kontor_json_get_string (account, "name", ""), name))
        {
          found = account;
          n++;
        }
    }
  if (n == 1)
    return found;
  g_set_error_literal (error,
                       KONTOR_QUERY_ERROR,
                       KONTOR_QUERY_ERROR_NOT_FOUND,
                       n == 0 ? _ ("there is no such bank account: add it first")
                              : _ ("there are several bank accounts: choose one by --account"));
  return NULL;
}

static KontorToolStatus
pay_out (KontorTool    *self,
         KontorPayOuts *out,
         const char    *account_name,
         gint64         day,
         const char    *path,
         GError       **error)
{
  g_autofree char   *name = g_path_get_basename (path);
  const KontorPayOut order = {
    .account = find_account (out, account_name, error),
    .company = kontor_json_get_string (out->settings, "company_name", ""),
    .rows = out->payable,
    .day = day,
    .at = kontor_time_now (),
    .file_name = name,
  };
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (KontorJson) result = NULL;

  if (order.account == NULL)
    return KONTOR_TOOL_FAILED;
  result = kontor_pay_out_run (self->replica, &order, &bytes, error);
  if (result == NULL || !kontor_tool_write_output (path, bytes, error))
    return KONTOR_TOOL_FAILED;
  if (!g_str_equal (path, "-"))
    kontor_tool_print_json (result);
  return KONTOR_TOOL_DONE;
}

static KontorToolStatus
run_pay_out (KontorTool *self, int argc, char **argv, GError **error)
{
  g_autofree char *account = NULL;
  g_autofree char *until = NULL;
  g_autofree char *on = NULL;
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_auto (KontorPayOuts) out = { .until = G_MAXINT32 };
  gint64             day = kontor_day_from_time (kontor_time_now (), zone);
  const GOptionEntry entries[] = {
    { "account", 0, 0, G_OPTION_ARG_STRING, &account, NULL, NULL },
    { "due-until", 0, 0, G_OPTION_ARG_STRING, &until, NULL, NULL },
    { "on", 0, 0, G_OPTION_ARG_STRING, &on, NULL, NULL },
    { NULL },
  };

  if (!kontor_tool_parse_options (&argc, &argv, entries, 1, 1, error)
      || (until != NULL && !kontor_day_parse (until, &out.until, error))
      || (on != NULL && !kontor_day_parse (on, &day, error)))
    return KONTOR_TOOL_USAGE;
  out.day = day;
  if (kontor_replica_read (self->replica, read_in_reader, &out, error) == NULL)
    return KONTOR_TOOL_FAILED;
  return pay_out (self, &out, account, day, argv[1], error);
}

static gpointer
payable_in_reader (KontorDatabase *database, gpointer data, GError **error)
{
  return kontor_query_payable (database, G_MAXINT32, *(gint64 *) data, error);
}

static gpointer
runs_in_reader (KontorDatabase *database, gpointer unused, GError **error)
{
  return kontor_query_pay_runs (database, error);
}

static KontorToolStatus
run_payable (KontorTool *self, int argc, char **argv, GError **error)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  gint64 day = kontor_day_from_time (kontor_time_now (), zone);
  g_autoptr (KontorJson) answer = NULL;

  if (!kontor_tool_parse_options (&argc, &argv, NULL, 0, 0, error))
    return KONTOR_TOOL_USAGE;
  answer = kontor_replica_read (self->replica, payable_in_reader, &day, error);
  if (answer == NULL)
    return KONTOR_TOOL_FAILED;
  kontor_tool_print_json (answer);
  return KONTOR_TOOL_DONE;
}

static KontorToolStatus
run_pay_runs (KontorTool *self, int argc, char **argv, GError **error)
{
  g_autoptr (KontorJson) answer = NULL;

  if (!kontor_tool_parse_options (&argc, &argv, NULL, 0, 0, error))
    return KONTOR_TOOL_USAGE;
  answer = kontor_replica_read (self->replica, runs_in_reader, NULL, error);
  if (answer == NULL)
    return KONTOR_TOOL_FAILED;
  kontor_tool_print_json (answer);
  return KONTOR_TOOL_DONE;
}

const KontorToolCommand kontor_tool_pay_out_commands[] = {
  { "pay-out",
    "FILE|- [--account IBAN|NAME --due-until DAY --on DAY]",
    N_ ("write approved incoming invoices as SEPA transfers (pain.001) for the bank"),
    TRUE,
    run_pay_out },
  { "payable",
    "",
    N_ ("what is to be paid, with cash discounts and what a bank would refuse"),
    TRUE,
    run_payable },
  { "pay-runs", "", N_ ("the files of transfers, and what they still order"), TRUE, run_pay_runs },
  { NULL },
};
