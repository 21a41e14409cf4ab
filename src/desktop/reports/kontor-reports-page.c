/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-reports-page.h"

#include <glib/gi18n.h>

#include "kontor-date-entry.h"
#include "kontor-format.h"
#include "kontor-problem.h"
#include "kontor-report-export.h"
#include "kontor-report-figures.h"
#include "kontor-report-period.h"
#include "kontor-report-plot.h"
#include "kontor-report-query.h"
#include "kontor-report-table.h"
#include "kontor-text-scale.h"
#include "kontor-weak.h"

#define MOST_ROWS 200
#define READ_AFTER_MS 1500
#define TYPED_AFTER_MS 400
#define PLOT_HEIGHT 180 /* at least */

/**
 * KontorReportsPage:
 *
 * One report at a time: its figures, its chart, its rows, all from one reading, and a click away
 * from what they are made of.
 */
struct _KontorReportsPage
{
  KontorPage parent_instance;

  GSettings              *settings; /* (owned) */
  const KontorReportType *type;
  KontorJson             *report;      /* (owned) (nullable): what is shown */
  GCancellable           *cancellable; /* (owned) (nullable): of the reading under way */
  guint                   read_id;
  gboolean                is_stale;

  /* Template children */
  GtkWidget       *side;
  GtkListBox      *reports;
  GtkMenuButton   *choose;
  GtkLabel        *name;
  GtkLabel        *definition;
  GtkLabel        *span;
  GtkDropDown     *period;
  GtkWidget       *days;
  KontorDateEntry *from;
  GtkWidget       *until;
  KontorDateEntry *to;
  GtkDropDown     *compare;
  GtkMenuButton *export;
  GtkStack          *stack;
  AdwStatusPage     *failed;
  AdwStatusPage     *nothing;
  GtkWidget         *year;
  GtkFlowBox        *figures;
  KontorReportPlot  *plot;
  KontorReportTable *table;
  GtkLabel          *footer;
};

G_DEFINE_FINAL_TYPE (KontorReportsPage, kontor_reports_page, KONTOR_TYPE_PAGE)

static KontorCompany *
company_of (KontorReportsPage *self)
{
  return kontor_page_get_company (KONTOR_PAGE (self));
}

/* --- what is asked --- */

static gpointer
ask (KontorDatabase *database, gpointer data, GError **error)
{
  return kontor_query_report (database, data, error);
}

static void
question_free (gpointer data)
{
  g_autofree KontorReportQuestion *question = data;

  g_time_zone_unref (question->zone);
}

static gint64
typed_day (KontorDateEntry *entry, gint64 fallback)
{
  gint64 end = kontor_date_entry_get_end (entry);

  return end != 0 ? kontor_day_from_time (end, kontor_format_zone ()) : fallback;
}

/* Days in the wrong order are put right. */
static void
choose_days (KontorReportsPage *self, gint64 today, gint64 *from, gint64 *to)
{
  KontorPeriod period = gtk_drop_down_get_selected (self->period);

  kontor_report_default_span (self->type, today, from, to);
  if (self->type->span == KONTOR_SPAN_AHEAD)
    return;
  if (self->type->span == KONTOR_SPAN_MOMENT)
    {
      *to = typed_day (self->to, today);
      *from = *to;
      return;
    }
  kontor_period_span (period, today, from, to);
  if (period == KONTOR_PERIOD_OWN)
    {
      gint64 first = typed_day (self->from, *from);
      gint64 last = typed_day (self->to, *to);

      *from = MIN (first, last);
      *to = MAX (first, last);
    }
}

static KontorReportQuestion *
new_question (KontorReportsPage *self)
{
  KontorReportQuestion *question = g_new0 (KontorReportQuestion, 1);

  question->type = self->type;
  question->compare = (KontorCompare) gtk_drop_down_get_selected (self->compare);
  question->limit = MOST_ROWS;
  question->now = kontor_time_now ();
  question->zone = g_time_zone_ref (kontor_format_zone ());
  choose_days (
    self, kontor_day_from_time (question->now, question->zone), &question->from, &question->to);
  return question;
}

/* --- what is shown --- */

