/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-company.h"

G_BEGIN_DECLS

/* Pictures of products on their way into the file store. */

void kontor_product_files_add_async (KontorCompany      *company,
                                     GPtrArray          *files,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data);
char **
kontor_product_files_add_finish (KontorCompany *company, GAsyncResult *result, GError **error);

G_END_DECLS
