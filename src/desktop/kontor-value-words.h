/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Values that are stored as machines write them, in the words of people. */

const char *kontor_country_name (const char *code);
const char *kontor_channel_name (const char *channel);
const char *kontor_payment_name (const char *method);
const char *kontor_field_name (const char *key);
const char *kontor_matter_name (const char *kind);
char       *kontor_decision_text (const char *decision);

char *kontor_value_words (const char *list, const char *column, const char *value);

G_END_DECLS
