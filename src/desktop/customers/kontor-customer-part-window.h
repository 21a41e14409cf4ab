/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-json.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_CUSTOMER_PART_WINDOW (kontor_customer_part_window_get_type ())
G_DECLARE_FINAL_TYPE (
  KontorCustomerPartWindow, kontor_customer_part_window, KONTOR, CUSTOMER_PART_WINDOW, AdwWindow)

/* Signal "saved" (KontorJson *part): as commands take it. */

KontorCustomerPartWindow *kontor_customer_part_window_new (
  GtkRoot *parent, const char *list, const KontorJson *part, guint index, const char *country);
guint kontor_customer_part_window_get_index (KontorCustomerPartWindow *self);

G_END_DECLS
