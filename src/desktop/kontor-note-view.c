/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-note-view.h"

/**
 * KontorNoteView:
 *
 * A note of any length that is edited where it stands and saved when it is left.
 */
struct _KontorNoteView
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

G_DEFINE_FINAL_TYPE (KontorNoteView, kontor_note_view, ADW_TYPE_BIN)

static char *
dup_text (KontorNoteView *self)
{
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  return g_strchomp (gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE));
}

static void
left_cb (KontorNoteView *self)
{
  g_autofree char *text = dup_text (self);
  g_autofree char *base = NULL;

  if (g_str_equal (text, self->base))
    return;
  base = g_steal_pointer (&self->base);
  self->base = g_strdup (text);
  g_signal_emit (self, signals[EDITED], 0, base, text);
}

static void
changed_cb (KontorNoteView *self)
{
  gboolean empty = gtk_text_buffer_get_char_count (self->buffer) == 0;

  gtk_widget_set_visible (GTK_WIDGET (self->placeholder), empty);
  if (empty)
    gtk_widget_remove_css_class (GTK_WIDGET (self->view), "written");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->view), "written");
}

static void
kontor_note_view_finalize (GObject *object)
{
  g_clear_pointer (&KONTOR_NOTE_VIEW (object)->base, g_free);

  G_OBJECT_CLASS (kontor_note_view_parent_class)->finalize (object);
}

static void
kontor_note_view_class_init (KontorNoteViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = kontor_note_view_finalize;
  signals[EDITED] = g_signal_new ("edited",
                                  KONTOR_TYPE_NOTE_VIEW,
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
                                               "/org/kontorapp/Kontor/ui/kontor-note-view.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorNoteView, view);
  gtk_widget_class_bind_template_child (widget_class, KontorNoteView, buffer);
  gtk_widget_class_bind_template_child (widget_class, KontorNoteView, placeholder);
  gtk_widget_class_bind_template_callback (widget_class, left_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
kontor_note_view_init (KontorNoteView *self)
{
  self->base = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kontor_note_view_set_text:
 * @text: as it is stored; what is being typed here is not disturbed
 */
void
kontor_note_view_set_text (KontorNoteView *self, const char *text)
{
  g_autofree char *shown = NULL;

  g_return_if_fail (KONTOR_IS_NOTE_VIEW (self));

  shown = dup_text (self);
  if (gtk_widget_has_focus (GTK_WIDGET (self->view)) && !g_str_equal (shown, self->base))
    return;
  g_clear_pointer (&self->base, g_free);
  self->base = g_strdup (text);
  if (!g_str_equal (shown, text))
    gtk_text_buffer_set_text (self->buffer, text, -1);
}
