/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "kontor-import-job.h"
#include "kontor-number.h"
#include "kontor-time.h"

/* Shopify's order CSV: the first row of a name has the order, further ones have lines only.
 * Customers are keyed by e-mail address. Money that came in or went back is not moved here: the
 * state says what happened. */

#define SOURCE "shopify"

typedef struct
{
  KontorImportJob *job;
  GHashTable      *orders;    /* (owned): known names to uid */
  GHashTable      *customers; /* (owned): e-mail to uid */
  char            *name;      /* (owned) (nullable): of the order being put together */
  KontorJson      *order;     /* (owned) (nullable) */
  KontorJson      *lines;     /* (owned) (nullable) */
  char            *email;     /* (owned) (nullable) */
  guint64          line;
  guint            rows;
  gboolean         refused;
} Import;

static const char *
get (Import *self, const char *column)
{
  return kontor_import_job_get (self->job, column);
}

static gboolean
parse_money (Import *self, const char *text, gint64 *e4, GError **error)
{
  *e4 = 0;
  return *text == '\0' || kontor_decimal_parse (text, 4, self->job->decimal, e4, error);
}

static gboolean
parse_time (const char *text, gint64 *time, GError **error)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

  *time = 0;
  return *text == '\0' || kontor_time_parse (text, utc, time, error);
}

static void
add_line (Import     *self,
          const char *kind,
          const char *sku,
          const char *title,
          gint64      quantity,
          gint64      price_e4)
{
  KontorJson *line = kontor_json_new_object ();

  kontor_json_set_string (line, "kind", kind);
  kontor_json_set_string (line, "sku", sku);
  kontor_json_set_string (line, "title", title);
  kontor_json_set_integer (line, "quantity", quantity);
  kontor_json_set_integer (line, "price_e4", price_e4);
  kontor_json_append (self->lines, line);
}

static gboolean
add_goods (Import *self, GError **error)
{
  gint64 quantity = 0;
  gint64 price_e4 = 0;
  gint64 discount_e4 = 0;

  if (!kontor_decimal_parse (
        get (self, "Lineitem quantity"), 3, self->job->decimal, &quantity, error)
      || !parse_money (self, get (self, "Lineitem price"), &price_e4, error)
      || !parse_money (self, get (self, "Lineitem discount"), &discount_e4, error))
    return FALSE;
  add_line (
    self, "goods", get (self, "Lineitem sku"), get (self, "Lineitem name"), quantity, price_e4);
  if (discount_e4 > 0)
    add_line (self, "discount", "", get (self, "Lineitem name"), KONTOR_QUANTITY_ONE, -discount_e4);
  return TRUE;
}

static void
set_address (Import *self, const char *key, const char *prefix)
{
  static const struct
  {
    const char *column;
    const char *field;
  } parts[] = {
    { "Name", "name" }, { "Company", "extra" },   { "Address1", "street" }, { "Zip", "postcode" },
    { "City", "city" }, { "Province", "region" }, { "Country", "country" },
  };
  KontorJson *address = kontor_json_new_object ();

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *column = g_strconcat (prefix, " ", parts[i].column, NULL);
      const char      *value = get (self, column);

      while (*value == '\'') /* zips come as '12345 */
        value++;
      if (*value != '\0')
        kontor_json_set_string (address, parts[i].field, value);
    }
  kontor_json_set (self->order, key, address);
}

