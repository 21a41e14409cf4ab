/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-matching.h"

#include <string.h>

#include "kontor-iban.h"

#define LEAST_PLAIN_DIGITS 6 /* of a number without its series: "20260005" */
#define LEAST_SHORT_DIGITS 3 /* without the year too: "0005" */
#define MOST_FEE_MINOR 5000  /* a bank takes less for a return */
#define SMALL_PART 20        /* below a twentieth of what is open a person looks first */
#define MOST_SHARES 200

/* An item with the ways to write its number, from the surest to the least sure. */
typedef struct
{
  const KontorOpenItem *item;
  char                 *full;      /* RE20260001 */
  char                 *plain;     /* (nullable): 20260001 */
  char                 *brief;     /* (nullable): 0001 */
  char                 *alike;     /* RE20260001 with O as 0 and I as 1 */
  char                 *reference; /* (nullable): RF88RE20260010 */
  char                 *name;
} KontorPrepared;

struct _KontorMatcher
{
  GArray *prepared; /* (owned) (element-type KontorPrepared) */
};

/* What a line says, in the letters of the numbers. */
typedef struct
{
  char   *normal;
  char   *squeezed;
  char   *alike;
  GArray *places; /* of the squeezed characters in normal */
  char   *end_to_end;
  char   *structured;
  char   *name;
} KontorWords;

typedef struct
{
  guint              item;
  KontorMatchReasons by;
} KontorFind;

static void
clear_prepared (gpointer data)
{
  KontorPrepared *self = data;

  g_free (self->full);
  g_free (self->plain);
  g_free (self->brief);
  g_free (self->alike);
  g_free (self->reference);
  g_free (self->name);
}

static void
clear_words (KontorWords *self)
{
  g_free (self->normal);
  g_free (self->squeezed);
  g_free (self->alike);
  g_clear_pointer (&self->places, g_array_unref);
  g_free (self->end_to_end);
  g_free (self->structured);
  g_free (self->name);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KontorWords, clear_words)

static char *
make_alike (const char *squeezed)
{
  char *text = g_strdup (squeezed);

  for (char *at = text; *at != '\0'; at++)
    if (*at == 'O')
      *at = '0';
    else if (*at == 'I' || *at == 'L')
      *at = '1';
  return text;
}

static char *
dup_squeezed (const char *text)
{
  g_autofree char *normal = kontor_bank_text_normalise (text);

  return kontor_bank_text_squeeze (normal, NULL);
}

static gboolean
is_digits (const char *text, gsize least)
{
  return strlen (text) >= least && strspn (text, "0123456789") == strlen (text);
}

/* --- the numbers of an item --- */

static void
prepare_number (KontorPrepared *self, const char *number)
{
  g_autofree char *normal = kontor_bank_text_normalise (number);
  const char      *last = normal;
  const char      *digits = NULL;

  self->full = kontor_bank_text_squeeze (normal, NULL);
  self->alike = make_alike (self->full);
  self->reference = kontor_creditor_reference_make (number);
  digits = self->full + strcspn (self->full, "0123456789");
  if (digits > self->full && is_digits (digits, LEAST_PLAIN_DIGITS))
    self->plain = g_strdup (digits);
  for (const char *at = normal; *at != '\0'; at++)
    if (!g_ascii_isalnum (*at))
      last = at + 1;
  if (last > normal && is_digits (last, LEAST_SHORT_DIGITS))
    self->brief = g_strdup (last);
}

/**
 * kontor_matcher_new:
 * @items: (array length=n_items): what is open, and what was paid not long ago; kept by the caller
 * @n_items: their number
 *
 * Returns: (transfer full): a matcher over them
 */
KontorMatcher *
kontor_matcher_new (const KontorOpenItem *items, guint n_items)
{
  KontorMatcher *self = g_new0 (KontorMatcher, 1);

  self->prepared = g_array_sized_new (FALSE, TRUE, sizeof (KontorPrepared), n_items);
  g_array_set_clear_func (self->prepared, clear_prepared);
  for (guint i = 0; i < n_items; i++)
    {
      KontorPrepared prepared = { .item = &items[i] };

      prepare_number (&prepared, items[i].number != NULL ? items[i].number : "");
      prepared.name = kontor_bank_text_normalise (items[i].name);
      g_array_append_val (self->prepared, prepared);
    }
  return self;
}

