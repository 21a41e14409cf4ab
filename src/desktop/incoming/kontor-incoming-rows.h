/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-einvoice-page.h"
#include "kontor-incoming-field.h"

G_BEGIN_DECLS

/* The lines of a received invoice, and where it is booked, as rows in a box. */

void                 kontor_incoming_rows_show_lines (GtkBox           *box,
                                                      const KontorJson *incoming,
                                                      GCallback         pointed,
                                                      gpointer          object);
KontorIncomingField *kontor_incoming_rows_get (GtkBox *box, guint position);
void kontor_incoming_rows_show_booking (GtkBox *box, const KontorJson *incoming, gboolean is_open);
KontorJson *kontor_incoming_rows_read_booking (GtkBox *box);

G_END_DECLS
