/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-overdue-letters.h"

#include <glib/gi18n.h>

#include "kontor-act.h"
#include "kontor-dialogs.h"
#include "kontor-file-store.h"
#include "kontor-pdf.h"
#include "kontor-print.h"
#include "kontor-problem.h"
#include "kontor-toast.h"
#include "kontor-weak.h"
#include "kontor-write-file.h"

typedef struct
{
  KontorCompany *company;   /* (owned) */
  KontorJson    *reminders; /* (owned): letters as kontor_query_reminders() has them */
  GFile         *place;     /* (owned) (nullable): a file, or a folder for several; NULL prints */
  GPtrArray     *files;     /* (owned) (element-type GBytes) (nullable) until read */
  gpointer       widget;    /* of kontor_weak_new() */
  gboolean       are_copies;
} Errand;

static void
errand_free (gpointer data)
{
  g_autofree Errand *errand = data;
  g_autoptr (GtkWidget) widget = kontor_weak_take (g_steal_pointer (&errand->widget));

  g_clear_object (&errand->company);
  g_clear_pointer (&errand->reminders, kontor_json_unref);
  g_clear_object (&errand->place);
  g_clear_pointer (&errand->files, g_ptr_array_unref);
}

static Errand *
errand_new (GtkWidget *widget, KontorCompany *company, KontorJson *reminders, gboolean are_copies)
{
  Errand *errand = g_new0 (Errand, 1);

  errand->company = g_object_ref (company);
  errand->reminders = reminders;
  errand->are_copies = are_copies;
  errand->widget = kontor_weak_new (widget);
  return errand;
}

/* Where it was asked for; the weak reference stays. */
static GtkWidget *
ref_widget (Errand *errand)
{
  GtkWidget *widget = kontor_weak_take (g_steal_pointer (&errand->widget));

  errand->widget = kontor_weak_new (widget);
  return widget;
}

static const char *
name_at (const Errand *errand, guint index)
{
  return kontor_json_get_string (kontor_json_at (errand->reminders, index), "number", "");
}

/* --- the last step: paper, or files --- */

static void
join_in_worker (GTask *task)
{
  Errand *errand = g_task_get_task_data (task);
  GError *error = NULL;
  GBytes *pdf = kontor_pdf_join (errand->files, &error);

  if (pdf != NULL)
    g_task_return_pointer (task, pdf, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

static void
joined_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Errand *errand = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (GtkWidget) widget = ref_widget (errand);
  g_autoptr (GBytes) pdf = g_task_propagate_pointer (G_TASK (result), &error);

  if (widget == NULL)
    return;
  if (pdf != NULL)
    kontor_print_pdf (
      widget, kontor_company_get_documents (errand->company), pdf, name_at (errand, 0));
  else
    kontor_problem_present (widget, error);
}

static gboolean
write_file (GFile *file, GBytes *bytes, GError **error)
{
  return kontor_write_file (file, bytes, error);
}

static char *
dup_file_name (const Errand *errand, guint index)
{
  g_autofree char *number = g_strdelimit (g_strdup (name_at (errand, index)), "/\\", '-');

  return g_strconcat (number, ".pdf", NULL);
}

static void
write_in_worker (GTask *task)
{
  Errand *errand = g_task_get_task_data (task);

  for (guint i = 0; i < errand->files->len; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *name = dup_file_name (errand, i);
      g_autoptr (GFile) file = errand->files->len > 1 ? g_file_get_child (errand->place, name)
                                                      : g_object_ref (errand->place);

      if (!write_file (file, g_ptr_array_index (errand->files, i), &error))
        {
          g_task_return_error (task, g_steal_pointer (&error));
          return;
        }
    }
  g_task_return_boolean (task, TRUE);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Errand *errand = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (GtkWidget) widget = ref_widget (errand);
  gboolean         written = g_task_propagate_boolean (G_TASK (result), &error);
  g_autofree char *words = g_strdup_printf (
    ngettext ("%u letter saved", "%u letters saved", errand->files->len), errand->files->len);

  if (widget == NULL)
    return;
  if (written)
    kontor_toast (widget, words);
  else
    kontor_problem_present (widget, error);
}

static void
hand_out (Errand *errand)
{
  gboolean prints = errand->place == NULL;
  GTask   *task = g_task_new (errand->company, NULL, prints ? joined_cb : written_cb, NULL);

  g_task_set_source_tag (task, hand_out);
  g_task_set_task_data (task, errand, errand_free);
  if (prints)
    kontor_worker_run (kontor_company_get_documents (errand->company), task, join_in_worker);
  else
    kontor_worker_run (kontor_company_get_worker (errand->company), task, write_in_worker);
}

/* --- it is noted first --- */

static void
give_up (Errand *errand, const GError *error)
{
  g_autoptr (GtkWidget) widget = ref_widget (errand);

  if (widget != NULL && error != NULL)
    kontor_problem_present (widget, error);
  else if (widget != NULL)
    kontor_toast (widget, _ ("The file is not on this station yet"));
  errand_free (errand);
}

static void
noted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (kontor_replica_run_many_finish (KONTOR_REPLICA (source), result, &error))
    hand_out (user_data);
  else
    give_up (user_data, error);
}

