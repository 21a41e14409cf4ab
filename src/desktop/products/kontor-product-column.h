/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-grid.h"

G_BEGIN_DECLS

void
kontor_product_column_set_up (KontorGrid *list, KontorCompany *company, int picture, int title);

G_END_DECLS
