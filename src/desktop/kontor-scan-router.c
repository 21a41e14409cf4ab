/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-scan-router.h"

#include "kontor-scan-stream.h"

/* A scanner that ends a code with nothing: it is complete when nothing came for so long. */
#define EXPIRE_AFTER_MS 200
#define EXPIRE_PREFIXED_AFTER_MS 600

#define LEFT_ALONE "takes-scans"

/* What stood in a field before the first keys of a scan were let through. */
typedef struct
{
  GtkWidget *widget; /* (nullable): a weak pointer */
  char      *text;   /* (owned) */
  int        cursor;
} Before;

struct _KontorScanRouter
{
  GObject parent_instance;

  GtkWidget       *window;   /* it owns this one's controller */
  GSettings       *settings; /* (owned) */
  KontorScanStream stream;
  Before           before;
  guint32          last_time; /* of an event, in milliseconds that begin anew after 49 days */
  gint64           clock;     /* the same, going on */
  guint            expire_id;
};

enum
{
  SCANNED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KontorScanRouter, kontor_scan_router, G_TYPE_OBJECT)

/* --- the field that the first keys went into --- */

static void
forget_field (KontorScanRouter *self)
{
  g_clear_weak_pointer (&self->before.widget);
  g_clear_pointer (&self->before.text, g_free);
}

static void
remember_field (KontorScanRouter *self)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self->window));

  forget_field (self);
  if (GTK_IS_EDITABLE (focus))
    {
      self->before.text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (focus)));
      self->before.cursor = gtk_editable_get_position (GTK_EDITABLE (focus));
    }
  else if (GTK_IS_TEXT_VIEW (focus))
    {
      GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (focus));
      GtkTextIter    start;
      GtkTextIter    end;

      gtk_text_buffer_get_bounds (buffer, &start, &end);
      self->before.text = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
      g_object_get (buffer, "cursor-position", &self->before.cursor, NULL);
    }
  if (self->before.text != NULL)
    g_set_weak_pointer (&self->before.widget, focus);
}

static void
restore_text_view (GtkTextView *view, const Before *before)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter    cursor;

  gtk_text_buffer_set_text (buffer, before->text, -1);
  gtk_text_buffer_get_iter_at_offset (buffer, &cursor, before->cursor);
  gtk_text_buffer_place_cursor (buffer, &cursor);
}

static void
restore_field (KontorScanRouter *self)
{
  GtkWidget *widget = self->before.widget;

  if (GTK_IS_EDITABLE (widget))
    {
      gtk_editable_set_text (GTK_EDITABLE (widget), self->before.text);
      gtk_editable_set_position (GTK_EDITABLE (widget), self->before.cursor);
    }
  else if (GTK_IS_TEXT_VIEW (widget))
    restore_text_view (GTK_TEXT_VIEW (widget), &self->before);
  forget_field (self);
}

/* --- keys --- */

static void
scanned (KontorScanRouter *self)
{
  g_autofree char *code = g_strdup (self->stream.text);

  g_clear_handle_id (&self->expire_id, g_source_remove);
  g_signal_emit (self, signals[SCANNED], 0, code);
}

static gboolean
expire_cb (gpointer data)
{
  KontorScanRouter *self = data;

  self->expire_id = 0;
  if (kontor_scan_stream_expire (&self->stream, G_MAXINT64))
    scanned (self);
  return G_SOURCE_REMOVE;
}

/* Below the keys' own priority: keys that wait to be looked at came in time. */
static void
expire_later (KontorScanRouter *self)
{
  guint after = self->stream.settings.prefix != 0 ? EXPIRE_PREFIXED_AFTER_MS : EXPIRE_AFTER_MS;

  g_clear_handle_id (&self->expire_id, g_source_remove);
  self->expire_id = g_timeout_add_full (G_PRIORITY_DEFAULT_IDLE, after, expire_cb, self, NULL);
}

static gboolean
is_modifier (guint keyval)
{
  return (keyval >= GDK_KEY_Shift_L && keyval <= GDK_KEY_Hyper_R)
         || (keyval >= GDK_KEY_ISO_Lock && keyval <= GDK_KEY_ISO_Level5_Lock)
         || keyval == GDK_KEY_Num_Lock || keyval == GDK_KEY_Mode_switch;
}

/* 0 for what no scanner sends. */
static gunichar
character_of (guint keyval, GdkModifierType state)
{
  gunichar key = gdk_keyval_to_unicode (keyval);

  if (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter || keyval == GDK_KEY_Linefeed)
    return '\r';
  if (keyval == GDK_KEY_Tab)
    return '\t';
  if ((state & GDK_CONTROL_MASK) != 0 && key == ']')
    return 0x1d; /* how scanners type the separator of GS1 codes */
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK)) != 0)
    return 0;
  return g_unichar_isprint (key) ? key : 0;
}

