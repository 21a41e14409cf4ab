/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean kontor_write_file (GFile *file, GBytes *bytes, GError **error);

G_END_DECLS
