/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-date-entry.h"

#include <glib/gi18n.h>

#include "kontor-format.h"

struct _KontorDateEntry
{
  AdwBin parent_instance;

  /* Template children */
  GtkEntry *entry;
};

enum
{
  CHANGED,
  ACTIVATE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KontorDateEntry, kontor_date_entry, ADW_TYPE_BIN)

static const char *
text_of (KontorDateEntry *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

static void
set_day (KontorDateEntry *self, gint64 day)
{
  gint64 noon = kontor_day_start (day, kontor_format_zone ()) + KONTOR_DAY / 2;
  /* Translators: strftime format of a date as people type it: year first, or day first with dots.
   */
  g_autofree char *text = kontor_time_format_local (noon, kontor_format_zone (), _ ("%Y-%m-%d"));

  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
}

static gint64
get_today (void)
{
  return kontor_day_from_time (kontor_time_now (), kontor_format_zone ());
}

/* Months and years go to the same day, or to the last of a shorter month. */
static gint64
step_months (gint64 day, int months)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (day * 86400);
  g_autoptr (GDateTime) moved = g_date_time_add_months (date, months);

  return moved != NULL ? g_date_time_to_unix (moved) / 86400 : day;
}

static gboolean
step (KontorDateEntry *self, guint key)
{
  gint64 day = get_today ();
  int    way = g_unichar_isupper (gdk_keyval_to_unicode (key)) ? -1 : 1;

  kontor_day_parse (text_of (self), &day, NULL);
  switch (gdk_keyval_to_lower (key))
    {
    case GDK_KEY_d:
      day += way;
      break;
    case GDK_KEY_w:
      day += way * 7;
      break;
    case GDK_KEY_m:
      day = step_months (day, way);
      break;
    case GDK_KEY_y:
      day = step_months (day, way * 12);
      break;
    case GDK_KEY_equal:
      day = get_today ();
      break;
    default:
      return FALSE;
    }
  set_day (self, day);
  return TRUE;
}

static gboolean
key_pressed_cb (KontorDateEntry *self, guint key, guint code, GdkModifierType state)
{
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  return step (self, key) ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
}

static void
show_error (KontorDateEntry *self)
{
  gboolean is_right = kontor_date_entry_is_right (self);

  if (is_right)
    gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry),
                               GTK_ACCESSIBLE_STATE_INVALID,
                               is_right ? GTK_ACCESSIBLE_INVALID_FALSE
                                        : GTK_ACCESSIBLE_INVALID_TRUE,
                               -1);
}

static void
edited_cb (KontorDateEntry *self)
{
  if (kontor_date_entry_is_right (self))
    show_error (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Half a date is no mistake while it is typed. */
static void
left_cb (KontorDateEntry *self)
{
  gint64 day = 0;

  show_error (self);
  if (kontor_day_parse (text_of (self), &day, NULL))
    set_day (self, day);
}

static void
activate_cb (KontorDateEntry *self)
{
  left_cb (self);
  g_signal_emit (self, signals[ACTIVATE], 0);
}

static gboolean
kontor_date_entry_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (KONTOR_DATE_ENTRY (widget)->entry));
}

static void
kontor_date_entry_class_init (KontorDateEntryClass *klass)
{
  static const char *const names[N_SIGNALS] = { "changed", "activate" };
  GtkWidgetClass          *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->grab_focus = kontor_date_entry_grab_focus;
  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (
      names[i], KONTOR_TYPE_DATE_ENTRY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-date-entry.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorDateEntry, entry);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, left_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
}

static void
kontor_date_entry_init (KontorDateEntry *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kontor_date_entry_set_label:
 * @label: what a screen reader calls it
 */
void
kontor_date_entry_set_label (KontorDateEntry *self, const char *label)
{
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/**
 * kontor_date_entry_set_end:
 * @time: a moment of the day, UTC microseconds; 0 for no day
 */
void
kontor_date_entry_set_end (KontorDateEntry *self, gint64 time)
{
  if (time == 0)
    gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  else
    set_day (self, kontor_day_from_time (time, kontor_format_zone ()));
}

/**
 * kontor_date_entry_get_end:
 *
 * Returns: the last moment of the day, UTC microseconds; 0 when there is none or it is wrong
 */
gint64
kontor_date_entry_get_end (KontorDateEntry *self)
{
  gint64 day = 0;

  if (!kontor_day_parse (text_of (self), &day, NULL))
    return 0;
  return kontor_day_start (day + 1, kontor_format_zone ()) - 1;
}

gboolean
kontor_date_entry_is_empty (KontorDateEntry *self)
{
  return *text_of (self) == '\0';
}

/**
 * kontor_date_entry_is_right:
 *
 * Returns: whether it is empty or a day
 */
gboolean
kontor_date_entry_is_right (KontorDateEntry *self)
{
  gint64 day = 0;

  return kontor_date_entry_is_empty (self) || kontor_day_parse (text_of (self), &day, NULL);
}