/* When the key was pressed, not when we got to it: a program that was busy for a moment must not
 * take a person for a scanner, nor a scanner for a person. */
static gint64
time_of (KontorScanRouter *self, GtkEventController *controller)
{
  guint32 time = gtk_event_controller_get_current_event_time (controller);

  if (time == GDK_CURRENT_TIME)
    time = (guint32) (g_get_monotonic_time () / 1000);
  self->clock += (gint64) (guint32) (time - self->last_time) * 1000;
  self->last_time = time;
  return self->clock;
}

static gboolean
is_left_alone (KontorScanRouter *self)
{
  GtkWidget *widget = gtk_root_get_focus (GTK_ROOT (self->window));

  for (; widget != NULL; widget = gtk_widget_get_parent (widget))
    if (gtk_widget_has_css_class (widget, LEFT_ALONE))
      return TRUE;
  return FALSE;
}

static gboolean
take_key (KontorScanRouter *self, gunichar key, gint64 at)
{
  gboolean begins = self->stream.n_keys == 0 || at - self->stream.last > self->stream.settings.gap;

  if (kontor_scan_stream_expire (&self->stream, at))
    scanned (self);
  if (begins && !self->stream.found)
    remember_field (self);
  switch (kontor_scan_stream_feed (&self->stream, key, at))
    {
    case KONTOR_SCAN_TYPED:
      return GDK_EVENT_PROPAGATE;
    case KONTOR_SCAN_FOUND:
      restore_field (self);
      expire_later (self);
      break;
    case KONTOR_SCAN_MORE:
      expire_later (self);
      break;
    case KONTOR_SCAN_DONE:
      scanned (self);
      break;
    case KONTOR_SCAN_DROPPED:
      g_clear_handle_id (&self->expire_id, g_source_remove);
      break;
    }
  return GDK_EVENT_STOP;
}

static gboolean
key_pressed_cb (KontorScanRouter   *self,
                guint               keyval,
                guint               code,
                GdkModifierType     state,
                GtkEventController *controller)
{
  gint64   at = time_of (self, controller);
  gunichar key = character_of (keyval, state);

  if (is_modifier (keyval))
    return GDK_EVENT_PROPAGATE;
  if (key == 0 || is_left_alone (self))
    {
      /* Whatever it is, it ends a code that came before it. */
      if (kontor_scan_stream_expire (&self->stream, G_MAXINT64))
        scanned (self);
      kontor_scan_stream_forget (&self->stream);
      return GDK_EVENT_PROPAGATE;
    }
  return take_key (self, key, at);
}

/* --- settings --- */

static void
settings_changed_cb (KontorScanRouter *self)
{
  KontorScanSettings settings = kontor_scan_settings_default;
  g_autofree char   *prefix = g_settings_get_string (self->settings, "scanner-prefix");

  settings.prefix = *prefix != '\0' ? g_utf8_get_char (prefix) : 0;
  kontor_scan_stream_init (&self->stream, &settings);
}

static void
kontor_scan_router_dispose (GObject *object)
{
  KontorScanRouter *self = KONTOR_SCAN_ROUTER (object);

  g_clear_handle_id (&self->expire_id, g_source_remove);
  forget_field (self);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (kontor_scan_router_parent_class)->dispose (object);
}

static void
kontor_scan_router_class_init (KontorScanRouterClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = kontor_scan_router_dispose;

  signals[SCANNED] = g_signal_new ("scanned",
                                   KONTOR_TYPE_SCAN_ROUTER,
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
kontor_scan_router_init (KontorScanRouter *self)
{
  kontor_scan_stream_init (&self->stream, &kontor_scan_settings_default);
}

/**
 * kontor_scan_router_new:
 * @window: whose keys are looked at; it must live as long as the router does
 * @settings: with the key "scanner-prefix"
 */
KontorScanRouter *
kontor_scan_router_new (GtkWidget *window, GSettings *settings)
{
  KontorScanRouter   *self = g_object_new (KONTOR_TYPE_SCAN_ROUTER, NULL);
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->window = window;
  self->settings = g_object_ref (settings);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (
    keys, "key-pressed", G_CALLBACK (key_pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (window, keys);
  g_signal_connect_object (
    settings, "changed::scanner-prefix", G_CALLBACK (settings_changed_cb), self, G_CONNECT_SWAPPED);
  settings_changed_cb (self);
  return self;
}

/**
 * kontor_scan_router_leave:
 * @widget: a field for codes
 *
 * What is scanned while the keyboard is in it is typed into it.
 */
void
kontor_scan_router_leave (GtkWidget *widget)
{
  gtk_widget_add_css_class (widget, LEFT_ALONE);
}
