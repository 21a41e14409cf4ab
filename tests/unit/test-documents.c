/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <cairo.h>

#include "kontor-documents.h"
#include "test-pdf.h"

/* 23 May 2025, 22:30 UTC: the 24th in Berlin */
#define PLACED_AT G_GINT64_CONSTANT (1748039400000000)
#define PRINTED_AT G_GINT64_CONSTANT (1748253600000000)

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KontorLetterhead, kontor_letterhead_clear)

static KontorLetterhead
make_head (void)
{
  const char *const footer[] = {
    "Zeder & Moos GmbH\nHafenweg 12", "Telefon 040 1234567", "HRB 123456", "DE02 1203 0000", NULL
  };

  return (KontorLetterhead){
    .company = g_strdup ("Zeder & Moos"),
    .sender_line = g_strdup ("Zeder & Moos · Hafenweg 12 · 20457 Hamburg"),
    .footer = g_strdupv ((char **) footer),
    .accent = g_strdup ("#2b6b4f"),
    .country = g_strdup ("DE"),
    .zone = g_time_zone_new_identifier ("Europe/Berlin"),
  };
}

static KontorOrder *
make_order (const char *number)
{
  KontorOrder *order = kontor_order_new ();

  order->number = g_strdup (number);
  order->customer_name = g_strdup ("Anna Meier");
  order->customer_number = g_strdup ("K10042");
  order->channel = g_strdup ("web");
  order->placed_at = PLACED_AT;
  order->shipping.name = g_strdup ("Anna Meier");
  order->shipping.street = g_strdup ("Große Brunnenstraße 117");
  order->shipping.postcode = g_strdup ("50667");
  order->shipping.city = g_strdup ("Köln");
  order->shipping.country = g_strdup ("DE");
  return order;
}

static KontorOrderLine *
add_line (KontorOrder *order, const char *sku, const char *title, gint64 quantity, const char *unit)
{
  KontorOrderLine *line = g_new0 (KontorOrderLine, 1);

  line->line = (int) order->lines->len + 1;
  line->kind = g_strdup ("goods");
  line->sku = g_strdup (sku);
  line->title = g_strdup (title);
  line->quantity = quantity;
  line->unit = g_strdup (unit);
  g_ptr_array_add (order->lines, line);
  return line;
}

static KontorOrderEvent *
add_delivery (KontorOrder *order, const char *number)
{
  KontorOrderEvent *event = g_new0 (KontorOrderEvent, 1);

  event->position = (int) order->deliveries->len + 1;
  event->number = g_strdup (number);
  event->happened_at = PLACED_AT;
  event->carrier = g_strdup ("DHL");
  event->tracking_number = g_strdup ("00340434161094042557");
  event->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_order_part_free);
  g_ptr_array_add (order->deliveries, event);
  return event;
}

static void
add_part (KontorOrderEvent *event, int line, gint64 quantity)
{
  KontorOrderPart *part = g_new0 (KontorOrderPart, 1);

  part->line = line;
  part->quantity = quantity;
  g_ptr_array_add (event->parts, part);
}

static KontorOrder *
make_partly_delivered (void)
{
  KontorOrder      *order = make_order ("PS250523-1004");
  KontorOrderEvent *first = add_delivery (order, "LS250523-1001");
  KontorOrderEvent *second = add_delivery (order, "LS250524-1002");

  add_line (order, "CED-10", "Zeder No. 4", 2000, "piece")->delivered = 2000;
  add_line (order, "OIL-L", "Bergamottöl, lose", 2500, "l")->delivered = 1250;
  add_line (order, "BOX", "Geschenkkarton", 12000, "piece")->delivered = 4000;
  add_part (first, 3, 4000);
  add_part (second, 1, 2000);
  add_part (second, 2, 1250);
  return order;
}

static KontorOrder *
make_long (guint n_lines)
{
  KontorOrder      *order = make_order ("PS250523-2001");
  KontorOrderEvent *delivery = add_delivery (order, "LS250523-2001");

  for (guint i = 1; i <= n_lines; i++)
    {
      g_autofree char *sku = g_strdup_printf ("SKU-%04u", i);
      g_autofree char *title = g_strdup_printf (
        "Artikel %u mit einem Namen, der so lang ist, dass er umbricht", i);

      add_line (order, sku, title, 1000 * (i % 9 + 1), "piece");
      add_part (delivery, (int) i, 1000 * (i % 9 + 1));
    }

  return order;
}

