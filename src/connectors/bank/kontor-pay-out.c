/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-pay-out.h"

#include "kontor-file-store.h"
#include "kontor-sepa.h"

/* Other currencies and what a bank would send back are left out. */
static GArray *
make_transfers (const KontorPayOut *out, KontorJson *params)
{
  GArray     *transfers = g_array_new (FALSE, TRUE, sizeof (KontorTransfer));
  KontorJson *uids = kontor_json_new_array ();
  gint64      sum = 0;

  for (guint i = 0; i < kontor_json_length (out->rows); i++)
    {
      const KontorJson *row = kontor_json_at (out->rows, i);
      const char       *number = kontor_json_get_string (row, "number", "");
      KontorTransfer    transfer = { .name = kontor_json_get_string (row, "name", ""),
                                     .iban = kontor_json_get_string (row, "iban", ""),
                                     .bic = kontor_json_get_string (row, "bic", ""),
                                     .end_to_end = number,
                                     .purpose = number,
                                     .amount_minor = kontor_json_get_integer (row, "pay_minor", 0) };

      if (*kontor_json_get_string (row, "problem", "") != '\0')
        continue;
      sum += transfer.amount_minor;
      g_array_append_val (transfers, transfer);
      kontor_json_append (uids, kontor_json_new_string (kontor_json_get_string (row, "uid", "")));
    }
  kontor_json_set (params, "incoming", uids);
  kontor_json_set_integer (params, "sum_minor", sum);
  return transfers;
}

static GBytes *
write_file (const KontorPayOut *out, const GArray *transfers, GError **error)
{
  g_autofree char          *message = g_strdup_printf ("KONTOR-%" G_GINT64_FORMAT, out->at / 1000);
  const KontorTransferOrder order = {
    .message = message,
    .name = out->company,
    .iban = kontor_json_get_string (out->account, "iban", ""),
    .bic = kontor_json_get_string (out->account, "bic", ""),
    .execution_day = out->day,
    .created_at = out->at,
    .transfers = (const KontorTransfer *) (gconstpointer) transfers->data,
    .n_transfers = transfers->len,
  };

  return kontor_sepa_write (&order, error);
}

/**
 * kontor_pay_out_run:
 * @replica: the company
 * @out: what is paid, from where, and when
 * @file: (out) (transfer full): pain.001, to be given to the bank
 * @error: return location for an error
 *
 * Orders the payments once: the invoices are marked, and the file is kept, before anybody gets it.
 * Blocking; worker threads.
 *
 * Errors: those of kontor_sepa_write(), of the command "payment.order", and #KontorReplicaError.
 *
 * Returns: (transfer full): the command's result, or %NULL
 */
KontorJson *
kontor_pay_out_run (KontorReplica *replica, const KontorPayOut *out, GBytes **file, GError **error)
{
  g_autoptr (KontorJson) params = kontor_json_new_object ();
  g_autoptr (GArray) transfers = make_transfers (out, params);
  g_autoptr (GBytes) bytes = write_file (out, transfers, error);
  g_autofree char *sha256 = NULL;
  KontorJson      *result = NULL;

  sha256 = bytes != NULL ? kontor_file_store_keep (replica, bytes, "text/xml", error) : NULL;
  if (sha256 == NULL)
    return NULL;
  kontor_json_set_integer (params, "execution_on", out->day);
  kontor_json_set_string (params, "file_name", out->file_name);
  kontor_json_set_string (params, "file_sha256", sha256);
  result = kontor_replica_run (replica, "payment.order", g_steal_pointer (&params), NULL, error);
  if (result != NULL)
    *file = g_steal_pointer (&bytes);
  return result;
}
