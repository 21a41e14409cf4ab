/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-dunning.h"
#include "kontor-payment-query.h"
#include "kontor-query-private.h"
#include "kontor-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_UNMATCHED 100000

/* dunning.undo notes on each invoice that the letter was not sent (dunning.c). */
#define IS_UNDONE                                                                                  \
  "EXISTS (SELECT 1 FROM invoice_event AS u WHERE u.invoice_uid = l.invoice_uid"                   \
  " AND u.kind = 'note' AND u.data LIKE '%\"dunning\":\"' || d.number || '\"%')"

/* The last letter about an invoice that stands, and the newest word about holding it back. */
#define LAST_LETTER                                                                                \
  "SELECT d.id FROM dunning AS d JOIN dunning_line AS l ON l.dunning_uid = d.uid"                  \
  " WHERE l.invoice_uid = i.uid AND NOT " IS_UNDONE                                                \
  " ORDER BY d.level DESC, d.made_on DESC, d.id DESC LIMIT 1"
#define LAST_HOLD                                                                                  \
  "SELECT e.id FROM invoice_event AS e WHERE e.invoice_uid = i.uid"                                \
  " AND e.kind IN ('disputed', 'settled', 'blocked', 'unblocked')"                                 \
  " ORDER BY e.happened_at DESC, e.uid DESC LIMIT 1"

/* Overdue invoices of a day, whatever becomes of them. An invoice of a customer with an open credit
 * waits until that is settled. */
#define SELECT_OVERDUE                                                                             \
  "SELECT i.uid, i.number, i.customer_uid, i.customer_name, c.kind, i.issued_on, i.due_on,"        \
  " i.currency, i.gross_minor, k.open_minor, coalesce (d.level, -1), coalesce (d.made_on, 0),"     \
  " d.number, h.kind, h.happened_at, h.author_name, h.data,"                                       \
  " EXISTS (SELECT 1 FROM invoice AS x JOIN derived_invoice_key AS y ON y.id = x.id"               \
  " WHERE x.customer_uid = i.customer_uid AND y.open_minor < 0)"                                   \
  " FROM derived_invoice_key AS k JOIN invoice AS i ON i.id = k.id"                                \
  " LEFT JOIN customer AS c ON c.uid = i.customer_uid"                                             \
  " LEFT JOIN dunning AS d ON d.id = (" LAST_LETTER ")"                                            \
  " LEFT JOIN invoice_event AS h ON h.id = (" LAST_HOLD ")"                                        \
  " WHERE k.open_minor > 0 AND k.open_minor <> 0 AND i.due_on < ?1"                                \
  " ORDER BY i.customer_name, i.customer_uid, i.currency, i.due_on, i.number"
#define OVERDUE_SPEC                                                                               \
  "u:invoice t:number u:customer t:customer_name t:customer_kind i:issued_on i:due_on t:currency"  \
  " i:gross_minor i:open_minor i:last_level i:last_on t:last_number t:hold i:hold_at t:hold_by"    \
  " j:hold_data b:has_credit"

/* The day up to which the banks were asked. */
static gboolean
read_known_until (KontorDatabase *database, gint64 *day, GError **error)
{
  g_autoptr (KontorJson) row = kontor_query_row (
    database, "SELECT max (s.to_on) FROM bank_statement AS s", "i:day", error, KONTOR_NO_VALUES);

  if (row == NULL)
    return FALSE;
  *day = kontor_json_get_integer (row, "day", -1);
  return TRUE;
}

static char *
say_stale (gint64 known_until, gint64 day)
{
  g_autofree char *text = NULL;

  if (known_until < 0)
    return g_strdup (_ ("No bank statement was imported yet: nobody is reminded before it is known "
                        "who paid."));
  if (day - known_until <= KONTOR_DUNNING_STALE_DAYS)
    return NULL;
  text = kontor_day_format_iso (known_until);
  /* Translators: a day */
  return g_strdup_printf (
    _ ("The last bank statement ends on %s: import a newer one before anybody "
       "is reminded."),
    text);
}

