/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <gtk/gtk.h>

#include "kontor-company.h"
#include "kontor-count-paper.h"

G_BEGIN_DECLS

void kontor_count_print (GtkWidget           *widget,
                         KontorCompany       *company,
                         const KontorUid     *uid,
                         KontorCountPaperKind kind);
void kontor_count_save_table (GtkWidget       *widget,
                              KontorCompany   *company,
                              const KontorUid *uid,
                              const char      *number);

G_END_DECLS
