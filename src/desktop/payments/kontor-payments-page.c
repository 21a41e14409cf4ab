/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-payments-page.h"

#include <glib/gi18n.h>

#include "kontor-act.h"
#include "kontor-ask-window.h"
#include "kontor-dialogs.h"
#include "kontor-entry-pane.h"
#include "kontor-format.h"
#include "kontor-open-items-window.h"
#include "kontor-payment-query.h"
#include "kontor-problem.h"
#include "kontor-statement-window.h"
#include "kontor-statement-work.h"
#include "kontor-toast.h"
#include "kontor-weak.h"

#define MOST_CERTAIN 2000 /* booked at once */
#define TO_MATCH "state:to-match,part-matched"

/**
 * KontorPaymentsPage:
 *
 * What the banks' statements say, and what it was for: one entry after the other, by Enter.
 */
struct _KontorPaymentsPage
{
  KontorListPage parent_instance;

  KontorUid advance_from; /* nil: nothing was confirmed; or the entry after which the next comes */
  guint     advance_at;   /* its position then */
  gboolean  is_narrowed;  /* to what is to be matched, once there is anything */
  gboolean  wants_first;  /* a statement came in: its newest entry is next */
};

G_DEFINE_FINAL_TYPE (KontorPaymentsPage, kontor_payments_page, KONTOR_TYPE_LIST_PAGE)

static KontorCompany *
get_company (KontorPaymentsPage *self)
{
  return kontor_page_get_company (KONTOR_PAGE (self));
}

static KontorGrid *
get_grid (KontorPaymentsPage *self)
{
  return kontor_list_page_get_list (KONTOR_LIST_PAGE (self));
}

/* --- import --- */

static void
show_first (KontorPaymentsPage *self)
{
  KontorGrid *grid = get_grid (self);

  if (!self->wants_first || !self->is_narrowed
      || g_list_model_get_n_items (G_LIST_MODEL (kontor_grid_get_rows (grid))) == 0)
    return;
  self->wants_first = FALSE;
  kontor_grid_select (grid, 0);
  gtk_widget_grab_focus (GTK_WIDGET (grid));
}

/* All that an archive brought, in one sentence. */
static char *
say_archive (const KontorJson *report)
{
  gint64           n_new = kontor_json_get_integer (report, "entries", 0);
  gulong           n_files = kontor_json_length (kontor_json_get_array (report, "files"));
  g_autofree char *count = kontor_format_count (n_new);
  g_autofree char *files = kontor_format_count ((gint64) n_files);
  g_autofree char *first = g_strdup_printf (
    ngettext ("%s new entry of the bank", "%s new entries of the bank", (gulong) n_new), count);

  /* Translators: the first is "12 new entries of the bank", the second a number. */
  return g_strdup_printf (
    ngettext ("%s from %s file of the archive", "%s from %s files of the archive", n_files),
    first,
    files);
}

static char *
say_report (const KontorJson *report)
{
  gint64           n_new = kontor_json_get_integer (report, "entries", 0);
  gint64           n_known = kontor_json_get_integer (report, "known", 0);
  g_autofree char *count = kontor_format_count (n_new);

  if (kontor_json_has (report, "files"))
    return say_archive (report);
  if (n_new == 0)
    return g_strdup (n_known > 0 ? _ ("Everything in this statement is here already")
                                 : _ ("The statement has no entries"));
  return g_strdup_printf (
    ngettext ("%s new entry of the bank", "%s new entries of the bank", (gulong) n_new), count);
}

/* The files of an archive that were not read, a line each; NULL when all were. */
static char *
say_problems (const KontorJson *report)
{
  const KontorJson *files = kontor_json_get_array (report, "files");
  GString          *words = g_string_new (NULL);

  for (guint i = 0; i < kontor_json_length (files); i++)
    {
      const KontorJson *file = kontor_json_at (files, i);

      if (kontor_json_has (file, "problem"))
        g_string_append_printf (words,
                                "%s%s: %s",
                                words->len > 0 ? "\n" : "",
                                kontor_json_get_string (file, "name", ""),
                                kontor_json_get_string (file, "problem", ""));
    }
  return g_string_free (words, words->len == 0);
}

