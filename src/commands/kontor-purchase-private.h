/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-purchase.h"
#include "kontor-record.h"

G_BEGIN_DECLS

/* For the purchase commands in this folder. A purchase order is a record: the columns of
 * purchase_order, with arrays of purchase_line, purchase_receipt and receipt_line. */

#define KONTOR_PURCHASE_MOST_LINES 2000

/* purchase-record.c: from what was read, and what people read */
KontorPurchaseState kontor_purchase_get_state (const KontorJson *purchase);
const KontorJson   *kontor_purchase_find_line (const KontorJson *purchase, gint64 line);
const KontorJson   *kontor_purchase_newest_receipt (const KontorJson *purchase); /* standing */
gint64              kontor_purchase_count_received (const KontorJson *purchase, gint64 line);
gboolean            kontor_purchase_is_complete (const KontorJson *purchase);
KontorPurchaseState kontor_purchase_find_state (const KontorJson *purchase);
gboolean
kontor_purchase_check_step (const KontorJson *purchase, KontorPurchaseStep step, GError **error);
gboolean    kontor_purchase_refuse (const KontorJson  *purchase,
                                    KontorPurchaseStep step,
                                    KontorCommandError code,
                                    const char        *advice,
                                    GError           **error);
KontorJson *kontor_purchase_new_params (const KontorJson *purchase);
KontorJson *kontor_purchase_new_receipt_params (const KontorJson *purchase, gint64 position);
void        kontor_purchase_settle (KontorCommandContext *context, KontorJson *purchase);
gboolean kontor_purchase_save (KontorCommandContext *context, KontorJson *purchase, GError **error);

/* purchase-lines.c */
KontorJson *
kontor_purchase_read_lines (KontorDatabase *database, const KontorJson *lines, GError **error);
gboolean kontor_purchase_sum (KontorJson *purchase, GError **error);

/* purchase-prepare.c: on the making station */
gboolean    kontor_purchase_prepare_create (KontorDatabase *database,
                                            guint           station,
                                            KontorCommand  *command,
                                            GError        **error);
gboolean    kontor_purchase_prepare_edit (KontorDatabase *database,
                                          guint           station,
                                          KontorCommand  *command,
                                          GError        **error);
gboolean    kontor_purchase_prepare_step (KontorDatabase *database,
                                          guint           station,
                                          KontorCommand  *command,
                                          GError        **error);
gboolean    kontor_purchase_prepare_receive (KontorDatabase *database,
                                             guint           station,
                                             KontorCommand  *command,
                                             GError        **error);
KontorJson *kontor_purchase_prepare_name (KontorDatabase      *database,
                                          const KontorCommand *command,
                                          KontorJson         **purchase,
                                          GError             **error);

/* purchase-attention.c */
gboolean kontor_purchase_open_attention (KontorCommandContext *context,
                                         const KontorJson     *purchase,
                                         gint64                position,
                                         const char           *basis,
                                         gboolean              is_cancelled,
                                         GError              **error);
gboolean kontor_purchase_close_attention (KontorCommandContext *context,
                                          const KontorUid      *uid,
                                          GError              **error);

/* purchase-receive.c, purchase-unreceive.c */
gboolean kontor_purchase_run_receive (KontorCommandContext *context,
                                      const KontorJson     *params,
                                      GError              **error);
gboolean kontor_purchase_run_unreceive (KontorCommandContext *context,
                                        const KontorJson     *params,
                                        GError              **error);

/* purchase-step.c */
gboolean
kontor_purchase_run_send (KontorCommandContext *context, const KontorJson *params, GError **error);
gboolean kontor_purchase_run_unsend (KontorCommandContext *context,
                                     const KontorJson     *params,
                                     GError              **error);
gboolean
kontor_purchase_run_close (KontorCommandContext *context, const KontorJson *params, GError **error);
gboolean kontor_purchase_run_cancel (KontorCommandContext *context,
                                     const KontorJson     *params,
                                     GError              **error);
gboolean kontor_purchase_run_reopen (KontorCommandContext *context,
                                     const KontorJson     *params,
                                     GError              **error);

G_END_DECLS
