/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <string.h>

#include "kontor-csv.h"
#include "kontor-value-error.h"

/* Rows are shown as "[a][b]|[c]". */
static char *
read_all (const char *text, gsize length, char separator, GError **error)
{
  g_autoptr (KontorCsvReader) reader = kontor_csv_reader_new (text, length, separator);
  GString   *out = g_string_new (NULL);
  GPtrArray *fields = NULL;
  guint      i = 0;

  while (kontor_csv_reader_next (reader, &fields, error))
    {
      if (out->len > 0)
        g_string_append_c (out, '|');
      for (i = 0; i < fields->len; i++)
        g_string_append_printf (out, "[%s]", (char *) g_ptr_array_index (fields, i));
    }

  return g_string_free (out, FALSE);
}

static void
test_read (void)
{
  static const struct
  {
    const char *text;
    char        separator;
    const char *rows;
  } cases[] = {
    { "", ',', "" },
    { "\n\r\n\r", ',', "" },
    { "a", ',', "[a]" },
    { "a,b\nc,d\n", ',', "[a][b]|[c][d]" },
    { "a,b\r\nc,d", ',', "[a][b]|[c][d]" },
    { "a,b\rc,d\r", ',', "[a][b]|[c][d]" },
    { "a;b;\n;;\n", ';', "[a][b][]|[][][]" },
    { "a\tb", '\t', "[a][b]" },
    { "a,b\n\n\nc\n", ',', "[a][b]|[c]" },
    { "\"a,b\",\"c\"", ',', "[a,b][c]" },
    { "\"a\nb\",c", ',', "[a\nb][c]" },
    { "\"a\r\nb\",c\r\nd", ',', "[a\r\nb][c]|[d]" },
    { "\"say \"\"hi\"\"\",x", ',', "[say \"hi\"][x]" },
    { "\"\"", ',', "[]" },
    { "\"\"\"\"", ',', "[\"]" },
    { "\"\",\"\"\n\"\"", ',', "[][]|[]" },
    { "12\" disc,x", ',', "[12\" disc][x]" },
    { " \"a\"", ',', "[ \"a\"]" },
    { " a , b ", ',', "[ a ][ b ]" },
    { "\357\273\277a,b", ',', "[a][b]" },
    { "\357\273\277\"a\",b", ',', "[a][b]" },
    { "ä,ö", ',', "[ä][ö]" },
  };
  guint i = 0;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *rows = read_all (
        cases[i].text, strlen (cases[i].text), cases[i].separator, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (rows, ==, cases[i].rows);
    }
}

static void
test_malformed (void)
{
  static const struct
  {
    const char *text;
    const char *message;
  } cases[] = {
    { "\"", "line 1 " },
    { "a,b\n\"c\nd\ne", "line 2 cannot be read: a quoted field that begins there never ends" },
    { "\"a\"\"", "line 1 " },
    { "\"a\" ,b", "line 1 cannot be read: text stands behind a closing quote" },
    { "\n\nx\n\"a\nb\"c", "line 5 cannot be read: text stands behind a closing quote" },
    { "a\r\n\"b\r\nc\"x", "line 3 " },
    { "a\r\"b\rc\"x", "line 3 " },
  };
  guint i = 0;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *rows = read_all (cases[i].text, strlen (cases[i].text), ',', &error);

      g_assert_nonnull (rows);
      g_assert_error (error, KONTOR_VALUE_ERROR, KONTOR_VALUE_ERROR_INVALID);
      g_assert_true (g_str_has_prefix (error->message, cases[i].message));
    }
}

static void
test_fails_again (void)
{
  static const char text[] = "a\n\"b";
  g_autoptr (KontorCsvReader) reader = kontor_csv_reader_new (text, sizeof text - 1, ',');
  g_autoptr (GError) first = NULL;
  g_autoptr (GError) second = NULL;
  GPtrArray *fields = NULL;

  g_assert_true (kontor_csv_reader_next (reader, &fields, &first));
  g_assert_false (kontor_csv_reader_next (reader, &fields, &first));
  g_assert_false (kontor_csv_reader_next (reader, &fields, &second));
  g_assert_cmpstr (first->message, ==, second->message);
}

static void
test_position (void)
{
  static const char text[] = "a,b\r\n\r\n\"c\nd\",e\nf,g\n";
  g_autoptr (KontorCsvReader) reader = kontor_csv_reader_new (text, sizeof text - 1, ',');
  g_autoptr (KontorCsvReader) empty = kontor_csv_reader_new ("", 0, ',');
  GPtrArray *fields = NULL;

  g_assert_cmpuint (kontor_csv_reader_get_line (reader), ==, 0);
  g_assert_cmpfloat (kontor_csv_reader_get_progress (reader), ==, 0.0);
  g_assert_true (kontor_csv_reader_next (reader, &fields, NULL));
  g_assert_cmpuint (kontor_csv_reader_get_line (reader), ==, 1);
  g_assert_true (kontor_csv_reader_next (reader, &fields, NULL));
  g_assert_cmpuint (kontor_csv_reader_get_line (reader), ==, 3);
  g_assert_cmpfloat (kontor_csv_reader_get_progress (reader), >, 0.5);
  g_assert_true (kontor_csv_reader_next (reader, &fields, NULL));
  g_assert_cmpuint (kontor_csv_reader_get_line (reader), ==, 5);
  g_assert_false (kontor_csv_reader_next (reader, &fields, NULL));
  g_assert_cmpfloat (kontor_csv_reader_get_progress (reader), ==, 1.0);
  g_assert_cmpfloat (kontor_csv_reader_get_progress (empty), ==, 1.0);
}

