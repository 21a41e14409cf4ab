/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-page.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_IMPORT_PAGE (kontor_import_page_get_type ())
G_DECLARE_FINAL_TYPE (KontorImportPage, kontor_import_page, KONTOR, IMPORT_PAGE, KontorPage)

void kontor_import_page_open_file (KontorImportPage *self, GFile *file);

G_END_DECLS
