/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-bank-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "kontor-csv.h"
#include "kontor-iban.h"
#include "kontor-text.h"

/* A table out of a bank's web site. Which column is what follows from its name, or from a mapping.
 */

#define MOST_LINES_BEFORE 40 /* what banks write above the header */

typedef struct
{
  const char *field;
  const char *words; /* folded names, separated by | */
} Synonyms;

static const Synonyms fields[] = {
  { "booked_on",
    "buchungstag|buchung|buchungsdatum|datum|date|booking date|booked on|bookingdate|transaction "
    "date|completed date|date completed (utc)" },
  { "value_on", "valutadatum|valuta|wertstellung|wert|value date|wertstellungsdatum" },
  { "amount", "betrag|amount|umsatz|betrag (eur)|betrag (€)|betrag in eur|amount (eur)|total" },
  { "debit", "soll|debit|lastschrift|ausgang|belastung" },
  { "credit", "haben|credit|gutschrift|eingang" },
  { "side", "soll/haben|s/h|debit/credit|umsatzart" },
  { "currency", "waehrung|währung|currency" },
  { "name",
    "beguenstigter/zahlungspflichtiger|begünstigter/zahlungspflichtiger|name|auftraggeber / "
    "begünstigter|auftraggeber/empfänger|zahlungsbeteiligter|name "
    "zahlungsbeteiligter|zahlungsempfänger*in|zahlungspflichtige*r|empfänger|partner "
    "name|payee|counterparty|beguenstigter / "
    "auftraggeber|empfänger/zahlungspflichtiger|partnername" },
  { "iban",
    "kontonummer/iban|iban|iban zahlungsbeteiligter|kontonummer|partner iban|iban des "
    "zahlungsbeteiligten|account number|gegenkonto" },
  { "purpose",
    "verwendungszweck|purpose|description|buchungstext / verwendungszweck|reference|payment "
    "reference|beschreibung|text|vorgang/verwendungszweck" },
  { "end_to_end", "kundenreferenz (end-to-end)|end-to-end-referenz|kundenreferenz|end to end" },
  { "mandate", "mandatsreferenz|mandate" },
  { "code", "buchungstext|vorgang|type|art|transaction type" },
  { "bank_reference", "referenz|id|transaction id|bankreferenz" },
  { "account", "auftragskonto|iban auftragskonto|konto|own account" },
};

typedef struct
{
  GHashTable *columns; /* (owned): field to index + 1 */
  GStrv       header;
  const char *decimal;
  KontorJson *mapping;
} KontorTable;

static void
clear_table (KontorTable *self)
{
  g_clear_pointer (&self->columns, g_hash_table_unref);
  g_strfreev (self->header);
  g_clear_pointer (&self->mapping, kontor_json_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KontorTable, clear_table)

static gboolean
is_word (const char *words, const char *folded)
{
  g_auto (GStrv) list = g_strsplit (words, "|", -1);

  for (guint i = 0; list[i] != NULL; i++)
    {
      g_autofree char *word = kontor_text_fold (list[i], -1);

      if (g_str_equal (word, folded))
        return TRUE;
    }
  return FALSE;
}

static char *
fold_name (const char *name)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (name));

  return kontor_text_fold (trimmed, -1);
}

static void
take_column (KontorTable *self, const char *field, guint index)
{
  if (!g_hash_table_contains (self->columns, field))
    g_hash_table_insert (self->columns, g_strdup (field), GUINT_TO_POINTER (index + 1));
}

static void
find_columns (KontorTable *self, const GPtrArray *row)
{
  g_hash_table_remove_all (self->columns);
  for (guint i = 0; i < row->len; i++)
    {
      g_autofree char *name = fold_name (g_ptr_array_index (row, i));

      for (guint j = 0; *name != '\0' && j < G_N_ELEMENTS (fields); j++)
        if (is_word (fields[j].words, name))
          {
            take_column (self, fields[j].field, i);
            break;
          }
    }
}

static gboolean
map_columns (KontorTable *self, const GPtrArray *row, const KontorJson *mapping)
{
  const KontorJson *columns = kontor_json_get_object (mapping, "columns");

  g_hash_table_remove_all (self->columns);
  for (guint i = 0; i < kontor_json_length (columns); i++)
    {
      const char      *wanted = kontor_json_string (kontor_json_at (columns, i));
      g_autofree char *folded = fold_name (wanted);

      for (guint j = 0; j < row->len; j++)
        {
          g_autofree char *name = fold_name (g_ptr_array_index (row, j));

          if (g_str_equal (name, folded))
            take_column (self, kontor_json_key_at (columns, i), j);
        }
    }
  return g_hash_table_size (self->columns) > 0
         && g_hash_table_size (self->columns) == kontor_json_length (columns);
}

static gboolean
has_needed (const KontorTable *self)
{
  return g_hash_table_contains (self->columns, "booked_on")
         && (g_hash_table_contains (self->columns, "amount")
             || g_hash_table_contains (self->columns, "debit")
             || g_hash_table_contains (self->columns, "credit"));
}

