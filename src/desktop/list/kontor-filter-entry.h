/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <gtk/gtk.h>

#include "kontor-list.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_FILTER_ENTRY (kontor_filter_entry_get_type ())
G_DECLARE_FINAL_TYPE (KontorFilterEntry, kontor_filter_entry, KONTOR, FILTER_ENTRY, GtkWidget)

/* Signal "filter-changed": soon after typing, at once after Enter or a click. */

void  kontor_filter_entry_set_list_type (KontorFilterEntry *self, const KontorListType *type);
void  kontor_filter_entry_set_filter (KontorFilterEntry *self, const char *filter);
char *kontor_filter_entry_dup_filter (KontorFilterEntry *self);
void  kontor_filter_entry_set_wrong (KontorFilterEntry *self, gboolean wrong);

gboolean kontor_filter_entry_is_completing (KontorFilterEntry *self);

G_END_DECLS
