/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include <string.h>

#include "kontor-invoice-check-private.h"

static gboolean
has_full_address (const KontorAddress *address)
{
  return kontor_check_is_given (address->name) && kontor_check_is_given (address->city)
         && kontor_check_is_given (address->postcode);
}

/* § 33 UStDV: up to a threshold much may be left out, but not where tax is owed abroad or by the
 * buyer (§ 3c, § 6a, § 13b). */
static gboolean
is_small (const KontorInvoiceCheck *self, gint64 day)
{
  const KontorInvoice *invoice = self->invoice;
  gint64               most;
  guint                i;

  if (g_strcmp0 (invoice->currency, "EUR") != 0
      || !kontor_finance_rules_find_threshold (self->rules, "small-invoice", "DE", day, &most)
      || invoice->totals.gross_minor > most)
    return FALSE;

  for (i = 0; i < invoice->taxes->len; i++)
    {
      const KontorInvoiceTax *tax = g_ptr_array_index (invoice->taxes, i);

      if (g_strcmp0 (tax->category, "K") == 0 || g_strcmp0 (tax->category, "AE") == 0)
        return FALSE;
    }

  return TRUE;
}

static gboolean
has_line_periods (const KontorInvoice *invoice)
{
  guint i;

  for (i = 0; i < invoice->lines->len; i++)
    {
      const KontorInvoiceLine *line = g_ptr_array_index (invoice->lines, i);

      if (line->from_day == 0 && line->to_day == 0)
        return FALSE;
    }

  return invoice->lines->len > 0;
}

/* An advance is paid before anything was supplied. */
static gboolean
has_date_of_supply (const KontorInvoice *invoice)
{
  return invoice->delivery_day != 0 || invoice->from_day != 0 || invoice->to_day != 0
         || invoice->kind == KONTOR_INVOICE_ADVANCE || has_line_periods (invoice);
}

static void
check_contents (KontorInvoiceCheck *self)
{
  const KontorInvoice *invoice = self->invoice;

  kontor_check_want (self,
                     has_full_address (&invoice->seller.address)
                       && has_full_address (&invoice->buyer.address),
                     "UStG-14-4-1");
  kontor_check_want (self,
                     kontor_check_is_given (invoice->seller.vat_id)
                       || kontor_check_is_given (invoice->seller.tax_number)
                       || invoice->tax_representative != NULL,
                     "UStG-14-4-2");
  kontor_check_want (self, has_date_of_supply (invoice), "UStG-14-4-6");
}

static gboolean
is_rate_of (const KontorInvoiceCheck *self, const char *country, gint64 day, gint64 rate_bp)
{
  gint64 standard = -1;
  gint64 reduced = -1;

  kontor_finance_rules_find_rate (self->rules, country, "standard", day, &standard);
  kontor_finance_rules_find_rate (self->rules, country, "reduced", day, &reduced);
  return rate_bp == standard || rate_bp == reduced;
}

static const char *
get_destination (const KontorInvoice *invoice)
{
  if (invoice->ship_to != NULL && kontor_check_is_given (invoice->ship_to->address.country))
    return invoice->ship_to->address.country;

  return invoice->buyer.address.country;
}

/* A rate is of the seller's country, or with the One-Stop-Shop of where the goods go; one invoice
 * has one of both. Other countries have more reduced rates than are known here, so that a rate
 * above their standard one is all that can be called wrong there. */
static void
check_rates (KontorInvoiceCheck *self, gint64 day)
{
  const KontorInvoice *invoice = self->invoice;
  const char          *to = get_destination (invoice);
  gboolean             is_abroad = g_strcmp0 (to, "DE") != 0;
  guint                n_home = 0;
  guint                n_abroad = 0;
  guint                i;

  for (i = 0; i < invoice->taxes->len; i++)
    {
      const KontorInvoiceTax *tax = g_ptr_array_index (invoice->taxes, i);
      gint64                  most = -1;

      if (g_strcmp0 (tax->category, "S") != 0)
        continue;

      if (is_rate_of (self, "DE", day, tax->rate_bp))
        {
          n_home += is_abroad && is_rate_of (self, to, day, tax->rate_bp) ? 0 : 1;
          continue;
        }

      kontor_finance_rules_find_rate (self->rules, to, "standard", day, &most);
      self->part = i + 1;
      if (!is_abroad || tax->rate_bp > most)
        kontor_check_report (self, "UStG-14-4-8");
      else
        n_abroad++;
    }
  self->part = 0;
  kontor_check_want (self, n_home == 0 || n_abroad == 0, "OSS-MIX");
}

/* What a seller in Germany must say, and a buyer needs to deduct the tax: § 14 Abs. 4 UStG. */
void
kontor_check_law (KontorInvoiceCheck *self)
{
  const KontorInvoice *invoice = self->invoice;
  gint64               day = invoice->delivery_day != 0 ? invoice->delivery_day : invoice->to_day;

  if (g_strcmp0 (invoice->seller.address.country, "DE") != 0 || self->kind < KONTOR_CHECK_EN16931
      || kontor_invoice_is_credit (invoice))
    return;

  if (day == 0)
    day = invoice->issue_day;
  if (!is_small (self, day))
    check_contents (self);
  if (!kontor_check_is_given (invoice->seller.vat_id)
      || g_str_has_prefix (invoice->seller.vat_id, "DE"))
    check_rates (self, day);
}
