/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <string.h>

#include "kontor-json.h"
#include "kontor-value-error.h"

#define ROUNDS 2000
#define SPEED_ROWS 200000

typedef struct
{
  const char *text;
  const char *expected; /* canonical text, or NULL for an error */
  int         code;
} ParseCase;

static const ParseCase parse_cases[] = {
  { "null", "null", 0 },
  { " true ", "true", 0 },
  { "false", "false", 0 },
  { "0", "0", 0 },
  { "-0", "0", 0 },
  { "-1", "-1", 0 },
  { "9223372036854775807", "9223372036854775807", 0 },
  { "-9223372036854775808", "-9223372036854775808", 0 },
  { "\"\"", "\"\"", 0 },
  { "\"\\u00fc\\u20AC\\ud83d\\ude00\"", "\"ü€😀\"", 0 },
  { "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f\"",
    "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f\"",
    0 },
  { "\"\x7f\"", "\"\x7f\"", 0 },
  { "[ ]", "[]", 0 },
  { "{ }", "{}", 0 },
  { "[1 , [ 2,\n3 ]\t, {} ]", "[1,[2,3],{}]", 0 },
  { "{\"b\":1, \"a\" : 2,\"aa\":3, \"\":4}", "{\"\":4,\"a\":2,\"aa\":3,\"b\":1}", 0 },
  { "{\"\\u007a\":1,\"ä\":2,\"Z\":3}", "{\"Z\":3,\"z\":1,\"ä\":2}", 0 },

  { "", NULL, KONTOR_VALUE_ERROR_INVALID },
  { " ", NULL, KONTOR_VALUE_ERROR_INVALID },
  { "nul", NULL, KONTOR_VALUE_ERROR_INVALID },
  { "nulll", NULL, KONTOR_VALUE_ERROR_INVALID },
  { "True", NULL, KONTOR_VALUE_ERROR_INVALID },
  { "NaN", NULL, KONTOR_VALUE_ERROR_INVALID },
  { "'a'", NULL, KONTOR_VALUE_ERROR_INVALID },
  { "1 2", NULL, KONTOR_VALUE_ERROR_INVALID },
  { "01", NULL, KONTOR_VALUE_ERROR_INVALID },
  { "-", NULL, KONTOR_VALUE_ERROR_INVALID },
  { "+1", NULL, KONTOR_VALUE_ERROR_INVALID },
  { "-01", NULL, KONTOR_VALUE_ERROR_INVALID },
  { ".5", NULL, KONTOR_VALUE_ERROR_INVALID },
  { "1.5", NULL, KONTOR_VALUE_ERROR_INVALID },
  { "1.0", NULL, KONTOR_VALUE_ERROR_INVALID },
  { "1e3", NULL, KONTOR_VALUE_ERROR_INVALID },
  { "1E3", NULL, KONTOR_VALUE_ERROR_INVALID },
  { "9223372036854775808", NULL, KONTOR_VALUE_ERROR_RANGE },
  { "-9223372036854775809", NULL, KONTOR_VALUE_ERROR_RANGE },
  { "99999999999999999999", NULL, KONTOR_VALUE_ERROR_RANGE },
  { "\"a", NULL, KONTOR_VALUE_ERROR_INVALID },
  { "\"a\\", NULL, KONTOR_VALUE_ERROR_INVALID },
  { "\"a\\\"", NULL, KONTOR_VALUE_ERROR_INVALID },
  { "\"a\nb\"", NULL, KONTOR_VALUE_ERROR_INVALID },
  { "\"\\\n\"", NULL, KONTOR_VALUE_ERROR_INVALID },
  { "\"\\x41\"", NULL, KONTOR_VALUE_ERROR_INVALID },
  { "\"\\u12\"", NULL, KONTOR_VALUE_ERROR_INVALID },
  { "\"\\u12g4\"", NULL, KONTOR_VALUE_ERROR_INVALID },
  { "\"\\u0000\"", NULL, KONTOR_VALUE_ERROR_INVALID },
  { "\"\\ud800\"", NULL, KONTOR_VALUE_ERROR_INVALID },
  { "\"\\udc00\"", NULL, KONTOR_VALUE_ERROR_INVALID },
  { "\"\\ud800\\u0041\"", NULL, KONTOR_VALUE_ERROR_INVALID },
  { "\"\\ud800\\ud800\"", NULL, KONTOR_VALUE_ERROR_INVALID },
  { "\"\xff\"", NULL, KONTOR_VALUE_ERROR_INVALID },
  { "\"\xc0\xaf\"", NULL, KONTOR_VALUE_ERROR_INVALID },
  { "\"\xed\xa0\x80\"", NULL, KONTOR_VALUE_ERROR_INVALID },
  { "\"\xc3\"", NULL, KONTOR_VALUE_ERROR_INVALID },
  { "\xef\xbb\xbf{}", NULL, KONTOR_VALUE_ERROR_INVALID },
  { "[", NULL, KONTOR_VALUE_ERROR_INVALID },
  { "[1", NULL, KONTOR_VALUE_ERROR_INVALID },
  { "[1,", NULL, KONTOR_VALUE_ERROR_INVALID },
  { "[1,]", NULL, KONTOR_VALUE_ERROR_INVALID },
  { "[,1]", NULL, KONTOR_VALUE_ERROR_INVALID },
  { "[1 2]", NULL, KONTOR_VALUE_ERROR_INVALID },
  { "[1}", NULL, KONTOR_VALUE_ERROR_INVALID },
  { "]", NULL, KONTOR_VALUE_ERROR_INVALID },
  { "{", NULL, KONTOR_VALUE_ERROR_INVALID },
  { "{\"a\"", NULL, KONTOR_VALUE_ERROR_INVALID },
  { "{\"a\":", NULL, KONTOR_VALUE_ERROR_INVALID },
  { "{\"a\":1", NULL, KONTOR_VALUE_ERROR_INVALID },
  { "{\"a\":1,}", NULL, KONTOR_VALUE_ERROR_INVALID },
  { "{\"a\" 1}", NULL, KONTOR_VALUE_ERROR_INVALID },
  { "{a:1}", NULL, KONTOR_VALUE_ERROR_INVALID },
  { "{1:1}", NULL, KONTOR_VALUE_ERROR_INVALID },
  { "{\"a\\x\":1}", NULL, KONTOR_VALUE_ERROR_INVALID },
  { "{\"a\":1,\"a\":2}", NULL, KONTOR_VALUE_ERROR_INVALID },
  { "{\"b\":1,\"a\":[1,{}],\"b\":2}", NULL, KONTOR_VALUE_ERROR_INVALID },
  { "{\"a\":1,\"\\u0061\":2}", NULL, KONTOR_VALUE_ERROR_INVALID },
  { "// comment\n1", NULL, KONTOR_VALUE_ERROR_INVALID },
};

