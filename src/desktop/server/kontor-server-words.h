/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-company.h"

G_BEGIN_DECLS

/* The state of saving and sending, in three words and in sentences. */

char       *kontor_server_dup_label (KontorCompany *company);
char       *kontor_server_dup_state (KontorCompany *company);
const char *kontor_server_icon (KontorCompany *company);

G_END_DECLS
