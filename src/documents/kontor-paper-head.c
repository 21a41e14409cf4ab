/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"
#include "kontor-paper-head.h"

#include <cairo.h>

#define LOGO_WIDTH_MM 60.0
#define LOGO_HEIGHT_MM 22.0
#define LOGO_TOP_MM 14.0
#define LOGO_MAX_PIXELS 4096

/* DIN 5008:2020, form B */
#define WINDOW_LEFT_MM 25.0 /* 20 mm and the 5 mm inside that keep clear of the window's edge */
#define WINDOW_WIDTH_MM 75.0
#define WINDOW_TOP_MM 45.0
#define WINDOW_NOTES_MM 50.0   /* the return address is above, remarks below */
#define WINDOW_ADDRESS_MM 62.7 /* 17.7 mm of return address and remarks are above */
#define WINDOW_BOTTOM_MM 90.0

#define FOOTER_BLOCKS 4
#define FOOTER_BOTTOM_MM 288.0
#define FOOTER_MAX_MM 50.0
#define FOOTER_GAP_MM 4.0

static const KontorTextStyle small_style = { .type = KONTOR_TYPE_SMALL, .ink = KONTOR_INK_DIM };
static const KontorTextStyle body_style = { .type = KONTOR_TYPE_BODY };

/*
 * kontor_sheet_setup:
 * @head: the sender's face
 * @title: of the document; borrowed by the result
 *
 * Returns: an A4 sheet with the type of all letters
 */
KontorPaperSetup
kontor_sheet_setup (const KontorLetterhead *head,
                    const char             *title,
                    KontorLanguage          language,
                    gint64                  printed_at)
{
  return (KontorPaperSetup){
    .width_mm = KONTOR_SHEET_WIDTH_MM,
    .height_mm = KONTOR_SHEET_HEIGHT_MM,
    .size_pt = { 7.0, 9.0, 17.0 },
    .leading_mm = { 3.4, 4.4, 7.6 },
    .accent = head != NULL ? head->accent : NULL,
    .author = head != NULL ? head->company : NULL,
    .title = title,
    .language = language,
    .printed_at = printed_at,
  };
}

typedef struct
{
  const guint8 *data;
  gsize         length;
} Reader;

static cairo_status_t
read_bytes (void *closure, unsigned char *data, unsigned int length)
{
  Reader *reader = closure;

  if (reader->length < length)
    return CAIRO_STATUS_READ_ERROR;

  memcpy (data, reader->data, length);
  reader->data += length;
  reader->length -= length;
  return CAIRO_STATUS_SUCCESS;
}

/* The size stands in the first chunk of a PNG (ISO/IEC 15948, 11.2.2): looked at before pixels are
 * unpacked. */
static gboolean
is_small_png (const guint8 *data, gsize length)
{
  static const guint8 signature[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };
  guint32             size[2];

  if (length < 24 || memcmp (data, signature, sizeof signature) != 0)
    return FALSE;

  memcpy (size, data + 16, sizeof size);
  return GUINT32_FROM_BE (size[0]) <= LOGO_MAX_PIXELS
         && GUINT32_FROM_BE (size[1]) <= LOGO_MAX_PIXELS;
}

/* Viewers scale a picture and its transparency apart, which leaves dark seams: paper is white, so
 * the picture can be, too. */
static cairo_surface_t *
lay_on_white (cairo_surface_t *logo)
{
  cairo_surface_t *flat;
  cairo_t         *cr;

  if (cairo_surface_status (logo) != CAIRO_STATUS_SUCCESS)
    return NULL;

  flat = cairo_image_surface_create (CAIRO_FORMAT_RGB24,
                                     cairo_image_surface_get_width (logo),
                                     cairo_image_surface_get_height (logo));
  cr = cairo_create (flat);
  cairo_set_source_rgb (cr, 1.0, 1.0, 1.0);
  cairo_paint (cr);
  cairo_set_source_surface (cr, logo, 0.0, 0.0);
  cairo_paint (cr);
  cairo_destroy (cr); /* foreign type, used here only */
  return flat;
}

static cairo_surface_t *
load_logo (GBytes *bytes)
{
  Reader           reader;
  cairo_surface_t *logo;
  cairo_surface_t *flat;

  reader.data = g_bytes_get_data (bytes, &reader.length);
  if (!is_small_png (reader.data, reader.length))
    return NULL;

  logo = cairo_image_surface_create_from_png_stream (read_bytes, &reader);
  flat = lay_on_white (logo);
  cairo_surface_destroy (logo); /* foreign type; may be an error surface */
  return flat;
}

static void
paint_logo (cairo_t *cr, cairo_surface_t *logo)
{
  double width = cairo_image_surface_get_width (logo);
  double height = cairo_image_surface_get_height (logo);
  double scale = MIN (LOGO_WIDTH_MM / width, LOGO_HEIGHT_MM / height) * KONTOR_POINTS_PER_MM;

  cairo_save (cr);
  cairo_translate (
    cr, KONTOR_SHEET_LEFT_MM * KONTOR_POINTS_PER_MM, LOGO_TOP_MM * KONTOR_POINTS_PER_MM);
  cairo_scale (cr, scale, scale);
  cairo_set_source_surface (cr, logo, 0.0, 0.0);
  cairo_paint (cr);
  cairo_restore (cr);
}

