/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-company.h"

G_BEGIN_DECLS

/**
 * KontorCountBar:
 *
 * What came of a count, above its lines: how much differs, what is still to be decided, and the
 * step that books it. Its buttons name actions of the review page.
 */
#define KONTOR_TYPE_COUNT_BAR (kontor_count_bar_get_type ())
G_DECLARE_FINAL_TYPE (KontorCountBar, kontor_count_bar, KONTOR, COUNT_BAR, AdwBin)

GtkWidget *kontor_count_bar_new (KontorCompany *company);
void       kontor_count_bar_show (KontorCountBar *self, const KontorJson *count);

G_END_DECLS
