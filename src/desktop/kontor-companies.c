/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-companies.h"

#include "kontor-text.h"

/**
 * KontorCompanies:
 *
 * The companies on this computer: where they lie, which were open lately, how to open or create one
 * without holding up the window.
 */
struct _KontorCompanies
{
  GObject parent_instance;

  KontorWorker    *opener;    /* (owned) */
  KontorWorker    *documents; /* (owned) */
  GSettings       *settings;  /* (owned) */
  KontorSampleFill fill;      /* how a sample company is filled */
};

struct _KontorCompanyPlan
{
  gatomicrefcount references;
  char           *folder;
  char           *name;
  char           *country;
  char           *currency;
  char           *sample;   /* (nullable) */
  int             permille; /* atomic: how much of the sample is there */
};

G_DEFINE_FINAL_TYPE (KontorCompanies, kontor_companies, G_TYPE_OBJECT)

/**
 * kontor_company_plan_new:
 * @name: of the company
 * @country: ISO 3166-1 alpha-2
 * @currency: ISO 4217
 * @sample: (nullable): which sample company to fill it with
 */
KontorCompanyPlan *
kontor_company_plan_new (const char *name,
                         const char *country,
                         const char *currency,
                         const char *sample)
{
  KontorCompanyPlan *self = g_new0 (KontorCompanyPlan, 1);

  g_atomic_ref_count_init (&self->references);
  self->name = g_strdup (name);
  self->country = g_strdup (country);
  self->currency = g_strdup (currency);
  self->sample = g_strdup (sample);
  return self;
}

void
kontor_company_plan_set_folder (KontorCompanyPlan *self, const char *folder)
{
  g_free (self->folder); /* replaced by the next line */
  self->folder = g_strdup (folder);
}

KontorCompanyPlan *
kontor_company_plan_ref (KontorCompanyPlan *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
kontor_company_plan_unref (KontorCompanyPlan *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->country, g_free);
  g_clear_pointer (&self->currency, g_free);
  g_clear_pointer (&self->sample, g_free);
  g_free (self); /* nobody has it any more */
}

/**
 * kontor_company_plan_get_progress:
 *
 * Returns: 0 to 1; on any thread
 */
double
kontor_company_plan_get_progress (KontorCompanyPlan *self)
{
  return g_atomic_int_get (&self->permille) / 1000.0;
}

static void
kontor_companies_dispose (GObject *object)
{
  KontorCompanies *self = KONTOR_COMPANIES (object);

  g_clear_object (&self->opener);
  g_clear_object (&self->documents);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (kontor_companies_parent_class)->dispose (object);
}

static void
kontor_companies_class_init (KontorCompaniesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = kontor_companies_dispose;
}

static void
kontor_companies_init (KontorCompanies *self)
{
  self->opener = kontor_worker_new ("kontor-opener");
  self->documents = kontor_worker_new ("kontor-documents");
  self->settings = g_settings_new ("org.kontorapp.Kontor");
}

KontorCompanies *
kontor_companies_new (KontorSampleFill fill)
{
  KontorCompanies *self = g_object_new (KONTOR_TYPE_COMPANIES, NULL);

  self->fill = fill;
  return self;
}

/**
 * kontor_companies_dup_default_folder:
 *
 * Returns: (transfer full): the company that was open last, or the first one's place
 */
char *
kontor_companies_dup_default_folder (KontorCompanies *self)
{
  g_autofree char *last = g_settings_get_string (self->settings, "last-company");

  if (*last != '\0')
    return g_steal_pointer (&last);
  return g_build_filename (g_get_user_data_dir (), "kontor", "default", NULL);
}

/**
 * kontor_companies_dup_new_folder:
 * @name: of a company to be created
 *
 * Returns: (transfer full): a folder of its own for it
 */
char *
kontor_companies_dup_new_folder (KontorCompanies *self, const char *name)
{
  g_autofree char *slug = kontor_text_slug (name);
  g_autofree char *stamp = g_strdup_printf ("%" G_GINT64_FORMAT, g_get_real_time () / 1000000);
  g_autofree char *folder = g_strconcat (*slug != '\0' ? slug : "company", "-", stamp, NULL);

  return g_build_filename (g_get_user_data_dir (), "kontor", folder, NULL);
}

