/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-books-save.h"

#include <glib/gi18n.h>

#include "kontor-books-export.h"
#include "kontor-books-words.h"
#include "kontor-dialogs.h"
#include "kontor-problem.h"
#include "kontor-toast.h"
#include "kontor-weak.h"

/* One export on its way, from the question to the files. */
typedef struct
{
  KontorCompany *company; /* (owned) */
  char          *kind;    /* (owned) */
  char          *folder;  /* (owned) (nullable): until it was chosen */
  gint64         from;
  gint64         to;
  gpointer       widget; /* (owned): weak */
} Save;

static void
save_free (gpointer data)
{
  Save *self = data;

  g_clear_pointer (&self->widget, g_free);
  g_object_unref (self->company);
  g_free (self->kind);
  g_free (self->folder);
  g_free (self);
}

static KontorJson *export(const Save *self, GError **error)
{
  const KontorBooksJob job = {
    .from = self->from, .to = self->to, .folder = self->folder, .pictures = TRUE
  };
  KontorReplica *replica = kontor_company_get_replica (self->company);

  if (g_str_equal (self->kind, "datev"))
    return kontor_books_export_datev (replica, &job, error);
  if (g_str_equal (self->kind, "z3"))
    return kontor_books_export_z3 (replica, &job, error);
  if (g_str_equal (self->kind, "procedure"))
    return kontor_books_export_procedure (replica, &job, error);
  return kontor_books_export_figures (replica, &job, self->kind, error);
}

static void
export_in_worker (GTask *task)
{
  GError     *error = NULL;
  KontorJson *result = export(g_task_get_task_data (task), &error);

  if (result != NULL)
    g_task_return_pointer (task, result, (GDestroyNotify) kontor_json_unref);
  else
    g_task_return_error (task, error);
}

static char *
dup_done (const KontorJson *result)
{
  const KontorJson *files = kontor_json_get_array (result, "files");
  guint             n_files = kontor_json_length (files);
  guint             n_missing = kontor_json_length (kontor_json_get_array (result, "missing"));
  const char       *name = kontor_json_get_string (kontor_json_at (files, 0), "name", "");

  if (n_missing > 0)
    return g_strdup_printf (ngettext ("%s saved; %u picture is not on this station",
                                      "%s saved; %u pictures are not on this station",
                                      n_missing),
                            name,
                            n_missing);
  if (n_files > 1)
    return g_strdup_printf (
      ngettext ("%s and %u more file saved", "%s and %u more files saved", n_files - 1),
      name,
      n_files - 1);
  /* Translators: the name of a file */
  return g_strdup_printf (_ ("%s saved"), name);
}

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GtkWidget) widget = kontor_weak_take (user_data);
  g_autoptr (KontorJson) done = g_task_propagate_pointer (G_TASK (result), &error);
  g_autofree char *text = NULL;

  if (widget == NULL)
    return;
  if (done == NULL)
    {
      kontor_problem_present (widget, error);
      return;
    }
  text = dup_done (done);
  kontor_toast (widget, text);
}

static void
folder_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Save *self = user_data;
  g_autoptr (GFile) folder = kontor_folder_open_finish (result, NULL);
  GTask *task = NULL;

  self->folder = folder != NULL ? g_file_get_path (folder) : NULL;
  if (self->folder == NULL)
    {
      save_free (self);
      return;
    }
  task = g_task_new (self->company, NULL, exported_cb, g_steal_pointer (&self->widget));
  g_task_set_task_data (task, self, save_free);
  kontor_worker_run (kontor_company_get_worker (self->company), task, export_in_worker);
}

/**
 * kontor_books_save:
 * @widget: where it was asked for
 * @company: the company
 * @kind: "datev", "z3", "vat", "ec-list", "oss" or "procedure"
 * @from: first day
 * @to: last day
 */
void
kontor_books_save (
  GtkWidget *widget, KontorCompany *company, const char *kind, gint64 from, gint64 to)
{
  Save            *self = g_new0 (Save, 1);
  g_autofree char *period = kontor_books_dup_period (from, to);
  g_autofree char *title = g_strdup_printf ("%s · %s", kontor_books_export_title (kind), period);

  self->company = g_object_ref (company);
  self->kind = g_strdup (kind);
  self->from = from;
  self->to = to;
  self->widget = kontor_weak_new (widget);
  kontor_folder_open_async (widget, title, NULL, folder_chosen_cb, self);
}
