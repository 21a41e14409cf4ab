/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-invoice-cases.h"

/* Invoices as shops may write them, and a little beyond: every price mode, VAT category, kind of
 * discount, odd quantities, names with all that XML must escape. The same seed gives the same one.
 */

typedef struct
{
  const char *category;
  gint64      rate_bp;
} KontorTestRate;

/* One list a kind of sale: what may stand beside each other on one invoice. */
static const KontorTestRate home[] = {
  { "S", 1900 }, { "S", 700 }, { "S", 1900 }, { "Z", 0 }, { "E", 0 }
};
static const KontorTestRate abroad[] = { { "S", 2000 }, { "S", 1000 }, { "S", 1300 } };
static const KontorTestRate reverse[] = { { "AE", 0 } };
static const KontorTestRate reverse_home[] = { { "AE", 0 }, { "S", 1900 } };
static const KontorTestRate union_supply[] = { { "K", 0 } };
static const KontorTestRate export[] = { { "G", 0 } };
static const KontorTestRate exempt[] = { { "E", 0 } };
static const KontorTestRate outside[] = { { "O", 0 } };

static const struct
{
  const KontorTestRate *rates;
  int                   n_rates;
  const char           *buyer_country;
  const char           *buyer_vat_id;
} sales[] = {
  { home, G_N_ELEMENTS (home), "DE", NULL },
  { home, G_N_ELEMENTS (home), "DE", "DE136695976" },
  { abroad, G_N_ELEMENTS (abroad), "AT", NULL },
  { reverse, G_N_ELEMENTS (reverse), "AT", "ATU12345675" },
  { reverse_home, G_N_ELEMENTS (reverse_home), "DE", "DE136695976" },
  { union_supply, G_N_ELEMENTS (union_supply), "AT", "ATU12345675" },
  { export, G_N_ELEMENTS (export), "CH", NULL },
  { exempt, G_N_ELEMENTS (exempt), "DE", NULL },
  { outside, G_N_ELEMENTS (outside), "CH", NULL },
};

static const char *const names[] = {
  "Teekanne \"Nord\"",   "Müller & Söhne <Gravur>",
  "Kabel 3 × 1,5 mm²",   "T-Shirt, Größe M",
  "Emaille-Becher 🫖", "Ĉapelo",
  "Ordner’s A4",         "Beratung",
};

static const char *const units[] = { "H87", "C62", "HUR", "MTR", "KGM", "XPK" };

static gboolean
chance (GRand *rand, int percent)
{
  return g_rand_int_range (rand, 0, 100) < percent;
}

static void
fill_parties (KontorInvoice *invoice, GRand *rand, guint sale)
{
  gboolean outside_vat = sales[sale].rates == outside;

  invoice->seller.address.name = g_strdup ("Kontor Demo GmbH");
  invoice->seller.address.street = g_strdup ("Hafenstraße 12");
  invoice->seller.address.postcode = g_strdup ("20457");
  invoice->seller.address.city = g_strdup ("Hamburg");
  invoice->seller.address.country = g_strdup ("DE");
  invoice->seller.vat_id = g_strdup (outside_vat ? NULL : "DE123456788");
  invoice->seller.tax_number = g_strdup ("27/123/45678");
  invoice->seller.legal_id.id = g_strdup ("HRB 12345");
  invoice->seller.legal_info = g_strdup ("Amtsgericht Hamburg; Geschäftsführerin: Ada Beispiel");
  invoice->seller.contact = g_strdup ("Buchhaltung");
  invoice->seller.phone = g_strdup ("+49 40 1234567");
  invoice->seller.email = g_strdup ("rechnung@kontor-demo.example");
  invoice->seller.endpoint.id = g_strdup ("rechnung@kontor-demo.example");
  invoice->seller.endpoint.scheme = g_strdup ("EM");

  invoice->buyer.address.name = g_strdup ("Käufer & Co. <Einkauf>");
  invoice->buyer.address.street = g_strdup ("Ring 5");
  invoice->buyer.address.extra = g_strdup (chance (rand, 30) ? "Hinterhaus" : NULL);
  invoice->buyer.address.postcode = g_strdup ("10115");
  invoice->buyer.address.city = g_strdup ("Ort");
  invoice->buyer.address.country = g_strdup (sales[sale].buyer_country);
  invoice->buyer.vat_id = g_strdup (sales[sale].buyer_vat_id);
  invoice->buyer.endpoint.id = g_strdup ("einkauf@kunde.example");
  invoice->buyer.endpoint.scheme = g_strdup ("EM");

  if (sales[sale].rates == union_supply || sales[sale].rates == export || chance (rand, 10))
    {
      KontorInvoiceParty *ship_to = kontor_invoice_take_party (&invoice->ship_to);

      ship_to->address.name = g_strdup ("Lager Süd");
      ship_to->address.city = g_strdup ("Wien");
      ship_to->address.postcode = g_strdup ("1010");
      ship_to->address.country = g_strdup (sales[sale].buyer_country);
    }
}

