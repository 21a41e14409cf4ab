/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-bank-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "kontor-number.h"
#include "kontor-text.h"
#include "kontor-time.h"

#define MOST_BYTES (50 * 1024 * 1024)
#define MOST_TEXT 35 /* of an amount or a day */

G_DEFINE_QUARK (kontor_bank_error, kontor_bank_error)

/* --- building the one model --- */

void
kontor_bank_file_init (KontorBankFile *self, const char *format)
{
  *self = (KontorBankFile){ 0 };
  self->file = kontor_json_new_object ();
  self->statements = kontor_json_new_array ();
  self->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  kontor_json_set_string (self->file, "format", format);
  kontor_json_set (self->file, "statements", self->statements);
}

void
kontor_bank_file_clear (KontorBankFile *self)
{
  g_clear_pointer (&self->file, kontor_json_unref);
  g_clear_pointer (&self->keys, g_hash_table_unref);
}

void
kontor_bank_file_begin (KontorBankFile *self, const char *iban, const char *currency)
{
  self->statement = kontor_json_new_object ();
  self->entries = kontor_json_new_array ();
  self->sum_minor = 0;
  self->least_day = G_MAXINT64;
  self->last_day = G_MININT64;
  kontor_bank_set_text (self->statement, "iban", iban, 34);
  kontor_bank_set_text (self->statement, "currency", currency, 3);
  kontor_json_set (self->statement, "entries", self->entries);
  kontor_json_append (self->statements, self->statement);
}

static char *
make_hash (const KontorJson *entry)
{
  static const char *const parts[] = { "name", "iban", "purpose", "end_to_end", "code" };
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text,
                          "%" G_GINT64_FORMAT "\n%" G_GINT64_FORMAT,
                          kontor_json_get_integer (entry, "booked_on", 0),
                          kontor_json_get_integer (entry, "amount_minor", 0));
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    g_string_append_printf (text, "\n%s", kontor_json_get_string (entry, parts[i], ""));
  return kontor_text_sha256 (text->str, text->len);
}

/* The bank's reference, or what the entry says; the second of the same is the second here and in
 * every other file that has both. */
static void
set_key (KontorBankFile *self, KontorJson *entry)
{
  const char      *reference = kontor_json_get_string (entry, "bank_reference", "");
  g_autofree char *key = *reference != '\0' ? g_strdup_printf ("ref %s", reference)
                                            : make_hash (entry);
  g_autofree char *full = NULL;
  guint            n = GPOINTER_TO_UINT (g_hash_table_lookup (self->keys, key)) + 1;

  full = g_strdup_printf ("%s #%u", key, n);
  g_hash_table_insert (self->keys, g_steal_pointer (&key), GUINT_TO_POINTER (n));
  kontor_json_set_string (entry, "key", full);
}

gboolean
kontor_bank_file_add (KontorBankFile *self, KontorJson *entry, GError **error)
{
  gint64 day = kontor_json_get_integer (entry, "booked_on", 0);
  gint64 amount = kontor_json_get_integer (entry, "amount_minor", 0);

  if (++self->n_entries > KONTOR_BANK_MOST_ENTRIES
      || __builtin_add_overflow (self->sum_minor, amount, &self->sum_minor))
    {
      kontor_json_unref (entry);
      g_set_error_literal (error,
                           KONTOR_BANK_ERROR,
                           KONTOR_BANK_ERROR_HOSTILE,
                           _ ("the file has more entries than a statement has"));
      return FALSE;
    }

  set_key (self, entry);
  self->least_day = MIN (self->least_day, day);
  self->last_day = MAX (self->last_day, day);
  kontor_json_append (self->entries, entry);
  return TRUE;
}

/* Balances that don't add up are said, not hidden: a page may be missing. */
static char *
make_note (const KontorBankFile *self, const gint64 *opening, const gint64 *closing)
{
  gint64 sum = 0;

  if (opening == NULL || closing == NULL)
    return g_strdup (_ ("The file says no balances: what is missing in it can't be noticed."));
  if (!__builtin_add_overflow (*opening, self->sum_minor, &sum) && sum == *closing)
    return g_strdup ("");
  return g_strdup (_ ("Opening balance and entries don't come to the closing balance: a part of "
                      "the statement is missing."));
}

