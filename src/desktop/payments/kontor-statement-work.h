/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-company.h"
#include "kontor-json.h"

G_BEGIN_DECLS

/* A file of a bank into the books, on the company's worker. */

/* What is taken in; either file or bytes. */
typedef struct
{
  GFile            *file;    /* (nullable) */
  GBytes           *bytes;   /* (nullable) */
  const char       *account; /* (nullable): IBAN or uid, for a file that names none */
  const KontorJson *mapping; /* (nullable): columns of a table, as a person said them */
} KontorStatementOrder;

void        kontor_statement_work_run_async (KontorCompany              *company,
                                             const KontorStatementOrder *order,
                                             GAsyncReadyCallback         callback,
                                             gpointer                    user_data);
KontorJson *kontor_statement_work_run_finish (GAsyncResult *result, GBytes **bytes, GError **error);

G_END_DECLS
