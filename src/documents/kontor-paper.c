/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"
#include "kontor-paper.h"

#include <cairo-pdf.h>
#include <string.h>

#include "kontor-documents.h"
#include "kontor-fonts.h"
#include "kontor-paper-color.h"
#include "kontor-time.h"

#define LINE_SEPARATOR 0x2028 /* KONTOR_LINE_BREAK */
#define GHOST_SCALE 7.0
#define CAP_HEIGHT 0.727 /* of Inter, in ems: lines are centred on their capitals */

struct _KontorPaper
{
  const KontorPaperSetup *setup;   /* (not owned) */
  PangoFontMap           *map;     /* (owned) */
  PangoContext           *context; /* (owned) */
  PangoFont              *font;    /* (owned): tells which characters can be set */
  KontorColor             inks[KONTOR_N_INKS];
  cairo_t                *cr; /* (owned) (nullable): NULL while pages are counted */
  GArray *sections;           /* (element-type guint): pages of each section, from the count */
  guint   section;            /* counts from 1 */
  guint   page;               /* in the section, from 1 */
  GError *error;              /* (owned) (nullable): the first failure */
};

static void
kontor_paper_clear (KontorPaper *self)
{
  g_clear_pointer (&self->cr, cairo_destroy);
  g_clear_object (&self->font);
  g_clear_object (&self->context);
  g_clear_object (&self->map);
  g_clear_pointer (&self->sections, g_array_unref);
  g_clear_error (&self->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KontorPaper, kontor_paper_clear)

static KontorColor
mix_with_white (KontorColor color, double share)
{
  return (KontorColor){
    .red = 1.0 - share * (1.0 - color.red),
    .green = 1.0 - share * (1.0 - color.green),
    .blue = 1.0 - share * (1.0 - color.blue),
  };
}

static gboolean
kontor_paper_open (KontorPaper *self, const KontorPaperSetup *setup, GError **error)
{
  g_autoptr (PangoFontDescription) description = NULL;

  *self = (KontorPaper){ .setup = setup };
  self->map = kontor_fonts_new_map (error);
  if (self->map == NULL)
    return FALSE;

  self->context = kontor_fonts_new_context (self->map, kontor_language_get_code (setup->language));
  description = pango_font_description_from_string (KONTOR_FONT_FAMILY " 10");
  self->font = pango_context_load_font (self->context, description);
  self->sections = g_array_new (FALSE, TRUE, sizeof (guint));

  self->inks[KONTOR_INK_TEXT] = (KontorColor){ 0.11, 0.11, 0.13 };
  self->inks[KONTOR_INK_DIM] = (KontorColor){ 0.40, 0.40, 0.43 };
  self->inks[KONTOR_INK_RULE] = (KontorColor){ 0.62, 0.62, 0.65 };
  self->inks[KONTOR_INK_HAIRLINE] = (KontorColor){ 0.85, 0.85, 0.87 };
  self->inks[KONTOR_INK_ACCENT] = kontor_color_parse_accent (setup->accent);
  self->inks[KONTOR_INK_TINT] = mix_with_white (self->inks[KONTOR_INK_ACCENT], 0.06);
  self->inks[KONTOR_INK_GHOST] = (KontorColor){ 0.945, 0.945, 0.95 };
  self->inks[KONTOR_INK_WHITE] = (KontorColor){ 1.0, 1.0, 1.0 };
  return TRUE;
}

static cairo_status_t
append_bytes (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static void
set_date (cairo_surface_t *surface, gint64 printed_at)
{
  gint64 seconds = printed_at / KONTOR_SECOND - (printed_at % KONTOR_SECOND < 0 ? 1 : 0);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (seconds);
  g_autofree char *iso = NULL;

  /* Without a date cairo would write the present. */
  iso = utc != NULL ? g_date_time_format (utc, "%Y-%m-%dT%H:%M:%SZ")
                    : g_strdup ("1970-01-01T00:00:00Z");
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, iso);
}

static void
set_metadata (KontorPaper *self, cairo_surface_t *surface)
{
  g_autofree char *title = g_utf8_make_valid (self->setup->title, -1);
  g_autofree char *author = NULL;

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, title);
  if (self->setup->author != NULL)
    {
      author = g_utf8_make_valid (self->setup->author, -1);
      cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_AUTHOR, author);
    }
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Kontor");
  set_date (surface, self->setup->printed_at);
}

