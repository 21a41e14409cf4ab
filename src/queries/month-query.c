/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-books-query.h"
#include "kontor-query-private.h"
#include "kontor-time.h"

/* What is to be done before a period is closed. Runs on SQLite. */

#define OPEN_MATCH                                                                                 \
  "SELECT count (*) FROM bank_entry AS e WHERE e.booked_on BETWEEN ?1 AND ?2"                      \
  " AND abs (e.amount_minor) > abs (coalesce ((SELECT sum (s.amount_minor) FROM payment AS p"      \
  " JOIN payment_share AS s ON s.payment_uid = p.uid WHERE p.entry_uid = e.uid"                    \
  " AND s.kind NOT IN ('cash_discount', 'write_off')), 0))"

/* Each with where its rows are; a filter's "%s" takes the period. Blocking ones keep a period from
 * being right; the others are to be known. */
static const struct
{
  const char *key;
  const char *page;
  const char *filter;
  gboolean    blocks;
  const char *sql; /* of ?1 first day and ?2 last day */
} tasks[] = {
  { "drafts",
    "invoices",
    "",
    FALSE,
    "SELECT count (*) FROM invoice_draft WHERE closed_at IS NULL AND created_at < (?2 + 1) * "
    "86400000000 AND ?1 <= ?2" },
  { "incoming",
    "incoming",
    "state:received",
    TRUE,
    "SELECT count (*) FROM incoming_invoice WHERE state = 'received'"
    " AND coalesce (issued_on, ?1) <= ?2" },
  { "unmatched", "payments", "state:to-match,part-matched booked:%s", TRUE, OPEN_MATCH },
  { "overdue",
    "invoices",
    "state:overdue due:%s",
    FALSE,
    "SELECT count (*) FROM derived_invoice_key AS k JOIN invoice AS i ON i.id = k.id"
    " WHERE k.open_minor > 0 AND i.due_on BETWEEN ?1 AND ?2"
    " AND i.due_on < CAST (strftime ('%s', 'now') AS INTEGER) / 86400" },
  { "attention",
    "attention",
    "",
    TRUE,
    "SELECT count (*) FROM attention WHERE closed_at IS NULL AND ?1 <= ?2" },
  { "unsent",
    NULL,
    NULL,
    TRUE,
    "SELECT count (*) FROM outbox WHERE state IN (0, 1, 4) AND ?1 <= ?2"
    " AND EXISTS (SELECT 1 FROM profile WHERE key = 'server' AND value <> '')" },
};

static char *
dup_filter (const char *pattern, gint64 from, gint64 to)
{
  g_autofree char *first = kontor_day_format_iso (from);
  g_autofree char *last = kontor_day_format_iso (to);
  g_autofree char *period = g_strdup_printf ("%s..%s", first, last);
  g_auto (GStrv) parts = g_strsplit (pattern, "%s", 2);

  return g_strjoinv (period, parts);
}

static KontorJson *
new_item (const char *key, gint64 count, gboolean blocks)
{
  KontorJson *item = kontor_json_new_object ();

  kontor_json_set_string (item, "key", key);
  kontor_json_set_integer (item, "count", count);
  kontor_json_set_boolean (item, "blocks", blocks);
  return item;
}

static gboolean
add_tasks (KontorJson *items, KontorDatabase *database, gint64 from, gint64 to, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (tasks); i++)
    {
      g_autoptr (KontorStatement) row = kontor_database_query (
        database,
        tasks[i].sql,
        error,
        KONTOR_VALUES (kontor_value_integer (from), kontor_value_integer (to)));
      KontorJson *item = NULL;

      if (row == NULL || !kontor_statement_step_row (row, error))
        return FALSE;
      item = new_item (tasks[i].key, kontor_statement_get_integer (row, 0), tasks[i].blocks);
      if (tasks[i].page != NULL)
        {
          g_autofree char *filter = dup_filter (tasks[i].filter, from, to);

          kontor_json_set_string (item, "page", tasks[i].page);
          kontor_json_set_string (item, "filter", filter);
        }
      kontor_json_append (items, item);
    }
  return TRUE;
}

