/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-words.h"

G_BEGIN_DECLS

/* A chapter: its heading, its paragraphs parted by an empty line, and the rows that follow it. */
typedef struct
{
  const char *title[KONTOR_N_LANGUAGES];
  const char *text[KONTOR_N_LANGUAGES];
  const char *rows;    /* (nullable): member of the facts */
  const char *keys[4]; /* members of a row; NULL where it has fewer */
  const char *headings[4][KONTOR_N_LANGUAGES];
} KontorProcedureChapter;

#define KONTOR_PROCEDURE_N_CHAPTERS 10

extern const KontorProcedureChapter kontor_procedure_chapters[KONTOR_PROCEDURE_N_CHAPTERS];
extern const char *const            kontor_procedure_title[KONTOR_N_LANGUAGES];
extern const char *const            kontor_procedure_none[KONTOR_N_LANGUAGES];

const char *kontor_procedure_call (const char *name, KontorLanguage language);

G_END_DECLS
