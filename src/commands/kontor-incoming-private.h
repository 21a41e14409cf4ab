/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-incoming.h"
#include "kontor-record.h"

G_BEGIN_DECLS

/* For the commands of received invoices in this folder. */

#define KONTOR_INCOMING_ATTENTION "incoming_second" /* waits for a second person */

/* incoming-store.c */
KontorInvoice *kontor_incoming_read_invoice (const KontorJson *record);
void           kontor_incoming_set_figures (KontorJson *record, const KontorInvoice *invoice);
void           kontor_incoming_append_event (KontorJson          *record,
                                             const KontorCommand *command,
                                             const char          *kind,
                                             const char          *note);
gboolean       kontor_incoming_load_books (KontorDatabase      *database,
                                           const KontorJson    *record,
                                           KontorIncomingBooks *books,
                                           GStrv               *ibans,
                                           GError             **error);
gboolean kontor_incoming_propose (KontorDatabase *database, KontorJson *record, GError **error);
gboolean kontor_incoming_find_supplier (KontorDatabase   *database,
                                        const KontorJson *record,
                                        KontorUid        *supplier,
                                        GError          **error);
gboolean kontor_incoming_find_purchase (KontorDatabase      *database,
                                        const KontorInvoice *invoice,
                                        const KontorJson    *record,
                                        KontorUid           *purchase,
                                        KontorUid           *supplier,
                                        GError             **error);

/* incoming-receive.c */
gboolean
kontor_incoming_receive (KontorCommandContext *context, const KontorJson *params, GError **error);
gboolean kontor_incoming_prepare_receive (KontorDatabase *database,
                                          guint           station,
                                          KontorCommand  *command,
                                          GError        **error);

/* incoming-decide.c */
gboolean
kontor_incoming_approve (KontorCommandContext *context, const KontorJson *params, GError **error);
gboolean
kontor_incoming_return (KontorCommandContext *context, const KontorJson *params, GError **error);
gboolean
kontor_incoming_reopen (KontorCommandContext *context, const KontorJson *params, GError **error);

G_END_DECLS