static void
test_parse (void)
{
  guint i = 0;

  for (i = 0; i < G_N_ELEMENTS (parse_cases); i++)
    {
      const ParseCase *item = &parse_cases[i];
      g_autoptr (GError) error = NULL;
      g_autoptr (KontorJson) value = kontor_json_parse (item->text, -1, &error);
      g_autofree char *text = value != NULL ? kontor_json_to_string (value) : NULL;
      g_autofree char *shown = g_strescape (item->text, NULL);

      g_test_message ("%s", shown);
      g_assert_cmpstr (text, ==, item->expected);

      if (item->expected == NULL)
        g_assert_error (error, KONTOR_VALUE_ERROR, item->code);
      else
        g_assert_no_error (error);
    }
}

static void
test_length (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorJson) value = kontor_json_parse ("12345", 3, &error);
  g_autoptr (KontorJson) with_nul = kontor_json_parse ("\"a\0b\"", 5, NULL);
  g_autoptr (KontorJson) behind = kontor_json_parse ("1\0", 2, NULL);

  g_assert_no_error (error);
  g_assert_cmpint (kontor_json_integer (value), ==, 123);
  g_assert_null (with_nul);
  g_assert_null (behind);
  g_assert_null (kontor_json_parse (NULL, 0, NULL));
}

