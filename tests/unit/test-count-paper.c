/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <string.h>

#include "kontor-count-paper.h"
#include "test-pdf.h"

#define PRINTED_AT G_GINT64_CONSTANT (1747994400000000) /* 2025-05-23 10:00 UTC */

#define COUNT                                                                                      \
  "{'number':'CT250519-101','title':'Frühjahr','currency':'EUR','blind':%s,'prefilled':%s,"       \
  "'reverses_number':'','reversed_by_number':'CT250601-101'}"

#define ITEMS                                                                                      \
  "[{'variant':'a','sku':'CEDAR','title':'Zeder 10 ml','unit':'piece','place':null,"               \
  "'place_name':'','place_code':'','lot_code':'L7','book':12000},"                                 \
  "{'variant':'b','sku':'PINE','title':'Kiefer','unit':'ml','place':'p','place_name':'Keller',"    \
  "'place_code':'C-1','lot_code':'','book':2500}]"

#define LINES                                                                                      \
  "[{'uid':'1','sku':'CEDAR','title':'Zeder 10 "                                                   \
  "ml','unit':'piece','place_name':'','lot_code':'L7',"                                            \
  "'counted':8000,'counted_at':1747648800000000,'book':10000,'shown':-2000,'since':-1000,"         \
  "'value_minor':-1000,'cost_e4':50000,'reason':'lost','note':'','state':'booked'},"               \
  "{'uid':'2','sku':'PINE','title':'Kiefer','unit':'ml','place_name':'Keller','lot_code':'',"      \
  "'counted':null,'counted_at':null,'book':2500,'shown':0,'since':0,'value_minor':0,"              \
  "'cost_e4':12345,'reason':'','note':'','state':'left'}]"

static KontorJson *
parse (const char *format, ...)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  KontorJson      *json;
  va_list          arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_strdelimit (text, "'", '"');
  json = kontor_json_parse (text, -1, &error);
  g_assert_no_error (error);
  return json;
}

static char *
render (KontorCountPaperKind kind,
        const KontorJson    *count,
        const KontorJson    *rows,
        const char          *language)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = kontor_count_paper_render (
    kind, count, rows, NULL, language, PRINTED_AT, &error);

  g_assert_no_error (error);
  assert_fonts_embedded (bytes);
  return page_text (bytes, 0);
}

static void
test_sheet (void)
{
  g_autoptr (KontorJson) count = parse (COUNT, "false", "true");
  g_autoptr (KontorJson) items = parse (ITEMS);
  g_autofree char *text = render (KONTOR_COUNT_SHEET, count, items, "de");

  assert_contains (text, "Zählliste CT250519-101");
  assert_contains (text, "Hauptlager");
  assert_contains (text, "Keller · C-1");
  assert_contains (text, "Zeder 10 ml");
  assert_contains (text, "L7");
  assert_contains (text, "12");
  assert_contains (text, "Gezählt von");
}

/* Who counts blind must not read the answer. */
static void
test_blind (void)
{
  g_autoptr (KontorJson) count = parse (COUNT, "true", "true");
  g_autoptr (KontorJson) items = parse (ITEMS);
  g_autofree char *text = render (KONTOR_COUNT_SHEET, count, items, "en");

  assert_contains (text, "Count sheet");
  assert_contains (text, "Zeder 10 ml");
  assert_misses (text, "Book");
  assert_misses (text, "2.5");
}

static void
test_not_prefilled (void)
{
  g_autoptr (KontorJson) count = parse (COUNT, "false", "false");
  g_autoptr (KontorJson) items = parse (ITEMS);
  g_autofree char *text = render (KONTOR_COUNT_SHEET, count, items, "en");

  assert_contains (text, "Main place");
  assert_misses (text, "Zeder");
}

static void
test_record (void)
{
  g_autoptr (KontorJson) count = parse (COUNT, "false", "true");
  g_autoptr (KontorJson) lines = parse (LINES);
  g_autofree char *text = render (KONTOR_COUNT_RECORD, count, lines, "de");

  assert_contains (text, "Inventur CT250519-101");
  assert_contains (text, "zurückgenommen durch CT250601-101");
  assert_contains (text, "19.05.2025");
  assert_contains (text, "bewegt −1");
  assert_contains (text, "verloren");
  assert_contains (text, "nicht gezählt");
  assert_contains (text, "−2");
  assert_contains (text, "−10,00 EUR");
  assert_contains (text, "Geprüft von");
}

