/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-pay-out-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "kontor-act.h"
#include "kontor-date-entry.h"
#include "kontor-dialogs.h"
#include "kontor-file-store.h"
#include "kontor-format.h"
#include "kontor-pay-out-rows.h"
#include "kontor-pay-out.h"
#include "kontor-payment-query.h"
#include "kontor-problem.h"
#include "kontor-toast.h"
#include "kontor-weak.h"
#include "kontor-write-file.h"

/**
 * KontorPayOutPage:
 *
 * Approved invoices of others that are to be paid: those that are chosen become a file of transfers
 * for the bank, once. The files that were made stay below.
 */
struct _KontorPayOutPage
{
  KontorPage parent_instance;

  KontorJson   *answer;      /* (owned) (nullable): accounts, payable and runs */
  GPtrArray    *checks;      /* (owned): a box for each that is payable; not owned themselves */
  GHashTable   *struck_out;  /* (owned): uids that the person took out */
  GCancellable *cancellable; /* (owned) (nullable): of the reading under way */
  gboolean      is_stale;
  gboolean      filling;

  /* Template children */
  GtkStack        *stack;
  AdwStatusPage   *failed;
  GtkButton       *save;
  GtkWidget       *no_account;
  GtkWidget       *order_box;
  AdwComboRow     *account;
  KontorDateEntry *day;
  GtkListBox      *invoices;
  GtkWidget       *nothing;
  GtkWidget       *runs_box;
  GtkListBox      *runs;
  GtkLabel        *footer;
};

G_DEFINE_FINAL_TYPE (KontorPayOutPage, kontor_pay_out_page, KONTOR_TYPE_PAGE)

static KontorCompany *
company_of (KontorPayOutPage *self)
{
  return kontor_page_get_company (KONTOR_PAGE (self));
}

static gint64
today (void)
{
  return kontor_day_from_time (kontor_time_now (), kontor_format_zone ());
}

static const KontorJson *
get_payable (KontorPayOutPage *self)
{
  return kontor_json_get_array (self->answer, "payable");
}

static KontorJson *
dup_chosen (KontorPayOutPage *self)
{
  const KontorJson *payable = get_payable (self);
  KontorJson       *chosen = kontor_json_new_array ();

  for (guint i = 0; i < self->checks->len; i++)
    if (gtk_check_button_get_active (self->checks->pdata[i]))
      kontor_json_append (chosen, kontor_json_ref ((KontorJson *) kontor_json_at (payable, i)));
  return chosen;
}

/* --- sums --- */

static gint64
get_day (KontorPayOutPage *self)
{
  return kontor_day_from_time (kontor_date_entry_get_end (self->day), kontor_format_zone ());
}

static void
show_sums (KontorPayOutPage *self)
{
  g_autoptr (KontorJson) chosen = dup_chosen (self);
  guint            n_chosen = kontor_json_length (chosen);
  gint64           sum = 0;
  g_autofree char *money = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < n_chosen; i++)
    sum += kontor_json_get_integer (kontor_json_at (chosen, i), "pay_minor", 0);
  money = kontor_format_money (sum, "EUR");
  /* Translators: chosen invoices, all of them, what is paid */
  text = g_strdup_printf (
    ngettext ("%u of %u invoice · %s", "%u of %u invoices · %s", self->checks->len),
    n_chosen,
    self->checks->len,
    money);
  gtk_label_set_label (self->footer, text);
  gtk_widget_action_set_enabled (
    GTK_WIDGET (self),
    "pay-out.save",
    n_chosen > 0 && kontor_json_length (kontor_json_get_array (self->answer, "accounts")) > 0
      && kontor_date_entry_is_right (self->day) && !kontor_date_entry_is_empty (self->day)
      && get_day (self) >= today ());
}

static void
toggled_cb (KontorPayOutPage *self, GtkCheckButton *check)
{
  const char *uid = g_object_get_data (G_OBJECT (check), "uid");

  if (self->filling)
    return;
  if (gtk_check_button_get_active (check))
    g_hash_table_remove (self->struck_out, uid);
  else
    g_hash_table_add (self->struck_out, g_strdup (uid));
  show_sums (self);
}

