/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-count-print.h"

#include <glib/gi18n.h>

#include "kontor-count-query.h"
#include "kontor-dialogs.h"
#include "kontor-letterhead.h"
#include "kontor-print.h"
#include "kontor-problem.h"
#include "kontor-time.h"
#include "kontor-toast.h"
#include "kontor-weak.h"
#include "kontor-write-file.h"

/* Papers of a count: read on a reader, drawn on the document thread, printed by the system's
 * dialog, which makes files, too; the inventory is also a table. */

typedef struct
{
  KontorUid            uid;
  KontorCountPaperKind kind;
  KontorJson          *count;    /* (owned): once read, like the next two */
  KontorJson          *rows;     /* (owned) */
  KontorJson          *settings; /* (owned) */
  GFile               *file;     /* (owned) (nullable): where the table goes */
  gpointer             widget;   /* of kontor_weak_new(); taken at the end */
  KontorCompany       *company;  /* (owned) */
} Paper;

static void
paper_free (gpointer data)
{
  g_autofree Paper *paper = data;

  g_clear_pointer (&paper->count, kontor_json_unref);
  g_clear_pointer (&paper->rows, kontor_json_unref);
  g_clear_pointer (&paper->settings, kontor_json_unref);
  g_clear_object (&paper->file);
  g_clear_object (&paper->company);
}

static Paper *
paper_new (GtkWidget           *widget,
           KontorCompany       *company,
           const KontorUid     *uid,
           KontorCountPaperKind kind)
{
  Paper *paper = g_new0 (Paper, 1);

  paper->uid = *uid;
  paper->kind = kind;
  paper->company = g_object_ref (company);
  paper->widget = kontor_weak_new (widget);
  return paper;
}

static KontorJson *
read_rows (KontorDatabase *database, const Paper *paper, GError **error)
{
  switch (paper->kind)
    {
    case KONTOR_COUNT_SHEET:
      return kontor_query_count_items (database, &paper->uid, error);
    case KONTOR_COUNT_RECORD:
      return kontor_query_count_lines (database, &paper->uid, error);
    case KONTOR_COUNT_INVENTORY:
      break;
    }
  return kontor_query_count_inventory (database, &paper->uid, error);
}

static gpointer
read_count (KontorDatabase *database, gpointer data, GError **error)
{
  Paper *paper = data;

  paper->count = kontor_query_count_json (database, &paper->uid, error);
  if (paper->count != NULL)
    paper->rows = read_rows (database, paper, error);
  if (paper->rows != NULL)
    paper->settings = kontor_query_settings (database, error);
  return paper->settings != NULL ? paper : NULL;
}

static void
render (GTask *task)
{
  const Paper     *paper = g_task_get_task_data (task);
  KontorLetterhead head = { 0 };
  g_autoptr (GError) error = NULL;
  GBytes *bytes = NULL;

  kontor_letterhead_from_settings (&head, paper->settings);
  bytes = kontor_count_paper_render (paper->kind,
                                     paper->count,
                                     paper->rows,
                                     &head,
                                     kontor_json_get_string (paper->settings, "language", "de"),
                                     kontor_time_now (),
                                     &error);
  kontor_letterhead_clear (&head);
  if (bytes != NULL)
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static const char *
name_of (KontorCountPaperKind kind)
{
  switch (kind)
    {
    case KONTOR_COUNT_SHEET:
      return _ ("Count sheet");
    case KONTOR_COUNT_RECORD:
      return _ ("Record of a count");
    case KONTOR_COUNT_INVENTORY:
      break;
    }
  return _ ("Inventory list");
}

static void
rendered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GtkWidget) widget = kontor_weak_take (user_data);
  const Paper *paper = g_task_get_task_data (G_TASK (result));
  g_autoptr (GBytes) bytes = g_task_propagate_pointer (G_TASK (result), &error);

  if (widget == NULL)
    return;
  if (bytes != NULL)
    kontor_print_pdf (
      widget, kontor_company_get_documents (paper->company), bytes, name_of (paper->kind));
  else
    kontor_problem_present (widget, error);
}

static void
write_table (GTask *task)
{
  const Paper *paper = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = kontor_count_inventory_csv (paper->count, paper->rows);

  if (kontor_write_file (paper->file, bytes, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
table_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GtkWidget) widget = kontor_weak_take (user_data);
  gboolean written = g_task_propagate_boolean (G_TASK (result), &error);

  if (widget == NULL)
    return;
  if (written)
    kontor_toast (widget, _ ("Inventory list saved"));
  else
    kontor_problem_present (widget, error);
}

static void
count_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  Paper   *paper = user_data;
  gboolean is_table = paper->file != NULL;
  gpointer weak = g_steal_pointer (&paper->widget);
  GTask   *task = NULL;

  if (kontor_replica_read_finish (KONTOR_REPLICA (source), result, &error) == NULL)
    {
      g_autoptr (GtkWidget) widget = kontor_weak_take (weak);

      if (widget != NULL)
        kontor_problem_present (widget, error);
      paper_free (paper);
      return;
    }
  task = g_task_new (paper->company, NULL, is_table ? table_written_cb : rendered_cb, weak);
  g_task_set_task_data (task, paper, paper_free);
  if (is_table)
    kontor_worker_run (kontor_company_get_worker (paper->company), task, write_table);
  else
    kontor_worker_run (kontor_company_get_documents (paper->company), task, render);
}

static void
start (Paper *paper)
{
  kontor_replica_read_async (kontor_company_get_replica (paper->company),
                             read_count,
                             paper,
                             NULL,
                             NULL,
                             NULL,
                             count_read_cb,
                             paper);
}

/**
 * kontor_count_print:
 * @widget: where it was asked for
 * @uid: a count
 * @kind: which of its papers
 */
void
kontor_count_print (GtkWidget           *widget,
                    KontorCompany       *company,
                    const KontorUid     *uid,
                    KontorCountPaperKind kind)
{
  start (paper_new (widget, company, uid, kind));
}

static void
file_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Paper *paper = user_data;

  paper->file = kontor_file_save_finish (result, NULL);
  if (paper->file == NULL)
    {
      g_autoptr (GtkWidget) widget = kontor_weak_take (g_steal_pointer (&paper->widget));

      paper_free (paper);
      return;
    }
  start (paper);
}

/**
 * kontor_count_save_table:
 * @widget: where it was asked for
 * @uid: a count
 * @number: its number
 *
 * Asks for a file and writes the inventory with values there, as CSV.
 */
void
kontor_count_save_table (GtkWidget       *widget,
                         KontorCompany   *company,
                         const KontorUid *uid,
                         const char      *number)
{
  g_autofree char *name = g_strconcat (number, ".csv", NULL);

  kontor_file_save_async (widget,
                          _ ("Save Inventory List"),
                          name,
                          NULL,
                          file_chosen_cb,
                          paper_new (widget, company, uid, KONTOR_COUNT_INVENTORY));
}
