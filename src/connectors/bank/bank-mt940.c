/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-bank-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "kontor-iban.h"
#include "kontor-time.h"

/* SWIFT MT940 with the fields that German banks put into :86: ("?20" to "?63"). */

#define PURPOSE_LINE 27 /* subfields of that length were cut and go on without a blank */
#define MOST_FIELD (64 * 1024)

/* :61: as far as it is needed */
typedef struct
{
  gint64   booked_on;
  gint64   value_on;
  gint64   amount_minor;
  char    *reference; /* of the bank, behind "//" */
  char    *customer;  /* before it */
  char    *code;      /* "NTRF" */
  gboolean is_reversal;
} KontorLine61;

typedef struct
{
  KontorBankFile file;
  char          *account; /* of :25: */
  char          *number;  /* of :28C: */
  char          *reference;
  char          *currency;
  gint64         opening;
  gint64         closing;
  gint64         opened_on;
  gint64         closed_on;
  gboolean       has_opening;
  gboolean       has_closing;
  gboolean       is_begun;
  KontorLine61   line;
  gboolean       has_line;
  GString       *details; /* of :86: */
} KontorMt940;

static void
clear_line (KontorLine61 *line)
{
  g_free (line->reference);
  g_free (line->customer);
  g_free (line->code);
  *line = (KontorLine61){ 0 };
}

static void
clear (KontorMt940 *self)
{
  kontor_bank_file_clear (&self->file);
  clear_line (&self->line);
  g_free (self->account);
  g_free (self->number);
  g_free (self->reference);
  g_free (self->currency);
  if (self->details != NULL)
    g_string_free (self->details, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KontorMt940, clear)

static gboolean
fail (GError **error, const char *field)
{
  g_set_error (error,
               KONTOR_BANK_ERROR,
               KONTOR_BANK_ERROR_FORMAT,
               /* Translators: a field of a bank's file, such as :61: */
               _ ("the field %s of the statement can't be read"),
               field);
  return FALSE;
}

/* --- values --- */

static gboolean
read_digits (const char *text, gsize length, int *value)
{
  *value = 0;
  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return FALSE;
      *value = *value * 10 + (text[i] - '0');
    }
  return TRUE;
}

static gboolean
make_day (int year, int month, int day, gint64 *out)
{
  g_autofree char *text = g_strdup_printf ("%04d-%02d-%02d", year, month, day);

  return kontor_day_parse (text, out, NULL);
}

/* YYMMDD */
static gboolean
read_day (const char *text, int *year, gint64 *day)
{
  int month = 0;
  int date = 0;

  if (strlen (text) < 6 || !read_digits (text, 2, year) || !read_digits (text + 2, 2, &month)
      || !read_digits (text + 4, 2, &date))
    return FALSE;
  *year += 2000;
  return make_day (*year, month, date, day);
}

/* MMDD of the booking, in the year that is nearest to the value date */
static gboolean
read_booking (const char *text, int year, gint64 value_on, gint64 *day)
{
  int    month = 0;
  int    date = 0;
  gint64 best = G_MAXINT64;

  if (!read_digits (text, 2, &month) || !read_digits (text + 2, 2, &date))
    return FALSE;
  for (int i = year - 1; i <= year + 1; i++)
    {
      gint64 found = 0;

      if (make_day (i, month, date, &found) && ABS (found - value_on) < best)
        {
          best = ABS (found - value_on);
          *day = found;
        }
    }
  return best != G_MAXINT64;
}

static gboolean
read_amount (const char **at, const char *currency, gint64 *minor)
{
  gsize            length = strspn (*at, "0123456789,");
  g_autofree char *text = g_strndup (*at, length);

  g_strdelimit (text, ",", '.');
  *at += length;
  return length > 0 && length <= 20 && kontor_bank_parse_amount (text, currency, minor, NULL);
}

/* C261203EUR1000,00 */
static gboolean
read_balance (KontorMt940 *self, const char *text, gint64 *minor, gint64 *day)
{
  gboolean is_debit = *text == 'D';
  int      year = 0;

  if ((*text != 'C' && *text != 'D') || strlen (text) < 11 || !read_day (text + 1, &year, day))
    return FALSE;
  if (self->currency == NULL)
    self->currency = g_strndup (text + 7, 3);
  text += 10;
  if (!read_amount (&text, self->currency, minor))
    return FALSE;
  if (is_debit)
    *minor = -*minor;
  return TRUE;
}

