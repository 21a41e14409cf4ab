/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-documents.h"
#include "kontor-report-view.h"

G_BEGIN_DECLS

/* head: (nullable): the company's face. */
GBytes *kontor_report_sheet_render (const KontorReportView *view,
                                    const KontorLetterhead *head,
                                    gint64                  printed_at,
                                    GError                **error);

G_END_DECLS
