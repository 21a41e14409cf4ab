/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "kontor-invoice-private.h"
#include "kontor-number.h"
#include "kontor-order-private.h"
#include "kontor-record.h"
#include "kontor-text.h"
#include "kontor-time.h"
#include "kontor-totals.h"

#define PAYMENT_DAYS "14"

/* Where money is asked for. */
static gboolean
is_claim (KontorInvoiceKind kind)
{
  return kind != KONTOR_INVOICE_QUOTATION && kind != KONTOR_INVOICE_CONFIRMATION;
}

static void
set (char **field, const char *text)
{
  g_free (*field); /* replaced */
  *field = g_strdup (text != NULL ? text : "");
}

static const char *
get (const KontorJson *settings, const char *key)
{
  return kontor_json_get_string (settings, key, "");
}

/**
 * kontor_invoice_today:
 * @at: UTC microseconds
 *
 * Returns: the company's day of that moment
 */
gint64
kontor_invoice_today (gint64 at)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();

  return kontor_day_from_time (at, zone);
}

/**
 * kontor_invoice_read_settings:
 * @database: a connection
 * @error: return location for an error
 *
 * Errors: #KontorDatabaseError.
 *
 * Returns: (transfer full): an object of all settings of the company, or %NULL
 */
KontorJson *
kontor_invoice_read_settings (KontorDatabase *database, GError **error)
{
  g_autoptr (KontorJson) settings = kontor_json_new_object ();
  g_autoptr (KontorStatement) rows = kontor_database_query (
    database, "SELECT key, value FROM setting", error, KONTOR_NO_VALUES);
  KontorStep step = KONTOR_STEP_FAILED;

  while (rows != NULL && (step = kontor_statement_step (rows, error)) == KONTOR_STEP_ROW)
    kontor_json_set_string (
      settings, kontor_statement_get_text (rows, 0), kontor_statement_get_text (rows, 1));
  return step == KONTOR_STEP_DONE ? g_steal_pointer (&settings) : NULL;
}

/* --- who --- */

static void
set_endpoint (KontorInvoiceParty *party, const char *email)
{
  if (kontor_text_is_blank (email))
    return;

  set (&party->email, email);
  set (&party->endpoint.id, email);
  set (&party->endpoint.scheme, "EM");
}

static void
set_seller (KontorInvoiceParty *seller, const KontorJson *settings)
{
  KontorAddress *address = &seller->address;

  set (&address->name, get (settings, "company_name"));
  set (&address->street, get (settings, "street"));
  set (&address->postcode, get (settings, "postcode"));
  set (&address->city, get (settings, "city"));
  set (&address->country, kontor_json_get_string (settings, "country", "DE"));
  set (&seller->vat_id, get (settings, "vat_id"));
  set (&seller->tax_number, get (settings, "tax_number"));
  set (&seller->legal_id.id, get (settings, "register_number"));
  set (&seller->legal_info, get (settings, "legal_info"));
  set (&seller->contact,
       *get (settings, "contact") != '\0' ? get (settings, "contact")
                                          : get (settings, "company_name"));
  set (&seller->phone, get (settings, "phone"));
  set_endpoint (seller, get (settings, "email"));
}

static void
copy_address (KontorAddress *to, const KontorAddress *from, const char *name, const char *country)
{
  set (&to->name, kontor_text_is_blank (from->name) ? name : from->name);
  set (&to->extra, from->extra);
  set (&to->street, from->street);
  set (&to->postcode, from->postcode);
  set (&to->city, from->city);
  set (&to->region, from->region);
  set (&to->country, kontor_text_is_blank (from->country) ? country : from->country);
}

static gboolean
is_elsewhere (const KontorOrder *order)
{
  return !kontor_text_is_blank (order->shipping.street)
         && (g_strcmp0 (order->shipping.street, order->billing.street) != 0
             || g_strcmp0 (order->shipping.postcode, order->billing.postcode) != 0
             || g_strcmp0 (order->shipping.name, order->billing.name) != 0);
}

