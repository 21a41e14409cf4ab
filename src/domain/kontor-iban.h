/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Codes of payments that can be tested: IBAN (ISO 13616), BIC (ISO 9362), creditor reference
 * (ISO 11649). */

char    *kontor_iban_normalise (const char *text);            /* upper case, no blanks */
gboolean kontor_iban_is_valid (const char *iban);             /* normalised */
char    *kontor_iban_format (const char *iban);               /* in groups of four, for people */
gboolean kontor_bic_is_valid (const char *bic);               /* upper case */
char    *kontor_creditor_reference_make (const char *number); /* (nullable): does not fit */
gboolean kontor_creditor_reference_is_valid (const char *reference);

G_END_DECLS
