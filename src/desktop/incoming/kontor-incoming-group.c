/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-incoming-group.h"

#include <glib/gi18n.h>

#include "kontor-act.h"
#include "kontor-dialogs.h"
#include "kontor-format.h"
#include "kontor-incoming-inbox.h"
#include "kontor-toast.h"
#include "kontor-weak.h"

#define LIMIT "incoming_second_person_minor"

/**
 * KontorIncomingGroup:
 *
 * How invoices of others come in and who decides: the folder that is watched on this computer, and
 * the amount above which two people approve.
 */
struct _KontorIncomingGroup
{
  AdwPreferencesGroup parent_instance;

  KontorCompany *company; /* (owned) (nullable) until set */

  /* Template children */
  AdwActionRow *folder;
  AdwEntryRow  *limit;
};

G_DEFINE_FINAL_TYPE (KontorIncomingGroup, kontor_incoming_group, ADW_TYPE_PREFERENCES_GROUP)

static void
show_folder (KontorIncomingGroup *self)
{
  const char *folder = kontor_incoming_inbox_get_folder (kontor_company_get_inbox (self->company));

  adw_action_row_set_subtitle (self->folder,
                               *folder != '\0' ? folder : _ ("None: files are added by hand"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "incoming-folder.forget", *folder != '\0');
}

static void
show_limit (KontorIncomingGroup *self)
{
  const KontorJson *settings = kontor_company_get_settings (self->company);
  const char       *text = kontor_json_get_string (settings, LIMIT, "");
  g_autofree char  *amount = *text != '\0'
                               ? kontor_format_number (g_ascii_strtoll (text, NULL, 10),
                                                      kontor_company_get_currency (self->company))
                               : g_strdup ("");

  gtk_editable_set_text (GTK_EDITABLE (self->limit), amount);
}

static void
folder_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (KontorIncomingGroup) self = kontor_weak_take (user_data);
  g_autoptr (GFile) folder = kontor_folder_open_finish (result, NULL);
  g_autofree char *path = folder != NULL ? g_file_get_path (folder) : NULL;

  if (self == NULL || path == NULL)
    return;
  kontor_incoming_inbox_watch (kontor_company_get_inbox (self->company), path);
  show_folder (self);
}

static void
choose_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  kontor_folder_open_async (
    widget, _ ("Folder for Invoices"), NULL, folder_chosen_cb, kontor_weak_new (widget));
}

static void
forget_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorIncomingGroup *self = KONTOR_INCOMING_GROUP (widget);

  kontor_incoming_inbox_watch (kontor_company_get_inbox (self->company), "");
  show_folder (self);
}

static void
limit_applied_cb (KontorIncomingGroup *self)
{
  const char      *text = gtk_editable_get_text (GTK_EDITABLE (self->limit));
  const char      *currency = kontor_company_get_currency (self->company);
  gint64           minor = 0;
  KontorJson      *params = NULL;
  g_autofree char *value = NULL;

  if (*text != '\0'
      && (!kontor_expression_parse (
            text, kontor_currency_digits (currency), kontor_format_decimal (), &minor, NULL)
          || minor < 0))
    {
      g_autofree char *message = g_strdup_printf (_ ("“%s” is no amount"), text);

      kontor_toast (GTK_WIDGET (self), message);
      return;
    }
  params = kontor_json_new_object ();
  kontor_json_set_string (params, "key", LIMIT);
  value = g_strdup_printf ("%" G_GINT64_FORMAT, minor);
  kontor_json_set (
    params, "value", *text != '\0' ? kontor_json_new_string (value) : kontor_json_new_null ());
  kontor_act (GTK_WIDGET (self), self->company, "company.set", params, _ ("Limit changed"));
}

static void
kontor_incoming_group_dispose (GObject *object)
{
  g_clear_object (&KONTOR_INCOMING_GROUP (object)->company);

  G_OBJECT_CLASS (kontor_incoming_group_parent_class)->dispose (object);
}

static void
kontor_incoming_group_class_init (KontorIncomingGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_incoming_group_dispose;
  gtk_widget_class_install_action (widget_class, "incoming-folder.choose", NULL, choose_action);
  gtk_widget_class_install_action (widget_class, "incoming-folder.forget", NULL, forget_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-incoming-group.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorIncomingGroup, folder);
  gtk_widget_class_bind_template_child (widget_class, KontorIncomingGroup, limit);
  gtk_widget_class_bind_template_callback (widget_class, limit_applied_cb);
}

static void
kontor_incoming_group_init (KontorIncomingGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kontor_incoming_group_set_company:
 * @company: whose settings they are; said once
 */
void
kontor_incoming_group_set_company (KontorIncomingGroup *self, KontorCompany *company)
{
  g_return_if_fail (KONTOR_IS_INCOMING_GROUP (self));

  g_set_object (&self->company, company);
  show_folder (self);
  show_limit (self);
}
