/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * KontorDateEntry:
 *
 * A day that is typed: d, w, m and y step a day, a week, a month, a year on, capitals back, = is
 * today. Signals "changed" and "activate".
 */
#define KONTOR_TYPE_DATE_ENTRY (kontor_date_entry_get_type ())
G_DECLARE_FINAL_TYPE (KontorDateEntry, kontor_date_entry, KONTOR, DATE_ENTRY, AdwBin)

void     kontor_date_entry_set_label (KontorDateEntry *self, const char *label);
void     kontor_date_entry_set_end (KontorDateEntry *self, gint64 time);
gint64   kontor_date_entry_get_end (KontorDateEntry *self);
gboolean kontor_date_entry_is_right (KontorDateEntry *self);
gboolean kontor_date_entry_is_empty (KontorDateEntry *self);

G_END_DECLS
