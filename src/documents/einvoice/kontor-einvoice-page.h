/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-invoice-check.h"

G_BEGIN_DECLS

/* What an invoice says in its structured part and on its page: finance-spec.md section 7. Each is
 * (transfer full) and ends with NULL. */

char **kontor_spell_day (gint64 day);
char **kontor_spell_money (gint64 minor, const char *currency);
char **kontor_spell_text (const char *text);

void kontor_einvoice_compare_page (const KontorInvoice *invoice,
                                   const char          *page_text,
                                   GPtrArray           *findings);

G_END_DECLS
