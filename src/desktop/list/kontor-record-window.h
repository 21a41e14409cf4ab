/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-pane.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_RECORD_WINDOW (kontor_record_window_get_type ())
G_DECLARE_FINAL_TYPE (KontorRecordWindow, kontor_record_window, KONTOR, RECORD_WINDOW, AdwWindow)

void kontor_record_window_present (GtkWidget       *parent,
                                   KontorCompany   *company,
                                   GType            pane_type,
                                   const KontorUid *uid);

G_END_DECLS
