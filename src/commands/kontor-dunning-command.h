/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-invoice.h"

G_BEGIN_DECLS

/* Draws a reminder. This room knows no pages: the program gives a function that does. @letter has
 * number, parties, language and the last day to pay; @content has level, items and costs. Called on
 * the writer's thread. */
typedef GBytes *(*KontorDunningRender) (const KontorInvoice *letter,
                                        const KontorJson    *content,
                                        const KontorJson    *settings,
                                        gint64               made_at,
                                        GError             **error);

void kontor_dunning_set_render (KontorDunningRender render);

G_END_DECLS
