/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-company.h"

G_BEGIN_DECLS

/**
 * KontorPurchaseFormLine:
 *
 * A line of a new order to a supplier. Signals "changed"; "next": Enter in the last field;
 * "removed".
 */
#define KONTOR_TYPE_PURCHASE_FORM_LINE (kontor_purchase_form_line_get_type ())
G_DECLARE_FINAL_TYPE (
  KontorPurchaseFormLine, kontor_purchase_form_line, KONTOR, PURCHASE_FORM_LINE, AdwBin)

GtkWidget  *kontor_purchase_form_line_new (KontorCompany *company);
void        kontor_purchase_form_line_set_supplier (KontorPurchaseFormLine *self, const char *uid);
void        kontor_purchase_form_line_fill (KontorPurchaseFormLine *self, const KontorJson *line);
KontorJson *kontor_purchase_form_line_read (KontorPurchaseFormLine *self);
gboolean    kontor_purchase_form_line_is_empty (KontorPurchaseFormLine *self);
gboolean    kontor_purchase_form_line_check (KontorPurchaseFormLine *self, char **message);
gint64      kontor_purchase_form_line_show_total (KontorPurchaseFormLine *self);

G_END_DECLS
