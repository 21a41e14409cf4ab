/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-bank.h"
#include "kontor-matching.h"
#include "kontor-number.h"

/* The statements of ../shared/finance/camt and what expected.json says of each entry. */

static char *
shared_path (const char *name)
{
  g_assert_nonnull (g_getenv ("KONTOR_SHARED"));
  return g_build_filename (g_getenv ("KONTOR_SHARED"), "finance", "camt", name, NULL);
}

static KontorJson *
load_expected (void)
{
  g_autofree char *path = shared_path ("expected.json");
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  KontorJson *json = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  json = kontor_json_parse (text, -1, &error);
  g_assert_no_error (error);
  return json;
}

static KontorJson *
load_entries (const char *name)
{
  g_autofree char *path = shared_path (name);
  char            *text = NULL;
  gsize            length = 0;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (KontorJson) file = NULL;
  const KontorJson *statement = NULL;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  bytes = g_bytes_new_take (text, length);
  file = kontor_bank_read (bytes, NULL, &error);
  g_assert_no_error (error);
  statement = kontor_json_at (kontor_json_get_array (file, "statements"), 0);
  g_assert_cmpstr (kontor_json_get_string (statement, "note", NULL), ==, "");
  return kontor_json_ref ((KontorJson *) kontor_json_get_array (statement, "entries"));
}

static gint64
read_minor (const KontorJson *text)
{
  g_autoptr (GError) error = NULL;
  gint64 minor = 0;

  kontor_decimal_parse (kontor_json_string (text), 2, ".", &minor, &error);
  g_assert_no_error (error);
  return minor;
}

static GArray *
make_items (const KontorJson *expected)
{
  const KontorJson *list = kontor_json_get_array (expected, "open_items");
  GArray           *items = g_array_new (FALSE, TRUE, sizeof (KontorOpenItem));

  g_assert_cmpuint (kontor_json_length (list), >, 0);
  for (guint i = 0; i < kontor_json_length (list); i++)
    {
      const KontorJson *row = kontor_json_at (list, i);
      KontorOpenItem    item = { .number = kontor_json_string (kontor_json_at (row, 0)),
                                 .name = kontor_json_string (kontor_json_at (row, 2)),
                                 .currency = "EUR" };

      item.open_minor = read_minor (kontor_json_at (row, 1));
      g_array_append_val (items, item);
    }
  return items;
}

static KontorBankLine
make_line (const KontorJson *entry)
{
  return (KontorBankLine){
    .amount_minor = kontor_json_get_integer (entry, "amount_minor", 0),
    .currency = kontor_json_get_string (entry, "currency", ""),
    .name = kontor_json_get_string (entry, "name", ""),
    .iban = kontor_json_get_string (entry, "iban", ""),
    .purpose = kontor_json_get_string (entry, "purpose", ""),
    .end_to_end = kontor_json_get_string (entry, "end_to_end", ""),
    .structured = kontor_json_get_string (entry, "structured", ""),
    .is_return = kontor_json_get_boolean (entry, "is_return", FALSE),
    .booked_on = kontor_json_get_integer (entry, "booked_on", 0),
  };
}

/* expected.json says refunds as what we paid. */
static gint64
get_written (const KontorMatch *match, const KontorMatchShare *share)
{
  return match->kind == KONTOR_MATCH_REFUND ? -share->amount_minor : share->amount_minor;
}

static void
check_match (const KontorMatch *match, const KontorJson *wanted, GArray *items)
{
  const KontorJson *shares = kontor_json_get_array (wanted, "match");

  g_assert_cmpstr (
    kontor_match_kind_to_name (match->kind), ==, kontor_json_get_string (wanted, "kind", NULL));
  g_assert_cmpint (match->is_automatic, ==, kontor_json_get_boolean (wanted, "auto", FALSE));
  g_assert_cmpuint (match->shares->len, ==, kontor_json_length (shares));
  for (guint i = 0; i < match->shares->len; i++)
    {
      const KontorMatchShare *share = &g_array_index (match->shares, KontorMatchShare, i);
      KontorOpenItem         *item = &g_array_index (items, KontorOpenItem, share->item);
      const KontorJson       *row = kontor_json_at (shares, i);

      g_assert_cmpstr (item->number, ==, kontor_json_string (kontor_json_at (row, 0)));
      g_assert_cmpint (get_written (match, share), ==, read_minor (kontor_json_at (row, 1)));
      item->open_minor -= share->amount_minor;
      item->paid_minor += share->amount_minor;
      if (kontor_json_has (wanted, "rest"))
        g_assert_cmpint (item->open_minor, ==, read_minor (kontor_json_get (wanted, "rest")));
    }
  if (kontor_json_has (wanted, "over"))
    g_assert_cmpint (match->over_minor, ==, read_minor (kontor_json_get (wanted, "over")));
  if (kontor_json_has (wanted, "fee"))
    g_assert_cmpint (match->fee_minor, ==, read_minor (kontor_json_get (wanted, "fee")));
}

