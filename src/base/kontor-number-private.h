/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-number.h"

G_BEGIN_DECLS

#define KONTOR_SCALE_LIMIT 18
#define KONTOR_GROUP_SIZE 3

__extension__ typedef __int128          KontorWide;
__extension__ typedef unsigned __int128 KontorWideBits;

/* What stands written: digits / 10^decimals, without needless zeros at the end. */
typedef struct
{
  guint64 digits;
  guint   decimals;
} KontorLiteral;

gint64      kontor_power_of_ten (guint exponent);
const char *kontor_skip_blanks (const char *text);
gboolean    kontor_literal_scan (
     KontorLiteral *self, const char **cursor, const char *decimal, const char *whole, GError **error);
gboolean kontor_fail_number (const char *text, GError **error);
gboolean kontor_fail_number_range (const char *text, GError **error);

G_END_DECLS
