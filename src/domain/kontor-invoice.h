/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-json.h"
#include "kontor-order.h"

G_BEGIN_DECLS

/* A commercial document as plain structs: what is drafted, frozen, drawn, written as XML and read
 * from a stranger's file. "BT-n" and "BG-n" are the terms of EN 16931-1.
 *
 * Strings are owned UTF-8; NULL and "" both mean "not given". Days count from 1970-01-01, 0 means
 * "not given". Amounts (_minor) are in the minor unit of the invoice's currency. Quantities, unit
 * prices and percentages that may be finer are in millionths (_e6), tax rates in basis points
 * (_bp). Arrays are never NULL. */

#define KONTOR_INVOICE_ONE G_GINT64_CONSTANT (1000000) /* 1 of what is in _e6 */

/**
 * KontorInvoiceError:
 * @KONTOR_INVOICE_ERROR_OVERFLOW: an amount does not fit
 * @KONTOR_INVOICE_ERROR_INVALID: the JSON, or what is to be computed, has no meaning
 */
typedef enum
{
  KONTOR_INVOICE_ERROR_OVERFLOW,
  KONTOR_INVOICE_ERROR_INVALID,
} KontorInvoiceError;

#define KONTOR_INVOICE_ERROR (kontor_invoice_error_quark ())
GQuark kontor_invoice_error_quark (void);

typedef enum
{
  KONTOR_INVOICE_QUOTATION,
  KONTOR_INVOICE_CONFIRMATION, /* of an order */
  KONTOR_INVOICE_INVOICE,
  KONTOR_INVOICE_PART,         /* for a part that was delivered */
  KONTOR_INVOICE_ADVANCE,      /* for money before the delivery, with its VAT */
  KONTOR_INVOICE_FINAL,        /* deducts the advance invoices, as lines or as paid_minor */
  KONTOR_INVOICE_CREDIT_NOTE,  /* amounts positive; German title "Rechnungskorrektur" */
  KONTOR_INVOICE_CANCELLATION, /* credit note over the whole of one invoice; "Stornorechnung" */
} KontorInvoiceKind;

#define KONTOR_INVOICE_N_KINDS 8

/* An identifier with the list it is from. */
typedef struct
{
  char *id;
  char *scheme; /* ISO 6523 ICD, or EAS for an electronic address */
} KontorInvoiceId;

/* Seller BG-4, buyer BG-7, payee BG-10, tax representative BG-11, receiver of the goods BG-13. */
typedef struct
{
  KontorAddress address;      /* name: BT-27/44/59/62/70 (the legal name); extra: line 2;
                                 street: line 1; postcode, city, region, country: BT-35 to 40, … */
  char           *line3;      /* BT-162/163/165 */
  char           *trade_name; /* BT-28/45: under which it is known */
  GPtrArray      *ids;        /* (element-type KontorInvoiceId) BT-29/46/60/71 */
  KontorInvoiceId legal_id;   /* BT-30/47/61: register number */
  char           *vat_id;     /* BT-31/48/63, with country */
  char           *tax_number; /* BT-32, German Steuernummer */
  char           *legal_info; /* BT-33: register court, managing directors */
  KontorInvoiceId endpoint;   /* BT-34/49: electronic address; scheme EM is e-mail */
  char           *contact;    /* BT-41/56: person or department */
  char           *phone;      /* BT-42/57 */
  char           *email;      /* BT-43/58 */
} KontorInvoiceParty;

/* Allowance or charge of the document (BG-20/21) or of a line (BG-27/28). Before computing, one of
 * the document may have no category: then it is split over the VAT groups. In a gross document
 * gross_minor is what was agreed and amount_minor follows; in a net one gross_minor stays 0. */
