/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "kontor-books.h"
#include "kontor-number.h"

#define KEY_REVERSE_CHARGE 94 /* § 13b with deduction: a payment provider abroad */

/**
 * kontor_posting_new:
 *
 * Returns: (transfer full): an empty posting
 */
KontorPosting *
kontor_posting_new (void)
{
  return g_new0 (KontorPosting, 1);
}

/**
 * kontor_posting_free:
 * @self: (transfer full) (nullable): a posting
 */
void
kontor_posting_free (KontorPosting *self)
{
  if (self == NULL)
    return;

  g_free (self->currency);
  g_free (self->voucher);
  g_free (self->text);
  g_free (self->link);
  g_free (self->eu_id);
  g_free (self->order);
  g_free (self);
}

void
kontor_books_share_free (KontorBooksShare *self)
{
  if (self == NULL)
    return;

  g_free (self->kind);
  g_free (self->method);
  g_free (self->currency);
  g_free (self->voucher);
  g_free (self->name);
  g_clear_pointer (&self->taxes, g_array_unref);
  g_free (self);
}

void
kontor_books_received_free (KontorBooksReceived *self)
{
  if (self == NULL)
    return;

  g_free (self->number);
  g_free (self->seller_name);
  g_free (self->currency);
  g_free (self->file_sha256);
  g_free (self->file_name);
  g_clear_pointer (&self->parts, g_array_unref);
  g_free (self);
}

/* A posting never has an amount below zero: it changes sides. Nothing is written for zero. */
static KontorPosting *
add (GPtrArray *postings, gint64 amount_minor, guint account, guint contra)
{
  KontorPosting *posting = NULL;

  if (amount_minor == 0)
    return NULL;
  posting = kontor_posting_new ();
  posting->is_credit = amount_minor < 0;
  posting->amount_minor = amount_minor < 0 ? -amount_minor : amount_minor;
  posting->account = account;
  posting->contra = contra;
  g_ptr_array_add (postings, posting);
  return posting;
}

static const char *
hint_of (KontorSale sale)
{
  switch (sale)
    {
    case KONTOR_SALE_OSS:
      return " (OSS)";
    case KONTOR_SALE_REVERSE_HOME:
    case KONTOR_SALE_UNION_SERVICE:
      return " (§ 13b)";
    case KONTOR_SALE_UNION_GOODS:
      return " (ig. Lieferung)";
    case KONTOR_SALE_EXPORT:
      return " (Ausfuhr)";
    case KONTOR_SALE_STANDARD:
    case KONTOR_SALE_REDUCED:
    case KONTOR_SALE_OTHER_RATE:
    case KONTOR_SALE_ZERO:
    case KONTOR_SALE_SMALL:
    case KONTOR_SALE_MARGIN:
    case KONTOR_SALE_EXEMPT:
    case KONTOR_SALE_THIRD_COUNTRY:
    case KONTOR_SALE_PASS_THROUGH:
      break;
    }
  return "";
}

/* The words of a booking are German: they are read by a German adviser's program. */
static char *
dup_text (const KontorBooksDocument *document, const KontorBooksTax *tax)
{
  const char *before = document->preceding != NULL ? document->preceding : "";

  if (document->kind == KONTOR_INVOICE_CANCELLATION)
    return g_strdup_printf ("Storno %s %s", before, document->customer_name);
  if (document->kind == KONTOR_INVOICE_CREDIT_NOTE)
    return g_strdup_printf ("Korrektur %s %s", before, document->customer_name);
  return g_strdup_printf ("%s%s", document->customer_name, hint_of (tax->sale));
}

static gboolean
has_eu_id (KontorSale sale)
{
  return sale == KONTOR_SALE_UNION_GOODS || sale == KONTOR_SALE_UNION_SERVICE;
}

static void
describe (KontorPosting *posting, const KontorBooksDocument *document, const KontorBooksTax *tax)
{
  char text[KONTOR_UID_TEXT_SIZE];

  posting->currency = g_strdup (document->currency);
  posting->rate_e6 = document->rate_e6;
  posting->day = document->day;
  posting->due_day = document->due_day;
  /* What changes afterwards counts when it changes: § 17 Abs. 1 Satz 8 UStG. */
  posting->supply_day = document->sign < 0 ? document->day : document->supply_day;
  posting->voucher = g_strdup (document->number);
  posting->text = dup_text (document, tax);
  posting->order = g_strdup (document->order);
  posting->link = g_strdup (kontor_uid_format (&document->uid, text));
  if (tax->sale == KONTOR_SALE_OSS)
    {
      posting->eu_id = g_strdup (document->country);
      posting->eu_rate_bp = tax->rate_bp;
    }
  else if (has_eu_id (tax->sale))
    posting->eu_id = g_strdup (document->vat_id);
}

