/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "kontor-invoice-private.h"
#include "kontor-number.h"
#include "kontor-text.h"
#include "kontor-time.h"

#define ALL_BP 10000
#define JULIAN_1970 719163 /* GLib's day 1 is the first day of the year 1 */

static gboolean
refuse (GError **error, const char *field, const char *sentence)
{
  kontor_command_set_error (error, KONTOR_COMMAND_ERROR_INVALID, field, "%s", sentence);
  return FALSE;
}

static void
set (char **field, const char *text)
{
  g_free (*field); /* replaced */
  *field = g_strdup (text != NULL ? text : "");
}

static gboolean
is_german (const KontorInvoice *invoice)
{
  return g_strcmp0 (invoice->language, "de") == 0;
}

/* --- an advance: a share of everything that the order comes to --- */

/* The amount of a VAT group in the document's own price mode. */
static gint64
amount_of (const KontorInvoice *invoice, const KontorInvoiceTax *tax)
{
  return invoice->price_mode == KONTOR_PRICE_GROSS ? tax->gross_minor : tax->net_minor;
}

static gint64
sum_of (const KontorInvoice *invoice)
{
  return invoice->price_mode == KONTOR_PRICE_GROSS ? invoice->totals.gross_minor
                                                   : invoice->totals.net_minor;
}

static gboolean
share_of (const KontorInvoiceSource *source,
          const KontorInvoice       *whole,
          gint64                     amount,
          gint64                    *share,
          GError                   **error)
{
  gint64 part = source->advance_bp != 0 ? source->advance_bp : source->advance_minor;
  gint64 all = source->advance_bp != 0 ? ALL_BP : whole->totals.gross_minor;

  return kontor_scale_rounded (amount, part, all, share)
         || refuse (error, "percent", _ ("an amount of the order is too large"));
}

/* Any line of the group says what its tax follows from. */
static const KontorInvoiceLine *
find_line (const KontorInvoice *order, const KontorInvoiceTax *tax)
{
  for (guint i = 0; i < order->lines->len; i++)
    {
      const KontorInvoiceLine *line = g_ptr_array_index (order->lines, i);

      if (g_strcmp0 (line->category, tax->category) == 0 && line->rate_bp == tax->rate_bp)
        return line;
    }
  return NULL;
}

static void
add_share (KontorInvoice *invoice, const KontorInvoiceLine *like, const char *order, gint64 amount)
{
  KontorInvoiceLine *line = kontor_invoice_add_line (invoice);
  gint64             scale = kontor_currency_digits (invoice->currency) == 0 ? 1000000 : 10000;

  line->name = g_strdup_printf (
    is_german (invoice) ? "Anzahlung auf Auftrag %s" : "Advance on order %s", order);
  set (&line->kind, "advance");
  set (&line->unit, "C62");
  set (&line->category, like->category);
  set (&line->reason, like->reason);
  line->rate_bp = like->rate_bp;
  line->quantity_e6 = KONTOR_INVOICE_ONE;
  line->price_e6 = amount * scale;
}

static gboolean
check_share (const KontorInvoiceSource *source, const KontorInvoice *whole, GError **error)
{
  if ((source->advance_bp == 0) == (source->advance_minor == 0))
    return refuse (
      error, "percent", _ ("an advance invoice needs a percentage, or an amount with VAT"));
  if (source->advance_bp < 0 || source->advance_bp > ALL_BP || source->advance_minor < 0
      || source->advance_minor > whole->totals.gross_minor)
    return refuse (error, "percent", _ ("an advance is at most what the order comes to"));
  return TRUE;
}

/**
 * kontor_invoice_make_advance:
 * @source: with the share
 * @invoice: computed, with the lines of the order; they are replaced
 * @order: the order's number
 * @error: return location for an error
 *
 * Turns the order into an invoice for a part of the money before the delivery: one line for each
 * VAT group, each with its own VAT (§ 13 Abs. 1 Nr. 1 a UStG).
 *
 * Returns: whether it could
 */
