/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-act.h"

G_BEGIN_DECLS

/* Changes of one customer, each told in a toast with Undo. @customer is as
 * kontor_query_customer_json() gives it. */

gboolean    kontor_customer_uid (const KontorJson *customer, KontorUid *uid);
KontorJson *kontor_customer_params (const KontorJson *customer);
void        kontor_customer_edit_field (GtkWidget        *widget,
                                        KontorCompany    *company,
                                        const KontorJson *customer,
                                        const char       *key,
                                        const char       *value,
                                        KontorActDone     then);
void        kontor_customer_edit_list (GtkWidget        *widget,
                                       KontorCompany    *company,
                                       const KontorJson *customer,
                                       const char       *name,
                                       KontorJson       *list,
                                       const char       *done);
void        kontor_customer_edit_tag (GtkWidget        *widget,
                                      KontorCompany    *company,
                                      const KontorJson *customer,
                                      const char       *tag,
                                      gboolean          add);

KontorJson *kontor_customer_list_with (const KontorJson *list, guint position, KontorJson *item);
KontorJson *kontor_customer_list_first (const KontorJson *list, guint position);

G_END_DECLS