static void
keep_header (KontorTable *self, const GPtrArray *row)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; i < row->len; i++)
    {
      g_autofree char *name = g_strstrip (g_strdup (g_ptr_array_index (row, i)));

      g_strv_builder_add (names, name);
    }
  g_strfreev (self->header);
  self->header = g_strv_builder_end (names);
}

/* The first row with the columns that are needed; without one the first with several names. */
static gboolean
find_header (KontorTable *self, KontorCsvReader *reader, const KontorJson *mapping)
{
  GPtrArray *row = NULL;

  for (guint i = 0; i < MOST_LINES_BEFORE && kontor_csv_reader_next (reader, &row, NULL); i++)
    {
      if (row->len < 3)
        continue;
      if (self->header == NULL)
        keep_header (self, row);
      if (mapping != NULL)
        {
          if (!map_columns (self, row, mapping))
            continue;
        }
      else
        find_columns (self, row);
      if (!has_needed (self))
        continue;
      keep_header (self, row);
      return TRUE;
    }
  return FALSE;
}

static const char *
get (const KontorTable *self, const GPtrArray *row, const char *field)
{
  guint index = GPOINTER_TO_UINT (g_hash_table_lookup (self->columns, field));

  return index > 0 && index <= row->len ? g_ptr_array_index (row, index - 1) : "";
}

/* --- amounts --- */

/* "1.234,50", "1,234.50", "1234.5", "-12,00 €": the last of point and comma is the decimal one when
 * no more than two digits follow. */
static char *
plain_number (const char *text, const char *decimal)
{
  GString    *out = g_string_new (NULL);
  const char *mark = NULL;

  if (*decimal != '\0')
    mark = strrchr (text, *decimal);
  else
    {
      const char *point = strrchr (text, '.');
      const char *comma = strrchr (text, ',');

      mark = point > comma ? point : comma;
      if (mark != NULL && strspn (mark + 1, "0123456789") > 2)
        mark = NULL;
    }
  for (const char *at = text; *at != '\0'; at++)
    if (at == mark)
      g_string_append_c (out, '.');
    else if (g_ascii_isdigit (*at) || *at == '-')
      g_string_append_c (out, *at);
  if (out->len > 1 && out->str[out->len - 1] == '-')
    {
      g_string_truncate (out, out->len - 1);
      g_string_prepend_c (out, '-');
    }
  return g_string_free (out, FALSE);
}

static gboolean
parse (const KontorTable *self, const char *text, const char *currency, gint64 *minor)
{
  g_autofree char *number = plain_number (text, self->decimal);

  return kontor_bank_parse_amount (number, currency, minor, NULL);
}

static gboolean
read_amount (const KontorTable *self, const GPtrArray *row, const char *currency, gint64 *minor)
{
  const char *debit = get (self, row, "debit");
  const char *credit = get (self, row, "credit");
  const char *side = get (self, row, "side");

  if (g_hash_table_contains (self->columns, "amount"))
    {
      if (!parse (self, get (self, row, "amount"), currency, minor))
        return FALSE;
      if (g_str_equal (side, "S") || g_str_equal (side, "D") || g_str_equal (side, "Soll"))
        *minor = -ABS (*minor);
      return TRUE;
    }
  if (!kontor_text_is_blank (credit))
    return parse (self, credit, currency, minor);
  if (!parse (self, debit, currency, minor))
    return FALSE;
  *minor = -ABS (*minor);
  return TRUE;
}

/* --- rows --- */

static gboolean
is_return (const char *code, const char *purpose)
{
  static const char *const words[] = {
    "ruecklastschrift", "rücklastschrift", "retoure",
    "rückbelastung",    "rueckbelastung",  "direct debit return"
  };
  g_autofree char *folded_code = kontor_text_fold (code, -1);
  g_autofree char *folded = kontor_text_fold (purpose, -1);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *word = kontor_text_fold (words[i], -1);

      if (strstr (folded_code, word) != NULL || g_str_has_prefix (folded, word))
        return TRUE;
    }
  return FALSE;
}

static KontorJson *
make_entry (const KontorTable *self, const GPtrArray *row, gint64 day, gint64 minor)
{
  static const char *const texts[] = { "name",    "purpose", "end_to_end",
                                       "mandate", "code",    "bank_reference" };
  static const gsize       most[] = { 140, 2000, 35, 35, 100, 100 };
  KontorJson              *entry = kontor_json_new_object ();
  g_autofree char         *iban = kontor_iban_normalise (get (self, row, "iban"));
  gint64                   value = day;

  kontor_bank_parse_day (get (self, row, "value_on"), &value);
  kontor_json_set_integer (entry, "booked_on", day);
  kontor_json_set_integer (entry, "value_on", value);
  kontor_json_set_integer (entry, "amount_minor", minor);
  kontor_bank_set_text (entry, "iban", iban, 34);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    kontor_bank_set_text (entry, texts[i], get (self, row, texts[i]), most[i]);
  if (g_str_equal (kontor_json_get_string (entry, "end_to_end", ""), "NOTPROVIDED"))
    kontor_json_set_string (entry, "end_to_end", "");
  kontor_json_set_boolean (entry,
                           "is_return",
                           minor < 0
                             && is_return (get (self, row, "code"), get (self, row, "purpose")));
  return entry;
}