/* Interest goes on with the last base rate when nobody wrote down a newer one: that is said. */
static char *
say_unknown_rate (const KontorFinanceRules *rules, const char *country, gint64 day)
{
  g_autofree char *text = NULL;
  gint64           end = 0;

  if (!kontor_finance_rules_find_base_rate_end (rules, country, &end))
    /* Translators: "%s" is the code of a country */
    return g_strdup_printf (_ ("The base rate for late payment is not known for %s: letters ask "
                               "for no interest."),
                            country);
  if (day <= end)
    return NULL;
  text = kontor_day_format_iso (end);
  /* Translators: a day */
  return g_strdup_printf (
    _ ("The base rate (§ 247 BGB) is known until %s; interest for the days after it is reckoned "
       "with the last one. Look up the new rate at the Bundesbank before letters go out."),
    text);
}

static gint64
read_number (const KontorJson *settings, const char *key, gint64 fallback)
{
  gint64 value = 0;

  return g_ascii_string_to_signed (
           kontor_json_get_string (settings, key, ""), 10, 0, 1000000, &value, NULL)
           ? value
           : fallback;
}

static KontorDunningTerms
read_terms (const KontorJson *settings)
{
  return (KontorDunningTerms){
    .grace_days = read_number (settings, "dunning_grace_days", 7),
    .least_minor = read_number (settings, "dunning_least_minor", 500),
    .fee_minor = read_number (settings, "dunning_fee_minor", 500),
  };
}

/* Invoices that an entry of the bank seems to pay, though nobody confirmed it. */
static GHashTable *
find_proposed (KontorDatabase *database, GError **error)
{
  g_autoptr (KontorJson) entries = kontor_query_proposed_matches (
    database, FALSE, MOST_UNMATCHED, error);
  GHashTable *set = NULL;

  if (entries == NULL)
    return NULL;
  set = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < kontor_json_length (entries); i++)
    {
      const KontorJson *shares = kontor_json_get_array (
        kontor_json_get_object (kontor_json_at (entries, i), "proposal"), "shares");

      for (guint j = 0; j < kontor_json_length (shares); j++)
        g_hash_table_add (
          set, g_strdup (kontor_json_get_string (kontor_json_at (shares, j), "invoice", "")));
    }
  return set;
}

/* --- letters --- */

typedef struct
{
  KontorFinanceRules *rules; /* (owned) */
  KontorDunningTerms  terms;
  const char         *country;
  gint64              day;
} KontorDunningRun;

static gboolean
is_business (const KontorJson *item)
{
  return g_str_equal (kontor_json_get_string (item, "customer_kind", ""), "company");
}

static gboolean
is_same_letter (const KontorJson *letter, const KontorJson *item)
{
  return letter != NULL
         && g_str_equal (kontor_json_get_string (letter, "customer", ""),
                         kontor_json_get_string (item, "customer", ""))
         && g_str_equal (kontor_json_get_string (letter, "customer_name", ""),
                         kontor_json_get_string (item, "customer_name", ""))
         && g_str_equal (kontor_json_get_string (letter, "currency", ""),
                         kontor_json_get_string (item, "currency", ""));
}

static KontorJson *
new_letter (const KontorJson *item)
{
  static const char *const texts[] = { "customer", "customer_name", "customer_kind", "currency" };
  KontorJson              *letter = kontor_json_new_object ();

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    kontor_json_set_string (letter, texts[i], kontor_json_get_string (item, texts[i], ""));
  kontor_json_set_integer (letter, "level", 0);
  kontor_json_set_integer (letter, "open_minor", 0);
  kontor_json_set_integer (letter, "interest_minor", 0);
  kontor_json_set (letter, "items", kontor_json_new_array ());
  return letter;
}

static void
add (KontorJson *object, const char *key, gint64 minor)
{
  kontor_json_set_integer (object, key, kontor_json_get_integer (object, key, 0) + minor);
}

static void
raise_to (KontorJson *object, const char *key, gint64 value)
{
  kontor_json_set_integer (object, key, MAX (value, kontor_json_get_integer (object, key, value)));
}

