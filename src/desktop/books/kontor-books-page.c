/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-books-page.h"

#include <glib/gi18n.h>

#include "kontor-act.h"
#include "kontor-beside.h"
#include "kontor-books-query.h"
#include "kontor-books-rows.h"
#include "kontor-books-save.h"
#include "kontor-books-words.h"
#include "kontor-dialogs.h"
#include "kontor-problem.h"
#include "kontor-time.h"
#include "kontor-weak.h"

#define READ_AFTER_MS 400

/**
 * KontorBooksPage:
 *
 * The end of a month: what is open, its figures, the files for tax adviser and tax office, and
 * closing it.
 */
struct _KontorBooksPage
{
  KontorPage parent_instance;

  gint64        from;        /* first day of the month that is shown */
  KontorJson   *month;       /* (owned) (nullable): what the query said */
  GCancellable *cancellable; /* (owned) (nullable): of the reading under way */
  guint         read_id;
  gboolean      is_stale;
  gboolean      filling;

  /* Template children */
  AdwWindowTitle *title;
  GtkStack       *stack;
  AdwStatusPage  *failed;
  GtkListBox     *checks;
  GtkListBox     *vat;
  GtkListBox     *abroad;
  GtkListBox     *exports;
  GtkButton      *close;
  AdwEntryRow    *adviser;
  AdwEntryRow    *client;
  AdwComboRow    *chart;
};

G_DEFINE_FINAL_TYPE (KontorBooksPage, kontor_books_page, KONTOR_TYPE_PAGE)

static KontorCompany *
company_of (KontorBooksPage *self)
{
  return kontor_page_get_company (KONTOR_PAGE (self));
}

static gint64
last_day (KontorBooksPage *self)
{
  return kontor_books_first_of_month (self->from, 1) - 1;
}

static gint64
this_month (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();

  return kontor_books_first_of_month (kontor_day_from_time (kontor_time_now (), zone), 0);
}

/* --- what is shown --- */

static gboolean
is_closed (KontorBooksPage *self)
{
  return self->month != NULL && kontor_json_get_boolean (self->month, "closed", FALSE);
}

/* The title says which month; the button stays short, so that a narrow window has room for both. */
static void
show_close (KontorBooksPage *self)
{
  gboolean is_over = self->from < this_month ();
  gboolean ready = self->month != NULL && kontor_books_count_open (self->month) == 0;

  gtk_button_set_label (self->close, is_closed (self) ? _ ("_Open Again…") : _ ("_Close…"));
  if (ready && !is_closed (self))
    gtk_widget_add_css_class (GTK_WIDGET (self->close), "suggested-action");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->close), "suggested-action");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->close),
                               is_over ? _ ("Ctrl+Enter") : _ ("The month is not over yet"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "books.close", self->month != NULL && is_over);
  adw_window_title_set_subtitle (self->title, is_closed (self) ? _ ("closed") : "");
}

static void
show_settings (KontorBooksPage *self)
{
  const KontorJson *settings = kontor_company_get_settings (company_of (self));
  const char       *texts[2];
  GtkEditable      *rows[] = { GTK_EDITABLE (self->adviser), GTK_EDITABLE (self->client) };

  if (settings == NULL)
    return;
  texts[0] = kontor_json_get_string (settings, "datev_adviser", "");
  texts[1] = kontor_json_get_string (settings, "datev_client", "");
  self->filling = TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (gtk_widget_get_focus_child (GTK_WIDGET (rows[i])) == NULL
        && g_strcmp0 (gtk_editable_get_text (rows[i]), texts[i]) != 0)
      gtk_editable_set_text (rows[i], texts[i]);
  adw_combo_row_set_selected (
    self->chart, g_str_equal (kontor_json_get_string (settings, "datev_chart", "03"), "04"));
  self->filling = FALSE;
}

static void
show_month (KontorBooksPage *self)
{
  g_autofree char *month = kontor_books_dup_month (self->from);

  adw_window_title_set_title (self->title, month);
  show_close (self);
  show_settings (self);
  if (self->month == NULL)
    return;
  kontor_books_fill_checks (self->checks, self->month);
  kontor_books_fill_vat (self->vat, self->month);
  kontor_books_fill_abroad (self->abroad, self->month);
  kontor_books_fill_exports (self->exports, self->month);
  gtk_stack_set_visible_child_name (self->stack, "month");
}

/* --- reading --- */

/* The text is first and last day. */
static KontorJson *
query_month (KontorDatabase *database, const char *text, guint limit, GError **error)
{
  char  *rest = NULL;
  gint64 from = g_ascii_strtoll (text, &rest, 10);

  return kontor_query_month (database, from, g_ascii_strtoll (rest, NULL, 10), error);
}