static void
show_notes (KontorPaymentsPage *self, const KontorJson *report)
{
  const KontorJson *notes = kontor_json_get_array (report, "notes");
  g_autofree char  *problems = say_problems (report);

  if (problems != NULL)
    kontor_details_present (
      GTK_WIDGET (self), _ ("Not Every File in the Archive Was Read"), problems, NULL);
  else if (kontor_json_length (notes) > 0
           && !g_str_equal (kontor_json_get_string (report, "format", ""), "csv"))
    kontor_details_present (GTK_WIDGET (self),
                            _ ("The Statement Is Not Whole"),
                            kontor_json_string (kontor_json_at (notes, 0)),
                            NULL);
}

static void
show_report (KontorPaymentsPage *self, const KontorJson *report)
{
  g_autofree char *words = say_report (report);

  self->wants_first = kontor_json_get_integer (report, "entries", 0) > 0;
  show_first (self);
  kontor_toast (GTK_WIDGET (self), words);
  show_notes (self, report);
}

static void
imported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorPaymentsPage) self = kontor_weak_take (user_data);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (KontorJson) report = kontor_statement_work_run_finish (result, &bytes, &error);
  KontorStatementWindow *window = NULL;

  if (self == NULL)
    return;
  if (report == NULL)
    kontor_problem_present (GTK_WIDGET (self), error);
  else if (!kontor_json_has (report, "table"))
    show_report (self, report);
  else
    {
      window = kontor_statement_window_new (GTK_WIDGET (self), get_company (self), bytes, report);
      g_signal_connect_object (
        window, "imported", G_CALLBACK (show_report), self, G_CONNECT_SWAPPED);
      gtk_window_present (GTK_WINDOW (window));
    }
}

static void
import_file (KontorPaymentsPage *self, GFile *file)
{
  kontor_statement_work_run_async (get_company (self),
                                   &(KontorStatementOrder){ .file = file },
                                   imported_cb,
                                   kontor_weak_new (self));
}

static void
file_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (KontorPaymentsPage) self = kontor_weak_take (user_data);
  g_autoptr (GFile) file = kontor_file_open_finish (result, NULL);

  if (self != NULL && file != NULL)
    import_file (self, file);
}

static gboolean
kontor_payments_page_create (KontorPage *page)
{
  kontor_file_open_async (
    GTK_WIDGET (page), _ ("Import a Statement"), NULL, file_chosen_cb, kontor_weak_new (page));
  return TRUE;
}

static gboolean
kontor_payments_page_take_file (KontorPage *page, GFile *file)
{
  import_file (KONTOR_PAYMENTS_PAGE (page), file);
  return TRUE;
}

static void
add_account_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorAskWindow *window = kontor_ask_window_new (
    widget, get_company (KONTOR_PAYMENTS_PAGE (widget)), _ ("New Bank Account"), _ ("_Add"));

  kontor_ask_window_add_entry (window, "name", _ ("_Name"), KONTOR_ASK_TEXT, TRUE);
  kontor_ask_window_add_entry (window, "iban", _ ("_IBAN"), KONTOR_ASK_TEXT, TRUE);
  kontor_ask_window_add_entry (window, "bic", _ ("_BIC"), KONTOR_ASK_TEXT, FALSE);
  kontor_ask_window_add_entry (
    window, "ledger_account", _ ("_Ledger Account"), KONTOR_ASK_TEXT, FALSE);
  kontor_ask_window_set_command (window, "bank.account.create", NULL, _ ("Account added"), NULL);
  gtk_window_present (GTK_WINDOW (window));
}

/* --- what is certain --- */

static gpointer
certain_in_reader (KontorDatabase *database, gpointer unused, GError **error)
{
  return kontor_query_proposed_matches (database, TRUE, MOST_CERTAIN, error);
}

static void
book (KontorPaymentsPage *self, const KontorJson *matches)
{
  guint n = kontor_json_length (matches);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (
    (GDestroyNotify) kontor_replica_item_free);
  g_autofree char *count = kontor_format_count (n);
  g_autofree char *done = g_strdup_printf (ngettext ("%s entry matched", "%s entries matched", n),
                                           count);

  for (guint i = 0; i < n; i++)
    {
      KontorJson *params = kontor_query_match_params (kontor_json_at (matches, i));

      if (params != NULL)
        g_ptr_array_add (items, kontor_act_item ("payment.allocate", params));
    }
  kontor_act_many (GTK_WIDGET (self), get_company (self), items, done);
}

