/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-bank-private.h"
#include "kontor-csv.h"

G_BEGIN_DECLS

/* A table of a bank while it is read (bank-csv.c), or shown before (bank-preview.c). */
typedef struct
{
  GHashTable *columns; /* (owned): field to index + 1 */
  GStrv       header;  /* (owned) (nullable): names of the columns */
  const char *decimal; /* "," or "."; "" for the last mark with two digits behind */
  const char *dates;   /* "dmy", "mdy" or "ymd"; "" for days as banks here write them */
  gboolean    is_reversed;
} KontorBankTable;

void     kontor_bank_table_init (KontorBankTable *self, const KontorJson *mapping);
void     kontor_bank_table_clear (KontorBankTable *self);
gboolean kontor_bank_table_find_header (KontorBankTable  *self,
                                        KontorCsvReader  *reader,
                                        const KontorJson *mapping);
void     kontor_bank_table_find_columns (KontorBankTable *self, const GPtrArray *row);
gboolean kontor_bank_table_map_columns (KontorBankTable  *self,
                                        const GPtrArray  *row,
                                        const KontorJson *mapping);
gboolean kontor_bank_table_has_needed (const KontorBankTable *self);
gboolean kontor_bank_table_is_row (const KontorBankTable *self, const GPtrArray *row);
const char *
kontor_bank_table_get (const KontorBankTable *self, const GPtrArray *row, const char *field);
KontorJson *kontor_bank_table_read (const KontorBankTable *self,
                                    const GPtrArray       *row,
                                    guint64                line,
                                    GError               **error);
KontorJson *kontor_bank_table_dup_mapping (const KontorBankTable *self);
KontorJson *kontor_bank_table_new_header (const KontorBankTable *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KontorBankTable, kontor_bank_table_clear)

G_END_DECLS