/* --- :61: --- */

static gboolean
read_side (const char **at, KontorLine61 *line, int *sign)
{
  line->is_reversal = **at == 'R';
  if (line->is_reversal)
    (*at)++;
  if (**at != 'C' && **at != 'D')
    return FALSE;
  *sign = (**at == 'C') != line->is_reversal ? 1 : -1;
  (*at)++;
  if (g_ascii_isalpha (**at))
    (*at)++; /* third letter of the currency */
  return TRUE;
}

static void
read_references (KontorLine61 *line, const char *at)
{
  g_auto (GStrv) rows = g_strsplit (at, "\n", 2);
  char *bank = strstr (rows[0], "//");

  if (bank != NULL)
    {
      *bank = '\0';
      line->reference = g_strdup (g_strstrip (bank + 2));
    }
  line->customer = g_strdup (g_strstrip (rows[0]));
}

/* 2612031203CR257,85NTRFRE-2026-0001//STMT-1 */
static gboolean
read_line (KontorMt940 *self, const char *text, GError **error)
{
  KontorLine61 *line = &self->line;
  const char   *at = text;
  int           year = 0;
  int           sign = 1;

  if (!read_day (at, &year, &line->value_on))
    return fail (error, ":61:");
  at += 6;
  line->booked_on = line->value_on;
  if (g_ascii_isdigit (*at))
    {
      if (strlen (at) < 4 || !read_booking (at, year, line->value_on, &line->booked_on))
        return fail (error, ":61:");
      at += 4;
    }
  if (!read_side (&at, line, &sign)
      || !read_amount (&at, self->currency != NULL ? self->currency : "EUR", &line->amount_minor))
    return fail (error, ":61:");

  line->amount_minor *= sign;
  if (strlen (at) < 5)
    return fail (error, ":61:");
  line->code = g_strndup (at, 4);
  read_references (line, at + 4);
  self->has_line = TRUE;
  return TRUE;
}

/* --- :86: --- */

/* Subfields from @first to @last, put together. */
static void
join_subfields (char **fields, int first, int last, GString *out)
{
  gboolean was_cut = TRUE;

  for (guint i = 1; fields[0] != NULL && fields[i] != NULL; i++)
    {
      int code = 0;

      if (strlen (fields[i]) < 2 || !read_digits (fields[i], 2, &code) || code < first
          || code > last)
        continue;
      if (!was_cut && out->len > 0)
        g_string_append_c (out, ' ');
      g_string_append (out, fields[i] + 2);
      was_cut = g_utf8_strlen (fields[i] + 2, -1) >= PURPOSE_LINE;
    }
}

static const char *const words[] = { "EREF+", "KREF+", "MREF+", "CRED+", "DEBT+",
                                     "SVWZ+", "ABWA+", "ABWE+", "PURP+" };

static gsize
find_word (const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_has_prefix (text, words[i]))
      return strlen (words[i]);
  return 0;
}

/* What stands behind a word, up to the next one. */
static char *
dup_word (const char *purpose, const char *word)
{
  const char *at = strstr (purpose, word);
  const char *end = NULL;

  if (at == NULL)
    return g_strdup ("");
  at += strlen (word);
  for (end = at; *end != '\0' && find_word (end) == 0; end++)
    ;
  return g_strstrip (g_strndup (at, (gsize) (end - at)));
}

static char *
dup_purpose (const char *purpose)
{
  if (strstr (purpose, "SVWZ+") != NULL)
    return dup_word (purpose, "SVWZ+");
  return find_word (purpose) > 0 ? g_strdup ("") : g_strdup (purpose);
}

static void
set_details (KontorJson *entry, const char *purpose)
{
  g_autofree char *text = dup_purpose (purpose);
  g_autofree char *end_to_end = dup_word (purpose, "EREF+");
  g_autofree char *mandate = dup_word (purpose, "MREF+");

  kontor_bank_set_text (entry, "purpose", text, 2000);
  kontor_bank_set_text (
    entry, "end_to_end", g_str_equal (end_to_end, "NOTPROVIDED") ? "" : end_to_end, 35);
  kontor_bank_set_text (entry, "mandate", mandate, 35);
}

