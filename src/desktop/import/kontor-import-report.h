/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-json.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_IMPORT_REPORT (kontor_import_report_get_type ())
G_DECLARE_FINAL_TYPE (KontorImportReport, kontor_import_report, KONTOR, IMPORT_REPORT, AdwBin)

void kontor_import_report_show (KontorImportReport *self, const KontorJson *report);
void kontor_import_report_reveal_failures (KontorImportReport *self);

G_END_DECLS