static void
test_error_position (void)
{
  static const struct
  {
    const char *text;
    const char *position;
  } cases[] = {
    { "[1,x]", "at byte 3" },
    { "{\"a\":tru}", "at byte 5" },
    { "[\"\\q\"]", "at byte 2" },
    { "[\"ab\xff\"]", "at byte 4" },
    { "[1, 2.5]", "at byte 4" },
    { " {\"k\":1,\"k\":2}", "key \"k\" stands twice in the object at byte 1" },
    { "[1", "ends too early at byte 2" },
  };
  guint i = 0;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (kontor_json_parse (cases[i].text, -1, &error));
      g_assert_nonnull (strstr (error->message, cases[i].position));
    }
}

static void
test_depth (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (KontorJson) deepest = NULL;
  g_autofree char *mountain = g_strnfill (1000000, '[');
  guint            i = 0;

  for (i = 0; i < 32; i++)
    g_string_append (text, "[{\"a\":");
  g_string_append (text, "1");
  for (i = 0; i < 32; i++)
    g_string_append (text, "}]");

  deepest = kontor_json_parse (text->str, -1, &error);
  g_assert_no_error (error);
  g_assert_nonnull (deepest);

  g_string_prepend_c (text, '[');
  g_string_append_c (text, ']');
  g_assert_null (kontor_json_parse (text->str, -1, &error));
  g_assert_error (error, KONTOR_VALUE_ERROR, KONTOR_VALUE_ERROR_RANGE);
  g_assert_null (kontor_json_parse (mountain, -1, NULL));
}

static void
test_build (void)
{
  g_autoptr (KontorJson) object = kontor_json_new_object ();
  g_autofree char *text = NULL;
  KontorJson      *array = kontor_json_new_array ();
  guint            i = 0;

  for (i = 0; i < 20; i++)
    kontor_json_append (array, kontor_json_new_integer (i));

  kontor_json_set (object, "list", array);
  kontor_json_set_string (object, "name", "Jörg \"J\"");
  kontor_json_set_string (object, "none", NULL);
  kontor_json_set_integer (object, "amount", 5);
  kontor_json_set_integer (object, "amount", -1999);
  kontor_json_set_boolean (object, "paid", TRUE);

  text = kontor_json_to_string (object);
  g_assert_cmpstr (text,
                   ==,
                   "{\"amount\":-1999,\"list\":[0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19],"
                   "\"name\":\"Jörg \\\"J\\\"\",\"none\":null,\"paid\":true}");
  g_assert_cmpuint (kontor_json_length (object), ==, 5);
  g_assert_cmpstr (kontor_json_key_at (object, 0), ==, "amount");
  g_assert_null (kontor_json_key_at (object, 5));
  g_assert_null (kontor_json_at (object, 5));
}

static void
test_members (void)
{
  g_autoptr (KontorJson) object = kontor_json_parse (
    "{\"n\":null,\"i\":7,\"s\":\"x\",\"b\":true,\"a\":[1],\"o\":{}}", -1, NULL);

  g_assert_cmpint (kontor_json_get_integer (object, "i", 1), ==, 7);
  g_assert_cmpint (kontor_json_get_integer (object, "s", 1), ==, 1);
  g_assert_cmpint (kontor_json_get_integer (object, "missing", 1), ==, 1);
  g_assert_cmpint (kontor_json_get_integer (NULL, "i", 1), ==, 1);
  g_assert_cmpstr (kontor_json_get_string (object, "s", NULL), ==, "x");
  g_assert_cmpstr (kontor_json_get_string (object, "i", "y"), ==, "y");
  g_assert_true (kontor_json_get_boolean (object, "b", FALSE));
  g_assert_true (kontor_json_get_boolean (object, "n", TRUE));
  g_assert_nonnull (kontor_json_get_array (object, "a"));
  g_assert_null (kontor_json_get_array (object, "o"));
  g_assert_nonnull (kontor_json_get_object (object, "o"));
  g_assert_null (kontor_json_get_object (object, "a"));
  g_assert_null (kontor_json_get (object, "n"));
  g_assert_true (kontor_json_has (object, "n"));
  g_assert_false (kontor_json_has (object, "nn"));
  g_assert_null (kontor_json_get (kontor_json_get (object, "i"), "i"));
  g_assert_cmpint (kontor_json_type (NULL), ==, KONTOR_JSON_NULL);
  g_assert_cmpint (kontor_json_type (kontor_json_get (object, "a")), ==, KONTOR_JSON_ARRAY);
}

