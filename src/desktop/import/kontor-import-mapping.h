/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-import-work.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_IMPORT_MAPPING (kontor_import_mapping_get_type ())
G_DECLARE_FINAL_TYPE (KontorImportMapping, kontor_import_mapping, KONTOR, IMPORT_MAPPING, AdwBin)

/* Signal "changed". */

void        kontor_import_mapping_show (KontorImportMapping *self, KontorImportFile *file);
KontorJson *kontor_import_mapping_dup (KontorImportMapping *self);
const char *kontor_import_mapping_get_problem (KontorImportMapping *self);

G_END_DECLS
