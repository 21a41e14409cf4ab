/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-keyring-group.h"

#include <glib/gi18n.h>

#include "kontor-problem.h"
#include "kontor-secrets.h"
#include "kontor-toast.h"
#include "kontor-weak.h"

/**
 * KontorKeyringGroup:
 *
 * Passwords and keys of a company: whether the computer has a keyring for them, and the key of the
 * server. The keyring is asked only when somebody wants it to be: it may ask for its own password.
 */
struct _KontorKeyringGroup
{
  AdwPreferencesGroup parent_instance;

  KontorCompany *company;     /* (owned) (nullable) until set */
  GCancellable  *cancellable; /* (owned): cancelled in dispose */

  /* Template children */
  AdwActionRow        *state;
  AdwPasswordEntryRow *key;
};

typedef struct
{
  KontorSecrets *secrets; /* (owned) */
  char          *value;   /* (owned) (nullable): NULL to check only */
  gboolean       lasting;
} Work;

G_DEFINE_FINAL_TYPE (KontorKeyringGroup, kontor_keyring_group, ADW_TYPE_PREFERENCES_GROUP)

static void
work_free (gpointer data)
{
  g_autofree Work *work = data;

  kontor_secrets_free_secret (work->value);
  g_clear_object (&work->secrets);
}

static void
work_in_worker (GTask *task)
{
  Work         *work = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError       *error = NULL;
  gboolean      done = FALSE;

  if (work->value == NULL)
    done = kontor_secrets_check (work->secrets, cancellable, &error);
  else
    done = kontor_secrets_store (
      work->secrets, "api-key", "server", work->value, &work->lasting, cancellable, &error);
  /* Kept for now, but not for good: why? */
  if (done && work->value != NULL && !work->lasting)
    done = kontor_secrets_check (work->secrets, cancellable, &error);
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
show_problem (KontorKeyringGroup *self, const GError *error, gboolean stored)
{
  g_autoptr (KontorProblem) problem = kontor_problem_from_error (error);
  g_autofree char *words = NULL;

  if (stored)
    words = g_strdup_printf (_ ("%s. %s Until then the key is kept while Kontor is open."),
                             problem->title,
                             problem->advice);
  else
    words = g_strdup_printf ("%s. %s", problem->title, problem->advice);
  adw_action_row_set_subtitle (self->state, words);
  gtk_widget_add_css_class (GTK_WIDGET (self->state), "warning");
}

static void
worked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorKeyringGroup) self = kontor_weak_take (user_data);
  gboolean done = g_task_propagate_boolean (G_TASK (result), &error);
  Work    *work = g_task_get_task_data (G_TASK (result));
  gboolean storing = work->value != NULL;

  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "keyring.check", TRUE);
  if (storing) /* kept, if only while Kontor is open: the server is asked with it */
    kontor_server_link_start (kontor_company_get_link (self->company));
  if (storing)
    gtk_editable_set_text (GTK_EDITABLE (self->key), "");
  if (!done)
    {
      show_problem (self, error, storing);
      return;
    }
  gtk_widget_remove_css_class (GTK_WIDGET (self->state), "warning");
  adw_action_row_set_subtitle (self->state, _ ("The keyring keeps what Kontor gives it"));
  if (storing)
    kontor_toast (GTK_WIDGET (self), _ ("Key stored in the keyring"));
}

/* Takes the value. */
static void
run (KontorKeyringGroup *self, char *value)
{
  Work  *work = g_new0 (Work, 1);
  GTask *task = g_task_new (NULL, self->cancellable, worked_cb, kontor_weak_new (self));

  work->secrets = g_object_ref (kontor_company_get_secrets (self->company));
  work->value = value;
  g_task_set_task_data (task, work, work_free);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "keyring.check", FALSE);
  adw_action_row_set_subtitle (self->state, _ ("Asking the keyring…"));
  kontor_worker_run (kontor_company_get_keyring (self->company), task, work_in_worker);
}

static void
check_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  run (KONTOR_KEYRING_GROUP (widget), NULL);
}

static void
applied_cb (KontorKeyringGroup *self)
{
  const char *value = gtk_editable_get_text (GTK_EDITABLE (self->key));

  if (*value != '\0')
    run (self, g_strdup (value));
}

static void
kontor_keyring_group_dispose (GObject *object)
{
  KontorKeyringGroup *self = KONTOR_KEYRING_GROUP (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->company);

  G_OBJECT_CLASS (kontor_keyring_group_parent_class)->dispose (object);
}

static void
kontor_keyring_group_finalize (GObject *object)
{
  g_clear_object (&KONTOR_KEYRING_GROUP (object)->cancellable);

  G_OBJECT_CLASS (kontor_keyring_group_parent_class)->finalize (object);
}

static void
kontor_keyring_group_class_init (KontorKeyringGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_keyring_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = kontor_keyring_group_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-keyring-group.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorKeyringGroup, state);
  gtk_widget_class_bind_template_child (widget_class, KontorKeyringGroup, key);
  gtk_widget_class_bind_template_callback (widget_class, applied_cb);
  gtk_widget_class_install_action (widget_class, "keyring.check", NULL, check_action);
}

static void
kontor_keyring_group_init (KontorKeyringGroup *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
kontor_keyring_group_set_company (KontorKeyringGroup *self, KontorCompany *company)
{
  g_return_if_fail (KONTOR_IS_KEYRING_GROUP (self));

  g_set_object (&self->company, company);
}
