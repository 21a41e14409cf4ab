/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A barcode scanner types like a keyboard, only faster. This tells its keys from a person's, by
 * their speed or by a character that the scanner was told to send first. */

#define KONTOR_SCAN_MOST 256 /* characters of a code */

typedef struct
{
  gint64   gap;    /* microseconds between two keys of a scan, at most */
  guint    least;  /* characters that a code has */
  gunichar prefix; /* 0: none; else everything behind it is a scan */
} KontorScanSettings;

extern const KontorScanSettings kontor_scan_settings_default;

typedef enum
{
  KONTOR_SCAN_TYPED,   /* a person's: let it through */
  KONTOR_SCAN_FOUND,   /* belongs to a scan, and so did those before it that were let through */
  KONTOR_SCAN_MORE,    /* belongs to the scan */
  KONTOR_SCAN_DONE,    /* ends it: the code is complete */
  KONTOR_SCAN_DROPPED, /* ends what can't be a code */
} KontorScanVerdict;

typedef struct
{
  KontorScanSettings settings;
  char               text[KONTOR_SCAN_MOST * 4 + 1]; /* UTF-8 */
  gsize              length;
  guint              n_keys;
  gint64             last; /* moment of the last key */
  gboolean           found;
} KontorScanStream;

void kontor_scan_stream_init (KontorScanStream *self, const KontorScanSettings *settings);
KontorScanVerdict kontor_scan_stream_feed (KontorScanStream *self, gunichar key, gint64 at);
gboolean          kontor_scan_stream_expire (KontorScanStream *self, gint64 at);
void              kontor_scan_stream_forget (KontorScanStream *self);

G_END_DECLS
