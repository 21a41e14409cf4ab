/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-json.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_IMPORT_HISTORY (kontor_import_history_get_type ())
G_DECLARE_FINAL_TYPE (KontorImportHistory, kontor_import_history, KONTOR, IMPORT_HISTORY, AdwBin)

/* Its buttons name the action "import.undo" (batch). */

void kontor_import_history_show (KontorImportHistory *self, const KontorJson *imports);

G_END_DECLS
