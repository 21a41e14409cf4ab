/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-company.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_LOGO_ROW (kontor_logo_row_get_type ())
G_DECLARE_FINAL_TYPE (KontorLogoRow, kontor_logo_row, KONTOR, LOGO_ROW, AdwActionRow)

void kontor_logo_row_show (KontorLogoRow *self, KontorCompany *company);

G_END_DECLS
