/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-bank.h"

G_BEGIN_DECLS

/* For the readers in this folder. */

#define KONTOR_BANK_MOST_ENTRIES 100000

/* A file while it is read. */
typedef struct
{
  KontorJson *file;       /* (owned) */
  KontorJson *statements; /* (unowned) */
  KontorJson *statement;  /* (unowned): that is being read */
  KontorJson *entries;    /* (unowned) */
  GHashTable *keys;       /* (owned): how often a key was given in this file */
  guint       n_entries;
  gint64      sum_minor; /* of the statement's entries */
  gint64      least_day;
  gint64      last_day;
} KontorBankFile;

void kontor_bank_file_init (KontorBankFile *self, const char *format);
void kontor_bank_file_clear (KontorBankFile *self);
void kontor_bank_file_begin (KontorBankFile *self, const char *iban, const char *currency);
gboolean
kontor_bank_file_add (KontorBankFile *self, KontorJson *entry, GError **error); /* takes entry */
void kontor_bank_file_end (KontorBankFile *self, const gint64 *opening, const gint64 *closing);

gboolean
kontor_bank_parse_amount (const char *text, const char *currency, gint64 *minor, GError **error);
gboolean kontor_bank_parse_day (const char *text, gint64 *day);
void     kontor_bank_set_text (KontorJson *object, const char *key, const char *text, gsize most);

KontorJson *kontor_bank_read_camt (GBytes *bytes, GError **error);
KontorJson *kontor_bank_read_mt940 (const char *text, gsize length, GError **error);
KontorJson *
kontor_bank_read_csv (const char *text, gsize length, const KontorJson *mapping, GError **error);
char *kontor_bank_dup_csv_header (const char *text, gsize length);
char *kontor_bank_cut_table (const char *text);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KontorBankFile, kontor_bank_file_clear)

G_END_DECLS
