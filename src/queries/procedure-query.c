/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include <string.h>

#include "kontor-books-query.h"
#include "kontor-query-private.h"

/* What the procedure documentation says about this company. */

static const struct
{
  const char *key;
  const char *sql;
  const char *spec;
} parts[] = {
  { "stations", "SELECT number, name FROM station ORDER BY number", "i:number t:name" },
  { "series",
    "SELECT i.series, (SELECT f.number FROM invoice AS f WHERE f.series = i.series"
    " ORDER BY f.position LIMIT 1), (SELECT l.number FROM invoice AS l WHERE l.series = i.series"
    " ORDER BY l.position DESC LIMIT 1), count (*) FROM invoice AS i GROUP BY i.series"
    " ORDER BY i.series",
    "t:series t:first t:last i:count" },
  { "people",
    "SELECT name, role, CASE WHEN archived_at IS NULL THEN '' ELSE 'archived' END FROM person"
    " ORDER BY name, uid",
    "t:name t:role t:state" },
  { "exports",
    "SELECT e.kind, count (*), (SELECT l.file_name FROM books_export AS l WHERE l.kind = e.kind"
    " ORDER BY l.made_at DESC, l.uid LIMIT 1) FROM books_export AS e GROUP BY e.kind"
    " ORDER BY e.kind",
    "t:kind i:count t:last" },
};

/* Of the company itself, then of books and documents. */
static const char *const company_keys[] = { "company_name", "street",          "postcode",
                                            "city",         "country",         "vat_id",
                                            "tax_number",   "register_number", NULL };
static const char *const setting_words[] = { "number_pattern", "datev_",  "price_mode",
                                             "currency",       "closed",  "limit",
                                             "small_",         "oss",     "fiscal_",
                                             "retention",      "dunning", NULL };

static void
append_row (KontorJson *rows, const char *name, const char *value)
{
  KontorJson *row = kontor_json_new_object ();

  kontor_json_set_string (row, "name", name);
  kontor_json_set_string (row, "value", value);
  kontor_json_append (rows, row);
}

static gboolean
is_of_books (const char *key)
{
  for (guint i = 0; setting_words[i] != NULL; i++)
    if (strstr (key, setting_words[i]) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
set_settings (KontorJson *facts, KontorDatabase *database, GError **error)
{
  g_autoptr (KontorJson) settings = kontor_query_settings (database, error);
  KontorJson *company = kontor_json_new_array ();
  KontorJson *rest = kontor_json_new_array ();

  kontor_json_set (facts, "company", company);
  kontor_json_set (facts, "settings", rest);
  if (settings == NULL)
    return FALSE;
  append_row (company, "Kontor", KONTOR_VERSION);
  for (guint i = 0; company_keys[i] != NULL; i++)
    if (*kontor_json_get_string (settings, company_keys[i], "") != '\0')
      append_row (company, company_keys[i], kontor_json_get_string (settings, company_keys[i], ""));
  for (guint i = 0; i < kontor_json_length (settings); i++)
    {
      const char *key = kontor_json_key_at (settings, i);

      if (is_of_books (key))
        append_row (rest, key, kontor_json_get_string (settings, key, ""));
    }
  return TRUE;
}

/* "invoice_number_pattern:RE-2026-1#" is "RE-2026-1…" to people. */
static KontorJson *
name_series (const KontorJson *rows)
{
  KontorJson *named = kontor_json_new_array ();

  for (guint i = 0; i < kontor_json_length (rows); i++)
    {
      const KontorJson *row = kontor_json_at (rows, i);
      const char       *series = kontor_json_get_string (row, "series", "");
      const char       *colon = strchr (series, ':');
      g_auto (GStrv) pieces = g_strsplit (colon != NULL ? colon + 1 : series, "#", -1);
      g_autofree char *name = g_strjoinv ("…", pieces);
      KontorJson      *copy = kontor_json_new_object ();

      kontor_json_set_string (copy, "series", name);
      kontor_json_set_string (copy, "first", kontor_json_get_string (row, "first", ""));
      kontor_json_set_string (copy, "last", kontor_json_get_string (row, "last", ""));
      kontor_json_set_integer (copy, "count", kontor_json_get_integer (row, "count", 0));
      kontor_json_append (named, copy);
    }
  return named;
}

/**
 * kontor_query_procedure:
 * @database: a connection
 * @error: return location for an error
 *
 * Errors: #KontorDatabaseError.
 *
 * Returns: (transfer full): the facts that kontor_procedure_render() writes down, or %NULL
 */
KontorJson *
kontor_query_procedure (KontorDatabase *database, GError **error)
{
  g_autoptr (KontorJson) facts = kontor_json_new_object ();

  if (!set_settings (facts, database, error))
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (!kontor_query_set_rows (
          facts, parts[i].key, database, parts[i].sql, parts[i].spec, error, KONTOR_NO_VALUES))
      return NULL;
  kontor_json_set (facts, "series", name_series (kontor_json_get_array (facts, "series")));
  return g_steal_pointer (&facts);
}
