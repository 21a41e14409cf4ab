/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-json.h"
#include "kontor-timeline.h"

G_BEGIN_DECLS

char *kontor_product_history_detail (const KontorJson *entry, const KontorJson *product);
void  kontor_product_history_show (KontorTimeline   *timeline,
                                   const KontorJson *history,
                                   const KontorJson *product);

G_END_DECLS
