/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-json.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_TIMELINE (kontor_timeline_get_type ())
G_DECLARE_FINAL_TYPE (KontorTimeline, kontor_timeline, KONTOR, TIMELINE, AdwBin)

void kontor_timeline_clear (KontorTimeline *self);
void kontor_timeline_add (KontorTimeline *self,
                          const char     *title,
                          gint64          at,
                          const char     *author,
                          gint64          station,
                          const char     *detail);
void kontor_timeline_add_transitions (KontorTimeline *self, const KontorJson *transitions);

G_END_DECLS
