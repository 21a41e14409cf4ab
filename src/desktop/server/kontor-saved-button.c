/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-saved-button.h"

#include <glib/gi18n.h>

#include "kontor-format.h"
#include "kontor-server-words.h"

/**
 * KontorSavedButton:
 *
 * Whether everything is saved and sent, in three words at the sidebar's bottom; more in a popover.
 */
struct _KontorSavedButton
{
  AdwBin parent_instance;

  KontorCompany *company; /* (owned) (nullable) until set */
  gboolean       rail;

  /* Template children */
  GtkMenuButton *button;
  GtkImage      *icon;
  GtkLabel      *label;
  GtkLabel      *details;
  GtkButton     *send;
  GtkButton     *server;
};

G_DEFINE_FINAL_TYPE (KontorSavedButton, kontor_saved_button, ADW_TYPE_BIN)

static char *
dup_backup (KontorCompany *company)
{
  const KontorJson *status = kontor_company_get_status (company);
  gint64           backup = status != NULL ? kontor_json_get_integer (status, "last_backup", 0) : 0;
  g_autofree char *when = backup > 0 ? kontor_format_when (backup) : g_strdup (_ ("none yet"));

  return g_strdup_printf (_ ("Last backup: %s"), when);
}

static void
update (KontorSavedButton *self)
{
  g_autofree char *label = kontor_server_dup_label (self->company);
  g_autofree char *state = kontor_server_dup_state (self->company);
  g_autofree char *backup = dup_backup (self->company);
  g_autofree char *details = g_strconcat (state, "\n", backup, NULL);
  gboolean alone = *kontor_server_link_get_server (kontor_company_get_link (self->company)) == '\0';

  gtk_label_set_label (self->label, label);
  gtk_label_set_label (self->details, details);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), self->rail ? label : NULL);
  gtk_image_set_from_icon_name (self->icon, kontor_server_icon (self->company));
  gtk_widget_set_visible (GTK_WIDGET (self->send), !alone);
  gtk_button_set_label (self->server, alone ? _ ("Connect to a _Server…") : _ ("_Server…"));
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/* A window takes the place of what opened it. */
static void
server_clicked_cb (KontorSavedButton *self)
{
  gtk_menu_button_popdown (self->button);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.server", NULL);
}

static void
kontor_saved_button_dispose (GObject *object)
{
  g_clear_object (&KONTOR_SAVED_BUTTON (object)->company);

  G_OBJECT_CLASS (kontor_saved_button_parent_class)->dispose (object);
}

static void
kontor_saved_button_class_init (KontorSavedButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_saved_button_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-saved-button.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorSavedButton, button);
  gtk_widget_class_bind_template_child (widget_class, KontorSavedButton, icon);
  gtk_widget_class_bind_template_child (widget_class, KontorSavedButton, label);
  gtk_widget_class_bind_template_child (widget_class, KontorSavedButton, details);
  gtk_widget_class_bind_template_child (widget_class, KontorSavedButton, send);
  gtk_widget_class_bind_template_child (widget_class, KontorSavedButton, server);
  gtk_widget_class_bind_template_callback (widget_class, server_clicked_cb);
}

static void
kontor_saved_button_init (KontorSavedButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
kontor_saved_button_set_company (KontorSavedButton *self, KontorCompany *company)
{
  g_return_if_fail (KONTOR_IS_SAVED_BUTTON (self));
  g_return_if_fail (self->company == NULL);

  self->company = g_object_ref (company);
  g_signal_connect_object (company, "notify::status", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (kontor_company_get_link (company),
                           "notify::state",
                           G_CALLBACK (update),
                           self,
                           G_CONNECT_SWAPPED);
  update (self);
}

/**
 * kontor_saved_button_set_rail:
 * @rail: show the icon only
 */
void
kontor_saved_button_set_rail (KontorSavedButton *self, gboolean rail)
{
  g_return_if_fail (KONTOR_IS_SAVED_BUTTON (self));

  self->rail = rail;
  gtk_widget_set_halign (GTK_WIDGET (self->button), rail ? GTK_ALIGN_CENTER : GTK_ALIGN_START);
  gtk_widget_set_visible (GTK_WIDGET (self->label), !rail);
  if (self->company != NULL)
    update (self);
}
