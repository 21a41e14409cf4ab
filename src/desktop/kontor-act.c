/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-act.h"

#include <glib/gi18n.h>

#include "kontor-problem.h"
#include "kontor-toast.h"
#include "kontor-weak.h"

typedef struct
{
  gpointer      widget; /* of kontor_weak_new() */
  char         *done;   /* (nullable) */
  KontorActDone then;   /* (nullable) */
} Act;

static Act *
act_new (GtkWidget *widget, const char *done, KontorActDone then)
{
  Act *act = g_new0 (Act, 1);

  act->widget = kontor_weak_new (widget);
  act->done = g_strdup (done);
  act->then = then;
  return act;
}

/* Frees the act; what it was for, if that is still there. */
static GtkWidget *
act_take (Act *act, char **done, KontorActDone *then)
{
  g_autofree Act *owned = act;

  *done = owned->done;
  *then = owned->then;
  return kontor_weak_take (owned->widget);
}

static void
told (GtkWidget *widget, const char *done)
{
  if (done != NULL)
    kontor_toast_with_action (widget, done, _ ("Undo"), "win.undo");
}

static void
command_run_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *done = NULL;
  KontorActDone    then = NULL;
  g_autoptr (GtkWidget) widget = act_take (user_data, &done, &then);
  g_autoptr (KontorJson) answer = kontor_replica_run_finish (
    KONTOR_REPLICA (source), result, &error);

  if (widget == NULL)
    return;
  if (error != NULL)
    kontor_problem_present (widget, error);
  else
    told (widget, done);
  if (then != NULL)
    then (widget, answer);
}

/**
 * kontor_act_then:
 * @widget: where it was asked for; below a toast overlay
 * @command: name of a command
 * @params: (transfer full): its parameters
 * @done: (nullable): what a toast says afterwards
 * @then: (nullable): called when it ran or was refused, unless @widget is gone
 */
void
kontor_act_then (GtkWidget     *widget,
                 KontorCompany *company,
                 const char    *command,
                 KontorJson    *params,
                 const char    *done,
                 KontorActDone  then)
{
  /* Not cancelled with the widget: what a person asked for is done, also when they have moved on.
   */
  kontor_replica_run_async (kontor_company_get_replica (company),
                            command,
                            params,
                            NULL,
                            NULL,
                            command_run_cb,
                            act_new (widget, done, then));
}

void
kontor_act (GtkWidget     *widget,
            KontorCompany *company,
            const char    *command,
            KontorJson    *params,
            const char    *done)
{
  kontor_act_then (widget, company, command, params, done, NULL);
}

/**
 * kontor_act_form:
 * @form: its draft goes together with the command
 *
 * Like kontor_act_then(), for what was typed into a form.
 */
void
kontor_act_form (GtkWidget     *widget,
                 KontorCompany *company,
                 const char    *form,
                 const char    *command,
                 KontorJson    *params,
                 const char    *done,
                 KontorActDone  then)
{
  kontor_replica_run_form_async (kontor_company_get_replica (company),
                                 form,
                                 command,
                                 params,
                                 NULL,
                                 command_run_cb,
                                 act_new (widget, done, then));
}

static void
many_run_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *done = NULL;
  KontorActDone    then = NULL;
  g_autoptr (GtkWidget) widget = act_take (user_data, &done, &then);

  kontor_replica_run_many_finish (KONTOR_REPLICA (source), result, &error);
  if (widget == NULL)
    return;
  if (error != NULL)
    kontor_problem_present (widget, error);
  else
    told (widget, done);
  if (then != NULL)
    {
      g_autoptr (KontorJson) nothing = kontor_json_new_object ();

      then (widget, error == NULL ? nothing : NULL);
    }
}

/**
 * kontor_act_item:
 * @params: (transfer full)
 *
 * Returns: (transfer full): one of many commands for kontor_act_many()
 */
KontorReplicaItem *
kontor_act_item (const char *command, KontorJson *params)
{
  KontorReplicaItem *item = g_new0 (KontorReplicaItem, 1);

  item->name = g_intern_string (command);
  item->params = params;
  return item;
}

/**
 * kontor_act_many:
 * @items: (element-type KontorReplicaItem): all or none of them are done
 * @done: what a toast says afterwards; its Undo takes back all of them
 */
void
kontor_act_many (GtkWidget *widget, KontorCompany *company, GPtrArray *items, const char *done)
{
  kontor_act_many_then (widget, company, items, done, NULL);
}

/**
 * kontor_act_many_then:
 * @then: (nullable): called when all ran or none, unless @widget is gone
 */
void
kontor_act_many_then (
  GtkWidget *widget, KontorCompany *company, GPtrArray *items, const char *done, KontorActDone then)
{
  KontorUid batch;

  kontor_uid_generate (&batch);
  kontor_replica_run_many_async (kontor_company_get_replica (company),
                                 items,
                                 &batch,
                                 TRUE,
                                 NULL,
                                 many_run_cb,
                                 act_new (widget, done, then));
}

static void
undone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *format = NULL;
  g_autofree char *message = NULL;
  g_autofree char *label = NULL;
  KontorActDone    then = NULL;
  g_autoptr (GtkWidget) widget = act_take (user_data, &format, &then);

  label = kontor_replica_undo_finish (KONTOR_REPLICA (source), result, &error);
  if (widget == NULL)
    return;
  if (label == NULL)
    {
      kontor_problem_present (widget, error);
      return;
    }
  message = g_strconcat (format, label, NULL);
  if (g_str_equal (format, _ ("Undone: ")))
    kontor_toast_with_action (widget, message, _ ("Redo"), "win.redo");
  else
    kontor_toast_with_action (widget, message, _ ("Undo"), "win.undo");
}

void
kontor_act_undo (GtkWidget *widget, KontorCompany *company)
{
  /* Translators: before the name of what was undone, "Undone: Ship PS250523-1004". */
  kontor_replica_undo_async (
    kontor_company_get_replica (company), NULL, undone_cb, act_new (widget, _ ("Undone: "), NULL));
}

void
kontor_act_redo (GtkWidget *widget, KontorCompany *company)
{
  /* Translators: before the name of what was done again. */
  kontor_replica_redo_async (kontor_company_get_replica (company),
                             NULL,
                             undone_cb,
                             act_new (widget, _ ("Done again: "), NULL));
}