static void
test_expected (gconstpointer name)
{
  g_autoptr (KontorJson) expected = load_expected ();
  g_autoptr (KontorJson) entries = load_entries (name);
  g_autoptr (GArray) items = make_items (expected);
  const KontorJson *list = kontor_json_get_array (expected, "expected");
  guint             n = 0;

  g_assert_cmpuint (kontor_json_length (list), ==, 11);
  for (guint i = 0; i < kontor_json_length (list); i++)
    {
      const KontorJson *wanted = kontor_json_at (list, i);
      const KontorJson *parts = kontor_json_get_array (wanted, "tx");

      for (guint j = 0; j < MAX (kontor_json_length (parts), 1); j++)
        {
          KontorBankLine line = make_line (kontor_json_at (entries, n++));
          g_autoptr (KontorMatcher) matcher = kontor_matcher_new (
            (const KontorOpenItem *) (gpointer) items->data, items->len);
          g_autoptr (KontorMatch) match = kontor_matcher_find (matcher, &line);

          check_match (match, parts != NULL ? kontor_json_at (parts, j) : wanted, items);
        }
    }
  g_assert_cmpuint (n, ==, kontor_json_length (entries));
}

/* --- single rules --- */

static const char *const berg_ibans[] = { "DE02100500000054540402", NULL };

static const KontorOpenItem items[] = {
  { .number = "RE-2026-0001",
    .name = "Berg AG",
    .currency = "EUR",
    .open_minor = 10000,
    .discount_minor = 200,
    .discount_until = 100,
    .ibans = berg_ibans },
  { .number = "RE-2026-0010", .name = "Tal GmbH", .currency = "EUR", .open_minor = 25000 },
  { .number = "RE-2026-0011", .name = "Tal GmbH", .currency = "EUR", .open_minor = 25000 },
  { .number = "GS-2026-0001", .name = "Tal GmbH", .currency = "EUR", .open_minor = -5000 },
  { .number = "RE-2026-0012", .name = "Alt KG", .currency = "EUR", .paid_minor = 7000 },
  { .number = "L-77/2026",
    .name = "Lieferant Müller",
    .currency = "EUR",
    .open_minor = -3000,
    .is_incoming = TRUE },
  { .number = "L-78/2026",
    .name = "Lieferant Schulz",
    .currency = "EUR",
    .open_minor = -10000,
    .discount_minor = 300,
    .discount_until = 100,
    .is_incoming = TRUE },
  { .number = "L-79/2026",
    .name = "Lieferant Schulz",
    .currency = "EUR",
    .open_minor = -10000,
    .discount_minor = 300,
    .discount_until = 100,
    .is_ordered = TRUE,
    .is_incoming = TRUE },
  { .number = "RE-2026-0013", .name = "US Corp", .currency = "USD", .open_minor = 4200 },
};

static const struct
{
  const char     *title;
  KontorBankLine  line;
  KontorMatchKind kind;
  gboolean        is_automatic;
  guint           n_shares;
  gint64          first_minor;
} cases[] = {
  { "a longer number is another",
    { .amount_minor = 10000, .purpose = "RE-2026-00010" },
    KONTOR_MATCH_NONE,
    FALSE,
    0,
    0 },
  { "in time the difference is discount",
    { .amount_minor = 9800, .purpose = "RE-2026-0001", .booked_on = 100 },
    KONTOR_MATCH_DISCOUNT,
    FALSE,
    1,
    9800 },
  { "too late it is a part",
    { .amount_minor = 9800, .purpose = "RE-2026-0001", .booked_on = 101 },
    KONTOR_MATCH_PARTIAL,
    TRUE,
    1,
    9800 },
  { "a supplier's discount, in time",
    { .amount_minor = -9700, .purpose = "L-78/2026", .booked_on = 100 },
    KONTOR_MATCH_DISCOUNT,
    FALSE,
    1,
    -9700 },
  { "a supplier's discount, too late",
    { .amount_minor = -9700, .purpose = "L-78/2026", .booked_on = 101 },
    KONTOR_MATCH_PARTIAL,
    TRUE,
    1,
    -9700 },
  { "ordered in time, and booked later",
    { .amount_minor = -9700, .purpose = "L-79/2026", .booked_on = 103 },
    KONTOR_MATCH_DISCOUNT,
    FALSE,
    1,
    -9700 },
  { "more was kept back than was agreed",
    { .amount_minor = -9699, .purpose = "L-79/2026", .booked_on = 99 },
    KONTOR_MATCH_PARTIAL,
    TRUE,
    1,
    -9699 },
  { "a small part is looked at",
    { .amount_minor = 499, .purpose = "RE-2026-0001" },
    KONTOR_MATCH_PARTIAL,
    FALSE,
    1,
    499 },
  { "letters for digits",
    { .amount_minor = 10000, .purpose = "RE-2O26-OOO1" },
    KONTOR_MATCH_FULL,
    FALSE,
    1,
    10000 },
  { "the end of the number",
    { .amount_minor = 10000, .purpose = "Rechnung 0001" },
    KONTOR_MATCH_FULL,
    FALSE,
    1,
    10000 },
  { "another series is not meant",
    { .amount_minor = 10000, .purpose = "XX-2026-0001" },
    KONTOR_MATCH_NONE,
    FALSE,
    0,
    0 },
  { "less a credit note",
    { .amount_minor = 20000, .purpose = "RE-2026-0010 abzgl. GS-2026-0001" },
    KONTOR_MATCH_FULL,
    TRUE,
    2,
    25000 },
  { "two that don't add up",
    { .amount_minor = 30000, .purpose = "RE-2026-0010 RE-2026-0011" },
    KONTOR_MATCH_PARTIAL,
    FALSE,
    2,
    25000 },
  { "an account that is known",
    { .amount_minor = 10000, .purpose = "danke", .iban = "DE02100500000054540402" },
    KONTOR_MATCH_FULL,
    FALSE,
    1,
    10000 },
  { "a name that two have",
    { .amount_minor = 25000, .purpose = "danke", .name = "TAL GMBH" },
    KONTOR_MATCH_NONE,
    FALSE,
    0,
    0 },
  { "paid twice",
    { .amount_minor = 7000, .purpose = "RE-2026-0012" },
    KONTOR_MATCH_OVERPAID,
    FALSE,
    0,
    0 },
  { "another currency",
    { .amount_minor = 4200, .purpose = "RE-2026-0013" },
    KONTOR_MATCH_NONE,
    FALSE,
    0,
    0 },
  { "we paid a supplier",
    { .amount_minor = -3000, .purpose = "L-77/2026" },
    KONTOR_MATCH_FULL,
    TRUE,
    1,
    -3000 },
  { "went back with a fee",
    { .amount_minor = -7350, .purpose = "RE-2026-0012", .is_return = TRUE },
    KONTOR_MATCH_RETURN,
    FALSE,
    1,
    -7000 },
  { "went back, but never came",
    { .amount_minor = -10000, .purpose = "RE-2026-0001", .is_return = TRUE },
    KONTOR_MATCH_RETURN,
    FALSE,
    0,
    0 },
  { "a provider",
    { .amount_minor = 10000, .purpose = "RE-2026-0001", .name = "PayPal Europe" },
    KONTOR_MATCH_PAYOUT,
    FALSE,
    0,
    0 },
  { "a customer called so",
    { .amount_minor = 10000, .purpose = "RE-2026-0001", .name = "Stripes AG" },
    KONTOR_MATCH_FULL,
    TRUE,
    1,
    10000 },
};

