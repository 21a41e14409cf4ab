/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-record.h"

G_BEGIN_DECLS

/* For the payment commands in this folder. */

#define KONTOR_PAYMENT_MOST_MINOR G_GINT64_CONSTANT (1000000000000000)

/* payment-store.c: rows, and sums over them */
void     kontor_payment_uid_of_entry (const KontorUid *entry, KontorUid *uid);
gboolean kontor_payment_read_open (KontorDatabase  *database,
                                   const KontorUid *invoice,
                                   gint64          *open_minor,
                                   gint64          *paid_minor,
                                   GError         **error);
gboolean kontor_payment_read_free (KontorDatabase  *database,
                                   const KontorUid *payment,
                                   gint64           amount_minor,
                                   gint64          *free_minor,
                                   GError         **error);
gboolean kontor_payment_read_incoming_open (KontorDatabase  *database,
                                            const KontorUid *incoming,
                                            gint64          *open_minor,
                                            GError         **error);
gboolean kontor_payment_is_reversed (KontorDatabase  *database,
                                     const char      *table,
                                     const KontorUid *uid,
                                     gboolean        *is_reversed,
                                     GError         **error);
gboolean kontor_payment_store (KontorCommandContext *context,
                               KontorJson           *payment,
                               const KontorUid      *uid,
                               GError              **error);
gboolean kontor_payment_store_share (KontorCommandContext *context,
                                     KontorJson           *share,
                                     KontorUid            *uid,
                                     GError              **error);

/* payment-order.c: what an order knows of its payment */
gboolean
kontor_payment_mark_order (KontorCommandContext *context, const KontorUid *invoice, GError **error);

/* payment-undo.c */
gboolean
kontor_payment_run_undo (KontorCommandContext *context, const KontorJson *params, GError **error);

G_END_DECLS
