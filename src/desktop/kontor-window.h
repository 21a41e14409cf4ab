/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-companies.h"
#include "kontor-page.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_WINDOW (kontor_window_get_type ())
G_DECLARE_FINAL_TYPE (KontorWindow, kontor_window, KONTOR, WINDOW, AdwApplicationWindow)

KontorWindow *
kontor_window_new (GtkApplication *application, KontorCompanies *companies, const char *folder);
KontorWindow  *kontor_window_of (GtkWidget *widget);
const char    *kontor_window_get_folder (KontorWindow *self);
KontorCompany *kontor_window_get_company (KontorWindow *self);
KontorPage    *kontor_window_get_page (KontorWindow *self);
KontorPage    *kontor_window_show_page (KontorWindow *self, const char *name);
void kontor_window_show_record (KontorWindow *self, const char *kind, const KontorUid *uid);
void kontor_window_show_rows (KontorWindow *self, const char *page, const char *filter);
void
kontor_window_start_with (KontorWindow *self, const char *page, const char *filter, int select);
void kontor_window_open (KontorWindow *self, const char *uri);
void kontor_window_show_create (KontorWindow *self);

G_END_DECLS
