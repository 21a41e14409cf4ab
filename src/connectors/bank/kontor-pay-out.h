/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-replica.h"

G_BEGIN_DECLS

/* Received invoices become a file of transfers for the bank. */
typedef struct
{
  const KontorJson *account; /* ours, of kontor_query_bank_accounts() */
  const char       *company; /* whose name the bank shows */
  const KontorJson *rows;    /* of kontor_query_payable(), those that were chosen */
  gint64            day;     /* on which the bank is to pay */
  gint64            at;      /* now: UTC microseconds */
  const char       *file_name;
} KontorPayOut;

KontorJson *
kontor_pay_out_run (KontorReplica *replica, const KontorPayOut *out, GBytes **file, GError **error);

G_END_DECLS
