/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-procedure.h"

#include "kontor-paper-head.h"
#include "kontor-paper-table.h"
#include "kontor-procedure-private.h"

#define LEFT_MM 25.0
#define RIGHT_MM 190.0
#define BOTTOM_MM 272.0
#define TITLE_MM 20.0
#define FOOT_MM 284.0
#define FIRST_COLUMN_MM 58.0

typedef struct
{
  const KontorJson       *facts;
  const KontorLetterhead *head; /* (nullable) */
  KontorLanguage          language;
  gint64                  printed_at;
} Procedure;

static const KontorTextStyle title_style = { .type = KONTOR_TYPE_LARGE,
                                             .weight = PANGO_WEIGHT_BOLD };
static const KontorTextStyle heading_style = { .type = KONTOR_TYPE_BODY,
                                               .weight = PANGO_WEIGHT_BOLD };
static const KontorTextStyle dim_style = { .type = KONTOR_TYPE_BODY, .ink = KONTOR_INK_DIM };
static const KontorTextStyle body_style = { .type = KONTOR_TYPE_BODY };
static const KontorTextStyle foot_style = { .type = KONTOR_TYPE_SMALL, .ink = KONTOR_INK_DIM };
static const KontorTextStyle page_style = { .type = KONTOR_TYPE_SMALL,
                                            .ink = KONTOR_INK_DIM,
                                            .align = PANGO_ALIGN_RIGHT };

static const char *
company_of (const Procedure *self)
{
  return self->head != NULL && self->head->company != NULL ? self->head->company : "";
}

static char *
dup_date (const Procedure *self)
{
  return kontor_language_format_date (
    self->language, self->printed_at, self->head != NULL ? self->head->zone : NULL);
}

static void
draw_foot (KontorPaper *paper, const Procedure *self)
{
  g_autofree char *date = dup_date (self);
  g_autofree char *text = g_strdup_printf (
    "%s · %s · %s", company_of (self), kontor_procedure_title[self->language], date);
  g_autofree char *page = kontor_language_format_page (
    self->language, kontor_paper_get_page (paper), kontor_paper_get_n_pages (paper));

  kontor_paper_text (paper, &foot_style, LEFT_MM, FOOT_MM, 120.0, text);
  kontor_paper_text (paper, &page_style, RIGHT_MM - 40.0, FOOT_MM, 40.0, page);
}

static double
begin_page (KontorPaper *paper, gconstpointer data)
{
  kontor_paper_begin_page (paper);
  draw_foot (paper, data);
  return TITLE_MM;
}

/* A paragraph does not break over pages; @y_mm moves on. */
static void
draw_paragraph (KontorPaper           *paper,
                const Procedure       *self,
                const KontorTextStyle *style,
                const char            *text,
                double                *y_mm)
{
  PangoLayout *layout = kontor_paper_layout (paper, style, RIGHT_MM - LEFT_MM, text);
  double       height = pango_layout_get_line_count (layout)
                  * kontor_paper_get_leading (paper, style->type);

  g_object_unref (layout); /* only measured */
  if (*y_mm + height > BOTTOM_MM)
    *y_mm = begin_page (paper, self);
  *y_mm += kontor_paper_text (paper, style, LEFT_MM, *y_mm, RIGHT_MM - LEFT_MM, text);
}

/* --- rows --- */

static guint
count_columns (const KontorProcedureChapter *chapter)
{
  guint n = 0;

  while (n < G_N_ELEMENTS (chapter->keys) && chapter->keys[n] != NULL)
    n++;
  return n;
}

static void
fill_columns (const KontorProcedureChapter *chapter,
              const Procedure              *self,
              KontorColumn                 *columns,
              guint                         n_columns)
{
  double width_mm = n_columns > 2 ? 42.0 : FIRST_COLUMN_MM;

  for (guint i = 0; i < n_columns; i++)
    {
      columns[i].heading = chapter->headings[i][self->language];
      columns[i].width_mm = i + 1 == n_columns ? 0.0 : width_mm;
    }
}

/* Values are told as they are, all else by its word. */
static char *
dup_cell (const Procedure *self, const KontorJson *row, const char *key)
{
  const KontorJson *value = kontor_json_get (row, key);

  if (value != NULL && kontor_json_type (value) == KONTOR_JSON_INTEGER)
    return g_strdup_printf ("%" G_GINT64_FORMAT, kontor_json_integer (value));
  if (g_str_equal (key, "value"))
    return g_strdup (kontor_json_get_string (row, key, ""));
  return g_strdup (kontor_procedure_call (kontor_json_get_string (row, key, ""), self->language));
}

