/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-row-private.h"

G_BEGIN_DECLS

/* The rows of a list that somebody holds: the view, or one of the pages last used. */

typedef struct _KontorRowCache KontorRowCache;

KontorRowCache *kontor_row_cache_new (void);
void            kontor_row_cache_free (KontorRowCache *self);
KontorRow      *kontor_row_cache_get (KontorRowCache *self, gint64 id);
KontorRow      *kontor_row_cache_peek (KontorRowCache *self, gint64 id);
void            kontor_row_cache_add_page (KontorRowCache *self, GPtrArray *data);
void            kontor_row_cache_use (KontorRowCache *self, KontorRow *row);
void            kontor_row_cache_forget_asked (KontorRowCache *self);
GArray         *kontor_row_cache_drop_pages (KontorRowCache *self);

G_END_DECLS
