/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <gtk/gtk.h>

#include "kontor-company.h"

G_BEGIN_DECLS

void kontor_stock_csv_save (
  GtkWidget *widget, KontorCompany *company, const char *title, const char *name, GString *csv);

G_END_DECLS
