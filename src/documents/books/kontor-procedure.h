/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-documents.h"
#include "kontor-json.h"

G_BEGIN_DECLS

/* The procedure documentation that the GoBD ask for, from the settings as they are: what the
 * program does with the books, who may do what, which numbers were given, what was handed out. */
GBytes *kontor_procedure_render (const KontorJson       *facts,
                                 const KontorLetterhead *head,
                                 const char             *language,
                                 gint64                  printed_at,
                                 GError                **error);

G_END_DECLS
