/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "kontor-form.h"
#include "kontor-record.h"

/* What leaves for the tax adviser: which accounts customers and suppliers have there, and a log of
 * every file that was handed out, with its hash. */

#define DAY_LEAST (-719162)
#define DAY_MOST 2932896
#define MOST_PARTIES 5000 /* of one command; the caller asks again while some are left */
#define MOST_MINOR G_GINT64_CONSTANT (1000000000000000)

static const char *const kinds[] = { "datev",   "z3",  "sepa",      "vat",
                                     "ec-list", "oss", "procedure", NULL };

/* --- accounts --- */

typedef struct
{
  const char *side;
  const char *missing; /* SQL: uids without an account, in an order that is the same everywhere */
  gint64      first;
  gint64      last;
} KontorPartySide;

static const KontorPartySide sides[] = {
  { "debtor",
    "SELECT DISTINCT i.customer_uid FROM invoice AS i WHERE i.customer_uid IS NOT NULL"
    " AND i.sign <> 0 AND NOT EXISTS (SELECT 1 FROM party_account AS p"
    " WHERE p.uid = i.customer_uid) ORDER BY i.customer_uid LIMIT ?1",
    10001,
    69999 },
  { "creditor",
    "SELECT DISTINCT i.supplier_uid FROM incoming_invoice AS i WHERE i.supplier_uid IS NOT NULL"
    " AND i.state IN ('approved', 'booked', 'paid') AND NOT EXISTS (SELECT 1 FROM party_account AS "
    "p"
    " WHERE p.uid = i.supplier_uid) ORDER BY i.supplier_uid LIMIT ?1",
    70001,
    99999 },
};

static GArray *
list_missing (KontorDatabase *database, const KontorPartySide *side, GError **error)
{
  g_autoptr (GArray) uids = g_array_new (FALSE, FALSE, sizeof (KontorUid));
  g_autoptr (KontorStatement) rows = kontor_database_query (
    database, side->missing, error, KONTOR_VALUES (kontor_value_integer (MOST_PARTIES)));
  KontorStep step = KONTOR_STEP_FAILED;

  while (rows != NULL && (step = kontor_statement_step (rows, error)) == KONTOR_STEP_ROW)
    {
      KontorUid uid;

      kontor_statement_get_uid (rows, 0, &uid);
      g_array_append_val (uids, uid);
    }
  return step == KONTOR_STEP_DONE ? g_steal_pointer (&uids) : NULL;
}

static gboolean
read_last (KontorDatabase *database, const KontorPartySide *side, gint64 *last, GError **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT max (account) FROM party_account WHERE side = ?1",
    error,
    KONTOR_VALUES (kontor_value_text (side->side)));

  if (row == NULL || !kontor_statement_step_row (row, error))
    return FALSE;
  *last = kontor_statement_is_null (row, 0) ? side->first - 1
                                            : kontor_statement_get_integer (row, 0);
  return TRUE;
}

static gboolean
give (KontorCommandContext  *context,
      const KontorPartySide *side,
      const KontorUid       *uid,
      gint64                 account,
      GError               **error)
{
  g_autoptr (KontorJson) record = kontor_json_new_object ();

  kontor_json_set (record, "uid", kontor_json_new_uid (uid));
  kontor_json_set_string (record, "side", side->side);
  kontor_json_set_integer (record, "account", account);
  kontor_json_set_integer (record, "given_at", context->command->at);
  return kontor_record_store (context, KONTOR_KIND_PARTY_ACCOUNT, record, error);
}

/* When all numbers are taken the rest stay on the collective account. */
static gboolean
give_all (KontorCommandContext  *context,
          const KontorPartySide *side,
          gint64                *n_given,
          GError               **error)
{
  g_autoptr (GArray) missing = list_missing (context->database, side, error);
  gint64 last = 0;

  if (missing == NULL || !read_last (context->database, side, &last, error))
    return FALSE;
  for (guint i = 0; i < missing->len && last < side->last; i++, (*n_given)++)
    if (!give (context, side, &g_array_index (missing, KontorUid, i), ++last, error))
      return FALSE;
  return TRUE;
}

/* {}: accounts for those who have none yet */
static gboolean
books_accounts (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  gint64 n_given = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (sides); i++)
    if (!give_all (context, &sides[i], &n_given, error))
      return FALSE;
  kontor_json_set_integer (context->outcome->result, "given", n_given);
  return TRUE;
}

/* --- the log --- */

