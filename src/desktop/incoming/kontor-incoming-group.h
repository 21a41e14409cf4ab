/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-company.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_INCOMING_GROUP (kontor_incoming_group_get_type ())
G_DECLARE_FINAL_TYPE (
  KontorIncomingGroup, kontor_incoming_group, KONTOR, INCOMING_GROUP, AdwPreferencesGroup)

void kontor_incoming_group_set_company (KontorIncomingGroup *self, KontorCompany *company);

G_END_DECLS