static gboolean
add_row (
  const KontorTable *self, KontorBankFile *file, const GPtrArray *row, guint64 line, GError **error)
{
  g_autofree char *currency = g_strstrip (g_ascii_strup (get (self, row, "currency"), -1));
  g_autofree char *account = kontor_iban_normalise (get (self, row, "account"));
  KontorJson      *entry = NULL;
  gint64           day = 0;
  gint64           minor = 0;

  if (strlen (currency) != 3)
    {
      g_free (currency); /* the bank's own */
      currency = g_strdup ("EUR");
    }
  if (!kontor_bank_parse_day (get (self, row, "booked_on"), &day)
      || !read_amount (self, row, currency, &minor))
    {
      g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, line);

      g_set_error (error,
                   KONTOR_BANK_ERROR,
                   KONTOR_BANK_ERROR_FORMAT,
                   _ ("line %s has no day or no amount that can be read"),
                   number);
      return FALSE;
    }
  if (file->statement == NULL)
    kontor_bank_file_begin (file, account, currency);
  if (minor == 0)
    return TRUE;
  entry = make_entry (self, row, day, minor);
  kontor_json_set_string (entry, "currency", currency);
  return kontor_bank_file_add (file, entry, error);
}

/* Banks put a sum or a remark below: rows that are too short, or empty where the day is. */
static gboolean
is_row (const KontorTable *self, const GPtrArray *row)
{
  return row->len >= 3 && !kontor_text_is_blank (get (self, row, "booked_on"));
}

static gboolean
read_rows (const KontorTable *self, KontorBankFile *file, KontorCsvReader *reader, GError **error)
{
  GPtrArray *row = NULL;
  g_autoptr (GError) reason = NULL;

  while (kontor_csv_reader_next (reader, &row, &reason))
    if (is_row (self, row)
        && !add_row (self, file, row, kontor_csv_reader_get_line (reader), error))
      return FALSE;
  if (reason == NULL)
    return TRUE;
  g_set_error_literal (error, KONTOR_BANK_ERROR, KONTOR_BANK_ERROR_FORMAT, reason->message);
  return FALSE;
}

static void
describe (const KontorTable *self, KontorJson *file)
{
  KontorJson    *header = kontor_json_new_array ();
  KontorJson    *mapping = kontor_json_new_object ();
  KontorJson    *columns = kontor_json_new_object ();
  GHashTableIter iter;
  gpointer       field = NULL;
  gpointer       index = NULL;

  for (guint i = 0; self->header[i] != NULL; i++)
    kontor_json_append (header, kontor_json_new_string (self->header[i]));
  g_hash_table_iter_init (&iter, self->columns);
  while (g_hash_table_iter_next (&iter, &field, &index))
    kontor_json_set_string (columns, field, self->header[GPOINTER_TO_UINT (index) - 1]);
  kontor_json_set (mapping, "columns", columns);
  if (*self->decimal != '\0')
    kontor_json_set_string (mapping, "decimal", self->decimal);
  kontor_json_set (file, "header", header);
  kontor_json_set (file, "mapping", mapping);
}

static KontorJson *
fail_columns (const KontorTable *self, GError **error)
{
  g_autofree char *names = self->header != NULL ? g_strjoinv ("”, “", self->header) : g_strdup ("");

  g_set_error (error,
               KONTOR_BANK_ERROR,
               KONTOR_BANK_ERROR_COLUMNS,
               _ ("no column is known to hold the day or the amount; there are “%s”"),
               names);
  return NULL;
}

KontorJson *
kontor_bank_read_csv (const char *text, gsize length, const KontorJson *mapping, GError **error)
{
  char separator = kontor_csv_guess_separator (text, length);
  g_autoptr (KontorCsvReader) reader = kontor_csv_reader_new (text, length, separator);
  g_auto (KontorBankFile) file = { 0 };
  g_auto (KontorTable) table = { 0 };

  table.columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  table.decimal = kontor_json_get_string (mapping, "decimal", "");
  kontor_bank_file_init (&file, "csv");
  if (!find_header (&table, reader, mapping))
    return fail_columns (&table, error);
  if (!read_rows (&table, &file, reader, error))
    return NULL;
  if (file.statement == NULL)
    {
      g_set_error_literal (error,
                           KONTOR_BANK_ERROR,
                           KONTOR_BANK_ERROR_FORMAT,
                           _ ("the table has a header, but no entry"));
      return NULL;
    }

  kontor_bank_set_text (file.statement, "reference", "", 1);
  kontor_bank_file_end (&file, NULL, NULL);
  describe (&table, file.file);
  return g_steal_pointer (&file.file);
}

char *
kontor_bank_dup_csv_header (const char *text, gsize length)
{
  char separator = kontor_csv_guess_separator (text, length);
  g_autoptr (KontorCsvReader) reader = kontor_csv_reader_new (text, length, separator);
  g_auto (KontorTable) table = { 0 };

  table.columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  table.decimal = "";
  find_header (&table, reader, NULL);
  return table.header != NULL ? g_strjoinv ("\t", table.header) : NULL;
}
