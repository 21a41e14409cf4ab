/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-report-private.h"

/* Claims, what is owed, and what the bank will say. Days, because invoices know no hours. */

/* --- issued --- */

static const char issued_days[]
  = "SELECT issued_on, sum (sign * net_minor), sum (sign * tax_minor), sum (sign * gross_minor),"
    " count (*) FROM invoice WHERE issued_on >= ?1 AND issued_on <= ?2 AND currency = ?3"
    " AND sign <> 0 GROUP BY issued_on ORDER BY issued_on";

typedef struct
{
  gint64 net;
  gint64 tax;
  gint64 gross;
  gint64 documents;
} Claims;

static void
add_claims (Claims *sum, KontorStatement *row)
{
  sum->net += kontor_statement_get_integer (row, 1);
  sum->tax += kontor_statement_get_integer (row, 2);
  sum->gross += kontor_statement_get_integer (row, 3);
  sum->documents += kontor_statement_get_integer (row, 4);
}

static void
set_claims (KontorJson *row, const Claims *claims)
{
  kontor_json_set_integer (row, "net_minor", claims->net);
  kontor_json_set_integer (row, "tax_minor", claims->tax);
  kontor_json_set_integer (row, "gross_minor", claims->gross);
  kontor_json_set_integer (row, "documents", claims->documents);
}

static guint
find_day (const KontorReportWork *work, gint64 day)
{
  guint index = 0;

  while (index < work->spans->len && kontor_report_work_span (work, index)->to < day)
    index++;
  return index;
}

gboolean
kontor_report_fill_invoiced (KontorReportWork *work, GError **error)
{
  g_autofree Claims *claims = g_new0 (Claims, work->spans->len);
  Claims             sum = { 0 };
  KontorStep         step = KONTOR_STEP_FAILED;
  g_autoptr (KontorStatement) row = kontor_database_query (
    work->database,
    issued_days,
    error,
    KONTOR_VALUES (kontor_value_integer (work->from),
                   kontor_value_integer (work->to),
                   kontor_value_text (work->currency)));

  while (row != NULL && (step = kontor_statement_step (row, error)) == KONTOR_STEP_ROW)
    {
      add_claims (&claims[find_day (work, kontor_statement_get_integer (row, 0))], row);
      add_claims (&sum, row);
    }
  for (guint i = 0; i < work->spans->len; i++)
    {
      const KontorSpan *span = kontor_report_work_span (work, i);
      KontorJson       *line = kontor_report_work_add_span (work, span);

      if (span->from <= work->today)
        set_claims (line, &claims[i]);
    }
  set_claims (work->total, &sum);
  return step == KONTOR_STEP_DONE;
}

/* --- by rate --- */

static const char rates[]
  = "SELECT t.rate_bp, sum (i.sign * t.net_minor), sum (i.sign * t.tax_minor),"
    " sum (i.sign * t.gross_minor), count (*), t.category FROM invoice AS i JOIN invoice_tax AS t"
    " ON t.invoice_uid = i.uid WHERE i.issued_on >= ?1 AND i.issued_on <= ?2 AND i.currency = ?3"
    " AND i.sign <> 0 GROUP BY t.category, t.rate_bp ORDER BY t.category, t.rate_bp";

static void
add_rate (KontorReportWork *work, KontorStatement *statement, Claims *sum)
{
  Claims           claims = { 0 };
  const char      *category = kontor_statement_get_text (statement, 5);
  gint64           rate = kontor_statement_get_integer (statement, 0);
  g_autofree char *key = g_strdup_printf ("%s%" G_GINT64_FORMAT, category, rate);
  KontorJson      *row = kontor_json_new_object ();

  add_claims (&claims, statement);
  add_claims (sum, statement);
  kontor_json_set_string (row, "key", key);
  kontor_json_set_string (row, "category", category);
  kontor_json_set_integer (row, "rate_bp", rate);
  set_claims (row, &claims);
  kontor_json_append (work->rows, row);
}

