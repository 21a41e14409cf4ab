/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "kontor-books.h"
#include "kontor-number.h"

/* What the tax office is told about sales: advance return, EC sales list and One-Stop-Shop, all
 * from the same VAT groups as the booking batch. A document counts on the day that it was issued
 * on; what takes another one back counts negative. */

/* A figure of the advance VAT return (Umsatzsteuer-Voranmeldung, form USt 1 A). */
typedef struct
{
  const char *code;     /* Kennzahl of the base */
  const char *tax_code; /* Kennzahl of the tax, where it is stated apart */
  const char *title;
} KontorVatLine;

static const KontorVatLine lines[KONTOR_N_SALES] = {
  [KONTOR_SALE_STANDARD] = { "81", "", N_ ("Taxable sales, standard rate") },
  [KONTOR_SALE_REDUCED] = { "86", "", N_ ("Taxable sales, reduced rate") },
  [KONTOR_SALE_OTHER_RATE] = { "35", "36", N_ ("Taxable sales, other rates") },
  [KONTOR_SALE_OSS] = { "", "", N_ ("Taxed abroad through the One-Stop-Shop: not in this return") },
  [KONTOR_SALE_ZERO] = { "87", "", N_ ("Taxable sales at 0 %") },
  [KONTOR_SALE_SMALL] = { "", "", N_ ("Small business: not in this return") },
  [KONTOR_SALE_MARGIN] = { "", "", N_ ("Margin scheme: the margin belongs to code 81") },
  [KONTOR_SALE_EXEMPT] = { "48", "", N_ ("Exempt without deduction of input tax") },
  [KONTOR_SALE_REVERSE_HOME] = { "60", "", N_ ("The customer owes the VAT (§ 13b)") },
  [KONTOR_SALE_UNION_SERVICE] = { "21", "", N_ ("Services for businesses in the EU") },
  [KONTOR_SALE_UNION_GOODS] = { "41", "", N_ ("Goods for businesses in the EU") },
  [KONTOR_SALE_EXPORT] = { "43", "", N_ ("Export and other exempt sales with deduction") },
  [KONTOR_SALE_THIRD_COUNTRY] = { "45", "", N_ ("Not taxable here") },
  [KONTOR_SALE_PASS_THROUGH] = { "", "", N_ ("Pass-through items: no sales") },
};

typedef struct
{
  gint64 net_minor;
  gint64 tax_minor;
  gint64 count; /* of VAT groups */
} KontorVatSum;

/* In euros, by the rate that the document states; without one it stays out, and is counted. */
static gint64
euros (const KontorBooksDocument *document, gint64 minor)
{
  gint64 result = 0;

  if (document->rate_e6 == 0 || !kontor_scale_rounded (minor, 1000000, document->rate_e6, &result))
    return 0;
  return document->sign * result;
}

static void
add_to (KontorVatSum *sum, const KontorBooksDocument *document, const KontorBooksTax *tax)
{
  sum->net_minor += euros (document, tax->net_minor);
  sum->tax_minor += euros (document, tax->tax_minor);
  sum->count++;
}

static gint64
count_without_rate (GPtrArray *documents)
{
  gint64 count = 0;

  for (guint i = 0; i < documents->len; i++)
    count += ((const KontorBooksDocument *) g_ptr_array_index (documents, i))->rate_e6 == 0;
  return count;
}

/* The base is told in full euros, cents cut off towards zero. */
static KontorJson *
new_line (const char *code, const char *tax_code, const char *title, const KontorVatSum *sum)
{
  KontorJson *row = kontor_json_new_object ();

  kontor_json_set_string (row, "code", code);
  kontor_json_set_string (row, "tax_code", tax_code);
  kontor_json_set_string (row, "title", title);
  kontor_json_set_integer (row, "net_minor", sum->net_minor);
  kontor_json_set_integer (row, "base_euro", sum->net_minor / 100);
  kontor_json_set_integer (row, "tax_minor", sum->tax_minor);
  kontor_json_set_integer (row, "count", sum->count);
  return row;
}

/**
 * kontor_vat_return:
 * @documents: (element-type KontorBooksDocument): issued in the period
 * @input_tax_minor: VAT of the invoices that were received in it
 *
 * The figures of the advance VAT return (§ 18 Abs. 1 UStG) by their code.
 *
 * Returns: (transfer full): {"lines":[{"code","tax_code","title","net_minor","base_euro",
 * "tax_minor","count"}…],"tax_minor","input_tax_minor","due_minor","without_rate"}; titles are
 * translated; the last is how many documents in another currency do not state their rate and are
 * not in the figures
 */