/* The account of a VAT group; an advance invoice's money is no revenue yet. */
static guint
account_of (const KontorBooksPlan *plan, const KontorBooksDocument *document, KontorSale sale)
{
  if (document->kind == KONTOR_INVOICE_ADVANCE && sale == KONTOR_SALE_STANDARD)
    return plan->accounts[KONTOR_ACCOUNT_ADVANCE_STANDARD];
  if (document->kind == KONTOR_INVOICE_ADVANCE && sale == KONTOR_SALE_REDUCED)
    return plan->accounts[KONTOR_ACCOUNT_ADVANCE_REDUCED];
  return plan->accounts[sale];
}

static guint
advance_account_of (const KontorBooksPlan *plan, KontorSale sale)
{
  if (sale == KONTOR_SALE_STANDARD)
    return plan->accounts[KONTOR_ACCOUNT_ADVANCE_STANDARD];
  if (sale == KONTOR_SALE_REDUCED)
    return plan->accounts[KONTOR_ACCOUNT_ADVANCE_REDUCED];
  return plan->accounts[sale];
}

static gboolean
check_document (const KontorBooksPlan     *plan,
                const KontorBooksDocument *document,
                const KontorBooksTax      *tax,
                GError                   **error)
{
  if (plan->accounts[tax->sale] == 0)
    {
      g_autofree char *rate = kontor_decimal_format (
        tax->rate_bp, 2, 0, &kontor_number_style_plain);

      g_set_error (error,
                   KONTOR_BOOKS_ERROR,
                   KONTOR_BOOKS_ERROR_DOCUMENT,
                   _ ("document %s has VAT of %s %%, and no account is known for it: set "
                      "“datev_account_%s”"),
                   document->number,
                   rate,
                   kontor_account_get_name (tax->sale));
    }
  else if (document->rate_e6 == 0)
    g_set_error (error,
                 KONTOR_BOOKS_ERROR,
                 KONTOR_BOOKS_ERROR_DOCUMENT,
                 _ ("document %s is in %s and does not state its VAT in euros: the rate of "
                    "exchange is not known"),
                 document->number,
                 document->currency);
  else if (has_eu_id (tax->sale) && *document->vat_id == '\0')
    g_set_error (error,
                 KONTOR_BOOKS_ERROR,
                 KONTOR_BOOKS_ERROR_DOCUMENT,
                 _ ("document %s has no VAT id of the customer, which DATEV needs"),
                 document->number);
  else
    return TRUE;
  return FALSE;
}

/* The provider owes what it took for the customer. */
static void
post_prepaid (const KontorBooksPlan     *plan,
              const KontorBooksDocument *document,
              guint                      debtor,
              GPtrArray                 *postings)
{
  KontorPosting *posting = add (
    postings, document->prepaid_minor, plan->accounts[KONTOR_ACCOUNT_CLEARING], debtor);

  if (posting == NULL)
    return;
  posting->currency = g_strdup (document->currency);
  posting->rate_e6 = document->rate_e6;
  posting->day = document->day;
  posting->voucher = g_strdup (document->number);
  posting->text = g_strdup_printf ("Zahlung %s", document->customer_name);
}

/**
 * kontor_books_post_document:
 * @plan: accounts
 * @document: an issued document with a claim
 * @postings: (element-type KontorPosting): takes the lines
 * @error: return location for an error
 *
 * One line for each VAT group, gross, seen from the debtor; a second one where the group deducts
 * what advance invoices asked for. Their sum is the document's total. What a payment provider took
 * before stands on the clearing account, in a line without a link to the document.
 *
 * Errors: %KONTOR_BOOKS_ERROR_DOCUMENT.
 *
 * Returns: whether it can be booked
 */
gboolean
kontor_books_post_document (const KontorBooksPlan     *plan,
                            const KontorBooksDocument *document,
                            GPtrArray                 *postings,
                            GError                   **error)
{
  guint  debtor = document->account != 0 ? kontor_books_plan_widen_party (plan, document->account)
                                         : plan->first_debtor;
  gint64 sign = document->sign;

  for (guint i = 0; i < document->taxes->len; i++)
    {
      const KontorBooksTax *tax = &g_array_index (document->taxes, KontorBooksTax, i);
      KontorPosting        *posting = NULL;

      if (!check_document (plan, document, tax, error))
        return FALSE;
      posting = add (postings,
                     sign * (tax->gross_minor + tax->advance_minor),
                     debtor,
                     account_of (plan, document, tax->sale));
      if (posting != NULL)
        describe (posting, document, tax);
      posting = add (
        postings, -sign * tax->advance_minor, debtor, advance_account_of (plan, tax->sale));
      if (posting != NULL)
        describe (posting, document, tax);
    }
  post_prepaid (plan, document, debtor, postings);
  return TRUE;
}

