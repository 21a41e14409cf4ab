/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* SEPA credit transfers as a file for the bank: pain.001.001.09 of ISO 20022, as the German banks'
 * rules (DFÜ agreement, annex 3) want it. */

typedef struct
{
  const char *name;
  const char *iban;
  const char *bic; /* (nullable) */
  gint64      amount_minor;
  const char *end_to_end; /* our key of it: comes back in the statement */
  const char *purpose;
} KontorTransfer;

typedef struct
{
  const char           *message; /* unique: the bank refuses the same twice */
  const char           *name;    /* ours */
  const char           *iban;
  const char           *bic; /* (nullable) */
  gint64                execution_day;
  gint64                created_at;
  const KontorTransfer *transfers;
  guint                 n_transfers;
} KontorTransferOrder;

GBytes *kontor_sepa_write (const KontorTransferOrder *order, GError **error);
char   *kontor_sepa_text (const char *text, gsize most);

G_END_DECLS
