/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-incoming-take.h"
#include "kontor-invoice.h"
#include "kontor-invoice-vat.h"
#include "kontor-invoice-render.h"
#include "kontor-purchase-query.h"
#include "kontor-sample-private.h"

/* What suppliers sent for what they delivered: real files, read as any stranger's file is. The
 * older ones are approved; the newer ones wait, and one of them asks for more than was agreed. */

#define MOST 9
#define PATIENCE (12 * KONTOR_DAY) /* what is older was approved */

typedef struct
{
  KontorUid uid;
  gint64    at; /* when the goods came */
} Delivery;

typedef struct
{
  Sample              *sample;
  KontorIncomingTaker *taker;
  KontorJson          *settings;
  KontorFinanceRules  *rules;
} Desk;

/* Check digits of ISO 13616 for a bank of Germany. */
static char *
make_iban (const char *bank, guint account)
{
  g_autofree char *number = g_strdup_printf ("%s%010u131400", bank, account);
  guint            rest = 0;

  for (const char *p = number; *p != '\0'; p++)
    rest = (rest * 10 + (guint) g_ascii_digit_value (*p)) % 97;
  number[18] = '\0';
  return g_strdup_printf ("DE%02u%s", 98 - rest, number);
}

/* The last digit is ISO 7064 mod 11,10 in Germany; in France the first two are of the rest modulo
 * 97. */
static char *
make_vat_id (const char *country, guint number)
{
  g_autofree char *digits = g_strdup_printf ("%08u", number % 100000000);
  guint            product = 10;

  if (g_str_equal (country, "FR"))
    return g_strdup_printf ("FR%02u%09u", (12 + 3 * (number % 97)) % 97, number);
  for (const char *p = digits; *p != '\0'; p++)
    {
      guint sum = ((guint) g_ascii_digit_value (*p) + product) % 10;

      product = 2 * (sum == 0 ? 10 : sum) % 11;
    }
  return g_strdup_printf ("DE%s%u", digits, (11 - product) % 10);
}

static const KontorSampleSupplier *
find_data (const char *name, guint *number)
{
  for (guint i = 0; kontor_sample_suppliers[i].brand != NULL; i++)
    if (g_str_equal (kontor_sample_suppliers[i].name, name))
      {
        *number = i;
        return &kontor_sample_suppliers[i];
      }
  return NULL;
}

/* Food has the lower rate. */
static gboolean
is_food (Sample *self, const char *variant)
{
  for (guint i = 0; i < self->variants->len; i++)
    {
      const SampleVariant *known = &g_array_index (self->variants, SampleVariant, i);
      const char          *category = self->products[known->product].category;

      if (g_str_equal (known->uid, variant))
        return g_str_has_prefix (category, "Tee") || g_str_has_prefix (category, "Vorrat");
    }
  return FALSE;
}

/* --- the document --- */

static KontorJson *
new_address (
  const char *name, const char *street, const char *postcode, const char *city, const char *country)
{
  KontorJson *json = kontor_json_new_object ();

  kontor_json_set_string (json, "name", name);
  kontor_json_set_string (json, "street", street);
  kontor_json_set_string (json, "postcode", postcode);
  kontor_json_set_string (json, "city", city);
  kontor_json_set_string (json, "country", country);
  return json;
}

static void
set_endpoint (KontorJson *party, const char *email)
{
  KontorJson *endpoint = kontor_json_new_object ();

  kontor_json_set_string (endpoint, "id", email);
  kontor_json_set_string (endpoint, "scheme", "EM");
  kontor_json_set (party, "endpoint", endpoint);
}

static KontorJson *
new_seller (const KontorSampleSupplier *data, const char *vat_id)
{
  KontorJson *party = kontor_json_new_object ();

  kontor_json_set (
    party,
    "address",
    new_address (data->name, data->street, data->postcode, data->city, data->country));
  kontor_json_set_string (party, "vat_id", vat_id);
  kontor_json_set_string (party, "contact", data->contact);
  kontor_json_set_string (party, "phone", data->phone);
  kontor_json_set_string (party, "email", data->email);
  set_endpoint (party, data->email);
  return party;
}