/**
 * kontor_matcher_free:
 * @self: (nullable) (transfer full): a matcher
 */
void
kontor_matcher_free (KontorMatcher *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->prepared);
  g_free (self);
}

/**
 * kontor_match_free:
 * @self: (nullable) (transfer full): a match
 */
void
kontor_match_free (KontorMatch *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->shares);
  g_free (self);
}

/* --- finding numbers in a text --- */

static gboolean
is_joined (char letter, gboolean digits_only)
{
  return digits_only ? g_ascii_isdigit (letter) : g_ascii_isalnum (letter);
}

/* Whether the number stands alone: "RE-2026-1" is not in "RE-2026-10". */
static gboolean
stands_alone (const KontorWords *words, gsize from, gsize length, gboolean is_plain)
{
  guint first = g_array_index (words->places, guint, from);
  guint last = g_array_index (words->places, guint, from + length - 1);
  char  before = first > 0 ? words->normal[first - 1] : ' ';
  char  after = words->normal[last + 1];

  if (is_joined (after, g_ascii_isdigit (words->normal[last])))
    return FALSE;
  if (is_plain)
    return !g_ascii_isalnum (before) && before != '-' && before != '/';
  return !is_joined (before, g_ascii_isdigit (words->normal[first]));
}

static gboolean
has_number (const KontorWords *words, const char *text, const char *key, gboolean is_plain)
{
  gsize length = key != NULL ? strlen (key) : 0;

  if (length < LEAST_SHORT_DIGITS)
    return FALSE;
  for (const char *at = strstr (text, key); at != NULL; at = strstr (at + 1, key))
    if (stands_alone (words, (gsize) (at - text), length, is_plain))
      return TRUE;
  return FALSE;
}

static gboolean
is_equal (const char *a, const char *b)
{
  return a != NULL && *a != '\0' && g_strcmp0 (a, b) == 0;
}

static KontorMatchReasons
find_number (const KontorPrepared *prepared, const KontorWords *words)
{
  if (is_equal (prepared->reference, words->structured)
      || is_equal (prepared->full, words->end_to_end)
      || has_number (words, words->squeezed, prepared->reference, FALSE))
    return KONTOR_MATCH_BY_REFERENCE;
  if (has_number (words, words->squeezed, prepared->full, FALSE)
      || has_number (words, words->squeezed, prepared->plain, TRUE))
    return KONTOR_MATCH_BY_NUMBER;
  if (has_number (words, words->alike, prepared->alike, FALSE))
    return KONTOR_MATCH_BY_ALIKE;
  if (has_number (words, words->squeezed, prepared->brief, TRUE))
    return KONTOR_MATCH_BY_SHORT;
  return 0;
}

static gboolean
is_sure (KontorMatchReasons by)
{
  return (by & (KONTOR_MATCH_BY_REFERENCE | KONTOR_MATCH_BY_NUMBER)) != 0;
}

/* Sure numbers push out the others: "RE-2026-0001" is not also "0001" of another year. Without any,
 * what is not sure counts where the amount speaks for it. */
static void
keep_sure (const KontorMatcher *self, const KontorBankLine *line, GArray *finds)
{
  gboolean has_sure = FALSE;

  for (guint i = 0; i < finds->len; i++)
    has_sure = has_sure || is_sure (g_array_index (finds, KontorFind, i).by);
  for (guint i = finds->len; i > 0; i--)
    {
      const KontorFind     *find = &g_array_index (finds, KontorFind, i - 1);
      const KontorPrepared *prepared = &g_array_index (self->prepared, KontorPrepared, find->item);

      if (!is_sure (find->by) && (has_sure || prepared->item->open_minor != line->amount_minor))
        g_array_remove_index (finds, i - 1);
    }
}

static GArray *
find_numbers (const KontorMatcher *self, const KontorBankLine *line, const KontorWords *words)
{
  GArray *finds = g_array_new (FALSE, FALSE, sizeof (KontorFind));

  for (guint i = 0; i < self->prepared->len && finds->len < MOST_SHARES; i++)
    {
      const KontorPrepared *prepared = &g_array_index (self->prepared, KontorPrepared, i);
      KontorFind            find = { i, 0 };

      if (g_strcmp0 (prepared->item->currency, line->currency) == 0)
        find.by = find_number (prepared, words);
      if (find.by != 0)
        g_array_append_val (finds, find);
    }
  keep_sure (self, line, finds);
  return finds;
}

