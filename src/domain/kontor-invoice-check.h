/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-finance-rules.h"
#include "kontor-invoice.h"

G_BEGIN_DECLS

typedef enum
{
  KONTOR_FINDING_NOTE,
  KONTOR_FINDING_WARNING,
  KONTOR_FINDING_FATAL,
} KontorFindingSeverity;

/* A rule that an invoice breaks. */
typedef struct
{
  const char           *rule; /* BR-CO-15; static */
  KontorFindingSeverity severity;
  const char           *sentence; /* static; untranslated */
  const char           *field;    /* the business term that it belongs to: BT-112; static */
  int                   line;     /* position from 1 on; 0: the document */
  int                   part;     /* of an adjustment or VAT group: position from 1 on; 0: none */
  char                 *expected; /* (nullable): plain text: what the rule asks for */
  char                 *found;    /* (nullable): plain text: what there is */
} KontorFinding;

/* Which rules hold. */
typedef enum
{
  KONTOR_CHECK_EN16931,   /* the European core */
  KONTOR_CHECK_XRECHNUNG, /* and the German public administration's */
} KontorCheckKind;

void           kontor_finding_free (KontorFinding *self);
KontorFinding *kontor_finding_new (const char           *rule,
                                   KontorFindingSeverity severity,
                                   const char           *field,
                                   const char           *sentence);
GPtrArray     *kontor_invoice_check (const KontorInvoice      *self,
                                     KontorCheckKind           kind,
                                     const KontorFinanceRules *rules);
gboolean       kontor_findings_are_fatal (const GPtrArray *findings);
gboolean       kontor_findings_have (const GPtrArray *findings, const char *rule);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorFinding, kontor_finding_free)

G_END_DECLS
