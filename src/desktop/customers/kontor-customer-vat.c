/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-customer-vat.h"

#include <glib/gi18n.h>

#include "kontor-customer-edit.h"
#include "kontor-format.h"
#include "kontor-problem.h"
#include "kontor-time.h"
#include "kontor-toast.h"
#include "kontor-vies.h"
#include "kontor-weak.h"

/* --- asking --- */

typedef struct
{
  KontorReplica *replica; /* (owned) */
  KontorWorker  *worker;  /* (owned): of its own, as an answer may take 20 seconds */
  KontorUid      customer;
} KontorVatErrand;

static void
errand_free (gpointer data)
{
  g_autofree KontorVatErrand *errand = data;

  g_clear_object (&errand->worker);
  g_clear_object (&errand->replica);
}

static void
ask (GTask *task)
{
  KontorVatErrand *errand = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  KontorJson *check = kontor_vies_check (
    errand->replica, &errand->customer, g_task_get_cancellable (task), &error);

  if (check != NULL)
    g_task_return_pointer (task, check, (GDestroyNotify) kontor_json_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) widget = kontor_weak_take (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorJson) check = g_task_propagate_pointer (G_TASK (result), &error);
  g_autofree char *words = NULL;

  if (widget == NULL)
    return;
  if (check == NULL)
    {
      kontor_problem_present (widget, error);
      return;
    }
  words = g_strdup_printf (kontor_json_get_boolean (check, "is_valid", FALSE)
                             ? _ ("%s is valid: the proof is kept")
                             : _ ("%s is not valid: the answer is kept"),
                           kontor_json_get_string (check, "vat_id", ""));
  kontor_toast (widget, words);
}

/**
 * kontor_customer_vat_check:
 * @widget: what it was asked from
 * @company: whose
 * @customer: whose VAT id
 *
 * Asks VIES on a thread of its own, and says in a toast what it answered.
 */
void
kontor_customer_vat_check (GtkWidget *widget, KontorCompany *company, const KontorJson *customer)
{
  KontorVatErrand *errand = g_new0 (KontorVatErrand, 1);
  GTask           *task = g_task_new (NULL, NULL, asked_cb, kontor_weak_new (widget));

  errand->replica = g_object_ref (kontor_company_get_replica (company));
  errand->worker = kontor_worker_new ("kontor-vies");
  kontor_customer_uid (customer, &errand->customer);
  g_task_set_source_tag (task, kontor_customer_vat_check);
  g_task_set_task_data (task, errand, errand_free);
  kontor_toast (widget, _ ("Asking VIES…"));
  kontor_worker_run (errand->worker, task, ask);
}

/* --- what is known --- */

/* The newest answer about the id that the customer has now. */
static const KontorJson *
find_check (const KontorJson *customer)
{
  const KontorJson *checks = kontor_json_get_array (customer, "vat_checks");
  const char       *vat_id = kontor_json_get_string (customer, "vat_id", "");

  for (guint i = 0; i < kontor_json_length (checks); i++)
    if (g_str_equal (kontor_json_get_string (kontor_json_at (checks, i), "vat_id", ""), vat_id))
      return kontor_json_at (checks, i);
  return NULL;
}

/**
 * kontor_customer_vat_dup_words:
 *
 * Returns: (transfer full): what the newest check said, in a line
 */
char *
kontor_customer_vat_dup_words (const KontorJson *customer)
{
  const KontorJson *check = find_check (customer);
  g_autofree char  *day = NULL;

  if (check == NULL)
    return g_strdup (_ ("The form is right; not checked online"));
  day = kontor_time_format_local (
    kontor_json_get_integer (check, "checked_at", 0), kontor_format_zone (), "%x");
  return g_strdup_printf (kontor_json_get_integer (check, "is_valid", 0) != 0
                            ? C_ ("VAT id", "Valid on %s")
                            : C_ ("VAT id", "Not valid on %s"),
                          day);
}

/**
 * kontor_customer_vat_dup_details:
 *
 * Returns: (transfer full) (nullable): name and address as answered, and the number of the
 *   consultation; %NULL for none
 */
char *
kontor_customer_vat_dup_details (const KontorJson *customer)
{
  static const char *const keys[] = { "name", "address" };
  const KontorJson        *check = find_check (customer);
  GString                 *text = g_string_new (NULL);
  const char              *number = kontor_json_get_string (check, "consultation", "");

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (*kontor_json_get_string (check, keys[i], "") != '\0')
      g_string_append_printf (
        text, "%s%s", text->len > 0 ? "\n" : "", kontor_json_get_string (check, keys[i], ""));
  if (*number != '\0')
    {
      /* Translators: the number by which a tax office finds the question to VIES again */
      g_autofree char *line = g_strdup_printf (_ ("Consultation number %s"), number);

      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
    }
  return g_string_free (text, text->len == 0);
}
