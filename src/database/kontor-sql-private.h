/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* From the SQL that both engines share to PostgreSQL's. Comments, texts and quoted names stay. */

char *kontor_sql_number_parameters (const char *sql, guint *n_parameters);
char *kontor_schema_translate (const char *script);

G_END_DECLS