static void
read_words (KontorWords *words, const KontorBankLine *line)
{
  words->normal = kontor_bank_text_normalise (line->purpose);
  words->places = g_array_new (FALSE, FALSE, sizeof (guint));
  words->squeezed = kontor_bank_text_squeeze (words->normal, words->places);
  words->alike = make_alike (words->squeezed);
  words->end_to_end = dup_squeezed (line->end_to_end);
  words->structured = dup_squeezed (line->structured);
  words->name = kontor_bank_text_normalise (line->name);
}

/* --- providers of payments --- */

static const char *const providers[] = {
  "STRIPE", "PAYPAL", "KLARNA",          "MOLLIE",           "ADYEN",
  "SUMUP",  "UNZER",  "AMAZON PAYMENTS", "SHOPIFY PAYMENTS",
};

static gboolean
is_provider (const KontorWords *words)
{
  for (guint i = 0; i < G_N_ELEMENTS (providers); i++)
    {
      gsize length = strlen (providers[i]);

      if (g_str_has_prefix (words->name, providers[i]) && !g_ascii_isalnum (words->name[length]))
        return TRUE;
    }
  return FALSE;
}

/* --- what follows from the numbers --- */

static const KontorPrepared *
get_prepared (const KontorMatcher *self, guint index)
{
  return &g_array_index (self->prepared, KontorPrepared, index);
}

static void
add_share (KontorMatch *match, guint item, gint64 amount_minor)
{
  KontorMatchShare share = { item, amount_minor };

  g_array_append_val (match->shares, share);
}

static gboolean
knows_account (const KontorOpenItem *item, const char *iban)
{
  for (guint i = 0; iban != NULL && *iban != '\0' && item->ibans != NULL && item->ibans[i] != NULL;
       i++)
    if (g_str_equal (item->ibans[i], iban))
      return TRUE;
  return FALSE;
}

static KontorMatchReasons
find_payer (const KontorPrepared *prepared, const KontorBankLine *line, const KontorWords *words)
{
  KontorMatchReasons by = 0;

  if (knows_account (prepared->item, line->iban))
    by |= KONTOR_MATCH_BY_ACCOUNT;
  if (kontor_bank_names_alike (prepared->name, words->name))
    by |= KONTOR_MATCH_BY_NAME;
  return by;
}

/* Outgoing money makes what we owe a number above zero, so that one rule does for both. */
static gint64
get_sign (const KontorBankLine *line)
{
  return line->amount_minor < 0 ? -1 : 1;
}

static void
set_settling (KontorMatch *match, const KontorMatcher *self, const KontorBankLine *line)
{
  const KontorMatchShare *first = &g_array_index (match->shares, KontorMatchShare, 0);

  match->kind = line->amount_minor < 0 && !get_prepared (self, first->item)->item->is_incoming
                  ? KONTOR_MATCH_REFUND
                  : KONTOR_MATCH_FULL;
  match->reasons |= KONTOR_MATCH_BY_AMOUNT;
}

/* All numbers together are what was paid; credit notes count against it. */
static gboolean
match_sum (const KontorMatcher  *self,
           const KontorBankLine *line,
           const GArray         *finds,
           KontorMatch          *match)
{
  gint64             sum = 0;
  KontorMatchReasons by = 0;
  gboolean           sure = TRUE;

  for (guint i = 0; i < finds->len; i++)
    {
      const KontorFind *find = &g_array_index (finds, KontorFind, i);

      if (__builtin_add_overflow (sum, get_prepared (self, find->item)->item->open_minor, &sum))
        return FALSE;
      by |= find->by;
      sure = sure && is_sure (find->by);
    }
  if (sum != line->amount_minor)
    return FALSE;

  for (guint i = 0; i < finds->len; i++)
    {
      guint  item = g_array_index (finds, KontorFind, i).item;
      gint64 open_minor = get_prepared (self, item)->item->open_minor;

      if (open_minor != 0)
        add_share (match, item, open_minor);
    }
  match->reasons |= by | (match->shares->len > 1 ? KONTOR_MATCH_BY_SUM : 0);
  match->is_automatic = sure;
  match->score = sure ? 100 : 70;
  set_settling (match, self, line);
  return TRUE;
}

