/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n.h>

#include "kontor-file-store.h"
#include "kontor-iban.h"
#include "kontor-payment-query.h"
#include "kontor-sepa.h"
#include "kontor-text.h"
#include "kontor-time.h"
#include "kontor-tool.h"

typedef struct
{
  KontorJson *settings; /* (owned) */
  KontorJson *accounts; /* (owned) */
  KontorJson *payable;  /* (owned) */
  gint64      until;
} KontorPayOut;

static void
clear_pay_out (KontorPayOut *self)
{
  g_clear_pointer (&self->settings, kontor_json_unref);
  g_clear_pointer (&self->accounts, kontor_json_unref);
  g_clear_pointer (&self->payable, kontor_json_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KontorPayOut, clear_pay_out)

static gpointer
read_in_reader (KontorDatabase *database, gpointer data, GError **error)
{
  KontorPayOut *self = data;

  self->settings = kontor_query_settings (database, error);
  if (self->settings != NULL)
    self->accounts = kontor_query_bank_accounts (database, error);
  if (self->accounts != NULL)
    self->payable = kontor_query_payable (database, self->until, error);
  return self->payable != NULL ? self : NULL;
}

static const KontorJson *
find_account (const KontorPayOut *self, const char *name, GError **error)
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

/* Other currencies are not carried by SEPA. */
static GArray *
make_transfers (const KontorPayOut *self, KontorJson *uids, gint64 *sum, GPtrArray *texts)
{
  GArray *transfers = g_array_new (FALSE, TRUE, sizeof (KontorTransfer));

  for (guint i = 0; i < kontor_json_length (self->payable); i++)
    {
      const KontorJson *row = kontor_json_at (self->payable, i);
      const char       *number = kontor_json_get_string (row, "number", "");
      char             *iban = kontor_iban_normalise (kontor_json_get_string (row, "iban", ""));
      KontorTransfer    transfer = { .name = kontor_json_get_string (row, "name", ""),
                                     .iban = iban,
                                     .end_to_end = number,
                                     .purpose = number,
                                     .amount_minor = kontor_json_get_integer (row, "open_minor", 0) };

      g_ptr_array_add (texts, iban);
      if (!g_str_equal (kontor_json_get_string (row, "currency", ""), "EUR"))
        continue;
      *sum += transfer.amount_minor;
      g_array_append_val (transfers, transfer);
      kontor_json_append (uids, kontor_json_new_string (kontor_json_get_string (row, "uid", "")));
    }
  return transfers;
}

static KontorToolStatus
order (KontorTool *self, KontorJson *params, GBytes *bytes, const char *path, GError **error)
{
  g_autofree char *sha256 = kontor_file_store_keep (self->replica, bytes, "text/xml", error);
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr (KontorJson) result = NULL;

  if (sha256 == NULL)
    {
      kontor_json_unref (params);
      return KONTOR_TOOL_FAILED;
    }
  kontor_json_set_string (params, "file_name", name);
  kontor_json_set_string (params, "file_sha256", sha256);
  result = kontor_replica_run (self->replica, "payment.order", params, NULL, error);
  if (result == NULL || !kontor_tool_write_output (path, bytes, error))
    return KONTOR_TOOL_FAILED;
  if (!g_str_equal (path, "-"))
    kontor_tool_print_json (result);
  return KONTOR_TOOL_DONE;
}

static KontorToolStatus
pay_out (KontorTool   *self,
         KontorPayOut *out,
         const char   *account_name,
         gint64        day,
         const char   *path,
         GError      **error)
{
  const KontorJson *account = find_account (out, account_name, error);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) transfers = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char    *message = NULL;
  KontorJson         *params = kontor_json_new_object ();
  KontorJson         *uids = kontor_json_new_array ();
  KontorTransferOrder file = { .execution_day = day, .created_at = kontor_time_now () };
  gint64              sum = 0;

  kontor_json_set (params, "incoming", uids);
  kontor_json_set_integer (params, "execution_on", day);
  transfers = make_transfers (out, uids, &sum, texts);
  kontor_json_set_integer (params, "sum_minor", sum);
  message = g_strdup_printf ("KONTOR-%" G_GINT64_FORMAT, file.created_at / 1000);
  file.message = message;
  file.name = kontor_json_get_string (out->settings, "company_name", "");
  file.iban = kontor_json_get_string (account, "iban", "");
  file.bic = kontor_json_get_string (account, "bic", "");
  file.transfers = (const KontorTransfer *) (gpointer) transfers->data;
  file.n_transfers = transfers->len;
  bytes = account != NULL ? kontor_sepa_write (&file, error) : NULL;
  if (bytes == NULL)
    {
      kontor_json_unref (params);
      return KONTOR_TOOL_FAILED;
    }
  return order (self, params, bytes, path, error);
}

static KontorToolStatus
run_pay_out (KontorTool *self, int argc, char **argv, GError **error)
{
  g_autofree char *account = NULL;
  g_autofree char *until = NULL;
  g_autofree char *on = NULL;
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_auto (KontorPayOut) out = { .until = G_MAXINT32 };
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
  if (kontor_replica_read (self->replica, read_in_reader, &out, error) == NULL)
    return KONTOR_TOOL_FAILED;
  return pay_out (self, &out, account, day, argv[1], error);
}

const KontorToolCommand kontor_tool_pay_out_commands[] = {
  { "pay-out",
    "FILE|- [--account IBAN|NAME --due-until DAY --on DAY]",
    N_ ("write approved incoming invoices as SEPA transfers (pain.001) for the bank"),
    TRUE,
    run_pay_out },
  { NULL },
};
