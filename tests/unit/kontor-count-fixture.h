/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-command-fixture.h"

G_BEGIN_DECLS

/* A small store for the tests of counts, on three databases at once: goods with barcodes and costs,
 * places with codes. Times are minutes of Monday, 19 May 2025, UTC. */

#define MONDAY G_GINT64_CONSTANT (1747612800000000)
#define AT(hour, minute) (MONDAY + ((gint64) (hour) *60 + (minute)) * 60000000)

#define CODE_CEDAR "4006381333931"
#define CODE_CEDAR_BOX "14006381333938" /* six pieces */
#define CODE_PINE "4012345678901"

typedef struct
{
  CommandFixture base;
  char          *cedar; /* costs 5.00 */
  char          *pine;  /* costs 2.00 */
  char          *resin; /* costs nothing that is known */
  char          *count; /* (nullable): the one that count_begin() made */
  const char    *shelf; /* static: uid of a place */
  const char    *cellar;
} CountFixture;

void count_set_up (CountFixture *self, gconstpointer unused);
void count_tear_down (CountFixture *self, gconstpointer unused);

void  count_execute (CountFixture *self, const char *sql); /* on all three */
char *count_move (CountFixture *self,
                  const char   *variant,
                  gint64        pieces,
                  gint64        at); /* uid of the movement */
void  count_begin (CountFixture *self,
                   const char   *plan); /* members of count.plan beside the title */
char *count_scan (CountFixture *self,
                  const char   *variant,
                  gint64        pieces,
                  gint64        at); /* sets it; uid of the scan */
void  count_finish (CountFixture *self);
void  count_approve (CountFixture *self);
void  count_whole (CountFixture *self,
                   const char   *variant,
                   gint64        pieces,
                   gint64        at); /* plan to book, of one */

char  *count_line (CountFixture *self, const char *variant); /* uid, of the count at hand */
gint64 count_line_number (CountFixture *self, const char *variant, const char *column);
char  *count_line_text (CountFixture *self, const char *variant, const char *column);
gint64 count_on_hand (CountFixture *self, const char *variant);
void   count_check_books (CountFixture *self); /* I9 on all three */

/* Of cedar, whose pieces the examples count. */
char *count_begin_with (CountFixture *self, gint64 pieces);
void  count_check (CountFixture *self, gint64 on_hand);
void
count_check_line (CountFixture *self, gint64 shown, const char *state); /* of the count at hand */
void   count_settle (CountFixture *self);
gint64 count_open_matters (CountFixture *self, const char *kind);
void   count_check_proposal (CountFixture *self, const char *command); /* the first one offered */

G_END_DECLS