typedef struct
{
  gboolean is_charge;
  gint64   amount_minor; /* without VAT, positive: BT-92/99/136/141 */
  gint64   gross_minor;  /* with VAT, positive; only where price_mode is gross */
  gint64   percent_e6;   /* BT-94/101/138/143: 10 % is 10000000; 0: none */
  gint64   base_minor;   /* BT-93/100/137/142, without VAT; of the percentage; 0: none */
  char    *reason;       /* BT-97/104/139/144 */
  char    *reason_code;  /* BT-98/105/140/145: UNTDID 5189 or 7161 */
  char    *category;     /* BT-95/102: of the document's only; UNTDID 5305 */
  gint64   rate_bp;      /* BT-96/103 */
} KontorInvoiceAdjustment;

/* Property of an item, BG-32. */
typedef struct
{
  char *name;  /* BT-160 */
  char *value; /* BT-161 */
} KontorInvoiceAttribute;

/* Class of an item: code BT-158, its list (UNTDID 7143) and the version of that. */
typedef struct
{
  char *code;
  char *list;
  char *version;
} KontorInvoiceClass;

/* A line, BG-25. */
typedef struct
{
  char *id;          /* BT-126; computing numbers lines without one */
  char *note;        /* BT-127 */
  char *name;        /* BT-153 */
  char *description; /* BT-154 */
  char *sku;         /* BT-155 */
  char *buyer_sku;   /* BT-156 */
  char *gtin;        /* BT-157, scheme 0160 */
  char *origin;      /* BT-159: country */
  char *kind;        /* goods, service, shipping, fee, deposit, advance: of orders; not in XML */

  gint64 quantity_e6; /* BT-129; negative takes back */
  char  *unit;        /* BT-130: UN/ECE Rec 20 */
  gint64 price_e6;    /* agreed price per base_quantity_e6, in the document's price mode; >= 0 */
  gint64 base_quantity_e6; /* BT-149 of that price; 0 means 1 */
  gint64 list_price_e6;    /* BT-148: net price before its discount (BT-147 is the difference) */
  char  *category;         /* BT-151: S Z E AE K G O L M B */
  gint64 rate_bp;          /* BT-152; 0 for O, which has none */
  char  *reason;           /* why category and rate: a key of kontor-invoice-vat.h; not in XML */
  char  *tax_code;         /* standard, reduced, zero, exempt: category and rate follow from it
                              while it is drafted; NULL: they were given; not in XML */
  char *vat_rule;          /* with it: what is special about the product, a key of
                              kontor-invoice-vat.h; not in XML */

  GPtrArray *adjustments; /* (element-type KontorInvoiceAdjustment) BG-27/28 */
  GPtrArray *attributes;  /* (element-type KontorInvoiceAttribute) BG-32 */
  GPtrArray *classes;     /* (element-type KontorInvoiceClass) BT-158 */

  gint64          from_day;     /* BT-134 */
  gint64          to_day;       /* BT-135 */
  char           *order_line;   /* BT-132 */
  char           *order;        /* uid of our order, where a document is of several; not in XML */
  char           *cost_account; /* BT-133: of the buyer */
  KontorInvoiceId object;       /* BT-128 */

  /* Filled by kontor_invoice_compute() or by reading */
  gint64 net_price_e6; /* BT-146, per net_base_e6 */
  gint64 net_base_e6;  /* BT-149 as written; 0 means 1 */
  gint64 net_minor;    /* BT-131 */
  gint64 gross_minor;  /* with VAT, after the line's adjustments; in a net document for show only */
} KontorInvoiceLine;

/* A VAT group, BG-23. */
typedef struct
{
  char  *category;         /* BT-118 */
  gint64 rate_bp;          /* BT-119 */
  gint64 net_minor;        /* BT-116 */
  gint64 tax_minor;        /* BT-117 */
  gint64 gross_minor;      /* the sum of both */
  char  *exemption_reason; /* BT-120 */
  char  *exemption_code;   /* BT-121: VATEX */
} KontorInvoiceTax;

/* Note, BG-1. */
typedef struct
{
  char *text; /* BT-22 */
  char *code; /* BT-21: UNTDID 4451 */
} KontorInvoiceNote;

