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

/* A rule that an invoice breaks. Rules are named as EN 16931 (BR-…), XRechnung (BR-DE-…), Peppol
 * (PEPPOL-EN16931-R…) and the German VAT act (UStG-14-4-…, paragraph 14 section 4 number …) name
 * them; XSD is a break of the schema, FORMAT a value that is not of its type, PRECISION one that is
 * finer than can be kept. */
typedef struct
{
  const char           *rule; /* BR-CO-15; static */
  KontorFindingSeverity severity;
  const char           *field;    /* the business term that it belongs to: BT-112; static */
  const char           *sentence; /* untranslated; static */
  guint                 line;     /* position of the invoice line, from 1 on; 0: of none */
  guint                 part; /* position of an adjustment or VAT group, from 1 on; 0: of none */
  char                 *expected; /* (nullable): plain text: what the rule asks for */
  char                 *found;    /* (nullable): plain text: what there is */
} KontorFinding;

/* Which rules hold: each holds those above it and more. */
typedef enum
{
  KONTOR_CHECK_MINIMUM,   /* Factur-X MINIMUM: head and totals */
  KONTOR_CHECK_BASIC_WL,  /* no lines */
  KONTOR_CHECK_EN16931,   /* the European core */
  KONTOR_CHECK_XRECHNUNG, /* and what German authorities want */
} KontorCheckKind;

gboolean       kontor_rule_is_known (const char *rule);
KontorFinding *kontor_findings_add (GPtrArray *findings, const char *rule);
void           kontor_finding_free (KontorFinding *self);
GPtrArray     *kontor_findings_new (void); /* (element-type KontorFinding) */
gboolean       kontor_findings_are_fatal (const GPtrArray *findings);
gboolean       kontor_findings_have (const GPtrArray *findings, const char *rule);

/* [{"rule","severity" (note, warning, fatal),"field","line"?,"part"?,"expected"?,"found"?}…] */
KontorJson *kontor_findings_to_json (const GPtrArray *findings);
GPtrArray  *kontor_findings_from_json (const KontorJson *json);

GPtrArray *kontor_invoice_check (const KontorInvoice      *self,
                                 KontorCheckKind           kind,
                                 const KontorFinanceRules *rules);

G_END_DECLS