static KontorJson *
new_buyer (const KontorJson *settings)
{
  KontorJson *party = kontor_json_new_object ();

  kontor_json_set (party,
                   "address",
                   new_address (kontor_json_get_string (settings, "company_name", ""),
                                kontor_json_get_string (settings, "street", ""),
                                kontor_json_get_string (settings, "postcode", ""),
                                kontor_json_get_string (settings, "city", ""),
                                kontor_json_get_string (settings, "country", "DE")));
  kontor_json_set_string (party, "vat_id", kontor_json_get_string (settings, "vat_id", ""));
  set_endpoint (party, kontor_json_get_string (settings, "email", ""));
  return party;
}

static KontorJson *
new_line (Sample *self, const KontorJson *ordered, gboolean is_abroad, guint dearer_percent)
{
  KontorJson      *json = kontor_json_new_object ();
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT,
                                         kontor_json_get_integer (ordered, "line", 1));
  gint64           rate;
  gint64           price = kontor_json_get_integer (ordered, "price_e4", 0) * 100;

  rate = is_food (self, kontor_json_get_string (ordered, "variant", "")) ? 700 : 1900;
  kontor_json_set_string (json, "id", id);
  kontor_json_set_string (json, "name", kontor_json_get_string (ordered, "title", ""));
  kontor_json_set_string (json, "sku", kontor_json_get_string (ordered, "order_code", ""));
  kontor_json_set_string (json, "buyer_sku", kontor_json_get_string (ordered, "sku", ""));
  kontor_json_set_string (json, "kind", "goods");
  kontor_json_set_string (json, "unit", "H87");
  kontor_json_set_string (json, "category", is_abroad ? "K" : "S");
  kontor_json_set_integer (json, "rate_bp", is_abroad ? 0 : rate);
  if (is_abroad)
    kontor_json_set_string (json, "reason", "union-supply");
  kontor_json_set_integer (
    json, "quantity_e6", kontor_json_get_integer (ordered, "received", 0) * 1000);
  kontor_json_set_integer (json, "price_e6", price + price * dearer_percent / 100 / 10000 * 10000);
  return json;
}

static KontorJson *
new_lines (Sample *self, const KontorJson *purchase, gboolean is_abroad, guint dearer_percent)
{
  const KontorJson *ordered = kontor_json_get_array (purchase, "lines");
  KontorJson       *lines = kontor_json_new_array ();

  for (guint i = 0; i < kontor_json_length (ordered); i++)
    {
      const KontorJson *line = kontor_json_at (ordered, i);

      if (kontor_json_get_integer (line, "received", 0) > 0)
        kontor_json_append (lines, new_line (self, line, is_abroad, i == 0 ? dearer_percent : 0));
    }
  return lines;
}

static KontorJson *
new_payment (const char *iban, const char *name, gint64 due_day)
{
  KontorJson *payment = kontor_json_new_object ();
  KontorJson *accounts = kontor_json_new_array ();
  KontorJson *account = kontor_json_new_object ();

  kontor_json_set_string (account, "iban", iban);
  kontor_json_set_string (account, "name", name);
  kontor_json_append (accounts, account);
  kontor_json_set_string (payment, "means", "58");
  kontor_json_set (payment, "accounts", accounts);
  kontor_json_set_integer (payment, "due_day", due_day);
  return payment;
}

/* The supplier's own letterhead. */
static KontorJson *
new_letterhead (const KontorSampleSupplier *data,
                const char                 *vat_id,
                const char                 *iban,
                guint                       number)
{
  static const char *const colors[] = { "#7a3b1f", "#2f6b3a", "#30475e", "#6b2d5c", "#8a6d1f" };
  KontorJson              *json = kontor_json_new_object ();

  kontor_json_set_string (json, "company_name", data->name);
  kontor_json_set_string (json, "street", data->street);
  kontor_json_set_string (json, "postcode", data->postcode);
  kontor_json_set_string (json, "city", data->city);
  kontor_json_set_string (json, "country", data->country);
  kontor_json_set_string (json, "phone", data->phone);
  kontor_json_set_string (json, "email", data->email);
  kontor_json_set_string (json, "vat_id", vat_id);
  kontor_json_set_string (json, "iban", iban);
  kontor_json_set_string (json, "accent", colors[number % G_N_ELEMENTS (colors)]);
  return json;
}

