/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-json.h"

G_BEGIN_DECLS

GtkWidget *kontor_pay_out_row_new (const KontorJson *invoice, gint64 day, GtkWidget **check);
GtkWidget *kontor_pay_run_row_new (const KontorJson *run);

G_END_DECLS
