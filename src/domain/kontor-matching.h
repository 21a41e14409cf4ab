/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-uid.h"

G_BEGIN_DECLS

/* Which open item a line of a bank statement pays (finance-spec.md section 13). Pure: nothing is
 * closed here, and what is not certain is a suggestion. Amounts are minor units; days count from
 * 1970-01-01. */

/* What somebody owes. Strings are borrowed for the life of the matcher. */
typedef struct
{
  KontorUid          uid;
  gboolean           is_incoming; /* an invoice that we received */
  const char        *number;
  const char        *name;
  const char        *currency;
  gint64             open_minor; /* above zero we get it, below zero we owe it */
  gint64             paid_minor; /* what came in for it so far */
  gint64             due_on;
  gint64             discount_minor; /* that may be kept back when paid in time; 0: none */
  gint64             discount_until;
  gboolean           is_ordered; /* at the bank, by a file, while the discount was to be had */
  const char *const *ibans;      /* (nullable): accounts that paid for its customer before */
} KontorOpenItem;

/* A line of a statement. Strings may be NULL. */
typedef struct
{
  gint64      amount_minor; /* below zero left the account */
  const char *currency;
  const char *name;
  const char *iban;
  const char *purpose;
  const char *end_to_end;
  const char *structured; /* ISO 11649 */
  gboolean    is_return;
  gint64      booked_on;
} KontorBankLine;

typedef enum
{
  KONTOR_MATCH_NONE,
  KONTOR_MATCH_FULL,     /* what is open is paid */
  KONTOR_MATCH_PARTIAL,  /* something stays open */
  KONTOR_MATCH_OVERPAID, /* a person decides about what is too much */
  KONTOR_MATCH_DISCOUNT, /* the difference is the agreed cash discount */
  KONTOR_MATCH_REFUND,   /* we paid a credit note */
  KONTOR_MATCH_RETURN,   /* an earlier payment went back */
  KONTOR_MATCH_PAYOUT,   /* of a payment provider: clearing, not invoices */
} KontorMatchKind;

typedef enum
{
  KONTOR_MATCH_BY_NUMBER = 1 << 0,
  KONTOR_MATCH_BY_REFERENCE = 1 << 1,  /* structured, or end to end */
  KONTOR_MATCH_BY_SHORT = 1 << 2,      /* the number without series and year */
  KONTOR_MATCH_BY_ALIKE = 1 << 3,      /* O for 0, I for 1 */
  KONTOR_MATCH_BY_AMOUNT = 1 << 4,     /* what is open, to the cent */
  KONTOR_MATCH_BY_ACCOUNT = 1 << 5,    /* paid for this customer before */
  KONTOR_MATCH_BY_NAME = 1 << 6,       /* the same words */
  KONTOR_MATCH_BY_SUM = 1 << 7,        /* several numbers add up */
  KONTOR_MATCH_BY_PROVIDER = 1 << 8,   /* Stripe, PayPal, … */
  KONTOR_MATCH_BY_RETURN = 1 << 9,     /* the bank says that it went back */
  KONTOR_MATCH_IS_SETTLED = 1 << 10,   /* the number was paid before */
  KONTOR_MATCH_IS_SMALL = 1 << 11,     /* a part below a twentieth */
  KONTOR_MATCH_IS_UNCERTAIN = 1 << 12, /* several numbers that don't add up */
  KONTOR_MATCH_IN_TIME = 1 << 13,      /* the discount's time was not over on the day of payment */
  KONTOR_MATCH_BY_ORDER = 1 << 14,     /* we ordered it at the bank in the discount's time */
} KontorMatchReasons;

typedef struct
{
  guint  item; /* index */
  gint64 amount_minor;
} KontorMatchShare;

typedef struct
{
  KontorMatchKind    kind;
  gboolean           is_automatic; /* certain enough to be booked without being looked at */
  guint              score;        /* 0 to 100 */
  KontorMatchReasons reasons;
  GArray            *shares; /* (element-type KontorMatchShare) */
  gint64             discount_minor;
  gint64             over_minor;
  gint64             fee_minor; /* of a return */
} KontorMatch;

typedef struct _KontorMatcher KontorMatcher;

KontorMatcher *kontor_matcher_new (const KontorOpenItem *items, guint n_items);
void           kontor_matcher_free (KontorMatcher *self);
KontorMatch   *kontor_matcher_find (const KontorMatcher *self, const KontorBankLine *line);

void        kontor_match_free (KontorMatch *self);
const char *kontor_match_kind_to_name (KontorMatchKind kind);
char       *kontor_match_dup_rule (const KontorMatch *self);
char       *kontor_match_dup_explanation (const KontorMatch *self);

/* kontor-matching-text.c: words of banks */
char    *kontor_bank_text_normalise (const char *text);
char    *kontor_bank_text_squeeze (const char *normal, GArray *places);
gboolean kontor_bank_names_alike (const char *normal_a, const char *normal_b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorMatcher, kontor_matcher_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorMatch, kontor_match_free)

G_END_DECLS
