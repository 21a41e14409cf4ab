/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * KontorHlc:
 *
 * A hybrid logical clock: 48 bits of milliseconds since 1970 and 16 bits of counter in one integer,
 * so that comparing integers compares moments. It never goes back.
 */
typedef struct
{
  guint64 last;
} KontorHlc;

guint64 kontor_hlc_tick (KontorHlc *self, gint64 wall_ms);
guint64 kontor_hlc_receive (KontorHlc *self, gint64 wall_ms, guint64 remote);
gint64  kontor_hlc_get_ms (guint64 hlc);

G_END_DECLS