static void
test_guess (void)
{
  static const struct
  {
    const char *text;
    char        separator;
  } cases[] = {
    { "", ',' },
    { "name\nx\n", ',' },
    { "a,b,c\n1,2,3\n", ',' },
    { "a;b;c\n1,5;2,5;3,5\n", ';' },
    { "a\tb\n1,2\t3\n", '\t' },
    { "a|b|c\n1|2|3\n", '|' },
    { "Name, Vorname;Preis\nMüller;3,50\nMeier;2\n", ';' },
    { "a,b\n\"x;y;z\",1\n\"p;q;r\",2\n", ',' },
    { "\"a;b\",c,d\n\"1\n;2\",3,4\n", ',' },
    { "a;b\n12\" disc;3\n7\" disc;4\n", ';' },
    { "a,b\n1,2\n3,\"4", ',' },
  };
  guint i = 0;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (
      kontor_csv_guess_separator (cases[i].text, strlen (cases[i].text)), ==, cases[i].separator);
}

static void
append_row (GString *out, const char *const *row, char separator)
{
  guint i = 0;

  for (i = 0; row[i] != NULL; i++)
    kontor_csv_append_field (out, row[i], separator, i == 0);

  kontor_csv_append_end (out);
}

static void
test_write (void)
{
  static const char *const plain[] = { "a", "", "b c", NULL };
  static const char *const special[] = { "a;b", "say \"hi\"", "x\ny", " z", "1,5", NULL };
  static const char *const empty[] = { "", NULL };
  g_autoptr (GString) out = g_string_new (NULL);

  append_row (out, empty, ';');
  append_row (out, plain, ';');
  append_row (out, special, ';');
  append_row (out, empty, ';');
  kontor_csv_append_field (out, NULL, ';', TRUE);
  kontor_csv_append_field (out, "x", ';', FALSE);
  kontor_csv_append_end (out);

  g_assert_cmpstr (out->str,
                   ==,
                   "\"\"\r\na;;b c\r\n\"a;b\";\"say \"\"hi\"\"\";\"x\ny\";\" z\";1,5\r\n\"\"\r\n"
                   ";x\r\n");
}

static char *
random_field (void)
{
  static const char letters[] = "ab\",;\t|\r\n '";
  GString          *out = g_string_new (NULL);
  int               length = g_test_rand_int_range (0, 6);

  for (; length > 0; length--)
    g_string_append_c (out, letters[g_test_rand_int_range (0, (int) sizeof letters - 1)]);

  return g_string_free (out, FALSE);
}

static GPtrArray *
random_table (GString *out, char separator)
{
  GPtrArray *table = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  int        rows = g_test_rand_int_range (0, 6);

  for (; rows > 0; rows--)
    {
      GPtrArray *row = g_ptr_array_new_with_free_func (g_free);
      int        columns = g_test_rand_int_range (1, 5);

      for (; columns > 0; columns--)
        {
          g_ptr_array_add (row, random_field ());
          kontor_csv_append_field (
            out, g_ptr_array_index (row, row->len - 1), separator, row->len == 1);
        }

      kontor_csv_append_end (out);
      g_ptr_array_add (table, row);
    }

  return table;
}

/* Property: what is written is read as the same fields. */
static void
test_round_trip (void)
{
  static const char separators[] = { ',', ';', '\t', '|' };
  int               i = 0;

  for (i = 0; i < 5000; i++)
    {
      char separator = separators[g_test_rand_int_range (0, G_N_ELEMENTS (separators))];
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GPtrArray) table = random_table (text, separator);
      g_autoptr (KontorCsvReader) reader = kontor_csv_reader_new (text->str, text->len, separator);
      g_autoptr (GError) error = NULL;
      GPtrArray *fields = NULL;
      guint      row = 0;
      guint      column = 0;

      for (row = 0; row < table->len; row++)
        {
          GPtrArray *expected = g_ptr_array_index (table, row);

          g_assert_true (kontor_csv_reader_next (reader, &fields, &error));
          g_assert_no_error (error);
          g_assert_cmpuint (fields->len, ==, expected->len);

          for (column = 0; column < fields->len; column++)
            g_assert_cmpstr (
              g_ptr_array_index (fields, column), ==, g_ptr_array_index (expected, column));
        }

      g_assert_false (kontor_csv_reader_next (reader, &fields, &error));
      g_assert_no_error (error);
    }
}

/* Property: random bytes are read to the end or to an error; the copy has the exact size. */
static void
test_junk (void)
{
  static const char letters[] = "a\",\r\n";
  int               i = 0;

  for (i = 0; i < 20000; i++)
    {
      g_autoptr (GError) error = NULL;
      gsize            length = (gsize) g_test_rand_int_range (1, 12);
      g_autofree char *text = g_malloc (length);
      g_autofree char *rows = NULL;
      gsize            j = 0;

      for (j = 0; j < length; j++)
        text[j] = letters[g_test_rand_int_range (0, (int) sizeof letters - 1)];

      rows = read_all (text, length, ',', &error);
      g_assert_nonnull (rows);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/csv/read", test_read);
  g_test_add_func ("/csv/malformed", test_malformed);
  g_test_add_func ("/csv/fails-again", test_fails_again);
  g_test_add_func ("/csv/position", test_position);
  g_test_add_func ("/csv/guess", test_guess);
  g_test_add_func ("/csv/write", test_write);
  g_test_add_func ("/csv/round-trip", test_round_trip);
  g_test_add_func ("/csv/junk", test_junk);

  return g_test_run ();
}
