/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * KontorScanRouter:
 *
 * Takes what a barcode scanner types out of the keys of a window, wherever the keyboard is, so that
 * a code never ends in a text field. Signal "scanned" (const char *code).
 */
#define KONTOR_TYPE_SCAN_ROUTER (kontor_scan_router_get_type ())
G_DECLARE_FINAL_TYPE (KontorScanRouter, kontor_scan_router, KONTOR, SCAN_ROUTER, GObject)

KontorScanRouter *kontor_scan_router_new (GtkWidget *window, GSettings *settings);
void              kontor_scan_router_leave (GtkWidget *widget); /* codes may be typed here */

G_END_DECLS
