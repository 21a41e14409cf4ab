/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-json.h"

G_BEGIN_DECLS

/* Counts in the words of people. */

const char *kontor_count_place_name (const char *name); /* "": the main place */
char       *kontor_count_dup_cover (const KontorJson *count);
char       *kontor_count_dup_manner (const KontorJson *count);
char       *kontor_count_dup_assignment (const KontorJson *assignment);
const char *kontor_count_reason_name (const char *reason);
const char *kontor_count_check_name (const char *check);
const char *kontor_count_check_advice (const char *check);
const char *kontor_count_movement_name (const char *kind);
char       *kontor_count_dup_change (gint64 quantity); /* with its sign */

G_END_DECLS