static KontorInvoice *
new_invoice (const Desk                 *desk,
             const KontorJson           *purchase,
             const KontorSampleSupplier *data,
             guint                       number,
             gint64                      day,
             guint                       dearer_percent,
             const char                 *iban,
             const char                 *vat_id,
             GError                    **error)
{
  g_autoptr (KontorJson) json = kontor_json_new_object ();
  g_autofree char *own = g_strdup_printf (
    "%s%" G_GINT64_FORMAT, data->code, 4000 + day % 1000 + 3 * (gint64) number);
  KontorJson *references = kontor_json_new_object ();
  g_autoptr (KontorInvoice) invoice = NULL;

  kontor_json_set_string (references, "order", kontor_json_get_string (purchase, "number", ""));
  kontor_json_set_string (
    references, "buyer_reference", kontor_json_get_string (purchase, "account", ""));
  kontor_json_set_integer (json, "version", 1);
  kontor_json_set_string (json, "kind", "invoice");
  kontor_json_set_string (json, "price_mode", "net");
  kontor_json_set_string (json, "number", own);
  kontor_json_set_string (json, "language", "de");
  kontor_json_set_string (json, "currency", "EUR");
  kontor_json_set_integer (json, "issue_day", day);
  kontor_json_set_integer (json, "delivery_day", day - 1);
  kontor_json_set (json, "seller", new_seller (data, vat_id));
  kontor_json_set (json, "buyer", new_buyer (desk->settings));
  kontor_json_set (
    json,
    "lines",
    new_lines (desk->sample, purchase, !g_str_equal (data->country, "DE"), dearer_percent));
  kontor_json_set (json, "references", references);
  kontor_json_set (json, "payment", new_payment (iban, data->name, day + 14));
  invoice = kontor_invoice_from_json (json, error);
  if (invoice == NULL || !kontor_invoice_complete (invoice, desk->rules, error))
    return NULL;
  return g_steal_pointer (&invoice);
}

/* --- the desk --- */

static KontorJson *
take (const Desk *desk, const KontorJson *purchase, gint64 at, guint position, GError **error)
{
  static const char *const formats[] = {
    "facturx", "facturx", "xrechnung-cii", "facturx", "xrechnung-ubl"
  };
  const char                 *format = formats[position % G_N_ELEMENTS (formats)];
  gboolean                    is_page = g_str_equal (format, "facturx");
  guint                       number = 0;
  const KontorSampleSupplier *data = find_data (
    kontor_json_get_string (purchase, "supplier_name", ""), &number);
  g_autofree char *iban = make_iban ("12030000", 1020500 + 7919 * number);
  g_autofree char *vat_id = make_vat_id (data->country, 20571900 + 4177 * number);
  g_autofree char *name = NULL;
  g_autoptr (KontorJson) letterhead = NULL;
  g_autoptr (KontorInvoice) invoice = NULL;
  g_autoptr (GBytes) pdf = NULL;
  g_autoptr (GBytes) xml = NULL;

  g_return_val_if_fail (data != NULL, NULL);
  invoice = new_invoice (desk,
                         purchase,
                         data,
                         number,
                         kontor_day_from_time (at, desk->sample->zone),
                         position == 1 ? 4 : 0,
                         iban,
                         vat_id,
                         error);
  letterhead = new_letterhead (data, vat_id, iban, number);
  if (invoice == NULL
      || !kontor_invoice_render (invoice, letterhead, format, at, &pdf, &xml, error))
    return NULL;
  name = g_strdup_printf ("Rechnung %s.%s", invoice->number, is_page ? "pdf" : "xml");
  return kontor_incoming_taker_take (desk->taker, is_page ? pdf : xml, name, "mail", error);
}

