/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-company.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_STATEMENT_WINDOW (kontor_statement_window_get_type ())
G_DECLARE_FINAL_TYPE (
  KontorStatementWindow, kontor_statement_window, KONTOR, STATEMENT_WINDOW, AdwWindow)

/* Signal "imported" with what kontor_bank_import() reports. */

KontorStatementWindow *kontor_statement_window_new (GtkWidget        *opener,
                                                    KontorCompany    *company,
                                                    GBytes           *bytes,
                                                    const KontorJson *question);

G_END_DECLS
