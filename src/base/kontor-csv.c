/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-csv.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "kontor-value-error.h"

#define QUOTE '"'
#define BYTE_ORDER_MARK "\357\273\277"
#define GUESS_ROWS 20

struct _KontorCsvReader
{
  const char *start; /* (not owned) */
  const char *at;
  const char *end;
  char        separator;
  guint64     line;     /* of the position */
  guint64     row_line; /* of the row that was read last */
  GPtrArray  *fields;   /* (owned) (element-type utf8): of the row that was read last */
  GString    *unquoted; /* (owned): a quoted field that is being read */
};

/**
 * kontor_csv_reader_new:
 * @text: UTF-8 text without NUL; must outlive the reader
 * @length: its length in bytes
 * @separator: the byte between fields
 *
 * A byte order mark at the start is skipped.
 *
 * Returns: (transfer full): a reader before the first row
 */
KontorCsvReader *
kontor_csv_reader_new (const char *text, gsize length, char separator)
{
  KontorCsvReader *self = NULL;

  g_return_val_if_fail (text != NULL || length == 0, NULL);
  g_return_val_if_fail (separator != QUOTE && separator != '\n' && separator != '\r', NULL);

  self = g_new0 (KontorCsvReader, 1);
  self->start = self->at = text != NULL ? text : "";
  self->end = self->start + length;
  self->separator = separator;
  self->line = 1;
  self->fields = g_ptr_array_new_with_free_func (g_free);
  self->unquoted = g_string_new (NULL);

  if (length >= 3 && memcmp (text, BYTE_ORDER_MARK, 3) == 0)
    self->at += 3;

  return self;
}

/**
 * kontor_csv_reader_free:
 * @self: (transfer full): a reader
 */
void
kontor_csv_reader_free (KontorCsvReader *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_unref (self->fields); /* the end of the reader that owns them */
  g_string_free (self->unquoted, TRUE);
  g_free (self);
}

static gboolean
is_line_end (char byte)
{
  return byte == '\n' || byte == '\r';
}

static gboolean
is_field_end (const KontorCsvReader *self)
{
  return self->at >= self->end || *self->at == self->separator || is_line_end (*self->at);
}

/* CR LF counts as one. */
static void
skip_line_end (KontorCsvReader *self)
{
  if (self->at >= self->end)
    return;

  self->at += self->end - self->at > 1 && self->at[0] == '\r' && self->at[1] == '\n' ? 2 : 1;
  self->line++;
}

static gboolean
fail (guint64 line, const char *problem, GError **error)
{
  g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, line);

  g_set_error (error,
               KONTOR_VALUE_ERROR,
               KONTOR_VALUE_ERROR_INVALID,
               _ ("line %s cannot be read: %s"),
               number,
               problem);
  return FALSE;
}

/* Appends up to the next quote, and counts the lines in it. */
static void
append_to_quote (KontorCsvReader *self)
{
  const char *begin = self->at;

  for (; self->at < self->end && *self->at != QUOTE; self->at++)
    if (*self->at == '\n'
        || (*self->at == '\r' && !(self->at + 1 < self->end && self->at[1] == '\n')))
      self->line++;

  g_string_append_len (self->unquoted, begin, self->at - begin);
}

static gboolean
read_quoted (KontorCsvReader *self, GError **error)
{
  guint64 begin_line = self->line;

  g_string_truncate (self->unquoted, 0);

  do
    {
      self->at++;
      append_to_quote (self);

      if (self->at >= self->end)
        return fail (begin_line, _ ("a quoted field that begins there never ends"), error);

      self->at++;
      if (self->at < self->end && *self->at == QUOTE)
        g_string_append_c (self->unquoted, QUOTE);
    }
  while (self->at < self->end && *self->at == QUOTE);

  if (!is_field_end (self))
    return fail (self->line, _ ("text stands behind a closing quote"), error);

  g_ptr_array_add (self->fields, g_strndup (self->unquoted->str, self->unquoted->len));
  return TRUE;
}

static void
read_plain (KontorCsvReader *self)
{
  const char *begin = self->at;

  while (!is_field_end (self))
    self->at++;

  g_ptr_array_add (self->fields, g_strndup (begin, (gsize) (self->at - begin)));
}

static gboolean
read_field (KontorCsvReader *self, GError **error)
{
  if (self->at < self->end && *self->at == QUOTE)
    return read_quoted (self, error);

  read_plain (self);
  return TRUE;
}

static gboolean
read_row (KontorCsvReader *self, GError **error)
{
  g_ptr_array_set_size (self->fields, 0);

  while (TRUE)
    {
      if (!read_field (self, error))
        return FALSE;

      if (self->at >= self->end || *self->at != self->separator)
        break;

      self->at++;
    }

  skip_line_end (self);
  return TRUE;
}

