/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A calm drawing for a product, so that grids and cards have something to show. */
GBytes *kontor_sample_picture_render (const char *title, guint number);

G_END_DECLS
