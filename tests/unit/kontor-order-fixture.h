/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-command.h"
#include "kontor-order.h"

G_BEGIN_DECLS

/* A company with three variants and two customers, for the tests of the order commands. */

#define NOW G_GINT64_CONSTANT (1748016000000000) /* 2025-05-23, 18:00 in Berlin */

typedef struct
{
  KontorDatabase *database;
  GPtrArray      *contents; /* of the commands that took effect, in order */
  guint           station;
  gint64          now;
  guint64         counter;
  char           *inverse; /* (nullable): of the last command that took effect */
  KontorJson     *inverse_params;
  char           *label;
  guint           n_movements; /* touched by it */
} OrderFixture;

void order_fixture_set_up (OrderFixture *self, const char *location);
void order_fixture_tear_down (OrderFixture *self);

KontorJson *
order_run (OrderFixture *self, GError **error, const char *name, const char *format, ...)
  G_GNUC_PRINTF (4, 5);
void  order_do (OrderFixture *self, const char *name, const char *format, ...) G_GNUC_PRINTF (3, 4);
void  order_refused (OrderFixture      *self,
                     KontorCommandError code,
                     const char        *words,
                     const char        *name,
                     const char        *format,
                     ...) G_GNUC_PRINTF (5, 6);
void  order_undo (OrderFixture *self, const char *expected_command);
char *order_make (OrderFixture *self, const char *state);
void  order_replay (GPtrArray *contents, KontorDatabase *database);

gint64 order_number (OrderFixture *self, const char *sql, const char *order);
char  *order_text (OrderFixture *self, const char *sql, const char *order);
void   order_assert_state (OrderFixture *self, const char *order, const char *state);
char  *order_dump (KontorDatabase *database);

#define VARIANT_SHIRT "01970000-0000-7000-8000-000000000101"
#define VARIANT_TEA "01970000-0000-7000-8000-000000000102"
#define VARIANT_GIFT "01970000-0000-7000-8000-000000000103"
#define CUSTOMER_MARA "01970000-0000-7000-8000-000000000201"
#define CUSTOMER_TRADE "01970000-0000-7000-8000-000000000202"

G_END_DECLS