static gboolean
is_structured (const char *text)
{
  return strlen (text) > 5 && g_ascii_isdigit (text[0]) && g_ascii_isdigit (text[1])
         && g_ascii_isdigit (text[2]) && !g_ascii_isalnum (text[3]);
}

static void
set_german (KontorJson *entry, const char *text)
{
  const char separator[] = { text[3], '\0' };
  g_auto (GStrv) fields = g_strsplit (text + 3, separator, -1);
  g_autoptr (GString) purpose = g_string_new (NULL);
  g_autoptr (GString) name = g_string_new (NULL);
  g_autoptr (GString) account = g_string_new (NULL);
  g_autofree char *iban = NULL;

  join_subfields (fields, 20, 29, purpose);
  join_subfields (fields, 60, 63, purpose);
  join_subfields (fields, 32, 33, name);
  join_subfields (fields, 31, 31, account);
  iban = kontor_iban_normalise (account->str);
  kontor_bank_set_text (entry, "name", name->str, 140);
  kontor_bank_set_text (entry, "iban", iban, 34);
  set_details (entry, purpose->str);
}

/* Business codes of German banks for what came back: direct debits and transfers. */
static gboolean
is_return_code (const char *text)
{
  static const char *const codes[] = { "108", "109", "159", NULL };
  g_autofree char         *code = g_strndup (text, 3);

  return g_strv_contains (codes, code);
}

static gboolean
finish_line (KontorMt940 *self, GError **error)
{
  KontorLine61    *line = &self->line;
  KontorJson      *entry = NULL;
  g_autofree char *text = g_strdup (self->details->str);
  g_autofree char *code = NULL;
  gboolean         is_german = FALSE;
  gboolean         added = TRUE;

  if (!self->has_line)
    return TRUE;
  entry = kontor_json_new_object ();
  is_german = is_structured (text);
  g_strdelimit (text, "\n", is_german ? '\001' : ' ');
  if (is_german)
    {
      g_auto (GStrv) rows = g_strsplit (text, "\001", -1);

      g_free (text); /* its line breaks go */
      text = g_strjoinv ("", rows);
    }
  code = g_strdup_printf ("%s%s%.3s", line->code, is_german ? "+" : "", is_german ? text : "");

  kontor_json_set_integer (entry, "booked_on", line->booked_on);
  kontor_json_set_integer (entry, "value_on", line->value_on);
  kontor_json_set_integer (entry, "amount_minor", line->amount_minor);
  kontor_json_set_string (entry, "currency", self->currency != NULL ? self->currency : "EUR");
  kontor_json_set_boolean (
    entry, "is_return", line->is_reversal || (is_german && is_return_code (text)));
  kontor_bank_set_text (entry,
                        "bank_reference",
                        g_strcmp0 (line->reference, "NONREF") == 0 ? "" : line->reference,
                        100);
  kontor_bank_set_text (entry, "code", code, 100);
  if (is_german)
    set_german (entry, text);
  else
    {
      kontor_bank_set_text (entry, "name", "", 1);
      kontor_bank_set_text (entry, "iban", "", 1);
      set_details (entry, text);
    }
  if (line->amount_minor != 0)
    added = kontor_bank_file_add (&self->file, entry, error);
  else
    kontor_json_unref (entry);
  clear_line (line);
  self->has_line = FALSE;
  g_string_truncate (self->details, 0);
  return added;
}

/* --- fields --- */

static void
begin (KontorMt940 *self)
{
  g_autofree char *account = kontor_iban_normalise (self->account != NULL ? self->account : "");
  const char      *slash = strrchr (self->number != NULL ? self->number : "", '/');
  guint64          number = 0;

  if (self->is_begun)
    return;
  kontor_bank_file_begin (&self->file, account, self->currency != NULL ? self->currency : "EUR");
  kontor_bank_set_text (
    self->file.statement, "reference", self->number != NULL ? self->number : self->reference, 100);
  if (slash == NULL && self->number != NULL
      && g_ascii_string_to_unsigned (self->number, 10, 0, G_MAXINT32, &number, NULL))
    kontor_json_set_integer (self->file.statement, "number", (gint64) number);
  self->is_begun = TRUE;
}

