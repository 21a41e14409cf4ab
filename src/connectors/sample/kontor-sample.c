/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-sample-private.h"

#include <string.h>

#include "kontor-file-store.h"
#include "kontor-sample-picture.h"

#define BATCH 500
#define LARGE_BATCH 5000
#define MANY 50000 /* orders, from which on the cache of every day is too small */
#define SHOP_ORDERS 640
#define DECANT_ORDERS 420
#define LIVE_DAYS 12    /* orders younger than this went through their steps one by one */
#define OLD_CUSTOMERS 6 /* one in so many bought before the time that the orders tell of */

static void
variant_clear (SampleVariant *self)
{
  g_clear_pointer (&self->uid, g_free);
}

static void
supplier_clear (SampleSupplier *self)
{
  g_clear_pointer (&self->uid, g_free);
}

static void
customer_clear (SampleCustomer *self)
{
  g_clear_pointer (&self->uid, g_free);
  g_clear_pointer (&self->name, g_free);
}

guint
kontor_sample_below (Sample *self, guint limit)
{
  return (guint) g_rand_int_range (self->random, 0, (gint32) limit);
}

static const char *
pick (Sample *self, const char *const *words)
{
  return words[kontor_sample_below (self, g_strv_length ((char **) words))];
}

gboolean
kontor_sample_flush (Sample *self, GError **error)
{
  gboolean done = self->items->len == 0
                  || kontor_replica_run_many (self->replica, self->items, NULL, TRUE, error);

  g_ptr_array_set_size (self->items, 0);
  return done && !g_cancellable_set_error_if_cancelled (self->cancellable, error);
}

gboolean
kontor_sample_queue (Sample *self, const char *command, KontorJson *params, GError **error)
{
  KontorReplicaItem *item = g_new0 (KontorReplicaItem, 1);

  item->name = command;
  item->params = params;
  g_ptr_array_add (self->items, item);
  return self->items->len < self->batch || kontor_sample_flush (self, error);
}

