/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-company.h"

G_BEGIN_DECLS

/* Small forms that change the stock of an item; each runs one command. */

void kontor_stock_forms_correct (GtkWidget *opener, KontorCompany *company, const KontorJson *item);
void kontor_stock_forms_receive (GtkWidget *opener, KontorCompany *company, const KontorJson *item);
void kontor_stock_forms_hold (GtkWidget *opener, KontorCompany *company, const KontorJson *item);
void kontor_stock_forms_release (GtkWidget *opener, KontorCompany *company, const KontorJson *item);
void kontor_stock_forms_move (GtkWidget *opener, KontorCompany *company, const KontorJson *item);
void kontor_stock_forms_split (GtkWidget *opener, KontorCompany *company, const KontorJson *item);
void kontor_stock_forms_lot (GtkWidget *opener, KontorCompany *company, const KontorJson *item);

gboolean kontor_stock_forms_is_held (const KontorJson *shelf);

G_END_DECLS
