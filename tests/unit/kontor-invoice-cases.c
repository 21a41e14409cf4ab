/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-invoice-cases.h"

#include "kontor-number.h"
#include "kontor-time.h"

static void
case_free (gpointer data)
{
  KontorInvoiceCase *self = data;

  g_free (self->name);
  kontor_invoice_free (self->invoice);
  kontor_json_unref (self->expected);
  g_free (self);
}

char *
kontor_invoice_shared_path (const char *name)
{
  return g_build_filename (g_getenv ("KONTOR_SHARED"), "finance", name, NULL);
}

gint64
kontor_invoice_decimal (const char *text, guint scale)
{
  g_autoptr (GError) error = NULL;
  gint64 value = 0;

  if (text == NULL)
    return 0;

  kontor_decimal_parse (text, scale, ".", &value, &error);
  g_assert_no_error (error);
  return value;
}

static gint64
get_decimal (const KontorJson *json, const char *key, guint scale)
{
  return kontor_invoice_decimal (kontor_json_get_string (json, key, NULL), scale);
}

static gint64
get_day (const KontorJson *json, const char *key)
{
  const char *text = kontor_json_get_string (json, key, NULL);
  gint64      day = 0;

  if (text != NULL)
    g_assert_true (kontor_day_parse (text, &day, NULL));
  return day;
}

static char *
dup (const KontorJson *json, const char *key)
{
  return g_strdup (kontor_json_get_string (json, key, NULL));
}

static void
load_party (KontorInvoiceParty *party, const KontorJson *json)
{
  party->address.name = dup (json, "name");
  party->address.street = dup (json, "street");
  party->address.postcode = dup (json, "zip");
  party->address.city = dup (json, "city");
  party->address.country = dup (json, "country");
  party->vat_id = dup (json, "vat");
  party->tax_number = dup (json, "taxno");
  party->contact = dup (json, "contact");
  party->phone = dup (json, "phone");
  party->endpoint.id = dup (json, "email");
  party->endpoint.scheme = g_strdup ("EM");
  if (party->contact != NULL)
    party->email = dup (json, "email");
  if (kontor_json_has (json, "id"))
    kontor_invoice_add_party_id (party)->id = dup (json, "id");
}

static void
load_adjustments (GPtrArray *adjustments, const KontorJson *json, const char *key)
{
  const KontorJson *array = kontor_json_get_array (json, key);
  guint             i;

  for (i = 0; i < kontor_json_length (array); i++)
    {
      const KontorJson        *item = kontor_json_at (array, i);
      KontorInvoiceAdjustment *adjustment = kontor_invoice_add_adjustment (adjustments);

      adjustment->is_charge = g_str_equal (key, "charges");
      adjustment->amount_minor = get_decimal (item, "amount", 2);
      adjustment->gross_minor = get_decimal (item, "gross_amount", 2);
      adjustment->percent_e6 = get_decimal (item, "percent", 6);
      adjustment->reason = dup (item, "reason");
      adjustment->reason_code = dup (item, "code");
      adjustment->category = dup (item, "cat");
      adjustment->rate_bp = get_decimal (item, "rate", 2);
    }
}

static void
load_line (KontorInvoiceLine *line, const KontorJson *json)
{
  line->name = dup (json, "name");
  line->sku = dup (json, "sku");
  line->unit = dup (json, "unit");
  line->quantity_e6 = get_decimal (json, "qty", 6);
  line->price_e6 = kontor_json_has (json, "gross_price") ? get_decimal (json, "gross_price", 6)
                                                         : get_decimal (json, "price", 6);
  line->base_quantity_e6 = get_decimal (json, "base_qty", 6);
  line->category = dup (json, "cat");
  line->rate_bp = get_decimal (json, "rate", 2);
  load_adjustments (line->adjustments, json, "allowances");
  load_adjustments (line->adjustments, json, "charges");
}

/* Why each line has its category; the examples say it as text only. */
static const char *
get_reason (const KontorJson *json, const char *category)
{
  if (g_strcmp0 (category, "AE") == 0)
    return "union-service";
  if (g_strcmp0 (category, "K") == 0)
    return "union-supply";
  if (g_strcmp0 (category, "G") == 0)
    return "export";
  if (g_strcmp0 (category, "E") == 0)
    return kontor_json_has (json, "exemption") ? "margin-goods" : "small-business";

  return "home";
}