gboolean
kontor_report_fill_income_by_rate (KontorReportWork *work, GError **error)
{
  Claims     sum = { 0 };
  KontorStep step = KONTOR_STEP_FAILED;
  g_autoptr (KontorStatement) row = kontor_database_query (
    work->database,
    rates,
    error,
    KONTOR_VALUES (kontor_value_integer (work->from),
                   kontor_value_integer (work->to),
                   kontor_value_text (work->currency)));

  while (row != NULL && (step = kontor_statement_step (row, error)) == KONTOR_STEP_ROW)
    add_rate (work, row, &sum);
  kontor_json_set_integer (work->total, "net_minor", sum.net);
  kontor_json_set_integer (work->total, "tax_minor", sum.tax);
  kontor_json_set_integer (work->total, "gross_minor", sum.gross);
  return step == KONTOR_STEP_DONE;
}

/* --- open items --- */

/* What is still to be paid of each document at the end of a day; the rule of derived_invoice_open,
 * as it was on that day. */
#define OPEN                                                                                       \
  "SELECT i.due_on, CASE WHEN i.sign < 0 AND i.preceding_uid IS NOT NULL THEN 0"                   \
  " ELSE i.sign * i.due_minor"                                                                     \
  "  - coalesce ((SELECT sum (s.amount_minor) FROM payment_share AS s"                             \
  "   WHERE s.invoice_uid = i.uid AND s.happened_on <= ?1), 0)"                                    \
  "  - coalesce ((SELECT sum (c.gross_minor) FROM invoice AS c"                                    \
  "   WHERE c.preceding_uid = i.uid AND c.sign < 0 AND c.issued_on <= ?1), 0) END AS open_minor"   \
  " FROM invoice AS i WHERE i.sign <> 0 AND i.issued_on <= ?1 AND i.currency = ?2"

static const char open_items[] = "SELECT due_on, sum (open_minor), count (*) FROM (" OPEN
                                 ") AS o WHERE open_minor > 0 GROUP BY due_on ORDER BY due_on";
static const char owed_items[] = "SELECT sum (open_minor), count (*) FROM (" OPEN
                                 ") AS o WHERE open_minor < 0";

/* Days late, and the list filter of those days. */
static const struct
{
  const char *age;
  gint64      least;
  gint64      most;
} ages[] = {
  { "not-due", G_MININT64, 0 }, { "to-30", 1, 30 },          { "to-60", 31, 60 },
  { "to-90", 61, 90 },          { "older", 91, G_MAXINT64 },
};

#define N_AGES G_N_ELEMENTS (ages)

typedef struct
{
  gint64 open_minor;
  gint64 documents;
} Open;

static gsize
age_of (const KontorReportWork *work, KontorStatement *row)
{
  gint64 late = kontor_statement_is_null (row, 0)
                  ? 0
                  : work->to - kontor_statement_get_integer (row, 0);
  gsize  age = 0;

  while (late > ages[age].most)
    age++;
  return age;
}

static gboolean
read_open (KontorReportWork *work, Open open[N_AGES], GError **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    work->database,
    open_items,
    error,
    KONTOR_VALUES (kontor_value_integer (work->to), kontor_value_text (work->currency)));
  KontorStep step = KONTOR_STEP_FAILED;

  while (row != NULL && (step = kontor_statement_step (row, error)) == KONTOR_STEP_ROW)
    {
      Open *sum = &open[age_of (work, row)];

      sum->open_minor += kontor_statement_get_integer (row, 1);
      sum->documents += kontor_statement_get_integer (row, 2);
    }
  return step == KONTOR_STEP_DONE;
}

/* Lists know what is open now; what was open on another day has no list. */
static char *
dup_age_filter (const KontorReportWork *work, gsize age)
{
  g_autofree char *last = NULL;
  g_autofree char *first = NULL;

  if (work->to != work->today)
    return g_strdup ("");
  if (ages[age].least == G_MININT64)
    return g_strdup ("state:open");
  last = kontor_day_format_iso (work->to - ages[age].least);
  if (ages[age].most == G_MAXINT64)
    return g_strdup_printf ("state:overdue due:..%s", last);
  first = kontor_day_format_iso (work->to - ages[age].most);
  return g_strdup_printf ("state:overdue due:%s..%s", first, last);
}

