/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <gtk/gtk.h>

#include "kontor-product-bulk.h"
#include "kontor-product-form.h"
#include "kontor-product-history.h"
#include "kontor-product-label-window.h"
#include "kontor-product-price.h"
#include "kontor-product-words.h"
#include "kontor-replica.h"

static KontorJson *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  KontorJson *json = kontor_json_parse (text, -1, &error);

  g_assert_no_error (error);
  return json;
}

static void
test_price_now (void)
{
  g_autoptr (KontorJson) variant = parse (
    "{\"prices\":["
    "{\"currency\":\"EUR\",\"customer_group\":\"\",\"from_quantity\":0,\"valid_from\":0,\"price_"
    "e4\":100000},"
    "{\"currency\":\"EUR\",\"customer_group\":\"\",\"from_quantity\":0,\"valid_from\":500,\"price_"
    "e4\":120000},"
    "{\"currency\":\"EUR\",\"customer_group\":\"\",\"from_quantity\":10000,\"valid_from\":0,"
    "\"price_e4\":80000},"
    "{\"currency\":\"EUR\",\"customer_group\":\"dealer\",\"from_quantity\":0,\"valid_from\":0,"
    "\"price_e4\":70000},"
    "{\"currency\":\"CHF\",\"customer_group\":\"\",\"from_quantity\":0,\"valid_from\":0,\"price_"
    "e4\":90000}]}");

  g_assert_cmpint (
    kontor_json_get_integer (kontor_product_price_now (variant, "EUR", 499), "price_e4", 0),
    ==,
    100000);
  g_assert_cmpint (
    kontor_json_get_integer (kontor_product_price_now (variant, "EUR", 500), "price_e4", 0),
    ==,
    120000);
  g_assert_cmpint (
    kontor_json_get_integer (kontor_product_price_now (variant, "CHF", 500), "price_e4", 0),
    ==,
    90000);
  g_assert_null (kontor_product_price_now (variant, "USD", 500));
}

