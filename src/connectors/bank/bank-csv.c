/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-bank-table-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "kontor-iban.h"
#include "kontor-text.h"
#include "kontor-time.h"

/* A table out of a bank's web site. Which column is what follows from its name, or from a mapping.
 */

#define MOST_LINES_BEFORE 40 /* what banks write above the header */
#define LEAST_COLUMNS 3

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

void
kontor_bank_table_init (KontorBankTable *self, const KontorJson *mapping)
{
  *self = (KontorBankTable){ 0 };
  self->columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->decimal = kontor_json_get_string (mapping, "decimal", "");
  self->dates = kontor_json_get_string (mapping, "dates", "");
  self->is_reversed = g_str_equal (kontor_json_get_string (mapping, "sign", ""), "reversed");
}

void
kontor_bank_table_clear (KontorBankTable *self)
{
  g_clear_pointer (&self->columns, g_hash_table_unref);
  g_clear_pointer (&self->header, g_strfreev);
}

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
take_column (KontorBankTable *self, const char *field, guint index)
{
  if (!g_hash_table_contains (self->columns, field))
    g_hash_table_insert (self->columns, g_strdup (field), GUINT_TO_POINTER (index + 1));
}

void
kontor_bank_table_find_columns (KontorBankTable *self, const GPtrArray *row)
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

/* Whether each column of the mapping is there. */
gboolean
kontor_bank_table_map_columns (KontorBankTable  *self,
                               const GPtrArray  *row,
                               const KontorJson *mapping)
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

gboolean
kontor_bank_table_has_needed (const KontorBankTable *self)
{
  return g_hash_table_contains (self->columns, "booked_on")
         && (g_hash_table_contains (self->columns, "amount")
             || g_hash_table_contains (self->columns, "debit")
             || g_hash_table_contains (self->columns, "credit"));
}

static void
keep_header (KontorBankTable *self, const GPtrArray *row)
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

static gboolean
has_names (const GPtrArray *row)
{
  guint n = 0;

  for (guint i = 0; i < row->len; i++)
    n += !kontor_text_is_blank (g_ptr_array_index (row, i));
  return n >= LEAST_COLUMNS;
}

/* The first row with the columns that are needed; without one the first with several names. */
gboolean
kontor_bank_table_find_header (KontorBankTable  *self,
                               KontorCsvReader  *reader,
                               const KontorJson *mapping)
{
  GPtrArray *row = NULL;

  for (guint i = 0; i < MOST_LINES_BEFORE && kontor_csv_reader_next (reader, &row, NULL); i++)
    {
      if (!has_names (row))
        continue;
      if (self->header == NULL)
        keep_header (self, row);
      if (mapping != NULL)
        {
          if (!kontor_bank_table_map_columns (self, row, mapping))
            continue;
        }
      else
        kontor_bank_table_find_columns (self, row);
      if (!kontor_bank_table_has_needed (self))
        continue;
      keep_header (self, row);
      return TRUE;
    }
  return FALSE;
}

const char *
kontor_bank_table_get (const KontorBankTable *self, const GPtrArray *row, const char *field)
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
parse (const KontorBankTable *self, const char *text, const char *currency, gint64 *minor)
{
  g_autofree char *number = plain_number (text, self->decimal);

  return kontor_bank_parse_amount (number, currency, minor, NULL);
}

static gboolean
is_debit (const char *side)
{
  static const char *const words[] = { "S", "D", "-", "SOLL", "DEBIT", "DBIT", "BELASTUNG", NULL };
  g_autofree char         *word = g_strstrip (g_ascii_strup (side, -1));

  return g_strv_contains (words, word);
}

static gboolean
read_amount (const KontorBankTable *self, const GPtrArray *row, const char *currency, gint64 *minor)
{
  const char *debit = kontor_bank_table_get (self, row, "debit");
  const char *credit = kontor_bank_table_get (self, row, "credit");

  if (g_hash_table_contains (self->columns, "amount"))
    {
      if (!parse (self, kontor_bank_table_get (self, row, "amount"), currency, minor))
        return FALSE;
      if (is_debit (kontor_bank_table_get (self, row, "side")))
        *minor = -ABS (*minor);
      if (self->is_reversed)
        *minor = -*minor;
      return TRUE;
    }
  if (!kontor_text_is_blank (credit))
    return parse (self, credit, currency, minor);
  if (!parse (self, debit, currency, minor))
    return FALSE;
  *minor = -ABS (*minor);
  return TRUE;
}

