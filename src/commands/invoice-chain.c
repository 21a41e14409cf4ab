/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "kontor-invoice-private.h"
#include "kontor-record.h"
#include "kontor-text.h"

/* What the hash of a document covers: all that a stranger can hold in hand. */
static const char *const covered[] = { "series", "number", "snapshot", "pdf_sha256", "xml_sha256" };

/**
 * kontor_invoice_hash:
 * @previous: hash of the document before it in its series, "" for the first
 * @frozen: parameters of invoice.issue, or the record of an issued document
 *
 * Returns: (transfer full): SHA-256 as hexadecimal digits
 */
char *
kontor_invoice_hash (const char *previous, const KontorJson *frozen)
{
  GString *text = g_string_new (previous);
  char    *hash = NULL;

  g_string_append_printf (
    text, "\n%" G_GINT64_FORMAT, kontor_json_get_integer (frozen, "position", 0));
  for (gsize i = 0; i < G_N_ELEMENTS (covered); i++)
    g_string_append_printf (text, "\n%s", kontor_json_get_string (frozen, covered[i], ""));
  hash = kontor_text_sha256 (text->str, text->len);
  g_string_free (text, TRUE);
  return hash;
}

/**
 * kontor_invoice_last_hash:
 * @database: a connection
 * @series: "invoice 2026 1"
 * @position: (out): of the last document in it, 0 when there is none
 * @error: return location for an error
 *
 * Returns: (transfer full): its hash, "" when there is none; %NULL with @error set
 */
char *
kontor_invoice_last_hash (KontorDatabase *database,
                          const char     *series,
                          gint64         *position,
                          GError        **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT hash, position FROM invoice WHERE series = ?1 ORDER BY position DESC LIMIT 1",
    error,
    KONTOR_VALUES (kontor_value_text (series)));
  KontorStep step = row != NULL ? kontor_statement_step (row, error) : KONTOR_STEP_FAILED;

  *position = 0;
  if (step == KONTOR_STEP_FAILED)
    return NULL;
  if (step == KONTOR_STEP_DONE)
    return g_strdup ("");
  *position = kontor_statement_get_integer (row, 1);
  return g_strdup (kontor_statement_get_text (row, 0));
}

/* --- looking it over --- */

typedef struct
{
  char  *series;
  char  *hash; /* of the one before */
  gint64 position;
} KontorLink;

static void
clear_link (KontorLink *link)
{
  g_free (link->series);
  g_free (link->hash);
}

static KontorJson *
read_frozen (KontorStatement *row)
{
  KontorJson *frozen = kontor_json_new_object ();

  kontor_json_set_string (frozen, "series", kontor_statement_get_text (row, 0));
  kontor_json_set_integer (frozen, "position", kontor_statement_get_integer (row, 1));
  kontor_json_set_string (frozen, "number", kontor_statement_get_text (row, 2));
  kontor_json_set_string (frozen, "snapshot", kontor_statement_get_text (row, 3));
  kontor_json_set_string (frozen, "pdf_sha256", kontor_statement_get_text (row, 4));
  kontor_json_set_string (frozen, "xml_sha256", kontor_statement_get_text (row, 5));
  return frozen;
}

static void
check_link (KontorStatement *row, KontorLink *link, GPtrArray *problems)
{
  const char *number = kontor_statement_get_text (row, 2);
  g_autoptr (KontorJson) frozen = read_frozen (row);
  g_autofree char *hash = NULL;

  if (g_strcmp0 (link->series, kontor_statement_get_text (row, 0)) != 0)
    {
      clear_link (link);
      *link = (KontorLink){ g_strdup (kontor_statement_get_text (row, 0)), g_strdup (""), 0 };
    }

  hash = kontor_invoice_hash (link->hash, frozen);
  if (kontor_statement_get_integer (row, 1) != link->position + 1)
    g_ptr_array_add (
      problems, g_strdup_printf (_ ("before document %s one is missing in its series"), number));
  else if (g_strcmp0 (link->hash, kontor_statement_get_text (row, 6)) != 0)
    g_ptr_array_add (
      problems,
      g_strdup_printf (_ ("the chain breaks at document %s: it does not follow the one before it"),
                       number));
  else if (g_strcmp0 (hash, kontor_statement_get_text (row, 7)) != 0)
    g_ptr_array_add (problems,
                     g_strdup_printf (_ ("document %s was changed after it was issued"), number));

  link->position = kontor_statement_get_integer (row, 1);
  g_free (link->hash); /* replaced */
  link->hash = g_strdup (kontor_statement_get_text (row, 7));
}

/**
 * kontor_invoice_verify:
 * @database: a connection
 * @problems: (element-type utf8): sentences are added, with the number of the document
 * @error: return location for an error
 *
 * Goes through all issued documents, series by series: positions without gaps, hashes that follow
 * from content and predecessor.
 *
 * Errors: #KontorDatabaseError.
 *
 * Returns: whether all could be read; what is wrong with them is in @problems
 */
gboolean
kontor_invoice_verify (KontorDatabase *database, GPtrArray *problems, GError **error)
{
  KontorLink link = { 0 };
  g_autoptr (KontorStatement) rows = kontor_database_query (
    database,
    "SELECT series, position, number, snapshot, pdf_sha256, xml_sha256, previous_hash, hash"
    " FROM invoice ORDER BY series, position, uid",
    error,
    KONTOR_NO_VALUES);
  KontorStep step = KONTOR_STEP_FAILED;

  while (rows != NULL && (step = kontor_statement_step (rows, error)) == KONTOR_STEP_ROW)
    check_link (rows, &link, problems);
  clear_link (&link);
  return step == KONTOR_STEP_DONE;
}
