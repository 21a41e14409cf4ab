/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-invoice.h"
#include "kontor-words.h"

G_BEGIN_DECLS

/* The words of invoices and what goes with them, in the customer's language. Those with a "%s" are
 * sentences: see kontor_invoice_words_format(). */

typedef enum
{
  KONTOR_INVOICE_WORD_ACCOUNT_HOLDER,
  KONTOR_INVOICE_WORD_ADVANCE_NOTE,
  KONTOR_INVOICE_WORD_AMOUNT,
  KONTOR_INVOICE_WORD_AMOUNTS,
  KONTOR_INVOICE_WORD_AMOUNTS_GROSS,
  KONTOR_INVOICE_WORD_AMOUNTS_NET,
  KONTOR_INVOICE_WORD_BIC,
  KONTOR_INVOICE_WORD_BUYER_REFERENCE,
  KONTOR_INVOICE_WORD_CARD,
  KONTOR_INVOICE_WORD_CARRIED_OVER,
  KONTOR_INVOICE_WORD_CASH,
  KONTOR_INVOICE_WORD_CHARGE,
  KONTOR_INVOICE_WORD_CONTACT,
  KONTOR_INVOICE_WORD_CONTRACT,
  KONTOR_INVOICE_WORD_CREDIT_DUE,
  KONTOR_INVOICE_WORD_CUSTOMER_NUMBER,
  KONTOR_INVOICE_WORD_DATE,
  KONTOR_INVOICE_WORD_DEBIT,
  KONTOR_INVOICE_WORD_DEBIT_DETAILS,
  KONTOR_INVOICE_WORD_DELIVERY_DATE,
  KONTOR_INVOICE_WORD_DELIVERY_NOTE,
  KONTOR_INVOICE_WORD_DELIVERY_PLANNED,
  KONTOR_INVOICE_WORD_DISCOUNT,
  KONTOR_INVOICE_WORD_DISCOUNT_UNTIL,
  KONTOR_INVOICE_WORD_DRAFT,
  KONTOR_INVOICE_WORD_DUE,
  KONTOR_INVOICE_WORD_DUE_DATE,
  KONTOR_INVOICE_WORD_FOR_INVOICE,
  KONTOR_INVOICE_WORD_GROSS,
  KONTOR_INVOICE_WORD_IBAN,
  KONTOR_INVOICE_WORD_INCLUDED_TAX,
  KONTOR_INVOICE_WORD_ITEM,
  KONTOR_INVOICE_WORD_LIST_PRICE,
  KONTOR_INVOICE_WORD_MANDATE,
  KONTOR_INVOICE_WORD_NET,
  KONTOR_INVOICE_WORD_NET_TOTAL,
  KONTOR_INVOICE_WORD_NUMBER,
  KONTOR_INVOICE_WORD_ONLINE,
  KONTOR_INVOICE_WORD_OPEN_AMOUNT,
  KONTOR_INVOICE_WORD_OUR_ORDER,
  KONTOR_INVOICE_WORD_PAID,
  KONTOR_INVOICE_WORD_PAID_BY,
  KONTOR_INVOICE_WORD_PAID_NOTICE,
  KONTOR_INVOICE_WORD_PAY,
  KONTOR_INVOICE_WORD_PAY_BY,
  KONTOR_INVOICE_WORD_PAYEE,
  KONTOR_INVOICE_WORD_PERIOD,
  KONTOR_INVOICE_WORD_PHONE,
  KONTOR_INVOICE_WORD_POSITION,
  KONTOR_INVOICE_WORD_PRICE,
  KONTOR_INVOICE_WORD_PRICE_PER,
  KONTOR_INVOICE_WORD_PROJECT,
  KONTOR_INVOICE_WORD_QUANTITY,
  KONTOR_INVOICE_WORD_REFUND,
  KONTOR_INVOICE_WORD_REGISTER,
  KONTOR_INVOICE_WORD_REMITTANCE,
  KONTOR_INVOICE_WORD_ROUNDING,
  KONTOR_INVOICE_WORD_SAMPLE,
  KONTOR_INVOICE_WORD_SCAN,
  KONTOR_INVOICE_WORD_SHIP_TO,
  KONTOR_INVOICE_WORD_SKU,
  KONTOR_INVOICE_WORD_SUBTOTAL,
  KONTOR_INVOICE_WORD_SUM_OF_LINES,
  KONTOR_INVOICE_WORD_TAX,
  KONTOR_INVOICE_WORD_TAX_AMOUNT,
  KONTOR_INVOICE_WORD_TAX_NUMBER,
  KONTOR_INVOICE_WORD_TOTAL,
  KONTOR_INVOICE_WORD_TOTAL_CREDIT,
  KONTOR_INVOICE_WORD_TOTAL_INVOICE,
  KONTOR_INVOICE_WORD_VALID_UNTIL,
  KONTOR_INVOICE_WORD_VALIDITY,
  KONTOR_INVOICE_WORD_VAT_ID,
  KONTOR_INVOICE_WORD_YOUR_ORDER,
  KONTOR_INVOICE_WORD_YOUR_VAT_ID,
} KontorInvoiceWord;

#define KONTOR_INVOICE_N_WORDS (KONTOR_INVOICE_WORD_YOUR_VAT_ID + 1)

const char *kontor_invoice_words_get (KontorLanguage language, KontorInvoiceWord word);
char       *kontor_invoice_words_format (KontorLanguage    language,
                                         KontorInvoiceWord word,
                                         const char       *first,
                                         const char       *second);
const char *kontor_invoice_words_get_title (KontorLanguage language, KontorInvoiceKind kind);
char       *kontor_invoice_words_make_intro (KontorLanguage language, const KontorInvoice *invoice);
const char *kontor_invoice_words_get_exemption (KontorLanguage language,
                                                const char    *category,
                                                const char    *code);
const char *kontor_invoice_words_get_unit (KontorLanguage language, const char *unit);
char       *kontor_invoice_words_name_adjustment (KontorLanguage                 language,
                                                  const KontorInvoiceAdjustment *adjustment);
const char *kontor_invoice_words_get_means (KontorLanguage language, const char *means);

/* Figures: a minus is a real one, and what belongs together is not torn apart at a line's end. */
char *kontor_language_format_minor (KontorLanguage language, gint64 minor, const char *currency);
char *kontor_language_format_money (KontorLanguage language, gint64 minor, const char *currency);
char *kontor_language_format_fine (KontorLanguage language, gint64 value_e6, guint least_decimals);
char *kontor_language_format_percent (KontorLanguage language, gint64 value_e6);
char *kontor_language_format_rate (KontorLanguage language, gint64 rate_bp);
char *kontor_language_format_day (KontorLanguage language, gint64 day);
char *kontor_language_format_days (KontorLanguage language, gint64 from_day, gint64 to_day);

G_END_DECLS
