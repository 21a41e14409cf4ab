/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-list.h"

G_BEGIN_DECLS

/* A tiny shop in memory, for reads. Now is 2025-06-18 14:30 in Berlin. */

#define SHOP_NOW G_GINT64_CONSTANT (1750249800000000)

KontorDatabase *kontor_shop_open (void);
void            kontor_shop_run (KontorDatabase *database, const char *script);
void            kontor_shop_uid (const char *name,
                                 KontorUid  *uid); /* "order-1": the bytes, filled up with dots */
char           *kontor_shop_dump (KontorDatabase *database,
                                  const char     *sql); /* first columns, joined by blanks */

G_END_DECLS
