/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Codes with a form that can be tested: GTIN (GS1 General Specifications section 7.9), VAT ids of
 * the EU (syntax, and check digits where the rule is public), countries. */

gboolean kontor_gtin_is_valid (const char *code); /* GTIN-8, -12, -13, -14 with right check digit */
gboolean kontor_gtin_looks_like (const char *code); /* only digits, of a GTIN's length */
char     kontor_gtin_check_digit (const char *digits);
char    *kontor_vat_id_normalise (const char *text); /* upper case, no spaces, dots, dashes */
gboolean kontor_vat_id_is_plausible (const char  *vat_id,
                                     const char **reason); /* reason: untranslated key */
gboolean kontor_country_is_known (const char *code);
gboolean kontor_email_is_plausible (const char *text);
char    *kontor_tracking_url (const char *carrier,
                              const char *number); /* (nullable): dhl, dpd, hermes, gls, ups */

G_END_DECLS
