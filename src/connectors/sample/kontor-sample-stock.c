/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-sample-private.h"

#include "kontor-lot.h"

/* Goods come in at the beginning of each month, as many as the month will want and some more;
 * decants are filled from bottles then. At the end some items are low, some goods are damaged, some
 * are under way to another place. */

#define PACK 6000

/**
 * kontor_sample_bottle_cost:
 * @product: a perfume
 *
 * Returns: what a bottle of 100 ml costs, 1/10000
 */
gint64
kontor_sample_bottle_cost (const KontorSampleProduct *product)
{
  return (product->price_e4 + 2 * product->step_e4) * 6 * product->cost_percent / 119;
}

/* When goods come in. */
gint64
kontor_sample_month_begin (const Sample *self, guint month)
{
  return self->now - KONTOR_SAMPLE_DAYS * KONTOR_DAY + month * KONTOR_SAMPLE_MONTH - KONTOR_DAY;
}

/* Prices go up a little, and not in a straight line. */
static gint64
cost_in (Sample *self, gint64 cost_e4, guint month)
{
  return cost_e4 * (94 + month + kontor_sample_below (self, 5)) / 100;
}

static gboolean
receive (Sample              *self,
         const SampleVariant *variant,
         gint64               quantity,
         guint                month,
         gboolean             is_ordered,
         GError             **error)
{
  SampleBuy   buy = { variant, month, quantity, cost_in (self, variant->cost_e4, month) };
  KontorJson *params = NULL;

  /* Shops order at their suppliers once they are open. */
  if (is_ordered && month > 0
      && kontor_sample_find_supplier (self, self->products[variant->product].brand) != NULL)
    {
      g_array_append_val (self->buys, buy);
      return TRUE;
    }
  params = kontor_json_new_object ();
  kontor_json_set_string (params, "variant", variant->uid);
  kontor_json_set_integer (params, "quantity", quantity);
  kontor_json_set_integer (params, "cost_e4", buy.cost_e4);
  kontor_json_set_string (params, "currency", "EUR");
  kontor_json_set_integer (params, "happened_at", kontor_sample_month_begin (self, month));
  return kontor_sample_queue (self, "stock.receive", params, error);
}

/* What shall be left at the end of a month; of some items nobody thought for a while. */
static gint64
reserve_of (Sample *self, guint month, gboolean is_forgotten)
{
  if (is_forgotten && month + 9 > KONTOR_SAMPLE_MONTHS)
    return 0;
  return 1000 * (gint64) (8 + kontor_sample_below (self, 12));
}

/* --- the shop --- */

static gboolean
stock_up (Sample *self, const SampleVariant *variant, GError **error)
{
  gboolean is_forgotten = kontor_sample_below (self, 4) == 0;
  gint64   there = 0;

  for (guint month = 0; month < KONTOR_SAMPLE_MONTHS; month++)
    {
      gint64 missing = variant->wanted[month] + reserve_of (self, month, is_forgotten) - there;
      gint64 packs = missing > 0 ? (missing + PACK - 1) / PACK : 0;

      there += packs * PACK - variant->wanted[month];
      if (packs > 0 && !receive (self, variant, packs * PACK, month, TRUE, error))
        return FALSE;
    }
  return TRUE;
}

/* --- decants --- */

/* The variants of one product: what is filled, and the bottle behind it. */
typedef struct
{
  const SampleVariant *decants[4];
  guint                n_decants;
  const SampleVariant *bottle;
  gint64               there[4];
  gint64               bottles;
  guint                forgotten; /* which decant runs low in the end */
} Perfume;

static void
collect (Sample *self, guint product, Perfume *perfume)
{
  *perfume = (Perfume){ 0 };
  for (guint i = 0; i < self->variants->len; i++)
    {
      const SampleVariant *variant = &g_array_index (self->variants, SampleVariant, i);

      if (variant->product != product)
        continue;
      if (variant->share == 0)
        perfume->bottle = variant;
      else if (perfume->n_decants < G_N_ELEMENTS (perfume->decants))
        perfume->decants[perfume->n_decants++] = variant;
    }
}

