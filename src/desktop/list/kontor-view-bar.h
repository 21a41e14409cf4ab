/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-company.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_VIEW_BAR (kontor_view_bar_get_type ())
G_DECLARE_FINAL_TYPE (KontorViewBar, kontor_view_bar, KONTOR, VIEW_BAR, AdwBin)

/* Signal "view-chosen" (const char *filter). */

void
kontor_view_bar_set_up (KontorViewBar *self, KontorCompany *company, const KontorListType *type);
void kontor_view_bar_set_scope (KontorViewBar *self, const char *scope);
void kontor_view_bar_set_filter (KontorViewBar *self, const char *filter);

G_END_DECLS