/* Percentages, and amounts that do not eat up what they are taken from. */
static void
fill_adjustment (KontorInvoice           *invoice,
                 KontorInvoiceAdjustment *adjustment,
                 GRand                   *rand,
                 gint64                   most)
{
  gint64 amount = most > 1 ? g_rand_int_range (rand, 1, (gint32) MIN (most, 100000)) : 1;

  adjustment->is_charge = chance (rand, 40);
  adjustment->reason = g_strdup (adjustment->is_charge ? "Versand" : "Rabatt");
  adjustment->reason_code = g_strdup (adjustment->is_charge ? "FC" : "95");
  if (chance (rand, 50))
    adjustment->percent_e6 = g_rand_int_range (rand, 1, 400) * G_GINT64_CONSTANT (100000);
  else if (invoice->price_mode == KONTOR_PRICE_GROSS)
    adjustment->gross_minor = amount;
  else
    adjustment->amount_minor = amount;
}

static void
fill_amounts (KontorInvoiceLine *line, GRand *rand)
{
  line->quantity_e6 = g_rand_int_range (rand, 1, 40) * KONTOR_INVOICE_ONE;
  if (chance (rand, 20))
    line->quantity_e6 = g_rand_int_range (rand, 1, 100000) * G_GINT64_CONSTANT (1000);
  if (chance (rand, 5))
    line->quantity_e6 = g_rand_int_range (rand, 10000, 2000000) * KONTOR_INVOICE_ONE;
  if (chance (rand, 5))
    line->quantity_e6 = -line->quantity_e6;

  line->price_e6 = g_rand_int_range (rand, 0, 30000) * G_GINT64_CONSTANT (10000);
  if (chance (rand, 20))
    line->price_e6 = g_rand_int_range (rand, 1, 1000000) * G_GINT64_CONSTANT (100);
  if (chance (rand, 5))
    line->base_quantity_e6 = 100 * KONTOR_INVOICE_ONE;
}

static void
fill_line (KontorInvoice *invoice, KontorInvoiceLine *line, GRand *rand, guint sale)
{
  const KontorTestRate *rate = &sales[sale].rates[g_rand_int_range (rand, 0, sales[sale].n_rates)];

  line->name = g_strdup (names[g_rand_int_range (rand, 0, G_N_ELEMENTS (names))]);
  line->unit = g_strdup (units[g_rand_int_range (rand, 0, G_N_ELEMENTS (units))]);
  line->category = g_strdup (rate->category);
  line->rate_bp = rate->rate_bp;
  line->description = g_strdup (chance (rand, 20) ? "Zwei Zeilen:\nzweite" : NULL);
  line->sku = g_strdup (chance (rand, 50) ? "SKU-17/3" : NULL);
  line->gtin = g_strdup (chance (rand, 20) ? "4006381333931" : NULL);
  line->note = g_strdup (chance (rand, 10) ? "bitte kühl lagern" : NULL);
  fill_amounts (line, rand);
  if (chance (rand, 15))
    {
      KontorInvoiceAttribute *attribute = kontor_invoice_add_attribute (line);

      attribute->name = g_strdup ("Farbe");
      attribute->value = g_strdup ("grün & blau");
    }
  if (chance (rand, 15))
    fill_adjustment (invoice, kontor_invoice_add_adjustment (line->adjustments), rand, 50);
}