/* --- what is shown --- */

static void
clear_list (GtkListBox *list)
{
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, child);
}

static void
add_invoice (KontorPayOutPage *self, const KontorJson *invoice)
{
  GtkWidget  *check = NULL;
  GtkWidget  *row = kontor_pay_out_row_new (invoice, today (), &check);
  const char *uid = kontor_json_get_string (invoice, "uid", "");

  if (g_hash_table_contains (self->struck_out, uid))
    gtk_check_button_set_active (GTK_CHECK_BUTTON (check), FALSE);
  g_object_set_data_full (G_OBJECT (check), "uid", g_strdup (uid), g_free);
  g_signal_connect_object (check, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->checks, check);
  gtk_list_box_append (self->invoices, row);
}

static void
show_payable (KontorPayOutPage *self)
{
  const KontorJson *payable = get_payable (self);
  guint             n_payable = kontor_json_length (payable);

  g_ptr_array_set_size (self->checks, 0);
  clear_list (self->invoices);
  for (guint i = 0; i < n_payable; i++)
    add_invoice (self, kontor_json_at (payable, i));
  gtk_widget_set_visible (self->order_box, n_payable > 0);
  gtk_widget_set_visible (self->nothing, n_payable == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->save), n_payable > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->footer), n_payable > 0);
}

static void
show_accounts (KontorPayOutPage *self)
{
  const KontorJson *accounts = kontor_json_get_array (self->answer, "accounts");
  guint             n_accounts = kontor_json_length (accounts);
  guint             selected = adw_combo_row_get_selected (self->account);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; i < n_accounts; i++)
    {
      const KontorJson *account = kontor_json_at (accounts, i);
      const char       *iban = kontor_json_get_string (account, "iban", "");
      /* Translators: a bank account: its name, and how its IBAN ends */
      g_autofree char *name = g_strdup_printf (_ ("%s · …%s"),
                                               kontor_json_get_string (account, "name", ""),
                                               iban + MAX ((gssize) strlen (iban) - 4, 0));

      gtk_string_list_append (names, name);
    }
  adw_combo_row_set_model (self->account, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->account, selected < n_accounts ? selected : 0);
  gtk_widget_set_visible (self->no_account, n_accounts == 0);
}

static void
show_runs (KontorPayOutPage *self)
{
  const KontorJson *runs = kontor_json_get_array (self->answer, "runs");

  clear_list (self->runs);
  for (guint i = 0; i < kontor_json_length (runs); i++)
    gtk_list_box_append (self->runs, kontor_pay_run_row_new (kontor_json_at (runs, i)));
  gtk_widget_set_visible (self->runs_box, kontor_json_length (runs) > 0);
}

static void
show_answer (KontorPayOutPage *self)
{
  self->filling = TRUE;
  show_accounts (self);
  show_payable (self);
  show_runs (self);
  self->filling = FALSE;
  show_sums (self);
  gtk_stack_set_visible_child_name (self->stack, "page");
}

/* --- reading --- */

static gboolean
add_member (KontorJson *answer, const char *key, KontorJson *member)
{
  if (member != NULL)
    kontor_json_set (answer, key, member);
  return member != NULL;
}

static KontorJson *
keep_current (KontorJson *accounts)
{
  g_autoptr (KontorJson) owned = accounts;
  KontorJson *kept = owned != NULL ? kontor_json_new_array () : NULL;

  for (guint i = 0; i < kontor_json_length (owned); i++)
    if (kontor_json_get (kontor_json_at (owned, i), "archived_at") == NULL)
      kontor_json_append (kept, kontor_json_ref ((KontorJson *) kontor_json_at (owned, i)));
  return kept;
}

