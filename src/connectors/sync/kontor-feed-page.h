/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-replica.h"

G_BEGIN_DECLS

/* Reads what the server's changes route answers. A page without its end line, or with a wrong count
 * or digest, never happened. */

typedef struct
{
  GPtrArray *images; /* (owned) (element-type KontorJson) */
  gint64     settled_n;
  char      *cursor; /* (owned) */
  gboolean   more;
} KontorFeedAnswer;

void kontor_feed_answer_clear (KontorFeedAnswer *self);
gboolean
kontor_feed_answer_parse (KontorFeedAnswer *self, const char *text, gsize length, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KontorFeedAnswer, kontor_feed_answer_clear)

G_END_DECLS