static GBytes *
render_note (KontorOrder *order, int delivery, const char *language, gboolean copy)
{
  g_auto (KontorLetterhead) head = make_head ();
  g_autoptr (GError) error = NULL;
  GBytes *bytes = kontor_delivery_note_render (
    order, delivery, &head, language, PRINTED_AT, copy, &error);

  g_assert_no_error (error);
  return bytes;
}

static void
test_note_german (void)
{
  static const char *const expected[] = {
    "Zeder & Moos · Hafenweg 12 · 20457 Hamburg",
    "Anna Meier",
    "50667 Köln",
    "Lieferschein LS250524-1002",
    "Zu Ihrer Bestellung PS250523-1004 vom 24.05.2025",
    "K10042",
    "00340434161094042557",
    "1 von 1",
    "Stück",
    "1,25",
    "Bergamottöl, lose",
    "Was noch fehlt, folgt",
    "Stand Ihrer Bestellung",
    "HRB 123456",
  };
  g_autoptr (KontorOrder) order = make_partly_delivered ();
  g_autoptr (GBytes) bytes = render_note (order, 2, "de", FALSE);
  g_autofree char *text = page_text (bytes, 0);

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    assert_contains (text, expected[i]);
  assert_misses (text, "DEUTSCHLAND");
  assert_misses (text, "Kopie");
  g_assert_cmpint (count_pages (bytes), ==, 1);
  assert_fonts_embedded (bytes);
}

static void
test_note_english_copy (void)
{
  g_autoptr (KontorOrder) order = make_partly_delivered ();
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = NULL;

  g_free (order->shipping.country); /* a field of a plain struct */
  order->shipping.country = g_strdup ("AT");
  bytes = render_note (order, 1, "en-GB", TRUE);
  text = page_text (bytes, 0);

  assert_contains (text, "Delivery note LS250523-1001");
  assert_contains (text, "Copy, printed on 26 May 2025");
  assert_contains (text, "AUSTRIA");
  assert_contains (text, "pcs");
  assert_contains (text, "The rest follows");
}

/* What came later changes nothing in an earlier note. */
static void
test_note_stays (void)
{
  g_autoptr (KontorOrder) order = make_partly_delivered ();
  g_autoptr (GBytes) before = render_note (order, 2, "de", FALSE);
  g_autoptr (GBytes) after = NULL;

  add_part (add_delivery (order, "LS250525-1003"), 3, 8000);
  after = render_note (order, 2, "de", FALSE);
  g_assert_true (g_bytes_equal (before, after));
}

/* A delivery that was taken back counts as not there, and has no note any more. */
static void
test_note_withdrawn (void)
{
  g_auto (KontorLetterhead) head = make_head ();
  g_autoptr (KontorOrder) order = make_partly_delivered ();
  g_autoptr (GBytes) withdrawn = NULL;
  g_autoptr (GBytes) without = NULL;
  g_autoptr (GError) error = NULL;

  ((KontorOrderEvent *) g_ptr_array_index (order->deliveries, 0))->withdrawn_at = PRINTED_AT;
  g_assert_null (kontor_delivery_note_render (order, 1, &head, "de", PRINTED_AT, FALSE, &error));
  g_assert_error (error, KONTOR_DOCUMENT_ERROR, KONTOR_DOCUMENT_ERROR_INVALID);

  withdrawn = render_note (order, 2, "de", FALSE);
  g_ptr_array_remove_index (order->deliveries, 0);
  without = render_note (order, 2, "de", FALSE);
  g_assert_true (g_bytes_equal (withdrawn, without));
}

static void
test_note_complete (void)
{
  g_autoptr (KontorOrder) order = make_long (2);
  g_autoptr (GBytes) bytes = render_note (order, 1, "de", FALSE);
  g_autofree char *text = page_text (bytes, 0);

  assert_contains (text, "Ihre Bestellung ist damit vollständig geliefert.");
  assert_misses (text, "Stand Ihrer Bestellung");
}

