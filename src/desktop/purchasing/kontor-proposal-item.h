/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <glib-object.h>

#include "kontor-json.h"

G_BEGIN_DECLS

/* What is ordered from one supplier, as the heading above it says. */
typedef struct
{
  char  *supplier; /* (owned): uid; "" when nobody is known */
  char  *name;     /* (owned) */
  guint  n_items;
  guint  n_chosen;
  gint64 net_minor; /* of the chosen ones */
} KontorProposalGroup;

KontorProposalGroup *kontor_proposal_group_new (const char *supplier, const char *name);
KontorProposalGroup *kontor_proposal_group_ref (KontorProposalGroup *self);
void                 kontor_proposal_group_unref (KontorProposalGroup *self);

/* Signal "changed": of anything that a row shows. */
#define KONTOR_TYPE_PROPOSAL_ITEM (kontor_proposal_item_get_type ())
G_DECLARE_FINAL_TYPE (KontorProposalItem, kontor_proposal_item, KONTOR, PROPOSAL_ITEM, GObject)

KontorProposalItem *kontor_proposal_item_new (const KontorJson *proposal);
const KontorJson   *kontor_proposal_item_get_proposal (KontorProposalItem *self);
const char         *kontor_proposal_item_get_text (KontorProposalItem *self, const char *key);
gint64              kontor_proposal_item_get_quantity (KontorProposalItem *self);
void                kontor_proposal_item_set_quantity (KontorProposalItem *self, gint64 quantity);
gint64              kontor_proposal_item_get_net (KontorProposalItem *self);
gboolean            kontor_proposal_item_get_chosen (KontorProposalItem *self);
void                kontor_proposal_item_set_chosen (KontorProposalItem *self, gboolean chosen);
gboolean            kontor_proposal_item_get_open (KontorProposalItem *self);
void                kontor_proposal_item_set_open (KontorProposalItem *self, gboolean open);
const char         *kontor_proposal_item_get_supplier (KontorProposalItem *self);
const char         *kontor_proposal_item_get_supplier_name (KontorProposalItem *self);
void
kontor_proposal_item_set_supplier (KontorProposalItem *self, const char *uid, const char *name);
KontorProposalGroup *kontor_proposal_item_get_group (KontorProposalItem *self);
gboolean             kontor_proposal_item_get_first (KontorProposalItem *self);
void                 kontor_proposal_item_set_group (KontorProposalItem  *self,
                                                     KontorProposalGroup *group,
                                                     gboolean             is_first);
void        kontor_proposal_item_copy_wishes (KontorProposalItem *self, KontorProposalItem *from);
KontorJson *kontor_proposal_item_dup_line (KontorProposalItem *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorProposalGroup, kontor_proposal_group_unref)

G_END_DECLS
