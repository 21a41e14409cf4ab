/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define KONTOR_DATEV_N_COLUMNS 125

typedef struct
{
  const char *name;
  gboolean    is_text;
} KontorDatevColumn;

extern const KontorDatevColumn kontor_datev_columns[KONTOR_DATEV_N_COLUMNS];

G_END_DECLS
