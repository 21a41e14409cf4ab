/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-open-items-window.h"

#include <glib/gi18n.h>

#include "kontor-date-entry.h"
#include "kontor-format.h"
#include "kontor-payment-query.h"
#include "kontor-problem.h"
#include "kontor-weak.h"

#define MOST_ROWS 500 /* more are summed up, and said */

/**
 * KontorOpenItemsWindow:
 *
 * What customers owe by age, today or at the end of any day that was.
 */
struct _KontorOpenItemsWindow
{
  AdwWindow parent_instance;

  KontorCompany *company;     /* (owned) (not nullable) */
  GCancellable  *cancellable; /* (owned) (nullable): of the reading under way */
  gint64         day;         /* that is asked for */

  /* Template children */
  KontorDateEntry *date;
  GtkStack        *stack;
  AdwStatusPage   *failed;
  GtkListBox      *ages;
  GtkListBox      *items;
  GtkLabel        *more;
};

G_DEFINE_FINAL_TYPE (KontorOpenItemsWindow, kontor_open_items_window, ADW_TYPE_WINDOW)

static const char *
say_age (const char *age)
{
  static const char *const words[][2] = {
    { "not_due", N_ ("Not due yet") },        { "1-30", N_ ("1 to 30 days late") },
    { "31-60", N_ ("31 to 60 days late") },   { "61-90", N_ ("61 to 90 days late") },
    { "91+", N_ ("More than 90 days late") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i][0], age))
      return _ (words[i][1]);
  return age;
}

static void
clear_list (GtkListBox *list)
{
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, child);
}

static GtkWidget *
new_row (const char *title, const char *subtitle, const KontorJson *from)
{
  GtkWidget       *row = adw_action_row_new ();
  g_autofree char *amount = kontor_format_money (kontor_json_get_integer (from, "open_minor", 0),
                                                 kontor_json_get_string (from, "currency", ""));
  GtkWidget       *label = gtk_label_new (amount);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  return row;
}

static void
show_ages (KontorOpenItemsWindow *self, const KontorJson *ages)
{
  clear_list (self->ages);
  for (guint i = 0; i < kontor_json_length (ages); i++)
    {
      const KontorJson *age = kontor_json_at (ages, i);
      gint64            n = kontor_json_get_integer (age, "count", 0);
      g_autofree char  *count = kontor_format_count (n);
      g_autofree char  *words = g_strdup_printf (
        ngettext ("%s document", "%s documents", (gulong) n), count);

      if (n > 0)
        gtk_list_box_append (
          self->ages, new_row (say_age (kontor_json_get_string (age, "age", "")), words, age));
    }
}

static GtkWidget *
new_item_row (const KontorJson *item)
{
  g_autofree char *due = kontor_time_format_local (
    kontor_day_start (kontor_json_get_integer (item, "due_on", 0), kontor_format_zone ()),
    kontor_format_zone (),
    "%x");
  g_autofree char *subtitle = g_strdup_printf (
    _ ("%s · due on %s"), kontor_json_get_string (item, "customer_name", ""), due);

  return new_row (kontor_json_get_string (item, "number", ""), subtitle, item);
}

static void
show_items (KontorOpenItemsWindow *self, const KontorJson *items)
{
  guint            n_items = kontor_json_length (items);
  g_autofree char *count = kontor_format_count (n_items > MOST_ROWS ? n_items - MOST_ROWS : 0);
  g_autofree char *more = g_strdup_printf (_ ("and %s more, in the list of invoices"), count);

  clear_list (self->items);
  for (guint i = 0; i < MIN (n_items, MOST_ROWS); i++)
    gtk_list_box_append (self->items, new_item_row (kontor_json_at (items, i)));
  gtk_label_set_label (self->more, more);
  gtk_widget_set_visible (GTK_WIDGET (self->more), n_items > MOST_ROWS);
  gtk_stack_set_visible_child_name (self->stack, n_items > 0 ? "items" : "none");
}

static gpointer
read_in_reader (KontorDatabase *database, gpointer day, GError **error)
{
  return kontor_query_open_items (database, *(gint64 *) day, error);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorOpenItemsWindow) self = kontor_weak_take (user_data);
  g_autoptr (KontorJson) answer = kontor_replica_read_finish (
    KONTOR_REPLICA (source), result, &error);
  g_autoptr (KontorProblem) problem = NULL;

  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (answer != NULL)
    {
      show_ages (self, kontor_json_get_array (answer, "ages"));
      show_items (self, kontor_json_get_array (answer, "items"));
      return;
    }
  problem = kontor_problem_from_error (error);
  adw_status_page_set_title (self->failed, problem->title);
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

static void
read_items (KontorOpenItemsWindow *self)
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

static void
day_changed_cb (KontorOpenItemsWindow *self)
{
  if (!kontor_date_entry_is_right (self->date) || kontor_date_entry_is_empty (self->date))
    return;
  self->day = kontor_day_from_time (kontor_date_entry_get_end (self->date), kontor_format_zone ());
  read_items (self);
}

static void
kontor_open_items_window_dispose (GObject *object)
{
  KontorOpenItemsWindow *self = KONTOR_OPEN_ITEMS_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->company);

  G_OBJECT_CLASS (kontor_open_items_window_parent_class)->dispose (object);
}

static void
kontor_open_items_window_class_init (KontorOpenItemsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_open_items_window_dispose;
  g_type_ensure (KONTOR_TYPE_DATE_ENTRY);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/kontorapp/Kontor/ui/kontor-open-items-window.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorOpenItemsWindow, date);
  gtk_widget_class_bind_template_child (widget_class, KontorOpenItemsWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, KontorOpenItemsWindow, failed);
  gtk_widget_class_bind_template_child (widget_class, KontorOpenItemsWindow, ages);
  gtk_widget_class_bind_template_child (widget_class, KontorOpenItemsWindow, items);
  gtk_widget_class_bind_template_child (widget_class, KontorOpenItemsWindow, more);
  gtk_widget_class_bind_template_callback (widget_class, day_changed_cb);
}

static void
kontor_open_items_window_init (KontorOpenItemsWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  kontor_date_entry_set_label (self->date, _ ("At the end of"));
}

/**
 * kontor_open_items_window_present:
 * @opener: what it was asked from
 * @company: whose
 *
 * Shows what is open today; another day can be typed.
 */
void
kontor_open_items_window_present (GtkWidget *opener, KontorCompany *company)
{
  KontorOpenItemsWindow *self = g_object_new (KONTOR_TYPE_OPEN_ITEMS_WINDOW,
                                              "transient-for",
                                              gtk_widget_get_root (opener),
                                              "modal",
                                              TRUE,
                                              NULL);

  self->company = g_object_ref (company);
  self->day = kontor_day_from_time (kontor_time_now (), kontor_format_zone ());
  kontor_date_entry_set_end (self->date, kontor_time_now ());
  read_items (self);
  gtk_window_present (GTK_WINDOW (self));
}
