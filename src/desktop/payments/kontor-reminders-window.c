/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-reminders-window.h"

#include <glib/gi18n.h>

#include "kontor-act.h"
#include "kontor-file-store.h"
#include "kontor-format.h"
#include "kontor-payment-query.h"
#include "kontor-print.h"
#include "kontor-problem.h"
#include "kontor-toast.h"
#include "kontor-weak.h"

#define MOST_MADE 50 /* that are shown; all are in the list of kontorctl */

/**
 * KontorRemindersWindow:
 *
 * Which letters about overdue invoices may go out, and those that were made: to print, or to take
 * back.
 */
struct _KontorRemindersWindow
{
  AdwWindow parent_instance;

  KontorCompany *company;     /* (owned) (not nullable) */
  GCancellable  *cancellable; /* (owned) (nullable): of the reading under way */
  KontorJson    *letters;     /* (owned) (nullable): that are proposed */
  gint64         day;         /* today */

  /* Template children */
  AdwToastOverlay *toasts;
  GtkLabel        *notice;
  GtkStack        *stack;
  AdwStatusPage   *blocked;
  AdwStatusPage   *failed;
  GtkListBox      *proposed;
  GtkWidget       *made_part;
  GtkListBox      *made;
};

G_DEFINE_FINAL_TYPE (KontorRemindersWindow, kontor_reminders_window, ADW_TYPE_WINDOW)

static const char *
say_level (gint64 level)
{
  static const char *const words[] = { N_ ("Payment reminder"),
                                       N_ ("First overdue notice"),
                                       N_ ("Second overdue notice"),
                                       N_ ("Final notice") };

  return _ (words[CLAMP (level, 0, (gint64) G_N_ELEMENTS (words) - 1)]);
}

static gint64
get (const KontorJson *letter, const char *key)
{
  return kontor_json_get_integer (letter, key, 0);
}

static char *
format_money (const KontorJson *letter, gint64 minor)
{
  return kontor_format_money (minor, kontor_json_get_string (letter, "currency", ""));
}

/* --- rows --- */

static void
clear_list (GtkListBox *list)
{
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, child);
}

static GtkWidget *
new_row (const char *title, const char *subtitle, const char *amount)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *label = gtk_label_new (amount);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 3);
  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  return row;
}

static void
add_button (GtkWidget *row, const char *label, const char *action, guint index)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "u", index);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

/* The level, what the letter costs, and which invoices it is about. */
static char *
describe (const KontorJson *letter)
{
  const KontorJson *items = kontor_json_get_array (letter, "items");
  GString          *text = g_string_new (say_level (get (letter, "level")));
  gint64            costs = get (letter, "interest_minor") + get (letter, "fee_minor")
                 + get (letter, "lump_sum_minor");

  if (costs > 0)
    {
      g_autofree char *amount = format_money (letter, costs);

      /* Translators: an amount */
      g_string_append_printf (text, _ (", with %s of interest and costs"), amount);
    }
  for (guint i = 0; i < kontor_json_length (items); i++)
    g_string_append_printf (text,
                            "%s%s",
                            i == 0 ? "\n" : ", ",
                            kontor_json_get_string (kontor_json_at (items, i), "number", ""));
  return g_string_free (text, FALSE);
}

