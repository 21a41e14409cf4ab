/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-incoming-field.h"

#include <glib/gi18n.h>

struct _KontorIncomingField
{
  AdwBin parent_instance;

  char *key;   /* (owned) (nullable): member of the invoice */
  char *terms; /* (owned) (nullable): "BT-1 BT-2" whose findings stand here */
  char *text;  /* (owned) (nullable): as it was set */

  /* Template children */
  GtkLabel *label;
  GtkEntry *entry;
  GtkLabel *note;
  GtkBox   *findings;
};

typedef enum
{
  PROP_TITLE = 1,
  PROP_KEY,
  PROP_TERMS,
} KontorIncomingFieldProperty;

typedef enum
{
  SIGNAL_EDITED,
  SIGNAL_POINTED,
  N_SIGNALS,
} KontorIncomingFieldSignal;

static GParamSpec *properties[PROP_TERMS + 1];
static guint       signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KontorIncomingField, kontor_incoming_field, ADW_TYPE_BIN)

/* --- findings --- */

static const char *
icon_of (KontorFindingSeverity severity)
{
  switch (severity)
    {
    case KONTOR_FINDING_NOTE:
      return "dialog-information-symbolic";
    case KONTOR_FINDING_WARNING:
      return "dialog-warning-symbolic";
    case KONTOR_FINDING_FATAL:
      return "dialog-error-symbolic";
    }
  g_return_val_if_reached (NULL);
}

static const char *
style_of (KontorFindingSeverity severity)
{
  switch (severity)
    {
    case KONTOR_FINDING_NOTE:
      return "dim-label";
    case KONTOR_FINDING_WARNING:
      return "warning";
    case KONTOR_FINDING_FATAL:
      return "error";
    }
  g_return_val_if_reached (NULL);
}

static char *
say (const KontorFinding *finding)
{
  GString    *text = g_string_new (gettext (finding->sentence));
  const char *expected = finding->expected != NULL && *finding->expected != '\0' ? finding->expected
                                                                                 : NULL;
  const char *found = finding->found != NULL && *finding->found != '\0' ? finding->found : NULL;

  if (expected != NULL && found != NULL)
    {
      g_string_append_c (text, ' ');
      g_string_append_printf (text, _ ("Expected: %s; here: %s."), expected, found);
    }
  else if (expected != NULL)
    {
      g_string_append_c (text, ' ');
      g_string_append_printf (text, _ ("Expected: %s."), expected);
    }
  else if (found != NULL)
    {
      g_string_append_c (text, ' ');
      g_string_append_printf (text, _ ("Here: %s."), found);
    }
  g_string_append_printf (text, " (%s)", finding->rule);
  return g_string_free (text, FALSE);
}

GtkWidget *
kontor_incoming_finding_new (const KontorFinding *finding)
{
  GtkWidget       *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget       *icon = gtk_image_new_from_icon_name (icon_of (finding->severity));
  g_autofree char *text = say (finding);
  GtkWidget       *label = gtk_label_new (text);

  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_add_css_class (icon, style_of (finding->severity));
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), FALSE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "caption");
  gtk_box_append (GTK_BOX (row), icon);
  gtk_box_append (GTK_BOX (row), label);
  gtk_widget_add_css_class (row, "finding");
  return row;
}

/* --- the field --- */

static void
left_cb (KontorIncomingField *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  g_signal_emit (self, signals[SIGNAL_POINTED], 0, FALSE);
  if (!gtk_editable_get_editable (GTK_EDITABLE (self->entry)) || g_strcmp0 (text, self->text) == 0)
    return;
  g_free (self->text); /* replaced */
  self->text = g_strdup (text);
  g_signal_emit (self, signals[SIGNAL_EDITED], 0, text);
}

static void
entered_cb (KontorIncomingField *self)
{
  g_signal_emit (self, signals[SIGNAL_POINTED], 0, TRUE);
}

static void
pointer_left_cb (KontorIncomingField *self)
{
  g_signal_emit (self, signals[SIGNAL_POINTED], 0, FALSE);
}

static void
activate_cb (KontorIncomingField *self)
{
  left_cb (self);
  gtk_widget_child_focus (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self))),
                          GTK_DIR_TAB_FORWARD);
}

