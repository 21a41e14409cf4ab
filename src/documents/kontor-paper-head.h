/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-documents.h"
#include "kontor-paper.h"

G_BEGIN_DECLS

/* The parts of a sheet that carry the sender's face, in the places of DIN 5008:2020, form B. */

#define KONTOR_SHEET_WIDTH_MM 210.0
#define KONTOR_SHEET_HEIGHT_MM 297.0
#define KONTOR_SHEET_LEFT_MM 25.0
#define KONTOR_SHEET_RIGHT_MM 190.0

KontorPaperSetup kontor_sheet_setup (const KontorLetterhead *head,
                                     const char             *title,
                                     KontorLanguage          language,
                                     gint64                  printed_at);
void             kontor_sheet_draw_letterhead (KontorPaper *paper, const KontorLetterhead *head);
void             kontor_sheet_draw_address (KontorPaper            *paper,
                                            const KontorLetterhead *head,
                                            const KontorAddress    *address);
void             kontor_sheet_draw_marks (KontorPaper *paper);
double           kontor_sheet_get_bottom (KontorPaper *paper, const KontorLetterhead *head);
void             kontor_sheet_draw_footer (KontorPaper *paper, const KontorLetterhead *head);
double           kontor_sheet_draw_continuation (KontorPaper *paper, const char *title);
char *
kontor_sheet_copy_sentence (KontorPaper *paper, const KontorLetterhead *head, gint64 printed_at);

G_END_DECLS