static void
test_rules (void)
{
  g_autoptr (KontorMatcher) matcher = kontor_matcher_new (items, G_N_ELEMENTS (items));

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      KontorBankLine line = cases[i].line;
      g_autoptr (KontorMatch) match = NULL;
      g_autofree char *words = NULL;

      g_test_message ("%s", cases[i].title);
      line.currency = "EUR";
      match = kontor_matcher_find (matcher, &line);
      words = kontor_match_dup_explanation (match);
      g_assert_cmpint (match->kind, ==, cases[i].kind);
      g_assert_cmpint (match->is_automatic, ==, cases[i].is_automatic);
      g_assert_cmpuint (match->shares->len, ==, cases[i].n_shares);
      g_assert_cmpstr (words, !=, "");
      if (cases[i].n_shares > 0)
        g_assert_cmpint (g_array_index (match->shares, KontorMatchShare, 0).amount_minor,
                         ==,
                         cases[i].first_minor);
    }
}

/* Whatever the words are, no more is given away than came. */
static void
test_bounds (void)
{
  g_autoptr (KontorMatcher) matcher = kontor_matcher_new (items, G_N_ELEMENTS (items));
  g_autoptr (GRand) random = g_rand_new_with_seed (4711);
  static const char *const words[] = { "RE-2026-0001", "RE20260010", "2026-0011",
                                       "GS 2026 0001", "0012",       "RE-2O26-0001",
                                       "L-77/2026",    "danke",      "RF" };

  for (guint i = 0; i < 5000; i++)
    {
      g_autofree char *purpose = g_strjoin (" ",
                                            words[g_rand_int_range (random, 0, 9)],
                                            words[g_rand_int_range (random, 0, 9)],
                                            words[g_rand_int_range (random, 0, 9)],
                                            NULL);
      KontorBankLine   line = { .amount_minor = g_rand_int_range (random, -60000, 60000),
                                .currency = "EUR",
                                .purpose = purpose,
                                .is_return = g_rand_int_range (random, 0, 9) == 0 };
      g_autoptr (KontorMatch) match = kontor_matcher_find (matcher, &line);
      gint64 sum = match->over_minor - match->fee_minor;

      for (guint j = 0; j < match->shares->len; j++)
        sum += g_array_index (match->shares, KontorMatchShare, j).amount_minor;
      if (match->shares->len > 0)
        g_assert_cmpint (sum, ==, line.amount_minor);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/matching/expected-v02", "camt053_v02_shared.xml", test_expected);
  g_test_add_data_func ("/matching/expected-v08", "camt053_v08_shared.xml", test_expected);
  g_test_add_func ("/matching/rules", test_rules);
  g_test_add_func ("/matching/bounds", test_bounds);
  return g_test_run ();
}
