/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-logo-row.h"

#include <glib/gi18n.h>

#include "kontor-act.h"
#include "kontor-dialogs.h"
#include "kontor-file-store.h"
#include "kontor-problem.h"
#include "kontor-weak.h"

/**
 * KontorLogoRow:
 *
 * The picture at the top of documents: chosen, seen, and taken away again. It is kept by its hash.
 */
struct _KontorLogoRow
{
  AdwActionRow parent_instance;

  KontorCompany *company; /* (owned) (nullable): until it is shown */

  /* Template children */
  GtkPicture *picture;
};

G_DEFINE_FINAL_TYPE (KontorLogoRow, kontor_logo_row, ADW_TYPE_ACTION_ROW)

static void
set (KontorLogoRow *self, const char *sha256)
{
  KontorJson *params = kontor_json_new_object ();

  kontor_json_set_string (params, "key", "logo");
  kontor_json_set_string (params, "value", sha256);
  kontor_act (GTK_WIDGET (self),
              self->company,
              "company.set",
              params,
              sha256 != NULL ? _ ("Logo chosen") : _ ("Logo taken away"));
}

/* --- reading a picture: on the worker --- */

typedef struct
{
  KontorReplica *replica; /* (owned) */
  GFile         *file;    /* (owned) */
} Choosing;

static void
choosing_free (gpointer data)
{
  g_autofree Choosing *choosing = data;

  g_clear_object (&choosing->replica);
  g_clear_object (&choosing->file);
}

/* Documents take PNG: other pictures are turned into it. */
static char *
keep_logo (Choosing *choosing, GError **error)
{
  g_autoptr (GdkTexture) texture = gdk_texture_new_from_file (choosing->file, error);
  g_autoptr (GBytes) png = NULL;

  if (texture == NULL)
    return NULL;
  png = gdk_texture_save_to_png_bytes (texture);
  if (g_bytes_get_size (png) <= KONTOR_LOGO_MOST_BYTES)
    return kontor_file_store_add (choosing->replica, png, error);
  kontor_command_set_error (error,
                            KONTOR_COMMAND_ERROR_INVALID,
                            "logo",
                            _ ("This picture is too large for a letterhead. Save it smaller, at "
                               "most 500 kB, then choose it again."));
  return NULL;
}

static void
choose_in_worker (GTask *task)
{
  GError *error = NULL;
  char   *sha256 = keep_logo (g_task_get_task_data (task), &error);

  if (sha256 != NULL)
    g_task_return_pointer (task, sha256, g_free);
  else
    g_task_return_error (task, error);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorLogoRow) self = kontor_weak_take (user_data);
  g_autofree char *sha256 = g_task_propagate_pointer (G_TASK (result), &error);

  if (self == NULL)
    return;
  if (sha256 != NULL)
    set (self, sha256);
  else
    kontor_problem_present (GTK_WIDGET (self), error);
}

static void
file_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (KontorLogoRow) self = kontor_weak_take (user_data);
  g_autoptr (GFile) file = kontor_file_open_finish (result, NULL);
  Choosing *choosing = NULL;
  GTask    *task = NULL;

  if (self == NULL || file == NULL || self->company == NULL)
    return;
  choosing = g_new0 (Choosing, 1);
  choosing->replica = g_object_ref (kontor_company_get_replica (self->company));
  choosing->file = g_steal_pointer (&file);
  task = g_task_new (self->company, NULL, kept_cb, kontor_weak_new (self));
  g_task_set_source_tag (task, file_chosen_cb);
  g_task_set_task_data (task, choosing, choosing_free);
  kontor_worker_run (kontor_company_get_worker (self->company), task, choose_in_worker);
}

static void
choose_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  kontor_file_open_async (
    widget, _ ("Choose a Logo"), NULL, file_chosen_cb, kontor_weak_new (widget));
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  set (KONTOR_LOGO_ROW (widget), NULL);
}

static GdkTexture *
read_texture (const char *text)
{
  gsize   length = 0;
  guchar *data = g_base64_decode (text, &length);
  g_autoptr (GBytes) bytes = g_bytes_new_take (data, length);

  return length > 0 ? gdk_texture_new_from_bytes (bytes, NULL) : NULL;
}

/**
 * kontor_logo_row_show:
 * @company: whose logo it is
 *
 * Shows the logo as the settings have it now.
 */
void
kontor_logo_row_show (KontorLogoRow *self, KontorCompany *company)
{
  const KontorJson *settings = kontor_company_get_settings (company);
  g_autoptr (GdkTexture) texture = NULL;
  gboolean has_logo = FALSE;

  g_return_if_fail (KONTOR_IS_LOGO_ROW (self));

  g_set_object (&self->company, company);
  if (settings == NULL)
    return;
  has_logo = *kontor_json_get_string (settings, "logo", "") != '\0';
  texture = read_texture (kontor_json_get_string (settings, "logo_png", ""));
  gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (texture));
  gtk_widget_set_visible (GTK_WIDGET (self->picture), texture != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "logo.remove", has_logo);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self),
                               has_logo && texture == NULL
                                 ? _ ("The file is not on this station yet.")
                                 : _ ("At the top of documents, up to 60 × 22 mm"));
}

static void
kontor_logo_row_dispose (GObject *object)
{
  g_clear_object (&KONTOR_LOGO_ROW (object)->company);
  G_OBJECT_CLASS (kontor_logo_row_parent_class)->dispose (object);
}

static void
kontor_logo_row_class_init (KontorLogoRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_logo_row_dispose;
  gtk_widget_class_install_action (widget_class, "logo.choose", NULL, choose_action);
  gtk_widget_class_install_action (widget_class, "logo.remove", NULL, remove_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-logo-row.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorLogoRow, picture);
}

static void
kontor_logo_row_init (KontorLogoRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