static void
show_proposed (KontorRemindersWindow *self, const KontorJson *answer)
{
  const char *notice = kontor_json_get_string (answer, "notice", "");
  const char *blocked = kontor_json_get_string (answer, "blocked", "");
  guint       n = kontor_json_length (self->letters);

  clear_list (self->proposed);
  for (guint i = 0; i < n; i++)
    {
      const KontorJson *letter = kontor_json_at (self->letters, i);
      g_autofree char  *subtitle = describe (letter);
      g_autofree char  *amount = format_money (
        letter,
        get (letter, "open_minor") + get (letter, "interest_minor") + get (letter, "fee_minor")
          + get (letter, "lump_sum_minor"));
      GtkWidget *row = new_row (
        kontor_json_get_string (letter, "customer_name", ""), subtitle, amount);

      add_button (row, _ ("_Make"), "reminders.make", i);
      gtk_list_box_append (self->proposed, row);
    }
  gtk_label_set_label (self->notice, notice);
  gtk_widget_set_visible (GTK_WIDGET (self->notice), *notice != '\0');
  adw_status_page_set_description (self->blocked, blocked);
  gtk_stack_set_visible_child_name (self->stack,
                                    *blocked != '\0' ? "blocked" : (n > 0 ? "letters" : "none"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "reminders.make-all", n > 0);
}

static GtkWidget *
new_made_row (const KontorJson *letter)
{
  gboolean         is_undone = kontor_json_get_boolean (letter, "undone", FALSE);
  g_autofree char *day = kontor_time_format_local (
    kontor_day_start (get (letter, "made_on"), kontor_format_zone ()), kontor_format_zone (), "%x");
  g_autofree char *subtitle = g_strdup_printf ("%s · %s · %s%s%s",
                                               kontor_json_get_string (letter, "number", ""),
                                               say_level (get (letter, "level")),
                                               day,
                                               is_undone ? " · " : "",
                                               is_undone ? _ ("not sent") : "");
  g_autofree char *amount = format_money (
    letter,
    get (letter, "open_minor") + get (letter, "interest_minor") + get (letter, "fee_minor"));

  return new_row (kontor_json_get_string (letter, "customer_name", ""), subtitle, amount);
}

static void
show_made (KontorRemindersWindow *self, const KontorJson *made)
{
  guint n = MIN (kontor_json_length (made), MOST_MADE);

  clear_list (self->made);
  for (guint i = 0; i < n; i++)
    {
      const KontorJson *letter = kontor_json_at (made, i);
      GtkWidget        *row = new_made_row (letter);

      g_object_set_data_full (G_OBJECT (row),
                              "kontor-letter",
                              kontor_json_ref ((KontorJson *) letter), /* read only */
                              (GDestroyNotify) kontor_json_unref);
      if (!kontor_json_get_boolean (letter, "undone", FALSE))
        add_button (row, _ ("_Not Sent"), "reminders.undo", i);
      add_button (row, _ ("_Print…"), "reminders.print", i);
      gtk_list_box_append (self->made, row);
    }
  gtk_widget_set_visible (self->made_part, n > 0);
}

/* --- reading --- */

static gpointer
read_in_reader (KontorDatabase *database, gpointer day, GError **error)
{
  g_autoptr (KontorJson) answer = kontor_query_dunning (database, *(gint64 *) day, error);
  KontorJson *made = answer != NULL ? kontor_query_reminders (database, error) : NULL;

  if (made == NULL)
    return NULL;
  kontor_json_set (answer, "made", made);
  return g_steal_pointer (&answer);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorRemindersWindow) self = kontor_weak_take (user_data);
  g_autoptr (KontorJson) answer = kontor_replica_read_finish (
    KONTOR_REPLICA (source), result, &error);
  g_autoptr (KontorProblem) problem = NULL;
  const KontorJson *letters = kontor_json_get_array (answer, "letters");

  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (answer != NULL)
    {
      g_clear_pointer (&self->letters, kontor_json_unref);
      self->letters = kontor_json_ref ((KontorJson *) letters); /* read only */
      show_proposed (self, answer);
      show_made (self, kontor_json_get_array (answer, "made"));
      return;
    }
  problem = kontor_problem_from_error (error);
  adw_status_page_set_title (self->failed, problem->title);
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

static void
read_letters (KontorRemindersWindow *self)
{
  gint64 *day = g_new (gint64, 1);

  *day = self->day;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  kontor_replica_read_async (kontor_company_get_replica (self->company),
                             read_in_reader,
                             day,
                             g_free,
                             (GDestroyNotify) kontor_json_unref,
                             self->cancellable,
                             read_cb,
                             kontor_weak_new (self));
}

/* --- actions --- */

/* Below the overlay, where toasts find it. */
static GtkWidget *
get_inner (KontorRemindersWindow *self)
{
  return GTK_WIDGET (self->stack);
}

/* What was done shows in the lists, and is taken back there. */
static void
done_cb (GtkWidget *widget, const KontorJson *result)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  if (KONTOR_IS_REMINDERS_WINDOW (root))
    read_letters (KONTOR_REMINDERS_WINDOW (root));
}

static void
make (KontorRemindersWindow *self, guint first, guint end)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (
    (GDestroyNotify) kontor_replica_item_free);

  for (guint i = first; i < end; i++)
    {
      KontorJson *params = kontor_json_new_object ();

      kontor_json_set (
        params, "letter", kontor_json_ref ((KontorJson *) kontor_json_at (self->letters, i)));
      g_ptr_array_add (items, kontor_act_item ("dunning.make", params));
    }
  kontor_act_many_then (get_inner (self), self->company, items, NULL, done_cb);
}

static void
make_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorRemindersWindow *self = KONTOR_REMINDERS_WINDOW (widget);
  guint                  index = g_variant_get_uint32 (parameter);

  if (index < kontor_json_length (self->letters))
    make (self, index, index + 1);
}

static void
make_all_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorRemindersWindow *self = KONTOR_REMINDERS_WINDOW (widget);

  if (kontor_json_length (self->letters) > 0)
    make (self, 0, kontor_json_length (self->letters));
}

