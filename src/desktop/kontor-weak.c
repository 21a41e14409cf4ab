/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-weak.h"

/**
 * kontor_weak_new:
 * @object: a GObject
 *
 * Makes user data for a callback that must not keep @object alive.
 *
 * Returns: (transfer full): to be given to kontor_weak_take() exactly once
 */
gpointer
kontor_weak_new (gpointer object)
{
  GWeakRef *weak = g_new0 (GWeakRef, 1);

  g_weak_ref_init (weak, object);
  return weak;
}

/**
 * kontor_weak_take:
 * @weak: (transfer full): what kontor_weak_new() made
 *
 * Returns: (transfer full) (nullable): the object, or NULL when it is gone
 */
gpointer
kontor_weak_take (gpointer weak)
{
  gpointer object = g_weak_ref_get (weak);

  g_weak_ref_clear (weak);
  g_free (weak); /* allocated in kontor_weak_new() */
  return object;
}
