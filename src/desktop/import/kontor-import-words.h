/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-json.h"

G_BEGIN_DECLS

/* What a report of an import counts, in the words of people. */

const char *kontor_import_words_kind (const char *kind);
const char *kontor_import_words_thing (const char *thing);
const char *kontor_import_words_importer (const char *importer);
const char *kontor_import_words_separator (const char *separator);
gint64      kontor_import_words_sum (const KontorJson *counts);
char       *kontor_import_words_things (const KontorJson *counts);

G_END_DECLS
