/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-export.h"

#include <glib/gi18n.h>

#include "kontor-dialogs.h"
#include "kontor-import.h"
#include "kontor-problem.h"
#include "kontor-toast.h"
#include "kontor-weak.h"
#include "kontor-write-file.h"

/* Exactly what a list shows, as a CSV file: asked for, written off the main thread, told. */

typedef struct
{
  KontorCompany   *company;
  KontorListQuery *query;
  char           **columns;
  GArray          *ids;    /* (nullable) of gint64: rows, NULL for all */
  GFile           *file;   /* (nullable) until chosen */
  gpointer         widget; /* of kontor_weak_new(); taken at the end */
} Export;

static void
export_free (gpointer data)
{
  g_autofree Export *export = data;

  g_clear_object (&export->company);
  g_clear_pointer (&export->query, kontor_list_query_unref);
  g_clear_pointer (&export->columns, g_strfreev);
  g_clear_pointer (&export->ids, g_array_unref);
  g_clear_object (&export->file);
}

static void
write_file (GTask *task)
{
  Export *export = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = kontor_export_rows (kontor_company_get_replica (export->company),
                                                 export->query,
                                                 export->ids,
                                                 (const char *const *) export->columns,
                                                 g_task_get_cancellable (task),
                                                 &error);

  if (bytes != NULL && kontor_write_file (export->file, bytes, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GtkWidget) widget = kontor_weak_take (user_data);
  Export *export = g_task_get_task_data (G_TASK (result));
  g_autofree char *name = g_file_get_basename (export->file);
  g_autofree char *message = g_strdup_printf (_ ("Exported to %s"), name);

  if (!g_task_propagate_boolean (G_TASK (result), &error) && widget != NULL)
    kontor_problem_present (widget, error);
  else if (widget != NULL)
    kontor_toast (widget, message);
}

static void
file_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Export *export = user_data;
  gpointer weak = g_steal_pointer (&export->widget);
  GTask   *task = NULL;

  export->file = kontor_file_save_finish (result, NULL);
  if (export->file == NULL)
    {
      g_autoptr (GtkWidget) widget = kontor_weak_take (weak);

      export_free (export);
      return;
    }
  task = g_task_new (export->company, NULL, written_cb, weak);
  g_task_set_task_data (task, export, export_free);
  kontor_worker_run (kontor_company_get_worker (export->company), task, write_file);
}

/**
 * kontor_export_list_to_file:
 * @query: rows and their order
 * @columns: keys of the columns, in their order
 * @ids: (nullable) (element-type gint64): rows of the list, NULL for all
 *
 * Asks for a file and writes the list into it.
 */
void
kontor_export_list_to_file (GtkWidget         *widget,
                            KontorCompany     *company,
                            KontorListQuery   *query,
                            const char *const *columns,
                            GArray            *ids)
{
  Export *export = g_new0 (Export, 1);
  g_autofree char *name = g_strconcat (kontor_list_query_get_type_info (query)->name, ".csv", NULL);

  export->company = g_object_ref (company);
  export->query = kontor_list_query_ref (query);
  export->columns = g_strdupv ((char **) columns);
  export->ids = ids != NULL ? g_array_ref (ids) : NULL;
  export->widget = kontor_weak_new (widget);
  kontor_file_save_async (widget, _ ("Export List"), name, NULL, file_chosen_cb, export);
}
