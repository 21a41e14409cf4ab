/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include <string.h>

#include "kontor-invoice-check-private.h"
#include "kontor-number.h"

#define RATE_ONE 10000 /* basis points in a whole */

typedef enum
{
  IDS_SELLER,     /* VAT id or tax number, or the representative's VAT id */
  IDS_SELLER_VAT, /* VAT id, or the representative's */
  IDS_REVERSE,    /* the seller's, and VAT id or register number of the buyer */
  IDS_BOTH_VAT,   /* both VAT ids */
  IDS_NONE,       /* no VAT id at all */
} KontorIdsRule;

/* EN 16931-1 section 6.4.3: each VAT category with the letters of its rules. */
typedef struct
{
  const char   *category;
  const char   *letters;
  gboolean      has_rate;   /* above zero; and then no reason why there is no VAT */
  gboolean      has_reason; /* wants one */
  gboolean      is_exact;   /* the taxable amount, to the cent; else within one unit */
  KontorIdsRule ids;
} KontorCategory;

static const KontorCategory categories[] = {
  { "S", "S", TRUE, FALSE, TRUE, IDS_SELLER },     { "Z", "Z", FALSE, FALSE, FALSE, IDS_SELLER },
  { "E", "E", FALSE, TRUE, FALSE, IDS_SELLER },    { "AE", "AE", FALSE, TRUE, FALSE, IDS_REVERSE },
  { "K", "IC", FALSE, TRUE, FALSE, IDS_BOTH_VAT }, { "G", "G", FALSE, TRUE, FALSE, IDS_SELLER_VAT },
  { "O", "O", FALSE, TRUE, TRUE, IDS_NONE },       { "L", "AF", TRUE, FALSE, TRUE, IDS_SELLER },
  { "M", "AG", TRUE, FALSE, TRUE, IDS_SELLER },
};

static void
report (KontorInvoiceCheck *self, const KontorCategory *category, const char *number)
{
  g_autofree char *rule = g_strdup_printf ("BR-%s-%s", category->letters, number);

  kontor_check_report (self, rule);
}

static gboolean
is_of (const char *category, const KontorCategory *wanted)
{
  return g_strcmp0 (category, wanted->category) == 0;
}

static gboolean
has_seller_vat (const KontorInvoice *invoice)
{
  return kontor_check_is_given (invoice->seller.vat_id)
         || (invoice->tax_representative != NULL
             && kontor_check_is_given (invoice->tax_representative->vat_id));
}

static gboolean
ids_hold (const KontorInvoice *invoice, KontorIdsRule rule)
{
  gboolean seller_vat = has_seller_vat (invoice);
  gboolean seller = seller_vat || kontor_check_is_given (invoice->seller.tax_number);
  gboolean buyer_vat = kontor_check_is_given (invoice->buyer.vat_id);

  switch (rule)
    {
    case IDS_SELLER:
      return seller;
    case IDS_SELLER_VAT:
      return seller_vat;
    case IDS_REVERSE:
      return seller && (buyer_vat || kontor_check_is_given (invoice->buyer.legal_id.id));
    case IDS_BOTH_VAT:
      return seller_vat && buyer_vat;
    case IDS_NONE:
      return !seller_vat && !buyer_vat;
    }

  g_return_val_if_reached (FALSE);
}

static gboolean
rate_holds (const KontorCategory *category, gint64 rate_bp)
{
  if (strcmp (category->category, "S") == 0)
    return rate_bp > 0;

  return category->has_rate || rate_bp == 0;
}

/* What of a category there is on the invoice. */
typedef struct
{
  guint lines;
  guint allowances;
  guint charges;
  guint groups;
} KontorUse;

static KontorUse
count_use (const KontorInvoiceCheck *self, const KontorCategory *category)
{
  const KontorInvoice *invoice = self->invoice;
  KontorUse            use = { 0, 0, 0, 0 };
  guint                i;

  for (i = 0; self->kind >= KONTOR_CHECK_EN16931 && i < invoice->lines->len; i++)
    {
      const KontorInvoiceLine *line = g_ptr_array_index (invoice->lines, i);

      use.lines += kontor_check_counts (line) && is_of (line->category, category);
    }
  for (i = 0; i < invoice->adjustments->len; i++)
    {
      const KontorInvoiceAdjustment *item = g_ptr_array_index (invoice->adjustments, i);

      use.allowances += !item->is_charge && is_of (item->category, category);
      use.charges += item->is_charge && is_of (item->category, category);
    }
  for (i = 0; i < invoice->taxes->len; i++)
    {
      const KontorInvoiceTax *tax = g_ptr_array_index (invoice->taxes, i);

      use.groups += is_of (tax->category, category) ? 1 : 0;
    }

  return use;
}