static void
check_status (KontorPaper *self, cairo_status_t status)
{
  if (status != CAIRO_STATUS_SUCCESS && self->error == NULL)
    g_set_error (&self->error,
                 KONTOR_DOCUMENT_ERROR,
                 KONTOR_DOCUMENT_ERROR_FAILED,
                 "“%s” could not be drawn: %s",
                 self->setup->title,
                 cairo_status_to_string (status));
}

static void
draw_for_real (KontorPaper *self, KontorPaperFunc draw, gconstpointer data, GByteArray *bytes)
{
  cairo_surface_t *surface;

  surface = cairo_pdf_surface_create_for_stream (append_bytes,
                                                 bytes,
                                                 self->setup->width_mm * KONTOR_POINTS_PER_MM,
                                                 self->setup->height_mm * KONTOR_POINTS_PER_MM);
  set_metadata (self, surface);
  self->cr = cairo_create (surface);
  self->section = self->page = 0;
  draw (self, data);

  if (self->page > 0)
    cairo_show_page (self->cr);
  check_status (self, cairo_status (self->cr));
  g_clear_pointer (&self->cr, cairo_destroy);
  cairo_surface_finish (surface);
  check_status (self, cairo_surface_status (surface));
  cairo_surface_destroy (surface); /* finished above, because only then all bytes are there */
}

/*
 * kontor_paper_render:
 * @setup: size, type and face of the pages
 * @draw: called twice and must do the same both times
 * @data: for @draw
 * @error: (nullable): return location
 *
 * Draws a document.
 *
 * Returns: (transfer full): the PDF; %NULL with %KONTOR_DOCUMENT_ERROR when the drawing failed or
 * was refused
 */
GBytes *
kontor_paper_render (const KontorPaperSetup *setup,
                     KontorPaperFunc         draw,
                     gconstpointer           data,
                     GError                **error)
{
  g_auto (KontorPaper) self = { NULL };
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  if (!kontor_paper_open (&self, setup, error))
    return NULL;

  draw (&self, data);
  if (self.error == NULL)
    draw_for_real (&self, draw, data, bytes);

  if (self.error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self.error));
      return NULL;
    }

  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

/*
 * kontor_paper_fail:
 * @format: a sentence that says which data can't be put on paper
 *
 * Keeps a refusal (%KONTOR_DOCUMENT_ERROR_INVALID), unless there is one.
 */
void
kontor_paper_fail (KontorPaper *self, const char *format, ...)
{
  va_list arguments;

  if (self->error != NULL)
    return;

  va_start (arguments, format);
  self->error = g_error_new_valist (
    KONTOR_DOCUMENT_ERROR, KONTOR_DOCUMENT_ERROR_INVALID, format, arguments);
  va_end (arguments);
}

/* Takes an error (transfer full) as the document's, unless there is one. Returns: always %FALSE */
gboolean
kontor_paper_take_error (KontorPaper *self, GError *error)
{
  if (self->error == NULL)
    self->error = error;
  else
    g_error_free (error); /* only the first counts */

  return FALSE;
}

/* Returns: whether something went wrong, so that long drawings may stop */
gboolean
kontor_paper_has_failed (KontorPaper *self)
{
  return self->error != NULL;
}

/* Starts a part that counts its own pages. Begin a page next. */
void
kontor_paper_begin_section (KontorPaper *self)
{
  if (self->cr != NULL && self->page > 0)
    cairo_show_page (self->cr);

  self->section++;
  self->page = 0;
  if (self->cr == NULL)
    g_array_set_size (self->sections, self->section);
}

/* Starts a page, the first one too. */
void
kontor_paper_begin_page (KontorPaper *self)
{
  g_assert (self->section > 0);

  if (self->cr != NULL && self->page > 0)
    cairo_show_page (self->cr);

  self->page++;
  if (self->cr == NULL)
    g_array_index (self->sections, guint, self->section - 1) = self->page;
}

/* Returns: the page's number in its section, from 1 */
guint
kontor_paper_get_page (KontorPaper *self)
{
  return self->page;
}

/* Returns: how many pages the section has; right only in the second drawing */
guint
kontor_paper_get_n_pages (KontorPaper *self)
{
  return g_array_index (self->sections, guint, self->section - 1);
}

/* Returns: the language of the document */
KontorLanguage
kontor_paper_get_language (KontorPaper *self)
{
  return self->setup->language;
}

/* Returns: (transfer none): a word in the document's language */
const char *
kontor_paper_get_word (KontorPaper *self, KontorWord word)
{
  return kontor_language_get_word (self->setup->language, word);
}

/* Returns: (nullable) (transfer none): what to draw on; its unit is the point */
cairo_t *
kontor_paper_get_cairo (KontorPaper *self)
{
  return self->cr;
}