/* --- days --- */

/* The first three numbers, in the order of "dmy", "mdy" or "ymd"; "20261203" is one too. */
static gboolean
read_ordered_day (const char *text, const char *order, gint64 *day)
{
  g_autofree char *word = g_strstrip (g_strndup (text, 35));
  g_autofree char *iso = NULL;
  gint64           parts[3] = { 0 };
  gint64           found[3] = { 0 };
  const char      *at = word;

  if (strlen (word) == 8 && strspn (word, "0123456789") == 8 && *order == 'y')
    {
      iso = g_strdup_printf ("%.4s-%.2s-%.2s", word, word + 4, word + 6);
      return kontor_day_parse (iso, day, NULL);
    }
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      char *end = NULL;

      if (!g_ascii_isdigit (*at))
        return FALSE;
      parts[i] = g_ascii_strtoll (at, &end, 10);
      at = end + (i < 2 && *end != '\0' && strchr ("./- ", *end) != NULL ? 1 : 0);
      found[*order == 'y' ? i : *order == 'd' ? 2 - i : i == 2 ? 0 : i + 1] = parts[i];
    }
  if (*at != '\0' && *at != ' ' && *at != 'T')
    return FALSE;
  iso = g_strdup_printf ("%04" G_GINT64_FORMAT "-%02" G_GINT64_FORMAT "-%02" G_GINT64_FORMAT,
                         found[0] < 100 ? 2000 + found[0] : found[0],
                         found[1],
                         found[2]);
  return strlen (iso) == 10 && kontor_day_parse (iso, day, NULL);
}

static gboolean
is_iso (const char *text)
{
  return strlen (text) >= 10 && text[4] == '-' && text[7] == '-';
}

static gboolean
read_day (const KontorBankTable *self, const char *text, gint64 *day)
{
  if (is_iso (text) || *self->dates == '\0')
    return kontor_bank_parse_day (text, day);
  return read_ordered_day (text, self->dates, day);
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
make_entry (const KontorBankTable *self, const GPtrArray *row, gint64 day, gint64 minor)
{
  static const char *const texts[] = { "name",    "purpose", "end_to_end",
                                       "mandate", "code",    "bank_reference" };
  static const gsize       most[] = { 140, 2000, 35, 35, 100, 100 };
  KontorJson              *entry = kontor_json_new_object ();
  g_autofree char         *iban = kontor_iban_normalise (kontor_bank_table_get (self, row, "iban"));
  gint64                   value = day;

  read_day (self, kontor_bank_table_get (self, row, "value_on"), &value);
  kontor_json_set_integer (entry, "booked_on", day);
  kontor_json_set_integer (entry, "value_on", value);
  kontor_json_set_integer (entry, "amount_minor", minor);
  kontor_bank_set_text (entry, "iban", iban, 34);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    kontor_bank_set_text (entry, texts[i], kontor_bank_table_get (self, row, texts[i]), most[i]);
  if (g_str_equal (kontor_json_get_string (entry, "end_to_end", ""), "NOTPROVIDED"))
    kontor_json_set_string (entry, "end_to_end", "");
  kontor_json_set_boolean (entry,
                           "is_return",
                           minor < 0
                             && is_return (kontor_bank_table_get (self, row, "code"),
                                           kontor_bank_table_get (self, row, "purpose")));
  return entry;
}

static char *
dup_currency (const KontorBankTable *self, const GPtrArray *row)
{
  g_autofree char *currency = g_strstrip (
    g_ascii_strup (kontor_bank_table_get (self, row, "currency"), -1));

  return strlen (currency) == 3 ? g_steal_pointer (&currency) : g_strdup ("EUR");
}

/* What a row says; an amount of nothing is read too. */
KontorJson *
kontor_bank_table_read (const KontorBankTable *self,
                        const GPtrArray       *row,
                        guint64                line,
                        GError               **error)
{
  g_autofree char *currency = dup_currency (self, row);
  g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, line);
  const char      *text = kontor_bank_table_get (self, row, "booked_on");
  KontorJson      *entry = NULL;
  gint64           day = 0;
  gint64           minor = 0;

  if (!read_day (self, text, &day))
    {
      g_autofree char *shown = g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), 40));

      g_set_error (error,
                   KONTOR_BANK_ERROR,
                   KONTOR_BANK_ERROR_FORMAT,
                   _ ("line %s: “%s” is no day"),
                   number,
                   shown);
      return NULL;
    }
  if (!read_amount (self, row, currency, &minor))
    {
      g_set_error (error,
                   KONTOR_BANK_ERROR,
                   KONTOR_BANK_ERROR_FORMAT,
                   _ ("line %s has no amount that can be read"),
                   number);
      return NULL;
    }
  entry = make_entry (self, row, day, minor);
  kontor_json_set_string (entry, "currency", currency);
  return entry;
}