static void
test_inventory (void)
{
  g_autoptr (KontorJson) count = parse (COUNT, "false", "true");
  g_autoptr (KontorJson) lines = parse (LINES);
  g_autofree char *text = render (KONTOR_COUNT_INVENTORY, count, lines, "de");

  assert_contains (text, "Inventarliste");
  assert_contains (text, "40,00");
  assert_contains (text, "3,09"); /* 2.5 × 1.2345 */
  assert_contains (text, "43,09 EUR");
}

static void
test_csv (void)
{
  g_autoptr (KontorJson) count = parse (COUNT, "false", "true");
  g_autoptr (KontorJson) lines = parse (LINES);
  g_autoptr (GBytes) bytes = kontor_count_inventory_csv (count, lines);
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_auto (GStrv) rows = g_strsplit (text, "\r\n", -1);

  g_assert_cmpuint (g_strv_length (rows), ==, 4); /* and nothing behind the last */
  g_assert_cmpstr (rows[1],
                   ==,
                   "CEDAR,Zeder 10 ml,,L7,piece,8,5.00,40.00,EUR,10,-2,-10.00,"
                   "2025-05-19T10:00:00Z,booked");
  g_assert_cmpstr (rows[2], ==, "PINE,Kiefer,Keller,,ml,2.5,1.2345,3.09,EUR,2.5,0,0.00,,left");
}

static void
test_empty_and_long (void)
{
  g_autoptr (KontorJson) count = parse (COUNT, "false", "true");
  g_autoptr (KontorJson) none = kontor_json_new_array ();
  g_autoptr (KontorJson) lines = parse (LINES);
  g_autoptr (KontorJson) many = kontor_json_new_array ();
  g_autofree char *text = render (KONTOR_COUNT_RECORD, count, none, "en");
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;

  assert_contains (text, "There is nothing on this list.");
  for (guint i = 0; i < 300; i++)
    kontor_json_append (many, kontor_json_ref ((KontorJson *) kontor_json_at (lines, i % 2)));
  bytes = kontor_count_paper_render (
    KONTOR_COUNT_RECORD, count, many, NULL, "de", PRINTED_AT, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count_pages (bytes), >, 10);
}

/* Twelve in the book, nine counted, and none is missing: two had been sold that the book knew only
 * later, and a delivery of one had not been unpacked. */
static void
test_late (void)
{
  g_autoptr (KontorJson) count = parse (
    "{'number':'CT250519-101','title':'Keller','currency':'EUR','people':[{'name':'Anna'},"
    "{'name':''},{'name':'Jo'}],'booked_by':'Bert'}");
  g_autoptr (KontorJson) lines = parse (
    "[{'uid':'1','sku':'CEDAR','title':'Cedar','unit':'piece','place_name':'','counted':9000,"
    "'counted_at':1747648800000000,'book':12000,'shown':0,'excluded':1000,'since':-2000,"
    "'value_minor':0,'state':'reopened'},"
    "{'uid':'2','sku':'PINE','title':'Pine','unit':'piece','place_name':'','counted':9000,"
    "'counted_at':1747648800000000,'book':12000,'shown':0,'since':0,'value_minor':0,"
    "'state':'open'}]");
  g_autofree char *text = render (KONTOR_COUNT_RECORD, count, lines, "en");

  assert_contains (text, "known only");
  assert_contains (text, "later \xe2\x88\x92");
  assert_contains (text, "still on the shelf +1");
  assert_contains (text, "Counted by: Anna, Jo");
  assert_contains (text, "Checked by: Bert");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/count-paper/sheet", test_sheet);
  g_test_add_func ("/count-paper/blind", test_blind);
  g_test_add_func ("/count-paper/not-prefilled", test_not_prefilled);
  g_test_add_func ("/count-paper/record", test_record);
  g_test_add_func ("/count-paper/late", test_late);
  g_test_add_func ("/count-paper/inventory", test_inventory);
  g_test_add_func ("/count-paper/csv", test_csv);
  g_test_add_func ("/count-paper/empty-and-long", test_empty_and_long);
  return g_test_run ();
}
