/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-invoice.h"

G_BEGIN_DECLS

/* A KontorDunningRender: the page of a reminder. */
GBytes *kontor_dunning_render (const KontorInvoice *letter,
                               const KontorJson    *content,
                               const KontorJson    *settings,
                               gint64               made_at,
                               GError             **error);

G_END_DECLS
