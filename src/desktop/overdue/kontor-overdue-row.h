/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-overdue-item.h"

G_BEGIN_DECLS

/* Signal "edited": it was chosen, or not any more. */
#define KONTOR_TYPE_OVERDUE_ROW (kontor_overdue_row_get_type ())
G_DECLARE_FINAL_TYPE (KontorOverdueRow, kontor_overdue_row, KONTOR, OVERDUE_ROW, AdwBin)

GtkWidget *kontor_overdue_row_new (void);
void       kontor_overdue_row_set_item (KontorOverdueRow *self, KontorOverdueItem *item);

G_END_DECLS
