/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-datev.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "kontor-datev-private.h"
#include "kontor-number.h"
#include "kontor-text.h"
#include "kontor-time.h"
#include "kontor-xml.h"

#define MOST_LABEL 30
#define MOST_VOUCHER 36
#define MOST_TEXT 60
#define MOST_ORDER 30
#define MOST_AMOUNT G_GINT64_CONSTANT (999999999999)

/* Columns by their number in the format's description, from 1. */
enum
{
  COLUMN_AMOUNT = 1,
  COLUMN_SIDE = 2,
  COLUMN_CURRENCY = 3,
  COLUMN_RATE = 4,
  COLUMN_BASE_AMOUNT = 5,
  COLUMN_BASE_CURRENCY = 6,
  COLUMN_ACCOUNT = 7,
  COLUMN_CONTRA = 8,
  COLUMN_KEY = 9,
  COLUMN_DAY = 10,
  COLUMN_VOUCHER = 11,
  COLUMN_TEXT = 14,
  COLUMN_LINK = 20,
  COLUMN_EU_ID = 40,
  COLUMN_EU_RATE = 41,
  COLUMN_ORDER = 95,
  COLUMN_FIXED = 114,
  COLUMN_SUPPLY = 115,
  COLUMN_DUE = 117,
  COLUMN_REVERSES = 118,
};

/* Windows-1252 has no place for every letter, and the program for no control character. What it
 * lacks becomes "?"; nothing is longer than it may be. */
static char *
to_1252 (const char *text, glong most)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  g_autofree char *whole = g_utf8_normalize (valid, -1, G_NORMALIZE_NFC);
  g_autofree char *cut = NULL;

  for (char *at = whole; *at != '\0'; at++)
    if ((guchar) *at < 0x20 || *at == 0x7f)
      *at = ' ';
  cut = g_utf8_substring (whole, 0, MIN (most, g_utf8_strlen (whole, -1)));
  return g_convert_with_fallback (cut, -1, "WINDOWS-1252", "UTF-8", "?", NULL, NULL, NULL);
}

/* Most cells are empty or ASCII, which is the same in both encodings. */
static gboolean
is_plain (const char *text, glong most)
{
  glong length = 0;

  for (; text[length] != '\0'; length++)
    if (length >= most || (guchar) text[length] < 0x20 || (guchar) text[length] >= 0x7f)
      return FALSE;
  return TRUE;
}

static void
append_text (GString *out, const char *text, glong most)
{
  g_autofree char *converted = text == NULL || is_plain (text, most) ? g_strdup (text)
                                                                     : to_1252 (text, most);

  g_string_append_c (out, '"');
  for (const char *at = converted; at != NULL && *at != '\0'; at++)
    {
      if (*at == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *at);
    }
  g_string_append_c (out, '"');
}

static char *
format_day (gint64 day, const char *format)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();

  return kontor_time_format_local (day * KONTOR_DAY, zone, format);
}

/* --- the first line --- */

static void
append_header (GString *out, const KontorDatevHeader *header)
{
  const KontorBooksPlan *plan = header->plan;
  gint64                 start = kontor_books_plan_get_year_start (plan, header->from_day);
  g_autofree char       *year = format_day (start, "%Y%m%d");
  g_autofree char       *from = format_day (header->from_day, "%Y%m%d");
  g_autofree char       *to = format_day (header->to_day, "%Y%m%d");

  g_string_append_printf (out,
                          "\"EXTF\";700;21;\"Buchungsstapel\";13;%s;;\"KO\";\"Kontor\";\"\";"
                          "%" G_GINT64_FORMAT ";%" G_GINT64_FORMAT ";%s;%u;%s;%s;",
                          header->created,
                          plan->adviser,
                          plan->client,
                          year,
                          plan->length,
                          from,
                          to);
  append_text (out, header->label, MOST_LABEL);
  g_string_append_printf (out,
                          ";\"\";1;0;%d;\"EUR\";;\"\";;;\"%s\";;;\"\";\"\"\r\n",
                          plan->is_fixed,
                          plan->is_skr04 ? "04" : "03");
}

static void
append_names (GString *out)
{
  for (guint i = 0; i < KONTOR_DATEV_N_COLUMNS; i++)
    {
      g_autofree char *name = to_1252 (kontor_datev_columns[i].name, G_MAXLONG);

      if (i > 0)
        g_string_append_c (out, ';');
      g_string_append (out, name);
    }
  g_string_append (out, "\r\n");
}

/* --- a booking --- */

typedef struct
{
  char *cells[KONTOR_DATEV_N_COLUMNS + 1]; /* (owned) (nullable): from 1; text in UTF-8 */
} KontorDatevRow;

