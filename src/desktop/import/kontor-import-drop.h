/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-window.h"

G_BEGIN_DECLS

void kontor_import_drop_attach (KontorWindow *window);

G_END_DECLS
