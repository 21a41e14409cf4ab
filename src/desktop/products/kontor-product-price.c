/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-product-price.h"

#include "kontor-number.h"

#define MAJOR_E4 10000
#define MOST_PRICE_E4 G_GINT64_CONSTANT (100000000000000) /* as the commands take it */

static const char *const price_members[] = { "currency",      "price_mode", "customer_group",
                                             "from_quantity", "valid_from", "price_e4",
                                             "compare_e4" };

static gboolean
is_for_everyone (const KontorJson *price, const char *currency, gint64 now)
{
  return g_strcmp0 (kontor_json_get_string (price, "currency", ""), currency) == 0
         && *kontor_json_get_string (price, "customer_group", "") == '\0'
         && kontor_json_get_integer (price, "from_quantity", 0) <= KONTOR_QUANTITY_ONE
         && kontor_json_get_integer (price, "valid_from", 0) <= now;
}

static gboolean
is_nearer (const KontorJson *price, const KontorJson *than)
{
  gint64 quantity = kontor_json_get_integer (price, "from_quantity", 0);
  gint64 other = kontor_json_get_integer (than, "from_quantity", 0);

  if (quantity != other)
    return quantity > other;
  return kontor_json_get_integer (price, "valid_from", 0)
         > kontor_json_get_integer (than, "valid_from", 0);
}

/**
 * kontor_product_price_now:
 * @variant: with "prices"
 * @currency: ISO 4217
 * @now: UTC microseconds
 *
 * Returns: (nullable): the price that one piece costs everyone now, one of the variant's
 */
const KontorJson *
kontor_product_price_now (const KontorJson *variant, const char *currency, gint64 now)
{
  const KontorJson *prices = kontor_json_get_array (variant, "prices");
  const KontorJson *found = NULL;

  for (guint i = 0; prices != NULL && i < kontor_json_length (prices); i++)
    {
      const KontorJson *price = kontor_json_at (prices, i);

      if (is_for_everyone (price, currency, now) && (found == NULL || is_nearer (price, found)))
        found = price;
    }
  return found;
}

static KontorJson *
copy_price (const KontorJson *price)
{
  KontorJson *copy = kontor_json_new_object ();

  for (gsize i = 0; i < G_N_ELEMENTS (price_members); i++)
    {
      const KontorJson *value = kontor_json_get (price, price_members[i]);

      if (value != NULL)
        kontor_json_set (
          copy, price_members[i], kontor_json_ref ((KontorJson *) value)); /* shared, not changed */
    }
  return copy;
}

/**
 * kontor_product_prices_with:
 * @prices: (nullable): all prices of a variant
 * @price: (nullable): the one of them to change; NULL adds one for everyone
 * @price_e4: what it becomes
 * @currency: of an added one
 * @price_mode: of an added one, "net" or "gross"
 *
 * Returns: (transfer full): the list as variant.set_prices takes it
 */
KontorJson *
kontor_product_prices_with (const KontorJson *prices,
                            const KontorJson *price,
                            gint64            price_e4,
                            const char       *currency,
                            const char       *price_mode)
{
  KontorJson *list = kontor_json_new_array ();

  for (guint i = 0; prices != NULL && i < kontor_json_length (prices); i++)
    {
      KontorJson *copy = copy_price (kontor_json_at (prices, i));

      if (kontor_json_at (prices, i) == price)
        kontor_json_set_integer (copy, "price_e4", price_e4);
      kontor_json_append (list, copy);
    }
  if (price == NULL)
    {
      KontorJson *added = kontor_json_new_object ();

      kontor_json_set_string (added, "currency", currency);
      kontor_json_set_string (added, "price_mode", price_mode);
      kontor_json_set_integer (added, "price_e4", price_e4);
      kontor_json_append (list, added);
    }
  return list;
}

/* Half away from zero; prices are not negative here. */
static gint64
nearest (gint64 value, gint64 step)
{
  return (value + step / 2) / step * step;
}

static gint64
round_price (gint64 value, KontorPriceRounding rounding, guint digits)
{
  gint64 step = MAJOR_E4;
  gint64 below = 0;

  switch (rounding)
    {
    case KONTOR_PRICE_AS_COMPUTED:
      for (guint i = 0; i < digits && step > 1; i++)
        step /= 10;
      return nearest (value, step);
    case KONTOR_PRICE_TO_00:
      return nearest (value, step);
    case KONTOR_PRICE_TO_90:
      below = 1000;
      break;
    case KONTOR_PRICE_TO_99:
      below = 100;
      break;
    }
  return MAX (nearest (value + below, step), step) - below;
}

/**
 * kontor_product_price_change:
 * @price_e4: as it is
 * @change: what happens to it
 * @amount: by how much; unit as @change says
 * @rounding: to the nearest price that ends so, away from zero in the middle
 * @digits: decimals of the currency
 * @changed_e4: (out): what it becomes
 *
 * Returns: FALSE when that would be less than nothing, or too much
 */
gboolean
kontor_product_price_change (gint64              price_e4,
                             KontorPriceChange   change,
                             gint64              amount,
                             KontorPriceRounding rounding,
                             guint               digits,
                             gint64             *changed_e4)
{
  gint64   value = price_e4;
  gboolean fits = TRUE;

  switch (change)
    {
    case KONTOR_PRICE_KEEP:
      *changed_e4 = price_e4;
      return TRUE;
    case KONTOR_PRICE_SET:
      value = amount;
      break;
    case KONTOR_PRICE_SCALE:
      fits = kontor_add_checked (MAJOR_E4, amount, &value)
             && kontor_scale_rounded (price_e4, value, MAJOR_E4, &value);
      break;
    case KONTOR_PRICE_ADD:
      fits = kontor_add_checked (price_e4, amount, &value);
      break;
    }
  if (!fits || value < 0 || value > MOST_PRICE_E4)
    return FALSE;
  *changed_e4 = round_price (value, rounding, digits);
  return TRUE;
}

/**
 * kontor_product_margin:
 * @price_e4: price of one piece
 * @gross: whether tax is in it
 * @tax_bp: rate of the tax in basis points
 * @cost_e4: what one piece costs, without tax
 * @margin: (out): what is left
 *
 * Returns: FALSE when there is no price to take a part of
 */
gboolean
kontor_product_margin (
  gint64 price_e4, gboolean gross, gint64 tax_bp, gint64 cost_e4, KontorMargin *margin)
{
  gint64 net = price_e4;

  if (gross && !kontor_scale_rounded (price_e4, MAJOR_E4, MAJOR_E4 + tax_bp, &net))
    return FALSE;
  if (net <= 0)
    return FALSE;
  margin->left_e4 = net - cost_e4;
  return kontor_scale_rounded (margin->left_e4, MAJOR_E4, net, &margin->rate_bp);
}
