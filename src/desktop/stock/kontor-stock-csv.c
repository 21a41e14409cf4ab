/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-stock-csv.h"

#include <glib/gi18n.h>

#include "kontor-dialogs.h"
#include "kontor-problem.h"
#include "kontor-toast.h"
#include "kontor-weak.h"
#include "kontor-write-file.h"

/* A table as a file: asked for, written off the main thread, told. */

typedef struct
{
  KontorCompany *company; /* (owned) */
  GBytes        *bytes;   /* (owned) */
  GFile         *file;    /* (owned) (nullable) until chosen */
  gpointer       widget;  /* of kontor_weak_new(); taken at the end */
} Saving;

static void
saving_free (gpointer data)
{
  Saving *self = data;

  g_clear_object (&self->company);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_object (&self->file);
  g_free (self); /* the struct itself */
}

static void
write_file (GTask *task)
{
  Saving *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (kontor_write_file (self->file, self->bytes, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GtkWidget) widget = kontor_weak_take (user_data);
  Saving          *self = g_task_get_task_data (G_TASK (result));
  g_autofree char *name = g_file_get_basename (self->file);
  g_autofree char *message = g_strdup_printf (_ ("Exported to %s"), name);

  if (!g_task_propagate_boolean (G_TASK (result), &error) && widget != NULL)
    kontor_problem_present (widget, error);
  else if (widget != NULL)
    kontor_toast (widget, message);
}

static void
file_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Saving  *self = user_data;
  gpointer weak = g_steal_pointer (&self->widget);
  GTask   *task = NULL;

  self->file = kontor_file_save_finish (result, NULL);
  if (self->file == NULL)
    {
      g_autoptr (GtkWidget) widget = kontor_weak_take (weak);

      saving_free (self);
      return;
    }
  task = g_task_new (self->company, NULL, written_cb, weak);
  g_task_set_task_data (task, self, saving_free);
  kontor_worker_run (kontor_company_get_worker (self->company), task, write_file);
}

/**
 * kontor_stock_csv_save:
 * @title: of the question for a file, translated
 * @name: that is proposed for the file
 * @csv: (transfer full): the table
 *
 * Asks for a file and writes the table into it.
 */
void
kontor_stock_csv_save (
  GtkWidget *widget, KontorCompany *company, const char *title, const char *name, GString *csv)
{
  Saving *self = g_new0 (Saving, 1);

  self->company = g_object_ref (company);
  self->bytes = g_string_free_to_bytes (csv);
  self->widget = kontor_weak_new (widget);
  kontor_file_save_async (widget, title, name, NULL, file_chosen_cb, self);
}
