/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-order-events.h"

#include <glib/gi18n.h>

#include "kontor-format.h"

/**
 * KontorOrderEvents:
 *
 * What left and what came back: deliveries with their tracking, returns with their condition,
 * refunds with their reason. Invisible while there is none.
 */
struct _KontorOrderEvents
{
  AdwBin parent_instance;

  const KontorJson *order; /* borrowed while it is being shown */

  /* Template children */
  GtkBox *box;
};

G_DEFINE_FINAL_TYPE (KontorOrderEvents, kontor_order_events, ADW_TYPE_BIN)

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

static const char *
title_of_line (KontorOrderEvents *self, gint64 number)
{
  const KontorJson *lines = kontor_json_get_array (self->order, "lines");

  for (guint i = 0; lines != NULL && i < kontor_json_length (lines); i++)
    if (kontor_json_get_integer (kontor_json_at (lines, i), "line", -1) == number)
      return kontor_json_get_string (kontor_json_at (lines, i), "title", "");
  return "";
}

static const char *
condition_word (const char *condition)
{
  if (g_str_equal (condition, "damaged"))
    return _ ("damaged");
  if (g_str_equal (condition, "lost"))
    return _ ("lost");
  return *condition != '\0' ? _ ("as new") : "";
}

static char *
dup_parts (KontorOrderEvents *self, const KontorJson *event)
{
  const KontorJson *lines = kontor_json_get_array (event, "lines");
  GString          *text = g_string_new (NULL);

  for (guint i = 0; lines != NULL && i < kontor_json_length (lines); i++)
    {
      const KontorJson *part = kontor_json_at (lines, i);
      g_autofree char  *quantity = kontor_format_quantity (
        kontor_json_get_integer (part, "quantity", 0));
      const char *condition = condition_word (kontor_json_get_string (part, "condition", ""));

      g_string_append_printf (text,
                              "%s%s × %s",
                              i > 0 ? "\n" : "",
                              quantity,
                              title_of_line (self, kontor_json_get_integer (part, "line", -1)));
      if (*condition != '\0')
        g_string_append_printf (text, " (%s)", condition);
    }
  return g_string_free (text, FALSE);
}

static GtkWidget *
new_tracking (const KontorJson *event)
{
  const char      *carrier = kontor_json_get_string (event, "carrier", "");
  const char      *number = kontor_json_get_string (event, "tracking_number", "");
  const char      *url = kontor_json_get_string (event, "tracking_url", "");
  g_autofree char *upper = g_ascii_strup (carrier, -1);
  g_autofree char *text = g_strstrip (g_strjoin (" ", upper, number, NULL));
  GtkWidget       *link = NULL;

  if (*text == '\0')
    return NULL;
  if (*url == '\0')
    return new_label (text, NULL);
  link = gtk_link_button_new_with_label (url, text);
  gtk_widget_set_halign (link, GTK_ALIGN_START);
  gtk_widget_add_css_class (link, "inline-link");
  return link;
}

static void
add_event (KontorOrderEvents *self, const KontorJson *event, const char *title, const char *amount)
{
  gint64           at = kontor_json_get_integer (event, "happened_at", 0);
  g_autofree char *when = kontor_format_when (at);
  g_autofree char *exact = kontor_format_exact (at);
  g_autofree char *head = g_strjoin (" · ", title, when, amount, NULL);
  g_autofree char *parts = dup_parts (self, event);
  const char      *reason = kontor_json_get_string (
    event, "reason", kontor_json_get_string (event, "note", ""));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *heading = new_label (head, NULL);
  GtkWidget *tracking = new_tracking (event);

  gtk_widget_set_tooltip_text (heading, exact);
  gtk_box_append (GTK_BOX (box), heading);
  if (tracking != NULL)
    gtk_box_append (GTK_BOX (box), tracking);
  if (*parts != '\0')
    gtk_box_append (GTK_BOX (box), new_label (parts, "dim-label"));
  if (*reason != '\0')
    gtk_box_append (GTK_BOX (box), new_label (reason, "dim-label"));
  gtk_box_append (self->box, box);
}

static void
add_heading (KontorOrderEvents *self, const char *text)
{
  gtk_box_append (self->box, new_label (text, "heading"));
}

static void
add_deliveries (KontorOrderEvents *self)
{
  const KontorJson *events = kontor_json_get_array (self->order, "deliveries");

  for (guint i = 0; events != NULL && i < kontor_json_length (events); i++)
    {
      const KontorJson *event = kontor_json_at (events, i);
      gboolean          withdrawn = kontor_json_get_integer (event, "withdrawn_at", 0) != 0;

      if (i == 0)
        add_heading (self, _ ("Deliveries"));
      add_event (self,
                 event,
                 kontor_json_get_string (event, "number", ""),
                 withdrawn ? _ ("withdrawn") : NULL);
    }
}

static void
add_returns (KontorOrderEvents *self)
{
  const KontorJson *events = kontor_json_get_array (self->order, "returns");

  for (guint i = 0; events != NULL && i < kontor_json_length (events); i++)
    {
      if (i == 0)
        add_heading (self, _ ("Returns"));
      add_event (self, kontor_json_at (events, i), _ ("Came back"), NULL);
    }
}

static void
add_refunds (KontorOrderEvents *self)
{
  const KontorJson *events = kontor_json_get_array (self->order, "refunds");
  const char       *currency = kontor_json_get_string (self->order, "currency", "");

  for (guint i = 0; events != NULL && i < kontor_json_length (events); i++)
    {
      const KontorJson *event = kontor_json_at (events, i);
      g_autofree char  *amount = kontor_format_money (
        kontor_json_get_integer (event, "amount_minor", 0), currency);

      if (i == 0)
        add_heading (self, _ ("Refunds"));
      add_event (self, event, amount, NULL);
    }
}

static void
kontor_order_events_class_init (KontorOrderEventsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-order-events.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorOrderEvents, box);
}

static void
kontor_order_events_init (KontorOrderEvents *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kontor_order_events_set_order:
 * @order: as kontor_query_order_json() gives it
 */
void
kontor_order_events_set_order (KontorOrderEvents *self, const KontorJson *order)
{
  GtkWidget *child = NULL;

  g_return_if_fail (KONTOR_IS_ORDER_EVENTS (self));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);
  self->order = order;
  add_deliveries (self);
  add_returns (self);
  add_refunds (self);
  self->order = NULL;
  gtk_widget_set_visible (GTK_WIDGET (self),
                          gtk_widget_get_first_child (GTK_WIDGET (self->box)) != NULL);
}