/**
 * kontor_csv_reader_next:
 * @self: a reader
 * @fields: (out) (transfer none) (element-type utf8): the fields of the row; valid until the next
 * call
 * @error: return location
 *
 * Reads the next row. Empty lines are skipped. A quote counts where a field begins; inside a field
 * it is an ordinary character. LF, CR LF and CR end a line.
 *
 * At the end of the text the result is %FALSE and @error is not set. Fails with
 * %KONTOR_VALUE_ERROR_INVALID, naming the line, if a quoted field never ends or text stands behind
 * it; reading on fails again.
 *
 * Returns: whether there was a row
 */
gboolean
kontor_csv_reader_next (KontorCsvReader *self, GPtrArray **fields, GError **error)
{
  const char *begin = NULL;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (fields != NULL, FALSE);

  while (self->at < self->end && is_line_end (*self->at))
    skip_line_end (self);

  if (self->at >= self->end)
    return FALSE;

  begin = self->at;
  self->row_line = self->line;

  if (!read_row (self, error))
    {
      self->at = begin;
      self->line = self->row_line;
      return FALSE;
    }

  *fields = self->fields;
  return TRUE;
}

/**
 * kontor_csv_reader_get_line:
 * @self: a reader
 *
 * Returns: the line in which the row begins that was read last, counted from 1; 0 before the first
 */
guint64
kontor_csv_reader_get_line (const KontorCsvReader *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->row_line;
}

/**
 * kontor_csv_reader_get_progress:
 * @self: a reader
 *
 * Returns: how much of the text was read, from 0.0 to 1.0
 */
gdouble
kontor_csv_reader_get_progress (const KontorCsvReader *self)
{
  g_return_val_if_fail (self != NULL, 0.0);

  if (self->end == self->start)
    return 1.0;

  return (gdouble) (self->at - self->start) / (gdouble) (self->end - self->start);
}

/* How many rows from the first one on have as many separators as the first. */
static guint
count_even_rows (const char *text, gsize length, char separator, guint *columns)
{
  g_autoptr (KontorCsvReader) reader = kontor_csv_reader_new (text, length, separator);
  GPtrArray *fields = NULL;
  guint      rows = 0;
  guint      even = 0;

  *columns = 0;

  while (rows < GUESS_ROWS && kontor_csv_reader_next (reader, &fields, NULL))
    {
      *columns = rows == 0 ? fields->len : *columns;
      even += fields->len == *columns ? 1 : 0;
      rows++;
    }

  return even;
}

/**
 * kontor_csv_guess_separator:
 * @text: UTF-8 text
 * @length: its length in bytes
 *
 * Looks at the first 20 rows and takes what separates the most of them into as many fields as the
 * first, and among equals the one with the most fields.
 *
 * Returns: comma, semicolon, tab or bar; comma if nothing separates
 */
char
kontor_csv_guess_separator (const char *text, gsize length)
{
  static const char candidates[] = { ',', ';', '\t', '|' };
  char              best = ',';
  guint             best_even = 0;
  guint             best_columns = 0;
  guint             i = 0;

  g_return_val_if_fail (text != NULL || length == 0, ',');

  for (i = 0; i < G_N_ELEMENTS (candidates); i++)
    {
      guint columns = 0;
      guint even = count_even_rows (text, length, candidates[i], &columns);

      if (columns < 2 || even < best_even || (even == best_even && columns <= best_columns))
        continue;

      best = candidates[i];
      best_even = even;
      best_columns = columns;
    }

  return best;
}

static gboolean
needs_quotes (const char *field, char separator)
{
  gsize length = strlen (field);

  if (length > 0 && (field[0] == ' ' || field[length - 1] == ' '))
    return TRUE;

  return strchr (field, separator) != NULL || strpbrk (field, "\"\r\n") != NULL;
}

/**
 * kontor_csv_append_field:
 * @out: where the text is appended
 * @field: (nullable): UTF-8 text; %NULL is an empty field
 * @separator: the byte between fields
 * @first: whether the field is the first of its row
 *
 * Writes one field, in quotes only if it needs them.
 */
void
kontor_csv_append_field (GString *out, const char *field, char separator, gboolean first)
{
  g_return_if_fail (out != NULL);

  if (!first)
    g_string_append_c (out, separator);

  if (field == NULL || !needs_quotes (field, separator))
    {
      g_string_append (out, field != NULL ? field : "");
      return;
    }

  g_string_append_c (out, QUOTE);

  for (; *field != '\0'; field++)
    {
      if (*field == QUOTE)
        g_string_append_c (out, QUOTE);
      g_string_append_c (out, *field);
    }

  g_string_append_c (out, QUOTE);
}

/**
 * kontor_csv_append_end:
 * @out: where the text is appended
 *
 * Ends a row with CR LF. A row whose only field is empty is written in quotes, since a reader skips
 * empty lines.
 */
void
kontor_csv_append_end (GString *out)
{
  g_return_if_fail (out != NULL);

  if (out->len == 0 || out->str[out->len - 1] == '\n')
    g_string_append (out, "\"\"");

  g_string_append (out, "\r\n");
}