static void
test_note_long (void)
{
  g_autoptr (KontorOrder) order = make_long (200);
  g_autoptr (GBytes) bytes = render_note (order, 1, "de", FALSE);
  int      n_pages = count_pages (bytes);
  GString *all = g_string_new (NULL);

  g_assert_cmpint (n_pages, >, 5);
  for (int i = 0; i < n_pages; i++)
    {
      g_autofree char *text = page_text (bytes, i);
      g_autofree char *page = NULL;

      page = i == 0 ? g_strdup_printf ("1 von %d", n_pages)
                    : g_strdup_printf ("Seite %d von %d", i + 1, n_pages);
      assert_contains (text, page);
      assert_contains (text, "Art.-Nr.");
      assert_contains (text, "HRB 123456");
      g_string_append (all, text);
    }

  for (guint i = 1; i <= 200; i++)
    {
      g_autofree char *sku = g_strdup_printf ("SKU-%04u", i);

      assert_contains (all->str, sku);
    }
  g_string_free (all, TRUE);
}

/* DIN 5008:2020 form B: places in points from the upper left corner */
static void
test_note_places (void)
{
  g_autoptr (KontorOrder) order = make_partly_delivered ();
  g_autoptr (GBytes) bytes = render_note (order, 2, "de", FALSE);
  g_autoptr (TestDocument) document = open_pdf (bytes);
  g_autoptr (TestPage) page = poppler_document_get_page (document, 0);
  GList            *found = poppler_page_find_text (page, "50667 Köln");
  PopplerRectangle *place;
  double            width, height;

  poppler_page_get_size (page, &width, &height);
  g_assert_cmpfloat_with_epsilon (width, 210.0 * 72.0 / 25.4, 0.1);
  g_assert_cmpfloat_with_epsilon (height, 297.0 * 72.0 / 25.4, 0.1);

  g_assert_nonnull (found);
  place = found->data;
  g_assert_cmpfloat_with_epsilon (place->x1 * 25.4 / 72.0, 25.0, 0.5);
  g_assert_cmpfloat ((height - place->y2) * 25.4 / 72.0, >, 62.7);
  g_assert_cmpfloat ((height - place->y1) * 25.4 / 72.0, <, 90.0);
  g_list_free_full (found, (GDestroyNotify) poppler_rectangle_free); /* has no cleanup function */
}

static void
test_note_refused (void)
{
  g_auto (KontorLetterhead) head = make_head ();
  g_autoptr (KontorOrder) order = make_partly_delivered ();
  g_autoptr (KontorOrder) empty = make_order ("PS250523-1009");
  g_autoptr (GError) error = NULL;

  g_assert_null (kontor_delivery_note_render (order, 7, &head, "de", PRINTED_AT, FALSE, &error));
  g_assert_error (error, KONTOR_DOCUMENT_ERROR, KONTOR_DOCUMENT_ERROR_INVALID);
  g_clear_error (&error);

  g_assert_null (kontor_delivery_note_render (empty, 1, &head, "de", PRINTED_AT, FALSE, &error));
  g_assert_error (error, KONTOR_DOCUMENT_ERROR, KONTOR_DOCUMENT_ERROR_INVALID);
  g_clear_error (&error);

  add_part (g_ptr_array_index (order->deliveries, 0), 99, 1000);
  g_assert_null (kontor_delivery_note_render (order, 1, &head, "de", PRINTED_AT, FALSE, &error));
  g_assert_error (error, KONTOR_DOCUMENT_ERROR, KONTOR_DOCUMENT_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "99"));
}

