/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-invoice.h"

G_BEGIN_DECLS

/* What issued documents, received ones and payments mean to the books: which kind of sale a VAT
 * group is, which accounts it touches, and what the tax office is told. Days count from 1970-01-01,
 * amounts are in minor units. The tax adviser may change every account. */

/**
 * KontorBooksError:
 * @KONTOR_BOOKS_ERROR_SETTINGS: something that the export needs is not set, or has no meaning
 * @KONTOR_BOOKS_ERROR_DOCUMENT: a document cannot be booked as it is
 */
typedef enum
{
  KONTOR_BOOKS_ERROR_SETTINGS,
  KONTOR_BOOKS_ERROR_DOCUMENT,
} KontorBooksError;

#define KONTOR_BOOKS_ERROR (kontor_books_error_quark ())
GQuark kontor_books_error_quark (void);

/* What a VAT group is to the tax office (finance-spec.md sections 4 and 10). */
typedef enum
{
  KONTOR_SALE_STANDARD,
  KONTOR_SALE_REDUCED,
  KONTOR_SALE_OTHER_RATE,    /* a rate at home that is neither, on that day */
  KONTOR_SALE_OSS,           /* taxed where the consumer lives */
  KONTOR_SALE_ZERO,          /* § 12 Abs. 3 UStG */
  KONTOR_SALE_SMALL,         /* § 19 UStG */
  KONTOR_SALE_MARGIN,        /* §§ 25, 25a UStG */
  KONTOR_SALE_EXEMPT,        /* § 4 Nr. 8 ff. UStG */
  KONTOR_SALE_REVERSE_HOME,  /* § 13b UStG */
  KONTOR_SALE_UNION_SERVICE, /* § 3a Abs. 2 UStG */
  KONTOR_SALE_UNION_GOODS,   /* § 6a UStG */
  KONTOR_SALE_EXPORT,        /* § 6 UStG */
  KONTOR_SALE_THIRD_COUNTRY, /* services for businesses outside the EU */
  KONTOR_SALE_PASS_THROUGH,  /* another's money */
} KontorSale;

#define KONTOR_N_SALES 14

const char *kontor_sale_get_title (KontorSale sale); /* untranslated */

/* A VAT group of a document. */
typedef struct
{
  char       category[4];
  gint64     rate_bp;
  gint64     net_minor;
  gint64     tax_minor;
  gint64     gross_minor;
  gint64     advance_minor; /* with VAT: what advance invoices asked for and this one deducts */
  KontorSale sale;
  gboolean   is_distance; /* to a consumer elsewhere in the EU: counts for the threshold */
} KontorBooksTax;

/* An issued document, as far as books care. Strings are owned. */
typedef struct
{
  KontorUid         uid;
  KontorInvoiceKind kind;
  int               sign; /* 1 the customer owes, -1 the company does */
  char             *number;
  char             *preceding; /* (nullable): number of what it corrects */
  KontorUid         customer;  /* nil: a guest */
  char             *customer_name;
  guint             account; /* of the debtor; 0: the collective one */
  char             *currency;
  gint64            rate_e6; /* currency per euro, as DATEV counts; 0: not known */
  char             *order;
  char   *country; /* of the buyer; of where goods go for K and OSS; "" when not looked at */
  char   *vat_id;  /* of the buyer */
  char   *pdf_sha256;
  gint64  day;
  gint64  due_day;
  gint64  supply_day;
  gint64  gross_minor;
  gint64  prepaid_minor; /* BT-113 by card or payment service: lies with the provider */
  GArray *taxes;         /* (element-type KontorBooksTax) */
} KontorBooksDocument;

KontorBooksDocument *kontor_books_document_new (void);
void                 kontor_books_document_free (KontorBooksDocument *self);
gboolean             kontor_books_document_classify (KontorBooksDocument *self,
                                                     const char          *home,
                                                     const char          *snapshot,
                                                     GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorBooksDocument, kontor_books_document_free)

/* --- accounts --- */

/* Accounts beside those of the sales; each may be set as "datev_account_NAME". */
typedef enum
{
  KONTOR_ACCOUNT_ADVANCE_STANDARD = KONTOR_N_SALES,
  KONTOR_ACCOUNT_ADVANCE_REDUCED,
  KONTOR_ACCOUNT_BANK,
  KONTOR_ACCOUNT_CASH,
  KONTOR_ACCOUNT_CLEARING,
  KONTOR_ACCOUNT_FEES,
  KONTOR_ACCOUNT_DISCOUNT_STANDARD,
  KONTOR_ACCOUNT_DISCOUNT_REDUCED,
  KONTOR_ACCOUNT_DISCOUNT_NONE,
  KONTOR_ACCOUNT_BAD_DEBT_STANDARD,
  KONTOR_ACCOUNT_BAD_DEBT_REDUCED,
  KONTOR_ACCOUNT_BAD_DEBT_NONE,
  KONTOR_ACCOUNT_EXPENSE,
  KONTOR_ACCOUNT_RECEIVED_STANDARD, /* cash discounts that suppliers gave */
  KONTOR_ACCOUNT_RECEIVED_REDUCED,
  KONTOR_ACCOUNT_RECEIVED_NONE,
  KONTOR_ACCOUNT_UNCLEAR,
} KontorAccountUse;

