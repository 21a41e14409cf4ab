/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-company.h"

G_BEGIN_DECLS

/* Who counts where: rows that are added and removed. */

#define KONTOR_TYPE_COUNT_ASSIGNMENTS (kontor_count_assignments_get_type ())
G_DECLARE_FINAL_TYPE (
  KontorCountAssignments, kontor_count_assignments, KONTOR, COUNT_ASSIGNMENTS, AdwBin)

void kontor_count_assignments_set_company (KontorCountAssignments *self, KontorCompany *company);
void kontor_count_assignments_set_twice (KontorCountAssignments *self, gboolean twice);
void kontor_count_assignments_show (KontorCountAssignments *self, const KontorJson *assignments);
KontorJson *kontor_count_assignments_read (KontorCountAssignments *self);

G_END_DECLS
