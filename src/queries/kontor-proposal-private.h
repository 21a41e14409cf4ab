/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-purchase-query.h"
#include "kontor-query-private.h"

G_BEGIN_DECLS

/* What is known while proposals are looked for. */

typedef struct
{
  KontorUid uid;
  char     *name;     /* (owned) */
  char     *sort_key; /* (owned) */
  int       lead_days;
} KontorProposalSupplier;

/* Who is asked for a variant. */
typedef struct
{
  KontorUid                     variant;
  const KontorProposalSupplier *supplier;  /* (unowned) (nullable) */
  gboolean                      is_listed; /* with pack and order code */
  gint64                        pack_quantity;
  gint64                        drafted; /* in orders that are not sent yet */
} KontorProposalSource;

/* A proposal with what it is sorted by. */
typedef struct
{
  KontorJson                   *proposal; /* (owned) */
  const KontorProposalSupplier *supplier; /* (unowned) (nullable) */
  const char                   *title;    /* (unowned): of the proposal */
  gint64                        days_left;
  KontorUid                     variant;
} KontorProposalFound;

typedef struct
{
  KontorDatabase *database;  /* (unowned) */
  GHashTable     *suppliers; /* (owned): uid to KontorProposalSupplier */
  GHashTable     *sources;   /* (owned): variant to KontorProposalSource */
  char           *currency;  /* (owned): of the company */
  int             lead_days; /* when a supplier's is not known */
  int             cover_days;
  gint64          days[KONTOR_REORDER_DAYS]; /* when each began, the oldest first */
  GArray         *found;                     /* (unowned) (element-type KontorProposalFound) */
} KontorProposalFinder;

gboolean    kontor_proposal_append (KontorProposalFinder        *self,
                                    const KontorUid             *variant,
                                    const KontorProposalSource  *source,
                                    const KontorReorderProposal *proposal,
                                    GError                     **error);
KontorJson *kontor_proposal_sort (GArray *found);

G_END_DECLS
