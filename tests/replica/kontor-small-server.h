/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-replica.h"

G_BEGIN_DECLS

/* A server in memory: it runs pushed commands in the order in which they come and tells what
 * changed, with the rules of sync-spec.md sections 4 to 6 and nothing else. */
typedef struct _KontorSmallServer KontorSmallServer;

KontorSmallServer *kontor_small_server_new (void);
void               kontor_small_server_free (KontorSmallServer *self);
KontorDatabase    *kontor_small_server_get_database (KontorSmallServer *self);
KontorJson        *kontor_small_server_push (KontorSmallServer *self,
                                             const char        *incarnation,
                                             GPtrArray         *items,
                                             guint              most);
void               kontor_small_server_fill_page (KontorSmallServer *self,
                                                  const char        *incarnation,
                                                  const char        *cursor,
                                                  KontorFeedPage    *page);
KontorDatabase    *kontor_small_server_run_again (KontorSmallServer *self);

char *kontor_small_server_dump (KontorDatabase *database, gboolean with_attention);
void  kontor_small_server_assert_same (const char *what, const char *mine, const char *theirs);

G_END_DECLS
