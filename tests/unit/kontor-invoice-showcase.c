/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"
#include "kontor-invoice-showcase.h"

#define E6 KONTOR_INVOICE_ONE

typedef struct
{
  const char *names[2];
  const char *details[2];
  const char *sku;
  const char *unit;
  gint64      quantity_e6;
  gint64      price_e6;
  gint64      rate_bp;
} Ware;

static const Ware wares[] = {
  { { "Shelf “Elbe”, oiled oak", "Regal „Elbe“, Eiche geölt" },
    { "80 × 200 × 32 cm, with wall mount", "80 × 200 × 32 cm, mit Wandbefestigung" },
    "RG-ELBE-80",
    "H87",
    2 * E6,
    349 * E6,
    1900 },
  { { "Handbook of storage", "Handbuch Lager" },
    { NULL, NULL },
    "BUCH-1",
    "H87",
    5 * E6,
    12500000,
    700 },
  { { "Consulting on site", "Beratung vor Ort" },
    { "Measuring, plan and quotation", "Aufmaß, Planung und Angebot" },
    NULL,
    "HUR",
    3500000,
    89 * E6,
    1900 },
  { { "Wall plugs 8 mm", "Dübel 8 mm" }, { NULL, NULL }, "DB-8", "H87", 250 * E6, 34900, 1900 },
};

static void
fill_seller (KontorInvoiceParty *party)
{
  party->address.name = g_strdup ("Zeder & Moos GmbH");
  party->trade_name = g_strdup ("Zeder & Moos");
  party->address.street = g_strdup ("Hafenweg 12");
  party->address.postcode = g_strdup ("20457");
  party->address.city = g_strdup ("Hamburg");
  party->address.country = g_strdup ("DE");
  party->vat_id = g_strdup ("DE123456788");
  party->tax_number = g_strdup ("27/123/45678");
  party->legal_id.id = g_strdup ("HRB 123456 Hamburg");
  party->legal_info = g_strdup ("Geschäftsführung: Ada Zeder");
  party->contact = g_strdup ("Mara Klein");
  party->phone = g_strdup ("+49 40 1234567");
  party->email = g_strdup ("rechnung@zeder-moos.example");
}

static void
fill_buyer (KontorInvoiceParty *party)
{
  party->address.name = g_strdup ("Müller & Söhne GmbH");
  party->address.extra = g_strdup ("Einkauf");
  party->address.street = g_strdup ("Große Brunnenstraße 117");
  party->address.postcode = g_strdup ("50667");
  party->address.city = g_strdup ("Köln");
  party->address.country = g_strdup ("DE");
  party->vat_id = g_strdup ("DE136695976");
  kontor_invoice_add_party_id (party)->id = g_strdup ("K10042");
}

static void
add_line (KontorInvoice *invoice, guint index, gboolean german)
{
  const Ware        *ware = &wares[index % G_N_ELEMENTS (wares)];
  KontorInvoiceLine *line = kontor_invoice_add_line (invoice);

  line->name = g_strdup (ware->names[german]);
  line->description = g_strdup (ware->details[german]);
  line->sku = g_strdup (ware->sku);
  line->unit = g_strdup (ware->unit);
  line->quantity_e6 = ware->quantity_e6;
  line->price_e6 = ware->price_e6;
  line->category = g_strdup ("S");
  line->rate_bp = ware->rate_bp;
}

static void
add_freight (KontorInvoice *invoice, gboolean german)
{
  KontorInvoiceAdjustment *freight = kontor_invoice_add_adjustment (invoice->adjustments);
  KontorInvoiceAdjustment *discount = kontor_invoice_add_adjustment (invoice->adjustments);

  discount->percent_e6 = 5 * E6;
  discount->reason = g_strdup (german ? "Stammkundenrabatt" : "Regular customer");
  discount->reason_code = g_strdup ("95");
  freight->is_charge = TRUE;
  freight->amount_minor = 1490;
  freight->reason = g_strdup (german ? "Versand" : "Shipping");
  freight->reason_code = g_strdup ("FC");
}

static void
fill_payment (KontorInvoice *invoice, gboolean german)
{
  KontorInvoiceAccount  *account = kontor_invoice_add_account (invoice);
  KontorInvoiceDiscount *discount = NULL;

  account->iban = g_strdup ("DE02120300000000202051");
  account->bic = g_strdup ("BYLADEM1001");
  account->name = g_strdup ("Zeder & Moos GmbH");
  invoice->payment.means = g_strdup ("58");
  invoice->payment.due_day = invoice->issue_day + 14;
  if (invoice->kind != KONTOR_INVOICE_INVOICE)
    return;

  discount = kontor_invoice_add_discount (invoice);
  discount->days = 7;
  discount->percent_e6 = 2 * E6;
}

