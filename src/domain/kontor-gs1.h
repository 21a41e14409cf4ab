/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a GS1 code says: an element string as a scanner sends it, the same with parentheses as
 * people print it, or a GS1 Digital Link. */

#define KONTOR_GS1_NO_DAY G_MININT64
#define KONTOR_GS1_SEPARATOR "\x1d" /* what scanners send for FNC1 */

typedef enum
{
  KONTOR_GS1_OTHER, /* it isn't one: a plain barcode */
  KONTOR_GS1_READ,
  KONTOR_GS1_BROKEN, /* it is meant to be one, and can't be right */
} KontorGs1Result;

typedef struct
{
  char   gtin[15]; /* 14 digits; "" for none */
  char   lot[21];
  char   serial[21];
  gint64 best_before; /* day, days since 1970-01-01; of AI 15, else 17 */
  gint64 count;       /* pieces, of AI 37 or 30; 0 when it doesn't say */
} KontorGs1;

KontorGs1Result kontor_gs1_parse (const char *text, gint64 today, KontorGs1 *gs1);
char          **kontor_gtin_dup_spellings (const char *gtin); /* as 14, 13, 12 and 8 digits */

G_END_DECLS