/* What DATEV could not take, in words; and whether what it got is still so. */
static gboolean
add_books (KontorJson     *answer,
           KontorJson     *items,
           KontorDatabase *database,
           gint64          from,
           gint64          to,
           GError        **error)
{
  g_autoptr (KontorJson) settings = kontor_query_settings (database, error);
  g_autoptr (KontorBooksBatch) batch = NULL;
  g_autoptr (GError) reason = NULL;
  KontorJson     *problems = kontor_json_new_array ();
  KontorBooksPlan plan;

  kontor_json_set (answer, "problems", problems);
  if (settings == NULL)
    return FALSE;
  if (!kontor_books_plan_init (&plan, settings, &reason))
    {
      kontor_json_set_string (answer, "settings_problem", reason->message);
      kontor_json_append (items, new_item ("settings", 1, TRUE));
      return TRUE;
    }
  batch = kontor_query_books_batch (database, &plan, from, to, error);
  if (batch == NULL)
    return FALSE;
  for (guint i = 0; i < batch->problems->len; i++)
    kontor_json_append (problems, kontor_json_new_string (batch->problems->pdata[i]));
  kontor_json_append (items, new_item ("problems", batch->problems->len, TRUE));
  kontor_json_set_integer (answer, "documents", batch->documents->len);
  kontor_json_set_integer (answer, "postings", batch->postings->len);
  kontor_json_set_integer (answer, "sum_minor", batch->sum_minor);
  return TRUE;
}

/* The newest booking batch of just this period: current while rows and sum are the same. */
static gboolean
add_export (KontorJson     *answer,
            KontorJson     *items,
            KontorDatabase *database,
            gint64          from,
            gint64          to,
            GError        **error)
{
  g_autoptr (KontorJson) last = kontor_query_row (
    database,
    "SELECT n_rows, sum_minor, made_at FROM books_export WHERE kind = 'datev' AND from_on = ?1"
    " AND to_on = ?2 ORDER BY made_at DESC, id DESC LIMIT 1",
    "i:n_rows i:sum_minor i:made_at",
    error,
    KONTOR_VALUES (kontor_value_integer (from), kontor_value_integer (to)));
  gboolean is_current = FALSE;

  if (last == NULL)
    return FALSE;
  is_current = kontor_json_get_integer (last, "n_rows", -1)
                 == kontor_json_get_integer (answer, "postings", 0)
               && kontor_json_get_integer (last, "sum_minor", 0)
                    == kontor_json_get_integer (answer, "sum_minor", 0);
  if (kontor_json_get (last, "made_at") != NULL)
    {
      kontor_json_set_integer (answer, "exported_at", kontor_json_get_integer (last, "made_at", 0));
      kontor_json_set_boolean (answer, "export_is_current", is_current);
    }
  if (kontor_json_get_integer (answer, "postings", 0) > 0 && !is_current)
    kontor_json_append (items, new_item ("export", 1, FALSE));
  return TRUE;
}

static gboolean
set_closed (KontorJson *answer, KontorDatabase *database, gint64 to, GError **error)
{
  g_autofree char *text = kontor_query_setting (database, "books_closed_until", error);
  gint64           day = 0;

  if (text == NULL)
    return FALSE;
  if (*text == '\0' || !kontor_day_parse (text, &day, NULL))
    {
      kontor_json_set_boolean (answer, "closed", FALSE);
      return TRUE;
    }
  kontor_json_set_integer (answer, "closed_until", day);
  kontor_json_set_boolean (answer, "closed", day >= to);
  return TRUE;
}

static gboolean
set_figures (KontorJson *answer, KontorDatabase *database, gint64 from, gint64 to, GError **error)
{
  KontorJson *vat = kontor_query_vat (database, from, to, error);
  KontorJson *oss = vat != NULL ? kontor_query_oss (database, from, to, error) : NULL;
  KontorJson *ec = oss != NULL ? kontor_query_ec_list (database, from, to, error) : NULL;

  if (vat != NULL)
    kontor_json_set (answer, "vat", vat);
  if (oss != NULL)
    kontor_json_set (answer, "oss", oss);
  if (ec != NULL)
    kontor_json_set (answer, "ec_list", ec);
  return ec != NULL;
}

/**
 * kontor_query_month:
 * @database: a connection to SQLite
 * @from: first day
 * @to: last day
 * @error: return location for an error
 *
 * Errors: #KontorDatabaseError, %KONTOR_BOOKS_ERROR_DOCUMENT when a snapshot cannot be read.
 *
 * Returns: (transfer full): what is open before the period is closed, its figures, and the files
 * that were handed out; members as in README.md; or %NULL
 */
KontorJson *
kontor_query_month (KontorDatabase *database, gint64 from, gint64 to, GError **error)
{
  g_autoptr (KontorJson) answer = kontor_json_new_object ();
  KontorJson *items = kontor_json_new_array ();
  KontorJson *exports = NULL;

  kontor_json_set_integer (answer, "from", from);
  kontor_json_set_integer (answer, "to", to);
  kontor_json_set (answer, "items", items);
  if (!add_tasks (items, database, from, to, error)
      || !add_books (answer, items, database, from, to, error)
      || !add_export (answer, items, database, from, to, error)
      || !set_closed (answer, database, to, error)
      || !set_figures (answer, database, from, to, error))
    return NULL;
  exports = kontor_query_books_exports (database, 50, error);
  if (exports == NULL)
    return NULL;
  kontor_json_set (answer, "exports", exports);
  return g_steal_pointer (&answer);
}
