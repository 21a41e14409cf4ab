/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-form.h"
#include "kontor-queries.h"
#include "kontor-sample-private.h"

/* What was billed: the orders of the last weeks when they were shipped, and now and then something
 * that a company ordered by telephone and pays later. Each invoice is issued as of its day. */

#define BILLED_DAYS 40
#define MOST_ORDERS 24

/* What is written by hand. */
typedef struct
{
  guint       days_ago;
  const char *name;
  const char *kind;
  const char *unit;
  guint       pieces;
  gint64      price;           /* net, whole euros of one */
  gboolean    is_for_the_last; /* the same customer again */
} HandLine;

static const HandLine shop_lines[] = {
  { 68, "Teeverkostung im Kontor, bis 12 Personen", "service", "H87", 1, 340 },
  { 54, "Präsentkorb „Große Brise“", "goods", "H87", 12, 39 },
  { 43, "Keramikbecher mit Ihrem Zeichen", "goods", "H87", 60, 11 },
  { 37, "Schulung „Tee im Ausschank“", "service", "HUR", 6, 85 },
  { 30, "Präsentkorb „Kleine Brise“", "goods", "H87", 25, 24 },
  { 24, "Ladenbau: Regalberatung", "service", "HUR", 4, 85 },
  { 17, "Teeverkostung im Kontor, bis 20 Personen", "service", "H87", 1, 490, TRUE },
  { 11, "Keramikkannen mit Ihrem Zeichen", "goods", "H87", 20, 32 },
  { 6, "Präsentkorb „Große Brise“", "goods", "H87", 8, 39 },
  { 2, "Schulung „Tee im Ausschank“", "service", "HUR", 3, 85 },
  { 0 },
};

static const HandLine decants_lines[] = {
  { 68, "Duftabend, bis 15 Personen", "service", "H87", 1, 420 },
  { 54, "Probenset mit Ihrer Karte", "goods", "H87", 80, 9 },
  { 37, "Beratung Raumduft", "service", "HUR", 5, 95 },
  { 24, "Probenset mit Ihrer Karte", "goods", "H87", 120, 9 },
  { 11, "Duftabend, bis 15 Personen", "service", "H87", 1, 420 },
  { 3, "Beratung Raumduft", "service", "HUR", 2, 95 },
  { 0 },
};

/* One thing to bill, and when. */
typedef struct
{
  gint64          at;
  char           *order; /* (owned) (nullable): NULL: the line */
  const HandLine *line;  /* (nullable) */
} Bill;

static void
bill_clear (gpointer data)
{
  Bill *self = data;

  g_clear_pointer (&self->order, g_free);
}

static int
compare_bills (gconstpointer a, gconstpointer b)
{
  const Bill *first = a;
  const Bill *second = b;

  return first->at < second->at ? -1 : first->at > second->at;
}

static gboolean
run (Sample *self, const char *name, KontorJson *params, KontorJson **result, GError **error)
{
  *result = kontor_replica_run (self->replica, name, params, NULL, error);
  return *result != NULL;
}

/* --- orders --- */

typedef struct
{
  gint64  since;
  GArray *bills; /* of Bill */
} Wanted;

static gpointer
find_shipped (KontorDatabase *database, gpointer data, GError **error)
{
  Wanted *wanted = data;
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT o.uid, t.happened_at FROM sales_order AS o"
    " JOIN order_transition AS t ON t.order_uid = o.uid AND t.to_state = 'SHIPPED'"
    " WHERE o.state IN ('SHIPPED', 'DELIVERED') AND t.happened_at >= ?1"
    " ORDER BY t.happened_at DESC, o.number LIMIT ?2",
    error,
    KONTOR_VALUES (kontor_value_integer (wanted->since), kontor_value_integer (MOST_ORDERS)));

  if (row == NULL)
    return NULL;
  while (kontor_statement_step_row (row, error))
    {
      KontorUid uid;
      Bill      bill = { .at = kontor_statement_get_integer (row, 1) };

      kontor_statement_get_uid (row, 0, &uid);
      bill.order = kontor_uid_dup_text (&uid);
      g_array_append_val (wanted->bills, bill);
    }
  return NULL;
}

/* --- by hand --- */

static KontorJson *
new_line (const HandLine *line)
{
  KontorJson *json = kontor_json_new_object ();

  kontor_json_set_string (json, "id", "1");
  kontor_json_set_string (json, "name", line->name);
  kontor_json_set_string (json, "kind", line->kind);
  kontor_json_set_string (json, "tax_code", "standard");
  kontor_json_set_string (json, "category", "S");
  kontor_json_set_string (json, "unit", line->unit);
  kontor_json_set_integer (json, "quantity_e6", (gint64) line->pieces * 1000000);
  kontor_json_set_integer (json, "price_e6", line->price * 1000000);
  return json;
}