static void
set_ink (KontorPaper *self, KontorInk ink)
{
  const KontorColor *color = &self->inks[ink];

  cairo_set_source_rgb (self->cr, color->red, color->green, color->blue);
}

/* Draws a line in millimetres. */
void
kontor_paper_rule (KontorPaper *self,
                   KontorInk    ink,
                   double       x1_mm,
                   double       y1_mm,
                   double       x2_mm,
                   double       y2_mm,
                   double       width_mm)
{
  if (self->cr == NULL)
    return;

  set_ink (self, ink);
  cairo_set_line_width (self->cr, width_mm * KONTOR_POINTS_PER_MM);
  cairo_move_to (self->cr, x1_mm * KONTOR_POINTS_PER_MM, y1_mm * KONTOR_POINTS_PER_MM);
  cairo_line_to (self->cr, x2_mm * KONTOR_POINTS_PER_MM, y2_mm * KONTOR_POINTS_PER_MM);
  cairo_stroke (self->cr);
}

static void
add_rounded_box (cairo_t *cr, double x, double y, double width, double height, double radius)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, x + width - radius, y + radius, radius, -G_PI_2, 0.0);
  cairo_arc (cr, x + width - radius, y + height - radius, radius, 0.0, G_PI_2);
  cairo_arc (cr, x + radius, y + height - radius, radius, G_PI_2, G_PI);
  cairo_arc (cr, x + radius, y + radius, radius, G_PI, 1.5 * G_PI);
  cairo_close_path (cr);
}

/* Fills a box with round corners, in millimetres. */
void
kontor_paper_fill (KontorPaper *self,
                   KontorInk    ink,
                   double       x_mm,
                   double       y_mm,
                   double       width_mm,
                   double       height_mm,
                   double       radius_mm)
{
  if (self->cr == NULL)
    return;

  set_ink (self, ink);
  add_rounded_box (self->cr,
                   x_mm * KONTOR_POINTS_PER_MM,
                   y_mm * KONTOR_POINTS_PER_MM,
                   width_mm * KONTOR_POINTS_PER_MM,
                   height_mm * KONTOR_POINTS_PER_MM,
                   radius_mm * KONTOR_POINTS_PER_MM);
  cairo_fill (self->cr);
}

/* Draws an empty square for a pen. */
void
kontor_paper_check_box (KontorPaper *self, double x_mm, double y_mm, double size_mm)
{
  if (self->cr == NULL)
    return;

  set_ink (self, KONTOR_INK_TEXT);
  cairo_set_line_width (self->cr, 0.3 * KONTOR_POINTS_PER_MM);
  cairo_rectangle (self->cr,
                   x_mm * KONTOR_POINTS_PER_MM,
                   y_mm * KONTOR_POINTS_PER_MM,
                   size_mm * KONTOR_POINTS_PER_MM,
                   size_mm * KONTOR_POINTS_PER_MM);
  cairo_stroke (self->cr);
}

/* A picture character that the family lacks says nothing as a box; a letter that it lacks must stay
 * visible as one. */
static gboolean
is_lost_picture (KontorPaper *self, gunichar character)
{
  GUnicodeType type = g_unichar_type (character);

  if (character < 0x300 || pango_font_has_char (self->font, character))
    return FALSE;

  return type == G_UNICODE_OTHER_SYMBOL || type == G_UNICODE_MODIFIER_SYMBOL
         || type == G_UNICODE_FORMAT || type == G_UNICODE_ENCLOSING_MARK
         || type == G_UNICODE_UNASSIGNED || (character >= 0xfe00 && character <= 0xfe0f);
}

static gboolean
is_blank (gunichar character)
{
  return character == ' ' || g_unichar_iscntrl (character) || character == 0x2028
         || character == 0x2029;
}

static void
note_missing (KontorPaper *self, gunichar character)
{
  GString *missing = self->setup->missing;
  char     text[7] = "";

  if (missing == NULL || pango_font_has_char (self->font, character))
    return;

  g_unichar_to_utf8 (character, text);
  if (strstr (missing->str, text) == NULL)
    g_string_append (missing, text);
}

/* One paragraph of what can be set: control characters and runs of blanks become one blank.
 * KONTOR_LINE_BREAK is kept. */