/* A little stays in the bottle and on the funnel: three in a hundred. */
static gint64
bottles_for (gint64 volume)
{
  return (volume * 103 / 100 + 99) / 100;
}

static gboolean
fill (Sample *self, Perfume *perfume, guint month, GError **error)
{
  KontorJson *params = kontor_json_new_object ();
  KontorJson *into = kontor_json_new_array ();
  gint64      volume = 0;

  kontor_json_set (params, "into", into);
  for (guint i = 0; i < perfume->n_decants; i++)
    {
      const SampleVariant *decant = perfume->decants[i];
      gint64 missing = decant->wanted[month] + reserve_of (self, month, i == perfume->forgotten) / 2
                       - perfume->there[i];
      gint64      pieces = MAX (missing, 0) / 1000 * 1000;
      KontorJson *part = kontor_json_new_object ();

      perfume->there[i] += pieces - decant->wanted[month];
      kontor_json_set_string (part, "variant", decant->uid);
      kontor_json_set_integer (part, "quantity", pieces);
      volume += pieces / 1000 * decant->content;
      if (pieces > 0)
        kontor_json_append (into, part);
      else
        kontor_json_unref (part);
    }
  if (volume == 0)
    {
      kontor_json_unref (params);
      return TRUE;
    }

  kontor_json_set_string (params, "variant", perfume->bottle->uid);
  kontor_json_set_integer (params, "quantity", bottles_for (volume));
  kontor_json_set_integer (
    params, "happened_at", kontor_sample_month_begin (self, month) + 3600 * KONTOR_SECOND);
  while (perfume->bottles < bottles_for (volume))
    {
      if (!receive (self, perfume->bottle, 1000, month, FALSE, error))
        {
          kontor_json_unref (params);
          return FALSE;
        }
      perfume->bottles += 1000;
    }
  perfume->bottles -= bottles_for (volume);
  return kontor_sample_queue (self, "stock.split", params, error);
}

static gboolean
fill_decants (Sample *self, GError **error)
{
  for (guint product = 0; self->products[product].sku != NULL; product++)
    {
      Perfume perfume;

      collect (self, product, &perfume);
      perfume.forgotten = kontor_sample_below (self, 7);
      for (guint month = 0; perfume.bottle != NULL && month < KONTOR_SAMPLE_MONTHS; month++)
        if (!fill (self, &perfume, month, error))
          return FALSE;
    }
  return TRUE;
}

/* --- what makes the pages live --- */

static const SampleVariant *
pick_sold (Sample *self)
{
  const SampleVariant *variant = NULL;

  guint number = 0;

  while (variant == NULL || variant->share == 0 || (number == self->bundle && number > 0))
    {
      number = kontor_sample_below (self, self->variants->len);
      variant = &g_array_index (self->variants, SampleVariant, number);
    }
  return variant;
}

static gboolean
make_damaged (Sample *self, GError **error)
{
  KontorJson *params = kontor_json_new_object ();

  kontor_json_set_string (params, "variant", pick_sold (self)->uid);
  kontor_json_set_integer (params, "quantity", -1000);
  kontor_json_set_string (params, "reason", "damaged");
  kontor_json_set_string (params, "note", "Beim Auspacken zerbrochen");
  kontor_json_set_integer (
    params, "happened_at", self->now - kontor_sample_below (self, 60) * KONTOR_DAY);
  return kontor_sample_queue (self, "stock.adjust", params, error);
}

/* Caps and brushes keep for ever; what is eaten, drunk, sown or worn on the skin does not. */
static gboolean
has_date (Sample *self, const SampleVariant *variant)
{
  static const char *const categories[] = { "Tee > ", "Vorrat > ", "Bad > Seife", "Garten > Saat" };
  const char              *category = self->products[variant->product].category;

  for (gsize i = 0; i < G_N_ELEMENTS (categories); i++)
    if (g_str_has_prefix (category, categories[i]))
      return TRUE;
  return variant->content > 0;
}

