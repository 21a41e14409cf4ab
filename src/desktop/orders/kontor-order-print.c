/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-order-print.h"

#include <glib/gi18n.h>

#include "kontor-documents.h"
#include "kontor-letterhead.h"
#include "kontor-print.h"
#include "kontor-problem.h"
#include "kontor-time.h"
#include "kontor-weak.h"

/* Papers of orders: read on a reader, drawn on the document thread, printed by the system's dialog.
 */

typedef struct
{
  char          *what;
  GArray        *uids;   /* of KontorUid */
  GPtrArray     *orders; /* of KontorOrder, once read */
  KontorJson    *settings;
  char          *name;   /* of the print job */
  gpointer       widget; /* of kontor_weak_new(); taken at the end */
  KontorCompany *company;
} Papers;

static void
papers_free (gpointer data)
{
  g_autofree Papers *papers = data;

  g_clear_pointer (&papers->what, g_free);
  g_clear_pointer (&papers->uids, g_array_unref);
  g_clear_pointer (&papers->orders, g_ptr_array_unref);
  g_clear_pointer (&papers->settings, kontor_json_unref);
  g_clear_pointer (&papers->name, g_free);
  g_clear_object (&papers->company);
}

static void
free_order (gpointer data)
{
  kontor_order_free (data);
}

static gpointer
read_orders (KontorDatabase *database, gpointer data, GError **error)
{
  Papers *papers = data;

  papers->orders = g_ptr_array_new_with_free_func (free_order);
  for (guint i = 0; i < papers->uids->len; i++)
    {
      KontorOrder *order = kontor_query_order (
        database, &g_array_index (papers->uids, KontorUid, i), error);

      if (order == NULL)
        return NULL;
      g_ptr_array_add (papers->orders, order);
    }
  papers->settings = kontor_query_settings (database, error);
  return papers->settings != NULL ? papers : NULL;
}

static GBytes *
render_note (Papers *papers, const KontorLetterhead *head, const char *language, GError **error)
{
  KontorOrder *order = g_ptr_array_index (papers->orders, 0);
  int          delivery = 0;

  for (guint i = 0; i < order->deliveries->len; i++)
    {
      const KontorOrderEvent *event = g_ptr_array_index (order->deliveries, i);

      if (event->withdrawn_at == 0)
        delivery = event->position;
    }
  return kontor_delivery_note_render (
    order, delivery, head, language, kontor_time_now (), FALSE, error);
}

static void
render (GTask *task)
{
  Papers          *papers = g_task_get_task_data (task);
  KontorLetterhead head = { 0 };
  GError          *error = NULL;
  GBytes          *bytes = NULL;
  const char      *language = kontor_json_get_string (papers->settings, "language", "de");

  kontor_letterhead_from_settings (&head, papers->settings);
  if (g_str_equal (papers->what, "note"))
    bytes = render_note (papers, &head, language, &error);
  else if (g_str_equal (papers->what, "pick"))
    bytes = kontor_pick_list_render (papers->orders, language, kontor_time_now (), &error);
  else
    bytes = kontor_packing_slip_render (
      papers->orders, &head, language, kontor_time_now (), FALSE, &error);
  kontor_letterhead_clear (&head);
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
  Papers *papers = g_task_get_task_data (G_TASK (result));
  g_autoptr (GBytes) bytes = g_task_propagate_pointer (G_TASK (result), &error);

  if (widget == NULL)
    return;
  if (bytes != NULL)
    kontor_print_pdf (widget, kontor_company_get_documents (papers->company), bytes, papers->name);
  else
    kontor_problem_present (widget, error);
}

static void
orders_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  Papers  *papers = user_data;
  gpointer weak = g_steal_pointer (&papers->widget);
  GTask   *task = NULL;

  if (kontor_replica_read_finish (KONTOR_REPLICA (source), result, &error) == NULL)
    {
      g_autoptr (GtkWidget) widget = kontor_weak_take (weak);

      if (widget != NULL)
        kontor_problem_present (widget, error);
      papers_free (papers);
      return;
    }
  task = g_task_new (papers->company, NULL, rendered_cb, weak);
  g_task_set_task_data (task, papers, papers_free);
  kontor_worker_run (kontor_company_get_documents (papers->company), task, render);
}

/**
 * kontor_order_print:
 * @widget: where it was asked for
 * @uids: of KontorUid: the orders
 * @what: "slip" (packing slip), "note" (delivery note of the newest delivery) or "pick" (pick list)
 */
void
kontor_order_print (GtkWidget *widget, KontorCompany *company, GArray *uids, const char *what)
{
  Papers *papers = g_new0 (Papers, 1);

  papers->what = g_strdup (what);
  papers->uids = g_array_ref (uids);
  papers->name = g_strdup (g_str_equal (what, "note")   ? _ ("Delivery note")
                           : g_str_equal (what, "pick") ? _ ("Pick list")
                                                        : _ ("Packing slip"));
  papers->company = g_object_ref (company);
  papers->widget = kontor_weak_new (widget);
  kontor_replica_read_async (kontor_company_get_replica (company),
                             read_orders,
                             papers,
                             NULL,
                             NULL,
                             NULL,
                             orders_read_cb,
                             papers);
}