static gboolean
read_export (const KontorJson *params, KontorJson *record, GError **error)
{
  const char *kind = NULL;
  const char *name = NULL;
  const char *sha256 = NULL;
  gint64      from = 0;
  gint64      to = 0;
  gint64      n_rows = 0;
  gint64      sum = 0;

  if (!kontor_param_choice (params, "kind", kinds, NULL, &kind, error)
      || !kontor_param_integer (params, "from", DAY_LEAST, DAY_MOST, &from, error)
      || !kontor_param_integer (params, "to", from, DAY_MOST, &to, error)
      || !kontor_param_string (params, "file_name", 200, &name, error)
      || !kontor_param_string (params, "sha256", 64, &sha256, error)
      || !kontor_param_integer (params, "n_rows", 0, G_MAXINT32, &n_rows, error)
      || !kontor_param_integer (params, "sum_minor", -MOST_MINOR, MOST_MINOR, &sum, error))
    return FALSE;
  if (!g_regex_match_simple ("^[0-9a-f]{64}$", sha256, 0, 0))
    {
      kontor_command_set_error (error,
                                KONTOR_COMMAND_ERROR_INVALID,
                                "sha256",
                                _ ("“%s” is no SHA-256: it has 64 digits from 0 to f"),
                                sha256);
      return FALSE;
    }
  kontor_json_set_string (record, "kind", kind);
  kontor_json_set_integer (record, "from_on", from);
  kontor_json_set_integer (record, "to_on", to);
  kontor_json_set_string (record, "file_name", name);
  kontor_json_set_string (record, "file_sha256", sha256);
  kontor_json_set_integer (record, "n_rows", n_rows);
  kontor_json_set_integer (record, "sum_minor", sum);
  return TRUE;
}

/* The first export of the same kind over the same days; nil: this is the first. */
static gboolean
find_first (KontorDatabase *database, const KontorJson *record, KontorUid *first, GError **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT uid FROM books_export WHERE kind = ?1 AND from_on = ?2 AND to_on = ?3"
    " ORDER BY made_at, uid LIMIT 1",
    error,
    KONTOR_VALUES (kontor_value_text (kontor_json_get_string (record, "kind", "")),
                   kontor_value_integer (kontor_json_get_integer (record, "from_on", 0)),
                   kontor_value_integer (kontor_json_get_integer (record, "to_on", 0))));
  KontorStep step = row != NULL ? kontor_statement_step (row, error) : KONTOR_STEP_FAILED;

  *first = (KontorUid){ { 0 } };
  if (step == KONTOR_STEP_ROW)
    kontor_statement_get_uid (row, 0, first);
  return step != KONTOR_STEP_FAILED;
}

/* {kind, from, to, file_name, sha256, n_rows, sum_minor}: days count from 1970-01-01 */
static gboolean
books_export (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  g_autoptr (KontorJson) record = kontor_json_new_object ();
  KontorUid uid;
  KontorUid first;

  if (!read_export (params, record, error)
      || !find_first (context->database, record, &first, error))
    return FALSE;

  kontor_command_context_derive_uid (context, &uid);
  kontor_json_set (record, "uid", kontor_json_new_uid (&uid));
  kontor_json_set (record, "repeats", kontor_json_new_uid (&first));
  kontor_json_set_string (record,
                          "author_name",
                          context->command->author_name != NULL ? context->command->author_name
                                                                : "");
  kontor_json_set_integer (record, "made_at", context->command->at);
  kontor_command_context_set_uid (context, "export", &uid);
  kontor_json_set_boolean (context->outcome->result, "repeats", !kontor_uid_is_nil (&first));
  return kontor_record_store (context, KONTOR_KIND_BOOKS_EXPORT, record, error);
}

const KontorCommandType kontor_books_commands[] = {
  {
    .name = "books.accounts",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge = "numbers are given where it runs: the server's hold; those who have one keep it",
    .roles = "finance admin",
    .help = "{}: accounts for customers and suppliers who have none yet",
    .run = books_accounts,
  },
  {
    .name = "books.export",
    .version = 1,
    .kind = KONTOR_COMMAND_FACT,
    .merge = "never refused when valid: the file was handed out",
    .roles = "finance admin",
    .help = "{kind (datev, z3, sepa, vat, ec-list, oss, procedure), from, to, file_name, sha256, "
            "n_rows, sum_minor}: days count from 1970-01-01",
    .run = books_export,
  },
  { NULL },
};
