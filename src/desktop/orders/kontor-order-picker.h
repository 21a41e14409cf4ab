/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-json.h"

G_BEGIN_DECLS

/**
 * KontorOrderPicker:
 *
 * An entry with what it found beneath it. Arrows choose, Enter takes, Escape closes. Signals
 * "wanted" (const char *text): something was typed; "taken" (KontorJson *hit, nullable): chosen, or
 * Enter without a hit.
 */
#define KONTOR_TYPE_ORDER_PICKER (kontor_order_picker_get_type ())
G_DECLARE_FINAL_TYPE (KontorOrderPicker, kontor_order_picker, KONTOR, ORDER_PICKER, AdwBin)

typedef char *(*KontorOrderPickerText) (const KontorJson *hit, gpointer user_data);

void        kontor_order_picker_set_texts (KontorOrderPicker    *self,
                                           KontorOrderPickerText title,
                                           KontorOrderPickerText subtitle,
                                           gpointer              user_data);
void        kontor_order_picker_show_hits (KontorOrderPicker *self, const KontorJson *hits);
void        kontor_order_picker_set_text (KontorOrderPicker *self, const char *text);
const char *kontor_order_picker_get_text (KontorOrderPicker *self);
void        kontor_order_picker_set_label (KontorOrderPicker *self, const char *label);
void        kontor_order_picker_focus (KontorOrderPicker *self);

G_END_DECLS
