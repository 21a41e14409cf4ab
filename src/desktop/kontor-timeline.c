/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-timeline.h"

#include <glib/gi18n.h>

#include "kontor-format.h"
#include "kontor-state.h"

/**
 * KontorTimeline:
 *
 * Who did what, when, from which station, and why; newest first.
 */
struct _KontorTimeline
{
  AdwBin parent_instance;

  /* Template children */
  GtkBox *box;
};

G_DEFINE_FINAL_TYPE (KontorTimeline, kontor_timeline, ADW_TYPE_BIN)

static GtkWidget *
new_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
kontor_timeline_class_init (KontorTimelineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-timeline.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorTimeline, box);
}

static void
kontor_timeline_init (KontorTimeline *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
kontor_timeline_clear (KontorTimeline *self)
{
  GtkWidget *child = NULL;

  g_return_if_fail (KONTOR_IS_TIMELINE (self));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);
}

/**
 * kontor_timeline_add:
 * @title: what was done
 * @at: UTC microseconds
 * @author: (nullable): who did it
 * @station: number of the station it was done on
 * @detail: (nullable): the reason, or what else is known
 *
 * Adds an entry below those that are there.
 */
void
kontor_timeline_add (KontorTimeline *self,
                     const char     *title,
                     gint64          at,
                     const char     *author,
                     gint64          station,
                     const char     *detail)
{
  g_autofree char *when = kontor_format_when (at);
  g_autofree char *exact = kontor_format_exact (at);
  g_autofree char *place = NULL;
  g_autofree char *who = NULL;
  GtkWidget       *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);

  g_return_if_fail (KONTOR_IS_TIMELINE (self));

  place = station > 0 ? g_strdup_printf (_ ("Station %d"), (int) station) : g_strdup (_ ("Server"));
  who = author != NULL && *author != '\0' ? g_strjoin (" · ", when, author, place, NULL)
                                          : g_strjoin (" · ", when, place, NULL);
  gtk_box_append (GTK_BOX (box), new_label (title, NULL));
  gtk_box_append (GTK_BOX (box), new_label (who, "caption"));
  gtk_widget_add_css_class (gtk_widget_get_last_child (box), "dim-label");
  gtk_widget_set_tooltip_text (gtk_widget_get_last_child (box), exact);
  if (detail != NULL && *detail != '\0')
    gtk_box_append (GTK_BOX (box), new_label (detail, "caption"));
  gtk_widget_add_css_class (box, "event");
  gtk_box_append (self->box, box);
}

static char *
dup_detail (const KontorJson *step)
{
  const KontorJson *metadata = kontor_json_get_object (step, "metadata");
  const char       *reason = kontor_json_get_string (step, "reason", "");
  const char       *known[] = { "method", "reference", "tracking_number", "number" };
  GString          *text = g_string_new (reason);

  for (gsize i = 0; metadata != NULL && i < G_N_ELEMENTS (known); i++)
    {
      const char *value = kontor_json_get_string (metadata, known[i], "");

      if (*value != '\0')
        g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", value);
    }
  return g_string_free (text, FALSE);
}

/**
 * kontor_timeline_add_transitions:
 * @transitions: (nullable): array of an order, oldest first
 */
void
kontor_timeline_add_transitions (KontorTimeline *self, const KontorJson *transitions)
{
  guint n_steps = transitions != NULL ? kontor_json_length (transitions) : 0;

  for (guint i = n_steps; i > 0; i--)
    {
      const KontorJson  *step = kontor_json_at (transitions, i - 1);
      const char        *name = kontor_json_get_string (step, "to", "");
      const KontorState *state = kontor_state_find (name);
      g_autofree char   *detail = dup_detail (step);

      kontor_timeline_add (self,
                           state != NULL ? _ (state->step) : name,
                           kontor_json_get_integer (step, "happened_at", 0),
                           kontor_json_get_string (step, "author", ""),
                           kontor_json_get_integer (step, "station", 0),
                           detail);
    }
}