static void
match_less (const KontorOpenItem *item,
            const KontorBankLine *line,
            gint64                open_minor,
            gint64                amount_minor,
            KontorMatch          *match)
{
  gint64 missing = open_minor - amount_minor;

  if (missing <= item->discount_minor
      && (item->is_ordered || line->booked_on <= item->discount_until))
    {
      match->kind = KONTOR_MATCH_DISCOUNT;
      match->reasons |= item->is_ordered ? KONTOR_MATCH_BY_ORDER : KONTOR_MATCH_IN_TIME;
      match->discount_minor = get_sign (line) * missing;
      match->is_automatic = FALSE;
      match->score = 90;
      return;
    }

  match->kind = KONTOR_MATCH_PARTIAL;
  match->score = 80;
  if (amount_minor < open_minor / SMALL_PART)
    {
      match->reasons |= KONTOR_MATCH_IS_SMALL;
      match->is_automatic = FALSE;
    }
}

static void
match_one (const KontorMatcher  *self,
           const KontorBankLine *line,
           const KontorFind     *find,
           KontorMatch          *match)
{
  const KontorOpenItem *item = get_prepared (self, find->item)->item;
  gint64                sign = get_sign (line);
  gint64                open_minor = sign * item->open_minor;
  gint64                amount_minor = sign * line->amount_minor;

  match->reasons |= find->by;
  match->is_automatic = is_sure (find->by);
  if (open_minor > amount_minor)
    {
      add_share (match, find->item, line->amount_minor);
      match_less (item, line, open_minor, amount_minor, match);
      return;
    }

  match->kind = KONTOR_MATCH_OVERPAID;
  match->is_automatic = FALSE;
  match->score = 70;
  match->over_minor = sign * (amount_minor - MAX (open_minor, 0));
  if (open_minor > 0)
    add_share (match, find->item, item->open_minor);
  else
    match->reasons |= KONTOR_MATCH_IS_SETTLED;
}

/* Numbers that don't add up: filled in their order, for a person to look at. */
static void
match_several (const KontorMatcher  *self,
               const KontorBankLine *line,
               const GArray         *finds,
               KontorMatch          *match)
{
  gint64 sign = get_sign (line);
  gint64 rest = sign * line->amount_minor;

  for (guint i = 0; i < finds->len; i++)
    {
      const KontorFind *find = &g_array_index (finds, KontorFind, i);
      gint64            open_minor = sign * get_prepared (self, find->item)->item->open_minor;
      gint64            part = MIN (open_minor, rest);

      match->reasons |= find->by;
      if (part <= 0)
        continue;
      add_share (match, find->item, sign * part);
      rest -= part;
    }
  match->reasons |= KONTOR_MATCH_IS_UNCERTAIN;
  match->score = 50;
  match->over_minor = sign * rest;
  match->kind = rest > 0 ? KONTOR_MATCH_OVERPAID : KONTOR_MATCH_PARTIAL;
}

/* An item is a candidate when something is open in the direction of the money, or when it is all
 * that the text names. */
static void
keep_open (const KontorMatcher *self, const KontorBankLine *line, GArray *finds)
{
  gboolean has_open = FALSE;
  gint64   sign = get_sign (line);

  for (guint i = 0; i < finds->len; i++)
    has_open = has_open
               || sign
                      * get_prepared (self, g_array_index (finds, KontorFind, i).item)
                          ->item->open_minor
                    > 0;
  for (guint i = finds->len; i > 0; i--)
    {
      const KontorOpenItem *item
        = get_prepared (self, g_array_index (finds, KontorFind, i - 1).item)->item;

      if (has_open ? item->open_minor == 0 : item->is_incoming)
        g_array_remove_index (finds, i - 1);
    }
}