static void
load_payment (KontorInvoice *invoice, const KontorJson *json)
{
  const KontorJson *seller = kontor_json_get_object (json, "seller");

  invoice->payment.means = dup (json, "pay");
  invoice->payment.terms = dup (json, "terms");
  invoice->payment.due_day = get_day (json, "due");
  invoice->totals.paid_minor = get_decimal (json, "prepaid", 2);
  if (g_strcmp0 (invoice->payment.means, "58") == 0)
    {
      KontorInvoiceAccount *account = kontor_invoice_add_account (invoice);

      account->iban = dup (seller, "iban");
      account->name = dup (seller, "name");
      invoice->payment.remittance = dup (json, "id");
    }
}

static void
load_references (KontorInvoice *invoice, const KontorJson *json)
{
  const KontorJson *preceding = kontor_json_get_array (json, "preceding");
  const KontorJson *notes = kontor_json_get_array (json, "notes");
  guint             i;

  invoice->references.buyer_reference = dup (json, "buyer_reference");
  invoice->references.order = dup (json, "order");
  for (i = 0; i < kontor_json_length (notes); i++)
    kontor_invoice_add_note (invoice, kontor_json_string (kontor_json_at (notes, i)));

  for (i = 0; i < kontor_json_length (preceding); i++)
    {
      const KontorJson       *pair = kontor_json_at (preceding, i);
      KontorInvoicePreceding *item = kontor_invoice_add_preceding (invoice);

      item->number = g_strdup (kontor_json_string (kontor_json_at (pair, 0)));
      g_assert_true (
        kontor_day_parse (kontor_json_string (kontor_json_at (pair, 1)), &item->day, NULL));
    }
}

static KontorInvoice *
load_invoice (const KontorJson *json)
{
  KontorInvoice    *invoice = kontor_invoice_new ();
  const KontorJson *lines = kontor_json_get_array (json, "lines");
  const KontorJson *ship_to = kontor_json_get_object (json, "ship_to");
  guint             i;

  invoice->kind = g_strcmp0 (kontor_json_get_string (json, "type", ""), "381") == 0
                    ? KONTOR_INVOICE_CREDIT_NOTE
                    : KONTOR_INVOICE_INVOICE;
  invoice->number = dup (json, "id");
  invoice->currency = dup (json, "currency");
  invoice->language = g_strdup ("de");
  invoice->issue_day = get_day (json, "issue");
  invoice->delivery_day = get_day (json, "delivery");
  invoice->price_mode = g_strcmp0 (kontor_json_get_string (json, "price_mode", ""), "gross") == 0
                          ? KONTOR_PRICE_GROSS
                          : KONTOR_PRICE_NET;
  load_party (&invoice->seller, kontor_json_get_object (json, "seller"));
  load_party (&invoice->buyer, kontor_json_get_object (json, "buyer"));
  if (ship_to != NULL)
    {
      load_party (kontor_invoice_take_party (&invoice->ship_to), ship_to);
      g_clear_pointer (&invoice->ship_to->vat_id, g_free);
      g_clear_pointer (&invoice->ship_to->endpoint.id, g_free);
      g_clear_pointer (&invoice->ship_to->endpoint.scheme, g_free);
    }

  for (i = 0; i < kontor_json_length (lines); i++)
    {
      KontorInvoiceLine *line = kontor_invoice_add_line (invoice);

      load_line (line, kontor_json_at (lines, i));
      line->reason = g_strdup (get_reason (json, line->category));
    }
  load_adjustments (invoice->adjustments, json, "allowances");
  load_adjustments (invoice->adjustments, json, "charges");
  load_payment (invoice, json);
  load_references (invoice, json);
  return invoice;
}

GPtrArray *
kontor_invoice_cases_load (void)
{
  g_autofree char *path = kontor_invoice_shared_path ("examples/cases.json");
  g_autofree char *text = NULL;
  g_autoptr (KontorJson) json = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *cases = g_ptr_array_new_with_free_func (case_free);
  gsize      length;
  guint      i;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  json = kontor_json_parse (text, (gssize) length, &error);
  g_assert_no_error (error);

  for (i = 0; i < kontor_json_length (json); i++)
    {
      const KontorJson  *item = kontor_json_at (json, i);
      KontorInvoiceCase *self = g_new0 (KontorInvoiceCase, 1);

      self->name = dup (item, "case");
      self->invoice = load_invoice (kontor_json_get_object (item, "input"));
      self->expected = kontor_json_ref ((KontorJson *) kontor_json_get_object (item, "expected"));
      g_ptr_array_add (cases, self);
    }

  return cases;
}
