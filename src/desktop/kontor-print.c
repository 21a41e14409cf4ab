/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-print.h"

#include <glib/gi18n.h>
#include <poppler.h>

#include "kontor-problem.h"
#include "kontor-weak.h"

/* Printing a PDF through the system's dialog. Poppler may be used by one thread only: the document
 * is opened, drawn and closed on the document thread, while the print operation waits for a page.
 */

typedef struct
{
  KontorWorker    *worker;   /* (owned) */
  GBytes          *pdf;      /* (owned): outlives the document */
  PopplerDocument *document; /* (owned) (document thread) */
  int              n_pages;
  gpointer         widget; /* of kontor_weak_new() */
} Job;

typedef struct
{
  Job               *job;
  GtkPrintOperation *operation; /* (owned) */
  cairo_t           *cr; /* (owned): used by the document thread until the page is finished */
  double             width;
  double             height;
  int                page;
} PageWork;

static void
page_work_free (gpointer data)
{
  g_autofree PageWork *work = data;

  g_clear_object (&work->operation);
  g_clear_pointer (&work->cr, cairo_destroy);
}

static void
draw_in_worker (GTask *task)
{
  PageWork    *work = g_task_get_task_data (task);
  PopplerPage *page = poppler_document_get_page (work->job->document, work->page);
  double       width = 0;
  double       height = 0;
  double       scale = 1;

  if (page != NULL)
    {
      poppler_page_get_size (page, &width, &height);
      scale = MIN (1, MIN (work->width / width, work->height / height));
      cairo_scale (work->cr, scale, scale);
      poppler_page_render_for_printing (page, work->cr);
    }
  g_task_return_boolean (task, page != NULL);
  g_clear_object (&page);
}

static void
page_drawn_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PageWork *work = g_task_get_task_data (G_TASK (result));

  gtk_print_operation_draw_page_finish (work->operation);
}

static void
draw_page_cb (GtkPrintOperation *operation, GtkPrintContext *context, int page, Job *job)
{
  PageWork *work = g_new0 (PageWork, 1);
  GTask    *task = g_task_new (operation, NULL, page_drawn_cb, NULL);

  work->job = job;
  work->operation = g_object_ref (operation);
  work->cr = cairo_reference (gtk_print_context_get_cairo_context (context));
  work->width = gtk_print_context_get_width (context);
  work->height = gtk_print_context_get_height (context);
  work->page = page;
  gtk_print_operation_set_defer_drawing (operation);
  g_task_set_task_data (task, work, page_work_free);
  kontor_worker_run (job->worker, task, draw_in_worker);
}

static void
close_in_worker (GTask *task)
{
  Job *job = g_task_get_task_data (task);

  g_clear_object (&job->document);
  g_task_return_boolean (task, TRUE);
}

static void
job_free (gpointer data)
{
  g_autofree Job *job = data;

  g_clear_pointer (&job->pdf, g_bytes_unref);
  g_clear_object (&job->worker);
}

static void
end_job (Job *job)
{
  GTask *task = g_task_new (NULL, NULL, NULL, NULL);
  g_autoptr (GtkWidget) widget = kontor_weak_take (g_steal_pointer (&job->widget));

  g_task_set_task_data (task, job, job_free);
  kontor_worker_run (job->worker, task, close_in_worker);
}

static void
done_cb (GtkPrintOperation *operation, GtkPrintOperationResult result, Job *job)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GtkWidget) widget = kontor_weak_take (job->widget);

  job->widget = kontor_weak_new (widget);
  if (result == GTK_PRINT_OPERATION_RESULT_ERROR && widget != NULL)
    {
      gtk_print_operation_get_error (operation, &error);
      kontor_problem_present (widget, error);
    }
  end_job (job);
}

static void
run (Job *job, GtkWidget *widget, const char *name)
{
  g_autoptr (GtkPrintOperation) operation = gtk_print_operation_new ();
  GtkRoot *root = gtk_widget_get_root (widget);

  gtk_print_operation_set_n_pages (operation, job->n_pages);
  gtk_print_operation_set_job_name (operation, name);
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_page_cb), job);
  g_signal_connect (operation, "done", G_CALLBACK (done_cb), job);
  gtk_print_operation_run (operation,
                           GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                           GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                           NULL);
}

static void
open_in_worker (GTask *task)
{
  Job    *job = g_task_get_task_data (task);
  GError *error = NULL;

  job->document = poppler_document_new_from_bytes (job->pdf, NULL, &error);
  if (job->document == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  job->n_pages = poppler_document_get_n_pages (job->document);
  g_task_return_boolean (task, TRUE);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = user_data;
  Job             *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GtkWidget) widget = kontor_weak_take (job->widget);
  gboolean opened = g_task_propagate_boolean (G_TASK (result), &error);

  job->widget = kontor_weak_new (widget);
  if (!opened && widget != NULL)
    kontor_problem_present (widget, error);
  if (opened && widget != NULL)
    run (job, widget, name);
  else
    end_job (job);
}

/**
 * kontor_print_pdf:
 * @widget: where it was asked for
 * @documents: the document thread
 * @name: of the job, as the printer shows it
 */
void
kontor_print_pdf (GtkWidget *widget, KontorWorker *documents, GBytes *pdf, const char *name)
{
  Job   *job = g_new0 (Job, 1);
  GTask *task = g_task_new (documents, NULL, opened_cb, g_strdup (name));

  job->worker = g_object_ref (documents);
  job->pdf = g_bytes_ref (pdf);
  job->widget = kontor_weak_new (widget);
  g_task_set_task_data (task, job, NULL); /* lives until end_job() */
  kontor_worker_run (documents, task, open_in_worker);
}