static gboolean
add_row (const KontorBankTable *self,
         KontorBankFile        *file,
         const GPtrArray       *row,
         guint64                line,
         GError               **error)
{
  g_autofree char *account = kontor_iban_normalise (kontor_bank_table_get (self, row, "account"));
  g_autoptr (KontorJson) entry = kontor_bank_table_read (self, row, line, error);

  if (entry == NULL)
    return FALSE;
  if (file->statement == NULL)
    kontor_bank_file_begin (file, account, kontor_json_get_string (entry, "currency", ""));
  return kontor_json_get_integer (entry, "amount_minor", 0) == 0
         || kontor_bank_file_add (file, g_steal_pointer (&entry), error);
}

/* Banks put a sum or a remark below: rows that are too short, or empty where the day is. */
gboolean
kontor_bank_table_is_row (const KontorBankTable *self, const GPtrArray *row)
{
  return row->len >= LEAST_COLUMNS
         && !kontor_text_is_blank (kontor_bank_table_get (self, row, "booked_on"));
}

static gboolean
read_rows (const KontorBankTable *self,
           KontorBankFile        *file,
           KontorCsvReader       *reader,
           GError               **error)
{
  GPtrArray *row = NULL;
  g_autoptr (GError) reason = NULL;

  while (kontor_csv_reader_next (reader, &row, &reason))
    if (kontor_bank_table_is_row (self, row)
        && !add_row (self, file, row, kontor_csv_reader_get_line (reader), error))
      return FALSE;
  if (reason == NULL)
    return TRUE;
  g_set_error_literal (error, KONTOR_BANK_ERROR, KONTOR_BANK_ERROR_FORMAT, reason->message);
  return FALSE;
}

/* The columns as they were found, to be remembered or corrected. */
KontorJson *
kontor_bank_table_dup_mapping (const KontorBankTable *self)
{
  KontorJson *mapping = kontor_json_new_object ();
  KontorJson *columns = kontor_json_new_object ();

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      guint index = GPOINTER_TO_UINT (g_hash_table_lookup (self->columns, fields[i].field));

      if (index > 0)
        kontor_json_set_string (columns, fields[i].field, self->header[index - 1]);
    }
  kontor_json_set (mapping, "columns", columns);
  if (*self->decimal != '\0')
    kontor_json_set_string (mapping, "decimal", self->decimal);
  if (*self->dates != '\0')
    kontor_json_set_string (mapping, "dates", self->dates);
  if (self->is_reversed)
    kontor_json_set_string (mapping, "sign", "reversed");
  return mapping;
}

KontorJson *
kontor_bank_table_new_header (const KontorBankTable *self)
{
  KontorJson *header = kontor_json_new_array ();

  for (guint i = 0; self->header != NULL && self->header[i] != NULL; i++)
    kontor_json_append (header, kontor_json_new_string (self->header[i]));
  return header;
}

static KontorJson *
fail_columns (const KontorBankTable *self, GError **error)
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
  g_auto (KontorBankTable) table = { 0 };

  kontor_bank_table_init (&table, mapping);
  kontor_bank_file_init (&file, "csv");
  if (!kontor_bank_table_find_header (&table, reader, mapping))
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
  kontor_json_set (file.file, "header", kontor_bank_table_new_header (&table));
  kontor_json_set (file.file, "mapping", kontor_bank_table_dup_mapping (&table));
  return g_steal_pointer (&file.file);
}

char *
kontor_bank_dup_csv_header (const char *text, gsize length)
{
  char separator = kontor_csv_guess_separator (text, length);
  g_autoptr (KontorCsvReader) reader = kontor_csv_reader_new (text, length, separator);
  g_auto (KontorBankTable) table = { 0 };

  kontor_bank_table_init (&table, NULL);
  kontor_bank_table_find_header (&table, reader, NULL);
  return table.header != NULL ? g_strjoinv ("\t", table.header) : NULL;
}