static gboolean
has_figures (const KontorReportType *type, const KontorJson *row)
{
  for (const KontorReportColumn *column = type->columns; row != NULL && column->key != NULL;
       column++)
    if (column->type != KONTOR_FIGURE_TEXT && kontor_json_get_integer (row, column->key, 0) != 0)
      return TRUE;
  return FALSE;
}

static gboolean
says_something (const KontorReportView *view)
{
  for (guint i = 0; i < kontor_report_view_n_rows (view); i++)
    {
      const KontorJson *row = kontor_report_view_row (view, i);

      if (has_figures (view->type, row)
          || has_figures (view->type, kontor_json_get_object (row, "before")))
        return TRUE;
    }
  return FALSE;
}

static void
show_span (KontorReportsPage *self, const KontorReportView *view)
{
  g_autofree char *span = kontor_report_view_span (view);
  g_autofree char *compared = kontor_report_view_compared (view);
  g_autofree char *both = NULL;

  if (compared != NULL)
    /* Translators: two times: "May 2025, compared with April 2025" */
    both = g_strdup_printf (_ ("%s, compared with %s"), span, compared);
  gtk_label_set_label (self->span, both != NULL ? both : span);
}

static void
show_footer (KontorReportsPage *self, const KontorReportView *view)
{
  g_autofree char *age = kontor_report_view_age (view, kontor_format_zone ());
  g_autofree char *note = kontor_report_view_note (view);
  g_autofree char *text = note != NULL ? g_strdup_printf ("%s · %s", note, age) : g_strdup (age);

  gtk_label_set_label (self->footer, text);
}

static void
show_report (KontorReportsPage *self)
{
  KontorReportView view = { self->type, self->report, kontor_format_style () };
  gboolean         is_filled = says_something (&view);

  show_span (self, &view);
  show_footer (self, &view);
  gtk_widget_set_sensitive (GTK_WIDGET (self->export), is_filled);
  if (!is_filled)
    {
      adw_status_page_set_title (self->nothing, _ (self->type->title));
      gtk_stack_set_visible_child_name (self->stack, "nothing");
      return;
    }
  kontor_report_figures_show (self->figures, &view);
  kontor_report_plot_set_report (self->plot, self->type, self->report);
  kontor_report_table_set_report (self->table, self->type, self->report);
  gtk_stack_set_visible_child_name (self->stack, "report");
}

static void
show_failure (KontorReportsPage *self, const GError *error)
{
  g_autoptr (KontorProblem) problem = kontor_problem_from_error (error);

  adw_status_page_set_title (self->failed, problem->title);
  adw_status_page_set_description (self->failed, problem->advice);
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

static void
report_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorReportsPage) self = kontor_weak_take (user_data);
  g_autoptr (KontorJson) report = kontor_replica_read_finish (
    KONTOR_REPLICA (source), result, &error);

  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (report == NULL)
    {
      show_failure (self, error);
      return;
    }
  g_clear_pointer (&self->report, kontor_json_unref);
  self->report = g_steal_pointer (&report);
  show_report (self);
}

/* A reading that is not wanted any more is cancelled: only the last answer is shown. */
static void
read_report (KontorReportsPage *self)
{
  g_clear_handle_id (&self->read_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->is_stale = FALSE;
  kontor_replica_read_async (kontor_company_get_replica (company_of (self)),
                             ask,
                             new_question (self),
                             question_free,
                             (GDestroyNotify) kontor_json_unref,
                             self->cancellable,
                             report_read_cb,
                             kontor_weak_new (self));
}

static gboolean
read_later_cb (gpointer data)
{
  KontorReportsPage *self = data;

  self->read_id = 0;
  read_report (self);
  return G_SOURCE_REMOVE;
}

static void
read_after (KontorReportsPage *self, guint delay_ms)
{
  self->is_stale = TRUE;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)) && self->read_id == 0)
    self->read_id = g_timeout_add (delay_ms, read_later_cb, self);
}

/* What is looked at is read again after a while, what is not, when it is shown. */
static void
changed_cb (KontorReportsPage *self)
{
  read_after (self, READ_AFTER_MS);
}

/* --- choosing --- */

