/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-z3.h"

G_BEGIN_DECLS

/* The description of a Z3 medium: index.xml by the Beschreibungsstandard, and its DTD. */

#define KONTOR_Z3_DTD_NAME "gdpdu-01-09-2004.dtd"

GBytes *kontor_z3_index (const char *company, const char *place, gint64 from_day, gint64 to_day);
GBytes *kontor_z3_dtd (void);

G_END_DECLS
