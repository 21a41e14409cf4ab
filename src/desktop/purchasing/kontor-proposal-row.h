/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-company.h"
#include "kontor-proposal-item.h"

G_BEGIN_DECLS

/* Signals "edited", "group-chosen" (gboolean chosen) and "supplier" (const char *uid, const char
 * *name): for all of its group. */
#define KONTOR_TYPE_PROPOSAL_ROW (kontor_proposal_row_get_type ())
G_DECLARE_FINAL_TYPE (KontorProposalRow, kontor_proposal_row, KONTOR, PROPOSAL_ROW, AdwBin)

GtkWidget          *kontor_proposal_row_new (KontorCompany *company);
void                kontor_proposal_row_set_item (KontorProposalRow  *self,
                                                  KontorProposalItem *item); /* (nullable) */
KontorProposalItem *kontor_proposal_row_get_item (KontorProposalRow *self);

G_END_DECLS