static char *
clean_text (KontorPaper *self, const char *text)
{
  GString *clean = g_string_sized_new (64);
  gboolean gap = FALSE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      if (character == LINE_SEPARATOR)
        {
          g_string_append (clean, KONTOR_LINE_BREAK);
          gap = FALSE;
          continue;
        }
      if (is_blank (character))
        {
          gap = TRUE;
          continue;
        }

      if (character >= 0x300)
        note_missing (self, character);
      if (!is_lost_picture (self, character))
        {
          if (gap && clean->len > 0)
            g_string_append_c (clean, ' ');
          gap = FALSE;
          g_string_append_unichar (clean, character);
        }
    }

  return g_string_free (clean, FALSE);
}

static char *
check_text (KontorPaper *self, const char *text)
{
  g_autofree char *shown = NULL;

  if (text == NULL)
    return g_strdup ("");
  if (g_utf8_validate (text, -1, NULL))
    return clean_text (self, text);

  shown = g_utf8_make_valid (text, -1);
  kontor_paper_fail (self, "the text “%s” is not UTF-8", shown);
  return clean_text (self, shown);
}

static PangoAttrList *
make_attributes (const KontorTextStyle *style)
{
  const char *features = style->tabular ? "tnum=1, calt=0" : "calt=0"; /* "2x4" stays what it is */
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_font_features_new (features));
  return attributes;
}

/*
 * kontor_paper_layout:
 * @style: how it looks
 * @width_mm: where lines break; negative: nowhere
 * @text: (nullable): what it says
 *
 * Sets a text without drawing it.
 *
 * Returns: (transfer full): the text in lines
 */
PangoLayout *
kontor_paper_layout (KontorPaper           *self,
                     const KontorTextStyle *style,
                     double                 width_mm,
                     const char            *text)
{
  g_autoptr (PangoFontDescription) description = pango_font_description_new ();
  g_autoptr (PangoAttrList) attributes = make_attributes (style);
  g_autofree char *clean = check_text (self, text);
  PangoLayout     *layout = pango_layout_new (self->context);

  pango_font_description_set_family_static (description, KONTOR_FONT_FAMILY);
  pango_font_description_set_weight (description,
                                     style->weight != 0 ? style->weight : PANGO_WEIGHT_NORMAL);
  pango_font_description_set_absolute_size (description,
                                            self->setup->size_pt[style->type] * PANGO_SCALE);
  pango_layout_set_font_description (layout, description);
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_alignment (layout, style->align);
  pango_layout_set_auto_dir (layout, FALSE); /* a column has one edge, whatever is written in it */
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  if (width_mm >= 0.0)
    pango_layout_set_width (layout, (int) (width_mm * KONTOR_POINTS_PER_MM * PANGO_SCALE));
  if (style->max_lines > 0)
    {
      pango_layout_set_height (layout, -style->max_lines);
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
    }
  pango_layout_set_text (layout, clean, -1);
  return layout;
}

/* Returns: the width of a text in one line, in millimetres */
double
kontor_paper_measure (KontorPaper *self, const KontorTextStyle *style, const char *text)
{
  g_autoptr (PangoLayout) layout = kontor_paper_layout (self, style, -1.0, text);
  PangoRectangle logical;

  pango_layout_get_extents (layout, NULL, &logical);
  return (double) logical.width / PANGO_SCALE / KONTOR_POINTS_PER_MM;
}

/* Returns: the distance of two lines, in millimetres */
double
kontor_paper_get_leading (KontorPaper *self, KontorType type)
{
  return self->setup->leading_mm[type];
}

/*
 * kontor_paper_draw_lines:
 * @layout: from kontor_paper_layout() with the same @style
 * @x_mm: left edge
 * @y_mm: upper edge of the first line that is drawn
 * @first: the first line to draw
 * @n_lines: how many; lines that are not there are left out
 *
 * Draws lines of a text, each a leading below the other.
 */
void
kontor_paper_draw_lines (KontorPaper           *self,
                         PangoLayout           *layout,
                         const KontorTextStyle *style,
                         double                 x_mm,
                         double                 y_mm,
                         int                    first,
                         int                    n_lines)
{
  g_autoptr (PangoLayoutIter) iter = NULL;
  double leading = self->setup->leading_mm[style->type] * KONTOR_POINTS_PER_MM;
  double baseline = (leading + CAP_HEIGHT * self->setup->size_pt[style->type]) / 2.0;
  int    line = 0;

  if (self->cr == NULL)
    return;

  set_ink (self, style->ink);
  iter = pango_layout_get_iter (layout);
  do
    {
      PangoRectangle logical;

      if (line < first || line >= first + n_lines)
        continue;
      pango_layout_iter_get_line_extents (iter, NULL, &logical);
      cairo_move_to (self->cr,
                     x_mm * KONTOR_POINTS_PER_MM + (double) logical.x / PANGO_SCALE,
                     y_mm * KONTOR_POINTS_PER_MM + (line - first) * leading + baseline);
      pango_cairo_show_layout_line (self->cr, pango_layout_iter_get_line_readonly (iter));
    }
  while (++line < first + n_lines && pango_layout_iter_next_line (iter));
}