static void
row_clear (KontorDatevRow *row)
{
  for (guint i = 1; i <= KONTOR_DATEV_N_COLUMNS; i++)
    g_clear_pointer (&row->cells[i], g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KontorDatevRow, row_clear)

static char *
format_amount (gint64 minor)
{
  const KontorNumberStyle comma = { ",", "" };

  return kontor_decimal_format (minor, 2, 2, &comma);
}

/* Letters, digits and $%&*+-/ only; anything else becomes "-". */
static char *
dup_voucher (const char *text)
{
  char *voucher = g_strndup (text != NULL ? text : "", MOST_VOUCHER);

  for (char *at = voucher; *at != '\0'; at++)
    if (!g_ascii_isalnum (*at) && strchr ("$%&*+-/", *at) == NULL)
      *at = '-';
  return voucher;
}

/* Units of the currency for a euro, and the amount in euros, as the rate makes it. */
static gboolean
fill_foreign (KontorDatevRow *row, const KontorPosting *posting)
{
  const KontorNumberStyle comma = { ",", "" };
  gint64                  base = 0;

  if (posting->rate_e6 <= 0
      || !kontor_scale_rounded (posting->amount_minor, 1000000, posting->rate_e6, &base))
    return FALSE;
  row->cells[COLUMN_RATE] = kontor_decimal_format (posting->rate_e6, 6, 2, &comma);
  row->cells[COLUMN_BASE_AMOUNT] = format_amount (base);
  row->cells[COLUMN_BASE_CURRENCY] = g_strdup ("EUR");
  return TRUE;
}

static void
fill_days (KontorDatevRow *row, const KontorPosting *posting)
{
  row->cells[COLUMN_DAY] = format_day (posting->day, "%d%m");
  if (posting->supply_day != 0)
    row->cells[COLUMN_SUPPLY] = format_day (posting->supply_day, "%d%m%Y");
  if (posting->due_day != 0)
    row->cells[COLUMN_DUE] = format_day (posting->due_day, "%d%m%Y");
}

static gboolean
fill_row (KontorDatevRow *row, const KontorBooksPlan *plan, const KontorPosting *posting)
{
  row->cells[COLUMN_AMOUNT] = format_amount (posting->amount_minor);
  row->cells[COLUMN_SIDE] = g_strdup (posting->is_credit ? "H" : "S");
  row->cells[COLUMN_CURRENCY] = g_strdup (posting->currency);
  row->cells[COLUMN_ACCOUNT] = g_strdup_printf ("%u", posting->account);
  row->cells[COLUMN_CONTRA] = g_strdup_printf ("%u", posting->contra);
  if (posting->key != 0)
    row->cells[COLUMN_KEY] = g_strdup_printf ("%u", posting->key);
  row->cells[COLUMN_VOUCHER] = dup_voucher (posting->voucher);
  row->cells[COLUMN_TEXT] = g_strdup (posting->text);
  if (posting->link != NULL)
    row->cells[COLUMN_LINK] = g_strdup_printf ("BEDI \"%s\"", posting->link);
  row->cells[COLUMN_EU_ID] = g_strdup (posting->eu_id);
  if (posting->eu_rate_bp != 0)
    row->cells[COLUMN_EU_RATE] = format_amount (posting->eu_rate_bp);
  row->cells[COLUMN_ORDER] = g_strdup (posting->order);
  row->cells[COLUMN_FIXED] = g_strdup (plan->is_fixed ? "1" : "0");
  fill_days (row, posting);
  return g_strcmp0 (posting->currency, "EUR") == 0 || fill_foreign (row, posting);
}

static glong
most_of (guint column)
{
  if (column == COLUMN_TEXT)
    return MOST_TEXT;
  return column == COLUMN_ORDER ? MOST_ORDER : 210;
}

static void
append_row (GString *out, const KontorDatevRow *row)
{
  for (guint i = 1; i <= KONTOR_DATEV_N_COLUMNS; i++)
    {
      if (i > 1)
        g_string_append_c (out, ';');
      if (kontor_datev_columns[i - 1].is_text)
        append_text (out, row->cells[i], most_of (i));
      else if (row->cells[i] != NULL)
        g_string_append (out, row->cells[i]);
    }
  g_string_append (out, "\r\n");
}

static gboolean
check (const KontorDatevHeader *header, const KontorPosting *posting, GError **error)
{
  if (posting->day >= header->from_day && posting->day <= header->to_day
      && posting->amount_minor <= MOST_AMOUNT)
    return TRUE;
  g_set_error (error,
               KONTOR_BOOKS_ERROR,
               KONTOR_BOOKS_ERROR_DOCUMENT,
               posting->amount_minor > MOST_AMOUNT
                 ? _ ("%s is of an amount that DATEV has no place for")
                 : _ ("%s lies outside the period that the file is for"),
               posting->voucher);
  return FALSE;
}

static gboolean
check_period (const KontorDatevHeader *header, GError **error)
{
  if (header->from_day <= header->to_day
      && kontor_books_plan_get_year_start (header->plan, header->from_day)
           == kontor_books_plan_get_year_start (header->plan, header->to_day))
    return TRUE;
  g_set_error_literal (error,
                       KONTOR_BOOKS_ERROR,
                       KONTOR_BOOKS_ERROR_SETTINGS,
                       _ ("a booking batch has to lie in one fiscal year"));
  return FALSE;
}

/**
 * kontor_datev_batch:
 * @header: whom it is for, and for which period
 * @postings: (element-type KontorPosting): the lines, each within the period
 * @error: return location for an error
 *
 * Writes a booking batch: DATEV-Format 7.00, category 21, version 13, in Windows-1252 with CRLF
 * (finance-spec.md section 10). The same input gives the same bytes. Any thread.
 *
 * Errors: #KontorBooksError.
 *
 * Returns: (transfer full): the file, or %NULL
 */
GBytes *
kontor_datev_batch (const KontorDatevHeader *header, GPtrArray *postings, GError **error)
{
  g_autoptr (GString) out = NULL;

  g_return_val_if_fail (header != NULL && header->plan != NULL && postings != NULL, NULL);

  if (!check_period (header, error))
    return NULL;
  out = g_string_sized_new (4096 + 512 * (gsize) postings->len);
  append_header (out, header);
  append_names (out);
  for (guint i = 0; i < postings->len; i++)
    {
      const KontorPosting *posting = g_ptr_array_index (postings, i);
      g_auto (KontorDatevRow) row = { 0 };

      if (!check (header, posting, error))
        return NULL;
      if (!fill_row (&row, header->plan, posting))
        {
          g_set_error (error,
                       KONTOR_BOOKS_ERROR,
                       KONTOR_BOOKS_ERROR_DOCUMENT,
                       _ ("the rate of exchange of %s is not known"),
                       posting->voucher);
          return NULL;
        }
      append_row (out, &row);
    }
  return g_string_free_to_bytes (g_steal_pointer (&out));
}

/* --- what goes with it --- */

/**
 * kontor_datev_picture_free:
 * @self: (transfer full) (nullable): a picture
 */
void
kontor_datev_picture_free (KontorDatevPicture *self)
{
  if (self == NULL)
    return;

  g_free (self->guid);
  g_free (self->file_name);
  g_free (self);
}

/**
 * kontor_datev_archive:
 * @pictures: (element-type KontorDatevPicture): the files beside it
 * @description: what they are
 * @created: local time, YYYYMMDDHHMMSSfff
 *
 * Writes document.xml: which file belongs to the guid that a booking names in its link.
 *
 * Returns: (transfer full): the file
 */
GBytes *
kontor_datev_archive (GPtrArray *pictures, const char *description, const char *created)
{
  g_autoptr (KontorXml) xml = kontor_xml_new ();
  g_autofree char *date = g_strdup_printf ("%.4s-%.2s-%.2sT%.2s:%.2s:%.2s",
                                           created,
                                           created + 4,
                                           created + 6,
                                           created + 8,
                                           created + 10,
                                           created + 12);

  kontor_xml_open (xml, "archive");
  kontor_xml_attribute (xml, "xmlns", "http://xml.datev.de/bedi/tps/document/v06.0");
  kontor_xml_attribute (xml, "xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance");
  kontor_xml_attribute (xml, "version", "6.0");
  kontor_xml_attribute (xml, "generatingSystem", "Kontor");
  kontor_xml_open (xml, "header");
  kontor_xml_leaf (xml, "date", date);
  kontor_xml_leaf (xml, "description", description);
  kontor_xml_close (xml);
  kontor_xml_open (xml, "content");
  for (guint i = 0; i < pictures->len; i++)
    {
      const KontorDatevPicture *picture = g_ptr_array_index (pictures, i);

      kontor_xml_open (xml, "document");
      kontor_xml_attribute (xml, "guid", picture->guid);
      kontor_xml_open (xml, "extension");
      kontor_xml_attribute (xml, "xsi:type", "File");
      kontor_xml_attribute (xml, "name", picture->file_name);
      kontor_xml_keep (xml);
      kontor_xml_close (xml);
      kontor_xml_close (xml);
    }
  kontor_xml_close (xml);
  kontor_xml_close (xml);
  return kontor_xml_finish (xml);
}
