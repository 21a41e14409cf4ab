/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-company.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_GOODS_GROUP (kontor_goods_group_get_type ())
G_DECLARE_FINAL_TYPE (
  KontorGoodsGroup, kontor_goods_group, KONTOR, GOODS_GROUP, AdwPreferencesGroup)

void kontor_goods_group_set_company (KontorGoodsGroup *self, KontorCompany *company);

G_END_DECLS
