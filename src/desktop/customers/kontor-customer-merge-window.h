/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-company.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_CUSTOMER_MERGE_WINDOW (kontor_customer_merge_window_get_type ())
G_DECLARE_FINAL_TYPE (
  KontorCustomerMergeWindow, kontor_customer_merge_window, KONTOR, CUSTOMER_MERGE_WINDOW, AdwWindow)

void kontor_customer_merge_window_present (GtkWidget       *opener,
                                           KontorCompany   *company,
                                           const KontorUid *left,
                                           const KontorUid *right);

G_END_DECLS