static void
draw_row (KontorTable *table, const KontorProcedureChapter *chapter, const KontorJson *row)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < table->n_columns; i++)
    g_ptr_array_add (cells, dup_cell (table->data, row, chapter->keys[i]));
  kontor_table_row (table, (const char *const *) cells->pdata);
}

static void
draw_rows (KontorPaper                  *paper,
           const Procedure              *self,
           const KontorProcedureChapter *chapter,
           double                       *y_mm)
{
  const KontorJson *rows = kontor_json_get_array (self->facts, chapter->rows);
  KontorColumn      columns[G_N_ELEMENTS (chapter->keys)] = { 0 };
  KontorTable       table = { .paper = paper,
                              .columns = columns,
                              .n_columns = count_columns (chapter),
                              .left_mm = LEFT_MM,
                              .right_mm = RIGHT_MM,
                              .bottom_mm = BOTTOM_MM,
                              .begin_page = begin_page,
                              .data = self };

  if (rows == NULL || kontor_json_length (rows) == 0)
    {
      draw_paragraph (paper, self, &dim_style, kontor_procedure_none[self->language], y_mm);
      return;
    }
  fill_columns (chapter, self, columns, table.n_columns);
  if (*y_mm + 18.0 > BOTTOM_MM)
    *y_mm = begin_page (paper, self);
  kontor_table_begin (&table, *y_mm);
  kontor_table_heading (&table);
  for (guint i = 0; i < kontor_json_length (rows); i++)
    draw_row (&table, chapter, kontor_json_at (rows, i));
  *y_mm = table.y_mm;
}

/* --- chapters --- */

static void
draw_chapter (KontorPaper *paper, const Procedure *self, guint number, double *y_mm)
{
  const KontorProcedureChapter *chapter = &kontor_procedure_chapters[number];
  g_autofree char *heading = g_strdup_printf ("%u  %s", number + 1, chapter->title[self->language]);
  g_auto (GStrv) paragraphs = g_strsplit (chapter->text[self->language], "\n\n", -1);

  if (*y_mm + 34.0 > BOTTOM_MM) /* a heading never stands alone */
    *y_mm = begin_page (paper, self);
  kontor_paper_begin_tag (paper, "H2");
  *y_mm += kontor_paper_text (paper, &heading_style, LEFT_MM, *y_mm, RIGHT_MM - LEFT_MM, heading);
  kontor_paper_end_tag (paper, "H2");
  *y_mm += 1.2;
  for (guint i = 0; paragraphs[i] != NULL; i++)
    {
      draw_paragraph (paper, self, &body_style, paragraphs[i], y_mm);
      *y_mm += 2.2;
    }
  if (chapter->rows != NULL)
    draw_rows (paper, self, chapter, y_mm);
  *y_mm += 7.0;
}

static void
draw (KontorPaper *paper, gconstpointer data)
{
  const Procedure *self = data;
  g_autofree char *date = dup_date (self);
  g_autofree char *line = g_strdup_printf ("%s · %s", company_of (self), date);
  double           y = 0.0;

  kontor_paper_begin_section (paper);
  y = begin_page (paper, self);
  kontor_paper_begin_tag (paper, "H1");
  y += kontor_paper_text (
    paper, &title_style, LEFT_MM, y, RIGHT_MM - LEFT_MM, kontor_procedure_title[self->language]);
  kontor_paper_end_tag (paper, "H1");
  y += kontor_paper_text (paper, &dim_style, LEFT_MM, y + 1.0, RIGHT_MM - LEFT_MM, line) + 8.0;
  for (guint i = 0; i < KONTOR_PROCEDURE_N_CHAPTERS; i++)
    draw_chapter (paper, self, i, &y);
}

/**
 * kontor_procedure_render:
 * @facts: what kontor_query_procedure() says
 * @head: (nullable): whose books these are
 * @language: "de" or "en"
 * @printed_at: UTC microseconds
 * @error: return location for an error of #KontorDocumentError
 *
 * Writes the procedure documentation (GoBD, part 10.1; finance-spec.md section 8). The same input
 * gives the same bytes.
 *
 * Returns: (transfer full): a PDF, or %NULL
 */
GBytes *
kontor_procedure_render (const KontorJson       *facts,
                         const KontorLetterhead *head,
                         const char             *language,
                         gint64                  printed_at,
                         GError                **error)
{
  Procedure        self = { .facts = facts,
                            .head = head,
                            .language = kontor_language_from_code (language),
                            .printed_at = printed_at };
  KontorPaperSetup setup = kontor_sheet_setup (
    head, kontor_procedure_title[self.language], self.language, printed_at);

  return kontor_paper_render (&setup, draw, &self, error);
}