static void
draw_logo (KontorPaper *paper, GBytes *bytes)
{
  cairo_t         *cr = kontor_paper_get_cairo (paper);
  cairo_surface_t *logo = load_logo (bytes);

  if (logo == NULL)
    {
      kontor_paper_fail (paper,
                         "the logo is not a PNG picture of at most %d × %d pixels",
                         LOGO_MAX_PIXELS,
                         LOGO_MAX_PIXELS);
      return;
    }

  if (cr != NULL)
    paint_logo (cr, logo);
  cairo_surface_destroy (logo); /* foreign type, used here only */
}

/* Draws the logo, or the company's name where there is none. */
void
kontor_sheet_draw_letterhead (KontorPaper *paper, const KontorLetterhead *head)
{
  static const KontorTextStyle style = {
    .type = KONTOR_TYPE_LARGE,
    .weight = PANGO_WEIGHT_BOLD,
    .ink = KONTOR_INK_ACCENT,
    .max_lines = 2,
  };

  if (head->logo != NULL)
    draw_logo (paper, head->logo);
  else
    kontor_paper_text (paper, &style, KONTOR_SHEET_LEFT_MM, 18.0, 120.0, head->company);
}

static int
count_lines (KontorPaper *paper, char **lines, const KontorTextStyle *style)
{
  int n_lines = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autoptr (PangoLayout) layout = kontor_paper_layout (
        paper, style, WINDOW_WIDTH_MM, lines[i]);

      n_lines += pango_layout_get_line_count (layout);
    }

  return n_lines;
}

/* The address grows upwards into the zone of remarks; beyond it, each part is shortened to a line.
 */
static void
draw_address_lines (KontorPaper *paper, char **lines)
{
  KontorTextStyle style = { .type = KONTOR_TYPE_BODY, .max_lines = 4 };
  double          leading = kontor_paper_get_leading (paper, KONTOR_TYPE_BODY);
  double          y;

  while (style.max_lines > 1
         && count_lines (paper, lines, &style) * leading > WINDOW_BOTTOM_MM - WINDOW_NOTES_MM)
    style.max_lines--;

  y = WINDOW_BOTTOM_MM - count_lines (paper, lines, &style) * leading;
  y = CLAMP (y, WINDOW_NOTES_MM, WINDOW_ADDRESS_MM);
  for (guint i = 0; lines[i] != NULL; i++)
    y += kontor_paper_text (paper, &style, WINDOW_LEFT_MM, y, WINDOW_WIDTH_MM, lines[i]);
}

/* Draws what shows in the window of the envelope. */
void
kontor_sheet_draw_address (KontorPaper            *paper,
                           const KontorLetterhead *head,
                           const KontorAddress    *address)
{
  KontorTextStyle style = { .type = KONTOR_TYPE_SMALL, .ink = KONTOR_INK_DIM, .max_lines = 1 };
  KontorLanguage  language = kontor_paper_get_language (paper);
  g_auto (GStrv) lines = kontor_language_format_address (language, address, head->country);

  if (kontor_paper_text (paper,
                         &style,
                         WINDOW_LEFT_MM,
                         WINDOW_TOP_MM + 0.9,
                         WINDOW_WIDTH_MM + 5.0,
                         head->sender_line)
      > 0.0)
    kontor_paper_rule (paper,
                       KONTOR_INK_HAIRLINE,
                       WINDOW_LEFT_MM,
                       WINDOW_NOTES_MM - 0.5,
                       WINDOW_LEFT_MM + WINDOW_WIDTH_MM,
                       WINDOW_NOTES_MM - 0.5,
                       0.15);
  draw_address_lines (paper, lines);
}

/* Fold marks and the mark for the hole punch, at the left edge. */
void
kontor_sheet_draw_marks (KontorPaper *paper)
{
  kontor_paper_rule (paper, KONTOR_INK_RULE, 4.0, 105.0, 8.0, 105.0, 0.15);
  kontor_paper_rule (paper, KONTOR_INK_RULE, 4.0, 148.5, 10.0, 148.5, 0.15);
  kontor_paper_rule (paper, KONTOR_INK_RULE, 4.0, 210.0, 8.0, 210.0, 0.15);
}

typedef struct
{
  guint  n_blocks;
  double x_mm[FOOTER_BLOCKS];
  double width_mm[FOOTER_BLOCKS];
  double height_mm;
} Footer;

static double
measure_block (KontorPaper *paper, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  double widest = 0.0;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      double width = kontor_paper_measure (paper, &small_style, lines[i]);

      widest = MAX (widest, width);
    }

  return widest + 0.1; /* so that rounding breaks no line */
}

/* Blocks are as wide as their lines and share what is left; if that is nothing, all get the same
 * and lines break. */
