/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-ledger.h"

G_BEGIN_DECLS

/* One key of the ledger on one database, without commands around it: movements and counts as they
 * become known. */

typedef struct
{
  KontorDatabase *database; /* (not owned) */
  KontorUid       variant;
  KontorUid       place; /* nil: the main place */
  KontorUid       lot;
  gint64          now;     /* when it becomes known */
  guint           station; /* of whoever made it */
  guint64         hlc;     /* of what comes next */
} LedgerKey;

void ledger_move (
  LedgerKey *key, const KontorUid *uid, const char *kind, gint64 quantity, gint64 happened_at);
void   ledger_take_back (LedgerKey *key, const KontorUid *uid, const KontorUid *about);
void   ledger_count (LedgerKey *key, const KontorUid *line, gint64 counted, gint64 at, guint64 hlc);
gint64 ledger_on_hand (LedgerKey *key);
gint64 ledger_shown (LedgerKey *key, const KontorUid *line);
gint64 ledger_number (KontorDatabase *database, const char *sql, const KontorUid *uid);
void   ledger_check_lines (KontorDatabase *database);

G_END_DECLS
