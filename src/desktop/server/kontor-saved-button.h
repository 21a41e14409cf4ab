/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-company.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_SAVED_BUTTON (kontor_saved_button_get_type ())
G_DECLARE_FINAL_TYPE (KontorSavedButton, kontor_saved_button, KONTOR, SAVED_BUTTON, AdwBin)

void kontor_saved_button_set_company (KontorSavedButton *self, KontorCompany *company);
void kontor_saved_button_set_rail (KontorSavedButton *self, gboolean rail);

G_END_DECLS
