/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-proposal-item.h"

#include "kontor-number.h"
#include "kontor-totals.h"

/**
 * KontorProposalItem:
 *
 * One proposal with what a person made of it: whether it is ordered, how many, and from whom.
 */
struct _KontorProposalItem
{
  GObject parent_instance;

  KontorJson          *proposal; /* (owned): as kontor_query_proposals() gives it */
  gint64               quantity;
  gboolean             is_chosen;
  gboolean             is_open; /* says why */
  char                *supplier;
  char                *supplier_name;
  KontorProposalGroup *group; /* (owned) (nullable) until it is sorted in */
  gboolean             is_first;
};

G_DEFINE_FINAL_TYPE (KontorProposalItem, kontor_proposal_item, G_TYPE_OBJECT)

typedef enum
{
  SIGNAL_CHANGED,
} KontorProposalItemSignal;

static guint signals[1];

KontorProposalGroup *
kontor_proposal_group_new (const char *supplier, const char *name)
{
  KontorProposalGroup *self = g_rc_box_new0 (KontorProposalGroup);

  self->supplier = g_strdup (supplier);
  self->name = g_strdup (name);
  return self;
}

KontorProposalGroup *
kontor_proposal_group_ref (KontorProposalGroup *self)
{
  return g_rc_box_acquire (self);
}

static void
group_clear (KontorProposalGroup *self)
{
  g_clear_pointer (&self->supplier, g_free);
  g_clear_pointer (&self->name, g_free);
}

void
kontor_proposal_group_unref (KontorProposalGroup *self)
{
  g_rc_box_release_full (self, (GDestroyNotify) group_clear);
}

static void
tell (KontorProposalItem *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
kontor_proposal_item_finalize (GObject *object)
{
  KontorProposalItem *self = KONTOR_PROPOSAL_ITEM (object);

  g_clear_pointer (&self->proposal, kontor_json_unref);
  g_clear_pointer (&self->supplier, g_free);
  g_clear_pointer (&self->supplier_name, g_free);
  g_clear_pointer (&self->group, kontor_proposal_group_unref);

  G_OBJECT_CLASS (kontor_proposal_item_parent_class)->finalize (object);
}

static void
kontor_proposal_item_class_init (KontorProposalItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = kontor_proposal_item_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new (
    "changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
kontor_proposal_item_init (KontorProposalItem *self)
{
}

/**
 * kontor_proposal_item_new:
 * @proposal: one of kontor_query_proposals()
 *
 * Returns: (transfer full): the item, chosen as proposed when somebody is known to order it from
 */
KontorProposalItem *
kontor_proposal_item_new (const KontorJson *proposal)
{
  KontorProposalItem *self = g_object_new (KONTOR_TYPE_PROPOSAL_ITEM, NULL);

  self->proposal = kontor_json_ref ((KontorJson *) proposal); /* not changed, only kept */
  self->quantity = kontor_json_get_integer (proposal, "quantity", 0);
  self->supplier = g_strdup (kontor_json_get_string (proposal, "supplier", ""));
  self->supplier_name = g_strdup (kontor_json_get_string (proposal, "supplier_name", ""));
  self->is_chosen = *self->supplier != '\0';
  return self;
}

const KontorJson *
kontor_proposal_item_get_proposal (KontorProposalItem *self)
{
  return self->proposal;
}

const char *
kontor_proposal_item_get_text (KontorProposalItem *self, const char *key)
{
  return kontor_json_get_string (self->proposal, key, "");
}

gint64
kontor_proposal_item_get_quantity (KontorProposalItem *self)
{
  return self->quantity;
}

void
kontor_proposal_item_set_quantity (KontorProposalItem *self, gint64 quantity)
{
  if (self->quantity == quantity)
    return;
  self->quantity = quantity;
  tell (self);
}

/**
 * kontor_proposal_item_get_net:
 *
 * Returns: what the wished quantity costs, in minor units
 */
gint64
kontor_proposal_item_get_net (KontorProposalItem *self)
{
  gint64 minor = 0;

  kontor_totals_line (self->quantity,
                      kontor_json_get_integer (self->proposal, "price_e4", 0),
                      0,
                      kontor_currency_digits (kontor_proposal_item_get_text (self, "currency")),
                      &minor);
  return minor;
}

gboolean
kontor_proposal_item_get_chosen (KontorProposalItem *self)
{
  return self->is_chosen;
}

void
kontor_proposal_item_set_chosen (KontorProposalItem *self, gboolean chosen)
{
  if (self->is_chosen == chosen)
    return;
  self->is_chosen = chosen;
  tell (self);
}

gboolean
kontor_proposal_item_get_open (KontorProposalItem *self)
{
  return self->is_open;
}

void
kontor_proposal_item_set_open (KontorProposalItem *self, gboolean open)
{
  if (self->is_open == open)
    return;
  self->is_open = open;
  tell (self);
}

const char *
kontor_proposal_item_get_supplier (KontorProposalItem *self)
{
  return self->supplier;
}

const char *
kontor_proposal_item_get_supplier_name (KontorProposalItem *self)
{
  return self->supplier_name;
}

void
kontor_proposal_item_set_supplier (KontorProposalItem *self, const char *uid, const char *name)
{
  g_autofree char *old_uid = g_steal_pointer (&self->supplier);
  g_autofree char *old_name = g_steal_pointer (&self->supplier_name);

  self->supplier = g_strdup (uid);
  self->supplier_name = g_strdup (name);
}

KontorProposalGroup *
kontor_proposal_item_get_group (KontorProposalItem *self)
{
  return self->group;
}

gboolean
kontor_proposal_item_get_first (KontorProposalItem *self)
{
  return self->is_first;
}

/**
 * kontor_proposal_item_set_group:
 * @is_first: whether the heading stands above it
 *
 * Also tells that the figures of the group changed.
 */
void
kontor_proposal_item_set_group (KontorProposalItem  *self,
                                KontorProposalGroup *group,
                                gboolean             is_first)
{
  g_autoptr (KontorProposalGroup) old = g_steal_pointer (&self->group);
  gboolean was_first = self->is_first;

  self->group = kontor_proposal_group_ref (group);
  self->is_first = is_first;
  if (was_first || is_first)
    tell (self);
}

/**
 * kontor_proposal_item_copy_wishes:
 * @from: the same item as it was read before
 *
 * Keeps what a person changed while the figures were read again.
 */
void
kontor_proposal_item_copy_wishes (KontorProposalItem *self, KontorProposalItem *from)
{
  gint64 proposed = kontor_json_get_integer (from->proposal, "quantity", 0);

  if (from->quantity != proposed)
    self->quantity = from->quantity;
  if (*self->supplier == '\0' && *from->supplier != '\0')
    kontor_proposal_item_set_supplier (self, from->supplier, from->supplier_name);
  self->is_chosen = from->is_chosen;
  self->is_open = from->is_open;
}

/**
 * kontor_proposal_item_dup_line:
 *
 * Returns: (transfer full): a line of purchase.create, with the figures that say why
 */
KontorJson *
kontor_proposal_item_dup_line (KontorProposalItem *self)
{
  KontorJson       *line = kontor_json_new_object ();
  const KontorJson *reason = kontor_json_get (self->proposal, "reason");

  kontor_json_set_string (line, "variant", kontor_proposal_item_get_text (self, "variant"));
  kontor_json_set_integer (line, "quantity", self->quantity);
  kontor_json_set (line, "reason", kontor_json_ref ((KontorJson *) reason));
  return line;
}
