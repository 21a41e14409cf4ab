/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-aggregate-private.h"
#include "kontor-form.h"

G_BEGIN_DECLS

/* An aggregate as an object for commands to change: the root's columns and, under the name of each
 * child table, an array of its rows as objects. Members are named after the columns without "_uid"
 * ("category" for category_uid), but for one whose shorter name is a column, too. */

gboolean    kontor_record_find (KontorDatabase  *database,
                                KontorKind       kind,
                                const KontorUid *uid,
                                KontorJson     **record,
                                GError         **error); /* NULL: there is none */
KontorJson *kontor_record_load (KontorDatabase  *database,
                                KontorKind       kind,
                                const KontorUid *uid,
                                const char      *field,
                                GError         **error);
KontorJson *kontor_record_load_param (KontorDatabase   *database,
                                      KontorKind        kind,
                                      const KontorJson *params,
                                      const char       *key,
                                      KontorUid        *uid,
                                      GError          **error);
gboolean    kontor_record_store (KontorCommandContext *context,
                                 KontorKind            kind,
                                 const KontorJson     *record,
                                 GError              **error);
gboolean    kontor_record_delete (KontorCommandContext *context,
                                  KontorKind            kind,
                                  const KontorUid      *uid,
                                  GError              **error);
gboolean    kontor_record_exists (KontorDatabase    *database,
                                  const char        *sql,
                                  const KontorValue *values,
                                  gsize              n_values,
                                  gboolean          *exists,
                                  GError           **error);

/* Things that come from a file are known by their source and its key when no uid is given. */
gboolean kontor_record_resolve (KontorDatabase   *database,
                                const char       *sql,
                                const KontorJson *params,
                                const char       *key,
                                KontorUid        *uid,
                                GError          **error);

/* What is the same for every plain kind: making one, editing it by field, archiving. Labels are
 * translated, with "%s" for the title or name. */
typedef gboolean (*KontorRecordCheck) (KontorDatabase   *database,
                                       const KontorUid  *uid,
                                       const KontorJson *record,
                                       GError          **error);

typedef struct
{
  KontorKind             kind;
  const char            *key; /* "supplier": the parameter with its uid, and in the result */
  const KontorFormField *fields;
  KontorRecordCheck      check; /* (nullable): rules beyond single fields */
} KontorRecordType;

gboolean kontor_record_create (KontorCommandContext   *context,
                               const KontorRecordType *type,
                               const KontorJson       *params,
                               const char             *inverse,
                               const char             *label,
                               GError                **error);
gboolean kontor_record_edit (KontorCommandContext   *context,
                             const KontorRecordType *type,
                             const KontorJson       *params,
                             const char             *inverse,
                             const char             *label,
                             GError                **error);
gboolean kontor_record_archive (KontorCommandContext *context,
                                KontorKind            kind,
                                const KontorJson     *params,
                                const char           *key,
                                gboolean              archive,
                                const char           *inverse,
                                const char           *label,
                                GError              **error);
void     kontor_record_set_inverse (KontorCommandContext *context,
                                    const char           *inverse,
                                    const char           *key,
                                    const KontorUid      *uid,
                                    const char           *label,
                                    const KontorJson     *record);
char    *kontor_record_label (const char *label, const KontorJson *record);

G_END_DECLS
