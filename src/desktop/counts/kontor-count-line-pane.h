/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-record-pane.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_COUNT_LINE_PANE (kontor_count_line_pane_get_type ())
G_DECLARE_FINAL_TYPE (
  KontorCountLinePane, kontor_count_line_pane, KONTOR, COUNT_LINE_PANE, KontorRecordPane)

const KontorJson *kontor_count_line_pane_get_line (KontorCountLinePane *self);
KontorCompany    *kontor_count_line_pane_get_company (KontorCountLinePane *self);

G_END_DECLS