/* Preceding invoice, BG-3. */
typedef struct
{
  char  *number; /* BT-25 */
  gint64 day;    /* BT-26 */
} KontorInvoicePreceding;

/* Supporting document, BG-24. */
typedef struct
{
  char   *id;          /* BT-122 */
  char   *description; /* BT-123 */
  char   *uri;         /* BT-124 */
  char   *mime;        /* of BT-125 */
  char   *filename;    /* of BT-125; never a path to follow */
  GBytes *data;        /* (nullable): BT-125 */
} KontorInvoiceAttachment;

/* An account that may be paid to, BG-17. */
typedef struct
{
  char *iban; /* BT-84, without blanks; another account number where there is no IBAN */
  char *name; /* BT-85 */
  char *bic;  /* BT-86 */
} KontorInvoiceAccount;

/* Cash discount (Skonto). XRechnung writes it into BT-20 by BR-DE-18. */
typedef struct
{
  gint64 days;
  gint64 percent_e6; /* 2 % is 2000000 */
  gint64 base_minor; /* of the gross amount; 0: all of it */
} KontorInvoiceDiscount;

typedef struct
{
  char      *means;      /* BT-81: UNTDID 4461; 58 SEPA transfer, 59 direct debit, 68 online */
  char      *means_text; /* BT-82 */
  char      *remittance; /* BT-83: what the payer is to write */
  GPtrArray *accounts;   /* (element-type KontorInvoiceAccount) BG-17; the first is ours to print */
  char      *card_number; /* BT-87: the last 4 to 6 digits */
  char      *card_holder; /* BT-88 */
  char      *mandate;     /* BT-89 */
  char      *creditor_id; /* BT-90 */
  char      *debtor_iban; /* BT-91 */
  gint64     due_day;     /* BT-9 */
  char      *terms;       /* BT-20, without the cash discounts */
  GPtrArray *discounts;   /* (element-type KontorInvoiceDiscount) */
} KontorInvoicePayment;

typedef struct
{
  char           *buyer_reference; /* BT-10: Leitweg-ID for authorities */
  char           *project;         /* BT-11 */
  char           *contract;        /* BT-12 */
  char           *order;           /* BT-13: the buyer's order number */
  char           *sales_order;     /* BT-14: ours */
  char           *receipt;         /* BT-15: receiving advice */
  char           *despatch;        /* BT-16: delivery note */
  char           *tender;          /* BT-17 */
  KontorInvoiceId object;          /* BT-18 */
  char           *buyer_account;   /* BT-19 */
  GPtrArray      *preceding;       /* (element-type KontorInvoicePreceding) BG-3 */
  GPtrArray      *attachments;     /* (element-type KontorInvoiceAttachment) BG-24 */
} KontorInvoiceReferences;

/* Document totals, BG-22. All but paid_minor and rounding_minor are filled by
 * kontor_invoice_compute() or by reading. */
typedef struct
{
  gint64 line_minor;           /* BT-106 */
  gint64 allowance_minor;      /* BT-107 */
  gint64 charge_minor;         /* BT-108 */
  gint64 net_minor;            /* BT-109 */
  gint64 tax_minor;            /* BT-110 */
  gint64 accounting_tax_minor; /* BT-111, in tax_currency; given, not computed */
  gint64 gross_minor;          /* BT-112 */
  gint64 paid_minor;           /* BT-113: given */
  gint64 rounding_minor;       /* BT-114: given; cash rounding only */
  gint64 due_minor;            /* BT-115 */
} KontorInvoiceTotals;

/**
 * KontorInvoice:
 *
 * One document. A draft has no number; what is issued is frozen as kontor_invoice_to_json().
 */
