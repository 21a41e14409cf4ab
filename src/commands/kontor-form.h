/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-command-private.h"

G_BEGIN_DECLS

/* What may be said about a thing, as a table of fields: read from parameters, edited field by
 * field, and stored. A form that was read has every field, checked and in one way of writing it, so
 * that two are equal when they mean the same. */

typedef enum
{
  KONTOR_FORM_TEXT,
  KONTOR_FORM_CHOICE,
  KONTOR_FORM_INTEGER,
  KONTOR_FORM_FLAG, /* true, false, 1 or 0; kept as 1 or 0 */
  KONTOR_FORM_UID,
} KontorFormType;

typedef enum
{
  KONTOR_FORM_REQUIRED = 1 << 0, /* not missing, not blank */
  KONTOR_FORM_NULLABLE = 1 << 1, /* null when missing */
  KONTOR_FORM_CAREFUL
  = 1 << 2, /* nobody wins silently when two change it (sync-spec.md section 11) */
  KONTOR_FORM_FIXED = 1 << 3, /* not changed by an edit */
} KontorFormFlags;

/* Checks text that is not empty and gives it in its one form; NULL with a message when it can't be
 * used. */
typedef char *(*KontorFormCheck) (const char *text, char **message);

typedef struct
{
  const char        *key;
  KontorFormType     type;
  KontorFormFlags    flags;
  gint64             least;
  gint64             most; /* of integers; characters of text */
  const char *const *choices;
  const char        *fallback; /* text and choices: "" when NULL */
  gint64             fallback_integer;
  KontorFormCheck    check;
} KontorFormField;

KontorJson *kontor_form_read (const KontorFormField *fields,
                              const char *const     *others,
                              const KontorJson      *params,
                              const KontorJson      *base,
                              const char            *path,
                              GError               **error);
KontorJson *kontor_form_read_list (const KontorFormField *fields,
                                   const KontorJson      *list,
                                   const char            *path,
                                   GError               **error);
KontorJson *kontor_form_sort_list (const KontorJson  *list,
                                   const char *const *keys,
                                   const char        *path,
                                   GError           **error);
KontorJson *kontor_form_edit (const KontorFormField *fields,
                              const KontorJson      *params,
                              const KontorJson      *current,
                              GError               **error);
KontorJson *
kontor_form_diff (const KontorFormField *fields, const KontorJson *before, const KontorJson *after);
KontorJson *
kontor_form_read_words (const KontorJson *list, gsize most, const char *path, GError **error);
KontorJson *
kontor_form_unite_words (const KontorJson *words, const KontorJson *add, const KontorJson *remove);
KontorJson *kontor_form_subtract_words (const KontorJson *words, const KontorJson *other);
KontorJson *kontor_form_pick (const KontorFormField *fields, const KontorJson *record);
gboolean    kontor_form_check_base (const KontorJson *params,
                                    const char       *key,
                                    const KontorJson *current,
                                    GError          **error);

char *kontor_form_check_country (const char *text, char **message);
char *kontor_form_check_currency (const char *text, char **message);
char *kontor_form_check_email (const char *text, char **message);
char *kontor_form_check_language (const char *text, char **message);
char *kontor_form_check_vat_id (const char *text, char **message);

/* JSON values are not changed once shared: these make new ones. */
KontorJson *kontor_json_share (const KontorJson *value); /* a reference; null for NULL */
KontorJson *kontor_json_copy_object (const KontorJson *object);
KontorJson *
kontor_json_with (const KontorJson *object, const char *key, KontorJson *value); /* takes value */
KontorJson *kontor_json_new_uid (const KontorUid *uid);                          /* null for nil */
gboolean    kontor_json_same (const KontorJson *a,
                              const KontorJson *b); /* NULL, null and "" are one */

G_END_DECLS
