/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-bank-table-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "kontor-text.h"

/* A table whose columns a person says: what is in it, what it probably means, and how its first
 * rows would be read. */

#define MOST_HEAD (64 * 1024) /* bytes that are looked at */
#define MOST_SAMPLES 20       /* rows from which signs are guessed */
#define MOST_ROWS 8           /* that are shown */

typedef struct
{
  KontorBankTable table;
  GPtrArray      *rows;  /* (owned) (element-type GPtrArray): below the header */
  GArray         *lines; /* (owned) (element-type guint64) */
} KontorPreview;

static void
clear_preview (KontorPreview *self)
{
  kontor_bank_table_clear (&self->table);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->lines, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KontorPreview, clear_preview)

static GPtrArray *
copy_row (const GPtrArray *row)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < row->len; i++)
    g_ptr_array_add (copy, g_strdup (g_ptr_array_index (row, i)));
  return copy;
}

static gboolean
is_header (const KontorBankTable *table, const GPtrArray *row)
{
  for (guint i = 0; i < row->len; i++)
    {
      g_autofree char *name = g_strstrip (g_strdup (g_ptr_array_index (row, i)));

      if (table->header[i] == NULL || !g_str_equal (table->header[i], name))
        return FALSE;
    }
  return table->header[row->len] == NULL;
}

/* Where nothing says which column is what, the header is the first row with several names. */
static gboolean
skip_to_header (KontorPreview *self, KontorCsvReader *reader, const KontorJson *mapping)
{
  GPtrArray *row = NULL;

  while (self->table.header != NULL && kontor_csv_reader_next (reader, &row, NULL))
    {
      if (!is_header (&self->table, row))
        continue;
      if (mapping != NULL)
        kontor_bank_table_map_columns (&self->table, row, mapping);
      else
        kontor_bank_table_find_columns (&self->table, row);
      return TRUE;
    }
  return FALSE;
}

static gboolean
load (KontorPreview *self, const char *text, const KontorJson *mapping)
{
  gsize      length = strlen (text);
  char       separator = kontor_csv_guess_separator (text, length);
  GPtrArray *row = NULL;
  g_autoptr (KontorCsvReader) reader = kontor_csv_reader_new (text, length, separator);

  if (!kontor_bank_table_find_header (&self->table, reader, mapping))
    {
      kontor_csv_reader_free (g_steal_pointer (&reader));
      reader = kontor_csv_reader_new (text, length, separator);
      if (!skip_to_header (self, reader, mapping))
        return FALSE;
    }
  while (self->rows->len < MOST_SAMPLES && kontor_csv_reader_next (reader, &row, NULL))
    if (row->len >= 2)
      {
        guint64 line = kontor_csv_reader_get_line (reader);

        g_ptr_array_add (self->rows, copy_row (row));
        g_array_append_val (self->lines, line);
      }
  return TRUE;
}

/* --- guesses --- */

/* The mark with one or two digits behind it, when all values that have one agree. */
static const char *
guess_decimal (const KontorPreview *self)
{
  static const char *const names[] = { "amount", "debit", "credit" };
  gboolean                 has[2] = { FALSE, FALSE };

  for (guint i = 0; i < self->rows->len; i++)
    for (guint j = 0; j < G_N_ELEMENTS (names); j++)
      {
        const char *text = kontor_bank_table_get (
          &self->table, g_ptr_array_index (self->rows, i), names[j]);
        const char *point = strrchr (text, '.');
        const char *comma = strrchr (text, ',');
        const char *mark = point > comma ? point : comma;
        gsize       digits = mark != NULL ? strspn (mark + 1, "0123456789") : 0;

        if (digits == 1 || digits == 2)
          has[*mark == ',' ? 0 : 1] = TRUE;
      }
  if (has[0] == has[1])
    return "";
  return has[0] ? "," : ".";
}

/* Slashes with a second number above twelve are American; a year in front is ISO's order. */
static const char *
guess_dates (const KontorPreview *self)
{
  const char *guess = "dmy";

  for (guint i = 0; i < self->rows->len; i++)
    {
      const char *text = kontor_bank_table_get (
        &self->table, g_ptr_array_index (self->rows, i), "booked_on");
      gsize       digits = strspn (text, "0123456789");
      const char *second = text + digits + (text[digits] != '\0' ? 1 : 0);

      if (digits == 4 || digits == 8)
        return "ymd";
      if (text[digits] == '/' && g_ascii_strtoll (second, NULL, 10) > 12)
        guess = "mdy";
    }
  return guess;
}