/* BR-*-01: groups for what is there, and for nothing else. */
static void
check_groups (KontorInvoiceCheck *self, const KontorCategory *category, const KontorUse *use)
{
  guint n_used = use->lines + use->allowances + use->charges;

  if (n_used > 0 && use->groups == 0)
    report (self, category, "01");
  else if (!category->has_rate && use->groups > 1)
    report (self, category, "01");
  else if (!category->has_rate && self->kind >= KONTOR_CHECK_EN16931 && n_used == 0
           && use->groups > 0)
    report (self, category, "01");
}

static void
check_ids (KontorInvoiceCheck *self, const KontorCategory *category, const KontorUse *use)
{
  if (ids_hold (self->invoice, category->ids))
    return;

  if (use->lines > 0)
    report (self, category, "02");
  if (use->allowances > 0)
    report (self, category, "03");
  if (use->charges > 0)
    report (self, category, "04");
}

static void
check_rates (KontorInvoiceCheck *self, const KontorCategory *category)
{
  const KontorInvoice *invoice = self->invoice;
  guint                i;

  for (i = 0; self->kind >= KONTOR_CHECK_EN16931 && i < invoice->lines->len; i++)
    {
      const KontorInvoiceLine *line = g_ptr_array_index (invoice->lines, i);

      self->line = i + 1;
      if (kontor_check_counts (line) && is_of (line->category, category)
          && !rate_holds (category, line->rate_bp))
        report (self, category, "05");
    }
  self->line = 0;

  for (i = 0; i < invoice->adjustments->len; i++)
    {
      const KontorInvoiceAdjustment *item = g_ptr_array_index (invoice->adjustments, i);

      self->part = i + 1;
      if (is_of (item->category, category) && !rate_holds (category, item->rate_bp))
        report (self, category, item->is_charge ? "07" : "06");
    }
  self->part = 0;
}

/* Categories with a rate have a group for each; the others one whatever the rates say. */
static gboolean
is_in_group (const char             *category,
             gint64                  rate_bp,
             const KontorInvoiceTax *tax,
             const KontorCategory   *wanted)
{
  return is_of (category, wanted) && (!wanted->has_rate || rate_bp == tax->rate_bp);
}

static gboolean
sum_group (const KontorInvoice    *invoice,
           const KontorInvoiceTax *tax,
           const KontorCategory   *category,
           gint64                 *sum)
{
  gboolean fits = TRUE;
  guint    i;

  *sum = 0;
  for (i = 0; i < invoice->lines->len; i++)
    {
      const KontorInvoiceLine *line = g_ptr_array_index (invoice->lines, i);

      if (kontor_check_counts (line) && is_in_group (line->category, line->rate_bp, tax, category))
        fits = fits && kontor_add_checked (*sum, line->net_minor, sum);
    }
  for (i = 0; i < invoice->adjustments->len; i++)
    {
      const KontorInvoiceAdjustment *item = g_ptr_array_index (invoice->adjustments, i);

      if (!is_in_group (item->category, item->rate_bp, tax, category))
        continue;
      if (item->is_charge)
        fits = fits && kontor_add_checked (*sum, item->amount_minor, sum);
      else
        fits = fits && !__builtin_sub_overflow (*sum, item->amount_minor, sum);
    }

  return fits;
}

static gint64
get_unit (const KontorInvoiceCheck *self)
{
  guint  digits = kontor_currency_is_known (self->invoice->currency)
                    ? kontor_currency_digits (self->invoice->currency)
                    : 2;
  gint64 unit = 1;

  for (; digits > 0; digits--)
    unit *= 10;
  return unit;
}

/* BR-*-08. */
static void
check_taxable (KontorInvoiceCheck     *self,
               const KontorCategory   *category,
               const KontorInvoiceTax *tax)
{
  g_autofree char *rule = g_strdup_printf ("BR-%s-08", category->letters);
  gint64           slack = category->is_exact ? 0 : get_unit (self) - 1;
  gint64           sum;
  gint64           difference;

  if (self->kind < KONTOR_CHECK_EN16931)
    return;

  if (!sum_group (self->invoice, tax, category, &sum)
      || __builtin_sub_overflow (sum, tax->net_minor, &difference))
    kontor_check_report (self, rule);
  else if (difference > slack || difference < -slack)
    kontor_check_want_equal (self, sum, tax->net_minor, rule);
}

/* BR-CO-17 and BR-*-09: the official rules let one unit of the currency pass, since VAT that was
 * taken out of gross prices may differ by a cent. More than a cent is worth a note. */
static void
check_tax (KontorInvoiceCheck *self, const KontorInvoiceTax *tax)
{
  gint64 expected;
  gint64 difference;

  if (!kontor_scale_rounded (tax->net_minor, tax->rate_bp, RATE_ONE, &expected)
      || __builtin_sub_overflow (expected, tax->tax_minor, &difference))
    {
      kontor_check_report (self, "BR-CO-17");
      return;
    }

  if (difference >= -1 && difference <= 1)
    return;

  kontor_check_want_equal (self, expected, tax->tax_minor, "BR-CO-17");
  if (difference < get_unit (self) && difference > -get_unit (self))
    {
      KontorFinding *last = g_ptr_array_index (self->findings, self->findings->len - 1);

      last->severity = KONTOR_FINDING_NOTE;
    }
}

