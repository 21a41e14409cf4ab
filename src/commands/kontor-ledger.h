/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-command-private.h"

G_BEGIN_DECLS

/* The stock ledger: the only place that writes movements (sync-spec.md sections 8 and 9). */

/* The setting that holds the first moment that is open, UTC microseconds; not set: all is. */
#define KONTOR_LEDGER_CLOSED_SETTING "stock_closed_until"

/* Reasons of the two movements that put goods aside or free them again: both lie in one key, so
 * that a count, which says how many there are, has nothing to say about them. */
#define KONTOR_LEDGER_HOLD "hold"
#define KONTOR_LEDGER_RELEASE "release"

typedef enum
{
  KONTOR_LEDGER_RANK_MOVEMENT = 0,
  KONTOR_LEDGER_RANK_COUNT = 1,   /* adjustment of a count line: right behind the line's moment */
  KONTOR_LEDGER_RANK_BALANCE = 2, /* what stands right behind an adjustment */
} KontorLedgerRank;

/* The place of a count line in the one order of all that happened to its key: by time, clock and
 * uid. Movements of the very same moment stand before it. */
typedef struct
{
  gint64    at; /* UTC microseconds */
  guint64   hlc;
  KontorUid line;
} KontorLedgerMoment;

/* A movement to append. All that is zero has its usual meaning. */
typedef struct
{
  KontorUid        variant;
  KontorUid        place;       /* nil: the main place */
  KontorUid        lot;         /* nil: none */
  const char      *hold;        /* why the goods can't be sold; NULL or "": they can */
  const char      *kind;        /* SALE, RESTOCK, RETURN, ADJUSTMENT, TRANSFER, CONSUME, COUNT */
  gint64           quantity;    /* thousandths, negative leaves; 0 writes nothing */
  gint64           happened_at; /* UTC microseconds */
  KontorLedgerRank rank;
  guint64          hlc; /* 0: the command's; of a count line for its adjustment */
  KontorUid        order;
  int              order_line;
  KontorUid        document;   /* count, transfer, purchase order, split */
  KontorUid        count_line; /* that the row stands right behind */
  KontorUid        about;      /* what it takes back or answers */
  gint64           booked_on;  /* 0: as the closed period says */
  gint64           cost_e4;    /* of one unit; only with a currency */
  const char      *currency;   /* NULL or "": the cost is not known */
  const char      *reason;
  const char      *note;
  const char      *source;
  const char      *source_key;
} KontorMovement;

gboolean kontor_ledger_append (KontorCommandContext *context,
                               const KontorMovement *movement,
                               KontorUid            *uid,
                               GError              **error);
gboolean kontor_ledger_reverse (KontorCommandContext *context,
                                const KontorUid      *movement,
                                gboolean              stands,
                                const char           *reason,
                                const char           *note,
                                GError              **error);
gboolean kontor_ledger_on_hand (KontorDatabase           *database,
                                const KontorUid          *variant,
                                const KontorUid          *place,
                                const KontorUid          *lot,
                                const KontorLedgerMoment *before,
                                gint64                   *quantity,
                                GError                  **error);
gboolean kontor_ledger_read_closed (KontorDatabase *database, gint64 *until, GError **error);
gboolean kontor_ledger_check_period (KontorDatabase *database,
                                     gint64          happened_at,
                                     gint64          booked_on,
                                     GError        **error);

G_END_DECLS
