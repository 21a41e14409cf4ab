/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One change of a list: at position, so many rows go and so many come. */
typedef struct
{
  guint position;
  guint removed;
  guint added;
} KontorRowChange;

#define KONTOR_ROW_MOST_CHANGES 3

guint kontor_row_patch (const gint64   *before,
                        guint           n_before,
                        const gint64   *after,
                        guint           n_after,
                        KontorRowChange changes[KONTOR_ROW_MOST_CHANGES]);

G_END_DECLS
