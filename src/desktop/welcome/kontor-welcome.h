/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-companies.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_WELCOME (kontor_welcome_get_type ())
G_DECLARE_FINAL_TYPE (KontorWelcome, kontor_welcome, KONTOR, WELCOME, AdwBin)

/* Signal "create" (KontorCompanyPlan *plan, gboolean then_import). */

void kontor_welcome_set_busy (KontorWelcome *self, KontorCompanyPlan *plan);
void kontor_welcome_show_form (KontorWelcome *self);

G_END_DECLS