static void
test_note_empty_letterhead (void)
{
  KontorLetterhead head = { NULL };
  g_autoptr (KontorOrder) order = make_partly_delivered ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = kontor_delivery_note_render (
    order, 2, &head, NULL, PRINTED_AT, FALSE, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  text = page_text (bytes, 0);
  assert_contains (text, "Delivery note");
  assert_contains (text, "GERMANY"); /* nobody said where home is */
}

/* A title that is longer than a page runs on, and its end is there. */
static void
test_hostile_long_title (void)
{
  g_autoptr (KontorOrder) order = make_order ("PS250523-1006");
  g_autofree char  *words = repeat ("Wörter ", 714);
  g_autofree char  *title = g_strconcat (words, "ENDE", NULL);
  g_autofree char  *solid = repeat ("M", 5000);
  KontorOrderEvent *delivery = add_delivery (order, "LS250523-1006");
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *last = NULL;

  add_line (order, solid, "solid", 1000, "piece");
  add_line (order, "LONG", title, 1000, "piece");
  add_part (delivery, 1, 1000);
  add_part (delivery, 2, 1000);
  bytes = render_note (order, 1, "de", FALSE);
  g_assert_cmpint (count_pages (bytes), >=, 5);
  last = page_text (bytes, count_pages (bytes) - 1);
  assert_contains (last, "ENDE");
}

static void
test_hostile_scripts (void)
{
  g_autoptr (KontorOrder) order = make_order ("PS250523-1007");
  KontorOrderEvent *delivery = add_delivery (order, "LS-\u202e7");
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = NULL;

  add_line (order, "ת", "שלום עולם 🎁 gift\n\ttabs\x01 and more", 1000, "piece");
  add_line (order, "👩‍👩‍👧", "👩‍👩‍👧❤️", 1000, "🍎");
  add_line (order, "GR", "Ελληνικά и Кириллица ąčęłńşţžő", G_MAXINT64, "");
  add_line (order, "%s%n", "<b>markup & <i>", -1000, "piece");
  for (int i = 1; i <= 4; i++)
    add_part (delivery, i, i == 3 ? G_MAXINT64 : 1000);
  bytes = render_note (order, 1, "de", FALSE);
  text = page_text (bytes, 0);
  assert_contains (text, "gift tabs and more");
  assert_contains (text, "Ελληνικά и Кириллица ąčęłńşţžő");
  assert_contains (text, "<b>markup & <i>");
  assert_contains (text, "%s%n");
  assert_fonts_embedded (bytes);
}

static void
test_hostile_encoding (void)
{
  g_auto (KontorLetterhead) head = make_head ();
  g_autoptr (KontorOrder) order = make_partly_delivered ();
  g_autoptr (GPtrArray) orders = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  add_line (order, "BAD", "M\xfcller", 1000, "piece");
  add_part (g_ptr_array_index (order->deliveries, 1), 4, 1000);
  g_assert_null (kontor_delivery_note_render (order, 2, &head, "de", PRINTED_AT, FALSE, &error));
  g_assert_error (error, KONTOR_DOCUMENT_ERROR, KONTOR_DOCUMENT_ERROR_INVALID);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_clear_error (&error);

  g_ptr_array_add (orders, order);
  g_assert_null (kontor_packing_slip_render (orders, &head, "de", PRINTED_AT, FALSE, &error));
  g_assert_error (error, KONTOR_DOCUMENT_ERROR, KONTOR_DOCUMENT_ERROR_INVALID);
  g_clear_error (&error);

  g_assert_null (kontor_pick_list_render (orders, "de", PRINTED_AT, &error));
  g_assert_error (error, KONTOR_DOCUMENT_ERROR, KONTOR_DOCUMENT_ERROR_INVALID);
}

static void
test_hostile_address (void)
{
  g_autoptr (KontorOrder) order = make_partly_delivered ();
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;

  g_free (order->shipping.name); /* a field of a plain struct */
  order->shipping.name = repeat ("Donaudampfschifffahrtsgesellschaft ", 150);
  order->shipping.extra = repeat ("W", 5000);
  bytes = render_note (order, 2, "de", FALSE);
  text = page_text (bytes, 0);
  assert_contains (text, "50667 Köln");
  g_assert_cmpint (count_pages (bytes), ==, 1);
}

static cairo_status_t
append_bytes (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static GBytes *
make_png (void)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 300, 80);
  cairo_t         *cr = cairo_create (surface);

  cairo_set_source_rgba (cr, 0.8, 0.2, 0.2, 0.7);
  cairo_arc (cr, 40.0, 40.0, 38.0, 0.0, 6.3);
  cairo_fill (cr);
  cairo_destroy (cr);
  cairo_surface_write_to_png_stream (surface, append_bytes, bytes);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

static void
test_logo (void)
{
  g_auto (KontorLetterhead) head = make_head ();
  g_autoptr (KontorOrder) order = make_partly_delivered ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) first = NULL;
  g_autoptr (GBytes) second = NULL;

  head.logo = make_png ();
  first = kontor_delivery_note_render (order, 2, &head, "de", PRINTED_AT, FALSE, &error);
  g_assert_no_error (error);
  second = kontor_delivery_note_render (order, 2, &head, "de", PRINTED_AT, FALSE, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (first, second));
}