static KontorJson *
query_all (KontorDatabase *database, const char *text, guint limit, GError **error)
{
  g_autoptr (KontorJson) answer = kontor_json_new_object ();

  if (!add_member (answer, "accounts", keep_current (kontor_query_bank_accounts (database, error)))
      || !add_member (
        answer, "payable", kontor_query_payable (database, G_MAXINT32, today (), error))
      || !add_member (answer, "runs", kontor_query_pay_runs (database, error)))
    return NULL;
  return g_steal_pointer (&answer);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorPayOutPage) self = kontor_weak_take (user_data);
  g_autoptr (KontorJson) answer = kontor_company_query_finish (NULL, result, &error);
  g_autoptr (KontorProblem) problem = NULL;

  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (answer != NULL)
    {
      g_clear_pointer (&self->answer, kontor_json_unref);
      self->answer = g_steal_pointer (&answer);
      show_answer (self);
      return;
    }
  problem = kontor_problem_from_error (error);
  adw_status_page_set_title (self->failed, problem->title);
  adw_status_page_set_description (self->failed, problem->advice);
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

static void
read_all (KontorPayOutPage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->is_stale = FALSE;
  kontor_company_query_text_async (
    company_of (self), query_all, "", 0, self->cancellable, read_cb, kontor_weak_new (self));
}

static void
changed_cb (KontorPayOutPage *self, const GArray *touched)
{
  if (!kontor_touched_has_kind (touched, KONTOR_KIND_INCOMING_INVOICE)
      && !kontor_touched_has_kind (touched, KONTOR_KIND_PAYMENT_SHARE)
      && !kontor_touched_has_kind (touched, KONTOR_KIND_BANK_ACCOUNT)
      && !kontor_touched_has_kind (touched, KONTOR_KIND_BOOKS_EXPORT))
    return;
  self->is_stale = TRUE;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    read_all (self);
}

/* --- the file: ordered in the books first, then written --- */

typedef struct
{
  KontorReplica *replica; /* (owned) */
  KontorJson    *account; /* (owned) (nullable): NULL saves an earlier file again */
  KontorJson    *rows;    /* (owned) (nullable) */
  char          *company; /* (owned) (nullable) */
  char          *sha256;  /* (owned) (nullable): of the earlier file */
  GFile         *file;    /* (owned): where it is written */
  gint64         day;
  gpointer       page; /* of kontor_weak_new(), while a file is chosen */
} Errand;

static void
errand_free (gpointer data)
{
  g_autofree Errand *errand = data;

  g_clear_object (&errand->replica);
  g_clear_pointer (&errand->account, kontor_json_unref);
  g_clear_pointer (&errand->rows, kontor_json_unref);
  g_clear_pointer (&errand->company, g_free);
  g_clear_pointer (&errand->sha256, g_free);
  g_clear_object (&errand->file);
}

static GBytes *
order (const Errand *errand, GError **error)
{
  g_autofree char   *name = g_file_get_basename (errand->file);
  const KontorPayOut out = {
    .account = errand->account,
    .company = errand->company,
    .rows = errand->rows,
    .day = errand->day,
    .at = kontor_time_now (),
    .file_name = name,
  };
  GBytes *bytes = NULL;
  g_autoptr (KontorJson) result = kontor_pay_out_run (errand->replica, &out, &bytes, error);

  return bytes;
}