static void
test_price_change (void)
{
  static const struct
  {
    gint64              price_e4;
    KontorPriceChange   change;
    gint64              amount;
    KontorPriceRounding rounding;
    gint64              expected; /* -1: refused */
  } cases[] = {
    { 199000, KONTOR_PRICE_SCALE, 500, KONTOR_PRICE_AS_COMPUTED, 209000 }, /* 20,895 */
    { 199000, KONTOR_PRICE_SCALE, 500, KONTOR_PRICE_TO_90, 209000 },
    { 199000, KONTOR_PRICE_SCALE, 500, KONTOR_PRICE_TO_99, 209900 },
    { 199000, KONTOR_PRICE_SCALE, 500, KONTOR_PRICE_TO_00, 210000 },
    { 199000, KONTOR_PRICE_SCALE, -10000, KONTOR_PRICE_AS_COMPUTED, 0 },
    { 199000, KONTOR_PRICE_SCALE, -10001, KONTOR_PRICE_AS_COMPUTED, -1 },
    { 5000, KONTOR_PRICE_ADD, -6000, KONTOR_PRICE_AS_COMPUTED, -1 },
    { 5000, KONTOR_PRICE_ADD, -4000, KONTOR_PRICE_TO_90, 9000 },
    { 0, KONTOR_PRICE_SET, 123456, KONTOR_PRICE_AS_COMPUTED, 123500 },
    { 77, KONTOR_PRICE_KEEP, 0, KONTOR_PRICE_TO_00, 77 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64   changed = -1;
      gboolean right = kontor_product_price_change (
        cases[i].price_e4, cases[i].change, cases[i].amount, cases[i].rounding, 2, &changed);

      g_assert_cmpint (right, ==, cases[i].expected >= 0);
      g_assert_cmpint (changed, ==, cases[i].expected);
    }
}

static void
test_margin (void)
{
  KontorMargin margin = { 0 };

  /* 11,90 with 19 % tax is 10,00; bought for 4,00. */
  g_assert_true (kontor_product_margin (119000, TRUE, 1900, 40000, &margin));
  g_assert_cmpint (margin.left_e4, ==, 60000);
  g_assert_cmpint (margin.rate_bp, ==, 6000);
  g_assert_true (kontor_product_margin (100000, FALSE, 1900, 110000, &margin));
  g_assert_cmpint (margin.rate_bp, ==, -1000);
  g_assert_false (kontor_product_margin (0, TRUE, 1900, 0, &margin));
}

static void
test_barcode (void)
{
  g_autofree char *problem = kontor_product_barcode_problem ("4006381333932");

  g_assert_nonnull (strstr (problem, "lead to 1"));
  g_assert_null (kontor_product_barcode_problem ("4006381333931"));
  g_assert_null (kontor_product_barcode_problem ("CED-10"));
  g_assert_null (kontor_product_barcode_problem (""));
}

static void
test_form (void)
{
  g_autoptr (KontorJson) options = parse (
    "[{\"name\":\"Size\",\"values\":\"5 ml, 10 ml, 5 ml\"},"
    "{\"name\":\"Colour\",\"values\":\"Red\"},{\"name\":\"\",\"values\":\"\"}]");
  g_autoptr (KontorJson) before = parse ("[{\"value1\":\"10 "
                                         "ml\",\"value2\":\"Red\",\"value3\":\"\",\"sku\":\"A-10\","
                                         "\"code\":\"4006381333931\",\"price_e4\":99000}]");
  g_autoptr (KontorJson) rows = kontor_product_form_rows (options, before);
  g_autoptr (KontorJson) form = parse (
    "{\"title\":\"Cedar\",\"kind\":\"goods\",\"price_e4\":50000,\"cost_e4\":20000}");
  g_autoptr (KontorJson) params = NULL;
  const KontorJson *variants = NULL;

  g_assert_cmpuint (kontor_json_length (rows), ==, 2);
  g_assert_cmpstr (kontor_json_get_string (kontor_json_at (rows, 0), "name", ""), ==, "5 ml / Red");
  g_assert_cmpstr (kontor_json_get_string (kontor_json_at (rows, 1), "sku", ""), ==, "A-10");
  kontor_json_set (form, "options", kontor_json_ref (options));
  kontor_json_set (form, "rows", kontor_json_ref (rows));
  params = kontor_product_form_params (form, "EUR", "gross");
  variants = kontor_json_get_array (params, "variants");
  g_assert_cmpstr (kontor_json_get_string (params, "option2", ""), ==, "Colour");
  g_assert_cmpint (kontor_json_get_integer (kontor_json_at (variants, 0), "cost_e4", 0), ==, 20000);
  for (guint i = 0; i < 2; i++)
    {
      const KontorJson *price = kontor_json_at (
        kontor_json_get_array (kontor_json_at (variants, i), "prices"), 0);

      g_assert_cmpint (kontor_json_get_integer (price, "price_e4", 0), ==, i == 0 ? 50000 : 99000);
    }
}

static KontorJson *
new_products (void)
{
  return parse ("[{\"uid\":\"01900000-0000-7000-8000-000000000001\",\"title\":\"Cedar\",\"tax_"
                "code\":\"standard\","
                "\"published\":true,\"category\":null,\"tags\":[\"wood\"],\"variants\":["
                "{\"uid\":\"01900000-0000-7000-8000-000000000002\",\"sku\":\"C-5\",\"value1\":\"5 "
                "ml\",\"suppliers\":[],\"barcodes\":[],"
                "\"prices\":[{\"currency\":\"EUR\",\"price_mode\":\"gross\",\"price_e4\":100000}]},"
                "{\"uid\":\"01900000-0000-7000-8000-000000000003\",\"sku\":\"\",\"value1\":\"10 "
                "ml\",\"suppliers\":[],"
                "\"barcodes\":[{\"code\":\"4006381333931\"}],\"prices\":[]},"
                "{\"uid\":\"01900000-0000-7000-8000-000000000004\",\"sku\":\"C-50\",\"archived_"
                "at\":7,\"prices\":[]}]}]");
}

static guint
count_commands (GPtrArray *items, const char *name)
{
  guint n_items = 0;

  for (guint i = 0; i < items->len; i++)
    n_items += g_str_equal (((KontorReplicaItem *) g_ptr_array_index (items, i))->name, name) ? 1
                                                                                              : 0;
  return n_items;
}

static void
test_bulk (void)
{
  char                  *add[] = { (char *) "wood", (char *) "new", NULL };
  char                  *gone[] = { (char *) "none", NULL };
  KontorProductBulk      bulk = { .price = KONTOR_PRICE_SCALE,
                                  .amount = 1000,
                                  .currency = "EUR",
                                  .price_mode = "gross",
                                  .now = 1,
                                  .tax_code = "reduced",
                                  .published = 1,
                                  .add_tags = add,
                                  .remove_tags = gone };
  KontorProductBulkCount count;
  g_autoptr (KontorJson) products = new_products ();
  g_autoptr (GListStore) rows = g_list_store_new (KONTOR_TYPE_PRODUCT_BULK_ROW);
  g_autoptr (KontorProductBulkRow) first = NULL;
  g_autoptr (KontorProductBulkRow) second = NULL;
  g_autoptr (GPtrArray) items = NULL;

  kontor_product_bulk_add_rows (rows, products);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (rows)), ==, 2);
  first = g_list_model_get_item (G_LIST_MODEL (rows), 0);
  second = g_list_model_get_item (G_LIST_MODEL (rows), 1);
  second->typed_e4 = 200000;
  kontor_product_bulk_apply (&bulk, G_LIST_MODEL (rows), &count);
  g_assert_cmpint (first->new_e4, ==, 110000);
  g_assert_cmpint (second->new_e4, ==, 200000);
  g_assert_cmpuint (count.n_prices, ==, 2);
  g_assert_cmpuint (count.n_others, ==, 1);
  g_assert_nonnull (strstr (first->others, "Standard → Reduced"));
  g_assert_nonnull (strstr (first->others, "+ new"));
  items = kontor_product_bulk_dup_items (&bulk, G_LIST_MODEL (rows));
  g_assert_cmpuint (count_commands (items, "variant.set_prices"), ==, 2);
  g_assert_cmpuint (count_commands (items, "product.edit"), ==, 1);
  g_assert_cmpuint (count_commands (items, "product.set_tags"), ==, 1);
  g_assert_cmpuint (items->len, ==, 4);
}