static void
add_item (const KontorDunningRun *run, KontorJson *letter, const KontorJson *from)
{
  static const char *const numbers[] = { "issued_on", "due_on", "gross_minor", "open_minor" };
  KontorJson              *item = kontor_json_new_object ();
  gint64                   last_level = kontor_json_get_integer (from, "last_level", -1);
  gint64                   open_minor = kontor_json_get_integer (from, "open_minor", 0);
  gint64                   interest = 0;

  kontor_dunning_interest (run->rules,
                           run->country,
                           open_minor,
                           kontor_json_get_integer (from, "due_on", 0),
                           run->day,
                           is_business (from),
                           &interest);
  kontor_json_set_string (item, "invoice", kontor_json_get_string (from, "invoice", ""));
  kontor_json_set_string (item, "number", kontor_json_get_string (from, "number", ""));
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    kontor_json_set_integer (item, numbers[i], kontor_json_get_integer (from, numbers[i], 0));
  kontor_json_set_integer (item, "interest_minor", interest);
  kontor_json_set_integer (item, "last_level", last_level);
  kontor_json_append ((KontorJson *) kontor_json_get_array (letter, "items"), item);
  add (letter, "open_minor", open_minor);
  add (letter, "interest_minor", interest);
  raise_to (letter, "level", last_level + 1);
}

/* Interest and fee belong to the level of the whole letter; the friendly one has none. */
static void
finish_letter (const KontorDunningRun *run, KontorJson *letter)
{
  KontorDunningCosts costs;

  kontor_dunning_costs (&run->terms,
                        (int) kontor_json_get_integer (letter, "level", 0),
                        is_business (letter),
                        kontor_json_get_integer (letter, "interest_minor", 0),
                        &costs);
  kontor_json_set_integer (letter, "interest_minor", costs.interest_minor);
  kontor_json_set_integer (letter, "fee_minor", costs.fee_minor);
  kontor_json_set_integer (letter, "lump_sum_minor", costs.lump_sum_minor);
}

/* --- what comes next --- */

/* The first day on which a letter about the invoice may go out. */
static gint64
find_next_day (const KontorDunningRun *run, const KontorJson *item)
{
  gint64 after = MAX (kontor_json_get_integer (item, "due_on", 0),
                      kontor_json_get_integer (item, "last_on", 0));

  return after + run->terms.grace_days + 1;
}

static const char *
find_next (const KontorDunningRun *run, const KontorJson *item, GHashTable *proposed)
{
  const char *hold = kontor_json_get_string (item, "hold", "");
  gint64      last_level = kontor_json_get_integer (item, "last_level", -1);

  if (g_str_equal (hold, "blocked") || g_str_equal (hold, "disputed"))
    return hold;
  if (kontor_json_get_boolean (item, "has_credit", FALSE))
    return "credit";
  if (g_hash_table_contains (proposed, kontor_json_get_string (item, "invoice", "")))
    return "matched";
  if (last_level >= KONTOR_DUNNING_MOST_LEVEL)
    return "done";
  return kontor_dunning_is_due (&run->terms,
                                kontor_json_get_integer (item, "due_on", 0),
                                kontor_json_get_integer (item, "last_on", 0),
                                (int) last_level,
                                run->day)
           ? "letter"
           : "waits";
}

static KontorJson *
new_group (const KontorJson *item)
{
  KontorJson *group = new_letter (item);

  kontor_json_set_integer (group, "level", -1);
  return group;
}

static void
add_to_group (const KontorDunningRun *run, KontorJson *group, KontorJson *item, KontorJson **letter)
{
  gint64 late = run->day - kontor_json_get_integer (item, "due_on", 0);

  kontor_json_set_integer (item, "days_late", late);
  kontor_json_set_integer (item, "next_on", find_next_day (run, item));
  kontor_json_append ((KontorJson *) kontor_json_get_array (group, "items"),
                      kontor_json_ref (item));
  add (group, "open_minor", kontor_json_get_integer (item, "open_minor", 0));
  raise_to (group, "level", kontor_json_get_integer (item, "last_level", -1));
  raise_to (group, "days_late", late);
  if (!g_str_equal (kontor_json_get_string (item, "next", ""), "letter"))
    return;
  if (*letter == NULL)
    *letter = new_letter (item);
  add_item (run, *letter, item);
}