static void
month_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorBooksPage) self = kontor_weak_take (user_data);
  g_autoptr (KontorJson) month = kontor_company_query_finish (NULL, result, &error);

  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (month != NULL)
    {
      g_clear_pointer (&self->month, kontor_json_unref);
      self->month = g_steal_pointer (&month);
      show_month (self);
    }
  else
    {
      g_autoptr (KontorProblem) problem = kontor_problem_from_error (error);

      adw_status_page_set_title (self->failed, problem->title);
      adw_status_page_set_description (self->failed, problem->advice);
      gtk_stack_set_visible_child_name (self->stack, "failed");
    }
}

static void
read_month (KontorBooksPage *self)
{
  g_autofree char *period = g_strdup_printf (
    "%" G_GINT64_FORMAT " %" G_GINT64_FORMAT, self->from, last_day (self));

  g_clear_handle_id (&self->read_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->is_stale = FALSE;
  kontor_company_query_text_async (company_of (self),
                                   query_month,
                                   period,
                                   0,
                                   self->cancellable,
                                   month_read_cb,
                                   kontor_weak_new (self));
}

static gboolean
read_later_cb (gpointer data)
{
  KontorBooksPage *self = data;

  self->read_id = 0;
  read_month (self);
  return G_SOURCE_REMOVE;
}

/* What is looked at is read again after a while; what is not, when it is shown. */
static void
changed_cb (KontorBooksPage *self, const GArray *touched)
{
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->is_stale = TRUE;
  else if (self->read_id == 0)
    self->read_id = g_timeout_add (READ_AFTER_MS, read_later_cb, self);
}

/* --- what people do --- */

static void
go_to (KontorBooksPage *self, gint64 from)
{
  self->from = from;
  g_clear_pointer (&self->month, kontor_json_unref);
  show_month (self);
  read_month (self);
}

static void
before_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorBooksPage *self = KONTOR_BOOKS_PAGE (widget);

  go_to (self, kontor_books_first_of_month (self->from, -1));
}

static void
after_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorBooksPage *self = KONTOR_BOOKS_PAGE (widget);

  go_to (self, kontor_books_first_of_month (self->from, 1));
}

static void
again_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  read_month (KONTOR_BOOKS_PAGE (widget));
}

/* Audits and their papers go by the year, the rest by the month. */
static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorBooksPage *self = KONTOR_BOOKS_PAGE (widget);
  const char      *kind = g_variant_get_string (parameter, NULL);
  gint64           from = self->from;
  gint64           to = last_day (self);

  if (g_str_equal (kind, "z3") || g_str_equal (kind, "procedure"))
    {
      g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (self->from * 86400);

      from = kontor_books_first_of_month (self->from, 1 - g_date_time_get_month (date));
      to = kontor_books_first_of_month (from, 12) - 1;
    }
  kontor_books_save (widget, company_of (self), kind, from, to);
}

static void
run_close (KontorBooksPage *self)
{
  gboolean         opens = is_closed (self);
  gint64           until = opens ? self->from : last_day (self) + 1;
  g_autofree char *day = kontor_day_format_iso (until);
  KontorJson      *params = kontor_json_new_object ();

  kontor_json_set_string (params, "until", day);
  kontor_act (GTK_WIDGET (self),
              company_of (self),
              opens ? "period.open" : "period.close",
              params,
              opens ? _ ("The month is open again") : _ ("The month is closed"));
}

static void
confirmed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (KontorBooksPage) self = kontor_weak_take (user_data);

  if (kontor_confirm_finish (result, NULL) && self != NULL)
    run_close (self);
}

static char *
dup_close_body (KontorBooksPage *self)
{
  guint n_open = kontor_books_count_open (self->month);

  if (is_closed (self))
    return g_strdup (
      _ ("Documents and movements can be dated into it and every month after it again. What was "
         "handed out to the tax adviser stays as it is."));
  if (n_open > 0)
    return g_strdup_printf (
      ngettext ("%u line of the checklist is still open. After closing, nothing is dated into this "
                "month or an earlier one.",
                "%u lines of the checklist are still open. After closing, nothing is dated into "
                "this month or an earlier one.",
                n_open),
      n_open);
  return g_strdup (_ ("After closing, nothing is dated into this month or an earlier one."));
}

static void
close_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorBooksPage *self = KONTOR_BOOKS_PAGE (widget);
  g_autofree char *month = kontor_books_dup_month (self->from);
  g_autofree char *body = dup_close_body (self);
  g_autofree char *heading = g_strdup_printf (
    is_closed (self) ? _ ("Open %s again?") : _ ("Close %s?"), month);

  kontor_confirm_async (widget,
                        heading,
                        body,
                        is_closed (self) ? _ ("_Open Month") : _ ("_Close Month"),
                        FALSE,
                        confirmed_cb,
                        kontor_weak_new (self));
}