/* The way through the states, with the times that the file knows. */
static gboolean
set_transitions (Import *self, gint64 placed_at, GError **error)
{
  KontorJson *transitions = kontor_json_new_array ();
  gint64      paid_at = 0;
  gint64      shipped_at = 0;
  gint64      cancelled_at = 0;
  const char *state = "PENDING_PAYMENT";
  struct
  {
    const char *to;
    gint64      at;
  } steps[5] = { { "PENDING_PAYMENT", placed_at } };
  guint n = 1;

  kontor_json_set (self->order, "transitions", transitions);
  if (!parse_time (get (self, "Paid at"), &paid_at, error)
      || !parse_time (get (self, "Fulfilled at"), &shipped_at, error)
      || !parse_time (get (self, "Cancelled at"), &cancelled_at, error))
    return FALSE;
  if (paid_at > 0)
    {
      steps[n].to = "PAID";
      steps[n++].at = paid_at;
    }
  if (cancelled_at > 0)
    {
      steps[n].to = "CANCELLED";
      steps[n++].at = cancelled_at;
    }
  else if (paid_at > 0 && shipped_at > 0)
    {
      steps[n].to = "PROCESSING";
      steps[n++].at = shipped_at;
      steps[n].to = "SHIPPED";
      steps[n++].at = shipped_at;
    }
  for (guint i = 0; i < n; i++)
    {
      KontorJson *step = kontor_json_new_object ();

      kontor_json_set_string (step, "to", steps[i].to);
      kontor_json_set_integer (step, "at", steps[i].at);
      kontor_json_append (transitions, step);
      state = steps[i].to;
    }
  kontor_json_set_string (self->order, "state", state);
  return TRUE;
}

static gboolean
set_extras (Import *self, GError **error)
{
  gint64 shipping_e4 = 0;
  gint64 discount_e4 = 0;

  if (!parse_money (self, get (self, "Shipping"), &shipping_e4, error)
      || !parse_money (self, get (self, "Discount Amount"), &discount_e4, error))
    return FALSE;
  if (shipping_e4 > 0)
    add_line (self,
              "shipping",
              "",
              *get (self, "Shipping Method") != '\0' ? get (self, "Shipping Method") : "Shipping",
              KONTOR_QUANTITY_ONE,
              shipping_e4);
  if (discount_e4 > 0)
    add_line (self,
              "discount",
              "",
              *get (self, "Discount Code") != '\0' ? get (self, "Discount Code") : "Discount",
              KONTOR_QUANTITY_ONE,
              -discount_e4);
  return TRUE;
}

static gboolean
start_order (Import *self, GError **error)
{
  gint64 placed_at = 0;

  self->name = g_strdup (get (self, "Name"));
  self->email = g_ascii_strdown (get (self, "Email"), -1);
  self->order = kontor_json_new_object ();
  self->lines = kontor_json_new_array ();
  self->line = self->job->line;
  self->rows = 0;
  self->refused = FALSE;
  if (!parse_time (get (self, "Created at"), &placed_at, error))
    return FALSE;
  kontor_json_set_string (self->order, "number", self->name);
  kontor_json_set_string (self->order, "source", SOURCE);
  kontor_json_set_string (self->order, "source_key", self->name);
  kontor_json_set_string (self->order, "channel", "shop");
  kontor_json_set_string (self->order, "email", self->email);
  kontor_json_set_string (self->order, "customer_name", get (self, "Billing Name"));
  kontor_json_set_string (self->order, "note", get (self, "Notes"));
  kontor_json_set_string (self->order, "payment_method", get (self, "Payment Method"));
  kontor_json_set_string (
    self->order,
    "price_mode",
    g_ascii_strcasecmp (get (self, "Taxes included"), "false") == 0 ? "net" : "gross");
  if (*get (self, "Currency") != '\0')
    kontor_json_set_string (self->order, "currency", get (self, "Currency"));
  if (placed_at > 0)
    kontor_json_set_integer (self->order, "placed_at", placed_at);
  set_address (self, "billing", "Billing");
  set_address (self, "shipping", "Shipping");
  return set_transitions (self, placed_at, error) && set_extras (self, error);
}

