/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-purchase-order.h"
#include "test-pdf.h"

/* 23 May 2025, 22:30 UTC: the 24th in Berlin */
#define SENT_AT G_GINT64_CONSTANT (1748039400000000)
#define PRINTED_AT G_GINT64_CONSTANT (1748253600000000)

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KontorLetterhead, kontor_letterhead_clear)

static KontorLetterhead
make_head (void)
{
  const char *const footer[] = { "Zeder & Moos GmbH\nHafenweg 12", NULL };

  return (KontorLetterhead){
    .company = g_strdup ("Zeder & Moos"),
    .sender_line = g_strdup ("Zeder & Moos · Hafenweg 12 · 20457 Hamburg"),
    .footer = g_strdupv ((char **) footer),
    .country = g_strdup ("DE"),
    .zone = g_time_zone_new_identifier ("Europe/Berlin"),
  };
}

static KontorPurchase *
make_purchase (void)
{
  KontorPurchase *purchase = kontor_purchase_new ();

  purchase->number = g_strdup ("PO250523-1001");
  purchase->supplier_name = g_strdup ("Duft AG");
  purchase->address.name = g_strdup ("Duft AG");
  purchase->address.street = g_strdup ("Quai 3");
  purchase->address.postcode = g_strdup ("06130");
  purchase->address.city = g_strdup ("Grasse");
  purchase->address.country = g_strdup ("FR");
  purchase->account = g_strdup ("K-77");
  purchase->state = KONTOR_PURCHASE_SENT;
  purchase->currency = g_strdup ("EUR");
  purchase->created_at = SENT_AT - 1;
  purchase->sent_at = SENT_AT;
  purchase->expected_at = PRINTED_AT;
  purchase->net_minor = 123456;
  purchase->note = g_strdup ("Rampe bis 15 Uhr.");
  return purchase;
}

static KontorPurchaseLine *
add_line (KontorPurchase *purchase, const char *sku, const char *code, gint64 price_e4)
{
  KontorPurchaseLine *line = g_new0 (KontorPurchaseLine, 1);

  line->line = (int) purchase->lines->len + 1;
  line->sku = g_strdup (sku);
  line->title = g_strdup_printf ("Ware %s", sku);
  line->order_code = g_strdup (code);
  line->unit = g_strdup ("piece");
  line->reason = g_strdup ("{}");
  line->quantity = 1250500;
  line->pack_quantity = 6000;
  line->price_e4 = price_e4;
  line->net_minor = 6128;
  g_ptr_array_add (purchase->lines, line);
  return line;
}

static GBytes *
render (const KontorPurchase *purchase, const char *language, gboolean copy)
{
  g_auto (KontorLetterhead) head = make_head ();
  g_autoptr (GError) error = NULL;
  GBytes *bytes = kontor_purchase_order_render (
    purchase, &head, language, PRINTED_AT, copy, &error);

  g_assert_no_error (error);
  return bytes;
}

static void
test_letter (void)
{
  g_autoptr (KontorPurchase) purchase = make_purchase ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) again = NULL;
  g_autofree char *text = NULL;

  add_line (purchase, "CED-10", "FR-9", 49000);
  add_line (purchase, "AMB", "", 12345);
  bytes = render (purchase, "de", FALSE);
  again = render (purchase, "de", FALSE);
  text = page_text (bytes, 0);
  g_assert_true (g_bytes_equal (bytes, again));
  g_assert_cmpint (count_pages (bytes), ==, 1);
  assert_fonts_embedded (bytes);
  assert_contains (text, "Bestellung PO250523-1001");
  assert_contains (text, "24.05.2025");
  assert_contains (text, "26.05.2025");
  assert_contains (text, "FRANKREICH");
  assert_contains (text, "K-77");
  assert_contains (text, "FR-9");
  assert_contains (text, "CED-10");
  assert_contains (text, "1.250,5");
  assert_contains (text, "1,2345");
  assert_contains (text, "4,90");
  assert_contains (text, "1.234,56");
  assert_contains (text, "Rampe bis 15 Uhr.");
  assert_contains (text, "ohne Umsatzsteuer");
  assert_misses (text, "Entwurf");
}

static void
test_without_prices (void)
{
  g_autoptr (KontorPurchase) purchase = make_purchase ();
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = NULL;

  purchase->state = KONTOR_PURCHASE_DRAFT;
  purchase->sent_at = 0;
  add_line (purchase, "CED-10", "", 0);
  bytes = render (purchase, "en-GB", FALSE);
  text = page_text (bytes, 0);
  assert_contains (text, "Purchase order PO250523-1001");
  assert_contains (text, "Draft: this is no order yet.");
  assert_contains (text, "24 May 2025");
  assert_contains (text, "the one of your list holds");
  assert_misses (text, "Net total");
  assert_misses (text, "net of VAT");
  assert_misses (text, "Your item no.");
}