void
kontor_bank_file_end (KontorBankFile *self, const gint64 *opening, const gint64 *closing)
{
  KontorJson      *statement = self->statement;
  g_autofree char *note = make_note (self, opening, closing);
  gint64           first = opening != NULL ? *opening : 0;

  kontor_json_set_integer (statement, "opening_minor", first);
  kontor_json_set_integer (
    statement, "closing_minor", closing != NULL ? *closing : self->sum_minor);
  kontor_json_set_string (statement, "note", note);
  if (kontor_json_length (self->entries) == 0)
    return;
  if (!kontor_json_has (statement, "from_on"))
    kontor_json_set_integer (statement, "from_on", self->least_day);
  if (!kontor_json_has (statement, "to_on"))
    kontor_json_set_integer (statement, "to_on", self->last_day);
}

/* --- values --- */

/* White space of any kind is one blank, and nothing is longer than the field. */
void
kontor_bank_set_text (KontorJson *object, const char *key, const char *text, gsize most)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  GString         *out = g_string_new (NULL);
  gsize            n = 0;

  for (const char *at = valid; *at != '\0' && n < most; at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);
      gboolean is_space = g_unichar_isspace (letter) || g_unichar_iscntrl (letter);

      if (is_space && (out->len == 0 || out->str[out->len - 1] == ' '))
        continue;
      if (is_space)
        g_string_append_c (out, ' ');
      else
        g_string_append_unichar (out, letter);
      n++;
    }
  while (out->len > 0 && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);
  kontor_json_set_string (object, key, out->str);
  g_string_free (out, TRUE);
}

/* "1000.00000" is a thousand: noughts behind the currency's decimals are let go. */
gboolean
kontor_bank_parse_amount (const char *text, const char *currency, gint64 *minor, GError **error)
{
  g_autofree char *number = g_strndup (text, MOST_TEXT);
  char            *point = strchr (g_strstrip (number), '.');
  guint            digits = kontor_currency_digits (currency);

  for (gsize i = strlen (number);
       point != NULL && i > 0 && number[i - 1] == '0' && number + i - 1 > point + digits;
       i--)
    number[i - 1] = '\0';
  if (point != NULL && point[1] == '\0')
    *point = '\0';
  if (*number != '\0' && strspn (number, "-+.0123456789") == strlen (number)
      && kontor_decimal_parse (number, digits, ".", minor, NULL))
    return TRUE;

  g_set_error (error, KONTOR_BANK_ERROR, KONTOR_BANK_ERROR_FORMAT, _ ("“%s” is no amount"), number);
  return FALSE;
}

static gboolean
set_day (const int *parts, gint64 *day)
{
  g_autofree char *text = NULL;
  int              year = parts[2] < 100 ? 2000 + parts[2] : parts[2];

  text = g_strdup_printf ("%04d-%02d-%02d", year, parts[1], parts[0]);
  return kontor_day_parse (text, day, NULL);
}

/* 2026-12-03 with or without a time, 03.12.2026, 3.12.26, 03/12/2026 */
gboolean
kontor_bank_parse_day (const char *text, gint64 *day)
{
  g_autofree char *word = g_strndup (text, MOST_TEXT);
  g_auto (GStrv) fields = NULL;
  int parts[3];

  g_strstrip (word);
  if (strlen (word) >= 10 && word[4] == '-')
    {
      word[10] = '\0';
      return kontor_day_parse (word, day, NULL);
    }

  fields = g_strsplit_set (word, "./", -1);
  if (g_strv_length (fields) < 3)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      if (strspn (fields[i], "0123456789") != strlen (fields[i]) || *fields[i] == '\0'
          || strlen (fields[i]) > 4)
        return FALSE;
      parts[i] = (int) g_ascii_strtoll (fields[i], NULL, 10);
    }
  return set_day (parts, day);
}

/* --- what kind of file it is --- */

