/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-import-job.h"

G_BEGIN_DECLS

/* Parts of products that several importers put together. */

KontorJson *kontor_import_product_price (const char *currency,
                                         const char *price_mode,
                                         gint64      price_e4,
                                         gint64      compare_e4);  /* a list of one */
KontorJson *kontor_import_product_barcode (const char *code); /* a list of one, or empty */
KontorJson *kontor_import_product_words (const char *text,
                                         const char *separator); /* "a, b" as a list of strings */
KontorJson *kontor_import_product_settings (KontorReplica *replica, GError **error);

G_END_DECLS
