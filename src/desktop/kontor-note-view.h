/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define KONTOR_TYPE_NOTE_VIEW (kontor_note_view_get_type ())
G_DECLARE_FINAL_TYPE (KontorNoteView, kontor_note_view, KONTOR, NOTE_VIEW, AdwBin)

/* Signal "edited" (const char *base, const char *text): left with another text than it had. */

void kontor_note_view_set_text (KontorNoteView *self, const char *text);

G_END_DECLS
