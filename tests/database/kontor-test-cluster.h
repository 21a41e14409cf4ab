/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * KontorTestCluster:
 *
 * A PostgreSQL server of one test program: in a temporary folder, reached by a socket in it only,
 * without durability. It ends with the test program, however that ends.
 */
typedef struct _KontorTestCluster KontorTestCluster;

KontorTestCluster *kontor_test_cluster_start (GError **error);
KontorTestCluster *kontor_test_cluster_find (void);
void               kontor_test_cluster_stop (KontorTestCluster *self);
char              *kontor_test_cluster_dup_location (KontorTestCluster *self, const char *database);
char              *kontor_test_cluster_new_database (KontorTestCluster *self);
char *kontor_test_cluster_copy_database (KontorTestCluster *self, const char *location);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorTestCluster, kontor_test_cluster_stop)

G_END_DECLS