#define KONTOR_N_ACCOUNTS 31

typedef struct
{
  gboolean is_skr04;
  gint64   adviser;                     /* 1001 to 9999999 */
  gint64   client;                      /* 1 to 99999 */
  guint    fiscal_month;                /* that the fiscal year begins with */
  guint    length;                      /* of ledger accounts, 4 to 8 */
  gboolean is_fixed;                    /* Festschreibung */
  guint    accounts[KONTOR_N_ACCOUNTS]; /* by KontorSale and KontorAccountUse, of full length;
                                           0: must be set */
  guint first_debtor;                   /* the collective one for guests; others follow */
  guint first_creditor;
} KontorBooksPlan;

gboolean kontor_books_plan_init (KontorBooksPlan *self, const KontorJson *settings, GError **error);
gint64   kontor_books_plan_get_year_start (const KontorBooksPlan *self, gint64 day);
guint    kontor_books_plan_widen (const KontorBooksPlan *self, guint account);
guint    kontor_books_plan_widen_party (const KontorBooksPlan *self, guint account);
const char *kontor_account_get_name (guint account_use);
gboolean    kontor_account_is_automatic (guint account_use);

/* --- postings --- */

/* One line of a booking batch. Strings are owned. */
typedef struct
{
  gint64   amount_minor; /* positive */
  gboolean is_credit;    /* "H", seen from account */
  char    *currency;
  gint64   rate_e6;
  guint    account;
  guint    contra;
  guint    key; /* BU-Schlüssel, 0: none */
  gint64   day;
  char    *voucher; /* Belegfeld 1 */
  char    *text;
  char    *link;  /* (nullable): guid of the document's picture */
  char    *eu_id; /* (nullable): VAT id of the receiver; country for OSS */
  gint64   eu_rate_bp;
  char    *order; /* (nullable) */
  gint64   supply_day;
  gint64   due_day;
} KontorPosting;

KontorPosting *kontor_posting_new (void);
void           kontor_posting_free (KontorPosting *self);

/* Money that moved, or a claim that was given up. Strings are owned. */
typedef struct
{
  char    *kind;         /* payment, cash_discount, write_off, fee, overpayment */
  char    *method;       /* (nullable): of the payment */
  gint64   amount_minor; /* positive: the customer's claim becomes smaller */
  gint64   day;
  char    *currency;
  char    *voucher;     /* number of the document, or a reference */
  char    *name;        /* of the other side */
  guint    account;     /* of debtor or creditor; 0: the collective one */
  guint    money;       /* the bank's account in the chart; 0: by method */
  gboolean is_incoming; /* it concerns an invoice that was received */
  GArray  *taxes; /* (element-type KontorBooksTax) (nullable): of the document, for discounts */
} KontorBooksShare;

void kontor_books_share_free (KontorBooksShare *self);

/* A received invoice. Strings are owned. */
typedef struct
{
  KontorUid uid;
  char     *number;
  char     *seller_name;
  char     *currency;
  guint     account; /* of the creditor; 0: the collective one */
  gint64    day;
  gint64    due_day;
  gboolean  is_credit;
  char     *file_sha256;
  char     *file_name;
  gint64    tax_minor;
  GArray   *parts; /* (element-type KontorBooksPart) */
} KontorBooksReceived;

typedef struct
{
  gint64 gross_minor;
  guint  account; /* of the expense; 0: the general one */
  guint  key;     /* BU-Schlüssel */
} KontorBooksPart;

void kontor_books_received_free (KontorBooksReceived *self);

gboolean kontor_books_post_document (const KontorBooksPlan     *plan,
                                     const KontorBooksDocument *document,
                                     GPtrArray                 *postings,
                                     GError                   **error);
gboolean kontor_books_post_received (const KontorBooksPlan     *plan,
                                     const KontorBooksReceived *received,
                                     GPtrArray                 *postings,
                                     GError                   **error);
gboolean kontor_books_post_share (const KontorBooksPlan  *plan,
                                  const KontorBooksShare *share,
                                  GPtrArray              *postings,
                                  GError                **error);

/* --- what the tax office is told --- */

KontorJson *kontor_vat_return (GPtrArray *documents, gint64 input_tax_minor);
KontorJson *kontor_ec_sales_list (GPtrArray *documents);
KontorJson *kontor_oss_report (GPtrArray *documents);
gint64      kontor_distance_sales (GPtrArray *documents);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorBooksShare, kontor_books_share_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorBooksReceived, kontor_books_received_free)

G_END_DECLS
