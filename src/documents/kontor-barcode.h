/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <cairo.h>

#include "kontor-documents.h"

G_BEGIN_DECLS

/* A bar code as rectangles, measured in modules (the width of the thinnest bar). */

typedef struct _KontorBarcode KontorBarcode;

#define KONTOR_BARCODE_QUIET                                                                       \
  10.0                           /* modules kept white at each side of Code 128 (ISO/IEC 15417)    \
                                  */
#define KONTOR_BARCODE_GUARD 5.0 /* modules by which the guard bars of EAN-13 are longer */

KontorBarcode *
kontor_barcode_new (KontorLabelSymbology symbology, const char *code, GError **error);
KontorBarcode *kontor_barcode_new_bytes (const char *text, GError **error);
void           kontor_barcode_free (KontorBarcode *self);
double         kontor_barcode_get_width (const KontorBarcode *self); /* modules, with quiet zones */
const char    *kontor_barcode_get_text (const KontorBarcode *self);
void           kontor_barcode_draw (const KontorBarcode *self,
                                    cairo_t             *cr,
                                    double               x_mm,
                                    double               y_mm,
                                    double               module_mm,
                                    double               height_mm);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorBarcode, kontor_barcode_free)

G_END_DECLS
