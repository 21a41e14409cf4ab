/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-invoice-check.h"

G_BEGIN_DECLS

/**
 * KontorIncomingField:
 *
 * What an invoice says in one place, with the rules that it breaks beneath. Signals "edited" (const
 * char *text): left with another text than it had; "pointed" (gboolean): the pointer or the focus
 * came, or went.
 */
#define KONTOR_TYPE_INCOMING_FIELD (kontor_incoming_field_get_type ())
G_DECLARE_FINAL_TYPE (KontorIncomingField, kontor_incoming_field, KONTOR, INCOMING_FIELD, AdwBin)

KontorIncomingField *kontor_incoming_field_new (const char *title);
const char          *kontor_incoming_field_get_key (KontorIncomingField *self);
const char          *kontor_incoming_field_get_text (KontorIncomingField *self);
void                 kontor_incoming_field_set_text (KontorIncomingField *self, const char *text);
void     kontor_incoming_field_set_editable (KontorIncomingField *self, gboolean editable);
void     kontor_incoming_field_set_note (KontorIncomingField *self, const char *note);
gboolean kontor_incoming_field_has_term (KontorIncomingField *self, const char *term);
void     kontor_incoming_field_clear_findings (KontorIncomingField *self);
void kontor_incoming_field_add_finding (KontorIncomingField *self, const KontorFinding *finding);

/* What is broken, in words, as a row. */
GtkWidget *kontor_incoming_finding_new (const KontorFinding *finding);

G_END_DECLS
