/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"
#include "kontor-barcode.h"

#include <zint.h>

#include "kontor-codes.h"
#include "kontor-paper.h"

#define CODE128_MAX 80
#define QR_MAX 1200
#define UNITS_PER_MODULE 2.0f /* of the library's vectors */

struct _KontorBarcode
{
  KontorLabelSymbology symbology;
  char                *code;   /* (owned): as it is encoded */
  struct zint_symbol  *symbol; /* (owned) */
};

static gboolean
refuse (GError **error, const char *code, const char *reason)
{
  g_autofree char *shown = g_utf8_make_valid (code, MIN (strlen (code), 60));

  g_set_error (error,
               KONTOR_DOCUMENT_ERROR,
               KONTOR_DOCUMENT_ERROR_INVALID,
               "“%s” can't be printed as a bar code: %s",
               shown,
               reason);
  return FALSE;
}

static char *
normalise_ean13 (const char *code, GError **error)
{
  gsize length = strlen (code);

  if (!kontor_gtin_looks_like (code) || (length != 12 && length != 13))
    {
      refuse (error, code, "EAN-13 takes a GTIN of 13 digits");
      return NULL;
    }
  if (!kontor_gtin_is_valid (code))
    {
      refuse (error, code, "its check digit is wrong");
      return NULL;
    }

  /* A GTIN-12 is the GTIN-13 with a zero in front (GS1 General Specifications, section 3.1). */
  return length == 12 ? g_strconcat ("0", code, NULL) : g_strdup (code);
}

static gboolean
check_code128 (const char *code, GError **error)
{
  if (strlen (code) > CODE128_MAX)
    return refuse (error, code, "Code 128 takes at most 80 characters here");

  for (const char *p = code; *p != '\0'; p++)
    if (!g_ascii_isprint (*p))
      return refuse (error, code, "Code 128 takes letters without accents, digits and ASCII signs");

  return TRUE;
}

static gboolean
check_qr (const char *code, GError **error)
{
  if (strlen (code) > QR_MAX)
    return refuse (error, code, "it is too long for a QR code that a phone reads");
  if (!g_utf8_validate (code, -1, NULL))
    return refuse (error, code, "it is not UTF-8");

  return TRUE;
}

static char *
normalise (KontorLabelSymbology symbology, const char *code, GError **error)
{
  if (code == NULL || *code == '\0')
    {
      g_set_error_literal (error,
                           KONTOR_DOCUMENT_ERROR,
                           KONTOR_DOCUMENT_ERROR_INVALID,
                           "a label without code can't have a bar code");
      return NULL;
    }

  switch (symbology)
    {
    case KONTOR_LABEL_EAN13:
      return normalise_ean13 (code, error);
    case KONTOR_LABEL_CODE128:
      return check_code128 (code, error) ? g_strdup (code) : NULL;
    case KONTOR_LABEL_QR:
      return check_qr (code, error) ? g_strdup (code) : NULL;
    }

  g_return_val_if_reached (NULL);
}

static int
to_zint (KontorLabelSymbology symbology)
{
  switch (symbology)
    {
    case KONTOR_LABEL_EAN13:
      return BARCODE_EANX_CHK;
    case KONTOR_LABEL_CODE128:
      return BARCODE_CODE128;
    case KONTOR_LABEL_QR:
      return BARCODE_QRCODE;
    }

  g_return_val_if_reached (BARCODE_CODE128);
}

static gboolean
encode (KontorBarcode *self, int input_mode, GError **error)
{
  int status;

  self->symbol = ZBarcode_Create ();
  if (self->symbol == NULL)
    return refuse (error, self->code, "out of memory");

  self->symbol->symbology = to_zint (self->symbology);
  self->symbol->input_mode = input_mode;
  self->symbol->output_options |= BARCODE_QUIET_ZONES;
  /* EAN needs it for its long guard bars; the text itself is set in the document's type. */
  self->symbol->show_hrt = self->symbology == KONTOR_LABEL_EAN13;
  if (self->symbology == KONTOR_LABEL_QR)
    self->symbol->option_1 = 2; /* 15 % may be damaged: labels get scratched */

  status = ZBarcode_Encode_and_Buffer_Vector (
    self->symbol, (const unsigned char *) self->code, (int) strlen (self->code), 0);
  if (status < ZINT_ERROR && self->symbol->vector != NULL)
    return TRUE;

  return refuse (error, self->code, self->symbol->errtxt);
}