KontorJson *
kontor_vat_return (GPtrArray *documents, gint64 input_tax_minor)
{
  KontorVatSum sums[KONTOR_N_SALES] = { 0 };
  KontorVatSum input = { .tax_minor = input_tax_minor, .count = input_tax_minor != 0 ? 1 : 0 };
  KontorJson  *answer = kontor_json_new_object ();
  KontorJson  *rows = kontor_json_new_array ();
  gint64       owed = 0;

  for (guint i = 0; i < documents->len; i++)
    {
      const KontorBooksDocument *document = g_ptr_array_index (documents, i);

      for (guint t = 0; t < document->taxes->len; t++)
        {
          const KontorBooksTax *tax = &g_array_index (document->taxes, KontorBooksTax, t);

          add_to (&sums[tax->sale], document, tax);
        }
    }
  for (guint i = 0; i < KONTOR_N_SALES; i++)
    {
      if (sums[i].count > 0)
        kontor_json_append (
          rows, new_line (lines[i].code, lines[i].tax_code, _ (lines[i].title), &sums[i]));
      if (*lines[i].code != '\0')
        owed += sums[i].tax_minor;
    }
  if (input.count > 0)
    kontor_json_append (rows, new_line ("", "66", _ ("Input tax of received invoices"), &input));
  kontor_json_set (answer, "lines", rows);
  kontor_json_set_integer (answer, "tax_minor", owed);
  kontor_json_set_integer (answer, "input_tax_minor", input_tax_minor);
  kontor_json_set_integer (answer, "due_minor", owed - input_tax_minor);
  kontor_json_set_integer (answer, "without_rate", count_without_rate (documents));
  return answer;
}

/* --- sums by a name --- */

typedef struct
{
  char        *key; /* (owned): sorts the rows */
  char        *name;
  const char  *kind;
  gint64       rate_bp;
  KontorVatSum sum;
} KontorVatEntry;

static void
entry_free (gpointer data)
{
  KontorVatEntry *entry = data;

  g_free (entry->key);
  g_free (entry->name);
  g_free (entry);
}

static KontorVatEntry *
entry_for (GHashTable *entries, const char *name, const char *kind, gint64 rate_bp)
{
  g_autofree char *key = g_strdup_printf ("%s\t%06" G_GINT64_FORMAT "\t%s", name, rate_bp, kind);
  KontorVatEntry  *entry = g_hash_table_lookup (entries, key);

  if (entry != NULL)
    return entry;
  entry = g_new0 (KontorVatEntry, 1);
  entry->key = g_steal_pointer (&key);
  entry->name = g_strdup (name);
  entry->kind = kind;
  entry->rate_bp = rate_bp;
  g_hash_table_insert (entries, entry->key, entry);
  return entry;
}

static GHashTable *
new_entries (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, NULL, entry_free);
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const KontorVatEntry *const *first = a;
  const KontorVatEntry *const *second = b;

  return strcmp ((*first)->key, (*second)->key);
}

static GPtrArray *
sort_entries (GHashTable *entries)
{
  GPtrArray     *sorted = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer       entry;

  g_hash_table_iter_init (&iter, entries);
  while (g_hash_table_iter_next (&iter, NULL, &entry))
    g_ptr_array_add (sorted, entry);
  g_ptr_array_sort (sorted, compare_entries);
  return sorted;
}

static const char *
ec_kind (KontorSale sale)
{
  if (sale == KONTOR_SALE_UNION_GOODS)
    return "goods";
  return sale == KONTOR_SALE_UNION_SERVICE ? "service" : NULL;
}

/**
 * kontor_ec_sales_list:
 * @documents: (element-type KontorBooksDocument): issued in the period
 *
 * The recapitulative statement (Zusammenfassende Meldung, § 18a UStG): sales without VAT to
 * businesses in the EU by VAT id, goods and services apart.
 *
 * Returns: (transfer full): {"rows":[{"vat_id","kind","net_minor","base_euro","count"}…],
 * "net_minor"}; kind is "goods" or "service"
 */
