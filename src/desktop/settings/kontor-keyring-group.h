/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-company.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_KEYRING_GROUP (kontor_keyring_group_get_type ())
G_DECLARE_FINAL_TYPE (
  KontorKeyringGroup, kontor_keyring_group, KONTOR, KEYRING_GROUP, AdwPreferencesGroup)

void kontor_keyring_group_set_company (KontorKeyringGroup *self, KontorCompany *company);

G_END_DECLS