static void
set_buyer (KontorInvoice     *invoice,
           const KontorOrder *order,
           const KontorJson  *customer,
           const char        *country)
{
  const KontorAddress *billing = kontor_text_is_blank (order->billing.street) ? &order->shipping
                                                                              : &order->billing;

  copy_address (&invoice->buyer.address, billing, order->customer_name, country);
  set_endpoint (&invoice->buyer, order->email);
  if (is_elsewhere (order))
    copy_address (&kontor_invoice_take_party (&invoice->ship_to)->address,
                  &order->shipping,
                  order->customer_name,
                  country);
  if (customer == NULL)
    return;

  set (&invoice->buyer.vat_id, kontor_json_get_string (customer, "vat_id", ""));
  set (&invoice->references.buyer_reference,
       kontor_json_get_string (customer, "buyer_reference", ""));
  set (&kontor_invoice_add_party_id (&invoice->buyer)->id,
       kontor_json_get_string (customer, "number", ""));
}

/* --- what --- */

/* UN/ECE Recommendation 20 for the units that products are kept in. */
static const char *
unit_code (const char *unit)
{
  static const char *const codes[][2] = {
    { "piece", "H87" }, { "hour", "HUR" },     { "day", "DAY" }, { "month", "MON" },
    { "kg", "KGM" },    { "kilogram", "KGM" }, { "g", "GRM" },   { "gram", "GRM" },
    { "l", "LTR" },     { "litre", "LTR" },    { "ml", "MLT" },  { "millilitre", "MLT" },
    { "m", "MTR" },     { "metre", "MTR" },    { "m²", "MTK" },  { "m³", "MTQ" },
    { "km", "KMT" },    { "set", "SET" },      { "pair", "PR" }, { "kWh", "KWH" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_strcmp0 (unit, codes[i][0]) == 0)
      return codes[i][1];
  return "C62";
}

/* What documents that still stand have claimed of an order line, thousandths. */
static gboolean
read_claimed (
  KontorDatabase *database, const KontorUid *order, int line, gint64 *claimed, GError **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT CAST (coalesce (sum (CASE WHEN i.sign < 0 THEN -l.quantity ELSE l.quantity END), 0)"
    " AS BIGINT) FROM invoice_line AS l JOIN invoice AS i ON i.uid = l.invoice_uid"
    " WHERE l.order_uid = ?1 AND l.order_line = ?2 AND i.sign <> 0",
    error,
    KONTOR_VALUES (kontor_value_uid (order), kontor_value_integer (line)));

  if (row == NULL || !kontor_statement_step_row (row, error))
    return FALSE;
  *claimed = kontor_statement_get_integer (row, 0);
  return TRUE;
}

/* What the order rounded away by its discount, so that both come to the same cent. */
static gboolean
add_discount (KontorInvoice         *invoice,
              KontorInvoiceLine     *line,
              const KontorOrderLine *from,
              gint64                 quantity)
{
  KontorInvoiceAdjustment *discount = NULL;
  gint64                   full = 0;
  gint64                   reduced = 0;
  guint                    digits = (guint) kontor_currency_digits (invoice->currency);

  if (from->discount_bp == 0)
    return TRUE;
  if (!kontor_totals_line (quantity, from->price_e4, 0, digits, &full)
      || !kontor_totals_line (quantity, from->price_e4, from->discount_bp, digits, &reduced))
    return FALSE;

  discount = kontor_invoice_add_adjustment (line->adjustments);
  if (invoice->price_mode == KONTOR_PRICE_GROSS)
    discount->gross_minor = full - reduced;
  else
    discount->amount_minor = full - reduced;
  discount->reason = g_strdup_printf (g_strcmp0 (invoice->language, "de") == 0 ? "%d,%02d %% Rabatt"
                                                                               : "%d.%02d %% off",
                                      (int) (from->discount_bp / 100),
                                      (int) (from->discount_bp % 100));
  set (&discount->reason_code, "95");
  return TRUE;
}

static const char *
category_of (const KontorOrderLine *line)
{
  if (line->tax_rate_bp > 0)
    return "S";
  return g_strcmp0 (line->tax_code, "zero") == 0 ? "Z" : "E";
}

/* A discount is a price below zero in an order; in an invoice it takes back a quantity. */
static gboolean
add_line (KontorInvoice *invoice, const KontorOrderLine *from, gint64 quantity)
{
  KontorInvoiceLine *line = kontor_invoice_add_line (invoice);
  gint64             sign = from->price_e4 < 0 ? -1 : 1;

  line->id = g_strdup_printf ("%d", from->line);
  set (&line->order_line, line->id);
  set (&line->name, from->title);
  set (&line->sku, from->sku);
  set (&line->kind, from->kind);
  set (&line->unit, unit_code (from->unit));
  set (&line->category, category_of (from));
  line->rate_bp = from->tax_rate_bp;
  line->quantity_e6 = sign * quantity * 1000;
  line->price_e6 = sign * from->price_e4 * 100;
  return add_discount (invoice, line, from, quantity);
}

static gboolean
add_lines (KontorDatabase    *database,
           KontorInvoice     *invoice,
           const KontorOrder *order,
           GError           **error)
{
  for (guint i = 0; i < order->lines->len; i++)
    {
      const KontorOrderLine *line = g_ptr_array_index (order->lines, i);
      gboolean               is_goods = g_strcmp0 (line->kind, "goods") == 0;
      gint64                 claimed = 0;
      gint64                 quantity = line->quantity;

      if (is_claim (invoice->kind)
          && !read_claimed (database, &order->uid, line->line, &claimed, error))
        return FALSE;
      if (invoice->kind == KONTOR_INVOICE_PART && is_goods)
        quantity = line->delivered;
      quantity -= claimed;
      if (quantity > 0 && !add_line (invoice, line, quantity))
        {
          kontor_command_set_error (error,
                                    KONTOR_COMMAND_ERROR_INVALID,
                                    "order",
                                    _ ("an amount of the order is too large"));
          return FALSE;
        }
    }
  if (invoice->lines->len > 0)
    return TRUE;

  kontor_command_set_error (error,
                            KONTOR_COMMAND_ERROR_ALREADY,
                            "order",
                            _ ("There is nothing left to invoice of order %s."),
                            order->number);
  return FALSE;
}

/* --- when and how it is paid --- */

static gint64
supply_day (const KontorOrder *order, gint64 today)
{
  const KontorOrderEvent *delivery = kontor_order_newest_delivery (order);

  return delivery != NULL ? kontor_invoice_today (delivery->happened_at) : today;
}

static void
set_payment (KontorInvoice *invoice, const KontorOrder *order, const KontorJson *settings)
{
  KontorInvoicePayment *payment = &invoice->payment;
  gint64                days = 0;

  if (order->paid_at != 0)
    {
      set (&payment->means, "68");
      set (&payment->means_text, order->payment_method);
      return;
    }

  days = g_ascii_strtoll (
    kontor_json_get_string (settings, "payment_days", PAYMENT_DAYS), NULL, 10);
  set (&payment->means, "58");
  payment->due_day = invoice->issue_day + CLAMP (days, 0, 365);
  if (*get (settings, "iban") != '\0')
    {
      KontorInvoiceAccount *account = kontor_invoice_add_account (invoice);

      set (&account->iban, get (settings, "iban"));
      set (&account->bic, get (settings, "bic"));
      set (&account->name, get (settings, "company_name"));
    }
}

/* A quotation holds for a month; of paid orders everything is paid. */
static gboolean
complete (KontorInvoice *invoice, const KontorOrder *order, GError **error)
{
  g_autoptr (GError) reason = NULL;
  gboolean done = kontor_invoice_compute (invoice, &reason);

  if (done && order->paid_at != 0 && is_claim (invoice->kind))
    {
      invoice->totals.paid_minor = invoice->totals.gross_minor;
      done = kontor_invoice_compute (invoice, &reason);
    }
  if (done)
    return TRUE;

  kontor_command_set_error (error, KONTOR_COMMAND_ERROR_INVALID, "order", "%s", reason->message);
  return FALSE;
}

static gboolean
load_customer (KontorDatabase  *database,
               const KontorUid *uid,
               KontorJson     **customer,
               GError         **error)
{
  *customer = NULL;
  return kontor_uid_is_nil (uid)
         || kontor_record_find (database, KONTOR_KIND_CUSTOMER, uid, customer, error);
}

static const char *
language_of (const KontorJson *customer, const KontorJson *settings)
{
  const char *wanted = customer != NULL ? get (customer, "language") : "";

  if (*wanted == '\0')
    wanted = get (settings, "language");
  return g_str_has_prefix (wanted, "en") ? "en" : "de";
}

static void
set_head (KontorInvoice     *invoice,
          const KontorOrder *order,
          const KontorJson  *customer,
          const KontorJson  *settings)
{
  set (&invoice->language, language_of (customer, settings));
  set (&invoice->currency, order->currency);
  invoice->price_mode = order->price_mode;
  set (&invoice->references.sales_order, order->number);
  set_seller (&invoice->seller, settings);
  set_buyer (invoice, order, customer, kontor_json_get_string (settings, "country", "DE"));
}

/**
 * kontor_invoice_from_order:
 * @database: the station's connection
 * @order: an order
 * @kind: what is made of it
 * @at: UTC microseconds; its day becomes the day of issue
 * @customer: (out): of the order; nil for a guest
 * @error: return location for an error
 *
 * The model of a document over what is left to be invoiced of an order: of an invoice all lines, of
 * a part invoice what was delivered. The totals are computed.
 *
 * Errors: %KONTOR_COMMAND_ERROR_NOT_FOUND; %KONTOR_COMMAND_ERROR_ALREADY when nothing is left;
 * #KontorDatabaseError.
 *
 * Returns: (transfer full): a draft without a number, or %NULL with @error set
 */
KontorInvoice *
kontor_invoice_from_order (KontorDatabase   *database,
                           const KontorUid  *order_uid,
                           KontorInvoiceKind kind,
                           gint64            at,
                           KontorUid        *customer_uid,
                           GError          **error)
{
  g_autoptr (KontorInvoice) invoice = kontor_invoice_new ();
  g_autoptr (KontorOrder) order = kontor_order_load (database, order_uid, error);
  g_autoptr (KontorJson) settings = kontor_invoice_read_settings (database, error);
  g_autoptr (KontorJson) customer = NULL;

  if (order == NULL || settings == NULL
      || !load_customer (database, &order->customer, &customer, error))
    return NULL;

  *customer_uid = order->customer;
  invoice->kind = kind;
  invoice->issue_day = kontor_invoice_today (at);
  set_head (invoice, order, customer, settings);
  if (kind == KONTOR_INVOICE_QUOTATION)
    invoice->valid_until_day = invoice->issue_day + 30;
  else
    invoice->delivery_day = supply_day (order, invoice->issue_day);
  if (is_claim (kind))
    set_payment (invoice, order, settings);
  if (!add_lines (database, invoice, order, error) || !complete (invoice, order, error))
    return NULL;
  return g_steal_pointer (&invoice);
}

/* --- from what was issued --- */

static KontorInvoice *
load_snapshot (KontorDatabase *database, const KontorUid *uid, GError **error)
{
  g_autoptr (KontorJson) record = kontor_record_load (
    database, KONTOR_KIND_INVOICE, uid, "invoice", error);
  g_autoptr (KontorJson) snapshot = NULL;

  if (record == NULL)
    return NULL;

  snapshot = kontor_json_parse (kontor_json_get_string (record, "snapshot", ""), -1, error);
  return snapshot != NULL ? kontor_invoice_from_json (snapshot, error) : NULL;
}

static void
forget_payment (KontorInvoice *invoice)
{
  invoice->payment.due_day = 0;
  g_ptr_array_set_size (invoice->payment.accounts, 0);
  g_ptr_array_set_size (invoice->payment.discounts, 0);
  set (&invoice->payment.terms, "");
  set (&invoice->payment.remittance, "");
  invoice->totals.paid_minor = 0;
}

/**
 * kontor_invoice_from_issued:
 * @database: the station's connection
 * @issued: an issued invoice
 * @kind: %KONTOR_INVOICE_CANCELLATION or %KONTOR_INVOICE_CREDIT_NOTE
 * @at: UTC microseconds; its day becomes the day of issue
 * @reason: why, or ""
 * @error: return location for an error
 *
 * The model of a document that takes all of an invoice back and names it (BG-3). Amounts are
 * positive, as EN 16931 has it for type 381.
 *
 * Returns: (transfer full): a draft without a number, or %NULL with @error set
 */
KontorInvoice *
kontor_invoice_from_issued (KontorDatabase   *database,
                            const KontorUid  *issued,
                            KontorInvoiceKind kind,
                            gint64            at,
                            const char       *reason,
                            GError          **error)
{
  g_autoptr (KontorInvoice) invoice = load_snapshot (database, issued, error);
  KontorInvoicePreceding *preceding = NULL;

  if (invoice == NULL)
    return NULL;

  g_ptr_array_set_size (invoice->references.preceding, 0);
  preceding = kontor_invoice_add_preceding (invoice);
  set (&preceding->number, invoice->number);
  preceding->day = invoice->issue_day;
  invoice->kind = kind;
  invoice->issue_day = kontor_invoice_today (at);
  set (&invoice->number, "");
  set (&invoice->type_code, "");
  forget_payment (invoice);
  if (!kontor_text_is_blank (reason))
    kontor_invoice_add_note (invoice, reason);
  return kontor_invoice_compute (invoice, error) ? g_steal_pointer (&invoice) : NULL;
}
