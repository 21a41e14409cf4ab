/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-database.h"
#include "kontor-json.h"

G_BEGIN_DECLS

/* A request as handlers see it, and the answer that they make. */
typedef struct
{
  GHashTable *query; /* (nullable): name to value */
  KontorJson *body;  /* (owned) (nullable) */
  gint64      now;   /* UTC microseconds */
  guint       status;
  GString    *answer; /* (owned) */
  const char *media_type;
  guint       wait_s; /* the answer can wait so long for a change, 0 for not at all */
} KontorExchange;

typedef gboolean (*KontorRouteHandler) (KontorDatabase *database,
                                        KontorExchange *exchange,
                                        GError        **error);

typedef struct
{
  const char        *method;
  const char        *path;
  gboolean           signed_in; /* needs the token */
  gboolean           writes;
  const char        *help;
  KontorRouteHandler handler;
} KontorRoute;

extern const KontorRoute kontor_routes[]; /* ends with an entry without a path */

void kontor_exchange_fail (KontorExchange *self, const GError *error);

G_END_DECLS