static void
certain_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorPaymentsPage) self = kontor_weak_take (user_data);
  g_autoptr (KontorJson) matches = kontor_replica_read_finish (
    KONTOR_REPLICA (source), result, &error);

  if (self == NULL)
    return;
  if (matches == NULL)
    kontor_problem_present (GTK_WIDGET (self), error);
  else if (kontor_json_length (matches) == 0)
    kontor_toast (GTK_WIDGET (self), _ ("Nothing is certain: look at the suggestions one by one"));
  else
    book (self, matches);
}

static void
book_certain_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorPaymentsPage *self = KONTOR_PAYMENTS_PAGE (widget);

  kontor_replica_read_async (kontor_company_get_replica (get_company (self)),
                             certain_in_reader,
                             NULL,
                             NULL,
                             (GDestroyNotify) kontor_json_unref,
                             NULL,
                             certain_read_cb,
                             kontor_weak_new (self));
}

static void
open_items_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  kontor_open_items_window_present (widget, get_company (KONTOR_PAYMENTS_PAGE (widget)));
}

/* --- one after the other --- */

static guint
find_position (KontorPaymentsPage *self, const KontorUid *uid)
{
  GListModel *rows = G_LIST_MODEL (kontor_grid_get_rows (get_grid (self)));

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (KontorRow) row = g_list_model_get_item (rows, i);
      const KontorListRow *data = kontor_row_get_data (row);

      if (data != NULL && kontor_uid_equal (&data->uid, uid))
        return i;
    }
  return GTK_INVALID_LIST_POSITION;
}

/* The list may have lost the row, or shows it still, as matched. */
static void
advance (KontorPaymentsPage *self)
{
  GListModel *rows = G_LIST_MODEL (kontor_grid_get_rows (get_grid (self)));
  guint       n_rows = g_list_model_get_n_items (rows);
  guint       at = self->advance_at;

  if (kontor_uid_is_nil (&self->advance_from))
    return;
  if (find_position (self, &self->advance_from) == at)
    at++;
  self->advance_from = (KontorUid){ 0 };
  if (n_rows == 0)
    return;
  kontor_grid_select (get_grid (self), MIN (at, n_rows - 1));
  gtk_widget_grab_focus (GTK_WIDGET (get_grid (self)));
}

/* An empty list says what to do first; one with entries begins with what is to be matched. */
static void
settled_cb (KontorPaymentsPage *self)
{
  GListModel *rows = G_LIST_MODEL (kontor_grid_get_rows (get_grid (self)));

  if (!self->is_narrowed && g_list_model_get_n_items (rows) > 0)
    {
      self->is_narrowed = TRUE;
      kontor_page_filter (KONTOR_PAGE (self), TO_MATCH);
      return;
    }
  show_first (self);
  advance (self);
}

/* Somebody asks for other rows: those are shown. */
static void
kontor_payments_page_open (KontorPage *page, const KontorUid *uid)
{
  KONTOR_PAYMENTS_PAGE (page)->is_narrowed = TRUE;
  KONTOR_PAGE_CLASS (kontor_payments_page_parent_class)->open (page, uid);
}

static void
kontor_payments_page_filter (KontorPage *page, const char *filter)
{
  KONTOR_PAYMENTS_PAGE (page)->is_narrowed = TRUE;
  KONTOR_PAGE_CLASS (kontor_payments_page_parent_class)->filter (page, filter);
}

static void
next_entry_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorPaymentsPage *self = KONTOR_PAYMENTS_PAGE (widget);

  if (find_position (self, &self->advance_from) == GTK_INVALID_LIST_POSITION)
    advance (self); /* the list was faster */
}

/* Where the list stands, before the entry may leave it. */
static void
remember (KontorPaymentsPage *self)
{
  g_autoptr (GPtrArray) selected = kontor_grid_get_selected (get_grid (self));

  if (selected->len == 1 && kontor_row_get_data (g_ptr_array_index (selected, 0)) != NULL)
    {
      self->advance_from = kontor_row_get_data (g_ptr_array_index (selected, 0))->uid;
      self->advance_at = find_position (self, &self->advance_from);
    }
}

