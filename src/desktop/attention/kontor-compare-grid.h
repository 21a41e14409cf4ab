/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-json.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_COMPARE_GRID (kontor_compare_grid_get_type ())
G_DECLARE_FINAL_TYPE (KontorCompareGrid, kontor_compare_grid, KONTOR, COMPARE_GRID, AdwBin)

void kontor_compare_grid_set_values (KontorCompareGrid *self,
                                     const KontorJson  *base,
                                     const KontorJson  *mine,
                                     const KontorJson  *theirs);

G_END_DECLS
