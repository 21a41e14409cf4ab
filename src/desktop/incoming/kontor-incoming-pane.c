/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-incoming-pane.h"

#include "kontor-incoming-reading.h"
#include "kontor-pane.h"

/**
 * KontorIncomingPane:
 *
 * What a received invoice says, beside the list of them; the desk shows its page, too.
 */
struct _KontorIncomingPane
{
  AdwBin parent_instance;

  KontorCompany *company; /* (owned) (not nullable): construct only */
  KontorUid      uid;     /* nil: nothing is selected */

  /* Template children */
  KontorIncomingReading *reading;
};

typedef enum
{
  PROP_COMPANY = 1,
} KontorIncomingPaneProperty;

static void kontor_incoming_pane_pane_init (KontorPaneInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (KontorIncomingPane,
                               kontor_incoming_pane,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (KONTOR_TYPE_PANE,
                                                      kontor_incoming_pane_pane_init))

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorIncomingPane *self = KONTOR_INCOMING_PANE (widget);
  char                text[KONTOR_UID_TEXT_SIZE];

  gtk_widget_activate_action (
    widget, "win.record", "(ss)", "incoming_invoice", kontor_uid_format (&self->uid, text));
}

static void
kontor_incoming_pane_show (KontorPane *pane, const KontorUid *uid)
{
  KontorIncomingPane *self = KONTOR_INCOMING_PANE (pane);

  self->uid = uid != NULL ? *uid : (KontorUid){ 0 };
  kontor_incoming_reading_show (self->reading, uid);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "pane.open-desk", uid != NULL);
}

static gboolean
kontor_incoming_pane_suggested (KontorPane *pane)
{
  return gtk_widget_activate_action (GTK_WIDGET (pane), "pane.open-desk", NULL);
}

static void
kontor_incoming_pane_pane_init (KontorPaneInterface *iface)
{
  iface->show = kontor_incoming_pane_show;
  iface->suggested = kontor_incoming_pane_suggested;
}

static void
kontor_incoming_pane_get_property (GObject    *object,
                                   guint       property_id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  switch ((KontorIncomingPaneProperty) property_id)
    {
    case PROP_COMPANY:
      g_value_set_object (value, KONTOR_INCOMING_PANE (object)->company);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
kontor_incoming_pane_set_property (GObject      *object,
                                   guint         property_id,
                                   const GValue *value,
                                   GParamSpec   *pspec)
{
  switch ((KontorIncomingPaneProperty) property_id)
    {
    case PROP_COMPANY:
      g_set_object (&KONTOR_INCOMING_PANE (object)->company, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
kontor_incoming_pane_constructed (GObject *object)
{
  KontorIncomingPane *self = KONTOR_INCOMING_PANE (object);

  G_OBJECT_CLASS (kontor_incoming_pane_parent_class)->constructed (object);
  kontor_incoming_reading_set_company (self->reading, self->company);
}

static void
kontor_incoming_pane_dispose (GObject *object)
{
  g_clear_object (&KONTOR_INCOMING_PANE (object)->company);

  G_OBJECT_CLASS (kontor_incoming_pane_parent_class)->dispose (object);
}

static void
kontor_incoming_pane_class_init (KontorIncomingPaneClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = kontor_incoming_pane_get_property;
  object_class->set_property = kontor_incoming_pane_set_property;
  object_class->constructed = kontor_incoming_pane_constructed;
  object_class->dispose = kontor_incoming_pane_dispose;
  g_object_class_override_property (object_class, PROP_COMPANY, "company");

  g_type_ensure (KONTOR_TYPE_INCOMING_READING);
  gtk_widget_class_install_action (widget_class, "pane.open-desk", NULL, open_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-incoming-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorIncomingPane, reading);
}

static void
kontor_incoming_pane_init (KontorIncomingPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "pane.open-desk", FALSE);
}