/*
 * kontor_barcode_new:
 * @symbology: the kind of code
 * @code: (nullable): what it says
 * @error: (nullable): return location
 *
 * Encodes a bar code. EAN-13 takes a valid GTIN-13 or GTIN-12; Code 128 printable ASCII; QR any
 * UTF-8.
 *
 * Returns: (transfer full): the code; %NULL with %KONTOR_DOCUMENT_ERROR_INVALID and the reason
 */
KontorBarcode *
kontor_barcode_new (KontorLabelSymbology symbology, const char *code, GError **error)
{
  g_autofree char *normal = normalise (symbology, code, error);
  g_autoptr (KontorBarcode) self = NULL;

  if (normal == NULL)
    return NULL;

  self = g_new0 (KontorBarcode, 1);
  self->symbology = symbology;
  self->code = g_steal_pointer (&normal);
  if (!encode (self, UNICODE_MODE, error))
    return NULL;

  return g_steal_pointer (&self);
}

/*
 * kontor_barcode_new_bytes:
 * @text: UTF-8
 * @error: (nullable): return location
 *
 * Encodes a QR code for readers that expect UTF-8 as it is: kontor_barcode_new() writes what fits
 * into ISO 8859-1 in that, as the norm has it.
 *
 * Returns: (transfer full): the code; %NULL with %KONTOR_DOCUMENT_ERROR_INVALID and the reason
 */
KontorBarcode *
kontor_barcode_new_bytes (const char *text, GError **error)
{
  g_autoptr (KontorBarcode) self = g_new0 (KontorBarcode, 1);

  self->symbology = KONTOR_LABEL_QR;
  self->code = g_strdup (text);
  if (!encode (self, DATA_MODE, error))
    return NULL;

  return g_steal_pointer (&self);
}

/* Frees a bar code. */
void
kontor_barcode_free (KontorBarcode *self)
{
  g_clear_pointer (&self->symbol, ZBarcode_Delete);
  g_free (self->code); /* the fields of a plain struct that goes away */
  g_free (self);
}

/* Returns: the width in modules, quiet zones included */
double
kontor_barcode_get_width (const KontorBarcode *self)
{
  return (double) (self->symbol->vector->width / UNITS_PER_MODULE);
}

/* Returns: (transfer none): what is encoded */
const char *
kontor_barcode_get_text (const KontorBarcode *self)
{
  return self->code;
}

static float
tallest_bar (const struct zint_vector *vector)
{
  float height = 0.0f;

  for (const struct zint_vector_rect *bar = vector->rectangles; bar != NULL; bar = bar->next)
    height = MAX (height, bar->height);

  return height;
}

static void
add_bar (const KontorBarcode           *self,
         cairo_t                       *cr,
         const struct zint_vector_rect *bar,
         float                          tallest,
         double                         unit,
         double                         height_mm)
{
  double x = (double) bar->x * unit;
  double y = 0.0;
  double width = (double) bar->width * unit;
  double height = height_mm;

  if (self->symbology == KONTOR_LABEL_QR)
    {
      y = (double) bar->y * unit;
      height = (double) bar->height * unit;
    }
  else if (bar->height < tallest)
    height -= KONTOR_BARCODE_GUARD * (double) UNITS_PER_MODULE * unit;

  cairo_rectangle (cr, x, y, width, height);
}

/*
 * kontor_barcode_draw:
 * @cr: (nullable): does nothing without; its unit is the point
 * @x_mm: left edge of the left quiet zone
 * @y_mm: upper edge
 * @module_mm: the width of the thinnest bar
 * @height_mm: of the bars, guard bars included; a QR code is square and takes its own
 *
 * Draws the bars in black, as one path, so that no viewer shows seams between them.
 */
void
kontor_barcode_draw (const KontorBarcode *self,
                     cairo_t             *cr,
                     double               x_mm,
                     double               y_mm,
                     double               module_mm,
                     double               height_mm)
{
  const struct zint_vector *vector = self->symbol->vector;
  double                    unit = module_mm / (double) UNITS_PER_MODULE;
  float                     tallest = tallest_bar (vector);

  if (cr == NULL)
    return;

  cairo_save (cr);
  cairo_scale (cr, KONTOR_POINTS_PER_MM, KONTOR_POINTS_PER_MM);
  cairo_translate (cr, x_mm, y_mm);
  for (const struct zint_vector_rect *bar = vector->rectangles; bar != NULL; bar = bar->next)
    add_bar (self, cr, bar, tallest, unit, height_mm);
  cairo_set_source_rgb (cr, 0.0, 0.0, 0.0);
  cairo_fill (cr);
  cairo_restore (cr);
}
