/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-json.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_CUSTOMER_PART_ROW (kontor_customer_part_row_get_type ())
G_DECLARE_FINAL_TYPE (
  KontorCustomerPartRow, kontor_customer_part_row, KONTOR, CUSTOMER_PART_ROW, GtkListBoxRow)

/* Signal "asked" (const char *what): "edit", "remove" or "first". */

KontorCustomerPartRow *kontor_customer_part_row_new (const KontorJson *part,
                                                     guint             index,
                                                     gboolean          is_default,
                                                     gboolean          is_address);
guint                  kontor_customer_part_row_get_index (KontorCustomerPartRow *self);

G_END_DECLS
