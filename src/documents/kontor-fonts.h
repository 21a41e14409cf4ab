/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <pango/pangocairo.h>

G_BEGIN_DECLS

#define KONTOR_FONT_FAMILY "Inter"

/* The bundled family and nothing else, so that a document has the same bytes on every machine. */
PangoFontMap *kontor_fonts_new_map (GError **error);
PangoContext *kontor_fonts_new_context (PangoFontMap *map, const char *language);

G_END_DECLS
