/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-product-chips.h"

#include <glib/gi18n.h>

#include "kontor-customer-wrap.h"
#include "kontor-text-scale.h"

/**
 * KontorProductChips:
 *
 * A few words, each removed with a click, and a place to type another: tags, fragrance notes.
 */
struct _KontorProductChips
{
  AdwBin parent_instance;

  /* Template children */
  GtkLabel *label;
  GtkBox   *box;
  GtkEntry *entry;
};

typedef enum
{
  PROP_TITLE = 1,
} KontorProductChipsProperty;

static GParamSpec *properties[PROP_TITLE + 1];

enum
{
  ADDED,
  REMOVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KontorProductChips, kontor_product_chips, ADW_TYPE_BIN)

static void
remove_cb (KontorProductChips *self, GtkButton *button)
{
  g_autofree char *word = g_strdup (g_object_get_data (G_OBJECT (button), "kontor-word"));

  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  g_signal_emit (self, signals[REMOVED], 0, word);
}

static GtkWidget *
new_chip (KontorProductChips *self, const char *word)
{
  GtkWidget       *button = gtk_button_new ();
  GtkWidget       *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget       *label = gtk_label_new (word);
  g_autofree char *tooltip = g_strdup_printf (_ ("Remove “%s”"), word);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (content), label);
  gtk_box_append (GTK_BOX (content), gtk_image_new_from_icon_name ("window-close-symbolic"));
  gtk_button_set_child (GTK_BUTTON (button), content);
  gtk_widget_add_css_class (button, "chip");
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip, -1);
  g_object_set_data_full (G_OBJECT (button), "kontor-word", g_strdup (word), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  return button;
}

static void
activate_cb (KontorProductChips *self)
{
  g_autofree char *text = g_strstrip (
    g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
  g_auto (GStrv) words = g_strsplit_set (text, ",;", -1);

  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  for (char **word = words; *word != NULL; word++)
    if (*g_strstrip (*word) != '\0')
      g_signal_emit (self, signals[ADDED], 0, *word);
}

static void
left_cb (KontorProductChips *self)
{
  activate_cb (self);
}

static gboolean
key_pressed_cb (KontorProductChips *self, guint key)
{
  gboolean empty = *gtk_editable_get_text (GTK_EDITABLE (self->entry)) == '\0';

  if (key == GDK_KEY_Escape && !empty)
    {
      gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
      return GDK_EVENT_STOP;
    }
  if (key == GDK_KEY_BackSpace && empty)
    {
      GtkWidget *last = gtk_widget_get_prev_sibling (GTK_WIDGET (self->entry));

      if (last != NULL)
        remove_cb (self, GTK_BUTTON (last));
      return last != NULL;
    }
  return GDK_EVENT_PROPAGATE;
}

static void
kontor_product_chips_set_property (GObject      *object,
                                   guint         property_id,
                                   const GValue *value,
                                   GParamSpec   *pspec)
{
  KontorProductChips *self = KONTOR_PRODUCT_CHIPS (object);

  switch ((KontorProductChipsProperty) property_id)
    {
    case PROP_TITLE:
      gtk_label_set_text_with_mnemonic (self->label, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
kontor_product_chips_class_init (KontorProductChipsClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = kontor_product_chips_set_property;
  properties[PROP_TITLE] = g_param_spec_string (
    "title", NULL, NULL, "", G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[ADDED] = g_signal_new ("added",
                                 KONTOR_TYPE_PRODUCT_CHIPS,
                                 G_SIGNAL_RUN_LAST,
                                 0,
                                 NULL,
                                 NULL,
                                 NULL,
                                 G_TYPE_NONE,
                                 1,
                                 G_TYPE_STRING);
  signals[REMOVED] = g_signal_new ("removed",
                                   KONTOR_TYPE_PRODUCT_CHIPS,
                                   G_SIGNAL_RUN_LAST,
                                   0,
                                   NULL,
                                   NULL,
                                   NULL,
                                   G_TYPE_NONE,
                                   1,
                                   G_TYPE_STRING);

  g_type_ensure (KONTOR_TYPE_CUSTOMER_WRAP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-product-chips.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorProductChips, label);
  gtk_widget_class_bind_template_child (widget_class, KontorProductChips, box);
  gtk_widget_class_bind_template_child (widget_class, KontorProductChips, entry);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, left_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
}

static void
kontor_product_chips_init (KontorProductChips *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  kontor_text_scale_template (GTK_WIDGET (self));
}

/**
 * kontor_product_chips_new:
 * @title: what the words are; plain text
 */
GtkWidget *
kontor_product_chips_new (const char *title)
{
  KontorProductChips *self = g_object_new (KONTOR_TYPE_PRODUCT_CHIPS, NULL);

  gtk_label_set_text (self->label, title);
  return GTK_WIDGET (self);
}

const char *
kontor_product_chips_get_title (KontorProductChips *self)
{
  g_return_val_if_fail (KONTOR_IS_PRODUCT_CHIPS (self), "");

  return gtk_label_get_text (self->label);
}

static GtkWidget *
nth_chip (KontorProductChips *self, guint n)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->box));

  for (; n > 0 && child != NULL; n--)
    child = gtk_widget_get_next_sibling (child);
  return GTK_IS_BUTTON (child) ? child : NULL;
}

static gboolean
shows (KontorProductChips *self, const KontorJson *words)
{
  guint n_words = words != NULL ? kontor_json_length (words) : 0;

  for (guint i = 0; i < n_words; i++)
    {
      GtkWidget *chip = nth_chip (self, i);

      if (chip == NULL
          || g_strcmp0 (g_object_get_data (G_OBJECT (chip), "kontor-word"),
                        kontor_json_string (kontor_json_at (words, i)))
               != 0)
        return FALSE;
    }
  return nth_chip (self, n_words) == NULL;
}

/**
 * kontor_product_chips_set_words:
 * @words: (nullable): an array of texts
 */
void
kontor_product_chips_set_words (KontorProductChips *self, const KontorJson *words)
{
  GtkWidget *child = NULL;

  g_return_if_fail (KONTOR_IS_PRODUCT_CHIPS (self));

  if (shows (self, words))
    return;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != GTK_WIDGET (self->entry))
    gtk_box_remove (self->box, child);
  for (guint i = 0; words != NULL && i < kontor_json_length (words); i++)
    gtk_widget_insert_before (new_chip (self, kontor_json_string (kontor_json_at (words, i))),
                              GTK_WIDGET (self->box),
                              GTK_WIDGET (self->entry));
}
