/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <gtk/gtk.h>

#include "kontor-company.h"

G_BEGIN_DECLS

void kontor_export_list_to_file (GtkWidget         *widget,
                                 KontorCompany     *company,
                                 KontorListQuery   *query,
                                 const char *const *columns,
                                 GArray            *ids);

G_END_DECLS
