/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-sample-private.h"

/* Whom goods come from: an order to each supplier at the beginning of a month, then those that are
 * not over yet, in every state. */

#define MAX_LOTS 4

/* --- suppliers --- */

static gboolean
is_of_products (const Sample *self, const char *brand)
{
  for (guint i = 0; self->products[i].sku != NULL; i++)
    if (g_str_equal (self->products[i].brand, brand))
      return TRUE;
  return FALSE;
}

static KontorJson *
new_supplier (const KontorSampleSupplier *data, guint number)
{
  KontorJson      *params = kontor_json_new_object ();
  g_autofree char *account = g_strdup_printf ("K-%u", 20480 + 37 * number);

  kontor_json_set_string (params, "name", data->name);
  kontor_json_set_string (params, "contact", data->contact);
  kontor_json_set_string (params, "email", data->email);
  kontor_json_set_string (params, "phone", data->phone);
  kontor_json_set_string (params, "street", data->street);
  kontor_json_set_string (params, "postcode", data->postcode);
  kontor_json_set_string (params, "city", data->city);
  kontor_json_set_string (params, "country", data->country);
  kontor_json_set_string (params, "language", data->language);
  kontor_json_set_string (params, "account", account);
  kontor_json_set_integer (params, "lead_days", data->lead_days);
  return params;
}

/**
 * kontor_sample_make_suppliers:
 * @self: a company without products yet
 *
 * Creates those who make what it will sell.
 */
gboolean
kontor_sample_make_suppliers (Sample *self, GError **error)
{
  for (guint i = 0; kontor_sample_suppliers[i].brand != NULL; i++)
    {
      SampleSupplier supplier = { .data = &kontor_sample_suppliers[i] };
      g_autoptr (KontorJson) result = NULL;

      if (!is_of_products (self, supplier.data->brand))
        continue;
      result = kontor_replica_run (
        self->replica, "supplier.create", new_supplier (supplier.data, i), NULL, error);
      if (result == NULL)
        return FALSE;
      supplier.uid = g_strdup (kontor_json_get_string (result, "supplier", ""));
      g_array_append_val (self->suppliers, supplier);
    }
  return TRUE;
}

/**
 * kontor_sample_find_supplier:
 *
 * Returns: (nullable): who sells a brand; %NULL for what the company makes itself
 */
const SampleSupplier *
kontor_sample_find_supplier (Sample *self, const char *brand)
{
  for (guint i = 0; i < self->suppliers->len; i++)
    {
      const SampleSupplier *supplier = &g_array_index (self->suppliers, SampleSupplier, i);

      if (g_str_equal (supplier->data->brand, brand))
        return supplier;
    }
  return NULL;
}

/**
 * kontor_sample_set_suppliers:
 * @params: of product.create
 *
 * Says of each variant that is bought who sells it, by which number, and how many are in a pack.
 */
void
kontor_sample_set_suppliers (Sample *self, const KontorSampleProduct *product, KontorJson *params)
{
  const SampleSupplier *supplier = kontor_sample_find_supplier (self, product->brand);
  const KontorJson     *variants = kontor_json_get_array (params, "variants");
  guint                 n_variants = kontor_json_length (variants);

  if (supplier == NULL)
    return;
  for (guint i = 0; i < n_variants; i++)
    {
      KontorJson      *variant = (KontorJson *) kontor_json_at (variants, i);
      KontorJson      *suppliers = kontor_json_new_array ();
      KontorJson      *entry = kontor_json_new_object ();
      g_autofree char *code = g_strdup_printf (
        "%s%u%02u", supplier->data->code, 100 + (guint) (product - self->products), i + 1);

      /* Decants are filled here, and only their bottles come from elsewhere. */
      if (n_variants > 1 && kontor_json_get (variant, "content") != NULL
          && kontor_json_get_integer (variant, "content", 0) < 100000)
        {
          kontor_json_unref (suppliers);
          kontor_json_unref (entry);
          continue;
        }
      kontor_json_set_string (entry, "supplier", supplier->uid);
      kontor_json_set_string (entry, "order_code", code);
      kontor_json_set_integer (entry, "pack_quantity", 1000 * (gint64) supplier->data->pack);
      kontor_json_append (suppliers, entry);
      kontor_json_set (variant, "suppliers", suppliers);
    }
}

/* --- orders --- */

