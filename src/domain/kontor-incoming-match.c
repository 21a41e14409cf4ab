/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <string.h>

#include "kontor-incoming.h"
#include "kontor-number.h"
#include "kontor-text.h"

/* The three-way match: what is charged, what was ordered, what came. */

#define E6_IN_THOUSANDTH (KONTOR_INVOICE_ONE / KONTOR_QUANTITY_ONE)
#define E6_IN_E4 100

static gboolean
same_code (const char *a, const char *b)
{
  return !kontor_text_is_blank (a) && !kontor_text_is_blank (b) && g_ascii_strcasecmp (a, b) == 0;
}

static gboolean
same_title (const char *a, const char *b)
{
  g_autofree char *first = kontor_text_fold (a != NULL ? a : "", -1);
  g_autofree char *second = kontor_text_fold (b != NULL ? b : "", -1);

  return *first != '\0' && strcmp (first, second) == 0;
}

static gboolean
is_by_number (const KontorInvoiceLine *line, const KontorPurchaseLine *ordered)
{
  g_autofree char *number = g_strdup_printf ("%d", ordered->line);

  return same_code (line->order_line, number);
}

static gboolean
is_by_code (const KontorInvoiceLine *line, const KontorPurchaseLine *ordered)
{
  return same_code (line->buyer_sku, ordered->sku) || same_code (line->sku, ordered->order_code)
         || same_code (line->sku, ordered->sku);
}

static gboolean
is_by_title (const KontorInvoiceLine *line, const KontorPurchaseLine *ordered)
{
  return same_title (line->name, ordered->title);
}

/**
 * kontor_incoming_find_line:
 * @line: of an invoice
 * @purchase: the order
 *
 * Finds what was ordered: by our article number or the supplier's, else by the line number that the
 * invoice gives, else by the name. A line number without a code that contradicts it is trusted
 * last, because suppliers count their own lines.
 *
 * Returns: index of the order's line, -1 when there is none
 */
int
kontor_incoming_find_line (const KontorInvoiceLine *line, const KontorPurchase *purchase)
{
  static gboolean (*const ways[]) (const KontorInvoiceLine *, const KontorPurchaseLine *) = {
    is_by_code, is_by_title, is_by_number
  };

  for (guint way = 0; way < G_N_ELEMENTS (ways); way++)
    for (guint i = 0; i < purchase->lines->len; i++)
      if (ways[way](line, g_ptr_array_index (purchase->lines, i)))
        return (int) i;
  return -1;
}

static char *
format_e6 (gint64 value)
{
  return kontor_decimal_format (value, 6, 0, &kontor_number_style_plain);
}

static void
add (GPtrArray *findings, const char *rule, guint line, char *expected, char *found)
{
  KontorFinding *finding = kontor_findings_add (findings, rule);

  finding->line = line;
  finding->expected = expected;
  finding->found = found;
}

/* Price of one. */
static gint64
get_unit_price (const KontorInvoiceLine *line)
{
  gint64 base = line->net_base_e6 != 0 ? line->net_base_e6 : KONTOR_INVOICE_ONE;
  gint64 price = 0;

  return kontor_scale_rounded (line->net_price_e6, KONTOR_INVOICE_ONE, base, &price) ? price : 0;
}

/* A difference that makes no cent on the line is none. */
static void
check_price (const KontorInvoiceLine  *line,
             guint                     position,
             const KontorPurchaseLine *ordered,
             guint                     digits,
             GPtrArray                *findings)
{
  gint64 price = get_unit_price (line);
  gint64 wanted = ordered->price_e4 * E6_IN_E4;
  gint64 difference = 0;
  gint64 scale = digits == 0 ? KONTOR_INVOICE_ONE : KONTOR_INVOICE_ONE / 100;

  if (ordered->price_e4 == 0
      || !kontor_scale_rounded (price - wanted, line->quantity_e6 / 1000, scale * 1000, &difference)
      || difference == 0)
    return;

  add (findings, "ORDER-PRICE", position, format_e6 (wanted), format_e6 (price));
  if (difference < 0)
    ((KontorFinding *) g_ptr_array_index (findings, findings->len - 1))->severity
      = KONTOR_FINDING_NOTE;
}

