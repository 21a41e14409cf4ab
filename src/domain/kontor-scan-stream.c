/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-scan-stream.h"

#include <string.h>

/* That many keys at a scanner's speed are no person's: two may be, where fingers roll. */
#define SURE 4

/* How long a scan that began with its prefix may pause. */
#define PREFIXED_GAP 500000

/* Scanners send a key every 1 to 20 ms, good typists one every 60 ms. */
const KontorScanSettings kontor_scan_settings_default = { .gap = 40000, .least = 4, .prefix = 0 };

/**
 * kontor_scan_stream_init:
 * @self: (out): a stream
 * @settings: of the scanner
 */
void
kontor_scan_stream_init (KontorScanStream *self, const KontorScanSettings *settings)
{
  *self = (KontorScanStream){ .settings = *settings };
}

/**
 * kontor_scan_stream_forget:
 * @self: a stream
 *
 * Drops what was collected: the focus went elsewhere, or a key came that no scanner sends.
 */
void
kontor_scan_stream_forget (KontorScanStream *self)
{
  self->length = 0;
  self->text[0] = '\0';
  self->n_keys = 0;
  self->found = FALSE;
}

static gboolean
ends_scan (gunichar key)
{
  return key == '\r' || key == '\n' || key == '\t';
}

/* How long the next key of what is a scan for sure may take: some send the key that ends it late.
 */
static gint64
patience (const KontorScanStream *self)
{
  return self->settings.prefix != 0 ? PREFIXED_GAP : 4 * self->settings.gap;
}

static gboolean
is_fast (const KontorScanStream *self, gint64 at)
{
  return at >= self->last
         && at - self->last <= (self->found ? patience (self) : self->settings.gap);
}

static gboolean
append (KontorScanStream *self, gunichar key)
{
  char  utf8[6];
  gsize length = (gsize) g_unichar_to_utf8 (key, utf8);

  if (self->n_keys >= KONTOR_SCAN_MOST || length > 4)
    return FALSE;
  memcpy (self->text + self->length, utf8, length);
  self->length += length;
  self->text[self->length] = '\0';
  self->n_keys++;
  return TRUE;
}

/* The code stays readable until the next key. */
static KontorScanVerdict
finish (KontorScanStream *self)
{
  gboolean found = self->found;
  guint    n_keys = self->n_keys;

  self->found = FALSE;
  self->n_keys = 0;
  self->length = 0;
  if (!found)
    return KONTOR_SCAN_TYPED;
  return n_keys >= self->settings.least ? KONTOR_SCAN_DONE : KONTOR_SCAN_DROPPED;
}

/**
 * kontor_scan_stream_feed:
 * @self: a stream
 * @key: the character of a key that was pressed; Return and Tab end a scan
 * @at: when, microseconds of any clock that does not go back
 *
 * With %KONTOR_SCAN_DONE the code is in @self's text, until the next key.
 *
 * Returns: whose key it is
 */
KontorScanVerdict
kontor_scan_stream_feed (KontorScanStream *self, gunichar key, gint64 at)
{
  gboolean was_found = self->found;

  if (!is_fast (self, at) && !(self->found && self->settings.prefix != 0))
    kontor_scan_stream_forget (self);
  else if (self->n_keys == 0)
    self->text[0] = '\0';
  self->last = at;

  if (self->settings.prefix != 0 && key == self->settings.prefix && !self->found)
    {
      kontor_scan_stream_forget (self);
      self->found = TRUE;
      return KONTOR_SCAN_MORE;
    }
  if (ends_scan (key))
    return finish (self);
  if (!append (self, key))
    {
      kontor_scan_stream_forget (self);
      return was_found ? KONTOR_SCAN_DROPPED : KONTOR_SCAN_TYPED;
    }
  if (was_found)
    return self->found ? KONTOR_SCAN_MORE : KONTOR_SCAN_TYPED;
  self->found = self->settings.prefix == 0 && self->n_keys >= SURE;
  return self->found ? KONTOR_SCAN_FOUND : KONTOR_SCAN_TYPED;
}

/**
 * kontor_scan_stream_expire:
 * @self: a stream
 * @at: now
 *
 * For scanners that end a code with nothing: to be asked some time after the last key, and before a
 * key that comes late is fed.
 *
 * Returns: whether a scan is complete because nothing more came; its code is in @self's text
 */
gboolean
kontor_scan_stream_expire (KontorScanStream *self, gint64 at)
{
  if (!self->found || at - self->last <= patience (self))
    return FALSE;
  return finish (self) == KONTOR_SCAN_DONE;
}