gboolean
kontor_invoice_make_advance (const KontorInvoiceSource *source,
                             KontorInvoice             *invoice,
                             const char                *order,
                             GError                   **error)
{
  g_autoptr (KontorInvoice) whole = kontor_invoice_copy (invoice);
  gint64 rest = 0;

  if (!check_share (source, whole, error))
    return FALSE;

  g_ptr_array_set_size (invoice->lines, 0);
  g_ptr_array_set_size (invoice->adjustments, 0);
  if (!share_of (source, whole, sum_of (whole), &rest, error))
    return FALSE;
  for (guint i = 0; i < whole->taxes->len; i++)
    {
      const KontorInvoiceTax  *tax = g_ptr_array_index (whole->taxes, i);
      const KontorInvoiceLine *like = find_line (whole, tax);
      gint64                   share = 0;

      if (!share_of (source, whole, amount_of (whole, tax), &share, error))
        return FALSE;
      if (i + 1 == whole->taxes->len)
        share = rest; /* cents that rounding left over */
      rest -= share;
      if (like != NULL && share != 0)
        add_share (invoice, like, order, share);
    }
  invoice->delivery_day = 0;
  return TRUE;
}

/* --- what was paid by advance invoices is deducted with its VAT: finance-spec.md section 2 --- */

/* Standing advance invoices of an order that no standing final invoice named yet. */
#define SELECT_ADVANCES                                                                            \
  "SELECT i.snapshot FROM invoice AS i WHERE i.order_uid = ?1 AND i.kind = 'advance'"              \
  " AND NOT EXISTS (SELECT 1 FROM invoice AS c WHERE c.preceding_uid = i.uid"                      \
  " AND c.kind = 'cancellation')"                                                                  \
  " AND NOT EXISTS (SELECT 1 FROM invoice AS f WHERE f.order_uid = i.order_uid"                    \
  " AND f.kind = 'final' AND NOT EXISTS (SELECT 1 FROM invoice AS d"                               \
  " WHERE d.preceding_uid = f.uid AND d.kind = 'cancellation')) ORDER BY i.issued_at, i.uid"

static KontorInvoice *
parse_snapshot (const char *text, GError **error)
{
  g_autoptr (KontorJson) json = kontor_json_parse (text, -1, error);

  return json != NULL ? kontor_invoice_from_json (json, error) : NULL;
}

static char *
say_deduction (const KontorInvoice *invoice, const KontorInvoice *advance)
{
  GDate date;
  char  day[32];

  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32) (advance->issue_day + JULIAN_1970));
  g_date_strftime (day, sizeof day, is_german (invoice) ? "%d.%m.%Y" : "%Y-%m-%d", &date);
  return g_strdup_printf (is_german (invoice) ? "abzüglich Anzahlungsrechnung %s vom %s"
                                              : "less advance invoice %s of %s",
                          advance->number,
                          day);
}

static void
deduct (KontorInvoice *invoice, const KontorInvoice *advance)
{
  KontorInvoicePreceding *preceding = kontor_invoice_add_preceding (invoice);

  set (&preceding->number, advance->number);
  preceding->day = advance->issue_day;
  for (guint i = 0; i < advance->lines->len; i++)
    {
      const KontorInvoiceLine *from = g_ptr_array_index (advance->lines, i);
      KontorInvoiceLine       *line = kontor_invoice_add_line (invoice);

      line->name = say_deduction (invoice, advance);
      set (&line->kind, "advance");
      set (&line->unit, from->unit);
      set (&line->category, from->category);
      set (&line->reason, from->reason);
      line->rate_bp = from->rate_bp;
      line->quantity_e6 = -from->quantity_e6;
      line->price_e6 = from->price_e6;
    }
}

/**
 * kontor_invoice_deduct_advances:
 * @source: a final invoice's
 * @invoice: gets a negative line for each line of an advance invoice, and names it (BG-3)
 * @order: whose advances
 * @n_advances: (out): how many stand
 * @error: return location for an error
 *
 * Returns: whether they could be read
 */
gboolean
kontor_invoice_deduct_advances (const KontorInvoiceSource *source,
                                KontorInvoice             *invoice,
                                const KontorUid           *order,
                                guint                     *n_advances,
                                GError                   **error)
{
  g_autoptr (KontorStatement) rows = kontor_database_query (
    source->database, SELECT_ADVANCES, error, KONTOR_VALUES (kontor_value_uid (order)));
  KontorStep step = KONTOR_STEP_FAILED;

  *n_advances = 0;
  while (rows != NULL && (step = kontor_statement_step (rows, error)) == KONTOR_STEP_ROW)
    {
      g_autoptr (KontorInvoice) advance = parse_snapshot (kontor_statement_get_text (rows, 0),
                                                          error);

      if (advance == NULL)
        return FALSE;
      *n_advances += 1;
      if (invoice->kind == KONTOR_INVOICE_FINAL)
        deduct (invoice, advance);
    }
  return step == KONTOR_STEP_DONE;
}
