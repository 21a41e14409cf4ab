/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What people call a kind of document, and a format; translated. */
const char *kontor_invoice_kind_word (const char *kind);
const char *kontor_invoice_format_word (const char *format);

G_END_DECLS