/*
 * kontor_paper_begin_tag:
 * @tag: a structure type of PDF (ISO 32000-2, 14.8.4): "H1", "P", "Table", "TR", "TH", "TD"
 *
 * Says what the text that follows is, for those who listen to it. Pages may turn inside; what has
 * no tag is decoration. End it with kontor_paper_end_tag().
 */
void
kontor_paper_begin_tag (KontorPaper *self, const char *tag)
{
  if (self->cr != NULL)
    cairo_tag_begin (self->cr, tag, NULL);
}

/* Ends what kontor_paper_begin_tag() began with the same @tag. */
void
kontor_paper_end_tag (KontorPaper *self, const char *tag)
{
  if (self->cr != NULL)
    cairo_tag_end (self->cr, tag);
}

/*
 * kontor_paper_text:
 * @x_mm: left edge
 * @y_mm: upper edge
 * @width_mm: where lines break
 * @text: (nullable): what it says
 *
 * Draws a text.
 *
 * Returns: its height in millimetres, 0 for an empty text
 */
double
kontor_paper_text (KontorPaper           *self,
                   const KontorTextStyle *style,
                   double                 x_mm,
                   double                 y_mm,
                   double                 width_mm,
                   const char            *text)
{
  g_autoptr (PangoLayout) layout = kontor_paper_layout (self, style, width_mm, text);
  int n_lines = pango_layout_get_line_count (layout);

  if (*pango_layout_get_text (layout) == '\0')
    return 0.0;

  kontor_paper_draw_lines (self, layout, style, x_mm, y_mm, 0, n_lines);
  return n_lines * self->setup->leading_mm[style->type];
}

/*
 * kontor_paper_figure:
 * @right_mm: where it ends
 * @y_mm: upper edge
 * @text: in one line
 *
 * Draws a figure that is never cut, however long it is.
 *
 * Returns: its width in millimetres
 */
double
kontor_paper_figure (
  KontorPaper *self, const KontorTextStyle *style, double right_mm, double y_mm, const char *text)
{
  KontorTextStyle plain = *style;
  g_autoptr (PangoLayout) layout = NULL;
  PangoRectangle logical;
  double         width;

  plain.align = PANGO_ALIGN_LEFT;
  plain.max_lines = 0;
  layout = kontor_paper_layout (self, &plain, -1.0, text);
  pango_layout_get_extents (layout, NULL, &logical);
  width = (double) logical.width / PANGO_SCALE / KONTOR_POINTS_PER_MM;
  kontor_paper_draw_lines (self, layout, &plain, right_mm - width, y_mm, 0, 1);
  return width;
}

/*
 * kontor_paper_ghost:
 * @word: short
 *
 * Draws a word across the page, pale: call it before all else is drawn. It is no text to those who
 * copy or search or listen, so say it in words as well.
 */
void
kontor_paper_ghost (KontorPaper *self, const char *word)
{
  static const KontorTextStyle style = { .type = KONTOR_TYPE_LARGE, .weight = PANGO_WEIGHT_BOLD };
  g_autoptr (PangoLayout) layout = NULL;
  PangoRectangle logical;
  double         scale;

  if (self->cr == NULL)
    return;

  layout = kontor_paper_layout (self, &style, -1.0, word);
  pango_layout_get_extents (layout, NULL, &logical);
  if (logical.width <= 0)
    return;

  scale = 0.7 * self->setup->width_mm * KONTOR_POINTS_PER_MM * PANGO_SCALE / logical.width;
  scale = MIN (scale, GHOST_SCALE);
  cairo_save (self->cr);
  set_ink (self, KONTOR_INK_GHOST);
  cairo_translate (self->cr,
                   self->setup->width_mm * KONTOR_POINTS_PER_MM / 2.0,
                   self->setup->height_mm * KONTOR_POINTS_PER_MM / 2.0);
  cairo_rotate (self->cr, -G_PI / 5.0);
  cairo_scale (self->cr, scale, scale);
  cairo_move_to (self->cr,
                 -(double) logical.width / PANGO_SCALE / 2.0,
                 -(double) logical.height / PANGO_SCALE / 2.0);
  pango_cairo_layout_path (self->cr, layout);
  cairo_fill (self->cr);
  cairo_restore (self->cr);
}
