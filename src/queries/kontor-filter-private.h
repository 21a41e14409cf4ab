/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-list.h"

G_BEGIN_DECLS

/* A word of the filter language: -key:value, "value" or value. */
typedef struct
{
  gboolean negated;
  gboolean quoted; /* the value was, or a part of it */
  char    *key;    /* (nullable): in lower case */
  char    *value;  /* without quotation marks */
} KontorFilterTerm;

void       kontor_filter_term_free (KontorFilterTerm *self);
GPtrArray *kontor_filter_parse (const char *text, GError **error);
gboolean   kontor_filter_is_key_char (char c);
char      *kontor_filter_choice_name (const char *choice);

const KontorFilterKey          *
kontor_filter_find_key (const KontorListType *type, const char *key, gboolean flag);
char    *kontor_filter_suggest (const char *word, const char *const *candidates);
gboolean kontor_filter_unknown (GError           **error,
                                const char        *message,
                                const char        *word,
                                const char *const *candidates);

/* Both ends are included; an open end is the end of the integers. */
gboolean kontor_filter_parse_numbers (
  const char *text, guint scale, gint64 *low, gint64 *high, GError **error);
gboolean kontor_filter_parse_times (
  const char *text, gint64 now, GTimeZone *zone, gint64 *low, gint64 *high, GError **error);

G_END_DECLS
