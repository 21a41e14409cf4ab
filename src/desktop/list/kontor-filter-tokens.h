/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The words of a filter as they are typed. */

GPtrArray *kontor_filter_tokens_split (const char *text, gboolean *open);
gboolean   kontor_filter_token_is_condition (const char *token);

G_END_DECLS