static void
add_open_row (KontorReportWork *work, const char *age, const Open *open, gint64 sum, char *filter)
{
  KontorJson      *row = kontor_json_new_object ();
  g_autofree char *owned = filter;

  kontor_json_set_string (row, "key", age);
  kontor_json_set_string (row, "age", age);
  kontor_json_set_integer (row, "open_minor", open->open_minor);
  kontor_json_set_integer (row, "documents", open->documents);
  if (open->open_minor >= 0)
    kontor_report_set_share (row, "share_bp", open->open_minor, sum);
  kontor_json_set_string (row, "filter", owned);
  kontor_json_append (work->rows, row);
}

static gboolean
add_owed (KontorReportWork *work, GError **error)
{
  g_autoptr (KontorJson) row = kontor_query_row (
    work->database,
    owed_items,
    "i:open i:documents",
    error,
    KONTOR_VALUES (kontor_value_integer (work->to), kontor_value_text (work->currency)));
  Open owed = { 0 };

  if (row == NULL)
    return FALSE;
  owed.open_minor = kontor_json_get_integer (row, "open", 0);
  owed.documents = kontor_json_get_integer (row, "documents", 0);
  if (owed.documents > 0)
    add_open_row (work, "owed", &owed, 0, g_strdup (work->to == work->today ? "state:refund" : ""));
  return TRUE;
}

gboolean
kontor_report_fill_open_items (KontorReportWork *work, GError **error)
{
  Open     open[N_AGES] = { 0 };
  Open     sum = { 0 };
  gboolean is_now = work->to == work->today;

  if (!read_open (work, open, error))
    return FALSE;
  for (gsize i = 0; i < N_AGES; i++)
    {
      sum.open_minor += open[i].open_minor;
      sum.documents += open[i].documents;
    }
  for (gsize i = 0; i < N_AGES; i++)
    add_open_row (work, ages[i].age, &open[i], sum.open_minor, dup_age_filter (work, i));
  kontor_json_set_integer (work->total, "open_minor", sum.open_minor);
  kontor_json_set_integer (work->total, "overdue_minor", sum.open_minor - open[0].open_minor);
  kontor_json_set_integer (work->total, "documents", sum.documents);
  kontor_json_set_string (work->total, "filter", is_now ? "state:open,overdue" : "");
  kontor_json_set_string (work->total, "overdue_filter", is_now ? "state:overdue" : "");
  return add_owed (work, error);
}

/* --- cash forecast --- */

/* The last statement of each account that is in use. */
static const char in_the_bank[]
  = "SELECT sum (s.closing_minor), count (*) FROM bank_account AS a JOIN bank_statement AS s"
    " ON s.id = (SELECT x.id FROM bank_statement AS x WHERE x.account_uid = a.uid"
    "  ORDER BY coalesce (x.to_on, 0) DESC, x.imported_at DESC, x.id DESC LIMIT 1)"
    " WHERE a.archived_at IS NULL AND s.currency = ?1";

static const char to_pay[]
  = "SELECT due_on, sum (open_minor), count (*) FROM (SELECT i.due_on, i.due_minor"
    "  - coalesce ((SELECT sum (s.amount_minor) FROM payment_share AS s"
    "   WHERE s.incoming_uid = i.uid), 0) AS open_minor"
    "  FROM incoming_invoice AS i WHERE i.state IN ('received', 'approved', 'booked')"
    "  AND i.currency = ?2 AND i.received_at < ?1) AS o WHERE open_minor > 0"
    " GROUP BY due_on ORDER BY due_on";

/* What is expected of a kind, by weeks. */
typedef struct
{
  gint64  *weeks; /* (owned) */
  gint64   sum;
  gboolean is_undated; /* some of it has no due day: no list filter finds it with the others */
} Flow;

