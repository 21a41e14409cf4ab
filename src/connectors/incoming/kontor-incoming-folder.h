/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-incoming-take.h"

G_BEGIN_DECLS

/* Files of a folder that invoices come into. The folder's files stay as they are. */

typedef struct
{
  guint      n_taken;
  guint      n_known;  /* taken in before */
  GPtrArray *problems; /* (owned) (element-type utf8): sentences, each with the file's name */
} KontorIncomingScan;

gboolean kontor_incoming_scan_folder (KontorIncomingTaker *taker,
                                      const char          *folder,
                                      GHashTable          *seen,
                                      KontorIncomingScan  *scan,
                                      GError             **error); /* blocking */
void     kontor_incoming_scan_clear (KontorIncomingScan *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KontorIncomingScan, kontor_incoming_scan_clear)

G_END_DECLS