static gboolean
check_size (GBytes *bytes, GError **error)
{
  gsize size = g_bytes_get_size (bytes);

  if (size > 0 && size <= MOST_BYTES)
    return TRUE;
  g_set_error_literal (error,
                       KONTOR_BANK_ERROR,
                       size == 0 ? KONTOR_BANK_ERROR_FORMAT : KONTOR_BANK_ERROR_HOSTILE,
                       size == 0 ? _ ("the file is empty") : _ ("the file is larger than 50 MB"));
  return FALSE;
}

static gboolean
is_xml (const char *data, gsize size)
{
  static const char marks[] = "\xef\xbb\xbf \t\r\n";
  gsize             i = 0;

  while (i < size && data[i] != '\0' && strchr (marks, data[i]) != NULL)
    i++;
  return i < size && data[i] == '<';
}

static gboolean
is_mt940 (const char *text)
{
  return g_str_has_prefix (text, ":20:") || strstr (text, "\n:20:") != NULL
         || g_str_has_prefix (text, "{1:");
}

static char *
read_text (GBytes *bytes, gsize *length, GError **error)
{
  gsize       size = 0;
  const char *data = g_bytes_get_data (bytes, &size);
  const char *encoding = NULL;

  return kontor_text_to_utf8 (data, size, length, &encoding, error);
}

/**
 * kontor_bank_read:
 * @bytes: a file of a bank: camt.052, camt.053 or camt.054 in any version, MT940, or a table
 * @mapping: (nullable): {"columns":{"booked_on":"Buchungstag",…},"decimal":",","dates":"dmy",
 *   "sign":"reversed"} for a table whose columns are not known by their names; the last three may
 * be left out. Reversed is an amount without a minus for what left the account.
 * @error: return location for an error
 *
 * Reads the statements in a file. A stranger's file: limits are checked, entities refused.
 *
 * Errors: #KontorBankError.
 *
 * Returns: (transfer full) (nullable): the model above, or %NULL
 */
KontorJson *
kontor_bank_read (GBytes *bytes, const KontorJson *mapping, GError **error)
{
  g_autofree char *text = NULL;
  gsize            size = 0;
  gsize            length = 0;
  const char      *data = g_bytes_get_data (bytes, &size);

  if (!check_size (bytes, error))
    return NULL;
  if (is_xml (data, size))
    return kontor_bank_read_camt (bytes, error);

  text = read_text (bytes, &length, NULL);
  if (text == NULL)
    {
      g_set_error_literal (error,
                           KONTOR_BANK_ERROR,
                           KONTOR_BANK_ERROR_FORMAT,
                           _ ("the file is neither CAMT, MT940 nor a table"));
      return NULL;
    }
  if (is_mt940 (text))
    return kontor_bank_read_mt940 (text, length, error);
  return kontor_bank_read_csv (text, length, mapping, error);
}

/* Text that may be a table; NULL for other files. */
static char *
read_table (GBytes *bytes, gsize *length)
{
  g_autofree char *text = NULL;
  gsize            size = 0;
  const char      *data = g_bytes_get_data (bytes, &size);

  if (!check_size (bytes, NULL) || is_xml (data, size))
    return NULL;
  text = read_text (bytes, length, NULL);
  return text != NULL && !is_mt940 (text) ? g_steal_pointer (&text) : NULL;
}

/**
 * kontor_bank_dup_header:
 * @bytes: a file
 *
 * Returns: (transfer full) (nullable): the names of a table's columns, by which its mapping is
 *   remembered; %NULL for other files
 */
char *
kontor_bank_dup_header (GBytes *bytes)
{
  gsize            length = 0;
  g_autofree char *text = read_table (bytes, &length);

  return text != NULL ? kontor_bank_dup_csv_header (text, length) : NULL;
}

/**
 * kontor_bank_dup_table:
 * @bytes: a file
 *
 * Returns: (transfer full) (nullable): the beginning of a table as text, for
 *   kontor_bank_preview(); %NULL for files that are none
 */
char *
kontor_bank_dup_table (GBytes *bytes)
{
  g_autofree char *text = kontor_bank_dup_header (bytes);
  gsize            length = 0;

  if (text == NULL)
    return NULL;
  g_free (text); /* it was only to be there */
  text = read_table (bytes, &length);
  return kontor_bank_cut_table (text);
}