static void
show_choices (KontorReportsPage *self)
{
  gboolean is_span = self->type->span == KONTOR_SPAN_PAST || self->type->span == KONTOR_SPAN_MONTHS;
  gboolean is_moment = self->type->span == KONTOR_SPAN_MOMENT;
  gboolean is_own = gtk_drop_down_get_selected (self->period) == KONTOR_PERIOD_OWN;

  gtk_widget_set_visible (GTK_WIDGET (self->period), is_span);
  gtk_widget_set_visible (self->year, is_span);
  gtk_widget_set_visible (self->days, is_moment || (is_span && is_own));
  gtk_widget_set_visible (GTK_WIDGET (self->from), is_span);
  gtk_widget_set_visible (self->until, is_span);
  gtk_widget_set_visible (GTK_WIDGET (self->compare),
                          self->type->span != KONTOR_SPAN_AHEAD
                            && self->type->shape != KONTOR_REPORT_GRID);
}

/* Months say little over a few weeks: a short time is widened for them, and put back after. */
static void
fit_period (KontorReportsPage *self, const KontorReportType *before)
{
  gboolean was_months = before != NULL && before->span == KONTOR_SPAN_MONTHS;
  gboolean is_months = self->type->span == KONTOR_SPAN_MONTHS;

  if (is_months && !was_months)
    gtk_drop_down_set_selected (self->period, KONTOR_PERIOD_LAST_12_MONTHS);
  else if (was_months && !is_months)
    gtk_drop_down_set_selected (self->period,
                                (guint) g_settings_get_int (self->settings, "report-period"));
}

static void
show_type (KontorReportsPage *self, const KontorReportType *type)
{
  const KontorReportType *before = self->type;

  if (type == before)
    return;
  self->type = type;
  g_settings_set_string (self->settings, "report", type->name);
  gtk_label_set_label (self->name, _ (type->title));
  gtk_label_set_label (self->definition, _ (type->definition));
  gtk_menu_button_set_label (self->choose, _ (type->title));
  fit_period (self, before);
  show_choices (self);
  gtk_stack_set_visible_child_name (self->stack, "loading");
  read_report (self);
}

static void
select_type (KontorReportsPage *self, const KontorReportType *type)
{
  guint                   n_types = 0;
  const KontorReportType *types = kontor_report_type_list (&n_types);

  gtk_list_box_select_row (self->reports,
                           gtk_list_box_get_row_at_index (self->reports, (int) (type - types)));
}

static void
row_selected_cb (KontorReportsPage *self, GtkListBoxRow *row)
{
  guint                   n_types = 0;
  const KontorReportType *types = kontor_report_type_list (&n_types);

  if (row != NULL)
    show_type (self, &types[gtk_list_box_row_get_index (row)]);
}

static void
period_chosen_cb (KontorReportsPage *self)
{
  if (self->type == NULL)
    return;
  if (self->type->span != KONTOR_SPAN_MONTHS)
    g_settings_set_int (
      self->settings, "report-period", (int) gtk_drop_down_get_selected (self->period));
  show_choices (self);
  read_report (self);
}

static void
compare_chosen_cb (KontorReportsPage *self)
{
  if (self->type == NULL)
    return;
  g_settings_set_int (
    self->settings, "report-compare", (int) gtk_drop_down_get_selected (self->compare));
  read_report (self);
}

static void
day_typed_cb (KontorReportsPage *self)
{
  if (self->type != NULL && kontor_date_entry_is_right (self->from)
      && kontor_date_entry_is_right (self->to))
    read_after (self, TYPED_AFTER_MS);
}

static void
moved_cb (KontorReportsPage *self, int row)
{
  kontor_report_table_point_at (self->table, row);
}

static void
opened_cb (KontorReportsPage *self, int row, int column)
{
  kontor_report_table_open (self->table, row, column);
}

/* --- actions --- */

static void
show_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const KontorReportType *type = kontor_report_type_find (g_variant_get_string (parameter, NULL));

  if (type != NULL)
    select_type (KONTOR_REPORTS_PAGE (widget), type);
}

static void
again_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorReportsPage *self = KONTOR_REPORTS_PAGE (widget);

  gtk_stack_set_visible_child_name (self->stack, "loading");
  read_report (self);
}

static void
year_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_drop_down_set_selected (KONTOR_REPORTS_PAGE (widget)->period, KONTOR_PERIOD_LAST_12_MONTHS);
}