static void
test_logo_refused (void)
{
  g_auto (KontorLetterhead) head = make_head ();
  g_autoptr (KontorOrder) order = make_partly_delivered ();
  g_autoptr (GBytes) whole = make_png ();
  g_autoptr (GError) error = NULL;

  head.logo = g_bytes_new_static ("not a picture", 13);
  g_assert_null (kontor_delivery_note_render (order, 2, &head, "de", PRINTED_AT, FALSE, &error));
  g_assert_error (error, KONTOR_DOCUMENT_ERROR, KONTOR_DOCUMENT_ERROR_INVALID);
  g_clear_error (&error);

  g_bytes_unref (head.logo); /* a field of a plain struct */
  head.logo = g_bytes_new_from_bytes (whole, 0, g_bytes_get_size (whole) / 2);
  g_assert_null (kontor_delivery_note_render (order, 2, &head, "de", PRINTED_AT, FALSE, &error));
  g_assert_error (error, KONTOR_DOCUMENT_ERROR, KONTOR_DOCUMENT_ERROR_INVALID);
}

static GBytes *
render_slips (GPtrArray *orders)
{
  g_auto (KontorLetterhead) head = make_head ();
  g_autoptr (GError) error = NULL;
  GBytes *bytes = kontor_packing_slip_render (orders, &head, "de", PRINTED_AT, TRUE, &error);

  g_assert_no_error (error);
  return bytes;
}

static GPtrArray *
make_orders (void)
{
  GPtrArray   *orders = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_order_free);
  KontorOrder *order = make_order ("PS250523-1005");

  add_line (order, "CED-10", "Zeder No. 4", 3000, "piece");
  add_line (order, "BOX", "Geschenkkarton", 1000, "piece");
  order->note = g_strdup ("Geschenk: keine Rechnung beilegen.");
  g_ptr_array_add (orders, make_partly_delivered ());
  g_ptr_array_add (orders, order);
  g_ptr_array_add (orders, make_order ("PS250523-1006"));
  return orders;
}

static void
test_slips (void)
{
  g_autoptr (GPtrArray) orders = make_orders ();
  g_autoptr (GBytes) bytes = render_slips (orders);
  g_autofree char *first = page_text (bytes, 0);
  g_autofree char *second = page_text (bytes, 1);
  g_autofree char *third = page_text (bytes, 2);

  g_assert_cmpint (count_pages (bytes), ==, 3);
  assert_contains (first, "PS250523-1004");
  assert_contains (first, "Seite 1 von 1");
  assert_contains (first, "Kopie, gedruckt am 26.05.2025");
  assert_contains (first, "1,25");      /* the rest of the oil */
  assert_misses (first, "Zeder No. 4"); /* delivered */
  assert_contains (second, "Geschenk: keine Rechnung beilegen.");
  assert_contains (second, "Zeder No. 4");
  assert_contains (third, "Hier ist nichts zu entnehmen.");
  assert_fonts_embedded (bytes);
}

/* An order that is all delivered still has a slip with everything on it. */
static void
test_slips_reprint (void)
{
  g_autoptr (GPtrArray) orders = make_orders ();
  KontorOrder *order = g_ptr_array_index (orders, 1);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < order->lines->len; i++)
    {
      KontorOrderLine *line = g_ptr_array_index (order->lines, i);

      line->delivered = line->quantity;
    }
  bytes = render_slips (orders);
  text = page_text (bytes, 1);
  assert_contains (text, "Zeder No. 4");
}

static void
test_slips_pages (void)
{
  g_autoptr (GPtrArray) orders = make_orders ();
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *last = NULL;
  int              n_pages;

  g_ptr_array_insert (orders, 0, make_long (200));
  bytes = render_slips (orders);
  n_pages = count_pages (bytes);
  g_assert_cmpint (n_pages, >, 8);
  last = page_text (bytes, n_pages - 1);
  assert_contains (last, "Seite 1 von 1"); /* each order counts its own */
}

