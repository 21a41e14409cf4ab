/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-json.h"

G_BEGIN_DECLS

/**
 * KontorReceiveRow:
 *
 * How many came of a line, where they are put, of which lot. Signals "changed"; "next": Enter in
 * the quantity; "split": some of them go elsewhere or are of another lot; "removed".
 */
#define KONTOR_TYPE_RECEIVE_ROW (kontor_receive_row_get_type ())
G_DECLARE_FINAL_TYPE (KontorReceiveRow, kontor_receive_row, KONTOR, RECEIVE_ROW, AdwBin)

GtkWidget *kontor_receive_row_new (const KontorJson *line, const KontorJson *places, gboolean more);
gint64     kontor_receive_row_get_line (KontorReceiveRow *self);
gint64     kontor_receive_row_get_quantity (KontorReceiveRow *self);
void       kontor_receive_row_add (KontorReceiveRow *self, gint64 quantity);
void       kontor_receive_row_set_place (KontorReceiveRow *self, const char *uid);
const char *kontor_receive_row_get_lot (KontorReceiveRow *self);
void     kontor_receive_row_set_lot (KontorReceiveRow *self, const char *lot, gint64 best_before);
void     kontor_receive_row_set_left (KontorReceiveRow *self, gint64 left);
void     kontor_receive_row_focus (KontorReceiveRow *self);
gboolean kontor_receive_row_check (KontorReceiveRow *self, char **message);
void     kontor_receive_row_fill (KontorReceiveRow *self, const KontorJson *part);
KontorJson *kontor_receive_row_dup_part (KontorReceiveRow *self);

G_END_DECLS