static void
test_labels (void)
{
  g_autoptr (KontorJson) products = new_products ();
  guint n_without = 0;
  g_autoptr (GPtrArray) labels = kontor_product_labels_new (
    products, "EUR", -1, 3, FALSE, &n_without);
  g_autoptr (GPtrArray) eans = NULL;

  g_assert_cmpuint (labels->len, ==, 2);
  g_assert_cmpuint (n_without, ==, 0);
  g_assert_cmpint (
    ((KontorLabel *) g_ptr_array_index (labels, 0))->symbology, ==, KONTOR_LABEL_CODE128);
  g_assert_cmpint (
    ((KontorLabel *) g_ptr_array_index (labels, 1))->symbology, ==, KONTOR_LABEL_EAN13);
  g_assert_cmpstr (((KontorLabel *) g_ptr_array_index (labels, 1))->detail, ==, "10 ml");
  eans = kontor_product_labels_new (products, "EUR", KONTOR_LABEL_EAN13, 1, TRUE, &n_without);
  g_assert_cmpuint (eans->len, ==, 1);
  g_assert_cmpuint (n_without, ==, 1);
}

static void
test_history (void)
{
  g_autoptr (KontorJson) products = new_products ();
  g_autoptr (KontorJson) entry = parse (
    "{\"name\":\"variant.set_prices\",\"content\":{\"params\":{\"variant\":\"01900000-0000-7000-"
    "8000-000000000002\","
    "\"base\":[{\"currency\":\"EUR\",\"price_mode\":\"gross\",\"price_e4\":100000}],"
    "\"prices\":[{\"currency\":\"EUR\",\"price_mode\":\"gross\",\"price_e4\":120000}]}}}");
  g_autofree char *detail = kontor_product_history_detail (entry, kontor_json_at (products, 0));

  g_assert_cmpstr (detail, ==, "5 ml: 10.00\u00a0€ → 12.00\u00a0€");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/products/price-now", test_price_now);
  g_test_add_func ("/products/price-change", test_price_change);
  g_test_add_func ("/products/margin", test_margin);
  g_test_add_func ("/products/barcode", test_barcode);
  g_test_add_func ("/products/form", test_form);
  g_test_add_func ("/products/bulk", test_bulk);
  g_test_add_func ("/products/labels", test_labels);
  g_test_add_func ("/products/history", test_history);
  return g_test_run ();
}