/**
 * kontor_books_post_received:
 * @plan: accounts
 * @received: an invoice that the company owes
 * @postings: (element-type KontorPosting): takes the lines
 * @error: return location for an error
 *
 * A line for each part of it, gross, seen from the expense account.
 *
 * Errors: %KONTOR_BOOKS_ERROR_DOCUMENT for another currency than euro.
 *
 * Returns: whether it can be booked
 */
gboolean
kontor_books_post_received (const KontorBooksPlan     *plan,
                            const KontorBooksReceived *received,
                            GPtrArray                 *postings,
                            GError                   **error)
{
  guint creditor = received->account != 0 ? kontor_books_plan_widen_party (plan, received->account)
                                          : plan->first_creditor;
  char  text[KONTOR_UID_TEXT_SIZE];

  if (g_strcmp0 (received->currency, "EUR") != 0)
    {
      g_set_error (error,
                   KONTOR_BOOKS_ERROR,
                   KONTOR_BOOKS_ERROR_DOCUMENT,
                   _ ("invoice %s of %s is in %s: the rate of exchange is not known"),
                   received->number,
                   received->seller_name,
                   received->currency);
      return FALSE;
    }
  for (guint i = 0; i < received->parts->len; i++)
    {
      const KontorBooksPart *part = &g_array_index (received->parts, KontorBooksPart, i);
      gint64                 amount = received->is_credit ? -part->gross_minor : part->gross_minor;
      guint          account = part->account != 0 ? kontor_books_plan_widen (plan, part->account)
                                                  : plan->accounts[KONTOR_ACCOUNT_EXPENSE];
      KontorPosting *posting = add (postings, amount, account, creditor);

      if (posting == NULL)
        continue;
      posting->key = part->key;
      posting->currency = g_strdup ("EUR");
      posting->rate_e6 = 1000000;
      posting->day = received->day;
      posting->due_day = received->due_day;
      posting->voucher = g_strdup (received->number);
      posting->text = g_strdup (received->seller_name);
      posting->link = g_strdup (kontor_uid_format (&received->uid, text));
    }
  return TRUE;
}

/* --- money --- */

static guint
money_account (const KontorBooksPlan *plan, const KontorBooksShare *share)
{
  static const char *const providers[] = { "card", "paypal", "clearing", "stripe", "klarna", NULL };

  if (share->money != 0)
    return kontor_books_plan_widen (plan, share->money);
  if (share->method != NULL && g_strv_contains (providers, share->method))
    return plan->accounts[KONTOR_ACCOUNT_CLEARING];
  if (g_strcmp0 (share->method, "cash") == 0)
    return plan->accounts[KONTOR_ACCOUNT_CASH];
  return plan->accounts[KONTOR_ACCOUNT_BANK];
}

static KontorPosting *
add_share (
  GPtrArray *postings, const KontorBooksShare *share, gint64 amount, guint account, guint contra)
{
  KontorPosting *posting = add (postings, amount, account, contra);

  if (posting == NULL)
    return NULL;
  posting->currency = g_strdup (share->currency);
  posting->rate_e6 = 1000000;
  posting->day = share->day;
  posting->voucher = g_strdup (share->voucher);
  posting->text = g_strdup (share->name);
  return posting;
}

/* A discount makes the VAT smaller too: it is split by the VAT groups, gross, and the last cents go
 * to the largest ones first (the groups are sorted by rate). */
static gint64
part_of (const KontorBooksShare *share, guint index, gint64 total, gint64 left)
{
  const KontorBooksTax *tax = &g_array_index (share->taxes, KontorBooksTax, index);
  gint64                part = 0;

  if (index + 1 == share->taxes->len
      || !kontor_scale_rounded (share->amount_minor, tax->gross_minor, total, &part))
    return left;
  return part;
}

static guint
use_of (KontorSale sale, guint standard)
{
  if (sale == KONTOR_SALE_STANDARD)
    return standard;
  return sale == KONTOR_SALE_REDUCED ? standard + 1 : standard + 2;
}

