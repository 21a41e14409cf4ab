/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-customer-tags.h"

#include <glib/gi18n.h>

#include "kontor-customer-wrap.h"

/**
 * KontorCustomerTags:
 *
 * Tags as chips, each with a button that takes it away, and an entry for more. A comma or Enter
 * ends a tag.
 */
struct _KontorCustomerTags
{
  AdwBin parent_instance;

  KontorJson *tags; /* (owned) (nullable) until shown */

  /* Template children */
  GtkWidget *box;
  GtkEntry  *entry;
};

enum
{
  ADDED,
  REMOVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KontorCustomerTags, kontor_customer_tags, ADW_TYPE_BIN)

static gboolean
has_tag (KontorCustomerTags *self, const char *tag)
{
  for (guint i = 0; self->tags != NULL && i < kontor_json_length (self->tags); i++)
    if (g_strcmp0 (kontor_json_string (kontor_json_at (self->tags, i)), tag) == 0)
      return TRUE;
  return FALSE;
}

static void
take_entry (KontorCustomerTags *self)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  g_auto (GStrv) words = g_strsplit (text, ",", -1);

  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  for (char **word = words; *word != NULL; word++)
    if (*g_strstrip (*word) != '\0' && !has_tag (self, *word))
      g_signal_emit (self, signals[ADDED], 0, *word);
}

static void
changed_cb (KontorCustomerTags *self)
{
  if (strchr (gtk_editable_get_text (GTK_EDITABLE (self->entry)), ',') != NULL)
    take_entry (self);
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorCustomerTags *self = KONTOR_CUSTOMER_TAGS (widget);

  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  g_signal_emit (self, signals[REMOVED], 0, g_variant_get_string (parameter, NULL));
}

static gboolean
key_pressed_cb (KontorCustomerTags *self, guint key)
{
  guint n_tags = self->tags != NULL ? kontor_json_length (self->tags) : 0;

  if (key == GDK_KEY_BackSpace && n_tags > 0
      && *gtk_editable_get_text (GTK_EDITABLE (self->entry)) == '\0')
    {
      g_signal_emit (
        self, signals[REMOVED], 0, kontor_json_string (kontor_json_at (self->tags, n_tags - 1)));
      return GDK_EVENT_STOP;
    }
  return GDK_EVENT_PROPAGATE;
}

static void
kontor_customer_tags_dispose (GObject *object)
{
  g_clear_pointer (&KONTOR_CUSTOMER_TAGS (object)->tags, kontor_json_unref);

  G_OBJECT_CLASS (kontor_customer_tags_parent_class)->dispose (object);
}

static guint
add_signal (const char *name)
{
  return g_signal_new (name,
                       KONTOR_TYPE_CUSTOMER_TAGS,
                       G_SIGNAL_RUN_LAST,
                       0,
                       NULL,
                       NULL,
                       NULL,
                       G_TYPE_NONE,
                       1,
                       G_TYPE_STRING);
}

static void
kontor_customer_tags_class_init (KontorCustomerTagsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_customer_tags_dispose;
  signals[ADDED] = add_signal ("added");
  signals[REMOVED] = add_signal ("removed");

  g_type_ensure (KONTOR_TYPE_CUSTOMER_WRAP);
  gtk_widget_class_install_action (widget_class, "tags.remove", "s", remove_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-customer-tags.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerTags, box);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerTags, entry);
  gtk_widget_class_bind_template_callback (widget_class, take_entry);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
}

static void
kontor_customer_tags_init (KontorCustomerTags *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static GtkWidget *
new_chip (const char *tag)
{
  GtkWidget       *chip = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);
  GtkWidget       *label = gtk_label_new (tag);
  GtkWidget       *button = gtk_button_new_from_icon_name ("window-close-symbolic");
  g_autofree char *words = g_strdup_printf (_ ("Remove tag “%s”"), tag);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 30);
  gtk_widget_set_tooltip_text (button, words);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", tag);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "tags.remove");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (chip, "customer-tag");
  gtk_box_append (GTK_BOX (chip), label);
  gtk_box_append (GTK_BOX (chip), button);
  return chip;
}

/**
 * kontor_customer_tags_show:
 * @tags: (nullable): array of texts
 */
void
kontor_customer_tags_show (KontorCustomerTags *self, const KontorJson *tags)
{
  GtkWidget *child = NULL;

  g_return_if_fail (KONTOR_IS_CUSTOMER_TAGS (self));

  if (self->tags != NULL && tags != NULL && kontor_json_equal (self->tags, tags))
    return;
  g_clear_pointer (&self->tags, kontor_json_unref);
  self->tags = tags != NULL ? kontor_json_ref ((KontorJson *) tags) : NULL;
  while ((child = gtk_widget_get_first_child (self->box)) != GTK_WIDGET (self->entry))
    gtk_widget_unparent (child);
  for (guint i = 0; tags != NULL && i < kontor_json_length (tags); i++)
    gtk_widget_insert_before (new_chip (kontor_json_string (kontor_json_at (tags, i))),
                              self->box,
                              GTK_WIDGET (self->entry));
}
