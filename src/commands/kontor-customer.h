/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-record.h"

G_BEGIN_DECLS

/* A customer as the commands see it: the members of kontor_customer_fields, uid, merged_into,
 * changed_at, "addresses"
 * [{kind, name, …}], "contacts" [{name, …}] in their order, "tags" [text]. */

extern const KontorFormField kontor_customer_fields[];

KontorJson *kontor_customer_load (KontorDatabase   *database,
                                  const KontorJson *params,
                                  const char       *key,
                                  KontorUid        *uid,
                                  GError          **error);
gboolean    kontor_customer_find (KontorDatabase  *database,
                                  const KontorUid *uid,
                                  KontorJson     **customer,
                                  GError         **error);
gboolean
kontor_customer_store (KontorCommandContext *context, const KontorJson *customer, GError **error);
KontorJson *kontor_customer_read (KontorCommandContext *context,
                                  const KontorJson     *params,
                                  const KontorJson     *base,
                                  const KontorUid      *uid,
                                  GError              **error);
KontorJson *kontor_customer_read_list (const char       *name,
                                       const KontorJson *list,
                                       GError          **error); /* "addresses", "contacts" */
KontorJson *kontor_customer_dup_params (const KontorJson *customer);
gboolean    kontor_customer_is_used (KontorDatabase  *database,
                                     const KontorUid *uid,
                                     gboolean        *used,
                                     GError         **error);
gboolean    kontor_customer_number_is_taken (KontorDatabase *database,
                                             const char     *number,
                                             gboolean       *taken,
                                             GError        **error);

G_END_DECLS
