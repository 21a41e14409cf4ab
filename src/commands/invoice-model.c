/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "kontor-invoice-private.h"
#include "kontor-order-private.h"
#include "kontor-record.h"
#include "kontor-text.h"
#include "kontor-time.h"

#define PAYMENT_DAYS "14"

/**
 * kontor_invoice_kind_is_claim:
 *
 * Returns: whether money is asked for, or given back
 */
gboolean
kontor_invoice_kind_is_claim (KontorInvoiceKind kind)
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

/* Of the letterhead; only a station draws, and it may not have the file yet. */
static gboolean
add_logo (KontorJson *settings, KontorDatabase *database, GError **error)
{
  const char *sha256 = get (settings, "logo");
  g_autoptr (KontorStatement) row = NULL;
  g_autoptr (GBytes) png = NULL;
  g_autofree char *text = NULL;
  KontorStep       step = KONTOR_STEP_FAILED;

  if (*sha256 == '\0' || kontor_database_get_engine (database) != KONTOR_ENGINE_SQLITE)
    return TRUE;
  row = kontor_database_query (database,
                               "SELECT content FROM stored_file WHERE sha256 = ?1",
                               error,
                               KONTOR_VALUES (kontor_value_text (sha256)));
  if (row != NULL)
    step = kontor_statement_step (row, error);
  if (step == KONTOR_STEP_ROW)
    {
      png = kontor_statement_dup_bytes (row, 0);
      text = g_base64_encode (g_bytes_get_data (png, NULL), g_bytes_get_size (png));
      kontor_json_set_string (settings, "logo_png", text);
    }
  return step != KONTOR_STEP_FAILED;
}

/**
 * kontor_invoice_read_settings:
 * @database: a connection
 * @error: return location for an error
 *
 * Errors: #KontorDatabaseError.
 *
 * Returns: (transfer full): an object of all settings of the company, "logo_png" among
 *   them in base64, or %NULL
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
  if (step != KONTOR_STEP_DONE || !add_logo (settings, database, error))
    return NULL;
  return g_steal_pointer (&settings);
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
set_customer (KontorInvoice *invoice, const KontorJson *customer)
{
  set (&invoice->buyer.vat_id, get (customer, "vat_id"));
  set (&invoice->references.buyer_reference, get (customer, "buyer_reference"));
  set (&kontor_invoice_add_party_id (&invoice->buyer)->id, get (customer, "number"));
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
  if (customer != NULL)
    set_customer (invoice, customer);
}

/* --- when and how it is paid --- */

/* A quotation holds for a month. */
static void
start (KontorInvoice *invoice, KontorInvoiceKind kind, gint64 at)
{
  invoice->kind = kind;
  invoice->issue_day = kontor_invoice_today (at);
  if (kind == KONTOR_INVOICE_QUOTATION)
    invoice->valid_until_day = invoice->issue_day + 30;
}

/* The newest delivery; what was not delivered yet is supplied when it is invoiced. */
static gint64
supply_day (const GPtrArray *orders, gint64 today)
{
  gint64 day = 0;

  for (guint i = 0; i < orders->len; i++)
    {
      const KontorOrderEvent *delivery = kontor_order_newest_delivery (
        g_ptr_array_index (orders, i));

      if (delivery != NULL)
        day = MAX (day, kontor_invoice_today (delivery->happened_at));
    }
  return day != 0 ? day : today;
}