static gboolean
queue_customer (Import *self, GError **error)
{
  const char *name = kontor_json_get_string (self->order, "customer_name", "");
  KontorJson *customer;

  if (*self->email == '\0' || g_hash_table_contains (self->customers, self->email))
    return TRUE;
  customer = kontor_json_new_object ();
  kontor_json_set_string (customer, "name", *name != '\0' ? name : self->email);
  kontor_json_set_string (customer, "email", self->email);
  kontor_json_set_string (customer, "source", SOURCE);
  kontor_json_set_string (customer, "source_key", self->email);
  g_hash_table_insert (self->customers, g_strdup (self->email), g_strdup (""));
  return kontor_import_job_queue (self->job,
                                  "customer.create",
                                  customer,
                                  "customer",
                                  self->line,
                                  0,
                                  self->email,
                                  self->customers,
                                  error)
         && kontor_import_job_flush (self->job, error);
}

static gboolean
queue_order (Import *self, GError **error)
{
  const char *customer;

  if (g_hash_table_contains (self->orders, self->name))
    {
      kontor_import_job_note (self->job->unchanged, "order");
      return TRUE;
    }
  if (!queue_customer (self, error))
    return FALSE;
  customer = g_hash_table_lookup (self->customers, self->email);
  if (customer != NULL && *customer != '\0')
    kontor_json_set_string (self->order, "customer", customer);
  kontor_json_set (self->order, "lines", g_steal_pointer (&self->lines));
  return kontor_import_job_queue (self->job,
                                  "order.create",
                                  g_steal_pointer (&self->order),
                                  "order",
                                  self->line,
                                  self->rows,
                                  NULL,
                                  NULL,
                                  error);
}

static gboolean
finish_order (Import *self, GError **error)
{
  gboolean done = TRUE;

  if (self->order != NULL && self->refused)
    kontor_import_job_fail (
      self->job, self->line, self->rows, _ ("the order was left out because of its rows"));
  else if (self->order != NULL)
    done = queue_order (self, error);
  g_clear_pointer (&self->order, kontor_json_unref);
  g_clear_pointer (&self->lines, kontor_json_unref);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->email, g_free);
  return done;
}

static gboolean
take_row (Import *self, GError **error)
{
  g_autoptr (GError) refusal = NULL;
  gboolean taken = TRUE;

  if (*get (self, "Name") == '\0')
    {
      kontor_import_job_count (self->job, "unreadable row", 1);
      kontor_import_job_fail (self->job, self->job->line, 1, _ ("the row has no order name"));
      return TRUE;
    }
  if (g_strcmp0 (self->name, get (self, "Name")) != 0)
    {
      if (!finish_order (self, error))
        return FALSE;
      taken = start_order (self, &refusal);
    }
  kontor_import_job_count (self->job, "order line", 1);
  taken = taken && add_goods (self, &refusal);
  if (taken)
    self->rows++;
  else
    {
      self->refused = TRUE;
      kontor_import_job_fail (self->job, self->job->line, 1, refusal->message);
    }
  return TRUE;
}

static gboolean
read_rows (Import *self, GError **error)
{
  gboolean has_row;

  while (kontor_import_job_next (self->job, &has_row, error))
    {
      if (!has_row)
        return finish_order (self, error) && kontor_import_job_flush (self->job, error);
      if (!take_row (self, error))
        return FALSE;
    }
  return FALSE;
}

/**
 * kontor_import_shopify_orders:
 *
 * Orders with lines, shipping, discounts and addresses out of Shopify's order CSV, keyed by name
 * ("#1001").
 */
gboolean
kontor_import_shopify_orders (KontorImportJob *job, GError **error)
{
  Import   self = { .job = job };
  gboolean done;

  self.orders = kontor_import_job_known (job, KONTOR_KIND_ORDER, SOURCE, error);
  self.customers = self.orders != NULL
                     ? kontor_import_job_known (job, KONTOR_KIND_CUSTOMER, SOURCE, error)
                     : NULL;
  done = self.customers != NULL && read_rows (&self, error);
  g_clear_pointer (&self.order, kontor_json_unref);
  g_clear_pointer (&self.lines, kontor_json_unref);
  g_clear_pointer (&self.name, g_free);
  g_clear_pointer (&self.email, g_free);
  g_clear_pointer (&self.orders, g_hash_table_unref);
  g_clear_pointer (&self.customers, g_hash_table_unref);
  return done;
}
