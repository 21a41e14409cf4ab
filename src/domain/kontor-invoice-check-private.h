/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-invoice-check.h"

G_BEGIN_DECLS

/* One check while it runs. */
typedef struct
{
  const KontorInvoice      *invoice;
  KontorCheckKind           kind;
  const KontorFinanceRules *rules;
  GPtrArray                *findings;
  guint                     line; /* that is being looked at, from 1 on; 0: none */
  guint                     part; /* likewise of an adjustment or VAT group */
} KontorInvoiceCheck;

gboolean       kontor_check_is_given (const char *text);
void           kontor_check_want (KontorInvoiceCheck *self, gboolean holds, const char *rule);
KontorFinding *kontor_check_report (KontorInvoiceCheck *self, const char *rule);
void           kontor_check_want_equal (KontorInvoiceCheck *self,
                                        gint64              expected_minor,
                                        gint64              found_minor,
                                        const char         *rule);
void           kontor_check_want_code (KontorInvoiceCheck *self,
                                       const char         *list,
                                       const char         *code,
                                       const char         *rule);
char          *kontor_check_dup_amount (const KontorInvoiceCheck *self, gint64 minor);
gboolean       kontor_check_counts (const KontorInvoiceLine *line);

void kontor_check_parties (KontorInvoiceCheck *self);
void kontor_check_payment (KontorInvoiceCheck *self);
void kontor_check_references (KontorInvoiceCheck *self);
void kontor_check_lines (KontorInvoiceCheck *self);
void kontor_check_adjustment (KontorInvoiceCheck            *self,
                              const KontorInvoiceAdjustment *adjustment,
                              gboolean                       is_line);
void kontor_check_sums (KontorInvoiceCheck *self);
void kontor_check_categories (KontorInvoiceCheck *self);
void kontor_check_germany (KontorInvoiceCheck *self);
void kontor_check_law (KontorInvoiceCheck *self);

G_END_DECLS
