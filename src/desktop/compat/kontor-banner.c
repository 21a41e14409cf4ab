/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-banner.h"

/**
 * KontorBanner:
 *
 * A line over the content that tells of a lasting problem, with the action that repairs it.
 */
struct _KontorBanner
{
  GtkWidget parent_instance;

  /* Template children */
  GtkRevealer *revealer;
  GtkLabel    *title;
  GtkButton   *button;
};

G_DEFINE_FINAL_TYPE (KontorBanner, kontor_banner, GTK_TYPE_WIDGET)

static void
kontor_banner_dispose (GObject *object)
{
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (kontor_banner_parent_class)->dispose (object);
}

static void
kontor_banner_class_init (KontorBannerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_banner_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-banner.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorBanner, revealer);
  gtk_widget_class_bind_template_child (widget_class, KontorBanner, title);
  gtk_widget_class_bind_template_child (widget_class, KontorBanner, button);
}

static void
kontor_banner_init (KontorBanner *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kontor_banner_show:
 * @title: one sentence
 * @button: (nullable): label of the repairing action
 * @action: (nullable): its detailed action name
 */
void
kontor_banner_show (KontorBanner *self, const char *title, const char *button, const char *action)
{
  g_return_if_fail (KONTOR_IS_BANNER (self));

  gtk_label_set_label (self->title, title);
  gtk_widget_set_visible (GTK_WIDGET (self->button), button != NULL);
  if (button != NULL)
    {
      gtk_button_set_label (self->button, button);
      gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (self->button), action);
    }
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
}

void
kontor_banner_hide (KontorBanner *self)
{
  g_return_if_fail (KONTOR_IS_BANNER (self));

  gtk_revealer_set_reveal_child (self->revealer, FALSE);
}