static gboolean
set_company (Sample *self, const char *which, GError **error)
{
  static const char *const shop[][2] = {
    { "street", "Speicherstraße 12" },
    { "postcode", "24103" },
    { "city", "Kiel" },
    { "phone", "+49 431 5550100" },
    { "email", "moin@nordlicht-shop.example" },
    { "website", "nordlicht-shop.example" },
    { "vat_id", "DE136695976" },
    { "iban", "DE02120300000000202051" },
    { "bic", "BYLADEM1001" },
    { "bank_name", "Musterbank Kiel" },
    { "accent", "#1f5f7a" },
  };
  static const char *const decants[][2] = {
    { "street", "Ottenser Hauptstraße 4" },
    { "postcode", "22765" },
    { "city", "Hamburg" },
    { "phone", "+49 40 5550177" },
    { "email", "hallo@duftprobe.example" },
    { "website", "duftprobe.example" },
    { "vat_id", "DE136695976" },
    { "iban", "DE02100500000054540402" },
    { "bic", "BELADEBEXXX" },
    { "bank_name", "Musterbank Hamburg" },
    { "accent", "#6b4a7d" },
  };
  const char *const(*settings)[2] = g_str_equal (which, "shop") ? shop : decants;

  for (gsize i = 0; i < G_N_ELEMENTS (shop); i++)
    {
      KontorJson *params = kontor_json_new_object ();

      kontor_json_set_string (params, "key", settings[i][0]);
      kontor_json_set_string (params, "value", settings[i][1]);
      if (!kontor_sample_queue (self, "company.set", params, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
mark_as_sample (Sample *self, GError **error)
{
  KontorJson *params = kontor_json_new_object ();

  kontor_json_set_string (params, "key", "sample");
  kontor_json_set_string (params, "value", "1");
  return kontor_sample_queue (self, "company.set", params, error)
         && kontor_sample_flush (self, error);
}

static KontorJson *
words_of (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);
  KontorJson *words = kontor_json_new_array ();

  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0')
      kontor_json_append (words, kontor_json_new_string (parts[i]));
  return words;
}

/* GTIN-13 of the range that GS1 keeps for use inside a company. */
static char *
barcode_of (guint product, guint variant)
{
  g_autofree char *body = g_strdup_printf ("20%06u%04u", product + 1, variant + 1);
  guint            sum = 0;

  for (guint i = 0; i < 12; i++)
    sum += (guint) (body[i] - '0') * (i % 2 == 0 ? 1 : 3);
  return g_strdup_printf ("%s%u", body, (10 - sum % 10) % 10);
}

/* "5 ml" */
static gint64
content_of (const char *value)
{
  return value != NULL && g_str_has_suffix (value, " ml") ? g_ascii_strtoll (value, NULL, 10) * 1000
                                                          : 0;
}

static KontorJson *
new_variant (const KontorSampleProduct *product, guint number, guint position, const char *value)
{
  KontorJson      *variant = kontor_json_new_object ();
  KontorJson      *prices = kontor_json_new_array ();
  KontorJson      *price = kontor_json_new_object ();
  KontorJson      *barcodes = kontor_json_new_array ();
  KontorJson      *barcode = kontor_json_new_object ();
  gint64           price_e4 = product->price_e4 + position * product->step_e4;
  g_autofree char *sku = value != NULL ? g_strdup_printf ("%s-%u", product->sku, position + 1)
                                       : g_strdup (product->sku);
  g_autofree char *code = barcode_of (number, position);

  kontor_json_set_string (variant, "sku", sku);
  if (value != NULL)
    kontor_json_set_string (variant, "value1", value);
  kontor_json_set_string (price, "currency", "EUR");
  kontor_json_set_string (price, "price_mode", "gross");
  kontor_json_set_integer (price, "price_e4", price_e4);
  kontor_json_append (prices, price);
  kontor_json_set (variant, "prices", prices);
  kontor_json_set_string (barcode, "code", code);
  kontor_json_append (barcodes, barcode);
  kontor_json_set (variant, "barcodes", barcodes);
  kontor_json_set_integer (variant, "cost_e4", price_e4 * product->cost_percent / 119);
  kontor_json_set_string (variant, "cost_currency", "EUR");
  kontor_json_set_integer (variant, "weight_g", 120 + 60 * (number % 9));
  kontor_json_set_integer (variant, "reorder_level", 5000);
  kontor_json_set_integer (variant, "reorder_quantity", 20000);
  if (content_of (value) > 0)
    {
      kontor_json_set_integer (variant, "content", content_of (value));
      kontor_json_set_string (variant, "content_unit", "ml");
    }
  return variant;
}

/* What decants are filled from: of the same product, and not sold by itself. */
static KontorJson *
new_bottle (const KontorSampleProduct *product)
{
  KontorJson      *variant = kontor_json_new_object ();
  g_autofree char *sku = g_strconcat (product->sku, "-100", NULL);

  kontor_json_set_string (variant, "sku", sku);
  kontor_json_set_string (variant, "value1", "100 ml");
  kontor_json_set_integer (variant, "content", 100000);
  kontor_json_set_string (variant, "content_unit", "ml");
  kontor_json_set_integer (variant, "cost_e4", kontor_sample_bottle_cost (product));
  kontor_json_set_string (variant, "cost_currency", "EUR");
  kontor_json_set_integer (variant, "reorder_level", 1000);
  kontor_json_set_integer (variant, "reorder_quantity", 3000);
  return variant;
}

static KontorJson *
new_variants (const KontorSampleProduct *product, guint number)
{
  KontorJson *variants = kontor_json_new_array ();
  g_auto (GStrv) values = g_strsplit (product->values != NULL ? product->values : "", ",", -1);

  if (product->values == NULL)
    kontor_json_append (variants, new_variant (product, number, 0, NULL));
  for (guint i = 0; product->values != NULL && values[i] != NULL; i++)
    kontor_json_append (variants, new_variant (product, number, i, values[i]));
  if (product->values != NULL && content_of (values[0]) > 0)
    kontor_json_append (variants, new_bottle (product));
  return variants;
}

static KontorJson *
new_product (const KontorSampleProduct *product, guint number, const char *picture)
{
  KontorJson *params = kontor_json_new_object ();
  KontorJson *pictures = kontor_json_new_array ();
  KontorJson *entry = kontor_json_new_object ();

  kontor_json_set_string (params, "title", product->title);
  kontor_json_set_string (params, "brand", product->brand);
  kontor_json_set_string (params, "category_path", product->category);
  kontor_json_set_string (params, "description", product->description);
  kontor_json_set (params, "tags", words_of (product->tags));
  if (g_str_has_prefix (product->category, "Tee") || g_str_has_prefix (product->category, "Vorrat"))
    kontor_json_set_string (params, "tax_code", "reduced");
  if (product->option != NULL)
    kontor_json_set_string (params, "option1", product->option);
  if (product->notes != NULL)
    {
      KontorJson *attributes = kontor_json_new_object ();

      kontor_json_set (attributes, "Duftnote", words_of (product->notes));
      kontor_json_set (params, "attributes", attributes);
    }
  kontor_json_set_string (entry, "sha256", picture);
  kontor_json_set_string (entry, "alt", product->title);
  kontor_json_append (pictures, entry);
  kontor_json_set (params, "pictures", pictures);
  kontor_json_set (params, "variants", new_variants (product, number));
  return params;
}

static void
remember_variants (Sample *self, guint product, const KontorJson *result)
{
  const KontorSampleProduct *entry = &self->products[product];
  g_auto (GStrv) values = g_strsplit (entry->values != NULL ? entry->values : "", ",", -1);
  const KontorJson *variants = kontor_json_get_array (result, "variants");
  guint             n_values = MAX (g_strv_length (values), 1);

  for (guint i = 0; variants != NULL && i < kontor_json_length (variants); i++)
    {
      gboolean      is_bottle = i >= n_values;
      gint64        price_e4 = entry->price_e4 + i * entry->step_e4;
      SampleVariant variant = { .uid = g_strdup (kontor_json_string (kontor_json_at (variants, i))),
                                .price_e4 = price_e4,
                                .cost_e4 = is_bottle ? kontor_sample_bottle_cost (entry)
                                                     : price_e4 * entry->cost_percent / 119,
                                .content = is_bottle ? 100000 : content_of (values[i]),
                                .share = is_bottle ? 0 : entry->share,
                                .product = product };

      self->shares += variant.share;
      g_array_append_val (self->variants, variant);
    }
}

/* Six small ones of different kinds make a set: it is put together when it is packed. */
static void
make_bundle (Sample *self, KontorJson *params)
{
  KontorJson *variant = (KontorJson *) kontor_json_at (kontor_json_get_array (params, "variants"),
                                                       0);
  KontorJson *parts = kontor_json_new_array ();

  self->bundle = self->variants->len;
  for (guint i = 0; i < self->variants->len && kontor_json_length (parts) < 6; i++)
    {
      SampleVariant *part = &g_array_index (self->variants, SampleVariant, i);
      KontorJson    *object = NULL;

      if (part->content != 2000)
        continue;
      object = kontor_json_new_object ();
      part->is_part = TRUE;
      kontor_json_set_string (object, "variant", part->uid);
      kontor_json_set_integer (object, "quantity", 1000);
      kontor_json_append (parts, object);
    }
  kontor_json_set_string (params, "kind", "bundle");
  kontor_json_set (variant, "parts", parts);
}

static gboolean
make_products (Sample *self, GError **error)
{
  for (guint i = 0; self->products[i].sku != NULL; i++)
    {
      const KontorSampleProduct *product = &self->products[i];
      g_autoptr (GBytes) picture = kontor_sample_picture_render (product->title, i);
      g_autofree char *sha256 = kontor_file_store_add (self->replica, picture, error);
      g_autoptr (KontorJson) result = NULL;
      KontorJson *params = NULL;

      if (sha256 == NULL)
        return FALSE;
      params = new_product (product, i, sha256);
      kontor_sample_set_suppliers (self, product, params);
      if (g_str_equal (product->sku, "SET-PRO"))
        make_bundle (self, params);
      result = kontor_replica_run (self->replica, "product.create", params, NULL, error);
      if (result == NULL)
        return FALSE;
      remember_variants (self, i, result);
    }
  return TRUE;
}

static KontorJson *
new_address (Sample *self, const char *name)
{
  KontorJson             *address = kontor_json_new_object ();
  const KontorSampleCity *city = &kontor_sample_cities[kontor_sample_below (self, 24)];
  g_autofree char        *street = g_strdup_printf (
    "%s %u", pick (self, kontor_sample_streets), 1 + kontor_sample_below (self, 120));

  kontor_json_set_string (address, "kind", "billing");
  kontor_json_set_string (address, "name", name);
  kontor_json_set_string (address, "street", street);
  kontor_json_set_string (address, "postcode", city->postcode);
  kontor_json_set_string (address, "city", city->name);
  kontor_json_set_string (address, "country", "DE");
  return address;
}

static KontorJson *
new_customer (Sample *self, guint number, SampleCustomer *customer)
{
  KontorJson      *params = kontor_json_new_object ();
  KontorJson      *addresses = kontor_json_new_array ();
  gboolean         is_company = kontor_sample_below (self, 9) == 0;
  const char      *given = pick (self, kontor_sample_given_names);
  const char      *family = pick (self, kontor_sample_family_names);
  g_autofree char *email = g_strdup_printf ("kunde%u@post.example", number + 1);
  g_autofree char *phone = g_strdup_printf ("+49 30 555%04u", number % 10000);
  gint64           days = 0;

  customer->is_company = is_company;
  if (is_company)
    {
      customer->name = g_strdup_printf ("%s", pick (self, kontor_sample_companies));
      kontor_json_set_string (params, "kind", "company");
      kontor_json_set_string (params, "name", customer->name);
      kontor_json_set_string (params, "customer_group", "Handel");
    }
  else
    {
      customer->name = g_strdup_printf ("%s %s", given, family);
      kontor_json_set_string (params, "kind", "person");
      kontor_json_set_string (params, "given_name", given);
      kontor_json_set_string (params, "family_name", family);
      kontor_json_set_string (params, "name", customer->name);
    }
  kontor_json_set_string (params, "email", email);
  if (kontor_sample_below (self, 3) == 0)
    kontor_json_set_string (params, "phone", phone);
  kontor_json_append (addresses, new_address (self, customer->name));
  kontor_json_set (params, "addresses", addresses);
  days = kontor_sample_below (self, KONTOR_SAMPLE_DAYS);
  if (number % OLD_CUSTOMERS == 0)
    days += KONTOR_SAMPLE_DAYS;
  customer->since = self->now - days * KONTOR_DAY;
  kontor_json_set_integer (params, "created_at", customer->since);
  return params;
}

/* A batch at a time: the answers carry the uids that orders need. */
static gboolean
make_customers (Sample *self, guint count, GError **error)
{
  for (guint made = 0; made < count;)
    {
      guint n = MIN (BATCH, count - made);
      guint first = self->customers->len;

      for (guint i = 0; i < n; i++)
        {
          SampleCustomer     customer = { 0 };
          KontorReplicaItem *item = g_new0 (KontorReplicaItem, 1);

          item->name = "customer.create";
          item->params = new_customer (self, made + i, &customer);
          g_array_append_val (self->customers, customer);
          g_ptr_array_add (self->items, item);
        }
      if (!kontor_replica_run_many (self->replica, self->items, NULL, TRUE, error))
        return FALSE;
      for (guint i = 0; i < n; i++)
        {
          const KontorReplicaItem *item = g_ptr_array_index (self->items, i);

          g_array_index (self->customers, SampleCustomer, first + i).uid = g_strdup (
            kontor_json_get_string (item->result, "customer", ""));
        }
      g_ptr_array_set_size (self->items, 0);
      made += n;
      self->progress (0.1 * made / count, self->progress_data);
      if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;
    }
  return TRUE;
}

static SampleVariant *
pick_variant (Sample *self)
{
  guint wanted = kontor_sample_below (self, self->shares);

  for (guint i = 0; i < self->variants->len; i++)
    {
      SampleVariant *variant = &g_array_index (self->variants, SampleVariant, i);

      if (wanted < variant->share)
        return variant;
      wanted -= variant->share;
    }
  return &g_array_index (self->variants, SampleVariant, 0);
}

static void
want (Sample *self, SampleVariant *variant, guint month, gint64 quantity)
{
  gboolean is_bundle = variant == &g_array_index (self->variants, SampleVariant, self->bundle);

  if (self->bundle == 0 || !is_bundle)
    {
      variant->wanted[month] += quantity;
      return;
    }
  for (guint i = 0; i < self->variants->len; i++)
    {
      SampleVariant *part = &g_array_index (self->variants, SampleVariant, i);

      if (part->is_part)
        part->wanted[month] += quantity;
    }
}

static KontorJson *
new_lines (Sample *self, gint64 at)
{
  static const guint counts[] = { 1, 1, 2, 2, 2, 3, 3, 4, 5 };
  KontorJson        *lines = kontor_json_new_array ();
  guint              n = counts[kontor_sample_below (self, G_N_ELEMENTS (counts))];
  KontorJson        *shipping = kontor_json_new_object ();
  gint64             start = self->now - KONTOR_SAMPLE_DAYS * KONTOR_DAY;
  guint              month = (guint) (MAX (at - start, 0) / KONTOR_SAMPLE_MONTH);

  for (guint i = 0; i < n; i++)
    {
      KontorJson    *line = kontor_json_new_object ();
      SampleVariant *variant = pick_variant (self);
      guint pieces = 1 + (kontor_sample_below (self, 4) == 0 ? kontor_sample_below (self, 4) : 0);

      want (self, variant, MIN (month, KONTOR_SAMPLE_MONTHS - 1), 1000 * pieces);
      kontor_json_set_string (line, "variant", variant->uid);
      kontor_json_set_integer (line, "quantity", 1000 * pieces);
      kontor_json_set_integer (line, "price_e4", variant->price_e4);
      kontor_json_append (lines, line);
    }
  kontor_json_set_string (shipping, "kind", "shipping");
  kontor_json_set_string (shipping, "title", "Versand mit DHL");
  kontor_json_set_integer (shipping, "quantity", 1000);
  kontor_json_set_integer (shipping, "price_e4", 49000);
  kontor_json_set_string (shipping, "tax_code", "standard");
  kontor_json_append (lines, shipping);
  return lines;
}

static void
add_step (KontorJson *steps, const char *to, gint64 at)
{
  KontorJson *step = kontor_json_new_object ();

  kontor_json_set_string (step, "to", to);
  kontor_json_set_integer (step, "at", at);
  kontor_json_append (steps, step);
}

/* What became of an order that is old enough to be over. */
static const char *
add_history (Sample *self, KontorJson *steps, gint64 at)
{
  guint dice = kontor_sample_below (self, 100);

  add_step (steps, "PENDING_PAYMENT", at);
  if (dice < 3)
    {
      add_step (steps, "CANCELLED", at + 3 * KONTOR_DAY);
      return "CANCELLED";
    }
  add_step (steps, "PAID", at + 120 * KONTOR_SECOND);
  add_step (steps, "PROCESSING", at + KONTOR_DAY / 3);
  add_step (steps, "SHIPPED", at + KONTOR_DAY);
  if (dice < 5)
    {
      add_step (steps, "RETURNED", at + 9 * KONTOR_DAY);
      return "RETURNED";
    }
  add_step (steps, "DELIVERED", at + 3 * KONTOR_DAY);
  return "DELIVERED";
}

static const char *
add_recent (Sample *self, KontorJson *steps, gint64 at)
{
  gint64 age = self->now - at;

  add_step (steps, "PENDING_PAYMENT", at);
  if (age < KONTOR_DAY * 4 && kontor_sample_below (self, 5) == 0)
    return "PENDING_PAYMENT";
  add_step (steps, "PAID", MIN (at + 300 * KONTOR_SECOND, self->now));
  if (age < KONTOR_DAY && kontor_sample_below (self, 2) == 0)
    return "PAID";
  add_step (steps, "PROCESSING", MIN (at + KONTOR_DAY / 4, self->now));
  return "PROCESSING";
}

static char *
next_number (Sample *self, gint64 at)
{
  gint64           day = kontor_day_from_time (at, self->zone);
  g_autofree char *date = kontor_time_format_local (at, self->zone, "%y%m%d");

  if (day != self->number_day)
    self->number = 0;
  self->number_day = day;
  return g_strdup_printf (
    "PS%s-%u%03u", date, kontor_replica_get_station (self->replica), ++self->number);
}

/* Somebody who was a customer by then. */
static const SampleCustomer *
pick_customer (Sample *self, gint64 at)
{
  guint                 number = kontor_sample_below (self, self->customers->len);
  const SampleCustomer *customer = &g_array_index (self->customers, SampleCustomer, number);

  while (customer->since > at)
    {
      number = (number + 1) % self->customers->len;
      customer = &g_array_index (self->customers, SampleCustomer, number);
    }
  return customer;
}

static KontorJson *
new_order (Sample *self, gint64 at, const char **state)
{
  static const char *const methods[] = { "card", "paypal", "transfer", "card" };
  static const char *const channels[] = { "shop", "shop", "shop", "office", "phone" };
  KontorJson              *params = kontor_json_new_object ();
  KontorJson              *steps = kontor_json_new_array ();
  const SampleCustomer    *customer = pick_customer (self, at);
  gboolean                 is_live = self->now - at < LIVE_DAYS * KONTOR_DAY;
  g_autofree char         *number = next_number (self, at);

  *state = is_live ? add_recent (self, steps, at) : add_history (self, steps, at);
  if (kontor_day_from_time (at, self->zone) != kontor_day_from_time (self->now, self->zone))
    kontor_json_set_string (
      params, "number", number); /* today's come from the range that counts on */
  kontor_json_set_string (params, "customer", customer->uid);
  kontor_json_set_string (
    params, "channel", channels[kontor_sample_below (self, G_N_ELEMENTS (channels))]);
  kontor_json_set_string (
    params, "payment_method", methods[kontor_sample_below (self, G_N_ELEMENTS (methods))]);
  kontor_json_set_string (params, "currency", "EUR");
  kontor_json_set_string (params, "price_mode", "gross");
  kontor_json_set_string (params, "state", *state);
  kontor_json_set_integer (params, "placed_at", at);
  kontor_json_set_integer (params, "ship_by", at + 2 * KONTOR_DAY);
  kontor_json_set (params, "transitions", steps);
  kontor_json_set (params, "lines", new_lines (self, at));
  return params;
}

/* The parcel of an order of the last days, step by step as people would do it. */
static gboolean
ship_order (Sample *self, const char *order, gint64 at, GError **error)
{
  KontorJson      *params = kontor_json_new_object ();
  g_autofree char *tracking = g_strdup_printf ("0034043412345678%04u",
                                               kontor_sample_below (self, 10000));
  g_autoptr (KontorJson) result = NULL;

  kontor_json_set_string (params, "order", order);
  kontor_json_set_string (params, "carrier", "DHL");
  kontor_json_set_string (params, "tracking_number", tracking);
  kontor_json_set_integer (params, "at", at + KONTOR_DAY);
  result = kontor_replica_run (self->replica, "order.ship", params, NULL, error);
  if (result == NULL || self->now - at < 5 * KONTOR_DAY)
    return result != NULL;
  g_clear_pointer (&result, kontor_json_unref);
  params = kontor_json_new_object ();
  kontor_json_set_string (params, "order", order);
  kontor_json_set_integer (params, "at", at + 3 * KONTOR_DAY);
  result = kontor_replica_run (self->replica, "order.deliver", params, NULL, error);
  return result != NULL;
}

static gboolean
make_live_order (Sample *self, KontorJson *params, const char *state, gint64 at, GError **error)
{
  g_autoptr (KontorJson) result = NULL;

  if (!kontor_sample_flush (self, error))
    {
      kontor_json_unref (params);
      return FALSE;
    }
  result = kontor_replica_run (self->replica, "order.create", params, NULL, error);
  if (result == NULL)
    return FALSE;
  if (!g_str_equal (state, "PROCESSING") || self->now - at < 2 * KONTOR_DAY
      || kontor_sample_below (self, 12) == 0)
    return TRUE;
  return ship_order (self, kontor_json_get_string (result, "order", ""), at, error);
}

/* Orders come more often lately, and by day rather than by night. */
static gint64
time_of (Sample *self, guint position)
{
  double fraction = (double) position / self->orders;
  double growing = 1.35 * fraction - 0.35 * fraction * fraction;
  gint64 start = self->now
                 - (gint64) ((1.0 - growing) * (double) (KONTOR_SAMPLE_DAYS * KONTOR_DAY));
  gint64 at = start + (gint64) kontor_sample_below (self, 1800) * KONTOR_SECOND;

  return MIN (at, self->now - 60 * KONTOR_SECOND);
}

static gboolean
make_orders (Sample *self, GError **error)
{
  gint64 last = 0;
  guint  live = 0;

  for (guint i = 0; i < self->orders; i++)
    {
      const char *state = NULL;
      gint64      wished = time_of (self, i);
      gint64      at = MAX (wished, last);
      KontorJson *params = new_order (self, at, &state);
      gboolean    is_live = self->now - at < LIVE_DAYS * KONTOR_DAY && live < 2000;
      gboolean    done;

      last = at;
      live += is_live ? 1 : 0;
      done = is_live ? make_live_order (self, params, state, at, error)
                     : kontor_sample_queue (self, "order.create", params, error);
      if (!done)
        return FALSE;
      if (i % BATCH == 0)
        self->progress (0.1 + 0.9 * i / self->orders, self->progress_data);
    }
  return kontor_sample_flush (self, error);
}

static void
ignore_progress (double fraction, gpointer user_data)
{
}

/**
 * kontor_sample_fill:
 * @which: "shop" or "decants"
 * @orders: how many; 0 for the company's own number
 * @seed: the same seed on the same day gives the same company
 * @progress: (nullable): told from 0 to 1
 *
 * Fills a new profile by commands, as people would have. Blocking.
 */
gboolean
kontor_sample_fill (KontorReplica       *replica,
                    const char          *which,
                    guint                orders,
                    guint64              seed,
                    KontorSampleProgress progress,
                    gpointer             user_data,
                    GCancellable        *cancellable,
                    GError             **error)
{
  gboolean is_shop = g_str_equal (which, "shop");
  Sample   self = {
      .replica = replica,
      .products = is_shop ? kontor_sample_shop : kontor_sample_decants,
      .batch = orders >= MANY ? LARGE_BATCH : BATCH,
      .orders = orders != 0 ? orders
                : is_shop   ? SHOP_ORDERS
                            : DECANT_ORDERS,
      .cancellable = cancellable,
      .progress = progress != NULL ? progress : ignore_progress,
      .progress_data = user_data,
  };
  gboolean done;

  self.random = g_rand_new_with_seed ((guint32) (seed ^ (seed >> 32)));
  self.zone = g_time_zone_new_local ();
  self.now = kontor_time_now ();
  self.variants = g_array_new (FALSE, TRUE, sizeof (SampleVariant));
  self.customers = g_array_new (FALSE, TRUE, sizeof (SampleCustomer));
  self.items = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_replica_item_free);
  g_array_set_clear_func (self.variants, (GDestroyNotify) variant_clear);
  self.suppliers = g_array_new (FALSE, TRUE, sizeof (SampleSupplier));
  self.buys = g_array_new (FALSE, TRUE, sizeof (SampleBuy));
  g_array_set_clear_func (self.customers, (GDestroyNotify) customer_clear);
  g_array_set_clear_func (self.suppliers, (GDestroyNotify) supplier_clear);
  done = (self.orders < MANY || kontor_replica_expect_many (replica, error))
         && set_company (&self, which, error) && kontor_sample_flush (&self, error)
         && kontor_sample_make_suppliers (&self, error) && make_products (&self, error)
         && make_customers (&self, CLAMP (self.orders / 4, 40, 100000), error)
         && kontor_sample_make_places (&self, error) && kontor_sample_make_lots (&self, error)
         && make_orders (&self, error) && kontor_sample_make_stock (&self, is_shop, error)
         && kontor_sample_make_purchases (&self, error)
         && kontor_sample_make_open_purchases (&self, error)
         && kontor_sample_fill_shelves (&self, error) && kontor_sample_make_counts (&self, error)
         && kontor_sample_notice_low (&self, error)
         && kontor_sample_make_invoices (&self, is_shop, error)
         && kontor_sample_make_incoming (&self, error) && kontor_sample_make_bank (&self, error)
         && mark_as_sample (&self, error);
  self.progress (1, user_data);
  g_array_unref (self.variants);
  g_array_unref (self.customers);
  g_array_unref (self.suppliers);
  g_array_unref (self.buys);
  g_ptr_array_unref (self.items);
  g_time_zone_unref (self.zone);
  g_rand_free (self.random);
  return done;
}