static void
flow_clear (Flow *self)
{
  g_clear_pointer (&self->weeks, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Flow, flow_clear)

/* What was due before stands in the first week, what is due later in none. */
static gboolean
read_flow (KontorReportWork *work, const char *sql, gint64 until, Flow *flow, GError **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    work->database,
    sql,
    error,
    KONTOR_VALUES (kontor_value_integer (until), kontor_value_text (work->currency)));
  KontorStep step = KONTOR_STEP_FAILED;

  flow->weeks = g_new0 (gint64, work->spans->len);
  while (row != NULL && (step = kontor_statement_step (row, error)) == KONTOR_STEP_ROW)
    {
      gboolean is_undated = kontor_statement_is_null (row, 0);
      gint64   due = is_undated ? work->from : kontor_statement_get_integer (row, 0);
      guint    week = find_day (work, due);

      if (week >= work->spans->len)
        continue;
      flow->weeks[week] += kontor_statement_get_integer (row, 1);
      flow->sum += kontor_statement_get_integer (row, 1);
      flow->is_undated |= is_undated;
    }
  return step == KONTOR_STEP_DONE;
}

static gboolean
read_bank (KontorReportWork *work, gint64 *balance, gboolean *known, GError **error)
{
  g_autoptr (KontorJson) row = kontor_query_row (
    work->database,
    in_the_bank,
    "i:balance i:accounts",
    error,
    KONTOR_VALUES (kontor_value_text (work->currency)));

  if (row == NULL)
    return FALSE;
  *balance = kontor_json_get_integer (row, "balance", 0);
  *known = kontor_json_get_integer (row, "accounts", 0) > 0;
  return TRUE;
}

static void
set_known (KontorJson *row, const char *key, gint64 value, gboolean known)
{
  kontor_json_set (row, key, known ? kontor_json_new_integer (value) : kontor_json_new_null ());
}

#define OPEN_CLAIMS "state:open,overdue"
#define OPEN_DEBTS "state:received,approved,booked"

static void
set_due_filter (KontorJson *row,
                const char *key,
                const char *states,
                const Flow *flow,
                gint64      from, /* G_MININT64: all that was due before, too */
                gint64      to)
{
  g_autofree char *first = from != G_MININT64 ? kontor_day_format_iso (from) : g_strdup ("");
  g_autofree char *last = kontor_day_format_iso (to);
  g_autofree char *filter = g_strdup_printf ("%s due:%s..%s", states, first, last);

  if (from != G_MININT64 || !flow->is_undated)
    kontor_json_set_string (row, key, filter);
}

static void
add_week (KontorReportWork *work,
          guint             index,
          const Flow       *in,
          const Flow       *out,
          gint64            balance,
          gboolean          known)
{
  const KontorSpan *span = kontor_report_work_span (work, index);
  KontorJson       *row = kontor_report_work_add_span (work, span);
  gint64            from = index == 0 ? G_MININT64 : span->from;

  set_known (row, "balance_minor", balance, known);
  kontor_json_set_integer (row, "in_minor", in->weeks[index]);
  kontor_json_set_integer (row, "out_minor", -out->weeks[index]);
  set_due_filter (row, "filter", OPEN_CLAIMS, in, from, span->to);
  set_due_filter (row, "out_filter", OPEN_DEBTS, out, from, span->to);
}

gboolean
kontor_report_fill_cash (KontorReportWork *work, GError **error)
{
  g_auto (Flow) in = { 0 };
  g_auto (Flow) out = { 0 };
  gint64   balance = 0;
  gboolean known = FALSE;

  if (!read_bank (work, &balance, &known, error)
      || !read_flow (work, open_items, work->today, &in, error)
      || !read_flow (work, to_pay, work->now + 1, &out, error))
    return FALSE;
  set_known (work->total, "bank_minor", balance, known);
  for (guint i = 0; i < work->spans->len; i++)
    {
      balance += in.weeks[i] - out.weeks[i];
      add_week (work, i, &in, &out, balance, known);
    }
  kontor_json_set_integer (work->total, "in_minor", in.sum);
  kontor_json_set_integer (work->total, "out_minor", -out.sum);
  set_known (work->total, "balance_minor", balance, known);
  set_due_filter (work->total, "filter", OPEN_CLAIMS, &in, G_MININT64, work->to);
  set_due_filter (work->total, "out_filter", OPEN_DEBTS, &out, G_MININT64, work->to);
  return TRUE;
}
