/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-edit-row.h"

#include <glib/gi18n.h>

#include "kontor-text-scale.h"

/**
 * KontorEditRow:
 *
 * A field that is edited where it stands: saved when it is left or with Enter, put back with
 * Escape.
 */
struct _KontorEditRow
{
  AdwBin parent_instance;

  char *key;  /* (owned) (nullable): member of the record */
  char *base; /* (owned): as it is stored */

  /* Template children */
  GtkLabel *label;
  GtkEntry *entry;
};

typedef enum
{
  PROP_TITLE = 1,
  PROP_KEY,
  PROP_PLACEHOLDER,
  PROP_EDITABLE,
} KontorEditRowProperty;

static GParamSpec *properties[PROP_EDITABLE + 1];

enum
{
  EDITED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KontorEditRow, kontor_edit_row, ADW_TYPE_BIN)

static void
take (KontorEditRow *self)
{
  g_autofree char *text = g_strstrip (
    g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
  g_autofree char *base = NULL;

  if (g_str_equal (text, self->base) || !gtk_editable_get_editable (GTK_EDITABLE (self->entry)))
    return;
  base = g_steal_pointer (&self->base);
  self->base = g_strdup (text);
  g_signal_emit (self, signals[EDITED], 0, base, text);
}

static void
left_cb (KontorEditRow *self)
{
  take (self);
}

static void
activate_cb (KontorEditRow *self)
{
  take (self);
  gtk_widget_child_focus (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self))),
                          GTK_DIR_TAB_FORWARD);
}

static gboolean
key_pressed_cb (KontorEditRow *self, guint key)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  if (key != GDK_KEY_Escape || g_str_equal (text, self->base))
    return GDK_EVENT_PROPAGATE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), self->base);
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
  return GDK_EVENT_STOP;
}

static void
kontor_edit_row_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  KontorEditRow *self = KONTOR_EDIT_ROW (object);

  switch ((KontorEditRowProperty) property_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, gtk_label_get_label (self->label));
      break;
    case PROP_KEY:
      g_value_set_string (value, self->key);
      break;
    case PROP_PLACEHOLDER:
      g_value_set_string (value, gtk_entry_get_placeholder_text (self->entry));
      break;
    case PROP_EDITABLE:
      g_value_set_boolean (value, gtk_editable_get_editable (GTK_EDITABLE (self->entry)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
kontor_edit_row_set_property (GObject      *object,
                              guint         property_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  KontorEditRow *self = KONTOR_EDIT_ROW (object);

  switch ((KontorEditRowProperty) property_id)
    {
    case PROP_TITLE:
      gtk_label_set_label (self->label, g_value_get_string (value));
      break;
    case PROP_KEY:
      g_clear_pointer (&self->key, g_free);
      self->key = g_value_dup_string (value);
      break;
    case PROP_PLACEHOLDER:
      gtk_entry_set_placeholder_text (self->entry, g_value_get_string (value));
      break;
    case PROP_EDITABLE:
      gtk_editable_set_editable (GTK_EDITABLE (self->entry), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      return;
    }
  g_object_notify_by_pspec (object, pspec);
}

static void
kontor_edit_row_finalize (GObject *object)
{
  KontorEditRow *self = KONTOR_EDIT_ROW (object);

  g_clear_pointer (&self->key, g_free);
  g_clear_pointer (&self->base, g_free);

  G_OBJECT_CLASS (kontor_edit_row_parent_class)->finalize (object);
}

static void
kontor_edit_row_class_init (KontorEditRowClass *klass)
{
  GObjectClass     *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass   *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = kontor_edit_row_get_property;
  object_class->set_property = kontor_edit_row_set_property;
  object_class->finalize = kontor_edit_row_finalize;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", flags);
  properties[PROP_KEY] = g_param_spec_string ("key", NULL, NULL, NULL, flags);
  properties[PROP_PLACEHOLDER] = g_param_spec_string ("placeholder", NULL, NULL, NULL, flags);
  properties[PROP_EDITABLE] = g_param_spec_boolean ("editable", NULL, NULL, TRUE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[EDITED] = g_signal_new ("edited",
                                  KONTOR_TYPE_EDIT_ROW,
                                  G_SIGNAL_RUN_LAST,
                                  0,
                                  NULL,
                                  NULL,
                                  NULL,
                                  G_TYPE_NONE,
                                  2,
                                  G_TYPE_STRING,
                                  G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-edit-row.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorEditRow, label);
  gtk_widget_class_bind_template_child (widget_class, KontorEditRow, entry);
  gtk_widget_class_bind_template_callback (widget_class, left_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
}

static void
kontor_edit_row_init (KontorEditRow *self)
{
  self->base = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
  kontor_text_scale_template (GTK_WIDGET (self));
}

/**
 * kontor_edit_row_set_text:
 * @text: as it is stored; what is being typed here is not disturbed
 */
void
kontor_edit_row_set_text (KontorEditRow *self, const char *text)
{
  gboolean typing = FALSE;

  g_return_if_fail (KONTOR_IS_EDIT_ROW (self));

  typing = !g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self->entry)), self->base)
           && (gtk_widget_get_state_flags (GTK_WIDGET (self->entry)) & GTK_STATE_FLAG_FOCUS_WITHIN)
                != 0;
  if (typing)
    return;
  g_clear_pointer (&self->base, g_free);
  self->base = g_strdup (text);
  if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self->entry)), text))
    gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
}

const char *
kontor_edit_row_get_text (KontorEditRow *self)
{
  g_return_val_if_fail (KONTOR_IS_EDIT_ROW (self), NULL);

  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

/**
 * kontor_edit_row_get_key:
 *
 * Returns: (nullable): the member of the record that this field is
 */
const char *
kontor_edit_row_get_key (KontorEditRow *self)
{
  g_return_val_if_fail (KONTOR_IS_EDIT_ROW (self), NULL);

  return self->key;
}