static void
write_in_worker (GTask *task)
{
  const Errand *errand = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = errand->account != NULL
                               ? order (errand, &error)
                               : kontor_file_store_load (errand->replica, errand->sha256, &error);

  if (bytes == NULL && error == NULL)
    g_set_error_literal (
      &error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _ ("the file is not on this station yet"));
  if (bytes != NULL && kontor_write_file (errand->file, bytes, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorPayOutPage) self = kontor_weak_take (user_data);

  if (self == NULL)
    return;
  if (g_task_propagate_boolean (G_TASK (result), &error))
    kontor_toast (GTK_WIDGET (self), _ ("Transfer file saved: give it to the bank"));
  else
    kontor_problem_present (GTK_WIDGET (self), error);
  show_sums (self);
}

static void
start (KontorPayOutPage *self, Errand *errand)
{
  GTask *task = g_task_new (self, NULL, written_cb, kontor_weak_new (self));

  errand->replica = g_object_ref (kontor_company_get_replica (company_of (self)));
  g_task_set_source_tag (task, start);
  g_task_set_task_data (task, errand, errand_free);
  kontor_worker_run (kontor_company_get_worker (company_of (self)), task, write_in_worker);
}

static void
file_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (KontorPayOutPage) self = kontor_weak_take (user_data);
  g_autoptr (GFile) file = kontor_file_save_finish (result, NULL);
  const KontorJson *accounts = self != NULL ? kontor_json_get_array (self->answer, "accounts")
                                            : NULL;
  const KontorJson *account = accounts != NULL ? kontor_json_at (
                                accounts, adw_combo_row_get_selected (self->account))
                                               : NULL;
  Errand           *errand = NULL;

  if (file == NULL || account == NULL)
    return;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "pay-out.save", FALSE); /* once is enough */
  errand = g_new0 (Errand, 1);
  errand->file = g_steal_pointer (&file);
  errand->account = kontor_json_ref ((KontorJson *) account);
  errand->rows = dup_chosen (self);
  errand->company = g_strdup (kontor_company_get_name (company_of (self)));
  errand->day = get_day (self);
  start (self, errand);
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autofree char *file_name = kontor_time_format_local (
    kontor_time_now (), kontor_format_zone (), "transfers-%Y%m%d-%H%M.xml");

  kontor_file_save_async (
    widget, _ ("Save Transfer File"), file_name, NULL, file_chosen_cb, kontor_weak_new (widget));
}

/* --- earlier files --- */

static const KontorJson *
find_run (KontorPayOutPage *self, const char *uid)
{
  const KontorJson *runs = kontor_json_get_array (self->answer, "runs");

  for (guint i = 0; i < kontor_json_length (runs); i++)
    if (g_str_equal (kontor_json_get_string (kontor_json_at (runs, i), "uid", ""), uid))
      return kontor_json_at (runs, i);
  return NULL;
}

static void
again_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Errand *errand = user_data;
  g_autoptr (KontorPayOutPage) self = kontor_weak_take (g_steal_pointer (&errand->page));

  errand->file = kontor_file_save_finish (result, NULL);
  if (self != NULL && errand->file != NULL)
    start (self, errand);
  else
    errand_free (errand);
}

static void
again_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorPayOutPage *self = KONTOR_PAY_OUT_PAGE (widget);
  const KontorJson *run = find_run (self, g_variant_get_string (parameter, NULL));
  Errand           *errand = NULL;

  if (run == NULL)
    return;
  errand = g_new0 (Errand, 1);
  errand->sha256 = g_strdup (kontor_json_get_string (run, "file_sha256", ""));
  errand->page = kontor_weak_new (self);
  kontor_file_save_async (widget,
                          _ ("Save Transfer File"),
                          kontor_json_get_string (run, "file_name", ""),
                          NULL,
                          again_chosen_cb,
                          errand);
}

static void
withdraw_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorPayOutPage *self = KONTOR_PAY_OUT_PAGE (widget);
  const KontorJson *run = find_run (self, g_variant_get_string (parameter, NULL));
  const KontorJson *incoming = kontor_json_get_array (run, "incoming");
  KontorJson       *params = kontor_json_new_object ();
  KontorJson       *uids = kontor_json_new_array ();

  for (guint i = 0; i < kontor_json_length (incoming); i++)
    kontor_json_append (
      uids,
      kontor_json_new_string (kontor_json_get_string (kontor_json_at (incoming, i), "uid", "")));
  kontor_json_set (params, "incoming", uids);
  kontor_act (widget, company_of (self), "payment.order.withdraw", params, _ ("Withdrawn"));
}

static void
retry_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  read_all (KONTOR_PAY_OUT_PAGE (widget));
}

/* --- page --- */

static gboolean
kontor_pay_out_page_suggested (KontorPage *page)
{
  return gtk_widget_activate_action (GTK_WIDGET (page), "pay-out.save", NULL);
}

