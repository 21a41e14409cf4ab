/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-documents.h"
#include "kontor-json.h"

G_BEGIN_DECLS

void kontor_letterhead_from_settings (KontorLetterhead *self, const KontorJson *settings);
KontorLabelSymbology kontor_label_symbology_for (const char *code);

G_END_DECLS
