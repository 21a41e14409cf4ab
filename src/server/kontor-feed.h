/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-command.h"

G_BEGIN_DECLS

/* The feed of changed aggregates (sync-spec.md sections 5 and 6): one dense number per change,
 * taken last, inside the transaction. */

/**
 * KontorFeedError:
 * @KONTOR_FEED_ERROR_CURSOR: the cursor can't be read
 * @KONTOR_FEED_ERROR_EPOCH: the cursor belongs to another past of the server
 * @KONTOR_FEED_ERROR_AHEAD: the cursor has seen what this server has not
 */
typedef enum
{
  KONTOR_FEED_ERROR_CURSOR,
  KONTOR_FEED_ERROR_EPOCH,
  KONTOR_FEED_ERROR_AHEAD,
} KontorFeedError;

#define KONTOR_FEED_ERROR (kontor_feed_error_quark ())
GQuark kontor_feed_error_quark (void);

gboolean kontor_feed_prepare (KontorDatabase *database, GError **error);
gboolean kontor_feed_log (
  KontorDatabase *database, const GArray *touched, gint64 at, gint64 *seq, GError **error);
gboolean kontor_feed_check_cursor (KontorDatabase *database, const char *cursor, GError **error);
gboolean kontor_feed_is_behind (KontorDatabase *database,
                                const char     *cursor,
                                gboolean       *is_behind,
                                GError        **error);
gboolean kontor_feed_renew_epoch (KontorDatabase *database, GError **error);
gboolean kontor_feed_get_head (KontorDatabase *database, gint64 *seq, GError **error);
gboolean kontor_feed_write_page (KontorDatabase *database,
                                 const char     *incarnation,
                                 const char     *cursor,
                                 guint           limit,
                                 gint64          now,
                                 GString        *out,
                                 GError        **error);

G_END_DECLS
