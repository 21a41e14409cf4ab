/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-command-fixture.h"
#include "kontor-stock.h"

G_BEGIN_DECLS

/* Goods, places and lots for the tests of the stock commands, by their names. */

char *stock_make (CommandFixture *self, const char *sku, const char *members);
char *stock_make_order (CommandFixture *self,
                        const char     *state,
                        const char     *lines) G_GNUC_WARN_UNUSED_RESULT;
void  stock_receive (CommandFixture *self, const char *sku, gint64 quantity);
void  stock_assert (
   CommandFixture *self, const char *sku, gint64 on_hand, gint64 unavailable, gint64 reserved);
char *stock_last_uid (CommandFixture *self, const char *table);

G_END_DECLS
