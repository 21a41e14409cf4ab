/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-ask-window.h"

G_BEGIN_DECLS

/* The stock in the words of people. */

const char *kontor_stock_kind_name (const char *kind);
const char *kontor_stock_reason_name (const char *reason);
const char *kontor_stock_hold_name (const char *hold);
char       *kontor_stock_dup_amount (gint64 quantity, const char *unit);
char       *kontor_stock_dup_change (gint64 quantity);
char       *kontor_stock_dup_item (const KontorJson *item);
char       *kontor_stock_dup_filter (const char *key, const char *value);

KontorAskChoice *kontor_stock_reason_choices (guint *n_choices);
KontorAskChoice *kontor_stock_hold_choices (guint *n_choices);

G_END_DECLS