static void
post_reduction (const KontorBooksPlan  *plan,
                const KontorBooksShare *share,
                guint                   party,
                guint                   standard,
                GPtrArray              *postings)
{
  gint64 total = 0;
  gint64 left = share->amount_minor;

  for (guint i = 0; share->taxes != NULL && i < share->taxes->len; i++)
    total += g_array_index (share->taxes, KontorBooksTax, i).gross_minor;
  if (total == 0)
    {
      add_share (postings, share, left, plan->accounts[standard + 2], party);
      return;
    }
  for (guint i = 0; i < share->taxes->len; i++)
    {
      KontorSale sale = g_array_index (share->taxes, KontorBooksTax, i).sale;
      gint64     part = part_of (share, i, total, left);

      add_share (postings, share, part, plan->accounts[use_of (sale, standard)], party);
      left -= part;
    }
}

/* What was kept back makes the input VAT smaller (§ 17 UStG): an account for each rate. */
static void
post_received_reduction (const KontorBooksPlan  *plan,
                         const KontorBooksShare *share,
                         guint                   party,
                         GPtrArray              *postings)
{
  gint64 total = 0;
  gint64 left = share->amount_minor;

  for (guint i = 0; share->taxes != NULL && i < share->taxes->len; i++)
    total += g_array_index (share->taxes, KontorBooksTax, i).gross_minor;
  if (total == 0)
    {
      add_share (postings, share, left, party, plan->accounts[KONTOR_ACCOUNT_RECEIVED_NONE]);
      return;
    }
  for (guint i = 0; i < share->taxes->len; i++)
    {
      KontorSale sale = g_array_index (share->taxes, KontorBooksTax, i).sale;
      gint64     part = part_of (share, i, total, left);

      add_share (postings,
                 share,
                 part,
                 party,
                 plan->accounts[use_of (sale, KONTOR_ACCOUNT_RECEIVED_STANDARD)]);
      left -= part;
    }
}

static void
post_received_share (const KontorBooksPlan  *plan,
                     const KontorBooksShare *share,
                     guint                   party,
                     GPtrArray              *postings)
{
  if (strcmp (share->kind, "payment") == 0 || strcmp (share->kind, "overpayment") == 0)
    add_share (postings, share, share->amount_minor, party, money_account (plan, share));
  else
    post_received_reduction (plan, share, party, postings);
}

/**
 * kontor_books_post_share:
 * @plan: accounts
 * @share: a part of a payment, or a claim that was given up
 * @postings: (element-type KontorPosting): takes the lines
 * @error: return location for an error
 *
 * Money on bank, cash or clearing account against debtor or creditor; cash discounts and write-offs
 * split over the rates of the invoice, given or received; fees of a provider against the debtor,
 * who has paid all.
 *
 * Errors: %KONTOR_BOOKS_ERROR_DOCUMENT for another currency than euro.
 *
 * Returns: whether it can be booked
 */
gboolean
kontor_books_post_share (const KontorBooksPlan  *plan,
                         const KontorBooksShare *share,
                         GPtrArray              *postings,
                         GError                **error)
{
  guint first = share->is_incoming ? plan->first_creditor : plan->first_debtor;
  guint party = share->account != 0 ? kontor_books_plan_widen_party (plan, share->account) : first;
  KontorPosting *posting = NULL;

  if (g_strcmp0 (share->currency, "EUR") != 0)
    {
      g_set_error (error,
                   KONTOR_BOOKS_ERROR,
                   KONTOR_BOOKS_ERROR_DOCUMENT,
                   _ ("the payment for %s is in %s: the rate of exchange is not known"),
                   share->voucher,
                   share->currency);
      return FALSE;
    }
  if (share->is_incoming)
    post_received_share (plan, share, party, postings);
  else if (strcmp (share->kind, "cash_discount") == 0)
    post_reduction (plan, share, party, KONTOR_ACCOUNT_DISCOUNT_STANDARD, postings);
  else if (strcmp (share->kind, "write_off") == 0)
    post_reduction (plan, share, party, KONTOR_ACCOUNT_BAD_DEBT_STANDARD, postings);
  else if (strcmp (share->kind, "fee") == 0)
    {
      posting = add_share (
        postings, share, share->amount_minor, plan->accounts[KONTOR_ACCOUNT_FEES], party);
      if (posting != NULL && g_strcmp0 (share->method, "stripe") == 0)
        posting->key = KEY_REVERSE_CHARGE;
    }
  else
    add_share (postings, share, share->amount_minor, money_account (plan, share), party);
  return TRUE;
}
