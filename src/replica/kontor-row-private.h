/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-row-list.h"

G_BEGIN_DECLS

/* For the list: it makes rows, fills them, and forgets those that nobody holds. */

typedef void (*KontorRowGone) (gpointer owner, KontorRow *row);

KontorRow *kontor_row_new (gint64 id, KontorRowGone gone, gpointer owner);
void       kontor_row_set_data (KontorRow *self, KontorListRow *data);
void       kontor_row_abandon (KontorRow *self);
gpointer   kontor_row_get_page (KontorRow *self);
void       kontor_row_set_page (KontorRow *self, gpointer page);
void       kontor_row_set_asked (KontorRow *self, gboolean asked);
gboolean   kontor_row_is_asked (KontorRow *self);

G_END_DECLS
