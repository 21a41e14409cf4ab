/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define KONTOR_LINK_SCHEME "kontor"

/**
 * KontorLink:
 *
 * What a link from outside points at: kontor://order/PS250523-1004, likewise customer and product,
 * by number, SKU or uid; kontor://page/import; kontor://search/WORDS.
 */
typedef struct
{
  char *kind; /* (owned): "order", "page", "search" */
  char *name; /* (owned) */
} KontorLink;

KontorLink *kontor_link_parse (const char *uri);
char       *kontor_link_to_uri (const char *kind, const char *name);
void        kontor_link_free (KontorLink *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorLink, kontor_link_free)

G_END_DECLS
