/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-replica.h"

G_BEGIN_DECLS

typedef void (*KontorSampleProgress) (double   fraction,
                                      gpointer user_data); /* on the calling thread */

/* Fills a new profile with a sample company ("shop" or "decants", product.md section 2): products
 * with pictures, customers, orders over the last 14 months in every state. orders: how many, 0 for
 * the company's own number; the same seed and day give the same company. Blocking; for tools and
 * worker threads. */
gboolean kontor_sample_fill (KontorReplica       *replica,
                             const char          *which,
                             guint                orders,
                             guint64              seed,
                             KontorSampleProgress progress,
                             gpointer             user_data,
                             GCancellable        *cancellable,
                             GError             **error);

G_END_DECLS
