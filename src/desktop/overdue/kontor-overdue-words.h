/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-json.h"

G_BEGIN_DECLS

const char *kontor_overdue_level_word (gint64 level);
char       *kontor_overdue_say_late (gint64 days);
char       *kontor_overdue_say_day (gint64 day);
char       *kontor_overdue_say_letter (const KontorJson *letter);
char       *kontor_overdue_say_next (const KontorJson *item);
char       *kontor_overdue_say_rest (const KontorJson *group);
char       *kontor_overdue_say_reached (const KontorJson *item);

G_END_DECLS