static gboolean
finish (KontorMt940 *self, GError **error)
{
  if (!finish_line (self, error))
    return FALSE;
  if (self->is_begun)
    {
      if (self->has_opening)
        kontor_json_set_integer (self->file.statement, "from_on", self->opened_on);
      if (self->has_closing)
        kontor_json_set_integer (self->file.statement, "to_on", self->closed_on);
      kontor_bank_file_end (&self->file,
                            self->has_opening ? &self->opening : NULL,
                            self->has_closing ? &self->closing : NULL);
    }
  self->is_begun = self->has_opening = self->has_closing = FALSE;
  g_clear_pointer (&self->account, g_free);
  g_clear_pointer (&self->number, g_free);
  g_clear_pointer (&self->currency, g_free);
  return TRUE;
}

static void
replace (char **place, const char *text)
{
  g_free (*place); /* replaced */
  *place = g_strdup (text);
}

static gboolean
read_field (KontorMt940 *self, const char *tag, const char *text, GError **error)
{
  if (g_str_equal (tag, "20"))
    {
      replace (&self->reference, text);
      return finish (self, error);
    }
  if (g_str_equal (tag, "25"))
    replace (&self->account, text);
  else if (g_str_equal (tag, "28C") || g_str_equal (tag, "28"))
    replace (&self->number, text);
  else if (g_str_equal (tag, "60F") || g_str_equal (tag, "60M"))
    {
      self->has_opening = read_balance (self, text, &self->opening, &self->opened_on);
      begin (self);
      return self->has_opening || fail (error, ":60F:");
    }
  else if (g_str_equal (tag, "62F") || g_str_equal (tag, "62M"))
    {
      self->has_closing = read_balance (self, text, &self->closing, &self->closed_on);
      return (self->has_closing || fail (error, ":62F:")) && finish_line (self, error);
    }
  else if (g_str_equal (tag, "61"))
    {
      begin (self);
      return finish_line (self, error) && read_line (self, text, error);
    }
  else if (g_str_equal (tag, "86") && self->has_line)
    g_string_assign (self->details, text);
  return TRUE;
}

/* ":61:" at the start of a line */
static gsize
find_tag (const char *line, char tag[4])
{
  gsize length = line[0] == ':' ? strcspn (line + 1, ":\n") : 0;

  if (length < 2 || length > 3 || line[1 + length] != ':' || !g_ascii_isdigit (line[1]))
    return 0;
  memcpy (tag, line + 1, length);
  tag[length] = '\0';
  return length + 2;
}

static gboolean
read_fields (KontorMt940 *self, char **lines, GError **error)
{
  g_autoptr (GString) value = g_string_new (NULL);
  char tag[4] = "";

  for (guint i = 0; lines[i] != NULL; i++)
    {
      char  next[4] = "";
      gsize skip = find_tag (lines[i], next);

      g_strchomp (lines[i]);
      if (skip == 0)
        {
          /* the end of the message, a block of SWIFT, or nothing */
          if (value->len < MOST_FIELD && strchr ("-{", lines[i][0]) == NULL)
            g_string_append_printf (value, "\n%s", lines[i]);
          continue;
        }
      if (*tag != '\0' && !read_field (self, tag, value->str, error))
        return FALSE;
      memcpy (tag, next, sizeof tag);
      g_string_assign (value, strlen (lines[i]) >= skip ? lines[i] + skip : "");
    }
  return (*tag == '\0' || read_field (self, tag, value->str, error)) && finish (self, error);
}

KontorJson *
kontor_bank_read_mt940 (const char *text, gsize length, GError **error)
{
  g_auto (KontorMt940) self = { .details = g_string_new (NULL) };
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  kontor_bank_file_init (&self.file, "mt940");
  if (!read_fields (&self, lines, error))
    return NULL;
  if (kontor_json_length (self.file.statements) > 0)
    return g_steal_pointer (&self.file.file);

  g_set_error_literal (error,
                       KONTOR_BANK_ERROR,
                       KONTOR_BANK_ERROR_FORMAT,
                       _ ("the file looks like MT940, but has no balance and no entry"));
  return NULL;
}
