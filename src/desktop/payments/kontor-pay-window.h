/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-ask-window.h"

G_BEGIN_DECLS

/* Small forms about money: a payment that a person records, and what an entry was for. */

void
kontor_pay_window_record (GtkWidget *opener, KontorCompany *company, const KontorJson *invoice);
void
kontor_pay_window_write_off (GtkWidget *opener, KontorCompany *company, const KontorJson *invoice);
void kontor_pay_window_allocate (GtkWidget        *opener,
                                 KontorCompany    *company,
                                 const KontorJson *entry,
                                 KontorActDone     then);

G_END_DECLS
