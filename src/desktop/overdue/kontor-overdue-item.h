/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <glib-object.h>

#include "kontor-json.h"

G_BEGIN_DECLS

/* Signal "changed": of anything that a row shows. */
#define KONTOR_TYPE_OVERDUE_ITEM (kontor_overdue_item_get_type ())
G_DECLARE_FINAL_TYPE (KontorOverdueItem, kontor_overdue_item, KONTOR, OVERDUE_ITEM, GObject)

KontorOverdueItem *kontor_overdue_item_new (const KontorJson *group, gboolean may_write);
const KontorJson  *kontor_overdue_item_get_group (KontorOverdueItem *self);
const KontorJson  *kontor_overdue_item_get_letter (KontorOverdueItem *self);
char              *kontor_overdue_item_dup_key (KontorOverdueItem *self);
gboolean           kontor_overdue_item_get_chosen (KontorOverdueItem *self);
void               kontor_overdue_item_set_chosen (KontorOverdueItem *self, gboolean chosen);
const char        *kontor_overdue_item_get_heading (KontorOverdueItem *self);
void               kontor_overdue_item_set_heading (KontorOverdueItem *self, const char *heading);

G_END_DECLS
