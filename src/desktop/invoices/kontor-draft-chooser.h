/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-company.h"

G_BEGIN_DECLS

/**
 * KontorDraftChooser:
 *
 * Where writing a document starts: a customer for a new one, or a draft that is lying there.
 * Opening one is win.record.
 */
#define KONTOR_TYPE_DRAFT_CHOOSER (kontor_draft_chooser_get_type ())
G_DECLARE_FINAL_TYPE (KontorDraftChooser, kontor_draft_chooser, KONTOR, DRAFT_CHOOSER, AdwBin)

void kontor_draft_chooser_set_company (KontorDraftChooser *self, KontorCompany *company);
void kontor_draft_chooser_refresh (KontorDraftChooser *self);
void kontor_draft_chooser_open (KontorDraftChooser *self, guint position);
void kontor_draft_chooser_focus (KontorDraftChooser *self);

G_END_DECLS
