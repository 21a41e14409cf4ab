/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-company.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_RECEIVE_WINDOW (kontor_receive_window_get_type ())
G_DECLARE_FINAL_TYPE (KontorReceiveWindow, kontor_receive_window, KONTOR, RECEIVE_WINDOW, AdwWindow)

void kontor_receive_window_present (GtkWidget        *parent,
                                    KontorCompany    *company,
                                    const KontorJson *purchase);

G_END_DECLS
