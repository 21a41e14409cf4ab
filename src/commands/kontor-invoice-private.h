/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-command-private.h"
#include "kontor-finance-rules.h"
#include "kontor-invoice-command.h"
#include "kontor-order.h"

G_BEGIN_DECLS

/* For the invoice commands in this folder. */

#define KONTOR_INVOICE_PATTERN_INVOICE "RE-{yyyy}-{station}{n:4}"
#define KONTOR_INVOICE_PATTERN_CREDIT "RK-{yyyy}-{station}{n:4}"
#define KONTOR_INVOICE_PATTERN_CANCELLATION "ST-{yyyy}-{station}{n:4}"
#define KONTOR_INVOICE_PATTERN_QUOTATION "AN-{yyyy}-{station}{n:4}"
#define KONTOR_INVOICE_PATTERN_CONFIRMATION "AB-{yyyy}-{station}{n:4}"

/* What a document is made of. Borrowed for the time of a call, but for the array. */
typedef struct
{
  KontorDatabase   *database;
  KontorInvoiceKind kind;
  gint64            at;            /* UTC microseconds; its day becomes the day of issue */
  GArray           *orders;        /* (owned) (element-type KontorUid): of one customer */
  gint64            advance_bp;    /* of an advance: share of the order; or 0 */
  gint64            advance_minor; /* of an advance: amount with VAT; or 0 */
} KontorInvoiceSource;

/* invoice-source.c: what the parameters name */
gboolean kontor_invoice_read_source (KontorDatabase      *database,
                                     KontorJson          *params,
                                     gint64               at,
                                     KontorInvoiceSource *source,
                                     GError             **error);
void     kontor_invoice_clear_source (KontorInvoiceSource *source);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KontorInvoiceSource, kontor_invoice_clear_source)

/* invoice-model.c: from orders, a customer, or an issued document, to what is drafted */
KontorInvoice *
kontor_invoice_from_orders (const KontorInvoiceSource *source, KontorUid *customer, GError **error);
KontorInvoice *kontor_invoice_for_customer (KontorDatabase   *database,
                                            const KontorUid  *customer,
                                            KontorInvoiceKind kind,
                                            gint64            at,
                                            GError          **error);
KontorInvoice *kontor_invoice_from_issued (KontorDatabase   *database,
                                           const KontorUid  *issued,
                                           KontorInvoiceKind kind,
                                           gint64            at,
                                           const char       *reason,
                                           GError          **error);
KontorJson    *kontor_invoice_read_settings (KontorDatabase *database, GError **error);
gboolean       kontor_invoice_find_vat_proof (KontorDatabase      *database,
                                              const KontorInvoice *invoice,
                                              const KontorJson    *settings,
                                              gint64               at,
                                              GPtrArray           *findings,
                                              GError             **error);
gint64         kontor_invoice_today (gint64 at); /* day of the company */

gboolean kontor_invoice_kind_is_claim (KontorInvoiceKind kind); /* money is asked for */

/* invoice-lines.c */
gboolean kontor_invoice_add_order_lines (const KontorInvoiceSource *source,
                                         KontorInvoice             *invoice,
                                         const KontorOrder         *order,
                                         GError                   **error);

/* invoice-advance.c */
gboolean kontor_invoice_make_advance (const KontorInvoiceSource *source,
                                      KontorInvoice             *invoice,
                                      const char                *order,
                                      GError                   **error);
gboolean kontor_invoice_deduct_advances (const KontorInvoiceSource *source,
                                         KontorInvoice             *invoice,
                                         const KontorUid           *order,
                                         guint                     *n_advances,
                                         GError                   **error);

/* invoice-vat.c */
KontorFinanceRules *kontor_invoice_read_rules (const KontorJson *settings, GError **error);
gboolean            kontor_invoice_decide (KontorInvoice            *invoice,
                                           const KontorJson         *settings,
                                           const KontorJson         *customer,
                                           const KontorFinanceRules *rules,
                                           GError                  **error);
gboolean            kontor_invoice_decide_for (KontorDatabase  *database,
                                               KontorInvoice   *invoice,
                                               const KontorUid *customer,
                                               GError         **error);

/* invoice-format.c */
extern const char *const kontor_invoice_formats[];
const char              *kontor_invoice_suggest_format (const KontorInvoice      *invoice,
                                                        const KontorUid          *customer,
                                                        const KontorJson         *settings,
                                                        const KontorFinanceRules *rules);
GPtrArray               *kontor_invoice_find_faults (const KontorInvoice      *invoice,
                                                     const char               *format,
                                                     const KontorFinanceRules *rules);
gboolean                 kontor_invoice_check_issue (const KontorInvoice      *invoice,
                                                     const char               *format,
                                                     const KontorFinanceRules *rules,
                                                     GError                  **error);
gboolean                 kontor_invoice_find_preceding (KontorDatabase      *database,
                                                        const KontorInvoice *invoice,
                                                        KontorJson          *params,
                                                        GError             **error);

/* invoice-issue.c */
gboolean kontor_invoice_prepare_issue (KontorDatabase *database,
                                       guint           station,
                                       KontorCommand  *command,
                                       GError        **error);
gboolean
kontor_invoice_issue (KontorCommandContext *context, const KontorJson *params, GError **error);

/* invoice-chain.c */
char *kontor_invoice_hash (const char *previous, const KontorJson *frozen);
char *kontor_invoice_last_hash (KontorDatabase *database,
                                const char     *series,
                                gint64         *position,
                                GError        **error);

G_END_DECLS
