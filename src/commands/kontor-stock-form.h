/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-form.h"
#include "kontor-record.h"
#include "kontor-stock.h"

G_BEGIN_DECLS

/* What the stock commands read in the same way. People may name a variant by its SKU, a place by
 * its code and a lot by its own; kontor_stock_prepare() puts the uids in their place. */

#define KONTOR_STOCK_FORM_KEY                                                                      \
  { "variant", KONTOR_FORM_UID, KONTOR_FORM_REQUIRED },                                            \
    { "place", KONTOR_FORM_UID, KONTOR_FORM_NULLABLE },                                            \
  {                                                                                                \
    "lot", KONTOR_FORM_UID, KONTOR_FORM_NULLABLE                                                   \
  }
#define KONTOR_STOCK_FORM_WHEN                                                                     \
  { "note", KONTOR_FORM_TEXT, 0, .most = 2000 },                                                   \
    { "happened_at",                                                                               \
      KONTOR_FORM_INTEGER,                                                                         \
      KONTOR_FORM_NULLABLE,                                                                        \
      .least = KONTOR_TIME_LEAST,                                                                  \
      .most = KONTOR_TIME_MOST },                                                                  \
  {                                                                                                \
    "booked_on", KONTOR_FORM_INTEGER, KONTOR_FORM_NULLABLE, .least = KONTOR_TIME_LEAST,            \
                                                            .most = KONTOR_TIME_MOST               \
  }
#define KONTOR_STOCK_FORM_SOURCE                                                                   \
  { "source", KONTOR_FORM_TEXT, 0, .most = 50 },                                                   \
  {                                                                                                \
    "source_key", KONTOR_FORM_TEXT, 0, .most = 500                                                 \
  }

extern const char *const kontor_stock_holds[]; /* why goods can't be sold */

gboolean kontor_stock_prepare (KontorDatabase *database,
                               guint           station,
                               KontorCommand  *command,
                               GError        **error);
gboolean kontor_stock_form_to_movement (KontorCommandContext *context,
                                        const KontorJson     *form,
                                        KontorMovement       *movement,
                                        GError              **error);
gboolean
kontor_stock_check_key (KontorDatabase *database, const KontorMovement *movement, GError **error);
gboolean kontor_stock_read_times (KontorCommandContext *context,
                                  const KontorJson     *form,
                                  KontorMovement       *movement,
                                  GError              **error);

/* stock.c, stock-request.c: what a correction is, and what becomes of a large one */
gboolean
kontor_stock_run_adjust (KontorCommandContext *context, const KontorJson *form, GError **error);
gboolean kontor_stock_needs_second (KontorDatabase   *database,
                                    const KontorJson *form,
                                    gboolean         *needs_second,
                                    GError          **error);
gboolean
kontor_stock_open_request (KontorCommandContext *context, const KontorJson *form, GError **error);

G_END_DECLS
