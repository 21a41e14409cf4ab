/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-companies.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_SEARCH_PROVIDER (kontor_search_provider_get_type ())
G_DECLARE_FINAL_TYPE (
  KontorSearchProvider, kontor_search_provider, KONTOR, SEARCH_PROVIDER, GObject)

/* Signal "open" (const char *folder, const char *uri): a hit was chosen. */

KontorSearchProvider *kontor_search_provider_new (GApplication *application);
void kontor_search_provider_set_companies (KontorSearchProvider *self, KontorCompanies *companies);
gboolean kontor_search_provider_export (KontorSearchProvider *self,
                                        GDBusConnection      *connection,
                                        const char           *application_path,
                                        GError              **error);
void     kontor_search_provider_unexport (KontorSearchProvider *self, GDBusConnection *connection);

G_END_DECLS