static void
set (KontorBooksPage *self, const char *key, const char *value)
{
  KontorJson *params = kontor_json_new_object ();

  kontor_json_set_string (params, "key", key);
  kontor_json_set_string (params, "value", value);
  kontor_act (GTK_WIDGET (self), company_of (self), "company.set", params, _ ("Saved"));
}

static void
applied_cb (KontorBooksPage *self, AdwEntryRow *row)
{
  set (self,
       row == self->adviser ? "datev_adviser" : "datev_client",
       gtk_editable_get_text (GTK_EDITABLE (row)));
}

static void
chart_cb (KontorBooksPage *self)
{
  if (!self->filling)
    set (self, "datev_chart", adw_combo_row_get_selected (self->chart) == 1 ? "04" : "03");
}

/* --- the page --- */

static void
kontor_books_page_shown (KontorPage *page)
{
  KontorBooksPage *self = KONTOR_BOOKS_PAGE (page);

  if (self->month == NULL || self->is_stale)
    read_month (self);
}

static gboolean
kontor_books_page_suggested (KontorPage *page)
{
  KontorBooksPage *self = KONTOR_BOOKS_PAGE (page);

  if (self->month == NULL || self->from >= this_month ())
    return FALSE;
  close_action (GTK_WIDGET (self), NULL, NULL);
  return TRUE;
}

/* "2026-10": that month. */
static void
kontor_books_page_filter (KontorPage *page, const char *filter)
{
  g_autofree char *first = g_strdup_printf ("%s-01", filter);
  gint64           day = 0;

  if (kontor_day_parse (first, &day, NULL))
    go_to (KONTOR_BOOKS_PAGE (page), day);
}

static void
kontor_books_page_constructed (GObject *object)
{
  KontorBooksPage *self = KONTOR_BOOKS_PAGE (object);

  G_OBJECT_CLASS (kontor_books_page_parent_class)->constructed (object);
  g_signal_connect_object (
    company_of (self), "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
    company_of (self), "notify::settings", G_CALLBACK (show_settings), self, G_CONNECT_SWAPPED);
  show_month (self);
}

static void
kontor_books_page_dispose (GObject *object)
{
  KontorBooksPage *self = KONTOR_BOOKS_PAGE (object);

  g_clear_handle_id (&self->read_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->month, kontor_json_unref);
  G_OBJECT_CLASS (kontor_books_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, KontorBooksPage, title);
  gtk_widget_class_bind_template_child (widget_class, KontorBooksPage, stack);
  gtk_widget_class_bind_template_child (widget_class, KontorBooksPage, failed);
  gtk_widget_class_bind_template_child (widget_class, KontorBooksPage, checks);
  gtk_widget_class_bind_template_child (widget_class, KontorBooksPage, vat);
  gtk_widget_class_bind_template_child (widget_class, KontorBooksPage, abroad);
  gtk_widget_class_bind_template_child (widget_class, KontorBooksPage, exports);
  gtk_widget_class_bind_template_child (widget_class, KontorBooksPage, close);
  gtk_widget_class_bind_template_child (widget_class, KontorBooksPage, adviser);
  gtk_widget_class_bind_template_child (widget_class, KontorBooksPage, client);
  gtk_widget_class_bind_template_child (widget_class, KontorBooksPage, chart);
  gtk_widget_class_bind_template_callback (widget_class, applied_cb);
  gtk_widget_class_bind_template_callback (widget_class, chart_cb);
}

static void
kontor_books_page_class_init (KontorBooksPageClass *klass)
{
  GtkWidgetClass  *widget_class = GTK_WIDGET_CLASS (klass);
  KontorPageClass *page_class = KONTOR_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = kontor_books_page_constructed;
  G_OBJECT_CLASS (klass)->dispose = kontor_books_page_dispose;
  page_class->shown = kontor_books_page_shown;
  page_class->suggested = kontor_books_page_suggested;
  page_class->filter = kontor_books_page_filter;

  g_type_ensure (KONTOR_TYPE_BESIDE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-books-page.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "books.before", NULL, before_action);
  gtk_widget_class_install_action (widget_class, "books.after", NULL, after_action);
  gtk_widget_class_install_action (widget_class, "books.again", NULL, again_action);
  gtk_widget_class_install_action (widget_class, "books.save", "s", save_action);
  gtk_widget_class_install_action (widget_class, "books.close", NULL, close_action);
  gtk_widget_class_add_binding_action (
    widget_class, GDK_KEY_Page_Up, GDK_ALT_MASK, "books.before", NULL);
  gtk_widget_class_add_binding_action (
    widget_class, GDK_KEY_Page_Down, GDK_ALT_MASK, "books.after", NULL);
}

/* The month before is what is closed these days. */
static void
kontor_books_page_init (KontorBooksPage *self)
{
  self->from = kontor_books_first_of_month (this_month (), -1);
  gtk_widget_init_template (GTK_WIDGET (self));
}
