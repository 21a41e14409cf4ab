/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-invoice.h"

G_BEGIN_DECLS

/**
 * KontorDraftForm:
 *
 * The fields of a document that is being written. Signal "changed".
 */
#define KONTOR_TYPE_DRAFT_FORM (kontor_draft_form_get_type ())
G_DECLARE_FINAL_TYPE (KontorDraftForm, kontor_draft_form, KONTOR, DRAFT_FORM, AdwBin)

void           kontor_draft_form_fill (KontorDraftForm *self, const KontorInvoice *invoice);
KontorInvoice *kontor_draft_form_read (KontorDraftForm *self);
void           kontor_draft_form_show_review (KontorDraftForm     *self,
                                              const KontorInvoice *computed,
                                              const KontorJson    *reasons);
gboolean       kontor_draft_form_focus (KontorDraftForm *self, const char *term, guint line);
void           kontor_draft_form_add_line (KontorDraftForm *self);

G_END_DECLS
