/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-documents.h"
#include "kontor-json.h"

G_BEGIN_DECLS

/* Papers about counts, from what the queries say (src/queries/README.md). */

typedef enum
{
  KONTOR_COUNT_SHEET,     /* to be filled in with a pen, shelf by shelf */
  KONTOR_COUNT_RECORD,    /* what was counted, and what came of it */
  KONTOR_COUNT_INVENTORY, /* quantities and values, for the annual accounts */
} KontorCountPaperKind;

GBytes *kontor_count_paper_render (KontorCountPaperKind    kind,
                                   const KontorJson       *count,
                                   const KontorJson       *rows,
                                   const KontorLetterhead *head,
                                   const char             *language,
                                   gint64                  printed_at,
                                   GError                **error);
GBytes *kontor_count_inventory_csv (const KontorJson *count, const KontorJson *lines);

G_END_DECLS
