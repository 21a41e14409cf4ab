/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-company.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_OVERDUE_PANE (kontor_overdue_pane_get_type ())
G_DECLARE_FINAL_TYPE (KontorOverduePane, kontor_overdue_pane, KONTOR, OVERDUE_PANE, AdwBin)

void kontor_overdue_pane_set_company (KontorOverduePane *self, KontorCompany *company);
void kontor_overdue_pane_show (KontorOverduePane *self,
                               const KontorJson  *group,
                               const KontorJson  *letter,
                               const KontorJson  *reminders);

G_END_DECLS
