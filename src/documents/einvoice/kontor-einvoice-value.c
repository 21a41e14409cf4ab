/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include <string.h>

#include "kontor-einvoice-reader-private.h"
#include "kontor-number.h"
#include "kontor-time.h"

#define MOST_SHOWN 80 /* characters */
#define DISCOUNT_FORM                                                                              \
  "^#SKONTO#TAGE=([0-9]{1,4})#PROZENT=([0-9]{1,3}\\.[0-9]{2})"                                     \
  "(?:#BASISBETRAG=(-?[0-9]{1,12}\\.[0-9]{2}))?#$"

/* A finding at the line and part that are being read. */
KontorFinding *
kontor_reader_report (KontorEinvoiceReader *self, const char *rule)
{
  KontorFinding *finding = kontor_findings_add (self->result->findings, rule);

  finding->line = self->line;
  finding->part = self->part;
  return finding;
}

/* A rule of Peppol that XRechnung has made its own; elsewhere breaking it is only odd. */
void
kontor_reader_report_peppol (KontorEinvoiceReader *self, const char *rule)
{
  KontorFinding *finding = kontor_reader_report (self, rule);

  if (self->result->profile != KONTOR_PROFILE_XRECHNUNG)
    finding->severity = KONTOR_FINDING_WARNING;
}

/* Whether a - b is c; a stranger's numbers may be of any size. */
gboolean
kontor_reader_is_difference (gint64 a, gint64 b, gint64 c)
{
  gint64 difference;

  return !__builtin_sub_overflow (a, b, &difference) && difference == c;
}

/* What is shown of a value; a stranger's may be a book. */
static void
report_value (KontorEinvoiceReader *self, const char *rule, const char *field, const char *found)
{
  KontorFinding *finding = kontor_reader_report (self, rule);

  finding->field = field;
  finding->found = g_utf8_substring (found, 0, MIN (g_utf8_strlen (found, -1), MOST_SHOWN));
}

/* An xs:decimal. Digits beyond the scale round half away from zero. */
static gboolean
parse_decimal (const char *text, guint scale, gint64 *value, guint *n_decimals, gboolean *is_exact)
{
  const char *at = text;
  gboolean    is_negative = *at == '-';
  gboolean    has_digits = FALSE;
  gboolean    in_fraction = FALSE;
  gint64      sum = 0;
  guint       kept = 0;
  int         rounding = -1; /* the first digit beyond the scale */

  *n_decimals = 0;
  *is_exact = TRUE;
  if (*at == '-' || *at == '+')
    at++;

  for (; *at != '\0'; at++)
    {
      if (*at == '.' && !in_fraction)
        {
          in_fraction = TRUE;
          continue;
        }
      if (!g_ascii_isdigit (*at))
        return FALSE;

      has_digits = TRUE;
      *n_decimals += in_fraction ? 1 : 0;
      if (in_fraction && kept == scale)
        {
          *is_exact = *is_exact && *at == '0';
          rounding = rounding < 0 ? *at - '0' : rounding;
          continue;
        }
      kept += in_fraction ? 1 : 0;
      if (__builtin_mul_overflow (sum, 10, &sum) || __builtin_add_overflow (sum, *at - '0', &sum))
        return FALSE;
    }

  for (; kept < scale; kept++)
    {
      if (__builtin_mul_overflow (sum, 10, &sum))
        return FALSE;
    }
  if (rounding >= 5 && __builtin_add_overflow (sum, 1, &sum))
    return FALSE;

  *value = is_negative ? -sum : sum;
  return has_digits;
}

