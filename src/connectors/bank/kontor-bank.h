/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-json.h"

G_BEGIN_DECLS

/**
 * KontorBankError:
 * @KONTOR_BANK_ERROR_FORMAT: the file is no statement, or is damaged
 * @KONTOR_BANK_ERROR_HOSTILE: the file is larger or deeper than any statement, or brings entities
 * @KONTOR_BANK_ERROR_COLUMNS: a table without the columns that are needed; a mapping can help
 */
typedef enum
{
  KONTOR_BANK_ERROR_FORMAT,
  KONTOR_BANK_ERROR_HOSTILE,
  KONTOR_BANK_ERROR_COLUMNS,
} KontorBankError;

#define KONTOR_BANK_ERROR (kontor_bank_error_quark ())
GQuark kontor_bank_error_quark (void);

/* What a file says, whatever it is written in (finance-spec.md section 13):
 *
 * {"format":"camt.053","statements":[{"iban","reference","number"?,"from_on","to_on",
 *  "opening_minor","closing_minor","currency","note","entries":[{"key","booked_on","value_on",
 *  "amount_minor","currency","name","iban","purpose","end_to_end","mandate","structured",
 *  "bank_reference","code","is_return","return_reason"}…]}…]}
 *
 * Days count from 1970-01-01. "key" tells an entry from the others of its account: the bank's
 * reference, or a hash of what it says. Tables have "header" and "mapping" too. */
KontorJson *kontor_bank_read (GBytes *bytes, const KontorJson *mapping, GError **error);
char       *kontor_bank_dup_header (GBytes *bytes);
char       *kontor_bank_dup_table (GBytes *bytes);
KontorJson *kontor_bank_preview (const char *text, const KontorJson *mapping);

G_END_DECLS