static void
test_wrong_type (void)
{
  g_autoptr (KontorJson) number = kontor_json_new_integer (1);
  g_autoptr (KontorJson) text = kontor_json_new_string ("1");

  g_assert_false (kontor_json_boolean (number));
  g_assert_cmpint (kontor_json_integer (text), ==, 0);
  g_assert_null (kontor_json_string (number));
  g_assert_cmpuint (kontor_json_length (text), ==, 0);
  g_assert_null (kontor_json_at (number, 0));
}

static void
test_equal (void)
{
  static const char *const values[] = { "null",      "true",      "false",    "0",   "1",
                                        "\"1\"",     "[]",        "{}",       "[1]", "[1,2]",
                                        "{\"a\":1}", "{\"a\":2}", "{\"b\":1}" };
  guint                    i = 0;
  guint                    j = 0;

  for (i = 0; i < G_N_ELEMENTS (values); i++)
    for (j = 0; j < G_N_ELEMENTS (values); j++)
      {
        g_autoptr (KontorJson) a = kontor_json_parse (values[i], -1, NULL);
        g_autoptr (KontorJson) b = kontor_json_parse (values[j], -1, NULL);

        g_assert_cmpint (kontor_json_equal (a, b), ==, i == j);
      }

  g_assert_true (kontor_json_equal (NULL, NULL));
}

static void
test_references (void)
{
  KontorJson *object = kontor_json_new_object ();
  KontorJson *item = NULL;

  kontor_json_set_string (object, "a", "kept");
  item = kontor_json_ref ((KontorJson *) kontor_json_get (object, "a"));
  g_assert_true (kontor_json_ref (object) == object);
  kontor_json_unref (object);
  kontor_json_unref (object);
  g_assert_cmpstr (kontor_json_string (item), ==, "kept");
  kontor_json_unref (item);
}

static void
test_quote (void)
{
  g_autoptr (GString) out = g_string_new ("x");

  kontor_json_quote_to ("a\"b\\c\x01", out);
  kontor_json_quote_to (NULL, out);
  g_assert_cmpstr (out->str, ==, "x\"a\\\"b\\\\c\\u0001\"null");
}

/* Property: what is written is read as the same value, and written as the same bytes. */

static char *
random_text (void)
{
  static const gunichar letters[] = { 1,    '\n', '"',    '\\',   '/',     'a',     'Z',
                                      0x7f, 0xe4, 0x20ac, 0xffff, 0x1f600, 0x10ffff };
  GString              *out = g_string_new (NULL);
  int                   length = g_test_rand_int_range (0, 8);

  for (; length > 0; length--)
    g_string_append_unichar (out, letters[g_test_rand_int_range (0, G_N_ELEMENTS (letters))]);

  return g_string_free (out, FALSE);
}

static KontorJson *random_value (int depth);

static KontorJson *
random_container (int depth, gboolean is_object)
{
  KontorJson *self = is_object ? kontor_json_new_object () : kontor_json_new_array ();
  int         count = g_test_rand_int_range (0, 6);

  for (; count > 0; count--)
    {
      g_autofree char *key = random_text ();

      if (is_object)
        kontor_json_set (self, key, random_value (depth - 1));
      else
        kontor_json_append (self, random_value (depth - 1));
    }

  return self;
}

static KontorJson *
random_value (int depth)
{
  g_autofree char *text = random_text ();

  switch (g_test_rand_int_range (0, depth > 0 ? 7 : 4))
    {
    case 0:
      return kontor_json_new_null ();
    case 1:
      return kontor_json_new_boolean (g_test_rand_bit ());
    case 2:
      return kontor_json_new_integer (
        (gint64) ((guint64) (guint32) g_test_rand_int () << 32 | (guint32) g_test_rand_int ())
        >> g_test_rand_int_range (0, 64));
    case 3:
      return kontor_json_new_string (text);
    default:
      return random_container (depth, g_test_rand_bit ());
    }
}