static void
export_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorReportsPage *self = KONTOR_REPORTS_PAGE (widget);

  if (self->report != NULL)
    kontor_report_export_to_file (
      widget, company_of (self), self->type, self->report, g_variant_get_string (parameter, NULL));
}

/* --- page --- */

static GtkWidget *
new_report_row (const KontorReportType *type)
{
  GtkWidget *label = gtk_label_new (_ (type->title));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (label, _ (type->title));
  return label;
}

static void
update_header (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  guint                   n_types = 0;
  const KontorReportType *types = kontor_report_type_list (&n_types);
  KontorReportGroup       group = types[gtk_list_box_row_get_index (row)].group;
  GtkWidget              *label = NULL;

  if (before == NULL || types[gtk_list_box_row_get_index (before)].group != group)
    {
      label = gtk_label_new (_ (kontor_report_group_title (group)));
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_widget_add_css_class (label, "section");
    }
  gtk_list_box_row_set_header (row, label);
}

static GMenuModel *
new_menu (void)
{
  guint                   n_types = 0;
  const KontorReportType *types = kontor_report_type_list (&n_types);
  GMenu                  *menu = g_menu_new ();
  g_autoptr (GMenu) section = NULL;

  for (guint i = 0; i < n_types; i++)
    {
      g_autofree char *action = g_strdup_printf ("reports.show::%s", types[i].name);

      if (i == 0 || types[i].group != types[i - 1].group)
        {
          g_clear_object (&section);
          section = g_menu_new ();
          g_menu_append_section (
            menu, _ (kontor_report_group_title (types[i].group)), G_MENU_MODEL (section));
        }
      g_menu_append (section, _ (types[i].title), action);
    }
  return G_MENU_MODEL (menu);
}

static void
fill_reports (KontorReportsPage *self)
{
  guint                   n_types = 0;
  const KontorReportType *types = kontor_report_type_list (&n_types);
  g_autoptr (GMenuModel) menu = new_menu ();

  for (guint i = 0; i < n_types; i++)
    gtk_list_box_append (self->reports, new_report_row (&types[i]));
  gtk_list_box_set_header_func (self->reports, update_header, NULL, NULL);
  gtk_menu_button_set_menu_model (self->choose, menu);
}

static void
kontor_reports_page_shown (KontorPage *page)
{
  KontorReportsPage *self = KONTOR_REPORTS_PAGE (page);

  if (self->is_stale)
    read_report (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->plot));
}

/* The "filter" of this page is the name of a report. */
static void
kontor_reports_page_filter (KontorPage *page, const char *filter)
{
  const KontorReportType *type = kontor_report_type_find (filter);

  if (type != NULL)
    select_type (KONTOR_REPORTS_PAGE (page), type);
}

static gboolean
kontor_reports_page_select (KontorPage *page, guint position)
{
  guint                   n_types = 0;
  const KontorReportType *types = kontor_report_type_list (&n_types);

  if (position >= n_types)
    return FALSE;
  select_type (KONTOR_REPORTS_PAGE (page), &types[position]);
  return TRUE;
}

static gboolean
kontor_reports_page_print (KontorPage *page)
{
  KontorReportsPage *self = KONTOR_REPORTS_PAGE (page);

  if (self->report == NULL)
    return FALSE;
  kontor_report_print (GTK_WIDGET (self), company_of (self), self->type, self->report);
  return TRUE;
}

static void
kontor_reports_page_constructed (GObject *object)
{
  KontorReportsPage      *self = KONTOR_REPORTS_PAGE (object);
  const KontorReportType *type = NULL;
  g_autofree char        *name = g_settings_get_string (self->settings, "report");

  G_OBJECT_CLASS (kontor_reports_page_parent_class)->constructed (object);
  g_signal_connect_object (
    company_of (self), "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  type = kontor_report_type_find (name);
  select_type (self, type != NULL ? type : kontor_report_type_find ("revenue"));
}

static void
kontor_reports_page_dispose (GObject *object)
{
  KontorReportsPage *self = KONTOR_REPORTS_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->read_id, g_source_remove);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (kontor_reports_page_parent_class)->dispose (object);
}

