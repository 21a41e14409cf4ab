/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-report-export.h"

#include <glib/gi18n.h>

#include "kontor-dialogs.h"
#include "kontor-format.h"
#include "kontor-letterhead.h"
#include "kontor-print.h"
#include "kontor-problem.h"
#include "kontor-report-chart.h"
#include "kontor-report-sheet.h"
#include "kontor-time.h"
#include "kontor-toast.h"
#include "kontor-weak.h"
#include "kontor-write-file.h"

/* What the page shows, as a file or on paper: drawn off the main thread out of the same figures. */

typedef struct
{
  KontorCompany          *company;  /* (owned) */
  KontorJson             *report;   /* (owned) */
  KontorJson             *settings; /* (owned) (nullable) */
  const KontorReportType *type;
  char                   *kind;
  gint64                  now;
  GFile                  *file;   /* (owned) (nullable): NULL is the printer */
  gpointer                widget; /* of kontor_weak_new(); taken at the end */
} Export;

static void
export_free (gpointer data)
{
  g_autofree Export *export = data;

  g_clear_object (&export->company);
  g_clear_pointer (&export->report, kontor_json_unref);
  g_clear_pointer (&export->settings, kontor_json_unref);
  g_clear_pointer (&export->kind, g_free);
  g_clear_object (&export->file);
}

static GBytes *
draw_sheet (const Export *export, const KontorReportView *view, GError **error)
{
  KontorLetterhead head = { 0 };
  GBytes          *bytes = NULL;

  if (export->settings != NULL)
    kontor_letterhead_from_settings (&head, export->settings);
  bytes = kontor_report_sheet_render (view, &head, export->now, error);
  kontor_letterhead_clear (&head);
  return bytes;
}

static GBytes *
make_bytes (const Export *export, GError **error)
{
  KontorReportView view = { export->type, export->report, kontor_format_style () };
  g_autoptr (KontorReportChart) chart = NULL;

  if (g_str_equal (export->kind, "csv"))
    return kontor_report_view_to_csv (&view);
  if (g_str_equal (export->kind, "pdf"))
    return draw_sheet (export, &view, error);
  chart = kontor_report_chart_new (&view, TRUE);
  return kontor_report_chart_render (chart,
                                     g_str_equal (export->kind, "png") ? KONTOR_CHART_PNG
                                                                       : KONTOR_CHART_SVG,
                                     export->now,
                                     error);
}

static void
make_in_worker (GTask *task)
{
  Export *export = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = make_bytes (export, &error);

  if (bytes != NULL && (export->file == NULL || kontor_write_file (export->file, bytes, &error)))
    g_task_return_pointer (task, g_steal_pointer (&bytes), (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GtkWidget) widget = kontor_weak_take (user_data);
  Export *export = g_task_get_task_data (G_TASK (result));
  g_autoptr (GBytes) bytes = g_task_propagate_pointer (G_TASK (result), &error);

  if (widget == NULL)
    return;
  if (bytes == NULL)
    kontor_problem_present (widget, error);
  else if (export->file == NULL)
    kontor_print_pdf (
      widget, kontor_company_get_documents (export->company), bytes, _ (export->type->title));
  else
    {
      g_autofree char *name = g_file_get_basename (export->file);
      g_autofree char *message = g_strdup_printf (_ ("Exported to %s"), name);

      kontor_toast (widget, message);
    }
}

static void
run (Export *export)
{
  GTask *task = g_task_new (export->company, NULL, made_cb, g_steal_pointer (&export->widget));

  g_task_set_task_data (task, export, export_free);
  kontor_worker_run (kontor_company_get_documents (export->company), task, make_in_worker);
}

static void
file_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Export *export = user_data;

  export->file = kontor_file_save_finish (result, NULL);
  if (export->file == NULL)
    {
      g_autoptr (GtkWidget) widget = kontor_weak_take (export->widget);

      export_free (export);
      return;
    }
  run (export);
}

static Export *
export_new (GtkWidget              *widget,
            KontorCompany          *company,
            const KontorReportType *type,
            KontorJson             *report,
            const char             *kind)
{
  Export *export = g_new0 (Export, 1);
  const KontorJson *settings = kontor_company_get_settings (company);

  kontor_format_style (); /* made on the main thread, read in the other one */
  export->company = g_object_ref (company);
  export->report = kontor_json_ref (report);
  if (settings != NULL)
    export->settings = kontor_json_ref ((KontorJson *) settings); /* read only */
  export->type = type;
  export->kind = g_strdup (kind);
  export->now = kontor_time_now ();
  export->widget = kontor_weak_new (widget);
  return export;
}

/**
 * kontor_report_export_to_file:
 * @report: what is shown
 * @kind: "svg", "png", "pdf" or "csv"
 *
 * Asks for a file and writes the report into it.
 */
void
kontor_report_export_to_file (GtkWidget              *widget,
                              KontorCompany          *company,
                              const KontorReportType *type,
                              KontorJson             *report,
                              const char             *kind)
{
  g_autofree char *name = g_strdup_printf ("%s.%s", type->name, kind);

  kontor_file_save_async (widget,
                          _ ("Export Report"),
                          name,
                          NULL,
                          file_chosen_cb,
                          export_new (widget, company, type, report, kind));
}

/**
 * kontor_report_print:
 * @report: what is shown
 *
 * Draws the report on paper and asks for a printer.
 */
void
kontor_report_print (GtkWidget              *widget,
                     KontorCompany          *company,
                     const KontorReportType *type,
                     KontorJson             *report)
{
  run (export_new (widget, company, type, report, "pdf"));
}