static void
test_round_trip (void)
{
  int i = 0;

  for (i = 0; i < ROUNDS; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (KontorJson) value = random_value (4);
      g_autofree char *text = kontor_json_to_string (value);
      g_autoptr (KontorJson) again = kontor_json_parse (text, -1, &error);
      g_autofree char *text_again = NULL;

      g_assert_no_error (error);
      text_again = kontor_json_to_string (again);
      g_assert_true (kontor_json_equal (value, again));
      g_assert_cmpstr (text, ==, text_again);
    }
}

/* Property: damaged text never crashes, and gives either a value or an error. The copy has the
 * exact size, so that a sanitizer sees every byte read behind it. */
static void
test_damaged (void)
{
  int i = 0;

  for (i = 0; i < ROUNDS; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (KontorJson) value = random_value (4);
      g_autofree char *text = kontor_json_to_string (value);
      gsize            length = strlen (text);
      gsize            kept = (gsize) g_test_rand_int_range (0, (int) length + 1);
      g_autofree char *damaged = g_memdup2 (text, kept);
      g_autoptr (KontorJson) read = NULL;

      if (kept > 0)
        damaged[g_test_rand_int_range (0, (int) kept)] = (char) g_test_rand_int_range (0, 256);

      read = kontor_json_parse (damaged, (gssize) kept, &error);
      g_assert_true ((read == NULL) == (error != NULL));
    }
}

static void
test_many_keys (void)
{
  g_autoptr (GString) text = g_string_new ("{");
  g_autoptr (KontorJson) value = NULL;
  int i = 0;

  for (i = 99999; i >= 0; i--)
    g_string_append_printf (text, "\"k%05d\":%d%s", i, i, i > 0 ? "," : "}");

  value = kontor_json_parse (text->str, -1, NULL);
  g_assert_cmpuint (kontor_json_length (value), ==, 100000);

  for (i = 0; i < 100000; i += 7)
    {
      g_autofree char *key = g_strdup_printf ("k%05d", i);

      g_assert_cmpint (kontor_json_get_integer (value, key, -1), ==, i);
    }
}

/* Prints the speed; a bound would fail on a busy machine. */
static void
test_speed (void)
{
  static const char row[] = "[\"01908f1c-5a2b-7c3d-8e4f-0123456789ab\",\"S-100042\",\"PAID\","
                            "\"2024-06-30\",12,1234567,null,"
                            "true,\"Duft & Döschen GmbH\",1719741600000000,0,1900,\"EUR\",42]";
  gint64            begin = 0;
  double            seconds = 0.0;
  int               i = 0;

  if (!g_test_perf ())
    {
      g_test_skip ("measured with -m perf only");
      return;
    }

  begin = g_get_monotonic_time ();
  for (i = 0; i < SPEED_ROWS; i++)
    kontor_json_unref (kontor_json_parse (row, sizeof row - 1, NULL));

  seconds = (double) (g_get_monotonic_time () - begin) / G_USEC_PER_SEC;
  g_test_maximized_result (SPEED_ROWS / seconds, "%.0f rows per second", SPEED_ROWS / seconds);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/json/parse", test_parse);
  g_test_add_func ("/json/length", test_length);
  g_test_add_func ("/json/error-position", test_error_position);
  g_test_add_func ("/json/depth", test_depth);
  g_test_add_func ("/json/build", test_build);
  g_test_add_func ("/json/members", test_members);
  g_test_add_func ("/json/wrong-type", test_wrong_type);
  g_test_add_func ("/json/equal", test_equal);
  g_test_add_func ("/json/references", test_references);
  g_test_add_func ("/json/quote", test_quote);
  g_test_add_func ("/json/round-trip", test_round_trip);
  g_test_add_func ("/json/damaged", test_damaged);
  g_test_add_func ("/json/many-keys", test_many_keys);
  if (g_test_perf ())
    g_test_add_func ("/json/speed", test_speed);

  return g_test_run ();
}