typedef struct
{
  KontorInvoiceKind kind;
  char             *type_code;       /* BT-3: UNTDID 1001; "" on our own: by kind and format */
  char             *specification;   /* BT-24 as read; "" on our own: by format */
  char             *process;         /* BT-23; likewise */
  char             *number;          /* BT-1; "" on a draft */
  char             *language;        /* of the paper: "de" or "en" */
  char             *currency;        /* BT-5 */
  char             *tax_currency;    /* BT-6 */
  KontorPriceMode   price_mode;      /* of price_e6 and of adjustments */
  gint64            issue_day;       /* BT-2 */
  gint64            delivery_day;    /* BT-72: actual date of supply; planned on a quotation */
  gint64            from_day;        /* BT-73: invoicing period, instead of one day */
  gint64            to_day;          /* BT-74 */
  gint64            tax_point_day;   /* BT-7 */
  char             *tax_point_code;  /* BT-8 as UNTDID 2005: 3, 35, 432 */
  gint64            valid_until_day; /* of a quotation; not in XML */

  char *intro;   /* paragraph above the lines; on paper only */
  char *closing; /* paragraph below the totals; on paper only */

  KontorInvoiceParty  seller;
  KontorInvoiceParty  buyer;
  KontorInvoiceParty *payee;              /* (nullable) */
  KontorInvoiceParty *tax_representative; /* (nullable) */
  KontorInvoiceParty *ship_to;            /* (nullable): where it differs, and for K and G */

  GPtrArray              *notes;       /* (element-type KontorInvoiceNote) BG-1 */
  GPtrArray              *lines;       /* (element-type KontorInvoiceLine) */
  GPtrArray              *adjustments; /* (element-type KontorInvoiceAdjustment) BG-20/21 */
  GPtrArray              *taxes;       /* (element-type KontorInvoiceTax) by rate down, category */
  KontorInvoiceReferences references;
  KontorInvoicePayment    payment;
  KontorInvoiceTotals     totals;
} KontorInvoice;

KontorInvoice *kontor_invoice_new (void);
KontorInvoice *kontor_invoice_copy (const KontorInvoice *self);
void           kontor_invoice_free (KontorInvoice *self);
gboolean       kontor_invoice_equal (const KontorInvoice *a, const KontorInvoice *b);

/* New parts are empty and (transfer none): they belong to what they were added to. */
KontorInvoiceLine       *kontor_invoice_add_line (KontorInvoice *self);
KontorInvoiceAdjustment *kontor_invoice_add_adjustment (GPtrArray *adjustments);
KontorInvoiceNote       *kontor_invoice_add_note (KontorInvoice *self, const char *text);
KontorInvoiceTax        *kontor_invoice_add_tax (KontorInvoice *self);
KontorInvoiceAccount    *kontor_invoice_add_account (KontorInvoice *self);
KontorInvoiceDiscount   *kontor_invoice_add_discount (KontorInvoice *self);
KontorInvoicePreceding  *kontor_invoice_add_preceding (KontorInvoice *self);
KontorInvoiceAttachment *kontor_invoice_add_attachment (KontorInvoice *self);
KontorInvoiceId         *kontor_invoice_add_party_id (KontorInvoiceParty *party);
KontorInvoiceAttribute  *kontor_invoice_add_attribute (KontorInvoiceLine *line);
KontorInvoiceClass      *kontor_invoice_add_class (KontorInvoiceLine *line);
KontorInvoiceParty      *kontor_invoice_take_party (KontorInvoiceParty **place);

/* The frozen snapshot, and drafts: every field that is given, by the name it has above. */
KontorJson    *kontor_invoice_to_json (const KontorInvoice *self);
KontorInvoice *kontor_invoice_from_json (const KontorJson *json, GError **error);

const char *kontor_invoice_kind_to_name (KontorInvoiceKind kind); /* "credit-note" */
gboolean    kontor_invoice_kind_from_name (const char *name, KontorInvoiceKind *kind);
const char *kontor_invoice_kind_to_type_code (KontorInvoiceKind kind); /* (nullable): no invoice */
gboolean    kontor_invoice_is_credit (const KontorInvoice *self); /* by type code, else by kind */

gboolean kontor_invoice_compute (KontorInvoice *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorInvoice, kontor_invoice_free)

G_END_DECLS
