/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <pango/pangocairo.h>

#include "kontor-words.h"

G_BEGIN_DECLS

/* Paper: pages in millimetres with one type family, three sizes and few inks.  A document is drawn
 * twice: the first time only counts the pages, so that the second can say "Page 1 of 3".  The first
 * thing that goes wrong is kept, and what is drawn after it does no harm. */

typedef struct _KontorPaper KontorPaper;

typedef enum
{
  KONTOR_TYPE_SMALL,
  KONTOR_TYPE_BODY,
  KONTOR_TYPE_LARGE,
} KontorType;

#define KONTOR_N_TYPES 3

typedef enum
{
  KONTOR_INK_TEXT,
  KONTOR_INK_DIM,
  KONTOR_INK_RULE,
  KONTOR_INK_HAIRLINE,
  KONTOR_INK_ACCENT,
  KONTOR_INK_TINT,  /* a breath of the accent, behind text */
  KONTOR_INK_GHOST, /* of a word that lies across the page */
  KONTOR_INK_WHITE,
} KontorInk;

#define KONTOR_N_INKS 8

typedef struct
{
  KontorType     type;
  PangoWeight    weight; /* 0: normal */
  KontorInk      ink;
  PangoAlignment align;
  int            max_lines; /* 0: as many as it takes; else the text ends in an ellipsis */
  gboolean       tabular;   /* figures of one width, for columns */
} KontorTextStyle;

typedef struct
{
  double         width_mm;
  double         height_mm;
  double         size_pt[KONTOR_N_TYPES];
  double         leading_mm[KONTOR_N_TYPES]; /* from line to line */
  const char    *accent;                     /* (nullable): "#1a5fb4" */
  const char    *title;
  const char    *author; /* (nullable) */
  KontorLanguage language;
  gint64         printed_at; /* UTC microseconds */
  GString       *missing;    /* (nullable): takes each character that the family has no sign for */
} KontorPaperSetup;

typedef void (*KontorPaperFunc) (KontorPaper *paper, gconstpointer data);

GBytes *kontor_paper_render (const KontorPaperSetup *setup,
                             KontorPaperFunc         draw,
                             gconstpointer           data,
                             GError                **error);

void     kontor_paper_fail (KontorPaper *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
gboolean kontor_paper_take_error (KontorPaper *self, GError *error);
gboolean kontor_paper_has_failed (KontorPaper *self);

void           kontor_paper_begin_section (KontorPaper *self);
void           kontor_paper_begin_page (KontorPaper *self);
guint          kontor_paper_get_page (KontorPaper *self);
guint          kontor_paper_get_n_pages (KontorPaper *self);
KontorLanguage kontor_paper_get_language (KontorPaper *self);
const char    *kontor_paper_get_word (KontorPaper *self, KontorWord word);

double       kontor_paper_get_leading (KontorPaper *self, KontorType type);
PangoLayout *kontor_paper_layout (KontorPaper           *self,
                                  const KontorTextStyle *style,
                                  double                 width_mm,
                                  const char            *text);
double kontor_paper_measure (KontorPaper *self, const KontorTextStyle *style, const char *text);
void   kontor_paper_draw_lines (KontorPaper           *self,
                                PangoLayout           *layout,
                                const KontorTextStyle *style,
                                double                 x_mm,
                                double                 y_mm,
                                int                    first,
                                int                    n_lines);
double kontor_paper_text (KontorPaper           *self,
                          const KontorTextStyle *style,
                          double                 x_mm,
                          double                 y_mm,
                          double                 width_mm,
                          const char            *text);
double kontor_paper_figure (
  KontorPaper *self, const KontorTextStyle *style, double right_mm, double y_mm, const char *text);

void kontor_paper_begin_tag (KontorPaper *self, const char *tag);
void kontor_paper_end_tag (KontorPaper *self, const char *tag);

void kontor_paper_rule (KontorPaper *self,
                        KontorInk    ink,
                        double       x1_mm,
                        double       y1_mm,
                        double       x2_mm,
                        double       y2_mm,
                        double       width_mm);
void kontor_paper_fill (KontorPaper *self,
                        KontorInk    ink,
                        double       x_mm,
                        double       y_mm,
                        double       width_mm,
                        double       height_mm,
                        double       radius_mm);
void kontor_paper_ghost (KontorPaper *self, const char *word);
void kontor_paper_check_box (KontorPaper *self, double x_mm, double y_mm, double size_mm);
cairo_t *
kontor_paper_get_cairo (KontorPaper *self); /* (nullable): NULL while pages are counted; points */

#define KONTOR_LINE_BREAK "\xe2\x80\xa8" /* in a text: what follows starts a new line */
#define KONTOR_POINTS_PER_MM (72.0 / 25.4)

G_END_DECLS
