/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include <string.h>

#include "kontor-invoice-check-private.h"
#include "kontor-number.h"
#include "kontor-text.h"

gboolean
kontor_check_is_given (const char *text)
{
  return !kontor_text_is_blank (text);
}

/* A finding at the line and part that are being looked at. */
KontorFinding *
kontor_check_report (KontorInvoiceCheck *self, const char *rule)
{
  KontorFinding *finding = kontor_findings_add (self->findings, rule);

  finding->line = self->line;
  finding->part = self->part;
  return finding;
}

void
kontor_check_want (KontorInvoiceCheck *self, gboolean holds, const char *rule)
{
  if (!holds)
    kontor_check_report (self, rule);
}

char *
kontor_check_dup_amount (const KontorInvoiceCheck *self, gint64 minor)
{
  guint digits = kontor_currency_is_known (self->invoice->currency)
                   ? kontor_currency_digits (self->invoice->currency)
                   : 2;

  return kontor_decimal_format (minor, digits, digits, &kontor_number_style_plain);
}

void
kontor_check_want_equal (KontorInvoiceCheck *self,
                         gint64              expected_minor,
                         gint64              found_minor,
                         const char         *rule)
{
  KontorFinding *finding;

  if (expected_minor == found_minor)
    return;

  finding = kontor_check_report (self, rule);
  finding->expected = kontor_check_dup_amount (self, expected_minor);
  finding->found = kontor_check_dup_amount (self, found_minor);
}

/* Nothing is said about a code that is not given. */
void
kontor_check_want_code (KontorInvoiceCheck *self,
                        const char         *list,
                        const char         *code,
                        const char         *rule)
{
  if (kontor_check_is_given (code) && !kontor_finance_rules_has_code (self->rules, list, code))
    kontor_check_report (self, rule)->found = g_strdup (code);
}

/* Factur-X EXTENDED has lines that only group others or say something; they add nothing. */
gboolean
kontor_check_counts (const KontorInvoiceLine *line)
{
  return g_strcmp0 (line->kind, "group") != 0 && g_strcmp0 (line->kind, "information") != 0;
}

static void
check_type (KontorInvoiceCheck *self)
{
  const char *code = self->invoice->type_code;

  if (!kontor_check_is_given (code))
    code = kontor_invoice_kind_to_type_code (self->invoice->kind);
  if (code == NULL)
    {
      kontor_check_report (self, "BR-04");
      return;
    }

  if (!kontor_finance_rules_has_code (self->rules, "1001-invoice", code))
    kontor_check_want_code (self, "1001-credit", code, "BR-CL-01");
}

static void
check_currencies (KontorInvoiceCheck *self)
{
  const KontorInvoice *invoice = self->invoice;
  gint64               tax = invoice->totals.tax_minor;
  gint64               other = invoice->totals.accounting_tax_minor;

  kontor_check_want (self, kontor_check_is_given (invoice->currency), "BR-05");
  kontor_check_want_code (self, "4217", invoice->currency, "BR-CL-04");
  if (!kontor_check_is_given (invoice->tax_currency))
    return;

  kontor_check_want_code (self, "4217", invoice->tax_currency, "BR-CL-05");
  if (strcmp (invoice->tax_currency, invoice->currency != NULL ? invoice->currency : "") == 0)
    {
      if (self->kind == KONTOR_CHECK_XRECHNUNG)
        kontor_check_report (self, "PEPPOL-EN16931-R005");
      return;
    }

  kontor_check_want (self, other != 0 || tax == 0, "BR-53");
  if (self->kind == KONTOR_CHECK_XRECHNUNG)
    kontor_check_want (
      self, (tax <= 0 || other >= 0) && (tax >= 0 || other <= 0), "PEPPOL-EN16931-R055");
}

static void
check_dates (KontorInvoiceCheck *self)
{
  const KontorInvoice *invoice = self->invoice;

  kontor_check_want (self, invoice->issue_day != 0, "BR-03");
  kontor_check_want (self,
                     invoice->from_day == 0 || invoice->to_day == 0
                       || invoice->from_day <= invoice->to_day,
                     "BR-29");
  kontor_check_want (self,
                     invoice->tax_point_day == 0
                       || !kontor_check_is_given (invoice->tax_point_code),
                     "BR-CO-03");
  if (kontor_check_is_given (invoice->tax_point_code) && strcmp (invoice->tax_point_code, "3") != 0
      && strcmp (invoice->tax_point_code, "35") != 0
      && strcmp (invoice->tax_point_code, "432") != 0)
    kontor_check_report (self, "BR-CL-06")->found = g_strdup (invoice->tax_point_code);
}

static void
check_head (KontorInvoiceCheck *self)
{
  kontor_check_want (self, kontor_check_is_given (self->invoice->number), "BR-02");
  check_type (self);
  check_currencies (self);
  check_dates (self);
}

/**
 * kontor_invoice_check:
 * @self: an invoice with its amounts, computed or read
 * @kind: which rules hold
 * @rules: code lists, rates
 *
 * Checks the rules of EN 16931 that can be seen in the model, those of XRechnung where it is one,
 * and for sellers in Germany what § 14 UStG wants on an invoice. Specification, process and what
 * depends on the bytes are the business of kontor_einvoice_check(). Nothing is computed here that
 * was not said: the amounts must agree as they are. A draft should have the number that it is going
 * to get. Takes well under a millisecond for a usual invoice. Any thread.
 *
 * Returns: (transfer full) (element-type KontorFinding): the rules that are broken; empty when none
 */
GPtrArray *
kontor_invoice_check (const KontorInvoice      *self,
                      KontorCheckKind           kind,
                      const KontorFinanceRules *rules)
{
  KontorInvoiceCheck check = { self, kind, rules, kontor_findings_new (), 0, 0 };

  g_return_val_if_fail (self != NULL, check.findings);
  g_return_val_if_fail (rules != NULL, check.findings);

  check_head (&check);
  kontor_check_parties (&check);
  kontor_check_payment (&check);
  kontor_check_references (&check);
  if (kind >= KONTOR_CHECK_EN16931)
    kontor_check_lines (&check);
  kontor_check_sums (&check);
  if (kind > KONTOR_CHECK_MINIMUM)
    kontor_check_categories (&check);
  if (kind == KONTOR_CHECK_XRECHNUNG)
    kontor_check_germany (&check);
  kontor_check_law (&check);
  return check.findings;
}
