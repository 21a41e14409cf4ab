/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <string.h>

#include "kontor-csv.h"
#include "kontor-import.h"
#include "kontor-number.h"
#include "kontor-time.h"

/* Exports are exact: times in full, amounts with a point, every row of the list in its order. */

#define PAGE 128

typedef struct
{
  KontorListQuery   *query;
  GArray            *ids;     /* (nullable) of gint64: NULL for all */
  const char *const *columns; /* (nullable) */
  GCancellable      *cancellable;
} Export;

static gboolean
is_wanted (const Export *self, const KontorListColumn *column)
{
  return self->columns != NULL ? g_strv_contains (self->columns, column->key) : column->shown;
}

static char *
dup_value (const KontorListColumn *column, const KontorListRow *row, guint i)
{
  gint64 value = row->values[i].integer;
  guint  digits = kontor_currency_digits (row->currency != NULL ? row->currency : "EUR");

  if (row->values[i].is_null)
    return g_strdup ("");
  switch (column->type)
    {
    case KONTOR_COLUMN_TEXT:
    case KONTOR_COLUMN_STATE:
      return g_strdup (row->values[i].text != NULL ? row->values[i].text : "");
    case KONTOR_COLUMN_COUNT:
      return g_strdup_printf ("%" G_GINT64_FORMAT, value);
    case KONTOR_COLUMN_MONEY:
      return kontor_decimal_format (value, digits, digits, &kontor_number_style_plain);
    case KONTOR_COLUMN_PRICE:
      return kontor_decimal_format (value, 4, 2, &kontor_number_style_plain);
    case KONTOR_COLUMN_QUANTITY:
      return kontor_decimal_format (value, 3, 0, &kontor_number_style_plain);
    case KONTOR_COLUMN_TIME:
      return kontor_time_format_iso (value);
    }
  g_assert_not_reached ();
}

static void
append_row (const Export *self, const KontorListType *type, const KontorListRow *row, GString *out)
{
  gboolean first = TRUE;

  for (guint i = 0; type->columns[i].key != NULL; i++)
    {
      g_autofree char *text = NULL;

      if (!is_wanted (self, &type->columns[i]))
        continue;
      text = row != NULL ? dup_value (&type->columns[i], row, i) : g_strdup (type->columns[i].key);
      kontor_csv_append_field (out, text, ',', first);
      first = FALSE;
    }
  kontor_csv_append_end (out);
}

static gpointer
export_in_reader (KontorDatabase *database, gpointer data, GError **error)
{
  const Export         *self = data;
  const KontorListType *type = kontor_list_query_get_type_info (self->query);
  g_autoptr (GArray) ids = self->ids != NULL
                             ? g_array_ref (self->ids)
                             : kontor_list_query_fetch_ids (self->query, database, 0, error);
  GString *out;

  if (ids == NULL)
    return NULL;
  out = g_string_new (NULL);
  append_row (self, type, NULL, out);
  for (guint at = 0; at < ids->len; at += PAGE)
    {
      g_autoptr (GPtrArray) rows = NULL;

      if (!g_cancellable_set_error_if_cancelled (self->cancellable, error))
        rows = kontor_list_query_fetch_rows (self->query,
                                             database,
                                             &g_array_index (ids, gint64, at),
                                             MIN (PAGE, ids->len - at),
                                             error);
      if (rows == NULL)
        {
          g_string_free (out, TRUE);
          return NULL;
        }
      for (guint i = 0; i < rows->len; i++)
        append_row (self, type, g_ptr_array_index (rows, i), out);
    }
  return g_string_free_to_bytes (out);
}

/**
 * kontor_export_list:
 * @query: the list as it is filtered and sorted
 * @columns: (nullable): keys of the columns, NULL for those shown by default
 *
 * Blocking.
 *
 * Returns: (transfer full): CSV, UTF-8, separated by commas
 */
GBytes *
kontor_export_list (KontorReplica     *replica,
                    KontorListQuery   *query,
                    const char *const *columns,
                    GCancellable      *cancellable,
                    GError           **error)
{
  return kontor_export_rows (replica, query, NULL, columns, cancellable, error);
}

/**
 * kontor_export_rows:
 * @query: the list
 * @ids: (nullable) (element-type gint64): rows of it in their order, NULL for all
 * @columns: (nullable): keys of the columns, NULL for those shown by default
 *
 * Like kontor_export_list(), for a part of it.
 *
 * Returns: (transfer full): CSV, UTF-8, separated by commas
 */
GBytes *
kontor_export_rows (KontorReplica     *replica,
                    KontorListQuery   *query,
                    GArray            *ids,
                    const char *const *columns,
                    GCancellable      *cancellable,
                    GError           **error)
{
  Export self = { query, ids, columns, cancellable };

  return kontor_replica_read (replica, export_in_reader, &self, error);
}
