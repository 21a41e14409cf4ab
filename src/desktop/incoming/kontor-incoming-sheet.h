/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <gtk/gtk.h>

#include "kontor-pdf-page.h"

G_BEGIN_DECLS

/**
 * KontorIncomingSheet:
 *
 * A page of a stranger's document, as wide as there is room, with a place on it lit up.
 */
#define KONTOR_TYPE_INCOMING_SHEET (kontor_incoming_sheet_get_type ())
G_DECLARE_FINAL_TYPE (KontorIncomingSheet, kontor_incoming_sheet, KONTOR, INCOMING_SHEET, GtkWidget)

void     kontor_incoming_sheet_take_page (KontorIncomingSheet *self, KontorPdfPage *page);
gboolean kontor_incoming_sheet_mark (KontorIncomingSheet *self, const char *const *spellings);

G_END_DECLS