static gboolean
read_decimal (KontorEinvoiceReader   *self,
              const xmlNode          *node,
              const KontorAmountRule *rule,
              guint                   scale,
              gint64                 *value,
              guint                  *n_decimals,
              gboolean               *is_exact)
{
  g_autofree char *text = kontor_node_dup (node, rule->path);

  if (text == NULL)
    {
      if (rule->missing != NULL)
        kontor_reader_report (self, rule->missing);
      return FALSE;
    }

  if (!parse_decimal (text, scale, value, n_decimals, is_exact))
    {
      report_value (self, "FORMAT", rule->field, text);
      return FALSE;
    }

  if (*n_decimals > 2 && rule->decimals != NULL)
    report_value (self, rule->decimals, rule->field, text);
  else if (!*is_exact)
    report_value (self, "PRECISION", rule->field, text);
  return TRUE;
}

/* A number with up to so many decimals; more are rounded, and a finding says so. */
gboolean
kontor_reader_decimal (KontorEinvoiceReader   *self,
                       const xmlNode          *node,
                       const KontorAmountRule *rule,
                       guint                   scale,
                       gint64                 *value)
{
  guint    n_decimals;
  gboolean is_exact;

  return read_decimal (self, node, rule, scale, value, &n_decimals, &is_exact);
}

gboolean
kontor_reader_amount_in (KontorEinvoiceReader   *self,
                         const xmlNode          *node,
                         const KontorAmountRule *rule,
                         const char             *currency,
                         gint64                 *minor)
{
  guint scale = kontor_currency_is_known (currency) ? kontor_currency_digits (currency) : 2;

  return kontor_reader_decimal (self, node, rule, scale, minor);
}

/* Money in the invoice's currency. */
gboolean
kontor_reader_amount (KontorEinvoiceReader   *self,
                      const xmlNode          *node,
                      const KontorAmountRule *rule,
                      gint64                 *minor)
{
  return kontor_reader_amount_in (self, node, rule, self->invoice->currency, minor);
}

/* CII writes 20261121 with format 102, UBL 2026-11-21, which may have a time zone. */
static char *
dup_iso (const char *text)
{
  if (strlen (text) == 8 && strchr (text, '-') == NULL)
    return g_strdup_printf ("%.4s-%.2s-%.2s", text, text + 4, text + 6);
  if (strlen (text) > 10
      && (text[10] == 'Z' || text[10] == '+' || text[10] == '-' || text[10] == 'T'))
    return g_strndup (text, 10);

  return g_strdup (text);
}

void
kontor_reader_day (
  KontorEinvoiceReader *self, const xmlNode *node, const char *path, const char *field, gint64 *day)
{
  const xmlNode   *found = kontor_node_find (node, path);
  g_autofree char *text = kontor_node_dup_text (found);
  g_autofree char *format = kontor_node_dup_attribute (found, "format");
  g_autofree char *iso = NULL;

  if (text == NULL)
    return;

  iso = dup_iso (text);
  if ((format != NULL && strcmp (format, "102") != 0) || !kontor_day_parse (iso, day, NULL))
    report_value (self, "FORMAT", field, text);
}

/* xs:boolean; false when missing. */
gboolean
kontor_reader_flag (KontorEinvoiceReader *self, const xmlNode *node, const char *path)
{
  g_autofree char *text = kontor_node_dup (node, path);

  if (text == NULL || strcmp (text, "false") == 0 || strcmp (text, "0") == 0)
    return FALSE;
  if (strcmp (text, "true") != 0 && strcmp (text, "1") != 0)
    report_value (self, "FORMAT", "", text);
  return TRUE;
}

static const char *
get_letters (const char *category)
{
  static const struct
  {
    const char *category;
    const char *letters;
  } list[] = {
    { "S", "S" }, { "Z", "Z" }, { "E", "E" },  { "AE", "AE" }, { "K", "IC" },
    { "G", "G" }, { "O", "O" }, { "L", "AF" }, { "M", "AG" },
  };
  guint i;

  for (i = 0; i < G_N_ELEMENTS (list); i++)
    {
      if (g_strcmp0 (list[i].category, category) == 0)
        return list[i].letters;
    }

  return NULL;
}

