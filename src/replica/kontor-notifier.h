/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Carries word of what changed from the writer's thread to the main context, many changes at
 * once: at most one call in 16 ms. */

typedef struct _KontorNotifier KontorNotifier;

/* touched: (nullable): KontorTouch; NULL with has_changed: anything may have */
typedef void (*KontorNotifyFunc) (gpointer owner,
                                  gboolean has_changed,
                                  GArray  *touched,
                                  gboolean has_status);

KontorNotifier *kontor_notifier_new (KontorNotifyFunc func, gpointer owner);
void            kontor_notifier_free (KontorNotifier *self);
void kontor_notifier_add (KontorNotifier *self, const GArray *touched, gboolean has_status);
void kontor_notifier_add_anything (KontorNotifier *self);

G_END_DECLS
