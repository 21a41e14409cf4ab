/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <gtk/gtk.h>

#include "kontor-company.h"

G_BEGIN_DECLS

void kontor_purchase_print (GtkWidget       *widget,
                            KontorCompany   *company,
                            const KontorUid *uid,
                            int              receipt);

G_END_DECLS