static gpointer
read_draft (KontorDatabase *database, gpointer data, GError **error)
{
  return kontor_query_draft_json (database, data, error);
}

/* The customer's draft with the line in it. */
static KontorJson *
new_edit (Sample *self, const char *draft, const HandLine *line, GError **error)
{
  g_autoptr (KontorJson) stored = NULL;
  g_autoptr (KontorJson) content = NULL;
  KontorJson *lines = kontor_json_new_array ();
  KontorJson *params = NULL;
  KontorUid   uid;

  kontor_json_append (lines, new_line (line));
  if (kontor_uid_parse (&uid, draft))
    stored = kontor_replica_read (self->replica, read_draft, &uid, error);
  if (stored != NULL)
    content = kontor_json_copy_object (kontor_json_get_object (stored, "content"));
  if (content == NULL)
    {
      kontor_json_unref (lines);
      return NULL;
    }
  kontor_json_set_string (content, "price_mode", "net");
  kontor_json_set (content, "lines", lines);
  params = kontor_json_new_object ();
  kontor_json_set_string (params, "draft", draft);
  kontor_json_set (params, "content", g_steal_pointer (&content));
  return params;
}

static const char *
some_company (Sample *self)
{
  for (guint i = 0; i < 200; i++)
    {
      const SampleCustomer *customer = &g_array_index (
        self->customers, SampleCustomer, kontor_sample_below (self, self->customers->len));

      if (customer->is_company)
        return customer->uid;
    }
  return g_array_index (self->customers, SampleCustomer, 0).uid;
}

static gboolean
write_draft (
  Sample *self, const HandLine *line, const char **customer, KontorJson *issue, GError **error)
{
  KontorJson *params = kontor_json_new_object ();
  KontorJson *edit = NULL;
  g_autoptr (KontorJson) draft = NULL;
  g_autoptr (KontorJson) edited = NULL;

  if (*customer == NULL || !line->is_for_the_last)
    *customer = some_company (self);
  kontor_json_set_string (params, "customer", *customer);
  if (!run (self, "invoice.draft", params, &draft, error))
    return FALSE;
  edit = new_edit (self, kontor_json_get_string (draft, "draft", ""), line, error);
  if (edit == NULL || !run (self, "invoice.draft.edit", edit, &edited, error))
    return FALSE;
  kontor_json_set_string (issue, "draft", kontor_json_get_string (draft, "draft", ""));
  return TRUE;
}

static gboolean
issue (Sample *self, const Bill *bill, const char **customer, GError **error)
{
  KontorJson *params = kontor_json_new_object ();
  g_autoptr (KontorJson) result = NULL;

  kontor_replica_set_moment (self->replica, bill->at);
  if (bill->order != NULL)
    kontor_json_set_string (params, "order", bill->order);
  else if (!write_draft (self, bill->line, customer, params, error))
    {
      kontor_json_unref (params);
      return FALSE;
    }
  return run (self, "invoice.issue", params, &result, error);
}

static gboolean
issue_all (Sample *self, GArray *bills, GError **error)
{
  const char *customer = NULL;

  for (guint i = 0; i < bills->len; i++)
    if (!issue (self, &g_array_index (bills, Bill, i), &customer, error))
      return FALSE;
  return TRUE;
}

/**
 * kontor_sample_make_invoices:
 * @self: a company with its orders
 * @is_shop: which of the two
 *
 * Issues what was billed in the last weeks, in the order of its days.
 *
 * Returns: whether it was done
 */
gboolean
kontor_sample_make_invoices (Sample *self, gboolean is_shop, GError **error)
{
  const HandLine *lines = is_shop ? shop_lines : decants_lines;
  g_autoptr (GArray) bills = g_array_new (FALSE, TRUE, sizeof (Bill));
  Wanted   wanted = { .since = self->now - BILLED_DAYS * KONTOR_DAY, .bills = bills };
  GError  *reason = NULL;
  gboolean done;

  g_array_set_clear_func (bills, bill_clear);
  kontor_replica_read (self->replica, find_shipped, &wanted, &reason);
  if (reason != NULL)
    {
      g_propagate_error (error, reason);
      return FALSE;
    }
  for (guint i = 0; lines[i].days_ago != 0; i++)
    {
      Bill bill = { .at = self->now - lines[i].days_ago * KONTOR_DAY, .line = &lines[i] };

      g_array_append_val (bills, bill);
    }
  g_array_sort (bills, compare_bills);
  done = issue_all (self, bills, error);
  kontor_replica_set_moment (self->replica, 0);
  return done;
}
