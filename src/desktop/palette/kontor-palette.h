/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-company.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_PALETTE (kontor_palette_get_type ())
G_DECLARE_FINAL_TYPE (KontorPalette, kontor_palette, KONTOR, PALETTE, AdwBin)

void kontor_palette_set_company (KontorPalette *self, KontorCompany *company);
void kontor_palette_toggle (KontorPalette *self);
void kontor_palette_search (KontorPalette *self, const char *text);

G_END_DECLS
