/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-json.h"

G_BEGIN_DECLS

/* What stands in the fields of a received invoice, and how it may stand on its page. */

typedef enum
{
  KONTOR_INCOMING_TEXT,
  KONTOR_INCOMING_DAY,
  KONTOR_INCOMING_MONEY,
} KontorIncomingType;

KontorIncomingType kontor_incoming_words_type (const char *key);
char              *kontor_incoming_words_format (const KontorJson *incoming, const char *key);
KontorJson        *
kontor_incoming_words_parse (const KontorJson *incoming, const char *key, const char *text);
char **kontor_incoming_words_spell (const KontorJson *incoming, const char *key);
char  *kontor_incoming_words_format_day (gint64 day);

char       *kontor_incoming_words_about (const KontorJson *incoming);
char       *kontor_incoming_words_state (const KontorJson *incoming);
const char *kontor_incoming_words_event (const char *kind);
const char *kontor_incoming_words_reason (const char *reason);

G_END_DECLS
