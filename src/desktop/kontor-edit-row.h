/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define KONTOR_TYPE_EDIT_ROW (kontor_edit_row_get_type ())
G_DECLARE_FINAL_TYPE (KontorEditRow, kontor_edit_row, KONTOR, EDIT_ROW, AdwBin)

/* Signal "edited" (const char *base, const char *text): left with another text than it had. */

void        kontor_edit_row_set_text (KontorEditRow *self, const char *text);
const char *kontor_edit_row_get_text (KontorEditRow *self);
const char *kontor_edit_row_get_key (KontorEditRow *self);

G_END_DECLS
