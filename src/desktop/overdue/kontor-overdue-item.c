/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-overdue-item.h"

/**
 * KontorOverdueItem:
 *
 * What one customer owes in one currency, with the letter that may go out now.
 */
struct _KontorOverdueItem
{
  GObject parent_instance;

  KontorJson *group;   /* (owned) */
  const char *heading; /* (nullable): interned; above the first of its kind */
  gboolean    may_write;
  gboolean    is_chosen;
};

G_DEFINE_FINAL_TYPE (KontorOverdueItem, kontor_overdue_item, G_TYPE_OBJECT)

static guint changed_signal;

static void
kontor_overdue_item_finalize (GObject *object)
{
  g_clear_pointer (&KONTOR_OVERDUE_ITEM (object)->group, kontor_json_unref);

  G_OBJECT_CLASS (kontor_overdue_item_parent_class)->finalize (object);
}

static void
kontor_overdue_item_class_init (KontorOverdueItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = kontor_overdue_item_finalize;
  changed_signal = g_signal_new (
    "changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
kontor_overdue_item_init (KontorOverdueItem *self)
{
}

/**
 * kontor_overdue_item_new:
 * @group: one of kontor_query_dunning()
 * @may_write: whether letters may go out at all today
 *
 * Returns: (transfer full): the item, chosen when there is a letter
 */
KontorOverdueItem *
kontor_overdue_item_new (const KontorJson *group, gboolean may_write)
{
  KontorOverdueItem *self = g_object_new (KONTOR_TYPE_OVERDUE_ITEM, NULL);

  self->group = kontor_json_ref ((KontorJson *) group); /* not changed, only kept */
  self->may_write = may_write;
  self->is_chosen = kontor_overdue_item_get_letter (self) != NULL;
  return self;
}

const KontorJson *
kontor_overdue_item_get_group (KontorOverdueItem *self)
{
  return self->group;
}

/**
 * kontor_overdue_item_get_letter:
 *
 * Returns: (nullable): what may go out now
 */
const KontorJson *
kontor_overdue_item_get_letter (KontorOverdueItem *self)
{
  return self->may_write ? kontor_json_get_object (self->group, "letter") : NULL;
}

/**
 * kontor_overdue_item_dup_key:
 *
 * Returns: (transfer full): what stays the same when it is read again
 */
char *
kontor_overdue_item_dup_key (KontorOverdueItem *self)
{
  return g_strjoin ("\n",
                    kontor_json_get_string (self->group, "customer", ""),
                    kontor_json_get_string (self->group, "customer_name", ""),
                    kontor_json_get_string (self->group, "currency", ""),
                    NULL);
}

gboolean
kontor_overdue_item_get_chosen (KontorOverdueItem *self)
{
  return self->is_chosen;
}

void
kontor_overdue_item_set_chosen (KontorOverdueItem *self, gboolean chosen)
{
  gboolean is_chosen = chosen && kontor_overdue_item_get_letter (self) != NULL;

  if (self->is_chosen == is_chosen)
    return;
  self->is_chosen = is_chosen;
  g_signal_emit (self, changed_signal, 0);
}

const char *
kontor_overdue_item_get_heading (KontorOverdueItem *self)
{
  return self->heading;
}

/**
 * kontor_overdue_item_set_heading:
 * @heading: (nullable): translated; the first of its kind has one above it
 */
void
kontor_overdue_item_set_heading (KontorOverdueItem *self, const char *heading)
{
  heading = g_intern_string (heading);
  if (self->heading == heading)
    return;
  self->heading = heading;
  g_signal_emit (self, changed_signal, 0);
}