/* A total of some lines would be no total. */
static void
test_price_missing (void)
{
  g_autoptr (KontorPurchase) purchase = make_purchase ();
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = NULL;

  add_line (purchase, "CED-10", "", 49000);
  add_line (purchase, "AMB", "", 0);
  bytes = render (purchase, "de", TRUE);
  text = page_text (bytes, 0);
  assert_contains (text, "Kopie");
  assert_contains (text, "4,90");
  assert_misses (text, "Summe netto");
}

static void
test_many_pages (void)
{
  g_autoptr (KontorPurchase) purchase = make_purchase ();
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *last = NULL;
  int              n_pages = 0;

  for (guint i = 0; i < 120; i++)
    {
      g_autofree char *sku = g_strdup_printf ("S-%03u", i);

      add_line (purchase, sku, "X", 10000);
    }
  bytes = render (purchase, "de", FALSE);
  n_pages = count_pages (bytes);
  last = page_text (bytes, n_pages - 1);
  g_assert_cmpint (n_pages, >, 3);
  assert_contains (last, "S-119");
  assert_contains (last, "Summe netto");
  for (int page = 0; page < n_pages; page++)
    {
      g_autofree char *text = page_text (bytes, page);

      assert_contains (text, "PO250523-1001");
    }
}

static KontorReceipt *
add_receipt (KontorPurchase *purchase)
{
  KontorReceipt *receipt = g_new0 (KontorReceipt, 1);

  receipt->position = (int) purchase->receipts->len + 1;
  receipt->delivery_note = g_strdup ("");
  receipt->author_name = g_strdup ("");
  receipt->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_receipt_part_free);
  g_ptr_array_add (purchase->receipts, receipt);
  return receipt;
}

static KontorReceiptPart *
add_part (KontorReceipt *receipt, int line, gint64 quantity, const char *lot)
{
  KontorReceiptPart *part = g_new0 (KontorReceiptPart, 1);

  part->line = line;
  part->quantity = quantity;
  part->place_name = g_strdup ("");
  part->lot_code = g_strdup (lot);
  g_ptr_array_add (receipt->parts, part);
  return part;
}

static const KontorLabel *
get_label (GPtrArray *labels, guint i)
{
  return g_ptr_array_index (labels, i);
}

static void
test_labels (void)
{
  const KontorReceiptCode codes[] = { { "4006381333931", 1 }, { "IGNORED", 9 } };
  g_autoptr (KontorPurchase) purchase = make_purchase ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");
  g_autoptr (GPtrArray) labels = NULL;
  g_autoptr (GBytes) bytes = NULL;
  KontorReceipt *receipt = add_receipt (purchase);

  add_line (purchase, "CED-10", "", 0);
  g_free (add_line (purchase, "OIL", "", 0)->unit); /* "piece" */
  ((KontorPurchaseLine *) purchase->lines->pdata[1])->unit = g_strdup ("ml");
  add_line (purchase, "", "", 0);
  add_part (receipt, 1, 3000, "L1")->best_before = SENT_AT;
  add_part (receipt, 1, 1000, "");
  add_part (receipt, 2, 13000, "L2");
  add_part (receipt, 3, 1000, "");
  labels = kontor_receipt_labels_new (purchase, 1, codes, G_N_ELEMENTS (codes), "de", zone, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (labels->len, ==, 3);
  g_assert_cmpuint (get_label (labels, 0)->copies, ==, 3);
  g_assert_cmpint (get_label (labels, 0)->symbology, ==, KONTOR_LABEL_EAN13);
  g_assert_cmpstr (get_label (labels, 0)->detail, ==, "Charge L1, MHD 24.05.2025");
  g_assert_cmpstr (get_label (labels, 1)->detail, ==, "");
  /* Three packs of six millilitres hold thirteen. */
  g_assert_cmpuint (get_label (labels, 2)->copies, ==, 3);
  g_assert_cmpstr (get_label (labels, 2)->code, ==, "OIL");
  bytes = kontor_labels_render (labels, 57, 32, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count_pages (bytes), ==, 7);
}

static void
test_no_labels (void)
{
  g_autoptr (KontorPurchase) purchase = make_purchase ();
  g_autoptr (GError) error = NULL;
  KontorReceipt *receipt = add_receipt (purchase);

  add_line (purchase, "CED-10", "", 0);
  add_part (receipt, 1, 1000, "");
  receipt->withdrawn_at = 1;
  g_assert_null (kontor_receipt_labels_new (purchase, 1, NULL, 0, "de", NULL, &error));
  g_assert_error (error, KONTOR_DOCUMENT_ERROR, KONTOR_DOCUMENT_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (kontor_receipt_labels_new (purchase, 7, NULL, 0, "de", NULL, &error));
  g_assert_error (error, KONTOR_DOCUMENT_ERROR, KONTOR_DOCUMENT_ERROR_INVALID);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/purchase-documents/letter", test_letter);
  g_test_add_func ("/purchase-documents/without-prices", test_without_prices);
  g_test_add_func ("/purchase-documents/price-missing", test_price_missing);
  g_test_add_func ("/purchase-documents/many-pages", test_many_pages);
  g_test_add_func ("/purchase-documents/labels", test_labels);
  g_test_add_func ("/purchase-documents/no-labels", test_no_labels);

  return g_test_run ();
}
