/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-purchase-print.h"

#include <glib/gi18n.h>

#include "kontor-letterhead.h"
#include "kontor-print.h"
#include "kontor-problem.h"
#include "kontor-purchase-order.h"
#include "kontor-purchase-query.h"
#include "kontor-time.h"
#include "kontor-weak.h"

#define LABEL_WIDTH_MM 57
#define LABEL_HEIGHT_MM 32

/* Papers of an order to a supplier: read on a reader, drawn on the document thread, printed by the
 * system's dialog. */

typedef struct
{
  KontorUid       uid;
  int             receipt;  /* whose labels; 0: the order itself */
  KontorPurchase *purchase; /* (owned): once read, like the next two */
  KontorJson     *settings; /* (owned) */
  KontorJson     *codes;    /* (owned) */
  char           *name;     /* (owned): of the print job */
  gpointer        widget;   /* of kontor_weak_new(); taken at the end */
  KontorCompany  *company;  /* (owned) */
} Paper;

static void
paper_free (gpointer data)
{
  g_autofree Paper *paper = data;

  g_clear_pointer (&paper->purchase, kontor_purchase_free);
  g_clear_pointer (&paper->settings, kontor_json_unref);
  g_clear_pointer (&paper->codes, kontor_json_unref);
  g_clear_pointer (&paper->name, g_free);
  g_clear_object (&paper->company);
}

static gpointer
read_purchase (KontorDatabase *database, gpointer data, GError **error)
{
  Paper *paper = data;

  paper->purchase = kontor_query_purchase (database, &paper->uid, error);
  if (paper->purchase != NULL)
    paper->settings = kontor_query_settings (database, error);
  if (paper->settings != NULL)
    paper->codes = kontor_query_purchase_codes (database, &paper->uid, error);
  return paper->codes != NULL ? paper : NULL;
}

static const char *
get_language (const Paper *paper)
{
  return *paper->purchase->language != '\0'
           ? paper->purchase->language
           : kontor_json_get_string (paper->settings, "language", "de");
}

static GBytes *
render_order (const Paper *paper, GError **error)
{
  KontorLetterhead head = { 0 };
  GBytes          *bytes = NULL;

  kontor_letterhead_from_settings (&head, paper->settings);
  bytes = kontor_purchase_order_render (
    paper->purchase, &head, get_language (paper), kontor_time_now (), FALSE, error);
  kontor_letterhead_clear (&head);
  return bytes;
}

static GBytes *
render_labels (const Paper *paper, GError **error)
{
  g_autoptr (GArray) codes = g_array_new (FALSE, FALSE, sizeof (KontorReceiptCode));
  g_autoptr (GPtrArray) labels = NULL;

  for (guint i = 0; i < kontor_json_length (paper->codes); i++)
    {
      const KontorJson *row = kontor_json_at (paper->codes, i);
      KontorReceiptCode code = { kontor_json_get_string (row, "code", ""),
                                 (int) kontor_json_get_integer (row, "line", 0) };

      g_array_append_val (codes, code);
    }
  labels = kontor_receipt_labels_new (paper->purchase,
                                      paper->receipt,
                                      (const KontorReceiptCode *) (gpointer) codes->data,
                                      codes->len,
                                      kontor_json_get_string (paper->settings, "language", "de"),
                                      NULL,
                                      error);
  return labels != NULL ? kontor_labels_render (labels, LABEL_WIDTH_MM, LABEL_HEIGHT_MM, error)
                        : NULL;
}

static void
render (GTask *task)
{
  const Paper *paper = g_task_get_task_data (task);
  GError      *error = NULL;
  GBytes      *bytes = paper->receipt == 0 ? render_order (paper, &error)
                                           : render_labels (paper, &error);

  if (bytes != NULL)
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
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
    kontor_print_pdf (widget, kontor_company_get_documents (paper->company), bytes, paper->name);
  else
    kontor_problem_present (widget, error);
}

static void
purchase_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  Paper   *paper = user_data;
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
  task = g_task_new (paper->company, NULL, rendered_cb, weak);
  g_task_set_task_data (task, paper, paper_free);
  kontor_worker_run (kontor_company_get_documents (paper->company), task, render);
}

/**
 * kontor_purchase_print:
 * @widget: where it was asked for
 * @uid: an order to a supplier
 * @receipt: position of a receipt whose labels are wanted; 0 for the order itself
 */
void
kontor_purchase_print (GtkWidget *widget, KontorCompany *company, const KontorUid *uid, int receipt)
{
  Paper *paper = g_new0 (Paper, 1);

  paper->uid = *uid;
  paper->receipt = receipt;
  paper->name = g_strdup (receipt == 0 ? _ ("Purchase order") : _ ("Labels"));
  paper->company = g_object_ref (company);
  paper->widget = kontor_weak_new (widget);
  kontor_replica_read_async (kontor_company_get_replica (company),
                             read_purchase,
                             paper,
                             NULL,
                             NULL,
                             NULL,
                             purchase_read_cb,
                             paper);
}
