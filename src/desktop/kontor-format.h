/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-number.h"
#include "kontor-order.h"
#include "kontor-time.h"

G_BEGIN_DECLS

/* Amounts, quantities and dates as the person's locale writes them. Main thread only. */

const KontorNumberStyle *kontor_format_style (void);
const char              *kontor_format_decimal (void);
GTimeZone               *kontor_format_zone (void);

const char *kontor_format_currency_sign (const char *currency);
char       *kontor_format_number (gint64 minor, const char *currency);
char       *kontor_format_money (gint64 minor, const char *currency);
char       *kontor_format_money_markup (gint64 minor, const char *currency);
char       *kontor_format_price (gint64 price_e4, const char *currency);
char       *kontor_format_price_markup (gint64 price_e4, const char *currency);
char       *kontor_format_quantity (gint64 thousandths);
char       *kontor_format_count (gint64 count);
char       *kontor_format_rate (gint64 basis_points);

char *kontor_format_when (gint64 time);
char *kontor_format_when_at (gint64 time, gint64 now);
char *kontor_format_day (gint64 time);
char *kontor_format_exact (gint64 time);
char *kontor_format_late (gint64 due, gint64 now);

char *kontor_format_address (const KontorAddress *address);
char *kontor_format_unit (const char *unit);

G_END_DECLS
