/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-json.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_ORDER_PART_ROW (kontor_order_part_row_get_type ())
G_DECLARE_FINAL_TYPE (
  KontorOrderPartRow, kontor_order_part_row, KONTOR, ORDER_PART_ROW, AdwActionRow)

/* Signal "changed". */

GtkWidget  *kontor_order_part_row_new (const KontorJson *line,
                                       gint64            most,
                                       gint64            quantity,
                                       gboolean          conditions);
gboolean    kontor_order_part_row_is_right (KontorOrderPartRow *self);
gint64      kontor_order_part_row_get_quantity (KontorOrderPartRow *self);
gint64      kontor_order_part_row_get_amount (KontorOrderPartRow *self, gboolean gross);
KontorJson *kontor_order_part_row_dup_part (KontorOrderPartRow *self);

G_END_DECLS
