/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-company.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_COUNT_UNKNOWN (kontor_count_unknown_get_type ())
G_DECLARE_FINAL_TYPE (KontorCountUnknown, kontor_count_unknown, KONTOR, COUNT_UNKNOWN, AdwBin)

void kontor_count_unknown_set_count (KontorCountUnknown *self,
                                     KontorCompany      *company,
                                     const KontorJson   *count);

G_END_DECLS
