/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-hlc.h"

#define COUNTER_BITS 16
#define GREATEST_MS ((G_GINT64_CONSTANT (1) << 48) - 1)

static guint64
from_wall (gint64 wall_ms)
{
  return (guint64) CLAMP (wall_ms, 0, GREATEST_MS) << COUNTER_BITS;
}

/* The counter may spill into the milliseconds: the clock then runs ahead a little, but never back.
 */
static guint64
after (guint64 hlc)
{
  return hlc == G_MAXUINT64 ? hlc : hlc + 1;
}

/**
 * kontor_hlc_tick:
 * @self: the clock of this station
 * @wall_ms: the wall clock, milliseconds since 1970 in UTC
 *
 * Stamps a local event. The result is greater than every stamp that @self gave or received before,
 * also when the wall clock went back. Source: sync-spec section 8.
 *
 * Returns: the stamp, 48 bits of milliseconds and 16 bits of counter
 */
guint64
kontor_hlc_tick (KontorHlc *self, gint64 wall_ms)
{
  g_return_val_if_fail (self != NULL, 0);

  self->last = MAX (after (self->last), from_wall (wall_ms));
  return self->last;
}

/**
 * kontor_hlc_receive:
 * @self: the clock of this station
 * @wall_ms: the wall clock, milliseconds since 1970 in UTC
 * @remote: a stamp of another station
 *
 * Merges a stamp from elsewhere, so that what happens here from now on is later than it. Stamps
 * that are implausibly far ahead must be kept out by the caller, who knows the server's time.
 *
 * Returns: the stamp of the reception, greater than both @remote and all earlier ones
 */
guint64
kontor_hlc_receive (KontorHlc *self, gint64 wall_ms, guint64 remote)
{
  g_return_val_if_fail (self != NULL, 0);

  self->last = MAX (after (MAX (self->last, remote)), from_wall (wall_ms));
  return self->last;
}

/**
 * kontor_hlc_get_ms:
 * @hlc: a stamp
 *
 * Returns: the physical part of @hlc, milliseconds since 1970 in UTC
 */
gint64
kontor_hlc_get_ms (guint64 hlc)
{
  return (gint64) (hlc >> COUNTER_BITS);
}
