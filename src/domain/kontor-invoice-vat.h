/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-finance-rules.h"
#include "kontor-invoice.h"

G_BEGIN_DECLS

/**
 * KontorVatError:
 * @KONTOR_VAT_ERROR_UNKNOWN_RATE: no rate of this code is known for the country and day
 */
typedef enum
{
  KONTOR_VAT_ERROR_UNKNOWN_RATE,
} KontorVatError;

#define KONTOR_VAT_ERROR (kontor_vat_error_quark ())
GQuark kontor_vat_error_quark (void);

typedef enum
{
  KONTOR_SUPPLY_GOODS, /* and what comes with them: freight, packing */
  KONTOR_SUPPLY_SERVICE,
  KONTOR_SUPPLY_ELECTRONIC,   /* electronic, telecommunication, broadcasting: taxed where consumers
                                 live, § 3a Abs. 5 UStG */
  KONTOR_SUPPLY_PASS_THROUGH, /* money laid out in another's name, § 10 Abs. 1 Satz 4 UStG */
} KontorSupply;

/* What category and rate of one line depend on. Strings are borrowed. */
typedef struct
{
  gint64       day; /* of supply */
  const char  *seller_country;
  gboolean     seller_is_small;       /* small business: § 19 UStG */
  gboolean     seller_taxes_abroad;   /* over the threshold of § 3c Abs. 4, or waived it: OSS */
  const char  *buyer_country;         /* where the buyer is established or lives */
  const char  *buyer_vat_id;          /* (nullable) */
  gboolean     buyer_vat_id_is_valid; /* checked, and kept as proof (§ 6a Abs. 1 Nr. 4) */
  gboolean     buyer_is_business;
  const char  *ship_country;  /* (nullable): where goods go; the buyer's country without it */
  const char  *ship_postcode; /* (nullable): of where goods go */
  KontorSupply supply;
  const char  *tax_code; /* of the product: standard, reduced, zero, exempt */
  const char
    *exemption; /* (nullable): a key of data/finance/rules.json: margin-goods, exempt-health, … */
  gboolean is_reverse_charge; /* § 13b Abs. 2 at home: building works, scrap, mobiles, … */
} KontorVatCase;

typedef struct
{
  const char *category; /* UNTDID 5305; static */
  gint64      rate_bp;
  const char *country; /* whose tax; borrowed from the case; NULL where there is none */
  const char *reason;  /* why: a key; static, or the case's exemption */
} KontorVatDecision;

/* What may be special about a product beside its tax code; an exemption's key may stand there too.
 */
#define KONTOR_VAT_RULE_ELECTRONIC "electronic"
#define KONTOR_VAT_RULE_PASS_THROUGH "pass-through"
#define KONTOR_VAT_RULE_REVERSE_CHARGE "reverse-charge-home"

/* How the seller is taxed, and what is known about the buyer beside the invoice itself. */
typedef struct
{
  gint64   small_from_day;  /* small business from then on; 0: never */
  gint64   small_until_day; /* and up to that day; 0: still */
  gint64   abroad_from_day; /* One-Stop-Shop from then on; 0: not taken part in */
  gboolean buyer_is_business;
} KontorVatParties;

gboolean    kontor_vat_decide (const KontorFinanceRules *rules,
                               const KontorVatCase      *vat_case,
                               KontorVatDecision        *decision,
                               GError                  **error);
const char *kontor_vat_reason_get_sentence (const char *reason); /* untranslated; (nullable) */
void        kontor_invoice_decide_vat (KontorInvoice            *self,
                                       const KontorVatParties   *parties,
                                       const KontorFinanceRules *rules);
void        kontor_invoice_apply_exemptions (KontorInvoice *self, const KontorFinanceRules *rules);
gboolean
kontor_invoice_complete (KontorInvoice *self, const KontorFinanceRules *rules, GError **error);

G_END_DECLS
