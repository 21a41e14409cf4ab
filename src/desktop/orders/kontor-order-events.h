/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-json.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_ORDER_EVENTS (kontor_order_events_get_type ())
G_DECLARE_FINAL_TYPE (KontorOrderEvents, kontor_order_events, KONTOR, ORDER_EVENTS, AdwBin)

void kontor_order_events_set_order (KontorOrderEvents *self, const KontorJson *order);

G_END_DECLS
