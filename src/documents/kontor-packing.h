/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-order.h"

G_BEGIN_DECLS

/* What is still to be taken from the shelf for an order. */

gboolean kontor_packing_is_open (const KontorOrder *order);
gint64   kontor_packing_get_quantity (const KontorOrderLine *line, gboolean open);

G_END_DECLS
