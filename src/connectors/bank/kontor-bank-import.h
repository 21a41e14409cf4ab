/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-bank.h"
#include "kontor-replica.h"

G_BEGIN_DECLS

/* A file of a bank into the books. */

KontorJson *kontor_bank_import (KontorReplica    *replica,
                                GBytes           *bytes,
                                const char       *account,
                                const KontorJson *mapping,
                                GError          **error);
KontorJson *kontor_bank_import_archive (KontorReplica    *replica,
                                        GBytes           *bytes,
                                        const char       *account,
                                        const KontorJson *mapping,
                                        GError          **error);
KontorJson *kontor_bank_import_load_mapping (KontorReplica *replica, GBytes *bytes);

G_END_DECLS
