/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-filter-private.h"
#include "kontor-list-private.h"

#include <glib/gi18n-lib.h>

static char **
list_sort_keys (const KontorListType *type)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();

  for (const KontorListColumn *column = type->columns; column->key != NULL; column++)
    if (column->ascending != NULL)
      g_ptr_array_add (keys, g_strdup (column->key));
  g_ptr_array_add (keys, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&keys), FALSE);
}

static gboolean
set_sort (KontorListQuery *self, const char *sort, GError **error)
{
  g_auto (GStrv) keys = NULL;
  g_autofree char *message = NULL;

  self->descending = *sort == '-';
  sort += self->descending;
  for (const KontorListColumn *column = self->type->columns; column->key != NULL; column++)
    if (column->ascending != NULL && g_str_equal (column->key, sort))
      {
        self->sort = column;
        return TRUE;
      }

  keys = list_sort_keys (self->type);
  message = g_strdup_printf (_ ("the list can't be sorted by “%s”"), sort);
  return kontor_filter_unknown (error, message, sort, (const char *const *) keys);
}

/**
 * kontor_list_query_new:
 * @type: a list
 * @filter: text of the filter language (README.md in this folder), "" for all
 * @sort: (nullable): key of a column, with a leading minus for descending; %NULL for the list's own
 * order
 * @now: the time that relative times and flags refer to, UTC microseconds
 * @zone: where days begin
 * @error: return location for an error
 *
 * Errors: %KONTOR_FILTER_ERROR_SYNTAX, %KONTOR_FILTER_ERROR_UNKNOWN; the message says what is
 * possible instead.
 *
 * Returns: (transfer full): a query that never changes and may be used by any thread, or %NULL
 */
KontorListQuery *
kontor_list_query_new (const KontorListType *type,
                       const char           *filter,
                       const char           *sort,
                       gint64                now,
                       GTimeZone            *zone,
                       GError              **error)
{
  g_autoptr (KontorListQuery) self = NULL;

  g_return_val_if_fail (type != NULL && filter != NULL && zone != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  self = g_new0 (KontorListQuery, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->type = type;
  self->now = now;
  self->conditions = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_condition_free);
  self->texts = g_string_chunk_new (256);
  self->lead = KONTOR_LEAD_UNKNOWN;

  if (!set_sort (self, sort != NULL && *sort != '\0' ? sort : type->default_sort, error)
      || !kontor_list_query_add_filter (self, filter, zone, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * kontor_list_query_ref:
 * @self: a query
 *
 * Returns: (transfer full): the same query; any thread
 */
KontorListQuery *
kontor_list_query_ref (KontorListQuery *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * kontor_list_query_unref:
 * @self: (transfer full) (nullable): a query; any thread
 */
void
kontor_list_query_unref (KontorListQuery *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_clear_pointer (&self->conditions, g_ptr_array_unref);
  g_clear_pointer (&self->texts, g_string_chunk_free);
  g_free (self); /* the last reference */
}

/**
 * kontor_list_query_get_type_info:
 * @self: a query
 *
 * Returns: the list that it is about, static
 */
const KontorListType *
kontor_list_query_get_type_info (const KontorListQuery *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->type;
}

/**
 * kontor_list_query_is_filtered:
 * @self: a query
 *
 * Returns: whether the filter says anything
 */
gboolean
kontor_list_query_is_filtered (const KontorListQuery *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->conditions->len > 0;
}
