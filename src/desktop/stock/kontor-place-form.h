/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-company.h"

G_BEGIN_DECLS

/* Small forms for the places where goods lie. */

void kontor_place_form_create (GtkWidget *opener, KontorCompany *company);
void kontor_place_form_edit (GtkWidget *opener, KontorCompany *company, const KontorJson *place);

G_END_DECLS