static gboolean
approve (Sample *self, const char *incoming, gint64 at, GError **error)
{
  KontorJson *params = kontor_json_new_object ();
  g_autoptr (KontorJson) result = NULL;

  kontor_json_set_string (params, "incoming", incoming);
  kontor_replica_set_moment (self->replica, at);
  result = kontor_replica_run (self->replica, "incoming.approve", params, NULL, error);
  return result != NULL;
}

static gpointer
read_purchase (KontorDatabase *database, gpointer data, GError **error)
{
  return kontor_query_purchase_json (database, data, error);
}

/* They write two days after the goods came, and not all in the same minute. */
static gboolean
bill (const Desk *desk, const Delivery *delivery, guint position, GError **error)
{
  Sample *self = desk->sample;
  gint64  at = MIN (delivery->at + 2 * KONTOR_DAY, self->now) - position * 41 * 60 * KONTOR_SECOND;
  g_autoptr (KontorJson) purchase = NULL;
  g_autoptr (KontorJson) taken = NULL;

  purchase = kontor_replica_read (self->replica, read_purchase, (gpointer) &delivery->uid, error);
  if (purchase == NULL)
    return FALSE;
  kontor_replica_set_moment (self->replica, at);
  taken = take (desk, purchase, at, position, error);
  if (taken == NULL)
    return FALSE;
  return self->now - at < PATIENCE
         || approve (
           self, kontor_json_get_string (taken, "incoming", ""), at + 2 * KONTOR_DAY, error);
}

static gpointer
find_deliveries (KontorDatabase *database, gpointer data, GError **error)
{
  GArray *deliveries = data;
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT p.uid, max (r.happened_at) AS at FROM purchase_order AS p"
    " JOIN purchase_receipt AS r ON r.purchase_uid = p.uid"
    " WHERE p.state = 'received' AND r.withdrawn_at IS NULL"
    " GROUP BY p.uid ORDER BY at DESC, p.number LIMIT ?1",
    error,
    KONTOR_VALUES (kontor_value_integer (MOST)));

  while (row != NULL && kontor_statement_step_row (row, error))
    {
      Delivery delivery = { .at = kontor_statement_get_integer (row, 1) };

      kontor_statement_get_uid (row, 0, &delivery.uid);
      g_array_append_val (deliveries, delivery);
    }
  return NULL;
}

static gpointer
read_settings (KontorDatabase *database, gpointer data, GError **error)
{
  return kontor_query_settings (database, error);
}

/**
 * kontor_sample_make_incoming:
 * @self: a company that received what it ordered
 *
 * Takes in the invoices of the last deliveries, the oldest first.
 *
 * Returns: whether it was done
 */
gboolean
kontor_sample_make_incoming (Sample *self, GError **error)
{
  g_autoptr (GArray) deliveries = g_array_new (FALSE, FALSE, sizeof (Delivery));
  g_autoptr (KontorJson) settings = NULL;
  g_autoptr (KontorIncomingTaker) taker = NULL;
  g_autoptr (KontorFinanceRules) rules = NULL;
  Desk     desk = { .sample = self };
  GError  *reason = NULL;
  gboolean done = TRUE;

  kontor_replica_read (self->replica, find_deliveries, deliveries, &reason);
  if (reason != NULL)
    {
      g_propagate_error (error, reason);
      return FALSE;
    }
  settings = kontor_replica_read (self->replica, read_settings, NULL, error);
  rules = settings != NULL ? kontor_finance_rules_new (NULL, error) : NULL;
  taker = rules != NULL ? kontor_incoming_taker_new (self->replica, error) : NULL;
  if (taker == NULL)
    return FALSE;
  desk.settings = settings;
  desk.taker = taker;
  desk.rules = rules;
  for (guint i = deliveries->len; done && i > 0; i--)
    done = bill (&desk, &g_array_index (deliveries, Delivery, i - 1), i - 1, error);
  kontor_replica_set_moment (self->replica, 0);
  return done;
}
