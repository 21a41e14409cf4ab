/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-json.h"

G_BEGIN_DECLS

/**
 * KontorCountAssignment:
 *
 * Who counts where: a row of the form for a count. Signal "removed".
 */
#define KONTOR_TYPE_COUNT_ASSIGNMENT (kontor_count_assignment_get_type ())
G_DECLARE_FINAL_TYPE (
  KontorCountAssignment, kontor_count_assignment, KONTOR, COUNT_ASSIGNMENT, AdwBin)

void kontor_count_assignment_set_choices (KontorCountAssignment *self, const KontorJson *choices);
void kontor_count_assignment_show (KontorCountAssignment *self, const KontorJson *assignment);
void kontor_count_assignment_set_twice (KontorCountAssignment *self, gboolean twice);
KontorJson *kontor_count_assignment_read (KontorCountAssignment *self);

G_END_DECLS