static gboolean
match_numbers (const KontorMatcher  *self,
               const KontorBankLine *line,
               const KontorWords    *words,
               GArray               *finds,
               KontorMatch          *match)
{
  keep_open (self, line, finds);
  if (finds->len == 0)
    return FALSE;

  if (!match_sum (self, line, finds, match))
    {
      if (finds->len == 1)
        match_one (self, line, &g_array_index (finds, KontorFind, 0), match);
      else
        match_several (self, line, finds, match);
    }
  for (guint i = 0; i < finds->len; i++)
    match->reasons |= find_payer (
      get_prepared (self, g_array_index (finds, KontorFind, i).item), line, words);
  return TRUE;
}

/* Money that went back: the invoice is open again, and what the bank took on top is its fee. */
static void
match_return (const KontorMatcher  *self,
              const KontorBankLine *line,
              const GArray         *finds,
              KontorMatch          *match)
{
  match->kind = KONTOR_MATCH_RETURN;
  match->reasons |= KONTOR_MATCH_BY_RETURN;
  for (guint i = 0; i < finds->len; i++)
    {
      const KontorFind     *find = &g_array_index (finds, KontorFind, i);
      const KontorOpenItem *item = get_prepared (self, find->item)->item;
      gint64                back = MIN (item->paid_minor, -line->amount_minor);

      if (back <= 0 || -line->amount_minor - back > MOST_FEE_MINOR)
        continue;
      add_share (match, find->item, -back);
      match->fee_minor = -line->amount_minor - back;
      match->reasons |= find->by;
      match->score = 80;
      return;
    }
}

/* --- without a number --- */

static guint
count_amount (const KontorMatcher *self, const KontorBankLine *line)
{
  guint n = 0;

  for (guint i = 0; i < self->prepared->len; i++)
    {
      const KontorOpenItem *item = get_prepared (self, i)->item;

      n += item->open_minor == line->amount_minor
           && g_strcmp0 (item->currency, line->currency) == 0;
    }
  return n;
}

static void
match_amount (const KontorMatcher  *self,
              const KontorBankLine *line,
              const KontorWords    *words,
              KontorMatch          *match)
{
  guint              n_same = count_amount (self, line);
  guint              n_known = 0;
  guint              best = 0;
  KontorMatchReasons by = 0;

  for (guint i = 0; n_same > 0 && i < self->prepared->len; i++)
    {
      const KontorPrepared *prepared = get_prepared (self, i);
      KontorMatchReasons    payer = 0;

      if (prepared->item->open_minor != line->amount_minor
          || g_strcmp0 (prepared->item->currency, line->currency) != 0)
        continue;
      payer = find_payer (prepared, line, words);
      if (payer == 0)
        continue;
      n_known++;
      best = i;
      by = payer;
    }
  if (n_known != 1)
    return;

  add_share (match, best, line->amount_minor);
  set_settling (match, self, line);
  match->reasons |= by;
  match->score = (by & KONTOR_MATCH_BY_ACCOUNT) != 0 ? 65 : 45;
}

/**
 * kontor_matcher_find:
 * @self: a matcher
 * @line: a line of a statement
 *
 * Looks for what the line pays. Sure numbers with the right amount may be booked without being
 * looked at; everything else is a suggestion.
 *
 * Returns: (transfer full): what was found, of %KONTOR_MATCH_NONE when that is nothing
 */
KontorMatch *
kontor_matcher_find (const KontorMatcher *self, const KontorBankLine *line)
{
  g_auto (KontorWords) words = { 0 };
  g_autoptr (GArray) finds = NULL;
  KontorMatch *match = NULL;

  g_return_val_if_fail (self != NULL && line != NULL, NULL);

  match = g_new0 (KontorMatch, 1);
  match->shares = g_array_new (FALSE, FALSE, sizeof (KontorMatchShare));
  if (line->amount_minor == 0 || line->amount_minor == G_MININT64)
    return match;

  read_words (&words, line);
  finds = find_numbers (self, line, &words);
  if (line->is_return && line->amount_minor < 0)
    match_return (self, line, finds, match);
  else if (is_provider (&words))
    {
      match->kind = KONTOR_MATCH_PAYOUT;
      match->reasons = KONTOR_MATCH_BY_PROVIDER;
      match->score = 60;
    }
  else if (!match_numbers (self, line, &words, finds, match))
    match_amount (self, line, &words, match);
  return match;
}