static void
divide_footer (Footer *self)
{
  double room = KONTOR_SHEET_RIGHT_MM - KONTOR_SHEET_LEFT_MM;
  double gap = room;
  double x = KONTOR_SHEET_LEFT_MM;

  for (guint i = 0; i < self->n_blocks; i++)
    gap -= self->width_mm[i];
  gap = self->n_blocks > 1 ? gap / (self->n_blocks - 1) : MAX (gap, FOOTER_GAP_MM);

  for (guint i = 0; i < self->n_blocks; i++)
    {
      if (gap < FOOTER_GAP_MM)
        self->width_mm[i] = (room - FOOTER_GAP_MM * (self->n_blocks - 1)) / self->n_blocks;
      self->x_mm[i] = x;
      x += self->width_mm[i] + MAX (gap, FOOTER_GAP_MM);
    }
}

/* Draws a block, or only measures it when @x_mm is negative. */
static double
footer_block (KontorPaper *paper, const char *text, double x_mm, double y_mm, double width_mm)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  double leading = kontor_paper_get_leading (paper, KONTOR_TYPE_SMALL);
  double y = y_mm;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autoptr (PangoLayout) layout = NULL;
      int n_lines;

      layout = kontor_paper_layout (paper, &small_style, width_mm, lines[i]);
      n_lines = pango_layout_get_line_count (layout);
      if (y - y_mm + n_lines * leading > FOOTER_MAX_MM)
        {
          kontor_paper_fail (
            paper, "the letterhead's footer is higher than %.0f mm", FOOTER_MAX_MM);
          break;
        }
      if (x_mm >= 0.0)
        kontor_paper_draw_lines (paper, layout, &small_style, x_mm, y, 0, n_lines);
      y += n_lines * leading;
    }

  return y - y_mm;
}

static Footer
plan_footer (KontorPaper *paper, const KontorLetterhead *head)
{
  Footer self = { .n_blocks = head->footer != NULL ? g_strv_length (head->footer) : 0 };

  self.n_blocks = MIN (self.n_blocks, FOOTER_BLOCKS);
  for (guint i = 0; i < self.n_blocks; i++)
    self.width_mm[i] = measure_block (paper, head->footer[i]);

  divide_footer (&self);
  for (guint i = 0; i < self.n_blocks; i++)
    {
      double height = footer_block (paper, head->footer[i], -1.0, 0.0, self.width_mm[i]);

      self.height_mm = MAX (self.height_mm, height);
    }

  return self;
}

/* Returns: where the text must end, in millimetres from the top */
double
kontor_sheet_get_bottom (KontorPaper *paper, const KontorLetterhead *head)
{
  Footer footer = plan_footer (paper, head);

  return FOOTER_BOTTOM_MM - footer.height_mm - 8.0;
}

/* Draws up to four blocks side by side at the foot of the page. */
void
kontor_sheet_draw_footer (KontorPaper *paper, const KontorLetterhead *head)
{
  Footer footer = plan_footer (paper, head);
  double top = FOOTER_BOTTOM_MM - footer.height_mm;

  if (footer.n_blocks == 0)
    return;

  kontor_paper_rule (paper,
                     KONTOR_INK_HAIRLINE,
                     KONTOR_SHEET_LEFT_MM,
                     top - 2.0,
                     KONTOR_SHEET_RIGHT_MM,
                     top - 2.0,
                     0.15);
  for (guint i = 0; i < footer.n_blocks; i++)
    footer_block (paper, head->footer[i], footer.x_mm[i], top, footer.width_mm[i]);
}

/*
 * kontor_sheet_draw_continuation:
 * @title: of the document
 *
 * Draws the line on top of the second and later pages.
 *
 * Returns: where the text goes on
 */
double
kontor_sheet_draw_continuation (KontorPaper *paper, const char *title)
{
  KontorTextStyle  left = { .type = KONTOR_TYPE_BODY, .weight = PANGO_WEIGHT_BOLD, .max_lines = 1 };
  KontorTextStyle  right = body_style;
  g_autofree char *page = NULL;

  page = kontor_language_format_page (kontor_paper_get_language (paper),
                                      kontor_paper_get_page (paper),
                                      kontor_paper_get_n_pages (paper));
  right.align = PANGO_ALIGN_RIGHT;
  kontor_paper_text (paper, &left, KONTOR_SHEET_LEFT_MM, 20.0, 125.0, title);
  kontor_paper_text (paper, &right, KONTOR_SHEET_RIGHT_MM - 38.0, 20.0, 38.0, page);
  return 34.0;
}

/* Returns: (transfer full): "Copy, printed on 23 May 2025" */
char *
kontor_sheet_copy_sentence (KontorPaper *paper, const KontorLetterhead *head, gint64 printed_at)
{
  g_autofree char *date = NULL;

  date = kontor_language_format_date (kontor_paper_get_language (paper), printed_at, head->zone);
  return g_strdup_printf ("%s, %s %s",
                          kontor_paper_get_word (paper, KONTOR_WORD_COPY),
                          kontor_paper_get_word (paper, KONTOR_WORD_PRINTED),
                          date);
}
