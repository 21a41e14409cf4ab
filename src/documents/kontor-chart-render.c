/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"
#include "kontor-chart.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>

#include "kontor-documents.h"
#include "kontor-fonts.h"
#include "kontor-time.h"

#define MIN_SIDE 40.0
#define MAX_SIDE 8000.0
#define FONT_SIZE 11.0
#define PNG_SCALE 2.0

static cairo_status_t
append_bytes (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static void
set_date (cairo_surface_t *surface, gint64 created_at)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (created_at / KONTOR_SECOND);
  g_autofree char *iso = NULL;

  iso = utc != NULL ? g_date_time_format (utc, "%Y-%m-%dT%H:%M:%SZ")
                    : g_strdup ("1970-01-01T00:00:00Z");
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, iso);
}

static cairo_surface_t *
make_surface (
  KontorChartFormat format, double width, double height, gint64 created_at, GByteArray *bytes)
{
  cairo_surface_t *surface = NULL;

  switch (format)
    {
    case KONTOR_CHART_SVG:
      surface = cairo_svg_surface_create_for_stream (append_bytes, bytes, width, height);
      break;
    case KONTOR_CHART_PNG:
      surface = cairo_image_surface_create (
        CAIRO_FORMAT_ARGB32, (int) (width * PNG_SCALE), (int) (height * PNG_SCALE));
      cairo_surface_set_device_scale (surface, PNG_SCALE, PNG_SCALE);
      break;
    case KONTOR_CHART_PDF:
      surface = cairo_pdf_surface_create_for_stream (append_bytes, bytes, width, height);
      set_date (surface, created_at);
      break;
    }

  return surface;
}

/* Cairo numbers its surfaces through the life of the process and writes the number into an SVG: it
 * must go, and nothing refers to it. */
static GBytes *
drop_surface_numbers (GByteArray *bytes)
{
  g_autoptr (GRegex) pattern = g_regex_new ("(<g id=\"surface)[0-9]+\"", 0, 0, NULL);
  g_autofree char *text = g_strndup ((const char *) bytes->data, bytes->len);
  g_autofree char *clean = g_regex_replace (pattern, text, -1, 0, "\\1\"", 0, NULL);
  gsize            length = strlen (clean);

  return g_bytes_new_take (g_steal_pointer (&clean), length);
}

/* Any of the kinds of charts, to be drawn into a file. */
typedef struct
{
  const KontorChart     *chart; /* one of these */
  const KontorChartRank *rank;
  const KontorChartGrid *grid;

  KontorChartFormat         format;
  double                    width;
  double                    height;
  const KontorChartPalette *palette;
  gint64                    created_at;
} Picture;

static cairo_status_t
draw (cairo_surface_t *surface, const Picture *self, PangoFontMap *map)
{
  PangoContext *context = kontor_fonts_new_context (map, "en");
  g_autoptr (PangoFontDescription) font = pango_font_description_new ();
  cairo_t       *cr = cairo_create (surface);
  double         width = self->width;
  double         height = self->height;
  cairo_status_t status;

  pango_font_description_set_family_static (font, KONTOR_FONT_FAMILY);
  pango_font_description_set_absolute_size (font, FONT_SIZE * PANGO_SCALE);
  if (self->chart != NULL)
    kontor_chart_draw (self->chart, cr, width, height, context, font, self->palette);
  else if (self->rank != NULL)
    kontor_chart_rank_draw (self->rank, cr, width, height, context, font, self->palette);
  else
    kontor_chart_grid_draw (self->grid, cr, width, height, context, font, self->palette);
  status = cairo_status (cr);
  g_object_unref (context); /* has no cleanup function */
  cairo_destroy (cr);       /* foreign type; the surface is finished by the caller */
  return status;
}

static cairo_status_t
finish (cairo_surface_t *surface, KontorChartFormat format, GByteArray *bytes)
{
  cairo_status_t status;

  if (format == KONTOR_CHART_PNG)
    return cairo_surface_write_to_png_stream (surface, append_bytes, bytes);

  cairo_surface_finish (surface);
  status = cairo_surface_status (surface);
  return status;
}