/* Returns: (nullable): the letter of a row of those that were made */
static const KontorJson *
get_made (KontorRemindersWindow *self, GVariant *parameter)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->made,
                                                      (int) g_variant_get_uint32 (parameter));

  return row != NULL ? g_object_get_data (G_OBJECT (row), "kontor-letter") : NULL;
}

static void
undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorRemindersWindow *self = KONTOR_REMINDERS_WINDOW (widget);
  const KontorJson      *letter = get_made (self, parameter);
  KontorJson            *params = NULL;

  if (letter == NULL)
    return;
  params = kontor_json_new_object ();
  kontor_json_set_string (params, "dunning", kontor_json_get_string (letter, "uid", ""));
  kontor_json_set_string (params, "reason", "");
  kontor_act_then (get_inner (self), self->company, "dunning.undo", params, NULL, done_cb);
}

typedef struct
{
  gpointer widget; /* of kontor_weak_new() */
  char    *sha256; /* (owned) */
  char    *name;   /* (owned) */
} Errand;

static void
bytes_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Errand *errand = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorRemindersWindow) self = kontor_weak_take (errand->widget);
  g_autoptr (GBytes) bytes = kontor_replica_read_finish (KONTOR_REPLICA (source), result, &error);
  g_autofree char *sha256 = errand->sha256; /* freed with the errand */
  g_autofree char *name = errand->name;

  if (self == NULL)
    return;
  if (error != NULL)
    kontor_problem_present (get_inner (self), error);
  else if (bytes == NULL)
    kontor_toast (get_inner (self), _ ("The file is not on this station yet"));
  else
    kontor_print_pdf (get_inner (self), kontor_company_get_documents (self->company), bytes, name);
}

static void
print_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorRemindersWindow *self = KONTOR_REMINDERS_WINDOW (widget);
  const KontorJson      *letter = get_made (self, parameter);
  Errand                *errand = NULL;

  if (letter == NULL)
    return;
  errand = g_new0 (Errand, 1);
  errand->widget = kontor_weak_new (self);
  errand->sha256 = g_strdup (kontor_json_get_string (letter, "pdf_sha256", ""));
  errand->name = g_strdup (kontor_json_get_string (letter, "number", ""));
  kontor_replica_read_async (kontor_company_get_replica (self->company),
                             kontor_file_store_read,
                             errand->sha256,
                             NULL,
                             (GDestroyNotify) g_bytes_unref,
                             NULL,
                             bytes_read_cb,
                             errand);
}

static void
kontor_reminders_window_dispose (GObject *object)
{
  KontorRemindersWindow *self = KONTOR_REMINDERS_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->company);
  g_clear_pointer (&self->letters, kontor_json_unref);

  G_OBJECT_CLASS (kontor_reminders_window_parent_class)->dispose (object);
}

static void
kontor_reminders_window_class_init (KontorRemindersWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_reminders_window_dispose;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_install_action (widget_class, "reminders.make", "u", make_action);
  gtk_widget_class_install_action (widget_class, "reminders.make-all", NULL, make_all_action);
  gtk_widget_class_install_action (widget_class, "reminders.undo", "u", undo_action);
  gtk_widget_class_install_action (widget_class, "reminders.print", "u", print_action);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/kontorapp/Kontor/ui/kontor-reminders-window.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorRemindersWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, KontorRemindersWindow, notice);
  gtk_widget_class_bind_template_child (widget_class, KontorRemindersWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, KontorRemindersWindow, blocked);
  gtk_widget_class_bind_template_child (widget_class, KontorRemindersWindow, failed);
  gtk_widget_class_bind_template_child (widget_class, KontorRemindersWindow, proposed);
  gtk_widget_class_bind_template_child (widget_class, KontorRemindersWindow, made_part);
  gtk_widget_class_bind_template_child (widget_class, KontorRemindersWindow, made);
}

static void
kontor_reminders_window_init (KontorRemindersWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "reminders.make-all", FALSE);
}

/**
 * kontor_reminders_window_new:
 * @opener: (nullable): what it was asked from
 * @company: whose
 * @day: today, days since 1970-01-01
 *
 * Returns: (transfer none): a window that shows which letters may go out; it is to be presented
 */
KontorRemindersWindow *
kontor_reminders_window_new (GtkWidget *opener, KontorCompany *company, gint64 day)
{
  KontorRemindersWindow *self = g_object_new (KONTOR_TYPE_REMINDERS_WINDOW,
                                              "transient-for",
                                              opener != NULL ? gtk_widget_get_root (opener) : NULL,
                                              "modal",
                                              opener != NULL,
                                              NULL);

  self->company = g_object_ref (company);
  self->day = day;
  read_letters (self);
  return self;
}