static void
guess (KontorPreview *self)
{
  if (*self->table.decimal == '\0')
    self->table.decimal = guess_decimal (self);
  if (*self->table.dates == '\0')
    self->table.dates = guess_dates (self);
}

/* --- what is shown --- */

static KontorJson *
new_samples (const KontorPreview *self)
{
  KontorJson *samples = kontor_json_new_array ();

  for (guint i = 0; i < MIN (self->rows->len, MOST_ROWS); i++)
    {
      const GPtrArray *row = g_ptr_array_index (self->rows, i);
      KontorJson      *cells = kontor_json_new_array ();

      for (guint j = 0; j < row->len; j++)
        kontor_json_append (cells, kontor_json_new_string (g_ptr_array_index (row, j)));
      kontor_json_append (samples, cells);
    }
  return samples;
}

static KontorJson *
new_row (const KontorPreview *self, guint index)
{
  KontorJson *shown = kontor_json_new_object ();
  guint64     line = g_array_index (self->lines, guint64, index);
  g_autoptr (GError) error = NULL;
  KontorJson *entry = kontor_bank_table_read (
    &self->table, g_ptr_array_index (self->rows, index), line, &error);

  kontor_json_set_integer (shown, "line", (gint64) line);
  if (entry != NULL)
    kontor_json_set (shown, "entry", entry);
  else
    kontor_json_set_string (shown, "problem", error->message);
  return shown;
}

static const char *
find_problem (const KontorPreview *self)
{
  GHashTable *columns = self->table.columns;

  if (!g_hash_table_contains (columns, "booked_on"))
    return _ ("Say which column holds the day of booking.");
  if (!kontor_bank_table_has_needed (&self->table))
    return _ ("Say which column holds the amount, or those of debit and credit.");
  return "";
}

static KontorJson *
new_rows (const KontorPreview *self)
{
  KontorJson *rows = kontor_json_new_array ();

  if (*find_problem (self) != '\0')
    return rows;
  for (guint i = 0; i < self->rows->len && kontor_json_length (rows) < MOST_ROWS; i++)
    if (kontor_bank_table_is_row (&self->table, g_ptr_array_index (self->rows, i)))
      kontor_json_append (rows, new_row (self, i));
  return rows;
}

/**
 * kontor_bank_preview:
 * @text: the beginning of a table, of kontor_bank_dup_table()
 * @mapping: (nullable): as kontor_bank_read() takes it; %NULL for what the columns probably are
 *
 * Says what is in a table and how its first rows are read, whether the mapping is whole or not.
 *
 * Returns: (transfer full) (nullable): {"header":[…],"samples":[[…]…],"mapping":{…},"problem":"",
 *   "rows":[{"line","entry"} or {"line","problem"}…]}; the mapping has what was guessed of decimal
 *   sign and order of dates. %NULL when the text is no table.
 */
KontorJson *
kontor_bank_preview (const char *text, const KontorJson *mapping)
{
  g_auto (KontorPreview) preview = { 0 };
  KontorJson *answer = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  kontor_bank_table_init (&preview.table, mapping);
  preview.rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  preview.lines = g_array_new (FALSE, FALSE, sizeof (guint64));
  if (!load (&preview, text, mapping))
    return NULL;
  guess (&preview);
  answer = kontor_json_new_object ();
  kontor_json_set (answer, "header", kontor_bank_table_new_header (&preview.table));
  kontor_json_set (answer, "samples", new_samples (&preview));
  kontor_json_set (answer, "mapping", kontor_bank_table_dup_mapping (&preview.table));
  kontor_json_set_string (answer, "problem", find_problem (&preview));
  kontor_json_set (answer, "rows", new_rows (&preview));
  return answer;
}

/* Whole lines only, so that nothing is read that the file doesn't say. */
char *
kontor_bank_cut_table (const char *text)
{
  gsize       length = strlen (text);
  const char *end = NULL;

  if (length <= MOST_HEAD)
    return g_strdup (text);
  end = g_strrstr_len (text, MOST_HEAD, "\n");
  return end != NULL ? g_strndup (text, (gsize) (end - text) + 1) : NULL;
}
