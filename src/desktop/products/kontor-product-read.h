/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-company.h"

G_BEGIN_DECLS

void        kontor_product_read_many_async (KontorCompany      *company,
                                            GArray             *uids,
                                            GCancellable       *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer            user_data);
KontorJson *kontor_product_read_many_finish (GAsyncResult *result, GError **error);

G_END_DECLS