static void
refer (KontorInvoice *invoice, const char *number)
{
  KontorInvoicePreceding *preceding = kontor_invoice_add_preceding (invoice);

  preceding->number = g_strdup (number);
  preceding->day = invoice->issue_day - 20;
}

/* E10: the advance goes off as a line of its own, with its VAT. */
static void
deduct_advance (KontorInvoice *invoice, gboolean german)
{
  KontorInvoiceLine *line = kontor_invoice_add_line (invoice);

  line->name = g_strdup (german ? "Anzahlungsrechnung AR-2026-0003 vom 01.11.2026"
                                : "Advance invoice AR-2026-0003 of 1 November 2026");
  line->unit = g_strdup ("C62");
  line->quantity_e6 = -E6;
  line->price_e6 = 300 * E6;
  line->category = g_strdup ("S");
  line->rate_bp = 1900;
}

static void
fill_kind (KontorInvoice *invoice, gboolean german)
{
  static const char *const numbers[KONTOR_INVOICE_N_KINDS] = {
    [KONTOR_INVOICE_QUOTATION] = "AN-2026-0042",   [KONTOR_INVOICE_CONFIRMATION] = "AB-2026-0042",
    [KONTOR_INVOICE_INVOICE] = "RE-2026-0001",     [KONTOR_INVOICE_PART] = "RE-2026-0002",
    [KONTOR_INVOICE_ADVANCE] = "AR-2026-0003",     [KONTOR_INVOICE_FINAL] = "RE-2026-0004",
    [KONTOR_INVOICE_CREDIT_NOTE] = "RK-2026-0001", [KONTOR_INVOICE_CANCELLATION] = "ST-2026-0001",
  };

  invoice->number = g_strdup (numbers[invoice->kind]);
  if (invoice->kind == KONTOR_INVOICE_QUOTATION)
    invoice->valid_until_day = invoice->issue_day + 30;
  if (invoice->kind == KONTOR_INVOICE_FINAL)
    {
      deduct_advance (invoice, german);
      refer (invoice, "AR-2026-0003");
    }
  if (kontor_invoice_is_credit (invoice))
    {
      refer (invoice, "RE-2026-0001");
      invoice->payment.terms = g_strdup (
        german ? "Wir überweisen den Betrag auf das Konto, von dem Sie gezahlt haben."
               : "We transfer the amount to the account that you paid from.");
    }
}

KontorInvoice *
kontor_invoice_showcase (KontorInvoiceKind kind, const char *language, guint n_lines)
{
  KontorInvoice *invoice = kontor_invoice_new ();
  gboolean       german = g_str_equal (language, "de");
  g_autoptr (GError) error = NULL;

  invoice->kind = kind;
  invoice->language = g_strdup (language);
  invoice->currency = g_strdup ("EUR");
  invoice->issue_day = 20778; /* 21 November 2026 */
  invoice->delivery_day = kind == KONTOR_INVOICE_ADVANCE ? 0 : 20776;
  invoice->references.order = g_strdup ("B-10042");
  invoice->references.sales_order = g_strdup ("PS261115-1004");
  fill_seller (&invoice->seller);
  fill_buyer (&invoice->buyer);
  for (guint i = 0; i < n_lines; i++)
    add_line (invoice, i, german);
  if (kind == KONTOR_INVOICE_INVOICE || kind == KONTOR_INVOICE_QUOTATION)
    add_freight (invoice, german);
  fill_payment (invoice, german);
  fill_kind (invoice, german);
  kontor_invoice_compute (invoice, &error);
  g_assert_no_error (error);
  return invoice;
}

KontorLetterhead
kontor_invoice_showcase_head (void)
{
  return (KontorLetterhead){
    .company = g_strdup ("Zeder & Moos"),
    .accent = g_strdup ("#2b6b4f"),
    .website = g_strdup ("zeder-moos.example"),
    .bank = g_strdup ("Deutsche Kreditbank"),
    .country = g_strdup ("DE"),
    .zone = g_time_zone_new_identifier ("Europe/Berlin"),
  };
}
