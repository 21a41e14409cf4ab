/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-verify.h"

#include "kontor-order.h"

/* A rule of the books: rows that break it, with what names them in the first column. */
typedef struct
{
  const char *sql;
  const char *sentence; /* %s: the name */
} KontorBookRule;

/* EN 16931 BR-CO-10 to BR-CO-15: totals are sums of tax groups, which are sums of lines. */
static const KontorBookRule rules[] = {
  { "SELECT o.number FROM sales_order AS o LEFT JOIN"
    " (SELECT order_uid, sum (net_minor) AS net, sum (tax_minor) AS tax, sum (gross_minor) AS gross"
    " FROM order_tax GROUP BY order_uid) AS t ON t.order_uid = o.uid"
    " WHERE o.net_minor <> coalesce (t.net, 0) OR o.tax_minor <> coalesce (t.tax, 0)"
    " OR o.gross_minor <> coalesce (t.gross, 0)",
    "The totals of order %s are not the sums of its taxes." },
  { "SELECT o.number FROM sales_order AS o LEFT JOIN"
    " (SELECT order_uid, sum (net_minor) AS net, sum (gross_minor) AS gross"
    " FROM order_line GROUP BY order_uid) AS l ON l.order_uid = o.uid"
    " WHERE o.net_minor <> coalesce (l.net, 0)"
    " OR (o.price_mode = 'gross' AND o.gross_minor <> coalesce (l.gross, 0))",
    "The totals of order %s are not the sums of its lines." },
  { "SELECT number FROM sales_order WHERE net_minor + tax_minor <> gross_minor",
    "Net and tax of order %s are not its gross total." },
  { "SELECT o.number FROM sales_order AS o LEFT JOIN"
    " (SELECT order_uid, sum (amount_minor) AS amount FROM order_refund GROUP BY order_uid) AS r"
    " ON r.order_uid = o.uid WHERE o.refunded_minor <> coalesce (r.amount, 0)",
    "What was refunded of order %s is not the sum of its refunds." },
  { "SELECT o.number FROM sales_order AS o JOIN sales_order AS p ON p.number = o.number"
    " AND p.uid < o.uid",
    "The number %s was given twice." },
  { "SELECT coalesce (o.number, hex (x.uid)) FROM (SELECT order_uid AS uid FROM order_transition"
    " GROUP BY order_uid HAVING count (*) <> max (position)) AS x"
    " LEFT JOIN sales_order AS o ON o.uid = x.uid",
    "Order %s has gaps in its history." },
  { "SELECT m.number FROM (SELECT o.number, (SELECT t.to_state FROM order_transition AS t"
    " WHERE t.order_uid = o.uid ORDER BY t.position DESC LIMIT 1) AS state, o.state AS shown"
    " FROM sales_order AS o) AS m WHERE m.state IS NOT m.shown",
    "The state of order %s is not the last of its history." },
};

static gboolean
check_rule (KontorDatabase       *database,
            const KontorBookRule *rule,
            GPtrArray            *findings,
            GError              **error)
{
  g_autoptr (KontorStatement) statement = kontor_database_query (
    database, rule->sql, error, KONTOR_NO_VALUES);
  g_auto (GStrv) parts = g_strsplit (rule->sentence, "%s", 2);
  KontorStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = kontor_statement_step (statement, error)) == KONTOR_STEP_ROW)
    kontor_verify_add (
      findings, "%s%s%s", parts[0], kontor_statement_get_text (statement, 0), parts[1]);
  return step == KONTOR_STEP_DONE;
}

/* Where an order stands while its history is read. */
typedef struct
{
  KontorUid        uid;
  KontorOrderState state;
  guint            visited; /* a bit a state */
} KontorWalk;

/* Allowed: a step of the machine, and back to where the order was before (undo, reinstate). */
static gboolean
step_is_sound (KontorWalk *walk, const char *from, const char *to)
{
  KontorOrderState next;
  KontorOrderState before;

  if (!kontor_order_state_from_name (to, &next))
    return FALSE;
  if (walk->visited == 0)
    return *from == '\0';
  if (!kontor_order_state_from_name (from, &before) || before != walk->state)
    return FALSE;
  return kontor_order_step_is_allowed (before, next) || (walk->visited & (1u << next)) != 0;
}

static void
check_step (KontorStatement *statement, KontorWalk *walk, GPtrArray *findings)
{
  const char      *from = kontor_statement_get_text (statement, 2);
  const char      *to = kontor_statement_get_text (statement, 3);
  KontorOrderState state = KONTOR_ORDER_CART;
  KontorUid        uid;

  kontor_statement_get_uid (statement, 0, &uid);
  if (!kontor_uid_equal (&uid, &walk->uid))
    {
      walk->uid = uid;
      walk->visited = 0;
    }
  if (!step_is_sound (walk, from, to))
    kontor_verify_add (findings,
                       "Order %s went from %s to %s, which is no step.",
                       kontor_statement_get_text (statement, 1),
                       *from != '\0' ? from : "nothing",
                       to);
  kontor_order_state_from_name (to, &state);
  walk->state = state;
  walk->visited |= 1u << state;
}

static gboolean
check_transitions (KontorDatabase *database, GPtrArray *findings, GError **error)
{
  g_autoptr (KontorStatement) statement = NULL;
  KontorWalk walk = { 0 };
  KontorStep step;

  statement = kontor_database_query (
    database,
    "SELECT t.order_uid, o.number, t.from_state, t.to_state FROM order_transition AS t"
    " JOIN sales_order AS o ON o.uid = t.order_uid ORDER BY t.order_uid, t.position",
    error,
    KONTOR_NO_VALUES);
  if (statement == NULL)
    return FALSE;
  while ((step = kontor_statement_step (statement, error)) == KONTOR_STEP_ROW)
    check_step (statement, &walk, findings);
  return step == KONTOR_STEP_DONE;
}

/**
 * kontor_verify_books:
 *
 * Checks sums, numbers and histories of the orders.
 */
gboolean
kontor_verify_books (KontorDatabase *database, GPtrArray *findings, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (!check_rule (database, &rules[i], findings, error))
      return FALSE;
  return check_transitions (database, findings, error);
}