/* The VAT rate beside a category: each category wants one, but O must have none (BR-*-05 to 07). A
 * standard rate that is missing is zero and found later. */
void
kontor_reader_rate (KontorEinvoiceReader *self,
                    const xmlNode        *node,
                    const char           *path,
                    const char           *category,
                    const char           *number,
                    const char           *field,
                    gint64               *rate_bp)
{
  KontorAmountRule rule = { path, field, NULL, NULL };
  const char      *letters = get_letters (category);
  gboolean         is_given = kontor_node_find (node, path) != NULL;
  gboolean         is_outside = g_strcmp0 (category, "O") == 0;

  kontor_reader_decimal (self, node, &rule, 2, rate_bp);
  if (number == NULL || letters == NULL || g_strcmp0 (category, "S") == 0)
    return;

  if (is_given == is_outside)
    {
      g_autofree char *broken = g_strdup_printf ("BR-%s-%s", letters, number);

      kontor_reader_report (self, broken);
    }
}

/* BT-125: data, type and name of an attached file. */
void
kontor_reader_file (KontorEinvoiceReader    *self,
                    const xmlNode           *node,
                    KontorInvoiceAttachment *attachment)
{
  GString *text = node != NULL ? g_hash_table_lookup (self->files, node) : NULL;
  guchar  *data;
  gsize    size;

  if (node == NULL)
    return;

  attachment->mime = kontor_node_dup_attribute (node, "mimeCode");
  attachment->filename = kontor_node_dup_attribute (node, "filename");
  if (text == NULL)
    return;

  data = g_base64_decode (text->str, &size);
  attachment->data = g_bytes_new_take (data, size);
}

static void
take_discount (KontorEinvoiceReader *self, const GMatchInfo *match)
{
  KontorInvoiceDiscount *discount = kontor_invoice_add_discount (self->invoice);
  g_autofree char       *days = g_match_info_fetch (match, 1);
  g_autofree char       *percent = g_match_info_fetch (match, 2);
  g_autofree char       *base = g_match_info_fetch (match, 3);
  guint                  n_decimals;
  gboolean               is_exact;

  discount->days = g_ascii_strtoll (days, NULL, 10);
  parse_decimal (percent, 6, &discount->percent_e6, &n_decimals, &is_exact);
  if (base != NULL && *base != '\0')
    parse_decimal (base, 2, &discount->base_minor, &n_decimals, &is_exact);
}

/* BT-20: the lines of BR-DE-18 are cash discounts, the others are the text. */
void
kontor_reader_terms (KontorEinvoiceReader *self, const char *text)
{
  g_autoptr (GRegex) form = g_regex_new (DISCOUNT_FORM, 0, 0, NULL);
  g_autoptr (GString) rest = g_string_new (NULL);
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);
  guint i;

  for (i = 0; lines[i] != NULL; i++)
    {
      g_autoptr (GMatchInfo) match = NULL;
      g_autofree char *line = g_strstrip (g_strdup (lines[i]));

      if (g_regex_match (form, line, 0, &match))
        {
          take_discount (self, match);
          continue;
        }
      if (g_str_has_prefix (line, "#SKONTO"))
        report_value (self, "BR-DE-18", "BT-20", line);
      if (rest->len > 0)
        g_string_append_c (rest, '\n');
      g_string_append (rest, line);
    }

  g_free (self->invoice->payment.terms);
  self->invoice->payment.terms = g_strdup (g_strchomp (rest->str));
}

/* What the model has twice: the price as agreed, and the line with its tax, for show. */
void
kontor_reader_finish_line (KontorEinvoiceReader *self, KontorInvoiceLine *line)
{
  gint64 tax;

  line->price_e6 = line->net_price_e6;
  line->base_quantity_e6 = line->net_base_e6;
  if (kontor_scale_rounded (line->net_minor, line->rate_bp, 10000, &tax))
    kontor_add_checked (line->net_minor, tax, &line->gross_minor);
}
