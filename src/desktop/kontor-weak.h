/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* What a callback carries instead of a reference to a widget. */
gpointer kontor_weak_new (gpointer object);
gpointer kontor_weak_take (gpointer weak);

G_END_DECLS