/* A reserve in the cellar: in a lot if it has a date, part of it on its way up. */
static gboolean
make_reserve (Sample *self, guint number, GError **error)
{
  const SampleVariant *variant = pick_sold (self);
  KontorJson          *lot = kontor_json_new_object ();
  KontorJson          *goods = kontor_json_new_object ();
  g_autofree char     *code = g_strdup_printf ("L%02u%03u", number + 1, 100 + number * 37);
  g_autofree char     *lot_uid = NULL;
  KontorUid            uid;
  KontorUid            parent;

  kontor_json_set_string (lot, "variant", variant->uid);
  kontor_json_set_string (lot, "code", code);
  kontor_json_set_integer (
    lot, "best_before", self->now + (gint64) (40 + number * 90) * KONTOR_DAY);
  g_assert (kontor_uid_parse (&parent, variant->uid));
  kontor_lot_derive_uid (&parent, code, &uid);
  lot_uid = kontor_uid_dup_text (&uid);
  kontor_json_set_string (goods, "variant", variant->uid);
  kontor_json_set_integer (goods, "quantity", 12000);
  kontor_json_set_string (goods, "place", "K");
  if (has_date (self, variant))
    kontor_json_set_string (goods, "lot", lot_uid);
  kontor_json_set_integer (goods, "cost_e4", variant->cost_e4);
  kontor_json_set_integer (goods, "happened_at", self->now - (gint64) (5 + number) * KONTOR_DAY);
  if (has_date (self, variant) && !kontor_sample_queue (self, "lot.create", lot, error))
    {
      kontor_json_unref (goods); /* nobody took it */
      return FALSE;
    }
  if (!has_date (self, variant))
    kontor_json_unref (lot); /* it has none */
  return kontor_sample_queue (self, "stock.receive", goods, error);
}

static gboolean
send_up (Sample *self, GError **error)
{
  const SampleVariant *variant = pick_sold (self);
  KontorJson          *params = kontor_json_new_object ();
  KontorJson          *lines = kontor_json_new_array ();
  KontorJson          *line = kontor_json_new_object ();

  kontor_json_set_string (line, "variant", variant->uid);
  kontor_json_set_integer (line, "quantity", 3000);
  kontor_json_append (lines, line);
  kontor_json_set (params, "lines", lines);
  kontor_json_set_string (params, "to", "A");
  kontor_json_set_integer (params, "happened_at", self->now - 7200 * KONTOR_SECOND);
  return kontor_sample_queue (self, "stock.transfer.send", params, error);
}

/**
 * kontor_sample_notice_low:
 * @self: a company whose goods are all there
 *
 * Notices what is at its reorder level, as the program does when it starts.
 */
gboolean
kontor_sample_notice_low (Sample *self, GError **error)
{
  g_autoptr (GError) refusal = NULL;
  g_autoptr (KontorJson) result = kontor_replica_run (
    self->replica, "stock.check_levels", kontor_json_new_object (), NULL, &refusal);

  if (result != NULL
      || g_error_matches (refusal, KONTOR_COMMAND_ERROR, KONTOR_COMMAND_ERROR_ALREADY))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&refusal));
  return FALSE;
}

/**
 * kontor_sample_make_stock:
 * @self: a company whose orders are made
 * @is_shop: whether it sells what it buys; else it fills from bottles
 *
 * Lets goods come in so that what was sold was there.
 */
gboolean
kontor_sample_make_stock (Sample *self, gboolean is_shop, GError **error)
{
  for (guint i = 0; is_shop && i < self->variants->len; i++)
    if (!stock_up (self, &g_array_index (self->variants, SampleVariant, i), error))
      return FALSE;
  if (!is_shop && !fill_decants (self, error))
    return FALSE;
  for (guint i = 0; i < 4; i++)
    if (!make_damaged (self, error) || !make_reserve (self, i, error))
      return FALSE;
  return send_up (self, error) && kontor_sample_flush (self, error);
}
