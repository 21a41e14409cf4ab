/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-company.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_INCOMING_PAPER (kontor_incoming_paper_get_type ())
G_DECLARE_FINAL_TYPE (KontorIncomingPaper, kontor_incoming_paper, KONTOR, INCOMING_PAPER, AdwBin)

void kontor_incoming_paper_show (KontorIncomingPaper *self,
                                 KontorCompany       *company,
                                 const KontorJson    *incoming);
void kontor_incoming_paper_mark (KontorIncomingPaper *self, const char *const *spellings);

G_END_DECLS
