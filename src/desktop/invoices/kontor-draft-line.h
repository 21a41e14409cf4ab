/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-invoice.h"

G_BEGIN_DECLS

/**
 * KontorDraftLine:
 *
 * One line of a document that is being written. Signals "changed", "next" (Enter) and "removed".
 */
#define KONTOR_TYPE_DRAFT_LINE (kontor_draft_line_get_type ())
G_DECLARE_FINAL_TYPE (KontorDraftLine, kontor_draft_line, KONTOR, DRAFT_LINE, AdwBin)

GtkWidget *kontor_draft_line_new (void);
void       kontor_draft_line_fill (KontorDraftLine *self, const KontorInvoiceLine *line);
void       kontor_draft_line_read (KontorDraftLine *self, KontorInvoiceLine *line);
gboolean   kontor_draft_line_is_empty (KontorDraftLine *self);
guint      kontor_draft_line_get_source (KontorDraftLine *self); /* position it came from, or 0 */
void       kontor_draft_line_set_source (KontorDraftLine *self, guint position);
void       kontor_draft_line_show (KontorDraftLine *self,
                                   gint64           total_minor,
                                   const char      *currency,
                                   const char      *why);
void       kontor_draft_line_focus (KontorDraftLine *self, const char *term);

G_END_DECLS
