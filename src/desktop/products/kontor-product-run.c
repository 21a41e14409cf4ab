/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-product-run.h"

#include <glib/gi18n.h>

#include "kontor-problem.h"
#include "kontor-toast.h"
#include "kontor-weak.h"

typedef struct
{
  gpointer         form;   /* of kontor_weak_new() */
  gpointer         opener; /* of kontor_weak_new() */
  GPtrArray       *items;  /* (owned) of KontorReplicaItem */
  char            *done;   /* (owned) */
  KontorProductRan ran;
} Run;

/* The error of the item that was refused says more than the error of them all. */
static const GError *
error_of (GPtrArray *items, const GError *error)
{
  for (guint i = 0; i < items->len; i++)
    {
      const KontorReplicaItem *item = g_ptr_array_index (items, i);

      if (item->error != NULL)
        return item->error;
    }
  return error;
}

static void
ran_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Run *run = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GtkWidget) form = kontor_weak_take (run->form);
  g_autoptr (GtkWidget) opener = kontor_weak_take (run->opener);
  g_autoptr (GPtrArray) items = run->items;
  g_autofree char *done = run->done;
  gboolean         right = kontor_replica_run_many_finish (KONTOR_REPLICA (source), result, &error);

  if (form != NULL)
    gtk_widget_set_sensitive (form, TRUE);
  if (right && opener != NULL)
    kontor_toast_with_action (opener, done, _ ("Undo"), "win.undo");
  if (right && form != NULL)
    run->ran (form, items);
  if (!right && (form != NULL || opener != NULL))
    kontor_problem_present (form != NULL ? form : opener, error_of (items, error));
}

/**
 * kontor_product_run:
 * @form: below a toast overlay, which says why it was refused
 * @items: (element-type KontorReplicaItem): all or none of them are done, and undone as one
 * @opener: where the toast with Undo appears
 * @done: what it says
 * @ran: called when they were done
 */
void
kontor_product_run (GtkWidget       *form,
                    KontorCompany   *company,
                    GPtrArray       *items,
                    GtkWidget       *opener,
                    const char      *done,
                    KontorProductRan ran)
{
  Run      *run = g_new0 (Run, 1);
  KontorUid batch;

  kontor_uid_generate (&batch);
  run->form = kontor_weak_new (form);
  run->opener = kontor_weak_new (opener);
  run->items = g_ptr_array_ref (items);
  run->done = g_strdup (done);
  run->ran = ran;
  gtk_root_set_focus (gtk_widget_get_root (form),
                      NULL); /* what can't be used can't be typed into */
  gtk_widget_set_sensitive (form, FALSE);
  kontor_replica_run_many_async (
    kontor_company_get_replica (company), items, &batch, TRUE, NULL, ran_cb, run);
}

GPtrArray *
kontor_product_items_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_replica_item_free);
}