/* @paid_by: (nullable): of what is paid already */
static void
set_payment (KontorInvoice *invoice, const char *paid_by, const KontorJson *settings)
{
  KontorInvoicePayment *payment = &invoice->payment;
  KontorInvoiceAccount *account = NULL;
  gint64                days = 0;

  if (paid_by != NULL)
    {
      set (&payment->means, "68");
      set (&payment->means_text, paid_by);
      return;
    }

  days = g_ascii_strtoll (
    kontor_json_get_string (settings, "payment_days", PAYMENT_DAYS), NULL, 10);
  set (&payment->means, "58");
  payment->due_day = invoice->issue_day + CLAMP (days, 0, 365);
  if (*get (settings, "iban") == '\0')
    return;

  account = kontor_invoice_add_account (invoice);
  set (&account->iban, get (settings, "iban"));
  set (&account->bic, get (settings, "bic"));
  set (&account->name, get (settings, "company_name"));
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

/* --- from orders --- */

/* Several orders on one document are of one customer, in one currency and price mode, and all of
 * them are paid or none is. */
static gboolean
check_together (const KontorOrder *first, const KontorOrder *order, GError **error)
{
  if (!kontor_uid_equal (&first->customer, &order->customer)
      || (kontor_uid_is_nil (&order->customer) && first != order))
    kontor_command_set_error (
      error,
      KONTOR_COMMAND_ERROR_INVALID,
      "orders",
      _ ("Order %s is of another customer: it needs a document of its own."),
      order->number);
  else if (g_strcmp0 (first->currency, order->currency) != 0
           || first->price_mode != order->price_mode
           || (first->paid_at != 0) != (order->paid_at != 0))
    kontor_command_set_error (
      error,
      KONTOR_COMMAND_ERROR_INVALID,
      "orders",
      _ ("Order %s has another currency, price mode, or is paid otherwise: it needs a document of "
         "its own."),
      order->number);
  else
    return TRUE;
  return FALSE;
}

static GPtrArray *
load_orders (const KontorInvoiceSource *source, GError **error)
{
  g_autoptr (GPtrArray) orders = g_ptr_array_new_with_free_func (
    (GDestroyNotify) kontor_order_free);

  for (guint i = 0; i < source->orders->len; i++)
    {
      KontorOrder *order = kontor_order_load (
        source->database, &g_array_index (source->orders, KontorUid, i), error);

      if (order == NULL)
        return NULL;
      g_ptr_array_add (orders, order);
      if (i > 0 && !check_together (g_ptr_array_index (orders, 0), order, error))
        return NULL;
    }
  return g_steal_pointer (&orders);
}

static gboolean
add_lines (const KontorInvoiceSource *source,
           KontorInvoice             *invoice,
           const GPtrArray           *orders,
           GError                   **error)
{
  for (guint i = 0; i < orders->len; i++)
    if (!kontor_invoice_add_order_lines (source, invoice, g_ptr_array_index (orders, i), error))
      return FALSE;
  if (invoice->lines->len > 0)
    return TRUE;
  kontor_command_set_error (error,
                            KONTOR_COMMAND_ERROR_ALREADY,
                            "order",
                            _ ("There is nothing left to invoice of order %s."),
                            ((const KontorOrder *) g_ptr_array_index (orders, 0))->number);
  return FALSE;
}

static gboolean
compute (KontorInvoice *invoice, GError **error)
{
  g_autoptr (GError) reason = NULL;

  if (kontor_invoice_compute (invoice, &reason))
    return TRUE;
  kontor_command_set_error (error, KONTOR_COMMAND_ERROR_INVALID, "order", "%s", reason->message);
  return FALSE;
}

/* An invoice beside standing advance invoices would ask for their VAT twice (§ 14c UStG). */
static gboolean
settle_advances (const KontorInvoiceSource *source,
                 KontorInvoice             *invoice,
                 const GPtrArray           *orders,
                 GError                   **error)
{
  for (guint i = 0; i < orders->len; i++)
    {
      const KontorOrder *order = g_ptr_array_index (orders, i);
      guint              n_advances = 0;

      if (!kontor_invoice_deduct_advances (source, invoice, &order->uid, &n_advances, error))
        return FALSE;
      if (n_advances == 0 || invoice->kind != KONTOR_INVOICE_INVOICE)
        continue;
      kontor_command_set_error (
        error,
        KONTOR_COMMAND_ERROR_STATE_CHANGED,
        "kind",
        _ ("Order %s has advance invoices. Make its final invoice, which deducts them."),
        order->number);
      return FALSE;
    }
  return TRUE;
}

/* A paid order was paid as it was ordered, whatever its VAT turns out to be. */
static gboolean
fill (const KontorInvoiceSource *source,
      KontorInvoice             *invoice,
      const GPtrArray           *orders,
      GError                   **error)
{
  const KontorOrder *first = g_ptr_array_index (orders, 0);

  if (!add_lines (source, invoice, orders, error) || !compute (invoice, error))
    return FALSE;
  if (invoice->kind == KONTOR_INVOICE_ADVANCE
      && !kontor_invoice_make_advance (source, invoice, first->number, error))
    return FALSE;
  if (kontor_invoice_kind_is_claim (invoice->kind)
      && !settle_advances (source, invoice, orders, error))
    return FALSE;
  if (!compute (invoice, error))
    return FALSE;
  if (first->paid_at != 0 && kontor_invoice_kind_is_claim (invoice->kind))
    invoice->totals.paid_minor = invoice->totals.gross_minor;
  return TRUE;
}

/**
 * kontor_invoice_from_orders:
 * @source: which orders, what is made of them, and when
 * @customer_uid: (out): of the orders; nil for a guest
 * @error: return location for an error
 *
 * The model of a document over what is left to be invoiced of orders: of an invoice all lines, of a
 * part invoice what was delivered, of an advance a share, of a final invoice what is left less the
 * advances. VAT is decided for the day of supply, and the totals are computed.
 *
 * Errors: %KONTOR_COMMAND_ERROR_NOT_FOUND; %KONTOR_COMMAND_ERROR_ALREADY when nothing is left;
 * %KONTOR_COMMAND_ERROR_STATE_CHANGED when advances stand; #KontorDatabaseError.
 *
 * Returns: (transfer full): a draft without a number, or %NULL with @error set
 */
KontorInvoice *
kontor_invoice_from_orders (const KontorInvoiceSource *source,
                            KontorUid                 *customer_uid,
                            GError                   **error)
{
  g_autoptr (KontorInvoice) invoice = kontor_invoice_new ();
  g_autoptr (GPtrArray) orders = load_orders (source, error);
  g_autoptr (KontorJson) settings = NULL;
  g_autoptr (KontorFinanceRules) rules = NULL;
  g_autoptr (KontorJson) customer = NULL;
  const KontorOrder *first = NULL;

  if (orders == NULL)
    return NULL;
  first = g_ptr_array_index (orders, 0);
  settings = kontor_invoice_read_settings (source->database, error);
  if (settings == NULL)
    return NULL;
  rules = kontor_invoice_read_rules (settings, error);
  if (rules == NULL || !load_customer (source->database, &first->customer, &customer, error))
    return NULL;

  *customer_uid = first->customer;
  start (invoice, source->kind, source->at);
  set_head (invoice, first, customer, settings);
  if (orders->len > 1)
    set (&invoice->references.sales_order, "");
  if (source->kind != KONTOR_INVOICE_QUOTATION)
    invoice->delivery_day = supply_day (orders, invoice->issue_day);
  if (kontor_invoice_kind_is_claim (source->kind))
    set_payment (invoice, first->paid_at != 0 ? first->payment_method : NULL, settings);
  if (!fill (source, invoice, orders, error)
      || !kontor_invoice_decide (invoice, settings, customer, rules, error))
    return NULL;
  return g_steal_pointer (&invoice);
}

/* --- by hand --- */

static const KontorJson *
find_address (const KontorJson *customer)
{
  const KontorJson *addresses = kontor_json_get_array (customer, "customer_address");
  const KontorJson *found = NULL;

  for (guint i = 0; addresses != NULL && i < kontor_json_length (addresses); i++)
    {
      const KontorJson *address = kontor_json_at (addresses, i);

      if (found == NULL || g_str_equal (get (address, "kind"), "billing"))
        found = address;
    }
  return found;
}

static void
set_buyer_address (KontorInvoice *invoice, const KontorJson *customer, const char *country)
{
  const KontorJson *from = find_address (customer);
  KontorAddress    *to = &invoice->buyer.address;

  set (&to->name, get (customer, "name"));
  set (&to->country, country);
  if (from == NULL)
    return;

  if (*get (from, "name") != '\0')
    set (&to->name, get (from, "name"));
  set (&to->extra, get (from, "extra"));
  set (&to->street, get (from, "street"));
  set (&to->postcode, get (from, "postcode"));
  set (&to->city, get (from, "city"));
  set (&to->region, get (from, "region"));
  if (*get (from, "country") != '\0')
    set (&to->country, get (from, "country"));
}

/**
 * kontor_invoice_for_customer:
 * @database: a connection
 * @customer_uid: a customer
 * @kind: of document
 * @at: UTC microseconds; its day becomes the day of issue and of supply
 * @error: return location for an error
 *
 * The model of a document without lines: to be written by hand.
 *
 * Returns: (transfer full): a draft, or %NULL with @error set
 */
KontorInvoice *
kontor_invoice_for_customer (KontorDatabase   *database,
                             const KontorUid  *customer_uid,
                             KontorInvoiceKind kind,
                             gint64            at,
                             GError          **error)
{
  g_autoptr (KontorInvoice) invoice = kontor_invoice_new ();
  g_autoptr (KontorJson) settings = kontor_invoice_read_settings (database, error);
  g_autoptr (KontorJson) customer = NULL;
  const char *mode = NULL;

  if (settings == NULL)
    return NULL;
  customer = kontor_record_load (database, KONTOR_KIND_CUSTOMER, customer_uid, "customer", error);
  if (customer == NULL)
    return NULL;

  start (invoice, kind, at);
  mode = kontor_json_get_string (settings, "price_mode", "gross");
  set (&invoice->language, language_of (customer, settings));
  set (&invoice->currency, kontor_json_get_string (settings, "currency", "EUR"));
  invoice->price_mode = g_str_equal (mode, "net") ? KONTOR_PRICE_NET : KONTOR_PRICE_GROSS;
  if (kind != KONTOR_INVOICE_QUOTATION && kind != KONTOR_INVOICE_ADVANCE)
    invoice->delivery_day = invoice->issue_day;
  set_seller (&invoice->seller, settings);
  set_buyer_address (invoice, customer, kontor_json_get_string (settings, "country", "DE"));
  set_endpoint (&invoice->buyer, get (customer, "email"));
  set_customer (invoice, customer);
  if (kontor_invoice_kind_is_claim (kind))
    set_payment (invoice, NULL, settings);
  return compute (invoice, error) ? g_steal_pointer (&invoice) : NULL;
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

/* What is taken back is taxed as it was, whatever holds today. */
static void
fix_vat (KontorInvoice *invoice)
{
  for (guint i = 0; i < invoice->lines->len; i++)
    {
      KontorInvoiceLine *line = g_ptr_array_index (invoice->lines, i);

      g_clear_pointer (&line->tax_code, g_free);
      g_clear_pointer (&line->vat_rule, g_free);
    }
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
  fix_vat (invoice);
  if (!kontor_text_is_blank (reason))
    kontor_invoice_add_note (invoice, reason);
  return kontor_invoice_compute (invoice, error) ? g_steal_pointer (&invoice) : NULL;
}
