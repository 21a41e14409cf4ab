/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-sample-picture.h"

#include <cairo.h>
#include <math.h>

#define SIZE 240

static const struct
{
  double ground[3];
  double shape[3];
} palettes[] = {
  { { 0.91, 0.93, 0.90 }, { 0.36, 0.49, 0.41 } }, { { 0.94, 0.91, 0.86 }, { 0.69, 0.45, 0.27 } },
  { { 0.88, 0.91, 0.94 }, { 0.27, 0.42, 0.58 } }, { { 0.95, 0.89, 0.88 }, { 0.69, 0.32, 0.31 } },
  { { 0.92, 0.90, 0.94 }, { 0.44, 0.36, 0.58 } }, { { 0.95, 0.94, 0.85 }, { 0.62, 0.54, 0.20 } },
};

static cairo_status_t
append_png (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static void
draw_vessel (cairo_t *cairo, double width, double height)
{
  double left = (SIZE - width) / 2;
  double top = SIZE * 0.82 - height;

  cairo_move_to (cairo, left, top);
  cairo_curve_to (cairo,
                  left - width * 0.12,
                  top + height * 0.6,
                  left + width * 0.1,
                  top + height,
                  left + width * 0.22,
                  top + height);
  cairo_line_to (cairo, left + width * 0.78, top + height);
  cairo_curve_to (cairo,
                  left + width * 0.9,
                  top + height,
                  left + width * 1.12,
                  top + height * 0.6,
                  left + width,
                  top);
  cairo_close_path (cairo);
  cairo_fill (cairo);
}

static void
draw_bottle (cairo_t *cairo, double width, double height)
{
  double left = (SIZE - width) / 2;
  double top = SIZE * 0.82 - height;

  cairo_rectangle (cairo, left, top + height * 0.25, width, height * 0.75);
  cairo_rectangle (cairo, left + width * 0.35, top + height * 0.1, width * 0.3, height * 0.15);
  cairo_rectangle (cairo, left + width * 0.3, top, width * 0.4, height * 0.1);
  cairo_fill (cairo);
}

static void
draw_disc (cairo_t *cairo, double radius)
{
  cairo_arc (cairo, SIZE / 2.0, SIZE * 0.52, radius, 0, 2 * G_PI);
  cairo_fill (cairo);
}

/**
 * kontor_sample_picture_render:
 * @title: chooses nothing but keeps two products apart
 * @number: chooses colour and form
 *
 * Returns: (transfer full): a PNG of 240 × 240 pixels
 */
GBytes *
kontor_sample_picture_render (const char *title, guint number)
{
  guint            choice = (g_str_hash (title) + number) % G_N_ELEMENTS (palettes);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, SIZE, SIZE);
  cairo_t         *cairo = cairo_create (surface);
  GByteArray      *png = g_byte_array_new ();

  cairo_set_source_rgb (
    cairo, palettes[choice].ground[0], palettes[choice].ground[1], palettes[choice].ground[2]);
  cairo_paint (cairo);
  cairo_set_source_rgba (cairo, 0, 0, 0, 0.08);
  cairo_rectangle (cairo, SIZE * 0.18, SIZE * 0.82, SIZE * 0.64, 3);
  cairo_fill (cairo);
  cairo_set_source_rgb (
    cairo, palettes[choice].shape[0], palettes[choice].shape[1], palettes[choice].shape[2]);
  if (number % 3 == 0)
    draw_vessel (cairo, SIZE * (0.34 + (number % 5) * 0.03), SIZE * (0.36 + (number % 4) * 0.05));
  else if (number % 3 == 1)
    draw_bottle (cairo, SIZE * (0.24 + (number % 5) * 0.03), SIZE * (0.46 + (number % 4) * 0.04));
  else
    draw_disc (cairo, SIZE * (0.2 + (number % 5) * 0.02));
  cairo_surface_write_to_png_stream (surface, append_png, png);
  cairo_destroy (cairo);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (png);
}