typedef struct
{
  const SampleSupplier *supplier;
  KontorJson           *lines; /* (owned) until the order is made */
  gint64                written_at;
  gint64                expected_at;
  gint64                received_at; /* 0: nothing came */
  guint                 number;      /* of the day */
  char                 *uid;         /* (owned) once it is made */
} Purchase;

static void
purchase_clear (Purchase *self)
{
  g_clear_pointer (&self->lines, kontor_json_unref);
  g_clear_pointer (&self->uid, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Purchase, purchase_clear)

static void
add_line (KontorJson *lines, const SampleVariant *variant, gint64 quantity, gint64 price_e4)
{
  KontorJson *line = kontor_json_new_object ();

  kontor_json_set_string (line, "variant", variant->uid);
  kontor_json_set_integer (line, "quantity", quantity);
  kontor_json_set_integer (line, "price_e4", price_e4);
  kontor_json_append (lines, line);
}

static KontorJson *
new_order (Sample *self, Purchase *purchase)
{
  KontorJson      *params = kontor_json_new_object ();
  g_autofree char *date = kontor_time_format_local (purchase->written_at, self->zone, "%y%m%d");
  g_autofree char *number = g_strdup_printf (
    "PO%s-%u%03u", date, kontor_replica_get_station (self->replica), purchase->number);

  kontor_json_set_string (params, "supplier", purchase->supplier->uid);
  kontor_json_set_string (params, "number", number);
  kontor_json_set_string (params, "currency", "EUR");
  kontor_json_set_integer (params, "created_at", purchase->written_at);
  kontor_json_set_integer (params, "expected_at", purchase->expected_at);
  kontor_json_set (params, "lines", g_steal_pointer (&purchase->lines));
  return params;
}

static gboolean
create (Sample *self, Purchase *purchase, GError **error)
{
  g_autoptr (KontorJson) result = kontor_replica_run (
    self->replica, "purchase.create", new_order (self, purchase), NULL, error);

  if (result != NULL)
    purchase->uid = g_strdup (kontor_json_get_string (result, "purchase", ""));
  return result != NULL;
}

/* All at once: the answers carry the uids. */
static gboolean
create_all (Sample *self, GArray *purchases, GError **error)
{
  if (!kontor_sample_flush (self, error))
    return FALSE;
  for (guint i = 0; i < purchases->len; i++)
    {
      KontorReplicaItem *item = g_new0 (KontorReplicaItem, 1);

      item->name = "purchase.create";
      item->params = new_order (self, &g_array_index (purchases, Purchase, i));
      g_ptr_array_add (self->items, item);
    }
  if (!kontor_replica_run_many (self->replica, self->items, NULL, TRUE, error))
    return FALSE;
  for (guint i = 0; i < purchases->len; i++)
    {
      const KontorReplicaItem *item = self->items->pdata[i];

      g_array_index (purchases, Purchase, i).uid = g_strdup (
        kontor_json_get_string (item->result, "purchase", ""));
    }
  g_ptr_array_set_size (self->items, 0);
  return TRUE;
}

static KontorJson *
params_of (const Purchase *purchase)
{
  KontorJson *params = kontor_json_new_object ();

  kontor_json_set_string (params, "purchase", purchase->uid);
  return params;
}

static gboolean
send (Sample *self, const Purchase *purchase, GError **error)
{
  KontorJson *params = params_of (purchase);

  kontor_json_set_integer (params, "sent_at", purchase->written_at + 5400 * KONTOR_SECOND);
  return kontor_sample_queue (self, "purchase.send", params, error);
}

/* @lines: (transfer full) (nullable): %NULL for all that was ordered */
static gboolean
receive (Sample *self, const Purchase *purchase, KontorJson *lines, GError **error)
{
  KontorJson      *params = params_of (purchase);
  g_autofree char *note = g_strdup_printf ("LS %u", 71000 + kontor_sample_below (self, 9000));

  if (lines != NULL)
    kontor_json_set (params, "lines", lines);
  kontor_json_set_string (params, "delivery_note", note);
  kontor_json_set_integer (params, "happened_at", purchase->received_at);
  return kontor_sample_queue (self, "purchase.receive", params, error);
}

/* --- those that are over --- */

static Purchase *
ensure_purchase (Sample *self, GArray *purchases, const SampleBuy *buy)
{
  const SampleSupplier *supplier = kontor_sample_find_supplier (
    self, self->products[buy->variant->product].brand);
  gint64   received_at = kontor_sample_month_begin (self, buy->month);
  Purchase made = { .supplier = supplier,
                    .received_at = received_at,
                    .expected_at = received_at,
                    .number = 1 + (guint) (supplier->data - kontor_sample_suppliers) };

  for (guint i = 0; i < purchases->len; i++)
    {
      Purchase *purchase = &g_array_index (purchases, Purchase, i);

      if (purchase->supplier == supplier && purchase->received_at == received_at)
        return purchase;
    }
  made.written_at = received_at - (gint64) supplier->data->lead_days * KONTOR_DAY;
  made.lines = kontor_json_new_array ();
  g_array_append_val (purchases, made);
  return &g_array_index (purchases, Purchase, purchases->len - 1);
}

static int
compare_purchases (gconstpointer a, gconstpointer b)
{
  const Purchase *first = a;
  const Purchase *second = b;

  if (first->written_at != second->written_at)
    return first->written_at < second->written_at ? -1 : 1;
  return (first->number > second->number) - (first->number < second->number);
}

/**
 * kontor_sample_make_purchases:
 * @self: a company that knows what it buys each month
 *
 * Orders it, month by month at each supplier, and receives it.
 */
gboolean
kontor_sample_make_purchases (Sample *self, GError **error)
{
  g_autoptr (GArray) purchases = g_array_new (FALSE, TRUE, sizeof (Purchase));

  g_array_set_clear_func (purchases, (GDestroyNotify) purchase_clear);
  for (guint i = 0; i < self->buys->len; i++)
    {
      const SampleBuy *buy = &g_array_index (self->buys, SampleBuy, i);

      add_line (
        ensure_purchase (self, purchases, buy)->lines, buy->variant, buy->quantity, buy->cost_e4);
    }
  g_array_sort (purchases, compare_purchases);
  if (!create_all (self, purchases, error))
    return FALSE;
  for (guint i = 0; i < purchases->len; i++)
    if (!send (self, &g_array_index (purchases, Purchase, i), error)
        || !receive (self, &g_array_index (purchases, Purchase, i), NULL, error))
      return FALSE;
  return kontor_sample_flush (self, error);
}

/* --- goods with lots --- */

static gboolean
is_bought (const SampleVariant *variant)
{
  return variant->content == 0 || variant->share == 0;
}

/* The first articles of a supplier, at what they cost. */
static KontorJson *
new_lines (Sample *self, const SampleSupplier *supplier, guint most, gint64 quantity)
{
  KontorJson *lines = kontor_json_new_array ();

  for (guint i = 0; i < self->variants->len && kontor_json_length (lines) < most; i++)
    {
      const SampleVariant *variant = &g_array_index (self->variants, SampleVariant, i);

      if (is_bought (variant)
          && g_str_equal (self->products[variant->product].brand, supplier->data->brand))
        add_line (lines, variant, quantity, variant->cost_e4);
    }
  return lines;
}

/* Perfume comes by the bottle. */
static gint64
usual_quantity (const SampleSupplier *supplier)
{
  return supplier->data->pack == 1 ? 2000 : 2000 * (gint64) supplier->data->pack;
}

/* Half of a line in one lot, half in another one: as pallets are packed. */
static KontorJson *
new_lot_part (Sample *self, gint64 line, gint64 quantity, guint lot, const char *place)
{
  KontorJson      *part = kontor_json_new_object ();
  g_autofree char *code = g_strdup_printf ("%04u%c", 2510 + lot * 7, 'A' + (int) line);

  kontor_json_set_integer (part, "line", line);
  kontor_json_set_integer (part, "quantity", quantity);
  kontor_json_set_string (part, "place", place);
  kontor_json_set_string (part, "lot", code);
  kontor_json_set_integer (
    part, "best_before", self->now + (gint64) (150 + 60 * lot + 9 * line) * KONTOR_DAY);
  return part;
}

static KontorJson *
new_lot_parts (Sample *self, guint n_lines, gint64 quantity, const char *place)
{
  KontorJson *parts = kontor_json_new_array ();

  for (guint line = 1; line <= n_lines; line++)
    {
      gint64 first = quantity / 2000 * 1000;

      kontor_json_append (parts, new_lot_part (self, line, first, 1, place));
      if (quantity > first)
        kontor_json_append (parts, new_lot_part (self, line, quantity - first, 2, place));
    }
  return parts;
}

/**
 * kontor_sample_make_lots:
 * @self: a company with places and products
 *
 * Goods with a date came in lots two weeks ago: what left since then is known by lot.
 */
gboolean
kontor_sample_make_lots (Sample *self, GError **error)
{
  const SampleSupplier *supplier = &g_array_index (self->suppliers, SampleSupplier, 0);
  gint64                quantity = usual_quantity (supplier);
  g_auto (Purchase) purchase = { .supplier = supplier,
                                 .lines = new_lines (self, supplier, MAX_LOTS, quantity),
                                 .written_at = self->now - 24 * KONTOR_DAY,
                                 .expected_at = self->now - 15 * KONTOR_DAY,
                                 .received_at = self->now - 14 * KONTOR_DAY,
                                 .number = 21 };
  guint n_lines = kontor_json_length (purchase.lines);

  return create (self, &purchase, error) && send (self, &purchase, error)
         && receive (self,
                     &purchase,
                     new_lot_parts (self, n_lines, quantity, supplier->data->pack == 1 ? "K" : "A"),
                     error)
         && kontor_sample_flush (self, error);
}

/* --- those that are not over --- */

/* Days before today; what did not happen is 0, and what is expected may be negative. */
static const struct
{
  const char *end; /* NULL: sent, "draft", "part", "close" or "cancel" */
  guint       supplier;
  guint       lines;
  guint       packs;
  int         written;
  int         expected;
  int         received;
} open_orders[] = {
  { "cancel", 5, 2, 3, 47, 36, 0 }, { "close", 6, 3, 4, 61, 44, 43 },
  { "part", 1, 4, 2, 13, 0, 2 },    { NULL, 2, 3, 3, 9, 3, 0 },
  { NULL, 3, 5, 2, 4, -8, 0 },      { "draft", 4, 3, 2, 0, -7, 0 },
};

/* Half of what was ordered, on the shelf. */
static KontorJson *
new_half (guint n_lines, gint64 quantity)
{
  KontorJson *parts = kontor_json_new_array ();

  for (guint line = 1; line <= MAX (n_lines / 2, 1); line++)
    {
      KontorJson *part = kontor_json_new_object ();

      kontor_json_set_integer (part, "line", line);
      kontor_json_set_integer (part, "quantity", line == 1 ? quantity : quantity / 2000 * 1000);
      kontor_json_set_string (part, "place", "C");
      kontor_json_append (parts, part);
    }
  return parts;
}

static gboolean
finish_open (Sample         *self,
             guint           index,
             const Purchase *purchase,
             guint           n_lines,
             gint64          quantity,
             GError        **error)
{
  const char *end = open_orders[index].end;

  if (g_strcmp0 (end, "draft") == 0)
    return TRUE;
  if (!send (self, purchase, error))
    return FALSE;
  if (g_strcmp0 (end, "part") == 0)
    return receive (self, purchase, new_half (n_lines, quantity), error);
  if (g_strcmp0 (end, "close") == 0)
    return receive (self, purchase, new_half (n_lines, quantity), error)
           && kontor_sample_queue (self, "purchase.close", params_of (purchase), error);
  if (g_strcmp0 (end, "cancel") == 0)
    return kontor_sample_queue (self, "purchase.cancel", params_of (purchase), error);
  return TRUE;
}

static gint64
end_of_day_in (Sample *self, int days)
{
  gint64 day = kontor_day_from_time (self->now, self->zone) + days;

  return kontor_day_start (day + 1, self->zone) - 1;
}

static gboolean
make_open (Sample *self, guint index, GError **error)
{
  const SampleSupplier *supplier = &g_array_index (
    self->suppliers, SampleSupplier, open_orders[index].supplier % self->suppliers->len);
  gint64 quantity = usual_quantity (supplier) / 2 * (gint64) open_orders[index].packs;
  g_auto (Purchase) purchase = {
    .supplier = supplier,
    .lines = new_lines (self, supplier, open_orders[index].lines, quantity),
    .written_at = self->now - open_orders[index].written * KONTOR_DAY - 3 * 3600 * KONTOR_SECOND,
    .expected_at = end_of_day_in (self, -open_orders[index].expected),
    .received_at = self->now - open_orders[index].received * KONTOR_DAY,
    .number = 31 + index,
  };
  guint n_lines = kontor_json_length (purchase.lines);

  return create (self, &purchase, error)
         && finish_open (self, index, &purchase, n_lines, quantity, error);
}

/**
 * kontor_sample_make_open_purchases:
 * @self: a company whose stock is made
 *
 * What is on its way, came in part, is late, or waits to be sent.
 */
gboolean
kontor_sample_make_open_purchases (Sample *self, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (open_orders); i++)
    if (!make_open (self, i, error))
      return FALSE;
  return kontor_sample_flush (self, error);
}