static void
check_group (KontorInvoiceCheck *self, const KontorCategory *category, const KontorInvoiceTax *tax)
{
  gboolean has_reason = kontor_check_is_given (tax->exemption_reason)
                        || kontor_check_is_given (tax->exemption_code);

  check_taxable (self, category, tax);
  if (!category->has_rate && tax->tax_minor != 0)
    report (self, category, "09");
  if (has_reason != category->has_reason)
    report (self, category, "10");
}

static void
check_category (KontorInvoiceCheck *self, const KontorCategory *category)
{
  const GPtrArray *taxes = self->invoice->taxes;
  KontorUse        use = count_use (self, category);
  guint            i;

  check_groups (self, category, &use);
  check_ids (self, category, &use);
  check_rates (self, category);
  for (i = 0; i < taxes->len; i++)
    {
      const KontorInvoiceTax *tax = g_ptr_array_index (taxes, i);

      self->part = i + 1;
      if (is_of (tax->category, category))
        check_group (self, category, tax);
    }
  self->part = 0;
}

static gboolean
has_group (const KontorInvoice *invoice, const char *category)
{
  guint i;

  for (i = 0; i < invoice->taxes->len; i++)
    {
      const KontorInvoiceTax *tax = g_ptr_array_index (invoice->taxes, i);

      if (g_strcmp0 (tax->category, category) == 0)
        return TRUE;
    }

  return FALSE;
}

static void
check_supply_in_union (KontorInvoiceCheck *self)
{
  const KontorInvoice *invoice = self->invoice;

  if (!has_group (invoice, "K"))
    return;

  kontor_check_want (
    self, invoice->delivery_day != 0 || invoice->from_day != 0 || invoice->to_day != 0, "BR-IC-11");
  kontor_check_want (self,
                     invoice->ship_to != NULL
                       && kontor_check_is_given (invoice->ship_to->address.country),
                     "BR-IC-12");
}

static gboolean
is_other (const char *category)
{
  return kontor_check_is_given (category) && strcmp (category, "O") != 0;
}

/* BR-O-11 to BR-O-14. */
static void
check_outside (KontorInvoiceCheck *self)
{
  const KontorInvoice *invoice = self->invoice;
  guint                i;

  if (!has_group (invoice, "O"))
    return;

  for (i = 0; i < invoice->taxes->len; i++)
    {
      const KontorInvoiceTax *tax = g_ptr_array_index (invoice->taxes, i);

      self->part = i + 1;
      kontor_check_want (self, !is_other (tax->category), "BR-O-11");
    }
  for (i = 0; i < invoice->adjustments->len; i++)
    {
      const KontorInvoiceAdjustment *item = g_ptr_array_index (invoice->adjustments, i);

      self->part = i + 1;
      kontor_check_want (self, !is_other (item->category), item->is_charge ? "BR-O-14" : "BR-O-13");
    }
  self->part = 0;
  for (i = 0; i < invoice->lines->len; i++)
    {
      const KontorInvoiceLine *line = g_ptr_array_index (invoice->lines, i);

      self->line = i + 1;
      kontor_check_want (self, !is_other (line->category), "BR-O-12");
    }
  self->line = 0;
}

static void
check_split_payment (KontorInvoiceCheck *self)
{
  const KontorInvoice *invoice = self->invoice;

  if (!has_group (invoice, "B"))
    return;

  kontor_check_want (self,
                     g_strcmp0 (invoice->seller.address.country, "IT") == 0
                       && g_strcmp0 (invoice->buyer.address.country, "IT") == 0,
                     "BR-B-01");
  kontor_check_want (self, !has_group (invoice, "S"), "BR-B-02");
}

/* BG-23 and the rules of each VAT category. */
void
kontor_check_categories (KontorInvoiceCheck *self)
{
  const GPtrArray *taxes = self->invoice->taxes;
  guint            i;

  kontor_check_want (self, taxes->len > 0, "BR-CO-18");
  for (i = 0; i < taxes->len; i++)
    {
      const KontorInvoiceTax *tax = g_ptr_array_index (taxes, i);

      self->part = i + 1;
      kontor_check_want (self, kontor_check_is_given (tax->category), "BR-47");
      kontor_check_want_code (self, "5305", tax->category, "BR-CL-17");
      kontor_check_want_code (self, "vatex", tax->exemption_code, "BR-CL-22");
      check_tax (self, tax);
    }
  self->part = 0;

  for (i = 0; i < G_N_ELEMENTS (categories); i++)
    check_category (self, &categories[i]);
  check_supply_in_union (self);
  check_outside (self);
  check_split_payment (self);
}