static void
kontor_reports_page_finalize (GObject *object)
{
  g_clear_pointer (&KONTOR_REPORTS_PAGE (object)->report, kontor_json_unref);

  G_OBJECT_CLASS (kontor_reports_page_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, KontorReportsPage, side);
  gtk_widget_class_bind_template_child (widget_class, KontorReportsPage, reports);
  gtk_widget_class_bind_template_child (widget_class, KontorReportsPage, choose);
  gtk_widget_class_bind_template_child (widget_class, KontorReportsPage, name);
  gtk_widget_class_bind_template_child (widget_class, KontorReportsPage, definition);
  gtk_widget_class_bind_template_child (widget_class, KontorReportsPage, span);
  gtk_widget_class_bind_template_child (widget_class, KontorReportsPage, period);
  gtk_widget_class_bind_template_child (widget_class, KontorReportsPage, days);
  gtk_widget_class_bind_template_child (widget_class, KontorReportsPage, from);
  gtk_widget_class_bind_template_child (widget_class, KontorReportsPage, until);
  gtk_widget_class_bind_template_child (widget_class, KontorReportsPage, to);
  gtk_widget_class_bind_template_child (widget_class, KontorReportsPage, compare);
  gtk_widget_class_bind_template_child (widget_class, KontorReportsPage, export);
  gtk_widget_class_bind_template_child (widget_class, KontorReportsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, KontorReportsPage, failed);
  gtk_widget_class_bind_template_child (widget_class, KontorReportsPage, nothing);
  gtk_widget_class_bind_template_child (widget_class, KontorReportsPage, year);
  gtk_widget_class_bind_template_child (widget_class, KontorReportsPage, figures);
  gtk_widget_class_bind_template_child (widget_class, KontorReportsPage, plot);
  gtk_widget_class_bind_template_child (widget_class, KontorReportsPage, table);
  gtk_widget_class_bind_template_child (widget_class, KontorReportsPage, footer);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, day_typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, moved_cb);
  gtk_widget_class_bind_template_callback (widget_class, opened_cb);
}

static void
kontor_reports_page_class_init (KontorReportsPageClass *klass)
{
  GObjectClass    *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass  *widget_class = GTK_WIDGET_CLASS (klass);
  KontorPageClass *page_class = KONTOR_PAGE_CLASS (klass);

  object_class->constructed = kontor_reports_page_constructed;
  object_class->dispose = kontor_reports_page_dispose;
  object_class->finalize = kontor_reports_page_finalize;
  page_class->shown = kontor_reports_page_shown;
  page_class->filter = kontor_reports_page_filter;
  page_class->select = kontor_reports_page_select;
  page_class->print = kontor_reports_page_print;

  g_type_ensure (KONTOR_TYPE_DATE_ENTRY);
  g_type_ensure (KONTOR_TYPE_REPORT_PLOT);
  g_type_ensure (KONTOR_TYPE_REPORT_TABLE);
  gtk_widget_class_install_action (widget_class, "reports.show", "s", show_action);
  gtk_widget_class_install_action (widget_class, "reports.again", NULL, again_action);
  gtk_widget_class_install_action (widget_class, "reports.year", NULL, year_action);
  gtk_widget_class_install_action (widget_class, "reports.export", "s", export_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-reports-page.ui");
  bind_children (widget_class);
}

static void
kontor_reports_page_init (KontorReportsPage *self)
{
  g_autoptr (GListModel) periods = kontor_period_list_new ();

  self->settings = g_settings_new ("org.kontorapp.Kontor");
  gtk_widget_init_template (GTK_WIDGET (self));
  kontor_text_scale_template (GTK_WIDGET (self));
  gtk_widget_set_size_request (
    GTK_WIDGET (self->plot), -1, kontor_text_scaled (GTK_WIDGET (self), PLOT_HEIGHT));
  kontor_date_entry_set_label (self->from, _ ("First day"));
  kontor_date_entry_set_label (self->to, _ ("Last day"));
  gtk_drop_down_set_model (self->period, periods);
  gtk_drop_down_set_selected (self->period,
                              (guint) g_settings_get_int (self->settings, "report-period"));
  gtk_drop_down_set_selected (self->compare,
                              (guint) g_settings_get_int (self->settings, "report-compare"));
  g_signal_connect_swapped (self->period, "notify::selected", G_CALLBACK (period_chosen_cb), self);
  g_signal_connect_swapped (
    self->compare, "notify::selected", G_CALLBACK (compare_chosen_cb), self);
  fill_reports (self);
}