static void
note (Errand *errand)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (
    (GDestroyNotify) kontor_replica_item_free);
  KontorUid batch;

  for (guint i = 0; i < kontor_json_length (errand->reminders); i++)
    {
      const KontorJson *reminder = kontor_json_at (errand->reminders, i);
      KontorJson       *params = kontor_json_new_object ();

      kontor_json_set_string (params, "dunning", kontor_json_get_string (reminder, "uid", ""));
      kontor_json_set_boolean (params, "copy", errand->are_copies);
      g_ptr_array_add (items, kontor_act_item ("dunning.send", params));
    }
  kontor_uid_generate (&batch);
  kontor_replica_run_many_async (
    kontor_company_get_replica (errand->company), items, &batch, TRUE, NULL, noted_cb, errand);
}

/* --- the pages come first: a letter that is not here yet is not said to be sent --- */

static gpointer
read_files (KontorDatabase *database, gpointer data, GError **error)
{
  const KontorJson *reminders = data;
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  for (guint i = 0; i < kontor_json_length (reminders); i++)
    {
      const char *sha256 = kontor_json_get_string (kontor_json_at (reminders, i), "pdf_sha256", "");
      GBytes     *bytes = kontor_file_store_read (database, (char *) sha256, error); /* only read */

      if (bytes == NULL)
        return NULL;
      g_ptr_array_add (files, bytes);
    }
  return g_steal_pointer (&files);
}

static void
files_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Errand *errand = user_data;
  g_autoptr (GError) error = NULL;

  errand->files = kontor_replica_read_finish (KONTOR_REPLICA (source), result, &error);
  if (errand->files != NULL)
    note (errand);
  else
    give_up (errand, error);
}

static void
start (Errand *errand)
{
  kontor_replica_read_async (kontor_company_get_replica (errand->company),
                             read_files,
                             kontor_json_ref (errand->reminders),
                             (GDestroyNotify) kontor_json_unref,
                             (GDestroyNotify) g_ptr_array_unref,
                             NULL,
                             files_read_cb,
                             errand);
}

/**
 * kontor_overdue_letters_print:
 * @widget: where it was asked for
 * @company: whose letters
 * @reminders: (transfer full): an array of letters
 * @are_copies: whether they went out before
 */
void
kontor_overdue_letters_print (GtkWidget     *widget,
                              KontorCompany *company,
                              KontorJson    *reminders,
                              gboolean       are_copies)
{
  start (errand_new (widget, company, reminders, are_copies));
}

static void
begin_saving (Errand *errand, GFile *place)
{
  errand->place = place;
  if (place != NULL)
    start (errand);
  else
    errand_free (errand);
}

static void
file_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  begin_saving (user_data, kontor_file_save_finish (result, NULL));
}

static void
folder_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  begin_saving (user_data, kontor_folder_open_finish (result, NULL));
}

/**
 * kontor_overdue_letters_save:
 * @widget: where it was asked for
 * @company: whose letters
 * @reminders: (transfer full): an array of letters
 * @are_copies: whether they went out before
 *
 * Asks for a file, or for a folder that takes several.
 */
void
kontor_overdue_letters_save (GtkWidget     *widget,
                             KontorCompany *company,
                             KontorJson    *reminders,
                             gboolean       are_copies)
{
  Errand          *errand = errand_new (widget, company, reminders, are_copies);
  g_autofree char *name = dup_file_name (errand, 0);

  if (kontor_json_length (reminders) > 1)
    kontor_folder_open_async (widget, _ ("Save Letters"), NULL, folder_chosen_cb, errand);
  else
    kontor_file_save_async (widget, _ ("Save Letter"), name, NULL, file_chosen_cb, errand);
}
