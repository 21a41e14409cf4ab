/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-import-work.h"

G_BEGIN_DECLS

/* Signal "changed": the person told how the file is written; it must be looked into again. */
#define KONTOR_TYPE_IMPORT_FORMAT (kontor_import_format_get_type ())
G_DECLARE_FINAL_TYPE (KontorImportFormat, kontor_import_format, KONTOR, IMPORT_FORMAT, AdwBin)

void        kontor_import_format_show (KontorImportFormat *self, const KontorImportFile *file);
void        kontor_import_format_ask_decimal (KontorImportFormat *self, gboolean ask);
const char *kontor_import_format_get_encoding (KontorImportFormat *self);
char        kontor_import_format_get_separator (KontorImportFormat *self);
const char *kontor_import_format_get_decimal (KontorImportFormat *self);

G_END_DECLS
