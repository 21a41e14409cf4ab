/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-product-text.h"

/**
 * KontorProductText:
 *
 * The description of a product, edited where it stands and saved when it is left.
 */
struct _KontorProductText
{
  AdwBin parent_instance;

  char *base; /* (owned): as it is stored */

  /* Template children */
  GtkTextView   *view;
  GtkTextBuffer *buffer;
  GtkLabel      *placeholder;
};

enum
{
  EDITED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KontorProductText, kontor_product_text, ADW_TYPE_BIN)

static void
left_cb (KontorProductText *self)
{
  g_autofree char *text = kontor_product_text_dup (self);
  g_autofree char *base = NULL;

  if (g_str_equal (text, self->base))
    return;
  base = g_steal_pointer (&self->base);
  self->base = g_strdup (text);
  g_signal_emit (self, signals[EDITED], 0, base, text);
}

static void
changed_cb (KontorProductText *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->placeholder),
                          gtk_text_buffer_get_char_count (self->buffer) == 0);
}

static gboolean
key_pressed_cb (KontorProductText *self, guint key)
{
  g_autofree char *text = kontor_product_text_dup (self);

  if (key != GDK_KEY_Escape || g_str_equal (text, self->base))
    return GDK_EVENT_PROPAGATE;
  gtk_text_buffer_set_text (self->buffer, self->base, -1);
  return GDK_EVENT_STOP;
}

static void
kontor_product_text_finalize (GObject *object)
{
  g_clear_pointer (&KONTOR_PRODUCT_TEXT (object)->base, g_free);

  G_OBJECT_CLASS (kontor_product_text_parent_class)->finalize (object);
}

static void
kontor_product_text_class_init (KontorProductTextClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = kontor_product_text_finalize;
  signals[EDITED] = g_signal_new ("edited",
                                  KONTOR_TYPE_PRODUCT_TEXT,
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
                                               "/org/kontorapp/Kontor/ui/kontor-product-text.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorProductText, view);
  gtk_widget_class_bind_template_child (widget_class, KontorProductText, buffer);
  gtk_widget_class_bind_template_child (widget_class, KontorProductText, placeholder);
  gtk_widget_class_bind_template_callback (widget_class, left_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
}

static void
kontor_product_text_init (KontorProductText *self)
{
  self->base = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kontor_product_text_set:
 * @text: as it is stored; what is being typed here is not disturbed
 */
void
kontor_product_text_set (KontorProductText *self, const char *text)
{
  g_autofree char *shown = NULL;

  g_return_if_fail (KONTOR_IS_PRODUCT_TEXT (self));

  shown = kontor_product_text_dup (self);
  if (gtk_widget_has_focus (GTK_WIDGET (self->view)) && !g_str_equal (shown, self->base))
    return;
  g_clear_pointer (&self->base, g_free);
  self->base = g_strdup (text);
  if (!g_str_equal (shown, text))
    gtk_text_buffer_set_text (self->buffer, text, -1);
}

char *
kontor_product_text_dup (KontorProductText *self)
{
  GtkTextIter start;
  GtkTextIter end;

  g_return_val_if_fail (KONTOR_IS_PRODUCT_TEXT (self), NULL);

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  return g_strchomp (gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE));
}