/* What is not worth a letter waits until there is more. */
static void
finish_group (const KontorDunningRun *run, KontorJson *group, KontorJson *letter)
{
  g_autoptr (KontorJson) owned = letter;
  const KontorJson *items = kontor_json_get_array (group, "items");

  if (letter == NULL)
    return;
  if (kontor_json_get_integer (letter, "open_minor", 0) >= run->terms.least_minor)
    {
      finish_letter (run, letter);
      kontor_json_set (group, "letter", g_steal_pointer (&owned));
      return;
    }
  for (guint i = 0; i < kontor_json_length (items); i++)
    if (g_str_equal (kontor_json_get_string (kontor_json_at (items, i), "next", ""), "letter"))
      kontor_json_set_string ((KontorJson *) kontor_json_at (items, i), "next", "small");
}

static KontorJson *
make_groups (const KontorDunningRun *run, const KontorJson *overdue, GHashTable *proposed)
{
  KontorJson *groups = kontor_json_new_array ();
  KontorJson *group = NULL;
  KontorJson *letter = NULL;

  for (guint i = 0; i < kontor_json_length (overdue); i++)
    {
      KontorJson *item = (KontorJson *) kontor_json_at (overdue, i);

      if (!is_same_letter (group, item))
        {
          if (group != NULL)
            finish_group (run, group, g_steal_pointer (&letter));
          group = new_group (item);
          kontor_json_append (groups, group);
        }
      kontor_json_set_string (item, "next", find_next (run, item, proposed));
      add_to_group (run, group, item, &letter);
    }
  if (group != NULL)
    finish_group (run, group, g_steal_pointer (&letter));
  return groups;
}

static KontorJson *
collect_letters (const KontorJson *groups)
{
  KontorJson *letters = kontor_json_new_array ();

  for (guint i = 0; i < kontor_json_length (groups); i++)
    {
      const KontorJson *letter = kontor_json_get_object (kontor_json_at (groups, i), "letter");

      if (letter != NULL)
        kontor_json_append (letters, kontor_json_ref ((KontorJson *) letter));
    }
  return letters;
}

/* Nothing is to be said about a rate when no letter asks for more than what is open. */
static gboolean
has_costs (const KontorJson *letters)
{
  for (guint i = 0; i < kontor_json_length (letters); i++)
    if (kontor_json_get_integer (kontor_json_at (letters, i), "level", 0) > 0)
      return TRUE;
  return FALSE;
}

static void
set_letters (KontorJson *answer, const KontorDunningRun *run, KontorJson *letters)
{
  g_autofree char *notice = has_costs (letters)
                              ? say_unknown_rate (run->rules, run->country, run->day)
                              : NULL;

  if (notice != NULL)
    kontor_json_set_string (answer, "notice", notice);
  kontor_json_set (answer, "letters", letters);
}

/**
 * kontor_query_dunning:
 * @database: a connection to SQLite
 * @day: today
 * @error: return location for an error
 *
 * All that is overdue by customer and currency, what comes next for each invoice, and one letter a
 * group about all that may be asked for. When the banks were not asked lately no letter may go out:
 * "letters" is empty then, and "blocked" says why. "notice" warns when letters ask for interest of
 * days whose base rate nobody looked up.
 *
 * Errors: #KontorDatabaseError.
 *
 * Returns: (transfer full):
 * {"day","blocked"?,"notice"?,"letters":[{"customer","customer_name","currency",
 *   "level","open_minor","interest_minor","fee_minor","lump_sum_minor","items":[…]}…],"groups":[{
 *   "customer","customer_name","currency","level" (reached; -1 none),"open_minor","days_late",
 *   "letter"?,"items":[{"invoice","number","due_on","days_late","open_minor","last_level",
 *   "last_on","last_number","next" (letter, waits, blocked, disputed, credit, matched, small,
 *   done),"next_on","hold_data","hold_by","hold_at",…}]}…]}
 */