KontorJson *
kontor_ec_sales_list (GPtrArray *documents)
{
  g_autoptr (GHashTable) entries = new_entries ();
  g_autoptr (GPtrArray) sorted = NULL;
  KontorJson *answer = kontor_json_new_object ();
  KontorJson *rows = kontor_json_new_array ();
  gint64      total = 0;

  for (guint i = 0; i < documents->len; i++)
    {
      const KontorBooksDocument *document = g_ptr_array_index (documents, i);

      for (guint t = 0; t < document->taxes->len; t++)
        {
          const KontorBooksTax *tax = &g_array_index (document->taxes, KontorBooksTax, t);

          if (ec_kind (tax->sale) != NULL)
            add_to (
              &entry_for (entries, document->vat_id, ec_kind (tax->sale), 0)->sum, document, tax);
        }
    }
  sorted = sort_entries (entries);
  for (guint i = 0; i < sorted->len; i++)
    {
      const KontorVatEntry *entry = g_ptr_array_index (sorted, i);
      KontorJson           *row = kontor_json_new_object ();

      kontor_json_set_string (row, "vat_id", entry->name);
      kontor_json_set_string (row, "kind", entry->kind);
      kontor_json_set_integer (row, "net_minor", entry->sum.net_minor);
      kontor_json_set_integer (row, "base_euro", entry->sum.net_minor / 100);
      kontor_json_set_integer (row, "count", entry->sum.count);
      kontor_json_append (rows, row);
      total += entry->sum.net_minor;
    }
  kontor_json_set (answer, "rows", rows);
  kontor_json_set_integer (answer, "net_minor", total);
  return answer;
}

/**
 * kontor_oss_report:
 * @documents: (element-type KontorBooksDocument): issued in the period
 *
 * What is taxed where consumers live, by country and rate (§ 18j UStG).
 *
 * Returns: (transfer full): {"rows":[{"country","rate_bp","net_minor","tax_minor","count"}…],
 * "net_minor","tax_minor"}
 */
KontorJson *
kontor_oss_report (GPtrArray *documents)
{
  g_autoptr (GHashTable) entries = new_entries ();
  g_autoptr (GPtrArray) sorted = NULL;
  KontorJson  *answer = kontor_json_new_object ();
  KontorJson  *rows = kontor_json_new_array ();
  KontorVatSum total = { 0 };

  for (guint i = 0; i < documents->len; i++)
    {
      const KontorBooksDocument *document = g_ptr_array_index (documents, i);

      for (guint t = 0; t < document->taxes->len; t++)
        {
          const KontorBooksTax *tax = &g_array_index (document->taxes, KontorBooksTax, t);

          if (tax->sale == KONTOR_SALE_OSS)
            {
              add_to (
                &entry_for (entries, document->country, "", tax->rate_bp)->sum, document, tax);
              add_to (&total, document, tax);
            }
        }
    }
  sorted = sort_entries (entries);
  for (guint i = 0; i < sorted->len; i++)
    {
      const KontorVatEntry *entry = g_ptr_array_index (sorted, i);
      KontorJson           *row = kontor_json_new_object ();

      kontor_json_set_string (row, "country", entry->name);
      kontor_json_set_integer (row, "rate_bp", entry->rate_bp);
      kontor_json_set_integer (row, "net_minor", entry->sum.net_minor);
      kontor_json_set_integer (row, "tax_minor", entry->sum.tax_minor);
      kontor_json_set_integer (row, "count", entry->sum.count);
      kontor_json_append (rows, row);
    }
  kontor_json_set (answer, "rows", rows);
  kontor_json_set_integer (answer, "net_minor", total.net_minor);
  kontor_json_set_integer (answer, "tax_minor", total.tax_minor);
  return answer;
}

/**
 * kontor_distance_sales:
 * @documents: (element-type KontorBooksDocument): issued in a calendar year
 *
 * Returns: what consumers elsewhere in the EU bought, without VAT: the figure that the threshold of
 * § 3c Abs. 4 UStG is compared with
 */
gint64
kontor_distance_sales (GPtrArray *documents)
{
  gint64 sum = 0;

  for (guint i = 0; i < documents->len; i++)
    {
      const KontorBooksDocument *document = g_ptr_array_index (documents, i);

      for (guint t = 0; t < document->taxes->len; t++)
        {
          const KontorBooksTax *tax = &g_array_index (document->taxes, KontorBooksTax, t);

          if (tax->is_distance)
            sum += euros (document, tax->net_minor);
        }
    }
  return sum;
}
