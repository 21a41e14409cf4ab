/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-company.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_TODAY_TILES (kontor_today_tiles_get_type ())
G_DECLARE_FINAL_TYPE (KontorTodayTiles, kontor_today_tiles, KONTOR, TODAY_TILES, AdwBin)

void kontor_today_tiles_set_company (KontorTodayTiles *self, KontorCompany *company);

G_END_DECLS