/**
 * kontor_companies_remember:
 *
 * Puts a company first in the list of recent ones.
 */
void
kontor_companies_remember (KontorCompanies *self, const char *folder, const char *name)
{
  g_autoptr (GVariant) old = kontor_companies_get_recent (self);
  GVariantBuilder builder;
  GVariantIter    iter;
  const char     *other_folder = NULL;
  const char     *other_name = NULL;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(ss)"));
  g_variant_builder_add (&builder, "(ss)", folder, name);
  g_variant_iter_init (&iter, old);
  while (g_variant_iter_next (&iter, "(&s&s)", &other_folder, &other_name))
    if (!g_str_equal (other_folder, folder))
      g_variant_builder_add (&builder, "(ss)", other_folder, other_name);
  g_settings_set_value (self->settings, "recent-companies", g_variant_builder_end (&builder));
  g_settings_set_string (self->settings, "last-company", folder);
}

/**
 * kontor_companies_get_recent:
 *
 * Returns: (transfer full): a(ss) of folders and names, newest first
 */
GVariant *
kontor_companies_get_recent (KontorCompanies *self)
{
  return g_settings_get_value (self->settings, "recent-companies");
}

static void
return_opened (GTask *task, KontorReplica *replica, GError *error)
{
  if (replica != NULL)
    g_task_return_pointer (task, replica, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
open_in_worker (GTask *task)
{
  GError        *error = NULL;
  KontorReplica *replica = kontor_replica_open (g_task_get_task_data (task), &error);

  return_opened (task, replica, error);
}

static void
sample_progress_cb (double fraction, gpointer user_data)
{
  KontorCompanyPlan *plan = user_data;

  g_atomic_int_set (&plan->permille, (int) (fraction * 1000));
}

static gboolean
fill_sample (GTask *task, KontorReplica *replica, GError **error)
{
  KontorCompanies   *self = g_task_get_source_object (task);
  KontorCompanyPlan *plan = g_task_get_task_data (task);

  if (plan->sample == NULL)
    return TRUE;
  return self->fill (
    replica, plan->sample, 0, 1, sample_progress_cb, plan, g_task_get_cancellable (task), error);
}

static void
create_in_worker (GTask *task)
{
  KontorCompanyPlan *plan = g_task_get_task_data (task);
  GError            *error = NULL;
  g_autoptr (KontorReplica) replica = NULL;

  if (kontor_replica_create_profile (
        plan->folder, plan->name, plan->country, plan->currency, NULL, &error))
    replica = kontor_replica_open (plan->folder, &error);
  if (replica != NULL && !fill_sample (task, replica, &error))
    {
      kontor_replica_close (replica);
      g_clear_object (&replica);
    }
  return_opened (task, g_steal_pointer (&replica), error);
}

void
kontor_companies_open_async (KontorCompanies    *self,
                             const char         *folder,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_task_data (task, g_strdup (folder), g_free);
  kontor_worker_run (self->opener, task, open_in_worker);
}

void
kontor_companies_create_async (KontorCompanies    *self,
                               KontorCompanyPlan  *plan,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (plan->folder != NULL);
  g_return_if_fail (plan->sample == NULL || self->fill != NULL);

  g_task_set_task_data (
    task, kontor_company_plan_ref (plan), (GDestroyNotify) kontor_company_plan_unref);
  kontor_worker_run (self->opener, task, create_in_worker);
}

/**
 * kontor_companies_open_finish:
 *
 * Ends kontor_companies_open_async() and kontor_companies_create_async().
 *
 * Returns: (transfer full): the open company
 */
KontorCompany *
kontor_companies_open_finish (KontorCompanies *self, GAsyncResult *result, GError **error)
{
  g_autoptr (KontorReplica) replica = g_task_propagate_pointer (G_TASK (result), error);

  return replica != NULL ? kontor_company_new (replica, self->documents) : NULL;
}