static void
kontor_incoming_field_set_property (GObject      *object,
                                    guint         property_id,
                                    const GValue *value,
                                    GParamSpec   *pspec)
{
  KontorIncomingField *self = KONTOR_INCOMING_FIELD (object);

  switch ((KontorIncomingFieldProperty) property_id)
    {
    case PROP_TITLE:
      gtk_label_set_label (self->label, g_value_get_string (value));
      break;
    case PROP_KEY:
      g_free (self->key); /* replaced */
      self->key = g_value_dup_string (value);
      break;
    case PROP_TERMS:
      g_free (self->terms); /* replaced */
      self->terms = g_value_dup_string (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
kontor_incoming_field_finalize (GObject *object)
{
  KontorIncomingField *self = KONTOR_INCOMING_FIELD (object);

  g_clear_pointer (&self->key, g_free);
  g_clear_pointer (&self->terms, g_free);
  g_clear_pointer (&self->text, g_free);

  G_OBJECT_CLASS (kontor_incoming_field_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", flags);
  properties[PROP_KEY] = g_param_spec_string ("key", NULL, NULL, NULL, flags);
  properties[PROP_TERMS] = g_param_spec_string ("terms", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
kontor_incoming_field_class_init (KontorIncomingFieldClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType           type = G_TYPE_FROM_CLASS (klass);

  object_class->set_property = kontor_incoming_field_set_property;
  object_class->finalize = kontor_incoming_field_finalize;
  install_properties (object_class);
  signals[SIGNAL_EDITED] = g_signal_new (
    "edited", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_POINTED] = g_signal_new (
    "pointed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-incoming-field.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorIncomingField, label);
  gtk_widget_class_bind_template_child (widget_class, KontorIncomingField, entry);
  gtk_widget_class_bind_template_child (widget_class, KontorIncomingField, note);
  gtk_widget_class_bind_template_child (widget_class, KontorIncomingField, findings);
  gtk_widget_class_bind_template_callback (widget_class, left_cb);
  gtk_widget_class_bind_template_callback (widget_class, entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, pointer_left_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
kontor_incoming_field_init (KontorIncomingField *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

KontorIncomingField *
kontor_incoming_field_new (const char *title)
{
  return g_object_new (KONTOR_TYPE_INCOMING_FIELD, "title", title, NULL);
}

/**
 * kontor_incoming_field_get_key:
 *
 * Returns: (nullable): which member of the invoice it shows
 */
const char *
kontor_incoming_field_get_key (KontorIncomingField *self)
{
  return self->key;
}

const char *
kontor_incoming_field_get_text (KontorIncomingField *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

/**
 * kontor_incoming_field_set_text:
 * @text: what is known now
 *
 * What somebody is typing there stays until the field is left.
 */
void
kontor_incoming_field_set_text (KontorIncomingField *self, const char *text)
{
  const char *shown = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  gboolean    is_typing = (gtk_widget_get_state_flags (GTK_WIDGET (self->entry))
                        & GTK_STATE_FLAG_FOCUS_WITHIN)
                         != 0
                       && g_strcmp0 (shown, self->text) != 0;

  g_free (self->text); /* replaced */
  self->text = g_strdup (text);
  if (is_typing || g_str_equal (shown, text))
    return;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), 0);
}

/* What a file says can be read and copied, and not changed. */
void
kontor_incoming_field_set_editable (KontorIncomingField *self, gboolean editable)
{
  gtk_editable_set_editable (GTK_EDITABLE (self->entry), editable);
  gtk_entry_set_has_frame (self->entry, editable);
  if (editable)
    gtk_widget_add_css_class (GTK_WIDGET (self), "open");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "open");
}

/**
 * kontor_incoming_field_set_note:
 * @note: (nullable): a few dim words at its end
 */
void
kontor_incoming_field_set_note (KontorIncomingField *self, const char *note)
{
  gtk_label_set_label (self->note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), note != NULL && *note != '\0');
}

/**
 * kontor_incoming_field_has_term:
 * @term: a business term: "BT-1"
 *
 * Returns: whether its findings stand here
 */
gboolean
kontor_incoming_field_has_term (KontorIncomingField *self, const char *term)
{
  g_auto (GStrv) terms = self->terms != NULL ? g_strsplit (self->terms, " ", -1) : NULL;

  return terms != NULL && *term != '\0' && g_strv_contains ((const char *const *) terms, term);
}

void
kontor_incoming_field_clear_findings (KontorIncomingField *self)
{
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->findings))) != NULL)
    gtk_box_remove (self->findings, child);
  gtk_widget_set_visible (GTK_WIDGET (self->findings), FALSE);
  gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
  gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "warning");
  gtk_accessible_update_state (
    GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_FALSE, -1);
  gtk_accessible_reset_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

void
kontor_incoming_field_add_finding (KontorIncomingField *self, const KontorFinding *finding)
{
  g_autofree char *words = say (finding);

  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_box_append (self->findings, kontor_incoming_finding_new (finding));
  gtk_widget_set_visible (GTK_WIDGET (self->findings), TRUE);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
  if (finding->severity != KONTOR_FINDING_FATAL)
    return;
  gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
  gtk_accessible_update_state (
    GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE, -1);
}
