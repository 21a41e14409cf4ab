/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-companies.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_SIDEBAR (kontor_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (KontorSidebar, kontor_sidebar, KONTOR, SIDEBAR, AdwBin)

/* Signal "page-chosen" (const char *name). */

void kontor_sidebar_set_company (KontorSidebar   *self,
                                 KontorCompanies *companies,
                                 KontorCompany   *company);
void kontor_sidebar_set_page (KontorSidebar *self, const char *name);
void kontor_sidebar_set_rail (KontorSidebar *self, gboolean rail);

G_END_DECLS
