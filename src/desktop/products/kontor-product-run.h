/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-act.h"

G_BEGIN_DECLS

/* Commands of a form: it stays open until they are done, so that nothing typed is lost when they
 * are refused. */

typedef void (*KontorProductRan) (GtkWidget *form, GPtrArray *items);

void       kontor_product_run (GtkWidget       *form,
                               KontorCompany   *company,
                               GPtrArray       *items,
                               GtkWidget       *opener,
                               const char      *done,
                               KontorProductRan ran);
GPtrArray *kontor_product_items_new (void);

G_END_DECLS
