/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define KONTOR_TYPE_CUSTOMER_WRAP (kontor_customer_wrap_get_type ())
G_DECLARE_FINAL_TYPE (
  KontorCustomerWrap, kontor_customer_wrap, KONTOR, CUSTOMER_WRAP, GtkLayoutManager)

G_END_DECLS