static gboolean
kontor_pay_out_page_back (KontorPage *page)
{
  return gtk_widget_activate_action (GTK_WIDGET (page), "win.page", "s", "incoming-list");
}

static void
kontor_pay_out_page_shown (KontorPage *page)
{
  if (KONTOR_PAY_OUT_PAGE (page)->is_stale)
    read_all (KONTOR_PAY_OUT_PAGE (page));
}

static void
kontor_pay_out_page_constructed (GObject *object)
{
  KontorPayOutPage *self = KONTOR_PAY_OUT_PAGE (object);

  G_OBJECT_CLASS (kontor_pay_out_page_parent_class)->constructed (object);
  g_signal_connect_object (
    company_of (self), "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "pay-out.save", FALSE);
  read_all (self);
}

static void
kontor_pay_out_page_dispose (GObject *object)
{
  KontorPayOutPage *self = KONTOR_PAY_OUT_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (kontor_pay_out_page_parent_class)->dispose (object);
}

static void
kontor_pay_out_page_finalize (GObject *object)
{
  KontorPayOutPage *self = KONTOR_PAY_OUT_PAGE (object);

  g_clear_pointer (&self->answer, kontor_json_unref);
  g_clear_pointer (&self->checks, g_ptr_array_unref);
  g_clear_pointer (&self->struck_out, g_hash_table_unref);

  G_OBJECT_CLASS (kontor_pay_out_page_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, KontorPayOutPage, stack);
  gtk_widget_class_bind_template_child (widget_class, KontorPayOutPage, failed);
  gtk_widget_class_bind_template_child (widget_class, KontorPayOutPage, save);
  gtk_widget_class_bind_template_child (widget_class, KontorPayOutPage, no_account);
  gtk_widget_class_bind_template_child (widget_class, KontorPayOutPage, order_box);
  gtk_widget_class_bind_template_child (widget_class, KontorPayOutPage, account);
  gtk_widget_class_bind_template_child (widget_class, KontorPayOutPage, day);
  gtk_widget_class_bind_template_child (widget_class, KontorPayOutPage, invoices);
  gtk_widget_class_bind_template_child (widget_class, KontorPayOutPage, nothing);
  gtk_widget_class_bind_template_child (widget_class, KontorPayOutPage, runs_box);
  gtk_widget_class_bind_template_child (widget_class, KontorPayOutPage, runs);
  gtk_widget_class_bind_template_child (widget_class, KontorPayOutPage, footer);
  gtk_widget_class_bind_template_callback (widget_class, show_sums);
}

static void
kontor_pay_out_page_class_init (KontorPayOutPageClass *klass)
{
  GObjectClass    *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass  *widget_class = GTK_WIDGET_CLASS (klass);
  KontorPageClass *page_class = KONTOR_PAGE_CLASS (klass);

  object_class->constructed = kontor_pay_out_page_constructed;
  object_class->dispose = kontor_pay_out_page_dispose;
  object_class->finalize = kontor_pay_out_page_finalize;
  page_class->suggested = kontor_pay_out_page_suggested;
  page_class->back = kontor_pay_out_page_back;
  page_class->shown = kontor_pay_out_page_shown;

  g_type_ensure (KONTOR_TYPE_DATE_ENTRY);
  gtk_widget_class_install_action (widget_class, "pay-out.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "pay-out.again", "s", again_action);
  gtk_widget_class_install_action (widget_class, "pay-out.withdraw", "s", withdraw_action);
  gtk_widget_class_install_action (widget_class, "pay-out.retry", NULL, retry_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-pay-out-page.ui");
  bind_children (widget_class);
}

static void
kontor_pay_out_page_init (KontorPayOutPage *self)
{
  self->checks = g_ptr_array_new ();
  self->struck_out = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  kontor_date_entry_set_label (self->day, _ ("The bank pays on"));
  kontor_date_entry_set_end (self->day, kontor_time_now ());
}
