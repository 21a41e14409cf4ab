/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-company.h"

G_BEGIN_DECLS

/**
 * KontorOrderFormLine:
 *
 * A line of an order that is being taken: product, quantity, price, discount. Signals "changed",
 * "next" (Enter in the last field) and "removed".
 */
#define KONTOR_TYPE_ORDER_FORM_LINE (kontor_order_form_line_get_type ())
G_DECLARE_FINAL_TYPE (KontorOrderFormLine, kontor_order_form_line, KONTOR, ORDER_FORM_LINE, AdwBin)

GtkWidget  *kontor_order_form_line_new (KontorCompany *company, const char *kind);
void        kontor_order_form_line_fill (KontorOrderFormLine *self, const KontorJson *line);
KontorJson *kontor_order_form_line_read (KontorOrderFormLine *self);
gboolean    kontor_order_form_line_is_empty (KontorOrderFormLine *self);
gboolean    kontor_order_form_line_check (KontorOrderFormLine *self, char **message);
void        kontor_order_form_line_show_total (KontorOrderFormLine *self, gint64 minor);
void kontor_order_form_line_set_group (KontorOrderFormLine *self, const char *customer_group);

G_END_DECLS
