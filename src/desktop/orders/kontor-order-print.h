/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <gtk/gtk.h>

#include "kontor-company.h"

G_BEGIN_DECLS

/* what: "slip", "note" or "pick" */
void kontor_order_print (GtkWidget *widget, KontorCompany *company, GArray *uids, const char *what);

G_END_DECLS
