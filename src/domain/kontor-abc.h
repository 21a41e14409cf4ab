/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <glib.h>

#include "kontor-uid.h"

G_BEGIN_DECLS

/* Goods by what they bring in: class A makes the first 80 % of the revenue, B the next 15 %, C the
 * rest and what brings nothing. */

typedef struct
{
  KontorUid uid;
  gint64    revenue; /* in one currency, minor units */
  char      letter;  /* set by kontor_abc_assign() */
} KontorAbcEntry;

gboolean kontor_abc_assign (KontorAbcEntry *entries, gsize n_entries); /* sorts them */

G_END_DECLS
