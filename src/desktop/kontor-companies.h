/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-company.h"
#include "kontor-sample.h"

G_BEGIN_DECLS

/* What to create: shared between the page that shows how far it is and the thread that works. */
typedef struct _KontorCompanyPlan KontorCompanyPlan;

KontorCompanyPlan *kontor_company_plan_new (const char *name,
                                            const char *country,
                                            const char *currency,
                                            const char *sample);
void               kontor_company_plan_set_folder (KontorCompanyPlan *self, const char *folder);
KontorCompanyPlan *kontor_company_plan_ref (KontorCompanyPlan *self);
void               kontor_company_plan_unref (KontorCompanyPlan *self);
double             kontor_company_plan_get_progress (KontorCompanyPlan *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorCompanyPlan, kontor_company_plan_unref)

typedef gboolean (*KontorSampleFill) (KontorReplica       *replica,
                                      const char          *which,
                                      guint                orders,
                                      guint64              seed,
                                      KontorSampleProgress progress,
                                      gpointer             user_data,
                                      GCancellable        *cancellable,
                                      GError             **error);

#define KONTOR_TYPE_COMPANIES (kontor_companies_get_type ())
G_DECLARE_FINAL_TYPE (KontorCompanies, kontor_companies, KONTOR, COMPANIES, GObject)

KontorCompanies *kontor_companies_new (KontorSampleFill fill);
char            *kontor_companies_dup_default_folder (KontorCompanies *self);
char            *kontor_companies_dup_new_folder (KontorCompanies *self, const char *name);
void      kontor_companies_remember (KontorCompanies *self, const char *folder, const char *name);
GVariant *kontor_companies_get_recent (KontorCompanies *self);

void kontor_companies_open_async (KontorCompanies    *self,
                                  const char         *folder,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data);
void kontor_companies_create_async (KontorCompanies    *self,
                                    KontorCompanyPlan  *plan,
                                    GCancellable       *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data);
KontorCompany *
kontor_companies_open_finish (KontorCompanies *self, GAsyncResult *result, GError **error);

G_END_DECLS
