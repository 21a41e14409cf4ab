/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-record-pane.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_COUNT_PANE (kontor_count_pane_get_type ())
G_DECLARE_FINAL_TYPE (KontorCountPane, kontor_count_pane, KONTOR, COUNT_PANE, KontorRecordPane)

const KontorJson *kontor_count_pane_get_count (KontorCountPane *self);
KontorCompany    *kontor_count_pane_get_company (KontorCountPane *self);

G_END_DECLS