static void
test_slips_refused (void)
{
  g_auto (KontorLetterhead) head = make_head ();
  g_autoptr (GPtrArray) orders = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (kontor_packing_slip_render (orders, &head, "de", PRINTED_AT, FALSE, &error));
  g_assert_error (error, KONTOR_DOCUMENT_ERROR, KONTOR_DOCUMENT_ERROR_INVALID);
}

/* A number that Code 128 can't say is printed without bars. */
static void
test_slips_odd_numbers (void)
{
  g_autoptr (GPtrArray) orders = g_ptr_array_new_with_free_func (
    (GDestroyNotify) kontor_order_free);
  g_autofree char *huge = repeat ("9", 5000);
  g_autoptr (GBytes) bytes = NULL;

  g_ptr_array_add (orders, make_order ("Bestellung №7 – Müller"));
  g_ptr_array_add (orders, make_order (""));
  g_ptr_array_add (orders, make_order (huge));
  bytes = render_slips (orders);
  g_assert_cmpint (count_pages (bytes), ==, 3);
}

static void
test_pick_list (void)
{
  g_autoptr (GPtrArray) orders = make_orders ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = kontor_pick_list_render (orders, "de", PRINTED_AT, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  text = page_text (bytes, 0);
  assert_contains (text, "3 Bestellungen · 3 Positionen");
  assert_contains (text, "PS250523-1004 × 8");
  assert_contains (text, "PS250523-1005 × 1");
  assert_contains (text, "PS250523-1004 × 1,25");
  g_assert_cmpuint (strstr (text, "BOX") - text, <, strstr (text, "CED-10") - text);
  g_assert_cmpuint (strstr (text, "CED-10") - text, <, strstr (text, "OIL-L") - text);
  assert_fonts_embedded (bytes);
}

static void
test_pick_list_empty (void)
{
  g_autoptr (GPtrArray) orders = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = kontor_pick_list_render (orders, "en", PRINTED_AT, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  text = page_text (bytes, 0);
  assert_contains (text, "There is nothing to take from the shelf.");
}

static void
test_pick_list_overflow (void)
{
  g_autoptr (GPtrArray) orders = make_orders ();
  g_autoptr (GError) error = NULL;

  add_line (g_ptr_array_index (orders, 0), "BOX", "Geschenkkarton", G_MAXINT64, "piece");
  g_assert_null (kontor_pick_list_render (orders, "de", PRINTED_AT, &error));
  g_assert_error (error, KONTOR_DOCUMENT_ERROR, KONTOR_DOCUMENT_ERROR_INVALID);
}

static void
add_label (GPtrArray *labels, const char *code, KontorLabelSymbology symbology, guint copies)
{
  KontorLabel *label = g_new0 (KontorLabel, 1);

  label->title = g_strdup ("Zeder No. 4");
  label->detail = g_strdup ("10 ml · 14,90 €");
  label->code = g_strdup (code);
  label->symbology = symbology;
  label->copies = copies;
  g_ptr_array_add (labels, label);
}

static GBytes *
render_kind (guint kind)
{
  g_auto (KontorLetterhead) head = make_head ();
  g_autoptr (KontorOrder) order = make_long (60);
  g_autoptr (GPtrArray) orders = make_orders ();
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (
    (GDestroyNotify) kontor_label_free);

  add_label (labels, "4006381333931", KONTOR_LABEL_EAN13, 1);
  add_label (labels, "https://example.org", KONTOR_LABEL_QR, 1);
  switch (kind)
    {
    case 0:
      return kontor_delivery_note_render (order, 1, &head, "de", PRINTED_AT, FALSE, NULL);
    case 1:
      return kontor_packing_slip_render (orders, &head, "en", PRINTED_AT, TRUE, NULL);
    case 2:
      return kontor_pick_list_render (orders, "de", PRINTED_AT, NULL);
    default:
      return kontor_labels_render (labels, 57.0, 32.0, NULL);
    }
}

static void
test_bytes_equal (void)
{
  for (guint kind = 0; kind < 4; kind++)
    {
      g_autoptr (GBytes) first = render_kind (kind);
      g_autoptr (GBytes) second = render_kind (kind);

      g_assert_nonnull (first);
      g_assert_true (g_bytes_equal (first, second));
    }
}

static gpointer
render_in_thread (gpointer data)
{
  return render_kind (GPOINTER_TO_UINT (data));
}

static void
test_bytes_in_threads (void)
{
  GThread *threads[8];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("document", render_in_thread, GUINT_TO_POINTER (i % 4));
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      g_autoptr (GBytes) bytes = g_thread_join (threads[i]);
      g_autoptr (GBytes) expected = render_kind (i % 4);

      g_assert_true (g_bytes_equal (bytes, expected));
    }
}

/* The environment has no say: neither language nor where fonts are. */
static void
test_bytes_elsewhere (void)
{
  g_autoptr (GBytes) here = render_kind (0);

  if (g_test_subprocess ())
    {
      g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, here);

      g_printerr ("sum %s\n", sum);
      return;
    }

  g_setenv ("LC_ALL", "C", TRUE);
  g_setenv ("LANG", "ja_JP.UTF-8", TRUE);
  g_setenv ("TZ", "Asia/Tokyo", TRUE);
  g_setenv ("FONTCONFIG_FILE", "/dev/null", TRUE);
  g_setenv ("FONTCONFIG_PATH", "/nonexistent", TRUE);
  g_setenv ("PANGO_LANGUAGE", "ja", TRUE);
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
  {
    g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, here);
    g_autofree char *pattern = g_strdup_printf ("*sum %s*", sum);

    g_test_trap_assert_stderr (pattern);
  }
}

