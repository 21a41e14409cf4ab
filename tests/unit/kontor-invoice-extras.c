/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-invoice-cases.h"

/* What invoices of authorities and industry have beyond those of shops: references, attachments,
 * periods, payees, cards and direct debits. */

static gboolean
chance (GRand *rand, int percent)
{
  return g_rand_int_range (rand, 0, 100) < percent;
}

static void
fill_references (KontorInvoice *invoice, GRand *rand)
{
  KontorInvoiceReferences *references = &invoice->references;

  references->contract = g_strdup (chance (rand, 50) ? "V-2026/7" : NULL);
  references->project = g_strdup (chance (rand, 50) ? "Projekt Hafen" : NULL);
  references->sales_order = g_strdup (chance (rand, 50) ? "A-77" : NULL);
  references->despatch = g_strdup (chance (rand, 50) ? "LS-99" : NULL);
  references->receipt = g_strdup (chance (rand, 50) ? "WE-3" : NULL);
  references->tender = g_strdup (chance (rand, 30) ? "Los 4" : NULL);
  references->buyer_account = g_strdup (chance (rand, 30) ? "4711" : NULL);
  if (chance (rand, 30))
    {
      references->object.id = g_strdup ("Zähler 12");
      references->object.scheme = g_strdup ("ABZ");
    }
}

static void
fill_attachments (KontorInvoice *invoice, GRand *rand)
{
  static const char        csv[] = "Stunde;Text\n1;Beratung\n";
  KontorInvoiceAttachment *attachment;

  if (chance (rand, 40))
    {
      attachment = kontor_invoice_add_attachment (invoice);
      attachment->id = g_strdup ("Stundenzettel");
      attachment->description = g_strdup ("Was wann getan wurde");
      attachment->mime = g_strdup ("text/csv");
      attachment->filename = g_strdup ("stunden.csv");
      attachment->data = g_bytes_new_static (csv, sizeof csv - 1);
    }
  if (chance (rand, 20))
    {
      attachment = kontor_invoice_add_attachment (invoice);
      attachment->id = g_strdup ("Plan");
      attachment->uri = g_strdup ("https://kontor-demo.example/plan?a=1&b=2");
    }
}

static void
fill_parties (KontorInvoice *invoice, GRand *rand)
{
  KontorInvoiceId *id;

  invoice->seller.trade_name = g_strdup (chance (rand, 50) ? "Kontor-Laden" : NULL);
  invoice->seller.line3 = g_strdup (chance (rand, 30) ? "Tor 3" : NULL);
  invoice->buyer.trade_name = g_strdup (chance (rand, 30) ? "Käufer" : NULL);
  invoice->buyer.contact = g_strdup (chance (rand, 50) ? "Frau Beispiel" : NULL);
  invoice->buyer.address.region = g_strdup (chance (rand, 20) ? "Region" : NULL);
  if (chance (rand, 40))
    {
      id = kontor_invoice_add_party_id (&invoice->seller);
      id->id = g_strdup ("4006381000008");
      id->scheme = g_strdup ("0088");
    }
  if (chance (rand, 40))
    {
      id = kontor_invoice_add_party_id (&invoice->buyer);
      id->id = g_strdup ("K10023");
    }
  if (chance (rand, 20))
    {
      KontorInvoiceParty *payee = kontor_invoice_take_party (&invoice->payee);

      payee->address.name = g_strdup ("Factor Bank AG");
      payee->legal_id.id = g_strdup ("HRB 77");
    }
}

static void
clear_transfer (KontorInvoice *invoice)
{
  g_ptr_array_set_size (invoice->payment.accounts, 0);
  g_clear_pointer (&invoice->payment.means, g_free);
}

static void
fill_payment (KontorInvoice *invoice, GRand *rand)
{
  KontorInvoicePayment *payment = &invoice->payment;

  if (chance (rand, 20))
    {
      clear_transfer (invoice);
      payment->means = g_strdup ("59");
      payment->mandate = g_strdup ("M-1");
      payment->creditor_id = g_strdup ("DE98ZZZ09999999999");
      payment->debtor_iban = g_strdup ("DE02120300000000202051");
    }
  else if (chance (rand, 20))
    {
      clear_transfer (invoice);
      payment->means = g_strdup ("48");
      payment->means_text = g_strdup ("Bezahlt mit Karte");
      payment->card_number = g_strdup ("1234");
      payment->card_holder = g_strdup ("A. Beispiel");
    }
  else if (payment->accounts->len == 1 && chance (rand, 30))
    {
      kontor_invoice_add_account (invoice)->iban = g_strdup ("DE75512108001245126199");
    }
}

static void
fill_dates (KontorInvoice *invoice, GRand *rand)
{
  if (chance (rand, 40))
    {
      invoice->from_day = invoice->issue_day - 40;
      invoice->to_day = invoice->issue_day - 10;
    }
  if (chance (rand, 20))
    invoice->tax_point_day = invoice->issue_day - 5;
  else if (invoice->from_day != 0 && chance (rand, 20))
    invoice->tax_point_code = g_strdup ("432");
  if (g_str_equal (invoice->currency, "CHF") && chance (rand, 50))
    invoice->tax_currency = g_strdup ("EUR");
}

static void
fill_line (KontorInvoice *invoice, KontorInvoiceLine *line, GRand *rand)
{
  line->buyer_sku = g_strdup (chance (rand, 30) ? "B-1" : NULL);
  line->origin = g_strdup (chance (rand, 30) ? "PT" : NULL);
  line->order_line = g_strdup (chance (rand, 30) && invoice->references.order != NULL ? "3" : NULL);
  line->cost_account = g_strdup (chance (rand, 30) ? "KST 9" : NULL);
  if (chance (rand, 20))
    {
      line->object.id = g_strdup ("Anschluss 7");
      line->object.scheme = g_strdup ("ABZ");
    }
  if (chance (rand, 20))
    {
      KontorInvoiceClass *item = kontor_invoice_add_class (line);

      item->code = g_strdup ("69123000");
      item->list = g_strdup ("TSP");
      item->version = g_strdup (chance (rand, 50) ? "2" : NULL);
    }
  if (invoice->from_day != 0 && chance (rand, 30))
    {
      line->from_day = invoice->from_day;
      line->to_day = invoice->from_day + 5;
    }
  if (invoice->price_mode == KONTOR_PRICE_NET && chance (rand, 20))
    line->list_price_e6 = line->price_e6 + 1500000;
}

void
kontor_invoice_fill_extras (KontorInvoice *invoice, GRand *rand)
{
  guint i;

  fill_references (invoice, rand);
  fill_attachments (invoice, rand);
  fill_parties (invoice, rand);
  fill_payment (invoice, rand);
  fill_dates (invoice, rand);
  for (i = 0; i < invoice->lines->len; i++)
    fill_line (invoice, g_ptr_array_index (invoice->lines, i), rand);
  if (chance (rand, 30))
    kontor_invoice_add_note (invoice, "Es gelten unsere Bedingungen.")->code = g_strdup ("AAI");
}