KontorJson *
kontor_query_dunning (KontorDatabase *database, gint64 day, GError **error)
{
  g_autoptr (KontorJson) settings = kontor_query_settings (database, error);
  g_autoptr (KontorJson) overdue = NULL;
  g_autoptr (KontorJson) groups = NULL;
  g_autoptr (GHashTable) proposed = NULL;
  g_autoptr (KontorFinanceRules) rules = NULL;
  g_autofree char *blocked = NULL;
  KontorDunningRun run = { .day = day };
  KontorJson      *answer = NULL;
  gint64           known_until = -1;

  if (settings == NULL || !read_known_until (database, &known_until, error))
    return NULL;
  overdue = kontor_query_rows (
    database, SELECT_OVERDUE, OVERDUE_SPEC, error, KONTOR_VALUES (kontor_value_integer (day)));
  proposed = overdue != NULL ? find_proposed (database, error) : NULL;
  rules = proposed != NULL ? kontor_finance_rules_new_for_company (settings, error) : NULL;
  if (rules == NULL)
    return NULL;

  blocked = say_stale (known_until, day);
  run.rules = rules;
  run.terms = read_terms (settings);
  run.country = kontor_json_get_string (settings, "country", "DE");
  groups = make_groups (&run, overdue, proposed);
  answer = kontor_json_new_object ();
  kontor_json_set_integer (answer, "day", day);
  if (blocked != NULL)
    kontor_json_set_string (answer, "blocked", blocked);
  set_letters (answer, &run, blocked != NULL ? kontor_json_new_array () : collect_letters (groups));
  kontor_json_set (answer, "groups", g_steal_pointer (&groups));
  return answer;
}

/**
 * kontor_query_reminders:
 * @database: a connection
 * @error: return location for an error
 *
 * Errors: #KontorDatabaseError.
 *
 * Returns: (transfer full): the letters that were made, newest first; "undone" when one was taken
 *   back, "sent_at" when it left the house
 */
KontorJson *
kontor_query_reminders (KontorDatabase *database, GError **error)
{
  return kontor_query_rows (
    database,
    "SELECT d.uid, d.number, d.customer_uid, d.customer_name, d.level, d.made_on, d.pay_by,"
    " d.currency, d.open_minor, d.interest_minor, d.fee_minor, d.pdf_sha256, d.author_name,"
    " CASE WHEN EXISTS (SELECT 1 FROM dunning_line AS l WHERE l.dunning_uid = d.uid"
    " AND " IS_UNDONE ") THEN 1 ELSE 0 END, (SELECT min (e.happened_at) FROM dunning_line AS l"
    " JOIN invoice_event AS e ON e.invoice_uid = l.invoice_uid WHERE l.dunning_uid = d.uid"
    " AND e.kind = 'printed' AND e.data LIKE '%\"reminder\":\"' || d.number || '\"%'),"
    " d.recorded_at FROM dunning AS d ORDER BY d.made_on DESC, d.number DESC",
    "u:uid t:number u:customer t:customer_name i:level i:made_on i:pay_by t:currency i:open_minor"
    " i:interest_minor i:fee_minor t:pdf_sha256 t:author b:undone i:sent_at"
    " i:recorded_at",
    error,
    KONTOR_NO_VALUES);
}

/**
 * kontor_query_dunning_letter:
 * @database: a connection
 * @letter: as kontor_query_dunning() proposes it
 * @error: return location for an error
 *
 * Who writes to whom in it: as on the newest of its invoices.
 *
 * Errors: #KONTOR_QUERY_ERROR_NOT_FOUND, #KontorDatabaseError.
 *
 * Returns: (transfer full): the document of that invoice
 */
KontorJson *
kontor_query_dunning_letter (KontorDatabase *database, const KontorJson *letter, GError **error)
{
  const KontorJson *items = kontor_json_get_array (letter, "items");
  const KontorJson *last = kontor_json_at (items, kontor_json_length (items) - 1);
  g_autoptr (KontorJson) invoice = NULL;
  KontorUid uid = { 0 };

  if (!kontor_uid_parse (&uid, kontor_json_get_string (last, "invoice", "")))
    uid = (KontorUid){ 0 }; /* is not found */
  invoice = kontor_query_invoice_json (database, &uid, error);
  if (invoice == NULL)
    return NULL;
  return kontor_json_ref ((KontorJson *) kontor_json_get_object (invoice, "document"));
}