typedef struct
{
  const KontorInvoice  *invoice;
  const KontorPurchase *purchase;
  GPtrArray            *findings;
  gint64               *charged; /* (owned): thousandths of each line of the order */
  guint                *last;    /* (owned): the last line of the invoice that charges it */
} Match;

static void
match_line (Match *self, guint index)
{
  const KontorInvoiceLine  *line = g_ptr_array_index (self->invoice->lines, index);
  const KontorPurchaseLine *ordered = NULL;
  int                       found = kontor_incoming_find_line (line, self->purchase);

  if (found < 0)
    {
      add (self->findings, "ORDER-LINE", index + 1, NULL, g_strdup (line->name));
      return;
    }

  ordered = g_ptr_array_index (self->purchase->lines, (guint) found);
  self->charged[found] += line->quantity_e6 / E6_IN_THOUSANDTH;
  self->last[found] = index + 1;
  check_price (
    line, index + 1, ordered, kontor_currency_digits (self->purchase->currency), self->findings);
}

static void
compare_quantity (Match *self, guint index, const char *rule, gint64 quantity, gint64 charged)
{
  if (charged > quantity)
    add (self->findings,
         rule,
         self->last[index],
         format_e6 (quantity * E6_IN_THOUSANDTH),
         format_e6 (charged * E6_IN_THOUSANDTH));
}

static void
match_quantities (Match *self)
{
  for (guint i = 0; i < self->purchase->lines->len; i++)
    {
      const KontorPurchaseLine *ordered = g_ptr_array_index (self->purchase->lines, i);

      compare_quantity (self, i, "ORDER-QUANTITY", ordered->quantity, self->charged[i]);
      compare_quantity (self, i, "RECEIPT-QUANTITY", ordered->received, self->charged[i]);
    }
}

static void
match_total (Match *self, gint64 charged_minor)
{
  const char *currency = self->purchase->currency;
  gint64      sum = 0;

  if (!kontor_add_checked (self->invoice->totals.net_minor, charged_minor, &sum)
      || sum <= self->purchase->net_minor)
    return;

  add (self->findings,
       "ORDER-TOTAL",
       0,
       kontor_money_format (self->purchase->net_minor, currency, &kontor_number_style_plain),
       kontor_money_format (sum, currency, &kontor_number_style_plain));
}

/**
 * kontor_incoming_match:
 * @invoice: what is charged
 * @purchase: what was ordered, with the goods that came
 * @charged_minor: what other invoices charged for the same order, without VAT
 * @findings: (element-type KontorFinding): where differences go
 *
 * Compares line by line: quantities with those ordered and received, prices with those ordered; and
 * the sum of all invoices for the order with the order. A credit note gives back and is not
 * compared.
 */
void
kontor_incoming_match (const KontorInvoice  *invoice,
                       const KontorPurchase *purchase,
                       gint64                charged_minor,
                       GPtrArray            *findings)
{
  g_autofree gint64 *charged = g_new0 (gint64, purchase->lines->len + 1);
  g_autofree guint  *last = g_new0 (guint, purchase->lines->len + 1);
  Match              match = { invoice, purchase, findings, charged, last };

  if (kontor_invoice_is_credit (invoice))
    return;
  if (g_strcmp0 (invoice->currency, purchase->currency) != 0)
    {
      add (
        findings, "ORDER-CURRENCY", 0, g_strdup (purchase->currency), g_strdup (invoice->currency));
      return;
    }

  for (guint i = 0; i < invoice->lines->len; i++)
    match_line (&match, i);
  match_quantities (&match);
  match_total (&match, charged_minor);
}
