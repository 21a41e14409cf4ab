/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* GLib's locks are invisible to ThreadSanitizer where GLib itself was built without it. These say
 * what they order: everything before a release of an address is seen after an acquire of it. */

#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define KONTOR_THREAD_SANITIZER 1
#endif
#endif
#if defined(__SANITIZE_THREAD__)
#define KONTOR_THREAD_SANITIZER 1
#endif

#if defined(KONTOR_THREAD_SANITIZER)
void __tsan_acquire (void *address);
void __tsan_release (void *address);
#endif

static inline void
kontor_thread_acquire (gpointer address)
{
#if defined(KONTOR_THREAD_SANITIZER)
  __tsan_acquire (address);
#endif
}

static inline void
kontor_thread_release (gpointer address)
{
#if defined(KONTOR_THREAD_SANITIZER)
  __tsan_release (address);
#endif
}

static inline void
kontor_thread_lock (GMutex *mutex)
{
  g_mutex_lock (mutex);
  kontor_thread_acquire (mutex);
}

static inline void
kontor_thread_unlock (GMutex *mutex)
{
  kontor_thread_release (mutex);
  g_mutex_unlock (mutex);
}

static inline void
kontor_thread_wait (GCond *condition, GMutex *mutex)
{
  kontor_thread_release (mutex);
  g_cond_wait (condition, mutex);
  kontor_thread_acquire (mutex);
}

/* FALSE when the moment came first. */
static inline gboolean
kontor_thread_wait_until (GCond *condition, GMutex *mutex, gint64 end_time)
{
  gboolean signalled;

  kontor_thread_release (mutex);
  signalled = g_cond_wait_until (condition, mutex, end_time);
  kontor_thread_acquire (mutex);
  return signalled;
}

G_END_DECLS