static void
test_metadata (void)
{
  g_autoptr (KontorOrder) order = make_partly_delivered ();
  g_autoptr (GBytes) bytes = render_note (order, 2, "de", FALSE);
  g_autoptr (TestDocument) document = open_pdf (bytes);
  g_autofree char *title = poppler_document_get_title (document);
  g_autofree char *author = poppler_document_get_author (document);

  g_assert_cmpstr (title, ==, "Lieferschein LS250524-1002");
  g_assert_cmpstr (author, ==, "Zeder & Moos");
  g_assert_cmpint (poppler_document_get_creation_date (document), ==, PRINTED_AT / G_USEC_PER_SEC);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/documents/note/german", test_note_german);
  g_test_add_func ("/documents/note/english-copy", test_note_english_copy);
  g_test_add_func ("/documents/note/stays", test_note_stays);
  g_test_add_func ("/documents/note/withdrawn", test_note_withdrawn);
  g_test_add_func ("/documents/note/complete", test_note_complete);
  g_test_add_func ("/documents/note/long", test_note_long);
  g_test_add_func ("/documents/note/places", test_note_places);
  g_test_add_func ("/documents/note/refused", test_note_refused);
  g_test_add_func ("/documents/note/empty-letterhead", test_note_empty_letterhead);
  g_test_add_func ("/documents/hostile/long-title", test_hostile_long_title);
  g_test_add_func ("/documents/hostile/scripts", test_hostile_scripts);
  g_test_add_func ("/documents/hostile/encoding", test_hostile_encoding);
  g_test_add_func ("/documents/hostile/address", test_hostile_address);
  g_test_add_func ("/documents/logo", test_logo);
  g_test_add_func ("/documents/logo-refused", test_logo_refused);
  g_test_add_func ("/documents/slips", test_slips);
  g_test_add_func ("/documents/slips/reprint", test_slips_reprint);
  g_test_add_func ("/documents/slips/pages", test_slips_pages);
  g_test_add_func ("/documents/slips/refused", test_slips_refused);
  g_test_add_func ("/documents/slips/odd-numbers", test_slips_odd_numbers);
  g_test_add_func ("/documents/pick-list", test_pick_list);
  g_test_add_func ("/documents/pick-list/empty", test_pick_list_empty);
  g_test_add_func ("/documents/pick-list/overflow", test_pick_list_overflow);
  g_test_add_func ("/documents/bytes/equal", test_bytes_equal);
  g_test_add_func ("/documents/bytes/threads", test_bytes_in_threads);
  g_test_add_func ("/documents/bytes/elsewhere", test_bytes_elsewhere);
  g_test_add_func ("/documents/metadata", test_metadata);

  return g_test_run ();
}
