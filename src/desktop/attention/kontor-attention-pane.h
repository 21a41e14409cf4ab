/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define KONTOR_TYPE_ATTENTION_PANE (kontor_attention_pane_get_type ())
G_DECLARE_FINAL_TYPE (KontorAttentionPane, kontor_attention_pane, KONTOR, ATTENTION_PANE, AdwBin)

G_END_DECLS