static gboolean
check_size (const Picture *self, GError **error)
{
  if (self->width >= MIN_SIDE && self->width <= MAX_SIDE && self->height >= MIN_SIDE
      && self->height <= MAX_SIDE)
    return TRUE;

  g_set_error (error,
               KONTOR_DOCUMENT_ERROR,
               KONTOR_DOCUMENT_ERROR_INVALID,
               "a chart of %.0f × %.0f can't be drawn: sides are %.0f to %.0f",
               self->width,
               self->height,
               MIN_SIDE,
               MAX_SIDE);
  return FALSE;
}

static GBytes *
render (const Picture *self, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (PangoFontMap) map = NULL;
  cairo_surface_t *surface;
  cairo_status_t   status;

  if (!check_size (self, error))
    return NULL;

  map = kontor_fonts_new_map (error);
  if (map == NULL)
    return NULL;

  surface = make_surface (self->format, self->width, self->height, self->created_at, bytes);
  status = draw (surface, self, map);
  if (status == CAIRO_STATUS_SUCCESS)
    status = finish (surface, self->format, bytes);
  cairo_surface_destroy (surface); /* foreign type, finished above */

  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error,
                   KONTOR_DOCUMENT_ERROR,
                   KONTOR_DOCUMENT_ERROR_FAILED,
                   "the chart could not be drawn: %s",
                   cairo_status_to_string (status));
      return NULL;
    }

  if (self->format == KONTOR_CHART_SVG)
    return drop_surface_numbers (bytes);

  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

/**
 * kontor_chart_render:
 * @chart: what to draw
 * @format: of the file
 * @width: in pixels (SVG, PNG) or points (PDF), 40 to 8000
 * @height: likewise
 * @palette: the colours; for paper kontor_chart_palette_light
 * @created_at: UTC microseconds: the date inside a PDF
 * @error: (nullable): return location
 *
 * Draws a chart into a file, in the bundled font. The same chart gives the same bytes. Any thread.
 *
 * Returns: (transfer full): the file; %NULL with %KONTOR_DOCUMENT_ERROR_INVALID for a size out of
 * range, with %KONTOR_DOCUMENT_ERROR_FAILED when drawing failed
 */
GBytes *
kontor_chart_render (const KontorChart        *chart,
                     KontorChartFormat         format,
                     double                    width,
                     double                    height,
                     const KontorChartPalette *palette,
                     gint64                    created_at,
                     GError                  **error)
{
  Picture picture = { .chart = chart,
                      .format = format,
                      .width = width,
                      .height = height,
                      .palette = palette,
                      .created_at = created_at };

  g_return_val_if_fail (chart != NULL && palette != NULL, NULL);

  return render (&picture, error);
}

/**
 * kontor_chart_rank_render:
 * @rank: what to draw
 * @format: as for kontor_chart_render()
 * @width: likewise
 * @height: likewise
 * @palette: likewise
 * @created_at: likewise
 * @error: likewise
 *
 * Returns: (transfer full): the file; %NULL with %KONTOR_DOCUMENT_ERROR like kontor_chart_render()
 */
GBytes *
kontor_chart_rank_render (const KontorChartRank    *rank,
                          KontorChartFormat         format,
                          double                    width,
                          double                    height,
                          const KontorChartPalette *palette,
                          gint64                    created_at,
                          GError                  **error)
{
  Picture picture = { .rank = rank,
                      .format = format,
                      .width = width,
                      .height = height,
                      .palette = palette,
                      .created_at = created_at };

  g_return_val_if_fail (rank != NULL && palette != NULL, NULL);

  return render (&picture, error);
}

/**
 * kontor_chart_grid_render:
 * @grid: what to draw
 * @format: as for kontor_chart_render()
 * @width: likewise
 * @height: likewise
 * @palette: likewise
 * @created_at: likewise
 * @error: likewise
 *
 * Returns: (transfer full): the file; %NULL with %KONTOR_DOCUMENT_ERROR like kontor_chart_render()
 */
GBytes *
kontor_chart_grid_render (const KontorChartGrid    *grid,
                          KontorChartFormat         format,
                          double                    width,
                          double                    height,
                          const KontorChartPalette *palette,
                          gint64                    created_at,
                          GError                  **error)
{
  Picture picture = { .grid = grid,
                      .format = format,
                      .width = width,
                      .height = height,
                      .palette = palette,
                      .created_at = created_at };

  g_return_val_if_fail (grid != NULL && palette != NULL, NULL);

  return render (&picture, error);
}
