/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-json.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_CUSTOMER_FIGURES (kontor_customer_figures_get_type ())
G_DECLARE_FINAL_TYPE (
  KontorCustomerFigures, kontor_customer_figures, KONTOR, CUSTOMER_FIGURES, AdwBin)

void kontor_customer_figures_show (KontorCustomerFigures *self, const KontorJson *customer);

G_END_DECLS