static gboolean
confirm (KontorPaymentsPage *self)
{
  GtkWidget *pane = kontor_list_page_get_pane (KONTOR_LIST_PAGE (self));

  if (!kontor_entry_pane_can_confirm (KONTOR_ENTRY_PANE (pane)))
    return FALSE;
  remember (self);
  return gtk_widget_activate_action (pane, "entry.confirm", NULL);
}

static gboolean
enter_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  KontorPaymentsPage *self = KONTOR_PAYMENTS_PAGE (widget);
  GtkWidget          *focus = gtk_root_get_focus (gtk_widget_get_root (widget));

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (get_grid (self)))
         && kontor_grid_count_selected (get_grid (self)) == 1 && confirm (self);
}

static void
add_shortcuts (KontorPaymentsPage *self)
{
  static const guint  keys[] = { GDK_KEY_Return, GDK_KEY_KP_Enter };
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (controller),
      gtk_shortcut_new (gtk_keyval_trigger_new (keys[i], 0),
                        gtk_callback_action_new (enter_cb, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

static char *
kontor_payments_page_dup_count (KontorListPage *self, gint64 count)
{
  g_autofree char *number = kontor_format_count (count);

  return g_strdup_printf (ngettext ("%s entry", "%s entries", (gulong) count), number);
}

static void
kontor_payments_page_constructed (GObject *object)
{
  KontorPaymentsPage *self = KONTOR_PAYMENTS_PAGE (object);
  KontorListPage     *page = KONTOR_LIST_PAGE (object);

  G_OBJECT_CLASS (kontor_payments_page_parent_class)->constructed (object);
  kontor_list_page_add_item (page, _ ("_Book What Is Certain"), "page.book-certain");
  kontor_list_page_add_item (page, _ ("_Open Items by Age…"), "page.open-items");
  kontor_list_page_add_item (page, _ ("_Pay Invoices"), "win.page::pay-out");
  kontor_list_page_add_item (page, _ ("O_verdue and Reminders"), "win.page::overdue");
  kontor_list_page_add_item (page, _ ("_Add Bank Account…"), "page.add-account");
  g_signal_connect_object (
    get_grid (self), "settled", G_CALLBACK (settled_cb), self, G_CONNECT_SWAPPED);
  add_shortcuts (self);
}

static void
kontor_payments_page_class_init (KontorPaymentsPageClass *klass)
{
  KontorListPageClass *list_class = KONTOR_LIST_PAGE_CLASS (klass);
  GtkWidgetClass      *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = kontor_payments_page_constructed;
  KONTOR_PAGE_CLASS (klass)->create = kontor_payments_page_create;
  KONTOR_PAGE_CLASS (klass)->take_file = kontor_payments_page_take_file;
  KONTOR_PAGE_CLASS (klass)->open = kontor_payments_page_open;
  KONTOR_PAGE_CLASS (klass)->filter = kontor_payments_page_filter;
  gtk_widget_class_install_action (widget_class, "page.book-certain", NULL, book_certain_action);
  gtk_widget_class_install_action (widget_class, "page.open-items", NULL, open_items_action);
  gtk_widget_class_install_action (widget_class, "page.add-account", NULL, add_account_action);
  gtk_widget_class_install_action (widget_class, "page.next-entry", NULL, next_entry_action);
  list_class->list = "entries";
  list_class->get_pane_type = kontor_entry_pane_get_type;
  list_class->create_label = N_ ("Import Statement");
  list_class->empty_icon = "kontor-payments-symbolic";
  list_class->empty_title = N_ ("No Statement Yet");
  list_class->empty_description = N_ ("Load a statement from your bank (CAMT, MT940, CSV, or a ZIP "
                                      "of them) and drop it here: each payment finds its "
                                      "invoice.");
  list_class->empty_button = N_ ("_Import Statement");
  list_class->empty_action = "win.new";
  list_class->dup_count = kontor_payments_page_dup_count;
}

static void
kontor_payments_page_init (KontorPaymentsPage *self)
{
}