static void
fill_payment (KontorInvoice *invoice, GRand *rand)
{
  if (chance (rand, 30))
    {
      invoice->payment.means = g_strdup ("68");
      invoice->totals.paid_minor = g_rand_int_range (rand, 0, 5000);
    }
  else
    {
      KontorInvoiceAccount *account = kontor_invoice_add_account (invoice);

      invoice->payment.means = g_strdup ("58");
      invoice->payment.remittance = g_strdup (invoice->number);
      account->iban = g_strdup ("DE02120300000000202051");
      account->name = g_strdup ("Kontor Demo GmbH");
      account->bic = g_strdup (chance (rand, 30) ? "BYLADEM1001" : NULL);
    }

  invoice->payment.terms = g_strdup ("Zahlbar bis zum Fälligkeitstag.");
  invoice->payment.due_day = invoice->issue_day + 14;
  if (chance (rand, 10))
    {
      KontorInvoiceDiscount *discount = kontor_invoice_add_discount (invoice);

      discount->days = 7;
      discount->percent_e6 = 2 * KONTOR_INVOICE_ONE;
    }
}

static void
fill_head (KontorInvoice *invoice, GRand *rand, guint32 seed)
{
  static const KontorInvoiceKind kinds[] = {
    KONTOR_INVOICE_INVOICE, KONTOR_INVOICE_INVOICE, KONTOR_INVOICE_INVOICE,
    KONTOR_INVOICE_PART,    KONTOR_INVOICE_FINAL,   KONTOR_INVOICE_CREDIT_NOTE,
  };

  invoice->kind = kinds[g_rand_int_range (rand, 0, G_N_ELEMENTS (kinds))];
  invoice->number = g_strdup_printf ("RE-2026-%u", seed);
  invoice->currency = g_strdup (chance (rand, 90) ? "EUR" : "CHF");
  invoice->language = g_strdup (chance (rand, 50) ? "de" : "en");
  invoice->price_mode = chance (rand, 50) ? KONTOR_PRICE_GROSS : KONTOR_PRICE_NET;
  invoice->issue_day = 20778 + g_rand_int_range (rand, 0, 300);
  invoice->delivery_day = invoice->issue_day - g_rand_int_range (rand, 0, 20);
  invoice->references.buyer_reference = g_strdup ("N/A");
  invoice->references.order = g_strdup (chance (rand, 70) ? "B-10042" : NULL);
  if (invoice->kind == KONTOR_INVOICE_CREDIT_NOTE)
    {
      KontorInvoicePreceding *preceding = kontor_invoice_add_preceding (invoice);

      preceding->number = g_strdup ("RE-2026-0001");
      preceding->day = invoice->issue_day - 3;
    }
  if (chance (rand, 30))
    kontor_invoice_add_note (invoice, "Vielen Dank für Ihren Einkauf & bis bald.");
}

/* Every VAT group says why there is no tax, where a reason is wanted (BR-E-10 and its sisters). */
static void
fill_exemptions (KontorInvoice *invoice)
{
  guint i;

  for (i = 0; i < invoice->taxes->len; i++)
    {
      KontorInvoiceTax *tax = g_ptr_array_index (invoice->taxes, i);

      if (!g_str_equal (tax->category, "S") && !g_str_equal (tax->category, "Z"))
        tax->exemption_reason = g_strdup ("Steuerfrei nach Gesetz");
    }
}

KontorInvoice *
kontor_invoice_random (guint32 seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (GError) error = NULL;
  KontorInvoice *invoice = kontor_invoice_new ();
  guint          sale = (guint) g_rand_int_range (rand, 0, G_N_ELEMENTS (sales));
  int            n_lines = g_rand_int_range (rand, 1, 12);
  int            n_adjustments = MAX (0, g_rand_int_range (rand, -4, 4));
  int            i;

  fill_head (invoice, rand, seed);
  fill_parties (invoice, rand, sale);
  for (i = 0; i < n_lines; i++)
    fill_line (invoice, kontor_invoice_add_line (invoice), rand, sale);
  for (i = 0; i < n_adjustments; i++)
    fill_adjustment (invoice, kontor_invoice_add_adjustment (invoice->adjustments), rand, 2000);
  fill_payment (invoice, rand);
  if (chance (rand, 30))
    kontor_invoice_fill_extras (invoice, rand);

  kontor_invoice_compute (invoice, &error);
  g_assert_no_error (error);
  fill_exemptions (invoice);
  if (invoice->tax_currency != NULL)
    invoice->totals.accounting_tax_minor = invoice->totals.tax_minor * 105 / 100;
  return invoice;
}
