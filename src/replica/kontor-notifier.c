/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-notifier.h"

#include "kontor-command.h"
#include "kontor-thread-order.h"

#define INTERVAL_US 16000

/* Above this it is cheaper to look at everything. */
#define MOST_TOUCHED 5000

struct _KontorNotifier
{
  KontorNotifyFunc func;
  gpointer         owner;   /* (unowned): frees the notifier */
  GMainContext    *context; /* (owned) */

  GMutex   mutex;      /* guards the rest */
  GSource *source;     /* (owned) (nullable) */
  GArray  *touched;    /* (owned): of KontorTouch */
  gboolean anything;   /* changed beyond what is in touched */
  gboolean has_status; /* the pending count may have changed */
  gint64   told_at;    /* monotonic, microseconds */
};

/**
 * kontor_notifier_new:
 * @func: called in the thread-default context of the caller
 * @owner: for @func; it outlives the notifier
 */
KontorNotifier *
kontor_notifier_new (KontorNotifyFunc func, gpointer owner)
{
  KontorNotifier *self = g_new0 (KontorNotifier, 1);

  self->func = func;
  self->owner = owner;
  self->context = g_main_context_ref_thread_default ();
  self->touched = g_array_new (FALSE, FALSE, sizeof (KontorTouch));
  g_mutex_init (&self->mutex);
  return self;
}

/**
 * kontor_notifier_free:
 * @self: (transfer full): freed in the context that it calls; what was not told is not told
 */
void
kontor_notifier_free (KontorNotifier *self)
{
  kontor_thread_lock (&self->mutex);
  if (self->source != NULL)
    g_source_destroy (self->source);
  g_clear_pointer (&self->source, g_source_unref);
  kontor_thread_unlock (&self->mutex);
  g_clear_pointer (&self->touched, g_array_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_mutex_clear (&self->mutex);
  g_free (self); /* the writer has ended */
}

static gboolean
tell_cb (gpointer user_data)
{
  KontorNotifier *self = user_data;
  g_autoptr (GArray) touched = NULL;
  gboolean anything;
  gboolean has_status;

  kontor_thread_lock (&self->mutex);
  touched = g_steal_pointer (&self->touched);
  anything = self->anything || touched->len > MOST_TOUCHED;
  has_status = self->has_status;
  self->touched = g_array_new (FALSE, FALSE, sizeof (KontorTouch));
  self->anything = FALSE;
  self->has_status = FALSE;
  self->told_at = g_get_monotonic_time ();
  g_clear_pointer (&self->source, g_source_unref);
  kontor_thread_unlock (&self->mutex);
  self->func (self->owner, anything || touched->len > 0, anything ? NULL : touched, has_status);
  return G_SOURCE_REMOVE;
}

static void
schedule (KontorNotifier *self)
{
  gint64 wait_us;

  if (self->source != NULL)
    return;
  wait_us = self->told_at + INTERVAL_US - g_get_monotonic_time ();
  self->source = g_timeout_source_new ((guint) (CLAMP (wait_us, 0, INTERVAL_US) / 1000));
  g_source_set_static_name (self->source, "kontor-changed");
  g_source_set_callback (self->source, tell_cb, self, NULL);
  g_source_attach (self->source, self->context);
}

/**
 * kontor_notifier_add:
 * @touched: (nullable): of KontorTouch
 * @has_status: whether the pending count may have changed
 *
 * From any thread.
 */
void
kontor_notifier_add (KontorNotifier *self, const GArray *touched, gboolean has_status)
{
  gboolean has_touched = touched != NULL && touched->len > 0;

  if (!has_touched && !has_status)
    return;
  kontor_thread_lock (&self->mutex);
  if (has_touched && self->touched->len <= MOST_TOUCHED)
    g_array_append_vals (self->touched, touched->data, touched->len);
  self->has_status |= has_status;
  schedule (self);
  kontor_thread_unlock (&self->mutex);
}

/**
 * kontor_notifier_add_anything:
 *
 * Says that anything may have changed, for example by another program. From any thread.
 */
void
kontor_notifier_add_anything (KontorNotifier *self)
{
  kontor_thread_lock (&self->mutex);
  self->anything = TRUE;
  self->has_status = TRUE;
  schedule (self);
  kontor_thread_unlock (&self->mutex);
}
